// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>

#include "smallholder/agronomy/trees.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// What one tree of age a, replaced now, brings over the horizon: bearing gained less bearing lost, discounted.
///
///   G_a = sum_{h=1..H} (1 + rho)^{-h} ( f_{h-1} v_h - f_{min(a+h,40)} v_{a,h} )
///   v_h = (1 - mu_s) prod_{b<h-1} (1 - mu_b),   v_{a,h} = prod_{b<h} (1 - mu_{min(a+b,40)})
///
/// Unit: peak-tree years.  rho private discount rate 1/year, H horizon year.
/// Shape: rises with a once trees are past their peak.   Tested: tests/unit/livelihood/replanting_test.cpp
inline std::array<double, agronomy::kTreeAges> replacement_gain(const std::array<double, agronomy::kTreeAges>& f,
                                                                const std::array<double, agronomy::kTreeAges>& mu,
                                                                const Parameters& p) {
    std::array<double, agronomy::kTreeAges> gain{};
    const int oldest = agronomy::kTreeAges - 1;
    const int horizon = static_cast<int>(p.replant_horizon);
    for (int a = 0; a <= oldest; ++a) {
        double discount = 1.0, young = 1.0 - p.seedling_mortality, old = 1.0;
        for (int h = 1; h <= horizon; ++h) {
            discount /= 1.0 + p.private_discount;
            if (h > 1) young *= 1.0 - mu[std::min(h - 2, oldest)];  // planted in the year after the decision: age h - 1 in h years
            old *= 1.0 - mu[std::min(a + h - 1, oldest)];
            gain[a] += discount * (f[std::min(h - 1, oldest)] * young - f[std::min(a + h, oldest)] * old);
        }
    }
    return gain;
}

/// The gain of replacing the oldest share of a stand, in peak trees per ha and discounted years.
template <Lane L>
inline L stand_replacement_gain(const agronomy::Stand<L>& n, const std::array<double, agronomy::kTreeAges>& gain, L share,
                                L trees) {
    L need = share * trees, total = broadcast<L>(0.0);
    for (int a = agronomy::kTreeAges - 1; a >= 0; --a) {
        const L removed = minimum(n[a], need);
        need = need - removed;
        total = total + removed * gain[a];
    }
    return total;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
