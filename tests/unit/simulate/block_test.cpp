// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/block.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using tests::shipped;

constexpr std::uint64_t kSeed = 5;

Anchor plain_anchor(const Population& people) {
    const auto n = static_cast<std::size_t>(people.households());
    Anchor anchor;
    anchor.land_quality.assign(n, 1.0);
    anchor.other_level = people.other_level_usd;
    anchor.income_residual.assign(n, 0.0);
    anchor.extra_days.assign(n, 0.0);
    anchor.last_revenue.assign(n, 600.0);
    return anchor;
}

Paths some_paths(const Population& people) {
    std::vector<std::uint64_t> regions;
    for (const std::string& name : people.region_name) regions.push_back(random::hash_name(name));
    return draw_paths(shipped(), {5, regions, kSeed, 0, 0, market::Regime::regulated, 1.0});
}

/// Shocks of one household as the addresses say, without the block.
Shocks<double> luck_of(const Population& people, std::size_t h, int year, const RegionYear& here) {
    const auto u = random::household_uniforms(kSeed, {people.id[h].value, 0, 0, static_cast<std::uint32_t>(year)});
    return household_shocks<double>(u, here.weather_index, here.drought, here.food_price, shipped());
}

TEST(Block, FillingTakesHouseholdsAsThePopulationHasThem) {
    const auto people = tests::synthetic(37, 3, 10);
    Block block(64, 2);
    auto anchor = plain_anchor(people);
    anchor.land_quality[12] = 1.7;
    anchor.income_residual[12] = -31.0;
    block.fill(people, 10, 20, anchor, shipped());
    EXPECT_EQ(block.first(), 10);
    EXPECT_EQ(block.count(), 20);
    const auto f = block.fixed_of(2);
    EXPECT_EQ(f.area, people.area_ha[12]);
    EXPECT_EQ(f.land_quality, 1.7);
    EXPECT_EQ(f.income_residual, -31.0);
    EXPECT_EQ(f.km_foot, people.km_foot[12]);
    EXPECT_NEAR(f.stand_target, shipped().stand_target_factor * people.initial_stand_per_ha[12], 1e-9);
    EXPECT_NEAR(f.benchmark, shipped().benchmark_usd * people.adult_equivalents[12] / shipped().benchmark_ae, 1e-9);
    EXPECT_EQ(block.benchmark_of(2), f.benchmark);
    for (Index arm = 0; arm < 2; ++arm) {
        const auto s = block.state_of(arm, 2);
        EXPECT_EQ(s.cash, people.cash_usd[12]);
        EXPECT_EQ(s.practice[2], people.practice[2][12]);
        EXPECT_EQ(s.last_revenue, 600.0);
        for (int a = 0; a < 41; ++a) EXPECT_EQ(s.trees[static_cast<std::size_t>(a)], people.trees_of_age(a)[12]);
        const auto stocks = block.stocks_of(arm, 2);
        EXPECT_EQ(stocks.cash, s.cash);
        EXPECT_EQ(stocks.wealth, s.wealth);
        EXPECT_EQ(stocks.livestock, s.livestock);
        EXPECT_EQ(stocks.debt, s.debt);
    }
}

TEST(Block, TheSurveysOwnBenchmarkCounts) {
    auto people = tests::synthetic(4, 3, 1);
    people.benchmark_usd[1] = 5123.0;
    Block block(8, 1);
    block.fill(people, 0, 4, plain_anchor(people), shipped());
    EXPECT_EQ(block.benchmark_of(1), 5123.0);
    EXPECT_NE(block.benchmark_of(2), 5123.0);
}

TEST(Block, ABlockOfManyIsEachHouseholdOnItsOwn) {
    const auto people = tests::synthetic(21, 4, 1);
    const auto paths = some_paths(people);
    const Model model(shipped());
    const auto anchor = plain_anchor(people);
    Block block(21, 1);
    block.fill(people, 0, 21, anchor, shipped());
    std::vector<State<double>> states;
    for (Index i = 0; i < 21; ++i) states.push_back(block.state_of(0, i));
    block.survey_year(model, paths.market[0], kSeed, 0, 0);
    std::vector<Village<double>> villages;
    for (std::size_t i = 0; i < 21; ++i) {
        const auto h = block.fixed_of(static_cast<Index>(i));
        State<double> s = states[i];
        const Village<double> v{{0.25, 0.25, 0.25, 0.25}, s.infected, 0.0, 1.0, 0.0, 0.0};
        const auto flow = household_year<Season::surveyed>(model, paths.market[0], h, v, Levers<double>::none(),
                                                           luck_of(people, i, 0, {0.0, 0.0, 1.0}), s);
        EXPECT_EQ((std::bit_cast<std::array<double, kFlowColumns>>(flow)),
                  (std::bit_cast<std::array<double, kFlowColumns>>(block.flows_of(0, static_cast<Index>(i)))));
        // Only the package with its season and the planting decided survive year 0.
        states[i].package = s.package;
        states[i].planted = s.planted;
        states[i].trials = s.trials;
        EXPECT_EQ((std::bit_cast<std::array<double, kStateColumns>>(states[i])),
                  (std::bit_cast<std::array<double, kStateColumns>>(block.state_of(0, static_cast<Index>(i)))));
        // No village, no peers: only its own disease and practice go on.
        villages.push_back({{0.25, 0.25, 0.25, 0.25}, flow.infected, flow.practice_mean, 1.0, 0.0, 0.0});
    }
    block.update_villages(people, false, true);
    block.simulate_year(model, paths.market[1], paths.region, people, 1, kSeed, 0, 0);
    for (std::size_t i = 0; i < 21; ++i) {
        const auto flow = household_year<Season::simulated>(
            model, paths.market[1], block.fixed_of(static_cast<Index>(i)), villages[i], Levers<double>::none(),
            luck_of(people, i, 1, paths.region[0][1]), states[i]);
        EXPECT_EQ((std::bit_cast<std::array<double, kFlowColumns>>(flow)),
                  (std::bit_cast<std::array<double, kFlowColumns>>(block.flows_of(0, static_cast<Index>(i)))))
            << "household " << i;
    }
}

