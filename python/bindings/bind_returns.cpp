// SPDX-License-Identifier: Apache-2.0
/// Returns on spending for plain columns of flows: smallholder._core.returns, behind smallholder.returns.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "columns.hpp"
#include "smallholder/evaluate/cvar.hpp"
#include "smallholder/evaluate/returns_benefit_cost.hpp"
#include "smallholder/evaluate/returns_cost_effectiveness.hpp"
#include "smallholder/evaluate/returns_fieller.hpp"
#include "smallholder/evaluate/returns_irr.hpp"
#include "smallholder/evaluate/returns_mirr.hpp"
#include "smallholder/evaluate/returns_npv.hpp"
#include "smallholder/evaluate/returns_payback.hpp"
#include "smallholder/evaluate/returns_plane.hpp"
#include "smallholder/evaluate/returns_sroi.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
namespace {

std::string text_of(const returns::InternalRates& found) {
    std::string text = "InternalRates(rates=[";
    for (std::size_t i = 0; i < found.rates.size(); ++i) {
        text += (i > 0 ? ", " : "") + py::str("{:.6g}").format(found.rates[i]).cast<std::string>();
    }
    return text + "], unique=" + (found.unique ? "True" : "False") + ")";
}

/// Never, as a number that may be compared: infinitely many years.
double years_of(const std::optional<double>& years) {
    return years.value_or(std::numeric_limits<double>::infinity());
}

const char* shape_of(const returns::FiellerSet& set) {
    switch (set.shape) {
        case returns::FiellerSet::Shape::between:
            return "between";
        case returns::FiellerSet::Shape::outside:
            return "outside";
        case returns::FiellerSet::Shape::everything:
            break;
    }
    return "everything";
}

py::dict cost_per_outcome(const Column& costs, const Column& outcomes, double near_zero_share, Index resamples,
                          std::uint64_t seed) {
    const auto found =
        returns::cost_per_outcome(view(costs, "costs"), view(outcomes, "outcomes"),
                                  {.near_zero_share = near_zero_share, .resamples = resamples, .seed = seed});
    py::dict result;
    result["ratio_of_means"] = found.ratio_of_means;
    result["low"] = found.low;
    result["high"] = found.high;
    result["mean_of_ratios"] = found.mean_of_ratios;
    result["p5"] = found.p5;
    result["p50"] = found.p50;
    result["p95"] = found.p95;
    result["draws"] = found.draws;
    result["without_outcome"] = found.without_outcome;
    result["near_zero"] = found.near_zero;
    return result;
}

py::dict effectiveness_plane(const Column& costs, const Column& outcomes) {
    const auto plane = returns::effectiveness_plane(view(costs, "costs"), view(outcomes, "outcomes"));
    py::dict result;
    result["dearer_better"] = plane.dearer_better;
    result["cheaper_better"] = plane.cheaper_better;
    result["dearer_worse"] = plane.dearer_worse;
    result["cheaper_worse"] = plane.cheaper_worse;
    result["outcome_p5"] = plane.outcome_p5;
    result["outcome_p95"] = plane.outcome_p95;
    result["outcome_includes_zero"] = plane.outcome_includes_zero();
    return result;
}

/// One outcome of social_return: name, proxy, value, deadweight, attribution, displacement, drop_off.
using Outcome = std::tuple<std::string, std::string, Column, double, double, double, double>;

py::dict social_return(const std::vector<Outcome>& outcomes, const Column& inputs, double rate) {
    std::vector<returns::SocialOutcome> claims;
    for (const auto& [name, proxy, value, deadweight, attribution, displacement, drop_off] : outcomes) {
        const auto flows = view(value, "value");
        claims.push_back({name, proxy, {flows.begin(), flows.end()}, deadweight, attribution, displacement, drop_off});
    }
    const auto found = returns::social_return(claims, view(inputs, "inputs"), rate);
    py::dict result;
    result["ratio"] = found.ratio;
    result["outcomes"] = found.outcomes;
    result["inputs"] = found.inputs;
    py::list lines;
    for (const auto& line : found.lines) lines.append(py::make_tuple(line.name, line.proxy, line.present_value));
    result["lines"] = lines;
    return result;
}

std::pair<double, double> pair_of(const metrics::TailRisk& risk) {
    return {risk.value_at_risk, risk.cvar};
}

}  // namespace

