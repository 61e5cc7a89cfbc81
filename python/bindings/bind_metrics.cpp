// SPDX-License-Identifier: Apache-2.0
/// The welfare measures and weighted statistics that the Python package shows: smallholder._core.metrics.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "columns.hpp"
#include "smallholder/evaluate/atkinson.hpp"
#include "smallholder/evaluate/chronic_poverty.hpp"
#include "smallholder/evaluate/decomposition.hpp"
#include "smallholder/evaluate/entropy.hpp"
#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/general_mean.hpp"
#include "smallholder/evaluate/gini.hpp"
#include "smallholder/evaluate/growth_incidence.hpp"
#include "smallholder/evaluate/living_income.hpp"
#include "smallholder/evaluate/lorenz.hpp"
#include "smallholder/evaluate/mobility.hpp"
#include "smallholder/evaluate/resilience.hpp"
#include "smallholder/evaluate/sen_shorrocks_thon.hpp"
#include "smallholder/evaluate/watts.hpp"
#include "smallholder/stats/weighted.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
namespace {

py::dict living_income(const Column& income, const LineOrLines& benchmark, const Weights& weights) {
    const auto found = metrics::living_income(view(income, "income"), view(benchmark, "benchmark"), view(weights));
    py::dict result;
    result["households"] = found.households;
    result["households_below"] = found.households_below;
    result["share_reaching"] = found.share_reaching;
    result["share_below"] = found.share_below;
    result["mean_gap_all"] = found.mean_gap_all;
    result["mean_gap_below"] = found.mean_gap_below;
    result["gap_of_mean"] = found.gap_of_mean;
    result["gap_of_median"] = found.gap_of_median;
    result["mean_ratio"] = found.mean_ratio;
    result["median_ratio"] = found.median_ratio;
    result["money_gap_total"] = found.money_gap_total;
    result["money_gap_mean"] = found.money_gap_mean;
    return result;
}

/// How far the survey's luck in drawing households may have moved three figures: one standard error each.
py::dict living_income_standard_errors(const Column& income, const LineOrLines& benchmark, const Weights& weights) {
    const auto incomes = view(income, "income");
    const auto lines = view(benchmark, "benchmark");
    if (lines.per_household() && lines.size() != incomes.size()) {
        throw RangeError(
            std::to_string(lines.size()) + " benchmarks for " + std::to_string(incomes.size()) + " households",
            "living_income_standard_errors", "Pass one benchmark per household, or one for all");
    }
    // A household's own headcount and gap, so that the measure itself is written down once only.
    std::vector<double> below(incomes.size()), gap(incomes.size());
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        below[i] = metrics::fgt(incomes.subspan(i, 1), lines[i], 0.0);
        gap[i] = metrics::fgt(incomes.subspan(i, 1), lines[i], 1.0);
    }
    py::dict result;
    result["mean_income"] = stats::weighted_standard_error(incomes, view(weights));
    result["share_reaching"] = stats::weighted_standard_error(below, view(weights));
    result["mean_gap_all"] = stats::weighted_standard_error(gap, view(weights));
    return result;
}

metrics::NonPositiveRule rule_of(const std::string& kind, double floor) {
    if (kind == "drop") return metrics::NonPositiveRule::drop();
    if (kind == "floor") return metrics::NonPositiveRule::floor_at(floor);
    return metrics::NonPositiveRule::refuse();
}

using Measured = std::tuple<double, Index, double>;  // the measure, households adjusted, their share of the weight

Measured measured(const metrics::Inequality& found) {
    return {found.value, found.adjusted, found.adjusted_share};
}

std::vector<Index> labels_of(const py::array_t<std::int64_t, py::array::c_style>& groups) {
    return {groups.data(), groups.data() + groups.size()};
}

py::tuple by_group(const std::vector<metrics::GroupPoverty>& groups) {
    py::list rows;
    for (const auto& g : groups) {
        rows.append(py::make_tuple(g.group, g.households, g.population_share, g.value, g.contribution));
    }
    return py::tuple(rows);
}

