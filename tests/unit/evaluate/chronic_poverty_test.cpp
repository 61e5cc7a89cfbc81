// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/chronic_poverty.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(ChronicPoverty, AWorkedExample) {
    // Line 100. First household 50, 150: gaps .5, 0, mean income on the line. Second 80, 40: gaps .2, .6, mean 60.
    const Column incomes{50, 150, 80, 40};
    const auto split = metrics::chronic_poverty({incomes, 2}, 100.0);
    EXPECT_NEAR(split.total, (0.25 + 0.0 + 0.04 + 0.36) / 4.0, 1e-15);
    EXPECT_NEAR(split.chronic, 0.16 / 2.0, 1e-15);
    EXPECT_NEAR(split.transient, 0.1625 - 0.08, 1e-15);
    EXPECT_NEAR(split.chronic_share, 0.08 / 0.1625, 1e-14);
    const auto gap = metrics::chronic_poverty({incomes, 2}, 100.0, 1.0);
    EXPECT_NEAR(gap.total, 1.3 / 4.0, 1e-15);
    EXPECT_NEAR(gap.chronic, 0.2, 1e-15);
}

TEST(ChronicPoverty, SteadyIncomesLeaveNothingTransient) {
    const auto split = metrics::chronic_poverty({Column{60, 60, 60, 120, 120, 120}, 3}, 100.0);
    EXPECT_NEAR(split.transient, 0.0, 1e-16);
    EXPECT_NEAR(split.chronic_share, 1.0, 1e-15);
}

TEST(ChronicPoverty, EvenedOutIncomesAreNeverPoorer) {
    std::mt19937_64 generator(3);
    std::lognormal_distribution<double> income(4.5, 0.7);
    for (int trial = 0; trial < 50; ++trial) {
        Column panel(40), weights(10);
        for (double& y : panel) y = income(generator) - 20.0;
        for (double& w : weights) w = 0.5 + static_cast<double>(generator() % 8);
        for (const double alpha : {1.0, 1.5, 2.0, 3.0}) {
            EXPECT_GE(metrics::chronic_poverty({panel, 4}, 100.0, alpha, weights).transient, -1e-15);
        }
    }
}

TEST(ChronicPoverty, LinesMayMoveWithTheYears) {
    const Column incomes{50, 100, 80, 160};
    const auto moving = metrics::chronic_poverty({incomes, 2}, Column{100, 200, 100, 200});
    EXPECT_NEAR(moving.transient, 0.0, 1e-16);
    EXPECT_NEAR(moving.chronic, (0.25 + 0.04) / 2.0, 1e-15);
    const auto each = metrics::chronic_poverty({incomes, 2}, Column{100, 160});
    EXPECT_NEAR(each.total, (0.25 + 0.0 + 0.25 + 0.0) / 4.0, 1e-15);
}

TEST(ChronicPoverty, NobodyPoorHasNoShare) {
    const auto none = metrics::chronic_poverty({Column{200, 300}, 2}, 100.0);
    EXPECT_EQ(none.total, 0.0);
    EXPECT_TRUE(std::isnan(none.chronic_share));
}

TEST(ChronicPoverty, RefusesAHeadcountAndASingleYear) {
    const Column incomes{50, 150, 80, 40};
    EXPECT_THROW((void)metrics::chronic_poverty({incomes, 2}, 100.0, 0.0), RangeError);
    EXPECT_THROW((void)metrics::chronic_poverty({incomes, 1}, 100.0), RangeError);
    EXPECT_THROW((void)metrics::chronic_poverty({incomes, 3}, 100.0), RangeError);
    EXPECT_THROW((void)metrics::chronic_poverty({incomes, 2}, Column{100, 100, 100}), RangeError);
    EXPECT_THROW((void)metrics::chronic_poverty({incomes, 2}, Column{100, 0}), RangeError);
}

}  // namespace
