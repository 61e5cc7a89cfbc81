// SPDX-License-Identifier: Apache-2.0
#pragma once

/// To each what it adds, on average over all orders in which members could have joined.
///
///   phi_i = sum_{S without i} |S|! (n - |S| - 1)! / n!  (v(S + i) - v(S))
///
/// phi   unit of v; sums to v(N). For a cost game the same with costs.
/// Beyond what can be listed: the mean over sampled orders, each taken with its reverse (antithetic), so that who joins
/// early in one joins late in the other. Every order shares out exactly v(N), so the sample does too.
/// It is no promise that nobody is better off leaving: test it against the core.
/// Shape: game -> share per member, up to 20 members; a function of coalitions, up to 62.
/// Tested: tests/unit/games/shapley_test.cpp; rows T2, T3, T6, T12-T15, T19
/// Source: L. S. Shapley (1953), A value for n-person games, Contributions to the Theory of Games II; J. Castro, D. Gomez,
/// J. Tejada (2009), Polynomial calculation of the Shapley value based on sampling, Computers & Operations Research
/// 36(5) for sampled orders.   Page: docs/games.md#the-shapley-value

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "smallholder/games/game.hpp"

namespace smallholder::games {

std::vector<double> shapley(const Game& game);

/// The worth of a coalition, asked for once each.
using WorthOf = std::function<double(Coalition)>;
/// Puts the members, 0 ... n-1, into the random order of a number: a pure function of it, as random::random_order is
/// of seed and number.
using OrderOf = std::function<void(std::uint64_t number, std::span<Index> order)>;

inline constexpr Index kMostMembersSampled = 62;

struct SampledShapley {
    std::vector<double> shares;
    std::vector<double> standard_errors;  // of the shares, over pairs of orders
    double residual = 0.0;                // sum of shares less v(N): rounding only
    Index pairs = 0;
    Index worths = 0;                     // distinct coalitions asked for
};

/// pairs: orders drawn, each used forwards and backwards; at least 2. Throws RangeError if worth(0) is not 0 or a worth is
/// not finite.
SampledShapley shapley_sampled(Index members, const WorthOf& worth, Index pairs, const OrderOf& order);

}  // namespace smallholder::games
