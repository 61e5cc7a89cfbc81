// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Weather information: forecasts and warnings by radio or telephone take away a part of what is feared.
///
///   risk_relief_i = risk_relief 1{enrolled} 1{delivered} ramp      0 after the last year
///
/// Less fear of a bad year makes packages that cost money first more acceptable (docs/odd.md 7.8); the weather is what it was.
/// Moves: risk_relief. Never: weather, practices, yield.
/// Source: size and cost in data/parameters/interventions.csv.
/// Page: docs/effects/weather_information.md   Tested: tests/unit/effects/weather_information_test.cpp
class WeatherInformation final : public Effect {
public:
    static constexpr std::string_view kKey = "weather_information";
    static constexpr std::string_view kSummary = "Forecasts and warnings: farmers fear the season less and risk more on it.";

    double risk_relief = 0.05;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::risk_relief});
    static constexpr auto kFields = std::to_array<Field<WeatherInformation>>({
        {{"risk_relief", "1", 0.0, 1.0, 0.05, "weather_information.risk_relief", "", "share of the spread of revenue that is no longer feared"},
         &WeatherInformation::risk_relief},
    });

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::risk_relief, risk_relief * delivery.ramp(year), reach.served);
    }
};

}  // namespace smallholder::effects
