// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/weather.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::agronomy;
using tests::shipped;

/// Mean over a standard normal by the midpoints of many equal slices of probability.
double mean_over_normal(const std::function<double(double)>& f, int slices = 2000) {
    double sum = 0.0;
    for (int i = 0; i < slices; ++i) sum += f(normal_quantile((i + 0.5) / slices));
    return sum / slices;
}

TEST(Weather, TheIndexKeepsItsVarianceWhateverItsMemory) {
    for (const double rho : {0.0, 0.3, 0.9}) {
        EXPECT_NEAR(weather_index(1.0, 0.0, rho), rho, 1e-15);
        EXPECT_NEAR(std::pow(weather_index(0.0, 1.0, rho), 2) + rho * rho, 1.0, 1e-15);
    }
}

TEST(Weather, DroughtsTakeWhatOtherYearsGive) {
    const Parameters& p = shipped();
    EXPECT_NEAR(p.drought_prob * drought_factor(1.0, p) + (1 - p.drought_prob) * drought_factor(0.0, p), 1.0, 1e-15);
    EXPECT_NEAR(drought_factor(1.0, p) / drought_factor(0.0, p), 1.0 - p.drought_loss, 1e-15);
}

TEST(Weather, TheMeanYearIsOneForCocoaAndForFood) {
    const Parameters& p = shipped();
    const double cocoa = mean_over_normal(
        [&](double region) {
            return mean_over_normal([&](double own) { return cocoa_weather(region, own, 0.0, p); }, 400);
        },
        400);
    EXPECT_NEAR(cocoa, drought_factor(0.0, p), 2e-3);
    const double food = mean_over_normal(
        [&](double own) {
            return mean_over_normal([&](double apart) { return food_weather(0.0, own, apart, 0.0, p); }, 400);
        },
        400);
    // With the region at its mean a part of the common score is missing, and so is its part of the mean.
    const double common = p.weather_sd_region / std::hypot(p.weather_sd_region, p.weather_sd_iid);
    const double missing = std::pow(p.food_weather_sd * p.food_weather_corr * common, 2);
    EXPECT_NEAR(food, drought_factor(0.0, p) * std::exp(-0.5 * missing), 2e-3);
}

TEST(Weather, FoodGoesWithCocoaAsStronglyAsTheParameterSays) {
    const Parameters& p = shipped();
    tests::Dice dice(7);
    double xy = 0.0, xx = 0.0, yy = 0.0;
    const int n = 20000;
    for (int i = 0; i < n; ++i) {
        const double region = normal_quantile(dice()), own = normal_quantile(dice()), apart = normal_quantile(dice());
        const double x = std::log(cocoa_weather(region, own, 0.0, p)) - std::log(cocoa_weather(0.0, 0.0, 0.0, p));
        const double y =
            std::log(food_weather(region, own, apart, 0.0, p)) - std::log(food_weather(0.0, 0.0, 0.0, 0.0, p));
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    EXPECT_NEAR(xy / std::sqrt(xx * yy), p.food_weather_corr, 0.02);
    EXPECT_NEAR(std::sqrt(xx / n), std::hypot(p.weather_sd_region, p.weather_sd_iid), 0.003);
    EXPECT_NEAR(std::sqrt(yy / n), p.food_weather_sd, 0.005);
}

TEST(Weather, BetterLuckNeverHarvestsLess) {
    const Parameters& p = shipped();
    for (double z = -3.0; z < 3.0; z += 0.5) {
        EXPECT_LT(cocoa_weather(z, 0.0, 0.0, p), cocoa_weather(z + 0.1, 0.0, 0.0, p));
        EXPECT_LT(cocoa_weather(0.0, z, 1.0, p), cocoa_weather(0.0, z + 0.1, 1.0, p));
        EXPECT_LT(food_weather(0.0, 0.0, z, 0.0, p), food_weather(0.0, 0.0, z + 0.1, 0.0, p));
    }
}

TEST(Weather, WithoutSpreadThereIsNoWeather) {
    Parameters p = shipped();
    p.weather_sd_region = p.weather_sd_iid = p.drought_prob = 0.0;
    EXPECT_EQ(cocoa_weather(2.0, -1.0, 0.0, p), 1.0);
    EXPECT_TRUE(std::isfinite(food_weather(2.0, -1.0, 0.3, 0.0, p)));
}

TEST(Weather, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) {
            const auto drought = select(a[3] > 0.5, broadcast<std::decay_t<decltype(a[0])>>(1.0), 0.0);
            return std::array{weather_index(a[0], a[1], 0.3), cocoa_weather(a[0], a[1], drought, shipped()),
                              food_weather(a[0], a[1], a[2], drought, shipped())};
        },
        {{{-4, 4}, {-4, 4}, {-4, 4}, {0, 1}}});
}

}  // namespace
