// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/shapley.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/orders.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

OrderOf orders(std::uint64_t seed) {
    return [seed](std::uint64_t number, std::span<Index> order) { random::random_order(seed, number, order); };
}

TEST(Shapley, IsTheMeanOverAllOrders) {
    std::mt19937_64 random(2);
    const Game game = random_game(6, random);
    std::vector<Index> order(6);
    std::iota(order.begin(), order.end(), Index{0});
    std::vector<double> mean(6, 0.0);
    do {
        Coalition before = 0;
        for (const Index i : order) {
            mean[static_cast<std::size_t>(i)] += (game(before | only(i)) - game(before)) / 720.0;
            before |= only(i);
        }
    } while (std::next_permutation(order.begin(), order.end()));
    const auto phi = shapley(game);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(phi[i], mean[i], 1e-12);
}

TEST(Shapley, OfTwentyMembersIsExact) {
    // Squares of weights: v = (sum w)^2 gives w_i sum w, by symmetry of the products.
    std::vector<double> weight(20);
    std::iota(weight.begin(), weight.end(), 1.0);
    const Game game = game_of(20, [&](Coalition s) { return std::pow(share_of(weight, s), 2.0); });
    const auto phi = shapley(game);
    for (std::size_t i = 0; i < 20; ++i) EXPECT_NEAR(phi[i], weight[i] * 210.0, 1e-7);
}

TEST(SampledShapley, IsWithinItsStandardErrorsAndSharesOutEverything) {
    std::mt19937_64 random(9);
    const Game game = random_game(8, random);
    const auto exact = shapley(game);
    const auto sampled = shapley_sampled(8, [&](Coalition s) { return game(s); }, 2000, orders(1));
    EXPECT_LT(std::abs(sampled.residual), 1e-12);
    EXPECT_EQ(sampled.worths, 255);
    double squares = 0.0;
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_GT(sampled.standard_errors[i], 0.0);
        EXPECT_LT(sampled.standard_errors[i], 0.02);
        squares += std::pow((sampled.shares[i] - exact[i]) / sampled.standard_errors[i], 2.0);
    }
    // About chi-squared with 7 degrees of freedom: beyond these limits once in ten thousand each.
    EXPECT_GT(squares, 0.2);
    EXPECT_LT(squares, 30.0);
}

TEST(SampledShapley, OfPairwiseGainsIsExactFromTheFirstPairOn) {
    // In an order and its reverse every two members meet once each way, so gains of pairs are halved exactly.
    const auto worth = [](Coalition s) {
        const auto k = static_cast<double>(size_of(s));
        return k * (k - 1.0) / 2.0 + (contains(s, 3) ? 5.0 : 0.0);
    };
    const auto found = shapley_sampled(40, worth, 2, orders(1));
    for (std::size_t i = 0; i < 40; ++i) {
        EXPECT_NEAR(found.shares[i], i == 3 ? 24.5 : 19.5, 1e-12);
        EXPECT_NEAR(found.standard_errors[i], 0.0, 1e-12);
    }
}

TEST(SampledShapley, DependsOnTheSeedAloneAndAsksForNoWorthTwice) {
    std::mt19937_64 random(10);
    const Game game = random_game(7, random);
    Index asked = 0;
    const auto worth = [&](Coalition s) {
        ++asked;
        return game(s);
    };
    const auto first = shapley_sampled(7, worth, 50, orders(4));
    EXPECT_EQ(asked, first.worths + 1);  // and once for nobody
    EXPECT_EQ(first.shares, shapley_sampled(7, worth, 50, orders(4)).shares);
    EXPECT_NE(first.shares, shapley_sampled(7, worth, 50, orders(5)).shares);
}

TEST(SampledShapley, SaysWhatIsWrong) {
    const auto zero = [](Coalition) { return 0.0; };
    EXPECT_THROW(shapley_sampled(0, zero, 10, orders(1)), RangeError);
    EXPECT_THROW(shapley_sampled(63, zero, 10, orders(1)), RangeError);
    EXPECT_THROW(shapley_sampled(5, zero, 1, orders(1)), RangeError);
    EXPECT_THROW(shapley_sampled(5, [](Coalition) { return 1.0; }, 10, orders(1)), RangeError);
    EXPECT_THROW(shapley_sampled(5, [](Coalition s) { return s == 31 ? NAN : 0.0; }, 10, orders(1)), RangeError);
}

}  // namespace
