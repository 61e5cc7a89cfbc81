// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// The loss that is passed only in bad cases, and the average loss in those cases.
struct TailRisk {
    double value_at_risk = 0.0;  ///< smallest loss x with P(loss <= x) >= alpha; unit of the losses
    double cvar = 0.0;           ///< mean loss in the worst share 1 - alpha; unit of the losses
};

/// How bad the bad cases are: the mean of the worst share 1 - alpha of losses.
///
///   VaR  = min{x : F(x) >= alpha}
///   CVaR = VaR + sum w max(0, loss - VaR) / ((1 - alpha) W)
///
/// loss   positive is bad   any unit (income losses: pass minus income)
/// alpha  level             1   in [0, 1); 0.9 means the worst tenth
/// w      survey weight, or none over draws
/// Shape: unit of the losses; CVaR >= VaR, CVaR >= mean; continuous in alpha. An atom that straddles
/// alpha is split, so exactly the share 1 - alpha is averaged.
/// Source: Rockafellar and Uryasev (2002), Journal of Banking & Finance 26.
/// Page: docs/notation.md#cvar   Tested: tests/unit/evaluate/cvar_test.cpp
inline TailRisk cvar(std::span<const double> losses, double alpha,
                     std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::cvar";
    const double total = detail::require_column(losses, weights, "losses", where);
    if (!(alpha >= 0.0 && alpha < 1.0)) {
        throw RangeError("alpha is " + number_text(alpha), std::string(where),
                         "Use a level of at least 0 and below 1, for example 0.9");
    }
    std::vector<std::pair<double, double>> sorted;  // loss, weight
    sorted.reserve(losses.size());
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight > 0.0) sorted.emplace_back(losses[i], weight);
    }
    std::sort(sorted.begin(), sorted.end());
    // A level such as 0.55 of 100 rows must not step to the next loss because 0.55 is not a binary
    // fraction. CVaR is continuous in alpha and does not feel the slack; VaR would jump.
    const double level = alpha * total - 1e-12 * total;
    double cumulated = 0.0;
    double value_at_risk = sorted.back().first;
    for (const auto& [loss, weight] : sorted) {
        cumulated += weight;
        if (cumulated >= level) {
            value_at_risk = loss;
            break;
        }
    }
    double excess = 0.0;
    for (const auto& [loss, weight] : sorted) {
        if (loss > value_at_risk) excess += weight * (loss - value_at_risk);
    }
    return {value_at_risk, value_at_risk + excess / ((1.0 - alpha) * total)};
}

/// The mean income of the poorest tenth (or another share): the same tail, read on the side of outcomes.
///
///   mean_of_worst(y, q) = -CVaR_{1-q}(-y)
///
/// y      outcome, more is better   any unit
/// share  q, the share of the weight to average over   1   in (0, 1]
/// Shape: unit of the outcomes; increasing in share; the mean when share is 1.
/// Tested: tests/unit/evaluate/cvar_test.cpp
inline double mean_of_worst(std::span<const double> outcomes, double share,
                            std::span<const double> weights = {}) {
    if (!(share > 0.0 && share <= 1.0)) {
        throw RangeError("share is " + number_text(share), "metrics::mean_of_worst",
                         "Use a share above 0 and up to 1, for example 0.1 for the poorest tenth");
    }
    std::vector<double> losses(outcomes.size());
    std::transform(outcomes.begin(), outcomes.end(), losses.begin(), [](double y) { return -y; });
    return -cvar(losses, 1.0 - share, weights).cvar;
}

/// The same two numbers for losses that follow a normal distribution.
///
///   VaR = m + s z,   CVaR = m + s phi(z) / (1 - alpha),   z = Phi^{-1}(alpha)
///
/// m, s   mean and standard deviation of the loss   any unit   s >= 0
/// alpha  level                                     1          in (0, 1)
/// Needs the compiled library (Boost.Math).
/// Source: Rockafellar and Uryasev (2000), Journal of Risk 2(3).
/// Page: docs/notation.md#cvar   Tested: tests/unit/evaluate/cvar_test.cpp
TailRisk cvar_of_normal(double mean, double standard_deviation, double alpha);

}  // namespace smallholder::metrics
