// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/living_income.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "smallholder/evaluate/fgt.hpp"

namespace {

using namespace smallholder;
using Column = std::vector<double>;

// Six households of three kinds with three benchmarks, by hand:
// income/benchmark 0.5, 1, 2 | 0.25, 0.8 | -0.1
const Column kIncomes{2000.0, 4000.0, 8000.0, 1250.0, 4000.0, -300.0};
const Column kBenchmarks{4000.0, 4000.0, 4000.0, 5000.0, 5000.0, 3000.0};

TEST(LivingIncome, ByHand) {
    const auto result = metrics::living_income(kIncomes, kBenchmarks);
    EXPECT_EQ(result.households, 6);
    EXPECT_EQ(result.households_below, 4);  // the second has exactly its benchmark
    EXPECT_DOUBLE_EQ(result.share_below, 4.0 / 6);
    EXPECT_DOUBLE_EQ(result.share_reaching, 2.0 / 6);
    EXPECT_DOUBLE_EQ(result.mean_gap_all, (0.5 + 0.75 + 0.2 + 1.1) / 6);
    EXPECT_DOUBLE_EQ(result.mean_gap_below, (0.5 + 0.75 + 0.2 + 1.1) / 4);
    EXPECT_DOUBLE_EQ(result.mean_ratio, 18950.0 / 25000.0);
    EXPECT_DOUBLE_EQ(result.gap_of_mean, 1.0 - 18950.0 / 25000.0);
    EXPECT_DOUBLE_EQ(result.median_ratio, 0.65);  // between 0.5 and 0.8
    EXPECT_DOUBLE_EQ(result.gap_of_median, 0.35);
    EXPECT_DOUBLE_EQ(result.money_gap_total, 2000.0 + 3750.0 + 1000.0 + 3300.0);
    EXPECT_DOUBLE_EQ(result.money_gap_mean, 10050.0 / 6);
}

TEST(LivingIncome, TheThreeGapsAreThreeDifferentThings) {
    // One rich household lifts the mean above the line; the middle one is just short; the poor stay poor.
    const auto result = metrics::living_income(Column{10.0, 90.0, 500.0}, 100.0);
    EXPECT_EQ(result.gap_of_mean, 0.0);
    EXPECT_DOUBLE_EQ(result.mean_ratio, 2.0);
    EXPECT_DOUBLE_EQ(result.gap_of_median, 0.1);
    EXPECT_DOUBLE_EQ(result.mean_gap_all, 1.0 / 3);
}

TEST(LivingIncome, MeanGapOfAllIsFgtOfOrderOne) {
    const Column weights{1.0, 2.0, 1.0, 0.5, 3.0, 0.25};
    const auto result = metrics::living_income(kIncomes, kBenchmarks, weights);
    EXPECT_NEAR(result.mean_gap_all, metrics::fgt(kIncomes, kBenchmarks, 1.0, weights), 1e-15);
    EXPECT_NEAR(result.share_below, metrics::fgt(kIncomes, kBenchmarks, 0.0, weights), 1e-15);
    EXPECT_NEAR(result.mean_gap_all, result.share_below * result.mean_gap_below, 1e-15);
}

TEST(LivingIncome, WeightsAreHouseholdsRepresentedInTheTotalOnly) {
    const auto once = metrics::living_income(kIncomes, kBenchmarks);
    const auto thousandfold = metrics::living_income(kIncomes, kBenchmarks, Column(6, 1000.0));
    EXPECT_DOUBLE_EQ(thousandfold.money_gap_total, 1000.0 * once.money_gap_total);
    EXPECT_DOUBLE_EQ(thousandfold.money_gap_mean, once.money_gap_mean);
    EXPECT_DOUBLE_EQ(thousandfold.share_below, once.share_below);
    EXPECT_DOUBLE_EQ(thousandfold.median_ratio, once.median_ratio);
}

TEST(LivingIncome, ASegmentIsMeasuredByZeroingTheOthers) {
    const auto segment = metrics::living_income(kIncomes, kBenchmarks, Column{0, 0, 0, 1, 1, 0});
    const auto alone = metrics::living_income(Column{1250.0, 4000.0}, 5000.0);
    EXPECT_EQ(segment.households, 2);
    EXPECT_DOUBLE_EQ(segment.share_below, alone.share_below);
    EXPECT_DOUBLE_EQ(segment.mean_gap_all, alone.mean_gap_all);
    EXPECT_DOUBLE_EQ(segment.gap_of_mean, alone.gap_of_mean);
    EXPECT_DOUBLE_EQ(segment.gap_of_median, alone.gap_of_median);
}

TEST(LivingIncome, WhenAllReachItNothingIsMissing) {
    const auto result = metrics::living_income(Column{100.0, 300.0}, 100.0);
    EXPECT_EQ(result.share_reaching, 1.0);
    EXPECT_EQ(result.mean_gap_all, 0.0);
    EXPECT_EQ(result.mean_gap_below, 0.0);
    EXPECT_EQ(result.money_gap_total, 0.0);
}

TEST(ScaledBenchmark, FollowsAdultEquivalents) {
    EXPECT_DOUBLE_EQ(metrics::scaled_benchmark(27888.0, 2.4, 2.4), 27888.0);
    EXPECT_DOUBLE_EQ(metrics::scaled_benchmark(24000.0, 2.4, 3.6), 36000.0);
    EXPECT_THROW((void)metrics::scaled_benchmark(24000.0, 0.0, 1.0), RangeError);
    EXPECT_THROW((void)metrics::scaled_benchmark(-1.0, 2.4, 1.0), RangeError);
}

}  // namespace
