// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// How many are poor, how poor they are, and how uneven that is: the Foster-Greer-Thorbecke family.
///
///   FGT_a = sum_i w_i (1 - y_i/z_i)^a [y_i < z_i] / sum_i w_i
///
/// y  income                          money/yr
/// z  poverty line, one or per household   money/yr   > 0
/// a  aversion to poverty             1          >= 0; 0 headcount, 1 poverty gap, 2 squared gap
/// w  survey weight x household size (people), or survey weight (households)
/// Shape: dimensionless; the inequality is strict, so an income equal to the line is not poor; within
/// [0, 1] when incomes are not negative. A loss counts as a gap above 1. Adds up over groups.
/// Source: Foster, Greer and Thorbecke (1984), Econometrica 52(3).   Page: docs/notation.md#fgt
/// Tested: tests/unit/evaluate/fgt_test.cpp
inline double fgt(std::span<const double> incomes, const Lines& lines, double alpha,
                  std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::fgt";
    const double total = detail::require_column(incomes, weights, "incomes", where);
    detail::require_lines(lines, incomes.size(), where);
    if (!(std::isfinite(alpha) && alpha >= 0.0)) {
        throw RangeError("alpha is " + number_text(alpha), std::string(where),
                         "Use 0 for the headcount, 1 for the gap, 2 for the squared gap");
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        if (!(incomes[i] < lines[i])) continue;
        const double gap = 1.0 - incomes[i] / lines[i];
        // The three powers in daily use stay clear of pow, whose last digit depends on the C library.
        const double depth = alpha == 0.0   ? 1.0
                             : alpha == 1.0 ? gap
                             : alpha == 2.0 ? gap * gap
                                            : std::pow(gap, alpha);
        sum += detail::weight_of(weights, i) * depth;
    }
    return sum / total;
}

}  // namespace smallholder::metrics
