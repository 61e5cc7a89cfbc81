// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/run.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "../../support/runs.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/simulate/household.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;

RunSettings small() {
    RunSettings s = tests::few_years(4);
    s.replicates = 2;
    s.threads = 1;
    return s;
}

Intervention intervention(const char* name, const char* kind, std::vector<std::pair<std::string, double>> fields) {
    Intervention made{name, kind, {}, {}};
    for (const auto& [field, value] : fields) made.fields.push_back({field, stats::Distribution::fixed(value)});
    return made;
}

template <class E>
std::string message(const std::function<void()>& act) {
    try {
        act();
    } catch (const E& error) {
        return error.what();
    }
    ADD_FAILURE() << "no such error was thrown";
    return "";
}

TEST(Run, HasANumberForEveryDrawReplicateArmYearAndGroup) {
    const auto people = tests::synthetic(60, 1, 10);
    Programme programme;
    programme.interventions = {intervention("courses", "farmer_training", {}), intervention("road", "feeder_road", {})};
    programme.arms = {{"courses alone", {0}}, {"both", {0, 1}}};
    const auto runs = simulate::simulate(people, tests::shipped_table(), programme, small());
    EXPECT_EQ(runs.arms, (std::vector<std::string>{"baseline", "courses alone", "both"}));
    EXPECT_EQ(runs.interventions, (std::vector<std::string>{"courses", "road"}));
    EXPECT_EQ(runs.values.size(), 4u * 3u * 5u * runs.groups.size() * kMeasures);
    EXPECT_EQ(runs.finished_draws(), 2);
    EXPECT_EQ(runs.parameters.size(), 2u);
    EXPECT_EQ(runs.households, 60);
    EXPECT_EQ(runs.arm_hash.size(), 3u);
    EXPECT_EQ(runs.groups[0].name, "all");
    EXPECT_NEAR(runs.groups[0].households, runs.represents, 1e-6);
    for (const double value : runs.values) EXPECT_TRUE(std::isfinite(value));
    // Year 0 is the same in every arm.
    for (Index pair = 0; pair < 4; ++pair)
        for (std::size_t m = 0; m < kMeasures; ++m)
            EXPECT_EQ(runs.value(pair, 1, 0, 0, static_cast<Measure>(m)),
                      runs.value(pair, 0, 0, 0, static_cast<Measure>(m)));
}

TEST(Run, SaysBeforeItBeginsThatTheBooksCouldNotBeMade) {
    Programme courses;
    courses.interventions = {intervention("courses", "farmer_training", {})};
    auto run = [](const Programme& programme, const ParameterTable& table) {
        (void)simulate::simulate(tests::synthetic(20), table, programme, small());
    };
    const ParameterTable for_ever = tests::changed_table({{"local_spending_kept", 1.0}});
    EXPECT_NE(message<RangeError>([&] { run(courses, for_ever); }).find("simulate: local_spending_kept is 1"), std::string::npos);
    const ParameterTable stiff = tests::changed_table({{"local_supply_elasticity", 0.0}, {"local_demand_elasticity", 0.0}});
    EXPECT_NE(message<RangeError>([&] { run(courses, stiff); }).find("are both 0"), std::string::npos);
    // One of them is enough, and without a programme there are no books.
    EXPECT_NO_THROW(run(courses, tests::changed_table({{"local_supply_elasticity", 0.0}})));
    EXPECT_NO_THROW(run({}, for_ever));
}

TEST(Run, WithoutNamedArmsThereIsOneWithEverything) {
    Programme programme;
    programme.interventions = {intervention("courses", "farmer_training", {}), intervention("road", "feeder_road", {})};
    const auto runs = simulate::simulate(tests::synthetic(20), tests::shipped_table(), programme, small());
    EXPECT_EQ(runs.arms, (std::vector<std::string>{"baseline", "programme"}));
    EXPECT_EQ(runs.arm_interventions[1], (std::vector<Index>{0, 1}));
    const auto nothing = simulate::simulate(tests::synthetic(20), tests::shipped_table(), {}, small());
    EXPECT_EQ(nothing.arms.size(), 1u);
}

TEST(Run, CentralParametersAreTheSameInEveryDrawAndDrawnOnesDiffer) {
    auto settings = small();
    const auto people = tests::synthetic(20);
    EXPECT_NE(simulate::simulate(people, tests::shipped_table(), {}, settings).parameters[0].mpc,
              simulate::simulate(people, tests::shipped_table(), {}, settings).parameters[1].mpc);
    settings.drawn_parameters = false;
    const auto runs = simulate::simulate(people, tests::shipped_table(), {}, settings);
    EXPECT_EQ(runs.parameters[0].mpc, tests::shipped().mpc);
    EXPECT_EQ(runs.parameters[1].mpc, tests::shipped().mpc);
}

