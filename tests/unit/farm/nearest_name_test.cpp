// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>

namespace smallholder {
namespace {

constexpr std::array<std::string_view, 4> kNames{"coverage", "start", "years", "ramp_years"};

TEST(EditDistance, CountsSingleMistakes) {
    EXPECT_EQ(edit_distance("coverage", "coverage"), 0);
    EXPECT_EQ(edit_distance("coverage", "coverge"), 1);    // left out
    EXPECT_EQ(edit_distance("coverage", "covverage"), 1);  // doubled
    EXPECT_EQ(edit_distance("coverage", "covarage"), 1);   // another letter
    EXPECT_EQ(edit_distance("coverage", "coevrage"), 1);   // two exchanged
    EXPECT_EQ(edit_distance("", "abc"), 3);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
}

TEST(NearestName, ForgivesSlipsCapitalsAndHyphens) {
    EXPECT_EQ(nearest_name("covrage", kNames), "coverage");
    EXPECT_EQ(nearest_name("Coverage", kNames), "coverage");
    EXPECT_EQ(nearest_name("ramp-years", kNames), "ramp_years");
}

TEST(NearestName, DoesNotGuessWildly) {
    EXPECT_EQ(nearest_name("fertiliser", kNames), "");
    EXPECT_EQ(nearest_name("x", kNames), "");
    EXPECT_EQ(nearest_name("coverage", std::span<const std::string_view>{}), "");
}

TEST(NearestName, RemembersTheLastPartOfADottedName) {
    constexpr std::array<std::string_view, 2> rows{"ymax", "farmer_training.attendance"};
    EXPECT_EQ(nearest_name("attendance", rows), "farmer_training.attendance");
}

TEST(DidYouMean, SuggestsElseListsElseSaysWhereToLook) {
    EXPECT_EQ(did_you_mean("yeers", kNames, ""), "Did you mean \"years\"?");
    EXPECT_EQ(did_you_mean("fertiliser", kNames, ""), "Known here: coverage, start, years, ramp_years");
    const std::vector<std::string_view> many(40, "something_long");
    EXPECT_EQ(did_you_mean("zz", many, "Look in the manual"), "Look in the manual");
}

}  // namespace
}  // namespace smallholder
