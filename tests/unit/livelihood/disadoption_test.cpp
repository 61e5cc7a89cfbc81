// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/disadoption.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using livelihood::chance_of_giving_up;
using tests::shipped;

TEST(Disadoption, AsPromisedItIsTheBaseChance) { EXPECT_EQ(chance_of_giving_up(0.0, shipped()), shipped().disadoption_hazard); }

TEST(Disadoption, DisappointmentRaisesItUpToCertainty) {
    const Parameters& p = shipped();
    EXPECT_NEAR(chance_of_giving_up(-500.0, p), p.disadoption_hazard * std::exp(p.disadoption_slope * 500.0 / p.y_ref), 1e-14);
    EXPECT_NEAR(chance_of_giving_up(700.0, p), p.disadoption_hazard * std::exp(-p.disadoption_slope * 700.0 / p.y_ref), 1e-14);
    EXPECT_EQ(chance_of_giving_up(-1e9, p), 1.0);
    EXPECT_LT(chance_of_giving_up(1e9, p), 1e-100);
    double last = 2.0;
    for (double usd = -3000.0; usd <= 3000.0; usd += 100.0) {
        const double chance = chance_of_giving_up(usd, p);
        EXPECT_LE(chance, last);
        EXPECT_GE(chance, 0.0);
        EXPECT_LE(chance, 1.0);
        last = chance;
    }
}

TEST(Disadoption, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<1>([](const auto& a) { return std::array{chance_of_giving_up(a[0], shipped())}; },
                                             {{{-9000.0, 9000.0}}});
}

}  // namespace
