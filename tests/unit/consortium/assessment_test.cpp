// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/assessment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "../../support/alliances.hpp"
#include "../../support/runs.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

const Population& people() {
    static const Population made = tests::synthetic(150, 1, 30);
    return made;
}

Programme programme() {
    Programme made;
    made.interventions = {tests::intervention("farmer_training", {{"coverage", 0.8}}, "training"), tests::intervention("input_subsidy", {{"coverage", 0.6}, {"subsidy_share", 0.5}}, "subsidy")};
    return made;
}

Consortium two_and_a_bank() {
    Consortium made;
    made.members = {tests::member("firm", {{"training", {0.5, 1.0}}}, 1e9, 4.0), tests::member("state", {{"training", {0.5}}, {"subsidy", {0.5, 1.0}}}, 1e9, 4.0),
                    tests::member("donor", {{"subsidy", {0.5}}}, 1e9, 3.0)};
    for (Member& each : made.members) each.discount_rate = 0.05;
    made.members[0].leader = true;
    made.paths = 12;
    return made;
}

simulate::RunSettings settings(int threads, Index block) {
    simulate::RunSettings s = tests::few_years(6);
    s.draws = 4;
    s.threads = threads;
    s.block_households = block;
    return s;
}

Assessment assessed(int threads = 2, Index block = 64, const ParameterTable& table = tests::shipped_table()) {
    return assess(people(), table, programme(), settings(threads, block), two_and_a_bank(), tests::quiet(), 0.05);
}
const Assessment& once() {
    static const Assessment made = assessed();
    return made;
}

TEST(Assessment, PlansAreChosenOnHalfOfTheDrawsAndValuedOnTheOthers) {
    EXPECT_EQ(once().choosing, 2);
    EXPECT_EQ(once().draws, 4);
    EXPECT_EQ(once().advantage.advantage.size(), 2u);
    ASSERT_EQ(once().conventions.size(), 2u);
    EXPECT_EQ(once().conventions[0].worths.by_draw[7].size(), 2u);
    EXPECT_GT(once().conventions[0].worths.worth[7], 0.0);
}

TEST(Assessment, EveryCoalitionNamesTheRunItsWorthIsReadOff) {
    const CoalitionWorths& worths = once().conventions[0].worths;
    ASSERT_EQ(worths.run.size(), 8u);
    std::set<std::string> runs;
    for (std::size_t s = 0; s < 8; ++s) {
        EXPECT_EQ(worths.run[s].size(), 32u);
        runs.insert(worths.run[s]);
        for (std::size_t t = 0; t < s; ++t) EXPECT_TRUE(worths.run[s] == worths.run[t] || worths.plan[s].reach != worths.plan[t].reach);
    }
    EXPECT_GT(runs.size(), 1u);
    EXPECT_LE(static_cast<Index>(runs.size()), worths.distinct_plans);
}

// T63: the same figures for any number of threads and any blocks.
TEST(Assessment, IsTheSameForAnyThreadsAndBlocks) {
    const Assessment other = assessed(1, 256);
    for (std::size_t c = 0; c < 2; ++c) {
        const CoalitionWorths &a = once().conventions[c].worths, &b = other.conventions[c].worths;
        EXPECT_EQ(a.by_draw, b.by_draw);
        EXPECT_EQ(a.run, b.run);
        EXPECT_EQ(a.payoff, b.payoff);
        for (std::size_t r = 0; r < once().conventions[c].rules.size(); ++r) EXPECT_EQ(once().conventions[c].rules[r].share, other.conventions[c].rules[r].share);
    }
    EXPECT_EQ(once().advantage.advantage, other.advantage.advantage);
    EXPECT_EQ(once().advantage.parts, other.advantage.parts);
    EXPECT_EQ(once().lives.occupancy(), other.lives.occupancy());
    EXPECT_EQ(once().farms->income_with_life, other.farms->income_with_life);
}

// Not one figure of a household is made up on the way: change how farms respond, and every coalition that acts is worth something else.
TEST(Assessment, WorthMovesWithAParameterOfTheHouseholds) {
    const Assessment other = assessed(2, 64, tests::changed_table({{"loss_pruning", 0.3}}));
    const CoalitionWorths &before = once().conventions[0].worths, &after = other.conventions[0].worths;
    EXPECT_NE(before.worth[7], after.worth[7]);
    EXPECT_NE(before.run[7], after.run[7]);
}

// The ways of acting are the engine's and the parts the response's: they differ by no more than the error that is given.
TEST(Assessment, ThePartsMissTheEnginesStepByNoMoreThanTheErrorThatIsSaid) {
    const Advantage& made = once().advantage;
    double missed = 0.0, size = 0.0;
    for (std::size_t d = 0; d < made.advantage.size(); ++d) {
        double sum = made.governing[d];
        for (const auto& part : made.parts) sum += part[d];
        missed += std::abs(sum - (made.regime("together").value[d].society - made.regime("each_for_itself").value[d].society));
        for (const Regime& regime : made.regimes) size += std::abs(regime.value[d].society + regime.value[d].programme_cost);
    }
    EXPECT_GT(size, 0.0);
    EXPECT_LE(missed, made.surface_error * size * (1.0 + 1e-9));
}

TEST(Assessment, ALifeThatMayEndBringsFarmersNoMoreThanOneThatCannot) {
    ASSERT_TRUE(once().farms.has_value());
    const Farms& farms = *once().farms;
    double with_life = 0.0, holds = 0.0;
    for (std::size_t d = 0; d < farms.income_with_life.size(); ++d) {
        with_life += farms.income_with_life[d];
        holds += farms.income_if_it_holds[d];
        EXPECT_TRUE(std::isfinite(farms.by_response[d]));
        EXPECT_GE(farms.cost_with_life[d], 0.0);
    }
    EXPECT_LE(with_life, holds + 1e-6 * std::abs(holds));
    EXPECT_EQ(once().lives.paths.size(), 12u);
}

TEST(Assessment, OfGivenGainsNeedsNoHouseholdsAndHasNone) {
    Consortium given = tests::two_firms_and_a_donor().consortium;
    given.given = GivenResponse{"households", 1000.0, {{"training", 200.0, 60.0, 20e3}, {"health", 50.0, 30.0, 10e3}}, {{"training", "health", 100.0}}};
    given.paths = 10;
    const Assessment made = assess_given(given, tests::quiet(), 0.0, 10, 1);
    EXPECT_NEAR(made.conventions[0].worths.worth[7], 55000.0, 1e-6);
    EXPECT_FALSE(made.farms.has_value());
    EXPECT_TRUE(made.surface.empty());
    EXPECT_EQ(made.engine_plans, 0);
    given.given.reset();
    EXPECT_THROW((void)assess_given(given, tests::quiet(), 0.0, 10, 1), ProgrammeError);
}

TEST(Assessment, RefusesOneDrawAndGivesNothingWhenStopped) {
    simulate::RunSettings one = settings(1, 64);
    one.draws = 1;
    try {
        (void)assess(people(), tests::shipped_table(), programme(), one, two_and_a_bank(), tests::quiet(), 0.05);
        FAIL() << "accepted";
    } catch (const RangeError& error) {
        EXPECT_NE(error.remedy().find("draws = 2"), std::string::npos);
    }
    simulate::Progress progress;
    progress.stop = true;
    EXPECT_THROW((void)assess(people(), tests::shipped_table(), programme(), settings(1, 64), two_and_a_bank(), tests::quiet(), 0.05, &progress), NumericalError);
}

}  // namespace
