// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/input_demand.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../../support/lanes.hpp"

namespace {

using namespace smallholder;
using livelihood::input_demand;

double profit_of(double x, double value, double al, double w) {
    return value * std::pow(x, al) - w * x;
}

TEST(InputDemand, NoOtherAffordableAmountEarnsMore) {
    for (const double al : {0.2, 0.3, 0.6})
        for (const double cash : {20.0, 150.0, 1e5}) {
            const auto demand = input_demand(600.0, al, 3.0, cash);
            EXPECT_LE(3.0 * demand.bought, cash * (1.0 + 1e-12));
            EXPECT_NEAR(demand.profit, profit_of(demand.bought, 600.0, al, 3.0), 1e-9);
            for (double share = 0.05; share <= 1.0; share += 0.05) {
                const double other = share * std::min(cash / 3.0, 2.0 * demand.wanted);
                EXPECT_LE(profit_of(other, 600.0, al, 3.0), demand.profit + 1e-9) << share << " of the cash";
            }
        }
}

TEST(InputDemand, TheMultiplierIsWhatTheNextDollarBringsOverItself) {
    for (const double cash : {20.0, 150.0, 600.0}) {
        const auto demand = input_demand(600.0, 0.3, 3.0, cash);
        const double more = input_demand(600.0, 0.3, 3.0, cash + 1e-3).profit, less = input_demand(600.0, 0.3, 3.0, cash - 1e-3).profit;
        EXPECT_NEAR(demand.multiplier, (more - less) / 2e-3, 1e-6);
        EXPECT_GT(demand.multiplier, 0.0);
    }
}

TEST(InputDemand, CashThatSufficesDoesNotBind) {
    const auto rich = input_demand(600.0, 0.3, 3.0, 1e6);
    EXPECT_EQ(rich.bought, rich.wanted);
    EXPECT_EQ(rich.multiplier, 0.0);
    // The limit eases step by step: the multiplier falls to nothing as cash grows.
    double before = std::numeric_limits<double>::infinity();
    for (double cash = 50.0; cash < 1040.0; cash += 50.0) {
        const double now = input_demand(600.0, 0.3, 3.0, cash).multiplier;
        EXPECT_LT(now, before);
        before = now;
    }
}

TEST(InputDemand, WithoutCashNothingIsBoughtAndTheFirstDollarIsPriceless) {
    const auto poor = input_demand(600.0, 0.3, 3.0, 0.0);
    EXPECT_EQ(poor.bought, 0.0);
    EXPECT_EQ(poor.profit, 0.0);
    EXPECT_TRUE(std::isinf(poor.multiplier));
}

TEST(InputDemand, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<3>(
        [](const auto& a) {
            const auto demand = input_demand(a[0], 0.3, a[1], a[2]);
            return std::array{demand.wanted, demand.bought, demand.profit, demand.multiplier};
        },
        {{{50, 2000}, {1, 10}, {0, 3000}}});
}

}  // namespace
