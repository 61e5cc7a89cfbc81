// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/programme_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "smallholder/core/errors.hpp"
#include "smallholder/io/csv.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/io/programme_members.hpp"
#include "smallholder/io/programme_plan.hpp"
#include "smallholder/programme/payers.hpp"

namespace smallholder::io {
namespace {

const std::filesystem::path kData = std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "data";

const ParameterTable& table() {
    static const ParameterTable read = read_parameter_folder(kData / "parameters");
    return read;
}

ProgrammeFile parse(std::string_view text) {
    return parse_programme(text, "plan.toml", catalogue_vocabulary(&table()));
}

constexpr std::string_view kEverything = R"toml(
schema = 1
title = "A \"quoted\" plan"
years = 12
draws = 64
replicates = 3
seed = 9007199254740993

[population]
survey = "data/households.csv"
schema = "kit_ghana"
households = 1_500
represents = 500_000
villages = 50
weights = "equal"
missing = "complete_cases"

[money]
currency = "USD"
price_year = 2018
[money.discount_rates]
society = 0.05
farmers = 0.12

[market]
regime = "liberal"

[switches]
anchor = false

[[intervention]]
kind = "farmer_training"
name = "training"
attendance = { p5 = 0.5, p95 = 0.9 }
[intervention.who]
coverage = 0.6
female_only = true
min_area_ha = 1
max_area_ha = 4.5
region = ["Ashanti", "Western North"]
[intervention.when]
start = 2
years = 3
[intervention.cost]
per_household = { low = 100, mode = 180, high = 300, distribution = "triangular" }
fixed_per_year = 250_000.0
overhead = 0.15

[[intervention]]
kind = "community_health"
burden = { values = [0.5, 0.6, 0.7], probabilities = [0.25, 0.5, 0.25] }

[[arm]]
name = "training only"
interventions = ["training"]

[[arm]]
name = "both"
interventions = ["community_health", "training"]

[parameters]
ymax = 2500
wage = { p5 = 3.0, p95 = 6.0, distribution = "lognormal" }
farmer_training.attendance = 0.6
"delivery.overhead" = { mean = 0.1, sd = 0.02, distribution = "beta" }

[[correlation]]
between = ["mu0", "mu1"]
rho = 0.4
)toml";

TEST(ProgrammeFile, EveryKeyIsRead) {
    const ProgrammeFile p = parse(kEverything);
    EXPECT_EQ(p.title, "A \"quoted\" plan");
    EXPECT_EQ(p.years, 12);
    EXPECT_EQ(p.draws, 64);
    EXPECT_EQ(p.replicates, 3);
    EXPECT_EQ(p.seed, 9007199254740993u) << "a seed is a whole number of 63 bits, not a double";
    EXPECT_EQ(p.population.survey, "data/households.csv");
    EXPECT_EQ(p.population.households, 1500);
    EXPECT_EQ(p.population.represents, 500000.0);
    EXPECT_EQ(p.population.villages, 50);
    EXPECT_EQ(p.population.missing, "complete_cases");
    EXPECT_EQ(p.money.currency, "USD");
    EXPECT_EQ(p.money.discount_rates.at("farmers"), 0.12);
    EXPECT_EQ(p.regime, "liberal");
    EXPECT_FALSE(p.switches.at("anchor"));
    ASSERT_EQ(p.interventions.size(), 2u);
    const InterventionBlock& training = p.interventions[0];
    EXPECT_EQ(training.number("who.coverage"), 0.6);
    EXPECT_EQ(training.number("who.female_only"), 1.0);
    EXPECT_EQ(training.number("when.start"), 2.0);
    EXPECT_EQ(training.number("cost.cost_fixed_per_year"), 250000.0);
    EXPECT_EQ(training.number("cost.overhead"), 0.15);
    EXPECT_EQ(std::get<std::vector<std::string>>(training.fields.at("who.region")).size(), 2u);
    const auto& attendance = std::get<DistributionSpec>(training.fields.at("attendance"));
    EXPECT_EQ(attendance.shape, Shape::beta) << "a share given by p5 and p95 alone is a beta";
    EXPECT_EQ(std::get<DistributionSpec>(training.fields.at("cost.cost_per_household")).shape, Shape::triangular);
    EXPECT_EQ(p.interventions[1].name, "community_health") << "a name may be left out";
    ASSERT_EQ(p.arms.size(), 2u);
    EXPECT_EQ(p.arms[1].interventions, (std::vector<std::string>{"training", "community_health"}))
        << "in the order of the file";
    ASSERT_EQ(p.parameters.size(), 4u);
    EXPECT_EQ(p.parameters[2].name, "farmer_training.attendance");
    EXPECT_EQ(p.parameters[3].name, "delivery.overhead");
    ASSERT_EQ(p.correlations.size(), 1u);
    EXPECT_EQ(p.correlations[0].rho, 0.4);
}

TEST(ProgrammeFile, LinesAreKeptForLaterErrors) {
    const ProgrammeFile p = parse(kEverything);
    EXPECT_EQ(p.where("intervention.training.who.coverage"),
              "plan.toml line 36, key intervention.training.who.coverage");
    EXPECT_EQ(p.where("intervention.training.cost.cost_per_household"),
              "plan.toml line 45, key intervention.training.cost.cost_per_household");
    EXPECT_EQ(p.where("parameters.ymax"), "plan.toml line 62, key parameters.ymax");
    EXPECT_EQ(p.where("something"), "plan.toml, key something");
}

TEST(ProgrammeFile, WhatIsWrittenReadsBackTheSame) {
    for (const std::string_view text : {kEverything, std::string_view("schema = 1\n")}) {
        const ProgrammeFile once = parse(text);
        const std::string written = write_programme(once);
        EXPECT_EQ(parse(written), once) << written;
        EXPECT_EQ(write_programme(parse(written)), written);
    }
    for (const std::string_view name : {"ghana_cocoa", "placebo"}) {
        const ProgrammeFile once =
            read_programme(kData / "programmes" / (std::string(name) + ".toml"), catalogue_vocabulary(&table()));
        EXPECT_EQ(parse(write_programme(once)), once) << name;
    }
}

TEST(ProgrammeFile, EqualityNoticesEveryPart) {
    const ProgrammeFile one = parse(kEverything);
    const auto differs = [&](auto change) {
        ProgrammeFile other = one;
        change(other);
        return !(other == one);
    };
    EXPECT_TRUE(differs([](ProgrammeFile& p) { p.seed += 1; }));
    EXPECT_TRUE(differs([](ProgrammeFile& p) { p.population.represents = 1.0; }));
    EXPECT_TRUE(differs([](ProgrammeFile& p) { p.interventions[0].fields["who.coverage"] = 0.5; }));
    EXPECT_TRUE(differs([](ProgrammeFile& p) { p.arms[0].name = "x"; }));
    EXPECT_TRUE(differs([](ProgrammeFile& p) { p.parameters.pop_back(); }));
    EXPECT_TRUE(differs([](ProgrammeFile& p) { p.correlations[0].rho = 0.3; }));
    EXPECT_FALSE(differs([](ProgrammeFile& p) { p.file = "elsewhere.toml"; }));
}

constexpr std::string_view kTwo = R"(
[[intervention]]
kind = "farmer_training"
[[intervention]]
kind = "community_health"
)";

