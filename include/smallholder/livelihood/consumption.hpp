// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/lane.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// Households eat first, keep a buffer, and spend most of what is left.
///
///   c = max(0, clip( sub + mpc (coh - sub - buffer), min(sub, coh), coh + credit ))
///
/// coh     cash on hand after repayment     USD/year
/// sub     subsistence of the household     USD/year
/// buffer  cash kept back                   USD
/// credit  what could still be borrowed     USD
/// Shape: increasing in coh, never above coh + credit where coh is positive.   Tested: tests/unit/livelihood/consumption_test.cpp (TB13)
template <Lane L>
inline L consumption(L coh, L subsistence, L buffer, L credit, double mpc) {
    const L wished = subsistence + mpc * (coh - subsistence - buffer);
    return maximum(clip(wished, minimum(subsistence, coh), coh + credit), 0.0);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
