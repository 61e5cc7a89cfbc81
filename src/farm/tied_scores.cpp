// SPDX-License-Identifier: Apache-2.0
#include "tied_scores.hpp"

#include <cmath>
#include <vector>

namespace smallholder::completion {

namespace {

stats::GaussianCopula copula_of(const PopulationMoments& moments) {
    const std::vector<std::string> names{"area",    "wealth", "household_size", "school",    "pruning",
                                         "weeding", "mirid",  "black_pod",      "knowledge", "other_earnings"};
    std::vector<double> correlation(Tied::kCount * Tied::kCount, 0.0);
    const auto set = [&](int i, int j, double value) {
        correlation[static_cast<std::size_t>(i) * Tied::kCount + static_cast<std::size_t>(j)] = value;
        correlation[static_cast<std::size_t>(j) * Tied::kCount + static_cast<std::size_t>(i)] = value;
    };
    for (int i = 0; i < static_cast<int>(Tied::kCount); ++i) set(i, i, 1.0);

    const auto ranks = [](double value) { return stats::score_correlation(value); };
    set(Tied::area, Tied::wealth, ranks(moments.correlation_area_wealth));
    set(Tied::area, Tied::household_size, ranks(moments.correlation_area_size));
    // Both are lognormal, so that the correlation of logarithms is that of the scores.
    set(Tied::area, Tied::other_earnings, moments.correlation_other_area);
    for (int k = Tied::pruning; k <= Tied::black_pod; ++k) {
        set(k, Tied::school, ranks(moments.correlation_school_practice));
        set(k, Tied::knowledge, ranks(moments.correlation_knowledge_practice));
        for (int l = Tied::pruning; l < k; ++l) set(k, l, ranks(moments.correlation_practice_practice));
    }
    return {names, std::move(correlation), "correlations of the population's moments"};
}

}  // namespace

TiedScores::TiedScores(const PopulationMoments& moments) : copula_(copula_of(moments)) {}

void TiedScores::complete(Scores& scores, const Scores& fresh) {
    std::uint32_t pattern = 0;
    std::array<std::uint8_t, Tied::kCount> observed{};
    for (std::size_t k = 0; k < scores.size(); ++k) {
        observed[k] = !std::isnan(scores[k]);
        pattern |= static_cast<std::uint32_t>(observed[k]) << k;
    }
    auto found = by_pattern_.find(pattern);
    if (found == by_pattern_.end()) found = by_pattern_.emplace(pattern, copula_.given(observed)).first;
    found->second.complete(fresh, scores);
}

}  // namespace smallholder::completion
