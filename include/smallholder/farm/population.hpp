// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The households of a run, as columns: who they are, whom they stand for, and their state at the start.
///
/// Made by synthesise, complete or resample, and read only from then on. Households stand in one order,
/// by village and then by survey identifier, whatever the order of rows in the file was; `row_of` leads back to
/// the row. Villages are therefore contiguous. A household without a village is a village of its own.
///
/// Everything in one money (`money`). Figures "recorded" are what the survey says about year 0, NaN where it
/// says nothing; all other columns are complete, drawn given what was recorded (docs/population.md).
/// Tested: tests/unit/farm/population_test.cpp      Page: docs/population.md

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/core/ids.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/core/money_basis.hpp"
#include "smallholder/farm/segments.hpp"
#include "smallholder/farm/tree_profile.hpp"

namespace smallholder {

/// Pruning, weeding, mirid control, black-pod control: always in this order.
inline constexpr std::size_t kPractices = 4;

/// How much of a column did not come from the survey.
struct ColumnOrigin {
    std::string column;
    double imputed_share = 0.0;  ///< share of the represented households for whom it was drawn or set by a rule
    std::string how;             ///< where the rest comes from, in words

    bool operator==(const ColumnOrigin&) const = default;
};

struct Population {
    using Column = std::vector<double>;

    // Who, and for whom
    std::vector<HouseholdId> id;
    std::vector<std::string> name;  ///< the survey's identifier; "17#2" is the second further copy of "17"
    std::vector<Index> row_of;      ///< row of the input (from 0); of the source population after resample
    Column weight;                  ///< represented households, 1; sums to `represents`
    double represents = 0.0;
    std::vector<std::int32_t> village;      ///< per household, non-decreasing
    std::vector<std::int32_t> region;       ///< per household
    std::vector<std::uint64_t> village_id;  ///< per village: the entity of its random draws
    std::vector<std::string> village_name;  ///< per village; "" is a household without a village
    std::vector<Index> village_begin;       ///< first household of each village, and the end: villages + 1 entries
    std::vector<std::string> region_name;
    MoneyBasis money;
    bool synthetic = false;
    /// Does the survey count only cocoa older than five years? Then `area_ha` is what it recorded over the
    /// household's share of such trees, and yields compare on the recorded base.
    bool area_base_older5 = false;
    Segments segments;
    std::vector<ColumnOrigin> origin;
    /// Columns of the survey that were asked for by name and mean nothing to the model: who was in a programme. NaN: blank.
    std::vector<std::pair<std::string, Column>> carried;

    // Fixed for a run
    Column area_ha;               ///< all cocoa land
    Column counted_area_ha;       ///< of it, what the survey counts (all, or only what is older than five years)
    Column initial_stand_per_ha;  ///< trees of all ages at the start, 1/ha
    Column stand_target_per_ha;   ///< stand_target_factor of the central parameters times the initial stand
    Column z_land;                ///< standard normal score of land quality
    Column z_inefficiency;        ///< |N(0, 1)|
    Column taste;                 ///< xi, liking of packages, utility units of the choice
    Column hired_share;           ///< share of cocoa work given to hired hands, 1
    Column school_years;          ///< of the household head
    Column female_head;           ///< 1 or 0
    Column men, women, children;  ///< persons; men and women are adults
    Column household_size;        ///< persons
    Column adult_equivalents;     ///< modified OECD scale
    Column coop, certified, vsla, phone;  ///< 1 or 0
    Column crop_share;            ///< of the harvest's money that stays with who works the farm: 1 for owners
    Column km_foot;                       ///< footpath from farm to road
    Column km_road;                       ///< road from village to market
    Column food_area_ha;                  ///< land under food crops
    Column other_level_usd;               ///< earnings besides cocoa in a year with such work, money per year
    Column soil_supply;                   ///< s_N, response without fertiliser, 1
    Column megakarya;                     ///< 1 where the aggressive black pod occurs, else 0
    Column head_age_years;
    Column benchmark_usd;  ///< the survey's own line, money per year; NaN: the model's

    // State at the start
    Column infected;                          ///< share of trees with swollen shoot, 1
    std::array<Column, kPractices> practice;  ///< share of the recommended work done, 1
    Column knowledge;                         ///< share of what courses teach, 1
    Column cash_usd, wealth_usd, livestock_usd, debt_usd;
    Column trees;  ///< per ha by age: class a of household h is trees[a * households() + h]

    // Year 0 as recorded; NaN where the survey does not say
    Column recorded_area_ha;
    Column recorded_yield_kg_per_ha;
    Column recorded_production_kg;
    Column recorded_price_usd_per_kg;
    Column recorded_inputs_usd;
    Column recorded_hired_usd;
    Column recorded_cocoa_income_usd;
    Column recorded_other_income_usd;
    Column recorded_income_usd;

    Index households() const { return static_cast<Index>(id.size()); }
    Index villages() const { return static_cast<Index>(village_id.size()); }
    Index regions() const { return static_cast<Index>(region_name.size()); }
    /// Is there a village of more than one household?
    bool has_villages() const { return villages() < households(); }

    std::span<const double> trees_of_age(int age) const {
        const auto n = static_cast<std::size_t>(households());
        return std::span<const double>(trees).subspan(static_cast<std::size_t>(age) * n, n);
    }
    TreeProfile tree_profile_of(Index household) const;
    /// nullptr when nothing is known under that name.
    const ColumnOrigin* origin_of(std::string_view column) const;
};

/// What a column is, for whoever handles all columns alike: views, checks, resampling.
enum class ColumnKind {
    amount,      ///< zero or more
    share,       ///< between 0 and 1
    flag,        ///< 0 or 1
    persons,     ///< a number of people
    score,       ///< a standard normal score
    half_score,  ///< its absolute value
    figure,      ///< as recorded, may be NaN, may be negative
    attribute    ///< anything else that is a number
};

struct PopulationColumn {
    std::string_view name;
    std::string_view unit;
    ColumnKind kind;
    Population::Column Population::*member;
    int practice = -1;  ///< which of Population::practice, when member is nullptr

    const Population::Column& in(const Population& population) const {
        return practice < 0 ? population.*member : population.practice[static_cast<std::size_t>(practice)];
    }
    Population::Column& in(Population& population) const {
        return practice < 0 ? population.*member : population.practice[static_cast<std::size_t>(practice)];
    }
};

/// All columns with one number per household except `weight`.
std::span<const PopulationColumn> population_columns();
/// nullptr when there is no column of that name.
const PopulationColumn* find_population_column(std::string_view name);

/// Throws SchemaError or RangeError, naming households, unless the population is complete and possible.
void require_valid(const Population& population);

/// The same population with weights that sum to `represents` households.
Population with_represents(Population population, double represents);

}  // namespace smallholder
