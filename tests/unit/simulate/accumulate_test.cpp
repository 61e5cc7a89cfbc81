// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/accumulate.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"
#include "smallholder/evaluate/gini.hpp"
#include "smallholder/stats/weighted.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;

double at(const std::array<double, kMeasures>& m, Measure which) {
    return m[static_cast<std::size_t>(which)];
}

Flows<double> some_flows(double income) {
    Flows<double> f{};
    f.income = income;
    f.income_with_food = income + 300.0;
    f.labour_charge = 120.0;
    f.cocoa_revenue = 1500.0;
    f.haulage = 9.0;
    f.chemicals = 40.0;
    f.fertiliser = 60.0;
    f.wages = 200.0;
    f.infill = 5.0;
    f.replant = 16.0;
    f.interest = 3.0;
    f.food_sales = 30.0;
    f.livestock_sales = 20.0;
    f.remittances = 10.0;
    f.trip_saving = -4.0;
    f.package = 2.0;
    return f;
}

TEST(Accumulate, AHouseholdsMeasuresFollowFromItsYear) {
    const auto m = measure_household(some_flows(1800.0), {100.0, 200.0, 300.0, 40.0}, 2400.0, 2100.0, 0.0);
    EXPECT_EQ(at(m, Measure::income_after_labour), 1680.0);
    EXPECT_EQ(at(m, Measure::income_with_food_after_labour), 1980.0);
    EXPECT_EQ(at(m, Measure::cocoa_net_income), 1500.0 - 9 - 40 - 60 - 200 - 5 - 16 - 3);
    EXPECT_NEAR(at(m, Measure::other_earnings), 1800.0 - 1167.0 - 30 - 20 - 10 + 4, 1e-9);
    EXPECT_NEAR(at(m, Measure::gap), 0.25, 1e-15);
    EXPECT_NEAR(at(m, Measure::gap_with_food), 0.125, 1e-15);
    EXPECT_NEAR(at(m, Measure::gap_usd), 600.0, 1e-9);
    EXPECT_NEAR(at(m, Measure::poverty_severity), 0.0625, 1e-15);
    EXPECT_EQ(at(m, Measure::poverty_headcount), 1.0);
    EXPECT_EQ(at(m, Measure::reaching_benchmark), 0.0);
    EXPECT_EQ(at(m, Measure::package_spraying), 1.0);
    EXPECT_EQ(at(m, Measure::package_fertiliser), 0.0);
    EXPECT_EQ(at(m, Measure::inputs), 100.0);
    EXPECT_EQ(at(m, Measure::cash), 100.0);
    EXPECT_EQ(at(m, Measure::debt), 40.0);
}

TEST(Accumulate, AtTheBenchmarkThereIsNoGap) {
    const auto m = measure_household(some_flows(2400.0), {}, 2400.0, 2700.0, 0.0);
    EXPECT_EQ(at(m, Measure::gap), 0.0);
    EXPECT_EQ(at(m, Measure::reaching_benchmark), 1.0);
    EXPECT_EQ(at(m, Measure::poverty_headcount), 0.0);
}

TEST(Accumulate, WorseOffMeansMoreThanFivePercentOfTheOwnBaseline) {
    auto worse = [](double now, double before) {
        const auto m = measure_household(some_flows(now - 300.0), {}, 2400.0, before, 0.0);
        return std::pair{at(m, Measure::worse_off), at(m, Measure::better_off)};
    };
    EXPECT_EQ(worse(1000.0, 1000.0), (std::pair{0.0, 0.0}));
    EXPECT_EQ(worse(951.0, 1000.0), (std::pair{0.0, 0.0}));
    EXPECT_EQ(worse(949.0, 1000.0), (std::pair{1.0, 0.0}));
    EXPECT_EQ(worse(1051.0, 1000.0), (std::pair{0.0, 1.0}));
    EXPECT_EQ(worse(-940.0, -1000.0), (std::pair{0.0, 1.0}));  // a smaller loss is a gain
}

struct Crowd {
    Population people;
    std::vector<Grouping> groupings;
    std::vector<double> income;
};

Crowd crowd(Index n) {
    Crowd c{tests::synthetic(n, 9, 10), {}, {}};
    tests::Dice dice(9);
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
        c.people.weight[i] = dice.between(0.5, 20.0);
        c.income.push_back(std::exp(dice.between(5.0, 9.0)));
    }
    c.groupings = {group_by_land(c.people.area_ha), group_by_sex(c.people.female_head)};
    c.groupings[1].code[3] = Grouping::kUnknown;
    return c;
}

Runs empty_runs(const Grouped& grouped, int years) {
    Runs runs;
    runs.settings.years = years;
    runs.settings.draws = runs.settings.replicates = 1;
    runs.arms = {"baseline"};
    runs.groups = grouped.groups;
    const std::size_t cells = runs.cell(1, 0, 0, 0);
    runs.values.assign(cells * kMeasures, 0.0);
    runs.gini.assign(cells, 0.0);
    runs.median_income.assign(cells, 0.0);
    return runs;
}

