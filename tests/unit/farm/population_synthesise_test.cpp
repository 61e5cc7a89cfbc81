// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/synthesise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "shipped_values.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/money_table.hpp"
#include "smallholder/io/parameter_file.hpp"

namespace {

using namespace smallholder;
using Column = Population::Column;

constexpr Index kMany = 20000;

const Population& many() {
    static const Population people =
        synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = kMany, .seed = 7});
    return people;
}

double mean(const Column& x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}
double sd(const Column& x) {
    const double m = mean(x);
    double sum = 0.0;
    for (const double each : x) sum += (each - m) * (each - m);
    return std::sqrt(sum / static_cast<double>(x.size() - 1));
}
double correlation(const Column& x, const Column& y) {
    const double mx = mean(x), my = mean(y);
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
    return sum / static_cast<double>(x.size() - 1) / sd(x) / sd(y);
}
Column ranks(const Column& x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    Column result(x.size());
    for (std::size_t k = 0; k < order.size();) {
        std::size_t end = k;
        while (end < order.size() && x[order[end]] == x[order[k]]) ++end;
        for (std::size_t j = k; j < end; ++j) result[order[j]] = 0.5 * static_cast<double>(k + end);
        k = end;
    }
    return result;
}
double rank_correlation(const Column& x, const Column& y) {
    return correlation(ranks(x), ranks(y));
}
Column logs(Column x) {
    for (double& each : x) each = std::log(each);
    return x;
}

/// Mean of 20,000 households within four standard errors, spread within 4%.
void expect_spread(const Column& column, double wanted_mean, double wanted_sd, const char* name) {
    EXPECT_NEAR(mean(column), wanted_mean, 4.0 * wanted_sd / std::sqrt(static_cast<double>(column.size()))) << name;
    EXPECT_NEAR(sd(column), wanted_sd, 0.04 * wanted_sd) << name;
}
void expect_share(const Column& column, double wanted, const char* name) {
    expect_spread(column, wanted, std::sqrt(wanted * (1.0 - wanted)), name);
}

// The figures are those of the specification's table of initial distributions (0.0).

TEST(Synthesise, SharesHaveTheirPublishedMeansAndSpreads) {
    const Population& p = many();
    expect_spread(p.infected, 0.12, 0.12, "infected");
    expect_spread(p.soil_supply, 0.65, 0.12, "soil_supply");
    expect_spread(p.knowledge, 0.25, 0.20, "knowledge");
    expect_spread(p.hired_share, 0.36, 0.24, "hired_share");
    const double practices[] = {0.35, 0.65, 0.50, 0.35};
    for (std::size_t k = 0; k < kPractices; ++k) expect_spread(p.practice[k], practices[k], 0.20, "practice");
    expect_share(p.female_head, 0.18, "female_head");
    expect_share(p.coop, 0.25, "coop");
    expect_share(p.certified, 0.20, "certified");
    expect_share(p.vsla, 0.20, "vsla");
    expect_share(p.phone, 0.80, "phone");
    EXPECT_EQ(mean(p.megakarya), 0.0);
}

TEST(Synthesise, LandAndMoneyAreLognormal) {
    const Population& p = many();
    // Median 2.9 exp(-.75^2/2); .2 and 12 ha cut off 0.07% and 1.2% of farms, and .065 of the mean.
    const Column log_area = logs(p.counted_area_ha);
    EXPECT_NEAR(mean(log_area), std::log(2.9) - 0.5 * 0.75 * 0.75, 0.02);
    EXPECT_NEAR(sd(log_area), 0.745, 0.02);
    EXPECT_NEAR(mean(p.counted_area_ha), 2.835, 0.065);
    EXPECT_EQ(*std::max_element(p.counted_area_ha.begin(), p.counted_area_ha.end()), 12.0);
    EXPECT_GE(*std::min_element(p.counted_area_ha.begin(), p.counted_area_ha.end()), 0.2);

    const auto lognormal = [](const Column& column, double wanted_mean, double log_sd, const char* name) {
        expect_spread(logs(column), std::log(wanted_mean) - 0.5 * log_sd * log_sd, log_sd, name);
    };
    lognormal(p.cash_usd, 180.0, 1.0, "cash");
    lognormal(p.wealth_usd, 900.0, 1.0, "wealth");
    lognormal(p.livestock_usd, 250.0, 1.0, "livestock");
    lognormal(p.other_level_usd, 1250.0, 1.0, "other_level");
    lognormal(p.food_area_ha, 1.0, 0.5, "food_area");
    expect_spread(p.debt_usd, 30.0, 120.0 * std::sqrt(0.25 * 0.75), "debt");
    EXPECT_EQ(*std::max_element(p.debt_usd.begin(), p.debt_usd.end()), 120.0);
}

