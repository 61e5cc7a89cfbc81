// SPDX-License-Identifier: Apache-2.0
#include "smallholder/targeting/roster.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "../../support/runs.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using targeting::Roster;

constexpr int kYears = 12;

const Population& people() {
    static const Population made = synthetic(3000, 7, 30);
    return made;
}

Roster roster(const Intervention& made, const Population& of = people(), std::uint32_t draw = 0) {
    const auto effect = make_effect(made, shipped_table(), 1, draw, false);
    return targeting::roster_of(of, made, *effect, std::vector<char>(static_cast<std::size_t>(of.households()), 1), {1, draw, 0, kYears});
}
Intervention training(Fields fields) {
    fields.emplace_back("enrol_intercept", 50.0);
    for (const char* field : {"enrol_coop", "enrol_female", "enrol_school"}) fields.emplace_back(field, 0.0);
    return intervention("farmer_training", fields);
}

void expect_refused(const Intervention& made, const std::string& says, const Population& of = people()) {
    try {
        roster(made, of);
        ADD_FAILURE() << "accepted; should say " << says;
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find(says), std::string::npos) << error.what();
        EXPECT_FALSE(error.remedy().empty());
    }
}

/// Share of a village's households that are enrolled.
std::vector<double> shares_of_villages(const Roster& r) {
    std::vector<double> shares;
    for (std::size_t v = 0; v + 1 < people().village_begin.size(); ++v) {
        const auto from = people().village_begin[v], to = people().village_begin[v + 1];
        double in = 0.0;
        for (Index h = from; h < to; ++h) in += r.enrolled[static_cast<std::size_t>(h)];
        shares.push_back(in / static_cast<double>(to - from));
    }
    return shares;
}
double enrolled(const Roster& r) { return static_cast<double>(std::accumulate(r.enrolled.begin(), r.enrolled.end(), 0)); }
/// Households in it in a year.
double inside(const Roster& r, int year, int length) {
    double count = 0.0;
    for (std::size_t h = 0; h < r.enrolled.size(); ++h)
        count += r.enrolled[h] && r.first[h] <= year && year <= std::min<int>(r.horizon[h], r.first[h] + length - 1);
    return count;
}

TEST(Roster, WithoutADesignEverybodyBeginsAtTheStart) {
    const auto r = roster(training({{"coverage", 0.4}, {"start", 3}, {"years", 4}}));
    EXPECT_NEAR(enrolled(r) / 3000.0, 0.4, 0.03);
    ASSERT_EQ(r.cohorts.size(), 1u);
    EXPECT_EQ(r.cohorts[0].first, 3);
    EXPECT_EQ(r.cohorts[0].horizon, kYears);
    for (std::size_t h = 0; h < 3000; ++h) EXPECT_EQ(r.first[h], r.enrolled[h] ? 3 : 0);
    for (const double share : r.village_share) EXPECT_EQ(share, 0.4);
    for (const double quality : r.quality) EXPECT_EQ(quality, 1.0);
}

TEST(Roster, ANumberOfHouseholdsIsAShareOfTheEligible) {
    const auto by_number = roster(training({{"households", 600}})), by_share = roster(training({{"coverage", 0.2}}));
    EXPECT_EQ(by_number.enrolled, by_share.enrolled);
    EXPECT_EQ(enrolled(roster(training({{"households", 0}}))), 0.0);
    expect_refused(training({{"households", 3600}}), "asks for 3600 households, and 3000 households are eligible");
    expect_refused(training({{"households", 2000}, {"min_area_ha", 3.0}}), "households are eligible");
}

TEST(Roster, DistanceCutsOnBothSides) {
    const auto r = roster(training({{"min_km", 4.0}, {"max_km", 9.0}}));
    double out = 0.0;
    for (std::size_t h = 0; h < 3000; ++h) {
        const double km = people().km_foot[h] + people().km_road[h];
        EXPECT_EQ(r.enrolled[h] != 0, km >= 4.0 && km <= 9.0);
        out += km > 9.0;
    }
    EXPECT_GT(out, 0.0);
    EXPECT_GT(enrolled(r), 0.0);
}

