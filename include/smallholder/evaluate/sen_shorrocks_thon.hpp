// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// Poverty in one number: how many, how deep, and how unequal among the poor (Sen-Shorrocks-Thon).
///
///   P = sum_i w_i g_i (2 (W - C_i) + w_i) / W^2,   g_i = max(0, 1 - y_i/z_i), deepest gap first
///
/// C_i  weight of household i and of all with a deeper gap; W the whole weight
/// y    income         money/yr
/// z    poverty line   money/yr   > 0, one or per household
/// w    survey weight x household size
/// Shape: dimensionless; 0 when nobody is poor; within [0, 1] when incomes are not negative.
/// Source: Shorrocks (1995), Econometrica 63(5).   Page: docs/notation.md#sen_shorrocks_thon
/// Tested: tests/unit/evaluate/sen_shorrocks_thon_test.cpp
inline double sen_shorrocks_thon(std::span<const double> incomes, const Lines& lines,
                                 std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::sen_shorrocks_thon";
    const double total = detail::require_column(incomes, weights, "incomes", where);
    detail::require_lines(lines, incomes.size(), where);
    std::vector<std::pair<double, double>> poor;  // gap, weight
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        if (incomes[i] < lines[i]) {
            poor.emplace_back(1.0 - incomes[i] / lines[i], detail::weight_of(weights, i));
        }
    }
    std::sort(poor.begin(), poor.end(), [](const auto& a, const auto& b) { return b < a; });
    double sum = 0.0;
    double cumulated = 0.0;
    for (const auto& [gap, weight] : poor) {
        cumulated += weight;
        sum += weight * gap * (2.0 * (total - cumulated) + weight);
    }
    return sum / (total * total);
}

}  // namespace smallholder::metrics