TEST(ProgrammeFile, WithoutArmsThereIsOneWithEverything) {
    const ProgrammeFile p = parse("schema = 1\n" + std::string(kTwo));
    ASSERT_EQ(p.arms.size(), 1u);
    EXPECT_EQ(p.arms[0].name, "programme");
    EXPECT_EQ(p.arms[0].interventions.size(), 2u);
    EXPECT_TRUE(parse("schema = 1\n").arms.empty());
}

TEST(ProgrammeFile, AnInterventionMayNameItsArms) {
    const ProgrammeFile p = parse(
        "schema = 1\n[[intervention]]\nkind = \"farmer_training\"\narms = [\"a\", \"b\"]\n"
        "[[intervention]]\nkind = \"community_health\"\narms = [\"b\"]\n"
        "[[intervention]]\nkind = \"feeder_road\"\n");
    ASSERT_EQ(p.arms.size(), 2u);
    EXPECT_EQ(p.arms[0].interventions, (std::vector<std::string>{"farmer_training", "feeder_road"}));
    EXPECT_EQ(p.arms[1].interventions,
              (std::vector<std::string>{"farmer_training", "community_health", "feeder_road"}));
    EXPECT_EQ(parse(write_programme(p)), p);
}

TEST(ProgrammeFile, AnEmptyArmDoesNothingAndALonelyInterventionIsPointedOut) {
    const ProgrammeFile p = parse("schema = 1\n" + std::string(kTwo) +
                                  "[[arm]]\nname = \"nothing\"\ninterventions = []\n"
                                  "[[arm]]\nname = \"training\"\ninterventions = [\"farmer_training\"]\n");
    EXPECT_TRUE(p.arms[0].interventions.empty());
    ASSERT_EQ(p.notes.size(), 1u);
    EXPECT_EQ(p.notes[0], "intervention \"community_health\" is in no arm and does nothing");
}