TEST(Roster, TwoStagesTreatAShareOfVillagesAndOfTheirHouseholds) {
    const auto r = roster(training({{"village_coverage", 0.6}, {"saturation", 0.5}}));
    double untreated = 0.0, among = 0.0, treated = 0.0;
    for (const double share : shares_of_villages(r)) {
        untreated += share == 0.0;
        among += share > 0.0 ? share : 0.0;
        treated += share > 0.0;
    }
    EXPECT_NEAR(untreated / 100.0, 0.4, 0.15);
    EXPECT_NEAR(among / treated, 0.5, 0.05);
    EXPECT_EQ(r.village_share[1], 0.6);
}

TEST(Roster, EachVillageDrawsOneOfTheSaturations) {
    auto made = training({{"saturation", 0.5}});
    made.saturations = {0.0, 0.5, 1.0};
    int none = 0, half = 0, all = 0;
    for (const double share : shares_of_villages(roster(made))) {
        if (share == 0.0) ++none;
        else if (share == 1.0) ++all;
        else ++half;
        EXPECT_TRUE(share == 0.0 || share == 1.0 || (share > 0.15 && share < 0.85)) << share;
    }
    // A hundred villages in thirds: 20 and 47 are three standard errors away.
    for (const int count : {none, half, all}) EXPECT_TRUE(count >= 20 && count <= 47) << count;
    EXPECT_EQ(none + half + all, 100);
}

TEST(Roster, WithoutVillagesThereAreNoneToTreat) {
    const auto alone = synthetic(50, 3, 1);
    expect_refused(training({{"village_coverage", 0.5}}), "no household has a village", alone);
    EXPECT_GT(enrolled(roster(training({{"waves", 2}}), alone)), 0.0);
}

TEST(Roster, WavesAreOfVillagesAndEachLastsItsYears) {
    const auto r = roster(training({{"waves", 3}, {"wave_years", 2}, {"start", 2}, {"years", 4}}));
    std::map<int, int> villages;
    for (std::size_t v = 0; v + 1 < people().village_begin.size(); ++v) {
        const auto from = static_cast<std::size_t>(people().village_begin[v]), to = static_cast<std::size_t>(people().village_begin[v + 1]);
        for (std::size_t h = from; h < to; ++h) EXPECT_EQ(r.first[h], r.first[from]) << "a village is in two waves";
        ++villages[r.first[from]];
    }
    ASSERT_EQ(villages.size(), 3u);
    for (const int first : {2, 4, 6}) EXPECT_TRUE(villages[first] >= 20 && villages[first] <= 47);
    ASSERT_EQ(r.cohorts.size(), 3u);
    EXPECT_EQ(r.cohorts[2].first, 6);
    EXPECT_DOUBLE_EQ(r.village_share[1], 0.0);
    EXPECT_DOUBLE_EQ(r.village_share[5], 1.0 - villages[6] / 100.0);  // the first two are in
    EXPECT_DOUBLE_EQ(r.village_share[6], (villages[4] + villages[6]) / 100.0);  // the first has ended
    EXPECT_DOUBLE_EQ(r.village_share[9], villages[6] / 100.0);
    EXPECT_DOUBLE_EQ(r.village_share[10], 0.0);
}

TEST(Roster, NoMoreAreInItThanThereIsRoomFor) {
    const auto r = roster(training({{"capacity_households", 500}, {"exit_years", 2}, {"years", 6}}));
    for (int year = 1; year <= 6; ++year) {
        double in = 0.0;
        for (std::size_t h = 0; h < 3000; ++h) in += r.enrolled[h] && r.first[h] <= year && year < r.first[h] + 2;
        EXPECT_EQ(in, 500.0) << year;
    }
    EXPECT_EQ(enrolled(r), 1500.0);  // three turns of two years; the others never found a place
    for (const auto& cohort : r.cohorts) EXPECT_EQ(cohort.horizon, cohort.first == 1 ? kYears : 6) << cohort.first;
    // Who is served first is drawn, not the order of the file.
    double early = 0.0;
    for (std::size_t h = 0; h < 1500; ++h) early += r.first[h] == 1;
    EXPECT_NEAR(early, 250.0, 60.0);
    expect_refused(training({{"capacity_households", 3001}}), "asks for 3001 households, and 3000 households are eligible");
    expect_refused(training({{"capacity_households", 400}}), "stands for 500", with_represents(people(), 1'500'000.0));
}

