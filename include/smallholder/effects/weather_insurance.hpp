// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Weather-index insurance: pays per hectare when an index sees a drought, whether or not the farm had one.
///
///   expected payout = cover (drought_prob index_detection + (1 - drought_prob) index_false_alarm)      USD/ha and year
///   cover_usd_per_ha_i = cover,  insurance_premium_usd_per_ha_i = expected payout x load x (1 - premium_subsidy)
///   risk_relief_i = risk_relief                                   each for those served, while it runs, times ramp
///
/// Whether the index triggers is the model's luck; a drought it misses is basis risk. The three chances are read from the model's own rows,
/// so that in every draw the premium is reckoned on the index as it is. What is handed out is payouts less the premiums of farmers; the
/// insurer's loading is a cost on top. Moves: cover_usd_per_ha, insurance_premium_usd_per_ha, risk_relief. Never: weather, yield.
/// Source: load, relief and the index in data/parameters/.
/// Page: docs/effects/weather_insurance.md   Tested: tests/unit/effects/weather_insurance_test.cpp
class WeatherInsurance final : public Effect {
public:
    static constexpr std::string_view kKey = "weather_insurance";
    static constexpr std::string_view kSummary = "Index insurance against drought: pays when the index triggers, which is not always when the farm is hit.";

    double cover_usd_per_ha = 60.0;
    double load = 1.5, premium_subsidy = 0.5;
    double risk_relief = 0.10;
    double drought_prob = 0.05, index_detection = 0.7, index_false_alarm = 0.05;
    double ha_per_household = 2.9;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::cover_usd_per_ha, Lever::insurance_premium_usd_per_ha, Lever::risk_relief});
    static constexpr auto kFields = std::to_array<Field<WeatherInsurance>>({
        {{"cover_usd_per_ha", "USD/ha", 0.0, 1e12, 60.0, "weather_insurance.cover_usd_per_ha", "", "paid per hectare when the index triggers"},
         &WeatherInsurance::cover_usd_per_ha},
        {{"load", "1", 1.0, 20.0, 1.5, "weather_insurance.load", "", "premium over expected payout"}, &WeatherInsurance::load},
        {{"premium_subsidy", "1", 0.0, 1.0, 0.5, "weather_insurance.premium_subsidy", "", "share of the premium paid for the farmer"},
         &WeatherInsurance::premium_subsidy},
        {{"risk_relief", "1", 0.0, 1.0, 0.10, "weather_insurance.risk_relief", "", "share of the spread of revenue that the insured no longer fear"},
         &WeatherInsurance::risk_relief},
        {{"drought_prob", "1", 0.0, 1.0, 0.05, "drought_prob", "", "chance of a drought in a year, for the premium: the model's own"},
         &WeatherInsurance::drought_prob},
        {{"index_detection", "1", 0.0, 1.0, 0.7, "index_detection", "", "droughts that the index sees, for the premium: the model's own"},
         &WeatherInsurance::index_detection},
        {{"index_false_alarm", "1", 0.0, 1.0, 0.05, "index_false_alarm", "", "other years in which it pays, for the premium: the model's own"},
         &WeatherInsurance::index_false_alarm},
        {{"ha_per_household", "ha/household", 0.0, 1e6, 2.9, "weather_insurance.ha_per_household", "cost", "cocoa land insured per household served"},
         &WeatherInsurance::ha_per_household},
    });

    /// USD/ha and year.
    double expected_payout() const {
        return cover_usd_per_ha * (drought_prob * index_detection + (1.0 - drought_prob) * index_false_alarm);
    }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        const double ramp = delivery.ramp(year);
        levers.move_served(Lever::cover_usd_per_ha, cover_usd_per_ha * ramp, reach.served);
        levers.move_served(Lever::insurance_premium_usd_per_ha, expected_payout() * load * (1.0 - premium_subsidy) * ramp, reach.served);
        levers.move_served(Lever::risk_relief, risk_relief * ramp, reach.served);
    }

    double own_cost(int year, int horizon, const Service& s) const override {
        return delivery.running(year, horizon) ? (load - 1.0) * expected_payout() * delivery.ramp(year) * ha_per_household * s.served : 0.0;
    }
};

}  // namespace smallholder::effects
