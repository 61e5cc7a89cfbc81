// SPDX-License-Identifier: Apache-2.0
// A composed intervention is the built-in one bit for bit, in states and in costs, wherever the two describe the same thing; and the
// laws that hold for every entry of the catalogue hold for it.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/effects/levers.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using effects::Lever;

stats::Distribution sure(double value) {
    return stats::Distribution::fixed(value);
}

/// What a built-in intervention is, said in levers.
struct Same {
    std::string kind;
    Fields fields;  // of the built-in one; those of who, when and cost are taken over
    std::vector<LeverSetting> levers;
    Fields own{};   // of the composed one alone
};

const std::vector<Same>& pairs() {
    static const std::vector<Same> table{
        {"farmer_training", {{"course_share", 0.9}, {"attendance", 0.7}, {"delivered", 0.6}, {"ramp_years", 3.0}},
         {{Lever::course, sure(0.9), {}, {}, sure(0.7)}}, {{"delivered_yearly", 1.0}}},
        {"coaching", {{"course_share", 0.8}, {"attendance", 0.85}, {"hassle_relief", 0.5}, {"delivered", 0.7}},
         {{Lever::course, sure(0.8), {}, {}, sure(0.85)}, {Lever::hassle_relief, sure(0.5), {}, {}, sure(0.85)}}, {{"delivered_yearly", 1.0}}},
        {"community_health", {{"burden", 0.6}, {"decay", 0.7}, {"ramp_years", 2.0}, {"cost_per_person_year", 3.0}},
         {{Lever::burden, sure(0.6), {}, sure(0.7), {}}}},
        {"input_subsidy", {{"subsidy_share", 0.5}, {"share_to_farmer", 0.8}, {"delivered", 0.9}},
         {{Lever::input_subsidy, sure(0.5 * 0.8), {}, {}, {}}}, {{"delivered_yearly", 1.0}, {"paid_per_dollar", 1.0 / 0.8}}},
        {"savings_group", {{"survival", 1.0}, {"ramp_years", 2.0}}, {{Lever::savings_group, sure(1.0), {}, sure(0.0), {}}}},
        {"cash_transfer", {{"cash_usd", 200.0}, {"delivered", 0.8}}, {{Lever::cash_usd, sure(200.0), {}, {}, {}}}},
        {"buyer_premium", {{"premium_usd_per_kg", 0.2}, {"sold_share", 0.7}, {"share_to_farmer", 0.6}},
         {{Lever::premium_usd_per_kg, sure(0.2 * 0.7 * 0.6), {}, {}, {}}}, {{"paid_per_dollar", 1.0 / 0.6}}},
        {"input_credit", {{"credit_usd", 250.0}, {"interest_relief", 0.1}, {"delivered", 0.8}},
         {{Lever::credit_usd, sure(250.0), {}, {}, {}}, {Lever::interest_relief, sure(0.1), {}, {}, {}}}, {{"delivered_yearly", 1.0}}},
        {"tenure_reform", {{"tenure_security", 0.7}}, {{Lever::tenure_security, sure(0.7), {}, sure(0.0), {}}}},
        {"weather_information", {{"risk_relief", 0.5}}, {{Lever::risk_relief, sure(0.5), {}, {}, {}}}},
    };
    return table;
}

/// Who, when and cost, the same for both: a half enrols from year 2, for three years.
Fields common(const Same& same) {
    Fields fields{{"coverage", 0.7}, {"enrol_intercept", 0.4}, {"enrol_female", 0.5}, {"enrol_coop", 0.0}, {"enrol_school", 0.1}, {"start", 2.0}, {"years", 3.0},
                  {"ramp_years", 0.0}, {"delivered", 1.0}, {"cost_fixed_per_year", 900.0}, {"cost_per_village_year", 20.0}, {"cost_per_household", 30.0},
                  {"cost_per_household_year", 7.0}, {"cost_per_person_year", 0.5}, {"overhead", 0.2}, {"learning", 0.1}};
    for (auto& [name, value] : fields)
        for (const auto& [own, other] : same.fields)
            if (own == name) value = other;
    return fields;
}

Intervention composed(const Fields& fields, std::vector<LeverSetting> levers, std::string name) {
    Intervention made = intervention("composed", fields, std::move(name));
    made.levers = std::move(levers);
    return made;
}

