// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/lane.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// Farmers forget, and learn from courses, from their own practice and a little from neighbours.
///
///   K' = (1 - d) K + a_T T (1 - K) + a_O x_own (1 - K) + a_N x_nbr (1 - K)
///
/// K      knowledge                                     1, in [0, 1]
/// T      share of a course taken this year             1, in [0, 1]
/// x_own, x_nbr   last year's mean practice, own and the village's   1, in [0, 1]
/// Shape: in [0, 1], increasing in T and x_own.   Tested: tests/unit/livelihood/knowledge_test.cpp (TC08)
template <Lane L>
inline L knowledge_next(L knowledge, L course, L own_practice, L neighbour_practice, const Parameters& p) {
    const L room = 1.0 - knowledge;
    return clip((1.0 - p.forgetting) * knowledge + course * p.course_gain * room + p.own_learning * own_practice * room +
                    p.neighbour_learning * neighbour_practice * room,
                broadcast<L>(0.0), broadcast<L>(1.0));
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
