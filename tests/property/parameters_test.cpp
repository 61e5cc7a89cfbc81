// SPDX-License-Identifier: Apache-2.0
// Every row of the parameter tables does something where its column `active` says so, and nothing elsewhere.
#include <gtest/gtest.h>

#include <set>

#include "../support/runs.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;

/// Rows that are read by people or by the report, not by a run; each with where it is used.
const std::map<std::string, std::string, std::less<>> kNotInARun{
    {"feeder_road.households_per_km", "the inverse of km_per_household, for readers"},
    {"delivery.done_share_sd", "the second moment of done_share, for readers"},
    {"origin_supply_t", "the threshold at which the market answers by itself"},
    {"export_cost", "the ledger, and prices of a liberal market, which the test below walks"},
    {"margin", "the ledger, and prices of a liberal market"},
    {"local_spending_kept", "the ledger"},
    {"local_supply_elasticity", "the ledger"},
    {"local_demand_elasticity", "the ledger"},
    {"land_share_of_supply", "the ledger"},
    {"world_area_ha", "the ledger"},
    {"delivery.benefit_life", "returns, when a programme file gives none"},
    {"delivery.discount_rate", "returns, when a programme file gives none"},
};

/// Rows that only enter figures that are reported and feed nothing back into a household.
const std::set<std::string, std::less<>> kReportedOnly{"school_days", "school_share", "benchmark_usd", "benchmark_ae",
                                                               "aware_knowledge", "able_knowledge"};

/// Rows of a form of an equation that is in force unless another is chosen.
const std::set<std::string, std::less<>> kOfTheDefaultForm{"age_form 0", "fertiliser_form 0"};

/// Rows that size or date a bill and nothing that a household feels: what was planted, written or founded lasts.
const std::set<std::string, std::less<>> kCostsOnly{
    "delivery.overhead", "delivery.learning",  "feeder_road.km_per_household", "education.pupils_per_household",
    "agroforestry.years", "savings_group.years", "tenure_reform.years"};

/// Of eight contacts two or three with a package are soon found among a hundred households, most of whom have one.
constexpr double kManyContacts = 6.0;

/// Where a row is put to the test.
struct World {
    std::vector<std::pair<std::string, double>> changes;
    std::vector<std::string> programme;  // kinds of interventions
    market::Regime regime = market::Regime::regulated;
    bool megakarya = false, recorded = false, market_answers = false;
};

const World kBaseline{};

World world_of(const std::string& active) {
    if (active == "always" || active == "welfare measures only" || kOfTheDefaultForm.contains(active)) return kBaseline;
    World w;
    if (active == "age_form 1") w.changes = {{"age_form", 1.0}};
    if (active == "fertiliser_form 1") w.changes = {{"fertiliser_form", 1.0}};
    for (const std::string option : {"target_input_learning", "disadoption", "safety_first", "bass_adoption"})
        if (active == option + " 1") w.changes = {{option, 1.0}};
    if (active == "contagion_threshold above 0") w.changes = {{"contagion_threshold", kManyContacts}};
    if (active == "any intervention") w.programme = {"farmer_training"};
    for (const std::string& key : catalogue_keys())
        if (active.find(key) != std::string::npos) {
            w.programme = {key};
            w.changes = ground(key);
            if (key == "education") w.changes = {{"education.lag_years", 2.0}};  // so that pupils come to the farm within the run
        }
    if (active.starts_with("liberal price regime")) w.regime = market::Regime::liberal;
    if (active == "liberal price regime with a feeder road") w.programme = {"feeder_road"};
    if (active == "megakarya zone") w.megakarya = true;
    if (active == "lid_usd_per_t above 0") w.changes = {{"lid_usd_per_t", 400.0}};
    if (active == "share_tenancy above 0") w.changes = ground("tenure_reform");
    if (active == "quality_loss above 0") {
        w.programme = {"farmer_training"};
        w.changes = {{"delivery.quality_loss", 0.3}, {"delivery.quality_reference_households", 20.0}};
    }
    if (active == "market answer") {
        w.programme = {"farmer_training"};
        w.market_answers = true;
    }
    if (active == "survey recording and anchoring") w.recorded = true;
    return w;
}

