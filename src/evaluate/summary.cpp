// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/summary.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "smallholder/core/errors.hpp"
#include "smallholder/evaluate/returns_benefit_cost.hpp"
#include "smallholder/stats/variance_components.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::evaluate {
namespace {

using simulate::Measure;
using simulate::Runs;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<Index> finished_draws(const Runs& runs) {
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

double reported_value(const Runs& runs, Index pair, Index arm, Index year, Index group, Index which) {
    if (which == kGini) return runs.gini[runs.cell(pair, arm, year, group)];
    if (which == kMedianIncome) return runs.median_income[runs.cell(pair, arm, year, group)];
    return runs.value(pair, arm, year, group, static_cast<Measure>(which));
}

struct Spread {
    double mean, p5, p50, p95;
};

/// Mean and quantiles (type 7) of those values that are numbers.
Spread spread_of(std::vector<double> values) {
    std::erase_if(values, [](double x) { return std::isnan(x); });
    if (values.empty()) return {kNaN, kNaN, kNaN, kNaN};
    std::sort(values.begin(), values.end());
    double sum = 0.0;
    for (const double x : values) sum += x;
    return {sum / static_cast<double>(values.size()), stats::quantile_type7(values, 0.05), stats::quantile_type7(values, 0.50),
            stats::quantile_type7(values, 0.95)};
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

std::vector<ReturnsRow> returns(const Runs& runs, const ReturnsSettings& settings) {
    const std::vector<Index> draws = finished_draws(runs);
    const Index replicates = runs.settings.replicates;
    const int years = runs.years();
    const auto length = static_cast<std::size_t>(years + 1);
    std::vector<ReturnsRow> rows;
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        // One value per finished draw, replicates averaged before any ratio is formed.
        std::vector<std::vector<double>> values;
        std::vector<ReturnsRow> heads;
        auto declare = [&](const char* perspective, const char* metric, const char* unit) {
            heads.push_back({arm, perspective, metric, unit, 0, 0, 0, 0, 0});
            values.emplace_back();
            return values.size() - 1;
        };
        const auto cost = declare("programme", "cost", "USD"), cost_pv = declare("programme", "cost_present_value", "USD"),
                   reached = declare("programme", "households_reached", "households"),
                   per_reached = declare("programme", "cost_per_household_reached", "USD/household"),
                   lifted = declare("programme", "households_lifted_to_benchmark", "households"),
                   per_lifted = declare("programme", "cost_per_household_lifted_to_benchmark", "USD/household"),
                   per_gap = declare("programme", "cost_per_usd_of_gap_closed", "USD/USD"),
                   benefit = declare("farmers", "benefit_present_value", "USD"),
                   benefit_labour = declare("farmers", "benefit_present_value_labour_charged", "USD"),
                   per_household = declare("farmers", "income_gain_per_household_year", "USD/household/year"),
                   net = declare("society", "net_present_value", "USD"),
                   net_labour = declare("society", "net_present_value_labour_charged", "USD"),
                   ratio = declare("society", "benefit_cost_ratio", "1"),
                   ratio_labour = declare("society", "benefit_cost_ratio_labour_charged", "1"),
                   net_to_cost = declare("society", "net_benefit_to_cost", "1");
        for (const Index m : draws) {
            std::vector<double> c(length, 0.0), b(length, 0.0), bl(length, 0.0), g(length, 0.0);
            double enrolled = 0.0, share = 0.0;
            for (Index r = 0; r < replicates; ++r) {
                const Index pair = m * replicates + r;
                const double scale = runs.represents / static_cast<double>(replicates);
                auto gain = [&](Index year, Measure what) {
                    return scale * (runs.value(pair, arm, year, 0, what) - runs.value(pair, 0, year, 0, what));
                };
                for (Index year = 0; year <= years; ++year) {
                    const auto t = static_cast<std::size_t>(year);
                    b[t] += gain(year, Measure::income_with_food);
                    bl[t] += gain(year, Measure::income_with_food_after_labour);
                    g[t] -= gain(year, Measure::gap_usd);
                    for (const Index k : runs.arm_interventions[static_cast<std::size_t>(arm)])
                        c[t] += runs.service_of(pair, arm, k, year).cost / static_cast<double>(replicates);
                }
                share += gain(years, Measure::reaching_benchmark);
                enrolled += runs.reached[static_cast<std::size_t>(pair * static_cast<Index>(runs.arms.size()) + arm)] /
                            static_cast<double>(replicates);
            }
            const double total = [&] {
                double sum = 0.0;
                for (const double x : c) sum += x;
                return sum;
            }();
            const double pv_cost = returns::npv(settings.discount_rate, c);
            const double pv_benefit = returns::npv(settings.discount_rate, b);
            const double pv_labour = returns::npv(settings.discount_rate, bl);
            const double pv_gap = returns::npv(settings.discount_rate, g);
            auto over = [](double top, double bottom) { return bottom > 0.0 ? top / bottom : kNaN; };
            values[cost].push_back(total);
            values[cost_pv].push_back(pv_cost);
            values[reached].push_back(enrolled);
            values[per_reached].push_back(over(total, enrolled));
            values[lifted].push_back(share);
            values[per_lifted].push_back(over(pv_cost, share));
            values[per_gap].push_back(over(pv_cost, pv_gap));
            values[benefit].push_back(pv_benefit);
            values[benefit_labour].push_back(pv_labour);
            double mean_gain = 0.0;
            for (std::size_t t = 1; t < length; ++t) mean_gain += b[t];
            values[per_household].push_back(mean_gain / runs.represents / std::max(1, years));
            values[net].push_back(pv_benefit - pv_cost);
            values[net_labour].push_back(pv_labour - pv_cost);
            values[ratio].push_back(over(pv_benefit, pv_cost));
            values[ratio_labour].push_back(over(pv_labour, pv_cost));
            values[net_to_cost].push_back(over(pv_benefit - pv_cost, pv_cost));
        }
        for (std::size_t v = 0; v < heads.size(); ++v) {
            const Spread s = spread_of(values[v]);
            ReturnsRow row = heads[v];
            row.mean = s.mean;
            row.p5 = s.p5;
            row.p50 = s.p50;
            row.p95 = s.p95;
            const auto undefined = std::count_if(values[v].begin(), values[v].end(), [](double x) { return std::isnan(x); });
            row.undefined_share = static_cast<double>(undefined) / static_cast<double>(values[v].size());
            rows.push_back(row);
        }
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
