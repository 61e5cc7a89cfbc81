// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "smallholder/evaluate/returns_npv.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::returns {

/// Where the draws lie on the cost-effectiveness plane. The four shares add up to 1.
struct EffectivenessPlane {
    double dearer_better = 0.0;   ///< share of draws that cost more and gain: the usual case, 1
    double cheaper_better = 0.0;  ///< cost nothing or save, and gain, 1
    double dearer_worse = 0.0;    ///< cost more and gain nothing or harm, 1
    double cheaper_worse = 0.0;   ///< cost nothing or save, and gain nothing or harm, 1
    double outcome_p5 = 0.0;      ///< of the outcome over draws, unit
    double outcome_p95 = 0.0;

    /// Whether the 5-95% interval of the outcome holds zero. Then a cost per unit is no figure to quote: the same
    /// negative ratio stands for "saves and helps" and for "costs and harms". Show the shares instead.
    bool outcome_includes_zero() const noexcept { return outcome_p5 <= 0.0 && outcome_p95 >= 0.0; }
};

/// Does it help, and does it cost? The draws counted by quarter of the plane of outcome and cost.
///
///   dearer: cost > 0    better: outcome > 0    (zero counts with the other side)
///
/// costs     extra cost against what it is compared with   money   one per draw; may be negative (saves)
/// outcomes  units gained against the same                 unit    one per draw; negative is harm
/// Shape: shares of the draws, 1.
/// Source: Black (1990), Medical Decision Making 10, 212-214.
/// Page: docs/notation.md#effectiveness_plane   Tested: tests/unit/evaluate/returns_plane_test.cpp
inline EffectivenessPlane effectiveness_plane(std::span<const double> costs, std::span<const double> outcomes) {
    constexpr std::string_view where = "returns::effectiveness_plane";
    detail::require_flows(costs, "costs", where);
    detail::require_flows(outcomes, "outcomes", where);
    if (costs.size() != outcomes.size()) {
        throw RangeError(
            "there are " + std::to_string(costs.size()) + " costs and " + std::to_string(outcomes.size()) + " outcomes",
            std::string(where), "Pass one cost and one outcome per draw");
    }
    Index dearer_better = 0, cheaper_better = 0, dearer_worse = 0, cheaper_worse = 0;
    for (std::size_t m = 0; m < costs.size(); ++m) {
        const bool dearer = costs[m] > 0.0, better = outcomes[m] > 0.0;
        ++(dearer ? (better ? dearer_better : dearer_worse) : (better ? cheaper_better : cheaper_worse));
    }
    const auto draws = static_cast<double>(costs.size());
    std::vector<double> sorted(outcomes.begin(), outcomes.end());
    std::sort(sorted.begin(), sorted.end());
    EffectivenessPlane plane;
    plane.dearer_better = static_cast<double>(dearer_better) / draws;
    plane.cheaper_better = static_cast<double>(cheaper_better) / draws;
    plane.dearer_worse = static_cast<double>(dearer_worse) / draws;
    plane.cheaper_worse = static_cast<double>(cheaper_worse) / draws;
    plane.outcome_p5 = stats::quantile_type7(sorted, 0.05);
    plane.outcome_p95 = stats::quantile_type7(sorted, 0.95);
    return plane;
}

}  // namespace smallholder::returns
