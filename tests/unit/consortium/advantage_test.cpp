// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/advantage.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "../../support/alliances.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using tests::Alliance;
using tests::member;

double members_gain(const Regime& regime) {
    double sum = 0.0;
    for (std::size_t i = 0; i < regime.value[0].benefit.size(); ++i) sum += regime.value[0].payoff(static_cast<Index>(i));
    return sum;
}

// F1: members gain 55,000 together from nothing apart, and society 350,000 for 120,000.
TEST(Advantage, OfTwoFirmsAndADonorIsWhatCanBeWorkedOutByHand) {
    const Alliance alliance = tests::two_firms_and_a_donor();
    const Planner planner = alliance.planner();
    const Advantage made = advantage_of(planner);
    for (const char* apart : {"nothing", "isolated", "each_for_itself"}) EXPECT_NEAR(members_gain(made.regime(apart)), 0.0, 1e-6) << apart;
    EXPECT_NEAR(members_gain(made.regime("together")), 55000.0, 1e-6);
    EXPECT_NEAR(made.advantage[0], 230000.0, 1e-6);
    const Valuation& together = made.regime("together").value[0];
    EXPECT_NEAR((together.society + together.programme_cost) / together.programme_cost, 2.917, 5e-4);
    EXPECT_EQ(made.surface_error, 0.0);
}

/// Four members, three kinds, gains and costs by chance, talking that costs.
Alliance by_chance(unsigned seed) {
    std::mt19937 luck(seed);
    const auto uniform = [&](double low, double high) { return low + (high - low) * static_cast<double>(luck() >> 8) / static_cast<double>(1u << 24); };
    Alliance made({"training", "roads", "health"}, 3, 2);
    made.response.set_learns(true);
    made.parameters = ConsortiumParameters{};
    made.parameters.pair_cost = 1.0;
    made.parameters.prior_experience = 500.0;
    for (Index d = 0; d < 2; ++d)
        for (int t = 1; t <= 3; ++t)
            for (Index k = 0; k < 3; ++k) {
                made.gain(made.response.linear(k), uniform(100.0, 400.0), t, d);
                made.cost(k, uniform(0.0, 30.0), uniform(20.0, 120.0), t, d);
                for (Index l = k + 1; l < 3; ++l) {
                    made.gain(made.response.together(k, l), uniform(-20.0, 80.0), t, d);
                    made.gain(made.response.same(k, l), uniform(-5.0, 30.0), t, d);
                }
            }
    for (int i = 0; i < 3; ++i)
        made.consortium.members.push_back(member(std::to_string(i), {{i == 0 ? "roads" : "training", {0.5, 1.0}}, {i == 1 ? "roads" : "health", {0.5}}}, uniform(50, 400), uniform(0.1, 0.5)));
    return made;
}

// The six parts are the whole step from each for itself to together.
TEST(Advantage, PartsAndGovernanceAddUpToTheStepInEveryDraw) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Alliance alliance = by_chance(seed);
        const Planner planner = alliance.planner();
        const Advantage made = advantage_of(planner);
        ASSERT_EQ(made.advantage.size(), 1u);
        double sum = made.governing[0];
        for (const auto& part : made.parts) sum += part[0];
        const double step = made.regime("together").value[0].society - made.regime("each_for_itself").value[0].society;
        EXPECT_NEAR(sum, step, 1e-9 * std::max(1.0, std::abs(step))) << "seed " << seed;
        EXPECT_LT(made.governing[0], 0.0);
    }
}

TEST(Advantage, IsMeasuredAgainstTheBetterOfTheTwoWaysOfActingApart) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Alliance alliance = by_chance(seed);
        const Planner planner = alliance.planner();
        const Advantage made = advantage_of(planner);
        const auto w = [&](const char* name) { return made.regime(name).value[0].society; };
        EXPECT_NEAR(made.advantage[0], w("together") - std::max(w("isolated"), w("each_for_itself")), 1e-9) << "seed " << seed;
    }
}

// Where programmes stand in each other's way, nothing is done twice, experience is worth nothing and talking is dear, the answer is no.
TEST(Advantage, IsBelowZeroWhereThereIsNothingToGainFromActingTogether) {
    Alliance alliance({"training", "health"});
    alliance.response.set_learns(true);
    for (Index k = 0; k < 2; ++k) {
        alliance.gain(alliance.response.linear(k), 300.0);
        alliance.cost(k, 0.0, 100.0);
    }
    alliance.gain(alliance.response.together(0, 1), -50.0);
    alliance.parameters.overlap_alone = 0.0;
    alliance.parameters.progress_ratio = 1.0;
    alliance.parameters.pair_cost = 40.0;
    alliance.consortium.members = {member("firm", {{"training", {1.0}}}, 1e3, 0.6), member("donor", {{"health", {1.0}}}, 1e3, 0.5)};
    const Planner planner = alliance.planner();
    const Advantage made = advantage_of(planner);
    EXPECT_LT(made.advantage[0], 0.0);
    EXPECT_NEAR(made.advantage[0], made.governing[0], 1e-9);  // all that is left is what talking costs
    EXPECT_NEAR(made.governing[0], -planner.governance_per_year(2), 1e-9);
}

TEST(Advantage, OfNotServingTheSameHouseholdsTwiceIsThatPartAndNoOther) {
    // Each serves half by itself and both would anyway; by chance a quarter of all is served twice.
    Alliance alliance({"training"});
    alliance.gain(alliance.response.linear(0), 400.0);
    alliance.cost(0, 0.0, 100.0);
    alliance.consortium.members = {member("one", {{"training", {0.5}}}, 1e3, 1.0), member("two", {{"training", {0.5}}}, 1e3, 1.0)};
    const Advantage made = advantage_of(alliance.planner());
    EXPECT_NEAR(made.regime("each_for_itself").value[0].duplicated, 0.25, 1e-12);
    EXPECT_NEAR(made.regime("together").value[0].duplicated, 0.0, 1e-12);
    EXPECT_NEAR(made.parts[0][0], 100.0, 1e-9);  // a quarter of 400
    for (std::size_t other = 1; other < kSwitches.size(); ++other) EXPECT_NEAR(made.parts[other][0], 0.0, 1e-9) << kSwitches[other];
}

TEST(Advantage, AWayOfActingThatThereIsNotIsRefused) {
    const Alliance alliance = tests::two_firms_and_a_donor();
    const Advantage made = advantage_of(alliance.planner());
    EXPECT_THROW((void)made.regime("apart"), ProgrammeError);
}

}  // namespace
