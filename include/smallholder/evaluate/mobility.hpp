// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// Who crossed the line between two years. The four shares of the weight add up to 1.
struct LineMobility {
    double stayed_below = 0.0;  ///< below in both years, 1
    double rose = 0.0;          ///< below, then at or above, 1
    double fell = 0.0;          ///< at or above, then below, 1
    double stayed_above = 0.0;  ///< at or above in both years, 1
    double exit_rate = 0.0;     ///< rose / all that were below; NaN when nobody was, 1
    double entry_rate = 0.0;    ///< fell / all that were not below; NaN when nobody was, 1
};

/// Are the poor the same people every year? A headcount that stands still can hide many who rise and many who fall.
///
///   rose = sum w [y0 < z0] [y1 >= z1] / W      exit_rate  = rose / (rose + stayed_below)
///   fell = sum w [y0 >= z0] [y1 < z1] / W      entry_rate = fell / (fell + stayed_above)
///
/// y0, y1  income of the same household in two years        money/yr   real
/// z0, z1  line or benchmark, one for all or per household  money/yr   > 0
/// w       survey weight (households), or times household size (people)
/// Shape: shares; rose - fell is the fall of the headcount.
/// Source: Bane and Ellwood (1986), Journal of Human Resources 21(1), for rates of exit and entry.
/// Page: docs/notation.md#mobility   Tested: tests/unit/evaluate/mobility_test.cpp
inline LineMobility line_mobility(std::span<const double> before, std::span<const double> after,
                                  const Lines& lines_before, const Lines& lines_after,
                                  std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::line_mobility";
    const double total = detail::require_column(before, weights, "before", where);
    detail::require_same_size(before.size(), after.size(), "after", where);
    detail::require_finite(after, "after", where);
    detail::require_lines(lines_before, before.size(), where);
    detail::require_lines(lines_after, before.size(), where);
    LineMobility table;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool was = before[i] < lines_before[i], is = after[i] < lines_after[i];
        double& cell = was ? (is ? table.stayed_below : table.rose) : (is ? table.fell : table.stayed_above);
        cell += detail::weight_of(weights, i) / total;
    }
    constexpr double kNobody = std::numeric_limits<double>::quiet_NaN();
    const double below = table.stayed_below + table.rose, above = table.fell + table.stayed_above;
    table.exit_rate = below > 0.0 ? table.rose / below : kNobody;
    table.entry_rate = above > 0.0 ? table.fell / above : kNobody;
    return table;
}

}  // namespace smallholder::metrics
