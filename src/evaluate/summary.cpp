// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/summary.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "finished.hpp"
#include "smallholder/stats/variance_components.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::evaluate {
namespace {

using simulate::Measure;
using simulate::Runs;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double reported_value(const Runs& runs, Index pair, Index arm, Index year, Index group, Index which) {
    if (which == kGini) return runs.gini[runs.cell(pair, arm, year, group)];
    if (which == kMedianIncome) return runs.median_income[runs.cell(pair, arm, year, group)];
    return runs.value(pair, arm, year, group, static_cast<Measure>(which));
}

}  // namespace

std::string_view reported_name(Index which) {
    if (which == kGini) return "gini";
    if (which == kMedianIncome) return "median_income";
    return simulate::kMeasureRows[static_cast<std::size_t>(which)].name;
}
std::string_view reported_unit(Index which) {
    if (which == kGini) return "1";
    if (which == kMedianIncome) return "USD/household";
    return simulate::kMeasureRows[static_cast<std::size_t>(which)].unit;
}
std::string_view reported_meaning(Index which) {
    if (which == kGini) return "Gini coefficient of income without own food over households";
    if (which == kMedianIncome) return "median of net household income without own food";
    return simulate::kMeasureRows[static_cast<std::size_t>(which)].meaning;
}

std::vector<YearlyRow> yearly(const Runs& runs) {
    const std::vector<Index> draws = finished_draws(runs);
    const Index replicates = runs.settings.replicates;
    const auto arms = static_cast<Index>(runs.arms.size()), groups = static_cast<Index>(runs.groups.size());
    std::vector<YearlyRow> rows;
    std::vector<double> all, means;
    for (Index arm = 0; arm < arms; ++arm)
        for (Index year = 0; year <= runs.years(); ++year)
            for (Index group = 0; group < groups; ++group)
                for (Index which = 0; which < kReported; ++which)
                    for (const bool change : {false, true}) {
                        if (change && arm == 0) continue;
                        all.clear();
                        means.clear();
                        for (const Index m : draws) {
                            double sum = 0.0;
                            for (Index r = 0; r < replicates; ++r) {
                                const Index pair = m * replicates + r;
                                double value = reported_value(runs, pair, arm, year, group, which);
                                if (change) value -= reported_value(runs, pair, 0, year, group, which);
                                all.push_back(value);
                                sum += value;
                            }
                            means.push_back(sum / static_cast<double>(replicates));
                        }
                        const Spread s = spread_of(means);
                        YearlyRow row{arm, year, group, which, change, s.mean, s.p5, s.p50, s.p95, kNaN, kNaN};
                        const bool usable = std::none_of(all.begin(), all.end(), [](double x) { return std::isnan(x); });
                        if (usable && draws.size() >= 2 && replicates >= 2) {
                            const auto parts = stats::variance_components(all, replicates);
                            row.parameter_variance = parts.parameter_variance;
                            row.stochastic_variance = parts.stochastic_variance;
                        }
                        rows.push_back(row);
                    }
    return rows;
}

std::vector<CostRow> costs(const Runs& runs) {
    const std::vector<Index> draws = finished_draws(runs);
    const Index replicates = runs.settings.replicates;
    std::vector<CostRow> rows;
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        std::vector<std::vector<Index>> parts{runs.arm_interventions[static_cast<std::size_t>(arm)]};
        for (const Index k : runs.arm_interventions[static_cast<std::size_t>(arm)]) parts.push_back({k});
        for (std::size_t part = 0; part < parts.size(); ++part)
            for (Index year = 0; year <= runs.years(); ++year) {
                std::vector<double> values;
                double enrolled = 0.0, served = 0.0;
                for (const Index m : draws) {
                    double cost = 0.0;
                    for (Index r = 0; r < replicates; ++r)
                        for (const Index k : parts[part]) {
                            const auto& s = runs.service_of(m * replicates + r, arm, k, year);
                            cost += s.cost / static_cast<double>(replicates);
                            if (part > 0) {
                                enrolled += s.enrolled / static_cast<double>(replicates) / static_cast<double>(draws.size());
                                served += s.served / static_cast<double>(replicates) / static_cast<double>(draws.size());
                            }
                        }
                    values.push_back(cost);
                }
                const Spread s = spread_of(values);
                rows.push_back({arm, part == 0 ? -1 : parts[part][0], year, s.mean, s.p5, s.p50, s.p95, part == 0 ? kNaN : enrolled,
                                part == 0 ? kNaN : served});
            }
    }
    return rows;
}

}  // namespace smallholder::evaluate
