// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/farm_impact.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "../../support/alliances.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using tests::Alliance;
using tests::member;

constexpr int kYears = 5;

/// Training whose gain builds up, health that works the better for it; three members who agree on all of it.
Alliance builds_up() {
    Alliance made({"training", "health"}, kYears);
    for (int t = 1; t <= kYears; ++t) {
        made.gain(made.response.linear(0), 100.0 * t, t);
        made.gain(made.response.square(0), -20.0 * t, t);
        made.gain(made.response.linear(1), 60.0, t);
        made.gain(made.response.together(0, 1), 30.0, t);
        made.cost(0, 5.0, 20.0, t);
        made.cost(1, 2.0, 10.0, t);
    }
    made.parameters.excludability = 0.0;
    made.consortium.members = {member("firm", {{"training", {0.5, 1.0}}}, 1e4, 0.4), member("donor", {{"health", {0.5, 1.0}}}, 1e4, 0.4),
                               member("union", {}, 0.0, 0.2)};
    made.consortium.members[0].discount_rate = 0.10;
    return made;
}

/// A plan of all three, in which everything works as thought.
struct Year {
    std::vector<double> ones = std::vector<double>(6, 1.0);
    YearPlan plan;
    explicit Year(std::uint32_t members = 7, double agenda = 1.0) {
        plan.members = members;
        plan.agenda = agenda;
        plan.reinforcing = 1.0;
        plan.effectiveness = plan.believed = ones;
        plan.truth = std::span(ones).first(2);
    }
};

// Kept up for all years, what is delivered by the year adds up to the response's path, year by year.
TEST(FarmImpact, ASteadyPlanGivesTheResponseBack) {
    const Alliance alliance = builds_up();
    const Planner planner = alliance.planner();
    const FarmImpact impact(planner);
    const Plan together = planner.coalition(planner.everybody(), Convention::gamma);
    ASSERT_EQ(together.reach.level, (std::vector<double>{1.0, 1.0}));
    const Outcomes outcomes = alliance.response.outcomes(together.reach, 0);
    const Year year;
    const auto path = impact.begin(1, {});
    const std::vector<double> all{1.0, 1.0, 1.0};
    std::vector<std::vector<double>> outlay(3, std::vector<double>(1, 0.0));
    for (int t = 1; t <= kYears; ++t) {
        const ImpactYear came = path->deliver(year.plan, all);
        EXPECT_NEAR(came.delivered_gain, outcomes.at(Outcome::income, 0, t), 1e-9) << t;
        EXPECT_NEAR(came.promised_gain, came.delivered_gain, 1e-9);
        for (std::size_t i = 0; i < 3; ++i) outlay[i].push_back(came.outlay[i]);
    }
    const Valuation value = planner.value(together, 0);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(planner.present_value(outlay[i], alliance.consortium.members[i].discount_rate), value.cost[i], 1e-9);
}

// A year of it is worth the annuity of the whole.
TEST(FarmImpact, AYearIsWorthToEachItsPartOfTheWhole) {
    const Alliance alliance = builds_up();
    const Planner planner = alliance.planner();
    const FarmImpact impact(planner);
    const Valuation value = planner.value(planner.coalition(planner.everybody(), Convention::gamma), 0);
    const Year year;
    const ImpactYear came = impact.begin(1, {})->deliver(year.plan, std::vector{1.0, 1.0, 1.0});
    const std::vector<double> years(kYears, 1.0);
    for (Index i = 0; i < 3; ++i) {
        std::vector<double> flows(kYears + 1, came.benefit[static_cast<std::size_t>(i)]);
        flows[0] = 0.0;
        EXPECT_NEAR(planner.present_value(flows, alliance.consortium.members[static_cast<std::size_t>(i)].discount_rate), value.benefit[static_cast<std::size_t>(i)], 1e-9) << i;
    }
}

