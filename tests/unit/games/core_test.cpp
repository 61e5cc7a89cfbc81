// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/core.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(CoreMembership, NamesTheCoalitionThatObjectsMost) {
    const Game game(by_size(3, {0, 0, 0, 60, 50, 40, 72}));
    const auto outside = core_membership(game, std::vector<double>{24, 24, 24});
    EXPECT_TRUE(outside.efficient);
    EXPECT_FALSE(outside.inside);
    EXPECT_EQ(outside.worst, Coalition{0b011});
    EXPECT_EQ(outside.excess, 12.0);
    EXPECT_FALSE(core_membership(game, std::vector<double>{40, 30, 30}).inside);  // 100 of 72
    EXPECT_EQ(core_membership(game, std::vector<double>{40, 30, 30}).gap, 28.0);
    EXPECT_THROW(core_membership(game, std::vector<double>{40, 30}), RangeError);
}

TEST(Core, OfThreePairsThatWantTooMuchIsEmptyAndThePairsShowIt) {
    // Half of each pair's 60, 50, 40 is 75 > 72.
    const Game game(by_size(3, {0, 0, 0, 60, 50, 40, 72}));
    const Core core = core_of(game);
    EXPECT_TRUE(core.empty);
    EXPECT_NEAR(core.least.epsilon, 2.0, 1e-12);
    ASSERT_EQ(core.least.balanced.size(), 3u);
    for (const auto& [s, weight] : core.least.balanced) {
        EXPECT_EQ(size_of(s), 2);
        EXPECT_EQ(weight, 0.5);
    }
    EXPECT_EQ(core.least.tight, (std::vector<Coalition>{0b011, 0b101, 0b110}));
}

TEST(Core, OfEnoughForAllIsNotEmpty) {
    const Game game(by_size(3, {0, 0, 0, 60, 50, 40, 75}));
    const Core core = core_of(game);
    EXPECT_FALSE(core.empty);
    EXPECT_NEAR(core.least.epsilon, 0.0, 1e-12);
    EXPECT_TRUE(core_membership(game, core.least.shares).inside);
    EXPECT_FALSE(core_of(Game({0.0, 3.0})).empty);
}

TEST(Core, IsNotLostToTheRoundingOfDecimals) {
    // 0.1 + 0.2 > 0.3 in double, by 5e-17.
    const Game game({0.0, 0.1, 0.2, 0.3});
    EXPECT_FALSE(core_of(game).empty);
    EXPECT_TRUE(core_membership(game, std::vector<double>{0.1, 0.2}).inside);
}

TEST(LeastCore, OfTheSwedishMunicipalitiesHasThreeTightCoalitions) {
    const LeastCore least = least_core(swedish_costs());
    EXPECT_TRUE(least.exact);
    EXPECT_NEAR(least.epsilon, -1.6, 1e-9);
    EXPECT_EQ(least.tight, (std::vector<Coalition>{swedish("A"), swedish("HKL"), swedish("MT")}));
}

/// The witness proves that eps cannot be less: balanced weights, and their weighted worths exceed v(N) by what eps asks.
void expect_proof(const Game& game, Complaint complaint) {
    const LeastCore least = least_core(game, complaint);
    double worth = 0.0, weight = 0.0;
    std::vector<double> of_member(static_cast<std::size_t>(game.members()), 0.0);
    for (const auto& [s, w] : least.balanced) {
        EXPECT_GT(w, 0.0);
        worth += w * game.gain(s);
        weight += w * complaint_weight(game, s, complaint);
        for (Index i = 0; i < game.members(); ++i) of_member[static_cast<std::size_t>(i)] += contains(s, i) ? w : 0.0;
    }
    for (const double sum : of_member) EXPECT_NEAR(sum, 1.0, 1e-9);
    EXPECT_NEAR((worth - game.gain(game.everyone())) / weight, least.epsilon, 1e-9);
    const std::vector<double> e = complaints(game, least.shares, complaint);
    EXPECT_NEAR(*std::max_element(e.begin() + 1, e.end() - 1), least.epsilon, 1e-9);
    for (const Coalition s : least.tight) EXPECT_NEAR(e[s], least.epsilon, 1e-9) << coalition_text(s);
    EXPECT_FALSE(least.tight.empty());
}

TEST(LeastCore, ProvesItselfForEveryKindOfComplaint) {
    std::mt19937_64 random(11);
    for (const Index n : {2, 3, 4, 6, 9, 10}) {
        for (int game = 0; game < 5; ++game) {
            const Game worths = random_game(n, random);
            for (const auto complaint : {Complaint::total, Complaint::per_capita, Complaint::proportional}) {
                expect_proof(worths, complaint);
            }
        }
    }
    for (const auto complaint : {Complaint::total, Complaint::per_capita, Complaint::proportional}) {
        expect_proof(swedish_costs(), complaint);
    }
}

TEST(LeastCore, RefusesWhatItCannotDo) {
    EXPECT_THROW(least_core(Game(std::vector<double>(1 << 13, 0.0))), RangeError);
    EXPECT_THROW(least_core(Game({0, 0, 0, 3}), Complaint::proportional), RangeError);
    EXPECT_EQ(least_core(Game({0.0, 3.0})).shares, std::vector<double>{3.0});
}

}  // namespace
