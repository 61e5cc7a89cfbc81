// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Shares by which every member has the same power to disrupt: what the others would lose without it, per unit it would lose.
///
///   d = (x(N \ i) - v(N \ i)) / (x_i - v({i}))   the same for every i
///   x_i = (M_i + d v({i})) / (1 + d),   d = (sum M - v(N)) / (v(N) - sum_j v({j})),   M_i = v(N) - v(N \ i)
///
/// d    propensity to disrupt, 1       x   unit of v
/// Undefined unless v(N) > sum v({j}) and M_i >= v({i}) for every i: then it throws.
/// Shape: game -> share per member, up to 20.   Tested: tests/unit/games/gately_test.cpp; rows T5, T18
/// Source: D. Gately (1974), Sharing the gains from regional cooperation: a game theoretic application to planning investment
/// in electric power, International Economic Review 15(1).   Page: docs/games.md#tau-value-gately-point-and-scrb

#include <vector>

#include "smallholder/games/game.hpp"

namespace smallholder::games {

struct Gately {
    std::vector<double> shares;
    double propensity = 0.0;  // d: above 1, leaving hurts the others more than oneself
};

Gately gately(const Game& game);

}  // namespace smallholder::games
