// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/paths.hpp"

#include <gtest/gtest.h>

#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using tests::shipped;

PathSettings settings(market::Regime regime = market::Regime::regulated) {
    return {12, {101, 202}, 7, 3, 1, regime, 1.0};
}

TEST(Paths, YearZeroHasNoLuck) {
    const auto paths = draw_paths(shipped(), settings());
    ASSERT_EQ(paths.market.size(), 13u);
    ASSERT_EQ(paths.region.size(), 2u);
    EXPECT_NEAR(paths.market[0].price, market::regulated_price(shipped().fob_0, shipped().fob_0, shipped()), 1e-12);
    EXPECT_EQ(paths.market[0].climate, 1.0);
    for (const auto& region : paths.region) {
        ASSERT_EQ(region.size(), 13u);
        EXPECT_EQ(region[0].weather_index, 0.0);
        EXPECT_EQ(region[0].drought, 0.0);
        EXPECT_EQ(region[0].food_price, 1.0);
    }
}

TEST(Paths, ALongerRunHasTheSameFirstYears) {
    auto longer = settings();
    longer.years = 30;
    const auto a = draw_paths(shipped(), settings()), b = draw_paths(shipped(), longer);
    for (std::size_t t = 0; t <= 12; ++t) {
        EXPECT_EQ(a.market[t].price, b.market[t].price);
        EXPECT_EQ(a.region[1][t].weather_index, b.region[1][t].weather_index);
        EXPECT_EQ(a.region[1][t].food_price, b.region[1][t].food_price);
    }
}

TEST(Paths, APriceThatStartsHighComesBackOrStays) {
    Parameters p = shipped();
    p.fob_0 = 2.0 * shipped().fob_0;
    p.price_start_ratio = 2.0;
    PathSettings s = settings();
    s.years = 60;
    const auto back = draw_paths(p, s);
    s.process = market::PriceProcess::persistent;
    const auto stays = draw_paths(p, s);
    EXPECT_EQ(back.fob[0], stays.fob[0]);
    EXPECT_NEAR(back.fob[0], p.fob_0, 1e-9 * p.fob_0);
    // The same surprises: what sets the two apart is what is left of each deviation.
    const double mean = log_of(p.fob_0) - log_of(2.0);
    for (std::size_t t = 1; t < back.fob.size(); ++t)
        EXPECT_NEAR(log_of(back.fob[t]) - p.price_phi * log_of(back.fob[t - 1]), log_of(stays.fob[t]) - log_of(stays.fob[t - 1]) + (1.0 - p.price_phi) * mean, 1e-9);
    // Over many worlds the one keeps the first price in the middle, without drift, and the other loses half of the excess in ln 2/-ln phi years.
    double left = 0.0, drift = 0.0;
    constexpr int kWorlds = 3000;
    for (int world = 0; world < kWorlds; ++world) {
        PathSettings other = settings();
        other.years = 5;
        other.draw = static_cast<std::uint32_t>(world);
        left += log_of(draw_paths(p, other).fob[5]) - mean;
        other.process = market::PriceProcess::persistent;
        drift += log_of(draw_paths(p, other).fob[5]) - log_of(p.fob_0);
    }
    EXPECT_NEAR(left / kWorlds, log_of(2.0) * std::pow(p.price_phi, 5), 0.03);
    EXPECT_NEAR(drift / kWorlds, 0.0, 0.035);
}

TEST(Paths, AtItsMeanAFirstPriceIsTheMeanToTheLastBit) {
    EXPECT_EQ(shipped().price_start_ratio, 1.0);
    EXPECT_EQ(log_of(shipped().price_start_ratio), 0.0);
}

TEST(Paths, ARegionsLuckIsItsOwnWhateverOtherRegionsThereAre) {
    auto alone = settings();
    alone.regions = {202};
    const auto a = draw_paths(shipped(), settings()), b = draw_paths(shipped(), alone);
    bool differs = false;
    for (std::size_t t = 0; t <= 12; ++t) {
        EXPECT_EQ(a.region[1][t].weather_index, b.region[0][t].weather_index);
        EXPECT_EQ(a.region[1][t].drought, b.region[0][t].drought);
        differs = differs || a.region[0][t].weather_index != a.region[1][t].weather_index;
    }
    EXPECT_TRUE(differs);
}

