// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Why a programme becomes cheaper with practice, and cheaper still where members share what they learn.
///
///   cost(q) = F [q > 0] + v q (Q/Q_ref)^(-b) (1 + phi c/(1.05 - c)),   b = -log2(PR)
///   Q_i' = Q_i + q_i + d sum_{j in S, j != i} q_j
///
/// F, v   fixed cost, and cost per household at first           USD, USD/household
/// q      households served this year                           households
/// Q      households served so far, Q_ref at the start          households
/// PR     progress ratio: unit cost after a doubling of Q, over before; above 1 it becomes dearer   1
/// phi    how much dearer the last households are; c coverage   1, share
/// d      disclosure: share of its experience a member passes on   share
/// Shape: unit cost falls with Q (PR < 1) and rises with c. Members pass on what they do from now on, not their past.
/// Source: Wright (1936), Journal of the Aeronautical Sciences 3; range of PR: Dutton and Thomas (1984), Academy of Management
/// Review 9. 1.05 keeps the cost of the very last household finite (this library).
/// Page: docs/consortium/precompetitive.md   Tested: tests/unit/consortium/experience_test.cpp (T33)

#include <cmath>
#include <span>
#include <vector>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

/// b, from the progress ratio.
inline double learning_exponent(double progress_ratio) {
    detail::require_positive(progress_ratio, "the progress ratio", "consortium::learning_exponent");
    return -log_of(progress_ratio) / log_of(2.0);
}

/// Unit cost over that at the reference. experience: Q/Q_ref; exponent: b.
inline double experience_factor(double experience, double exponent) {
    detail::require_positive(experience, "the experience", "consortium::experience_factor");
    return power(experience, -exponent);
}

/// How much dearer a household is where a share c is served already: 1 + phi c/(1.05 - c).
inline double last_mile_factor(double coverage, double last_mile) {
    constexpr std::string_view where = "consortium::last_mile_factor";
    detail::require_share(coverage, "the coverage", where);
    detail::require_not_negative(last_mile, "the last mile", where);
    return 1.0 + last_mile * coverage / (1.05 - coverage);
}

/// Experience after a year, of each member. served: households each serves this year; joined: who is in the alliance.
inline std::vector<double> experience_next(std::span<const double> experience, std::span<const double> served,
                                           const std::vector<bool>& joined, double disclosure) {
    constexpr std::string_view where = "consortium::experience_next";
    detail::require_size(served.size(), experience.size(), "served", where);
    detail::require_size(joined.size(), experience.size(), "joined", where);
    detail::require_share(disclosure, "the disclosure", where);
    double joint = 0.0;
    for (std::size_t i = 0; i < served.size(); ++i) {
        detail::require_not_negative(experience[i], "experience", where);
        detail::require_not_negative(served[i], "households served", where);
        if (joined[i]) joint += served[i];
    }
    std::vector<double> next;
    for (std::size_t i = 0; i < served.size(); ++i) {
        const double heard = joined[i] ? disclosure * (joint - served[i]) : 0.0;
        next.push_back(experience[i] + served[i] + heard);
    }
    return next;
}

}  // namespace smallholder::consortium
