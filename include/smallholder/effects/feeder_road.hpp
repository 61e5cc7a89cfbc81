// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// A feeder road: the foot path becomes a track that carries vehicles, the earth road becomes gravel.
///
///   nothing until it opens (start + build_years); then, with upkeep, its full class, and without, (1 - wear)^(years since)
///   foot_removed' = 1 - (1 - foot_removed)(1 - share dose),   road_upgrade' = 1 - (1 - road_upgrade)(1 - upgrade_share dose)
///
/// Moves: foot_removed, road_upgrade. What follows (haulage of cocoa, inputs and food, food prices, trips, clinic, jobs)
/// comes out of the model. Never: income.
/// Source: Hine and Riverson 1982 on tracks against surfaces; costs in data/parameters/interventions.csv.
/// Page: docs/effects/feeder_road.md   Tested: tests/unit/effects/feeder_road_test.cpp
class FeederRoad final : public Effect {
public:
    static constexpr std::string_view kKey = "feeder_road";
    static constexpr std::string_view kSummary = "A track for vehicles replaces the foot path and gravel the earth road: haulage, trips, clinic and jobs change.";

    double foot_removed = 1.0, upgrade_share = 1.0;
    double build_years = 2.0;
    double upkeep = 1.0;
    double wear_per_year = 0.04;
    double km_per_household = 0.025;
    double cost_per_km = 30000.0;
    double upkeep_per_km_year = 1800.0;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::foot_removed, Lever::road_upgrade});
    static constexpr auto kFields = std::to_array<Field<FeederRoad>>({
        {{"foot_removed", "1", 0.0, 1.0, 1.0, "feeder_road.foot_removed", "", "share of the foot path replaced by a motorable track"},
         &FeederRoad::foot_removed},
        {{"upgrade_share", "1", 0.0, 1.0, 1.0, "feeder_road.upgrade_share", "", "share of the earth road brought to gravel"}, &FeederRoad::upgrade_share},
        {{"build_years", "year", 0.0, 20.0, 2.0, "feeder_road.build_years", "when", "years from the start until it opens", true},
         &FeederRoad::build_years},
        {{"upkeep", "0/1", 0.0, 1.0, 1.0, "feeder_road.upkeep", "", "is it maintained (1) or left to wear (0)"}, &FeederRoad::upkeep},
        {{"wear_per_year", "1/year", 0.0, 1.0, 0.04, "feeder_road.wear_per_year", "", "share of its effect lost per year without upkeep"},
         &FeederRoad::wear_per_year},
        {{"km_per_household", "km/household", 0.0, 10.0, 0.025, "feeder_road.km_per_household", "cost", "length built per household served"},
         &FeederRoad::km_per_household},
        {{"cost_per_km", "USD/km", 0.0, 1e12, 30000.0, "feeder_road.cost_per_km", "cost", "building, spread over the years of building"},
         &FeederRoad::cost_per_km},
        {{"upkeep_per_km_year", "USD/km/year", 0.0, 1e12, 1800.0, "feeder_road.upkeep_per_km_year", "cost", "upkeep once open"},
         &FeederRoad::upkeep_per_km_year},
    });

    bool by_village() const override { return true; }
    bool active(int year, int /*horizon*/) const override { return year >= delivery.start; }

    /// What is begun is built, however few years were named.
    bool serving(int year, int horizon) const override {
        const int start = static_cast<int>(delivery.start);
        return delivery.running(year, horizon) || (year >= start && year < start + std::max(1, static_cast<int>(build_years)));
    }

    int opens() const { return static_cast<int>(delivery.start + build_years); }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (year < opens()) return;
        // Upkeep lasts as long as the programme runs; wear sets in when it ends.
        const int kept_until = upkeep > 0.5 ? std::max(delivery.last_year(horizon), opens()) : opens();
        double dose = delivery.ramp(year - static_cast<int>(build_years));
        for (int y = kept_until; y < year; ++y) dose *= 1.0 - wear_per_year;
        for (Index i = 0; i < levers.count; ++i) {
            const double d = dose * reach.served[i];
            levers.move(Lever::foot_removed, i, foot_removed * d);
            levers.move(Lever::road_upgrade, i, upgrade_share * d);
        }
    }

    double own_cost(int year, int horizon, const Service& s) const override {
        const double km = km_per_household * s.served;
        const int start = static_cast<int>(delivery.start);
        const int building = std::max(1, static_cast<int>(build_years));
        double cost = year >= start && year < start + building ? cost_per_km * km / building : 0.0;
        if (upkeep > 0.5 && year >= opens() && delivery.running(year, horizon)) cost += upkeep_per_km_year * km;
        return cost;
    }
};

}  // namespace smallholder::effects
