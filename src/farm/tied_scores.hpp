// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which variables of a household go together, and the drawing of those that are missing given the others.

#include <array>
#include <cstdint>
#include <map>

#include "smallholder/farm/population_moments.hpp"
#include "smallholder/stats/copula.hpp"

namespace smallholder::completion {

/// Places of the variables in the copula.
struct Tied {
    static constexpr int none = -1, area = 0, wealth = 1, household_size = 2, school = 3, pruning = 4, weeding = 5,
                         mirid = 6, black_pod = 7, knowledge = 8, other_earnings = 9;
    static constexpr std::size_t kCount = 10;
};

using Scores = std::array<double, Tied::kCount>;

class TiedScores {
public:
    explicit TiedScores(const PopulationMoments& moments);

    /// Fills the scores that are NaN; `fresh` holds an independent standard normal for each variable.
    void complete(Scores& scores, const Scores& fresh);

private:
    stats::GaussianCopula copula_;
    std::map<std::uint32_t, stats::ConditionalScores> by_pattern_;  // bit k: variable k is recorded
};

}  // namespace smallholder::completion
