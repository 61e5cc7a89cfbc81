// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Always in this order.
enum Practice : int { kPruning = 0, kWeeding = 1, kMirid = 2, kBlackPod = 3 };
inline constexpr int kPracticeCount = 4;

template <class L>
using Practices = std::array<L, kPracticeCount>;

/// Neglected practices cost yield, and each is worth more when the others are done.
///
///   ln Omega = sum_k ln(1 - L_k Z_k (1 - x_k)) - theta sum_{k<l} (1 - x_k x_l)
///
/// x_k    share of the recommended work done       1, in [0, 1]
/// L_k    loss when undone                         1, in [0, 1)
/// Z_k    pressure of the zone                     1, > 0
/// theta  log complementarity                      1, >= 0
/// Shape: increasing in every x_k, Omega(1) = 1, log-supermodular.   Tested: tests/unit/agronomy/practices_test.cpp (TA09, TA10)
/// Source: losses from published mirid and black-pod ranges; see data/parameters/cocoa.csv.
template <Lane L>
inline L practice_factor(const Practices<L>& x, const Parameters& p, L zone_black_pod) {
    // The product of four factors and one exp instead of four logs: the same number, fewer steps.
    const L direct = (1.0 - p.loss_pruning * (1.0 - x[kPruning])) * (1.0 - p.loss_weeding * (1.0 - x[kWeeding])) *
                     (1.0 - p.loss_mirid * (1.0 - x[kMirid])) *
                     maximum(1.0 - p.loss_black_pod * zone_black_pod * (1.0 - x[kBlackPod]), 0.0);
    const L pairs = x[0] * x[1] + x[0] * x[2] + x[0] * x[3] + x[1] * x[2] + x[1] * x[3] + x[2] * x[3];
    return direct * exp_of(-p.theta * (6.0 - pairs));
}

/// Black-pod pressure of a wet (Phytophthora megakarya) zone; 1 elsewhere.
template <Lane L>
inline L black_pod_zone(L megakarya, const Parameters& p) {
    return exp_of(p.zone_wetness * megakarya);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
