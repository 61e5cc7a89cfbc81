// SPDX-License-Identifier: Apache-2.0
// What each lever reaches, one lever on at a time, and a household for whom its effect must be large.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "../support/random_households.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using tests::shipped;

/// An ordinary household of the defaults, in an ordinary year.
tests::YearCase ordinary() {
    tests::YearCase c{};
    auto& h = c.fixed;
    h.area = 2.9;
    h.crop_share = 1.0;
    h.stand_target = 830.0;
    h.land_quality = 1.0;
    h.inefficiency = 0.6;
    h.crop_share = 1.0;
    h.hired_share = 0.36;
    h.school = 6.0;
    h.men = h.women = 2.0;
    h.children = 2.0;
    h.size = 6.0;
    h.adult_equivalents = 3.1;
    h.km_foot = 3.0;
    h.km_road = 20.0;
    h.food_area = 1.0;
    h.other_level = 1250.0;
    h.soil_supply = 0.65;
    h.livestock_initial = 250.0;
    h.benchmark = 4742.0;
    h.recorded_area = 2.4;
    auto& s = c.state;
    s.infected = 0.12;
    s.practice = {0.35, 0.65, 0.5, 0.35};
    s.knowledge = 0.25;
    s.cash = 180.0;
    s.wealth = 900.0;
    s.livestock = 250.0;
    s.last_revenue = 1600.0;
    s.planted = 20.0;
    for (int a = 0; a < 41; ++a) s.trees[static_cast<std::size_t>(a)] = 755.0 / 41.0;
    c.village = {{0.43, 0.16, 0.14, 0.27}, 0.12, 0.46, 1.0};
    c.levers = Levers<double>::none();
    c.shocks = {1.0, 1.0, 0.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.999, 0.5, 0.999, 0.999, 0.999, 0.999, 0.999};
    return c;
}

Flows<double> lived(const tests::YearCase& c, const Levers<double>& levers, bool liberal = false) {
    State<double> s = c.state;
    return household_year<Season::simulated>(Model(shipped()), {1.864, 1.864, liberal, 1.0}, c.fixed, c.village, levers,
                                             c.shocks, s);
}

std::set<std::string_view> moved_flows(const Flows<double>& a, const Flows<double>& b) {
    const auto x = std::bit_cast<std::array<double, kFlowColumns>>(a),
               y = std::bit_cast<std::array<double, kFlowColumns>>(b);
    std::set<std::string_view> names;
    for (std::size_t c = 0; c < kFlowColumns; ++c)
        if (x[c] != y[c]) names.insert(kFlowNames[c]);
    return names;
}

struct Channel {
    const char* name;
    Levers<double> lever;
    std::vector<std::string_view> reaches, leaves;
};

// Which flows a lever must reach in the very year, and which it must leave alone whatever happens.
const std::vector<Channel> kChannels{
    {"course",
     {1.0, 1.0, 0.0, 0.0},
     {"knowledge", "yield_kg_per_ha", "cocoa_revenue_usd", "income_usd"},
     {"days_ill", "illness_cost_usd", "trip_saving_usd", "price_usd_per_kg", "wage_usd_per_day", "trees_per_ha",
      "infected", "food_own_usd", "other_earnings_usd", "remittances_usd", "family_days", "school_hours_saved"}},
    {"burden",
     {0.0, 0.5, 0.0, 0.0},
     {"days_ill", "illness_cost_usd", "family_days", "other_earnings_usd", "food_sales_usd"},
     {"knowledge", "price_usd_per_kg", "trip_saving_usd", "trees_per_ha", "infected", "wage_usd_per_day",
      "remittances_usd", "school_hours_saved"}},
    {"foot_removed",
     {0.0, 1.0, 1.0, 0.0},
     {"haulage_usd", "trip_saving_usd", "days_ill", "family_days", "food_own_usd", "school_hours_saved"},
     {"knowledge", "illness_cost_usd", "price_usd_per_kg", "trees_per_ha", "infected", "wage_usd_per_day",
      "remittances_usd"}},
    {"road_upgrade",
     {0.0, 1.0, 0.0, 1.0},
     {"trip_saving_usd", "days_ill", "family_days", "food_own_usd", "sold_kg"},
     {"knowledge", "illness_cost_usd", "price_usd_per_kg", "trees_per_ha", "infected", "wage_usd_per_day",
      "remittances_usd", "school_hours_saved"}},
};

TEST(Channels, EachLeverReachesWhatItShouldAndNothingElse) {
    const auto c = ordinary();
    const auto plain = lived(c, Levers<double>::none());
    for (const Channel& channel : kChannels) {
        const auto names = moved_flows(plain, lived(c, channel.lever));
        for (const auto* list : {&channel.reaches, &channel.leaves})
            for (const auto flow : *list)
                EXPECT_NE(std::find(kFlowNames.begin(), kFlowNames.end(), flow), kFlowNames.end())
                    << flow << " is no flow";
        for (const auto flow : channel.reaches) {
            EXPECT_TRUE(names.contains(flow)) << channel.name << " does not reach " << flow;
        }
        for (const auto flow : channel.leaves) EXPECT_FALSE(names.contains(flow)) << channel.name << " moves " << flow;
    }
}

