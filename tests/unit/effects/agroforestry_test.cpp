// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/agroforestry.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::Agroforestry;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

Agroforestry planted() {
    Agroforestry effect;
    effect.shade = 0.2;
    effect.growth_years = 9.0;
    effect.survival = 1.0;
    effect.side_income_usd_per_ha = 50.0;
    effect.first_income_years = 4.0;
    effect.upkeep_days_per_ha = 5.0;
    effect.delivery.start = 2;
    effect.delivery.years = 2;
    return effect;
}

TEST(Agroforestry, ShadeGrowsWithTheTrees) {
    EXPECT_EQ(moved_in(planted(), 1), Names{});
    EXPECT_NEAR(lever_in(planted(), Lever::shade, 2), 0.2 * (1.0 - std::exp(-1.0 / 3.0)), 1e-12);
    EXPECT_NEAR(lever_in(planted(), Lever::shade, 10), 0.2 * (1.0 - std::exp(-3.0)), 1e-12);
    for (int year = 2; year < 20; ++year)
        EXPECT_LT(lever_in(planted(), Lever::shade, year), lever_in(planted(), Lever::shade, year + 1));
    EXPECT_LT(lever_in(planted(), Lever::shade, 20), 0.2);
}

TEST(Agroforestry, WorkComesFirstAndIncomeYearsLater) {
    for (int year = 2; year <= 5; ++year) {
        EXPECT_EQ(lever_in(planted(), Lever::upkeep_days_per_ha, year), 5.0);
        EXPECT_EQ(lever_in(planted(), Lever::side_income_usd_per_ha, year), 0.0) << year;
    }
    EXPECT_NEAR(lever_in(planted(), Lever::side_income_usd_per_ha, 6), 50.0 * (1.0 - std::exp(-1.0 / 3.0)), 1e-12);
    EXPECT_NEAR(lever_in(planted(), Lever::side_income_usd_per_ha, 14), 50.0 * (1.0 - std::exp(-3.0)), 1e-12);
}

TEST(Agroforestry, TreesOutliveTheProgrammeButNotAll) {
    auto mortal = planted();
    mortal.survival = 0.9;
    for (int year = 2; year <= 20; ++year) {
        EXPECT_TRUE(mortal.active(year, 20));
        const double alive = std::pow(0.9, year - 2);
        EXPECT_NEAR(lever_in(mortal, Lever::upkeep_days_per_ha, year), 5.0 * alive, 1e-12);
        EXPECT_NEAR(lever_in(mortal, Lever::shade, year), alive * lever_in(planted(), Lever::shade, year), 1e-12);
    }
}

TEST(Agroforestry, OnlyTheServedAndOnlyThreeLevers) {
    Households people({0, 1});
    people.apply(planted(), 8);
    EXPECT_EQ(people.lever(Lever::shade)[0], 0.0);
    EXPECT_EQ(people.moved(), (Names{"shade", "side_income_usd_per_ha", "upkeep_days_per_ha"}));
}

TEST(Agroforestry, AHectareIsPaidOnceOverTheYearsOfSupport) {
    auto effect = planted();
    effect.ha_per_household = 2.0;
    effect.cost_per_ha = 100.0;
    double paid = 0.0;
    for (int year = 1; year <= 20; ++year) paid += bill_in(effect, year);
    EXPECT_NEAR(paid, 100.0 * 2.0 * 100.0, 1e-9);
    EXPECT_NEAR(bill_in(effect, 2), paid / 2.0, 1e-9);
}

TEST(Agroforestry, TreesThatGiveNothingMoveNothing) {
    auto nothing = planted();
    nothing.shade = nothing.side_income_usd_per_ha = nothing.upkeep_days_per_ha = 0.0;
    for (int year = 1; year <= 20; ++year) EXPECT_EQ(moved_in(nothing, year), Names{}) << year;
}

}  // namespace
