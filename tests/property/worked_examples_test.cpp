// SPDX-License-Identifier: Apache-2.0
/// The worked examples of training, health and road at central parameters, fully delivered, and the counterfactual without a programme.
/// Bounds are those that a build outside of which must explain itself; sources in docs/effects/.
#include <gtest/gtest.h>

#include "../support/runs.hpp"

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
    for (Index year = 3; year <= 12; ++year) {
        income += percent(runs, year, Measure::income_with_food) / 10.0;
        cocoa += percent(runs, year, Measure::production) / 10.0;
        days += percent(runs, year, Measure::days_ill) / 10.0;
    }
    EXPECT_GT(income, 2.0);
    EXPECT_LT(income, 5.0);
    EXPECT_GT(cocoa, 0.5);
    EXPECT_LT(cocoa, 2.5);
    EXPECT_NEAR(days, -40.0, 2.0);
    // 4.77 dollars of 2012 for each of the household's members, in dollars of 2018 by US consumer prices.
    const auto& year = runs.service_of(0, 1, 0, 3);
    EXPECT_NEAR(year.cost / year.served / 1.12, 4.77 * 251.107 / 229.594 * 5.85, 2.0);
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

TEST(WorkedExamples, WhatTheFarmerGetsForAKiloRisesByLessThanFivePercentWhereverTheRoadGoes) {
    const Population people = synthetic(400, 6);
    simulate::RunSettings settings;
    settings.years = 6;
    settings.draws = settings.replicates = settings.threads = 1;
    settings.drawn_parameters = false;
    settings.record_households = true;
    const Programme programme{{{"road", "feeder_road", {{"delivered", fixed(1)}}, {}}}, {}};
    for (const market::Regime regime : {market::Regime::regulated, market::Regime::liberal}) {
        settings.regime = regime;
        const auto runs = simulate::simulate(people, shipped_table(), programme, settings);
        const auto sold = tests::flow_column("sold_kg"), haulage = tests::flow_column("haulage_usd"),
                   price = tests::flow_column("price_usd_per_kg");
        double sum = 0.0, count = 0.0;
        for (Index i = 0; i < 400; ++i) {
            double net[2];
            for (Index arm = 0; arm < 2; ++arm)
                net[arm] = tests::recorded(runs, arm, 6, price, i) -
                           tests::recorded(runs, arm, 6, haulage, i) / tests::recorded(runs, arm, 6, sold, i);
            if (!std::isfinite(net[0])) continue;  // sold nothing
            EXPECT_GE(net[1], net[0] - 1e-12);
            sum += net[1] / net[0] - 1.0;
            count += 1.0;
        }
        EXPECT_GT(count, 390.0);
        EXPECT_GT(sum / count, 0.001);
        EXPECT_LT(sum / count, 0.05);
    }
}

/// Many worlds of a few households each: what is luck of the world (prices, weather) averages out.
const simulate::Runs& counterfactual() {
    static const simulate::Runs runs = [] {
        simulate::RunSettings settings;
        settings.years = 20;
        settings.draws = 1;
        settings.replicates = 240;
        settings.drawn_parameters = false;
        settings.threads = 2;
        return simulate::simulate(synthetic(300, 7), shipped_table(), {}, settings);
    }();
    return runs;
}
/// Mean of the last three years over the survey's year.
double end_over_start(Measure what) {
    const auto& runs = counterfactual();
    return (mean(runs, 0, 18, what) + mean(runs, 0, 19, what) + mean(runs, 0, 20, what)) / 3.0 / mean(runs, 0, 0, what);
}

TEST(WorkedExamples, WithoutAProgrammeYieldsDriftDownByFourToTenPercentInTenYears) {
    const double drift = 100.0 * (std::pow(end_over_start(Measure::yield), 1.0 / 19.0) - 1.0);
    RecordProperty("drift_percent_a_year", std::to_string(drift));
    EXPECT_GT(drift, -1.0);
    EXPECT_LT(drift, -0.4);
}

TEST(WorkedExamples, WithoutAProgrammeNothingExplodesAndNobodyRunsDry) {
    const auto& runs = counterfactual();
    for (const Measure stock : {Measure::cash, Measure::wealth}) {
        EXPECT_GT(end_over_start(stock), 0.9);
        EXPECT_LT(end_over_start(stock), 1.1);
        for (Index year = 1; year <= 20; ++year)
            EXPECT_NEAR(mean(runs, 0, year, stock) / mean(runs, 0, 0, stock), 1.0, 0.15)
                << "year " << year;  // prices rise on average: they are a lognormal about a median
    }
    for (Index year = 1; year <= 20; ++year)
        EXPECT_LT(mean(runs, 0, year, Measure::debt), mean(runs, 0, 0, Measure::debt)) << "year " << year;
    // Herds are kept at most 15% above where they began, stands lose a little to disease every year.
    EXPECT_LT(end_over_start(Measure::livestock), 1.15);
    EXPECT_GT(end_over_start(Measure::livestock), 0.75);
    EXPECT_GT(end_over_start(Measure::trees), 0.9);
    EXPECT_LT(end_over_start(Measure::trees), 1.0);
}

TEST(WorkedExamples, WithoutAProgrammePracticesKnowledgeAndDiseaseDriftToWhereTheParametersLeadThem) {
    const auto& runs = counterfactual();
    EXPECT_NEAR(mean(runs, 0, 20, Measure::practice) / 0.50, 1.0,
                0.10);  // pruning .38, weeding .67, mirid .53, black pod .42
    EXPECT_NEAR(mean(runs, 0, 20, Measure::knowledge), 0.35, 0.03);
    EXPECT_NEAR(mean(runs, 0, 20, Measure::infected), 0.19, 0.015);  // from .12 on the way to .22
    for (const Measure share :
         {Measure::package_none, Measure::package_labour, Measure::package_spraying, Measure::package_fertiliser})
        EXPECT_NEAR(mean(runs, 0, 20, share), mean(runs, 0, 0, share), 0.06);
}

}  // namespace
