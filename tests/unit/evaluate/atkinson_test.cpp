// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/atkinson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/evaluate/entropy.hpp"

namespace {

using namespace smallholder;
using Column = std::vector<double>;

const Column kIncomes{2.0, 4.0, 8.0, 10.0};

TEST(Atkinson, WithoutAversionThereIsNoLoss) {
    EXPECT_NEAR(metrics::atkinson(kIncomes, 0.0).value, 0.0, 1e-15);
}

TEST(Atkinson, RisesWithAversion) {
    double last = 0.0;
    for (const double epsilon : {0.25, 0.5, 1.0, 2.0, 5.0, 50.0}) {
        const double value = metrics::atkinson(kIncomes, epsilon).value;
        EXPECT_GT(value, last) << epsilon;
        last = value;
    }
    EXPECT_LT(last, 1.0 - 2.0 / 6.0);  // the limit is one minus smallest over mean
}

TEST(Atkinson, OfOrderOneBelongsToTheMeanLogDeviation) {
    EXPECT_NEAR(metrics::atkinson(kIncomes, 1.0).value,
                1.0 - std::exp(-metrics::mean_log_deviation(kIncomes).value), 1e-15);
}

TEST(Atkinson, CountsWhatTheRuleTouched) {
    const Column with_zero{0.0, 2.0, 4.0, 8.0, 10.0};
    EXPECT_THROW((void)metrics::atkinson(with_zero, 1.0), RangeError);
    const auto dropped = metrics::atkinson(with_zero, 1.0, {}, metrics::NonPositiveRule::drop());
    EXPECT_DOUBLE_EQ(dropped.value, metrics::atkinson(kIncomes, 1.0).value);
    EXPECT_EQ(dropped.adjusted, 1);
    const auto floored =
        metrics::atkinson(with_zero, 1.0, {}, metrics::NonPositiveRule::floor_at(2.0));
    EXPECT_DOUBLE_EQ(floored.value,
                     metrics::atkinson(Column{2.0, 2.0, 4.0, 8.0, 10.0}, 1.0).value);
    EXPECT_DOUBLE_EQ(floored.adjusted_share, 0.2);
}

TEST(Atkinson, WeightsCountAsCopiesAndCurrencyDoesNotMatter) {
    EXPECT_NEAR(metrics::atkinson(kIncomes, 2.0, Column{1.0, 2.0, 1.0, 1.0}).value,
                metrics::atkinson(Column{2.0, 4.0, 4.0, 8.0, 10.0}, 2.0).value, 1e-15);
    EXPECT_NEAR(metrics::atkinson(Column{24.0, 48.0, 96.0, 120.0}, 2.0).value,
                metrics::atkinson(kIncomes, 2.0).value, 1e-15);
}

TEST(Atkinson, RefusesANegativeAversion) {
    EXPECT_THROW((void)metrics::atkinson(kIncomes, -0.5), RangeError);
}

}  // namespace
