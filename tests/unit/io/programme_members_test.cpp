// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/programme_members.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "smallholder/core/errors.hpp"
#include "smallholder/io/programme_plan.hpp"
#include "smallholder/programme/programme.hpp"

namespace smallholder::io {
namespace {

ProgrammeFile parse(const std::string& text) { return parse_programme("schema = 1\n" + text, "plan.toml", catalogue_vocabulary()); }

const std::string kPlan = R"([money]
currency = "USD"
price_year = 2018
[population]
synthetic = "ghana_cocoa"
[[intervention]]
kind = "farmer_training"
name = "training"
[[intervention]]
kind = "feeder_road"
name = "roads"
)";
const std::string kLead = R"([[member]]
name = "Lead firm"
type = "firm"
leader = true
funds = ["training"]
)";
const std::string kBank = R"([[member]]
name = "Bank"
type = "development_bank"
funds = ["training", "roads"]
)";

/// What is said of a file: by the reader, or where it reads well by consortium_of.
std::string refusal(const std::string& text) {
    try {
        (void)consortium_of(parse(text));
    } catch (const ProgrammeError& error) {
        EXPECT_FALSE(error.remedy().empty());
        return error.what();
    }
    return "accepted";
}
void expect_refused(const std::string& text, const std::string& where, const std::string& says, const std::string& remedy = "") {
    const std::string said = refusal(text);
    for (const std::string& part : {where, says, remedy}) EXPECT_NE(said.find(part), std::string::npos) << said << "\nshould hold: " << part;
}

TEST(Members, AFileWithoutAnyHasNoConsortium) {
    EXPECT_FALSE(consortium_of(parse(kPlan)).has_value());
}

TEST(Members, WhatIsNotSaidIsThatOfTheType) {
    const auto made = consortium_of(parse(kPlan + kLead + kBank));
    ASSERT_TRUE(made.has_value());
    ASSERT_EQ(made->members.size(), 2u);
    const Member& lead = made->members[0];
    EXPECT_EQ(lead.name, "Lead firm");
    EXPECT_EQ(lead.type, MemberType::firm);
    EXPECT_TRUE(lead.leader);
    EXPECT_DOUBLE_EQ(lead.discount_rate, 0.10);
    EXPECT_DOUBLE_EQ(lead.hurdle_rate, 0.0);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.budget_usd_per_year, 0.5), 0.0);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.passed_on, 0.5), 0.5);
    EXPECT_TRUE(lead.may_transfer);
    ASSERT_EQ(lead.funds.size(), 1u);
    EXPECT_EQ(lead.funds[0].levels, (std::vector<double>{0.5, 1.0}));
    EXPECT_DOUBLE_EQ(lead.funds[0].effectiveness, 1.0);
    EXPECT_DOUBLE_EQ(made->members[1].hurdle_rate, 0.10);
    EXPECT_EQ(made->rule, "shapley");
    EXPECT_EQ(made->conventions, (std::vector<std::string>{"gamma", "zero"}));
    EXPECT_EQ(made->minimum_cell, 20);
    EXPECT_EQ(made->paths, 400);
    EXPECT_FALSE(made->given.has_value());
}

const std::string kEverything = kPlan + R"([[member]]
name = "Lead firm"
type = "firm"
leader = true
funds = ["training", "roads"]
levels = { training = [0.25, 0.5, 1.0] }
effectiveness = { roads = 0.8 }
sources = { Ashanti = 0.2, "Western North" = 0.1 }
budget_per_year = { p5 = 3_000_000, p95 = 8_000_000 }
currency = "USD"
may_transfer = false
discount_rate = 0.12
hurdle_rate = 0.02
staff_months_per_year = 18
[member.values]
per_usd_of_chain_income = 0.15
required_tonnes = 150_000
shortage_usd_per_tonne = { low = 100, high = 300 }
passed_on = 0.6
reputation_usd = 500_000
[[member]]
name = "Farmers' union"
type = "farmer_organisation"
sources = 0.05
[consortium]
founders = ["Lead firm", "Farmers' union"]
conventions = ["gamma", "delta"]
rule = "nucleolus"
view = "Lead firm"
levels = [0.5, 0.75]
minimum_cell = 30
paths = 1_000
keep_after_completion = true
assurance = true
[consortium.conditions]
common_agenda = 0.5
backbone = 1
[consortium.settings]
pair_cost = 12_000
)";