void bind_returns(py::module_& parent) {
    py::module_ m = parent.def_submodule("returns", "Returns on spending; flows are columns, year 0 first.");

    m.def(
        "npv", [](double rate, const Column& flows) { return returns::npv(rate, view(flows, "flows")); },
        py::arg("rate"), py::arg("flows").noconvert());
    m.def(
        "npv_first_flow_in_year_one",
        [](double rate, const Column& flows) {
            return returns::npv_first_flow_in_year_one(rate, view(flows, "flows"));
        },
        py::arg("rate"), py::arg("flows").noconvert());
    m.def(
        "mirr",
        [](const Column& flows, double finance, double reinvest) {
            return returns::mirr(view(flows, "flows"), finance, reinvest);
        },
        py::arg("flows").noconvert(), py::arg("finance"), py::arg("reinvest"));
    m.def(
        "payback",
        [](const Column& flows, double rate) {
            const auto found = returns::payback(view(flows, "flows"), rate);
            return std::pair{years_of(found.first), years_of(found.lasting)};
        },
        py::arg("flows").noconvert(), py::arg("rate"), "First and lasting payback in years; infinity: never.");
    m.def(
        "benefit_cost",
        [](const Column& costs, const Column& benefits, double rate) {
            const auto found = returns::benefit_cost(view(costs, "costs"), view(benefits, "benefits"), rate);
            return std::tuple{found.benefits, found.costs, found.net, found.ratio, found.net_to_cost};
        },
        py::arg("costs").noconvert(), py::arg("benefits").noconvert(), py::arg("rate"),
        "Present values of benefits, costs and net; ratio; net to cost.");

    py::class_<returns::InternalRates>(m, "InternalRates", "Every rate at which a stream of flows breaks even.")
        .def_property_readonly("rates", [](const returns::InternalRates& found) { return column_of(found.rates); })
        .def_readonly("unique", &returns::InternalRates::unique)
        .def_property_readonly("none", &returns::InternalRates::none)
        .def_readonly("sign_changes", &returns::InternalRates::sign_changes)
        .def_readonly("cumulative_sign_changes", &returns::InternalRates::cumulative_sign_changes)
        .def("the_only_rate", &returns::InternalRates::the_only_rate)
        .def("__repr__", &text_of);
    m.def(
        "irr", [](const Column& flows) { return returns::irr(view(flows, "flows")); }, py::arg("flows").noconvert());

    m.def("social_return", &social_return, py::arg("outcomes"), py::arg("inputs").noconvert(), py::arg("rate"));
    m.def("cost_per_outcome", &cost_per_outcome, py::arg("costs").noconvert(), py::arg("outcomes").noconvert(),
          py::arg("near_zero_share"), py::arg("resamples"), py::arg("seed"));
    m.def("effectiveness_plane", &effectiveness_plane, py::arg("costs").noconvert(), py::arg("outcomes").noconvert());
    m.def(
        "fieller",
        [](const Column& costs, const Column& outcomes, double level) {
            const auto set = returns::fieller(view(costs, "costs"), view(outcomes, "outcomes"), level);
            return std::tuple{std::string(shape_of(set)), set.low, set.high};
        },
        py::arg("costs").noconvert(), py::arg("outcomes").noconvert(), py::arg("level"),
        "Shape (between, outside or everything), low and high.");

    m.def(
        "cvar",
        [](const Column& losses, double level, const Weights& weights) {
            return pair_of(metrics::cvar(view(losses, "losses"), level, view(weights)));
        },
        py::arg("losses").noconvert(), py::arg("level"), py::arg("weights").noconvert() = py::none(),
        "Value at risk and conditional value at risk.");
    m.def(
        "cvar_of_normal",
        [](double mean, double sd, double level) { return pair_of(metrics::cvar_of_normal(mean, sd, level)); },
        py::arg("mean"), py::arg("standard_deviation"), py::arg("level"));
    m.def(
        "mean_of_worst",
        [](const Column& outcomes, double share, const Weights& weights) {
            return metrics::mean_of_worst(view(outcomes, "outcomes"), share, view(weights));
        },
        py::arg("outcomes").noconvert(), py::arg("share"), py::arg("weights").noconvert() = py::none());
}

}  // namespace smallholder::bindings