TEST(Run, RecordsAreTheFlowsOfTheFirstDrawAndAddUpToTheMeans) {
    const auto people = tests::synthetic(40, 1, 10);
    auto settings = small();
    settings.record_households = true;
    Programme programme;
    programme.interventions = {intervention("courses", "farmer_training", {})};
    const auto runs = simulate::simulate(people, tests::shipped_table(), programme, settings);
    ASSERT_EQ(runs.records.size(), 2u * 5u * kFlowColumns * 40u);
    const auto income =
        static_cast<std::size_t>(std::find(kFlowNames.begin(), kFlowNames.end(), "income_usd") - kFlowNames.begin());
    for (std::size_t arm = 0; arm < 2; ++arm)
        for (std::size_t year = 0; year <= 4; ++year) {
            double weight = 0.0, sum = 0.0;
            for (std::size_t i = 0; i < 40; ++i) {
                weight += people.weight[i];
                sum += people.weight[i] * runs.records[((arm * 5 + year) * kFlowColumns + income) * 40 + i];
            }
            EXPECT_NEAR(runs.value(0, static_cast<Index>(arm), static_cast<Index>(year), 0, Measure::income),
                        sum / weight, 1e-6);
        }
}

TEST(Run, CostsFallOnTheServedAndOnlyWhileItRuns) {
    const auto people = tests::synthetic(200, 1, 10);
    Programme programme;
    programme.interventions = {intervention("nets", "community_health",
                                            {{"coverage", 0.5},
                                             {"start", 2},
                                             {"years", 2},
                                             {"delivered", 1},
                                             {"overhead", 0},
                                             {"learning", 0},
                                             {"cost_per_person_year", 3}})};
    const auto runs = simulate::simulate(people, tests::shipped_table(), programme, small());
    for (Index pair = 0; pair < runs.pairs(); ++pair) {
        EXPECT_EQ(runs.service_of(pair, 1, 0, 1).cost, 0.0);
        EXPECT_EQ(runs.service_of(pair, 1, 0, 4).cost, 0.0);
        for (const Index year : {2, 3}) {
            const auto& s = runs.service_of(pair, 1, 0, year);
            EXPECT_GT(s.served, 0.2 * 200);
            EXPECT_LT(s.served, 0.8 * 200);
            EXPECT_EQ(s.served, s.enrolled);
            EXPECT_GT(s.cost, 3.0 * s.served);  // more than one person in each
        }
        EXPECT_EQ(runs.service_of(pair, 0, 0, 2).cost, 0.0);  // the baseline pays nothing
        EXPECT_EQ(runs.reached[static_cast<std::size_t>(pair * 2 + 1)], runs.service_of(pair, 1, 0, 2).enrolled);
    }
}

TEST(Run, ARoadIsPaidInFullHoweverShortTheProgramme) {
    const auto people = tests::synthetic(60, 1, 10);
    auto paid = [&](double years) {
        Programme programme;
        programme.interventions = {intervention("road", "feeder_road",
                                                {{"start", 1},
                                                 {"years", years},
                                                 {"build_years", 2},
                                                 {"upkeep", 0},
                                                 {"delivered", 1},
                                                 {"overhead", 0},
                                                 {"learning", 0},
                                                 {"km_per_household", 0.02},
                                                 {"cost_per_km", 10000}})};
        const auto runs = simulate::simulate(people, tests::shipped_table(), programme, small());
        double sum = 0.0;
        for (Index year = 0; year <= 4; ++year) sum += runs.service_of(0, 1, 0, year).cost;
        return sum;
    };
    EXPECT_NEAR(paid(1), 60 * 0.02 * 10000.0, 1e-6);
    EXPECT_NEAR(paid(4), paid(1), 1e-6);
}

