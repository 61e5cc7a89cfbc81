// SPDX-License-Identifier: Apache-2.0
// A programme that reaches nobody, or moves nothing, is the baseline bit for bit; and whom it does not touch it does not change.
#include <gtest/gtest.h>

#include "../support/runs.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;

class Placebo : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Catalogue, Placebo, testing::ValuesIn(catalogue_keys()),
                         [](const auto& key) { return key.param; });

const ParameterTable& table_of(const std::string& kind) {
    static std::map<std::string, ParameterTable> tables;
    auto found = tables.find(kind);
    if (found == tables.end()) found = tables.emplace(kind, changed_table(ground(kind))).first;
    return found->second;
}

Population villagers(Index n = 150) {
    return synthetic(n, 31, 25, {"Ashanti", "Western"});
}

/// An intervention that would be felt soon, with some fields set.
Intervention felt(const std::string& kind, Fields fields) {
    const Fields quick = soon(kind);
    fields.insert(fields.end(), quick.begin(), quick.end());
    return intervention(kind, fields);
}

TEST_P(Placebo, WithoutCoverageItIsTheBaselineBitForBit) {
    const auto people = villagers();
    Programme programme;
    programme.interventions = {felt(GetParam(), {{"coverage", 0.0}})};
    const auto with = simulate::simulate(people, table_of(GetParam()), programme, few_years());
    expect_same_arms(with, 0, with, 1);
    const auto without = simulate::simulate(people, table_of(GetParam()), {}, few_years());
    expect_same_arms(with, 1, without, 0);
    for (Index pair = 0; pair < with.pairs(); ++pair) {
        EXPECT_EQ(with.reached[static_cast<std::size_t>(pair * 2 + 1)], 0.0);
        for (Index year = 0; year <= with.years(); ++year) EXPECT_EQ(with.service_of(pair, 1, 0, year).served, 0.0);
    }
}

TEST_P(Placebo, OfSizeZeroItIsTheBaselineThoughEverybodyIsReached) {
    const auto people = villagers();
    Fields fields = size_zero(GetParam());
    fields.emplace_back("coverage", 1.0);
    fields.emplace_back("enrol_intercept", 50.0);
    Programme programme;
    programme.interventions = {intervention(GetParam(), fields)};
    const auto runs = simulate::simulate(people, table_of(GetParam()), programme, few_years());
    expect_same_arms(runs, 0, runs, 1);
    EXPECT_GT(runs.reached[1], 0.9 * 150);
}

TEST_P(Placebo, ItDoesChangeThoseItReaches) {
    Programme programme;
    programme.interventions = {felt(GetParam(), {{"coverage", 1.0}, {"enrol_intercept", 50.0}})};
    const auto runs = simulate::simulate(villagers(), table_of(GetParam()), programme, few_years());
    EXPECT_NE(runs.arm_hash[0], runs.arm_hash[1]);
}

TEST_P(Placebo, HouseholdsItDoesNotReachAreUnchangedWhileVillagesAreNotCoupled) {
    const auto people = villagers();
    Programme programme;
    programme.interventions = {
        felt(GetParam(), {{"coverage", 0.7}, {"enrol_intercept", 1.0}, {"female_only", 1.0}})};
    auto settings = few_years();
    settings.village_coupling = false;
    settings.record_households = true;
    const auto runs = simulate::simulate(people, table_of(GetParam()), programme, settings);
    Index women_changed = 0;
    for (Index i = 0; i < people.households(); ++i) {
        if (people.female_head[static_cast<std::size_t>(i)] > 0.5) {
            women_changed += changed(runs, i);
        } else {
            EXPECT_FALSE(changed(runs, i)) << "household " << i;
        }
    }
    EXPECT_GT(women_changed, 0);
    EXPECT_LE(static_cast<double>(women_changed), runs.reached[1]);
}

