// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/response.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "../../support/runs.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

simulate::RunSettings small_run(int threads = 2, Index block = 64) {
    simulate::RunSettings s = tests::few_years(6);
    s.threads = threads;
    s.block_households = block;
    return s;
}

/// Training and a subsidy for households, a road for villages.
Programme programme() {
    Programme made;
    made.interventions = {tests::intervention("farmer_training", {{"coverage", 0.8}}, "training"),
                          tests::intervention("input_subsidy", {{"coverage", 0.6}, {"subsidy_share", 0.5}}, "subsidy"),
                          tests::intervention("feeder_road", {{"coverage", 0.5}}, "road")};
    return made;
}

const Population& people() {
    static const Population made = tests::synthetic(150, 1, 30);
    return made;
}

JointPlan plan_of(std::vector<double> level, std::vector<char> same = {0, 0, 0}) { return {std::move(level), std::move(same)}; }

/// One simulator with the design runs in it, for all tests that only read.
struct Fitted {
    Simulator simulator{people(), tests::shipped_table(), programme(), small_run(), {}};
    Response response = simulator.fit();
};
const Fitted& fitted() {
    static const Fitted made;
    return made;
}
bool may_share(Index k, Index l) { return (k == 2) == (l == 2); }

double largest_gap(const Outcomes& a, const Outcomes& b, double& size) {
    double gap = 0.0;
    for (std::size_t s = 0; s < a.values().size(); ++s) {
        gap = std::max(gap, std::abs(a.values()[s] - b.values()[s]));
        size = std::max(size, std::abs(b.values()[s]));
    }
    return gap;
}

TEST(Response, IsTheEngineInTheRunsItWasFittedTo) {
    std::vector<JointPlan> plans = response_plans(3, may_share);
    // 3 x 2 levels alone, 3 pairs, 1 pair that may share households, all of them.
    ASSERT_EQ(plans.size(), 11u);
    plans.pop_back();
    for (const JointPlan& plan : plans)
        for (Index d = 0; d < 2; ++d) {
            double size = 1.0;
            const double gap = largest_gap(fitted().response.outcomes(plan, d), fitted().simulator.of(plan).outcomes[static_cast<std::size_t>(d)], size);
            EXPECT_LE(gap, 1e-9 * size);
        }
}

TEST(Response, OfNothingIsNothingAndCostsNothing) {
    const Outcomes none = fitted().response.outcomes(plan_of({0, 0, 0}, {1, 1, 1}), 0);
    for (const double value : none.values()) EXPECT_EQ(value, 0.0);
    Simulator simulator(people(), tests::shipped_table(), programme(), small_run(), {});
    simulator.run(std::vector{plan_of({0, 0, 0})});
    for (const auto& draw : simulator.of(plan_of({0, 0, 0})).cost)
        for (const CostYear& cost : draw) {
            EXPECT_EQ(cost.direct + cost.handed_out + cost.fixed, 0.0);
            EXPECT_EQ(cost.served, 0.0);
        }
    // What has level 0 in a plan is no part of its bill either.
    const auto& training = fitted().simulator.of(plan_of({1, 0, 0})).cost[0];
    double trained = 0.0, others = 0.0;
    for (std::size_t c = 0; c < training.size(); ++c) (c < 7 ? trained : others) += training[c].direct;
    EXPECT_GT(trained, 0.0);
    EXPECT_EQ(others, 0.0);
}

TEST(Response, CostsAtFullLevelAreThoseOfTheBooks) {
    for (Index k = 0; k < 3; ++k) {
        std::vector<double> level(3, 0.0);
        level[static_cast<std::size_t>(k)] = 1.0;
        for (Index d = 0; d < 2; ++d)
            for (int t = 0; t <= 6; ++t) {
                const CostYear& split = fitted().response.cost(k, t, d);
                const CostYear& books = fitted().simulator.of(plan_of(level)).cost[static_cast<std::size_t>(d)][static_cast<std::size_t>(k * 7 + t)];
                EXPECT_NEAR(split.fixed + split.direct, books.direct, 1e-9 * std::max(1.0, books.direct));
                EXPECT_EQ(split.handed_out, books.handed_out);
                EXPECT_GE(split.fixed, 0.0);
                EXPECT_GE(split.direct, 0.0);
            }
    }
}

TEST(Response, ItsErrorIsMeasuredWhereItWasNotFitted) {
    const std::vector<JointPlan> design{plan_of({1, 0, 0}), plan_of({1, 1, 0})}, everything{plan_of({1, 1, 1})};
    EXPECT_LT(surface_error(fitted().response, fitted().simulator, design, Outcome::income), 1e-9);
    const double error = surface_error(fitted().response, fitted().simulator, everything, Outcome::income);
    EXPECT_GT(error, 0.0);
    EXPECT_LT(error, 0.5);
}

TEST(Response, WithoutPairsIsTheSumOfEachByItself) {
    const Response& response = fitted().response;
    const Outcomes both = response.outcomes(plan_of({1, 1, 0}), 0, false), first = response.outcomes(plan_of({1, 0, 0}), 0), second = response.outcomes(plan_of({0, 1, 0}), 0);
    for (std::size_t s = 0; s < both.values().size(); ++s)
        EXPECT_NEAR(both.values()[s], first.values()[s] + second.values()[s], 1e-9 * std::max(1.0, std::abs(both.values()[s])));
}