TEST(Run, EligibilityLimitsWhoIsReached) {
    const auto people = tests::synthetic(200, 1, 10);
    Programme programme;
    programme.interventions = {intervention("nets", "community_health", {{"delivered", 1}, {"max_area_ha", 2.0}})};
    double small_farms = 0.0, women = 0.0;
    for (std::size_t i = 0; i < 200; ++i) {
        small_farms += people.counted_area_ha[i] <= 2.0 ? people.weight[i] : 0.0;
        women += people.female_head[i] * people.weight[i];
    }
    EXPECT_NEAR(simulate::simulate(people, tests::shipped_table(), programme, small()).reached[1], small_farms, 1e-6);
    programme.interventions = {intervention("nets", "community_health", {{"delivered", 1}})};
    programme.interventions[0].eligible = {{"sex", {"female"}}};
    const Grouping* sex = people.segments.find("sex");
    ASSERT_NE(sex, nullptr);
    programme.interventions[0].eligible[0].groups = {
        sex->groups[static_cast<std::size_t>(sex->code[static_cast<std::size_t>(
            std::find(people.female_head.begin(), people.female_head.end(), 1.0) - people.female_head.begin())])]};
    EXPECT_NEAR(simulate::simulate(people, tests::shipped_table(), programme, small()).reached[1], women, 1e-6);
}

TEST(Run, StoppedItKeepsWhatIsFinished) {
    Progress progress;
    progress.stop = true;
    auto settings = small();
    settings.draws = 50;
    const auto none = simulate::simulate(tests::synthetic(50), tests::shipped_table(), {}, settings, &progress);
    EXPECT_EQ(none.finished_draws(), 0);
    EXPECT_EQ(progress.done.load(), 0);

    Progress later;
    const auto people = tests::synthetic(300);
    settings.draws = 400;
    std::thread interrupter([&] {
        while (later.done.load() < 6) std::this_thread::yield();
        later.stop = true;
    });
    const auto some = simulate::simulate(people, tests::shipped_table(), {}, settings, &later);
    interrupter.join();
    EXPECT_GE(some.finished_draws(), 3);
    EXPECT_LT(some.finished_draws(), 400);
    settings.draws = 3;
    const auto whole = simulate::simulate(people, tests::shipped_table(), {}, settings);
    for (Index pair = 0; pair < 6; ++pair)
        EXPECT_EQ(some.value(pair, 0, 4, 0, Measure::income), whole.value(pair, 0, 4, 0, Measure::income));
}

TEST(Run, WhatCannotBeRunIsRefused) {
    const auto people = tests::synthetic(20);
    auto settings = small();
    settings.years = 0;
    EXPECT_THROW(simulate::simulate(people, tests::shipped_table(), {}, settings), RangeError);
    settings = small();
    settings.block_households = 0;
    EXPECT_THROW(simulate::simulate(people, tests::shipped_table(), {}, settings), RangeError);
    EXPECT_THROW(simulate::simulate(Population{}, tests::shipped_table(), {}, small()), RangeError);
    // Costs as published, dollars of 2011 among them, beside households in dollars of 2018: programmes would look cheap.
    const std::string mixed = message<UnitError>([&] { simulate::simulate(people, io::shipped_parameters(), {}, small()); });
    EXPECT_NE(mixed.find("farmer_training.cost_per_household (USD of 2011)"), std::string::npos) << mixed;
    EXPECT_NE(mixed.find("in_money(table, people.money"), std::string::npos) << mixed;
    settings = small();
    settings.draws = 16'000'000;
    settings.replicates = 256;
    settings.threads = 2;
    const std::string many = message<RangeError>([&] { simulate::simulate(people, tests::shipped_table(), {}, settings); });
    EXPECT_NE(many.find("16000000 draws x 256 replicates x 1 arms"), std::string::npos) << many;
    EXPECT_NE(many.find("fewer draws"), std::string::npos) << many;
    Programme late;
    late.interventions = {intervention("road", "feeder_road", {{"start", 9}})};
    EXPECT_NE(message<ProgrammeError>([&] {
                  simulate::simulate(people, tests::shipped_table(), late, small());
              }).find("year 9"),
              std::string::npos);
    Programme nowhere;
    nowhere.interventions = {intervention("road", "feeder_road", {})};
    nowhere.interventions[0].eligible = {{"district", {"Assin"}}};
    EXPECT_NE(message<ProgrammeError>([&] {
                  simulate::simulate(people, tests::shipped_table(), nowhere, small());
              }).find("district"),
              std::string::npos);
}

TEST(Run, AValueThatIsNotFiniteNamesHouseholdYearStepAndDraw) {
    auto people = tests::synthetic(20, 1, 1);
    people.cash_usd[7] = std::numeric_limits<double>::infinity();
    auto settings = small();
    const std::string text =
        message<NumericalError>([&] { simulate::simulate(people, tests::shipped_table(), {}, settings); });
    for (const std::string& part :
         {people.name[7], std::string("year"), std::string("draw 0"), std::string("is not a finite number")})
        EXPECT_NE(text.find(part), std::string::npos) << text;
}

}  // namespace
