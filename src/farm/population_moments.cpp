// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/population_moments.hpp"

#include <cmath>
#include <string>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/parameter_table.hpp"

namespace smallholder {

PopulationMoments population_moments(const ParameterTable& table) {
    constexpr std::size_t kCode = 3;
    MoneyBasis money{"", 0, true};
    for (const MomentField& field : kMomentFields) {
        const ParameterRow& row = table.find(field.name);
        if (!is_money(row.unit)) continue;
        const MoneyBasis here{row.unit.substr(0, kCode), row.price_year, true};
        if (money.code.empty()) money = here;
        require_same_basis(money, "the population's rows before it", here, row.where + ", row " + row.name);
    }
    return moments_from([&](std::string_view name) { return table.value(name); }, money);
}

void require_valid(const PopulationMoments& moments) {
    using M = PopulationMoments;
    const auto refuse = [](std::string_view name, double value, const char* what) {
        throw RangeError(number_text(value) + " is not " + what, "population moments, row " + std::string(name),
                         "Correct the row of data/parameters or the override");
    };
    for (const MomentField& field : kMomentFields) {
        const double value = moments.*field.member;
        if (!std::isfinite(value)) refuse(field.name, value, "a finite number");
        const bool correlation = field.name.starts_with("correlation_");
        if (correlation && !(value > -1.0 && value < 1.0)) refuse(field.name, value, "between -1 and 1");
        if (!correlation && value < 0.0) refuse(field.name, value, "zero or more");
    }
    for (double M::*share : {&M::adult_share, &M::women_among_adults, &M::female_share, &M::debt_share, &M::coop,
                             &M::certified, &M::vsla, &M::phone, &M::tenure_owner, &M::tenure_abunu,
                             &M::abunu_share, &M::abusa_share, &M::megakarya_share}) {
        for (const MomentField& field : kMomentFields) {
            if (field.member == share && moments.*share > 1.0) refuse(field.name, moments.*share, "between 0 and 1");
        }
    }
    if (moments.tenure_owner + moments.tenure_abunu > 1.0)
        refuse("tenure_abunu", moments.tenure_abunu, "at most what tenure_owner leaves of 1");
    if (!(moments.age_spread > 0.0)) refuse("age_spread", moments.age_spread, "above 0");
    if (!(moments.initial_removal < 1.0)) refuse("initial_removal", moments.initial_removal, "below 1");
    if (!(moments.area_min > 0.0)) refuse("area_min", moments.area_min, "above 0");
    if (!(moments.area_min < moments.area_max)) refuse("area_max", moments.area_max, "above area_min");
    if (!(moments.household_size_min >= 1.0)) refuse("household_size_min", moments.household_size_min, "at least 1");
    if (!(moments.household_size_min <= moments.household_size_max)) {
        refuse("household_size_max", moments.household_size_max, "at least household_size_min");
    }
    if (!(moments.village_size >= 1.0)) refuse("village_size", moments.village_size, "at least 1");
}

}  // namespace smallholder
