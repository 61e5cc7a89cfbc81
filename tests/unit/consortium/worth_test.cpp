// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/worth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "../../support/alliances.hpp"
#include "../../support/f1_fixture.hpp"
#include "smallholder/games/nucleolus.hpp"
#include "smallholder/games/shapley.hpp"
#include "smallholder/games/tau.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using tests::Alliance;
using tests::member;

CoalitionWorths worths_of(const Alliance& alliance, Convention convention = Convention::zero, Index choosing = 1) {
    return coalition_worths(alliance.planner(choosing), convention);
}

PayoffTable table_of_payoffs(const CoalitionWorths& worths, Index members) {
    std::vector<double> rows;
    for (const auto& row : worths.payoff) rows.insert(rows.end(), row.begin(), row.end());
    return {members, rows};
}

// T49 by way of plans that are chosen, not of a table: the same worths, and so the same shares.
TEST(Worth, OfTwoFirmsAndADonorIsWhatCanBeWorkedOutByHand) {
    Alliance alliance = tests::two_firms_and_a_donor();
    alliance.parameters.excludability = 0.0;
    const CoalitionWorths worths = worths_of(alliance);
    const std::vector<double> expected{0, 0, 0, 0, 0, 20000, 2500, 55000};
    ASSERT_EQ(worths.worth.size(), 8u);
    for (std::size_t s = 0; s < 8; ++s) EXPECT_NEAR(worths.worth[s], expected[s], 1e-6) << s;
    const games::Game game(worths.worth);
    const std::vector<double> shapley{62500.0 / 3, 36250.0 / 3, 66250.0 / 3}, nucleolus{18750, 17500, 18750};
    const std::vector<double> utopia{52500, 35000, 55000};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(games::shapley(game)[i], shapley[i], 1e-6);
        EXPECT_NEAR(games::nucleolus(game).shares[i], nucleolus[i], 1e-6);
        EXPECT_NEAR(games::tau(game)[i], 55000.0 * utopia[i] / 142500.0, 1e-6);
    }
    // What outsiders have while the others train: by hand in f1_fixture.hpp.
    const PayoffTable by_hand = f1::payoffs();
    for (Coalition s = 0; s < 8; ++s)
        for (Index j = 0; j < 3; ++j) {
            if (!holds(s, j)) {
                EXPECT_NEAR(worths.payoff[s][static_cast<std::size_t>(j)], by_hand.at(s, j), 1e-6) << s << " " << j;
            }
        }
}

// T50: each firm would rather let the other pay, unless .3714 of what the programme brings can be kept from outsiders.
TEST(Worth, AllThreeHoldOnlyWhereEnoughCanBeKeptFromOutsiders) {
    const auto all_of_them = [](double excludability) {
        Alliance alliance = tests::two_firms_and_a_donor();
        alliance.parameters.excludability = excludability;
        return alliance_stability(table_of_payoffs(worths_of(alliance), 3), 7);
    };
    EXPECT_NEAR(all_of_them(0.0).claims, 52500.0 + 35000.0, 1e-6);
    EXPECT_NEAR(all_of_them(0.0).joint, 55000.0, 1e-6);
    EXPECT_FALSE(all_of_them(0.371).potentially_internal);
    EXPECT_TRUE(all_of_them(0.372).potentially_internal);
    EXPECT_NEAR(all_of_them(1.0).claims, 0.0, 1e-6);
}

// T51: without the synergy only all three are worth anything, and they drop what the donor could do.
TEST(Worth, WithoutSynergyTheDonorsProgrammeIsDropped) {
    const CoalitionWorths worths = worths_of(tests::two_firms_and_a_donor(false));
    for (std::size_t s = 0; s < 7; ++s) EXPECT_NEAR(worths.worth[s], 0.0, 1e-6) << s;
    EXPECT_NEAR(worths.worth[7], 20000.0, 1e-6);
    EXPECT_EQ(worths.plan[7].joint, (std::vector<double>{1.0, 0.0}));
}

// A gain of one household parameter more is a worth more: nothing of a table stands between.
TEST(Worth, MovesWithWhatAHouseholdGains) {
    Alliance more = tests::two_firms_and_a_donor();
    more.gain(more.response.linear(0), 1000.0);
    EXPECT_NEAR(worths_of(more).worth[7], 55000.0 + 0.5 * 1000.0, 1e-6);
}

TEST(Worth, GivingMembersOtherPlacesGivesTheSameWorthsToTheSamePeople) {
    const std::vector<std::size_t> order{2, 0, 1};
    const CoalitionWorths before = worths_of(tests::two_firms_and_a_donor()), after = worths_of(tests::relabelled(tests::two_firms_and_a_donor(), order));
    const std::vector<double> first = games::shapley(games::Game(before.worth)), second = games::shapley(games::Game(after.worth));
    for (Coalition s = 0; s < 8; ++s) EXPECT_NEAR(after.worth[tests::relabelled(s, order)], before.worth[s], 1e-6);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(second[i], first[order[i]], 1e-6);
}

