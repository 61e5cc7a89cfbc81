// SPDX-License-Identifier: Apache-2.0
// What each lever reaches, one lever on at a time, and what it leaves alone whatever happens.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "../support/ordinary.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using namespace smallholder::tests;
using effects::Lever;

using Names = std::vector<std::string_view>;

std::set<std::string_view> moved_flows(const Flows<double>& a, const Flows<double>& b) {
    const auto x = std::bit_cast<std::array<double, kFlowColumns>>(a),
               y = std::bit_cast<std::array<double, kFlowColumns>>(b);
    std::set<std::string_view> names;
    for (std::size_t c = 0; c < kFlowColumns; ++c)
        if (x[c] != y[c]) names.insert(kFlowNames[c]);
    return names;
}

struct Channel {
    Lever lever;
    double value;
    Names reaches, leaves;
};

/// What only roads, health, school and luck change.
const Names kQuiet{"days_ill", "illness_cost_usd", "trip_saving_usd", "school_hours_saved", "remittances_usd", "other_earnings_usd"};
Names quiet_and(Names more) {
    more.insert(more.end(), kQuiet.begin(), kQuiet.end());
    return more;
}

// Which flows a lever must reach in the very year, and which it must leave alone whatever happens.
const std::vector<Channel> kChannels{
    {Lever::course, 1.0, {"knowledge", "yield_kg_per_ha", "cocoa_revenue_usd", "income_usd"},
     quiet_and({"price_usd_per_kg", "wage_usd_per_day", "trees_per_ha", "infected", "food_own_usd", "family_days"})},
    {Lever::burden, 0.5, {"days_ill", "illness_cost_usd", "family_days", "other_earnings_usd", "food_sales_usd"},
     {"knowledge", "price_usd_per_kg", "trip_saving_usd", "trees_per_ha", "infected", "wage_usd_per_day", "remittances_usd",
      "school_hours_saved"}},
    {Lever::foot_removed, 1.0, {"haulage_usd", "trip_saving_usd", "days_ill", "family_days", "food_own_usd", "school_hours_saved"},
     {"knowledge", "illness_cost_usd", "price_usd_per_kg", "trees_per_ha", "infected", "wage_usd_per_day", "remittances_usd"}},
    {Lever::road_upgrade, 1.0, {"trip_saving_usd", "days_ill", "family_days", "food_own_usd", "sold_kg"},
     {"knowledge", "illness_cost_usd", "price_usd_per_kg", "trees_per_ha", "infected", "wage_usd_per_day", "remittances_usd",
      "school_hours_saved"}},
    {Lever::school_years, 6.0, {"yield_kg_per_ha", "production_kg", "income_usd"},
     {"days_ill", "illness_cost_usd", "trip_saving_usd", "school_hours_saved", "knowledge", "trees_per_ha", "price_usd_per_kg",
      "family_days"}},
    {Lever::hassle_relief, 4.0, {"package", "practice_mean", "chemicals_usd", "yield_kg_per_ha"},
     quiet_and({"knowledge", "trees_per_ha", "infected", "price_usd_per_kg", "family_days"})},
    {Lever::credit_usd, 300.0, {"package", "fertiliser_usd", "loan_usd", "interest_usd", "yield_kg_per_ha"},
     quiet_and({"knowledge", "trees_per_ha", "price_usd_per_kg", "cash_received_usd"})},
    {Lever::interest_relief, 0.2, {"interest_usd", "credit_subsidy_usd", "income_usd", "cash_on_hand_usd"},
     quiet_and({"knowledge", "loan_usd", "yield_kg_per_ha", "trees_per_ha", "chemicals_usd"})},
    {Lever::input_subsidy, 0.5, {"chemicals_usd", "input_subsidy_usd", "income_usd"},
     quiet_and({"knowledge", "trees_per_ha", "price_usd_per_kg", "cash_received_usd", "infected"})},
    {Lever::replant_share, 0.15, {"replant_usd", "income_usd"},
     quiet_and({"yield_kg_per_ha", "trees_per_ha", "knowledge", "infected", "replant_subsidy_usd"})},
    {Lever::replant_subsidy, 0.9, {"replant_usd", "replant_subsidy_usd", "income_usd"},
     quiet_and({"yield_kg_per_ha", "trees_per_ha", "knowledge", "infected", "chemicals_usd"})},
    {Lever::replant_relief, 6.0, {"replant_usd", "income_usd"},
     quiet_and({"yield_kg_per_ha", "trees_per_ha", "knowledge", "infected", "chemicals_usd"})},
    {Lever::roguing, 0.5, {"infected", "trees_per_ha", "yield_kg_per_ha", "replant_subsidy_usd"},
     quiet_and({"knowledge", "price_usd_per_kg", "family_days", "replant_usd"})},
    {Lever::shade, 0.15, {"yield_kg_per_ha", "production_kg", "income_usd"},
     quiet_and({"knowledge", "trees_per_ha", "infected", "bearing_share", "price_usd_per_kg", "side_income_usd"})},
    {Lever::side_income_usd_per_ha, 40.0, {"side_income_usd", "income_usd", "cash_on_hand_usd", "consumption_usd"},
     quiet_and({"yield_kg_per_ha", "cocoa_revenue_usd", "chemicals_usd", "hired_days", "family_days_used"})},
    {Lever::upkeep_days_per_ha, 20.0, {"family_days_used", "hired_days"},
     quiet_and({"family_days", "package", "trees_per_ha", "side_income_usd", "infected"})},
    {Lever::savings_group, 1.0, {"infill_usd", "loan_usd", "interest_usd", "income_usd"},
     quiet_and({"knowledge", "trees_per_ha", "price_usd_per_kg", "cash_received_usd", "credit_subsidy_usd"})},
    {Lever::tenure_security, 1.0, {"replant_usd", "income_usd"},
     quiet_and({"yield_kg_per_ha", "package", "chemicals_usd", "landlord_share_usd", "trees_per_ha"})},
    {Lever::cash_usd, 300.0, {"cash_received_usd", "income_usd", "loan_usd", "consumption_usd"},
     quiet_and({"price_usd_per_kg", "wage_usd_per_day", "knowledge", "trees_per_ha", "infected", "family_days"})},
    {Lever::premium_usd_per_kg, 0.2, {"price_usd_per_kg", "premium_usd", "cocoa_revenue_usd", "income_usd"},
     quiet_and({"differential_usd", "floor_payment_usd", "knowledge", "trees_per_ha"})},
    {Lever::differential_usd_per_kg, 0.2, {"price_usd_per_kg", "differential_usd", "cocoa_revenue_usd", "income_usd"},
     quiet_and({"premium_usd", "floor_payment_usd", "knowledge", "trees_per_ha"})},
    {Lever::price_floor_usd_per_kg, 2.2, {"price_usd_per_kg", "floor_payment_usd", "cocoa_revenue_usd", "income_usd"},
     quiet_and({"premium_usd", "differential_usd", "knowledge", "trees_per_ha"})},
    {Lever::cover_usd_per_ha, 100.0, {"payout_usd", "income_usd", "consumption_usd"},
     quiet_and({"insurance_premium_usd", "yield_kg_per_ha", "chemicals_usd", "package"})},
    {Lever::insurance_premium_usd_per_ha, 10.0, {"insurance_premium_usd", "income_usd", "consumption_usd"},
     quiet_and({"payout_usd", "yield_kg_per_ha", "chemicals_usd", "package"})},
    {Lever::risk_relief, 1.0, {"package", "practice_mean"},
     quiet_and({"payout_usd", "insurance_premium_usd", "knowledge", "trees_per_ha", "price_usd_per_kg", "family_days"})},
};