// T63: a plan is the same run whoever asks, however often, on however many threads and in whatever blocks.
TEST(Simulator, ThePlanMakesTheRunAndNothingElse) {
    const std::vector<JointPlan> plans{plan_of({1, 0.5, 0}), plan_of({1, 0.5, 0}, {1, 1, 0}), plan_of({0, 0, 1})};
    Simulator one(people(), tests::shipped_table(), programme(), small_run(1, 256), {}), other(people(), tests::shipped_table(), programme(), small_run(2, 40), {});
    one.run(plans);
    const Index runs = one.runs();
    EXPECT_EQ(runs, 3);
    one.run(plans);
    EXPECT_EQ(one.runs(), runs);  // remembered
    for (auto plan = plans.rbegin(); plan != plans.rend(); ++plan) other.run(std::span(&*plan, 1));
    for (const JointPlan& plan : plans) {
        EXPECT_EQ(one.of(plan).hash, other.of(plan).hash);
        for (std::size_t d = 0; d < 2; ++d)
            EXPECT_TRUE(std::ranges::equal(one.of(plan).outcomes[d].values(), other.of(plan).outcomes[d].values()));
    }
    EXPECT_NE(one.of(plans[0]).hash, one.of(plans[2]).hash);
}

// An alliance that ends after year 3 serves nobody in year 4, and farmers have less in the years after.
TEST(Simulator, WhatIsNoLongerDeliveredServesNobodyAndIsMissed) {
    Programme subsidy;
    subsidy.interventions = {tests::intervention("input_subsidy", {{"coverage", 0.6}, {"subsidy_share", 0.5}, {"years", 0.0}}, "subsidy")};
    Simulator simulator(people(), tests::shipped_table(), subsidy, small_run(), {});
    const std::vector<JointPlan> plans{{{1.0}, {0}}, {{1.0}, {0}}};
    std::vector<std::vector<std::vector<std::vector<double>>>> share(2, {{std::vector<double>(7, 1.0), std::vector<double>(7, 1.0)}});
    for (auto& draw : share[1][0])
        for (std::size_t t = 4; t <= 6; ++t) draw[t] = 0.0;
    const auto runs = simulator.run_delivered(plans, share);
    ASSERT_EQ(runs.size(), 2u);
    for (std::size_t d = 0; d < 2; ++d)
        for (std::size_t t = 1; t <= 6; ++t) {
            const CostYear &whole = runs[0].cost[d][t], &dies = runs[1].cost[d][t];
            EXPECT_GT(whole.served, 0.0);
            EXPECT_EQ(dies.served, t < 4 ? whole.served : 0.0) << t;
            EXPECT_EQ(dies.direct + dies.handed_out > 0.0, t < 4) << t;
            const double lost = runs[0].outcomes[d].at(Outcome::income, 0, static_cast<int>(t)) - runs[1].outcomes[d].at(Outcome::income, 0, static_cast<int>(t));
            if (t < 4) {
                EXPECT_EQ(lost, 0.0) << t;
            } else {
                EXPECT_GT(lost, 0.0) << t;
            }
        }
}

std::string refusal(const std::function<void()>& what) {
    try {
        what();
    } catch (const Error& error) {
        EXPECT_FALSE(error.remedy().empty());
        return error.what();
    }
    return "accepted";
}

TEST(Simulator, RefusesWhatMembersCannotPlan) {
    EXPECT_NE(refusal([] { Simulator(people(), tests::shipped_table(), Programme{}, small_run(), {}); }).find("no intervention"), std::string::npos);
    EXPECT_NE(refusal([] {
                  Simulator simulator(people(), tests::shipped_table(), programme(), small_run(), {"Atlantis"});
                  simulator.run(std::vector{plan_of({1, 0, 0})});
              }).find("Atlantis"),
              std::string::npos);
    EXPECT_NE(refusal([] {
                  Programme assigned = programme();
                  assigned.interventions[0].assigned = "trained";
                  Simulator simulator(people(), tests::shipped_table(), assigned, small_run(), {});
                  simulator.run(std::vector{plan_of({1, 0, 0})});
              }).find("read from a column"),
              std::string::npos);
}

TEST(GivenResponse, IsWhatWasGivenAndRefusesWhatItDoesNotKnow) {
    GivenResponse given;
    given.units = 1000.0;
    given.parts = {{"training", 200.0, 60.0, 20e3}, {"health", 50.0, 30.0, 10e3}};
    given.pairs = {{"health", "training", 100.0}};
    const Response response = given_response(given);
    EXPECT_NEAR(response.outcomes({{1.0, 1.0}, {0, 0}}, 0).at(Outcome::society, 0, 0), 350e3, 1e-6);
    EXPECT_NEAR(response.outcomes({{1.0, 1.0}, {0, 0}}, 0, false).at(Outcome::income, 0, 0), 250e3, 1e-6);
    EXPECT_NEAR(response.outcomes({{0.5, 1.0}, {0, 0}}, 0).at(Outcome::income, 0, 0), 100e3 + 50e3 + 50e3, 1e-6);
    EXPECT_EQ(response.cost(0, 0, 0).fixed, 20e3);
    EXPECT_EQ(response.cost(0, 0, 0).direct, 60e3);
    GivenResponse wrong = given;
    wrong.pairs[0].first = "helth";
    EXPECT_NE(refusal([&] { (void)given_response(wrong); }).find("health"), std::string::npos);
    wrong = given;
    wrong.pairs[0].first = "training";
    EXPECT_NE(refusal([&] { (void)given_response(wrong); }).find("itself"), std::string::npos);
    wrong = given;
    wrong.parts[1].name = "training";
    EXPECT_NE(refusal([&] { (void)given_response(wrong); }).find("two parts"), std::string::npos);
    wrong = given;
    wrong.units = 0.0;
    EXPECT_NE(refusal([&] { (void)given_response(wrong); }).find("units"), std::string::npos);
}

}  // namespace
