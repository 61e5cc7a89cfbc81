// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/delivery.hpp"

#include <gtest/gtest.h>

namespace {

using smallholder::effects::Delivery;

TEST(Delivery, RunsFromItsStartForItsYears) {
    Delivery d;
    d.start = 3;
    d.years = 2;
    EXPECT_FALSE(d.running(2, 20));
    EXPECT_TRUE(d.running(3, 20));
    EXPECT_TRUE(d.running(4, 20));
    EXPECT_FALSE(d.running(5, 20));
    EXPECT_EQ(d.last_year(20), 4);
    d.years = 0;  // to the end
    EXPECT_TRUE(d.running(20, 20));
    EXPECT_EQ(d.last_year(20), 20);
}

TEST(Delivery, TheRampStartsInTheFirstYearAndNearsOne) {
    Delivery d;
    d.start = 4;
    EXPECT_EQ(d.ramp(4), 1.0);  // at once
    d.ramp_years = 5;
    EXPECT_NEAR(d.ramp(4), 1.0 - std::exp(-3.0 / 5.0), 1e-12);
    EXPECT_NEAR(d.ramp(8), 1.0 - std::exp(-3.0), 1e-12);  // 95% after as many years
    for (int year = 4; year < 30; ++year) EXPECT_LT(d.ramp(year), d.ramp(year + 1));
    EXPECT_LT(d.ramp(40), 1.0);
}

TEST(Delivery, EnrolmentFollowsMembershipSexAndSchool) {
    Delivery d;
    d.enrol_intercept = -0.2;
    d.enrol_coop = 0.4;
    d.enrol_female = -0.3;
    d.enrol_school = 0.2;
    EXPECT_NEAR(d.enrol_probability(0, 0, 6), 1.0 / (1.0 + std::exp(0.2)), 1e-12);
    EXPECT_NEAR(d.enrol_probability(1, 0, 6), 1.0 / (1.0 + std::exp(-0.2)), 1e-12);
    EXPECT_NEAR(d.enrol_probability(0, 1, 10), 1.0 / (1.0 + std::exp(0.3)), 1e-12);
    EXPECT_GT(d.enrol_probability(1, 0, 6), d.enrol_probability(0, 0, 6));
    EXPECT_LT(d.enrol_probability(0, 1, 6), d.enrol_probability(0, 0, 6));
    EXPECT_GT(d.enrol_probability(0, 0, 12), d.enrol_probability(0, 0, 6));
}

TEST(Delivery, SpreadsWhatIsPaidOnceAndCountsYearsAfterItsEnd) {
    Delivery d;
    d.start = 3;
    d.years = 4;
    EXPECT_EQ(d.span(20), 4.0);
    for (int year = 1; year <= 6; ++year) EXPECT_EQ(d.years_since(year, 20), 0);
    EXPECT_EQ(d.years_since(7, 20), 1);
    EXPECT_EQ(d.years_since(20, 20), 14);
    d.years = 0;  // to the end
    EXPECT_EQ(d.span(20), 18.0);
    EXPECT_EQ(d.years_since(20, 20), 0);
    d.start = 25;  // never begins
    EXPECT_EQ(d.span(20), 1.0);
}

TEST(Delivery, WithoutACoefficientEverybodyOfferedTakesPart) {
    // No uniform of 32 bits is above this.
    EXPECT_GT(Delivery{}.enrol_probability(0, 1, 0), 1.0 - 0x1p-33);
}

}  // namespace
