// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/education.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::Education;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

Education school() {
    Education effect;
    effect.years_gained = 2.0;
    effect.stay_share = 0.5;
    effect.lag_years = 6;
    effect.generation_years = 20.0;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(Education, NothingArrivesBeforeTheLag) {
    for (int year = 1; year < 8; ++year) {
        EXPECT_EQ(moved_in(school(), year), Names{}) << year;
        EXPECT_FALSE(school().active(year, 30)) << year;
    }
    EXPECT_TRUE(school().active(8, 30));
    EXPECT_EQ(moved_in(school(), 8), (Names{"school_years"}));
}

TEST(Education, GrowsByACohortAYearAndStays) {
    // A cohort replaces a twentieth of those who decide; half of the successors gained two years.
    EXPECT_NEAR(lever_in(school(), Lever::school_years, 8), 1.0 / 20.0, 1e-15);
    EXPECT_NEAR(lever_in(school(), Lever::school_years, 9), 2.0 / 20.0, 1e-15);
    for (int year = 10; year <= 20; ++year) EXPECT_NEAR(lever_in(school(), Lever::school_years, year), 3.0 / 20.0, 1e-15);
}

TEST(Education, OnceAGenerationHasChangedThereIsNoMoreToGain) {
    auto long_one = school();
    long_one.delivery.years = 0;  // to the end
    long_one.generation_years = 5.0;
    EXPECT_NEAR(lever_in(long_one, Lever::school_years, 11), 4.0 / 5.0, 1e-15);
    for (int year = 12; year <= 20; ++year) EXPECT_NEAR(lever_in(long_one, Lever::school_years, year), 1.0, 1e-15);
}

TEST(Education, EarlyCohortsAreSmallerUnderARamp) {
    auto slow = school();
    slow.delivery.ramp_years = 3;
    EXPECT_NEAR(lever_in(slow, Lever::school_years, 8), (1.0 - std::exp(-1.0)) / 20.0, 1e-15);
    EXPECT_NEAR(lever_in(slow, Lever::school_years, 9), (2.0 - std::exp(-1.0) - std::exp(-2.0)) / 20.0, 1e-15);
}

TEST(Education, IsPaidYearsBeforeItActs) {
    auto effect = school();
    effect.pupils_per_household = 1.5;
    effect.cost_per_pupil_year = 200.0;
    EXPECT_EQ(bill_in(effect, 1), 0.0);
    for (int year = 2; year <= 4; ++year) EXPECT_NEAR(bill_in(effect, year), 30000.0, 1e-9);
    for (int year = 5; year <= 20; ++year) EXPECT_EQ(bill_in(effect, year), 0.0);
}

TEST(Education, NothingLearntOrNobodyStayingIsNothingMoved) {
    auto nothing = school(), leave = school();
    nothing.years_gained = 0.0;
    leave.stay_share = 0.0;
    EXPECT_EQ(moved_in(nothing, 15), Names{});
    EXPECT_EQ(moved_in(leave, 15), Names{});
}

}  // namespace
