// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/minimum_price.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::MinimumPrice;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

MinimumPrice floor_of(double usd_per_kg) {
    MinimumPrice effect;
    effect.floor_usd_per_kg = usd_per_kg;
    effect.delivery.start = 2;
    effect.delivery.years = 4;
    return effect;
}

TEST(MinimumPrice, IsAFloorForThoseCoveredWhileItIsInForce) {
    Households people({1, 0});
    people.apply(floor_of(1.7), 2);
    EXPECT_EQ(people.lever(Lever::price_floor_usd_per_kg), (Column{1.7, 0.0}));
    EXPECT_EQ(people.moved(), (Names{"price_floor_usd_per_kg"}));
    for (int year = 1; year < 10; ++year)
        EXPECT_EQ(lever_in(floor_of(1.7), Lever::price_floor_usd_per_kg, year) > 0.0, year >= 2 && year <= 5) << year;
}

TEST(MinimumPrice, OfTwoFloorsTheHigherHolds) {
    Households people({1});
    people.apply(floor_of(1.9), 3);
    people.apply(floor_of(1.7), 3);
    EXPECT_EQ(people.lever(Lever::price_floor_usd_per_kg), (Column{1.9}));
}

TEST(MinimumPrice, APriceOfNothingIsNoFloor) {
    EXPECT_EQ(moved_in(floor_of(0.0), 3), Names{});
}

TEST(MinimumPrice, ThePayerPaysWhatArrives) {
    auto effect = floor_of(1.7);
    EXPECT_EQ(bill_in(effect, 3, 640.0), 640.0);
    EXPECT_EQ(bill_in(effect, 3), 0.0);
}

}  // namespace
