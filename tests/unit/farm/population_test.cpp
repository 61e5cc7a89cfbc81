// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/population.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <set>

#include "shipped_values.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/synthesise.hpp"

namespace {

using namespace smallholder;

Population some_people() {
    return synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = 120, .represents = 6000});
}

TEST(Population, EveryColumnIsInTheTableOnce) {
    std::set<std::string_view> names;
    for (const PopulationColumn& column : population_columns()) {
        EXPECT_TRUE(names.insert(column.name).second) << column.name;
        EXPECT_EQ(find_population_column(column.name), &column);
        EXPECT_FALSE(column.unit.empty());
    }
    // The struct holds weight and trees besides these, and nothing else of this type: the size says so.
    const std::size_t columns_inside = names.size() + 2;
    const std::size_t others = sizeof(std::vector<HouseholdId>) + sizeof(std::vector<std::string>) +
                               sizeof(std::vector<Index>) + sizeof(double) + 2 * sizeof(std::vector<std::int32_t>) +
                               sizeof(std::vector<std::uint64_t>) + 2 * sizeof(std::vector<std::string>) +
                               sizeof(std::vector<Index>) + sizeof(MoneyBasis) + 8 + sizeof(Segments) +
                               sizeof(std::vector<ColumnOrigin>) + sizeof(Population::carried);
    EXPECT_EQ(sizeof(Population), others + columns_inside * sizeof(Population::Column));
    EXPECT_EQ(find_population_column("no such column"), nullptr);
}

TEST(Population, IsCompleteAndStandsForWhomItShould) {
    const Population people = some_people();
    EXPECT_NO_THROW(require_valid(people));
    EXPECT_EQ(people.households(), 120);
    EXPECT_NEAR(std::accumulate(people.weight.begin(), people.weight.end(), 0.0), 6000.0, 1e-9);
    const Population more = with_represents(people, 500000.0);
    EXPECT_EQ(more.represents, 500000.0);
    EXPECT_NEAR(std::accumulate(more.weight.begin(), more.weight.end(), 0.0), 500000.0, 1e-6);
    EXPECT_THROW(with_represents(people, 0.0), RangeError);
    EXPECT_THROW(with_represents(people, std::numeric_limits<double>::infinity()), RangeError);
}

TEST(Population, VillagesAreContiguousAndCountedToTheEnd) {
    const Population people = some_people();
    EXPECT_EQ(people.villages(), 3);
    EXPECT_EQ(people.village_begin, (std::vector<Index>{0, 50, 100, 120}));
    for (Index i = 0; i < people.households(); ++i) EXPECT_EQ(people.village[static_cast<std::size_t>(i)], i / 50);
    EXPECT_TRUE(people.has_villages());
}

TEST(Population, TreesAreViewedByAgeAndByHousehold) {
    const Population people = some_people();
    const TreeProfile farm = people.tree_profile_of(7);
    for (int age = 0; age < kAgeClasses; ++age) {
        EXPECT_EQ(farm[static_cast<std::size_t>(age)], people.trees_of_age(age)[7]);
    }
    EXPECT_NEAR(std::accumulate(farm.begin(), farm.end(), 0.0), people.initial_stand_per_ha[7], 1e-9);
}

TEST(Population, ChecksNameTheHouseholdAndTheColumn) {
    Population people = some_people();
    people.infected[3] = 1.2;
    try {
        require_valid(people);
        FAIL() << "an infected share of 1.2 was accepted";
    } catch (const RangeError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("column infected"), std::string::npos) << text;
        EXPECT_NE(text.find("\"synthetic 4\" has 1.2"), std::string::npos) << text;
    }
    people = some_people();
    people.knowledge.pop_back();
    EXPECT_THROW(require_valid(people), SchemaError);
    people = some_people();
    people.cash_usd[0] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(require_valid(people), RangeError);
    people = some_people();
    people.recorded_income_usd[0] = -120.0;  // a loss is possible
    EXPECT_NO_THROW(require_valid(people));
    EXPECT_THROW(require_valid(Population{}), SchemaError);
}

}  // namespace
