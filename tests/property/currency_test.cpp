// SPDX-License-Identifier: Apache-2.0
// Counting money in another currency changes the numbers of money and nothing else.
#include <gtest/gtest.h>

#include "../support/runs.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;

constexpr Index kHouseholds = 200;

Population people_in(double per_dollar, bool recorded) {
    Population people = synthetic(kHouseholds, 61, 25);
    Dice dice(61);
    for (std::size_t i = 0; i < static_cast<std::size_t>(kHouseholds); ++i) {
        const double yield = dice.between(90.0, 900.0), income = dice.between(300.0, 6000.0),
                     line = dice.between(2000.0, 5000.0);
        if (!recorded) continue;
        people.recorded_yield_kg_per_ha[i] = yield;
        people.recorded_area_ha[i] = people.counted_area_ha[i];
        people.recorded_income_usd[i] = income;
        people.benchmark_usd[i] = line;
        people.recorded_price_usd_per_kg[i] = 1.9;
    }
    for (const PopulationColumn& column : population_columns())
        if (is_money(column.unit))
            for (double& value : column.in(people)) value *= per_dollar;
    return people;
}

ParameterTable table_in(double per_dollar) {
    std::vector<std::pair<std::string, double>> changes;
    for (const ParameterRow& row : shipped_table().rows())
        if (is_money(row.unit)) changes.emplace_back(row.name, row.value * per_dollar);
    EXPECT_GT(changes.size(), 40u);
    return changed_table(changes);
}

Runs run_in(double per_dollar, market::Regime regime, bool recorded) {
    Programme programme;
    for (const std::string& key : catalogue_keys())
        programme.interventions.push_back(intervention(key, {{"coverage", 0.6}, {"enrol_intercept", 1.0}}));
    programme.arms = arms_of_all(programme.interventions);
    simulate::RunSettings s;
    s.years = 10;
    s.draws = 1;
    s.replicates = 2;
    s.threads = 1;
    s.drawn_parameters = false;
    s.record_households = true;
    s.regime = regime;
    return simulate::simulate(people_in(per_dollar, recorded), table_in(per_dollar), programme, s);
}

class Currency : public testing::TestWithParam<std::tuple<double, market::Regime, bool>> {};
INSTANTIATE_TEST_SUITE_P(Property, Currency,
                         testing::Combine(testing::Values(2.0, 655.957, 1.0 / 7.0),
                                          testing::Values(market::Regime::regulated, market::Regime::liberal),
                                          testing::Bool()));

TEST_P(Currency, ScalesMoneyAndNothingElse) {
    const auto [k, regime, recorded_survey] = GetParam();
    const Runs dollars = run_in(1.0, regime, recorded_survey), other = run_in(k, regime, recorded_survey);
    // Every flow of every household.
    for (std::size_t c = 0; c < simulate::kFlowColumns; ++c) {
        const bool money = simulate::kFlowNames[c].find("usd") != std::string_view::npos;
        for (Index arm = 0; arm < static_cast<Index>(dollars.arms.size()); ++arm)
            for (Index year = 0; year <= 10; ++year)
                for (Index i = 0; i < kHouseholds; ++i) {
                    const double x = recorded(dollars, arm, year, c, i) * (money ? k : 1.0),
                                 y = recorded(other, arm, year, c, i);
                    // Sums of thousands lose the last digits of small differences.
                    ASSERT_NEAR(x, y, 1e-9 * std::abs(x) + 1e-8 * (money ? k : 1.0))
                        << simulate::kFlowNames[c] << ", household " << i << ", year " << year << ", arm " << arm;
                }
    }
    // Measures, by their unit.
    for (std::size_t m = 0; m < simulate::kMeasures; ++m) {
        const bool money = simulate::kMeasureRows[m].unit.starts_with("USD");
        for (Index year = 0; year <= 10; ++year)
            for (Index group = 0; group < static_cast<Index>(dollars.groups.size()); ++group) {
                const double x =
                    dollars.value(0, 1, year, group, static_cast<simulate::Measure>(m)) * (money ? k : 1.0);
                ASSERT_NEAR(x, other.value(0, 1, year, group, static_cast<simulate::Measure>(m)),
                            1e-8 * std::abs(x) + 1e-7 * (money ? k : 1.0))
                    << simulate::kMeasureRows[m].name;
            }
    }
    for (std::size_t s = 0; s < dollars.service.size(); ++s) {
        EXPECT_NEAR(dollars.service[s].cost * k, other.service[s].cost, 1e-9 * std::abs(other.service[s].cost) + 1e-7 * (1.0 + k));
        EXPECT_EQ(dollars.service[s].served, other.service[s].served);
    }
}

TEST(CurrencyTable, EveryUnitThatNamesDollarsIsMoney) {
    for (const ParameterRow& row : shipped_table().rows())
        EXPECT_EQ(is_money(row.unit), row.unit.find("USD") != std::string::npos) << row.name;
    int money = 0;
    for (const PopulationColumn& column : population_columns()) {
        const bool by_name = column.name.find("usd") != std::string_view::npos;
        EXPECT_EQ(is_money(column.unit), by_name) << column.name;
        money += by_name;
    }
    EXPECT_GE(money, 10);
}

}  // namespace
