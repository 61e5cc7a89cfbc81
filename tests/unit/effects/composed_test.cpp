// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/composed.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Composed;
using smallholder::effects::Lever;
using smallholder::effects::LeverChange;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

Composed of(std::vector<LeverChange> changes, double start = 2, double years = 3) {
    Composed effect;
    effect.set(std::move(changes));
    effect.delivery.start = start;
    effect.delivery.years = years;
    return effect;
}

TEST(Composed, MovesItsLeversByTheirOwnRules) {
    const auto effect = of({{Lever::hassle_relief, 0.6}, {Lever::burden, 0.7}, {Lever::tenure_security, 0.4}});
    Households people({1, 0, 1});
    people.apply(effect, 2);
    people.apply(effect, 2);
    EXPECT_NEAR(people.lever(Lever::hassle_relief)[0], 1.2, 1e-15);      // added
    EXPECT_NEAR(people.lever(Lever::burden)[0], 0.49, 1e-15);            // multiplied
    EXPECT_NEAR(people.lever(Lever::tenure_security)[2], 0.64, 1e-15);   // what is left is shared again
    EXPECT_EQ(people.lever(Lever::burden)[1], 1.0);
    EXPECT_EQ(people.lever(Lever::hassle_relief)[1], 0.0);
    EXPECT_EQ(people.moved(), (Names{"burden", "hassle_relief", "tenure_security"}));
    EXPECT_EQ((std::vector<Lever>(effect.moves().begin(), effect.moves().end())),
              (std::vector<Lever>{Lever::hassle_relief, Lever::burden, Lever::tenure_security}));
}

TEST(Composed, WithoutADecayNothingIsLeftAfterTheLastYear) {
    const auto effect = of({{Lever::hassle_relief, 0.6}});
    for (int year = 1; year <= 8; ++year) {
        EXPECT_EQ(lever_in(effect, Lever::hassle_relief, year), year >= 2 && year <= 4 ? 0.6 : 0.0) << year;
        EXPECT_EQ(effect.active(year, 20), year >= 2 && year <= 4) << year;
    }
}

TEST(Composed, ADecayLetsItFadeAndADecayOfZeroLetsItLast) {
    const auto effect = of({{Lever::burden, 0.5, {}, 0.7}, {Lever::tenure_security, 0.8, {}, 0.0}});
    EXPECT_EQ(lever_in(effect, Lever::burden, 4), 0.5);
    for (int year = 5; year <= 9; ++year) {
        EXPECT_NEAR(lever_in(effect, Lever::burden, year), 1.0 - 0.5 * std::exp(-0.7 * (year - 4)), 1e-12) << year;
        EXPECT_EQ(lever_in(effect, Lever::tenure_security, year), 0.8) << year;
        EXPECT_TRUE(effect.active(year, 20));
        EXPECT_FALSE(effect.serving(year, 20)) << "nobody is paid for after the end";
    }
    EXPECT_FALSE(effect.active(1, 20));
}

TEST(Composed, EachLeverMayHaveARampOfItsOwnWhichStopsWithTheDelivery) {
    auto effect = of({{Lever::hassle_relief, 1.0, 6.0}, {Lever::tenure_security, 1.0, {}, 0.0}});
    effect.delivery.ramp_years = 3.0;
    EXPECT_NEAR(lever_in(effect, Lever::hassle_relief, 3), 1.0 - std::exp(-1.0), 1e-12);
    EXPECT_NEAR(lever_in(effect, Lever::tenure_security, 3), 1.0 - std::exp(-2.0), 1e-12);
    EXPECT_EQ(lever_in(effect, Lever::tenure_security, 9), lever_in(effect, Lever::tenure_security, 4));
}

TEST(Composed, ThoseWhoDoNotAttendGetNothingOfThatLever) {
    const auto effect = of({{Lever::course, 1.0, {}, {}, 0.7}, {Lever::hassle_relief, 0.5}});
    Households people({1, 1, 0});
    people.u_attendance = {0.69, 0.7, 0.0};
    people.apply(effect, 2);
    EXPECT_EQ(people.lever(Lever::course), (Column{1, 0, 0}));
    EXPECT_EQ(people.lever(Lever::hassle_relief), (Column{0.5, 0.5, 0}));
}

TEST(Composed, ChangesThatAreNeutralMoveNothing) {
    std::vector<LeverChange> changes;
    for (std::size_t k = 0; k < smallholder::effects::kLevers; ++k)
        changes.push_back({static_cast<Lever>(k), smallholder::effects::kLeverRows[k].neutral});
    for (int year = 1; year <= 9; ++year) EXPECT_EQ(moved_in(of(changes), year), Names{}) << year;
}

TEST(Composed, ItsPayerMayPayMoreThanReachesTheFarm) {
    auto effect = of({{Lever::cash_usd, 100.0}});
    EXPECT_EQ(bill_in(effect, 3, 500.0), 500.0);
    effect.paid_per_dollar = 1.25;
    EXPECT_EQ(bill_in(effect, 3, 500.0), 625.0);
    effect.delivery.cost_per_household_year = 10.0;
    EXPECT_EQ(bill_in(effect, 3), 1000.0);
    EXPECT_EQ(bill_in(effect, 5), 0.0);
}

TEST(Composed, MayBeOfferedByVillageAndDeliveredAnewEachYear) {
    auto effect = of({{Lever::course, 1.0}});
    EXPECT_FALSE(effect.by_village());
    EXPECT_FALSE(effect.delivered_yearly());
    effect.offered_by_village = effect.yearly = 1.0;
    EXPECT_TRUE(effect.by_village());
    EXPECT_TRUE(effect.delivered_yearly());
}

}  // namespace
