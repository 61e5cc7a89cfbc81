// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/coaching.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::Coaching;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

Coaching visits() {
    Coaching effect;
    effect.hassle_relief = 0.6;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(Coaching, ThoseMetLearnAndAreHelped) {
    Households people({1, 0, 1, 1});
    people.u_attendance = {0.84, 0.0, 0.85, 0.0};
    people.apply(visits(), 2);
    EXPECT_EQ(people.lever(Lever::course), (Column{1, 0, 0, 1}));
    EXPECT_EQ(people.lever(Lever::hassle_relief), (Column{0.6, 0, 0, 0.6}));
    EXPECT_EQ(people.moved(), (Names{"course", "hassle_relief"}));
}

TEST(Coaching, HelpEndsWithTheLastVisit) {
    for (int year = 1; year < 10; ++year) {
        const bool comes = year >= 2 && year <= 4;
        EXPECT_EQ(lever_in(visits(), Lever::hassle_relief, year), comes ? 0.6 : 0.0) << year;
        EXPECT_EQ(lever_in(visits(), Lever::course, year), comes ? 1.0 : 0.0) << year;
    }
}

TEST(Coaching, BesideACourseItTeachesNoMoreThanAWholeOne) {
    Households people({1});
    people.apply(visits(), 2);
    people.apply(visits(), 2);
    EXPECT_EQ(people.lever(Lever::course)[0], 1.0);
    EXPECT_NEAR(people.lever(Lever::hassle_relief)[0], 1.2, 1e-15);
}

TEST(Coaching, IsPhasedInByTheRamp) {
    auto slow = visits();
    slow.delivery.ramp_years = 6;
    EXPECT_NEAR(lever_in(slow, Lever::hassle_relief, 3), 0.6 * (1.0 - std::exp(-1.0)), 1e-12);
    EXPECT_NEAR(lever_in(slow, Lever::course, 3), 1.0 - std::exp(-1.0), 1e-12);
}

TEST(Coaching, IsPaidByTheYearForThoseServed) {
    auto effect = visits();
    effect.delivery.cost_per_household_year = 110.0;
    EXPECT_NEAR(bill_in(effect, 4), 11000.0, 1e-9);
    EXPECT_EQ(bill_in(effect, 5), 0.0);
    EXPECT_TRUE(effect.delivered_yearly());
}

TEST(Coaching, VisitsThatTeachAndHelpNothingMoveNothing) {
    auto nothing = visits();
    nothing.course_share = nothing.hassle_relief = 0.0;
    EXPECT_EQ(moved_in(nothing, 3), Names{});
}

}  // namespace
