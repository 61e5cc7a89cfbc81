// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// A minimum price: whoever is covered is paid at least this at the farm gate, and the market price where that is higher.
///
///   p_i = max(p, floor_usd_per_kg ramp) for those enrolled, while it is in force      (the comparison is the model's: docs/odd.md 7.2.1)
///
/// Moves: price_floor_usd_per_kg. It pays in bad years and does nothing in good ones.
/// Never: the world price, the price of those not covered, yield.
/// Source: floors in data/parameters/interventions.csv.
/// Page: docs/effects/minimum_price.md   Tested: tests/unit/effects/minimum_price_test.cpp
class MinimumPrice final : public Effect {
public:
    static constexpr std::string_view kKey = "minimum_price";
    static constexpr std::string_view kSummary = "Farmers covered are paid at least a minimum price at the farm gate.";
    static constexpr bool kAlwaysDelivered = true;

    double floor_usd_per_kg = 1.68;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::price_floor_usd_per_kg});
    static constexpr auto kFields = std::to_array<Field<MinimumPrice>>({
        {{"floor_usd_per_kg", "USD/kg", 0.0, 1e12, 1.68, "minimum_price.floor_usd_per_kg", "", "least price at the farm gate"},
         &MinimumPrice::floor_usd_per_kg},
    });

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::price_floor_usd_per_kg, floor_usd_per_kg * delivery.ramp(year), reach.served);
    }
};

}  // namespace smallholder::effects