Runs run(const World& world, std::vector<std::pair<std::string, double>> changes = {}) {
    static const Population plain = synthetic(100, 51, 25);
    Population people = plain;
    if (world.megakarya) people.megakarya.assign(100, 1.0);
    if (world.recorded)
        for (std::size_t i = 0; i < 100; ++i) people.recorded_yield_kg_per_ha[i] = 150.0 + 5.0 * static_cast<double>(i);
    for (const auto& change : world.changes) {
        const bool own = std::ranges::any_of(changes, [&](const auto& other) { return other.first == change.first; });
        if (!own) changes.push_back(change);
    }
    Programme programme;
    for (const std::string& kind : world.programme) {
        // Everything else comes from the rows. It starts at once, so that there are years after its end.
        Intervention made{kind, kind, {}, {}};
        if (!shipped_table().contains(kind + ".years")) made.fields.push_back({"years", stats::Distribution::fixed(4.0)});
        programme.interventions.push_back(made);
    }
    programme.arms = arms_of_all(programme.interventions);
    simulate::RunSettings s;
    s.years = 10;
    s.draws = 1;
    s.replicates = 6;
    s.threads = 2;
    s.drawn_parameters = false;
    s.anchor = world.recorded;
    s.regime = world.regime;
    s.market_answer = world.market_answers ? simulate::MarketAnswer::on : simulate::MarketAnswer::off;
    return simulate::simulate(people, changed_table(changes), programme, s);
}

/// One run as it is shipped per world.
const Runs& reference(const std::string& active) {
    static std::map<std::string, Runs> runs;
    auto found = runs.find(active);
    if (found == runs.end()) found = runs.emplace(active, run(world_of(active))).first;
    return found->second;
}

double moved(const ParameterRow& row) {
    if (row.unit == "switch") return 1.0 - row.value;
    if (row.name == "contagion_threshold") return kManyContacts;
    if (row.high > row.value) return row.value + 0.5 * (row.high - row.value);
    if (row.low < row.value) return row.value - 0.5 * (row.value - row.low);
    return row.bounds.high > 1.05 * row.value ? 1.05 * row.value : 0.95 * row.value;
}

bool same_costs(const Runs& a, const Runs& b) {
    for (std::size_t k = 0; k < a.service.size(); ++k)
        if (bits_of(a.service[k].cost) != bits_of(b.service[k].cost)) return false;
    return true;
}
bool same_values(const Runs& a, const Runs& b) {
    return std::equal(a.values.begin(), a.values.end(), b.values.begin(),
                      [](double x, double y) { return bits_of(x) == bits_of(y); });
}

