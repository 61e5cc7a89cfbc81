// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/input_subsidy.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::InputSubsidy;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

InputSubsidy vouchers() {
    InputSubsidy effect;
    effect.subsidy_share = 0.5;
    effect.share_to_farmer = 0.8;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(InputSubsidy, AShareOfThePriceIsPaidForThoseServedLessWhatIsDiverted) {
    Households people({1, 0});
    people.apply(vouchers(), 2);
    EXPECT_EQ(people.lever(Lever::input_subsidy), (Column{0.4, 0.0}));
    EXPECT_EQ(people.moved(), (Names{"input_subsidy"}));
}

TEST(InputSubsidy, EndsAtOnce) {
    EXPECT_EQ(lever_in(vouchers(), Lever::input_subsidy, 1), 0.0);
    EXPECT_EQ(lever_in(vouchers(), Lever::input_subsidy, 4), 0.4);
    for (int year = 5; year < 10; ++year) EXPECT_EQ(moved_in(vouchers(), year), Names{}) << year;
}

TEST(InputSubsidy, NoInputIsEverFree) {
    auto nearly_free = vouchers();
    nearly_free.subsidy_share = 0.75;
    Households people({1});
    people.apply(nearly_free, 3);
    people.apply(nearly_free, 3);
    EXPECT_EQ(people.lever(Lever::input_subsidy)[0], 0.95);
}

TEST(InputSubsidy, WhatIsDivertedIsPaidAllTheSame) {
    auto effect = vouchers();
    effect.delivery.cost_per_household_year = 6.0;
    EXPECT_NEAR(bill_in(effect, 3, 4000.0), 5000.0 + 600.0, 1e-9);
}

TEST(InputSubsidy, EachYearsVouchersAreANewEvent) {
    EXPECT_TRUE(vouchers().delivered_yearly());
}

TEST(InputSubsidy, OfNothingItMovesNothing) {
    auto nothing = vouchers();
    nothing.subsidy_share = 0.0;
    EXPECT_EQ(moved_in(nothing, 3), Names{});
}

}  // namespace