/// A buyer that lacks cocoa: 100 t of 400 missing in every year, and what farmers grow more fills it up.
TEST(FarmImpact, AYearIsWorthItsPartOfTheWholeAlsoToAFirmThatLacksCocoa) {
    Alliance alliance = builds_up();
    for (int t = 0; t <= kYears; ++t) alliance.response.baseline(t, 0).production_kg = {1e6};
    const auto grow = [&](std::size_t term, double kg) {
        const auto row = alliance.response.coefficients(0, term);
        for (std::size_t t = 1; t <= kYears; ++t) row[static_cast<std::size_t>(Outcome::production) * (kYears + 1) + t] = kg;
    };
    grow(alliance.response.linear(0), 600e3);
    grow(alliance.response.square(0), -300e3);
    Member& firm = alliance.consortium.members[0];
    firm.sources = {{"", 0.3}};
    firm.required_tonnes = stats::Distribution::fixed(400.0);
    firm.shortage_usd_per_tonne = stats::Distribution::fixed(2.0);
    const Planner planner = alliance.planner();
    const FarmImpact impact(planner);
    const Valuation value = planner.value(planner.coalition(planner.everybody(), Convention::gamma), 0);
    const Year year;
    const ImpactYear came = impact.begin(1, {})->deliver(year.plan, std::vector{1.0, 1.0, 1.0});
    std::vector<double> flows(kYears + 1, came.benefit[0]);
    flows[0] = 0.0;
    EXPECT_NEAR(planner.present_value(flows, firm.discount_rate), value.benefit[0], 1e-9);
}

TEST(FarmImpact, OutsidersMissWhatIsKeptFromThem) {
    const auto outsider = [](double excludability) {
        Alliance alliance = builds_up();
        alliance.parameters.excludability = excludability;
        const Planner planner = alliance.planner();
        const Year year(3);
        std::vector<MemberView> views(3);
        FarmImpact(planner).begin(1, {})->value(year.plan, views);
        return views[2].payoff;
    };
    ASSERT_GT(outsider(0.0), 0.0);
    EXPECT_NEAR(outsider(0.25), 0.75 * outsider(0.0), 1e-9);  // all that is done is the alliance's
    EXPECT_NEAR(outsider(1.0), 0.0, 1e-9);
}

TEST(FarmImpact, WhatIsNotDoneIsNeitherPaidForNorBringsAnything) {
    const Alliance alliance = builds_up();
    const Planner planner = alliance.planner();
    const FarmImpact impact(planner);
    const Year year;
    const ImpactYear full = impact.begin(1, {})->deliver(year.plan, std::vector{1.0, 1.0, 1.0}),
                     none = impact.begin(1, {})->deliver(year.plan, std::vector{0.0, 0.0, 0.0}),
                     half = impact.begin(1, {})->deliver(year.plan, std::vector{1.0, 0.0, 1.0});
    EXPECT_EQ(none.delivered_gain, 0.0);
    EXPECT_EQ(none.cost, 0.0);
    EXPECT_EQ(none.promised_gain, full.promised_gain);  // promised all the same
    EXPECT_EQ(half.outlay[1], 0.0);
    EXPECT_GT(half.delivered_gain, 0.0);
    EXPECT_LT(half.delivered_gain, full.delivered_gain);
}

// What was delivered goes on to bring what it brings in later years, and no more is added once nothing is.
TEST(FarmImpact, AfterTheLastDeliveryGainsFadeAsTheResponseSays) {
    Alliance alliance = builds_up();
    const Planner planner = alliance.planner();
    const Year year;
    const FarmImpact impact(planner);
    const auto life = impact.begin(1, {});
    const std::vector<double> all{1.0, 1.0, 1.0}, none{0.0, 0.0, 0.0};
    const double first = life->deliver(year.plan, all).delivered_gain;
    // I(1) = 100 - 20 + 60 + 30; I(2) - I(1) = 100 - 20.
    EXPECT_NEAR(first, 170.0, 1e-9);
    EXPECT_NEAR(life->deliver(year.plan, none).delivered_gain, 80.0, 1e-9);
}

TEST(FarmImpact, FewerWhoAgreeDoLess) {
    const Alliance alliance = builds_up();
    const Planner planner = alliance.planner();
    const FarmImpact impact(planner);
    const std::vector<double> all{1.0, 1.0, 1.0};
    const Year apart(0, 0.0), together;
    EXPECT_LE(impact.begin(1, {})->deliver(apart.plan, all).delivered_gain, impact.begin(1, {})->deliver(together.plan, all).delivered_gain);
    EXPECT_NEAR(impact.begin(1, {})->deliver(apart.plan, all).advantage, 0.0, 1e-9);
    EXPECT_GE(impact.begin(1, {})->deliver(together.plan, all).advantage, 0.0);
}

TEST(FarmImpact, PathsUseTheDrawsForValuingInTurn) {
    Alliance alliance({"training"}, 0, 5);
    alliance.consortium.members = {member("one", {{"training", {1.0}}}, 1.0, 1.0), member("two", {{"training", {1.0}}}, 1.0, 1.0)};
    const Planner planner = alliance.planner(2);
    const FarmImpact impact(planner);
    for (std::uint32_t path = 0; path < 7; ++path) EXPECT_EQ(impact.draw_of(path), 2 + static_cast<Index>(path % 3));
}

}  // namespace
