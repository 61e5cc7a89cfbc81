// SPDX-License-Identifier: Apache-2.0
#include "finished.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallholder/core/errors.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::evaluate {

std::vector<Index> finished_draws(const simulate::Runs& runs) {
    std::vector<Index> draws;
    const Index replicates = runs.settings.replicates;
    for (Index m = 0; m < runs.settings.draws; ++m) {
        bool all = true;
        for (Index r = 0; r < replicates; ++r) all = all && runs.finished[static_cast<std::size_t>(m * replicates + r)];
        if (all) draws.push_back(m);
    }
    if (draws.empty())
        throw NumericalError("no draw was finished", "evaluate", "Let the run go on for longer, or ask for fewer households or years");
    return draws;
}

namespace {

/// Of sorted values, of which the last may be infinite: between a finite value and an infinite one lies an infinite one.
double quantile(const std::vector<double>& sorted, double p) {
    const double below = sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))];
    return std::isinf(below) ? below : stats::quantile_type7(sorted, p);
}

}  // namespace

Spread spread_of(std::vector<double> values) {
    std::erase_if(values, [](double x) { return std::isnan(x); });
    if (values.empty()) {
        const double none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, none, none};
    }
    std::sort(values.begin(), values.end());
    double sum = 0.0;
    for (const double x : values) sum += x;
    return {sum / static_cast<double>(values.size()), quantile(values, 0.05), quantile(values, 0.50), quantile(values, 0.95)};
}

}  // namespace smallholder::evaluate
