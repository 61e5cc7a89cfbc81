// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate/returns_npv.hpp"

namespace smallholder::returns {

/// Every rate at which a stream of flows breaks even. There may be none, one or many.
struct InternalRates {
    std::vector<double> rates;        ///< all rates above -1 with NPV = 0, increasing, 1/yr
    Index sign_changes = 0;           ///< of the flows: never fewer than the rates (Descartes)
    Index cumulative_sign_changes = 0;  ///< of the running total of the flows (Norstrom)
    /// One rate, and a proof that it is the only one: the flows change sign once (then no other above
    /// -1), or their running total does and does not end at zero (then no other above 0).
    bool unique = false;

    bool none() const noexcept { return rates.empty(); }

    /// The rate, when it is the only one; otherwise an error that lists what there is.
    double the_only_rate() const {
        if (rates.size() == 1) return rates.front();
        std::string found;
        for (const double rate : rates) found += (found.empty() ? "" : ", ") + std::to_string(rate);
        throw RangeError(rates.empty() ? std::string("no rate above -1 makes the NPV zero")
                                       : std::to_string(rates.size()) +
                                             " rates make the NPV zero (" + found + ")",
                         "returns::InternalRates::the_only_rate",
                         "Report NPV at a stated rate, or mirr, instead");
    }
};

namespace detail {

/// Number of sign changes along a sequence, zeros skipped.
inline Index sign_changes(std::span<const double> values) noexcept {
    Index changes = 0;
    double last = 0.0;
    for (const double value : values) {
        if (value == 0.0) continue;
        if (last != 0.0 && (value > 0.0) != (last > 0.0)) ++changes;
        last = value;
    }
    return changes;
}

/// A polynomial at x in [0, 1]: sign of its value, 0 when rounding could have made it.
inline int sign_at(std::span<const double> coefficients, double x) noexcept {
    double value = 0.0;
    double size = 0.0;
    for (std::size_t k = coefficients.size(); k-- > 0;) {
        value = value * x + coefficients[k];
        size = size * x + std::fabs(coefficients[k]);
    }
    // Horner's rule errs by at most 2n half-ulps of the sum of magnitudes (Higham, Accuracy and
    // Stability of Numerical Algorithms, section 5.1); twice that, for x itself is rounded.
    const double noise = 2.0 * static_cast<double>(coefficients.size()) *
                         std::numeric_limits<double>::epsilon() * size;
    return std::fabs(value) <= noise ? 0 : (value > 0.0 ? 1 : -1);
}

/// The root between a and b, where the polynomial is monotone and has opposite signs.
inline double bisect(std::span<const double> coefficients, double a, double b,
                     int sign_a) noexcept {
    for (;;) {
        const double middle = 0.5 * (a + b);
        if (!(middle > a && middle < b)) return middle;
        double value = 0.0;
        for (std::size_t k = coefficients.size(); k-- > 0;) {
            value = value * middle + coefficients[k];
        }
        if (value == 0.0) return middle;
        ((value > 0.0) == (sign_a > 0) ? a : b) = middle;
    }
}

/// All real roots in (0, 1], increasing, of a polynomial with coefficients[0] first and not zero.
///
/// Between two neighbouring roots of the derivative a polynomial is monotone, so one sign test finds its
/// root there or excludes it. Starting from a derivative whose coefficients change sign once at most, and
/// which therefore has at most one positive root, each level hands its roots to the next. Nothing is
/// missed but pairs of roots that rounding cannot tell from none; a double root is found as the point
/// where the curve touches zero.
inline std::vector<double> roots_in_unit_interval(std::span<const double> coefficients) {
    const std::size_t degree = coefficients.size() - 1;
    std::size_t order = 0;
    while (sign_changes(coefficients.subspan(order)) > 1) ++order;

    std::vector<double> turning_points;
    std::vector<double> level;
    for (++order; order-- > 0;) {
        // The derivative of this order, divided by degree!/(degree-order)! so that nothing overflows.
        level.assign(coefficients.begin() + static_cast<std::ptrdiff_t>(order), coefficients.end());
        for (std::size_t k = 0; k < level.size(); ++k) {
            for (std::size_t j = 0; j < order; ++j) {
                level[k] *= static_cast<double>(k + order - j) / static_cast<double>(degree - j);
            }
        }
        std::vector<double> roots;
        double left = 0.0;
        // Just right of zero the lowest coefficient that is not zero decides.
        const auto lowest = std::find_if(level.begin(), level.end(), [](double c) { return c != 0.0; });
        int left_sign = lowest == level.end() ? 0 : (*lowest > 0.0 ? 1 : -1);
        turning_points.push_back(1.0);
        for (const double right : turning_points) {
            if (right <= left) continue;
            const int right_sign = sign_at(level, right);
            if (right_sign == 0) {
                roots.push_back(right);
            } else if (left_sign * right_sign < 0) {
                roots.push_back(bisect(level, left, right, left_sign));
            }
            left = right;
            left_sign = right_sign;
        }
        turning_points = std::move(roots);
    }
    return turning_points;
}

}  // namespace detail

/// The internal rates of return: all of them, and whether there is only one.
///
///   sum_t flows[t] v^t = 0,   v = 1/(1 + r),   r > -1
///
/// flows  net flows, year 0 first   money   at least one is not zero
/// r      rate                      1/yr
/// Shape: a list, empty when no rate fits; unchanged when all flows are multiplied by one factor. A rate
/// is right to about ten digits when roots are well apart, and two rates closer than about 1e-7 may show
/// as one. With several rates none of them is "the" return: report NPV at a stated rate.
/// Source: Norstrom (1972), Journal of Financial and Quantitative Analysis 7, for uniqueness; Descartes'
/// rule of signs.   Page: docs/notation.md#irr   Tested: tests/unit/evaluate/returns_irr_test.cpp
inline InternalRates irr(std::span<const double> flows) {
    constexpr std::string_view where = "returns::irr";
    detail::require_flows(flows, "flows", where);
    std::size_t first = 0;
    std::size_t last = flows.size();
    while (first < last && flows[first] == 0.0) ++first;
    while (last > first && flows[last - 1] == 0.0) --last;
    if (first == last) {
        throw RangeError("all flows are zero, so every rate makes the NPV zero", std::string(where),
                         "Report that nothing was spent and nothing came back");
    }
    // Idle years at either end move no root above -1.
    const std::span<const double> active = flows.subspan(first, last - first);

    InternalRates result;
    result.sign_changes = detail::sign_changes(active);
    std::vector<double> cumulative(active.begin(), active.end());
    double size = std::fabs(cumulative[0]);
    for (std::size_t t = 1; t < cumulative.size(); ++t) {
        size += std::fabs(active[t]);
        cumulative[t] += cumulative[t - 1];
        // A running total that rounding alone keeps from zero has no sign.
        const double noise = static_cast<double>(t) * std::numeric_limits<double>::epsilon() * size;
        if (std::fabs(cumulative[t]) <= noise) cumulative[t] = 0.0;
    }
    result.cumulative_sign_changes = detail::sign_changes(cumulative);
    if (result.sign_changes == 0) return result;

    // Rates from 0 up are v in (0, 1]; rates from -1 to 0 are 1/v in (0, 1), with the flows read
    // backwards: both stay where powers cannot overflow.
    std::vector<double> ascending(active.begin(), active.end());
    for (const double v : detail::roots_in_unit_interval(ascending)) {
        result.rates.push_back((1.0 - v) / v);
    }
    std::reverse(ascending.begin(), ascending.end());
    for (const double growth : detail::roots_in_unit_interval(ascending)) {
        if (growth < 1.0) result.rates.push_back(growth - 1.0);
    }
    std::sort(result.rates.begin(), result.rates.end());
    const bool norstrom = result.cumulative_sign_changes == 1 && cumulative.back() != 0.0;
    result.unique = result.rates.size() == 1 && (result.sign_changes == 1 || norstrom);
    return result;
}

}  // namespace smallholder::returns
