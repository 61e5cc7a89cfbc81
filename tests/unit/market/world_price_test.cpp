// SPDX-License-Identifier: Apache-2.0
#include "smallholder/market/world_price.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using market::world_price_next;
using tests::shipped;

TEST(WorldPrice, WithoutLuckItReturnsToItsMean) {
    const Parameters& p = shipped();
    const double mean = std::log(p.fob_0);
    EXPECT_NEAR(world_price_next(mean, mean, 0.0, 1.0, 0.0, p), mean - p.jump_prob * p.jump_mean, 1e-15);
    double high = mean + 1.0;
    for (int year = 0; year < 200; ++year) high = world_price_next(high, mean, 0.0, 1.0, 0.0, p);
    EXPECT_NEAR(high, mean - p.jump_prob * p.jump_mean / (1.0 - p.price_phi), 1e-9);
}

TEST(WorldPrice, AJumpComesBelowItsChanceAndOnlyThere) {
    const Parameters& p = shipped();
    const double mean = std::log(p.fob_0);
    const double calm = world_price_next(mean, mean, 0.3, p.jump_prob, 2.0, p);
    EXPECT_EQ(calm, world_price_next(mean, mean, 0.3, 0.99, -1.0, p));  // its size does not matter then
    EXPECT_NEAR(world_price_next(mean, mean, 0.3, p.jump_prob - 1e-9, 2.0, p) - calm, p.jump_mean + 2.0 * p.jump_sd,
                1e-12);
}

TEST(WorldPrice, JumpsDoNotMoveTheMean) {
    const Parameters& p = shipped();
    const double mean = std::log(p.fob_0);
    tests::Dice dice(11);
    double sum = 0.0;
    const int n = 400000;
    for (int i = 0; i < n; ++i) sum += world_price_next(mean, mean, 0.0, dice(), normal_quantile(dice()), p) - mean;
    // sd of one jump term is about sqrt(.03 (.25 + .09)) = .10.
    EXPECT_NEAR(sum / n, 0.0, 3.0 * 0.10 / std::sqrt(n));
}

TEST(WorldPrice, ALongRunHasTheSpreadOfItsMemory) {
    Parameters p = shipped();
    p.jump_prob = 0.0;
    tests::Dice dice(12);
    double x = 0.0, squares = 0.0;
    const int n = 200000;
    for (int i = 0; i < n; ++i) {
        x = world_price_next(x, 0.0, normal_quantile(dice()), 1.0, 0.0, p);
        squares += x * x;
    }
    const double stationary = p.price_sd / std::sqrt(1.0 - p.price_phi * p.price_phi);
    EXPECT_NEAR(std::sqrt(squares / n), stationary, 0.02 * stationary);
}

}  // namespace
