// SPDX-License-Identifier: Apache-2.0
// Two sizes of one plan in two arms on the same luck, two plans for the same households, and a long run made in parts.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/streams.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;

Population villagers(Index n = 120) { return synthetic(n, 33, 12, {"Ashanti", "Western"}); }

simulate::RunSettings followed(int years = 4) {
    auto settings = few_years(years);
    settings.panel_draws = settings.draws;
    return settings;
}
bool offered(const Runs& runs, Index pair, Index intervention, Index household) {
    return runs.panel.offered[runs.panel.reach(pair, intervention, household)] != 0;
}
std::string refusal(const Programme& programme) {
    try {
        check_programme(programme, 8);
    } catch (const ProgrammeError& error) {
        EXPECT_FALSE(error.remedy().empty());
        return error.what();
    }
    return "";
}

/// A share that is drawn, so that the draws of fields are shared too.
Intervention training(double coverage, std::string name, std::string luck = "") {
    auto made = intervention("farmer_training", {{"coverage", coverage}}, std::move(name));
    DistributionSpec spread;
    spread.shape = Shape::uniform;
    spread.low = 0.3;
    spread.high = 0.9;
    made.fields.push_back({"attendance", make_distribution(spread, {0.0, 1.0}, "attendance")});
    made.luck = std::move(luck);
    return made;
}

TEST(SharedLuck, HalfCoverageReachesAPartOfThoseWhomAllOfItReaches) {
    const auto people = villagers();
    Programme both;
    both.interventions = {training(0.5, "some", "training"), training(1.0, "everybody", "training"), training(0.5, "others")};
    both.arms = {{"half", {0}}, {"whole", {1}}, {"apart", {2}}};
    const auto runs = simulate::simulate(people, shipped_table(), both, followed());
    Index half = 0, whole = 0, outside = 0;
    for (Index pair = 0; pair < runs.pairs(); ++pair)
        for (Index h = 0; h < runs.panel.count(); ++h) {
            half += offered(runs, pair, 0, h);
            whole += offered(runs, pair, 1, h);
            outside += offered(runs, pair, 2, h) && !offered(runs, pair, 0, h);
            EXPECT_LE(offered(runs, pair, 0, h), offered(runs, pair, 1, h));
            // Whoever takes it up at full coverage does so at half, if asked.
            const auto takes = [&](Index k) { return runs.panel.enrolled[runs.panel.reach(pair, k, h)] != 0; };
            EXPECT_TRUE(!offered(runs, pair, 0, h) || takes(0) == takes(1));
        }
    EXPECT_GT(half, 0);
    EXPECT_LT(half, whole);
    EXPECT_GT(outside, 0) << "luck of its own reaches others";

    // The same plan under its own name, in a run of its own.
    Programme alone;
    alone.interventions = {training(0.5, "training")};
    const auto own = simulate::simulate(people, shipped_table(), alone, followed());
    expect_same_arms(own, 1, runs, 1);
    for (Index year = 0; year <= own.years(); ++year)
        EXPECT_EQ(bits_of(own.service_of(0, 1, 0, year).cost), bits_of(runs.service_of(0, 1, 0, year).cost)) << year;
}

TEST(SharedLuck, AComposedInterventionSharesTheDrawsOfItsLevers) {
    const auto with_name = [](std::string name, std::string luck) {
        auto made = intervention("composed", {}, std::move(name));
        DistributionSpec spread;
        spread.shape = Shape::uniform;
        spread.low = 10.0;
        spread.high = 90.0;
        made.levers = {{effects::Lever::cash_usd, make_distribution(spread, {0.0, 1e6}, "cash")}};
        made.luck = std::move(luck);
        return made;
    };
    Programme named, lent;
    named.interventions = {with_name("gift", "")};
    lent.interventions = {with_name("another", "gift")};
    const auto people = villagers();
    const auto a = simulate::simulate(people, shipped_table(), named, few_years()), b = simulate::simulate(people, shipped_table(), lent, few_years());
    expect_same_arms(a, 1, b, 1);
    EXPECT_NE(a.value(0, 1, 2, 0, simulate::Measure::cash_received), a.value(0, 0, 2, 0, simulate::Measure::cash_received));
}

