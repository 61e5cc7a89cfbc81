// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/nucleolus.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

void expect_near(const std::vector<double>& got, const std::vector<double>& expected, double tolerance) {
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], expected[i], tolerance) << i;
}

TEST(Nucleolus, OfOneAndOfTwoMembersSplitsTheGainEqually) {
    EXPECT_EQ(nucleolus(Game({0.0, 4.0})).shares, std::vector<double>{4.0});
    EXPECT_EQ(nucleolus(Game({0, 1, 2, 9})).shares, (std::vector<double>{4.0, 5.0}));
    EXPECT_EQ(nucleolus(Game::of_costs({0, 5, 7, 9})).shares, (std::vector<double>{3.5, 5.5}));
}

TEST(Nucleolus, SplitsWhatIsSharedExactly) {
    const Nucleolus found = nucleolus(Game(by_size(3, {0, 0, 0, 0, 0, 0, 1})));
    EXPECT_TRUE(found.exact);
    EXPECT_EQ(found.shares, (std::vector<double>{1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0}));
}

TEST(Nucleolus, IsTheSameInFractionsAndInFloatingPoint) {
    std::mt19937_64 random(3);
    for (Index n = 2; n <= 7; ++n) {
        for (int k = 0; k < 10; ++k) {
            const Game game = random_game(n, random);
            for (const auto complaint : {Complaint::total, Complaint::per_capita, Complaint::proportional}) {
                const auto exact = nucleolus(game, {.complaint = complaint, .arithmetic = Arithmetic::exact});
                const auto floating = nucleolus(game, {.complaint = complaint, .arithmetic = Arithmetic::floating});
                EXPECT_TRUE(exact.exact);
                EXPECT_FALSE(floating.exact);
                expect_near(floating.shares, exact.shares, 1e-9);
                expect_near(prenucleolus(game, {.complaint = complaint, .arithmetic = Arithmetic::floating}).shares,
                            prenucleolus(game, {.complaint = complaint}).shares, 1e-9);
            }
        }
    }
}

TEST(Nucleolus, DoesNotDependOnTheUnitOrOnWhatMembersHaveAlone) {
    std::mt19937_64 random(8);
    for (const auto arithmetic : {Arithmetic::exact, Arithmetic::floating}) {
        const Game game = random_game(5, random);
        const std::vector<double> shares = nucleolus(game, {.arithmetic = arithmetic}).shares;
        // A thousand million times as much, and 1e8 more for each member: gains of about 1 beside worths of 1e8.
        std::vector<double> large, shifted;
        for (Coalition s = 0; s <= game.everyone(); ++s) {
            large.push_back(1e9 * game(s));
            shifted.push_back(1e8 * static_cast<double>(size_of(s)) + game(s));
        }
        const auto of_large = nucleolus(Game(large), {.arithmetic = arithmetic}).shares;
        const auto of_shifted = nucleolus(Game(shifted), {.arithmetic = arithmetic}).shares;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            EXPECT_NEAR(of_large[i] / 1e9, shares[i], 1e-9);
            EXPECT_NEAR(of_shifted[i] - 1e8, shares[i], 1e-6);
        }
    }
}

TEST(Nucleolus, OfManySymmetricMembersIsEqualAndOfGlovesFavoursTheScarce) {
    for (const Index n : {9, 10, 12}) {
        const Game majority = game_of(n, [n](Coalition s) { return 2 * size_of(s) > n ? 1.0 : 0.0; });
        expect_near(nucleolus(majority).shares, std::vector<double>(static_cast<std::size_t>(n), 1.0 / static_cast<double>(n)), 1e-9);
    }
    std::vector<double> scarce(12, 0.0);
    std::fill(scarce.begin(), scarce.begin() + 5, 1.0);
    expect_near(nucleolus(gloves(5, 7)).shares, scarce, 1e-9);
    expect_near(nucleolus(gloves(6, 6)).shares, std::vector<double>(12, 0.5), 1e-9);
}

TEST(Nucleolus, OfAVotingGameWithWeightsIsTheirShare) {
    // [q; w] = [7; 3,2,2,1,1,1,1,1,1] and everyone of weight 1 alike: homogeneous, so the nucleolus is w / 13.
    const std::vector<double> weight{3, 2, 2, 1, 1, 1, 1, 1, 1};
    const Game game = game_of(9, [&](Coalition s) { return share_of(weight, s) >= 7.0 ? 1.0 : 0.0; });
    std::vector<double> expected;
    for (const double w : weight) expected.push_back(w / 13.0);
    expect_near(nucleolus(game).shares, expected, 1e-9);
}

TEST(Nucleolus, OfTwelveMembersPassesKohlbergAndFindsBankruptcy) {
    const std::vector<double> claims{5, 12, 13, 20, 31, 32, 40, 44, 57, 60, 75, 91};
    const double half = std::accumulate(claims.begin(), claims.end(), 0.0) / 2.0;
    std::vector<double> halves;
    for (const double claim : claims) halves.push_back(claim / 2.0);
    const auto found = nucleolus(bankruptcy(half, claims));
    EXPECT_FALSE(found.exact);
    expect_near(found.shares, halves, 1e-9);
    std::mt19937_64 random(4);
    const Game game = random_game(12, random);
    for (const auto complaint : {Complaint::total, Complaint::per_capita}) {
        EXPECT_TRUE(kohlberg(game, nucleolus(game, {.complaint = complaint}).shares, {.complaint = complaint}).holds);
    }
}

TEST(Nucleolus, SaysWhatIsWrong) {
    EXPECT_THROW(nucleolus(Game({0, 3, 3, 5})), RangeError);  // 3 + 3 > 5
    EXPECT_EQ(prenucleolus(Game({0, 3, 3, 5})).shares, (std::vector<double>{2.5, 2.5}));
    EXPECT_THROW(nucleolus(Game(std::vector<double>(1 << 13, 0.0))), RangeError);
    EXPECT_THROW(nucleolus(Game(std::vector<double>(1 << 9, 0.0)), {.arithmetic = Arithmetic::exact}), RangeError);
    EXPECT_THROW(nucleolus(Game({0, 0, 1, 5}), {.complaint = Complaint::proportional}), RangeError);
    EXPECT_EQ(nucleolus(Game({0.0, 0.1, 0.2, 0.3})).shares, (std::vector<double>{0.1, 0.2}));
}

TEST(Nucleolus, LevelsNeverRise) {
    std::mt19937_64 random(6);
    for (int k = 0; k < 30; ++k) {
        const auto levels = nucleolus(random_game(6, random)).levels;
        ASSERT_FALSE(levels.empty());
        for (std::size_t i = 1; i < levels.size(); ++i) EXPECT_LE(levels[i], levels[i - 1]);
    }
}

}  // namespace
