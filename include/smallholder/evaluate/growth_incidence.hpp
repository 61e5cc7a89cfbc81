// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/inputs.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::metrics {

/// Growth of income at each point of the distribution.
struct GrowthIncidence {
    std::vector<double> population;  ///< mid-points (k - 1/2)/n, poorest first, 1
    std::vector<double> growth;      ///< y1(p)/y0(p) - 1; NaN where y0(p) <= 0, 1
    Index undefined = 0;             ///< points where growth has no value
};

/// The mean growth of those who were poor before.
struct ProPoorGrowth {
    double rate = 0.0;       ///< mean of g(p) over p <= headcount, 1
    double headcount = 0.0;  ///< share below the line before, 1
    Index points = 0;        ///< points averaged
    Index undefined = 0;     ///< points of the poor left out because their first income is <= 0
};

namespace detail {

inline void require_points(Index points, std::string_view where) {
    if (points < 1) {
        throw RangeError("points is " + std::to_string(points), std::string(where),
                         "Use at least one point, often 10 or 100");
    }
}

inline double growth_or_nan(double before, double after) noexcept {
    return before > 0.0 ? after / before - 1.0 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace detail

/// Did the poorest gain? Growth of the incomes found at each rank, whoever holds the rank (anonymous).
///
///   g(p_k) = y1(p_k) / y0(p_k) - 1,   p_k = (k - 1/2)/n,   k = 1..n
///
/// y0, y1  quantile functions before and after   money/yr   (stats::weighted_quantile; equal weights: type 7)
/// n       number of points                      1          >= 1
/// w       survey weight x household size
/// Shape: n values; all equal to g when every income grows by g. Households may differ before and after.
/// Source: Ravallion and Chen (2003), Economics Letters 78.   Page: docs/notation.md#growth_incidence
/// Tested: tests/unit/evaluate/growth_incidence_test.cpp
inline GrowthIncidence growth_incidence(std::span<const double> before,
                                        std::span<const double> after, Index points = 100,
                                        std::span<const double> weights_before = {},
                                        std::span<const double> weights_after = {}) {
    constexpr std::string_view where = "metrics::growth_incidence";
    detail::require_column(before, weights_before, "before", where);
    detail::require_column(after, weights_after, "after", where);
    detail::require_points(points, where);
    GrowthIncidence curve;
    for (Index k = 0; k < points; ++k) {
        curve.population.push_back((static_cast<double>(k) + 0.5) / static_cast<double>(points));
    }
    const std::vector<double> first =
        stats::weighted_quantiles(before, weights_before, curve.population);
    const std::vector<double> last = stats::weighted_quantiles(after, weights_after, curve.population);
    for (std::size_t k = 0; k < first.size(); ++k) {
        curve.growth.push_back(detail::growth_or_nan(first[k], last[k]));
        if (!(first[k] > 0.0)) ++curve.undefined;
    }
    return curve;
}

/// Did those who were poorest gain? Growth of the same households, grouped by where they started (panel).
///
///   g_k = sum_{i in group k} w_i y1_i / sum_{i in group k} w_i y0_i - 1
///
/// groups  n groups of equal weight by rank of y0; a household that straddles two is split between them,
///         and households with equal y0 are shared out in equal proportion, so the order of rows is idle
/// y0, y1  income of the same household before and after   money/yr
/// w       survey weight x household size
/// Shape: n values at (k - 1/2)/n.   Page: docs/notation.md#growth_incidence
/// Tested: tests/unit/evaluate/growth_incidence_test.cpp
inline GrowthIncidence growth_incidence_panel(std::span<const double> before,
                                              std::span<const double> after, Index points = 10,
                                              std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::growth_incidence_panel";
    const double total = detail::require_column(before, weights, "before", where);
    detail::require_finite(after, "after", where);
    detail::require_same_size(before.size(), after.size(), "after", where);
    detail::require_points(points, where);

    std::vector<std::tuple<double, double, double>> sorted;  // y0, weight, y1
    sorted.reserve(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight > 0.0) sorted.emplace_back(before[i], weight, after[i]);
    }
    std::sort(sorted.begin(), sorted.end());

    const auto groups = static_cast<std::size_t>(points);
    const double group_weight = total / static_cast<double>(points);
    std::vector<double> sum_before(groups, 0.0);
    std::vector<double> sum_after(groups, 0.0);
    std::size_t group = 0;
    double room = group_weight;
    for (std::size_t i = 0; i < sorted.size();) {
        const double level = std::get<0>(sorted[i]);
        double weight = 0.0;
        double later = 0.0;
        for (; i < sorted.size() && std::get<0>(sorted[i]) == level; ++i) {
            weight += std::get<1>(sorted[i]);
            later += std::get<1>(sorted[i]) * std::get<2>(sorted[i]);
        }
        const double mean_later = later / weight;
        // What rounding leaves over after the last boundary stays in the last group.
        while (weight > room && group + 1 < groups) {
            sum_before[group] += room * level;
            sum_after[group] += room * mean_later;
            weight -= room;
            ++group;
            room = group_weight;
        }
        sum_before[group] += weight * level;
        sum_after[group] += weight * mean_later;
        room -= weight;
    }

    GrowthIncidence curve;
    for (std::size_t k = 0; k < groups; ++k) {
        curve.population.push_back((static_cast<double>(k) + 0.5) / static_cast<double>(points));
        curve.growth.push_back(detail::growth_or_nan(sum_before[k], sum_after[k]));
        if (!(sum_before[k] > 0.0)) ++curve.undefined;
    }
    return curve;
}

/// One number for "was growth good for the poor": the mean growth rate over the ranks that were poor.
///
///   rate = mean of g(p) over p <= H0,   H0 = FGT0 before
///
/// curve      from growth_incidence or growth_incidence_panel
/// headcount  H0, the share below the line before   1   in (0, 1]
/// Shape: dimensionless; not the growth of the mean income of the poor. When the headcount is smaller
/// than the first mid-point, that first point stands for it.
/// Source: Ravallion and Chen (2003), Economics Letters 78.   Page: docs/notation.md#growth_incidence
/// Tested: tests/unit/evaluate/growth_incidence_test.cpp
inline ProPoorGrowth pro_poor_growth(const GrowthIncidence& curve, double headcount) {
    constexpr std::string_view where = "metrics::pro_poor_growth";
    if (!(headcount > 0.0 && headcount <= 1.0)) {
        throw RangeError("the headcount before is " + number_text(headcount), std::string(where),
                         "With nobody poor before, there is no growth of the poor to report");
    }
    detail::require_same_size(curve.population.size(), curve.growth.size(), "growth", where);
    ProPoorGrowth result;
    result.headcount = headcount;
    double sum = 0.0;
    for (std::size_t k = 0; k < curve.growth.size(); ++k) {
        if (k > 0 && curve.population[k] > headcount) break;
        if (std::isnan(curve.growth[k])) {
            ++result.undefined;
        } else {
            sum += curve.growth[k];
            ++result.points;
        }
    }
    if (result.points == 0) {
        throw RangeError("no point among the poor has a first income above zero", std::string(where),
                         "Use income before losses, or report the change in money instead");
    }
    result.rate = sum / static_cast<double>(result.points);
    return result;
}

}  // namespace smallholder::metrics
