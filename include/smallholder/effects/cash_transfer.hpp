// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Unconditional cash: the same sum to every household served, each year, before the season.
///
///   cash_i = cash_usd 1{enrolled} 1{delivered} ramp      0 after the last year
///
/// Moves: cash_usd. It is there whatever the household does, so it changes what is bought only as far as cash held things back.
/// Never: price, work, yield.
/// Source: sums and cost of delivery in data/parameters/interventions.csv.
/// Page: docs/effects/cash_transfer.md   Tested: tests/unit/effects/cash_transfer_test.cpp
class CashTransfer final : public Effect {
public:
    static constexpr std::string_view kKey = "cash_transfer";
    static constexpr std::string_view kSummary = "Cash without conditions, paid to households before the season.";

    double cash_usd = 500.0;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::cash_usd});
    static constexpr auto kFields = std::to_array<Field<CashTransfer>>({
        {{"cash_usd", "USD/household/year", 0.0, 1e12, 500.0, "cash_transfer.cash_usd", "", "paid to each household served"}, &CashTransfer::cash_usd},
    });

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::cash_usd, cash_usd * delivery.ramp(year), reach.served);
    }
};

}  // namespace smallholder::effects
