// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/sharecropping.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "../../support/lanes.hpp"

namespace {

using namespace smallholder;

/// The effort that is best for a tenant who keeps s of A effort^al and values a day at w: by search, not by algebra.
double best_effort(double s, double al) {
    double low = 0.0, high = 5000.0;
    const auto value = [&](double e) { return s * 100.0 * std::pow(e, al) - 3.0 * e; };
    for (int i = 0; i < 200; ++i) {
        const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
        (value(a) < value(b) ? low : high) = value(a) < value(b) ? a : b;
    }
    return 0.5 * (low + high);
}

TEST(Sharecropping, IsTheEffortATenantWouldChoose) {
    for (const double al : {0.2, 0.4, 0.6}) {
        const double owner = best_effort(1.0, al);
        for (const double share : {1.0 / 3.0, 0.5, 2.0 / 3.0}) {
            const double ratio = best_effort(share, al) / owner;
            EXPECT_NEAR(livelihood::tenant_effort(share, al), ratio, 1e-6);
            EXPECT_NEAR(livelihood::tenant_output(share, al), std::pow(ratio, al), 1e-6);
        }
    }
}

TEST(Sharecropping, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<1>(
        [](const auto& a) {
            return std::array{livelihood::tenant_effort(a[0], 0.4, 0.2), livelihood::tenant_output(a[0], 0.3)};
        },
        {{{0.05, 1.0}}});
}

TEST(Sharecropping, AnOwnerAndAFullySupervisedTenantLoseNothing) {
    EXPECT_EQ(livelihood::tenant_effort(1.0, 0.4), 1.0);
    EXPECT_EQ(livelihood::tenant_effort(0.5, 0.4, 1.0), 1.0);
    EXPECT_LT(livelihood::tenant_effort(0.5, 0.4), livelihood::tenant_effort(0.5, 0.4, 0.3));
    EXPECT_LT(livelihood::tenant_output(0.5, 0.4), livelihood::tenant_output(2.0 / 3.0, 0.4));
}

}  // namespace
