// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/game.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;

TEST(Game, CountsMembersByBits) {
    const Game game({0.0, 1.0, 2.0, 10.0});
    EXPECT_EQ(game.members(), 2);
    EXPECT_EQ(game.everyone(), Coalition{3});
    EXPECT_EQ(game(only(1)), 2.0);
    EXPECT_EQ(game.grand(), 10.0);
    EXPECT_EQ(coalition_text(0b1011), "{0, 1, 3}");
    EXPECT_EQ(coalition_text(0), "{}");
}

TEST(Game, OfCostsGainsByPayingLess) {
    const Game game = Game::of_costs({0.0, 5.0, 7.0, 9.0});
    EXPECT_EQ(game(3), 9.0);
    EXPECT_EQ(game.gain(3), -9.0);
    const Game saved = savings(game);
    EXPECT_EQ(std::vector<double>(saved.values().begin(), saved.values().end()), (std::vector<double>{0, 0, 0, 3}));
    EXPECT_THROW(savings(saved), RangeError);
}

std::string said(std::vector<double> worth) {
    try {
        const Game game(std::move(worth));
    } catch (const RangeError& error) {
        return error.what();
    }
    return "nothing";
}

TEST(Game, SaysWhatIsWrongAndWhatToDo) {
    EXPECT_NE(said({0, 1, 2}).find("3 numbers are not one for each coalition"), std::string::npos);
    EXPECT_NE(said({0, 1, 2}).find("Pass 2^n numbers"), std::string::npos);
    EXPECT_NE(said({}).find("0 numbers"), std::string::npos);
    EXPECT_NE(said({0}).find("1 numbers"), std::string::npos);
    EXPECT_NE(said({1, 2, 3, 4}).find("worth[0] is 1"), std::string::npos);
    EXPECT_NE(said({0, 2, NAN, 4}).find("worth[2], coalition {1}"), std::string::npos);
    EXPECT_NE(said({0, 2, 4, std::numeric_limits<double>::infinity()}).find("inf is not a finite number"), std::string::npos);
    EXPECT_NE(said(std::vector<double>(std::size_t{1} << 21, 0.0)).find("21 members"), std::string::npos);
    EXPECT_NE(said(std::vector<double>(std::size_t{1} << 21, 0.0)).find("shapley_sampled"), std::string::npos);
    EXPECT_EQ(said({0, 2}), "nothing");
}

}  // namespace
