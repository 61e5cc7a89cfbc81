// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Diversification: another source of income is built up beside cocoa; it costs money first and work always.
///
///   side_income_usd_per_ha_i = - startup_usd_per_ha/startup_years                     in the first startup_years
///                            = side_income ramp(t - startup_years) kept^(years since the end)   afterwards
///   upkeep_days_per_ha_i     = upkeep_days kept^(years since the end)                 from the start
///
/// for those served; everything is per hectare of cocoa, so that larger farms build more. The start-up is borne by the household.
/// Moves: side_income_usd_per_ha, upkeep_days_per_ha. Never: cocoa, other earnings that were there before.
/// Source: income, work and cost in data/parameters/interventions.csv.
/// Page: docs/effects/diversification.md   Tested: tests/unit/effects/diversification_test.cpp
class Diversification final : public Effect {
public:
    static constexpr std::string_view kKey = "diversification";
    static constexpr std::string_view kSummary = "Another source of income beside cocoa: money and work first, income as it builds up.";

    double side_income_usd_per_ha = 60.0;
    double startup_usd_per_ha = 60.0, startup_years = 1.0;
    double upkeep_days_per_ha = 8.0;
    double kept = 0.9;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::side_income_usd_per_ha, Lever::upkeep_days_per_ha});
    static constexpr auto kFields = std::to_array<Field<Diversification>>({
        {{"side_income_usd_per_ha", "USD/ha/year", 0.0, 1e12, 60.0, "diversification.side_income_usd_per_ha", "",
          "income once built up, net of what is bought, per hectare of cocoa"},
         &Diversification::side_income_usd_per_ha},
        {{"startup_usd_per_ha", "USD/ha", 0.0, 1e12, 60.0, "diversification.startup_usd_per_ha", "", "what the household spends to begin, per hectare of cocoa"},
         &Diversification::startup_usd_per_ha},
        {{"startup_years", "year", 0.0, 20.0, 1.0, "diversification.startup_years", "when", "years over which that is spent, before any income", true},
         &Diversification::startup_years},
        {{"upkeep_days_per_ha", "day/ha/year", 0.0, 365.0, 8.0, "diversification.upkeep_days_per_ha", "", "family work on it"},
         &Diversification::upkeep_days_per_ha},
        {{"kept", "1/year", 0.0, 1.0, 0.9, "diversification.kept", "when", "share that is kept up for another year once support has ended"},
         &Diversification::kept},
    });

    bool active(int year, int /*horizon*/) const override { return year >= delivery.start; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (year < delivery.start) return;
        double left = 1.0;
        for (int y = 0; y < delivery.years_since(year, horizon); ++y) left *= kept;
        const bool starting = year < delivery.start + startup_years;
        const double income = starting ? -startup_usd_per_ha / startup_years
                                       : side_income_usd_per_ha * delivery.ramp(year - static_cast<int>(startup_years)) * left;
        levers.move_served(Lever::side_income_usd_per_ha, income, reach.served);
        levers.move_served(Lever::upkeep_days_per_ha, upkeep_days_per_ha * left, reach.served);
    }
};

}  // namespace smallholder::effects