TEST(Members, CarriesEverythingOver) {
    const auto made = *consortium_of(parse(kEverything));
    const Member& lead = made.members[0];
    ASSERT_EQ(lead.funds.size(), 2u);
    EXPECT_EQ(lead.funds[0].levels, (std::vector<double>{0.25, 0.5, 1.0}));
    EXPECT_EQ(lead.funds[1].levels, (std::vector<double>{0.5, 0.75})) << "those of the consortium";
    EXPECT_DOUBLE_EQ(lead.funds[1].effectiveness, 0.8);
    EXPECT_NEAR(stats::quantile(lead.budget_usd_per_year, 0.05), 3e6, 1.0);
    EXPECT_NEAR(stats::quantile(lead.budget_usd_per_year, 0.95), 8e6, 1.0);
    EXPECT_FALSE(lead.may_transfer);
    EXPECT_EQ(lead.sources, (std::vector<std::pair<std::string, double>>{{"Ashanti", 0.2}, {"Western North", 0.1}}));
    EXPECT_DOUBLE_EQ(lead.discount_rate, 0.12);
    EXPECT_DOUBLE_EQ(lead.hurdle_rate, 0.02);
    EXPECT_DOUBLE_EQ(lead.staff_months, 18.0);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.per_usd_of_chain_income, 0.5), 0.15);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.per_usd_of_income, 0.5), 0.0);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.required_tonnes, 0.5), 150000.0);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.shortage_usd_per_tonne, 0.5), 200.0);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.passed_on, 0.5), 0.6);
    EXPECT_DOUBLE_EQ(stats::quantile(lead.reputation_usd, 0.5), 500000.0);
    EXPECT_EQ(made.members[1].type, MemberType::farmer_organisation);
    EXPECT_EQ(made.members[1].sources, (std::vector<std::pair<std::string, double>>{{"", 0.05}}));
    EXPECT_EQ(made.founders, (std::vector<std::string>{"Lead firm", "Farmers' union"}));
    EXPECT_EQ(made.conventions, (std::vector<std::string>{"gamma", "delta"}));
    EXPECT_EQ(made.rule, "nucleolus");
    EXPECT_EQ(made.view, "Lead firm");
    EXPECT_EQ(made.minimum_cell, 30);
    EXPECT_EQ(made.paths, 1000);
    EXPECT_TRUE(made.keep_after_completion);
    EXPECT_TRUE(made.assurance);
    EXPECT_EQ(made.settings, (std::vector<std::pair<std::string, double>>{{"backbone", 1.0}, {"common_agenda", 0.5}, {"pair_cost", 12000.0}}));
}

const std::string kGiven = R"([money]
currency = "USD"
price_year = 2018
[response]
unit = "pupils"
units = 1000
[[response.part]]
name = "T"
gain = 200
cost_per_unit = 60
cost_fixed = 20_000
[[response.part]]
name = "H"
gain = 50
cost_per_unit = 30
cost_fixed = 10_000
[[response.pair]]
of = ["T", "H"]
gain = 100
[[member]]
name = "School"
type = "other"
funds = ["H"]
)";

TEST(Members, AResponseStandsInPlaceOfHouseholds) {
    const auto made = *consortium_of(parse(kGiven));
    ASSERT_TRUE(made.given.has_value());
    EXPECT_EQ(made.given->unit, "pupils");
    EXPECT_DOUBLE_EQ(made.given->units, 1000.0);
    ASSERT_EQ(made.given->parts.size(), 2u);
    EXPECT_EQ(made.given->parts[0].name, "T");
    EXPECT_DOUBLE_EQ(made.given->parts[0].gain_usd, 200.0);
    EXPECT_DOUBLE_EQ(made.given->parts[1].cost_per_unit, 30.0);
    EXPECT_DOUBLE_EQ(made.given->parts[1].cost_fixed, 10000.0);
    ASSERT_EQ(made.given->pairs.size(), 1u);
    EXPECT_EQ(made.given->pairs[0].second, "H");
    EXPECT_DOUBLE_EQ(made.given->pairs[0].gain_usd, 100.0);
}

TEST(Members, WrittenFilesReadBackTheSame) {
    for (const std::string& text : {kEverything, kGiven, kPlan + kLead}) {
        const ProgrammeFile file = parse(text);
        const ProgrammeFile again = parse_programme(write_programme(file), "again.toml", catalogue_vocabulary());
        EXPECT_TRUE(again == file) << write_programme(file);
        ProgrammeFile other = file;
        other.members.front().fields["budget_per_year"] = 1.0;
        EXPECT_FALSE(other == file);
    }
}

