// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "smallholder/evaluate/returns_npv.hpp"

namespace smallholder::returns {

/// When the money is back.
struct Payback {
    std::optional<double> first;    ///< years until the running total first reaches zero; empty: never
    std::optional<double> lasting;  ///< years after which it is never below zero again; empty: never
};

/// How many years until the outlay is paid back, at a discount rate of zero (simple) or more.
///
///   C_t = sum_{s<=t} flows[s] / (1 + rate)^s;   the year in which C crosses zero from below, with the
///   crossing interpolated on a straight line between C_{t-1} and C_t
///
/// flows  net flows, year 0 first   money
/// rate   0 for the simple payback  1/yr    > -1
/// Shape: years; 0 when the running total is never negative. `first` and `lasting` differ when late
/// outlays (replanting, say) push the running total below zero again.
/// Page: docs/notation.md#payback   Tested: tests/unit/evaluate/returns_payback_test.cpp
inline Payback payback(std::span<const double> flows, double rate = 0.0) {
    constexpr std::string_view where = "returns::payback";
    detail::require_flows(flows, "flows", where);
    detail::require_rate(rate, where);
    Payback result;
    bool was_below = false;
    bool below = false;
    double discount = 1.0;
    double total = 0.0;
    double size = 0.0;
    for (std::size_t t = 0; t < flows.size(); ++t) {
        const double flow = flows[t] * discount;
        const double before = total;
        total += flow;
        size += std::fabs(flow);
        discount /= 1.0 + rate;
        // A running total that rounding alone keeps from zero has reached it.
        const double noise = static_cast<double>(t) * std::numeric_limits<double>::epsilon() * size;
        if (total < -noise) {
            below = was_below = true;
            result.lasting.reset();
        } else if (below) {
            below = false;
            const double years = static_cast<double>(t - 1) + std::min(1.0, -before / flow);
            result.lasting = years;
            if (!result.first) result.first = years;
        }
    }
    if (!was_below) result.first = result.lasting = 0.0;
    return result;
}

}  // namespace smallholder::returns
