// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/lane.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Some shade is good for cocoa, much is not: yield under a canopy changed by `added`, relative to the farm's own canopy.
///
///   S = 1 + q ((c - c*)^2 - (c + added - c*)^2),   not below 0
///
/// A difference and not a ratio of two losses: where curvature and distance are drawn large, the farm's own loss comes to all of the yield.
///
/// c       canopy of the farms as they are           share
/// c*      canopy at which yield is greatest          share
/// q       curvature of the loss                      1
/// Shape: 1 without added canopy; greatest where c + added = c*.   Tested: tests/unit/agronomy/shade_test.cpp
/// Source: benefits level off near 30% canopy (evidence Y31, Y32, Y34); the quadratic and its curvature are assumed.
template <Lane L>
inline L shade_factor(L added, const Parameters& p) {
    const double own = p.canopy_now - p.canopy_optimum;
    const L away = own + added;
    return maximum(1.0 + p.shade_curvature * (own * own - away * away), broadcast<L>(0.0));
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
