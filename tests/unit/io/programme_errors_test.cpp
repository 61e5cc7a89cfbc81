// SPDX-License-Identifier: Apache-2.0
/// Everything a person can get wrong in a programme file, and what they are told.
#include <gtest/gtest.h>

#include <filesystem>

#include "smallholder/core/errors.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/io/programme_plan.hpp"

namespace smallholder::io {
namespace {

const ParameterTable& table() {
    static const ParameterTable read =
        read_parameter_folder(std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "data" / "parameters");
    return read;
}

/// The message, or "no error".
std::string told(std::string_view text) {
    try {
        (void)parse_programme(text, "plan.toml", catalogue_vocabulary(&table()));
    } catch (const ProgrammeError& error) {
        return error.what();
    }
    return "no error";
}

/// A plan whose first four lines are these, so that `rest` begins on line 5.
std::string training(std::string_view rest) {
    return "schema = 1\nyears = 10\n[[intervention]]\nkind = \"farmer_training\"\n" + std::string(rest);
}

struct Mistake {
    const char* what;
    std::string text;
    const char* message;
};

class ProgrammeMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ProgrammeMistakes, AreAnsweredWithWhatToDo) {
    EXPECT_EQ(told(GetParam().text), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, ProgrammeMistakes,
    testing::Values(
        Mistake{"empty_file", " \n",
                "plan.toml: the file is empty. Start from a shipped one, such as ghana_cocoa.toml."},
        Mistake{"no_schema", "years = 5\n",
                "plan.toml line 1, key schema: the file does not say which form it has. Add the line schema = 1 at the "
                "top."},
        Mistake{"later_schema", "schema = 2\n",
                "plan.toml line 1, key schema: this version reads schema 1, not 2. Write schema = 1, or use a newer "
                "smallholder."},
        Mistake{"unknown_key_at_the_top", "schema = 1\nyeers = 5\n",
                "plan.toml line 2, key yeers: there is no such key. Did you mean \"years\"?"},
        Mistake{"unknown_key_of_an_intervention", training("atendance = 0.5\n"),
                "plan.toml line 5, key intervention.atendance: there is no such key in [intervention]. Did you mean "
                "\"attendance\"?"},
        Mistake{
            "unknown_key_of_a_subtable", training("[intervention.who]\ncovrage = 0.5\n"),
            "plan.toml line 6, key intervention.who.covrage: there is no such key in [intervention.who]. Did you mean "
            "\"coverage\"?"},
        Mistake{"right_key_in_the_wrong_table", training("[intervention.who]\nstart = 2\n"),
                "plan.toml line 6, key intervention.who.start: there is no such key in [intervention.who]. It belongs "
                "under "
                "[intervention.when]."},
        Mistake{"run_key_below_a_table", "schema = 1\n[population]\nsynthetic = \"ghana_cocoa\"\nyears = 5\n",
                "plan.toml line 4, key population.years: there is no such key in [population]. It belongs at the top of the file, "
                "above the first [table]."},
        Mistake{"table_forgotten", "schema = 1\nhouseholds = 50\n",
                "plan.toml line 2, key households: there is no such key. It belongs under [population]."},
        Mistake{"parameter_at_the_top", "schema = 1\nwage = 5\n",
                "plan.toml line 2, key wage: there is no such key. It belongs under [parameters]."},
        Mistake{"switch_in_an_intervention", training("village_coupling = false\n"),
                "plan.toml line 5, key intervention.village_coupling: there is no such key in [intervention]. It belongs under "
                "[switches]."},
        Mistake{"subtable_forgotten", training("coverage = 0.5\n"),
                "plan.toml line 5, key intervention.coverage: there is no such key in [intervention]. It belongs under "
                "[intervention.who]."},
        Mistake{"cost_said_twice", training("[intervention.cost]\ncost_per_household = 100\n"),
                "plan.toml line 6, key intervention.cost.cost_per_household: there is no such key in "
                "[intervention.cost]. It belongs "
                "under [intervention.cost] as per_household."},
        Mistake{"unknown_kind", "schema = 1\n[[intervention]]\nkind = \"farmer_trainin\"\n",
                "plan.toml line 3, key intervention.kind: there is no kind of intervention \"farmer_trainin\". Did you "
                "mean "
                "\"farmer_training\"?"},
        Mistake{"no_kind", "schema = 1\n[[intervention]]\nname = \"x\"\n",
                "plan.toml line 2, key intervention.kind: the intervention has no kind. See docs/programme_file.md."},
        Mistake{"single_brackets", "schema = 1\n[intervention]\nkind = \"farmer_training\"\n",
                "plan.toml line 2, key intervention: it is a table where a block begun by the line [[intervention]] in "
                "double "
                "brackets should stand. Write a block begun by the line [[intervention]] in double brackets."},
        Mistake{"unknown_switch", "schema = 1\n[switches]\nanchr = true\n",
                "plan.toml line 3, key switches.anchr: there is no such key in [switches]. Did you mean \"anchor\"?"},
        Mistake{"later_issue", "schema = 1\n[sensitivity]\nx = 1\n",
                "plan.toml line 2, key sensitivity: there is no such key. docs/programme_file.md lists the keys."}),
    [](const auto& mistake) { return std::string(mistake.param.what); });

INSTANTIATE_TEST_SUITE_P(
    Types, ProgrammeMistakes,
    testing::Values(
        Mistake{"text_for_a_number", training("[intervention.who]\ncoverage = \"0,6\"\n"),
                "plan.toml line 6, key intervention.who.coverage: \"0,6\" is text where a number or a distribution "
                "should stand. "
                "Write 0.6 without quotes."},
        Mistake{"text_for_years", "schema = 1\nyears = \"twenty\"\n",
                "plan.toml line 2, key years: \"twenty\" is text where a number without a point should stand. Write a "
                "number "
                "without a point."},
        Mistake{"decimal_comma", training("attendance = 0,6\n"),
                "plan.toml line 5: Error while parsing key-value pair: expected a comment or whitespace, saw ','. "
                "Write the number "
                "with a point, such as 0.6, not 0,6."},
        Mistake{"number_for_text", "schema = 1\ntitle = 5\n",
                "plan.toml line 2, key title: 5 is a number where text in double quotes should stand. Write text in "
                "double quotes."},
        Mistake{"number_for_truth", "schema = 1\n[switches]\nanchor = 1\n",
                "plan.toml line 3, key switches.anchor: 1 is a number where true or false should stand. Write true or "
                "false."},
        Mistake{"truth_for_a_share", training("[intervention.who]\ncoverage = true\n"),
                "plan.toml line 6, key intervention.who.coverage: it is true or false where a number or a distribution "
                "should stand. "
                "Write a number or a distribution."},
        Mistake{
            "date", training("[intervention.when]\nstart = 2025-01-01\n"),
            "plan.toml line 6, key intervention.when.start: it is a date where a number should stand. Write a number."},
        Mistake{"text_for_a_list", training("arms = \"all\"\n"),
                "plan.toml line 5, key intervention.arms: \"all\" is text where a list of texts, such as [\"a\", "
                "\"b\"], should stand. "
                "Write a list of texts, such as [\"a\", \"b\"]."},
        Mistake{"nan", training("attendance = nan\n"),
                "plan.toml line 5, key intervention.attendance: nan is not a number to calculate with. Give a finite "
                "number, or "
                "remove the line to use the default."},
        Mistake{"infinity", training("[intervention.cost]\nfixed_per_year = inf\n"),
                "plan.toml line 6, key intervention.cost.fixed_per_year: inf is not a number to calculate with. Give a "
                "finite "
                "number, or remove the line to use the default."},
        Mistake{"half_a_year", training("[intervention.when]\nstart = 1.5\n"),
                "plan.toml line 6, key intervention.when.start: 1.5 is not a whole number. Years are counted whole "
                "(first year)."},
        Mistake{"half_a_draw", "schema = 1\ndraws = 0.5\n",
                "plan.toml line 2, key draws: 0.5 is not a whole number. Write it without a point."}),
    [](const auto& mistake) { return std::string(mistake.param.what); });

INSTANTIATE_TEST_SUITE_P(
    Ranges, ProgrammeMistakes,
    testing::Values(
        Mistake{"coverage_in_percent", training("[intervention.who]\ncoverage = 60\n"),
                "plan.toml line 6, key intervention.who.coverage: 60 is outside what it can be. It must be between 0 "
                "and 1 (share of "
                "the eligible who are offered it). Write 60% as 0.6."},
        Mistake{"negative_coverage", training("[intervention.who]\ncoverage = -0.1\n"),
                "plan.toml line 6, key intervention.who.coverage: -0.1 is outside what it can be. It must be between 0 "
                "and 1 (share "
                "of the eligible who are offered it)."},
        Mistake{"starts_after_the_horizon", training("[intervention.when]\nstart = 11\n"),
                "plan.toml line 6, key intervention.when.start: it starts in year 11 and the run ends after year 10. "
                "Start it "
                "earlier, or raise years at the top of the file."},
        Mistake{"nobody_eligible", training("[intervention.who]\nmin_area_ha = 5\nmax_area_ha = 2\n"),
                "plan.toml line 6, key intervention.who.min_area_ha: 5 is above max_area_ha = 2, so nobody is "
                "eligible. Exchange the "
                "two, or remove one."},
        Mistake{"zero_households", "schema = 1\n[population]\nsynthetic = \"ghana_cocoa\"\nhouseholds = 0\n",
                "plan.toml line 4, key population.households: 0 is outside what it can be. It must be between 1 and "
                "1000000000."},
        Mistake{"nobody_represented", "schema = 1\n[population]\nsynthetic = \"ghana_cocoa\"\nrepresents = 0\n",
                "plan.toml line 4, key population.represents: nobody is represented. Give the number of households the "
                "sample stands "
                "for, such as 500_000."},
        Mistake{"zero_draws", "schema = 1\ndraws = 0\n",
                "plan.toml line 2, key draws: 0 is outside what it can be. It must be between 1 and 16777216."},
        Mistake{"too_many_years", "schema = 1\nyears = 300\n",
                "plan.toml line 2, key years: 300 is outside what it can be. It must be between 1 and 255."},
        Mistake{"negative_seed", "schema = 1\nseed = -1\n",
                "plan.toml line 2, key seed: -1 is outside what it can be. It must be 0 or more."},
        Mistake{"rate_in_percent",
                "schema = 1\n[money]\ncurrency = \"USD\"\nprice_year = 2018\ndiscount_rates = { society = 5 }\n",
                "plan.toml line 5, key money.discount_rates.society: 5 a year is no discount rate. Write 10% as 0.10."},
        Mistake{"unknown_party", "schema = 1\n[money.discount_rates]\nhousehold = 0.2\n",
                "plan.toml line 3, key money.discount_rates.household: nobody called \"household\" discounts anything. "
                "Known here: programme, participants, other_farmers, farmers, origin_farmers, origin_growers, workers_and_sharecroppers, landlords, "
                "lenders, government, growers_elsewhere, buyers, local_businesses, country, society, society_with_spillovers."},
        Mistake{"shares_of_a_bill", training("[intervention.paid_by]\ndonor = 0.5\ngovernment = 0.3\n"),
                "plan.toml line 5, key intervention.paid_by: the shares sum to 0.8, so part of the bill would not be paid. Let them sum to 1, "
                "such as government = 0.4, donor = 0.6."},
        Mistake{"payer_named_as_others", training("[intervention.paid_by]\nfarmers = 1\n"),
                "plan.toml line 5, key intervention.paid_by: \"farmers\" stands for others in the books and cannot be a payer's name. Give the "
                "payer a name of its own; what farmers pay themselves is set by the intervention's fields."},
        Mistake{"currency", "schema = 1\n[money]\ncurrency = \"dollars\"\nprice_year = 2018\n",
                "plan.toml line 3, key money.currency: \"dollars\" is no currency code. Use the three capital letters "
                "of ISO 4217, "
                "such as \"USD\" or \"GHS\"."},
        Mistake{"currency_without_year", "schema = 1\n[money]\ncurrency = \"USD\"\n",
                "plan.toml line 3, key money.currency: currency and price_year go together. Give both, or neither to "
                "use the "
                "survey's."},
        Mistake{"regime", "schema = 1\n[market]\nregime = \"liberl\"\n",
                "plan.toml line 3, key market.regime: \"liberl\" is not known here. Did you mean \"liberal\"?"},
        Mistake{"group", training("[intervention.who]\npoverty = [\"poor\"]\n"),
                "plan.toml line 6, key intervention.who.poverty: \"poor\" is not known here. Known here: below half "
                "the line, half the "
                "line up to the line, at the line or above."}),
    [](const auto& mistake) { return std::string(mistake.param.what); });

INSTANTIATE_TEST_SUITE_P(
    Names, ProgrammeMistakes,
    testing::Values(
        Mistake{"two_interventions_of_a_name", training("[[intervention]]\nkind = \"farmer_training\"\n"),
                "plan.toml line 5, key intervention.name: an intervention \"farmer_training\" stands already in line "
                "3. Give each a "
                "name of its own, such as name = \"farmer_training_2\"."},
        Mistake{"two_arms_of_a_name",
                training("[[arm]]\nname = \"a\"\ninterventions = []\n[[arm]]\nname = \"a\"\ninterventions = []\n"),
                "plan.toml line 9, key arm.name: the arm \"a\" stands already in line 5. Give every arm a name of its "
                "own."},
        Mistake{"arm_of_an_unknown_intervention",
                training("[[arm]]\nname = \"a\"\ninterventions = [\"farmer_traning\"]\n"),
                "plan.toml line 7, key arm.interventions: there is no intervention \"farmer_traning\". Did you mean "
                "\"farmer_training\"?"},
        Mistake{"intervention_of_an_unknown_arm", training("arms = [\"al\"]\n[[arm]]\nname = \"all\"\n"),
                "plan.toml line 3, key intervention.arms: there is no arm \"al\". Did you mean \"all\"?"},
        Mistake{"arm_without_a_name", training("[[arm]]\ninterventions = []\n"),
                "plan.toml line 5, key arm.name: the arm has no name. Add name = \"everything\"."},
        Mistake{"arm_called_baseline", training("[[arm]]\nname = \"baseline\"\n"),
                "plan.toml line 6, key arm.name: the name is taken. The baseline is always run, without interventions; "
                "call this arm "
                "something else."},
        Mistake{"the_same_key_twice", "schema = 1\nyears = 5\nyears = 6\n",
                "plan.toml line 3: Error while parsing key-value pair: cannot redefine existing integer 'years'. Write "
                "one `key = "
                "value` a line, text in double quotes, each key once."},
        Mistake{"survey_and_synthetic",
                "schema = 1\n[population]\nsynthetic = \"ghana_cocoa\"\nsurvey = \"a.csv\"\nschema = \"kit_ghana\"\n",
                "plan.toml line 4, key population.survey: both a survey and a synthetic population are named. Keep one "
                "of the two."},
        Mistake{
            "survey_without_schema", "schema = 1\n[population]\nsurvey = \"a.csv\"\n",
            "plan.toml line 3, key population.survey: the survey has no schema. Say what its columns mean: schema = "
            "\"kit_ghana\", or the path of a schema file."},
        Mistake{"unknown_population", "schema = 1\n[population]\nsynthetic = \"ghana_coffee\"\n",
                "plan.toml line 3, key population.synthetic: there is no built-in population \"ghana_coffee\". Did you "
                "mean "
                "\"ghana_cocoa\"?"}),
    [](const auto& mistake) { return std::string(mistake.param.what); });

INSTANTIATE_TEST_SUITE_P(
    Parameters, ProgrammeMistakes,
    testing::Values(
        Mistake{"unknown_parameter", "schema = 1\n[parameters]\nymx = 2000\n",
                "plan.toml line 3, key parameters.ymx: there is no parameter of that name. Did you mean \"ymax\"?"},
        Mistake{"last_part_of_a_name", "schema = 1\n[parameters]\nattendance = 0.5\n",
                "plan.toml line 3, key parameters.attendance: there is no parameter of that name. Did you mean "
                "\"farmer_training.attendance\"?"},
        Mistake{"text", "schema = 1\n[parameters]\nwage = \"4\"\n",
                "plan.toml line 3, key parameters.wage: it is text where a number or a distribution should stand "
                "(USD/day). Write "
                "wage = 4, or a range such as {p5 = 2.5, p95 = 7}."},
        Mistake{"share_above_one", "schema = 1\n[parameters]\nphl = 5\n",
                "plan.toml line 3, key parameters.phl: 5 (share) cannot be. It must be between 0 and 1."},
        Mistake{
            "low_above_high", "schema = 1\n[parameters]\nwage = { p5 = 6, p95 = 3 }\n",
            "plan.toml line 3, key parameters.wage: p5 = 6 is above p95 = 3. Write {p5 = 3, p95 = 6, distribution = "
            "\"lognormal\"}, or one number."},
        Mistake{
            "unknown_distribution",
            "schema = 1\n[parameters]\nwage = { p5 = 3, p95 = 6, distribution = \"lognorm\" }\n",
            "plan.toml line 3, key parameters.wage.distribution: there is no distribution \"lognorm\". Did you mean "
            "\"lognormal\"?"},
        Mistake{"unknown_figure", "schema = 1\n[parameters]\nwage = { p5 = 3, p59 = 6 }\n",
                "plan.toml line 3, key parameters.wage.p59: a distribution has no such key. Did you mean \"p5\"?"},
        Mistake{"half_a_range", "schema = 1\n[parameters]\nwage = { p5 = 3 }\n",
                "plan.toml line 3, key parameters.wage: a lognormal distribution takes p5, p95 or mean, sd, not p5. "
                "Write {p5 = 3, "
                "p95 = 6, distribution = \"lognormal\"}, or one number."},
        Mistake{
            "share_that_can_leave_its_range",
            "schema = 1\n[parameters]\nphl = { mean = 0.05, sd = 0.02, distribution = \"normal\" }\n",
            "plan.toml line 3, key parameters.phl: in rare draws it reaches -0.077; it must be between 0 and 1. Use "
            "distribution = \"beta\", or one with ends."},
        Mistake{"correlation_with_a_constant",
                "schema = 1\n[[correlation]]\nbetween = [\"wage\", \"y_ref\"]\nrho = 0.5\n",
                "plan.toml line 2, key correlation.between, correlation of wage and y_ref: \"y_ref\" is not drawn, so "
                "nothing can go "
                "together with it. Give it a distribution under [parameters], or remove the correlation."},
        Mistake{"correlation_of_one", "schema = 1\n[[correlation]]\nbetween = [\"wage\"]\nrho = 0.5\n",
                "plan.toml line 3, key correlation.between: a correlation is between two parameters. Write between = "
                "[\"mu0\", "
                "\"mu1\"]."},
        Mistake{"correlation_above_one", "schema = 1\n[[correlation]]\nbetween = [\"wage\", \"mu0\"]\nrho = 1.5\n",
                "plan.toml line 4, key correlation.rho: 1.5 is no correlation of two uncertain numbers. It must lie "
                "between -1 and 1, "
                "both excluded."}),
    [](const auto& mistake) { return std::string(mistake.param.what); });

TEST(ProgrammeErrors, CorrelationsThatCannotAllHoldNameLineAndPair) {
    const std::string text = told(
        "schema = 1\n"
        "[[correlation]]\nbetween = [\"wage\", \"mu0\"]\nrho = 0.9\n"
        "[[correlation]]\nbetween = [\"mu0\", \"mu1\"]\nrho = 0.9\n"
        "[[correlation]]\nbetween = [\"mu1\", \"wage\"]\nrho = -0.9\n");
    EXPECT_NE(text.find("plan.toml line"), std::string::npos) << text;
    EXPECT_NE(text.find("the correlations contradict one another"), std::string::npos) << text;
    EXPECT_NE(text.find("Bring that pair nearer to"), std::string::npos) << text;
}

TEST(ProgrammeErrors, SeveralProblemsAreToldTogetherInTheOrderOfTheFile) {
    const std::string text =
        told(training("atendance = 0.5\n[intervention.who]\ncoverage = 2\n") + "[parameters]\nymx = 1\n");
    const auto first = text.find("plan.toml line 5, key intervention.atendance");
    const auto second = text.find("Also wrong: line 7, key intervention.who.coverage: 2 is outside what it can be");
    const auto third = text.find("line 9, key parameters.ymx: there is no parameter of that name");
    EXPECT_EQ(first, 0u) << text;
    EXPECT_NE(second, std::string::npos) << text;
    EXPECT_NE(third, std::string::npos) << text;
    EXPECT_LT(second, third);
}

TEST(ProgrammeErrors, WithoutATableNamesOfParametersAreTakenOnTrust) {
    const ProgrammeFile p =
        parse_programme("schema = 1\n[parameters]\nanything = 3\n", "plan.toml", catalogue_vocabulary());
    ASSERT_EQ(p.parameters.size(), 1u);
    EXPECT_EQ(p.parameters[0].name, "anything");
}

TEST(ProgrammeErrors, AMissingFileIsNamed) {
    const auto file = std::filesystem::temp_directory_path() / "smallholder_no_such_plan.toml";
    EXPECT_THROW((void)read_programme(file, catalogue_vocabulary()), SchemaError);
}

}  // namespace
}  // namespace smallholder::io