TEST(Channels, NoLeverMovesLastYearsDecisions) {
    const auto c = ordinary();
    State<double> before = c.state, after = c.state;
    const Model model(shipped());
    household_year<Season::simulated>(model, {1.864, 1.864, false, 1.0}, c.fixed, c.village, Levers<double>::none(),
                                      c.shocks, before);
    household_year<Season::simulated>(model, {1.864, 1.864, false, 1.0}, c.fixed, c.village, {1.0, 0.5, 1.0, 1.0},
                                      c.shocks, after);
    EXPECT_EQ(before.trees, after.trees);
    EXPECT_EQ(before.infected, after.infected);
}

TEST(Channels, UnderARegulatedPriceTheRoadPartOfHaulageIsNotTheFarmers) {
    const auto c = ordinary();
    const auto plain = lived(c, Levers<double>::none()), graded = lived(c, {0.0, 1.0, 0.0, 1.0});
    EXPECT_NEAR(graded.haulage / graded.sold, plain.haulage / plain.sold, 1e-12);
    const auto free = lived(c, Levers<double>::none(), true), free_graded = lived(c, {0.0, 1.0, 0.0, 1.0}, true);
    EXPECT_LT(free_graded.haulage / free_graded.sold, free.haulage / free.sold);
    EXPECT_GT(free_graded.price, free.price);  // traders' margins fall where lorries can come
}

TEST(Channels, ATrackToARemoteVillageIsWorthALot) {
    auto c = ordinary();
    c.fixed.km_foot = 25.0;
    c.fixed.km_road = 60.0;
    const auto plain = lived(c, Levers<double>::none()), road = lived(c, {0.0, 1.0, 1.0, 1.0});
    const double net = plain.price - plain.haulage / plain.sold, net_road = road.price - road.haulage / road.sold;
    EXPECT_GT(net_road / net - 1.0, 0.02);
    EXPECT_GT(road.family_days / plain.family_days - 1.0, 0.10);
    EXPECT_LT(road.days_ill, 0.9 * plain.days_ill);
    // Work elsewhere that only the road brings within reach.
    c.shocks.u_other = 0.86;
    const auto idle = lived(c, Levers<double>::none()), works = lived(c, {0.0, 1.0, 1.0, 1.0});
    EXPECT_EQ(idle.earned, 0.0);
    EXPECT_GT(works.income, 1.3 * idle.income);
}

TEST(Channels, HealthCareIsWorthALotToASickHousehold) {
    auto c = ordinary();
    c.shocks.u_illness = 0.97;  // a bad year
    c.shocks.u_severity = 0.9;
    c.fixed.men = 1.0;  // and few hands
    c.fixed.women = 1.0;
    c.fixed.children = 4.0;
    c.fixed.hired_share = 0.0;
    c.state.cash = 0.0;
    c.state.bar = 1.0;  // nobody can be hired
    const auto plain = lived(c, Levers<double>::none()), cared = lived(c, {0.0, 0.5, 0.0, 0.0});
    EXPECT_GT(plain.days_ill - cared.days_ill, 10.0);
    EXPECT_GT(cared.family_days / plain.family_days - 1.0, 0.08);
    EXPECT_GT(cared.production, 1.01 * plain.production);
    EXPECT_GT(cared.income_with_food, 1.03 * plain.income_with_food);
}

TEST(Channels, CoursesAreWorthALotToThoseWhoKnowLittleAndPruneLittle) {
    auto c = ordinary();
    c.fixed.inefficiency = 1.5;
    c.state.knowledge = 0.05;
    c.state.practice = {0.1, 0.5, 0.3, 0.1};
    c.shocks.u_package = 0.55;
    c.shocks.u_rechoice = 0.1;  // thinks about its package every year
    State<double> taught = c.state, untaught = c.state;
    double with = 0.0, without = 0.0;
    for (int year = 1; year <= 6; ++year) {
        with = household_year<Season::simulated>(Model(shipped()), {1.864, 1.864, false, 1.0}, c.fixed, c.village,
                                                 {year <= 3 ? 1.0 : 0.0, 1.0, 0.0, 0.0}, c.shocks, taught)
                   .production;
        without = household_year<Season::simulated>(Model(shipped()), {1.864, 1.864, false, 1.0}, c.fixed, c.village,
                                                    Levers<double>::none(), c.shocks, untaught)
                      .production;
    }
    EXPECT_GT(taught.knowledge, untaught.knowledge + 0.2);
    EXPECT_GT(with / without - 1.0, 0.15);
}

}  // namespace
