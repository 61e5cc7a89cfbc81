// SPDX-License-Identifier: Apache-2.0
// The same bits for any number of threads, any block size, any order of rows, and whoever else is simulated beside one.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/farm/population_builder.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;
using simulate::RunSettings;

Programme all_at_once() {
    Programme programme;
    for (const std::string& key : catalogue_keys())
        programme.interventions.push_back(intervention(key, {{"coverage", 0.6}}));
    programme.arms = arms_of_all(programme.interventions);
    return programme;
}

RunSettings settings(int threads = 1, Index block = 64) {
    RunSettings s;
    s.years = 6;
    s.draws = 3;
    s.replicates = 2;
    s.threads = threads;
    s.block_households = block;
    return s;
}

void expect_same_runs(const Runs& a, const Runs& b) {
    EXPECT_EQ(a.state_hash, b.state_hash);
    for (Index arm = 0; arm < static_cast<Index>(a.arms.size()); ++arm) expect_same_arms(a, arm, b, arm);
    ASSERT_EQ(a.service.size(), b.service.size());
    for (std::size_t k = 0; k < a.service.size(); ++k) {
        EXPECT_EQ(bits_of(a.service[k].cost), bits_of(b.service[k].cost));
        EXPECT_EQ(a.service[k].served, b.service[k].served);
    }
    EXPECT_EQ(a.reached, b.reached);
    EXPECT_EQ(a.world_price, b.world_price);
}

const Population& people() {
    static const Population made = synthetic(1200, 41, 30, {"Ashanti", "Western", "Eastern"});
    return made;
}
const Runs& reference() {
    static const Runs runs = simulate::simulate(people(), shipped_table(), all_at_once(), settings());
    return runs;
}

class Threads : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Invariance, Threads, testing::Values(1, 2, 3));
TEST_P(Threads, ChangeNoBit) {
    const auto runs = simulate::simulate(people(), shipped_table(), all_at_once(), settings(GetParam()));
    EXPECT_EQ(runs.threads_used, GetParam());
    EXPECT_EQ(runs.households_per_thread.size(), static_cast<std::size_t>(GetParam()));
    Index walked = 0, busy = 0;
    for (const Index n : runs.households_per_thread) {
        walked += n;
        busy += n > 0;
    }
    EXPECT_EQ(walked, 6 * 1200);
    EXPECT_EQ(busy, GetParam()) << "a thread had nothing to do, so nothing was tested";
    expect_same_runs(runs, reference());
}

class Blocks : public testing::TestWithParam<Index> {};
INSTANTIATE_TEST_SUITE_P(Invariance, Blocks, testing::Values(1, 16, 64, 256, 1000));
TEST_P(Blocks, ChangeNoBit) {
    const auto runs = simulate::simulate(people(), shipped_table(), all_at_once(), settings(1, GetParam()));
    // Villages of 30 stay together.
    const std::map<Index, Index> blocks{{1, 40}, {16, 40}, {64, 20}, {256, 5}, {1000, 2}};
    EXPECT_EQ(runs.blocks, blocks.at(GetParam()));
    expect_same_runs(runs, reference());
}

/// Two stages, waves, a queue, leaving and loss of quality at once.
Programme designed() {
    Programme programme;
    programme.interventions = {
        intervention("coaching", {{"village_coverage", 0.8}, {"saturation", 0.5}, {"waves", 2}, {"wave_years", 2}, {"years", 3}, {"attrition", 0.15},
                                  {"capacity_households", 60}, {"quality_loss", 0.2}, {"quality_reference_households", 50}}),
        intervention("cash_transfer", {{"households", 150}, {"waves", 3}, {"exit_years", 2}, {"years", 4}}),
        intervention("agroforestry", {{"capacity_households", 100}, {"attrition", 0.3}})};
    programme.interventions[0].saturations = {0.25, 0.5, 0.75};
    return programme;
}

TEST(Invariance, ThreadsAndBlocksChangeNoBitOfADesign) {
    const auto one = simulate::simulate(people(), shipped_table(), designed(), settings());
    for (const auto& [threads, block] : {std::pair(3, Index{16}), std::pair(2, Index{1000})}) {
        const auto other = simulate::simulate(people(), shipped_table(), designed(), settings(threads, block));
        EXPECT_NE(other.blocks, one.blocks);
        expect_same_runs(one, other);
    }
    EXPECT_NE(one.arm_hash[0], one.arm_hash[1]);
    for (Index kind = 0; kind < 3; ++kind) {
        double most = 0.0;
        for (Index year = 0; year <= 6; ++year) most = std::max(most, one.service_of(0, 1, kind, year).served);
        EXPECT_GT(one.service_of(0, 1, kind, 6).enrolled, most) << "nobody began after somebody else had left";
    }
}

TEST(Invariance, BlocksOfStrangersChangeNoBit) {
    auto alone = settings(2, 1000);
    alone.village_coupling = false;
    const auto few = simulate::simulate(people(), shipped_table(), all_at_once(), alone);
    alone.block_households = 16;
    alone.threads = 1;
    const auto many = simulate::simulate(people(), shipped_table(), all_at_once(), alone);
    EXPECT_NE(few.blocks, many.blocks);
    expect_same_runs(few, many);
}

SurveyColumns survey(std::uint64_t seed, Index n) {
    SurveyColumns made;
    Dice dice(seed);
    for (Index i = 0; i < n; ++i) {
        made.household.push_back("H" + std::to_string(1000 + i));
        made.village.push_back("V" + std::to_string(i % 7));
        made.region.push_back(i % 7 < 4 ? "North" : "South");
        made.weight.push_back(dice.between(0.5, 3.0));
        made.values["area_ha"].push_back(dice.between(0.4, 7.0));
        made.values["yield_kg_per_ha"].push_back(dice.between(80.0, 900.0));
        made.values["household_size"].push_back(1.0 + static_cast<int>(dice.between(1.0, 9.0)));
        made.values["income_usd"].push_back(dice.between(300.0, 7000.0));
    }
    return made;
}

