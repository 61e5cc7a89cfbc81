// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/composed_levers.hpp"

#include <gtest/gtest.h>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using effects::kLeverRows;
using effects::Lever;
using stats::Distribution;

Intervention help(std::vector<LeverSetting> levers) {
    Intervention made;
    made.name = "help";
    made.kind = "composed";
    made.levers = std::move(levers);
    return made;
}

std::string refused(const Intervention& intervention) {
    try {
        check_programme({{intervention}, {}}, 20);
    } catch (const ProgrammeError& error) {
        return error.what();
    }
    return "";
}

TEST(ComposedLevers, EveryLeverIsKnownByItsNameInItsUnit) {
    for (std::size_t k = 0; k < kLeverRows.size(); ++k) {
        EXPECT_EQ(lever_named(kLeverRows[k].name), static_cast<Lever>(k));
        EXPECT_FALSE(problem_with_lever(kLeverRows[k].name, kLeverRows[k].unit, {}));
        const auto change = lever_fields(static_cast<Lever>(k))[0];
        EXPECT_EQ(change.unit, kLeverRows[k].unit);
        EXPECT_EQ(change.minimum, kLeverRows[k].least);
        EXPECT_EQ(change.maximum, kLeverRows[k].most);
    }
    EXPECT_FALSE(lever_named("yield"));
}

TEST(ComposedLevers, ANameThatIsNoneIsAnsweredWithTheNearestAndTheList) {
    const auto problem = problem_with_lever("hasle_relief", "util", {});
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->key, "lever");
    EXPECT_NE(problem->remedy.find("Did you mean \"hassle_relief\"?"), std::string::npos);
    for (const auto& row : kLeverRows) EXPECT_NE(problem->remedy.find(row.name), std::string::npos) << row.name;
    EXPECT_EQ(problem_with_lever("yield", "kg/ha", {})->remedy.find("Did you mean"), std::string::npos);
}

TEST(ComposedLevers, AWrongUnitIsNamedBesideTheRightOne) {
    const auto problem = problem_with_lever("premium_usd_per_kg", "USD/t", {});
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->key, "unit");
    EXPECT_NE(problem->what.find("\"USD/t\""), std::string::npos);
    EXPECT_NE(problem->what.find("\"USD/kg\""), std::string::npos);
    EXPECT_EQ(problem_with_lever("course", "", {})->remedy, "Write unit = \"1\"");
}

TEST(ComposedLevers, WhatIsHandedOutHasNoDecay) {
    for (const Lever lever : {Lever::course, Lever::cash_usd, Lever::input_subsidy, Lever::credit_usd, Lever::premium_usd_per_kg, Lever::replant_share})
        EXPECT_TRUE(problem_with_end(lever, true, false)) << effects::row_of(lever).name;
    for (const Lever lever : {Lever::burden, Lever::foot_removed, Lever::tenure_security, Lever::shade, Lever::hassle_relief}) {
        EXPECT_FALSE(problem_with_end(lever, true, false)) << effects::row_of(lever).name;
        EXPECT_TRUE(problem_with_end(lever, true, true)) << effects::row_of(lever).name;
        EXPECT_FALSE(problem_with_end(lever, false, true)) << effects::row_of(lever).name;
    }
}

TEST(ComposedLevers, AProgrammeThatCannotBeIsRefused) {
    const auto sure = [](double x) { return Distribution::fixed(x); };
    EXPECT_EQ(refused(help({{Lever::course, sure(0.5)}})), "");
    EXPECT_NE(refused(help({})).find("it moves no lever"), std::string::npos);
    EXPECT_NE(refused(help({{Lever::course, sure(1.5)}})).find("lever course: change = 1.5"), std::string::npos);
    EXPECT_NE(refused(help({{Lever::course, Distribution::normal(0.9, 0.2)}})).find("change = "), std::string::npos);
    EXPECT_NE(refused(help({{Lever::course, sure(0.5)}, {Lever::course, sure(0.2)}})).find("moves course twice"), std::string::npos);
    EXPECT_NE(refused(help({{Lever::cash_usd, sure(5.0), {}, sure(0.1)}})).find("nothing after the last one"), std::string::npos);
    EXPECT_NE(refused(help({{Lever::burden, sure(0.5), {}, {}, sure(1.2)}})).find("attendance = 1.2"), std::string::npos);
    EXPECT_NE(refused(help({{Lever::burden, sure(0.5), sure(-1.0)}})).find("ramp_years = -1"), std::string::npos);
    Intervention other = help({{Lever::course, sure(0.5)}});
    other.kind = "farmer_training";
    EXPECT_NE(refused(other).find("has its own levers"), std::string::npos);
}

TEST(ComposedLevers, DrawsOfTwoLeversOfOneInterventionAreNotTheSame) {
    const auto made = help({{Lever::course, Distribution::uniform(0.0, 1.0)}, {Lever::shade, Distribution::uniform(0.0, 1.0)}});
    const auto first = lever_changes(made, 1, 0, true), again = lever_changes(made, 1, 0, true), next = lever_changes(made, 1, 1, true);
    EXPECT_NE(first[0].change, first[1].change);
    EXPECT_EQ(first[0].change, again[0].change);
    EXPECT_NE(first[0].change, next[0].change);
    EXPECT_NEAR(lever_changes(made, 1, 0, false)[0].change, 0.5, 1e-12);
    EXPECT_EQ(first[0].attendance, 1.0);
    EXPECT_FALSE(first[0].decay);
}

}  // namespace
