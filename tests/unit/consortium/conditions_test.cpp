// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/conditions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

/// Shapley by its other definition: the mean gain of joining over all orders.
std::array<double, 5> over_orders(const std::array<double, 32>& outcome) {
    std::array<int, 5> order{0, 1, 2, 3, 4};
    std::array<double, 5> worth{};
    do {
        unsigned there = 0;
        for (const int c : order) {
            worth[static_cast<std::size_t>(c)] += (outcome[there | (1u << c)] - outcome[there]) / 120.0;
            there |= 1u << c;
        }
    } while (std::ranges::next_permutation(order).found);
    return worth;
}

TEST(Conditions, WorthsAreTheMeanOverAllOrdersAndAddUp) {
    std::array<double, 32> outcome{};
    for (unsigned s = 0; s < 32; ++s) outcome[s] = std::sin(1.0 + 3.7 * s) + .2 * s;
    const ConditionWorth worth = worth_of_conditions(outcome, Interaction::from_mechanisms);
    const auto expected = over_orders(outcome);
    for (std::size_t c = 0; c < 5; ++c) EXPECT_NEAR(worth.shapley[c], expected[c], 1e-12) << c;
    EXPECT_NEAR(std::accumulate(worth.shapley.begin(), worth.shapley.end(), 0.0), outcome[31] - outcome[0], 1e-12);
}

TEST(Conditions, AProductNeedsAllFiveAndASumDoesNot) {
    const auto product = worth_of_conditions([](const Dials& d) { return joint_strength(d, Interaction::product); }, Interaction::product);
    const auto sum = worth_of_conditions([](const Dials& d) { return joint_strength(d, Interaction::additive); }, Interaction::additive);
    EXPECT_EQ(product.assumed, Interaction::product);
    for (std::size_t c = 0; c < 5; ++c) {
        EXPECT_NEAR(product.shapley[c], .2, 1e-12);
        EXPECT_EQ(product.first_in[c], 0.0);
        EXPECT_EQ(product.last_in[c], 1.0);
        EXPECT_NEAR(sum.first_in[c], .2, 1e-12);
        EXPECT_NEAR(sum.last_in[c], .2, 1e-12);
    }
    EXPECT_NEAR(sum.additive_share, 1.0, 1e-12);
    EXPECT_LT(product.additive_share, .2);
    EXPECT_EQ(joint_strength({}, Interaction::from_mechanisms), 1.0);
}

TEST(Conditions, ADialThatMovesNothingIsWorthNothing) {
    const auto worth = worth_of_conditions([](const Dials& d) { return d.agenda + 2.0 * d.measurement * d.communication; }, Interaction::from_mechanisms);
    EXPECT_NEAR(worth.shapley[0], 1.0, 1e-12);
    EXPECT_NEAR(worth.shapley[1], 1.0, 1e-12);
    EXPECT_NEAR(worth.shapley[2], 0.0, 1e-12);
    EXPECT_NEAR(worth.shapley[4], 0.0, 1e-12);
}

TEST(Conditions, ABackboneKeepsTheOthersAtHalfItsLevel) {
    const Dials dials = with_floor({.1, .7, 0.0, .3, .8});
    EXPECT_DOUBLE_EQ(dials.agenda, .4);
    EXPECT_DOUBLE_EQ(dials.measurement, .7);
    EXPECT_DOUBLE_EQ(dials.reinforcing, .4);
    EXPECT_DOUBLE_EQ(dials.communication, .4);
    EXPECT_DOUBLE_EQ(dials.backbone, .8);
}

TEST(Conditions, RefusesDialsOffTheScale) {
    EXPECT_THROW(require_dials({1.2, 0.0, 0.0, 0.0, 0.0}), RangeError);
    EXPECT_THROW(worth_of_conditions([](const Dials&) { return NAN; }, Interaction::additive), NumericalError);
}

}  // namespace