TEST(MemberErrors, NameTheLineTheKeyAndWhatToTry) {
    const std::string base = kPlan + kLead;  // kPlan has 12 lines with schema, the member's block begins in line 13
    expect_refused(kPlan + "[[member]]\nfunds = [\"training\"]\n", "plan.toml line 13, key member.name", "no name");
    expect_refused(kPlan + "[[member]]\nname = \"A\"\ntype = \"fim\"\nfunds = [\"training\"]\n", "line 15, key member.type", "\"fim\" is not known",
                   "Did you mean \"firm\"?");
    expect_refused(kPlan + "[[member]]\nname = \"A\"\ntype = \"firm\"\nfunds = [\"trainin\"]\n", "line 16, key member.A.funds",
                   "there is no intervention \"trainin\"", "Did you mean \"training\"?");
    expect_refused(kPlan + "[[member]]\nname = \"A\"\ntype = \"donor\"\n", "line 13, key member.A", "may fund nothing", "funds = ");
    expect_refused(base + "budget_per_yaer = 3\n", "line 18, key member.budget_per_yaer", "no such key", "Did you mean \"budget_per_year\"?");
    expect_refused(base + "required_tonnes = 3\n", "line 18, key member.required_tonnes", "no such key", "under [member.values]");
    expect_refused(base + "currency = \"EUR\"\n", "line 18, key member.Lead firm.currency", "in EUR", "Convert the budget to USD");
    expect_refused(base + "discount_rate = 10\n", "line 18, key member.discount_rate", "outside", "Write 10% as 0.1");
    expect_refused(base + "hurdle_rate = { p5 = 0.1, p95 = 0.2 }\n", "line 18, key member.hurdle_rate", "one number");
    expect_refused(base + "sources = 15\n", "line 18, key member.Lead firm.sources", "outside", "Write 15% as 0.15");
    expect_refused(base + "levels = { training = [0.5, 1.5] }\n", "key member.levels.training", "outside");
    expect_refused(base + "levels = { training = [0, 0.5] }\n", "line 18, key member.Lead firm.levels", "level of 0", "always possible");
    expect_refused(base + "levels = { training = [1, 0.5] }\n", "line 18, key member.Lead firm.levels", "0.5 follows 1");
    expect_refused(base + "levels = { roads = [0.5] }\n", "line 18, key member.Lead firm.levels", "does not fund \"roads\"");
    expect_refused(base + "effectiveness = { trainin = 0.5 }\n", "line 18, key member.Lead firm.effectiveness", "does not fund", "Did you mean \"training\"?");
    expect_refused(base + "[[member]]\nname = \"Lead firm\"\ntype = \"ngo\"\n", "line 18, key member.Lead firm", "two members are called");
    expect_refused(base + "[[member]]\nname = \"B\"\ntype = \"ngo\"\nleader = true\n", "line 21, key member.B.leader", "\"Lead firm\" leads already");
    expect_refused(base + "[[member]]\nname = \"farmers\"\ntype = \"ngo\"\n", "key member.farmers", "stands for others in the books");
    EXPECT_EQ(refusal(base + "[[member]]\nname = \"government\"\ntype = \"government\"\nfunds = [\"roads\"]\n"), "accepted");
}

TEST(MemberErrors, NobodyBuysMoreThanThereIs) {
    const std::string two = kPlan + kLead + "sources = { Ashanti = 0.7 }\n[[member]]\nname = \"B\"\ntype = \"ngo\"\nsources = ";
    EXPECT_EQ(refusal(two + "0.3\n"), "accepted");
    expect_refused(two + "0.31\n", "line 22, key member.B.sources", "1.01 of what Ashanti sells");
    EXPECT_EQ(refusal(two + "{ Western = 0.9 }\n"), "accepted");
}

