// SPDX-License-Identifier: Apache-2.0
/// The welfare measures and weighted statistics that the Python package shows: smallholder._core.metrics.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cmath>
#include <string>
#include <vector>

#include "columns.hpp"
#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/gini.hpp"
#include "smallholder/evaluate/living_income.hpp"
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
