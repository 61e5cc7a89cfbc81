// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Conventions of all returns: flows[t] is the net flow of year t, t = 0, 1, 2, ...; t = 0 is before the
/// first year and is not discounted; money in, positive; rates are per year, 0.10 for ten per cent, above
/// -1, real with real flows and nominal with nominal ones. The social and the private rate are two calls.

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::returns {

namespace detail {

inline void require_flows(std::span<const double> flows, std::string_view column,
                          std::string_view where) {
    if (flows.empty()) {
        throw RangeError(std::string(column) + " is empty", std::string(where),
                         "Pass one flow per year, year 0 first");
    }
    for (std::size_t t = 0; t < flows.size(); ++t) {
        if (!std::isfinite(flows[t])) {
            throw RangeError(std::string(column) + "[" + std::to_string(t) + "] is " +
                                 (std::isnan(flows[t]) ? "missing (NaN)" : "infinite"),
                             std::string(where), "Enter 0 for a year without a flow");
        }
    }
}

inline void require_rate(double rate, std::string_view where) {
    if (!(std::isfinite(rate) && rate > -1.0)) {
        throw RangeError("the rate is " + number_text(rate), std::string(where),
                         "Use a rate above -1, as a fraction: 0.10 for ten per cent");
    }
}

}  // namespace detail

/// What a stream of yearly flows is worth today.
///
///   NPV = sum_t flows[t] / (1 + rate)^t,   t = 0, 1, 2, ...
///
/// rate   discount rate   1/yr    > -1
/// flows  net flows       money   the first one today, undiscounted
/// Shape: money of year 0; linear in the flows; falls with the rate when outlays come first.
/// Not Excel's NPV, which discounts the first flow by a year: see npv_first_flow_in_year_one.
/// Page: docs/notation.md#npv   Tested: tests/unit/evaluate/returns_npv_test.cpp
inline double npv(double rate, std::span<const double> flows) {
    detail::require_rate(rate, "returns::npv");
    detail::require_flows(flows, "flows", "returns::npv");
    // Horner's rule from the last year back: one rounding per year and no powers.
    double value = 0.0;
    for (std::size_t t = flows.size(); t-- > 0;) value = value / (1.0 + rate) + flows[t];
    return value;
}

/// The spreadsheet convention: the first flow is one year away.
///
///   NPV_1 = sum_t flows[t] / (1 + rate)^(t+1) = npv(rate, flows) / (1 + rate)
///
/// Symbols and units: npv. For checking against Excel's and LibreOffice's NPV only.
/// Tested: tests/unit/evaluate/returns_npv_test.cpp
inline double npv_first_flow_in_year_one(double rate, std::span<const double> flows) {
    return npv(rate, flows) / (1.0 + rate);
}

}  // namespace smallholder::returns
