// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A quantile that leans on all draws, not on the two next to it: steadier when draws are few.
///
///   Q(p) = sum_i x_(i) (I_{i/n}(a, b) - I_{(i-1)/n}(a, b)),   a = (n+1) p,   b = (n+1)(1-p)
///
/// x_(i)  values in increasing order, any unit      p   in (0, 1)
/// Shape: column -> number between the least and the greatest value.
/// Tested: tests/unit/stats/harrell_davis_test.cpp (SciPy)
/// Source: F. E. Harrell, C. E. Davis (1982), A new distribution-free quantile estimator, Biometrika 69(3),
/// 635-640.

#include <span>

namespace smallholder::stats {

double harrell_davis_quantile(std::span<const double> sorted, double p);

}  // namespace smallholder::stats
