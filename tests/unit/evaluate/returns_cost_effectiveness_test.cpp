// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_cost_effectiveness.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using Draws = std::vector<double>;

TEST(CostPerOutcome, TheTwoMeansDiffer) {
    const auto result = returns::cost_per_outcome(Draws{100.0, 100.0}, Draws{1.0, 4.0});
    EXPECT_DOUBLE_EQ(result.ratio_of_means, 40.0);
    EXPECT_DOUBLE_EQ(result.mean_of_ratios, 62.5);
    EXPECT_FALSE(result.flagged());
    EXPECT_DOUBLE_EQ(result.p50, 62.5);
}

TEST(CostPerOutcome, WithoutSpreadAllFiguresAgree) {
    const auto result = returns::cost_per_outcome(Draws(20, 30.0), Draws(20, 6.0));
    for (const double figure : {result.ratio_of_means, result.mean_of_ratios, result.low, result.high,
                                result.p5, result.p50, result.p95}) {
        EXPECT_DOUBLE_EQ(figure, 5.0);
    }
}

TEST(CostPerOutcome, ADrawThatHarmsIsInfinitelyDearNotCheap) {
    Draws outcomes(10, 2.0);
    outcomes[3] = -5.0;
    outcomes[4] = 0.0;
    const auto result = returns::cost_per_outcome(Draws(10, 10.0), outcomes);
    EXPECT_EQ(result.without_outcome, 2);
    EXPECT_TRUE(result.flagged());
    EXPECT_DOUBLE_EQ(result.p50, 5.0);
    EXPECT_TRUE(std::isinf(result.p95) && result.p95 > 0.0);
    EXPECT_DOUBLE_EQ(result.mean_of_ratios, 5.0);
    EXPECT_DOUBLE_EQ(result.ratio_of_means, 100.0 / 11.0);
}

TEST(CostPerOutcome, ASmallOutcomeIsFlaggedAndLeftOutOfTheMeanOfRatios) {
    Draws outcomes(10, 2.0);
    outcomes[0] = 1e-9;
    const auto result = returns::cost_per_outcome(Draws(10, 10.0), outcomes);
    EXPECT_EQ(result.near_zero, 1);
    EXPECT_EQ(result.without_outcome, 0);
    EXPECT_DOUBLE_EQ(result.mean_of_ratios, 5.0);
}

TEST(CostPerOutcome, HasNoRatioWhenNothingIsGainedOnAverage) {
    const auto result = returns::cost_per_outcome(Draws{10.0, 10.0}, Draws{1.0, -3.0});
    EXPECT_TRUE(std::isnan(result.ratio_of_means));
    EXPECT_DOUBLE_EQ(result.mean_of_ratios, 10.0);
    const auto nothing = returns::cost_per_outcome(Draws{10.0, 10.0}, Draws{0.0, 0.0});
    EXPECT_TRUE(std::isnan(nothing.ratio_of_means) && std::isnan(nothing.mean_of_ratios));
    EXPECT_TRUE(std::isinf(nothing.low) && std::isinf(nothing.p5));
}

TEST(CostPerOutcome, TheBootstrapIntervalHasTheWidthOfTheDeltaMethod) {
    // 400 draws, cost 100 with sd 10, outcome 20 with sd 4, laid out evenly and independently.
    Draws costs, outcomes;
    for (int i = 0; i < 20; ++i) {
        for (int j = 0; j < 20; ++j) {
            costs.push_back(100.0 + 10.0 * (i - 9.5) / 5.766281297335398);
            outcomes.push_back(20.0 + 4.0 * (j - 9.5) / 5.766281297335398);
        }
    }
    const auto result =
        returns::cost_per_outcome(costs, outcomes, {.resamples = 4000, .seed = 7});
    const double error = 5.0 * std::sqrt((0.1 * 0.1 + 0.2 * 0.2) / 400.0);
    EXPECT_NEAR(result.ratio_of_means, 5.0, 1e-12);
    EXPECT_NEAR(result.low, 5.0 - 1.645 * error, 0.15 * error);
    EXPECT_NEAR(result.high, 5.0 + 1.645 * error, 0.15 * error);
}

TEST(CostPerOutcome, TheSameSeedGivesTheSameBits) {
    const Draws costs{10.0, 12.0, 9.0, 14.0};
    const Draws outcomes{2.0, 3.0, 1.0, 2.5};
    const auto once = returns::cost_per_outcome(costs, outcomes, {.resamples = 50, .seed = 3});
    const auto again = returns::cost_per_outcome(costs, outcomes, {.resamples = 50, .seed = 3});
    EXPECT_EQ(once.low, again.low);
    EXPECT_EQ(once.high, again.high);
    const auto other = returns::cost_per_outcome(costs, outcomes, {.resamples = 50, .seed = 4});
    EXPECT_NE(once.low, other.low);
}

TEST(CostPerOutcome, RefusesColumnsThatDoNotMatch) {
    EXPECT_THROW((void)returns::cost_per_outcome(Draws{1.0}, Draws{1.0, 2.0}), RangeError);
    EXPECT_THROW((void)returns::cost_per_outcome(Draws{}, Draws{}), RangeError);
    EXPECT_THROW((void)returns::cost_per_outcome(Draws{1.0}, Draws{1.0}, {.resamples = 0}),
                 RangeError);
}

}  // namespace
