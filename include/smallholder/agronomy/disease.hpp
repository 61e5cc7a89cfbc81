// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Swollen shoot spreads within the farm and from the village, and leaves with the trees it kills.
///
///   force = 1 - exp(-(beta I + beta_v I_v + beta_0)),   I' = I (1 - removal) + (1 - I) force
///
/// I, I_v   infected share of the farm's trees and of the village's, last year   1, in [0, 1]
/// beta...  infection rates                                                      1/year
/// removal  roguing and death of infected trees; the same number removes trees from the stand   1/year
/// Shape: in [0, 1], increasing in I_v.   Tested: tests/unit/agronomy/disease_test.cpp (TA23)
template <Lane L>
inline L infected_next(L infected, L village_infected, const Parameters& p) {
    const L force = 1.0 - exp_of(-(p.cssvd_beta * infected + p.cssvd_beta_village * village_infected + p.cssvd_beta_background));
    return clip(infected * (1.0 - p.removal) + (1.0 - infected) * force, broadcast<L>(0.0), broadcast<L>(1.0));
}

/// Infected trees bear less: H = 1 - l_I I.
template <Lane L>
inline L disease_factor(L infected, const Parameters& p) {
    return 1.0 - p.infected_loss * infected;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
