// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/gately.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(Gately, GivesEveryMemberTheSamePowerToDisrupt) {
    std::mt19937_64 random(12);
    for (int k = 0; k < 50; ++k) {
        // Large gains of all together, so that everybody is missed.
        const Game drawn = random_game(4, random);
        const Game game = game_of(4, [&](Coalition s) { return drawn(s) + (size_of(s) == 4 ? 3.0 : 0.0); });
        const Gately found = gately(game);
        EXPECT_NEAR(share_of(found.shares, game.everyone()), game.grand(), 1e-12);
        for (Index i = 0; i < 4; ++i) {
            const Coalition rest = game.everyone() & ~only(i);
            const double own = found.shares[static_cast<std::size_t>(i)] - game(only(i));
            EXPECT_NEAR((share_of(found.shares, rest) - game(rest)) / own, found.propensity, 1e-9);
        }
    }
}

TEST(Gately, IsRefusedWhereItIsUndefined) {
    EXPECT_THROW(gately(Game({0, 1, 2, 3})), RangeError);                             // nothing gained
    EXPECT_THROW(gately(Game(by_size(3, {0, 0, 0, 5, 5, 5, 5}))), RangeError);        // nobody is missed
    EXPECT_THROW(gately(Game(by_size(3, {1, 0, 0, 5, 5, 6, 6}))), RangeError);        // member 0 has 1 alone, and is not missed
}

}  // namespace