Runs accumulate(const Crowd& c, const Grouped& grouped, bool backwards) {
    Accumulator sums(grouped, 1, 1);
    const auto n = static_cast<std::size_t>(c.people.households());
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = backwards ? n - 1 - k : k;
        for (int year = 0; year <= 1; ++year)
            sums.add(0, year, grouped.cell[i], c.people.weight[i], c.people.household_size[i],
                     measure_household(some_flows(c.income[i] * (1 + year)), {}, 2400.0, c.income[i], 0.0));
    }
    Runs runs = empty_runs(grouped, 1);
    sums.write(runs, 0);
    return runs;
}

TEST(Accumulate, GroupsAreThoseOfTheGroupingsWithTheirWeights) {
    const auto c = crowd(120);
    const Grouped grouped(c.people, c.groupings);
    ASSERT_EQ(grouped.groups[0].grouping, "all");
    EXPECT_EQ(grouped.groups.size(), 1 + c.groupings[0].groups.size() + c.groupings[1].groups.size());
    std::size_t g = 1;
    for (const Grouping& grouping : c.groupings)
        for (std::size_t code = 0; code < grouping.groups.size(); ++code, ++g) {
            double weight = 0.0;
            for (std::size_t i = 0; i < 120; ++i)
                if (grouping.code[i] == static_cast<std::int32_t>(code)) weight += c.people.weight[i];
            EXPECT_NEAR(grouped.groups[g].households, weight, 1e-6) << grouping.groups[code];
            EXPECT_EQ(grouped.groups[g].name, grouping.groups[code]);
        }
}

TEST(Accumulate, AGroupNobodyIsInIsLeftOut) {
    const auto c = crowd(40);
    Grouping poverty{"poverty", {"deep", "below", "reached"}, std::vector<std::int32_t>(40, 2)};
    poverty.code[5] = 0;
    const Grouped grouped(c.people, {poverty});
    ASSERT_EQ(grouped.groups.size(), 3u);
    EXPECT_EQ(grouped.groups[1].name, "deep");
    EXPECT_EQ(grouped.groups[2].name, "reached");
    EXPECT_NEAR(grouped.groups[1].households, c.people.weight[5], 1e-6);
    const auto runs = accumulate(c, grouped, false);
    EXPECT_NEAR(runs.value(0, 0, 0, 1, Measure::income), c.income[5], 1e-6);
    for (const double value : runs.values) EXPECT_TRUE(std::isfinite(value));
}

TEST(Accumulate, MeansAreWeightedMeansOverTheGroup) {
    const auto c = crowd(120);
    const Grouped grouped(c.people, c.groupings);
    const auto runs = accumulate(c, grouped, false);
    std::size_t g = 1;
    for (const Grouping& grouping : c.groupings)
        for (std::size_t code = 0; code < grouping.groups.size(); ++code, ++g) {
            double weight = 0.0, income = 0.0, persons = 0.0, poor = 0.0;
            for (std::size_t i = 0; i < 120; ++i) {
                if (grouping.code[i] != static_cast<std::int32_t>(code)) continue;
                const double w = c.people.weight[i];
                weight += w;
                income += w * c.income[i];
                persons += w * c.people.household_size[i];
                if (c.income[i] < 2400.0) poor += w * c.people.household_size[i];
            }
            EXPECT_NEAR(runs.value(0, 0, 0, static_cast<Index>(g), Measure::income), income / weight, 1e-6);
            EXPECT_NEAR(runs.value(0, 0, 1, static_cast<Index>(g), Measure::income), 2.0 * income / weight, 1e-6);
            EXPECT_NEAR(runs.value(0, 0, 0, static_cast<Index>(g), Measure::poverty_headcount), poor / persons, 1e-9);
        }
}

TEST(Accumulate, TheOrderOfHouseholdsChangesNoBit) {
    const auto c = crowd(200);
    const Grouped grouped(c.people, c.groupings);
    const auto forward = accumulate(c, grouped, false), backward = accumulate(c, grouped, true);
    EXPECT_EQ(forward.values, backward.values);
    EXPECT_EQ(forward.gini, backward.gini);
    EXPECT_EQ(forward.median_income, backward.median_income);
}

TEST(Accumulate, GiniAndMedianAreCloseToThoseOfEveryHousehold) {
    const auto c = crowd(2000);
    const Grouped grouped(c.people, c.groupings);
    const auto runs = accumulate(c, grouped, false);
    EXPECT_NEAR(runs.gini[runs.cell(0, 0, 0, 0)], metrics::gini(c.income, c.people.weight).value, 1e-3);
    const double median = stats::weighted_quantile(c.income, c.people.weight, 0.5);
    EXPECT_NEAR(runs.median_income[runs.cell(0, 0, 0, 0)], median, 0.01 * median);
}

TEST(Accumulate, ClearingStartsAnew) {
    const auto c = crowd(50);
    const Grouped grouped(c.people, c.groupings);
    Accumulator sums(grouped, 1, 0);
    const auto twice = measure_household(some_flows(500.0), {}, 2400.0, 500.0, 0.0);
    for (int round = 0; round < 2; ++round) {
        sums.clear();
        for (std::size_t i = 0; i < 50; ++i)
            sums.add(0, 0, grouped.cell[i], c.people.weight[i], c.people.household_size[i], twice);
    }
    Runs runs = empty_runs(grouped, 0);
    sums.write(runs, 0);
    EXPECT_NEAR(runs.value(0, 0, 0, 0, Measure::income), 500.0, 1e-6);
}

}  // namespace
