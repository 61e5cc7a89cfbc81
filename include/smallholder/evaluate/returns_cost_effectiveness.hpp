// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "smallholder/evaluate/returns_npv.hpp"
#include "smallholder/random/philox.hpp"

namespace smallholder::returns {

/// Choices of cost_per_outcome.
struct CostPerOutcomeChoices {
    double near_zero_share = 0.01;  ///< outcomes under this share of their mean size are flagged, 1
    Index resamples = 1000;         ///< of the bootstrap
    std::uint64_t seed = 1;         ///< of the bootstrap
};

/// What one unit of an outcome costs, and how far that figure can be trusted.
struct CostPerOutcome {
    double ratio_of_means = 0.0;  ///< mean cost / mean outcome; NaN when the mean outcome is <= 0, money/unit
    double low = 0.0;             ///< 5% point of the bootstrap of ratio_of_means, money/unit
    double high = 0.0;            ///< 95% point; infinite when resamples without an outcome reach it
    double mean_of_ratios = 0.0;  ///< over the draws that are not flagged; NaN when there are none
    double p5 = 0.0;              ///< over draws, money/unit; a draw without an outcome costs infinity
    double p50 = 0.0;
    double p95 = 0.0;
    Index draws = 0;
    Index without_outcome = 0;    ///< draws with an outcome <= 0
    Index near_zero = 0;          ///< draws with a small positive outcome, where the ratio explodes

    bool flagged() const noexcept { return without_outcome + near_zero > 0; }
};

namespace detail {

/// Type-7 quantile of sorted values, some of which may be infinite.
inline double quantile_with_infinity(std::span<const double> sorted, double p) noexcept {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto lower = static_cast<std::size_t>(position);
    const double along = position - static_cast<double>(lower);
    if (along == 0.0 || lower + 1 >= sorted.size()) return sorted[lower];
    if (std::isinf(sorted[lower + 1])) return sorted[lower + 1];
    return sorted[lower] + along * (sorted[lower + 1] - sorted[lower]);
}

}  // namespace detail

/// Cost per household lifted, per day of illness avoided, per tonne: over many draws of the uncertain.
///
///   ratio_of_means = sum_m costs[m] / sum_m outcomes[m]        what the programme costs on average
///   mean_of_ratios = mean of costs[m] / outcomes[m]            what a draw costs on average
///
/// costs     present value of the spending in each draw   money   equal weight for each draw
/// outcomes  units gained in the same draw                unit
/// Shape: money/unit. The two means differ when outcomes vary (Jensen) and quoting one as the other is a
/// common slip, so both are returned. low and high say how well the draws pin down the ratio of means;
/// p5 to p95 say how different the draws are. A draw that gains nothing, or harms, buys no unit at any
/// price and counts as infinitely dear, not as a negative price.
/// Source: percentile bootstrap, Efron (1979), Annals of Statistics 7.
/// Page: docs/notation.md#cost_per_outcome
/// Tested: tests/unit/evaluate/returns_cost_effectiveness_test.cpp
inline CostPerOutcome cost_per_outcome(std::span<const double> costs,
                                       std::span<const double> outcomes,
                                       const CostPerOutcomeChoices& choices = {}) {
    constexpr std::string_view where = "returns::cost_per_outcome";
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    detail::require_flows(costs, "costs", where);
    detail::require_flows(outcomes, "outcomes", where);
    if (costs.size() != outcomes.size()) {
        throw RangeError("there are " + std::to_string(costs.size()) + " costs and " +
                             std::to_string(outcomes.size()) + " outcomes",
                         std::string(where), "Pass one cost and one outcome per draw");
    }
    if (choices.resamples < 1 || !(choices.near_zero_share >= 0.0)) {
        throw RangeError("resamples is " + std::to_string(choices.resamples) +
                             " and near_zero_share " + number_text(choices.near_zero_share),
                         std::string(where), "Use at least one resample and a share of zero or more");
    }
    const std::size_t draws = costs.size();
    CostPerOutcome result;
    result.draws = static_cast<Index>(draws);

    double cost_sum = 0.0;
    double outcome_sum = 0.0;
    double size_sum = 0.0;
    for (std::size_t m = 0; m < draws; ++m) {
        cost_sum += costs[m];
        outcome_sum += outcomes[m];
        size_sum += std::fabs(outcomes[m]);
    }
    result.ratio_of_means = outcome_sum > 0.0 ? cost_sum / outcome_sum : kNone;

    const double small = choices.near_zero_share * size_sum / static_cast<double>(draws);
    std::vector<double> ratios(draws);
    double ratio_sum = 0.0;
    for (std::size_t m = 0; m < draws; ++m) {
        if (outcomes[m] <= 0.0) {
            ++result.without_outcome;
            ratios[m] = kInfinity;
            continue;
        }
        ratios[m] = costs[m] / outcomes[m];
        if (outcomes[m] < small) {
            ++result.near_zero;
        } else {
            ratio_sum += ratios[m];
        }
    }
    const Index sound = result.draws - result.without_outcome - result.near_zero;
    result.mean_of_ratios = sound > 0 ? ratio_sum / static_cast<double>(sound) : kNone;
    std::sort(ratios.begin(), ratios.end());
    result.p5 = detail::quantile_with_infinity(ratios, 0.05);
    result.p50 = detail::quantile_with_infinity(ratios, 0.50);
    result.p95 = detail::quantile_with_infinity(ratios, 0.95);

    std::vector<double> resampled(static_cast<std::size_t>(choices.resamples));
    const auto key_low = static_cast<std::uint32_t>(choices.seed);
    const auto key_high = static_cast<std::uint32_t>(choices.seed >> 32);
    for (std::size_t b = 0; b < resampled.size(); ++b) {
        double cost = 0.0;
        double outcome = 0.0;
        std::array<std::uint32_t, 4> words{};
        for (std::size_t m = 0; m < draws; ++m) {
            if (m % 4 == 0) {
                words = random::philox4x32_10({static_cast<std::uint32_t>(m / 4),
                                               static_cast<std::uint32_t>(b), 0u, 0u},
                                              {key_low, key_high});
            }
            const auto pick = static_cast<std::size_t>(
                (std::uint64_t{words[m % 4]} * static_cast<std::uint64_t>(draws)) >> 32);
            cost += costs[pick];
            outcome += outcomes[pick];
        }
        resampled[b] = outcome > 0.0 ? cost / outcome : kInfinity;
    }
    std::sort(resampled.begin(), resampled.end());
    result.low = detail::quantile_with_infinity(resampled, 0.05);
    result.high = detail::quantile_with_infinity(resampled, 0.95);
    return result;
}

}  // namespace smallholder::returns