TEST(Roster, MoreRoomServesMoreHouseholdYears) {
    double before = 0.0;
    for (const double room : {100.0, 300.0, 900.0, 2700.0}) {
        const auto r = roster(training({{"capacity_households", room}, {"attrition", 0.2}, {"years", 0}}));
        double years = 0.0;
        for (int year = 1; year <= kYears; ++year) {
            double in = 0.0;
            for (std::size_t h = 0; h < 3000; ++h) in += r.enrolled[h] && r.first[h] <= year && year <= r.horizon[h];
            EXPECT_LE(in, room);
            years += in;
        }
        EXPECT_GT(years, before);
        before = years;
    }
}

TEST(Roster, ThoseInItLeaveAtTheHazard) {
    const auto r = roster(training({{"attrition", 0.15}, {"years", 0}}));
    for (const int year : {1, 2, 5, 10}) EXPECT_NEAR(inside(r, year, 99) / 3000.0, std::pow(0.85, year - 1), 0.03) << year;
    EXPECT_EQ(enrolled(r), 3000.0);
    const auto none = roster(training({{"years", 0}}));
    EXPECT_EQ(inside(none, kYears, 99), 3000.0);
    EXPECT_EQ(inside(roster(training({{"attrition", 1.0}, {"years", 0}})), 2, 99), 0.0);
}

TEST(Roster, QualityFallsWithTheMostInItAtOnce) {
    const auto r = roster(training({{"quality_loss", 0.5}, {"quality_reference_households", 750}, {"waves", 2}, {"wave_years", 4}, {"years", 5}}));
    const double first = static_cast<double>(std::ranges::count(r.first, std::int16_t{1}));
    EXPECT_EQ(r.quality[0], 1.0);
    EXPECT_DOUBLE_EQ(r.quality[1], std::pow(first / 750.0, -0.5));
    EXPECT_DOUBLE_EQ(r.quality[5], 0.5);  // both waves: 3000, four times the reference
    EXPECT_DOUBLE_EQ(r.quality[12], 0.5);
    const auto small = roster(training({{"quality_loss", 0.5}, {"quality_reference_households", 3000}}));
    EXPECT_EQ(small.quality[1], 1.0);
    expect_refused(intervention("cash_transfer", {{"quality_loss", 0.1}}), "hands out money, by cash_usd");
}

TEST(Roster, AColumnOfTheSurveySaysWhoAndFromWhen) {
    auto people_with = people();
    auto& column = people_with.carried.emplace_back("treated", Population::Column(3000, 0.0)).second;
    column[5] = 1.0;
    column[6] = 4.0;
    auto made = intervention("farmer_training", {{"start", 2}, {"years", 3}});
    made.assigned = "treated";
    const auto r = roster(made, people_with);
    EXPECT_EQ(enrolled(r), 2.0) << "nobody else, whatever the logit of enrolment";
    EXPECT_EQ(r.first[5], 2);
    EXPECT_EQ(r.first[6], 4);
    EXPECT_EQ(r.village_share[2], 0.01);
    EXPECT_EQ(r.village_share[7], 0.0);
    column[7] = 0.5;
    expect_refused(made, "neither 0, 1 nor a year", people_with);
    column[7] = 2015;
    expect_refused(made, "holds 2015 for household", people_with);
    column[7] = column[8] = std::nan("");
    expect_refused(made, "blank for 2 of 3000", people_with);
    made.assigned = "treatd";
    expect_refused(made, "carry no column \"treatd\"", people_with);
    people_with.synthetic = false;
    expect_refused(made, "Did you mean \"treated\"", people_with);
}

TEST(Roster, ADesignMovesNobodysLuck) {
    const auto plain = roster(training({{"coverage", 0.5}}));
    for (const Fields& more : {Fields{{"waves", 3}}, Fields{{"attrition", 0.2}}, Fields{{"exit_years", 2}}, Fields{{"quality_loss", 0.2}}}) {
        Fields fields = more;
        fields.emplace_back("coverage", 0.5);
        EXPECT_EQ(roster(training(fields)).enrolled, plain.enrolled) << more[0].first;
    }
    EXPECT_EQ(roster(training({{"saturation", 0.5}})).enrolled, plain.enrolled);
    EXPECT_NE(roster(training({{"coverage", 0.5}}), people(), 1).enrolled, plain.enrolled);
}

}  // namespace