TEST_P(Placebo, OtherVillagesAreUnchangedThoughVillagesAreCoupled) {
    const auto people = villagers();
    Programme programme;
    programme.interventions = {felt(GetParam(), {{"enrol_intercept", 50.0}})};
    programme.interventions[0].eligible = {{"region", {"Ashanti"}}};
    auto settings = few_years();
    settings.record_households = true;
    const auto runs = simulate::simulate(people, table_of(GetParam()), programme, settings);
    Index changed_there = 0;
    for (Index i = 0; i < people.households(); ++i) {
        const bool there =
            people.region_name[static_cast<std::size_t>(people.region[static_cast<std::size_t>(i)])] == "Ashanti";
        if (there)
            changed_there += changed(runs, i);
        else
            EXPECT_FALSE(changed(runs, i)) << "household " << i;
    }
    EXPECT_GT(changed_there, 50);
}

TEST_P(Placebo, ASecondProgrammeDoesNotMoveTheLuckOfTheFirst) {
    const auto people = villagers();
    Programme alone, both;
    alone.interventions = {felt(GetParam(), {{"coverage", 0.5}})};
    both.interventions = {intervention("community_health", {{"coverage", 0.4}}, "another"), alone.interventions[0]};
    both.arms = {{"the first alone", {1}}, {"both", {0, 1}}};
    const auto a = simulate::simulate(people, table_of(GetParam()), alone, few_years());
    const auto b = simulate::simulate(people, table_of(GetParam()), both, few_years());
    expect_same_arms(a, 1, b, 1);
    EXPECT_NE(b.arm_hash[1], b.arm_hash[2]);
}

TEST_P(Placebo, CostsAreNeverNegativeAndSumToTheBill) {
    Dice dice(32);
    const CatalogueEntry& entry = catalogue_entry(GetParam());
    std::vector<std::string_view> items;
    for (const FieldSpec& field : entry.fields)
        if (field.unit.starts_with("USD")) items.push_back(field.name);
    EXPECT_GE(items.size(), 5u);
    for (int i = 0; i < 200; ++i) {
        std::map<std::string, double, std::less<>> values;
        for (const FieldSpec& field : entry.fields) values[std::string(field.name)] = field.default_value;
        for (const std::string_view item : items) values.find(item)->second = dice.between(0.0, 1000.0);
        values["start"] = 2.0;
        values["years"] = 5.0;
        auto cost = [&](std::string_view only) {
            const auto effect = entry.make([&](std::string_view name) {
                const bool silent =
                    !only.empty() && name != only && std::find(items.begin(), items.end(), name) != items.end();
                return silent ? 0.0 : values.find(name)->second;
            });
            effects::Service s{120.0, 100.0, 560.0, 4.0, 80.0, 320.0};
            const int year = 1 + i % 8;
            return effect->cost(year, 10, s);
        };
        double parts = 0.0;
        for (const std::string_view item : items) {
            EXPECT_GE(cost(item), 0.0) << item;
            parts += cost(item);
        }
        EXPECT_NEAR(cost(""), parts, 1e-9 * (1.0 + parts));
    }
}

TEST_P(Placebo, ReachingMoreNeverCostsLess) {
    const auto people = villagers();
    std::vector<double> fewer;
    for (const double coverage : {0.0, 0.3, 0.6, 1.0}) {
        Programme programme;
        // Insured farmers without a drought pay in more than they get; a premium paid for them leaves only what is handed out.
        Fields fields{{"coverage", coverage}};
        if (GetParam() == "weather_insurance") fields.emplace_back("premium_subsidy", 1.0);
        programme.interventions = {felt(GetParam(), fields)};
        const auto runs = simulate::simulate(people, table_of(GetParam()), programme, few_years());
        std::vector<double> bills(static_cast<std::size_t>(runs.pairs()));
        for (Index pair = 0; pair < runs.pairs(); ++pair)
            for (Index year = 0; year <= runs.years(); ++year)
                bills[static_cast<std::size_t>(pair)] += runs.service_of(pair, 1, 0, year).cost;
        for (std::size_t pair = 0; pair < fewer.size(); ++pair)
            EXPECT_GE(bills[pair], fewer[pair]) << "at coverage " << coverage;
        fewer = bills;
    }
}

}  // namespace
