// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Is this split the nucleolus? A test that does not need to know how it was found.
///
///   D(t) = {S : e(S, x) >= t}.   x is the prenucleolus if and only if every D(t) that is not empty is balanced:
///   there are weights d(S) > 0, for every S in D(t), with  sum d(S) 1_S  proportional to 1_N.
///   For the nucleolus, members who get just what they have alone may join with weights >= 0.
///
/// In words: whoever complains most can be helped only at the cost of somebody who complains as much.
/// Shape: game, shares -> verdict with the level that fails. Up to 12 members.
/// Tested: tests/unit/games/kohlberg_test.cpp
/// Source: E. Kohlberg (1971), On the nucleolus of a characteristic function game, SIAM Journal on Applied Mathematics 20(1);
/// A. I. Sobolev (1975) for the prenucleolus.   Page: docs/games.md#is-it-really-the-nucleolus

#include <span>
#include <string>
#include <vector>

#include "smallholder/games/game.hpp"
#include "smallholder/games/objections.hpp"

namespace smallholder::games {

struct KohlbergVerdict {
    bool holds = false;
    std::string reason;                   // why not, in words
    double level = 0.0;                   // the complaint t whose D(t) is not balanced
    std::vector<Coalition> collection;    // D(t), without coalitions that follow from higher levels
};

struct KohlbergOptions {
    Complaint complaint = Complaint::total;
    bool individually_rational = true;    // the nucleolus; false: the prenucleolus
    double tolerance = 1e-7;              // complaints this close are one level, relative to the largest gain of the game
};

KohlbergVerdict kohlberg(const Game& game, std::span<const double> x, const KohlbergOptions& options = {});

}  // namespace smallholder::games
