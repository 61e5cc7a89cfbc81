// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/resample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "shipped_values.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/population_builder.hpp"
#include "smallholder/farm/synthesise.hpp"

namespace {

using namespace smallholder;
using Column = Population::Column;

const PopulationMoments kMoments = shipped::ghana_moments();
const Parameters kCentral = shipped::central_parameters();

/// A survey of households in villages of ten with weights 1 to 4 and all figures recorded.
Population surveyed(std::size_t households) {
    const Population drawn = synthesise(kMoments, kCentral, {.households = static_cast<Index>(households), .seed = 31});
    SurveyColumns survey;
    survey.household = drawn.name;
    Column production, cocoa, income, inputs;
    for (std::size_t i = 0; i < households; ++i) {
        survey.village.push_back("village " + std::to_string(i / 10));
        survey.weight.push_back(1.0 + static_cast<double>(i % 4));
        production.push_back(drawn.area_ha[i] * (200.0 + static_cast<double>(i % 300)));
        inputs.push_back(drawn.area_ha[i] * 42.0);
        cocoa.push_back(production.back() * 1.8 - inputs.back());
        income.push_back(cocoa.back() + static_cast<double>(i % 1000));
    }
    survey.values = {{"area_ha", drawn.area_ha},
                     {"production_kg", production},
                     {"inputs_usd", inputs},
                     {"cocoa_income_usd", cocoa},
                     {"income_usd", income}};
    return complete(survey, kMoments, kCentral, {.represents = 80000.0});
}

double total(const Column& x) {
    return std::accumulate(x.begin(), x.end(), 0.0);
}
double weighted_mean(const Population& people, const Column& x) {
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += people.weight[i] * x[i];
    return sum / total(people.weight);
}

TEST(Resample, AsManyHouseholdsAreTheSameHouseholds) {
    const Population people = surveyed(60);
    const Population same = resample(people, 60, 1);
    EXPECT_EQ(same.id, people.id);
    EXPECT_EQ(same.weight, people.weight);
    EXPECT_EQ(same.area_ha, people.area_ha);
}

TEST(Resample, FewerHouseholdsAreDrawnByWeightAndNeverTwice) {
    const Population people = surveyed(400);
    std::map<std::uint64_t, int> times;
    constexpr int kSeeds = 2000;
    for (int seed = 0; seed < kSeeds; ++seed) {
        const Population fewer = resample(people, 100, static_cast<std::uint64_t>(seed));
        ASSERT_EQ(fewer.households(), 100);
        std::set<std::uint64_t> ids;
        for (const HouseholdId id : fewer.id) ids.insert(id.value);
        ASSERT_EQ(ids.size(), 100u);
        for (const std::uint64_t id : ids) ++times[id];
        if (seed == 0) {
            EXPECT_NEAR(total(fewer.weight), 80000.0, 1e-6);
            for (const double weight : fewer.weight) EXPECT_NEAR(weight, 800.0, 1e-9);
        }
    }
    for (std::size_t i = 0; i < people.id.size(); ++i) {
        const double chance = 100.0 * people.weight[i] / 80000.0;
        const double error = std::sqrt(kSeeds * chance * (1.0 - chance));
        EXPECT_NEAR(times[people.id[i].value], kSeeds * chance, 5.0 * error) << people.name[i];
    }
}

TEST(Resample, AHouseholdTooHeavyForTheDrawIsTakenForCertain) {
    Population people = surveyed(100);
    people.weight.assign(100, 1.0);
    people.weight[17] = 300.0;
    people = with_represents(people, 399.0);
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const Population fewer = resample(people, 10, seed);
        ASSERT_EQ(fewer.households(), 10);
        const auto at = std::find(fewer.id.begin(), fewer.id.end(), people.id[17]);
        ASSERT_NE(at, fewer.id.end());
        EXPECT_NEAR(fewer.weight[static_cast<std::size_t>(at - fewer.id.begin())], 300.0, 1e-9);
        EXPECT_NEAR(total(fewer.weight), 399.0, 1e-9);
    }
}

TEST(Resample, MoreHouseholdsAreCopiesInProportionToWeight) {
    const Population people = surveyed(40);
    const Population more = resample(people, 1000, 3);
    ASSERT_EQ(more.households(), 1000);
    EXPECT_NEAR(total(more.weight), 80000.0, 1e-6);
    std::map<Index, int> copies;
    for (const Index source : more.row_of) ++copies[source];
    for (std::size_t i = 0; i < 40; ++i) {
        EXPECT_NEAR(copies[static_cast<Index>(i)], 1000.0 * people.weight[i] / 80000.0, 1.0) << i;
    }
    std::set<std::uint64_t> ids;
    for (const HouseholdId id : more.id) ids.insert(id.value);
    EXPECT_EQ(ids.size(), 1000u);
    EXPECT_NO_THROW(require_valid(more));
}

