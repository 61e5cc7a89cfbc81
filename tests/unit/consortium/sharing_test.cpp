// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/sharing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "../../support/alliances.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using tests::Alliance;

const RuleShares& rule_of(const std::vector<RuleShares>& rows, const std::string& name) {
    for (const RuleShares& row : rows)
        if (row.rule == name) return row;
    ADD_FAILURE() << "no rule " << name;
    return rows.front();
}

/// F1 in `draws` draws, of which the first is for choosing; training brings `step` more or less in turn.
Alliance uncertain(Index draws, double step) {
    Alliance made({"training", "health"}, 0, draws);
    for (Index d = 0; d < draws; ++d) {
        made.gain(made.response.linear(0), 200e3 + (d == 0 ? 0.0 : (d % 2 == 0 ? step : -step)), 0, d);
        made.gain(made.response.linear(1), 50e3, 0, d);
        made.gain(made.response.together(0, 1), 100e3, 0, d);
        made.cost(0, 20e3, 60e3, 0, d);
        made.cost(1, 10e3, 30e3, 0, d);
    }
    made.consortium = tests::two_firms_and_a_donor().consortium;
    return made;
}

std::vector<RuleShares> shares_of(const Alliance& alliance) {
    const Planner planner = alliance.planner();
    return rule_shares(planner, coalition_worths(planner, Convention::zero));
}

TEST(Sharing, EveryRuleSharesTheWorthOfAllAndMovesMoneyOnlyAmongMembers) {
    int answered = 0;
    for (const RuleShares& row : shares_of(uncertain(9, 20e3))) {
        if (!row.undefined.empty()) continue;
        ++answered;
        EXPECT_NEAR(std::accumulate(row.share.begin(), row.share.end(), 0.0), 55000.0, 1e-6) << row.rule;
        EXPECT_NEAR(std::accumulate(row.side_payment.begin(), row.side_payment.end(), 0.0), 0.0, 1e-6) << row.rule;
        EXPECT_GE(row.core_after, 0.0);
        EXPECT_LE(row.core_after, 1.0);
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_LE(row.p5[i], row.p50[i]) << row.rule;
            EXPECT_LE(row.p50[i], row.p95[i]) << row.rule;
            EXPECT_GE(row.regret[i], 0.0);
            EXPECT_LE(row.regret[i], 1.0);
        }
    }
    EXPECT_GE(answered, 6);
}

TEST(Sharing, OfTwoFirmsAndADonorIsWhatCanBeWorkedOutByHand) {
    const std::vector<RuleShares> rows = shares_of(tests::two_firms_and_a_donor());
    const std::vector<double> shapley{62500.0 / 3, 36250.0 / 3, 66250.0 / 3}, nucleolus{18750, 17500, 18750};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(rule_of(rows, "shapley").share[i], shapley[i], 1e-6);
        EXPECT_NEAR(rule_of(rows, "nucleolus").share[i], nucleolus[i], 1e-6);
        EXPECT_NEAR(rule_of(rows, "equal").share[i], 55000.0 / 3, 1e-6);
    }
    EXPECT_TRUE(rule_of(rows, "shapley").fairness.in_core);
    // Benefits are .15, .10 and .25 of the same gain.
    EXPECT_NEAR(rule_of(rows, "proportional_to_benefit").share[2], 27500.0, 1e-6);
}

TEST(Sharing, ARuleThatHasNoAnswerSaysWhyAndGivesNone) {
    // Nobody buys from farmers here.
    const RuleShares row = rule_of(shares_of(tests::two_firms_and_a_donor()), "proportional_to_sourcing");
    EXPECT_FALSE(row.undefined.empty());
    EXPECT_TRUE(row.share.empty());
    EXPECT_TRUE(row.side_payment.empty());
}

// Agreed before luck is known: without luck nobody has anything to object later, with much of it somebody does.
TEST(Sharing, WhatWasAgreedMayNotHoldOnceLuckIsKnown) {
    EXPECT_EQ(rule_of(shares_of(uncertain(9, 0.0)), "nucleolus").core_after, 1.0);
    const RuleShares unlucky = rule_of(shares_of(uncertain(9, 150e3)), "nucleolus");
    EXPECT_LT(unlucky.core_after, 1.0);
    EXPECT_GT(*std::ranges::max_element(unlucky.regret), 0.0);
}

TEST(Sharing, WhoMayNotMoveCashMakesARuleThatNeedsItUnpayable) {
    Alliance alliance = tests::two_firms_and_a_donor();
    EXPECT_TRUE(rule_of(shares_of(alliance), "shapley").fairness.payable.value());
    alliance.consortium.members[2].may_transfer = false;
    EXPECT_FALSE(rule_of(shares_of(alliance), "shapley").fairness.payable.value());
}

TEST(Sharing, GivingMembersOtherPlacesGivesTheSameSharesToTheSamePeople) {
    const std::vector<std::size_t> order{1, 2, 0};
    const std::vector<RuleShares> before = shares_of(uncertain(5, 20e3)), after = shares_of(tests::relabelled(uncertain(5, 20e3), order));
    for (std::size_t r = 0; r < before.size(); ++r) {
        EXPECT_EQ(before[r].undefined.empty(), after[r].undefined.empty());
        for (std::size_t i = 0; i < before[r].share.size(); ++i) {
            EXPECT_NEAR(after[r].share[i], before[r].share[order[i]], 1e-6) << before[r].rule;
            EXPECT_NEAR(after[r].p95[i], before[r].p95[order[i]], 1e-6) << before[r].rule;
        }
        EXPECT_EQ(after[r].core_after, before[r].core_after) << before[r].rule;
    }
}

}  // namespace