TEST(Synthesise, PeopleHaveTheirPublishedSizesAgesAndSchooling) {
    const Population& p = many();
    expect_spread(p.household_size, 5.85, 2.65, "household_size");
    EXPECT_EQ(*std::min_element(p.household_size.begin(), p.household_size.end()), 1.0);
    EXPECT_EQ(*std::max_element(p.household_size.begin(), p.household_size.end()), 16.0);
    expect_spread(p.school_years, 6.0, 4.0, "school_years");
    expect_spread(p.head_age_years, 51.0, 13.0, "head_age_years");
}

TEST(Synthesise, LatentScoresAreNormal) {
    const Population& p = many();
    expect_spread(p.z_land, 0.0, 1.0, "z_land");
    expect_spread(p.taste, 0.0, 0.5, "taste");
    expect_spread(p.z_inefficiency, std::sqrt(2.0 / 3.14159265358979), std::sqrt(1.0 - 2.0 / 3.14159265358979),
                  "z_inefficiency");
}

TEST(Synthesise, TreesStartNearTheStandThatReplantingKeepsUp) {
    const Population& p = many();
    expect_spread(p.initial_stand_per_ha, 0.68 * 1111.0, 0.10 * 1111.0, "initial_stand");
    double years = 0.0, trees = 0.0, old = 0.0;
    for (int age = 0; age < kAgeClasses; ++age) {
        const auto column = p.trees_of_age(age);
        const double here = std::accumulate(column.begin(), column.end(), 0.0);
        trees += here;
        years += age * here;
        if (age > 30) old += here;
    }
    EXPECT_NEAR(years / trees, 17.66, 0.1);
    EXPECT_NEAR(old / trees, 0.18, 0.01);  // a fifth in the steady stand they move towards
    for (std::size_t i = 0; i < 100; ++i) {
        EXPECT_NEAR(p.stand_target_per_ha[i], 1.10 * p.initial_stand_per_ha[i], 1e-9);
    }
}

TEST(Synthesise, ASurveyWouldCountOnlyTheOlderCocoa) {
    const Population& p = many();
    EXPECT_TRUE(p.area_base_older5);
    for (std::size_t i = 0; i < 100; ++i) {
        const double older = share_older_than_5(p.tree_profile_of(static_cast<Index>(i)));
        EXPECT_NEAR(p.counted_area_ha[i], p.area_ha[i] * older, 1e-12);
    }
}

TEST(Synthesise, WhatGoesTogetherGoesTogether) {
    const Population& p = many();
    constexpr double kError = 4.0 / 141.4;  // four standard errors of a correlation of 20,000
    EXPECT_NEAR(rank_correlation(p.counted_area_ha, p.wealth_usd), 0.5, kError);
    EXPECT_NEAR(rank_correlation(p.counted_area_ha, p.household_size), 0.1, kError);
    EXPECT_NEAR(correlation(logs(p.counted_area_ha), logs(p.other_level_usd)), 0.4, kError);
    for (std::size_t k = 0; k < kPractices; ++k) {
        EXPECT_NEAR(rank_correlation(p.practice[k], p.school_years), 0.2, kError) << k;
        EXPECT_NEAR(rank_correlation(p.practice[k], p.knowledge), 0.4, kError) << k;
        for (std::size_t l = 0; l < k; ++l) {
            EXPECT_NEAR(rank_correlation(p.practice[k], p.practice[l]), 0.2, kError) << k << l;
        }
    }
}

