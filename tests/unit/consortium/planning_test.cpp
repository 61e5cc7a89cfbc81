// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/planning.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "../../support/alliances.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using tests::Alliance;
using tests::member;

/// Three kinds, three or four members, menus and budgets by chance; gains that make most plans worth having.
Alliance by_chance(unsigned seed, std::size_t members = 3) {
    std::mt19937 luck(seed);
    const auto uniform = [&](double low, double high) { return low + (high - low) * static_cast<double>(luck() >> 8) / static_cast<double>(1u << 24); };
    Alliance made({"training", "roads", "health"});
    for (Index k = 0; k < 3; ++k) {
        made.gain(made.response.linear(k), uniform(100.0, 400.0));
        made.cost(k, uniform(0.0, 30.0), uniform(20.0, 120.0));
        for (Index l = k + 1; l < 3; ++l) made.gain(made.response.together(k, l), uniform(-20.0, 80.0));
    }
    for (std::size_t i = 0; i < members; ++i) {
        tests::Menus funds;
        for (const char* kind : {"training", "roads", "health"})
            if (uniform(0.0, 1.0) < 0.6) funds.push_back({kind, {0.5, 1.0}});
        made.consortium.members.push_back(member("member " + std::to_string(i), funds, uniform(20.0, 200.0), uniform(0.1, 0.5)));
    }
    return made;
}

TEST(Planning, ConventionsHaveNamesAndOneThatIsMisspeltIsCorrected) {
    for (const Convention c : {Convention::gamma, Convention::zero, Convention::delta, Convention::alpha}) EXPECT_EQ(convention_named(name_of(c)), c);
    try {
        (void)convention_named("gama");
        FAIL() << "accepted";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(error.remedy().find("gamma"), std::string::npos) << error.what();
    }
}

TEST(Planning, RefusesWhatItCannotPlanAndSaysWhatToDo) {
    const auto refusal = [](const Alliance& alliance, Index choosing = 1) {
        try {
            (void)alliance.planner(choosing);
        } catch (const Error& error) {
            EXPECT_FALSE(error.remedy().empty());
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    Alliance many = tests::two_firms_and_a_donor();
    for (int i = 3; i < 13; ++i) many.consortium.members.push_back(member("member " + std::to_string(i), {{"health", {1.0}}}, 1.0, 0.1));
    EXPECT_NE(refusal(many).find("13 members have 8192 coalitions"), std::string::npos) << refusal(many);
    EXPECT_NE(refusal(many).find("shapley_sampled"), std::string::npos);
    many.consortium.members.pop_back();
    EXPECT_EQ(refusal(many), "accepted");

    Alliance unknown = tests::two_firms_and_a_donor();
    unknown.consortium.members[2].funds[0].intervention = "helth";
    EXPECT_NE(refusal(unknown).find("health"), std::string::npos);
    Alliance above = tests::two_firms_and_a_donor();
    above.consortium.members[0].funds[0].levels = {1.5};
    EXPECT_NE(refusal(above).find("1.5"), std::string::npos);
    EXPECT_NE(refusal(tests::two_firms_and_a_donor(), 2).find("1 draws"), std::string::npos);
    Alliance nobody({"training"});
    EXPECT_NE(refusal(nobody).find("no members"), std::string::npos);
}

TEST(Planning, WhatIsNotDoneCostsNothingAndBringsNothing) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const Alliance alliance = by_chance(seed);
        const Planner planner = alliance.planner();
        const Valuation value = planner.value(planner.coalition(0, Convention::zero), 0);
        for (Index i = 0; i < 3; ++i) EXPECT_EQ(value.payoff(i), 0.0);
        EXPECT_EQ(value.society, 0.0);
        EXPECT_EQ(value.programme_cost, 0.0);
        EXPECT_EQ(value.duplicated, 0.0);
    }
}

