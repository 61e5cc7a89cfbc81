// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// A living income differential: a fixed sum per tonne on the export price of the whole origin, passed on to farmers in part.
///
///   differential_i = pass_through differential_usd_per_t/1000 ramp      USD/kg, for everybody, while it is in force
///
/// Moves: differential_usd_per_kg. Nobody enrols: with coverage left at 1 every farmer of the origin gets it. What is not passed on was
/// taken back by buyers through lower country premia and costs them nothing, so a dollar at the farm is a dollar paid.
/// Never: the world price, yield.
/// Source: size and pass-through in data/parameters/interventions.csv.
/// Page: docs/effects/living_income_differential.md   Tested: tests/unit/effects/living_income_differential_test.cpp
class LivingIncomeDifferential final : public Effect {
public:
    static constexpr std::string_view kKey = "living_income_differential";
    static constexpr std::string_view kSummary = "A fixed sum per tonne on the export price of the whole origin, passed on to farmers in part.";
    static constexpr bool kAlwaysDelivered = true;

    double differential_usd_per_t = 400.0;
    double pass_through = 0.7;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::differential_usd_per_kg});
    static constexpr auto kFields = std::to_array<Field<LivingIncomeDifferential>>({
        {{"differential_usd_per_t", "USD/t", 0.0, 1e12, 400.0, "living_income_differential.differential_usd_per_t", "", "on top of the export price"},
         &LivingIncomeDifferential::differential_usd_per_t},
        {{"pass_through", "1", 0.0, 1.0, 0.7, "living_income_differential.pass_through", "", "share of it that reaches the farm gate"},
         &LivingIncomeDifferential::pass_through},
    });

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::differential_usd_per_kg, pass_through * differential_usd_per_t / 1000.0 * delivery.ramp(year), reach.served);
    }
};

}  // namespace smallholder::effects
