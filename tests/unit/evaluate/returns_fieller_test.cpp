// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_fieller.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace smallholder;
using Rows = std::vector<double>;
using Shape = returns::FiellerSet::Shape;

const Rows kCosts{100, 120, 95, 130, 110, 105, 90, 125, 115, 110};
const Rows kOutcomes{4.0, 5.5, 3.0, 6.5, 5.0, 4.5, 3.5, 6.0, 5.5, 4.5};
constexpr double kStudent = 1.8331129326536335;  // 95% point with 9 degrees of freedom, from tables

/// How many of its own standard errors mean cost less r times mean outcome is from zero.
double distance(const Rows& costs, const Rows& outcomes, double r) {
    Rows d(costs.size());
    for (std::size_t i = 0; i < d.size(); ++i) d[i] = costs[i] - r * outcomes[i];
    const auto n = static_cast<double>(d.size());
    double mean = 0.0, square = 0.0;
    for (const double x : d) mean += x / n;
    for (const double x : d) square += (x - mean) * (x - mean);
    return std::fabs(mean) / std::sqrt(square / (n * (n - 1.0)));
}

TEST(Fieller, ItsEndsAreWhereTheTestTurns) {
    const auto set = returns::fieller(kCosts, kOutcomes, 0.9);
    ASSERT_EQ(set.shape, Shape::between);
    EXPECT_LT(set.low, 110.0 / 4.8);
    EXPECT_GT(set.high, 110.0 / 4.8);
    EXPECT_NEAR(distance(kCosts, kOutcomes, set.low), kStudent, 1e-9);
    EXPECT_NEAR(distance(kCosts, kOutcomes, set.high), kStudent, 1e-9);
}

TEST(Fieller, LeavesOutTheMiddleWhenTheOutcomeMayBeNil) {
    Rows outcomes = kOutcomes;
    for (double& o : outcomes) o = 3.0 * (o - 4.7);  // mean 0.3
    const auto set = returns::fieller(kCosts, outcomes, 0.9);
    ASSERT_EQ(set.shape, Shape::outside);
    EXPECT_LT(set.low, 0.0);
    EXPECT_GT(set.high, 0.0);
    EXPECT_NEAR(distance(kCosts, outcomes, set.low), kStudent, 1e-9);
    EXPECT_NEAR(distance(kCosts, outcomes, set.high), kStudent, 1e-9);
    EXPECT_GT(distance(kCosts, outcomes, 0.5 * (set.low + set.high)), kStudent);
    EXPECT_LT(distance(kCosts, outcomes, 10.0 * set.high), kStudent);
}

TEST(Fieller, SaysSoWhenNothingIsContradicted) {
    const auto set = returns::fieller(Rows{1.0, -1.1, 0.9, -0.8}, Rows{1.0, 0.9, -1.1, -0.7}, 0.9);
    EXPECT_EQ(set.shape, Shape::everything);
    EXPECT_TRUE(std::isinf(set.low) && std::isinf(set.high));
    EXPECT_EQ(returns::fieller(Rows{0.0, 0.0}, Rows{0.0, 0.0}).shape, Shape::everything);
}

TEST(Fieller, WithoutSpreadItIsTheRatio) {
    const auto set = returns::fieller(Rows(5, 30.0), Rows(5, 6.0));
    EXPECT_EQ(set.shape, Shape::between);
    EXPECT_DOUBLE_EQ(set.low, 5.0);
    EXPECT_DOUBLE_EQ(set.high, 5.0);
}

TEST(Fieller, HoldsTheTrueRatioAsOftenAsItSays) {
    std::mt19937_64 generator(20);
    std::normal_distribution<double> normal;
    int held = 0;
    constexpr int kSamples = 4000;
    for (int sample = 0; sample < kSamples; ++sample) {
        Rows costs(15), outcomes(15);
        for (std::size_t i = 0; i < costs.size(); ++i) {
            const double shared = normal(generator);
            costs[i] = 100.0 + 20.0 * shared + 10.0 * normal(generator);
            outcomes[i] = 2.0 + 4.0 * shared + 3.0 * normal(generator);  // true ratio 50; often near zero
        }
        const auto set = returns::fieller(costs, outcomes, 0.9);
        const bool inside = 50.0 >= set.low && 50.0 <= set.high;
        held += set.shape == Shape::everything || (set.shape == Shape::between ? inside : !inside);
    }
    // Three standard errors of a share of 0.9 in 4000.
    EXPECT_NEAR(static_cast<double>(held) / kSamples, 0.9, 3.0 * std::sqrt(0.09 / kSamples));
}

TEST(Fieller, RefusesWhatHasNoSpread) {
    EXPECT_THROW((void)returns::fieller(Rows{1.0}, Rows{1.0}), RangeError);
    EXPECT_THROW((void)returns::fieller(Rows{1.0, 2.0}, Rows{1.0}), RangeError);
    EXPECT_THROW((void)returns::fieller(kCosts, kOutcomes, 1.0), RangeError);
}

}  // namespace
