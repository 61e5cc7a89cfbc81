// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/resilience.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(FallingRisk, PoolsTheYearsFromWhichOneCanLookAhead) {
    // Line 100, five years. First: above, above, below, above, above. Second: always above. Third: always below.
    const Column incomes{120, 110, 90, 130, 140, 200, 200, 200, 200, 200, 10, 10, 10, 10, 10};
    const auto one = metrics::falling_risk({incomes, 5}, 100.0, 1);
    EXPECT_EQ(one.starts, 3 + 4);
    EXPECT_EQ(one.falls, 1);
    EXPECT_DOUBLE_EQ(one.probability, 1.0 / 7.0);
    const auto two = metrics::falling_risk({incomes, 5}, 100.0, 2);
    EXPECT_EQ(two.starts, 2 + 3);
    EXPECT_EQ(two.falls, 2);
    const auto weighted = metrics::falling_risk({incomes, 5}, 100.0, 1, Column{3, 1, 9});
    EXPECT_DOUBLE_EQ(weighted.probability, 3.0 / (9.0 + 4.0));
}

TEST(FallingRisk, IsOneMinusAPowerWhenYearsAreIndependent) {
    std::mt19937_64 generator(8);
    std::bernoulli_distribution poor(0.1);
    Column incomes(4000 * 10);
    for (double& y : incomes) y = poor(generator) ? 1.0 : 3.0;
    for (const Index horizon : {1, 3, 5}) {
        const double expected = 1.0 - std::pow(0.9, static_cast<double>(horizon));
        EXPECT_NEAR(metrics::falling_risk({incomes, 10}, 2.0, horizon).probability, expected, 0.012);
    }
}

TEST(FallingRisk, NobodyAboveTheLineHasNoRisk) {
    const auto none = metrics::falling_risk({Column{1, 1, 1, 1}, 2}, 2.0, 1);
    EXPECT_EQ(none.starts, 0);
    EXPECT_TRUE(std::isnan(none.probability));
}

TEST(FallingRisk, RefusesAHorizonTheYearsDoNotHold) {
    const Column incomes{1, 2, 3, 4};
    EXPECT_THROW((void)metrics::falling_risk({incomes, 2}, 2.0, 2), RangeError);
    EXPECT_THROW((void)metrics::falling_risk({incomes, 2}, 2.0, 0), RangeError);
    EXPECT_THROW((void)metrics::falling_risk({incomes, 2}, 2.0, 1, Column{1.0}), RangeError);
}

TEST(Recovery, CountsSpellsThePanelCutsOffForAsLongAsTheyAreSeen) {
    // Falls in year 1 and is back after 1, 2, 2 years; one is never seen back in 3; one falls in the last year.
    const Column incomes{
        9, 1, 9, 9, 9,  //
        9, 1, 1, 9, 9,  //
        9, 2, 3, 9, 9,  //
        9, 1, 1, 1, 1,  //
        9, 9, 9, 9, 1,  //
        1, 1, 1, 9, 9,  // begins before the panel does: not a fall that was seen
    };
    const auto times = metrics::recovery_above_line({incomes, 5}, 5.0);
    EXPECT_EQ(times.shocks, 5);
    EXPECT_EQ(times.recovered, 3);
    ASSERT_EQ(times.within.size(), 3u);
    EXPECT_DOUBLE_EQ(times.within[0], 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(times.within[1], 1.0 - (3.0 / 4.0) * (1.0 / 3.0));
    EXPECT_DOUBLE_EQ(times.within[2], times.within[1]);
    EXPECT_EQ(times.median, 2.0);
}

TEST(Recovery, FindsTheTrueTimesInSpellsThatAreCutOff) {
    // A chance of .3 a year to come back, seen for four years at most: the mean of completed spells would say 2.1 years.
    std::mt19937_64 generator(4);
    std::bernoulli_distribution back(0.3);
    constexpr int kHouseholds = 20000;
    Column incomes;
    for (int h = 0; h < kHouseholds; ++h) {
        bool above = false;
        incomes.insert(incomes.end(), {9.0, 1.0});
        for (int t = 0; t < 4; ++t) {
            above = above || back(generator);
            incomes.push_back(above ? 9.0 : 1.0);
        }
    }
    const auto times = metrics::recovery_above_line({incomes, 6}, 5.0);
    ASSERT_EQ(times.within.size(), 4u);
    for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_NEAR(times.within[k], 1.0 - std::pow(0.7, static_cast<double>(k + 1)), 0.012);
    }
    EXPECT_EQ(times.median, 2.0);
}

TEST(Recovery, OfIncomeLooksAtTheHouseholdsOwnPast) {
    const Column incomes{
        1000, 700, 800,  960,  400,  970,   // -30%, nearly back after 2; then -58%, back after 1
        1000, 760, 1000, 1000, 1000, 1000,  // a drop of 24% is no shock here
        -50,  -90, 20,   5,    6,    30,    // from a loss there is no share to lose; 20 to 5 is a shock, back after 2
    };
    const auto times = metrics::recovery_of_income({incomes, 6}, 0.25, 0.95);
    EXPECT_EQ(times.shocks, 3);
    EXPECT_EQ(times.recovered, 3);
    ASSERT_EQ(times.within.size(), 2u);
    EXPECT_DOUBLE_EQ(times.within[0], 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(times.within[1], 1.0);
}

TEST(Recovery, SaysNothingWhereNothingHappened) {
    const auto times = metrics::recovery_above_line({Column{9, 9, 9, 1}, 2}, 5.0);
    EXPECT_EQ(times.shocks, 1);
    EXPECT_EQ(times.recovered, 0);
    EXPECT_TRUE(times.within.empty());
    EXPECT_FALSE(times.median.has_value());
}

TEST(Recovery, RefusesAShockThatIsItsOwnRecovery) {
    const Column incomes{1, 2, 3, 4};
    EXPECT_THROW((void)metrics::recovery_of_income({incomes, 2}, 0.25, 0.7), RangeError);
    EXPECT_THROW((void)metrics::recovery_of_income({incomes, 2}, 0.0, 0.95), RangeError);
    EXPECT_THROW((void)metrics::recovery_of_income({incomes, 2}, 1.0, 0.95), RangeError);
}

}  // namespace
