// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/feeder_road.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using namespace smallholder;
using effects::FeederRoad;
using effects::Lever;
using effects::Service;
using tests::Households;
using Column = std::vector<double>;

FeederRoad road() {
    FeederRoad effect;
    effect.delivery.start = 2;
    effect.delivery.overhead = 0.0;
    effect.delivery.learning = 0.0;
    return effect;
}

TEST(FeederRoad, NothingChangesUntilItOpens) {
    for (int year = 0; year < 4; ++year) {
        Households people({1, 0});
        people.apply(road(), year);
        EXPECT_EQ(people.lever(Lever::foot_removed), (Column{0, 0})) << year;
    }
    EXPECT_EQ(road().opens(), 4);
    Households people({1, 0});
    people.apply(road(), 4);
    EXPECT_EQ(people.lever(Lever::foot_removed), (Column{1, 0}));
    EXPECT_EQ(people.lever(Lever::road_upgrade), (Column{1, 0}));
    EXPECT_EQ(people.lever(Lever::course), (Column{0, 0}));
    EXPECT_EQ(people.lever(Lever::burden), (Column{1, 1}));
}

TEST(FeederRoad, WithUpkeepItStaysAndWithoutItWears) {
    auto kept = road(), left = road();
    left.upkeep = 0.0;
    for (int year = 4; year < 20; ++year) {
        Households with({1}), without({1});
        with.apply(kept, year);
        without.apply(left, year);
        EXPECT_EQ(with.lever(Lever::foot_removed)[0], 1.0);
        EXPECT_NEAR(without.lever(Lever::foot_removed)[0], std::pow(1.0 - left.wear_per_year, year - 4), 1e-12);
    }
}

TEST(FeederRoad, UpkeepEndsWithTheProgramme) {
    auto funded = road();
    funded.delivery.years = 6;  // years 2 to 7
    Households last({1}), after({1});
    last.apply(funded, 7);
    after.apply(funded, 9);
    EXPECT_EQ(last.lever(Lever::foot_removed)[0], 1.0);
    EXPECT_NEAR(after.lever(Lever::foot_removed)[0], std::pow(1.0 - funded.wear_per_year, 2), 1e-12);
    EXPECT_TRUE(funded.active(15, 20));
}

TEST(FeederRoad, TwoHalfRoadsLeaveAQuarterOfThePath) {
    auto half = road();
    half.foot_removed = 0.5;
    half.upgrade_share = 0.0;
    Households people({1});
    people.apply(half, 5);
    people.apply(half, 5);
    EXPECT_NEAR(people.lever(Lever::foot_removed)[0], 0.75, 1e-15);
    EXPECT_EQ(people.lever(Lever::road_upgrade)[0], 0.0);
}

TEST(FeederRoad, BuildingIsPaidWhileItIsBuiltAndUpkeepOnceOpen) {
    auto effect = road();
    Service s;
    s.served = 400.0;  // 10 km
    EXPECT_EQ(effect.cost(1, 20, s), 0.0);
    EXPECT_NEAR(effect.cost(2, 20, s), 150000.0, 1e-6);
    EXPECT_NEAR(effect.cost(3, 20, s), 150000.0, 1e-6);
    for (int year = 4; year <= 20; ++year) EXPECT_NEAR(effect.cost(year, 20, s), 18000.0, 1e-6);
    effect.upkeep = 0.0;
    EXPECT_EQ(effect.cost(9, 20, s), 0.0);
}

TEST(FeederRoad, ARoadThatOpensAtOnceIsPaidInItsFirstYear) {
    auto effect = road();
    effect.build_years = 0.0;
    Service s;
    s.served = 40.0;
    EXPECT_NEAR(effect.cost(2, 20, s), 30000.0 + 1800.0, 1e-6);
    EXPECT_NEAR(effect.cost(3, 20, s), 1800.0, 1e-6);
}

TEST(FeederRoad, WhatIsBegunIsBuiltAndPaidEvenIfTheProgrammeIsShort) {
    auto effect = road();
    effect.delivery.years = 1.0;  // two years of building
    EXPECT_TRUE(effect.serving(2, 20));
    EXPECT_TRUE(effect.serving(3, 20));
    EXPECT_FALSE(effect.serving(4, 20));
    EXPECT_FALSE(effect.serving(1, 20));
}

TEST(FeederRoad, IsOfferedToVillagesAndBuiltOnce) {
    EXPECT_TRUE(road().by_village());
    EXPECT_FALSE(road().delivered_yearly());
}

TEST(FeederRoad, OfSizeZeroItMovesNothing) {
    auto nothing = road();
    nothing.foot_removed = nothing.upgrade_share = 0.0;
    Households people({1, 1});
    people.apply(nothing, 10);
    EXPECT_EQ(people.lever(Lever::foot_removed), (Column{0, 0}));
    EXPECT_EQ(people.lever(Lever::road_upgrade), (Column{0, 0}));
}

}  // namespace
