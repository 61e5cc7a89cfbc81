// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/summary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using simulate::Measure;

/// A run made by hand: 3 draws x 2 replicates, baseline and one arm, 2 years, one group of 1,000 households.
/// Income with food is 2,000 in the baseline; the arm adds 100 x (draw + 1) in year 1 and 200 x (draw + 1) in year 2.
simulate::Runs hand_made() {
    simulate::Runs runs;
    runs.settings.years = 2;
    runs.settings.draws = 3;
    runs.settings.replicates = 2;
    runs.arms = {"baseline", "plan"};
    runs.arm_role = {simulate::ArmRole::baseline, simulate::ArmRole::programme};
    runs.arm_of = {0, 1};
    runs.interventions = {"training"};
    runs.pays_into = {{}};
    runs.paid_by = {{{"programme", 1.0}}};
    runs.arm_interventions = {{}, {0}};
    runs.groups = {{"all", "all", 1000.0}};
    runs.represents = 1000.0;
    const auto cells = runs.cell(runs.pairs(), 0, 0, 0);
    runs.values.assign(cells * simulate::kMeasures, 0.0);
    runs.gini.assign(cells, 0.4);
    runs.median_income.assign(cells, 1500.0);
    runs.service.assign(static_cast<std::size_t>(runs.pairs() * 2 * 1 * 3), {});
    runs.reached.assign(static_cast<std::size_t>(runs.pairs() * 2), 0.0);
    runs.finished.assign(static_cast<std::size_t>(runs.pairs()), 1);
    Parameters p{};
    p.supply_elasticity_short = p.supply_elasticity_long = 0.5;
    p.local_supply_elasticity = 1.0;
    p.local_demand_elasticity = -1.0;
    p.world_supply_t = p.world_area_ha = 1e6;
    runs.parameters.assign(3, p);
    const auto arm_years = static_cast<std::size_t>(runs.pairs() * 2 * 3);
    runs.export_price.assign(arm_years / 2, 2000.0);
    runs.baseline_sold.assign(arm_years / 2, 1e6);
    runs.market_price.assign(arm_years, 1.5);
    runs.price_factor.assign(arm_years, 1.0);
    runs.accounts.assign(arm_years * simulate::kHolders * simulate::kAccountLines, 0.0);
    for (Index pair = 0; pair < runs.pairs(); ++pair)
        for (Index arm = 0; arm < 2; ++arm) {
            runs.reached[static_cast<std::size_t>(pair * 2 + arm)] = arm == 1 ? 500.0 : 0.0;
            for (Index year = 0; year <= 2; ++year) {
                const double luck = pair % 2 == 0 ? 10.0 : -10.0;
                const double gain = arm == 1 ? 100.0 * static_cast<double>(year) * static_cast<double>(pair / 2 + 1) : 0.0;
                auto set = [&](Measure m, double value) {
                    runs.values[runs.cell(pair, arm, year, 0) * simulate::kMeasures + static_cast<std::size_t>(m)] = value;
                };
                set(Measure::income_with_food, 2000.0 + luck + gain);
                auto account = [&](simulate::AccountLine line) -> double& {
                    return runs.accounts[(static_cast<std::size_t>((pair * 2 + arm) * 3 + year) * simulate::kHolders) * simulate::kAccountLines +
                                         static_cast<std::size_t>(line)];
                };
                account(simulate::AccountLine::other) = 1000.0 * gain;
                account(simulate::AccountLine::labour) = 500.0 * gain;
                set(Measure::income_with_food_after_labour, 1900.0 + luck + 0.5 * gain);
                set(Measure::gap_usd, 3000.0 - gain);
                set(Measure::reaching_benchmark, arm == 1 && year == 2 ? 0.15 : 0.10);
                if (arm == 1)
                    runs.service[static_cast<std::size_t>(((pair * 2 + arm) * 1 + 0) * 3 + year)] = {year == 1 ? 50'000.0 : 0.0, 500.0, 400.0};
            }
        }
    return runs;
}

const evaluate::YearlyRow& find(const std::vector<evaluate::YearlyRow>& rows, Index arm, Index year, Measure m, bool change) {
    return *std::find_if(rows.begin(), rows.end(), [&](const auto& r) {
        return r.arm == arm && r.year == year && r.reported == static_cast<Index>(m) && r.change == change;
    });
}

const evaluate::ReturnsRow& find(const std::vector<evaluate::ReturnsRow>& rows, std::string_view metric, std::string_view perspective = "") {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.metric == metric && (perspective.empty() || r.perspective == perspective); });
    if (found == rows.end()) ADD_FAILURE() << "no " << metric << " of " << perspective;
    return found == rows.end() ? rows.front() : *found;
}

