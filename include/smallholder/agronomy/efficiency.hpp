// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// What the same trees, work and inputs yield under this farmer: a half-normal shortfall that knowledge and schooling narrow.
///
///   ln s_u = ln s_0 - d_T (K - K_ref) - d_E (school - school_ref),   E = exp(-s_u |z|)
///
/// K       knowledge                                        1, in [0, 1]
/// school  schooling of the head                            year
/// |z|     the household's own standard half-normal score   1, for life
/// Shape: in (0, 1], increasing in K and school.   Tested: tests/unit/agronomy/efficiency_test.cpp (TA24)
template <Lane L>
inline L efficiency(L knowledge, L school, L z_abs, const Parameters& p) {
    const L spread = p.inefficiency_sd * exp_of(-p.inefficiency_knowledge * (knowledge - p.knowledge_reference) -
                                                p.inefficiency_school * (school - p.school_reference));
    return exp_of(-spread * z_abs);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
