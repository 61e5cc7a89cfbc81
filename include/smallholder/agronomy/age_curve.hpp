// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Ages 0 to 39 have a class each; the last class holds trees of 40 years and more.
inline constexpr int kTreeAges = 41;

/// A curve at the whole ages 0..40.
template <class Curve>
std::array<double, kTreeAges> at_whole_ages(const Curve& curve) {
    std::array<double, kTreeAges> f{};
    for (int a = 0; a < kTreeAges; ++a) f[a] = curve(static_cast<double>(a));
    return f;
}

/// A tree bears nothing at first, rises to a peak and declines with age: a double logistic (age_form 0).
///
///   h(a) = 1/(1 + exp(-(a - a1)/s1)) * 1/(1 + exp((a - a2)/s2)),   f(a) = 1{a >= a_b} h(a)/max h
///
/// a          age of the tree            year
/// a1, s1     half-rise and its width    year
/// a2, s2     half-fall and its width    year
/// a_b        first bearing              year
/// Shape: f in [0, 1], one peak.   Tested: tests/unit/agronomy/age_curve_test.cpp (TA01, TA02)
/// Source: the double logistic separates establishment from senescence; defaults in data/parameters/cocoa.csv.
struct AgeCurve {
    double rise, rise_width, fall, fall_width, bearing_age;
    double peak_age, peak_height;

    AgeCurve(double a1, double s1, double a2, double s2, double a_b)
        : rise(a1), rise_width(s1), fall(a2), fall_width(s2), bearing_age(a_b), peak_age(0), peak_height(1) {
        // h is unimodal: golden-section search between birth and far beyond the fall.
        double low = 0.0, high = a2 + 10.0 * s2;
        const double golden = 0.6180339887498949;
        for (int step = 0; step < 120; ++step) {
            const double left = high - golden * (high - low), right = low + golden * (high - low);
            if (raw(left) < raw(right))
                low = left;
            else
                high = right;
        }
        peak_age = 0.5 * (low + high);
        peak_height = raw(peak_age);
    }
    explicit AgeCurve(const Parameters& p)
        : AgeCurve(p.age_rise, p.age_rise_width, p.age_fall, p.age_fall_width, p.bearing_age) {}

    double raw(double age) const {
        return logistic((age - rise) / rise_width) * logistic(-(age - fall) / fall_width);
    }
    double operator()(double age) const { return age >= bearing_age ? raw(age) / peak_height : 0.0; }

    std::array<double, kTreeAges> table() const { return at_whole_ages(*this); }
};

/// The same in the form that a regression of ln yield on ln age and age gives: Hoerl's curve, or gamma (age_form 1).
///
///   f(a) = 1{a >= a_b} (tau/tau*)^b exp(b (1 - tau/tau*)),   tau = a - a0,   0 for tau <= 0
///
/// a0     age from which trees grow into bearing   year
/// tau*   years from there to the peak             year
/// b      steepness: ln f = b (ln r + 1 - r), r = tau/tau*   1
/// Shape: f in [0, 1], one peak of height 1 at a0 + tau*, and no plateau: it declines from the peak on.
/// Tested: tests/unit/agronomy/age_curve_test.cpp (TA03)      Page: docs/odd.md 7.4
/// Source: the curve a x^b e^(cx) of A. E. Hoerl (1954, Fitting curves to data; recalled); defaults in data/parameters/cocoa.csv.
struct HoerlCurve {
    double start, to_peak, steepness, bearing_age;

    HoerlCurve(double a0, double tau, double b, double a_b) : start(a0), to_peak(tau), steepness(b), bearing_age(a_b) {}
    explicit HoerlCurve(const Parameters& p) : HoerlCurve(p.age_start, p.age_to_peak, p.age_steepness, p.bearing_age) {}

    double operator()(double age) const {
        if (age < bearing_age || age <= start) return 0.0;
        const double r = (age - start) / to_peak;
        return std::min(1.0, exp_of(steepness * (log_of(r) + 1.0 - r)));
    }

    std::array<double, kTreeAges> table() const { return at_whole_ages(*this); }
};

/// What trees of each age bear, against a tree at its peak, by the form that the parameters name.
inline std::array<double, kTreeAges> bearing_table(const Parameters& p) {
    return p.age_form == 0.0 ? AgeCurve(p).table() : HoerlCurve(p).table();
}

/// The share of trees of age a that dies in a year: a floor, rising with old age.
///
///   mu_a = min(1, mu0 + mu1 exp((a - a_m)/s_m))
///
/// Shape: increasing in a, in [0, 1].   Tested: tests/unit/agronomy/trees_test.cpp
inline std::array<double, kTreeAges> mortality_table(const Parameters& p) {
    std::array<double, kTreeAges> mu{};
    for (int a = 0; a < kTreeAges; ++a)
        mu[a] = std::min(1.0, p.mu0 + p.mu1 * exp_of((static_cast<double>(a) - p.mu_age) / p.mu_width));
    return mu;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
