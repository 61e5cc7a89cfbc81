// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/oligopoly.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

/// Firms answer one another until nobody moves: the equilibrium by another road.
Column by_best_responses(const LinearDemand& demand, const Column& costs) {
    Column q(costs.size(), 0.0);
    for (int round = 0; round < 5000; ++round) {
        for (std::size_t i = 0; i < q.size(); ++i) {
            double others = 0.0;
            for (std::size_t j = 0; j < q.size(); ++j) others += j == i ? 0.0 : q[j];
            q[i] = std::max(0.0, (demand.highest_price - costs[i]) / (2.0 * demand.slope) - others / 2.0);
        }
    }
    return q;
}

TEST(Cournot, IsWhereFirmsThatAnswerOneAnotherComeToRest) {
    for (const Column& costs : {Column{40, 40, 40}, Column{10, 55, 30, 20}, Column{90}, Column{5, 95, 60, 7}}) {
        const LinearDemand demand{100.0, 0.7};
        const auto market = cournot(demand, costs);
        const Column found = by_best_responses(demand, costs);
        for (std::size_t i = 0; i < costs.size(); ++i) {
            EXPECT_NEAR(market.quantities[i], found[i], 1e-8);
            EXPECT_NEAR(market.profits[i], (market.price - costs[i]) * market.quantities[i], 1e-9);
        }
        EXPECT_NEAR(market.price, demand.highest_price - demand.slope * market.tonnes, 1e-9);
    }
}

TEST(Cournot, FirmsThatCannotCoverTheirCostSellNothing) {
    const auto market = cournot({100.0, 1.0}, Column{20, 95, 30, 60});
    EXPECT_EQ(market.firms_selling, 2);  // two at 20 and 30 bring the price to 50
    EXPECT_DOUBLE_EQ(market.price, 50.0);
    EXPECT_EQ(market.quantities[1], 0.0);
    EXPECT_EQ(market.profits[3], 0.0);
    EXPECT_EQ(market.shares[3], 0.0);
    // Had the firm at 60 sold, it would have sold at a loss.
    EXPECT_LT((100.0 + 20 + 30 + 60) / 4.0, 60.0);
}

TEST(Cournot, RefusesAMarketInWhichNobodySells) {
    EXPECT_THROW(cournot({100.0, 1.0}, Column{}), RangeError);
    EXPECT_THROW(cournot({100.0, 1.0}, Column{100, 120}), RangeError);
    EXPECT_THROW(cournot({100.0, 0.0}, Column{40}), RangeError);
    EXPECT_THROW(cournot({100.0, 1.0}, Column{-1}), RangeError);
}

TEST(PrecompetitiveIndex, MeasuresHowMuchOfAChangeIsCommon) {
    EXPECT_DOUBLE_EQ(precompetitive_index(Column{40, 50}, Column{37, 47}), 1.0);
    EXPECT_DOUBLE_EQ(precompetitive_index(Column{40, 50}, Column{37, 50}), 0.0);
    EXPECT_DOUBLE_EQ(precompetitive_index(Column{40, 50, 50}, Column{36, 49, 48}), 0.25);
    EXPECT_DOUBLE_EQ(precompetitive_index(Column{40, 50}, Column{36, 54}), 0.0);  // one's gain, the other's loss
    EXPECT_THROW(precompetitive_index(Column{40, 50}, Column{40, 50}), RangeError);
    EXPECT_THROW(precompetitive_index(Column{40, 50}, Column{40}), RangeError);
}

TEST(PrecompetitiveCheck, FlagsWhatIsMostlyOneFirmsAdvantage) {
    const Column before{40, 40};
    EXPECT_FALSE(precompetitive_check({100, 1}, before, Column{36, 38}).flagged);  // index .5
    EXPECT_TRUE(precompetitive_check({100, 1}, before, Column{36, 38.1}).flagged);
}

TEST(PrecompetitiveCheck, ACommonFallOfCostsHelpsEveryFirmAndSmallOnesMore) {
    // All sell the same number of tonnes more, so shares move unless firms were alike: less than the first claim promises.
    const auto unlike = precompetitive_check({100, 1}, Column{30, 50, 45}, Column{27, 47, 42});
    EXPECT_DOUBLE_EQ(unlike.index, 1.0);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(unlike.after.quantities[i] - unlike.before.quantities[i], 0.75, 1e-12);
        EXPECT_GT(unlike.profit_changes[i], 0.0);
    }
    EXPECT_LT(unlike.share_changes[0], -1e-3);
    EXPECT_GT(unlike.share_changes[1], 1e-3);
    const auto alike = precompetitive_check({100, 1}, Column{40, 40, 40}, Column{37, 37, 37});
    for (const double change : alike.share_changes) EXPECT_NEAR(change, 0.0, 1e-12);
}

/// The most profitable effort against x, searched on a fine grid of a bracket that shrinks: no formula of the header.
double argmax(const std::function<double(double)>& f, double from, double to) {
    for (int round = 0; round < 200; ++round) {
        const double a = from + (to - from) / 3.0, b = to - (to - from) / 3.0;
        (f(a) < f(b) ? from : to) = f(a) < f(b) ? a : b;
    }
    return 0.5 * (from + to);
}

double profit(const Spillover& m, double x, double y) {
    const double own = m.unit_cost - x - m.spillover * y, other = m.unit_cost - y - m.spillover * x;
    const double q = (m.demand.highest_price - 2.0 * own + other) / (3.0 * m.demand.slope);
    return m.demand.slope * q * q - 0.5 * m.effort_cost * x * x;
}

TEST(SpilloverEfforts, AreWhatSearchFinds) {
    for (const double spillover : {0.0, 0.2, 0.5, 0.8, 1.0}) {
        for (const double cost : {2.0, 5.0}) {
            const Spillover m{{100.0, 1.0}, 40.0, cost, spillover};
            const auto found = spillover_efforts(m);
            // Firms answer one another, a step at a time, until they rest.
            double x = 0.0;
            for (int round = 0; round < 400; ++round) {
                x += 0.5 * (argmax([&](double own) { return profit(m, own, x); }, 0.0, 200.0) - x);
            }
            EXPECT_NEAR(found.alone, x, 1e-5) << spillover;
            const double y = argmax([&](double both) { return profit(m, both, both); }, 0.0, 200.0);
            EXPECT_NEAR(found.together, y, 1e-5) << spillover;
            EXPECT_EQ(found.together > found.alone + 1e-9, spillover > 0.5) << spillover;
            EXPECT_NEAR(found.cost_together, 40.0 - (1.0 + spillover) * y, 1e-4);
        }
    }
}

TEST(SpilloverEfforts, SaySoWhereTheyWouldCutMoreThanTheWholeCost) {
    EXPECT_LT(spillover_efforts({{100.0, 1.0}, 40.0, 2.0, 1.0}).cost_together, 0.0);
    EXPECT_GT(spillover_efforts({{100.0, 1.0}, 40.0, 5.0, 1.0}).cost_together, 0.0);
}

TEST(SpilloverEfforts, RefuseEffortSoCheapThatMoreAlwaysPays) {
    EXPECT_THROW(spillover_efforts({{100.0, 1.0}, 40.0, 0.5, 1.0}), RangeError);
    EXPECT_THROW(spillover_efforts({{40.0, 1.0}, 40.0, 2.0, 0.5}), RangeError);
    EXPECT_THROW(spillover_efforts({{100.0, 1.0}, 40.0, 2.0, 1.5}), RangeError);
}

}  // namespace
