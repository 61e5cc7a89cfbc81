// SPDX-License-Identifier: Apache-2.0
#include "smallholder/targeting/design.hpp"

#include <gtest/gtest.h>

#include "../../support/runs.hpp"

namespace {

using namespace smallholder;
using smallholder::tests::Fields;
using smallholder::tests::intervention;

std::vector<targeting::DesignProblem> problems(const Intervention& made, int years = 10) {
    return targeting::design_problems(made, catalogue_entry(made.kind), years);
}

void expect_refused(const Intervention& made, const std::string& key, const std::string& says, int years = 10) {
    const auto found = problems(made, years);
    ASSERT_FALSE(found.empty()) << "accepted; should say " << says;
    EXPECT_EQ(found[0].key, key);
    EXPECT_NE(found[0].what.find(says), std::string::npos) << found[0].what;
    EXPECT_FALSE(found[0].remedy.empty());
}

TEST(Design, WhatFitsTogetherIsAccepted) {
    for (const std::string& key : tests::catalogue_keys()) EXPECT_TRUE(problems(intervention(key)).empty()) << key;
    EXPECT_TRUE(problems(intervention("coaching", {{"village_coverage", 0.5}, {"saturation", 0.5}, {"waves", 3}, {"wave_years", 2}, {"years", 2},
                                                   {"capacity_households", 50}, {"attrition", 0.1}, {"exit_years", 2}, {"quality_loss", 0.1}}))
                    .empty());
    EXPECT_TRUE(problems(intervention("feeder_road", {{"coverage", 0.5}, {"waves", 2}})).empty());
}

TEST(Design, TwoWaysOfSayingWhoAreRefused) {
    expect_refused(intervention("coaching", {{"coverage", 0.5}, {"households", 100}}), "who.households", "both a share and a number");
    expect_refused(intervention("coaching", {{"coverage", 0.5}, {"saturation", 0.5}}), "who.saturation", "say already");
    expect_refused(intervention("coaching", {{"households", 10}, {"village_coverage", 0.5}}), "who.village_coverage", "say already");
    auto listed = intervention("coaching", {{"saturation", 0.5}});
    listed.saturations = {0.2, 1.4};
    expect_refused(listed, "who.saturation", "1.4");
}

TEST(Design, AColumnThatSaysWhoLeavesNothingToBeDrawn) {
    for (const char* field : {"coverage", "households", "min_km", "enrol_coop", "saturation", "capacity_households"}) {
        auto made = intervention("coaching", {{field, 1.0}});
        made.assigned = "treated";
        expect_refused(made, "who." + std::string(field), "\"treated\" says already");
    }
    auto waves = intervention("coaching", {{"waves", 2.0}});
    waves.assigned = "treated";
    expect_refused(waves, "when.waves", "says already");
    auto region = intervention("coaching");
    region.assigned = "treated";
    region.eligible = {{"region", {"Ashanti"}}};
    expect_refused(region, "who.region", "says already");
    auto own = intervention("coaching", {{"attrition", 0.1}, {"years", 3}, {"exit_years", 2}});
    own.assigned = "treated";
    EXPECT_TRUE(problems(own).empty());
}

TEST(Design, WavesMustFollowEachOtherWithinTheRun) {
    expect_refused(intervention("coaching", {{"waves", 4}, {"wave_years", 3}, {"start", 2}, {"years", 3}}), "when.waves", "wave 4 would start in year 11");
    EXPECT_TRUE(problems(intervention("coaching", {{"waves", 4}, {"wave_years", 3}, {"start", 2}, {"years", 3}}), 11).empty());
    expect_refused(intervention("coaching", {{"waves", 2}, {"wave_years", 5}, {"years", 2}}), "when.wave_years", "in between nobody is served");
    expect_refused(intervention("coaching", {{"wave_years", 5}}), "when.wave_years", "one wave only");
}

TEST(Design, WhatIsOfferedToVillagesNeitherQueuesNorLeaves) {
    const std::map<std::string, std::string> keys{{"village_coverage", "who"}, {"saturation", "who"}, {"capacity_households", "who"},
                                                  {"attrition", "when"}, {"exit_years", "when"}};
    for (const auto& [field, table] : keys)
        expect_refused(intervention("feeder_road", {{field, 1.0}}), table + "." + field, "whole villages");
}

TEST(Design, MoneyIsNotDilutedByScale) {
    for (const char* kind : {"cash_transfer", "buyer_premium", "living_income_differential", "minimum_price", "living_income_reference_price",
                             "input_credit", "input_subsidy", "weather_insurance", "replanting"}) {
        expect_refused(intervention(kind, {{"quality_loss", 0.1}}), "when.quality_loss", "hands out money");
        EXPECT_EQ(catalogue_entry(kind).field("quality_loss")->default_row, "") << kind;
    }
    for (const char* kind : {"farmer_training", "coaching", "community_health", "education", "savings_group", "weather_information"}) {
        EXPECT_TRUE(problems(intervention(kind, {{"quality_loss", 0.1}})).empty()) << kind;
        EXPECT_EQ(catalogue_entry(kind).field("quality_loss")->default_row, "delivery.quality_loss") << kind;
    }
}

}  // namespace