// What is funded is paid for in full, and nobody pays for what it may not fund.
TEST(Planning, SharesOfABillSumToOneAndKeepToEarmarks) {
    int funded = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const Alliance alliance = by_chance(seed);
        const Planner planner = alliance.planner();
        const Plan plan = planner.coalition(planner.everybody(), Convention::gamma);
        for (Index k = 0; k < 3; ++k) {
            double sum = 0.0;
            for (Index i = 0; i < 3; ++i) {
                const double pays = plan.pays[static_cast<std::size_t>(i * 3 + k)];
                EXPECT_GE(pays, 0.0);
                EXPECT_TRUE(planner.may_fund(i, k) || pays == 0.0) << "seed " << seed;
                sum += pays;
            }
            if (plan.joint[static_cast<std::size_t>(k)] > 0.0) {
                EXPECT_NEAR(sum, 1.0, 1e-9) << "seed " << seed;
                ++funded;
            }
        }
    }
    EXPECT_GT(funded, 200);
}

// Of all ways to split a bill none could have a lower greatest use of a budget: it is that of the tightest set of kinds (Hall's theorem).
TEST(Planning, ABillUsesNobodysBudgetMoreThanItMust) {
    int compared = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const Alliance alliance = by_chance(seed, 4);
        const Planner planner = alliance.planner();
        const Plan plan = planner.coalition(planner.everybody(), Convention::gamma);
        const Valuation value = planner.value(plan, 0);
        double most = 0.0;
        for (Index i = 0; i < 4; ++i) most = std::max(most, value.cost[static_cast<std::size_t>(i)] / planner.budget(i));
        double bound = 0.0;
        for (unsigned set = 1; set < 8; ++set) {
            double bill = 0.0, purse = 0.0;
            for (Index k = 0; k < 3; ++k)
                if ((set >> k & 1u) && plan.joint[static_cast<std::size_t>(k)] > 0.0) {
                    const CostYear& cost = alliance.response.cost(k, 0, 0);
                    bill += cost.fixed + plan.joint[static_cast<std::size_t>(k)] * cost.direct;
                }
            for (Index i = 0; i < 4; ++i) {
                bool able = false;
                for (Index k = 0; k < 3; ++k) able = able || ((set >> k & 1u) && plan.joint[static_cast<std::size_t>(k)] > 0.0 && planner.may_fund(i, k));
                purse += able ? planner.budget(i) : 0.0;
            }
            if (bill > 0.0) bound = std::max(bound, bill / purse);
        }
        EXPECT_LE(bound, 1.0 + 1e-9) << "seed " << seed;  // budgets reach
        EXPECT_NEAR(most, bound, 2e-3) << "seed " << seed;
        compared += bound > 0.0;
    }
    EXPECT_GT(compared, 100);
}

/// A firm that has a dollar for every dollar of one gain, whose costs fall in one of three years.
Plan plan_paid_in(int year, double usd) {
    Alliance alliance({"roads"}, 3);
    alliance.gain(alliance.response.linear(0), 10000.0, 3);
    alliance.cost(0, 0.0, usd, year);
    alliance.consortium.members = {member("firm", {{"roads", {1.0}}}, 100.0, 1.0), member("other", {{"roads", {1.0}}}, 50.0, 0.0)};
    const Planner planner = alliance.planner();
    return planner.coalition(planner.everybody(), Convention::gamma);
}

// Money that is not spent is there in later years; money of later years is not there before.
TEST(Planning, BudgetsAddUpOverTheYearsButNobodySpendsWhatItDoesNotHaveYet) {
    EXPECT_EQ(plan_paid_in(1, 150.0).joint[0], 1.0);
    EXPECT_EQ(plan_paid_in(1, 151.0).joint[0], 0.0);
    EXPECT_EQ(plan_paid_in(3, 450.0).joint[0], 1.0);
    EXPECT_EQ(plan_paid_in(3, 451.0).joint[0], 0.0);
    EXPECT_EQ(plan_paid_in(0, 150.0).joint[0], 1.0);  // before the start: the first year's money
    EXPECT_EQ(plan_paid_in(0, 151.0).joint[0], 0.0);
}