TEST(Summary, LevelsAndChangesAreQuantilesOverMeansOfDraws) {
    const auto rows = evaluate::yearly(hand_made());
    const auto& level = find(rows, 1, 1, Measure::income_with_food, false);
    EXPECT_DOUBLE_EQ(level.p50, 2200.0);
    EXPECT_DOUBLE_EQ(level.mean, 2200.0);
    EXPECT_DOUBLE_EQ(level.p5, 2110.0);  // type 7 of 2100, 2200, 2300
    EXPECT_DOUBLE_EQ(level.p95, 2290.0);
    const auto& change = find(rows, 1, 2, Measure::income_with_food, true);
    EXPECT_DOUBLE_EQ(change.p50, 400.0);
}

TEST(Summary, VarianceIsSplitIntoWhatParametersDoAndWhatLuckDoes) {
    const auto rows = evaluate::yearly(hand_made());
    const auto& level = find(rows, 1, 1, Measure::income_with_food, false);
    EXPECT_NEAR(level.stochastic_variance, 200.0, 1e-9);          // +-10 within each draw
    EXPECT_NEAR(level.parameter_variance, 10'000.0 - 100.0, 1e-9);  // variance of the means less half of the above
    // A change on the same luck has no luck left in it.
    EXPECT_NEAR(find(rows, 1, 1, Measure::income_with_food, true).stochastic_variance, 0.0, 1e-9);
}

TEST(Summary, TheBaselineHasNoChange) {
    for (const auto& row : evaluate::yearly(hand_made())) EXPECT_FALSE(row.change && row.arm == 0);
}

TEST(Summary, ReturnsAreReadOffDiscountedFlows) {
    const auto rows = evaluate::returns(hand_made(), {0.10});
    const double pv_cost = 50'000.0 / 1.1;
    const double pv_gain_of_draw_2 = 1000.0 * (200.0 / 1.1 + 400.0 / 1.21);
    EXPECT_NEAR(find(rows, "cost").p50, 50'000.0, 1e-6);
    EXPECT_NEAR(find(rows, "cost_present_value").p50, pv_cost, 1e-6);
    EXPECT_NEAR(find(rows, "benefit_present_value").p50, pv_gain_of_draw_2, 1e-6);
    EXPECT_NEAR(find(rows, "benefit_present_value_labour_charged").p50, 0.5 * pv_gain_of_draw_2, 1e-6);
    EXPECT_NEAR(find(rows, "net_present_value", "society").p50, pv_gain_of_draw_2 - pv_cost, 1e-6);
    EXPECT_NEAR(find(rows, "net_present_value", "participants").p50, pv_gain_of_draw_2, 1e-6);
    EXPECT_NEAR(find(rows, "net_present_value", "programme").p50, -pv_cost, 1e-6);
    EXPECT_NEAR(find(rows, "benefit_cost_ratio", "society").p50, pv_gain_of_draw_2 / pv_cost, 1e-9);
    EXPECT_NEAR(find(rows, "gain_per_programme_dollar", "farmers").p50, pv_gain_of_draw_2 / pv_cost, 1e-9);
    // -50,000 + 100,000 d in year 1 and 200,000 d in year 2: a gain from the first year on, so no rate of return.
    EXPECT_TRUE(std::none_of(rows.begin(), rows.end(), [](const auto& r) { return r.metric == "internal_rate_of_return" && r.perspective == "society"; }));
    // Nobody else is reached, and has no rows.
    EXPECT_TRUE(std::none_of(rows.begin(), rows.end(), [](const auto& r) { return r.perspective == "buyers" || r.perspective == "other_farmers"; }));
    // The worst of three draws stands in for the worst tenth: that of the smallest gain.
    EXPECT_NEAR(find(rows, "net_present_value_worst_tenth", "society").p50, 0.5 * pv_gain_of_draw_2 - pv_cost, 1e-6);
    EXPECT_NEAR(find(rows, "cost_per_household_reached").p50, 100.0, 1e-9);
    EXPECT_NEAR(find(rows, "households_lifted_to_benchmark").p50, 50.0, 1e-9);
    EXPECT_NEAR(find(rows, "cost_per_household_lifted_to_benchmark").p50, pv_cost / 50.0, 1e-6);
    EXPECT_NEAR(find(rows, "cost_per_usd_of_gap_closed").p50, pv_cost / pv_gain_of_draw_2, 1e-9);
}

TEST(Summary, ACostPerHouseholdLiftedHasNoMeaningWhereNobodyIs) {
    simulate::Runs runs = hand_made();
    for (Index pair = 0; pair < 2; ++pair)  // draw 0: the arm lifts nobody
        runs.values[runs.cell(pair, 1, 2, 0) * simulate::kMeasures + static_cast<std::size_t>(Measure::reaching_benchmark)] = 0.10;
    const auto rows = evaluate::returns(runs, {0.10});
    EXPECT_NEAR(find(rows, "cost_per_household_lifted_to_benchmark").undefined_share, 1.0 / 3.0, 1e-12);
}

TEST(Summary, MoneyThatNeverComesBackIsLaterThanEveryYear) {
    simulate::Runs runs = hand_made();
    // The outlay comes first: 50,000 before the start. Gains of year 1 are 100,000, 200,000, 300,000; those of draw 0 are taken away.
    for (Index pair = 0; pair < 6; ++pair) std::swap(runs.service[static_cast<std::size_t>((pair * 2 + 1) * 3)], runs.service[static_cast<std::size_t>((pair * 2 + 1) * 3 + 1)]);
    const auto paid_back = [&](std::string_view perspective) { return find(evaluate::returns(runs, {0.10}), "payback", perspective); };
    EXPECT_NEAR(paid_back("society").p50, 0.25, 1e-12);
    for (Index pair = 0; pair < 2; ++pair)
        for (Index year = 0; year <= 2; ++year)
            runs.accounts[static_cast<std::size_t>((pair * 2 + 1) * 3 + year) * simulate::kHolders * simulate::kAccountLines +
                          static_cast<std::size_t>(simulate::AccountLine::other)] = 0.0;
    const auto two_of_three = paid_back("society");  // 1/6, 1/4, never
    EXPECT_NEAR(two_of_three.p5, 1.0 / 6.0 + 0.1 * (0.25 - 1.0 / 6.0), 1e-12);
    EXPECT_NEAR(two_of_three.p50, 0.25, 1e-12);
    EXPECT_EQ(two_of_three.p95, std::numeric_limits<double>::infinity());
    EXPECT_EQ(two_of_three.mean, std::numeric_limits<double>::infinity());
    EXPECT_EQ(two_of_three.undefined_share, 0.0);
    // Those who pay get nothing back in any draw; a rate of return of that means nothing.
    EXPECT_EQ(paid_back("programme").p5, std::numeric_limits<double>::infinity());
    const auto rows = evaluate::returns(runs, {0.10});
    EXPECT_TRUE(std::none_of(rows.begin(), rows.end(), [](const auto& r) { return r.metric == "internal_rate_of_return" && r.perspective == "programme"; }));
}

TEST(Summary, UnfinishedDrawsDoNotCount) {
    simulate::Runs runs = hand_made();
    runs.finished[5] = 0;  // second replicate of the last draw
    EXPECT_DOUBLE_EQ(find(evaluate::yearly(runs), 1, 1, Measure::income_with_food, false).mean, 2150.0);
    std::fill(runs.finished.begin(), runs.finished.end(), 0);
    EXPECT_THROW(evaluate::yearly(runs), NumericalError);
}

TEST(Summary, CostsAreGivenByInterventionAndTogether) {
    const auto rows = evaluate::costs(hand_made());
    const auto total = std::find_if(rows.begin(), rows.end(), [](const auto& r) { return r.intervention == -1 && r.year == 1; });
    const auto part = std::find_if(rows.begin(), rows.end(), [](const auto& r) { return r.intervention == 0 && r.year == 1; });
    EXPECT_DOUBLE_EQ(total->mean, 50'000.0);
    EXPECT_DOUBLE_EQ(part->mean, 50'000.0);
    EXPECT_DOUBLE_EQ(part->served, 400.0);
}

}  // namespace