TEST(Paths, DrawsReplicatesAndSeedsDiffer) {
    const double base = draw_paths(shipped(), settings()).market[5].price;
    for (int what = 0; what < 3; ++what) {
        auto other = settings();
        if (what == 0) other.seed = 8;
        if (what == 1) other.draw = 4;
        if (what == 2) other.replicate = 2;
        EXPECT_NE(draw_paths(shipped(), other).market[5].price, base);
    }
}

TEST(Paths, TheRegulatorAnnouncesAndTheMarketIsGuessed) {
    const auto announced = draw_paths(shipped(), settings());
    for (const auto& year : announced.market) {
        EXPECT_FALSE(year.liberal);
        EXPECT_EQ(year.expected_price, year.price);
    }
    const auto guessed = draw_paths(shipped(), settings(market::Regime::liberal));
    const auto& m = guessed.market;
    EXPECT_NEAR(m[0].expected_price, m[0].price, 1e-12);  // all years before the survey are taken to be like it
    EXPECT_NEAR(m[1].expected_price, m[0].price, 1e-12);
    for (std::size_t t = 3; t < m.size(); ++t) {
        EXPECT_TRUE(m[t].liberal);
        EXPECT_NEAR(m[t].expected_price,
                    0.5 * m[t - 1].price + (m[t - 1].price + m[t - 2].price + m[t - 3].price) / 6.0, 1e-12);
    }
}

TEST(Paths, TheRegulatedPriceFollowsTheWorldWithALag) {
    Parameters p = shipped();
    p.theta_w = 0.0;  // all of last year
    auto world = settings(market::Regime::liberal);
    Parameters free = shipped();
    free.tax = free.export_cost = 0.0;
    const auto fob = draw_paths(free, world), paid = draw_paths(p, settings());
    for (std::size_t t = 1; t < fob.market.size(); ++t)
        EXPECT_NEAR(paid.market[t].price, p.theta_r * fob.market[t - 1].price, 1e-12);
}

TEST(Paths, TheSurveysPriceScalesAllYearsAlike) {
    auto anchored = settings();
    anchored.price_anchor = 1.25;
    const auto a = draw_paths(shipped(), settings()), b = draw_paths(shipped(), anchored);
    for (std::size_t t = 0; t <= 12; ++t) EXPECT_NEAR(b.market[t].price, 1.25 * a.market[t].price, 1e-12);
}

TEST(Paths, TheClimateTrendCompounds) {
    Parameters p = shipped();
    p.climate_trend = -0.01;
    const auto paths = draw_paths(p, settings());
    for (std::size_t t = 0; t <= 12; ++t)
        EXPECT_NEAR(paths.market[t].climate, std::exp(-0.01 * static_cast<double>(t)), 1e-14);
}

TEST(Paths, DroughtsAndFoodPricesComeAsOftenAndAsWideAsTheParametersSay) {
    PathSettings s = settings();
    s.years = 200;
    s.regions.clear();
    for (std::uint64_t r = 0; r < 500; ++r) s.regions.push_back(1000 + r);
    const auto paths = draw_paths(shipped(), s);
    double droughts = 0.0, logs = 0.0, squares = 0.0, mean = 0.0, index = 0.0;
    const double n = 200.0 * 500.0;
    for (const auto& region : paths.region)
        for (std::size_t t = 1; t <= 200; ++t) {
            droughts += region[t].drought / n;
            mean += region[t].food_price / n;
            logs += std::log(region[t].food_price) / n;
            squares += std::pow(std::log(region[t].food_price), 2) / n;
            index += region[t].weather_index * region[t].weather_index / n;
        }
    EXPECT_NEAR(droughts, shipped().drought_prob, 4.0 * std::sqrt(0.05 * 0.95 / n));
    // Year 0 starts at the mean and the memory fades: the first years of each region vary a little less.
    EXPECT_NEAR(std::sqrt(squares - logs * logs), shipped().food_price_sd, 0.005);
    EXPECT_NEAR(mean, 1.0, 0.005);
    EXPECT_NEAR(index, 1.0, 0.02);
}

}  // namespace