TEST(Resample, TheFirstCopyIsTheHouseholdItself) {
    const Population people = surveyed(40);
    const Population more = resample(people, 400, 3);
    for (std::size_t i = 0; i < 40; ++i) {
        const auto at = std::find(more.id.begin(), more.id.end(), people.id[i]);
        ASSERT_NE(at, more.id.end());
        const auto j = static_cast<std::size_t>(at - more.id.begin());
        EXPECT_EQ(more.name[j], people.name[i]);
        EXPECT_EQ(more.cash_usd[j], people.cash_usd[i]);
        EXPECT_EQ(more.tree_profile_of(static_cast<Index>(j)), people.tree_profile_of(static_cast<Index>(i)));
    }
}

TEST(Resample, CopiesStayCloseAndKeepTheMean) {
    const Population people = surveyed(500);
    const Population more = resample(people, 20000, 5);
    std::vector<double> log_ratio;
    for (std::size_t j = 0; j < more.id.size(); ++j) {
        const auto i = static_cast<std::size_t>(more.row_of[j]);
        if (more.name[j] == people.name[i]) continue;
        log_ratio.push_back(std::log(more.cash_usd[j] / people.cash_usd[i]));
        EXPECT_NE(more.knowledge[j], people.knowledge[i]);
    }
    const double mean =
        std::accumulate(log_ratio.begin(), log_ratio.end(), 0.0) / static_cast<double>(log_ratio.size());
    double square = 0.0;
    for (const double each : log_ratio) square += (each - mean) * (each - mean);
    EXPECT_NEAR(std::sqrt(square / static_cast<double>(log_ratio.size())), 0.1, 0.002);
    EXPECT_NEAR(mean, -0.005, 0.003);
    for (const char* name :
         {"area_ha", "cash_usd", "knowledge", "infected", "recorded_production_kg", "recorded_income_usd"}) {
        const double before = weighted_mean(people, find_population_column(name)->in(people));
        EXPECT_NEAR(weighted_mean(more, find_population_column(name)->in(more)) / before, 1.0, 0.01) << name;
    }
    double z = 0.0;
    for (const double each : more.z_land) z += each * each;
    double z_before = 0.0;
    for (std::size_t i = 0; i < people.id.size(); ++i)
        z_before += people.weight[i] * people.z_land[i] * people.z_land[i];
    EXPECT_NEAR(z / 20000.0, z_before / 80000.0, 0.03);
}

TEST(Resample, RecordedFiguresOfACopyStillAddUp) {
    const Population people = surveyed(50);
    const Population more = resample(people, 2000, 5);
    for (std::size_t j = 0; j < more.id.size(); ++j) {
        const auto i = static_cast<std::size_t>(more.row_of[j]);
        EXPECT_EQ(more.recorded_yield_kg_per_ha[j], people.recorded_yield_kg_per_ha[i]);
        EXPECT_NEAR(more.recorded_production_kg[j], more.recorded_yield_kg_per_ha[j] * more.recorded_area_ha[j], 1e-9);
        EXPECT_NEAR(more.recorded_income_usd[j], more.recorded_cocoa_income_usd[j] + more.recorded_other_income_usd[j],
                    1e-9);
        EXPECT_EQ(more.recorded_other_income_usd[j], people.recorded_other_income_usd[i]);
        EXPECT_NEAR(more.recorded_inputs_usd[j] / more.recorded_area_ha[j], 42.0, 1e-9);
        EXPECT_EQ(more.segments.find("land")->code[j],
                  (more.recorded_area_ha[j] > 2.0) + (more.recorded_area_ha[j] > 4.0));
    }
}

TEST(Resample, VillagesKeepTheirSizeAndTheirRoad) {
    Population people = surveyed(100);
    people.weight.assign(100, 1.0);
    people = with_represents(people, 80000.0);
    const Population more = resample(people, 400, 2);
    EXPECT_EQ(more.villages(), 40);
    for (Index v = 0; v < more.villages(); ++v) {
        const auto begin = static_cast<std::size_t>(more.village_begin[static_cast<std::size_t>(v)]);
        const auto end = static_cast<std::size_t>(more.village_begin[static_cast<std::size_t>(v) + 1]);
        EXPECT_EQ(end - begin, 10u);
        for (std::size_t i = begin; i < end; ++i) EXPECT_EQ(more.km_road[i], more.km_road[begin]);
    }
    std::set<std::uint64_t> entities(more.village_id.begin(), more.village_id.end());
    EXPECT_EQ(entities.size(), 40u);
}

TEST(Resample, WithoutJitterCopiesAreExact) {
    const Population people = surveyed(20);
    const Population more = resample(people, 300, 2, 0.0);
    for (std::size_t j = 0; j < more.id.size(); ++j) {
        const auto i = static_cast<std::size_t>(more.row_of[j]);
        EXPECT_EQ(more.area_ha[j], people.area_ha[i]);
        EXPECT_NEAR(more.knowledge[j], people.knowledge[i], 1e-14);
    }
}

TEST(Resample, SeedsChooseAndRefusalsSayWhy) {
    const Population people = surveyed(200);
    EXPECT_NE(resample(people, 50, 1).id, resample(people, 50, 2).id);
    EXPECT_EQ(resample(people, 50, 1).id, resample(people, 50, 1).id);
    EXPECT_THROW(resample(people, 0, 1), RangeError);
    EXPECT_THROW(resample(people, 10, 1, 1.5), RangeError);
}

}  // namespace
