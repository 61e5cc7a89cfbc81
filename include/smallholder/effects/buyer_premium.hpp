// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// A buyer's premium: so much on every kilogram that is bought on these terms; a part of it reaches the farmer.
///
///   premium_i = premium_usd_per_kg sold_share share_to_farmer 1{enrolled} 1{delivered} ramp      USD/kg, 0 after the last year
///
/// Moves: premium_usd_per_kg, on all of the household's sales alike. For a dollar at the farm the buyer pays 1/share_to_farmer.
/// Never: the price others are paid, yield.
/// Source: premiums and what becomes of them in data/parameters/interventions.csv.
/// Page: docs/effects/buyer_premium.md   Tested: tests/unit/effects/buyer_premium_test.cpp
class BuyerPremium final : public Effect {
public:
    static constexpr std::string_view kKey = "buyer_premium";
    static constexpr std::string_view kSummary = "A buyer pays a premium per kilogram to its suppliers; a part of it reaches the farm.";
    static constexpr bool kAlwaysDelivered = true;

    double premium_usd_per_kg = 0.10;
    double share_to_farmer = 0.6, sold_share = 0.7;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::premium_usd_per_kg});
    static constexpr auto kFields = std::to_array<Field<BuyerPremium>>({
        {{"premium_usd_per_kg", "USD/kg", 0.0, 1e12, 0.10, "buyer_premium.premium_usd_per_kg", "", "paid by the buyer on what is bought on these terms"},
         &BuyerPremium::premium_usd_per_kg},
        {{"share_to_farmer", "1", 0.01, 1.0, 0.6, "buyer_premium.share_to_farmer", "", "share of what the buyer pays that arrives at the farm as money"},
         &BuyerPremium::share_to_farmer},
        {{"sold_share", "1", 0.0, 1.0, 0.7, "buyer_premium.sold_share", "", "share of the household's sales that is bought on these terms"},
         &BuyerPremium::sold_share},
    });

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::premium_usd_per_kg, premium_usd_per_kg * sold_share * share_to_farmer * delivery.ramp(year), reach.served);
    }
    double paid_per_dollar_received() const override { return 1.0 / share_to_farmer; }
};

}  // namespace smallholder::effects
