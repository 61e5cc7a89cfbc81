// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Savings groups: about 25 members save weekly, lend to each other and share out once a year.
///
///   savings_group_i(t) = survival^(t - start + 1) 1{enrolled} 1{delivered} ramp      ramp stops where the delivery does
///
/// A group needs a promoter for its first cycle and lives on, or not, by itself: the lever is the chance that it still meets.
/// Moves: savings_group, from which come a loan before the season and fewer leaks from savings (docs/odd.md 7.2.1). Households that
/// are members already cost as much and gain nothing. Never: income, profit of a trade.
/// Source: survival and cost in data/parameters/interventions.csv.
/// Page: docs/effects/savings_group.md   Tested: tests/unit/effects/savings_group_test.cpp
class SavingsGroup final : public Effect {
public:
    static constexpr std::string_view kKey = "savings_group";
    static constexpr std::string_view kSummary = "Village savings and loan groups: small loans before the season, and savings that leak less.";

    double survival = 0.9;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::savings_group});
    static constexpr auto kFields = std::to_array<Field<SavingsGroup>>({
        {{"survival", "1/year", 0.0, 1.0, 0.9, "savings_group.survival", "when", "share of groups that live through a year"}, &SavingsGroup::survival},
    });

    bool active(int year, int /*horizon*/) const override { return year >= delivery.start; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (year < delivery.start) return;
        double alive = delivery.ramp(std::min(year, delivery.last_year(horizon)));
        for (int y = static_cast<int>(delivery.start); y <= year; ++y) alive *= survival;
        levers.move_served(Lever::savings_group, alive, reach.served);
    }
};

}  // namespace smallholder::effects
