// SPDX-License-Identifier: Apache-2.0
#include "smallholder/market/local_multiplier.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using Table = std::vector<double>;

TEST(LocalMultipliers, AreTheSumOfAllRounds) {
    const Table spending{0.1, 0.3, 0.0, 0.2, 0.05, 0.25, 0.15, 0.4, 0.1};
    const auto found = market::local_multipliers(spending, 3);
    // x = one dollar to each account in turn, and then what comes round and round again.
    for (std::size_t j = 0; j < 3; ++j) {
        std::vector<double> round(3, 0.0), sum(3, 0.0);
        round[j] = 1.0;
        for (int k = 0; k < 400; ++k) {
            for (std::size_t i = 0; i < 3; ++i) sum[i] += round[i];
            std::vector<double> next(3, 0.0);
            for (std::size_t i = 0; i < 3; ++i) {
                for (std::size_t l = 0; l < 3; ++l) next[i] += spending[i * 3 + l] * round[l];
            }
            round = next;
        }
        for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(found[i * 3 + j], sum[i], 1e-13);
    }
}

TEST(LocalMultipliers, OfOneAccountIsTheNominalMultiplier) {
    EXPECT_NEAR(market::local_multipliers(Table{0.6}, 1)[0], market::nominal_multiplier(0.75, 0.8), 1e-15);
    EXPECT_EQ(market::nominal_multiplier(0.0, 0.8), 1.0);
}

TEST(LocalMultipliers, RefuseRoundsThatNeverEnd) {
    EXPECT_THROW((void)market::local_multipliers(Table{1.0}, 1), RangeError);
    EXPECT_THROW((void)market::local_multipliers(Table{0.5, 0.8, 0.7, 0.5}, 2), RangeError);
    EXPECT_NO_THROW((void)market::local_multipliers(Table{0.5, 0.8, 0.2, 0.5}, 2));
    EXPECT_THROW((void)market::nominal_multiplier(1.0, 1.0), RangeError);
}

TEST(LocalMultipliers, RefuseWhatIsNoTable) {
    EXPECT_THROW((void)market::local_multipliers(Table{0.1, 0.2, 0.3}, 2), RangeError);
    EXPECT_THROW((void)market::local_multipliers(Table{}, 0), RangeError);
    EXPECT_THROW((void)market::local_multipliers(Table{-0.1}, 1), RangeError);
    EXPECT_THROW((void)market::local_multipliers(Table{NAN}, 1), RangeError);
}

TEST(RealMultiplier, LiesBetweenOneAndTheNominalOne) {
    EXPECT_EQ(market::real_multiplier(2.5, {0.0, -1.0}), 1.0);
    EXPECT_EQ(market::real_multiplier(2.5, {1.0, 0.0}), 2.5);
    EXPECT_NEAR(market::real_multiplier(2.5, {1.0, -1.0}), 1.75, 1e-15);
    EXPECT_THROW((void)market::real_multiplier(0.9, {1.0, -1.0}), RangeError);
    EXPECT_THROW((void)market::real_multiplier(2.5, {1.0, 1.0}), RangeError);
}

}  // namespace
