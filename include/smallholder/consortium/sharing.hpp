// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who would have what under each rule of sharing, whether anybody could object, and whether that still holds once luck is known.
///
///   share_i          what i has after side payments, by the rule on the mean worths; the rule on each draw's worths gives its interval
///   side payment_i   share_i - u_i(N): received if positive; they sum to 0
///   core after       side payments are agreed before luck is known: in draw d member i has u_i,d(N) + side payment_i,
///                    and no coalition S may have v_d(S) above the sum of its members'
///
/// Shape: shares sum to v(N); a rule that is undefined for the game says why and gives none.
/// Source: rules in games/.   Tested: tests/unit/consortium/sharing_test.cpp

#include <string>
#include <vector>

#include "smallholder/consortium/fairness.hpp"
#include "smallholder/consortium/worth.hpp"

namespace smallholder::consortium {

struct RuleShares {
    std::string rule;
    std::string undefined;                        ///< why there is no answer; "" where there is
    std::vector<double> share, side_payment;      ///< per member, USD of present value
    std::vector<double> p5, p50, p95;             ///< of the rule's own share, over the draws in which it is defined
    double defined_share = 0.0;                   ///< of draws in which the rule gives an answer
    FairnessReport fairness;
    double core_after = 0.0;                      ///< share of draws in which nobody could object
    std::vector<double> regret;                   ///< per member: share of draws in which it has less than by itself
};

/// Every rule on one table of worths.
std::vector<RuleShares> rule_shares(const Planner& planner, const CoalitionWorths& worths);

}  // namespace smallholder::consortium
