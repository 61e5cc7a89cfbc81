// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "../../support/runs.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/simulate/run.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;

RunSettings small() {
    RunSettings s = tests::few_years(4);
    s.draws = 3;
    s.replicates = 2;
    s.comparators = true;
    return s;
}

Programme courses_and_nets() {
    Programme programme;
    programme.interventions = {Intervention{"courses", "farmer_training", {}, {}}, Intervention{"nets", "community_health", {}, {}}};
    programme.arms = {{"courses", {0}}, {"both", {0, 1}}};
    return programme;
}

Runs run(const Population& people, const RunSettings& settings) {
    return simulate::simulate(people, tests::shipped_table(), courses_and_nets(), settings);
}

double kept(const Runs& runs, Index pair, Index arm, Index year, std::string_view name, Index place) {
    const auto column = std::find_if(kPanelRows.begin(), kPanelRows.end(), [&](const PanelRow& row) { return row.name == name; }) - kPanelRows.begin();
    const Panel& p = runs.panel;
    return p.values[static_cast<std::size_t>(
        (((pair * p.arms + arm) * (p.years + 1) + year) * static_cast<Index>(kPanelColumns) + column) * p.count() + place)];
}

TEST(Panel, IsNotKeptUnlessAskedForAndChangesNothingElse) {
    const auto people = tests::synthetic(40, 1, 10);
    auto settings = small();
    const auto without = run(people, settings);
    EXPECT_TRUE(without.panel.households.empty());
    EXPECT_TRUE(without.panel.values.empty());
    settings.panel_draws = 2;
    const auto with = run(people, settings);
    EXPECT_EQ(with.state_hash, without.state_hash);
    EXPECT_EQ(with.values, without.values);
    EXPECT_EQ(with.panel.values.size(), 2u * 2u * with.arms.size() * 5u * kPanelColumns * 40u);
}

TEST(Panel, HoldsWhatHouseholdsWentThroughInEveryArm) {
    const auto people = tests::synthetic(40, 1, 10);
    auto settings = small();
    settings.panel_draws = 1;
    settings.record_households = true;
    const auto runs = run(people, settings);
    auto flow = [&](std::string_view name, Index arm, Index year, Index h) { return tests::recorded(runs, arm, year, tests::flow_column(name), h); };
    for (Index arm = 0; arm < static_cast<Index>(runs.arms.size()); ++arm)
        for (Index year = 0; year <= 4; ++year)
            for (Index h = 0; h < 40; ++h) {
                EXPECT_EQ(kept(runs, 0, arm, year, "income", h), flow("income_usd", arm, year, h));
                EXPECT_EQ(kept(runs, 0, arm, year, "months_short", h), flow("months_short", arm, year, h));
                EXPECT_EQ(kept(runs, 0, arm, year, "hired_days", h), flow("hired_days", arm, year, h));
            }
}

TEST(Panel, IncomeIsTheSumOfItsParts) {
    auto settings = small();
    settings.panel_draws = 3;
    const auto runs = run(tests::synthetic(40, 1, 10), settings);
    for (Index pair = 0; pair < runs.panel.pairs(); ++pair)
        for (Index arm = 0; arm < runs.panel.arms; ++arm)
            for (Index h = 0; h < runs.panel.count(); ++h) {
                auto of = [&](std::string_view name) { return kept(runs, pair, arm, 3, name, h); };
                const double costs =
                    of("haulage") + of("inputs") + of("hired_wages") + of("infill") + of("replanting") + of("interest");
                EXPECT_NEAR(of("income"), of("cocoa_revenue") - costs + of("diversified") + of("transfers"), 1e-8);
                EXPECT_NEAR(of("income_with_food"), of("income") + of("food_own"), 1e-8);
                EXPECT_NEAR(of("cocoa_revenue") + of("landlord_share"), of("sold") * of("price"), 1e-8);
                EXPECT_EQ(of("sold"), of("production"));  // cocoa is not eaten
            }
}

TEST(Panel, HasTheSameBitsForAnyThreadsAndBlocks) {
    const auto people = tests::synthetic(60, 1, 10);
    auto settings = small();
    settings.panel_draws = 2;
    settings.panel_households = 17;
    const auto one = run(people, settings);
    settings.threads = 3;
    settings.block_households = 10;
    const auto other = run(people, settings);
    EXPECT_NE(one.blocks, other.blocks);
    EXPECT_EQ(one.panel.values, other.panel.values);
    EXPECT_EQ(one.panel.enrolled, other.panel.enrolled);
    EXPECT_EQ(one.panel.benchmark, other.panel.benchmark);
    EXPECT_TRUE(std::ranges::all_of(one.panel.benchmark, [](double line) { return line > 0.0; }));
}

TEST(Panel, TakesHouseholdsFromEveryStretchAndTheyStandForAll) {
    const auto people = tests::synthetic(50, 1, 10);
    const auto chosen = panel_households(people, 10);
    for (std::size_t j = 0; j < 10; ++j) EXPECT_EQ(chosen[j] / 5, static_cast<Index>(j));  // one of every five, so two of every village
    EXPECT_EQ(panel_households(people, 0).size(), 50u);
    EXPECT_EQ(panel_households(people, 500).size(), 50u);
    Panel panel;
    panel.prepare(people, people.segments.groupings, 10);
    double sum = 0.0;
    for (const double w : panel.weight) sum += w;
    EXPECT_NEAR(sum, people.represents, 1e-9 * people.represents);
    EXPECT_EQ(panel.groupings.front().code.size(), 10u);
}

TEST(Panel, KnowsWhoWasAskedAndWhoEnrolled) {
    const auto people = tests::synthetic(60, 1, 10);
    auto settings = small();
    settings.panel_draws = 3;
    const auto runs = run(people, settings);
    const Panel& panel = runs.panel;
    for (Index pair = 0; pair < panel.pairs(); ++pair)
        for (Index k = 0; k < 2; ++k) {
            double enrolled = 0.0;
            for (Index h = 0; h < panel.count(); ++h) {
                const bool took = panel.enrolled[panel.reach(pair, k, h)];
                enrolled += took ? panel.weight[static_cast<std::size_t>(h)] : 0.0;
                EXPECT_LE(took, static_cast<bool>(panel.offered[panel.reach(pair, k, h)]));
            }
            EXPECT_NEAR(enrolled, runs.service_of(pair, 2, k, 1).enrolled, 1e-6);
        }
}

std::string refused(const RunSettings& settings) {
    try {
        run(tests::synthetic(20, 1, 10), settings);
    } catch (const RangeError& error) {
        return error.what();
    }
    return "";
}

TEST(Panel, RefusesWhatCannotBeKept) {
    auto settings = small();
    settings.panel_draws = 4;
    EXPECT_NE(refused(settings).find("a panel of 4 draws in a run of 3"), std::string::npos);
    settings.panel_draws = 0;
    settings.panel_households = 5;
    EXPECT_NE(refused(settings).find("Say in how many draws"), std::string::npos);
    settings.panel_households = 0;
    settings.draws = settings.panel_draws = 1000000;
    settings.years = 100;
    const std::string text = refused(settings);
    EXPECT_NE(text.find("a panel that alone takes"), std::string::npos) << text;
    EXPECT_NE(text.find("panel_households"), std::string::npos);
}

}  // namespace
