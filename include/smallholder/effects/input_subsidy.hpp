// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// An input subsidy: a share of the price of chemicals and fertiliser is paid for the farmer.
///
///   input_subsidy_i = subsidy_share share_to_farmer 1{enrolled} 1{delivered this year} ramp      0 at once after the last year
///
/// Moves: input_subsidy. Cheaper inputs are larger doses and more spraying as far as they pay and cash allows. When the subsidy ends the
/// price is back in the same year; practices return at their own pace. For a dollar off the farmer's bill the payer spends 1/share_to_farmer.
/// Never: practices, doses, yield.
/// Source: shares and diversion in data/parameters/interventions.csv.
/// Page: docs/effects/input_subsidy.md   Tested: tests/unit/effects/input_subsidy_test.cpp
class InputSubsidy final : public Effect {
public:
    static constexpr std::string_view kKey = "input_subsidy";
    static constexpr std::string_view kSummary = "A share of the price of chemicals and fertiliser is paid for the farmer, while it is funded.";

    double subsidy_share = 0.5;
    double share_to_farmer = 0.8;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::input_subsidy});
    static constexpr auto kFields = std::to_array<Field<InputSubsidy>>({
        {{"subsidy_share", "1", 0.0, 0.95, 0.5, "input_subsidy.subsidy_share", "", "share of the price of inputs that is taken over"},
         &InputSubsidy::subsidy_share},
        {{"share_to_farmer", "1", 0.01, 1.0, 0.8, "input_subsidy.share_to_farmer", "", "share of the subsidy that lowers the price of those meant; the rest is diverted or kept by dealers"},
         &InputSubsidy::share_to_farmer},
    });

    bool delivered_yearly() const override { return true; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::input_subsidy, subsidy_share * share_to_farmer * delivery.ramp(year), reach.served);
    }
    double paid_per_dollar_received() const override { return 1.0 / share_to_farmer; }
};

}  // namespace smallholder::effects
