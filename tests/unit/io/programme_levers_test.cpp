// SPDX-License-Identifier: Apache-2.0
/// Interventions composed in a file: read, refused with what to do, written back, and made into what the engine takes.
#include <gtest/gtest.h>

#include "composed_file.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/io/programme_plan.hpp"

namespace smallholder::io {
namespace {

ProgrammeFile parse(std::string_view rest) {
    return parse_programme("schema = 1\n[[intervention]]\nkind = \"composed\"\nname = \"visits\"\n" + std::string(rest), "plan.toml",
                           catalogue_vocabulary());
}

/// The message, or "no error"; `rest` begins on line 5.
std::string told(std::string_view rest) {
    try {
        (void)parse(rest);
    } catch (const ProgrammeError& error) {
        return error.what();
    }
    return "no error";
}

ProgrammeFile parse_file() { return parse_programme(kComposedFile, "plan.toml", catalogue_vocabulary()); }

TEST(ProgrammeLevers, AreReadAndWrittenAndReadAgain) {
    const ProgrammeFile file = parse_file();
    ASSERT_EQ(file.interventions.size(), 2u);
    const auto& levers = file.interventions[0].levers;
    ASSERT_EQ(levers.size(), 3u);
    EXPECT_EQ(levers[0].lever, "hassle_relief");
    EXPECT_EQ(levers[0].unit, "util");
    EXPECT_EQ(std::get<double>(levers[1].fields.at("attendance")), 0.7);
    EXPECT_EQ(file.lines.at("intervention.visits.lever.course"), 20);
    const ProgrammeFile again = parse_programme(write_programme(file), "again.toml", catalogue_vocabulary());
    EXPECT_EQ(again, file);
    ProgrammeFile other = file;
    other.interventions[0].levers[1].unit = "util";
    EXPECT_FALSE(other == file);
}

TEST(ProgrammeLevers, BecomeWhatTheEngineTakes) {
    const Programme plan = plan_of(parse_file());
    const Intervention& visits = plan.interventions[0];
    ASSERT_EQ(visits.levers.size(), 3u);
    EXPECT_EQ(visits.levers[1].lever, effects::Lever::course);
    EXPECT_EQ(stats::quantile(visits.levers[1].change, 0.5), 0.8);
    EXPECT_EQ(stats::quantile(*visits.levers[1].ramp_years, 0.5), 2.0);
    EXPECT_NEAR(stats::quantile(visits.levers[0].change, 0.05), 0.3, 1e-9);
    EXPECT_EQ(stats::quantile(*visits.levers[0].decay, 0.5), 0.5);
    EXPECT_FALSE(visits.levers[1].decay);
    EXPECT_NO_THROW(check_programme(plan, 20));
}

TEST(ProgrammeLevers, AnUnknownOneIsAnsweredWithTheNearestAndTheList) {
    const std::string text = told("[[intervention.lever]]\nlever = \"hasle_relief\"\nchange = 1\nunit = \"util\"\n");
    EXPECT_EQ(text.find("plan.toml line 6, key intervention.lever.lever: there is no lever \"hasle_relief\". Did you mean \"hassle_relief\"? "
                        "There are: course, burden, "),
              0u)
        << text;
}

TEST(ProgrammeLevers, AWrongUnitNamesBoth) {
    EXPECT_EQ(told("[[intervention.lever]]\nlever = \"premium_usd_per_kg\"\nchange = 100\nunit = \"USD/t\"\n"),
              "plan.toml line 8, key intervention.lever.unit: premium_usd_per_kg is given in \"USD/t\" and the model takes it in \"USD/kg\". "
              "Convert the change, and write unit = \"USD/kg\".");
    EXPECT_EQ(told("[[intervention.lever]]\nlever = \"course\"\nchange = 0.5\n"),
              "plan.toml line 5, key intervention.lever.unit: the unit of course is not said. Write unit = \"1\".");
}

TEST(ProgrammeLevers, WhatCannotBeIsRefusedWithItsLine) {
    const auto starts = [](const std::string& text, std::string_view with) {
        EXPECT_EQ(text.find(with), 0u) << text;
    };
    starts(told(""), "plan.toml line 2, key intervention.lever: it moves no lever. ");
    starts(told("[[intervention.lever]]\nlever = \"course\"\nunit = \"1\"\nchange = 1.5\n"),
           "plan.toml line 8, key intervention.lever.change: 1.5 is outside what it can be. It must be between 0 and 1");
    starts(told("[[intervention.lever]]\nlever = \"course\"\nunit = \"1\"\n"),
           "plan.toml line 5, key intervention.lever.change: the change of course is not given. ");
    starts(told("[[intervention.lever]]\nlever = \"course\"\nunit = \"1\"\nchange = 0.5\ndecay = 0.2\n"),
           "plan.toml line 9, key intervention.lever.decay: a course ends with its last year. ");
    starts(told("[[intervention.lever]]\nlever = \"cash_usd\"\nunit = \"USD/household\"\nchange = 50\ndecay = 0.2\n"),
           "plan.toml line 9, key intervention.lever.decay: cash_usd is handed out or done within a year and is nothing after the last one. ");
    starts(told("[[intervention.lever]]\nlever = \"burden\"\nunit = \"1\"\nchange = 0.5\ndecay = 0.2\nattendance = 0.5\n"),
           "plan.toml line 10, key intervention.lever.attendance: burden would last, and yet be there in some years only. ");
    starts(told("[[intervention.lever]]\nlever = \"shade\"\nunit = \"1\"\nchange = 0.1\n[[intervention.lever]]\nlever = \"shade\"\nunit = \"1\"\nchange = 0.1\n"),
           "plan.toml line 10, key intervention.lever.lever: the intervention moves shade twice. ");
    starts(told("[[intervention.lever]]\nlever = \"shade\"\nunit = \"1\"\nchange = 0.1\nrampyears = 2\n"),
           "plan.toml line 9, key intervention.lever.rampyears: there is no such key in [intervention.lever]. Did you mean \"ramp_years\"?");
    starts(told("lever = \"shade\"\n"), "plan.toml line 5, key intervention.lever: ");
}

TEST(ProgrammeLevers, OtherKindsHaveNone) {
    try {
        (void)parse_programme("schema = 1\n[[intervention]]\nkind = \"cash_transfer\"\n[[intervention.lever]]\nlever = \"shade\"\n", "plan.toml",
                              catalogue_vocabulary());
        FAIL() << "a cash transfer with levers";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("key intervention.lever: there is no such key"), std::string::npos) << error.what();
    }
}

TEST(ProgrammeLevers, APrototypeIsWrittenDownAndNotReadBack) {
    ProgrammeFile file;
    file.interventions.push_back({"prototype", "help", {}, {{"who.coverage", 0.5}}, {}, {}, "study.Help"});
    const std::string text = write_programme(file);
    EXPECT_NE(text.find("code = \"study.Help\""), std::string::npos);
    try {
        (void)parse_programme(text, "plan.toml", catalogue_vocabulary());
        FAIL() << "a class out of a file";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("a prototype is a class of Python, and no file can hold it. Run the script"), std::string::npos)
            << error.what();
    }
}

}  // namespace
}  // namespace smallholder::io