/// The donor acts by itself whether the firms do or not.
Alliance with_a_generous_donor() {
    Alliance alliance = tests::two_firms_and_a_donor();
    alliance.consortium.members[2].per_usd_of_income = stats::Distribution::fixed(0.85);
    return alliance;
}

TEST(Worth, DependsOnWhatOutsidersAreTakenToDo) {
    const CoalitionWorths zero = worths_of(with_a_generous_donor(), Convention::zero), gamma = worths_of(with_a_generous_donor(), Convention::gamma);
    // The donor's health alone is worth .85 x 50,000 - 40,000 = 2,500 to it, and .25 x 50,000 to the firms who look on; with it, training
    // brings them .25 x 250,000 - 80,000 more, which is below nothing.
    EXPECT_NEAR(zero.worth[3], 0.0, 1e-6);
    EXPECT_NEAR(gamma.worth[3], 12500.0, 1e-6);
    EXPECT_NEAR(zero.worth[4], 2500.0, 1e-6);
    EXPECT_EQ(zero.worth[7], gamma.worth[7]);
}

TEST(Worth, OfMoreMembersIsNoLessWhereTalkingCostsNothingAndOutsidersDoNothing) {
    std::mt19937 luck(5);
    const auto uniform = [&](double low, double high) { return low + (high - low) * static_cast<double>(luck() >> 8) / static_cast<double>(1u << 24); };
    for (int game = 0; game < 30; ++game) {
        Alliance alliance({"training", "health"});
        for (Index k = 0; k < 2; ++k) {
            alliance.gain(alliance.response.linear(k), uniform(50.0, 300.0));
            alliance.cost(k, uniform(0.0, 50.0), uniform(20.0, 100.0));
        }
        alliance.gain(alliance.response.together(0, 1), uniform(0.0, 100.0));
        for (int i = 0; i < 4; ++i) alliance.consortium.members.push_back(member(std::to_string(i), {{i % 2 == 0 ? "training" : "health", {0.5, 1.0}}}, uniform(50, 300), uniform(0.1, 0.4)));
        const CoalitionWorths worths = worths_of(alliance);
        EXPECT_EQ(worths.worth[0], 0.0);
        for (Coalition s = 0; s < 16; ++s)
            for (Coalition t = 0; t < 16; ++t) {
                if ((s & t) == 0) {
                    EXPECT_GE(worths.worth[s | t], worths.worth[s] + worths.worth[t] - 1e-6) << "game " << game;
                }
            }
    }
}

// Plans chosen by luck look better on the draws that they were chosen on: that much is taken out, and said.
TEST(Worth, LuckInChoosingIsTakenOut) {
    std::mt19937 luck(11);
    std::normal_distribution<double> normal(0.0, 60.0);
    double sum = 0.0, squares = 0.0, small = 0.0;
    constexpr int kGames = 300;
    for (int game = 0; game < kGames; ++game) {
        // Four kinds that are worth nothing on average, in two draws; the first draw is for choosing.
        Alliance alliance({"a", "b", "c", "d"}, 0, 2);
        for (Index d = 0; d < 2; ++d)
            for (Index k = 0; k < 4; ++k) {
                alliance.gain(alliance.response.linear(k), 200.0 + normal(luck), 0, d);
                alliance.cost(k, 0.0, 100.0, 0, d);
            }
        alliance.consortium.members = {member("one", {{"a", {1.0}}, {"b", {1.0}}}, 1e4, 0.25), member("two", {{"c", {1.0}}, {"d", {1.0}}}, 1e4, 0.25)};
        const CoalitionWorths worths = worths_of(alliance);
        ASSERT_EQ(worths.by_draw[3].size(), 1u);
        sum += worths.optimism(3) / kGames;
        squares += worths.optimism(3) * worths.optimism(3) / kGames;
        small += worths.optimism(1) / kGames;
        EXPECT_GE(worths.chosen[3], worths.chosen[1] + worths.chosen[2] - 1e-9);
    }
    const double error = std::sqrt((squares - sum * sum) / kGames);
    EXPECT_GT(sum, 3.0 * error);
    EXPECT_GT(sum, small);  // whoever chooses among more is luckier
    EXPECT_GE(small, -2.0 * error);
}

TEST(Worth, WithoutTheEngineNoRunIsNamed) {
    for (const std::string& run : worths_of(tests::two_firms_and_a_donor()).run) EXPECT_EQ(run, "");
    EXPECT_EQ(worths_of(tests::two_firms_and_a_donor()).distinct_plans, 2);  // nothing, and both
}

}  // namespace
