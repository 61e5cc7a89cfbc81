// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// Poverty over several years, split by what steady incomes would leave of it.
struct ChronicPoverty {
    double total = 0.0;          ///< mean over the years of FGT_a, 1
    double chronic = 0.0;        ///< FGT_a had each household its own mean in every year, 1
    double transient = 0.0;      ///< total - chronic: what comes of ups and downs, 1
    double chronic_share = 0.0;  ///< chronic / total; NaN when nobody was ever poor, 1
};

/// Is poverty lasting, or a matter of bad years? The first asks for higher incomes, the second for insurance and savings.
///
///   total   = mean_t FGT_a(y_t / z_t)      chronic = FGT_a(mean_t (y_t / z_t))      the line being 1
///
/// y  incomes of the same households in each year            money/yr   households x years, real
/// z  line: one, per household, or per household and year    money/yr   > 0
/// a  aversion to poverty                                    1          >= 1; below 1 the split has no meaning
/// w  survey weight x household size, one per household
/// Shape: dimensionless; transient >= 0 for a >= 1, since gaps are convex in income; 0 with steady incomes.
/// Source: Jalan and Ravallion (1998), Journal of Comparative Economics 26(2), 338-357, with a = 2.
/// Page: docs/notation.md#chronic_poverty   Tested: tests/unit/evaluate/chronic_poverty_test.cpp
inline ChronicPoverty chronic_poverty(const Panel& incomes, const Lines& lines, double alpha = 2.0,
                                      std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::chronic_poverty";
    detail::require_panel(incomes, weights, 2, where);
    detail::require_panel_lines(lines, incomes, where);
    if (!(alpha >= 1.0)) {
        throw RangeError("alpha is " + number_text(alpha), std::string(where),
                         "Use 1 or more, usually 2: a headcount does not fall when incomes are evened out");
    }
    const std::size_t households = incomes.households();
    const auto years = static_cast<std::size_t>(incomes.years);
    std::vector<double> mean(households, 0.0), year(households);
    ChronicPoverty result;
    for (std::size_t t = 0; t < years; ++t) {
        for (std::size_t h = 0; h < households; ++h) {
            year[h] = incomes.at(h, t) / detail::line_at(lines, incomes, h, t);
            mean[h] += year[h] / static_cast<double>(years);
        }
        result.total += fgt(year, 1.0, alpha, weights) / static_cast<double>(years);
    }
    result.chronic = fgt(mean, 1.0, alpha, weights);
    result.transient = result.total - result.chronic;
    result.chronic_share =
        result.total > 0.0 ? result.chronic / result.total : std::numeric_limits<double>::quiet_NaN();
    return result;
}

}  // namespace smallholder::metrics