// The last households are dearer the more are served by others: that too must fit into the budget.
TEST(Planning, ABudgetAlsoCoversWhatOutsidersMakeDearer) {
    Alliance alliance({"training"});
    alliance.response.set_learns(true);
    alliance.parameters.last_mile = 1.0;
    alliance.parameters.overlap_alone = 0.0;
    alliance.gain(alliance.response.linear(0), 1e5);
    alliance.cost(0, 0.0, 100.0);
    // The firm alone at half: 50 (1 + .5/.55) = 95; with the other half done by the state: 50 (1 + 1/.05) = 1,050.
    alliance.consortium.members = {member("firm", {{"training", {0.5}}}, 100.0, 1.0), member("state", {{"training", {0.5}}}, 1e9, 1.0)};
    const Planner planner = alliance.planner();
    const Plan plan = planner.coalition(1, Convention::gamma);
    EXPECT_GT(plan.own[1], 0.0);
    EXPECT_LE(planner.value(plan, 0).cost[0], 100.0);
}

TEST(Planning, ADevelopmentBankStaysAwayFromARoadThatDoesNotReturnItsHurdle) {
    const auto built = [](double a_year, double hurdle) {
        Alliance alliance({"roads"}, 5);
        for (int t = 1; t <= 5; ++t) alliance.gain(alliance.response.linear(0), a_year, t);
        alliance.cost(0, 100.0, 0.0, 1);
        alliance.consortium.members = {member("bank", {{"roads", {1.0}}}, 1e3, 1.0)};
        alliance.consortium.members[0].hurdle_rate = hurdle;
        const Planner planner = alliance.planner();
        const double together = planner.coalition(1, Convention::gamma).joint[0];
        EXPECT_EQ(together, planner.isolated().own[0]);
        return together;
    };
    // Five years of 23, the first with the cost of 100, return 7.5%; of 30, 26%.
    EXPECT_EQ(built(23.0, 0.0), 1.0);
    EXPECT_EQ(built(23.0, 0.10), 0.0);
    EXPECT_EQ(built(30.0, 0.10), 1.0);
}

// The bank judges what it pays for itself: a firm that spoils the return of the bank's road does not have to ask the bank.
TEST(Planning, TheHurdleOfOneIsNoVetoForAnother) {
    Alliance alliance({"roads", "depots"}, 1);
    alliance.gain(alliance.response.linear(0), 150.0, 1);
    alliance.gain(alliance.response.linear(1), 300.0, 1);
    alliance.gain(alliance.response.together(0, 1), -120.0, 1);
    alliance.cost(0, 0.0, 100.0, 1);
    alliance.cost(1, 0.0, 20.0, 1);
    alliance.consortium.members = {member("bank", {{"roads", {1.0}}}, 1e3, 1.0), member("firm", {{"depots", {1.0}}}, 1e3, 1.0)};
    alliance.consortium.members[0].hurdle_rate = 0.10;
    const Planner planner = alliance.planner();
    // With the depots the road brings 30 for 100: the bank steps back, and the firm goes on.
    const Plan plan = planner.nash();
    EXPECT_EQ(plan.own[3], 1.0);
    EXPECT_EQ(plan.own[0], 0.0);
    const Plan alone = planner.coalition(2, Convention::gamma);
    EXPECT_EQ(alone.joint[1], 1.0);
    EXPECT_EQ(alone.own[0], 0.0);
}