TEST(ProgrammeFile, AnInterventionThatOutlastsTheRunIsPointedOut) {
    const ProgrammeFile p = parse(
        "schema = 1\nyears = 5\n[[intervention]]\nkind = \"farmer_training\"\n"
        "[intervention.when]\nstart = 4\nyears = 3\n");
    ASSERT_EQ(p.notes.size(), 1u);
    EXPECT_NE(p.notes[0].find("would last until year 6; the run ends after year 5"), std::string::npos);
}

TEST(ProgrammeFile, ParametersOfTheFileAreThoseOfTheRun) {
    const ProgrammeFile p = parse(kEverything);
    const ParameterTable changed = table().changed_by(p.parameters, p.correlations);
    EXPECT_EQ(changed.value("ymax"), 2500.0);
    EXPECT_NEAR(changed.find("wage").low, 3.0, 1e-9);
    EXPECT_EQ(changed.changed().size(), 4u);
    EXPECT_NE(changed.find("ymax").source.find("plan.toml line 62"), std::string::npos);
}

TEST(ShippedProgrammes, AreFoundByNameAndReadWithoutNotes) {
    for (const std::string_view name : {"ghana_cocoa", "placebo"}) {
        const ProgrammeFile p = read_programme(find_programme(name), catalogue_vocabulary(&table()));
        EXPECT_EQ(p.interventions.size(), 3u) << name;
        EXPECT_TRUE(p.notes.empty()) << name;
        EXPECT_EQ(p.population.represents, 500000.0) << name;
        EXPECT_NO_THROW(check_programme(plan_of(p), p.years)) << name;
    }
    const ProgrammeFile placebo = read_programme(find_programme("placebo"), catalogue_vocabulary(&table()));
    for (const InterventionBlock& block : placebo.interventions)
        EXPECT_EQ(block.number("who.coverage"), 0.0) << block.name;
}

TEST(ShippedProgrammes, WithMembersHaveAConsortiumAndReadBackTheSame) {
    for (const auto& [name, members, given] : {std::tuple<std::string_view, std::size_t, bool>{"mars_cocoa", 7, false},
                                               {"cocoaaction", 5, false},
                                               {"f1_fixture", 3, true},
                                               {"values_banks", 5, true},
                                               {"management_schools", 6, true}}) {
        const ProgrammeFile p = read_programme(find_programme(name), catalogue_vocabulary(&table()));
        EXPECT_TRUE(p.notes.empty()) << name << ": " << p.notes.front();
        const auto made = consortium_of(p);
        ASSERT_TRUE(made.has_value()) << name;
        EXPECT_EQ(made->members.size(), members) << name;
        EXPECT_EQ(made->given.has_value(), given) << name;
        EXPECT_EQ(p.interventions.empty(), given) << name;
        EXPECT_EQ(std::ranges::count_if(made->members, &Member::leader), 1) << name;
        EXPECT_NO_THROW(check_programme(plan_of(p), p.years)) << name;
        EXPECT_TRUE(parse(write_programme(p)) == p) << name;
    }
    // The budget of nine firms together is about 200 USD a farmer over seven years.
    const Consortium cocoa = *consortium_of(read_programme(find_programme("cocoaaction"), catalogue_vocabulary(&table())));
    double budget = 0.0;
    for (const Member& member : cocoa.members) budget += 7.0 * stats::quantile(member.budget_usd_per_year, 0.5);
    EXPECT_NEAR(budget / 300000.0, 200.0, 5.0);
}

