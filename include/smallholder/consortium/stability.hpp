// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which alliances hold when anybody may leave and anybody may join, and what it would cost to make the others hold.
///
///   internal    u_i(S) >= u_i(S\i)  for every i in S: nobody gains by leaving
///   external    u_j(S) > u_j(S+j)   for every j not in S: nobody gains by joining; who is indifferent joins
///   potential   sum_{i in S} [u_i(S) - u_i(S\i)] >= 0: some way of sharing makes S internally stable
///   gap         what is missing for that, in money: a subsidy of this size, and no other sharing rule, would hold S
///
/// u_i(S)  payoff of member i, inside S or outside it, when exactly S acts together   money (a year, or as a present value)
/// Shape: one row per alliance of two members or more (fewer bind nobody). An alliance may have enough to keep every group of its
/// members from leaving *together* (the core), and yet too little to keep each from leaving
/// *alone* and enjoying what the others go on doing. Both are worth asking.
/// Source: d'Aspremont, Jacquemin, Gabszewicz and Weymark (1983), Canadian Journal of Economics 16; Barrett (1994), Oxford
/// Economic Papers 46; Carraro, Eyckmans and Finus (2006), Review of International Organizations 1.
/// Page: docs/consortium/stability.md
/// Tested: tests/unit/consortium/stability_test.cpp, tests/reference/consortium_reference_test.cpp (T27 to T29, T50)

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/games/game.hpp"

namespace smallholder::consortium {

/// A set of members: bit i is member i.
using CoalitionMask = games::Coalition;

/// Payoffs of all members under every coalition; row S holds u_0(S), u_1(S), ... .
class PayoffTable {
public:
    /// payoffs: row by row, 2^members x members. Throws RangeError on any other size, more than 16 members, or a figure not finite.
    PayoffTable(Index members, std::vector<double> payoffs);

    Index members() const noexcept { return members_; }
    CoalitionMask everybody() const noexcept { return (CoalitionMask{1} << members_) - 1; }
    double at(CoalitionMask coalition, Index member) const noexcept {
        return payoffs_[static_cast<std::size_t>(coalition) * static_cast<std::size_t>(members_) +
                        static_cast<std::size_t>(member)];
    }
    /// Sum over those inside: what the coalition has to share.
    double joint(CoalitionMask coalition) const noexcept;
    std::span<const double> payoffs() const noexcept { return payoffs_; }

private:
    Index members_;
    std::vector<double> payoffs_;
};

/// Shares of a coalition's members, in their order, from the joint payoffs of all its subsets: entry T of 2^s, bit k being the
/// k-th member of the coalition, entry 0 being 0. Any rule of games fits.
using SharingRule = std::function<std::vector<double>(std::span<const double>)>;

/// The same payoffs when each coalition of two or more shares what it has by a rule; outsiders have what they had.
PayoffTable shared(const PayoffTable& table, const SharingRule& rule);

/// How an alliance would fare.
struct AllianceStability {
    CoalitionMask coalition = 0;
    bool internal = false, external = false;
    bool potentially_internal = false;  ///< could some sharing keep everybody inside?
    bool potentially_external = false;  ///< is none that has one member more potentially internally stable?
    double joint = 0.0;                 ///< what it has to share, money
    double claims = 0.0;                ///< what its members would have by leaving, one by one, summed, money
    Index leaver = -1;                  ///< who gains most by leaving; -1: nobody gains
    double gain_of_leaving = 0.0;       ///< money; 0: nobody gains
    Index joiner = -1;                  ///< the outsider who gains most by joining, or is indifferent; -1: nobody would
    double gain_of_joining = 0.0;       ///< money

    bool stable() const noexcept { return internal && external; }
    double surplus() const noexcept { return joint - claims; }
    double gap() const noexcept { return joint < claims ? claims - joint : 0.0; }  ///< subsidy needed, money
};

/// One row per alliance of two members or more, by mask. Payoffs that differ by less than 1e-9 of the largest count as equal.
std::vector<AllianceStability> alliance_stability(const PayoffTable& table);

/// The row of one alliance of two members or more.
AllianceStability alliance_stability(const PayoffTable& table, CoalitionMask coalition);

/// The stable alliance of highest welfare; none when no alliance is stable. welfare: of every coalition, 2^n.
std::optional<AllianceStability> best_stable(const PayoffTable& table, std::span<const double> welfare);

/// Payoffs that pay everybody inside what it would have outside, and divide what is left.
struct AlmostIdealShares {
    std::vector<double> payoffs;  ///< of all members; outsiders have what they had
    double surplus = 0.0;         ///< what was divided; below zero nobody can be paid what leaving brings
};

/// weights: of the members in dividing the surplus, one for each of all members, summing to 1 over the coalition; none: equal.
AlmostIdealShares almost_ideal_shares(const PayoffTable& table, CoalitionMask coalition,
                                      std::span<const double> weights = {});

/// Payoffs where members are all alike: entry s is with s of n inside; member[0] and outsider[n] are not used.
struct SizePayoffs {
    std::vector<double> member, outsider;  ///< n + 1 entries each
};

/// Sizes from 2 to n that are stable.
std::vector<Index> stable_sizes(const SizePayoffs& payoffs);

/// The same payoffs by coalition, for the functions above; up to 16 members.
PayoffTable table_of(const SizePayoffs& payoffs);

}  // namespace smallholder::consortium
