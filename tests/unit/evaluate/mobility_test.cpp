// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/mobility.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/evaluate/fgt.hpp"

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(LineMobility, CountsTheFourCells) {
    // below-below, below-above, above-below, above-above, and one that stands on the line.
    const Column before{50, 60, 150, 200, 100}, after{70, 120, 90, 180, 100};
    const auto table = metrics::line_mobility(before, after, 100.0, 100.0);
    EXPECT_DOUBLE_EQ(table.stayed_below, 0.2);
    EXPECT_DOUBLE_EQ(table.rose, 0.2);
    EXPECT_DOUBLE_EQ(table.fell, 0.2);
    EXPECT_DOUBLE_EQ(table.stayed_above, 0.4);
    EXPECT_DOUBLE_EQ(table.exit_rate, 0.5);
    EXPECT_NEAR(table.entry_rate, 1.0 / 3.0, 1e-15);
}

TEST(LineMobility, WhatRoseLessWhatFellIsTheFallOfTheHeadcount) {
    const Column before{50, 60, 150, 200, 90, 140}, after{70, 120, 90, 180, 160, 40};
    const Column weights{1, 2, 3, 1, 0.5, 4};
    const Column then{100, 100, 120, 100, 80, 100}, now{90, 110, 95, 100, 100, 100};
    const auto table = metrics::line_mobility(before, after, then, now, weights);
    EXPECT_NEAR(table.rose - table.fell,
                metrics::fgt(before, then, 0.0, weights) - metrics::fgt(after, now, 0.0, weights), 1e-15);
    EXPECT_NEAR(table.stayed_below + table.rose + table.fell + table.stayed_above, 1.0, 1e-15);
}

TEST(LineMobility, HasNoRateOfAnEmptyRow) {
    const auto rich = metrics::line_mobility(Column{5, 6}, Column{5, 1}, 2.0, 2.0);
    EXPECT_TRUE(std::isnan(rich.exit_rate));
    EXPECT_DOUBLE_EQ(rich.entry_rate, 0.5);
    EXPECT_TRUE(std::isnan(metrics::line_mobility(Column{1, 1}, Column{5, 1}, 2.0, 2.0).entry_rate));
}

TEST(LineMobility, RefusesYearsThatDoNotMatch) {
    EXPECT_THROW((void)metrics::line_mobility(Column{1, 2}, Column{1}, 1.0, 1.0), RangeError);
    EXPECT_THROW((void)metrics::line_mobility(Column{1, 2}, Column{1, NAN}, 1.0, 1.0), RangeError);
    EXPECT_THROW((void)metrics::line_mobility(Column{1, 2}, Column{1, 2}, 1.0, Column{1.0}), RangeError);
}

}  // namespace