py::dict inequality_by_group(const Column& values, double c,
                             const py::array_t<std::int64_t, py::array::c_style>& groups, const Weights& weights,
                             const std::string& rule, double floor) {
    const auto found =
        metrics::inequality_by_group(view(values, "values"), c, labels_of(groups), view(weights), rule_of(rule, floor));
    py::list rows;
    for (const auto& g : found.groups) {
        rows.append(py::make_tuple(g.group, g.households, g.population_share, g.income_share, g.value, g.contribution));
    }
    py::dict result;
    result["total"] = found.total;
    result["within"] = found.within;
    result["between"] = found.between;
    result["groups"] = rows;
    result["adjusted"] = found.adjusted;
    return result;
}

using Curve = std::tuple<Column, Column, Index>;  // population, growth, undefined points

Curve curve_of(const metrics::GrowthIncidence& found) {
    return {column_of(found.population), column_of(found.growth), found.undefined};
}

py::dict recovery_times(const metrics::RecoveryTimes& found) {
    py::dict result;
    result["shocks"] = found.shocks;
    result["recovered"] = found.recovered;
    result["within"] = column_of(found.within);
    result["median"] = found.median.value_or(std::numeric_limits<double>::infinity());
    return result;
}

}  // namespace

void bind_metrics(py::module_& parent) {
    py::module_ m = parent.def_submodule("metrics", "Welfare measures and weighted statistics.");

    m.def("living_income", &living_income, py::arg("income").noconvert(), py::arg("benchmark").noconvert(),
          py::arg("weights").noconvert() = py::none(),
          "Who reaches the benchmark and what the others lack; see smallholder/evaluate/living_income.hpp.");
    m.def("living_income_standard_errors", &living_income_standard_errors, py::arg("income").noconvert(),
          py::arg("benchmark").noconvert(), py::arg("weights").noconvert() = py::none(),
          "Sampling standard errors of the mean income, the share reaching and the mean gap over all; "
          "at least two households.");
    m.def(
        "fgt",
        [](const Column& values, const LineOrLines& line, double alpha, const Weights& weights) {
            return metrics::fgt(view(values, "values"), view(line, "line"), alpha, view(weights));
        },
        py::arg("values").noconvert(), py::arg("line").noconvert(), py::arg("alpha"),
        py::arg("weights").noconvert() = py::none(),
        "Foster-Greer-Thorbecke: alpha 0 headcount, 1 gap, 2 squared gap.");
    m.def(
        "gini",
        [](const Column& values, const Weights& weights) {
            return metrics::gini(view(values, "values"), view(weights)).value;
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert() = py::none(),
        "The Gini coefficient; losses are kept.");
    m.def(
        "gini_and_counts",
        [](const Column& values, const Weights& weights, bool small_sample) {
            const auto found = metrics::gini(view(values, "values"), view(weights));
            return Measured{small_sample ? found.small_sample() : found.value, found.negatives, found.negatives_share};
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert(), py::arg("small_sample"),
        "The Gini coefficient; how many incomes are negative, and their share of the weight.");
    m.def(
        "watts",
        [](const Column& values, const LineOrLines& line, const Weights& weights) {
            const auto found = metrics::watts(view(values, "values"), view(line, "line"), view(weights));
            return Measured{found.value, found.floored, found.floored_share};
        },
        py::arg("values").noconvert(), py::arg("line").noconvert(), py::arg("weights").noconvert() = py::none(),
        "The Watts index; how many incomes were raised to z/100, and their share of the weight.");
    m.def(
        "sen_shorrocks_thon",
        [](const Column& values, const LineOrLines& line, const Weights& weights) {
            return metrics::sen_shorrocks_thon(view(values, "values"), view(line, "line"), view(weights));
        },
        py::arg("values").noconvert(), py::arg("line").noconvert(), py::arg("weights").noconvert() = py::none());
    m.def(
        "generalised_entropy",
        [](const Column& values, double c, const Weights& weights, const std::string& rule, double floor) {
            return measured(
                metrics::generalised_entropy(view(values, "values"), c, view(weights), rule_of(rule, floor)));
        },
        py::arg("values").noconvert(), py::arg("c"), py::arg("weights").noconvert(), py::arg("rule"), py::arg("floor"));
    m.def(
        "atkinson",
        [](const Column& values, double epsilon, const Weights& weights, const std::string& rule, double floor) {
            return measured(metrics::atkinson(view(values, "values"), epsilon, view(weights), rule_of(rule, floor)));
        },
        py::arg("values").noconvert(), py::arg("epsilon"), py::arg("weights").noconvert(), py::arg("rule"),
        py::arg("floor"));
    m.def(
        "general_mean",
        [](const Column& values, double order, const Weights& weights) {
            return metrics::general_mean(view(values, "values"), order, view(weights));
        },
        py::arg("values").noconvert(), py::arg("order"), py::arg("weights").noconvert() = py::none());

    py::class_<metrics::LorenzCurve>(m, "LorenzCurve", "Points of a Lorenz curve, poorest first.")
        .def_property_readonly("population", [](const metrics::LorenzCurve& c) { return column_of(c.population); })
        .def_property_readonly("income", [](const metrics::LorenzCurve& c) { return column_of(c.income); })
        .def_readonly("negatives", &metrics::LorenzCurve::negatives)
        .def("at", &metrics::LorenzCurve::at, py::arg("p"));
    m.def(
        "lorenz",
        [](const Column& values, const Weights& weights) {
            return metrics::lorenz(view(values, "values"), view(weights));
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert() = py::none());

    m.def(
        "growth_incidence",
        [](const Column& before, const Column& after, Index points, const Weights& weights_before,
           const Weights& weights_after) {
            return curve_of(metrics::growth_incidence(view(before, "before"), view(after, "after"), points,
                                                      view(weights_before), view(weights_after)));
        },
        py::arg("before").noconvert(), py::arg("after").noconvert(), py::arg("points"),
        py::arg("weights_before").noconvert(), py::arg("weights_after").noconvert());
    m.def(
        "growth_incidence_panel",
        [](const Column& before, const Column& after, Index points, const Weights& weights) {
            return curve_of(
                metrics::growth_incidence_panel(view(before, "before"), view(after, "after"), points, view(weights)));
        },
        py::arg("before").noconvert(), py::arg("after").noconvert(), py::arg("points"), py::arg("weights").noconvert());
    m.def(
        "pro_poor_growth",
        [](const std::vector<double>& population, const std::vector<double>& growth, double headcount) {
            return metrics::pro_poor_growth({.population = population, .growth = growth}, headcount).rate;
        },
        py::arg("population"), py::arg("growth"), py::arg("headcount"));

    m.def(
        "fgt_by_group",
        [](const Column& values, const LineOrLines& line, double alpha,
           const py::array_t<std::int64_t, py::array::c_style>& groups, const Weights& weights) {
            return by_group(metrics::fgt_by_group(view(values, "values"), view(line, "line"), alpha, labels_of(groups),
                                                  view(weights)));
        },
        py::arg("values").noconvert(), py::arg("line").noconvert(), py::arg("alpha"), py::arg("groups").noconvert(),
        py::arg("weights").noconvert() = py::none(),
        "Rows of group, households, population_share, value, contribution.");
    m.def("inequality_by_group", &inequality_by_group, py::arg("values").noconvert(), py::arg("c"),
          py::arg("groups").noconvert(), py::arg("weights").noconvert(), py::arg("rule"), py::arg("floor"));
    m.def(
        "growth_and_redistribution",
        [](const Column& before, const Column& after, const LineOrLines& line, double alpha,
           const Weights& weights_before, const Weights& weights_after) {
            const auto change =
                metrics::growth_and_redistribution(view(before, "before"), view(after, "after"), view(line, "line"),
                                                   alpha, view(weights_before), view(weights_after));
            return std::tuple{change.total, change.growth, change.redistribution};
        },
        py::arg("before").noconvert(), py::arg("after").noconvert(), py::arg("line").noconvert(), py::arg("alpha"),
        py::arg("weights_before").noconvert(), py::arg("weights_after").noconvert());

    m.def(
        "line_mobility",
        [](const Column& before, const Column& after, const LineOrLines& line_before, const LineOrLines& line_after,
           const Weights& weights) {
            const auto t =
                metrics::line_mobility(view(before, "before"), view(after, "after"), view(line_before, "line"),
                                       view(line_after, "line_after"), view(weights));
            return std::tuple{t.stayed_below, t.rose, t.fell, t.stayed_above, t.exit_rate, t.entry_rate};
        },
        py::arg("before").noconvert(), py::arg("after").noconvert(), py::arg("line_before").noconvert(),
        py::arg("line_after").noconvert(), py::arg("weights").noconvert());
    m.def(
        "falling_risk",
        [](const Column& incomes, Index years, const LineOrLines& line, Index horizon, const Weights& weights) {
            const auto found =
                metrics::falling_risk({view(incomes, "incomes"), years}, view(line, "line"), horizon, view(weights));
            return std::tuple{found.probability, found.starts, found.falls};
        },
        py::arg("incomes").noconvert(), py::arg("years"), py::arg("line").noconvert(), py::arg("horizon"),
        py::arg("weights").noconvert());
    m.def(
        "recovery_above_line",
        [](const Column& incomes, Index years, const LineOrLines& line, const Weights& weights) {
            return recovery_times(
                metrics::recovery_above_line({view(incomes, "incomes"), years}, view(line, "line"), view(weights)));
        },
        py::arg("incomes").noconvert(), py::arg("years"), py::arg("line").noconvert(), py::arg("weights").noconvert());
    m.def(
        "recovery_of_income",
        [](const Column& incomes, Index years, double drop, double back, const Weights& weights) {
            return recovery_times(
                metrics::recovery_of_income({view(incomes, "incomes"), years}, drop, back, view(weights)));
        },
        py::arg("incomes").noconvert(), py::arg("years"), py::arg("drop"), py::arg("back"),
        py::arg("weights").noconvert());
    m.def(
        "chronic_poverty",
        [](const Column& incomes, Index years, const LineOrLines& line, double alpha, const Weights& weights) {
            const auto found =
                metrics::chronic_poverty({view(incomes, "incomes"), years}, view(line, "line"), alpha, view(weights));
            return std::tuple{found.total, found.chronic, found.transient, found.chronic_share};
        },
        py::arg("incomes").noconvert(), py::arg("years"), py::arg("line").noconvert(), py::arg("alpha"),
        py::arg("weights").noconvert());

    m.def(
        "weighted_mean",
        [](const Column& values, const Weights& weights) {
            return stats::weighted_mean(view(values, "values"), view(weights));
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert() = py::none());
    m.def(
        "weighted_standard_deviation",
        [](const Column& values, const Weights& weights) {
            return std::sqrt(stats::weighted_variance(view(values, "values"), view(weights)));
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert() = py::none());
    m.def(
        "weighted_standard_error",
        [](const Column& values, const Weights& weights) {
            return stats::weighted_standard_error(view(values, "values"), view(weights));
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert() = py::none(),
        "Sampling standard error of the weighted mean.");
    m.def(
        "weighted_quantile",
        [](const Column& values, const Weights& weights, double p) {
            return stats::weighted_quantile(view(values, "values"), view(weights), p);
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert(), py::arg("p"),
        "Type 7 when all weights are equal; weights may be None.");
    m.def(
        "weighted_quantiles",
        [](const Column& values, const Weights& weights, const std::vector<double>& probabilities) {
            return stats::weighted_quantiles(view(values, "values"), view(weights), probabilities);
        },
        py::arg("values").noconvert(), py::arg("weights").noconvert(), py::arg("probabilities"));
    m.def(
        "effective_sample_size",
        [](const Column& weights) { return stats::effective_sample_size(view(weights, "weights")); },
        py::arg("weights").noconvert(), "Kish: how many equally weighted households know as much.");
}

}  // namespace smallholder::bindings
