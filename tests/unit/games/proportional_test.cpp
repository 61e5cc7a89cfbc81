// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/proportional.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;

TEST(Proportional, FollowsTheWeightsAndEqualDoesNot) {
    const Game game({0, 1, 2, 12});
    EXPECT_EQ(proportional(game, std::vector<double>{300, 100}), (std::vector<double>{9, 3}));
    EXPECT_EQ(equal(game), (std::vector<double>{6, 6}));
    EXPECT_EQ(equal(Game::of_costs({0, 1, 2, 12})), (std::vector<double>{6, 6}));
}

TEST(Proportional, RefusesWeightsThatMeanNothing) {
    const Game game({0, 1, 2, 12});
    EXPECT_THROW(proportional(game, std::vector<double>{1, -1}), RangeError);
    EXPECT_THROW(proportional(game, std::vector<double>{0, 0}), RangeError);
    EXPECT_THROW(proportional(game, std::vector<double>{1, NAN}), RangeError);
    EXPECT_THROW(proportional(game, std::vector<double>{1}), RangeError);
}

}  // namespace
