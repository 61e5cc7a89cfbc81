// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/farmer_training.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::FarmerTraining;
using smallholder::tests::Households;
using Column = std::vector<double>;

FarmerTraining courses() {
    FarmerTraining effect;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(FarmerTraining, ThoseServedWhoAttendTakeACourse) {
    Households people({1, 0, 1, 1});
    people.u_attendance = {0.69, 0.0, 0.70, 0.0};
    people.apply(courses(), 2);
    EXPECT_EQ(people.lever(Lever::course), (Column{1, 0, 0, 1}));
}

TEST(FarmerTraining, OnlyCoursesAreMoved) {
    Households people({1, 1, 1});
    people.apply(courses(), 3);
    const Households untouched({1, 1, 1});
    EXPECT_EQ(people.lever(Lever::burden), untouched.lever(Lever::burden));
    EXPECT_EQ(people.lever(Lever::foot_removed), untouched.lever(Lever::foot_removed));
    EXPECT_EQ(people.lever(Lever::road_upgrade), untouched.lever(Lever::road_upgrade));
}

TEST(FarmerTraining, NothingIsTaughtBeforeOrAfter) {
    for (const int year : {1, 5, 12}) {
        Households people({1, 1});
        people.apply(courses(), year);
        EXPECT_EQ(people.lever(Lever::course), (Column{0, 0})) << year;
        EXPECT_FALSE(courses().active(year, 20));
    }
}

TEST(FarmerTraining, HalfACourseAndTwoProgrammesAddUpToAtMostAWholeOne) {
    auto half = courses();
    half.course_share = 0.6;
    Households people({1});
    people.apply(half, 2);
    EXPECT_NEAR(people.lever(Lever::course)[0], 0.6, 1e-15);
    people.apply(half, 2);
    EXPECT_EQ(people.lever(Lever::course)[0], 1.0);
}

TEST(FarmerTraining, ACourseOfSizeZeroIsNone) {
    auto none = courses();
    none.course_share = 0.0;
    Households people({1, 1});
    people.apply(none, 2);
    EXPECT_EQ(people.lever(Lever::course), (Column{0, 0}));
}

TEST(FarmerTraining, EachYearIsANewEvent) {
    EXPECT_TRUE(courses().delivered_yearly());
    EXPECT_FALSE(courses().by_village());
}

}  // namespace
