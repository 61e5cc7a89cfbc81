// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What every group of members could reach by itself: the whole input of a question about fair shares.
///
///   v(S)       worth of coalition S, in any one unit (USD, say), v(nobody) = 0
///   c(S)       or the cost of serving S; a cost game is treated as v = -c and answers in costs
///   savings    v(S) = sum_{i in S} c({i}) - c(S)
///
/// A coalition is a number whose bit i says whether member i is in: 0b101 is members 0 and 2.
/// Shape: 2^n finite numbers, the first of them 0; 1 to 20 members.
/// Tested: tests/unit/games/game_test.cpp
/// Source: J. von Neumann, O. Morgenstern (1944), Theory of Games and Economic Behavior.   Page: docs/games.md

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "smallholder/core/index.hpp"

namespace smallholder::games {

/// Members as bits: bit i is member i.
using Coalition = std::uint64_t;

inline constexpr Index kMostMembers = 20;      // of a game given number by number: 2^20 of them
inline constexpr Index kMostMembersOfLp = 12;  // where a linear program looks at every coalition

constexpr Coalition only(Index member) noexcept { return Coalition{1} << member; }
constexpr Index size_of(Coalition s) noexcept { return std::popcount(s); }
constexpr bool contains(Coalition s, Index member) noexcept { return ((s >> member) & 1u) != 0; }
constexpr Coalition everyone_of(Index members) noexcept { return only(members) - 1; }

/// "{0, 2}", for messages.
std::string coalition_text(Coalition s);

class Game {
public:
    /// worth[S] for S = 0 ... 2^n - 1. Throws RangeError for a length that is no power of two, more than
    /// kMostMembers members, worth[0] != 0, or a number that is not finite.
    explicit Game(std::vector<double> worth);
    /// The same with costs: less is better, and shares are what each member pays.
    static Game of_costs(std::vector<double> costs);

    Index members() const noexcept { return members_; }
    Coalition everyone() const noexcept { return everyone_of(members_); }
    bool costs() const noexcept { return costs_; }
    /// The number given for s: a worth, or a cost.
    double operator()(Coalition s) const noexcept { return values_[static_cast<std::size_t>(s)]; }
    double grand() const noexcept { return values_.back(); }
    std::span<const double> values() const noexcept { return values_; }

    /// What s can be sure of in terms where more is better: the worth, or the cost with a minus.
    double gain(Coalition s) const noexcept { return costs_ ? -(*this)(s) : (*this)(s); }
    /// 1 for worths, -1 for costs: shares times this are what members gain.
    double sign() const noexcept { return costs_ ? -1.0 : 1.0; }
    /// Differences up to this are rounding of the numbers given: 1e-12 of the largest of them.
    double rounding() const noexcept { return rounding_; }

private:
    Game(std::vector<double> values, bool costs);

    std::vector<double> values_;
    Index members_ = 0;
    bool costs_ = false;
    double rounding_ = 0.0;
};

/// What a coalition saves by acting together instead of each alone. Throws RangeError unless `costs` is a cost game.
Game savings(const Game& costs);

/// sum of x_i over i in s.
double share_of(std::span<const double> x, Coalition s) noexcept;

namespace detail {
/// Throws RangeError unless there is one finite number per member.
void check_shares(const Game& game, std::span<const double> x, const char* where, const char* what);
/// Throws RangeError if there are more members than every coalition can be looked at in a linear program.
void check_lp_size(const Game& game, const char* where);
}  // namespace detail

}  // namespace smallholder::games