/// The ordinary household, made to stand where this lever can be seen within the year.
YearCase where_seen(Lever lever) {
    YearCase c = ordinary();
    switch (lever) {
        case Lever::hassle_relief: c.shocks.u_rechoice = 0.1; break;  // thinks about its package this year
        case Lever::credit_usd:  // knows what it would do with more money, and has little
            c.shocks.u_rechoice = 0.1;
            c.shocks.u_package = 0.9;
            c.state.knowledge = 0.6;
            c.state.last_revenue = 300.0;
            break;
        case Lever::replant_share:
        case Lever::replant_subsidy:
            c.shocks.u_replant = 0.01;
            c.state.cash = 3000.0;
            break;
        case Lever::replant_relief:
            c.shocks.u_replant = 0.7;
            c.state.cash = 3000.0;
            break;
        case Lever::tenure_security:
            c.fixed.crop_share = 0.5;
            c.fixed.land_quality = 3.0;
            c.state.cash = 30000.0;
            break;
        case Lever::savings_group:  // nobody else lends
            c.state.cash = 0.0;
            c.state.last_revenue = 0.0;
            break;
        case Lever::cover_usd_per_ha: c.shocks.u_index = 0.01; break;
        case Lever::risk_relief: c.shocks.u_rechoice = 0.1; break;
        default: break;
    }
    return c;
}

