// SPDX-License-Identifier: Apache-2.0
// Who and when combine with every intervention: waves are the intervention later, leaving ends it, and whom it does not reach meets
// it only through neighbours' knowledge, disease and hands.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;

class Targeting : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Catalogue, Targeting, testing::ValuesIn(catalogue_keys()), [](const auto& key) { return key.param; });

/// What is offered to households, who may queue and leave.
class Offers : public Targeting {};
std::vector<std::string> keys_of_offers() {
    auto keys = catalogue_keys();
    std::erase_if(keys, [](const std::string& key) { return catalogue_entry(key).by_village; });
    return keys;
}
INSTANTIATE_TEST_SUITE_P(Catalogue, Offers, testing::ValuesIn(keys_of_offers()), [](const auto& key) { return key.param; });

Population villagers(Index n = 120) {
    return synthetic(n, 33, 12, {"Ashanti", "Western"});
}
Intervention felt(const std::string& kind, Fields fields) {
    const Fields quick = soon(kind);
    fields.insert(fields.end(), quick.begin(), quick.end());
    if (kind == "weather_information") fields.emplace_back("risk_relief", 0.9);  // of its own size it moves one farmer in hundreds
    fields.emplace_back("enrol_intercept", 50.0);
    return intervention(kind, fields);
}
bool by_village(const std::string& kind) { return catalogue_entry(kind).by_village; }
simulate::RunSettings recorded_years(int years = 8) {
    auto settings = few_years(years);
    settings.draws = 1;
    settings.record_households = true;
    return settings;
}
/// The survey says who is in it, by year of joining.
Population assigned_people(Population people, const std::function<double(std::size_t)>& joins) {
    auto& column = people.carried.emplace_back("joins", Population::Column{}).second;
    for (std::size_t h = 0; h < people.id.size(); ++h) column.push_back(joins(h));
    return people;
}
Intervention assigned(const std::string& kind, Fields fields) {
    auto made = felt(kind, std::move(fields));
    std::erase_if(made.fields, [&](const FieldSetting& f) { return catalogue_entry(kind).field(f.field)->table == "who"; });
    made.assigned = "joins";
    return made;
}
double cost(const Runs& runs, Index year) { return runs.service_of(0, 1, 0, year).cost; }

// A household that joins in year 3 lives what it would have lived had the whole intervention begun in year 3.
TEST_P(Targeting, ToJoinLaterIsAnInterventionThatStartsLater) {
    const auto people = villagers();
    auto settings = recorded_years();
    settings.village_coupling = false;
    const auto table = changed_table(ground(GetParam()));
    Programme later, joining;
    later.interventions = {felt(GetParam(), {{"start", 3}, {"years", 4}, {"ramp_years", 2}})};
    joining.interventions = {assigned(GetParam(), {{"start", 1}, {"years", 4}, {"ramp_years", 2}})};
    const auto a = simulate::simulate(people, table, later, settings);
    const auto b = simulate::simulate(assigned_people(people, [](std::size_t h) { return h % 2 == 0 ? 3.0 : 1.0; }), table, joining, settings);
    Index moved = 0;
    for (Index h = 0; h < people.households(); h += 2)
        for (Index year = 0; year <= 8; ++year)
            for (std::size_t c = 0; c < simulate::kFlowColumns; ++c) {
                ASSERT_EQ(bits_of(recorded(a, 1, year, c, h)), bits_of(recorded(b, 1, year, c, h))) << simulate::kFlowNames[c] << " of year " << year;
                moved += bits_of(recorded(a, 0, year, c, h)) != bits_of(recorded(a, 1, year, c, h));
            }
    EXPECT_GT(moved, 0);
}

TEST_P(Targeting, AColumnWithOnesIsTheSameAsFullCoverage) {
    const auto people = villagers();
    const auto table = changed_table(ground(GetParam()));
    Programme drawn, given;
    drawn.interventions = {felt(GetParam(), {{"start", 2}})};
    given.interventions = {assigned(GetParam(), {{"start", 2}})};
    const auto a = simulate::simulate(people, table, drawn, few_years());
    const auto b = simulate::simulate(assigned_people(people, [](std::size_t) { return 1.0; }), table, given, few_years());
    expect_same_arms(a, 1, b, 1);
    for (std::size_t k = 0; k < a.service.size(); ++k) EXPECT_DOUBLE_EQ(a.service[k].cost, b.service[k].cost);
}