TEST(Block, ArmsWithTheSameLeversLiveTheSameYear) {
    const auto people = tests::synthetic(30, 5, 10);
    const auto paths = some_paths(people);
    const Model model(shipped());
    Block block(30, 3);
    block.fill(people, 0, 30, plain_anchor(people), shipped());
    block.survey_year(model, paths.market[0], kSeed, 0, 0);
    block.update_villages(people, true, true);
    block.reset_levers();
    for (Index i = 0; i < block.stride(); ++i) block.levers(2)[effects::Lever::course][i] = 1.0;  // a course for all, in the last arm
    block.simulate_year(model, paths.market[1], paths.region, people, 1, kSeed, 0, 0);
    bool learnt = false;
    for (Index i = 0; i < 30; ++i) {
        EXPECT_EQ((std::bit_cast<std::array<double, kStateColumns>>(block.state_of(0, i))),
                  (std::bit_cast<std::array<double, kStateColumns>>(block.state_of(1, i))));
        learnt = learnt || block.state_of(2, i).knowledge > block.state_of(0, i).knowledge;
    }
    EXPECT_TRUE(learnt);
}

TEST(Block, VillageMeansAreWeightedMeansOfTheVillageAlone) {
    auto people = tests::synthetic(30, 6, 10);
    for (std::size_t i = 0; i < 30; ++i) people.weight[i] = 1.0 + static_cast<double>(i % 5);
    const auto paths = some_paths(people);
    const Model model(shipped());
    Block block(30, 1);
    block.fill(people, 0, 30, plain_anchor(people), shipped());
    block.survey_year(model, paths.market[0], kSeed, 0, 0);
    block.update_villages(people, true, true);
    for (std::size_t v = 0; v + 1 < people.village_begin.size(); ++v) {
        double weight = 0.0, infected = 0.0, practice = 0.0;
        std::array<double, 4> share{};
        for (Index i = people.village_begin[v]; i < people.village_begin[v + 1]; ++i) {
            const double w = people.weight[static_cast<std::size_t>(i)];
            const auto f = block.flows_of(0, i);
            weight += w;
            infected += w * f.infected;
            practice += w * f.practice_mean;
            share[static_cast<std::size_t>(f.package)] += w;
        }
        for (Index i = people.village_begin[v]; i < people.village_begin[v + 1]; ++i) {
            const auto mean = load_columns<Village, double>(block.village(0) + i, block.stride());
            EXPECT_NEAR(mean.infected, infected / weight, 1e-14);
            EXPECT_NEAR(mean.practice, practice / weight, 1e-14);
            for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(mean.package_share[j], share[j] / weight, 1e-14);
            EXPECT_EQ(mean.scarcity, 1.0);  // year 0 is the measure
        }
    }
}

TEST(Block, ALaterYearsScarcityIsMeasuredAgainstYearZero) {
    const auto people = tests::synthetic(20, 6, 10);
    const auto paths = some_paths(people);
    const Model model(shipped());
    Block block(20, 1);
    block.fill(people, 0, 20, plain_anchor(people), shipped());
    block.survey_year(model, paths.market[0], kSeed, 0, 0);
    auto ratio = [&](Index from, Index to) {
        double hired = 0.0, family = 0.0;
        const double n = static_cast<double>(to - from);
        for (Index i = from; i < to; ++i) {
            hired += block.flows_of(0, i).hired_days / n;
            family += block.flows_of(0, i).family_days / n;
        }
        return (1.0 + hired) / family;
    };
    const double first[2] = {ratio(0, 10), ratio(10, 20)};
    block.update_villages(people, true, true);
    block.simulate_year(model, paths.market[1], paths.region, people, 1, kSeed, 0, 0);
    const double second[2] = {ratio(0, 10), ratio(10, 20)};
    block.update_villages(people, true, false);
    for (Index i = 0; i < 20; ++i) {
        const std::size_t v = i < 10 ? 0 : 1;
        const auto means = load_columns<Village, double>(block.village(0) + i, block.stride());
        EXPECT_NEAR(means.scarcity, second[v] / first[v], 1e-12);
    }
}

TEST(Block, AValueThatIsNotFiniteIsFound) {
    const auto people = tests::synthetic(10, 6, 1);
    Block block(10, 1);
    block.fill(people, 0, 10, plain_anchor(people), shipped());
    const auto paths = some_paths(people);
    block.survey_year(Model(shipped()), paths.market[0], kSeed, 0, 0);
    EXPECT_EQ(block.first_not_finite(0), (std::pair<Index, Index>{-1, -1}));
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        const double kept = block.flows(0)[5 * block.stride() + 7];
        block.flows(0)[5 * block.stride() + 7] = bad;
        EXPECT_EQ(block.first_not_finite(0), (std::pair<Index, Index>{7, 5}));
        block.flows(0)[5 * block.stride() + 7] = kept;
    }
}

}  // namespace