class ComposedIs : public testing::TestWithParam<Same> {};
INSTANTIATE_TEST_SUITE_P(BuiltIn, ComposedIs, testing::ValuesIn(pairs()), [](const auto& same) { return same.param.kind; });

TEST_P(ComposedIs, TheBuiltInOneBitForBitWithTheSameCosts) {
    const Same& same = GetParam();
    const auto people = synthetic(150, 31, 25, {"Ashanti", "Western"});
    const ParameterTable table = changed_table(ground(same.kind));
    Fields theirs = common(same), ours = theirs;
    for (const auto& field : same.fields)
        if (catalogue_entry("composed").field(field.first) == nullptr) theirs.push_back(field);
    for (const auto& field : same.own) ours.push_back(field);
    Programme built, made;
    built.interventions = {intervention(same.kind, theirs, "the plan")};
    made.interventions = {composed(ours, same.levers, "the plan")};
    const auto a = simulate::simulate(people, table, built, few_years());
    const auto b = simulate::simulate(people, table, made, few_years());
    EXPECT_EQ(a.state_hash, b.state_hash);
    for (Index arm = 0; arm < static_cast<Index>(a.arms.size()); ++arm) expect_same_arms(a, arm, b, arm);
    EXPECT_NE(a.arm_hash[0], a.arm_hash[1]) << "it is not felt at all";
    double bill = 0.0;
    for (Index pair = 0; pair < a.pairs(); ++pair)
        for (Index year = 0; year <= a.years(); ++year) {
            const auto x = a.service_of(pair, 1, 0, year), y = b.service_of(pair, 1, 0, year);
            EXPECT_EQ(bits_of(x.cost), bits_of(y.cost)) << "cost of year " << year;
            EXPECT_EQ(bits_of(x.handed_out), bits_of(y.handed_out)) << "handed out in year " << year;
            EXPECT_EQ(bits_of(x.served), bits_of(y.served)) << "served in year " << year;
            bill += x.cost;
        }
    EXPECT_GT(bill, 0.0);
}

// ---- the laws of every intervention -----------------------------------------------------------------------------

/// One that moves every kind of lever at once.
std::vector<LeverSetting> many(bool neutral) {
    std::vector<LeverSetting> levers{
        {Lever::course, sure(0.8), {}, {}, {}},        {Lever::burden, sure(0.6), {}, sure(0.2), {}}, {Lever::hassle_relief, sure(0.7), {}, sure(0.0), {}},
        {Lever::cash_usd, sure(120.0), {}, {}, {}},    {Lever::shade, sure(0.2), sure(3.0), {}, {}},  {Lever::savings_group, sure(1.0), {}, {}, sure(0.6)},
        {Lever::foot_removed, sure(0.5), {}, sure(0.1), {}}};
    if (neutral)
        for (LeverSetting& each : levers) each.change = sure(effects::row_of(each.lever).neutral);
    return levers;
}

TEST(ComposedLaws, OfferedToNobodyItIsTheBaselineBitForBit) {
    const auto people = synthetic(150, 31, 25);
    Programme programme;
    programme.interventions = {composed({{"coverage", 0.0}}, many(false), "many")};
    const auto runs = simulate::simulate(people, shipped_table(), programme, few_years());
    expect_same_arms(runs, 0, runs, 1);
}

TEST(ComposedLaws, OfChangesThatAreNeutralItIsTheBaselineThoughEverybodyIsReached) {
    const auto people = synthetic(150, 31, 25);
    Programme programme;
    programme.interventions = {composed({{"coverage", 1.0}}, many(true), "many")};
    const auto runs = simulate::simulate(people, shipped_table(), programme, few_years());
    expect_same_arms(runs, 0, runs, 1);
    EXPECT_GT(runs.reached[1], 0.9 * 150);
}

TEST(ComposedLaws, ReachingMoreNeverCostsLess) {
    const auto people = synthetic(150, 31, 25);
    std::vector<double> fewer;
    for (const double coverage : {0.0, 0.3, 0.6, 1.0}) {
        Programme programme;
        programme.interventions = {composed({{"coverage", coverage}, {"cost_per_household_year", 12.0}}, many(false), "many")};
        const auto runs = simulate::simulate(people, shipped_table(), programme, few_years());
        std::vector<double> bills(static_cast<std::size_t>(runs.pairs()));
        for (Index pair = 0; pair < runs.pairs(); ++pair)
            for (Index year = 0; year <= runs.years(); ++year) bills[static_cast<std::size_t>(pair)] += runs.service_of(pair, 1, 0, year).cost;
        for (std::size_t pair = 0; pair < fewer.size(); ++pair) EXPECT_GT(bills[pair], fewer[pair]) << "at coverage " << coverage;
        fewer = bills;
    }
}

