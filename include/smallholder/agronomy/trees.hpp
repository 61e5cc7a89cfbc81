// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "smallholder/agronomy/age_curve.hpp"
#include "smallholder/core/lane.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Trees per hectare by age, oldest class last.
template <Lane L>
using Stand = std::array<L, kTreeAges>;

/// A year passes over the stand: the oldest share is cut, trees die of age and disease, all grow a year older, young ones are planted.
///
///   k_a = n_a - removed_a (oldest classes first, cut_share of all trees),  s_a = k_a (1 - mu_a) (1 - removal I)
///   n'_{a+1} = s_a,   n'_40 = s_39 + s_40,   n'_0 = planted (1 - seedling mortality)
///
/// n          trees                               1/ha
/// cut_share  share of the stand cut              1, in [0, 1]
/// keep       share that disease leaves standing  1, in [0, 1]
/// planted    seedlings that survive their first year   1/ha
/// Shape: no class below zero; without planting the total never rises.   Tested: tests/unit/agronomy/trees_test.cpp
template <Lane L>
inline void grow_older(Stand<L>& n, const std::array<double, kTreeAges>& mu, L cut_share, L keep, L planted) {
    L total = n[0];
    for (int a = 1; a < kTreeAges; ++a) total = total + n[a];
    L need = cut_share * total;
    L above = broadcast<L>(0.0);  // survivors of the absorbing class
    for (int a = kTreeAges - 1; a >= 0; --a) {
        const L removed = minimum(n[a], need);
        need = need - removed;
        const L survivors = (n[a] - removed) * (1.0 - mu[a]) * keep;
        if (a == kTreeAges - 1)
            above = survivors;
        else if (a == kTreeAges - 2)
            n[a + 1] = survivors + above;
        else
            n[a + 1] = survivors;
    }
    n[0] = planted;
}

/// What the year needs to know of a stand.
template <Lane L>
struct StandSums {
    L trees;         // all, 1/ha
    L bearing;       // sum of n_a f(a), peak-tree equivalents, 1/ha
    L young;         // of ages 0 to 2, 1/ha
    L older_than_5;  // share of trees older than five years (1 in an empty stand)
};

template <Lane L>
inline StandSums<L> stand_sums(const Stand<L>& n, const std::array<double, kTreeAges>& f) {
    L trees = n[0], bearing = n[0] * f[0], recent = n[0];
    L young = n[0];
    for (int a = 1; a < kTreeAges; ++a) {
        trees = trees + n[a];
        bearing = bearing + n[a] * f[a];
        if (a <= 2) young = young + n[a];
        if (a <= 5) recent = recent + n[a];
    }
    const L some = maximum(trees, 1e-300);
    return {trees, bearing, young, select(trees > 0.0, (trees - recent) / some, broadcast<L>(1.0))};
}

/// Age and density together: the stand's bearing relative to a full stand of peak trees.
///
///   A D = (B/d) (2 + k)/(1 + k r + r^2),   r = N/d,   which is the mean age factor B/N times D(r) = (2 + k) r/(1 + k r + r^2)
///
/// B   peak-tree equivalents   1/ha
/// N   trees                   1/ha
/// d   optimum density         1/ha
/// k   flatness                1, 0 is most peaked
/// Shape: D(1) = 1 for every k, zero for an empty stand.   Tested: tests/unit/agronomy/trees_test.cpp (TA04)
template <Lane L>
inline L crowding(L trees, double density_opt, double flatness) {
    const L r = trees / density_opt;
    return (2.0 + flatness) / (1.0 + flatness * r + r * r);
}
template <Lane L>
inline L age_and_density(L bearing, L trees, double density_opt, double flatness) {
    return bearing / density_opt * crowding(trees, density_opt, flatness);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
