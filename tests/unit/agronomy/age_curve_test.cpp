// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/age_curve.hpp"

#include <gtest/gtest.h>

#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using agronomy::AgeCurve;
using agronomy::HoerlCurve;
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

// Defaults, those of the reference row, an early and sharp one, a late and blunt one.
const HoerlCurve kHoerl[] = {HoerlCurve(shipped()), HoerlCurve(2, 10, 1.2, 2.5), HoerlCurve(1, 6, 3, 2), HoerlCurve(2.4, 16, 0.6, 4)};

TEST(HoerlCurve, OnePeakOfHeightOneAndNothingBeforeTheFirstBearing) {
    for (const HoerlCurve& f : kHoerl) {
        EXPECT_EQ(f(0.0), 0.0);
        EXPECT_EQ(f(f.start), 0.0);
        EXPECT_EQ(f(f.bearing_age - 1e-9), 0.0);
        EXPECT_GT(f(f.bearing_age), 0.0);
        const double peak = f.start + f.to_peak;
        EXPECT_NEAR(f(peak), 1.0, 1e-15);
        for (double a = f.bearing_age; a < 60.0; a += 0.1) {
            EXPECT_GE(f(a), 0.0);
            EXPECT_LE(f(a), 1.0) << "age " << a;
            if (a + 0.1 < peak) {
                EXPECT_LT(f(a), f(a + 0.1)) << "rises at " << a;
            }
            if (a > peak) {
                EXPECT_GT(f(a), f(a + 0.1)) << "falls at " << a;
            }
        }
    }
}

TEST(HoerlCurve, ItsLogarithmIsLinearInLogAgeAndAge) {
    // ln f = c0 + b ln tau - (b/tau*) tau: what the regression it is named for fits.
    const HoerlCurve f(2, 10, 1.2, 2.5);
    const double c0 = std::log(f(3.0)) + 0.12;
    for (const double a : {4.0, 9.0, 17.0, 33.0})
        EXPECT_NEAR(std::log(f(a)), c0 + 1.2 * std::log(a - 2.0) - 0.12 * (a - 2.0), 1e-12);
}

TEST(HoerlCurve, TheDefaultsFollowThePublishedPath) {
    // The path that data/parameters/cocoa.csv names as its source: evidence Y05-Y07.
    const HoerlCurve f(shipped());
    constexpr std::array ages{3.0, 5.0, 9.0, 18.0, 25.0, 32.0, 40.0}, path{0.20, 0.50, 1.0, 1.0, 0.70, 0.45, 0.33};
    double squares = 0.0;
    int years = 0;
    for (std::size_t k = 0; k + 1 < ages.size(); ++k)
        for (double a = ages[k]; a < ages[k + 1] + (k + 2 == ages.size() ? 0.5 : 0.0); a += 1.0, ++years) {
            const double between = path[k] + (path[k + 1] - path[k]) * (a - ages[k]) / (ages[k + 1] - ages[k]);
            squares += (f(a) - between) * (f(a) - between);
        }
    EXPECT_EQ(years, 38);
    EXPECT_NEAR(std::sqrt(squares / years), 0.032, 0.0005);
}

TEST(BearingTable, IsOfTheFormThatTheParametersName) {
    Parameters p = shipped();
    ASSERT_EQ(p.age_form, 0.0);
    EXPECT_EQ(agronomy::bearing_table(p), AgeCurve(p).table());
    p.age_form = 1.0;
    EXPECT_EQ(agronomy::bearing_table(p), HoerlCurve(p).table());
    EXPECT_EQ(HoerlCurve(p).table()[12], HoerlCurve(p)(12.0));
}

}  // namespace
