// SPDX-License-Identifier: Apache-2.0
#include "smallholder/market/farm_gate.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using market::adaptive_expectation;
using market::liberal_price;
using market::regulated_price;
using tests::shipped;

TEST(FarmGate, AHigherWorldPriceNeverLowersTheFarmersPrice) {
    const Parameters& p = shipped();
    for (double fob = 1000.0; fob < 8000.0; fob += 500.0) {
        EXPECT_GT(regulated_price(fob + 100.0, fob, p), regulated_price(fob, fob, p));
        EXPECT_GT(regulated_price(fob, fob + 100.0, p), regulated_price(fob, fob, p));
        EXPECT_GT(liberal_price(fob + 100.0, 0.08, p), liberal_price(fob, 0.08, p));
    }
}

TEST(FarmGate, TheRegulatorPaysAShareOfTwoYears) {
    Parameters p = shipped();
    EXPECT_NEAR(regulated_price(2663.0, 2663.0, p), p.theta_r * 2.663, 1e-12);  // the default of 1.864 USD/kg
    p.theta_w = 1.0;
    EXPECT_EQ(regulated_price(2000.0, 9999.0, p), regulated_price(2000.0, 1.0, p));
    p.theta_w = 0.0;
    EXPECT_EQ(regulated_price(9999.0, 2000.0, p), regulated_price(1.0, 2000.0, p));
}

TEST(FarmGate, OnlyThePassedOnPartOfADifferentialReachesTheFarmer) {
    Parameters p = shipped();
    const double without = regulated_price(2400.0, 2400.0, p);
    p.lid_usd_per_t = 400.0;
    p.lid_pass = 0.5;
    EXPECT_NEAR(regulated_price(2400.0, 2400.0, p) - without, 0.2, 1e-12);
}

TEST(FarmGate, TraderTaxAndExporterTakeTheirPart) {
    Parameters p = shipped();
    EXPECT_LT(liberal_price(2400.0, 0.10, p), liberal_price(2400.0, 0.05, p));
    EXPECT_EQ(liberal_price(2400.0, 1.0, p), 0.0);
    p.tax = 0.0;
    p.export_cost = 0.0;
    EXPECT_NEAR(liberal_price(2400.0, 0.0, p), 2.4, 1e-15);
}

TEST(FarmGate, FarmersWhoSawOnePriceExpectIt) {
    EXPECT_NEAR(adaptive_expectation(1.7, 1.7, 1.7), 1.7, 1e-15);
    // Last year counts two thirds, each year before a sixth.
    EXPECT_NEAR(adaptive_expectation(1.0, 0.0, 0.0), 2.0 / 3.0, 1e-15);
    EXPECT_NEAR(adaptive_expectation(0.0, 1.0, 0.0), 1.0 / 6.0, 1e-15);
    EXPECT_NEAR(adaptive_expectation(0.0, 0.0, 1.0), 1.0 / 6.0, 1e-15);
}

TEST(FarmGate, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<1>(
        [](const auto& a) { return std::array{liberal_price(2400.0, a[0], shipped())}; }, {{{0, 1}}});
}

}  // namespace
