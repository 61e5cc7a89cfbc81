// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How much of the spread of a forecast is ignorance of parameters, and how much is luck.
///
/// Every draw of the parameters is run with a few replicates of luck. What replicates of one draw
/// disagree about is luck; what is left between draws is ignorance.
///
///   MSW = sum_m sum_r (y_mr - y_m)^2 / (M (R - 1))        stochastic variance
///   MSB = R sum_m (y_m - y)^2 / (M - 1)
///   parameter variance = (MSB - MSW) / R                   = Cov(y_m1, y_m2) when R = 2, for its expectation
///
/// y_mr  outcome of draw m, replicate r     any unit; the variances carry its square
/// M     draws (>= 2)      R     replicates (>= 2)
/// Shape: M x R numbers -> variances. Unbiased, so the parameter variance of a small study can come out
/// negative: report it as "no more than luck", do not average clipped values.
/// Tested: tests/unit/stats/variance_components_test.cpp (row TG13)
/// Source: one-way random-effects analysis of variance, e.g. S. R. Searle, G. Casella, C. E. McCulloch
/// (1992), Variance Components, ch. 3.

#include <cmath>
#include <span>
#include <string>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::stats {

struct VarianceComponents {
    double mean = 0.0;
    double parameter_variance = 0.0;   ///< between draws, luck removed; may be negative
    double stochastic_variance = 0.0;  ///< MSW
    double mean_square_between = 0.0;  ///< MSB
    Index draws = 0, replicates = 0;

    double total_variance() const noexcept { return parameter_variance + stochastic_variance; }
};

/// `values` holds the replicates of draw 0, then those of draw 1, and so on.
inline VarianceComponents variance_components(std::span<const double> values, Index replicates) {
    constexpr auto where = "variance_components";
    const auto count = static_cast<Index>(values.size());
    if (replicates < 2) {
        throw RangeError(
            "with " + std::to_string(replicates) + " replicate per draw luck cannot be told from ignorance",
            where, "Run with replicates = 2 or more");
    }
    if (count % replicates != 0 || count / replicates < 2) {
        throw RangeError(std::to_string(count) + " values do not make two or more draws of " +
                             std::to_string(replicates) + " replicates",
                         where, "Pass all replicates of draw 0, then those of draw 1, and so on");
    }
    for (const double value : values) {
        if (!std::isfinite(value)) {
            throw NumericalError("an outcome is not a finite number", where,
                                 "Look for the draw in which the run left the finite numbers");
        }
    }
    const Index draws = count / replicates;
    const auto draw_mean = [&](Index m) {
        double sum = 0.0;
        for (Index r = 0; r < replicates; ++r) {
            sum += values[static_cast<std::size_t>(m * replicates + r)];
        }
        return sum / static_cast<double>(replicates);
    };
    VarianceComponents result;
    result.draws = draws;
    result.replicates = replicates;
    for (Index m = 0; m < draws; ++m) result.mean += draw_mean(m);
    result.mean /= static_cast<double>(draws);

    double within = 0.0, between = 0.0;
    for (Index m = 0; m < draws; ++m) {
        const double mean = draw_mean(m);
        between += (mean - result.mean) * (mean - result.mean);
        for (Index r = 0; r < replicates; ++r) {
            const double d = values[static_cast<std::size_t>(m * replicates + r)] - mean;
            within += d * d;
        }
    }
    const auto per_draw = static_cast<double>(replicates);
    result.stochastic_variance = within / (static_cast<double>(draws) * (per_draw - 1.0));
    result.mean_square_between = per_draw * between / static_cast<double>(draws - 1);
    result.parameter_variance = (result.mean_square_between - result.stochastic_variance) / per_draw;
    return result;
}

}  // namespace smallholder::stats
