// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What it costs to work together: talks of each with each, or a backbone that talks with all.
///
///   cost = (1 - bb) kap n(n - 1)/2 + bb (F + kap_h n)
///
/// n      members
/// kap    of a pair that coordinates by itself             USD/yr
/// kap_h  of a member's link to the backbone               USD/yr
/// F      of the backbone                                  USD/yr
/// bb     how far the backbone has taken over              share
/// Shape: quadratic in n without a backbone, linear with one; they meet at one n, the break-even.
/// Source: counting pairs; amounts are rows of consortium/parameters.hpp.
/// Page: docs/consortium/stability.md   Tested: tests/unit/consortium/coordination_test.cpp (T34)

#include <cmath>
#include <limits>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/consortium/require.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

/// USD/yr, of an alliance of so many members; backbone: bb.
inline double coordination_cost(const ConsortiumParameters& p, Index members, double backbone) {
    constexpr std::string_view where = "consortium::coordination_cost";
    detail::require_not_negative(static_cast<double>(members), "the number of members", where);
    detail::require_share(backbone, "the backbone", where);
    const auto n = static_cast<double>(members);
    const double pairs = n * (n - 1.0) / 2.0;
    return (1.0 - backbone) * p.pair_cost * pairs + backbone * (p.backbone_cost + p.hub_cost * n);
}

/// Members from which on a backbone is cheaper than pairs; infinite where pairs cost nothing.
inline double backbone_break_even(const ConsortiumParameters& p) {
    if (p.pair_cost == 0.0) return std::numeric_limits<double>::infinity();
    const double linear = 0.5 * p.pair_cost + p.hub_cost;
    return (linear + std::sqrt(linear * linear + 2.0 * p.pair_cost * p.backbone_cost)) / p.pair_cost;
}

}  // namespace smallholder::consortium