/// The page lists every key that a file may hold.
TEST(ProgrammeFilePage, NamesEveryFieldSwitchAndParty) {
    const std::string page = read_text(std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "docs" / "programme_file.md");
    const auto named = [&](std::string_view key) {
        return page.find("`" + std::string(key) + "`") != std::string::npos;
    };
    const ProgrammeVocabulary vocabulary = catalogue_vocabulary();
    for (const InterventionKind& kind : vocabulary.kinds) {
        EXPECT_TRUE(named(kind.name)) << kind.name;
        for (const FieldSpec& spec : kind.fields) {
            EXPECT_TRUE(named(key_of_field(spec.name, spec.table)))
                << kind.name << ": " << key_of_field(spec.name, spec.table);
            if (!spec.default_row.empty() && table().contains(spec.default_row)) {
                EXPECT_TRUE(named(spec.default_row)) << spec.default_row;
            }
        }
        for (const TextSpec& spec : kind.texts) {
            EXPECT_TRUE(named(spec.name)) << spec.name;
            for (const std::string_view group : spec.allowed) EXPECT_NE(page.find(group), std::string::npos) << group;
        }
    }
    for (const SwitchSpec& spec : vocabulary.switches) EXPECT_TRUE(named(spec.name)) << spec.name;
    for (const std::string_view party : perspective_names()) EXPECT_TRUE(named(party)) << party;
    for (const FieldSpec& spec : member_fields()) EXPECT_TRUE(named(spec.name)) << spec.name;
    for (const auto& names : {consortium_conditions(), sharing_rules(), outsider_conventions(), member_type_names()})
        for (const std::string_view name : names) EXPECT_TRUE(named(name)) << name;
    for (const std::string_view key : {"leader", "funds", "levels", "effectiveness", "sources", "may_transfer", "founders", "conventions", "rule", "view",
                                       "minimum_cell", "paths", "keep_after_completion", "assurance", "unit", "units", "gain", "cost_per_unit",
                                       "cost_fixed", "of"})
        EXPECT_TRUE(named(key)) << key;
    for (const std::string_view key : {"schema",        "title",      "years",      "draws",
                                       "replicates",    "seed",       "synthetic",  "survey",
                                       "households",    "represents", "villages",   "weights",
                                       "missing",       "paid_by",       "currency",   "price_year", "discount_rates",
                                       "regime",        "kind",       "name",       "arms",
                                       "interventions", "between",    "rho",        "p5",
                                       "p95",           "mean",       "sd",         "low",
                                       "mode",          "high",       "values",     "probabilities",
                                       "distribution"}) {
        EXPECT_TRUE(named(key)) << key;
    }
}

/// What the page shows as a file is one.
TEST(ProgrammeFilePage, ItsExamplesRead) {
    const std::string page = read_text(std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "docs" / "programme_file.md");
    int examples = 0;
    for (auto at = page.find("```toml\n"); at != std::string::npos; at = page.find("```toml\n", at + 1)) {
        const auto begin = at + 8, end = page.find("```", begin);
        std::string text = page.substr(begin, end - begin);
        if (text.find("schema = 1") == std::string::npos) text = "schema = 1\n" + text;
        EXPECT_NO_THROW((void)parse(text)) << text;
        ++examples;
    }
    EXPECT_GE(examples, 4);
}

TEST(ShippedProgrammes, AMisspeltNameIsAnsweredWithTheNearest) {
    const auto fails = [](std::string_view name) -> std::string {
        try {
            (void)find_programme(name);
        } catch (const SchemaError& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_NE(fails("ghana_coca").find("Did you mean \"ghana_cocoa\"?"), std::string::npos) << fails("ghana_coca");
    EXPECT_NE(fails("nowhere/plan.toml").find("there is no such file"), std::string::npos);
}

}  // namespace
}  // namespace smallholder::io
