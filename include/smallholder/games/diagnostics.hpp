// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What kind of game it is, each answer with the coalitions that show the opposite where it is no.
///
///   monotone        v(S + i) >= v(S)                                        one more never hurts
///   superadditive   v(S) + v(T) <= v(S u T), S and T apart                  joining up never hurts
///   convex          v(S + i + j) - v(S + j) >= v(S + i) - v(S)              the more there are, the more one adds
///   balanced        the core is not empty, see core.hpp
///
/// For a cost game the last three are asked of v = -c (so: subadditive, concave costs), monotone of the costs themselves.
/// Differences within rounding count as equal. The witness is the worst case.
/// Shape: game -> yes or no, with the pair of coalitions and by how much (unit of v). Up to 20 members; superadditive
/// up to 15 (it looks at 3^n pairs), balanced up to 12.
/// Tested: tests/unit/games/diagnostics_test.cpp; row T11
/// Source: L. S. Shapley (1971), Cores of convex games, International Journal of Game Theory 1(1); see core.hpp.
/// Page: docs/games.md#what-kind-of-game-is-it

#include "smallholder/games/core.hpp"
#include "smallholder/games/game.hpp"

namespace smallholder::games {

struct Property {
    bool holds = true;
    Coalition first = 0, second = 0;  // the witness against it; both 0 if it holds
    double by = 0.0;                  // by how much it fails there, unit of v
};

/// Witness: first with, and second without, the member that hurts.
Property monotone(const Game& game);
/// Witness: first and second are better apart than together.
Property superadditive(const Game& game);
/// Witness: members of both add less together to what both contain: v(A) + v(B) > v(A u B) + v(A n B).
Property convex(const Game& game);
/// Witness: core_of(game).least.balanced, whose weighted worths exceed v(N) by `by`.
Property balanced(const Game& game);

}  // namespace smallholder::games
