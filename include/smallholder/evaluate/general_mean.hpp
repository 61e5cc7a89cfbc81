// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>

#include "smallholder/evaluate/inputs.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::metrics {

/// One income standing for many: the mean that leans to the poor (low order) or the rich (high order).
///
///   M_p = (sum w y^p / W)^(1/p),   M_0 = exp(sum w ln y / W)
///
/// p   order   1   1 arithmetic, 0 geometric, -1 harmonic, 2 Euclidean
/// y   income  money/yr   > 0 (any finite value when p = 1)
/// w   survey weight x household size
/// Shape: money/yr; increasing in p; between the smallest and the largest income.
/// Source: Foster, Seth, Lokshin and Sajaia (2013), A Unified Approach to Measuring Poverty and
/// Inequality, World Bank, ch. 2.   Page: docs/notation.md#general_mean
/// Tested: tests/unit/evaluate/general_mean_test.cpp
inline double general_mean(std::span<const double> incomes, double order,
                           std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::general_mean";
    const double total = detail::require_column(incomes, weights, "incomes", where);
    if (!std::isfinite(order)) {
        throw RangeError("the order is not a finite number", std::string(where),
                         "Use 1, 0, -1 or another finite order");
    }
    const double mean = stats::weighted_mean(incomes, weights);
    if (order == 1.0) return mean;
    double sum = 0.0;
    detail::for_each_positive(incomes, weights, NonPositiveRule::refuse(), where,
                              [&](double income, double weight) {
                                  // Relative to the mean, so that large orders do not overflow.
                                  const double ratio = income / mean;
                                  sum += weight * (order == 0.0 ? std::log(ratio)
                                                                : std::pow(ratio, order));
                              });
    return mean * (order == 0.0 ? std::exp(sum / total) : std::pow(sum / total, 1.0 / order));
}

}  // namespace smallholder::metrics
