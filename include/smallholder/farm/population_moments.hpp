// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The published moments from which households are made, or a survey's gaps filled.
///
/// Values, units and sources are the rows of data/parameters/population_<name>.csv; `kMomentFields` ties each
/// row's name to its member, and a row that the table does not name belongs to somebody else.
/// Tested: tests/unit/farm/population_synthesise_test.cpp

#include <array>
#include <functional>
#include <string_view>

#include "smallholder/core/money_basis.hpp"

namespace smallholder {

class ParameterTable;

struct PopulationMoments {
    // Land and distances
    double area_mean, area_log_sd, area_min, area_max;
    double food_area_mean, food_area_log_sd;
    double km_foot_mean, km_road_mean, village_size;
    // Trees, soil, disease
    double density_share_mean, density_share_sd;  // of density_opt
    double tree_age_mean, tree_age_sd, age_spread, initial_removal;
    double infected_mean, infected_sd, soil_supply_mean, soil_supply_sd, megakarya_share;
    // Skill
    double practice_mean_pruning, practice_mean_weeding, practice_mean_mirid, practice_mean_black_pod, practice_sd;
    double knowledge_mean, knowledge_sd, school_mean, school_sd, taste_sd, hired_share_mean, hired_share_sd;
    // People
    double household_size_mean, household_size_sd, household_size_min, household_size_max;
    double adult_share, women_among_adults, female_share, head_age_mean, head_age_sd;
    double ae_other_adult, ae_child;
    // Money
    double cash_mean, wealth_mean, livestock_mean, money_log_sd, debt_share, debt_usd;
    double other_level_mean, other_level_log_sd;
    // Memberships
    double coop, certified, vsla, phone;
    double tenure_owner, tenure_abunu, abunu_share, abusa_share;
    // Rank correlations; the one of other earnings is between logarithms
    double correlation_area_wealth, correlation_area_size, correlation_school_practice;
    double correlation_knowledge_practice, correlation_practice_practice, correlation_other_area;

