// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// The Watts index with a count of the incomes that were too low for its logarithm.
struct Watts {
    double value = 0.0;           ///< the index, 1
    Index floored = 0;            ///< households whose income was raised to z/100
    double floored_share = 0.0;   ///< their share of the total weight, 1
};

/// How far below the line the poor are in proportional terms; doubling the poorest counts most.
///
///   W = sum_i w_i ln(z_i / max(y_i, z_i/100)) [y_i < z_i] / sum_i w_i
///
/// y  income         money/yr
/// z  poverty line   money/yr   > 0, one or per household
/// w  survey weight x household size
/// Shape: dimensionless, >= 0, at most ln 100; adds up over groups. The floor at a hundredth of the line
/// lets losses and zero incomes in; how many it touched is part of the result.
/// Source: Watts (1968); Zheng (1993), Economics Letters 42.   Page: docs/notation.md#watts
/// Tested: tests/unit/evaluate/watts_test.cpp
inline Watts watts(std::span<const double> incomes, const Lines& lines,
                   std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::watts";
    constexpr double kFloorShareOfLine = 0.01;  // a convention of this library, not of the literature
    const double total = detail::require_column(incomes, weights, "incomes", where);
    detail::require_lines(lines, incomes.size(), where);
    Watts result;
    double sum = 0.0;
    double floored_weight = 0.0;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight == 0.0 || !(incomes[i] < lines[i])) continue;
        const double floor = kFloorShareOfLine * lines[i];
        const bool floored = incomes[i] < floor;
        if (floored) {
            ++result.floored;
            floored_weight += weight;
        }
        sum += weight * std::log(lines[i] / (floored ? floor : incomes[i]));
    }
    result.value = sum / total;
    result.floored_share = floored_weight / total;
    return result;
}

}  // namespace smallholder::metrics
