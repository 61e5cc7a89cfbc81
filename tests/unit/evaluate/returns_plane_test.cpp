// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_plane.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace smallholder;
using Draws = std::vector<double>;

TEST(EffectivenessPlane, CountsTheFourQuarters) {
    const auto plane =
        returns::effectiveness_plane(Draws{5, 5, 5, -1, -1, 2, -3, 0, 4, 0}, Draws{1, 2, 3, 4, 5, -1, -2, 1, 0, 0});
    EXPECT_DOUBLE_EQ(plane.dearer_better, 0.3);
    EXPECT_DOUBLE_EQ(plane.cheaper_better, 0.3);
    EXPECT_DOUBLE_EQ(plane.dearer_worse, 0.2);
    EXPECT_DOUBLE_EQ(plane.cheaper_worse, 0.2);
    EXPECT_TRUE(plane.outcome_includes_zero());
}

TEST(EffectivenessPlane, AClearGainNeedsNoPlane) {
    Draws outcomes(100), costs(100, 7.0);
    for (int i = 0; i < 100; ++i) outcomes[static_cast<std::size_t>(i)] = i - 3.0;  // 4 of 100 gain nothing
    const auto plane = returns::effectiveness_plane(costs, outcomes);
    EXPECT_DOUBLE_EQ(plane.dearer_worse, 0.04);
    EXPECT_DOUBLE_EQ(plane.outcome_p5, 0.05 * 99.0 - 3.0);
    EXPECT_FALSE(plane.outcome_includes_zero());
}

TEST(EffectivenessPlane, RefusesDrawsThatDoNotMatch) {
    EXPECT_THROW((void)returns::effectiveness_plane(Draws{1.0}, Draws{1.0, 2.0}), RangeError);
    EXPECT_THROW((void)returns::effectiveness_plane(Draws{}, Draws{}), RangeError);
}

}  // namespace
