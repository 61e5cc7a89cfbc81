// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/fgt.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(Fgt, AnIncomeEqualToTheLineIsNotPoor) {
    EXPECT_EQ(metrics::fgt(Column{99.0, 100.0, 101.0, 200.0}, 100.0, 0.0), 0.25);
}

TEST(Fgt, NobodyPoorGivesZeroAtEveryAlpha) {
    for (const double alpha : {0.0, 0.5, 1.0, 2.0, 3.0}) {
        EXPECT_EQ(metrics::fgt(Column{100.0, 150.0}, 100.0, alpha), 0.0);
    }
}

TEST(Fgt, DepthByHand) {
    // Gaps of 0.5 and 0.2 among four households.
    const Column incomes{50.0, 80.0, 120.0, 300.0};
    EXPECT_DOUBLE_EQ(metrics::fgt(incomes, 100.0, 1.0), 0.7 / 4);
    EXPECT_DOUBLE_EQ(metrics::fgt(incomes, 100.0, 2.0), 0.29 / 4);
    EXPECT_NEAR(metrics::fgt(incomes, 100.0, 3.0), 0.133 / 4, 1e-15);
    EXPECT_NEAR(metrics::fgt(incomes, 100.0, 1.0 + 1e-12), metrics::fgt(incomes, 100.0, 1.0), 1e-11);
}

TEST(Fgt, AHouseholdOfWeightTwoIsTwoHouseholds) {
    const Column twice{50.0, 50.0, 80.0, 200.0};
    for (const double alpha : {0.0, 1.0, 2.0}) {
        EXPECT_DOUBLE_EQ(metrics::fgt(Column{50.0, 80.0, 200.0}, 100.0, alpha, Column{2.0, 1.0, 1.0}),
                         metrics::fgt(twice, 100.0, alpha));
    }
}

TEST(Fgt, EachHouseholdAgainstItsOwnLine) {
    const Column incomes{50.0, 50.0};
    EXPECT_DOUBLE_EQ(metrics::fgt(incomes, Column{100.0, 40.0}, 1.0), 0.25);
    EXPECT_DOUBLE_EQ(metrics::fgt(incomes, Column{80.0, 80.0}, 1.0),
                     metrics::fgt(incomes, 80.0, 1.0));
}

TEST(Fgt, ALossIsAGapAboveOne) {
    EXPECT_DOUBLE_EQ(metrics::fgt(Column{-50.0, 100.0}, 100.0, 1.0), 0.75);
    EXPECT_DOUBLE_EQ(metrics::fgt(Column{-50.0, 100.0}, 100.0, 0.0), 0.5);
}

TEST(Fgt, CurrencyDoesNotMatter) {
    const Column usd{50.0, 80.0, 120.0};
    Column cedi = usd;
    for (double& y : cedi) y *= 12.7;
    EXPECT_NEAR(metrics::fgt(usd, 100.0, 2.0), metrics::fgt(cedi, 1270.0, 2.0), 1e-15);
}

TEST(Fgt, RefusesANegativeAlpha) {
    EXPECT_THROW((void)metrics::fgt(Column{1.0}, 2.0, -1.0), RangeError);
}

}  // namespace
