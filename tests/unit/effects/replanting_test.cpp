// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/replanting.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::Replanting;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

Replanting trees() {
    Replanting effect;
    effect.replant_share = 0.05;
    effect.replant_subsidy = 0.8;
    effect.replant_relief = 1.5;
    effect.roguing = 0.3;
    effect.bridge_usd = 100.0;
    effect.bridge_years = 4;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(Replanting, TheServedMayRenewMoreAtLessAndAreHelped) {
    Households people({1, 0});
    people.apply(trees(), 3);
    EXPECT_EQ(people.lever(Lever::replant_share), (Column{0.05, 0}));
    EXPECT_EQ(people.lever(Lever::replant_subsidy), (Column{0.8, 0}));
    EXPECT_EQ(people.lever(Lever::replant_relief), (Column{1.5, 0}));
    EXPECT_NEAR(people.lever(Lever::roguing)[0], 0.3, 1e-15);
    EXPECT_EQ(people.lever(Lever::cash_usd), (Column{100, 0}));
    EXPECT_EQ(people.moved(), (Names{"replant_share", "replant_subsidy", "replant_relief", "roguing", "cash_usd"}));
}

TEST(Replanting, TheBridgeOutlivesTheReplantingUntilTreesBear) {
    for (int year = 1; year < 12; ++year) {
        EXPECT_EQ(lever_in(trees(), Lever::replant_share, year) > 0.0, year >= 2 && year <= 4) << year;
        EXPECT_EQ(lever_in(trees(), Lever::roguing, year) > 0.0, year >= 2 && year <= 4) << year;
        EXPECT_EQ(lever_in(trees(), Lever::cash_usd, year), year >= 2 && year <= 5 ? 100.0 : 0.0) << year;
        EXPECT_EQ(trees().active(year, 20), year >= 2 && year <= 5) << year;
        EXPECT_EQ(trees().serving(year, 20), year >= 2 && year <= 4) << year;
    }
}

TEST(Replanting, WithoutABridgeNoCashIsPaidAndNoneIsSpokenOf) {
    auto bare = trees();
    bare.bridge_usd = 0.0;
    EXPECT_EQ(moved_in(bare, 3), (Names{"replant_share", "replant_subsidy", "replant_relief", "roguing"}));
    for (const Lever lever : bare.moves()) EXPECT_NE(lever, Lever::cash_usd);
    bool cash = false;
    for (const Lever lever : trees().moves()) cash = cash || lever == Lever::cash_usd;
    EXPECT_TRUE(cash);
}

TEST(Replanting, HectaresPlannedArePaidWhileItRuns) {
    auto effect = trees();
    effect.ha_per_household = 2.0;
    effect.cost_per_ha = 1500.0;
    for (int year = 2; year <= 4; ++year) EXPECT_NEAR(bill_in(effect, year), 1500.0 * 0.05 * 2.0 * 100.0, 1e-9);
    EXPECT_NEAR(bill_in(effect, 3, 5000.0), 15000.0 + 5000.0, 1e-9);
    EXPECT_NEAR(bill_in(effect, 5, 700.0), 700.0, 1e-9);  // the bridge alone
}

TEST(Replanting, OfSizeZeroItMovesNothing) {
    auto nothing = trees();
    nothing.replant_share = nothing.replant_subsidy = nothing.replant_relief = nothing.roguing = nothing.bridge_usd = 0.0;
    for (int year = 1; year < 12; ++year) EXPECT_EQ(moved_in(nothing, year), Names{}) << year;
}

}  // namespace
