// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Would everybody sign this way of sharing, could everybody pay it, and who would complain the loudest?
///
///   sums up             sum_i x_i = v(N)
///   individually right  x_i >= v({i})
///   in the core         x(S) >= v(S) for every S;  complaint of S: v(S) - x(S)
///   monotone            who contributes more has no less: c_i > c_j implies x_i >= x_j
///   payable             -most_i <= x_i - u_i <= most received_i, where u_i is what i has before money changes hands
///
/// v    worth of every coalition, bit i being member i     money   2^n entries, v(nobody) = 0
/// x    what each has after sharing                        money
/// Shape: a report, no verdict: rules that are fair in one sense fail in another.
/// Source: Gillies (1959) for the core; the other four are the questions members ask.   Page: docs/consortium/stability.md
/// Tested: tests/unit/consortium/fairness_test.cpp, tests/reference/consortium_reference_test.cpp (T50)

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "smallholder/consortium/stability.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

/// What each member can do in cash beside the programmes that it funds; a donor that may only fund health can pay nothing.
struct CashLimits {
    std::vector<double> before;         ///< u_i: benefit less own outlay, before any transfer, money
    std::vector<double> most_paid;      ///< money, >= 0; infinite: no limit
    std::vector<double> most_received;  ///< money, >= 0; infinite: no limit
};

struct FairnessReport {
    double left_over = 0.0;  ///< v(N) less what was shared out, money
    bool sums_up = false;
    bool individually_right = false;
    Index worst_member = -1;            ///< who loses most against going alone; -1: nobody loses
    double worst_loss = 0.0;            ///< money
    bool in_core = false;               ///< sums up, and no coalition complains
    CoalitionMask worst_coalition = 0;  ///< with the largest complaint, among all but nobody and everybody
    double complaint = 0.0;  ///< of it, money; below zero: what it has beyond its worth. 0 where there is one member
    std::optional<bool> monotone;              ///< none when no contributions were given
    std::pair<Index, Index> slighted{-1, -1};  ///< the first contributes more and has less than the second
    std::optional<bool> payable;               ///< none when no limits were given
    std::vector<double> transfers;  ///< received (paid below zero) by each, money; empty when no limits were given
    std::vector<Index> cannot_pay, cannot_receive;  ///< members beyond their limits
};

/// contributions: outlays, one per member, or none. Differences below 1e-9 of v(N) count as none.
/// Throws RangeError for a worth vector that is no power of two, whose first entry is not 0, or that holds a figure not finite.
FairnessReport fairness_report(std::span<const double> worths, std::span<const double> shares,
                               std::span<const double> contributions = {}, const CashLimits* limits = nullptr);

}  // namespace smallholder::consortium