TEST(Synthesise, WhatIsIndependentDoesNotGoTogether) {
    const Population& p = many();
    constexpr double kError = 4.0 / 141.4;
    const Column* independent[] = {
        &p.counted_area_ha, &p.knowledge, &p.school_years,   &p.cash_usd,       &p.infected,
        &p.soil_supply,     &p.z_land,    &p.taste,          &p.hired_share,    &p.livestock_usd,
        &p.food_area_ha,    &p.km_foot,   &p.head_age_years, &p.z_inefficiency, &p.initial_stand_per_ha};
    for (std::size_t i = 0; i < std::size(independent); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_NEAR(rank_correlation(*independent[i], *independent[j]), 0.0, kError) << i << " and " << j;
        }
    }
}

TEST(Synthesise, RoadsBelongToVillages) {
    const Population people = synthesise(shipped::ghana_moments(), shipped::central_parameters(),
                                         {.households = 20000, .seed = 3, .village_size = 5});
    ASSERT_EQ(people.villages(), 4000);
    Column roads;
    for (Index v = 0; v < people.villages(); ++v) {
        const auto first = static_cast<std::size_t>(people.village_begin[static_cast<std::size_t>(v)]);
        roads.push_back(people.km_road[first]);
        for (std::size_t i = first; i < first + 5; ++i) EXPECT_EQ(people.km_road[i], people.km_road[first]);
    }
    expect_spread(people.km_foot, 3.0, 3.0, "km_foot");
    EXPECT_NEAR(mean(roads), 20.0, 4.0 * 20.0 / std::sqrt(4000.0));
    EXPECT_NEAR(sd(roads), 20.0, 2.0);
}

TEST(Synthesise, AHouseholdDoesNotDependOnHowManyThereAre) {
    const Population few =
        synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = 130, .seed = 7});
    const Population& all = many();
    for (std::size_t i = 0; i < 130; ++i) {
        EXPECT_EQ(few.id[i], all.id[i]);
        EXPECT_EQ(few.tree_profile_of(static_cast<Index>(i)), all.tree_profile_of(static_cast<Index>(i)));
        for (const PopulationColumn& column : population_columns()) {
            if (column.kind == ColumnKind::figure) continue;
            EXPECT_EQ(column.in(few)[i], column.in(all)[i]) << column.name;
        }
    }
}

TEST(Synthesise, AnotherSeedIsAnotherPopulation) {
    const Population a =
        synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = 50, .seed = 1});
    const Population b =
        synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = 50, .seed = 2});
    EXPECT_NE(a.area_ha, b.area_ha);
    EXPECT_NE(a.km_road, b.km_road);
    EXPECT_EQ(a.id, b.id);
}

TEST(Synthesise, RegionsTakeTheVillagesInTurn) {
    const Population people = synthesise(shipped::ghana_moments(), shipped::central_parameters(),
                                         {.households = 200, .regions = {"Western", "Ashanti"}});
    EXPECT_EQ(people.region_name, (std::vector<std::string>{"Ashanti", "Western"}));
    EXPECT_EQ(std::count(people.region.begin(), people.region.end(), 0), 100);
    EXPECT_NE(people.segments.find("region"), nullptr);
    for (Index v = 0; v < people.villages(); ++v) {
        const auto begin = static_cast<std::size_t>(people.village_begin[static_cast<std::size_t>(v)]);
        const auto end = static_cast<std::size_t>(people.village_begin[static_cast<std::size_t>(v) + 1]);
        for (std::size_t i = begin; i < end; ++i) EXPECT_EQ(people.region[i], people.region[begin]);
    }
}

