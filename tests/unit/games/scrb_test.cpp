// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/scrb.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/games/gately.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(Scrb, SharesJointCostsByRemainingBenefits) {
    // Alone 10 and 8, together 12: separable 4 and 2, joint 6, remaining benefits 6 and 6.
    const Game game = Game::of_costs({0, 10, 8, 12});
    EXPECT_EQ(scrb(game), (std::vector<double>{7, 5}));
    // Member 0 benefits by 7 only: 3 remain to it and 6 to the other.
    EXPECT_EQ(scrb(game, std::vector<double>{7, 100}), (std::vector<double>{6, 6}));
}

TEST(Scrb, WithoutBenefitsIsTheGatelyPoint) {
    const Game costs = swedish_costs(), saved = savings(costs);
    const auto by_costs = scrb(costs), by_savings = scrb(saved), by_gately = gately(costs).shares;
    for (std::size_t i = 0; i < by_costs.size(); ++i) {
        EXPECT_NEAR(by_costs[i], by_gately[i], 1e-9);
        EXPECT_NEAR(by_costs[i], costs(only(static_cast<Index>(i))) - by_savings[i], 1e-9);
    }
}

TEST(Scrb, IsRefusedWhereItIsUndefined) {
    const Game game = Game::of_costs({0, 10, 8, 12});
    EXPECT_THROW(scrb(game, std::vector<double>{3, 100}), RangeError);  // causes 4, gains 3
    EXPECT_THROW(scrb(game, std::vector<double>{4, 2}), RangeError);    // nothing remains
    EXPECT_THROW(scrb(game, std::vector<double>{7}), RangeError);
    EXPECT_THROW(scrb(Game({0, 1, 2, 5}), std::vector<double>{7, 7}), RangeError);  // benefits of a game of worths
    EXPECT_THROW(scrb(Game::of_costs({0, 1, 2, 4})), RangeError);                   // together dearer than alone
}

}  // namespace