std::vector<std::string> rows_of(const std::set<std::string>& files) {
    std::vector<std::string> names;
    for (const ParameterRow& row : shipped_table().rows())
        for (const std::string& file : files)
            if (row.where.find(file) != std::string::npos) names.push_back(row.name);
    return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& row) {
    std::string name = row.param;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

class RunRow : public testing::TestWithParam<std::string> {
protected:
    const ParameterRow& row() const { return shipped_table().find(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Parameters, RunRow, testing::ValuesIn(rows_of({"/cocoa.csv", "/interventions.csv"})),
                         test_name);

TEST_P(RunRow, MovesHouseholdsWhereItSaysItIsActive) {
    if (kNotInARun.contains(row().name)) {
        const auto all = run({{}, catalogue_keys()}), with = run({{}, catalogue_keys()}, {{row().name, moved(row())}});
        EXPECT_EQ(with.state_hash, all.state_hash) << "take it off the list of rows that no run reads";
        EXPECT_TRUE(same_costs(with, all));
        return;
    }
    if (row().active.find("no intervention builds them yet") != std::string::npos) {
        const auto all = run({{}, catalogue_keys()}), with = run({{}, catalogue_keys()}, {{row().name, moved(row())}});
        EXPECT_EQ(with.state_hash, all.state_hash) << "it does something now: say so in its column `active`";
        EXPECT_TRUE(same_values(with, all));
        return;
    }
    const Runs& plain = reference(row().active);
    const Runs other = run(world_of(row().active), {{row().name, moved(row())}});
    if (kReportedOnly.contains(row().name)) {
        EXPECT_EQ(other.state_hash, plain.state_hash);
        EXPECT_FALSE(same_values(other, plain)) << "nothing that is reported depends on it";
    } else if (row().active != "always" && row().unit.starts_with("USD") && same_values(other, plain)) {
        EXPECT_FALSE(same_costs(other, plain)) << "neither households nor costs depend on it";
    } else if (kCostsOnly.contains(row().name) || row().name.ends_with(".ha_per_household")) {
        EXPECT_FALSE(same_costs(other, plain));
    } else {
        EXPECT_NE(other.state_hash, plain.state_hash)
            << row().name << " from " << row().value << " to " << moved(row()) << " moves nobody";
    }
}

TEST_P(RunRow, DoesNothingWhereItIsNotActive) {
    if (row().active == "always" || row().active == "welfare measures only") return;
    // Where a row of the default form is idle, the other form is in force.
    std::string idle = "always";
    if (kOfTheDefaultForm.contains(row().active)) idle = row().active.substr(0, row().active.size() - 1) + "1";
    const Runs& plain = reference(idle);
    const Runs other = run(world_of(idle), {{row().name, moved(row())}});
    EXPECT_EQ(other.state_hash, plain.state_hash) << "active: " << row().active;
    EXPECT_TRUE(same_values(other, plain));
}

TEST(Parameters, RowsThatWaitForModulesNotBuiltDoNothing) {
    std::vector<std::pair<std::string, double>> changes;
    for (const std::string& name : rows_of({"inactive.csv"}))
        changes.emplace_back(name, moved(shipped_table().find(name)));
    EXPECT_GT(changes.size(), 20u);
    const auto all = run({{}, catalogue_keys()}), with = run({{}, catalogue_keys()}, changes);
    EXPECT_EQ(with.state_hash, all.state_hash);
    EXPECT_TRUE(same_values(with, all));
    EXPECT_TRUE(same_costs(with, all));
}

class PopulationRow : public RunRow {};
INSTANTIATE_TEST_SUITE_P(Parameters, PopulationRow, testing::ValuesIn(rows_of({"population_ghana_cocoa.csv"})),
                         test_name);

Population made_with(const ParameterTable& table) {
    SynthesisOptions options;
    options.households = 1500;
    options.seed = 52;
    return synthesise(moments_of(table), central(table), options);
}

TEST_P(PopulationRow, ShapesHouseholdsOrWhatTheyAreAnchoredTo) {
    const auto table = changed_table({{row().name, moved(row())}});
    const Population plain = made_with(shipped_table()), other = made_with(table);
    bool differs = plain.villages() != other.villages() || plain.trees != other.trees;
    for (const PopulationColumn& column : population_columns()) {
        const auto &a = column.in(plain), &b = column.in(other);
        differs = differs || !std::equal(a.begin(), a.end(), b.begin(),
                                         [](double x, double y) { return bits_of(x) == bits_of(y); });
    }
    if (!differs) {  // then it must be what a run is anchored to
        const Population few = synthetic(100, 52);
        simulate::RunSettings s = few_years(2);
        s.drawn_parameters = false;
        differs = simulate::simulate(few, shipped_table(), {}, s).state_hash !=
                  simulate::simulate(few, table, {}, s).state_hash;
    }
    const bool active = row().active == "always" || row().active == "megakarya zone" ||
                        row().active == "reporting and eligibility only";
    EXPECT_EQ(differs, active) << "active: " << row().active;
}

}  // namespace