    /// What the amounts above are counted in; a survey that they complete must be in the same money.
    MoneyBasis money{"USD", 2018, true};
};

struct MomentField {
    std::string_view name;
    double PopulationMoments::*member;
};

#define SMALLHOLDER_MOMENT(name)        \
    MomentField {                       \
#name, &PopulationMoments::name \
    }
inline constexpr auto kMomentFields = std::to_array<MomentField>({SMALLHOLDER_MOMENT(area_mean),
                                                                  SMALLHOLDER_MOMENT(area_log_sd),
                                                                  SMALLHOLDER_MOMENT(area_min),
                                                                  SMALLHOLDER_MOMENT(area_max),
                                                                  SMALLHOLDER_MOMENT(food_area_mean),
                                                                  SMALLHOLDER_MOMENT(food_area_log_sd),
                                                                  SMALLHOLDER_MOMENT(km_foot_mean),
                                                                  SMALLHOLDER_MOMENT(km_road_mean),
                                                                  SMALLHOLDER_MOMENT(village_size),
                                                                  SMALLHOLDER_MOMENT(density_share_mean),
                                                                  SMALLHOLDER_MOMENT(density_share_sd),
                                                                  SMALLHOLDER_MOMENT(tree_age_mean),
                                                                  SMALLHOLDER_MOMENT(tree_age_sd),
                                                                  SMALLHOLDER_MOMENT(age_spread),
                                                                  SMALLHOLDER_MOMENT(initial_removal),
                                                                  SMALLHOLDER_MOMENT(infected_mean),
                                                                  SMALLHOLDER_MOMENT(infected_sd),
                                                                  SMALLHOLDER_MOMENT(soil_supply_mean),
                                                                  SMALLHOLDER_MOMENT(soil_supply_sd),
                                                                  SMALLHOLDER_MOMENT(megakarya_share),
                                                                  SMALLHOLDER_MOMENT(practice_mean_pruning),
                                                                  SMALLHOLDER_MOMENT(practice_mean_weeding),
                                                                  SMALLHOLDER_MOMENT(practice_mean_mirid),
                                                                  SMALLHOLDER_MOMENT(practice_mean_black_pod),
                                                                  SMALLHOLDER_MOMENT(practice_sd),
                                                                  SMALLHOLDER_MOMENT(knowledge_mean),
                                                                  SMALLHOLDER_MOMENT(knowledge_sd),
                                                                  SMALLHOLDER_MOMENT(school_mean),
                                                                  SMALLHOLDER_MOMENT(school_sd),
                                                                  SMALLHOLDER_MOMENT(taste_sd),
                                                                  SMALLHOLDER_MOMENT(hired_share_mean),
                                                                  SMALLHOLDER_MOMENT(hired_share_sd),
                                                                  SMALLHOLDER_MOMENT(household_size_mean),
                                                                  SMALLHOLDER_MOMENT(household_size_sd),
                                                                  SMALLHOLDER_MOMENT(household_size_min),
                                                                  SMALLHOLDER_MOMENT(household_size_max),
                                                                  SMALLHOLDER_MOMENT(adult_share),
                                                                  SMALLHOLDER_MOMENT(women_among_adults),
                                                                  SMALLHOLDER_MOMENT(female_share),
                                                                  SMALLHOLDER_MOMENT(head_age_mean),
                                                                  SMALLHOLDER_MOMENT(head_age_sd),
                                                                  SMALLHOLDER_MOMENT(ae_other_adult),
                                                                  SMALLHOLDER_MOMENT(ae_child),
                                                                  SMALLHOLDER_MOMENT(cash_mean),
                                                                  SMALLHOLDER_MOMENT(wealth_mean),
                                                                  SMALLHOLDER_MOMENT(livestock_mean),
                                                                  SMALLHOLDER_MOMENT(money_log_sd),
                                                                  SMALLHOLDER_MOMENT(debt_share),
                                                                  SMALLHOLDER_MOMENT(debt_usd),
                                                                  SMALLHOLDER_MOMENT(other_level_mean),
                                                                  SMALLHOLDER_MOMENT(other_level_log_sd),
                                                                  SMALLHOLDER_MOMENT(coop),
                                                                  SMALLHOLDER_MOMENT(certified),
                                                                  SMALLHOLDER_MOMENT(vsla),
                                                                  SMALLHOLDER_MOMENT(phone),
                                                                  SMALLHOLDER_MOMENT(tenure_owner),
                                                                  SMALLHOLDER_MOMENT(tenure_abunu),
                                                                  SMALLHOLDER_MOMENT(abunu_share),
                                                                  SMALLHOLDER_MOMENT(abusa_share),
                                                                  SMALLHOLDER_MOMENT(correlation_area_wealth),
                                                                  SMALLHOLDER_MOMENT(correlation_area_size),
                                                                  SMALLHOLDER_MOMENT(correlation_school_practice),
                                                                  SMALLHOLDER_MOMENT(correlation_knowledge_practice),
                                                                  SMALLHOLDER_MOMENT(correlation_practice_practice),
                                                                  SMALLHOLDER_MOMENT(correlation_other_area)});
#undef SMALLHOLDER_MOMENT

/// The moments from whatever holds the rows: `value(name)` gives a row's value, in `money` where it is an amount, or throws.
inline PopulationMoments moments_from(const std::function<double(std::string_view)>& value,
                                      const MoneyBasis& money = {"USD", 2018, true}) {
    PopulationMoments moments{};
    for (const MomentField& field : kMomentFields) moments.*field.member = value(field.name);
    moments.money = money;
    return moments;
}

/// The moments from the rows of a table, at their values. Throws UnitError when its amounts are not all in one money.
PopulationMoments population_moments(const ParameterTable& table);

/// Throws RangeError, naming the row, unless the shares, spreads and bounds among them are possible.
void require_valid(const PopulationMoments& moments);

}  // namespace smallholder
