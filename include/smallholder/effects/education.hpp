// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Education: children stay in school longer; years later some of them run the farm.
///
///   school_years_i(t) = years_gained stay_share min(1, cohorts(t)/generation_years) 1{enrolled} 1{delivered}
///   cohorts(t) = sum of ramp(y) over the years of delivery y <= t - lag_years
///
/// Each year of delivery is a cohort of pupils; `lag_years` later it reaches the farm, where 1/generation_years of those who decide are
/// replaced every year. What was learnt stays. Moves: school_years. Never: children's way to school, their work, yield, income.
/// Source: years gained, lag and cost in data/parameters/interventions.csv.
/// Page: docs/effects/education.md   Tested: tests/unit/effects/education_test.cpp
class Education final : public Effect {
public:
    static constexpr std::string_view kKey = "education";
    static constexpr std::string_view kSummary = "Children stay in school longer; years later those who stay run the farm and find other work.";

    double years_gained = 1.26;
    double stay_share = 0.5;
    double lag_years = 10.0;
    double generation_years = 25.0;
    double pupils_per_household = 1.0;
    double cost_per_pupil_year = 200.0;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::school_years});
    static constexpr auto kFields = std::to_array<Field<Education>>({
        {{"years_gained", "year", 0.0, 20.0, 1.26, "education.years_gained", "", "schooling that a pupil gains by the programme"}, &Education::years_gained},
        {{"stay_share", "1", 0.0, 1.0, 0.5, "education.stay_share", "", "share of those who gained it among the successors on the farm"},
         &Education::stay_share},
        {{"lag_years", "year", 0.0, 50.0, 10.0, "education.lag_years", "when", "years from being a pupil to deciding on the farm", true},
         &Education::lag_years},
        {{"generation_years", "year", 1.0, 100.0, 25.0, "education.generation_years", "when", "years in which all who decide on farms are replaced"},
         &Education::generation_years},
        {{"pupils_per_household", "pupil/household", 0.0, 20.0, 1.0, "education.pupils_per_household", "cost", "pupils paid for, per household served"},
         &Education::pupils_per_household},
        {{"cost_per_pupil_year", "USD/pupil/year", 0.0, 1e12, 200.0, "education.cost_per_pupil_year", "cost", "school places, materials, fees"},
         &Education::cost_per_pupil_year},
    });

    bool active(int year, int /*horizon*/) const override { return year >= delivery.start + lag_years; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        double cohorts = 0.0;
        const int arrived = std::min(year - static_cast<int>(lag_years), delivery.last_year(horizon));
        for (int y = static_cast<int>(delivery.start); y <= arrived; ++y) cohorts += delivery.ramp(y);
        levers.move_served(Lever::school_years, years_gained * stay_share * std::min(1.0, cohorts / generation_years), reach.served);
    }

    double own_cost(int year, int horizon, const Service& s) const override {
        return delivery.running(year, horizon) ? cost_per_pupil_year * pupils_per_household * s.served : 0.0;
    }
};

}  // namespace smallholder::effects
