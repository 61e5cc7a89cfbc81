// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The rules that need no theory: all the same, or in proportion to what each buys, or gains.
///
///   equal          x_i = v(N) / n
///   proportional   x_i = v(N) s_i / sum s        s_i >= 0, say tonnes sourced or benefit, any one unit
///
/// x   unit of v. They look at no coalition, so any may have a reason to object: test them against the core.
/// Shape: game -> share per member, up to 20.   Tested: tests/unit/games/proportional_test.cpp

#include <span>
#include <vector>

#include "smallholder/games/game.hpp"

namespace smallholder::games {

std::vector<double> equal(const Game& game);
/// Throws RangeError for a negative weight, or if all are 0.
std::vector<double> proportional(const Game& game, std::span<const double> weights);

}  // namespace smallholder::games
