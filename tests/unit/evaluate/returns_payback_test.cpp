// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_payback.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace smallholder;
using Flows = std::vector<double>;

TEST(Payback, InterpolatesWithinTheYear) {
    const auto back = returns::payback(Flows{-100.0, 60.0, 80.0});
    EXPECT_DOUBLE_EQ(back.first.value(), 1.5);
    EXPECT_DOUBLE_EQ(back.lasting.value(), 1.5);
}

TEST(Payback, DiscountingTakesLonger) {
    const Flows flows{-100.0, 60.0, 80.0};
    EXPECT_GT(returns::payback(flows, 0.1).first.value(), 1.5);
    EXPECT_FALSE(returns::payback(flows, 0.5).first.has_value());
}

TEST(Payback, NeverIsEmpty) {
    const auto back = returns::payback(Flows{-100.0, 60.0, 30.0});
    EXPECT_FALSE(back.first.has_value());
    EXPECT_FALSE(back.lasting.has_value());
}

TEST(Payback, ALateOutlayMovesTheLastingOne) {
    const auto back = returns::payback(Flows{-100.0, 150.0, -90.0, 80.0});
    EXPECT_DOUBLE_EQ(back.first.value(), 100.0 / 150.0);
    EXPECT_DOUBLE_EQ(back.lasting.value(), 2.5);
    const auto undone = returns::payback(Flows{-100.0, 150.0, -90.0});
    EXPECT_TRUE(undone.first.has_value());
    EXPECT_FALSE(undone.lasting.has_value());
}

TEST(Payback, NothingOwedIsZeroYears) {
    EXPECT_EQ(returns::payback(Flows{10.0, 20.0}).first.value(), 0.0);
    EXPECT_EQ(returns::payback(Flows{0.0, 0.0}).lasting.value(), 0.0);
}

TEST(Payback, AnIdleFirstYearIsNotAPayback) {
    EXPECT_DOUBLE_EQ(returns::payback(Flows{0.0, -100.0, 50.0, 100.0}).first.value(), 2.5);
}

TEST(Payback, RoundingDoesNotHideTheLastCent) {
    EXPECT_NEAR(returns::payback(Flows{-0.7, 0.1, 0.6}).first.value(), 2.0, 1e-12);
    EXPECT_NEAR(returns::payback(Flows{-0.3, 0.1, 0.1, 0.1}).lasting.value(), 3.0, 1e-12);
    EXPECT_NEAR(returns::payback(Flows{-0.8, 0.1, 0.7}).lasting.value(), 2.0, 1e-12);
}

}  // namespace