// What is there already is worth less once more: each as if alone does it twice, each in view of the other does it once.
TEST(Planning, WhoSeesTheOthersDoesNotDoItAgain) {
    Alliance alliance({"training"});
    alliance.gain(alliance.response.linear(0), 300.0);
    alliance.gain(alliance.response.square(0), -150.0);
    alliance.cost(0, 0.0, 100.0);
    alliance.parameters.overlap_alone = 1.0;
    alliance.consortium.members = {member("one", {{"training", {1.0}}}, 1e3, 1.0), member("two", {{"training", {1.0}}}, 1e3, 1.0)};
    const Planner planner = alliance.planner();
    const Plan isolated = planner.isolated(), nash = planner.nash();
    EXPECT_EQ(isolated.own[0] + isolated.own[1], 2.0);
    EXPECT_EQ(nash.own[0] + nash.own[1], 1.0);
    EXPECT_TRUE(nash.settled);
    EXPECT_NEAR(planner.value(isolated, 0).duplicated, 0.5, 1e-12);
    EXPECT_NEAR(planner.value(nash, 0).society, 150.0 - 100.0, 1e-9);
    EXPECT_NEAR(planner.value(isolated, 0).society, 150.0 - 200.0, 1e-9);
}

// Nobody who can pay for it does better with any other levels of its own menu, given what the others do.
TEST(Planning, EachForItselfIsABestAnswerToAllOthers) {
    int deviations = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const Alliance alliance = by_chance(seed);
        const Planner planner = alliance.planner();
        const Plan nash = planner.nash();
        if (!nash.settled) continue;
        const Valuation before = planner.value(nash, 0);
        for (Index i = 0; i < 3; ++i)
            for (const double first : planner.menu(i, 0))
                for (const double second : planner.menu(i, 1))
                    for (const double third : planner.menu(i, 2)) {
                        Plan other = nash;
                        std::ranges::copy(std::vector{first, second, third}, other.own.begin() + i * 3);
                        const Valuation now = planner.value(planner.without_bloc(other), 0);
                        if (now.cost[static_cast<std::size_t>(i)] > planner.budget(i)) continue;
                        EXPECT_LE(now.payoff(i), before.payoff(i) + 1e-6) << "seed " << seed << ", member " << i;
                        ++deviations;
                    }
    }
    EXPECT_GT(deviations, 500);
}

TEST(Planning, PartialCooperationRunsFromEachForItselfToAllAsOne) {
    Alliance alliance({"training", "health"});
    for (Index k = 0; k < 2; ++k) {
        alliance.gain(alliance.response.linear(k), 300.0);
        alliance.cost(k, 0.0, 100.0);
    }
    alliance.gain(alliance.response.together(0, 1), 60.0);
    for (const char* name : {"one", "two", "three"})
        alliance.consortium.members.push_back(member(name, {{"training", {0.25, 0.5}}, {"health", {0.25, 0.5}}}, 1e3, 0.15));
    alliance.consortium.members[0].per_usd_of_income = stats::Distribution::fixed(0.4);
    const Planner planner = alliance.planner();
    const Coalition all = planner.everybody();
    const Plan nash = planner.nash(), together = planner.coalition(all, Convention::gamma);
    EXPECT_EQ(planner.partial(all, 0.0, 0.0).own, nash.own);
    double before = planner.value(nash, 0).society;
    for (const double agenda : {0.25, 0.5, 0.75, 1.0}) {
        const double now = planner.value(planner.partial(all, agenda, agenda), 0).society;
        EXPECT_GE(now, before - 1e-9) << agenda;
        before = now;
    }
    EXPECT_LT(planner.value(nash, 0).society, planner.value(together, 0).society);
    EXPECT_NEAR(before, planner.value(together, 0).society, 1e-6);
}

