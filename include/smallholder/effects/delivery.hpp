// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/programme/field_spec.hpp"

namespace smallholder::effects {

/// A field of a struct and how the outside world knows it.
template <class T>
struct Field {
    FieldSpec spec;
    double T::*member;
};

/// How any intervention reaches people, whatever it does: who is offered it, who takes part, when, what it costs.
///
///   enrolled = 1{eligible} 1{u_offer < coverage} 1{u_enrol < 1/(1+exp(-(a + b_c coop + b_f female + b_s (school - 6)/4)))}
///              two-stage offers, waves, queues and leaving: targeting/roster.hpp
///   ramp(t)  = 1 - exp(-3 tau/ramp_years), tau = t - start + 1   (1 where ramp_years = 0)
///
/// Costs fall on those enrolled who are served, and on villages and the programme as a whole.
/// Source: common form of interventions; take-up coefficients and costs in data/parameters/interventions.csv.
/// Tested: tests/unit/effects/delivery_test.cpp
struct Delivery {
    // who
    double coverage = 1.0;
    double max_area_ha = 1e9, min_area_ha = 0.0;
    double female_only = 0.0, coop_only = 0.0, certified_only = 0.0;
    double min_km = 0.0, max_km = 1e9;
    double households = 0.0;                           // offered it, where a programme names them in place of coverage
    double village_coverage = 1.0, saturation = 1.0;   // two stages, in place of coverage
    double capacity_households = 0.0;                  // most served at a time; 0: no limit
    double enrol_intercept = 50.0, enrol_coop = 0.0, enrol_female = 0.0, enrol_school = 0.0;
    // when
    double start = 1.0, years = 0.0, ramp_years = 0.0, delivered = 1.0;
    double waves = 1.0, wave_years = 1.0;              // groups of villages, and years from one to the next
    double attrition = 0.0, exit_years = 0.0;          // leave for good, 1/year; most years served, 0: no limit
    double quality_loss = 0.0, quality_reference_households = 10000.0;
    // cost
    double cost_fixed_per_year = 0.0, cost_per_village_year = 0.0, cost_per_household = 0.0, cost_per_household_year = 0.0,
           cost_per_person_year = 0.0, cost_capital_per_household = 0.0, cost_upkeep_per_household_year = 0.0,
           overhead = 0.12, learning = 0.10;

    /// `horizon` is the last year in which anything can be delivered: that of the run, or that in which a household leaves for good.
    bool running(int year, int horizon) const { return year >= start && year <= last_year(horizon); }
    /// Last year of delivery; the horizon where `years` is 0.
    int last_year(int horizon) const { return years > 0.0 ? std::min(static_cast<int>(start + years) - 1, horizon) : horizon; }
    /// Years over which what is paid once per household, hectare or plot is spread.
    double span(int horizon) const { return std::max(years > 0.0 ? years : static_cast<double>(horizon - static_cast<int>(start) + 1), 1.0); }
    /// Years gone by since the last year of delivery; 0 before.
    int years_since(int year, int horizon) const { return std::max(0, year - last_year(horizon)); }
    double ramp(int year) const {
        if (ramp_years <= 0.0) return 1.0;
        return 1.0 - exp_of(-3.0 * (static_cast<double>(year) - start + 1.0) / ramp_years);
    }
    double enrol_probability(double coop, double female, double school) const {
        return logistic(enrol_intercept + enrol_coop * coop + enrol_female * female + enrol_school * (school - 6.0) / 4.0);
    }
};

}  // namespace smallholder::effects
