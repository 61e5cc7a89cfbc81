// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/buyer_premium.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::BuyerPremium;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

BuyerPremium label() {
    BuyerPremium effect;
    effect.premium_usd_per_kg = 0.2;
    effect.share_to_farmer = 0.5;
    effect.sold_share = 0.8;
    effect.delivery.start = 2;
    effect.delivery.years = 5;
    return effect;
}

TEST(BuyerPremium, APartOfItReachesTheFarmOnAPartOfTheCrop) {
    Households people({1, 0});
    people.apply(label(), 2);
    EXPECT_NEAR(people.lever(Lever::premium_usd_per_kg)[0], 0.08, 1e-15);
    EXPECT_EQ(people.lever(Lever::premium_usd_per_kg)[1], 0.0);
    EXPECT_EQ(people.moved(), (Names{"premium_usd_per_kg"}));
}

TEST(BuyerPremium, TheBuyerPaysMoreThanArrives) {
    auto effect = label();
    EXPECT_NEAR(effect.paid_per_dollar_received(), 2.0, 1e-15);
    EXPECT_NEAR(bill_in(effect, 3, 800.0), 1600.0, 1e-9);
    effect.delivery.cost_per_household_year = 12.0;
    EXPECT_NEAR(bill_in(effect, 3, 800.0), 1600.0 + 1200.0, 1e-9);
    effect.delivery.overhead = 0.12;  // falls on audits, not on premiums
    smallholder::effects::Service s;
    s.served = s.served_first = s.served_so_far = 100.0;
    s.handed_out = 800.0;
    EXPECT_NEAR(effect.cost(3, 20, s), 1600.0 + 1.12 * 1200.0, 1e-9);
}

TEST(BuyerPremium, IsPaidFromItsFirstToItsLastYear) {
    for (int year = 1; year < 12; ++year)
        EXPECT_EQ(lever_in(label(), Lever::premium_usd_per_kg, year) > 0.0, year >= 2 && year <= 6) << year;
}

TEST(BuyerPremium, TwoBuyersAddUp) {
    Households people({1});
    people.apply(label(), 2);
    people.apply(label(), 2);
    EXPECT_NEAR(people.lever(Lever::premium_usd_per_kg)[0], 0.16, 1e-15);
}

TEST(BuyerPremium, NoPremiumOrNothingSoldOnTheseTermsIsNothingMoved) {
    auto none = label(), unsold = label();
    none.premium_usd_per_kg = 0.0;
    unsold.sold_share = 0.0;
    EXPECT_EQ(moved_in(none, 3), Names{});
    EXPECT_EQ(moved_in(unsold, 3), Names{});
}

}  // namespace
