// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// How much less a tenant works who keeps a share of what the work brings, against an owner on the same land.
///
///   effort = s_eff^(1/(1 - al))      output = effort^al      s_eff = s + kappa (1 - s)
///
/// s      tenant's share of the output                         1   in (0, 1]; 1 is an owner
/// al     elasticity of output with respect to labour          1   in (0, 1)
/// kappa  share of the lost incentive that supervision restores   1   in [0, 1]; 0 is Marshall's tenant, the largest loss
/// Shape: lane -> lane; both in (0, 1], rising with s and kappa. Costs are borne by the tenant alone; where the landlord
/// shares them as he shares the output, nothing is lost.
/// Source: Marshall (1890), Principles of Economics, book VI, ch. 10; Shaban (1987), Journal of Political Economy 95(5).
/// Page: docs/notation.md#sharecropping
/// Tested: tests/unit/livelihood/sharecropping_test.cpp, tests/reference/adoption_reference_test.cpp (TB07)
template <Lane L>
inline L tenant_effort(L share, double labour_elasticity, double supervision = 0.0) {
    return power(share + supervision * (1.0 - share), 1.0 / (1.0 - labour_elasticity));
}

/// Output over an owner's; symbols, units, shape and source as in tenant_effort.
template <Lane L>
inline L tenant_output(L share, double labour_elasticity, double supervision = 0.0) {
    return power(share + supervision * (1.0 - share), labour_elasticity / (1.0 - labour_elasticity));
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
