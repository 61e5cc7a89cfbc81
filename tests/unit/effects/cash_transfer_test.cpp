// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/cash_transfer.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::CashTransfer;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

CashTransfer grants() {
    CashTransfer effect;
    effect.cash_usd = 300.0;
    effect.delivery.start = 3;
    effect.delivery.years = 2;
    return effect;
}

TEST(CashTransfer, TheServedArePaidAndNobodyElse) {
    Households people({1, 0, 1});
    people.apply(grants(), 3);
    EXPECT_EQ(people.lever(Lever::cash_usd), (Column{300, 0, 300}));
    EXPECT_EQ(people.moved(), (Names{"cash_usd"}));
}

TEST(CashTransfer, StopsWithItsLastYear) {
    EXPECT_EQ(lever_in(grants(), Lever::cash_usd, 2), 0.0);
    EXPECT_EQ(lever_in(grants(), Lever::cash_usd, 4), 300.0);
    for (int year = 5; year < 12; ++year) {
        EXPECT_EQ(lever_in(grants(), Lever::cash_usd, year), 0.0) << year;
        EXPECT_FALSE(grants().active(year, 20));
    }
}

TEST(CashTransfer, IsPhasedInByTheRamp) {
    auto slow = grants();
    slow.delivery.years = 10;
    slow.delivery.ramp_years = 6;
    EXPECT_NEAR(lever_in(slow, Lever::cash_usd, 3), 300.0 * (1.0 - std::exp(-0.5)), 1e-9);
    EXPECT_NEAR(lever_in(slow, Lever::cash_usd, 8), 300.0 * (1.0 - std::exp(-3.0)), 1e-9);
}

TEST(CashTransfer, NothingPaidIsNothingMoved) {
    auto nothing = grants();
    nothing.cash_usd = 0.0;
    EXPECT_EQ(moved_in(nothing, 3), Names{});
}

TEST(CashTransfer, WhatArrivesIsPaidInFullAndDeliveryComesOnTop) {
    auto effect = grants();
    effect.delivery.cost_per_household_year = 45.0;
    EXPECT_NEAR(bill_in(effect, 3, 30000.0), 30000.0 + 4500.0, 1e-9);
    EXPECT_EQ(bill_in(effect, 6), 0.0);
}

}  // namespace
