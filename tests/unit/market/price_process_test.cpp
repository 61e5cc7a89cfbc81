// SPDX-License-Identifier: Apache-2.0
#include "smallholder/market/price_process.hpp"

#include <gtest/gtest.h>

#include "../../support/shipped.hpp"
#include "smallholder/market/world_price.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::market;

const PriceSteps kYearly[] = {{0.88, 0.174}, {0.30, 0.40}, {0.99, 0.05}};

TEST(PriceProcess, AYearOfTheContinuousProcessIsTheYearItWasMadeFrom) {
    for (const PriceSteps& yearly : kYearly) {
        const PriceSteps again = in_steps_of(1.0, continuous(yearly));
        EXPECT_NEAR(again.phi, yearly.phi, 1e-15);
        EXPECT_NEAR(again.sigma, yearly.sigma, 1e-15);
    }
}

TEST(PriceProcess, TwelveMonthsMakeAYear) {
    for (const PriceSteps& yearly : kYearly) {
        const PriceSteps month = in_steps_of(1.0 / 12.0, continuous(yearly));
        double left = 1.0, variance = 0.0;
        for (int m = 0; m < 12; ++m) {
            variance += left * left * month.sigma * month.sigma;
            left *= month.phi;
        }
        EXPECT_NEAR(left, yearly.phi, 1e-13);
        EXPECT_NEAR(std::sqrt(variance), yearly.sigma, 1e-13);
        EXPECT_NEAR(stationary_sd(month), stationary_sd(yearly), 1e-12);
        EXPECT_NEAR(half_life(month), 12.0 * half_life(yearly), 1e-10);
    }
}

TEST(PriceProcess, UncertaintyStartsAtASurpriseAndEndsAtTheLongRun) {
    for (const PriceSteps& price : kYearly) {
        EXPECT_EQ(forecast_sd(price, 0.0), 0.0);
        EXPECT_NEAR(forecast_sd(price, 1.0), price.sigma, 1e-14);
        EXPECT_NEAR(forecast_sd(price, 5000.0), stationary_sd(price), 1e-12);
        for (double steps = 0.0; steps < 8.0; steps += 0.5)
            EXPECT_LT(forecast_sd(price, steps), forecast_sd(price, steps + 0.5));
    }
}

TEST(PriceProcess, HalfOfAGapIsLeftAfterAHalfLife) {
    for (const PriceSteps& price : kYearly) EXPECT_NEAR(std::pow(price.phi, half_life(price)), 0.5, 1e-13);
}

TEST(PriceProcess, TheModelsPriceStraysAsFarAsItSays) {
    // The response of the model's price to one surprise decays by phi; variances are sums of its squares.
    Parameters p = tests::shipped();
    p.jump_prob = 0.0;
    const PriceSteps price{p.price_phi, p.price_sd};
    double response = world_price_next(0.0, 0.0, 1.0, 1.0, 0.0, p), variance = 0.0;
    for (int t = 1; t <= 20; ++t) {
        variance += response * response;
        EXPECT_NEAR(std::sqrt(variance), forecast_sd(price, t), 1e-12) << t << " years ahead";
        response = world_price_next(response, 0.0, 0.0, 1.0, 0.0, p);
    }
}

TEST(PriceProcess, WhatDoesNotReturnIsRefused) {
    for (const PriceSteps& price : {PriceSteps{1.0, 0.2}, PriceSteps{0.0, 0.2}, PriceSteps{-0.5, 0.2}, PriceSteps{0.9, -0.1},
                                    PriceSteps{std::nan(""), 0.2}}) {
        EXPECT_THROW((void)stationary_sd(price), RangeError);
        EXPECT_THROW((void)half_life(price), RangeError);
        EXPECT_THROW((void)forecast_sd(price, 3.0), RangeError);
        EXPECT_THROW((void)continuous(price), RangeError);
    }
    EXPECT_THROW((void)in_steps_of(0.0, {0.1, 0.2}), RangeError);
    EXPECT_THROW((void)in_steps_of(1.0, {0.0, 0.2}), RangeError);
    try {
        (void)half_life({1.0, 0.2});
    } catch (const RangeError& error) {
        EXPECT_NE(std::string(error.what()).find("market::half_life: phi = 1.000000"), std::string::npos) << error.what();
    }
}

}  // namespace
