// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a novelty spreads when nobody counts costs: some start by themselves, the others copy (Bass).
///
///   dF/dt = (p + q F)(1 - F),  F(0) = 0
///   F(t)  = (1 - e^(-(p+q) t)) / (1 + (q/p) e^(-(p+q) t))        peak at t* = ln(q/p) / (p + q)
///   F'    = F + min(1, p + q F)(1 - F)                           once a year, the form the engine must nest
///
/// F   share that has adopted                             1      in [0, 1]
/// p   innovation: chance to start unprompted             1/yr   > 0 (>= 0 in the yearly form)
/// q   imitation: added chance when all others have it    1/yr   >= 0
/// A null model and a start for calibration. It holds no profit, no cash and no reason to stop.
/// Source: Bass (1969), Management Science 15(5), 215-227. Averages p 0.03, q 0.38 over many products: Sultan, Farley and
/// Lehmann (1990), Journal of Marketing Research 27.
/// Page: docs/notation.md#bass
/// Tested: tests/unit/livelihood/adoption_bass_test.cpp, tests/reference/adoption_reference_test.cpp (TC01 to TC04)

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

struct Bass {
    double innovation = 0.03;  ///< p, 1/yr
    double imitation = 0.38;   ///< q, 1/yr
};

inline void require_bass(const Bass& b, bool some_innovate, std::string_view where) {
    if (!(std::isfinite(b.innovation) && b.innovation >= 0.0 && std::isfinite(b.imitation) && b.imitation >= 0.0) ||
        (some_innovate && b.innovation == 0.0)) {
        throw RangeError("p is " + number_text(b.innovation) + " and q is " + number_text(b.imitation),
                         std::string(where), "Use a p above zero, or nobody ever starts, and a q of zero or more");
    }
}

/// F(t), the share that has adopted t years after the start, t >= 0.
inline double bass_share(const Bass& b, double years) {
    require_bass(b, true, "livelihood::bass_share");
    if (!(years >= 0.0)) {
        throw RangeError("t is " + number_text(years), "livelihood::bass_share", "Use zero or more years");
    }
    const double left = exp_of(-(b.innovation + b.imitation) * years);
    return (1.0 - left) / (1.0 + b.imitation / b.innovation * left);
}

/// f(t) = dF/dt, the share that adopts per year at t.
inline double bass_rate(const Bass& b, double years) {
    const double share = bass_share(b, years);
    return (b.innovation + b.imitation * share) * (1.0 - share);
}

/// t*, the year in which most adopt; 0 when imitation is not stronger than innovation.
inline double bass_peak(const Bass& b) {
    require_bass(b, true, "livelihood::bass_peak");
    if (b.imitation <= b.innovation) return 0.0;
    return log_of(b.imitation / b.innovation) / (b.innovation + b.imitation);
}

/// One year on, by a yearly chance that is at most 1.
inline double bass_next(const Bass& b, double share) noexcept {
    const double chance = b.innovation + b.imitation * share;
    return share + (chance < 1.0 ? chance : 1.0) * (1.0 - share);
}

/// The chance min(1, p + q F) that one household starts in a year when the share F of its village has: what the engine uses in the
/// place of its choice while bass_adoption is on.      Page: docs/odd.md 7.8.1
template <Lane L>
inline L bass_chance(L share, const Parameters& p) {
    return minimum(p.bass_innovation + p.bass_imitation * share, 1.0);
}

/// The share after 0, 1, ..., years years, from a first share.
inline std::vector<double> bass_path(const Bass& b, Index years, double first = 0.0) {
    constexpr std::string_view where = "livelihood::bass_path";
    require_bass(b, false, where);
    if (years < 0 || !(first >= 0.0 && first <= 1.0)) {
        throw RangeError("years is " + std::to_string(years) + " and the first share " + number_text(first),
                         std::string(where), "Use zero or more years and a share between 0 and 1");
    }
    std::vector<double> path{first};
    for (Index t = 0; t < years; ++t) path.push_back(bass_next(b, path.back()));
    return path;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
