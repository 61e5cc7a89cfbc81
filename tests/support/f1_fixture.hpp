// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Two firms and a donor, written out so small that every coalition can be checked by hand: fixture F1.
///
/// 1,000 households. Training brings each 200 USD and costs 60 per household and 20,000; health brings 50 and costs 30 and 10,000;
/// both bring 350 together (250 without the synergy). A dollar of households' income is worth .15 to firm 1, .10 to firm 2 and .25
/// to the donor. A firm may fund training, or with the donor both; the donor alone may fund only health. Outsiders do nothing.
/// Members' own benefits and who pays are kept apart: u_i = weight x income, less the costs shared by the rule of the test.

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "smallholder/consortium/stability.hpp"

namespace smallholder::f1 {

inline constexpr std::array<double, 3> kWeights{0.15, 0.10, 0.25};  // firm 1, firm 2, donor
inline constexpr unsigned kFirms = 0b011, kDonor = 0b100;

struct Plan {
    double income = 0.0;  ///< of all households, USD
    double cost = 0.0;    ///< USD
};

/// What a coalition does: the plan best for its members, and nothing if every plan costs them more than it is worth.
inline Plan plan_of(unsigned coalition, bool synergy) {
    const Plan training{200e3, 80e3}, health{50e3, 40e3}, both{synergy ? 350e3 : 250e3, 120e3};
    std::vector<Plan> choices;
    if ((coalition & kFirms) != 0) choices.push_back(training);
    if ((coalition & kDonor) != 0) choices.push_back(health);
    if ((coalition & kFirms) != 0 && (coalition & kDonor) != 0) choices.push_back(both);
    double weight = 0.0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) weight += (coalition >> i & 1U) != 0 ? kWeights[i] : 0.0;
    Plan best;
    for (const Plan& plan : choices) {
        // A cent and more: training by firm 1 and the donor brings them exactly what it costs.
        if (weight * plan.income - plan.cost > weight * best.income - best.cost + 0.01) best = plan;
    }
    return best;
}

/// v(S), in the order of masks.
inline std::vector<double> worths(bool synergy = true) {
    std::vector<double> found;
    for (unsigned coalition = 0; coalition < 8; ++coalition) {
        const Plan plan = plan_of(coalition, synergy);
        double worth = -plan.cost;
        for (std::size_t i = 0; i < kWeights.size(); ++i) {
            if ((coalition >> i & 1U) != 0) worth += kWeights[i] * plan.income;
        }
        found.push_back(worth);
    }
    return found;
}

/// Payoffs of all: inside, an equal part of the worth (a rule may share it otherwise); outside, own benefit of what the others do,
/// of which the share `excludability` is withheld.
inline consortium::PayoffTable payoffs(double excludability = 0.0, bool synergy = true) {
    const std::vector<double> worth = worths(synergy);
    std::vector<double> rows;
    for (unsigned coalition = 0; coalition < 8; ++coalition) {
        for (std::size_t i = 0; i < kWeights.size(); ++i) {
            const bool inside = (coalition >> i & 1U) != 0;
            rows.push_back(inside ? worth[coalition] / std::popcount(coalition)
                                  : (1.0 - excludability) * kWeights[i] * plan_of(coalition, synergy).income);
        }
    }
    return {3, rows};
}

}  // namespace smallholder::f1
