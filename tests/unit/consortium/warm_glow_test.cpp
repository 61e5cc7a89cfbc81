// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/warm_glow.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

TEST(WarmGlow, WithoutItGivingIsAsBefore) {
    const Column al{0.5, 0.3, 0.6}, w{10, 20, 5}, none(3, 0.0);
    const auto found = warm_contributions(al, w, none), plain = voluntary_contributions(al, w);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(found.given[i], plain.given[i], 1e-9);
}

TEST(WarmGlow, NobodyWouldGiveMoreOrLess) {
    const Column al{0.5, 0.3, 0.6}, w{10, 20, 5}, glow{0.05, 0.2, 0.0};
    const auto found = warm_contributions(al, w, glow);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto joy = [&](double step) {
            const double given = found.given[i] + step;
            return (1 - al[i]) * std::log(w[i] - given) + al[i] * std::log(found.total + step) +
                   (glow[i] > 0.0 ? glow[i] * std::log(given) : 0.0);
        };
        if (found.given[i] == 0.0) {
            EXPECT_LT(joy(0.001), joy(0.0));
            continue;
        }
        EXPECT_GT(joy(0.0), joy(0.001));
        EXPECT_GT(joy(0.0), joy(-0.001));
    }
}

TEST(WarmGlow, AGrantLeviedFromGiversIsTakenBackInFullWithoutIt) {
    EXPECT_NEAR(crowd_out(Column(4, 0.5), Column{10, 11, 12, 9}, Column(4, 0.0)), 1.0, 1e-9);
    const auto before = warm_contributions(Column(4, 0.5), Column(4, 10.0), Column(4, 0.0));
    const auto after = warm_contributions(Column(4, 0.5), Column(4, 10.0), Column(4, 0.0), 1.0);
    EXPECT_NEAR(after.total, before.total, 1e-9);
}

TEST(WarmGlow, CrowdOutIsWhatASmallGrantDoes) {
    const Column al{0.5, 0.3, 0.6, 0.2}, w{10, 20, 5, 2}, glow{0.05, 0.2, 0.01, 0.0};
    const double grant = 1e-4;
    const double before = warm_contributions(al, w, glow).total;
    const double after = warm_contributions(al, w, glow, grant).total - grant;
    const double found = crowd_out(al, w, glow);
    EXPECT_NEAR(found, (before - after) / grant, 1e-4);
    EXPECT_GT(found, 0.0);
    EXPECT_LT(found, 1.0);
}

TEST(WarmGlow, AGrantLargeEnoughLeavesNobodyGiving) {
    const auto found = warm_contributions(Column(2, 0.5), Column(2, 10.0), Column(2, 0.0), 18.0);
    EXPECT_EQ(found.given, (Column{0, 0}));
    EXPECT_EQ(found.shares, (Column{0, 0}));
    EXPECT_EQ(found.total, 18.0);
}

TEST(WarmGlow, IsFoundFromWhatWasMeasured) {
    const double glow = warm_glow_of(0.7, 0.3, 9);
    EXPECT_NEAR(crowd_out(Column(9, 0.3), Column(9, 1.0), Column(9, glow)), 0.7, 1e-9);
    EXPECT_LT(glow, 0.05);  // the first of the two that would do: the other has members give away most of what they own
    EXPECT_EQ(warm_glow_of(1.0, 0.3, 9), 0.0);
    EXPECT_THROW(warm_glow_of(0.05, 0.5, 1), RangeError);
}

TEST(WarmGlow, RefusesALevyBeyondWhatMembersHave) {
    EXPECT_THROW(warm_contributions(Column(2, 0.5), Column{10, 1}, Column(2, 0.1), 4.0), RangeError);
    EXPECT_THROW(warm_contributions(Column(2, 0.5), Column{10, 1}, Column{0.1, -0.1}), RangeError);
}

}  // namespace
