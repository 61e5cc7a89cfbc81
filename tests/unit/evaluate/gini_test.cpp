// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/gini.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

/// The definition without sorting: half the mean absolute difference over the mean.
double gini_by_pairs(const Column& y, const Column& w) {
    double differences = 0.0, weight = 0.0, amount = 0.0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        weight += w[i];
        amount += w[i] * y[i];
        for (std::size_t j = 0; j < y.size(); ++j) {
            differences += w[i] * w[j] * std::fabs(y[i] - y[j]);
        }
    }
    return differences / (2.0 * weight * amount);
}

TEST(Gini, AgreesWithTheSumOverAllPairs) {
    const Column incomes{12.0, -3.0, 55.5, 7.25, 7.25, 0.0, 210.0};
    const Column weights{1.0, 2.5, 0.75, 3.0, 0.0, 1.0, 2.0};
    EXPECT_NEAR(metrics::gini(incomes, weights).value, gini_by_pairs(incomes, weights), 1e-14);
}

TEST(Gini, EqualIncomesGiveZeroAndOneOwnerGivesNearlyOne) {
    EXPECT_NEAR(metrics::gini(Column(7, 42.0)).value, 0.0, 1e-15);
    Column one_owner(100, 0.0);
    one_owner[37] = 5.0;
    EXPECT_NEAR(metrics::gini(one_owner).value, 0.99, 1e-15);
    EXPECT_NEAR(metrics::gini(one_owner).small_sample(), 1.0, 1e-14);
}

TEST(Gini, TheOrderOfRowsChangesNoBit) {
    Column incomes, weights;
    for (int i = 0; i < 200; ++i) {
        incomes.push_back(std::fmod(i * 37.7, 41.0));
        weights.push_back(1.0 + std::fmod(i * 0.618, 1.0));
    }
    const double value = metrics::gini(incomes, weights).value;
    std::reverse(incomes.begin(), incomes.end());
    std::reverse(weights.begin(), weights.end());
    EXPECT_EQ(metrics::gini(incomes, weights).value, value);
    std::rotate(incomes.begin(), incomes.begin() + 71, incomes.end());
    std::rotate(weights.begin(), weights.begin() + 71, weights.end());
    EXPECT_EQ(metrics::gini(incomes, weights).value, value);
}

TEST(Gini, CurrencyDoesNotMatter) {
    EXPECT_NEAR(metrics::gini(Column{2.0, 4.0, 8.0, 10.0}).value,
                metrics::gini(Column{24.6, 49.2, 98.4, 123.0}).value, 1e-15);
}

TEST(Gini, CountsLossesAndGoesAboveOneWithThem) {
    const auto result = metrics::gini(Column{-9.0, 0.0, 10.0, -5.0}, Column{1.0, 1.0, 2.0, 0.0});
    EXPECT_EQ(result.negatives, 1);
    EXPECT_DOUBLE_EQ(result.negatives_share, 0.25);
    EXPECT_EQ(result.households, 3);
    EXPECT_GT(result.value, 1.0 - 1.0 / 3.0);
    EXPECT_GT(metrics::gini(Column{-9.0, 10.0}).value, 1.0);
}

TEST(Gini, RefusesAGroupThatLosesOnAverage) {
    try {
        (void)metrics::gini(Column{-9.0, 3.0});
        FAIL() << "no error";
    } catch (const RangeError& error) {
        EXPECT_STREQ(error.what(),
                     "metrics::gini: the mean income is -3, and the Gini coefficient needs a mean "
                     "above zero. Use fgt or living_income, which allow a group that loses money.");
    }
}

TEST(Gini, SmallSampleFormNeedsTwo) {
    EXPECT_THROW((void)metrics::gini(Column{3.0}).small_sample(), RangeError);
}

}  // namespace
