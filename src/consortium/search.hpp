// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Highest point and root of a function of one number, for the small optima of this module.

namespace smallholder::consortium::detail {

struct Highest {
    double at = 0.0, value = 0.0;
};

/// The highest of a function that may have an inner hill and a high end: a scan, then golden section around the best point.
template <class Function>
Highest highest(const Function& f, double low, double high) {
    constexpr int kSteps = 400;
    const double width = (high - low) / kSteps;
    Highest best{low, f(low)};
    for (int i = 1; i <= kSteps; ++i) {
        const double x = i == kSteps ? high : low + width * i, value = f(x);
        if (value > best.value) best = {x, value};
    }
    constexpr double kGolden = 0.6180339887498949;
    double a = best.at - width > low ? best.at - width : low, b = best.at + width < high ? best.at + width : high;
    for (int i = 0; i < 60; ++i) {
        const double left = b - kGolden * (b - a), right = a + kGolden * (b - a);
        (f(left) > f(right) ? b : a) = f(left) > f(right) ? right : left;
    }
    const double middle = .5 * (a + b), value = f(middle);
    return value > best.value ? Highest{middle, value} : best;  // at an end, the end itself
}

/// The root between two points of different sign.
template <class Function>
double root(const Function& f, double a, double b) {
    const bool rising = f(b) > f(a);
    for (int i = 0; i < 80; ++i) {
        const double middle = .5 * (a + b);
        ((f(middle) > 0.0) == rising ? b : a) = middle;
    }
    return .5 * (a + b);
}

}  // namespace smallholder::consortium::detail