TEST(Planning, WhatOutsidersDoIsWhatTheConventionSays) {
    // The donor would train by itself: with `zero` it does not.
    Alliance alliance({"training", "health"});
    alliance.gain(alliance.response.linear(0), 300.0);
    alliance.gain(alliance.response.linear(1), 200.0);
    alliance.cost(0, 0.0, 100.0);
    alliance.cost(1, 0.0, 50.0);
    alliance.consortium.members = {member("firm", {{"training", {1.0}}}, 1e3, 0.4), member("donor", {{"health", {1.0}}}, 1e3, 0.3),
                                   member("state", {{"health", {1.0}}}, 1e3, 0.2)};
    const Planner planner = alliance.planner();
    const Plan zero = planner.coalition(1, Convention::zero), gamma = planner.coalition(1, Convention::gamma);
    EXPECT_EQ(zero.own, std::vector<double>(6, 0.0));
    EXPECT_EQ(gamma.own[3], 1.0);
    EXPECT_GT(planner.value(gamma, 0).payoff(0), planner.value(zero, 0).payoff(0));
    // As one bloc the others do no less than each for itself; at worst nobody does anything.
    EXPECT_EQ(std::max(planner.coalition(1, Convention::delta).own[3], planner.coalition(1, Convention::delta).own[5]), 1.0);
    EXPECT_LE(planner.value(planner.coalition(1, Convention::alpha), 0).payoff(0), planner.value(zero, 0).payoff(0) + 1e-9);
}

TEST(Planning, GivingMembersOtherPlacesGivesTheSamePlanToTheSamePeople) {
    const std::vector<std::size_t> order{2, 0, 1};
    for (unsigned seed = 1; seed <= 40; ++seed) {
        const Alliance alliance = by_chance(seed), other = tests::relabelled(by_chance(seed), order);
        const Planner before = alliance.planner(), after = other.planner();
        for (Coalition s = 1; s < 8; ++s) {
            const Plan first = before.coalition(s, Convention::zero), second = after.coalition(tests::relabelled(s, order), Convention::zero);
            EXPECT_EQ(first.joint, second.joint) << "seed " << seed;
            for (std::size_t i = 0; i < 3; ++i)
                for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(second.pays[i * 3 + k], first.pays[order[i] * 3 + k], 1e-9) << "seed " << seed;
        }
    }
}

// What others may earn from a gain is a range; what one earns oneself is known.
TEST(Planning, InOnesOwnViewOnesOwnFiguresAreCertain) {
    Alliance alliance({"training"}, 0, 12);
    for (Index d = 0; d < 12; ++d) {
        alliance.gain(alliance.response.linear(0), 300.0, 0, d);
        alliance.cost(0, 0.0, 100.0, 0, d);
    }
    alliance.consortium.members = {member("firm", {{"training", {1.0}}}, 1e3, 0.0), member("state", {{"training", {1.0}}}, 1e3, 0.0)};
    for (Member& each : alliance.consortium.members) each.per_usd_of_income = stats::Distribution::uniform(0.2, 0.8);
    const auto spread = [&](const std::string& view, std::size_t i) {
        Alliance now = alliance;
        now.consortium.view = view;
        const Planner planner = now.planner(6);
        double low = 1e9, high = -1e9;
        for (Index d = 0; d < 12; ++d) {
            const double benefit = planner.value(planner.carried_out(planner.nash(), {}), d).benefit[i];
            low = std::min(low, benefit);
            high = std::max(high, benefit);
        }
        return high - low;
    };
    EXPECT_GT(spread("", 0), 20.0);
    EXPECT_EQ(spread("firm", 0), 0.0);
    EXPECT_GT(spread("firm", 1), 20.0);
    EXPECT_EQ(spread("state", 1), 0.0);
    EXPECT_GT(spread("state", 0), 20.0);
}

TEST(Planning, WhoeverDoesItBestDoesItForAll) {
    Alliance alliance({"training"});
    alliance.gain(alliance.response.linear(0), 300.0);
    alliance.cost(0, 0.0, 100.0);
    alliance.consortium.members = {member("firm", {{"training", {1.0}}}, 1e3, 0.8), member("ngo", {{"training", {1.0}}}, 1.0, 0.0)};
    alliance.consortium.members[0].funds[0].effectiveness = 0.5;
    const Planner planner = alliance.planner();
    EXPECT_NEAR(planner.coalition(1, Convention::zero).reach.level[0], 0.5, 1e-12);
    EXPECT_NEAR(planner.coalition(3, Convention::zero).reach.level[0], 1.0, 1e-12);
}

}  // namespace
