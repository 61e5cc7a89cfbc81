// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/tenure_reform.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::TenureReform;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

TenureReform papers() {
    TenureReform effect;
    effect.tenure_security = 0.6;
    effect.delivery.start = 2;
    effect.delivery.years = 1;
    return effect;
}

TEST(TenureReform, APaperStaysWritten) {
    EXPECT_EQ(moved_in(papers(), 1), Names{});
    for (int year = 2; year <= 20; ++year) {
        EXPECT_NEAR(lever_in(papers(), Lever::tenure_security, year), 0.6, 1e-15) << year;
        EXPECT_EQ(moved_in(papers(), year), (Names{"tenure_security"}));
        EXPECT_TRUE(papers().active(year, 20));
    }
}

TEST(TenureReform, TwoReformsRemoveDoubtFromWhatIsLeft) {
    Households people({1, 0});
    people.apply(papers(), 3);
    people.apply(papers(), 3);
    EXPECT_NEAR(people.lever(Lever::tenure_security)[0], 0.84, 1e-15);
    EXPECT_EQ(people.lever(Lever::tenure_security)[1], 0.0);
}

TEST(TenureReform, TheRampStopsWhereTheDeliveryDoes) {
    auto slow = papers();
    slow.delivery.years = 2;
    slow.delivery.ramp_years = 6;
    EXPECT_NEAR(lever_in(slow, Lever::tenure_security, 2), 0.6 * (1.0 - std::exp(-0.5)), 1e-12);
    EXPECT_NEAR(lever_in(slow, Lever::tenure_security, 12), 0.6 * (1.0 - std::exp(-1.0)), 1e-12);
}

TEST(TenureReform, IsPaidWhilePapersAreMade) {
    auto effect = papers();
    effect.delivery.cost_per_household = 70.0;
    EXPECT_NEAR(bill_in(effect, 2), 7000.0, 1e-9);
    EXPECT_EQ(bill_in(effect, 3), 0.0);
}

TEST(TenureReform, PapersThatChangeNoDoubtMoveNothing) {
    auto nothing = papers();
    nothing.tenure_security = 0.0;
    EXPECT_EQ(moved_in(nothing, 5), Names{});
}

}  // namespace
