// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/population.hpp"

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace smallholder {

namespace {

using enum ColumnKind;
using P = Population;

constexpr PopulationColumn kColumns[] = {
    {"area_ha", "ha", amount, &P::area_ha},
    {"counted_area_ha", "ha", amount, &P::counted_area_ha},
    {"initial_stand_per_ha", "1/ha", amount, &P::initial_stand_per_ha},
    {"stand_target_per_ha", "1/ha", amount, &P::stand_target_per_ha},
    {"z_land", "1", score, &P::z_land},
    {"z_inefficiency", "1", half_score, &P::z_inefficiency},
    {"taste", "1", attribute, &P::taste},
    {"hired_share", "1", share, &P::hired_share},
    {"school_years", "year", attribute, &P::school_years},
    {"female_head", "1", flag, &P::female_head},
    {"men", "person", persons, &P::men},
    {"women", "person", persons, &P::women},
    {"children", "person", persons, &P::children},
    {"household_size", "person", persons, &P::household_size},
    {"adult_equivalents", "adult equivalent", persons, &P::adult_equivalents},
    {"coop", "1", flag, &P::coop},
    {"certified", "1", flag, &P::certified},
    {"vsla", "1", flag, &P::vsla},
    {"phone", "1", flag, &P::phone},
    {"crop_share", "1", share, &P::crop_share},
    {"km_foot", "km", amount, &P::km_foot},
    {"km_road", "km", attribute, &P::km_road},
    {"food_area_ha", "ha", amount, &P::food_area_ha},
    {"other_level_usd", "USD/year", amount, &P::other_level_usd},
    {"soil_supply", "1", share, &P::soil_supply},
    {"megakarya", "1", flag, &P::megakarya},
    {"head_age_years", "year", attribute, &P::head_age_years},
    {"infected", "1", share, &P::infected},
    {"practice_pruning", "1", share, nullptr, 0},
    {"practice_weeding", "1", share, nullptr, 1},
    {"practice_mirid", "1", share, nullptr, 2},
    {"practice_black_pod", "1", share, nullptr, 3},
    {"knowledge", "1", share, &P::knowledge},
    {"cash_usd", "USD", amount, &P::cash_usd},
    {"wealth_usd", "USD", amount, &P::wealth_usd},
    {"livestock_usd", "USD", amount, &P::livestock_usd},
    {"debt_usd", "USD", amount, &P::debt_usd},
    {"benchmark_usd", "USD/year", figure, &P::benchmark_usd},
    {"recorded_area_ha", "ha", figure, &P::recorded_area_ha},
    {"recorded_yield_kg_per_ha", "kg/ha", figure, &P::recorded_yield_kg_per_ha},
    {"recorded_production_kg", "kg/year", figure, &P::recorded_production_kg},
    {"recorded_price_usd_per_kg", "USD/kg", figure, &P::recorded_price_usd_per_kg},
    {"recorded_inputs_usd", "USD/year", figure, &P::recorded_inputs_usd},
    {"recorded_hired_usd", "USD/year", figure, &P::recorded_hired_usd},
    {"recorded_cocoa_income_usd", "USD/year", figure, &P::recorded_cocoa_income_usd},
    {"recorded_other_income_usd", "USD/year", figure, &P::recorded_other_income_usd},
    {"recorded_income_usd", "USD/year", figure, &P::recorded_income_usd},
};

bool possible(ColumnKind kind, double value) {
    if (kind == figure) return !std::isinf(value);
    if (!std::isfinite(value)) return false;
    switch (kind) {
        case share:
            return value >= 0.0 && value <= 1.0;
        case flag:
            return value == 0.0 || value == 1.0;
        case score:
            return true;
        default:
            return value >= 0.0 || kind == attribute;
    }
}

std::string_view meaning(ColumnKind kind) {
    switch (kind) {
        case share:
            return "between 0 and 1";
        case flag:
            return "0 or 1";
        case figure:
            return "finite or missing";
        case score:
        case attribute:
            return "a finite number";
        default:
            return "zero or more";
    }
}

void require_length(std::size_t have, Index want, std::string_view column) {
    if (static_cast<Index>(have) == want) return;
    throw SchemaError(std::to_string(have) + " values for " + std::to_string(want) + " households",
                      "population, column " + std::string(column), "Give one value per household");
}

}  // namespace

std::span<const PopulationColumn> population_columns() {
    return kColumns;
}

const PopulationColumn* find_population_column(std::string_view name) {
    for (const PopulationColumn& column : kColumns) {
        if (column.name == name) return &column;
    }
    return nullptr;
}

TreeProfile Population::tree_profile_of(Index household) const {
    TreeProfile profile{};
    for (std::size_t a = 0; a < profile.size(); ++a) {
        profile[a] = trees[a * static_cast<std::size_t>(households()) + static_cast<std::size_t>(household)];
    }
    return profile;
}

const ColumnOrigin* Population::origin_of(std::string_view column) const {
    for (const ColumnOrigin& entry : origin) {
        if (entry.column == column) return &entry;
    }
    return nullptr;
}

void require_valid(const Population& population) {
    const Index n = population.households();
    if (n == 0) {
        throw SchemaError("there are no households", "population",
                          "Ask for at least one household, or look at what the filters left of the survey");
    }
    require_distinct(population.id, "population");
    require_length(population.name.size(), n, "name");
    require_length(population.weight.size(), n, "weight");
    require_length(population.village.size(), n, "village");
    require_length(population.region.size(), n, "region");
    require_length(population.trees.size(), n * kAgeClasses, "trees");
    for (const PopulationColumn& column : kColumns) {
        const Population::Column& values = column.in(population);
        require_length(values.size(), n, column.name);
        std::vector<std::string> wrong;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!possible(column.kind, values[i])) {
                wrong.push_back("household \"" + population.name[i] + "\" has " + number_text(values[i]));
            }
        }
        if (!wrong.empty()) {
            throw RangeError(list_first(wrong) + ", and it should be " + std::string(meaning(column.kind)),
                             "population, column " + std::string(column.name),
                             "Correct the survey, or mark the value as missing");
        }
    }
}

Population with_represents(Population population, double represents) {
    if (!(represents > 0.0) || !std::isfinite(represents)) {
        throw RangeError(number_text(represents) + " represented households", "represents",
                         "Give the number of households the population stands for");
    }
    double total = 0.0;
    for (const double weight : population.weight) total += weight;
    for (double& weight : population.weight) weight *= represents / total;
    population.represents = represents;
    return population;
}

}  // namespace smallholder
