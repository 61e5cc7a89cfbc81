// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "smallholder/evaluate/general_mean.hpp"
#include "smallholder/evaluate/inputs.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::metrics {

/// The share of all income a society could give up, were the rest spread evenly, without loss of welfare.
///
///   A(e) = 1 - M_{1-e} / M_1,   M_p the general mean of order p
///
/// e  aversion to inequality   1   >= 0; 0 does not mind, 1 uses the geometric mean, 2 the harmonic
/// y  income                   money/yr   > 0, or as the rule says; drop and floor are counted
/// w  survey weight x household size
/// Shape: dimensionless, in [0, 1), increasing in e; unchanged when incomes are multiplied by one factor.
/// Source: Atkinson (1970), Journal of Economic Theory 2.   Page: docs/notation.md#atkinson
/// Tested: tests/unit/evaluate/atkinson_test.cpp
inline Inequality atkinson(std::span<const double> incomes, double epsilon,
                           std::span<const double> weights = {},
                           NonPositiveRule rule = NonPositiveRule::refuse()) {
    constexpr std::string_view where = "metrics::atkinson";
    if (!(std::isfinite(epsilon) && epsilon >= 0.0)) {
        throw RangeError("epsilon is " + number_text(epsilon), std::string(where),
                         "Use an aversion to inequality of zero or more, often 0.5, 1 or 2");
    }
    std::vector<double> kept;
    std::vector<double> kept_weights;
    kept.reserve(incomes.size());
    kept_weights.reserve(incomes.size());
    Inequality result = detail::for_each_positive(incomes, weights, rule, where,
                                                  [&](double income, double weight) {
                                                      kept.push_back(income);
                                                      kept_weights.push_back(weight);
                                                  });
    result.value = 1.0 - general_mean(kept, 1.0 - epsilon, kept_weights) /
                             stats::weighted_mean(kept, kept_weights);
    return result;
}

}  // namespace smallholder::metrics
