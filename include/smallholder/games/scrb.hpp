// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Pay what you alone cause, and of the rest in proportion to what is left of your benefit (separable costs, remaining benefits).
///
///   M_i = c(N) - c(N \ i)                     separable cost: what would be saved without i
///   RB_i = min(benefit_i, c({i})) - M_i       remaining benefit
///   x_i = M_i + RB_i / sum RB (c(N) - sum M)
///
/// c, M, RB, benefit, x   one unit of money
/// The rule of water authorities since the Tennessee Valley. Without benefits given, those of going alone count; for a
/// game of worths the same is done with costs -v. Undefined if a remaining benefit is negative or all are 0: then it throws.
/// Shape: game -> share per member, up to 20.   Tested: tests/unit/games/scrb_test.cpp; rows T5, T7
/// Source: recalled; see H. P. Young, N. Okada, T. Hashimoto (1982), Cost allocation in water resources development, Water
/// Resources Research 18(3).   Page: docs/games.md#tau-value-gately-point-and-scrb

#include <span>
#include <vector>

#include "smallholder/games/game.hpp"

namespace smallholder::games {

/// benefits: none, or one per member of a cost game.
std::vector<double> scrb(const Game& game, std::span<const double> benefits = {});

}  // namespace smallholder::games
