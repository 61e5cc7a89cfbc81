// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// The mean of an income that is lognormal:  E[y] = exp(m + s^2/2).
///
/// m, s   mean and spread of ln(income)   ln(USD), log
template <Lane L>
inline L lognormal_mean(L m, L s) {
    return exp_of(m + 0.5 * s * s);
}

/// The sure income that a household of constant relative risk aversion would take for a lognormal one.
///
///   CE = exp(m + (1 - gamma) s^2/2)
///
/// gamma   relative risk aversion   1   0: risk does not matter and CE is the mean; 1: CE is the median
/// Shape: lane -> lane; falls with gamma, and with s where gamma > 1.
/// The household's choice (choice.hpp) uses the first two terms of this, 0.5 gamma cv^2, since profits can be losses.
/// Tested: tests/unit/livelihood/risk_test.cpp (TB14)
template <Lane L>
inline L lognormal_certainty_equivalent(L m, L s, double gamma) {
    return exp_of(m + 0.5 * (1.0 - gamma) * s * s);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
