// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Splits that no group has a reason to leave, and how far one is from having any.
///
///   core         x(N) = v(N),  x(S) >= v(S) for every S             (costs: x(S) <= c(S))
///   least core   the least eps with  x(S) >= v(S) - eps w(S),  S neither nobody nor everyone
///   The core is empty if and only if eps > 0, and then some balanced collection of coalitions shows it: weights
///   d(S) > 0 with  sum_{S with i} d(S) = 1  for every i, yet  sum d(S) v(S) > v(N).
///
/// w(S)   1, |S| or |v(S)|, see objections.hpp      eps   unit of v; 1 if proportional
/// Shape: game -> a point, eps, and the coalitions that bind. Membership up to 20 members, the rest up to 12;
/// exact rational arithmetic up to 8.
/// Tested: tests/unit/games/core_test.cpp; rows T6, T7, T9, T10
/// Source: D. B. Gillies (1959); O. N. Bondareva (1963), L. S. Shapley (1967), On balanced sets and cores, Naval Research
/// Logistics Quarterly 14(4); M. Maschler, B. Peleg, L. S. Shapley (1979), Geometric properties of the kernel, nucleolus,
/// and related solution concepts, Mathematics of Operations Research 4(4).   Page: docs/games.md#the-core

#include <span>
#include <vector>

#include "smallholder/games/game.hpp"
#include "smallholder/games/objections.hpp"

namespace smallholder::games {

/// Is x in the core, and if not, who objects most?
struct CoreMembership {
    bool inside = false;
    bool efficient = false;   // x(N) = v(N)
    double gap = 0.0;         // x(N) less what there is to share, unit of v
    Coalition worst = 0;      // the coalition with the largest excess; 0 if there is one member
    double excess = 0.0;      // of worst, unit of v: above 0, it is better off alone
};

/// tolerance: an excess or gap up to this is none; below 0, the rounding of the numbers given.
CoreMembership core_membership(const Game& game, std::span<const double> x, double tolerance = -1.0);

struct WeightedCoalition {
    Coalition members = 0;
    double weight = 0.0;
};

struct LeastCore {
    double epsilon = 0.0;
    std::vector<double> shares;                // one point of it, a vertex
    std::vector<Coalition> tight;              // those with complaint eps at every point of it
    std::vector<WeightedCoalition> balanced;   // weights that prove that eps cannot be less
    bool exact = false;                        // by rational arithmetic
};

/// Throws RangeError for more than kMostMembersOfLp members.
LeastCore least_core(const Game& game, Complaint complaint = Complaint::total);

struct Core {
    bool empty = false;
    LeastCore least;  // a point of the core if there is one; else `balanced` shows that there is none
};

Core core_of(const Game& game);

}  // namespace smallholder::games
