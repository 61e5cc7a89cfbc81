// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/savings_group.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::SavingsGroup;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

SavingsGroup groups() {
    SavingsGroup effect;
    effect.survival = 0.8;
    effect.delivery.start = 2;
    effect.delivery.years = 1;
    return effect;
}

TEST(SavingsGroup, GroupsLiveOnWithoutAPromoterAndSomeDie) {
    EXPECT_EQ(moved_in(groups(), 1), Names{});
    for (int year = 2; year <= 20; ++year) {
        EXPECT_NEAR(lever_in(groups(), Lever::savings_group, year), std::pow(0.8, year - 1), 1e-12) << year;
        EXPECT_EQ(moved_in(groups(), year), (Names{"savings_group"})) << year;
        EXPECT_TRUE(groups().active(year, 20));
    }
}

TEST(SavingsGroup, AMemberOfTwoGroupsIsAMember) {
    Households people({1, 0});
    people.apply(groups(), 2);
    auto later = groups();
    later.survival = 0.9;
    people.apply(later, 2);
    EXPECT_EQ(people.lever(Lever::savings_group), (Column{0.9, 0.0}));
}

TEST(SavingsGroup, TheRampStopsWhereTheDeliveryDoes) {
    auto slow = groups();
    slow.survival = 1.0;
    slow.delivery.years = 2;
    slow.delivery.ramp_years = 6;
    EXPECT_NEAR(lever_in(slow, Lever::savings_group, 3), 1.0 - std::exp(-1.0), 1e-12);
    EXPECT_NEAR(lever_in(slow, Lever::savings_group, 9), 1.0 - std::exp(-1.0), 1e-12);
}

TEST(SavingsGroup, IsPaidOncePerMember) {
    auto effect = groups();
    effect.delivery.cost_per_household = 30.0;
    EXPECT_NEAR(bill_in(effect, 2), 3000.0, 1e-9);
    for (int year = 3; year <= 20; ++year) EXPECT_EQ(bill_in(effect, year), 0.0);
}

TEST(SavingsGroup, GroupsOfWhichNoneLivesMoveNothing) {
    auto none = groups();
    none.survival = 0.0;
    for (int year = 1; year <= 20; ++year) EXPECT_EQ(moved_in(none, year), Names{}) << year;
}

}  // namespace
