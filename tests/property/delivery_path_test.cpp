// SPDX-License-Identifier: Apache-2.0
// An alliance that comes late, shrinks or falls out delivers late, less or no more; a whole path is none at all.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/targeting/roster.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;

constexpr int kYears = 8;

Population villagers(Index n = 120) { return synthetic(n, 33, 12, {"Ashanti", "Western"}); }
std::shared_ptr<const DeliveryPath> path(std::vector<double> share) {
    return std::make_shared<DeliveryPath>(DeliveryPath{{std::move(share)}, 0});
}
std::vector<double> years_of(double share) { return std::vector<double>(kYears + 1, share); }
Programme plan(const std::string& kind, std::shared_ptr<const DeliveryPath> kept, Fields fields = {}) {
    fields.emplace_back("enrol_intercept", 50.0);
    for (const auto& each : soon(kind)) fields.push_back(each);
    Programme programme;
    programme.interventions = {intervention(kind, fields)};
    programme.interventions[0].delivery_path = std::move(kept);
    return programme;
}
double cost(const Runs& runs, Index year) { return runs.service_of(0, 1, 0, year).cost; }
double served(const Runs& runs, Index year) { return runs.service_of(0, 1, 0, year).served; }
targeting::Roster roster(const Intervention& made, const Population& people, std::uint32_t draw = 0, bool whole = false) {
    const auto effect = make_effect(made, shipped_table(), 1, draw, false);
    return targeting::roster_of(people, made, *effect, std::vector<char>(static_cast<std::size_t>(people.households()), 1), {1, draw, 0, kYears, whole});
}

class Paths : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Catalogue, Paths, testing::ValuesIn(catalogue_keys()), [](const auto& key) { return key.param; });

TEST_P(Paths, AWholePathIsNone) {
    const auto people = villagers();
    const auto table = changed_table(ground(GetParam()));
    const Fields fields{{"coverage", 0.6}, {"cost_fixed_per_year", 50.0}, {"cost_per_village_year", 20.0}};
    const auto a = simulate::simulate(people, table, plan(GetParam(), nullptr, fields), few_years(kYears));
    const auto b = simulate::simulate(people, table, plan(GetParam(), path(years_of(1.0)), fields), few_years(kYears));
    expect_same_arms(a, 1, b, 1);
    for (std::size_t k = 0; k < a.service.size(); ++k) EXPECT_EQ(bits_of(a.service[k].cost), bits_of(b.service[k].cost));
}

TEST_P(Paths, AnEmptyPathIsTheBaselineAndCostsNothing) {
    const auto people = villagers();
    const auto programme = plan(GetParam(), path(years_of(0.0)), {{"cost_fixed_per_year", 50.0}, {"cost_per_village_year", 20.0}});
    const auto runs = simulate::simulate(people, changed_table(ground(GetParam())), programme, few_years(kYears));
    expect_same_arms(runs, 0, runs, 1);
    for (Index year = 0; year <= kYears; ++year) EXPECT_EQ(cost(runs, year), 0.0) << year;
    EXPECT_EQ(runs.reached[1], 0.0);
    const auto r = roster(programme.interventions[0], people);
    EXPECT_EQ(std::ranges::count(r.offered, 1), people.households()) << "they were asked";
}

// Roads that are begun are built to the end, so a course is what can be seen to stop.
TEST(DeliveryPaths, WhatFallsOutInYearFourServesNobodyAfterIt) {
    const auto people = villagers();
    auto gone = years_of(1.0);
    for (std::size_t t = 5; t < gone.size(); ++t) gone[t] = 0.0;
    const Fields fields{{"attendance", 1.0}, {"years", 0.0}, {"cost_fixed_per_year", 50.0}};
    auto settings = few_years(kYears);
    const auto stays = simulate::simulate(people, shipped_table(), plan("farmer_training", nullptr, fields), settings);
    const auto stops = simulate::simulate(people, shipped_table(), plan("farmer_training", path(gone), fields), settings);
    for (Index year = 1; year <= kYears; ++year) {
        EXPECT_EQ(served(stops, year), year <= 4 ? served(stays, year) : 0.0) << year;
        EXPECT_EQ(cost(stops, year) > 0.0, year <= 4) << year;
    }
    const auto knowledge = [](const Runs& runs, Index year) { return runs.value(0, 1, year, 0, simulate::Measure::knowledge); };
    EXPECT_EQ(bits_of(knowledge(stops, 4)), bits_of(knowledge(stays, 4)));
    EXPECT_LT(knowledge(stops, 8), knowledge(stops, 4)) << "courses have stopped and are forgotten";
    EXPECT_LT(knowledge(stops, 8), knowledge(stays, 8));
}

TEST(DeliveryPaths, ComingLateIsStartingLate) {
    const auto people = villagers();
    auto late = years_of(1.0);
    late[0] = late[1] = late[2] = 0.0;
    auto settings = few_years(kYears);
    settings.draws = 1;
    settings.record_households = true;
    const auto came = simulate::simulate(people, shipped_table(), plan("farmer_training", path(late), {{"attendance", 1.0}, {"years", 0.0}}), settings);
    const auto began = simulate::simulate(people, shipped_table(), plan("farmer_training", nullptr, {{"attendance", 1.0}, {"years", 0.0}, {"start", 3}}), settings);
    expect_same_arms(came, 1, began, 1);
    EXPECT_EQ(served(came, 2), 0.0);
    EXPECT_EQ(served(came, 3), people.represents);
}

