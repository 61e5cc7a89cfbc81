// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/anchoring.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using tests::shipped;

struct Anchored {
    Anchor anchor;
    AnchorReport report;
    std::vector<double> income;
};

Anchored anchor(const Population& people, RunSettings settings = {}, double target = 0.0, std::uint32_t draw = 0,
                const Progress* progress = nullptr) {
    const auto blocks = cut_into_blocks(people, 64, people.has_villages());
    Index capacity = 0;
    for (std::size_t b = 0; b + 1 < blocks.size(); ++b) capacity = std::max(capacity, blocks[b + 1] - blocks[b]);
    Block block(capacity, 1);
    const Model model(shipped());
    const auto paths = draw_paths(shipped(), {1, {1}, settings.seed, draw, 0, market::Regime::regulated, 1.0});
    Anchored found;
    found.report = solve_anchor(people, model, paths.market[0], settings, {target}, blocks, draw, 0, block,
                                found.anchor, &found.income, progress);
    return found;
}

/// A survey with yields about a third above the model's and incomes spread about them.
Population surveyed(Index n) {
    Population people = tests::synthetic(n, 13, 10);
    tests::Dice dice(13);
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
        people.recorded_yield_kg_per_ha[i] = 430.0 * std::exp(0.65 * normal_quantile(dice()) - 0.2);
        people.recorded_area_ha[i] = people.counted_area_ha[i];
        people.recorded_income_usd[i] = 2400.0 * std::exp(0.9 * normal_quantile(dice()) - 0.4);
        people.weight[i] = dice.between(0.5, 2.0);
    }
    people.synthetic = false;
    return people;
}

TEST(Anchoring, BlocksHoldWholeVillagesAndEveryHouseholdOnce) {
    const auto people = tests::synthetic(430, 2, 23);
    for (const Index size : {1, 16, 64, 256, 1000}) {
        const auto begin = cut_into_blocks(people, size, true);
        EXPECT_EQ(begin.front(), 0);
        EXPECT_EQ(begin.back(), 430);
        for (std::size_t b = 0; b + 1 < begin.size(); ++b) {
            EXPECT_LT(begin[b], begin[b + 1]);
            if (b > 0) {
                EXPECT_NE(people.village[static_cast<std::size_t>(begin[b])],
                          people.village[static_cast<std::size_t>(begin[b] - 1)]);
            }
            EXPECT_LE(begin[b + 1] - begin[b], std::max<Index>(size, 23) + 23);
        }
    }
    EXPECT_EQ(cut_into_blocks(people, 100, false), (std::vector<Index>{0, 100, 200, 300, 400, 430}));
}

TEST(Anchoring, YearZeroHasTheSurveysYieldAndIncome) {
    const auto people = surveyed(400);
    const auto found = anchor(people);
    EXPECT_NEAR(found.report.model_yield, found.report.recorded_yield, 0.01 * found.report.recorded_yield);
    double weight = 0.0, sum = 0.0, recorded = 0.0, reached = 0.0, reached_recorded = 0.0;
    for (std::size_t i = 0; i < 400; ++i) {
        const double w = people.weight[i],
                     line = shipped().benchmark_usd * people.adult_equivalents[i] / shipped().benchmark_ae;
        weight += w;
        sum += w * found.income[i];
        recorded += w * people.recorded_income_usd[i];
        reached += w * (found.income[i] >= line ? 1.0 : 0.0);
        reached_recorded += w * (people.recorded_income_usd[i] >= line ? 1.0 : 0.0);
    }
    EXPECT_NEAR(sum / weight, recorded / weight, 0.01 * recorded / weight);
    EXPECT_NEAR(reached / weight, reached_recorded / weight, 0.01);
}

