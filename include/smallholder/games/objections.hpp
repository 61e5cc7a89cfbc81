// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a coalition can complain about: how much more it could reach by itself than it is given.
///
///   e(S, x) = v(S) - x(S)                 total       the usual one
///           = (v(S) - x(S)) / |S|         per_capita  a large coalition shares its complaint among members ("weak")
///           = (v(S) - x(S)) / |v(S)|      proportional to what it could reach; for costs, to c(S)
///
/// For a cost game: x(S) - c(S), over what S would pay by itself.   x   shares, in the unit of v
/// Above 0, S is better off on its own. Shape: game, shares -> number per coalition.
/// Tested: tests/unit/games/core_test.cpp
/// Source: L. S. Shapley, M. Shubik (1966), Quasi-cores in a monetary economy with nonconvex preferences,
/// Econometrica 34(4); H. P. Young, N. Okada, T. Hashimoto (1982), Cost allocation in water resources development,
/// Water Resources Research 18(3).

#include <span>
#include <vector>

#include "smallholder/games/game.hpp"

namespace smallholder::games {

enum class Complaint { total, per_capita, proportional };

/// What the excess of s is divided by. Throws RangeError for proportional complaints of a coalition without worth.
double complaint_weight(const Game& game, Coalition s, Complaint complaint);

/// e(S, x) for every S; 0 for nobody and everyone.
std::vector<double> complaints(const Game& game, std::span<const double> x, Complaint complaint = Complaint::total);

}  // namespace smallholder::games