TEST(Synthesise, SaysThatAllOfItIsImputedAndNothingIsRecorded) {
    const Population people = synthesise(shipped::ghana_moments(), shipped::central_parameters(), {.households = 40});
    for (const char* column :
         {"area_ha", "cash_usd", "knowledge", "trees", "infected", "km_road", "children", "megakarya"}) {
        ASSERT_NE(people.origin_of(column), nullptr) << column;
        EXPECT_EQ(people.origin_of(column)->imputed_share, 1.0) << column;
    }
    for (const double income : people.recorded_income_usd) EXPECT_TRUE(std::isnan(income));
    EXPECT_TRUE(people.synthetic);
    EXPECT_EQ(people.represents, 40.0);
    ASSERT_EQ(people.segments.left_out.size(), 1u);
    EXPECT_EQ(people.segments.left_out[0].name, "region");
}

TEST(PopulationMoments, ComeFromTheShippedTableInOneMoney) {
    const PopulationMoments read = population_moments(io::shipped_parameters()), expected = shipped::ghana_moments();
    for (const MomentField& field : kMomentFields) {
        EXPECT_EQ(read.*field.member, expected.*field.member) << field.name;
    }
    EXPECT_EQ(read.money, (MoneyBasis{"USD", 2018, true}));

    const ParameterTable shipped_table = io::shipped_parameters();
    std::vector<ParameterRow> rows(shipped_table.rows().begin(), shipped_table.rows().end());
    for (ParameterRow& row : rows) {
        if (row.name == "cash_mean") row.price_year = 2022;
    }
    EXPECT_THROW(population_moments(ParameterTable(rows)), UnitError);

    // In other money, households are as rich as before.
    const MoneyBasis cedi{"GHS", 2022, true};
    std::map<int, double> index;
    for (int year = 2005; year < 2030; ++year) index[year] = 100.0 + 5.0 * (year - 2018);
    const MoneyTable made_up(index, {{{"GHS", 2022}, 8.0}});
    const PopulationMoments in_cedi = population_moments(in_money(shipped_table, cedi, made_up));
    EXPECT_EQ(in_cedi.money, cedi);
    EXPECT_NEAR(in_cedi.cash_mean, 9.6 * expected.cash_mean, 1e-9);
    EXPECT_EQ(in_cedi.area_mean, expected.area_mean);
    const Parameters central_values = shipped::central_parameters();
    const Population people = synthesise(in_cedi, central_values, {.households = 30});
    const Population same = synthesise(expected, central_values, {.households = 30});
    EXPECT_EQ(people.money, cedi);
    for (std::size_t i = 0; i < 30; ++i) {
        EXPECT_NEAR(people.wealth_usd[i], 9.6 * same.wealth_usd[i], 1e-9 * people.wealth_usd[i]);
        EXPECT_EQ(people.area_ha[i], same.area_ha[i]);
    }
}

TEST(Synthesise, RefusesWhatCannotBe) {
    const PopulationMoments moments = shipped::ghana_moments();
    const Parameters central = shipped::central_parameters();
    EXPECT_THROW(synthesise(moments, central, {.households = 0}), RangeError);
    EXPECT_THROW(synthesise(moments, central, {.households = 5, .regions = {}}), RangeError);
    EXPECT_THROW(synthesise(moments, central, {.households = 5, .represents = -1.0}), RangeError);
    PopulationMoments wrong = moments;
    wrong.female_share = 1.8;
    try {
        synthesise(wrong, central, {.households = 5});
        FAIL() << "a share of 1.8 was accepted";
    } catch (const RangeError& error) {
        EXPECT_NE(std::string(error.what()).find("female_share"), std::string::npos) << error.what();
    }
    wrong = moments;
    wrong.correlation_knowledge_practice = 0.99;
    wrong.correlation_practice_practice = 0.0;
    EXPECT_THROW(synthesise(wrong, central, {.households = 5}), RangeError);
    wrong = moments;
    wrong.area_max = 0.1;
    EXPECT_THROW(synthesise(wrong, central, {.households = 5}), RangeError);
}

}  // namespace
