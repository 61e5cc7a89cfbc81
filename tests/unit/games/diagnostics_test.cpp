// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/diagnostics.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(Diagnostics, NameTheWorstCase) {
    const Game game(by_size(3, {3, 1, 0, 3.5, 2, 6, 6.5}));
    const Property falls = monotone(game);
    EXPECT_FALSE(falls.holds);  // member 2 takes 1 off {0}
    EXPECT_EQ(falls.first, Coalition{0b101});
    EXPECT_EQ(falls.second, Coalition{0b001});
    EXPECT_EQ(falls.by, 1.0);
    const Property apart = superadditive(game);
    EXPECT_FALSE(apart.holds);  // {0} and {1, 2}: 3 + 6 against 6.5
    EXPECT_EQ(apart.first | apart.second, Coalition{0b111});
    EXPECT_EQ(apart.first & apart.second, Coalition{0});
    EXPECT_EQ(apart.by, 2.5);
    const Property lean = convex(game);
    EXPECT_FALSE(lean.holds);
    EXPECT_EQ(lean.by, game(lean.first) + game(lean.second) - game(lean.first | lean.second) - game(lean.first & lean.second));
    EXPECT_FALSE(balanced(game).holds);
    EXPECT_GT(balanced(game).by, 0.0);
}

TEST(Diagnostics, HoldForAGameOfGrowingReturns) {
    const Game game = game_of(5, [](Coalition s) { return static_cast<double>(size_of(s) * size_of(s)); });
    EXPECT_TRUE(monotone(game).holds);
    EXPECT_TRUE(superadditive(game).holds);
    EXPECT_TRUE(convex(game).holds);
    EXPECT_TRUE(balanced(game).holds);
    EXPECT_EQ(convex(game).first, Coalition{0});
}

TEST(Diagnostics, OfCostsAreThoseOfSavings) {
    const Game costs = swedish_costs(), saved = savings(costs);
    EXPECT_NEAR(superadditive(costs).by, superadditive(saved).by, 1e-9);
    EXPECT_EQ(convex(costs).holds, convex(saved).holds);
    EXPECT_EQ(balanced(costs).holds, balanced(saved).holds);
    EXPECT_TRUE(monotone(costs).holds);
}

TEST(Diagnostics, SuperadditiveLooksAtEveryPairApart) {
    std::mt19937_64 random(14);
    for (int k = 0; k < 50; ++k) {
        const Game game = random_game(4, random);
        double worst = 0.0;
        for (Coalition s = 1; s <= 15; ++s) {
            for (Coalition t = 1; t <= 15; ++t) {
                if ((s & t) == 0) worst = std::max(worst, game(s) + game(t) - game(s | t));
            }
        }
        EXPECT_EQ(superadditive(game).by, worst);
    }
    EXPECT_THROW(superadditive(Game(std::vector<double>(1 << 16, 0.0))), RangeError);
}

}  // namespace
