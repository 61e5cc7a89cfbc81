// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// Inequality that splits exactly into within and between groups: the generalised entropy family.
///
///   GE(c) = sum w ((y/mu)^c - 1) / (c (c-1) W)     c other than 0 and 1
///   GE(1) = sum w (y/mu) ln(y/mu) / W              Theil T
///   GE(0) = sum w ln(mu/y) / W                     Theil L, the mean log deviation
///
/// y   income         money/yr   > 0, or as the rule says; drop and floor are counted in the result
/// mu  weighted mean of the incomes kept
/// c   where it looks: low c at the poor, high c at the rich; 1
/// w   survey weight x household size
/// Shape: dimensionless, >= 0, 0 when all are equal; unchanged when incomes are multiplied by one factor.
/// Source: Shorrocks (1980), Econometrica 48(3).   Page: docs/notation.md#generalised_entropy
/// Tested: tests/unit/evaluate/entropy_test.cpp
inline Inequality generalised_entropy(std::span<const double> incomes, double c,
                                      std::span<const double> weights = {},
                                      NonPositiveRule rule = NonPositiveRule::refuse()) {
    constexpr std::string_view where = "metrics::generalised_entropy";
    if (!std::isfinite(c)) {
        throw RangeError("c is not a finite number", std::string(where),
                         "Use 0 for the mean log deviation, 1 for Theil's T, 2 for half the squared "
                         "coefficient of variation");
    }
    std::vector<std::pair<double, double>> kept;
    kept.reserve(incomes.size());
    double total = 0.0;
    double amount = 0.0;
    Inequality result = detail::for_each_positive(
        incomes, weights, rule, where, [&](double income, double weight) {
            kept.emplace_back(income, weight);
            total += weight;
            amount += weight * income;
        });
    const double mean = amount / total;
    double sum = 0.0;
    for (const auto& [income, weight] : kept) {
        const double ratio = income / mean;
        if (c == 0.0) {
            sum -= weight * std::log(ratio);
        } else if (c == 1.0) {
            sum += weight * ratio * std::log(ratio);
        } else {
            sum += weight * (std::pow(ratio, c) - 1.0);
        }
    }
    const double scale = c == 0.0 || c == 1.0 ? 1.0 : c * (c - 1.0);
    result.value = sum / (scale * total);
    return result;
}

/// Theil's T, the generalised entropy of order 1: looks at the upper incomes.
///
///   T = sum w (y/mu) ln(y/mu) / W        symbols, units, shape and source: generalised_entropy
inline Inequality theil_t(std::span<const double> incomes, std::span<const double> weights = {},
                          NonPositiveRule rule = NonPositiveRule::refuse()) {
    return generalised_entropy(incomes, 1.0, weights, rule);
}

/// Theil's L, the generalised entropy of order 0: looks at the lower incomes.
///
///   L = sum w ln(mu/y) / W               symbols, units, shape and source: generalised_entropy
inline Inequality mean_log_deviation(std::span<const double> incomes,
                                     std::span<const double> weights = {},
                                     NonPositiveRule rule = NonPositiveRule::refuse()) {
    return generalised_entropy(incomes, 0.0, weights, rule);
}

}  // namespace smallholder::metrics