TEST(SharedLuck, IsRefusedWithinAnArm) {
    Programme programme;
    programme.interventions = {training(0.5, "some", "training"), training(1.0, "everybody", "training")};
    EXPECT_NE(refusal(programme).find("\"some\" and \"everybody\" share their luck"), std::string::npos);
    programme.arms = {{"half", {0}}, {"whole", {1}}};
    EXPECT_EQ(refusal(programme), "");
    programme.arms = {{"both", {0, 1}}};
    EXPECT_NE(refusal(programme).find("arm \"both\""), std::string::npos);
    programme.interventions[1].luck = "some";  // that of an intervention by its own name, which has another luck
    EXPECT_EQ(refusal(programme), "");
    programme.interventions[0].luck = "";
    EXPECT_NE(refusal(programme).find("share their luck"), std::string::npos);
}

TEST(OfferedTogether, TheSameHouseholdsAreOfferedBoth) {
    const auto people = villagers();
    Programme programme;
    programme.interventions = {intervention("farmer_training", {{"coverage", 0.5}, {"start", 2}}, "training"),
                               intervention("community_health", {{"coverage", 0.5}}, "health"),
                               intervention("community_health", {{"coverage", 0.25}}, "less"), intervention("community_health", {{"coverage", 0.5}}, "apart")};
    programme.interventions[1].offered_with = programme.interventions[2].offered_with = "training";
    programme.arms = {{"one", {0, 1}}, {"two", {0, 2}}, {"three", {0, 3}}};
    const auto runs = simulate::simulate(people, shipped_table(), programme, followed());
    Index fewer = 0, differ = 0, enrolled_alone = 0;
    for (Index pair = 0; pair < runs.pairs(); ++pair)
        for (Index h = 0; h < runs.panel.count(); ++h) {
            EXPECT_EQ(offered(runs, pair, 0, h), offered(runs, pair, 1, h));
            EXPECT_LE(offered(runs, pair, 2, h), offered(runs, pair, 0, h));
            fewer += offered(runs, pair, 2, h);
            differ += offered(runs, pair, 3, h) != offered(runs, pair, 0, h);
            enrolled_alone += runs.panel.enrolled[runs.panel.reach(pair, 0, h)] != runs.panel.enrolled[runs.panel.reach(pair, 1, h)];
        }
    EXPECT_GT(fewer, 0);
    EXPECT_GT(differ, 0);
    EXPECT_GT(enrolled_alone, 0) << "who takes it up is each intervention's own";
}

TEST(OfferedTogether, VillagesAndSharesWithinThemCoincideToo) {
    const auto people = villagers(240);
    Programme programme;
    for (const char* name : {"training", "health"})
        programme.interventions.push_back(
            intervention(name == std::string("training") ? "farmer_training" : "community_health", {{"village_coverage", 0.5}, {"saturation", 0.5}}, name));
    for (Intervention& each : programme.interventions) each.saturations = {0.25, 0.75};
    programme.interventions[1].offered_with = "training";
    const auto runs = simulate::simulate(people, shipped_table(), programme, followed(2));
    Index reached = 0;
    for (Index h = 0; h < runs.panel.count(); ++h) {
        EXPECT_EQ(offered(runs, 0, 0, h), offered(runs, 0, 1, h));
        reached += offered(runs, 0, 0, h);
    }
    EXPECT_GT(reached, 0);
}

