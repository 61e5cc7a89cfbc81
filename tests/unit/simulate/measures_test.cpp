// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/measures.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace {

using namespace smallholder::simulate;

std::string_view name(Measure m) {
    return kMeasureRows[static_cast<std::size_t>(m)].name;
}

TEST(Measures, EachHasANameAUnitAndAMeaning) {
    std::set<std::string_view> names;
    for (const MeasureRow& row : kMeasureRows) {
        EXPECT_FALSE(row.name.empty());
        EXPECT_FALSE(row.unit.empty()) << row.name;
        EXPECT_FALSE(row.meaning.empty()) << row.name;
        EXPECT_TRUE(names.insert(row.name).second) << row.name << " twice";
    }
}

TEST(Measures, RowsStandInTheOrderOfTheEnumeration) {
    EXPECT_EQ(name(Measure::yield), "yield");
    EXPECT_EQ(name(Measure::income_with_food_after_labour), "income_with_food_after_labour");
    EXPECT_EQ(name(Measure::trip_saving), "trip_saving");
    EXPECT_EQ(name(Measure::gap_usd), "gap_usd");
    EXPECT_EQ(name(Measure::poverty_severity), "poverty_severity");
    EXPECT_EQ(name(Measure::worse_off_early), "worse_off_early");
    EXPECT_EQ(name(Measure::consumption), "consumption");
    EXPECT_EQ(name(Measure::debt), "debt");
    EXPECT_EQ(name(Measure::infected), "infected");
    EXPECT_EQ(name(Measure::package_fertiliser), "package_fertiliser");
    EXPECT_EQ(name(Measure::benchmark), "benchmark");
}

TEST(Measures, OnlyPovertyIsCountedOverPersons) {
    for (std::size_t m = 0; m < kMeasures; ++m) {
        const bool poverty = kMeasureRows[m].name.starts_with("poverty_");
        EXPECT_EQ(kMeasureRows[m].over == Over::persons, poverty) << kMeasureRows[m].name;
    }
}

}  // namespace
