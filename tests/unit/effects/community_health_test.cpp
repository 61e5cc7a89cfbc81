// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/community_health.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::CommunityHealth;
using smallholder::tests::Households;
using Column = std::vector<double>;

CommunityHealth nets() {
    CommunityHealth effect;
    effect.delivery.start = 3;
    effect.delivery.years = 4;
    return effect;
}

double burden_in(const CommunityHealth& effect, int year) {
    Households people({1});
    people.apply(effect, year);
    return people.lever(Lever::burden)[0];
}

TEST(CommunityHealth, TheServedAreLessIll) {
    Households people({1, 0, 1});
    people.apply(nets(), 4);
    EXPECT_EQ(people.lever(Lever::burden), (Column{0.6, 1.0, 0.6}));
    const Households untouched({1, 0, 1});
    EXPECT_EQ(people.lever(Lever::course), untouched.lever(Lever::course));
    EXPECT_EQ(people.lever(Lever::foot_removed), untouched.lever(Lever::foot_removed));
    EXPECT_EQ(people.lever(Lever::road_upgrade), untouched.lever(Lever::road_upgrade));
}

TEST(CommunityHealth, TheProtectionFadesAfterTheLastYear) {
    const auto effect = nets();
    EXPECT_EQ(burden_in(effect, 2), 1.0);
    for (int year = 3; year <= 6; ++year) EXPECT_NEAR(burden_in(effect, year), 0.6, 1e-15);
    for (int year = 7; year < 15; ++year) {
        EXPECT_NEAR(burden_in(effect, year), 1.0 - 0.4 * std::exp(-effect.decay * (year - 6)), 1e-12);
        EXPECT_TRUE(effect.active(year, 20));
    }
}

TEST(CommunityHealth, TwoProgrammesMultiply) {
    Households people({1});
    people.apply(nets(), 3);
    people.apply(nets(), 3);
    EXPECT_NEAR(people.lever(Lever::burden)[0], 0.36, 1e-15);
}

TEST(CommunityHealth, TheRampStopsWhereTheDeliveryDoes) {
    auto effect = nets();
    effect.delivery.ramp_years = 10;
    const double reached = 1.0 - burden_in(effect, 6);
    EXPECT_LT(1.0 - burden_in(effect, 3), reached);
    EXPECT_NEAR(1.0 - burden_in(effect, 8), reached * std::exp(-2.0 * effect.decay), 1e-12);
}

TEST(CommunityHealth, ABurdenOfOneIsNoProgramme) {
    auto nothing = nets();
    nothing.burden = 1.0;
    EXPECT_EQ(burden_in(nothing, 4), 1.0);
    EXPECT_EQ(burden_in(nothing, 9), 1.0);
}

}  // namespace
