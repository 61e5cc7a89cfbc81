// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::metrics {

/// How far households are from a living income. Three of the gaps are often mixed up; all are here.
struct LivingIncome {
    Index households = 0;        ///< rows with a weight above zero
    Index households_below = 0;  ///< those with an income below their benchmark
    double share_reaching = 0.0;  ///< share of households at or above their benchmark, 1
    double share_below = 0.0;     ///< share of households below it, 1
    double mean_gap_all = 0.0;    ///< mean of max(0, 1 - y/b) over all households (FGT1), 1
    double mean_gap_below = 0.0;  ///< the same over those below only; 0 when nobody is below, 1
    double gap_of_mean = 0.0;     ///< max(0, 1 - mean income / mean benchmark), 1
    double gap_of_median = 0.0;   ///< max(0, 1 - median of income / benchmark), 1
    double mean_ratio = 0.0;      ///< mean income / mean benchmark: above 1 shows the surplus, 1
    double median_ratio = 0.0;    ///< median of income / benchmark, 1
    double money_gap_total = 0.0; ///< sum of w max(0, b - y), money/yr of all households represented
    double money_gap_mean = 0.0;  ///< the same per household, poor or not, money/yr
};

/// Who reaches a living income, and what the others lack.
///
///   share_below     = sum w [y < b] / W                       mean_gap_all   = sum w g / W
///   g               = max(0, 1 - y/b)                         mean_gap_below = sum w g / sum w [y < b]
///   gap_of_mean     = max(0, 1 - sum w y / sum w b)           money_gap_total = sum w max(0, b - y)
///   gap_of_median   = max(0, 1 - median_w(y / b))
///
/// y  household income             money/yr   losses allowed: their gap is above 1
/// b  living-income benchmark      money/yr   > 0, one or per household
/// w  survey weight (households, not people); for money_gap_total, households represented
/// Shape: strict, so an income equal to the benchmark reaches it. The gap of the mean is never above the
/// mean gap weighted by benchmarks: a rich household's surplus does not feed a poor one.
/// Source: gap of the median as the Living Income Community of Practice reports it; FGT1 as in
/// metrics::fgt.   Page: docs/notation.md#living_income
/// Tested: tests/unit/evaluate/living_income_test.cpp
inline LivingIncome living_income(std::span<const double> incomes, const Lines& benchmarks,
                                  std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::living_income";
    const double total = detail::require_column(incomes, weights, "incomes", where);
    detail::require_lines(benchmarks, incomes.size(), where);
    LivingIncome result;
    std::vector<double> ratios(incomes.size());
    double below = 0.0;
    double gaps = 0.0;
    double income_sum = 0.0;
    double benchmark_sum = 0.0;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        ratios[i] = incomes[i] / benchmarks[i];
        if (weight == 0.0) continue;
        ++result.households;
        income_sum += weight * incomes[i];
        benchmark_sum += weight * benchmarks[i];
        if (incomes[i] < benchmarks[i]) {
            ++result.households_below;
            below += weight;
            gaps += weight * (1.0 - ratios[i]);
            result.money_gap_total += weight * (benchmarks[i] - incomes[i]);
        }
    }
    result.share_below = below / total;
    result.share_reaching = 1.0 - result.share_below;
    result.mean_gap_all = gaps / total;
    result.mean_gap_below = below > 0.0 ? gaps / below : 0.0;
    result.mean_ratio = income_sum / benchmark_sum;
    result.median_ratio = stats::weighted_quantile(ratios, weights, 0.5);
    result.gap_of_mean = std::max(0.0, 1.0 - result.mean_ratio);
    result.gap_of_median = std::max(0.0, 1.0 - result.median_ratio);
    result.money_gap_mean = result.money_gap_total / total;
    return result;
}

/// The benchmark of a household that is larger or smaller than the reference family.
///
///   b_i = b_ref AE_i / AE_ref
///
/// b_ref   published benchmark of the reference family   money/yr   > 0
/// AE      adult equivalents, modified OECD scale        1          > 0
/// Shape: money/yr; the reference family gets b_ref itself.
/// Not for the KIT survey, whose benchmarks are per group and stand as they are.
/// Tested: tests/unit/evaluate/living_income_test.cpp
inline double scaled_benchmark(double reference_benchmark, double reference_adult_equivalents,
                               double adult_equivalents) {
    if (!(std::isfinite(reference_benchmark) && reference_benchmark > 0.0 &&
          std::isfinite(reference_adult_equivalents) && reference_adult_equivalents > 0.0 &&
          std::isfinite(adult_equivalents) && adult_equivalents > 0.0)) {
        throw RangeError("a benchmark of " + number_text(reference_benchmark) + " for " +
                             number_text(reference_adult_equivalents) +
                             " adult equivalents cannot be scaled to " +
                             number_text(adult_equivalents),
                         "metrics::scaled_benchmark", "Use three numbers above zero");
    }
    return reference_benchmark * (adult_equivalents / reference_adult_equivalents);
}

/// A living-income benchmark as published for a reference family of two adults and some children.
struct PublishedBenchmark {
    std::string_view country;   ///< ISO 3166-1 alpha-3
    Index year;
    std::string_view currency;  ///< ISO 4217
    double amount;              ///< local currency per household and year
    Index adults;
    Index children;
    std::string_view source;
};

/// Benchmarks for cocoa-growing areas. Local currency of the year named; not deflated.
inline constexpr std::array<PublishedBenchmark, 4> kCocoaBenchmarks{{
    {"CIV", 2022, "XOF", 3587796.0, 2, 4,
     "Living Income Community of Practice, cocoa areas, as tabled in akvo/IDH-IDC li_benchmark.csv"},
    {"CIV", 2024, "XOF", 3887292.0, 2, 4,
     "Living Income Community of Practice, cocoa areas, as tabled in akvo/IDH-IDC li_benchmark.csv"},
    {"GHA", 2022, "GHS", 27888.0, 2, 3,
     "Living Income Community of Practice, cocoa areas, as tabled in akvo/IDH-IDC li_benchmark.csv"},
    {"GHA", 2024, "GHS", 51660.0, 2, 3,
     "Living Income Community of Practice, cocoa areas, as tabled in akvo/IDH-IDC li_benchmark.csv"},
}};

}  // namespace smallholder::metrics
