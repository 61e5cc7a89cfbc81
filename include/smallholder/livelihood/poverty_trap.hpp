// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A household's assets next year as a bent line of this year's: two places to settle, and a threshold between them.
///
///   A' = a_min + (a_max - a_min) A^k / (A^k + K^k)
///
/// A             assets                                      money or units, >= 0
/// a_min, a_max  where the poorest and the richest end up    the same   0 <= a_min < a_max
/// K             assets at which half the way is gone        the same   > 0
/// k             how sharp the bend is                       1          >= 1
/// Fixed points A' = A: one or three (with a_min = 0 also 0 itself). The middle one of three is unstable: who starts below
/// it sinks, who starts above it climbs. Asset thresholds were found in some places and not in others, so the engine has
/// none built in.
/// Source: Carter and Barrett (2006), Journal of Development Studies 42(2), for the argument; the curve is Hill's. Evidence
/// for: Balboni et al. (2022), Quarterly Journal of Economics 137(2), Bangladesh.
/// Page: docs/notation.md#poverty_trap
/// Tested: tests/unit/livelihood/poverty_trap_test.cpp, tests/reference/adoption_reference_test.cpp (TB12)

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

struct PovertyTrap {
    double lowest = 0.0;    ///< a_min
    double highest = 0.0;   ///< a_max
    double midpoint = 0.0;  ///< K
    double bend = 1.0;      ///< k
};

/// Where assets stay once they are there.
struct FixedPoint {
    double assets = 0.0;
    double slope = 0.0;  ///< dA'/dA there; stable below 1, 1
};

inline void require_poverty_trap(const PovertyTrap& m, std::string_view where) {
    if (!(std::isfinite(m.lowest) && m.lowest >= 0.0 && std::isfinite(m.highest) && m.highest > m.lowest)) {
        throw RangeError("assets run from " + number_text(m.lowest) + " to " + number_text(m.highest),
                         std::string(where), "Use a lowest of zero or more and a highest above it");
    }
    if (!(std::isfinite(m.midpoint) && m.midpoint > 0.0 && std::isfinite(m.bend) && m.bend >= 1.0)) {
        throw RangeError("the midpoint is " + number_text(m.midpoint) + " and the bend " + number_text(m.bend),
                         std::string(where), "Use a midpoint above zero and a bend of 1 or more");
    }
}

/// Assets next year.
inline double assets_next(const PovertyTrap& m, double assets) noexcept {
    if (assets <= 0.0) return m.lowest;
    // Over (K/A)^k, which neither overflows nor loses the share when A is far from K.
    return m.lowest + (m.highest - m.lowest) / (1.0 + exp_of(m.bend * log_of(m.midpoint / assets)));
}

/// dA'/dA at assets > 0.
inline double assets_slope(const PovertyTrap& m, double assets) noexcept {
    const double share = 1.0 / (1.0 + exp_of(m.bend * log_of(m.midpoint / assets)));
    return (m.highest - m.lowest) * m.bend * share * (1.0 - share) / assets;
}

/// All fixed points, lowest first, to the last digits. One that the curve only touches may be missed or seen twice.
///
/// The slope rises up to the bend's inflection and falls after it, so A' - A has at most two turning points; between
/// them it is monotone, and one sign test finds its root or excludes it.
inline std::vector<FixedPoint> fixed_points(const PovertyTrap& m) {
    require_poverty_trap(m, "livelihood::fixed_points");
    const auto root_of = [](auto f, double a, double b) {
        const bool rising = f(b) > 0.0;
        for (;;) {
            const double middle = 0.5 * (a + b);
            if (!(middle > a && middle < b)) return middle;
            ((f(middle) > 0.0) == rising ? b : a) = middle;
        }
    };
    const auto gain = [&](double a) { return assets_next(m, a) - a; };
    const auto steepness = [&](double a) { return assets_slope(m, a) - 1.0; };
    // A' lies between lowest and highest, so all fixed points do.
    const double tiny = m.midpoint * 1e-12;
    const double from = std::max(m.lowest, tiny), to = m.highest;
    std::vector<double> ends{from};
    const double bend = m.midpoint * exp_of(log_of(std::max((m.bend - 1.0) / (m.bend + 1.0), 1e-300)) / m.bend);
    for (const auto& [a, b] :
         {std::pair{from, std::clamp(bend, from, to)}, std::pair{std::clamp(bend, from, to), to}}) {
        if (a < b && (steepness(a) > 0.0) != (steepness(b) > 0.0)) ends.push_back(root_of(steepness, a, b));
    }
    ends.push_back(to);
    std::vector<FixedPoint> found;
    const auto add = [&](double a) { found.push_back({a, a > 0.0 ? assets_slope(m, a) : 0.0}); };
    // Nothing grows from nothing: with lowest 0, assets of 0 stay 0.
    if (m.lowest == 0.0) found.push_back({0.0, m.bend > 1.0 ? 0.0 : (m.highest - m.lowest) / m.midpoint});
    for (std::size_t i = 1; i < ends.size(); ++i) {
        if (ends[i - 1] < ends[i] && (gain(ends[i - 1]) > 0.0) != (gain(ends[i]) > 0.0)) {
            add(root_of(gain, ends[i - 1], ends[i]));
        }
    }
    return found;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