class OneLever : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Channels, OneLever, testing::Range(std::size_t{0}, kChannels.size()), [](const auto& row) {
    return std::string(effects::row_of(kChannels[row.param].lever).name);
});

TEST_P(OneLever, ReachesWhatItShouldAndNothingElse) {
    const Channel& channel = kChannels[GetParam()];
    YearCase c = where_seen(channel.lever);
    const auto on = with({{channel.lever, channel.value}});
    std::set<std::string_view> names;
    // Who decides by a chance is asked at many: which chance it is, is not the point.
    const bool by_chance = channel.lever == Lever::risk_relief || channel.lever == Lever::hassle_relief ||
                           channel.lever == Lever::tenure_security;
    for (int i = 0; i < (by_chance ? 400 : 1); ++i) {
        if (by_chance) (channel.lever == Lever::tenure_security ? c.shocks.u_replant : c.shocks.u_package) = (i + 0.5) / 400.0;
        const auto moved = moved_flows(lived(c, Levers<double>::none()), lived(c, on));
        names.insert(moved.begin(), moved.end());
    }
    for (const auto flow : channel.reaches) {
        EXPECT_NE(std::find(kFlowNames.begin(), kFlowNames.end(), flow), kFlowNames.end()) << flow << " is no flow";
        EXPECT_TRUE(names.contains(flow)) << "does not reach " << flow;
    }
    for (const auto flow : channel.leaves) {
        EXPECT_NE(std::find(kFlowNames.begin(), kFlowNames.end(), flow), kFlowNames.end()) << flow << " is no flow";
        EXPECT_FALSE(names.contains(flow)) << "moves " << flow;
    }
}

TEST(Channels, NoLeverIsForgotten) {
    std::set<Lever> seen;
    for (const Channel& channel : kChannels) EXPECT_TRUE(seen.insert(channel.lever).second);
    EXPECT_EQ(seen.size(), effects::kLevers);
}

TEST(Channels, NoLeverButCuttingOutSickTreesMovesLastYearsDecisions) {
    const auto c = ordinary();
    for (const Channel& channel : kChannels) {
        State<double> before = c.state, after = c.state;
        const Model model(shipped());
        household_year<Season::simulated>(model, {1.864, 1.864, false, 1.0}, c.fixed, c.village, Levers<double>::none(),
                                          c.shocks, before);
        household_year<Season::simulated>(model, {1.864, 1.864, false, 1.0}, c.fixed, c.village,
                                          with({{channel.lever, channel.value}}), c.shocks, after);
        if (channel.lever == Lever::roguing) {
            EXPECT_NE(before.trees, after.trees);
            EXPECT_LT(after.infected, before.infected);
        } else {
            EXPECT_EQ(before.trees, after.trees) << effects::row_of(channel.lever).name;
            EXPECT_EQ(before.infected, after.infected) << effects::row_of(channel.lever).name;
        }
    }
}

TEST(Channels, UnderARegulatedPriceTheRoadPartOfHaulageIsNotTheFarmers) {
    const auto c = ordinary();
    const auto upgraded = with({{Lever::road_upgrade, 1.0}});
    const auto plain = lived(c, Levers<double>::none()), graded = lived(c, upgraded);
    EXPECT_NEAR(graded.haulage / graded.sold, plain.haulage / plain.sold, 1e-12);
    const auto free = lived(c, Levers<double>::none(), true), free_graded = lived(c, upgraded, true);
    EXPECT_LT(free_graded.haulage / free_graded.sold, free.haulage / free.sold);
    EXPECT_GT(free_graded.price, free.price);  // traders' margins fall where lorries can come
}

}  // namespace
