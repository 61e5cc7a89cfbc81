// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/consumption.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"

namespace {

using namespace smallholder;
using livelihood::consumption;

TEST(Consumption, ThePoorEatWhatTheyHave) {
    for (double coh = 0.0; coh <= 600.0; coh += 50.0) EXPECT_EQ(consumption(coh, 600.0, 0.0, 0.0, 0.9), coh);
}

TEST(Consumption, BorrowingNeverGoesBeyondCreditNorBelowNothing) {
    tests::Dice dice(31);
    for (int i = 0; i < 2000; ++i) {
        const double coh = dice.between(-500, 4000), sub = dice.between(100, 2000), buffer = dice.between(0, 400),
                     credit = dice.between(0, 300), mpc = dice.between(0.3, 1.0);
        const double c = consumption(coh, sub, buffer, credit, mpc);
        EXPECT_GE(c, 0.0);
        EXPECT_LE(c, std::max(0.0, coh + credit) + 1e-9);
        EXPECT_GE(c, std::min(sub, std::max(coh, 0.0)) - 1e-9);
    }
}

TEST(Consumption, MoreCashNeverMeansLess) {
    for (double coh = -200.0; coh < 5000.0; coh += 25.0)
        EXPECT_LE(consumption(coh, 600.0, 150.0, 80.0, 0.9), consumption(coh + 25.0, 600.0, 150.0, 80.0, 0.9));
}

TEST(Consumption, BeyondTheBufferAShareIsSpent) {
    const double here = consumption(3000.0, 600.0, 150.0, 0.0, 0.9),
                 there = consumption(3100.0, 600.0, 150.0, 0.0, 0.9);
    EXPECT_NEAR(there - here, 90.0, 1e-9);
    EXPECT_NEAR(here, 600.0 + 0.9 * (3000.0 - 750.0), 1e-9);
}

TEST(Consumption, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) { return std::array{consumption(a[0], a[1], a[2], a[3], 0.9)}; },
        {{{-500, 4000}, {100, 2000}, {0, 400}, {0, 300}}});
}

}  // namespace
