// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/living_income_differential.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::LivingIncomeDifferential;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

LivingIncomeDifferential policy() {
    LivingIncomeDifferential effect;
    effect.differential_usd_per_t = 400.0;
    effect.pass_through = 0.7;
    effect.delivery.start = 4;
    effect.delivery.years = 3;
    return effect;
}

TEST(LivingIncomeDifferential, ReachesTheFarmGateInPart) {
    Households people({1, 1, 0});
    people.apply(policy(), 4);
    EXPECT_NEAR(people.lever(Lever::differential_usd_per_kg)[0], 0.28, 1e-15);
    EXPECT_EQ(people.lever(Lever::differential_usd_per_kg)[2], 0.0);
    EXPECT_EQ(people.moved(), (Names{"differential_usd_per_kg"}));
}

TEST(LivingIncomeDifferential, WithItsDefaultsItIsPaidToEverybodyAndDeliveredInFull) {
    const LivingIncomeDifferential effect;
    EXPECT_EQ(effect.delivery.coverage, 1.0);
    EXPECT_EQ(effect.delivery.delivered, 1.0);
    EXPECT_GT(effect.delivery.enrol_probability(0, 1, 0), 1.0 - 0x1p-33);
}

TEST(LivingIncomeDifferential, IsInForceForItsYearsOnly) {
    for (int year = 1; year < 12; ++year)
        EXPECT_EQ(lever_in(policy(), Lever::differential_usd_per_kg, year) > 0.0, year >= 4 && year <= 6) << year;
}

TEST(LivingIncomeDifferential, WhatCountryPremiaTookBackCostsBuyersNothing) {
    auto effect = policy();
    EXPECT_EQ(effect.paid_per_dollar_received(), 1.0);
    EXPECT_NEAR(bill_in(effect, 5, 280.0), 280.0, 1e-12);
}

TEST(LivingIncomeDifferential, OfNothingOrPassedOnToNobodyItMovesNothing) {
    auto none = policy(), kept = policy();
    none.differential_usd_per_t = 0.0;
    kept.pass_through = 0.0;
    EXPECT_EQ(moved_in(none, 5), Names{});
    EXPECT_EQ(moved_in(kept, 5), Names{});
}

}  // namespace
