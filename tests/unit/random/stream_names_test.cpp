// SPDX-License-Identifier: Apache-2.0
// Every random draw of the model, by name and place. A difference from this table is a change of results: if it is
// meant, change the table too and write a line under "Changes results" in CHANGELOG.md.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "smallholder/random/streams.hpp"

namespace {

using namespace smallholder::random;

struct Known {
    const char* name;
    int stream, call, word;
};

const std::vector<Known> kKnown{
    {"weather_iid", 3, 0, 0},      {"food_weather", 3, 0, 1},
    {"illness_episodes", 3, 0, 2}, {"illness_severity", 3, 0, 3},
    {"other_earnings", 3, 1, 0},   {"training_attendance", 3, 1, 1},
    {"package_choice", 3, 1, 2},   {"replanting", 3, 1, 3},
    {"insurance_index", 3, 2, 0},  {"remittance", 3, 2, 1},
    {"asset_loss", 3, 2, 2},       {"lump_expense", 3, 2, 3},
    {"adult_death", 3, 3, 0},      {"livestock_epidemic", 3, 3, 1},
    {"disadoption", 3, 3, 2},      {"rechoice", 3, 3, 3},
    {"weather", 2, 0, 0},          {"drought", 2, 0, 1},
    {"food_price", 2, 0, 2},       {"world_price_innovation", 1, 0, 0},
    {"price_jump", 1, 0, 1},       {"price_jump_size", 1, 0, 2},
    {"parameter", 4, 0, 0},        {"anchor_land_quality", 5, 0, 0},
    {"recall_yield", 7, 0, 0},     {"recall_area", 7, 0, 1},
    {"survey_weather", 7, 0, 2},   {"alliance_pressure", 8, 0, 0},
    {"perceived_results", 8, 0, 1}, {"alliance_frailty", 8, 0, 2},
    {"member_delivers", 8, 1, 0},  {"member_leaves", 8, 1, 1},
    {"member_joins", 8, 1, 2},     {"report_noise", 8, 2, 0},
    {"report_bias", 8, 2, 1},      {"true_effect", 8, 2, 2},
    {"stage_moves", 8, 16, 0},
};

// Their place is their draw: new ones are added at the end.
const std::vector<std::string> kKnownPopulationVariables{
    "household_size",
    "female_head",
    "head_age",
    "women_share",
    "area",
    "tenure",
    "food_area",
    "land_quality",
    "density",
    "mean_tree_age",
    "genotype",
    "shade",
    "infection",
    "soil_supply",
    "inefficiency",
    "knowledge",
    "school",
    "practice_pruning",
    "practice_weeding",
    "practice_mirid",
    "practice_black_pod",
    "package",
    "package_taste",
    "hired_share",
    "cash",
    "wealth",
    "livestock",
    "has_debt",
    "debt",
    "other_earnings",
    "cooperative",
    "certified",
    "savings_group",
    "phone",
    "km_foot",
    "km_road",
    "road_class",
    "region",
    "village",
    "megakarya_zone",
    "donor",
    "jitter_area",
    "jitter_yield",
    "jitter_income",
    "jitter_size",
    "benchmark",
};

TEST(StreamNames, AreThoseOfTheLastRelease) {
    ASSERT_EQ(kPurposes.size(), kKnown.size());
    for (std::size_t i = 0; i < kKnown.size(); ++i) {
        const auto& row = kPurposes[i];
        EXPECT_EQ(row.name, kKnown[i].name);
        EXPECT_EQ(static_cast<int>(row.stream), kKnown[i].stream) << row.name;
        EXPECT_EQ(static_cast<int>(row.call), kKnown[i].call) << row.name;
        EXPECT_EQ(static_cast<int>(row.word), kKnown[i].word) << row.name;
    }
}

TEST(StreamNames, OfThePopulationKeepTheirPlaces) {
    ASSERT_EQ(kPopulationVariables.size(), kKnownPopulationVariables.size());
    for (std::size_t i = 0; i < kPopulationVariables.size(); ++i) {
        EXPECT_EQ(kPopulationVariables[i], kKnownPopulationVariables[i]);
    }
}

TEST(StreamNames, OfInterventionsHashAsBefore) {
    EXPECT_EQ(intervention_stream("farmer_training"), 0x61e9);
    EXPECT_EQ(intervention_stream("feeder_road"), 0x5828);
    EXPECT_EQ(intervention_stream("community_health"), 0x3c29);
}

TEST(StreamNames, LeadToTheLuckOfTheLastRelease) {
    // Any change of generator, layout or purposes shows here first.
    const Address at{hash_name("GH-1"), 12, 1, 7};
    EXPECT_EQ(uniform(2024, at, Purpose::weather_iid), 0x1.fa558381p-1);
    EXPECT_EQ(uniform(2024, at, Purpose::rechoice), 0x1.d96d3245p-1);
    EXPECT_EQ(uniform(2024, {hash_name("ymax"), 12, 0, 0}, Purpose::parameter), 0x1.ee50a547p-1);
    EXPECT_EQ(population_uniform(2024, {hash_name("GH-1"), 0, 0, 0}, population_variable("area")), 0x1.297cd23cp-3);
}

}  // namespace
