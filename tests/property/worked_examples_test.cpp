// SPDX-License-Identifier: Apache-2.0
/// The worked examples of training, health and road at central parameters, fully delivered, and the counterfactual without a programme.
/// Bounds are those that a build outside of which must explain itself; sources in docs/effects/.
#include <gtest/gtest.h>

#include "../support/shipped.hpp"
#include "smallholder/simulate/run.hpp"

namespace {

using namespace smallholder;
using simulate::Measure;
using tests::shipped_table;
using tests::synthetic;

stats::Distribution fixed(double value) {
    return stats::Distribution::fixed(value);
}

simulate::Runs run(const Programme& programme, int replicates, int years = 20) {
    static const Population people = synthetic(1000, 5);
    simulate::RunSettings settings;
    settings.years = years;
    settings.draws = 1;
    settings.replicates = replicates;
    settings.drawn_parameters = false;
    settings.threads = 2;
    return simulate::simulate(people, shipped_table(), programme, settings);
}

double mean(const simulate::Runs& runs, Index arm, Index year, Measure what) {
    double sum = 0.0;
    for (Index pair = 0; pair < runs.pairs(); ++pair) sum += runs.value(pair, arm, year, 0, what);
    return sum / static_cast<double>(runs.pairs());
}
double percent(const simulate::Runs& runs, Index year, Measure what) {
    return 100.0 * (mean(runs, 1, year, what) / mean(runs, 0, year, what) - 1.0);
}

TEST(WorkedExamples, TrainingRaisesTheYieldOfThoseEnrolledBySixToFourteenPercentAtThePeak) {
    const Programme programme{
        {{"training", "farmer_training", {{"start", fixed(2)}, {"years", fixed(3)}, {"delivered", fixed(1)}}, {}}}, {}};
    const auto runs = run(programme, 24);
    const double enrolled = runs.service_of(0, 1, 0, 3).enrolled / runs.represents;
    EXPECT_NEAR(enrolled, 0.46, 0.05);
    double peak = 0.0;
    Index peak_year = 0;
    for (Index year = 1; year <= 20; ++year) {
        const double gain = percent(runs, year, Measure::yield) / enrolled;  // nobody else is taught
        if (gain > peak) {
            peak = gain;
            peak_year = year;
        }
    }
    RecordProperty("peak_percent", std::to_string(peak));
    EXPECT_GT(peak, 6.0);
    EXPECT_LT(peak, 14.0);
    EXPECT_GE(peak_year, 4);
    EXPECT_LE(peak_year, 8);
    EXPECT_NEAR(percent(runs, 1, Measure::yield), 0.0, 1e-9);             // before it starts
    EXPECT_LT(percent(runs, 16, Measure::yield) / enrolled, 0.6 * peak);  // it fades
    EXPECT_GT(mean(runs, 1, 6, Measure::worse_off), 0.0);                 // and some lose
}

TEST(WorkedExamples, HealthRaisesIncomeByAFewPercentAndCocoaByLess) {
    const Programme programme{
        {{"health", "community_health", {{"start", fixed(3)}, {"years", fixed(10)}, {"delivered", fixed(1)}}, {}}}, {}};
    const auto runs = run(programme, 12, 12);
    double income = 0.0, cocoa = 0.0, days = 0.0;
    for (Index year = 5; year <= 12; ++year) {
        income += percent(runs, year, Measure::income_with_food) / 8.0;
        cocoa += percent(runs, year, Measure::production) / 8.0;
        days += percent(runs, year, Measure::days_ill) / 8.0;
    }
    EXPECT_GT(income, 2.0);
    EXPECT_LT(income, 5.0);
    EXPECT_GT(cocoa, 0.5);
    EXPECT_LT(cocoa, 3.0);
    EXPECT_NEAR(days, -40.0, 2.0);
    // 4.77 USD for each of the household's members.
    const auto& year = runs.service_of(0, 1, 0, 3);
    EXPECT_NEAR(year.cost / year.served / 1.12, 4.77 * 5.85, 2.0);
}

TEST(WorkedExamples, ARoadMovesTheCocoaPriceByLessThanFivePercent) {
    const Programme programme{{{"road", "feeder_road", {{"delivered", fixed(1)}}, {}}}, {}};
    const auto runs = run(programme, 6, 8);
    EXPECT_NEAR(mean(runs, 1, 8, Measure::price), mean(runs, 0, 8, Measure::price), 1e-12);  // pan-territorial
    const double haulage_saved = (percent(runs, 8, Measure::income_with_food));
    EXPECT_GT(haulage_saved, 0.0);
    EXPECT_LT(haulage_saved, 8.0);
    EXPECT_GT(mean(runs, 1, 8, Measure::school_hours_saved), 0.0);
    EXPECT_EQ(percent(runs, 2, Measure::income_with_food), 0.0);  // not yet open
}

TEST(WorkedExamples, WithoutAProgrammeYieldsFallSlowlyAndNothingExplodes) {
    const auto runs = run({}, 24);
    const double drift =
        100.0 * (std::pow(mean(runs, 0, 20, Measure::yield) / mean(runs, 0, 0, Measure::yield), 1.0 / 20.0) - 1.0);
    RecordProperty("drift_percent", std::to_string(drift));
    EXPECT_GT(drift, -1.0);
    EXPECT_LT(drift, -0.2);
    EXPECT_LT(mean(runs, 0, 20, Measure::debt), 50.0);
    EXPECT_GT(mean(runs, 0, 20, Measure::trees), 600.0);
    EXPECT_LT(mean(runs, 0, 20, Measure::livestock), 1.15 * mean(runs, 0, 0, Measure::livestock));
    EXPECT_NEAR(mean(runs, 0, 20, Measure::cash) / mean(runs, 0, 0, Measure::cash), 1.0, 0.15);
    EXPECT_NEAR(mean(runs, 0, 20, Measure::wealth) / mean(runs, 0, 0, Measure::wealth), 1.0, 0.15);
    EXPECT_NEAR(mean(runs, 0, 20, Measure::knowledge), 0.35, 0.03);
}

}  // namespace
