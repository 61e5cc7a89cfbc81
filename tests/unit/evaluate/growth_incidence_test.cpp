// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/growth_incidence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

const Column kBefore{100.0, 200.0, 300.0, 400.0};

TEST(GrowthIncidence, IsFlatWhenEveryoneGrowsAlike) {
    Column after = kBefore;
    for (double& y : after) y *= 1.25;
    for (const auto& curve : {metrics::growth_incidence(kBefore, after, 10),
                              metrics::growth_incidence_panel(kBefore, after, 4)}) {
        for (const double g : curve.growth) EXPECT_NEAR(g, 0.25, 1e-14);
        EXPECT_EQ(curve.undefined, 0);
    }
}

TEST(GrowthIncidence, SwappingPlacesIsNoGrowthOfRanksButGrowthOfPersons) {
    const Column after{400.0, 300.0, 200.0, 100.0};
    for (const double g : metrics::growth_incidence(kBefore, after, 8).growth) EXPECT_EQ(g, 0.0);
    const auto persons = metrics::growth_incidence_panel(kBefore, after, 4);
    EXPECT_DOUBLE_EQ(persons.growth[0], 3.0);
    EXPECT_DOUBLE_EQ(persons.growth[1], 0.5);
    EXPECT_DOUBLE_EQ(persons.growth[3], -0.75);
}

TEST(GrowthIncidence, PointsSitInTheMiddleOfTheirGroups) {
    const auto curve = metrics::growth_incidence(kBefore, kBefore, 4);
    EXPECT_EQ(curve.population, (Column{0.125, 0.375, 0.625, 0.875}));
}

TEST(GrowthIncidence, EachYearHasItsOwnWeights) {
    // Before, the first two households stand for all; after, the last two, who earn twice as much.
    const auto curve = metrics::growth_incidence(Column{100.0, 200.0, 900.0}, Column{5.0, 200.0, 400.0}, 5,
                                                 Column{3.0, 3.0, 0.0}, Column{0.0, 1.0, 1.0});
    for (const double g : curve.growth) EXPECT_NEAR(g, 1.0, 1e-14);
}

TEST(GrowthIncidencePanel, SplitsAHouseholdThatStraddlesTwoGroups) {
    // Three households in two groups: the middle one, which gains 40, belongs half to each.
    const auto curve =
        metrics::growth_incidence_panel(Column{100.0, 200.0, 300.0}, Column{100.0, 240.0, 330.0}, 2);
    EXPECT_NEAR(curve.growth[0], (100.0 + 120.0) / (100.0 + 100.0) - 1.0, 1e-14);
    EXPECT_NEAR(curve.growth[1], (120.0 + 330.0) / (100.0 + 300.0) - 1.0, 1e-14);
}

TEST(GrowthIncidencePanel, TheOrderOfEqualHouseholdsDoesNotMatter) {
    const auto one = metrics::growth_incidence_panel(Column{100.0, 100.0, 100.0, 100.0},
                                                     Column{50.0, 100.0, 150.0, 300.0}, 2);
    EXPECT_DOUBLE_EQ(one.growth[0], 0.5);
    EXPECT_DOUBLE_EQ(one.growth[1], 0.5);
}

TEST(GrowthIncidencePanel, WeightsMakeTheGroups) {
    const auto curve = metrics::growth_incidence_panel(
        Column{100.0, 200.0, 999.0}, Column{110.0, 240.0, 0.0}, 2, Column{5.0, 5.0, 0.0});
    EXPECT_NEAR(curve.growth[0], 0.1, 1e-14);
    EXPECT_NEAR(curve.growth[1], 0.2, 1e-14);
}

TEST(GrowthIncidence, HasNoValueWhereTheFirstIncomeIsNotPositive) {
    const Column before{-50.0, 0.0, 100.0, 200.0};
    const Column after{10.0, 10.0, 110.0, 220.0};
    const auto curve = metrics::growth_incidence_panel(before, after, 4);
    EXPECT_EQ(curve.undefined, 2);
    EXPECT_TRUE(std::isnan(curve.growth[0]) && std::isnan(curve.growth[1]));
    EXPECT_NEAR(curve.growth[2], 0.1, 1e-14);
    const auto growth = metrics::pro_poor_growth(curve, 1.0);
    EXPECT_EQ(growth.points, 2);
    EXPECT_EQ(growth.undefined, 2);
    EXPECT_NEAR(growth.rate, 0.1, 1e-14);
    EXPECT_THROW((void)metrics::pro_poor_growth(curve, 0.5), RangeError);
}

TEST(ProPoorGrowth, IsTheMeanRateOfThePoorNotTheRateOfTheirMean) {
    const auto curve =
        metrics::growth_incidence_panel(kBefore, Column{200.0, 200.0, 300.0, 800.0}, 4);
    const auto growth = metrics::pro_poor_growth(curve, 0.5);
    EXPECT_EQ(growth.points, 2);
    EXPECT_DOUBLE_EQ(growth.rate, 0.5);  // the mean income of the two poorest grows by a third
    EXPECT_THROW((void)metrics::pro_poor_growth(curve, 0.0), RangeError);
}

TEST(GrowthIncidence, RefusesColumnsThatDoNotMatch) {
    EXPECT_THROW((void)metrics::growth_incidence_panel(kBefore, Column{1.0}, 4), RangeError);
    EXPECT_THROW((void)metrics::growth_incidence(kBefore, kBefore, 0), RangeError);
    // Anonymous growth compares distributions, so the two years may hold different households.
    EXPECT_NO_THROW((void)metrics::growth_incidence(kBefore, Column{100.0, 120.0}, 4));
}

}  // namespace
