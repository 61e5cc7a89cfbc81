// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/segments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using Codes = std::vector<std::int32_t>;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(Segments, LandClassesIncludeTheirUpperEnds) {
    const std::vector<double> area{0.4, 2.0, 2.001, 4.0, 4.001, kNone};
    const Grouping land = group_by_land(area);
    EXPECT_EQ(land.code, (Codes{0, 0, 1, 1, 2, -1}));
    EXPECT_EQ(land.groups.size(), 3u);
}

TEST(Segments, PovertyAtTheStartCountsFromTheHouseholdsOwnLine) {
    const std::vector<double> income{999, 1000, 1999, 2000, -50, kNone, 5000},
        line{2000, 2000, 2000, 2000, 2000, 2000, kNone};
    EXPECT_EQ(group_by_poverty(income, line).code, (Codes{0, 1, 1, 2, 0, -1, -1}));
    const std::vector<double> short_line{2000};
    EXPECT_THROW(group_by_poverty(income, short_line), RangeError);
}

TEST(Segments, SexOfHeadIsUnknownWhereNobodyAsked) {
    const std::vector<double> female{1, 0, kNone};
    EXPECT_EQ(group_by_sex(female).code, (Codes{1, 0, -1}));
}

TEST(Segments, LabelsComeInNaturalOrderWhateverTheRows) {
    const std::vector<std::string> labels{"zone 10", "zone 2", "", "zone 2", "Ahafo"};
    const Grouping regions = group_by_label("region", labels);
    EXPECT_EQ(regions.groups, (std::vector<std::string>{"Ahafo", "zone 2", "zone 10"}));
    EXPECT_EQ(regions.code, (Codes{2, 1, -1, 1, 0}));
}

TEST(Segments, AGroupingReplacesItsNamesakeAndIsNoLongerLeftOut) {
    Segments segments;
    segments.leave_out("poverty", "no incomes yet");
    segments.set({"poverty", {"poor"}, {0}});
    EXPECT_TRUE(segments.left_out.empty());
    segments.set({"poverty", {"poor", "not poor"}, {1}});
    ASSERT_EQ(segments.groupings.size(), 1u);
    EXPECT_EQ(segments.find("poverty")->groups.size(), 2u);
    EXPECT_EQ(segments.find("land"), nullptr);
}

TEST(NaturalOrder, ReadsDigitsAsNumbers) {
    EXPECT_TRUE(natural_less("2", "10"));
    EXPECT_TRUE(natural_less("hh9", "hh10"));
    EXPECT_TRUE(natural_less("a2b", "a2c"));
    EXPECT_TRUE(natural_less("", "a"));
    EXPECT_FALSE(natural_less("10", "2"));
    EXPECT_FALSE(natural_less("7", "7"));
    // Longer than any integer type.
    EXPECT_TRUE(natural_less("99999999999999999999999", "100000000000000000000000"));
}

TEST(NaturalOrder, IsAnOrderForTextsThatAreEqualAsNumbers) {
    EXPECT_NE(natural_less("01", "1"), natural_less("1", "01"));
    std::vector<std::string> texts{"1", "01", "001", "1a", "01a", "a1", "a01", "b",
                                   "",  "1b", "01b", "2",  "10",  "-3", "a 2"};
    std::sort(texts.begin(), texts.end(), natural_less);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = 0; j < texts.size(); ++j)
            EXPECT_EQ(natural_less(texts[i], texts[j]), i < j) << texts[i] << " " << texts[j];
    }
}

}  // namespace
