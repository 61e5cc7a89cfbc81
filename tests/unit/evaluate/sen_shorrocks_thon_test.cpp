// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/sen_shorrocks_thon.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/gini.hpp"

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(SenShorrocksThon, IsThePovertyGapTimesOnePlusTheGiniOfGaps) {
    // The identity P = FGT1 (1 + Gini of the gaps) holds for whole and for weighted populations.
    const Column incomes{30.0, 100.0, 55.0, 80.0, 250.0, 99.0};
    const Column weights{2.0, 1.0, 3.0, 0.5, 4.0, 1.5};
    Column gaps;
    for (const double y : incomes) gaps.push_back(std::max(0.0, 1.0 - y / 100.0));
    EXPECT_NEAR(metrics::sen_shorrocks_thon(incomes, 100.0, weights),
                metrics::fgt(incomes, 100.0, 1.0, weights) * (1.0 + metrics::gini(gaps, weights).value),
                1e-15);
}

TEST(SenShorrocksThon, AHouseholdOfWeightTwoIsTwoHouseholds) {
    EXPECT_NEAR(metrics::sen_shorrocks_thon(Column{30.0, 60.0, 200.0}, 100.0, Column{1.0, 2.0, 1.0}),
                metrics::sen_shorrocks_thon(Column{30.0, 60.0, 60.0, 200.0}, 100.0), 1e-15);
}

TEST(SenShorrocksThon, OrdersByGapNotByIncomeWhenLinesDiffer) {
    // Gaps 0.5 and 0.9: the second household has the higher income and the deeper gap.
    EXPECT_DOUBLE_EQ(metrics::sen_shorrocks_thon(Column{10.0, 20.0}, Column{20.0, 200.0}),
                     (0.9 * 3 + 0.5 * 1) / 4);
}

TEST(SenShorrocksThon, ZeroWithoutPovertyOneWithoutIncome) {
    EXPECT_EQ(metrics::sen_shorrocks_thon(Column{100.0, 120.0}, 100.0), 0.0);
    EXPECT_DOUBLE_EQ(metrics::sen_shorrocks_thon(Column{0.0, 0.0, 0.0}, 100.0), 1.0);
}

}  // namespace