TEST(DeliveryPaths, HalfAShareServesAboutHalfAndMoreOfItThemToo) {
    const auto people = villagers(600);
    auto programme = plan("farmer_training", path(years_of(0.5)));
    const auto half = roster(programme.interventions[0], people);
    programme.interventions[0].delivery_path = path(years_of(0.8));
    const auto more = roster(programme.interventions[0], people);
    EXPECT_NEAR(static_cast<double>(std::ranges::count(half.enrolled, 1)) / 600.0, 0.5, 0.08);
    EXPECT_NEAR(static_cast<double>(std::ranges::count(more.enrolled, 1)) / 600.0, 0.8, 0.08);
    for (std::size_t h = 0; h < 600; ++h) EXPECT_LE(half.enrolled[h], more.enrolled[h]);
    const auto asked = roster(programme.interventions[0], people, 0, true);
    EXPECT_EQ(std::ranges::count(asked.enrolled, 1), 600) << "taken as whole";
}

TEST(DeliveryPaths, EachIsServedInItsLongestRunOfYears) {
    const auto people = villagers(600);
    // Ranks up to 0.3 stay years 1 to 8; up to 0.6 have years 1-2 and 4-6; up to 0.9 have year 1 and 5-6.
    auto programme = plan("farmer_training", path({1, .9, .6, .3, .6, .9, .9, .3, .3}), {{"years", 0.0}});
    const auto r = roster(programme.interventions[0], people);
    std::map<std::pair<int, int>, Index> terms;
    for (std::size_t h = 0; h < 600; ++h)
        if (r.enrolled[h]) ++terms[{r.first[h], r.horizon[h]}];
    ASSERT_EQ(terms.size(), 3u);
    EXPECT_NEAR(static_cast<double>(terms[std::pair(1, kYears)]), 180.0, 45.0);
    EXPECT_NEAR(static_cast<double>(terms[std::pair(4, 6)]), 180.0, 45.0);
    EXPECT_NEAR(static_cast<double>(terms[std::pair(5, 6)]), 180.0, 45.0);
    // Of two equally long runs the earlier: years 1-2 and 5-6.
    programme.interventions[0].delivery_path = path({1, 1, 1, 0, 0, 1, 1, 0, 0});
    const auto tie = roster(programme.interventions[0], people);
    for (std::size_t h = 0; h < 600; ++h) {
        EXPECT_EQ(tie.first[h], 1);
        EXPECT_EQ(tie.horizon[h], 2);
    }
    ASSERT_EQ(tie.cohorts.size(), 1u);
    EXPECT_EQ(tie.cohorts[0].horizon, 2);
}

TEST(DeliveryPaths, AVillageIsKeptOrDroppedAsOne) {
    const auto people = villagers(600);
    const auto r = roster(plan("feeder_road", path(years_of(0.5))).interventions[0], people);
    Index in = 0, out = 0;
    for (std::size_t v = 0; v + 1 < people.village_begin.size(); ++v) {
        const auto from = static_cast<std::size_t>(people.village_begin[v]);
        for (auto h = from; h < static_cast<std::size_t>(people.village_begin[v + 1]); ++h) EXPECT_EQ(r.enrolled[h], r.enrolled[from]);
        (r.enrolled[from] ? in : out) += 1;
    }
    EXPECT_GT(in, 10);
    EXPECT_GT(out, 10);
}

TEST(DeliveryPaths, AreReadByDraw) {
    const auto people = villagers();
    auto programme = plan("farmer_training", std::make_shared<DeliveryPath>(DeliveryPath{{years_of(1.0), years_of(0.0)}, 0}));
    const auto runs = simulate::simulate(people, shipped_table(), programme, few_years(kYears));
    EXPECT_EQ(runs.reached[1], people.represents);
    EXPECT_EQ(runs.reached[3], 0.0);
    programme.interventions[0].delivery_path = std::make_shared<DeliveryPath>(DeliveryPath{{years_of(1.0), years_of(0.0)}, 5});
    EXPECT_THROW(simulate::simulate(people, shipped_table(), programme, few_years(kYears)), RangeError);
    auto settings = few_years(kYears);
    settings.first_draw = 5;
    EXPECT_EQ(simulate::simulate(people, shipped_table(), programme, settings).reached[3], 0.0);
}

TEST(DeliveryPaths, RefuseWhatIsNoPath) {
    const auto says = [](std::shared_ptr<const DeliveryPath> kept) -> std::string {
        try {
            check_programme(plan("farmer_training", std::move(kept)), kYears);
        } catch (const ProgrammeError& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_NE(says(path({1, 1, 1})).find("3 years"), std::string::npos);
    auto wrong = years_of(1.0);
    wrong[4] = 1.2;
    EXPECT_NE(says(path(wrong)).find("1.2"), std::string::npos);
    EXPECT_NE(says(std::make_shared<DeliveryPath>()).find("no draws"), std::string::npos);
    EXPECT_EQ(says(path(years_of(0.3))), "");
}

}  // namespace
