// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/diversification.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::Diversification;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

Diversification trade() {
    Diversification effect;
    effect.side_income_usd_per_ha = 80.0;
    effect.startup_usd_per_ha = 60.0;
    effect.startup_years = 2;
    effect.upkeep_days_per_ha = 6.0;
    effect.kept = 0.8;
    effect.delivery.start = 3;
    effect.delivery.years = 5;
    effect.delivery.ramp_years = 3;
    return effect;
}

TEST(Diversification, CostsMoneyFirstAndEarnsLater) {
    EXPECT_EQ(moved_in(trade(), 2), Names{});
    EXPECT_EQ(lever_in(trade(), Lever::side_income_usd_per_ha, 3), -30.0);
    EXPECT_EQ(lever_in(trade(), Lever::side_income_usd_per_ha, 4), -30.0);
    EXPECT_NEAR(lever_in(trade(), Lever::side_income_usd_per_ha, 5), 80.0 * (1.0 - std::exp(-1.0)), 1e-12);
    EXPECT_NEAR(lever_in(trade(), Lever::side_income_usd_per_ha, 7), 80.0 * (1.0 - std::exp(-3.0)), 1e-12);
}

TEST(Diversification, NeedsWorkFromTheStart) {
    for (int year = 3; year <= 7; ++year) EXPECT_EQ(lever_in(trade(), Lever::upkeep_days_per_ha, year), 6.0) << year;
}

TEST(Diversification, IsKeptUpByFewerEveryYearOnceSupportEnds) {
    for (int year = 8; year <= 20; ++year) {
        EXPECT_NEAR(lever_in(trade(), Lever::upkeep_days_per_ha, year), 6.0 * std::pow(0.8, year - 7), 1e-12);
        EXPECT_NEAR(lever_in(trade(), Lever::side_income_usd_per_ha, year),
                    80.0 * (1.0 - std::exp(3.0 * (4.0 - year) / 3.0)) * std::pow(0.8, year - 7), 1e-12);
        EXPECT_TRUE(trade().active(year, 20));
    }
}

TEST(Diversification, WithoutAStartItEarnsAtOnce) {
    auto quick = trade();
    quick.startup_years = 0;
    quick.delivery.ramp_years = 0;
    Households people({1, 0});
    people.apply(quick, 3);
    EXPECT_EQ(people.lever(Lever::side_income_usd_per_ha), (Column{80, 0}));
    EXPECT_EQ(people.moved(), (Names{"side_income_usd_per_ha", "upkeep_days_per_ha"}));
}

TEST(Diversification, OfSizeZeroItMovesNothing) {
    auto nothing = trade();
    nothing.side_income_usd_per_ha = nothing.startup_usd_per_ha = nothing.upkeep_days_per_ha = 0.0;
    for (int year = 1; year <= 20; ++year) EXPECT_EQ(moved_in(nothing, year), Names{}) << year;
}

}  // namespace
