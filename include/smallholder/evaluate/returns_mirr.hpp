// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>

#include "smallholder/evaluate/returns_npv.hpp"

namespace smallholder::returns {

/// A return that is always one number: what comes in is reinvested, what goes out is financed, at stated
/// rates.
///
///   MIRR = (FV / PV)^(1/n) - 1
///   FV   = sum_t max(0,  flows[t]) (1 + reinvest)^(n - t)
///   PV   = sum_t max(0, -flows[t]) / (1 + finance)^t
///
/// flows              net flows of years 0..n, n >= 1   money   at least one negative
/// finance, reinvest  rates                             1/yr    > -1
/// Shape: 1/yr, >= -1; -1 when nothing ever comes back.
/// Source: Lin (1976), The Engineering Economist 21; the definition of the spreadsheet function MIRR.
/// Page: docs/notation.md#mirr   Tested: tests/unit/evaluate/returns_mirr_test.cpp
inline double mirr(std::span<const double> flows, double finance, double reinvest) {
    constexpr std::string_view where = "returns::mirr";
    detail::require_flows(flows, "flows", where);
    detail::require_rate(finance, where);
    detail::require_rate(reinvest, where);
    if (flows.size() < 2) {
        throw RangeError("there is one flow only", std::string(where),
                         "Pass the flows of at least two years");
    }
    double future = 0.0;
    for (const double flow : flows) {
        future = future * (1.0 + reinvest) + (flow > 0.0 ? flow : 0.0);
    }
    double outlay = 0.0;
    for (std::size_t t = flows.size(); t-- > 0;) {
        outlay = outlay / (1.0 + finance) + (flows[t] < 0.0 ? -flows[t] : 0.0);
    }
    if (!(outlay > 0.0)) {
        throw RangeError("no flow is negative, so there is no outlay to earn a return on",
                         std::string(where), "Enter outlays as negative flows");
    }
    return std::pow(future / outlay, 1.0 / static_cast<double>(flows.size() - 1)) - 1.0;
}

}  // namespace smallholder::returns