/// The same survey with its rows in another order.
SurveyColumns reordered(const SurveyColumns& survey, const std::vector<std::size_t>& order) {
    SurveyColumns made = survey;
    for (std::size_t i = 0; i < order.size(); ++i) {
        made.household[i] = survey.household[order[i]];
        made.village[i] = survey.village[order[i]];
        made.region[i] = survey.region[order[i]];
        made.weight[i] = survey.weight[order[i]];
        for (auto& [name, column] : made.values) column[i] = survey.values.at(name)[order[i]];
    }
    return made;
}
std::vector<std::size_t> backwards(std::size_t rows) {
    std::vector<std::size_t> order(rows);
    std::iota(order.rbegin(), order.rend(), 0u);
    return order;
}
SurveyColumns shuffled(const SurveyColumns& survey, std::uint64_t seed) {
    auto order = backwards(survey.household.size());
    Dice dice(seed);
    for (std::size_t i = order.size() - 1; i > 0; --i)
        std::swap(order[i], order[static_cast<std::size_t>(dice() * static_cast<double>(i + 1))]);
    return reordered(survey, order);
}

TEST(Invariance, TheOrderOfRowsInTheSurveyChangesNoBit) {
    const auto rows = survey(42, 160);
    const auto plain = complete(rows, moments_of(shipped_table()), shipped());
    const auto a = simulate::simulate(plain, shipped_table(), all_at_once(), settings());
    const auto design = simulate::simulate(plain, shipped_table(), designed(), settings());
    EXPECT_GT(a.anchor[0].permanent_share, 0.0);
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const auto mixed = complete(shuffled(rows, seed), moments_of(shipped_table()), shipped());
        ASSERT_NE(mixed.row_of, plain.row_of) << "the rows were not shuffled";
        const auto b = simulate::simulate(mixed, shipped_table(), all_at_once(), settings(2));
        EXPECT_EQ(simulate::simulate(mixed, shipped_table(), designed(), settings(2)).state_hash, design.state_hash);
        expect_same_runs(a, b);
    }
}

TEST(Invariance, TH09AThousandHouseholdsForTenYearsHoweverTheyAreCut) {
    const auto rows = survey(44, 1000);
    const auto plain = complete(rows, moments_of(shipped_table()), shipped());
    const auto reversed = complete(reordered(rows, backwards(1000)), moments_of(shipped_table()), shipped());
    ASSERT_NE(reversed.row_of, plain.row_of);
    const auto run = [](const Population& who, Index block, int threads) {
        auto s = settings(threads, block);
        s.years = 10;
        s.draws = 4;
        return simulate::simulate(who, shipped_table(), all_at_once(), s);
    };
    const auto whole = run(plain, 1000, 1);
    ASSERT_EQ(whole.blocks, 1);
    for (const int threads : {1, 2, 8}) {
        const auto cut = run(plain, 150, threads);
        EXPECT_EQ(cut.blocks, 7) << "one for each village";
        EXPECT_EQ(cut.threads_used, threads);
        expect_same_runs(cut, whole);
    }
    expect_same_runs(run(reversed, 150, 2), whole);
}

TEST(Invariance, AHouseholdsLifeDoesNotDependOnWhoElseIsSimulated) {
    auto alone = settings();
    alone.village_coupling = false;
    alone.anchor = false;  // the common level of yields is everybody's
    alone.record_households = true;
    const auto few = simulate::simulate(synthetic(70, 43, 10), shipped_table(), all_at_once(), alone);
    const auto many = simulate::simulate(synthetic(400, 43, 10), shipped_table(), all_at_once(), alone);
    for (Index arm = 0; arm < 2; ++arm)
        for (Index year = 0; year <= 6; ++year)
            for (std::size_t c = 0; c < simulate::kFlowColumns; ++c)
                for (Index i = 0; i < 70; ++i)
                    ASSERT_EQ(bits_of(recorded(few, arm, year, c, i)), bits_of(recorded(many, arm, year, c, i)))
                        << simulate::kFlowNames[c] << " of household " << i << " in year " << year;
}

TEST(Invariance, WholeVillagesAreAlsoIndependentOfOtherVillages) {
    auto coupled = settings();
    coupled.anchor = false;
    coupled.record_households = true;
    const auto few = simulate::simulate(synthetic(60, 43, 10), shipped_table(), all_at_once(), coupled);
    const auto many = simulate::simulate(synthetic(200, 43, 10), shipped_table(), all_at_once(), coupled);
    const auto income = flow_column("income_with_food_usd");
    for (Index i = 0; i < 60; ++i)
        EXPECT_EQ(bits_of(recorded(few, 1, 6, income, i)), bits_of(recorded(many, 1, 6, income, i)));
}

TEST(Invariance, AnotherSeedIsAnotherRun) {
    auto other = settings();
    other.seed = 2;
    EXPECT_NE(simulate::simulate(people(), shipped_table(), all_at_once(), other).state_hash, reference().state_hash);
}

TEST(Invariance, OneHouseholdsCoinChangesTheHash) {
    auto richer = people();
    richer.cash_usd[600] += 1e-9;
    EXPECT_NE(simulate::simulate(richer, shipped_table(), all_at_once(), settings()).state_hash,
              reference().state_hash);
}

}  // namespace
