// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The split whose loudest complaint is as quiet as can be, then its second loudest, and so on.
///
///   nucleolus      of all x with x(N) = v(N), x_i >= v({i}):  the one whose complaints e(S, x), in
///                  decreasing order, come first in the dictionary
///   prenucleolus   the same without x_i >= v({i})
///
/// e   total, per member or proportional, see objections.hpp       x   unit of v
/// It always exists, is one point, and is in the core if anything is. Found by one linear program after the other: each
/// fixes coalitions whose complaint is the same at every optimum, until the shares follow. Every result is checked by
/// Kohlberg's criterion; one that fails is never returned.
/// Shape: game -> share per member. Up to 12 members; exact rational arithmetic up to 8 (inputs are exact as
/// doubles), then rounded once.
/// Tested: tests/unit/games/nucleolus_test.cpp, tests/reference/games_laws_reference_test.cpp; rows T1, T4, T8, T12, T13, T15-T18, T61, T62
/// Source: D. Schmeidler (1969), The nucleolus of a characteristic function game, SIAM Journal on Applied
/// Mathematics 17(6); J. H. Grotte (1970) for the complaint per member.   Page: docs/games.md#the-nucleolus

#include <vector>

#include "smallholder/games/game.hpp"
#include "smallholder/games/objections.hpp"

namespace smallholder::games {

/// exact: rationals, up to 8 members. automatic: exact where it may be.
enum class Arithmetic { automatic, exact, floating };

inline constexpr Index kMostMembersExact = 8;

struct NucleolusOptions {
    Complaint complaint = Complaint::total;
    Arithmetic arithmetic = Arithmetic::automatic;
};

struct Nucleolus {
    std::vector<double> shares;
    std::vector<double> levels;  // the complaint that each linear program fixed, never rising
    bool exact = false;
};

/// Throws RangeError if members cannot all have what they have alone (use prenucleolus), for too many members, for
/// proportional complaints without worth; NumericalError if the result fails Kohlberg's criterion.
Nucleolus nucleolus(const Game& game, const NucleolusOptions& options = {});
Nucleolus prenucleolus(const Game& game, const NucleolusOptions& options = {});

}  // namespace smallholder::games
