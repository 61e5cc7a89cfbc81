// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/coverage.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

TEST(UnionCoverage, ByChanceIsWhatDrawingHouseholdsGives) {
    const Column shares{0.4, 0.15, 0.3};
    std::mt19937 luck(11);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    int reached = 0;
    const int households = 200000;
    for (int h = 0; h < households; ++h) {
        bool any = false;
        for (const double share : shares) any = (uniform(luck) < share) || any;
        reached += any ? 1 : 0;
    }
    EXPECT_NEAR(union_coverage(shares, 1.0).share, reached / static_cast<double>(households), 0.004);
}

TEST(UnionCoverage, FallsWithOverlapFromTheSumToTheLargest) {
    const Column shares{0.4, 0.15, 0.3};
    double before = 1.0;
    for (const double overlap : {0.0, 0.3, 1.0, 1.4, 2.0}) {
        const double now = union_coverage(shares, overlap).share;
        EXPECT_LT(now, before);
        before = now;
    }
    EXPECT_DOUBLE_EQ(union_coverage(shares, 0.0).share, 0.85);
    EXPECT_DOUBLE_EQ(union_coverage(shares, 2.0).share, 0.4);
    EXPECT_DOUBLE_EQ(union_coverage(Column{0.7, 0.6}, 0.0).share, 1.0);  // nobody is reached who is not there
}

TEST(UnionCoverage, OneMemberDuplicatesNothing) {
    for (const double overlap : {0.0, 0.7, 1.0, 2.0}) {
        EXPECT_DOUBLE_EQ(union_coverage(Column{0.3, 0.0}, overlap).share, 0.3);
        EXPECT_NEAR(union_coverage(Column{0.3, 0.0}, overlap).duplicated, 0.0, 1e-15);
    }
    EXPECT_EQ(union_coverage(Column{}, 1.0).duplicated, 0.0);
    EXPECT_THROW(union_coverage(Column{0.3}, 2.1), RangeError);
    EXPECT_THROW(union_coverage(Column{1.3}, 1.0), RangeError);
}

}  // namespace