TEST(MemberErrors, OfTheConsortium) {
    const std::string base = kPlan + kLead;
    expect_refused(kPlan + "[consortium]\n", "line 13, key consortium", "nobody in it", "[[member]]");
    expect_refused(base + "[consortium]\nfounders = [\"Lead frim\"]\n", "line 19, key consortium.founders", "no member \"Lead frim\"", "Did you mean \"Lead firm\"?");
    expect_refused(base + "[consortium]\nview = \"Bank\"\n", "line 19, key consortium.view", "no member \"Bank\"");
    expect_refused(base + "[consortium]\nrule = \"shaply\"\n", "line 19, key consortium.rule", "not known", "Did you mean \"shapley\"?");
    expect_refused(base + "[consortium]\nconventions = [\"gama\"]\n", "line 19, key consortium.conventions", "not known", "Did you mean \"gamma\"?");
    expect_refused(base + "[consortium]\nminimum_cell = 3\n", "line 19, key consortium.minimum_cell", "3 households", "Use 5 or more");
    expect_refused(base + "[consortium]\nlevels = [0.5, 0.5]\n", "line 19, key consortium.levels", "0.5 follows 0.5");
    expect_refused(base + "[consortium]\nbackbone = 1\n", "line 19, key consortium.backbone", "no such key", "under [consortium.conditions]");
    expect_refused(base + "[consortium.conditions]\nbackbon = 1\n", "line 19, key consortium.conditions.backbon", "not known", "Did you mean \"backbone\"?");
    expect_refused(base + "[consortium.conditions]\nbackbone = 1.5\n", "line 19, key consortium.conditions.backbone", "outside");
    expect_refused(base + "[consortium.conditions]\nbackbone = 1\n[consortium.settings]\nbackbone = 1\n", "line 21, key consortium.settings.backbone", "too");
    expect_refused(kPlan + "[intervention.paid_by]\ndonor = 1.0\n" + kLead, "line 13, key intervention.roads.paid_by", "among themselves", "Remove paid_by");
    expect_refused(kPlan + "[[intervention]]\nkind = \"education\"\n[intervention.who]\noffered_with = \"training\"\n" + kLead,
                   "line 16, key intervention.education.who.offered_with", "what members decide", "Remove offered_with");
}

TEST(MemberErrors, MoreThanTwelveAreToBeGrouped) {
    std::string text = kPlan;
    for (int i = 0; i < 12; ++i) text += "[[member]]\nname = \"Firm " + std::to_string(i) + "\"\ntype = \"ngo\"\n";
    EXPECT_EQ(refusal(text), "accepted");
    expect_refused(text + "[[member]]\nname = \"One more\"\ntype = \"ngo\"\n", "line 49, key member.One more", "13 members", "Make members with the same interests one");
}

TEST(MemberErrors, OfAResponse) {
    expect_refused(kGiven + "[population]\nsynthetic = \"ghana_cocoa\"\n", "key response", "both a response and a population");
    expect_refused(kGiven + "[[intervention]]\nkind = \"feeder_road\"\n", "key response", "both a response and interventions");
    expect_refused("[response]\nunits = 3\n[[response.part]]\nname = \"T\"\n", "line 2, key response", "nobody who could pay");
    const auto changed = [](const std::string& from, const std::string& to) {
        std::string text = kGiven;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos);
        return text.replace(at, from.size(), to);
    };
    expect_refused(changed("units = 1000", "units = 0"), "line 7, key response.units", "nobody is reached");
    expect_refused(changed("name = \"H\"", "name = \"T\""), "line 13, key response.part.T", "two parts are called \"T\"");
    expect_refused(changed("of = [\"T\", \"H\"]", "of = [\"T\", \"K\"]"), "line 18, key response.pair.T.K", "no part \"K\"");
    expect_refused(changed("of = [\"T\", \"H\"]", "of = [\"T\"]"), "key response.pair", "two parts");
    expect_refused(changed("cost_fixed = 10_000", "cost_fixed = -1"), "line 13, key response.part.H", "less than nothing");
    expect_refused(changed("funds = [\"H\"]", "funds = [\"K\"]"), "key member.School.funds", "there is no part \"K\"");
}

TEST(MemberErrors, ABudgetNeedsAMoney) {
    const auto file = std::filesystem::temp_directory_path() / "smallholder_budget_without_money.toml";
    std::ofstream(file) << "schema = 1\n[[intervention]]\nkind = \"farmer_training\"\n[[member]]\nname = \"A\"\ntype = \"firm\"\nfunds = [\"farmer_training\"]\n"
                           "budget_per_year = 5\n";
    try {
        (void)read_programme(file, catalogue_vocabulary());
        ADD_FAILURE() << "five of what?";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("line 8, key member.A.budget_per_year"), std::string::npos) << error.what();
    }
    std::filesystem::remove(file);
}

TEST(Members, FilesFromElsewhereAreCheckedToo) {
    ProgrammeFile file = parse(kPlan + kLead);
    file.members[0].type = "frim";
    EXPECT_THROW((void)consortium_of(file), ProgrammeError);
    file.members[0].type = "firm";
    file.members[0].fields["budget"] = 3.0;
    try {
        (void)consortium_of(file);
        ADD_FAILURE() << "there is no such figure";
    } catch (const ProgrammeError& error) {
        EXPECT_NE(std::string(error.what()).find("a member has no figure \"budget\""), std::string::npos) << error.what();
    }
    file.members[0].fields = {{"values.tax_share", 1.5}};
    EXPECT_THROW((void)consortium_of(file), ProgrammeError);
}

}  // namespace
}  // namespace smallholder::io
