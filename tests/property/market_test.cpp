// SPDX-License-Identifier: Apache-2.0
/// The market's answer to a programme's supply, and the arms that stand beside each programme.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/market/world_supply.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::ArmRole;
using simulate::MarketAnswer;
using simulate::Measure;
using simulate::Runs;

stats::Distribution fixed(double x) { return stats::Distribution::fixed(x); }

Programme training() {
    return {{{"training", "farmer_training", {{"delivered", fixed(1)}, {"years", fixed(4)}, {"enrol_intercept", fixed(50)}}, {}}}, {}};
}

simulate::RunSettings settings_with(MarketAnswer answer, bool comparators = false) {
    simulate::RunSettings s = few_years(8);
    s.draws = 2;
    s.market_answer = answer;
    s.comparators = comparators;
    return s;
}

const Population& half_a_million() {
    static const Population people = with_represents(synthetic(150, 91, 25), 500000.0);
    return people;
}

Index arm_of(const Runs& runs, ArmRole role) {
    return static_cast<Index>(std::find(runs.arm_role.begin(), runs.arm_role.end(), role) - runs.arm_role.begin());
}

double factor(const Runs& runs, Index pair, Index arm, int year) {
    return runs.price_factor[static_cast<std::size_t>((pair * static_cast<Index>(runs.arms.size()) + arm) * (runs.years() + 1) + year)];
}

TEST(MarketAnswer, MoreSupplyMeansALowerPriceForEverybodyInTheArm) {
    const Runs runs = simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::on));
    const Index arm = arm_of(runs, ArmRole::programme), twin = arm_of(runs, ArmRole::fixed_prices);
    double income = 0.0, at_fixed_prices = 0.0;
    for (Index pair = 0; pair < runs.pairs(); ++pair) {
        EXPECT_EQ(factor(runs, pair, 0, 8), 1.0);
        EXPECT_EQ(factor(runs, pair, twin, 8), 1.0);
        EXPECT_LT(factor(runs, pair, arm, 6), 1.0);
        EXPECT_GT(factor(runs, pair, arm, 6), 0.5);
        EXPECT_LT(runs.value(pair, arm, 6, 0, Measure::price), runs.value(pair, twin, 6, 0, Measure::price));
        for (int year = 1; year <= 8; ++year) {
            income += runs.value(pair, arm, year, 0, Measure::income);
            at_fixed_prices += runs.value(pair, twin, year, 0, Measure::income);
        }
        EXPECT_LT(runs.panel_gap[static_cast<std::size_t>(pair)], 0.005);
    }
    EXPECT_LT(income, at_fixed_prices);
}

/// The price that was found is the one that its own supply calls for.
TEST(MarketAnswer, PricesAndSupplyFitEachOther) {
    auto s = settings_with(MarketAnswer::on);
    s.drawn_parameters = false;
    s.draws = 1;
    const Runs runs = simulate::simulate(half_a_million(), shipped_table(), training(), s);
    const Parameters& p = shipped();
    const Index arm = arm_of(runs, ArmRole::programme);
    const double scale = runs.represents / 1000.0;
    auto supply = [&](Index a, int t) { return runs.value(0, a, t, 0, Measure::production) * scale; };
    const double others = 1.0 - supply(0, 0) / p.world_supply_t;
    const market::WorldMarket world{{p.supply_elasticity_short * others, p.demand_elasticity_short},
                                    {p.supply_elasticity_long * others, p.demand_elasticity_long}};
    market::MarketMemory memory;
    for (int t = 1; t <= 8; ++t) {
        const auto step = market::nerlove_step(memory, std::log(1.0 + (supply(arm, t) - supply(0, t)) / p.world_supply_t), world);
        memory = step.memory;
        EXPECT_NEAR(std::exp(step.log_price), factor(runs, 0, arm, t), 0.003) << "year " << t;
    }
}

TEST(MarketAnswer, AtUnmovedPricesTheArmIsTheArmOfARunWithoutTheAnswer) {
    const Runs with = simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::on));
    const Runs without = simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::off));
    expect_same_arms(with, 0, without, 0);
    expect_same_arms(with, arm_of(with, ArmRole::fixed_prices), without, 1);
}

TEST(MarketAnswer, IsThereForProgrammesThatMoveTheMarketAndOnlyForThose) {
    EXPECT_TRUE(simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::automatic)).market_answers);
    const Population few = with_represents(half_a_million(), 5000.0);
    EXPECT_FALSE(simulate::simulate(few, shipped_table(), training(), settings_with(MarketAnswer::automatic)).market_answers);
}

TEST(MarketAnswer, HasTheSameBitsHoweverTheRunIsCut) {
    auto s = settings_with(MarketAnswer::on, true);
    const Runs whole = simulate::simulate(half_a_million(), shipped_table(), training(), s);
    s.block_households = 40;
    s.threads = 2;
    const Runs cut = simulate::simulate(half_a_million(), shipped_table(), training(), s);
    EXPECT_EQ(whole.state_hash, cut.state_hash);
    EXPECT_EQ(whole.price_factor, cut.price_factor);
}

TEST(Comparators, GiveTheSameMoneyToTheSameHouseholds) {
    const Runs runs = simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::off, true));
    const Index arm = arm_of(runs, ArmRole::programme), cash = arm_of(runs, ArmRole::same_cash),
                premium = arm_of(runs, ArmRole::same_premium);
    for (Index pair = 0; pair < runs.pairs(); ++pair) {
        for (int year = 1; year <= 8; ++year) {
            const double spent = runs.cost_of(pair, arm, year);
            EXPECT_NEAR(runs.cost_of(pair, cash, year), spent, 1e-6 * (1.0 + spent)) << "year " << year;
            // A premium is set on last plans: what is sold differs a little from what it was reckoned on.
            EXPECT_NEAR(runs.cost_of(pair, premium, year), spent, 0.10 * spent) << "year " << year;
            EXPECT_EQ(runs.value(pair, cash, year, 0, Measure::participants), runs.value(pair, arm, year, 0, Measure::participants));
        }
        EXPECT_GT(runs.value(pair, cash, 2, 0, Measure::cash_received), 0.0);
        EXPECT_GT(runs.value(pair, premium, 2, 0, Measure::premium), 0.0);
        EXPECT_GT(runs.value(pair, cash, 2, 0, Measure::participant_gain), 0.0);
    }
}

TEST(Books, RefuseTwoInterventionsThatPayIntoOneAccountAtOnce) {
    const auto premium = [](const char* name, double start, double years) {
        return Intervention{name, "buyer_premium", {{"start", fixed(start)}, {"years", fixed(years)}}, {}};
    };
    const auto s = settings_with(MarketAnswer::off);
    const Programme together{{premium("one", 1, 4), premium("other", 4, 2)}, {}};
    EXPECT_THROW((void)simulate::simulate(half_a_million(), shipped_table(), together, s), ProgrammeError);
    const Programme in_turn{{premium("one", 1, 3), premium("other", 4, 2)}, {}};
    EXPECT_NO_THROW((void)simulate::simulate(half_a_million(), shipped_table(), in_turn, s));
    const Programme apart{together.interventions, {{"a", {0}}, {"b", {1}}}};
    EXPECT_NO_THROW((void)simulate::simulate(half_a_million(), shipped_table(), apart, s));
}

TEST(Comparators, LeaveTheOtherArmsAsTheyAre) {
    const Runs with = simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::off, true));
    const Runs without = simulate::simulate(half_a_million(), shipped_table(), training(), settings_with(MarketAnswer::off));
    expect_same_arms(with, 0, without, 0);
    expect_same_arms(with, 1, without, 1);
}

}  // namespace
