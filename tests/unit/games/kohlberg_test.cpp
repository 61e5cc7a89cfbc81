// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/kohlberg.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(Kohlberg, AcceptsTheNucleolusAndSaysWhatIsWrongWithOtherSplits) {
    const Game game = bankruptcy(200.0, {100.0, 200.0, 300.0});
    EXPECT_TRUE(kohlberg(game, std::vector<double>{50, 75, 75}).holds);
    const auto wrong = kohlberg(game, std::vector<double>{40, 80, 80});
    EXPECT_FALSE(wrong.holds);
    EXPECT_FALSE(wrong.collection.empty());
    EXPECT_FALSE(wrong.reason.empty());
    EXPECT_FALSE(kohlberg(game, std::vector<double>{50, 75, 74}).holds);    // not all shared out
    EXPECT_FALSE(kohlberg(game, std::vector<double>{-10, 105, 105}).holds);  // less than alone
}

TEST(Kohlberg, TellsTheNucleolusFromThePrenucleolus) {
    const Game game(by_size(3, {0, 0, 0, 10, 0, 0, 2}));
    const std::vector<double> nucleolus{1, 1, 0}, prenucleolus{3, 3, -4};
    EXPECT_TRUE(kohlberg(game, nucleolus).holds);
    EXPECT_FALSE(kohlberg(game, nucleolus, {.individually_rational = false}).holds);
    EXPECT_TRUE(kohlberg(game, prenucleolus, {.individually_rational = false}).holds);
    EXPECT_FALSE(kohlberg(game, prenucleolus).holds);
}

TEST(Kohlberg, RejectsTheLeastCoreVertexThatWasOnceMistakenForTheNucleolus) {
    // Of the Swedish municipalities: M 19.21 and T 18.60 in place of 18.32 and 19.49, all else the same.
    const std::vector<double> vertex{20.35, 12.06, 5.00, 8.61, 19.21, 18.59};
    const std::vector<double> nucleolus{20.35, 12.06, 5.00, 8.61, 18.315, 19.485};
    EXPECT_FALSE(kohlberg(swedish_costs(), vertex, {.tolerance = 2e-3}).holds);
    EXPECT_TRUE(kohlberg(swedish_costs(), nucleolus, {.tolerance = 2e-3}).holds);
}

TEST(Kohlberg, AgreesWithATableauOnRandomSplits) {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    int right = 0;
    for (int round = 0; round < 200; ++round) {
        const Index n = 3 + round % 4;
        const Game game = random_game(n, random);
        std::vector<double> x = nucleolus(game).shares;
        // Half of them moved a little, from one member to another.
        if (round % 2 == 1) {
            const double moved = 1e-3 * uniform(random);
            x[0] += moved;
            x[1] -= moved;
        }
        for (const bool rational : {true, false}) {
            const bool holds = kohlberg(game, x, {.individually_rational = rational}).holds;
            EXPECT_EQ(holds, kohlberg_by_tableau(game, x, Complaint::total, rational)) << round;
            right += holds ? 1 : 0;
        }
    }
    EXPECT_GT(right, 100);
    EXPECT_LT(right, 300);
}

TEST(Kohlberg, RefusesWrongInput) {
    const Game game({0, 0, 0, 1});
    EXPECT_THROW(kohlberg(game, std::vector<double>{1.0}), RangeError);
    EXPECT_THROW(kohlberg(game, std::vector<double>{0.5, 0.5}, {.tolerance = 0.0}), RangeError);
    EXPECT_TRUE(kohlberg(Game({0.0, 3.0}), std::vector<double>{3.0}).holds);
}

}  // namespace