TEST(Anchoring, RecallErrorAndOneYearsWeatherAreNotTakenForLandQuality) {
    const auto people = surveyed(2000);
    const auto found = anchor(people);
    EXPECT_GT(found.report.permanent_share, 0.5);
    EXPECT_LT(found.report.permanent_share, 1.0);
    // What is luck in the record of one year is drawn anew in every draw of the parameters.
    const auto other = anchor(people, {}, 0.0, 1);
    int moved = 0;
    for (std::size_t i = 0; i < 2000; ++i) moved += found.anchor.land_quality[i] != other.anchor.land_quality[i];
    EXPECT_GT(moved, 1990);
}

TEST(Anchoring, WithoutItLandQualityKeepsItsPrior) {
    auto people = surveyed(50);
    RunSettings off;
    off.anchor = false;
    const auto found = anchor(people, off);
    const double sd = shipped().land_quality_sd;
    for (std::size_t i = 0; i < 50; ++i) {
        EXPECT_NEAR(found.anchor.land_quality[i], std::exp(sd * people.z_land[i] - 0.5 * sd * sd), 1e-12);
        EXPECT_EQ(found.anchor.other_level[i], people.other_level_usd[i]);
        EXPECT_EQ(found.anchor.income_residual[i], 0.0);
    }
}

TEST(Anchoring, ASyntheticPopulationMeetsItsMeanYield) {
    const auto people = tests::synthetic(800, 14);
    const auto found = anchor(people, {}, 423.0);
    EXPECT_NEAR(found.report.model_yield, 423.0, 0.01 * 423.0);
    const auto free = anchor(people);
    EXPECT_EQ(free.report.recorded_yield, 0.0);
    // One common factor: households keep their order.
    const double factor = found.anchor.land_quality[0] / free.anchor.land_quality[0];
    for (std::size_t i = 0; i < 800; ++i)
        EXPECT_NEAR(found.anchor.land_quality[i], factor * free.anchor.land_quality[i],
                    1e-9 * found.anchor.land_quality[i]);
}

TEST(Anchoring, AHouseholdWithoutARecordJoinsTheMeanOfTheOthers) {
    auto people = surveyed(400);
    for (std::size_t i = 0; i < 400; i += 4) people.recorded_yield_kg_per_ha[i] = std::nan("");
    const auto found = anchor(people);
    EXPECT_NEAR(found.report.model_yield, found.report.recorded_yield, 0.01 * found.report.recorded_yield);
}

TEST(Anchoring, YearZeroIsReportedAsTheSurveyRecordedIt) {
    auto people = surveyed(3);
    Flows<double> flow{};
    flow.price = 2.0;
    flow.cocoa_revenue = 1000.0;
    flow.income = 1500.0;
    flow.income_with_food = 1800.0;
    people.counted_area_ha[1] = 2.0;
    people.recorded_yield_kg_per_ha[1] = 300.0;
    people.recorded_income_usd[1] = std::nan("");
    Flows<double> yield_only = flow;
    record_year_zero(people, 1, yield_only);
    EXPECT_EQ(yield_only.recorded_yield, 300.0);
    EXPECT_EQ(yield_only.sold, 600.0);
    EXPECT_EQ(yield_only.cocoa_revenue, 1200.0);
    EXPECT_EQ(yield_only.income, 1700.0);
    EXPECT_EQ(yield_only.income_with_food, 2000.0);
    people.recorded_income_usd[1] = 1900.0;
    Flows<double> both = flow;
    record_year_zero(people, 1, both);
    EXPECT_EQ(both.income, 1900.0);
    EXPECT_EQ(both.income_with_food, 2200.0);  // own food is added to what the survey recorded
}

TEST(Anchoring, ToldToStopItWalksNoFurtherBlock) {
    const auto people = surveyed(200);
    Progress progress;
    const auto whole = anchor(people, {}, 0.0, 0, &progress), alone = anchor(people);
    EXPECT_EQ(whole.anchor.land_quality, alone.anchor.land_quality);
    EXPECT_GT(whole.report.model_yield, 0.0);
    progress.stop = true;
    const auto none = anchor(people, {}, 0.0, 0, &progress);
    EXPECT_EQ(none.report.model_yield, 0.0);  // the mean over no household
    EXPECT_EQ(none.income, std::vector<double>(200, 0.0));
}

}  // namespace