TEST(ComposedLaws, TwoThatPayIntoOneAccountAreRefusedAsBuiltInOnesAre) {
    const auto people = synthetic(20, 31, 10);
    Programme programme;
    programme.interventions = {composed({}, {{Lever::cash_usd, sure(50.0), {}, {}, {}}}, "ours"), intervention("cash_transfer")};
    try {
        simulate::simulate(people, shipped_table(), programme, few_years());
        FAIL() << "two payers of one account";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(error.what_happened().find("\"ours\" and \"cash_transfer\" both move cash_usd"), std::string::npos) << error.what();
    }
    // One after the other they can be told apart.
    programme.interventions[0].fields = {{"years", sure(2.0)}};
    programme.interventions[1].fields = {{"start", sure(3.0)}};
    EXPECT_EQ(simulate::simulate(people, shipped_table(), programme, few_years()).arms.size(), 2u);
}

TEST(ComposedLaws, AChangeThatIsUncertainIsDrawn) {
    const auto people = synthetic(60, 31, 20);
    Programme programme;
    programme.interventions = {composed({}, {{Lever::cash_usd, stats::Distribution::uniform(50.0, 500.0), {}, {}, {}}}, "ours")};
    const auto runs = simulate::simulate(people, shipped_table(), programme, few_years());
    const auto of = [&](Index pair) { return runs.service_of(pair, 1, 0, 1).handed_out / runs.service_of(pair, 1, 0, 1).served; };
    EXPECT_NE(of(0), of(1));
    for (Index pair = 0; pair < runs.pairs(); ++pair) {
        EXPECT_GE(of(pair), 50.0);
        EXPECT_LE(of(pair), 500.0);
    }
    auto central = few_years();
    central.drawn_parameters = false;
    const auto middle = simulate::simulate(people, shipped_table(), programme, central);
    EXPECT_NEAR(middle.service_of(0, 1, 0, 1).handed_out / middle.service_of(0, 1, 0, 1).served, 275.0, 1e-6);
}

// ---- a prototype in a run -----------------------------------------------------------------------------------------

TEST(PrototypeRuns, TheSameHelpAsAComposedOneIsTheSameBitForBitOnOneThread) {
    const auto people = synthetic(150, 31, 25);
    const Fields fields{{"coverage", 0.6}, {"start", 2.0}, {"years", 3.0}};
    Programme made, code;
    made.interventions = {composed(fields, {{Lever::hassle_relief, sure(0.6), {}, {}, {}}, {Lever::burden, sure(0.8), {}, {}, {}}}, "help")};
    code.interventions = {intervention("prototype", fields, "help")};
    int calls = 0;
    code.interventions[0].code = std::make_shared<effects::PrototypeCode>(
        effects::PrototypeCode{"help", {Lever::hassle_relief, Lever::burden}, [&calls](const effects::PrototypeYear& now) {
                                   ++calls;  // which several threads could not do
                                   std::ranges::fill(now.changes[0], 0.6);
                                   std::ranges::fill(now.changes[1], 0.8);
                                   EXPECT_GE(now.year, 2);
                                   EXPECT_LE(now.year, 4);
                               }});
    auto settings = few_years();
    settings.market_answer = simulate::MarketAnswer::off;
    settings.block_households = 50;
    const auto a = simulate::simulate(people, shipped_table(), made, settings);
    const auto b = simulate::simulate(people, shipped_table(), code, settings);
    EXPECT_EQ(a.state_hash, b.state_hash);
    EXPECT_EQ(a.threads_used, 2);
    EXPECT_EQ(b.threads_used, 1);
    EXPECT_EQ(calls, static_cast<int>(b.blocks * 3 * b.pairs()));
}

TEST(PrototypeRuns, WithoutItsCodeItIsRefused) {
    Programme programme;
    programme.interventions = {intervention("prototype", {}, "help")};
    EXPECT_THROW(simulate::simulate(synthetic(20), shipped_table(), programme, few_years()), ProgrammeError);
}

}  // namespace