TEST_P(Offers, UntreatedVillagesAreUnchangedBitForBit) {
    const auto people = villagers(240);
    Programme programme;
    programme.interventions = {felt(GetParam(), {{"village_coverage", 0.5}, {"saturation", 0.5}, {"waves", 2}})};
    programme.interventions[0].saturations = {0.25, 0.5, 0.75};
    const auto runs = simulate::simulate(people, changed_table(ground(GetParam())), programme, recorded_years());
    Index untouched = 0, touched = 0;
    for (std::size_t v = 0; v + 1 < people.village_begin.size(); ++v) {
        Index moved = 0;
        for (Index h = people.village_begin[v]; h < people.village_begin[v + 1]; ++h) moved += changed(runs, h);
        untouched += moved == 0;
        touched += moved > 0;
    }
    EXPECT_GE(untouched, 4) << "of twenty villages half are not treated";
    EXPECT_GT(touched, 0);
}

// What is left when neighbours neither teach (a_N, and the pull of what they do, nu), nor infect, nor compete for hands: nothing.
TEST_P(Targeting, SpilloverIsKnowledgeDiseaseAndHandsOnly) {
    const auto people = assigned_people(villagers(), [](std::size_t h) { return h % 3 == 0 ? 1.0 : 0.0; });
    auto still = ground(GetParam());
    for (const char* name : {"neighbour_learning", "peer_weight", "cssvd_beta_village", "wage_elasticity"}) still.emplace_back(name, 0.0);
    Programme programme;
    programme.interventions = {assigned(GetParam(), {})};
    const auto closed = simulate::simulate(people, changed_table(still), programme, recorded_years());
    const auto open = simulate::simulate(people, changed_table(ground(GetParam())), programme, recorded_years());
    Index inside = 0, spilled = 0;
    for (Index h = 0; h < people.households(); ++h) {
        if (h % 3 == 0) {
            inside += changed(closed, h);
        } else {
            EXPECT_FALSE(changed(closed, h)) << "household " << h;
            spilled += changed(open, h);
        }
    }
    EXPECT_GT(inside, 0);
    EXPECT_GT(spilled, 0) << "with neighbours as they are something spills over";
}

// Those who have left cost nothing, and what was only paid while they were in it stops.
TEST_P(Offers, LeavingEndsServiceAndItsCost) {
    const auto people = villagers();
    Programme stays, leaves;
    const Fields common{{"years", 6}, {"overhead", 0.0}, {"learning", 0.0}, {"cost_fixed_per_year", 50.0}};
    stays.interventions = {felt(GetParam(), common)};
    Fields left = common;
    left.emplace_back("exit_years", 2.0);
    leaves.interventions = {felt(GetParam(), left)};
    const auto table = changed_table(ground(GetParam()));
    const auto a = simulate::simulate(people, table, stays, few_years()), b = simulate::simulate(people, table, leaves, few_years());
    for (const Index year : {1, 2}) EXPECT_EQ(bits_of(cost(a, year)), bits_of(cost(b, year))) << year;
    for (const Index year : {3, 4, 5, 6}) {
        EXPECT_EQ(b.service_of(0, 1, 0, year).served, 0.0);
        EXPECT_DOUBLE_EQ(cost(b, year), 50.0) << "the office stays until the end";
        EXPECT_GT(a.service_of(0, 1, 0, year).served, 0.0);
    }
    EXPECT_EQ(cost(b, 7), 0.0);
    for (Index year = 3; year <= 8; ++year)
        for (const auto paid : {simulate::Measure::cash_received, simulate::Measure::premium, simulate::Measure::differential,
                                simulate::Measure::floor_payment, simulate::Measure::input_subsidy})
            EXPECT_EQ(b.value(0, 1, year, 0, paid), b.value(0, 0, year, 0, paid)) << "year " << year;
}

// Also of what works only years later, such as school.
TEST_P(Targeting, WhoIsServedIsCountedAndPaidForFromTheFirstYear) {
    Programme programme;
    programme.interventions = {felt(GetParam(), {{"start", 2}, {"years", 3}, {"cost_per_household_year", 10.0}, {"overhead", 0.0}, {"learning", 0.0}})};
    const auto runs = simulate::simulate(villagers(), changed_table(ground(GetParam())), programme, few_years());
    EXPECT_EQ(runs.service_of(0, 1, 0, 1).served, 0.0);
    for (const Index year : {2, 3, 4}) {
        EXPECT_EQ(runs.service_of(0, 1, 0, year).served, 120.0) << year;
        const simulate::ServiceYear& row = runs.service_of(0, 1, 0, year);
        EXPECT_GE(row.cost - row.handed_out, 1200.0 * (1.0 - 1e-9)) << year;
    }
    EXPECT_LT(runs.service_of(0, 1, 0, 6).cost, 1200.0);
}