TEST(OfferedTogether, RefusesWhatCannotBe) {
    Programme programme;
    programme.interventions = {intervention("farmer_training", {}, "training"), intervention("community_health", {}, "health"),
                               intervention("feeder_road", {}, "roads")};
    auto& health = programme.interventions[1];
    health.offered_with = "trainning";
    EXPECT_NE(refusal(programme).find("Did you mean \"training\"?"), std::string::npos);
    health.offered_with = "health";
    EXPECT_NE(refusal(programme).find("with itself"), std::string::npos);
    health.offered_with = "training";
    EXPECT_EQ(refusal(programme), "");
    programme.interventions[2].offered_with = "health";
    EXPECT_NE(refusal(programme).find("offered_with = \"training\""), std::string::npos);
    programme.interventions[2].offered_with = "training";
    try {
        simulate::simulate(villagers(), shipped_table(), programme, few_years());
        ADD_FAILURE() << "a road and a course are offered in different ways";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("whole villages"), std::string::npos) << error.what();
    }
}

TEST(RunsInParts, AreTheDrawsOfTheWholeBitForBit) {
    const auto people = villagers(60);
    Programme programme;
    programme.interventions = {training(0.6, "training")};
    programme.interventions[0].delivery_path = std::make_shared<DeliveryPath>(DeliveryPath{{{1, 1, 1, 1}, {1, .5, .5, 0}, {1, 0, 1, 1}, {1, .3, .6, .9}, {1, 0, 0, 0}}, 0});
    auto settings = few_years(3);
    settings.draws = 5;
    settings.replicates = 2;
    settings.panel_draws = 5;
    const auto whole = simulate::simulate(people, shipped_table(), programme, settings);
    settings.first_draw = 2;
    settings.draws = settings.panel_draws = 3;
    const auto part = simulate::simulate(people, shipped_table(), programme, settings);
    settings.first_draw = 0;
    settings.draws = settings.panel_draws = 2;
    const auto before = simulate::simulate(people, shipped_table(), programme, settings);

    ASSERT_EQ(part.pairs(), 6);
    for (Index m = 0; m < 3; ++m)
        EXPECT_EQ(bits_of(part.parameters[static_cast<std::size_t>(m)].fob_0), bits_of(whole.parameters[static_cast<std::size_t>(m + 2)].fob_0));
    const auto same_tail = [](const std::vector<double>& of_part, const std::vector<double>& of_whole, const char* what) {
        ASSERT_FALSE(of_part.empty()) << what;
        ASSERT_EQ(of_part.size() * 5, of_whole.size() * 3) << what;
        const std::size_t skip = of_whole.size() - of_part.size();
        Index wrong = 0;
        for (std::size_t k = 0; k < of_part.size(); ++k) wrong += bits_of(of_part[k]) != bits_of(of_whole[skip + k]);
        EXPECT_EQ(wrong, 0) << what;
    };
    same_tail(part.values, whole.values, "values");
    same_tail(part.accounts, whole.accounts, "accounts");
    same_tail(part.world_price, whole.world_price, "prices");
    same_tail(part.reached, whole.reached, "reached");
    same_tail(part.panel.values, whole.panel.values, "panel");
    same_tail(part.panel.benchmark, whole.panel.benchmark, "benchmarks");
    for (Index pair = 0; pair < 6; ++pair)
        for (Index year = 0; year <= 3; ++year)
            EXPECT_EQ(bits_of(part.service_of(pair, 1, 0, year).cost), bits_of(whole.service_of(pair + 4, 1, 0, year).cost));
    // Parts add up to the whole.
    simulate::StateHash sum = before.state_hash;
    sum.add(part.state_hash.low, part.state_hash.high);
    EXPECT_EQ(sum, whole.state_hash);
}

TEST(RunsInParts, KeepToDrawsThatCanBeAddressed) {
    Programme programme;
    auto settings = few_years(2);
    settings.first_draw = -1;
    EXPECT_THROW(simulate::simulate(villagers(24), shipped_table(), programme, settings), RangeError);
    settings.first_draw = static_cast<int>(smallholder::random::kMaxDraws) - 1;
    EXPECT_THROW(simulate::simulate(villagers(24), shipped_table(), programme, settings), RangeError);
}

}  // namespace
