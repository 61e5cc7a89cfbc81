// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/shade.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"

namespace {

using namespace smallholder;
using agronomy::shade_factor;

Parameters farm(double canopy, double best, double curvature) {
    Parameters p{};
    p.canopy_now = canopy;
    p.canopy_optimum = best;
    p.shade_curvature = curvature;
    return p;
}

TEST(Shade, NothingAddedIsNothingChangedHoweverFarFromTheBestCanopy) {
    for (const double curvature : {0.0, 1.0, 12.0})  // 12 would take more than the whole yield at this distance
        EXPECT_EQ(shade_factor(0.0, farm(0.05, 0.45, curvature)), 1.0);
}

TEST(Shade, YieldIsGreatestAtTheBestCanopyAndNeverBelowNothing) {
    const Parameters p = farm(0.15, 0.3, 1.0);
    double most = 0.0, at = 0.0;
    for (int k = 0; k <= 85; ++k) {
        const double y = shade_factor(0.01 * k, p);
        if (y > most) most = y, at = 0.01 * k;
    }
    EXPECT_NEAR(at, 0.15, 1e-9);
    EXPECT_NEAR(most, 1.0225, 1e-12);                         // the 2.25% that the farm's own distance costs
    EXPECT_NEAR(shade_factor(0.45, p), 1.0225 - 0.09, 1e-12);  // thirty points beyond the best: 9%
    EXPECT_EQ(shade_factor(0.85, farm(0.15, 0.3, 3.0)), 0.0);
}

TEST(Shade, EveryLaneGivesTheSameBits) {
    const Parameters p = farm(0.15, 0.3, 1.3);
    tests::expect_same_bits_in_every_lane<1>(
        [&]<class L>(const std::array<L, 1>& in) { return std::array<L, 1>{shade_factor(in[0], p)}; }, {{{0.0, 1.0}}});
}

}  // namespace
