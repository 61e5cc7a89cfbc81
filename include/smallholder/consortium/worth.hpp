// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What each coalition of members is worth to its members, in the household model: the characteristic function of the alliance.
///
///   v(S) = sum_{i in S} u_i of the plan that maximises it      per draw, USD of present value; v({}) = 0
///
/// Plans are chosen on one set of draws and valued on others that had no part in the choice: valued on the draws they were chosen on,
/// larger coalitions would look better by luck, because they choose among more. What that luck would have added is given as `optimism`.
/// Where a simulator is given, every distinct plan that was chosen is run through the household engine once, however many coalitions
/// chose it, and the values are the engine's; else they are the response's.
///
/// Outsiders have payoffs too: what the bloc does reaches them, less what can be kept from them,
///
///   u_j(S) = b_j(others' plans) + (1 - e) (b_j(all plans) - b_j(others' plans)) - cost_j      j not in S, e: excludability
///
/// Shape: 2^n coalitions by bitmask, n <= 12.   Source: Chander & Tulkens (1997) for gamma; the split of draws is the usual remedy for
/// the optimism of chosen maxima (Smith & Winkler 2006).   Tested: tests/unit/consortium/worth_test.cpp

#include <string>
#include <vector>

#include "smallholder/consortium/planning.hpp"

namespace smallholder::consortium {

struct CoalitionWorths {
    Convention convention = Convention::gamma;
    std::vector<Plan> plan;                     ///< by coalition
    std::vector<double> worth;                  ///< mean over the draws for valuing, USD
    std::vector<std::vector<double>> by_draw;   ///< [coalition][draw for valuing]
    std::vector<double> chosen;                 ///< by the response, on the draws for choosing
    std::vector<double> by_response;            ///< by the response, on the draws for valuing
    std::vector<std::vector<double>> payoff;    ///< [coalition][member]: inside or outside of it, before side payments
    std::vector<std::vector<std::vector<double>>> payoff_by_draw;  ///< [coalition][draw][member]
    std::vector<double> welfare;                ///< society's net gain, mean, USD
    std::vector<std::string> run;               ///< hash of the engine's run of the plan; "" where the response answers
    Index distinct_plans = 0;
    bool settled = true;                        ///< did best responses come to rest for every coalition?

    double optimism(Coalition s) const { return chosen[static_cast<std::size_t>(s)] - by_response[static_cast<std::size_t>(s)]; }
};

/// `confirm`: a simulator of the response's draws from planner.choosing() on; nullptr: the response is taken at its word.
CoalitionWorths coalition_worths(const Planner& planner, Convention convention, Simulator* confirm = nullptr);

}  // namespace smallholder::consortium
