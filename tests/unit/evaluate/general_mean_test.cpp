// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/general_mean.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(GeneralMean, RisesWithTheOrderBetweenSmallestAndLargest) {
    const Column incomes{2.0, 4.0, 8.0, 10.0};
    double last = 2.0;
    for (const double order : {-200.0, -2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 200.0}) {
        const double mean = metrics::general_mean(incomes, order);
        EXPECT_GT(mean, last) << order;
        last = mean;
    }
    EXPECT_LT(last, 10.0);
}

TEST(GeneralMean, LargeAmountsAndOrdersDoNotOverflow) {
    EXPECT_NEAR(metrics::general_mean(Column{1e9, 1e9}, -60.0) / 1e9, 1.0, 1e-14);
    EXPECT_NEAR(metrics::general_mean(Column{1e12, 1e12}, 60.0) / 1e12, 1.0, 1e-14);
}

TEST(GeneralMean, WeightsCountAsCopies) {
    for (const double order : {-1.0, 0.0, 2.0}) {
        EXPECT_NEAR(metrics::general_mean(Column{2.0, 4.0}, order, Column{1.0, 2.0}),
                    metrics::general_mean(Column{2.0, 4.0, 4.0}, order), 1e-14);
    }
}

TEST(GeneralMean, OnlyTheArithmeticMeanAllowsLosses) {
    EXPECT_DOUBLE_EQ(metrics::general_mean(Column{-2.0, 6.0}, 1.0), 2.0);
    EXPECT_THROW((void)metrics::general_mean(Column{-2.0, 6.0}, 0.0), RangeError);
    EXPECT_THROW((void)metrics::general_mean(Column{-2.0, -6.0}, 2.0), RangeError);
    EXPECT_THROW((void)metrics::general_mean(Column{0.0, 6.0}, -1.0), RangeError);
}

}  // namespace
