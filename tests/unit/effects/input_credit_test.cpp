// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/input_credit.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::InputCredit;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

InputCredit loans() {
    InputCredit effect;
    effect.credit_usd = 200.0;
    effect.interest_relief = 0.1;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(InputCredit, TheServedMayBorrowMoreAndAtLess) {
    Households people({1, 0});
    people.apply(loans(), 2);
    EXPECT_EQ(people.lever(Lever::credit_usd), (Column{200.0, 0.0}));
    EXPECT_EQ(people.lever(Lever::interest_relief), (Column{0.1, 0.0}));
    EXPECT_EQ(people.moved(), (Names{"credit_usd", "interest_relief"}));
}

TEST(InputCredit, IsOfferedFromItsFirstToItsLastYear) {
    for (int year = 1; year < 10; ++year) {
        const bool offered = year >= 2 && year <= 4;
        EXPECT_EQ(lever_in(loans(), Lever::credit_usd, year) > 0.0, offered) << year;
        EXPECT_EQ(lever_in(loans(), Lever::interest_relief, year) > 0.0, offered) << year;
    }
}

TEST(InputCredit, IsPhasedInByTheRamp) {
    auto slow = loans();
    slow.delivery.years = 10;
    slow.delivery.ramp_years = 3;
    EXPECT_NEAR(lever_in(slow, Lever::credit_usd, 2), 200.0 * (1.0 - std::exp(-1.0)), 1e-9);
    EXPECT_NEAR(lever_in(slow, Lever::interest_relief, 4), 0.1 * (1.0 - std::exp(-3.0)), 1e-12);
}

TEST(InputCredit, LoansAreRepaidSoOnlyDeliveryAndWhatIsLostCost) {
    auto effect = loans();
    effect.delivery.cost_per_household_year = 30.0;
    EXPECT_NEAR(bill_in(effect, 3), 3000.0, 1e-9);
    EXPECT_NEAR(bill_in(effect, 3, 1700.0), 4700.0, 1e-9);
}

TEST(InputCredit, EitherHalfAlone) {
    auto cheap = loans(), more = loans(), neither = loans();
    cheap.credit_usd = 0.0;
    more.interest_relief = 0.0;
    neither.credit_usd = neither.interest_relief = 0.0;
    EXPECT_EQ(moved_in(cheap, 3), (Names{"interest_relief"}));
    EXPECT_EQ(moved_in(more, 3), (Names{"credit_usd"}));
    EXPECT_EQ(moved_in(neither, 3), Names{});
    EXPECT_TRUE(loans().delivered_yearly());
}

}  // namespace
