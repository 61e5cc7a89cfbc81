// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Inputs on credit: a programme lends for the season's inputs, at less interest than others ask.
///
///   credit_usd_i = credit_usd, interest_relief_i = interest_relief, each 1{enrolled} 1{delivered this year} ramp      0 after the last year
///
/// Moves: credit_usd, interest_relief. Whoever defaulted is barred by the model for three years, whatever is offered. What is not repaid
/// comes out of the model as well. Loans in kind are lent as money that may go to inputs up to `input_budget_share`, and to hands for the rest.
/// Never: practices, doses, yield, default.
/// Source: sizes and cost in data/parameters/interventions.csv.
/// Page: docs/effects/input_credit.md   Tested: tests/unit/effects/input_credit_test.cpp
class InputCredit final : public Effect {
public:
    static constexpr std::string_view kKey = "input_credit";
    static constexpr std::string_view kSummary = "Inputs on credit: more can be borrowed before the season, at less interest, and is due after the harvest.";

    double credit_usd = 250.0;
    double interest_relief = 0.10;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::credit_usd, Lever::interest_relief});
    static constexpr auto kFields = std::to_array<Field<InputCredit>>({
        {{"credit_usd", "USD/household/year", 0.0, 1e12, 250.0, "input_credit.credit_usd", "", "most that is lent to a household for a season"},
         &InputCredit::credit_usd},
        {{"interest_relief", "1/year", 0.0, 1.0, 0.10, "input_credit.interest_relief", "", "taken off the yearly interest of formal loans"},
         &InputCredit::interest_relief},
    });

    bool delivered_yearly() const override { return true; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        const double ramp = delivery.ramp(year);
        levers.move_served(Lever::credit_usd, credit_usd * ramp, reach.served);
        levers.move_served(Lever::interest_relief, interest_relief * ramp, reach.served);
    }
};

}  // namespace smallholder::effects
