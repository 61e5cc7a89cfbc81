// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A compromise between the most a member can hope for and the least it can insist on.
///
///   M_i = v(N) - v(N \ i)                              utopia: what the others would lose without i
///   m_i = max_{S with i} ( v(S) - sum_{j in S, j != i} M_j )   what is left for i when its partners get their utopia
///   tau = m + a (M - m),   a such that the shares sum to v(N)
///
/// M, m, tau   unit of v
/// Undefined unless m <= M and sum m <= v(N) <= sum M (a game that is not quasi-balanced): then it throws.
/// Shape: game -> share per member, up to 20.   Tested: tests/unit/games/tau_test.cpp; rows T2, T5, T19
/// Source: S. H. Tijs (1981), Bounds for the core and the tau-value, in Game Theory and Mathematical Economics.
/// Page: docs/games.md#tau-value-gately-point-and-scrb

#include <vector>

#include "smallholder/games/game.hpp"

namespace smallholder::games {

/// M: what all would lose without each member; of a cost game, the cost that would be avoided.
std::vector<double> separable(const Game& game);
std::vector<double> tau(const Game& game);

}  // namespace smallholder::games
