// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/programme_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/segments.hpp"
#include "smallholder/programme/catalogue.hpp"

namespace smallholder::io {
namespace {

ProgrammeFile parse(const std::string& text) {
    return parse_programme("schema = 1\n" + text, "plan.toml", catalogue_vocabulary());
}

constexpr const char* kTwo = R"(
[[intervention]]
kind = "farmer_training"
name = "courses"
[intervention.who]
coverage = {p5 = 0.3, p95 = 0.6, distribution = "beta"}
region = ["Ashanti", "Western North"]
female_only = true
[intervention.when]
start = 2

[[intervention]]
kind = "feeder_road"
)";

TEST(ProgrammePlan, CarriesFieldsRegionsAndSwitchesOver) {
    const Programme plan = plan_of(parse(kTwo));
    ASSERT_EQ(plan.interventions.size(), 2u);
    const Intervention& courses = plan.interventions[0];
    EXPECT_EQ(courses.name, "courses");
    EXPECT_EQ(courses.kind, "farmer_training");
    const auto field = [&](std::string_view name) {
        return std::ranges::find(courses.fields, name, &FieldSetting::field)->value;
    };
    EXPECT_DOUBLE_EQ(quantile(field("start"), 0.5), 2.0);
    EXPECT_DOUBLE_EQ(quantile(field("female_only"), 0.5), 1.0);
    EXPECT_NEAR(quantile(field("coverage"), 0.05), 0.3, 1e-9);
    EXPECT_NEAR(quantile(field("coverage"), 0.95), 0.6, 1e-9);
    ASSERT_EQ(courses.eligible.size(), 1u);
    EXPECT_EQ(courses.eligible[0].grouping, "region");
    EXPECT_EQ(courses.eligible[0].groups, (std::vector<std::string>{"Ashanti", "Western North"}));
    EXPECT_EQ(plan.interventions[1].name, "feeder_road");
}

TEST(ProgrammePlan, OffersTwoToTheSameHouseholds) {
    const std::string text = "[[intervention]]\nkind = \"farmer_training\"\nname = \"courses\"\n[[intervention]]\nkind = \"community_health\"\n"
                             "[intervention.who]\noffered_with = \"";
    const ProgrammeFile file = parse(text + "courses\"\n");
    EXPECT_EQ(plan_of(file).interventions[1].offered_with, "courses");
    EXPECT_EQ(plan_of(file).interventions[0].offered_with, "");
    EXPECT_TRUE(parse_programme(write_programme(file), "again.toml", catalogue_vocabulary()) == file);
    try {
        (void)plan_of(parse(text + "course\"\n"));
        ADD_FAILURE() << "there is no such intervention";
    } catch (const ProgrammeError& error) {
        const std::string said = error.what();
        EXPECT_NE(said.find("plan.toml line 8, key intervention.community_health.who.offered_with"), std::string::npos) << said;
        EXPECT_NE(said.find("Did you mean \"courses\"?"), std::string::npos) << said;
    }
}

TEST(ProgrammePlan, WithoutArmsThereIsOneWithEverything) {
    const Programme plan = plan_of(parse(kTwo));
    ASSERT_EQ(plan.arms.size(), 1u);
    EXPECT_EQ(plan.arms[0].interventions, (std::vector<Index>{0, 1}));
}

TEST(ProgrammePlan, ArmsNameTheirInterventions) {
    const Programme plan = plan_of(parse(std::string(kTwo) + "[[arm]]\nname = \"road only\"\ninterventions = [\"feeder_road\"]\n"));
    ASSERT_EQ(plan.arms.size(), 1u);
    EXPECT_EQ(plan.arms[0].name, "road only");
    EXPECT_EQ(plan.arms[0].interventions, (std::vector<Index>{1}));
}

TEST(ProgrammePlan, WhatIsHeldInMemoryIsCheckedLikeAFile) {
    ProgrammeFile file = parse(kTwo);
    file.arms = {{"road only", {"feeder_raod"}}};
    try {
        plan_of(file);
        FAIL() << "the misspelt intervention was accepted";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("Did you mean \"feeder_road\"?"), std::string::npos) << error.what();
    }
    file = parse(kTwo);
    file.interventions[0].fields["who.coverage"] = std::string("most");
    EXPECT_THROW(plan_of(file), ProgrammeError);
    file = parse(kTwo);
    file.interventions[0].fields["who.regoin"] = std::vector<std::string>{"Ashanti"};
    EXPECT_THROW(plan_of(file), ProgrammeError);
}

TEST(ProgrammePlan, GroupsThatCanBeChosenAreThoseOfTheSegments) {
    const double some[] = {1.0};
    const std::vector<std::pair<std::string, std::vector<std::string>>> fixed{
        {"land", group_by_land(some).groups}, {"sex", group_by_sex(some).groups}, {"poverty", group_by_poverty(some, some).groups}};
    for (const InterventionKind& kind : catalogue_vocabulary().kinds) {
        for (const auto& [name, groups] : fixed) {
            const auto spec = std::ranges::find(kind.texts, std::string_view(name), &TextSpec::name);
            ASSERT_NE(spec, kind.texts.end()) << name;
            EXPECT_TRUE(std::ranges::equal(spec->allowed, groups)) << name;
        }
    }
}

TEST(ProgrammePlan, EveryEntryOfTheCatalogueCanBeWrittenInAFile) {
    for (const CatalogueEntry& entry : catalogue()) {
        const Programme plan = plan_of(parse("[[intervention]]\nkind = \"" + std::string(entry.key) + "\"\n"));
        ASSERT_EQ(plan.interventions.size(), 1u) << entry.key;
        EXPECT_EQ(plan.interventions[0].kind, entry.key);
    }
}

TEST(ProgrammePlan, SwitchesAreOnUnlessTheFileTurnsThemOff) {
    EXPECT_TRUE(switch_of(parse(""), "anchor"));
    EXPECT_FALSE(switch_of(parse("[switches]\nanchor = false\n"), "anchor"));
    EXPECT_THROW(switch_of(parse(""), "anker"), ProgrammeError);
}

}  // namespace
}  // namespace smallholder::io