TEST_P(Targeting, ADesignOfSizeZeroIsTheBaseline) {
    const auto people = villagers();
    Fields fields = size_zero(GetParam());
    fields.insert(fields.end(), {{"enrol_intercept", 50.0}, {"waves", 2}});
    if (!by_village(GetParam())) {
        fields.insert(fields.end(), {{"village_coverage", 0.9}, {"saturation", 0.9}, {"attrition", 0.2}, {"capacity_households", 40}});
    }
    Programme programme;
    programme.interventions = {intervention(GetParam(), fields)};
    const auto runs = simulate::simulate(people, changed_table(ground(GetParam())), programme, few_years());
    expect_same_arms(runs, 0, runs, 1);
    EXPECT_GT(runs.reached[1], 0.0);
}

TEST_P(Offers, ReachingMoreHouseholdsNeverCostsLess) {
    double before = 0.0;
    for (const double share : {0.2, 0.5, 1.0}) {
        Programme programme;
        Fields fields{{"village_coverage", share}, {"saturation", 0.8}, {"waves", 2}, {"attrition", 0.1}};
        if (GetParam() == "weather_insurance") fields.emplace_back("premium_subsidy", 1.0);
        programme.interventions = {felt(GetParam(), fields)};
        const auto runs = simulate::simulate(villagers(), changed_table(ground(GetParam())), programme, few_years());
        double bill = 0.0;
        for (Index year = 0; year <= 8; ++year) bill += cost(runs, year);
        EXPECT_GE(bill, before) << share;
        before = bill;
    }
}

TEST(Dose, QualityLostWithScaleTakesFromTheDoseAndNotFromTheBill) {
    Programme whole, diluted;
    whole.interventions = {felt("farmer_training", {{"attendance", 1.0}})};
    diluted.interventions = {felt("farmer_training", {{"attendance", 1.0}, {"quality_loss", 0.5}, {"quality_reference_households", 30}})};
    auto settings = few_years(1);
    const auto people = villagers();
    const auto a = simulate::simulate(people, shipped_table(), whole, settings), b = simulate::simulate(people, shipped_table(), diluted, settings);
    // A quarter of the reference's four-fold: half a course, so half of what the first course teaches.
    const auto learnt = [](const Runs& runs) {
        return runs.value(0, 1, 1, 0, simulate::Measure::knowledge) - runs.value(0, 0, 1, 0, simulate::Measure::knowledge);
    };
    EXPECT_NEAR(learnt(b), 0.5 * learnt(a), 1e-6 * learnt(a));
    EXPECT_EQ(cost(a, 1), cost(b, 1));
}

TEST(Dose, WhatIsDeliveredIsDrawnFromItsShareAndLeavesTheResponseAlone) {
    // Between programmes .56 on average with a standard deviation of .17: as a field says it outright, and near it by the row, whose
    // ends are rounded.
    const FieldSpec& field = *catalogue_entry("coaching").field("delivered");
    DistributionSpec outright;
    outright.shape = Shape::beta;
    outright.mean = 0.56;
    outright.sd = 0.17;
    const Intervention by_row{"coaching", "coaching", {}, {}},
        by_field{"coaching", "coaching", {{"delivered", make_distribution(outright, {0.0, 1.0}, "delivered")}}, {}};
    for (const auto& [made, near] : {std::pair(&by_field, 0.01), std::pair(&by_row, 0.03)}) {
        double sum = 0.0, squares = 0.0;
        constexpr int kDraws = 4000;
        for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
            const double share = field_value(*made, field, shipped_table(), 1, draw, true);
            sum += share;
            squares += share * share;
        }
        const double mean = sum / kDraws;
        EXPECT_NEAR(mean, 0.56, near);
        EXPECT_NEAR(std::sqrt(squares / kDraws - mean * mean), 0.17, near);
    }

    const auto people = villagers();
    auto settings = recorded_years(1);
    settings.village_coupling = false;
    Programme half, full;
    half.interventions = {felt("community_health", {{"delivered", 0.5}})};
    full.interventions = {felt("community_health", {})};
    const auto a = simulate::simulate(people, shipped_table(), half, settings), b = simulate::simulate(people, shipped_table(), full, settings);
    const auto ill = flow_column("days_ill");
    Index served = 0;
    for (Index h = 0; h < people.households(); ++h) {
        const double with = recorded(a, 1, 1, ill, h);
        EXPECT_TRUE(with == recorded(a, 0, 1, ill, h) || with == recorded(b, 1, 1, ill, h)) << "neither none nor all of the effect";
        served += recorded(b, 0, 1, ill, h) != recorded(b, 1, 1, ill, h) && with == recorded(b, 1, 1, ill, h);
    }
    EXPECT_GT(served, 0);
    EXPECT_NEAR(a.service_of(0, 1, 0, 1).served, 60.0, 20.0);
}

}  // namespace
