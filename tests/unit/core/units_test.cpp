// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/units.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace {

using namespace smallholder;

TEST(Units, MarginOfAPlotWorksItselfOut) {
    const Area area(2.5);
    const Yield yield(400.0);
    const Price price(2.0);
    const CostPerArea cost_per_ha(300.0);
    const Money margin = area * (yield * price - cost_per_ha);
    EXPECT_DOUBLE_EQ(margin.value(), 2.5 * (400.0 * 2.0 - 300.0));
}

TEST(Units, ProductsAndQuotientsCarryTheirUnits) {
    static_assert(std::is_same_v<decltype(Yield(1) * Area(1)), Mass>);
    static_assert(std::is_same_v<decltype(Mass(1) / Area(1)), Yield>);
    static_assert(std::is_same_v<decltype(Money(1) / Mass(1)), Price>);
    static_assert(std::is_same_v<decltype(Wage(1) * Days(1)), Money>);
    static_assert(std::is_same_v<decltype(Money(1) / Years(1)), MoneyPerYear>);
    static_assert(std::is_same_v<decltype(1.0 / Years(1)), RatePerYear>);
    static_assert(std::is_same_v<decltype(DaysPerArea(1) * Area(1)), Days>);
    EXPECT_EQ((Mass(300.0) / Area(1.5)).value(), 200.0);
    EXPECT_EQ((1.0 / Years(4.0)).value(), 0.25);
}

TEST(Units, UnitsThatCancelLeaveAPlainNumber) {
    static_assert(std::is_same_v<decltype(Money(1) / Money(1)), double>);
    static_assert(std::is_same_v<decltype(RatePerYear(1) * Years(1)), double>);
    EXPECT_EQ(Money(30.0) / Money(120.0), 0.25);
}

TEST(Units, CostNothingBesideADouble) {
    static_assert(sizeof(Money) == sizeof(double));
    static_assert(std::is_trivially_copyable_v<Money>);
    constexpr Money total = Money(2.0) + Money(3.0) * 2.0 - Money(1.0) / 4.0;
    static_assert(total.value() == 7.75);
    static_assert(!std::is_convertible_v<double, Money>);
    static_assert(!std::is_convertible_v<Money, double>);
}

TEST(Units, CompareAndAccumulate) {
    Money total;
    total += Money(5.0);
    total -= Money(2.0);
    total *= 4.0;
    total /= 3.0;
    EXPECT_EQ(total, Money(4.0));
    EXPECT_LT(-total, total);
    EXPECT_GE(total, Money(4.0));
}

TEST(Units, PrintThemselves) {
    EXPECT_EQ(to_string(Yield(423.5)), "423.5 kg/ha");
    EXPECT_EQ(to_string(Wage(8.0)), "8 money/day");
    EXPECT_EQ(to_string(RatePerYear(0.1)), "0.1 1/year");
    EXPECT_EQ(unit_text({.kg = 2, .ha = -1, .year = -2}), "kg^2/ha/year^2");
    EXPECT_EQ(unit_text({.money = 1, .day = 1}), "money day");
}

}  // namespace
