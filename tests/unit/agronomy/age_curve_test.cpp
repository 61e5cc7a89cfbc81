// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/age_curve.hpp"

#include <gtest/gtest.h>

#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using agronomy::AgeCurve;
using tests::shipped;

// Defaults, an early and steep curve, a late and flat one, and the fit to a published blueprint (data/parameters/inactive.csv).
const AgeCurve kCurves[] = {AgeCurve(shipped()), AgeCurve(4, 0.7, 25, 4, 2), AgeCurve(7, 1.5, 40, 10, 4),
                            AgeCurve(5.17, 1.47, 31.6, 9.0, 2.5)};

TEST(AgeCurve, NothingIsBorneBeforeTheFirstBearing) {
    for (const AgeCurve& f : kCurves) {
        EXPECT_EQ(f(0.0), 0.0);
        EXPECT_EQ(f(f.bearing_age - 1e-9), 0.0);
        EXPECT_GT(f(f.bearing_age), 0.0);
    }
}

TEST(AgeCurve, OnePeakOfHeightOne) {
    for (const AgeCurve& f : kCurves) {
        EXPECT_EQ(f(f.peak_age), 1.0);
        EXPECT_GT(f.peak_age, f.rise);
        EXPECT_LT(f.peak_age, f.fall);
        for (double a = f.bearing_age; a < 60.0; a += 0.1) {
            EXPECT_LE(f(a), 1.0 + 1e-12) << "age " << a;
            if (a + 0.1 < f.peak_age) {
                EXPECT_LT(f(a), f(a + 0.1)) << "rises at " << a;
            }
            if (a > f.peak_age) {
                EXPECT_GT(f(a), f(a + 0.1)) << "falls at " << a;
            }
        }
    }
}

TEST(AgeCurve, HalfRiseAndHalfFallAreWhereTheirNamesSay) {
    // Far from the other flank each logistic is at one half.
    const AgeCurve f(5.0, 0.3, 60.0, 0.3, 2.5);
    EXPECT_NEAR(f(5.0), 0.5, 1e-9);
    EXPECT_NEAR(f(60.0), 0.5, 1e-9);
}

TEST(AgeCurve, TheTableIsTheCurveAtWholeAges) {
    for (const AgeCurve& f : kCurves) {
        const auto table = f.table();
        ASSERT_EQ(table.size(), 41u);
        for (int a = 0; a < agronomy::kTreeAges; ++a)
            EXPECT_EQ(table[static_cast<std::size_t>(a)], f(static_cast<double>(a)));
    }
}

TEST(AgeCurve, TreesOfTheDefaultsBearAsPlantersSay) {
    // Little at three, half at five, near the peak for a decade, a fifth at forty.
    const AgeCurve f(shipped());
    EXPECT_LT(f(3), 0.2);
    EXPECT_NEAR(f(5), 0.5, 0.05);
    for (double a = 8; a <= 16; ++a) EXPECT_GT(f(a), 0.95);
    EXPECT_LT(f(40), 0.25);
}

}  // namespace
