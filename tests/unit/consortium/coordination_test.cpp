// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/coordination.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(CoordinationCost, CountsPairsWithoutABackboneAndLinksWithOne) {
    ConsortiumParameters p;
    EXPECT_DOUBLE_EQ(coordination_cost(p, 1, 0.0), 0.0);
    EXPECT_DOUBLE_EQ(coordination_cost(p, 4, 0.0), 6 * 10000.0);
    EXPECT_DOUBLE_EQ(coordination_cost(p, 4, 1.0), 300000.0 + 4 * 15000.0);
    EXPECT_DOUBLE_EQ(coordination_cost(p, 4, 0.25), 0.75 * 60000.0 + 0.25 * 360000.0);
    EXPECT_THROW(coordination_cost(p, 4, 1.5), RangeError);
    EXPECT_THROW(coordination_cost(p, -1, 0.0), RangeError);
}

TEST(BackboneBreakEven, IsWhereTheTwoCostTheSame) {
    for (const double fixed : {0.0, 60000.0, 1.5e6}) {
        ConsortiumParameters p;
        p.backbone_cost = fixed;
        const double n = backbone_break_even(p);
        EXPECT_NEAR(p.pair_cost * n * (n - 1) / 2, fixed + p.hub_cost * n, 1e-6 * (1.0 + fixed));
        const auto below = static_cast<Index>(std::floor(n - 1e-9)), above = static_cast<Index>(std::floor(n)) + 1;
        EXPECT_LT(coordination_cost(p, below, 0.0), coordination_cost(p, below, 1.0) + 1e-6);
        EXPECT_GT(coordination_cost(p, above, 0.0), coordination_cost(p, above, 1.0));
    }
    ConsortiumParameters p;
    p.pair_cost = 0.0;
    EXPECT_TRUE(std::isinf(backbone_break_even(p)));
}

}  // namespace
