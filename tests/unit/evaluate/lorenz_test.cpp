// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/lorenz.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "smallholder/evaluate/gini.hpp"

namespace {

using namespace smallholder;
using Column = std::vector<double>;

const Column kIncomes{10.0, 2.0, 8.0, 4.0};

TEST(Lorenz, StartsAtZeroEndsAtOneAndBendsUpwards) {
    const auto curve = metrics::lorenz(kIncomes, Column{1.0, 2.0, 0.5, 3.0});
    EXPECT_EQ(curve.population.front(), 0.0);
    EXPECT_EQ(curve.income.front(), 0.0);
    EXPECT_EQ(curve.population.back(), 1.0);
    EXPECT_EQ(curve.income.back(), 1.0);
    double last_slope = 0.0;
    for (std::size_t i = 1; i < curve.income.size(); ++i) {
        const double slope = (curve.income[i] - curve.income[i - 1]) /
                             (curve.population[i] - curve.population[i - 1]);
        EXPECT_GE(slope, last_slope);
        last_slope = slope;
    }
}

TEST(Lorenz, StraightBetweenHouseholds) {
    const auto curve = metrics::lorenz(kIncomes);  // 2, 4, 8, 10 of 24
    EXPECT_DOUBLE_EQ(curve.at(0.0), 0.0);
    EXPECT_DOUBLE_EQ(curve.at(0.125), 1.0 / 24);
    EXPECT_DOUBLE_EQ(curve.at(0.5), 6.0 / 24);
    EXPECT_DOUBLE_EQ(curve.at(0.75), 14.0 / 24);
    EXPECT_DOUBLE_EQ(curve.at(1.0), 1.0);
    EXPECT_THROW((void)curve.at(1.01), RangeError);
    EXPECT_THROW((void)curve.at(-0.01), RangeError);
}

TEST(Lorenz, TheAreaUnderItIsTheGini) {
    const Column weights{1.0, 2.0, 0.5, 3.0};
    const auto curve = metrics::lorenz(kIncomes, weights);
    double area = 0.0;
    for (std::size_t i = 1; i < curve.income.size(); ++i) {
        area += 0.5 * (curve.income[i] + curve.income[i - 1]) *
                (curve.population[i] - curve.population[i - 1]);
    }
    EXPECT_NEAR(1.0 - 2.0 * area, metrics::gini(kIncomes, weights).value, 1e-15);
}

TEST(Lorenz, LossesDipBelowZeroAndAreCounted) {
    const auto curve = metrics::lorenz(Column{-2.0, 4.0, 8.0});
    EXPECT_EQ(curve.negatives, 1);
    EXPECT_LT(curve.at(0.3), 0.0);
    EXPECT_THROW((void)metrics::lorenz(Column{-8.0, 4.0}), RangeError);
}

}  // namespace
