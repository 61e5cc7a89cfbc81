// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/decomposition.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;
using Groups = std::vector<Index>;

const Column kIncomes{30.0, 100.0, 55.0, 80.0, 250.0, 99.0, 12.0};
const Column kWeights{2.0, 1.0, 3.0, 0.5, 4.0, 1.5, 0.0};
const Groups kGroups{7, -1, 7, 3, -1, 3, 99};

TEST(FgtByGroup, AddsUpToThePovertyOfAll) {
    for (const double alpha : {0.0, 1.0, 2.0}) {
        const auto rows = metrics::fgt_by_group(kIncomes, 100.0, alpha, kGroups, kWeights);
        double sum = 0.0, shares = 0.0;
        for (const auto& row : rows) {
            sum += row.contribution;
            shares += row.population_share;
        }
        EXPECT_NEAR(sum, metrics::fgt(kIncomes, 100.0, alpha, kWeights), 1e-15);
        EXPECT_NEAR(shares, 1.0, 1e-15);
    }
}

TEST(FgtByGroup, ListsGroupsWithWeightInOrderOfLabel) {
    const auto rows = metrics::fgt_by_group(kIncomes, 100.0, 0.0, kGroups, kWeights);
    ASSERT_EQ(rows.size(), 3u);  // label 99 has no weight
    EXPECT_EQ(rows[0].group, -1);
    EXPECT_EQ(rows[1].group, 3);
    EXPECT_EQ(rows[2].group, 7);
    EXPECT_EQ(rows[2].households, 2);
    EXPECT_DOUBLE_EQ(rows[2].population_share, 5.0 / 12.0);
    EXPECT_EQ(rows[2].value, 1.0);
    EXPECT_EQ(rows[0].value, 0.0);
}

TEST(FgtByGroup, KeepsEachHouseholdsLine) {
    const auto rows = metrics::fgt_by_group(Column{50.0, 50.0, 50.0}, Column{100.0, 40.0, 200.0}, 1.0,
                                            Groups{1, 1, 2});
    EXPECT_DOUBLE_EQ(rows[0].value, 0.25);
    EXPECT_DOUBLE_EQ(rows[1].value, 0.75);
    EXPECT_THROW((void)metrics::fgt_by_group(kIncomes, 100.0, 1.0, Groups{1, 2}), RangeError);
}

TEST(InequalityByGroup, WithinAndBetweenAddUp) {
    for (const double c : {-0.5, 0.0, 0.5, 1.0, 2.0}) {
        const auto split = metrics::inequality_by_group(kIncomes, c, kGroups, kWeights);
        EXPECT_NEAR(split.within + split.between, split.total, 1e-14) << c;
        EXPECT_GT(split.within, 0.0);
        EXPECT_GT(split.between, 0.0);
    }
}

TEST(InequalityByGroup, OneGroupHasNothingBetweenAndTwinsHaveNothingWithin) {
    const auto one = metrics::inequality_by_group(kIncomes, 1.0, Groups(7, 0), kWeights);
    EXPECT_NEAR(one.between, 0.0, 1e-15);
    EXPECT_NEAR(one.within, one.total, 1e-15);
    const auto twins =
        metrics::inequality_by_group(Column{5.0, 5.0, 20.0, 20.0}, 0.0, Groups{1, 1, 2, 2});
    EXPECT_NEAR(twins.within, 0.0, 1e-15);
    EXPECT_DOUBLE_EQ(twins.between, twins.total);
}

TEST(InequalityByGroup, CarriesTheRuleForLossesThrough) {
    const Column with_loss{-10.0, 30.0, 100.0, 55.0};
    const Groups groups{1, 1, 2, 2};
    EXPECT_THROW((void)metrics::inequality_by_group(with_loss, 1.0, groups), RangeError);
    for (const auto rule :
         {metrics::NonPositiveRule::drop(), metrics::NonPositiveRule::floor_at(5.0)}) {
        const auto split = metrics::inequality_by_group(with_loss, 1.0, groups, {}, rule);
        EXPECT_EQ(split.adjusted, 1);
        EXPECT_NEAR(split.within + split.between, split.total, 1e-14);
    }
}

TEST(GrowthAndRedistribution, SharesTheChangeWithoutResidual) {
    const Column after{40.0, 90.0, 75.0, 80.0, 300.0, 150.0, 1.0};
    const auto change =
        metrics::growth_and_redistribution(kIncomes, after, 100.0, 1.0, kWeights, kWeights);
    EXPECT_NEAR(change.growth + change.redistribution, change.total, 1e-15);
    EXPECT_NEAR(change.total,
                metrics::fgt(after, 100.0, 1.0, kWeights) - metrics::fgt(kIncomes, 100.0, 1.0, kWeights),
                1e-15);
}

TEST(GrowthAndRedistribution, EqualGrowthIsAllGrowthAndAShuffleIsNothing) {
    Column grown = kIncomes;
    for (double& y : grown) y *= 1.3;
    const auto growth = metrics::growth_and_redistribution(kIncomes, grown, 100.0, 2.0);
    EXPECT_NEAR(growth.redistribution, 0.0, 1e-15);
    EXPECT_NEAR(growth.growth, growth.total, 1e-15);
    EXPECT_LT(growth.growth, 0.0);

    const Column other_cut{90.0, 110.0};  // same mean as {50, 150}
    const auto cut = metrics::growth_and_redistribution(Column{50.0, 150.0}, other_cut, 100.0, 1.0);
    EXPECT_NEAR(cut.growth, 0.0, 1e-15);
    EXPECT_NEAR(cut.redistribution, -0.2, 1e-15);
}

TEST(GrowthAndRedistribution, NeedsPositiveMeans) {
    EXPECT_THROW((void)metrics::growth_and_redistribution(Column{-5.0, 1.0}, Column{1.0, 2.0}, 3.0, 1.0),
                 RangeError);
}

}  // namespace
