// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Households reached when several programmes work in one region, and how much of the work is done twice.
///
///   ovl <= 1   c = (1 - ovl) min(1, sum_i a_i) + ovl (1 - prod_i(1 - a_i))
///   ovl > 1    c = (2 - ovl)(1 - prod_i(1 - a_i)) + (ovl - 1) max_i a_i
///
/// a_i  share of the eligible that member i's programme serves, all it has enrolled and not this year's intake alone   share
/// ovl  0: members divide the households among them; 1: they pick by chance; 2: they all serve the same
/// c    share served by at least one                                                                                  share
/// Shape: falls with ovl, between the largest a_i and the sum; linear in ovl on either side of 1.
/// Source: union of independent events at ovl 1, straight lines to the two extremes (this library).
/// Page: docs/consortium/precompetitive.md   Tested: tests/unit/consortium/coverage_test.cpp (T32)

#include <algorithm>
#include <span>

#include "smallholder/consortium/require.hpp"

namespace smallholder::consortium {

struct Coverage {
    double share = 0.0;       ///< c, of the eligible
    double duplicated = 0.0;  ///< share of the work that reaches households already served: 1 - c/sum a
};

inline Coverage union_coverage(std::span<const double> shares, double overlap) {
    constexpr std::string_view where = "consortium::union_coverage";
    detail::require_between(overlap, 0.0, 2.0, "the overlap", where);
    double sum = 0.0, missed = 1.0, largest = 0.0;
    for (const double share : shares) {
        detail::require_share(share, "a member's coverage", where);
        sum += share;
        missed *= 1.0 - share;
        largest = std::max(largest, share);
    }
    const double divided = std::min(1.0, sum), by_chance = 1.0 - missed;
    Coverage found;
    found.share = overlap <= 1.0 ? (1.0 - overlap) * divided + overlap * by_chance
                                 : (2.0 - overlap) * by_chance + (overlap - 1.0) * largest;
    found.duplicated = sum > 0.0 ? std::max(0.0, 1.0 - found.share / sum) : 0.0;
    return found;
}

}  // namespace smallholder::consortium
