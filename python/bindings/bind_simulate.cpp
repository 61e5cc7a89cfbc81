// SPDX-License-Identifier: Apache-2.0
/// Runs: started without holding up Python, stopped by Ctrl-C, and handed over without copying.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "columns.hpp"
#include "programme_dict.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/evaluate/summary.hpp"
#include "smallholder/io/programme_plan.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/run.hpp"
#include "waiting.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {

simulate::RunSettings settings_from(const py::dict& dict) {
    simulate::RunSettings settings;
    settings.years = py::cast<int>(dict["years"]);
    settings.draws = py::cast<int>(dict["draws"]);
    settings.replicates = py::cast<int>(dict["replicates"]);
    settings.seed = py::cast<std::uint64_t>(dict["seed"]);
    settings.threads = py::cast<int>(dict["threads"]);
    settings.block_households = py::cast<Index>(dict["block_households"]);
    settings.anchor = py::cast<bool>(dict["anchor"]);
    settings.drawn_parameters = py::cast<bool>(dict["draw_parameters"]);
    settings.village_coupling = py::cast<bool>(dict["village_coupling"]);
    settings.comparators = py::cast<bool>(dict["comparators"]);
    settings.record_households = py::cast<bool>(dict["record_households"]);
    settings.panel_draws = py::cast<int>(dict["panel_draws"]);
    settings.panel_households = py::cast<Index>(dict["panel_households"]);
    const auto regime = py::cast<std::string>(dict["regime"]);
    if (regime != "regulated" && regime != "liberal")
        throw ProgrammeError("there is no price regime \"" + regime + "\"", "simulate", "Use \"regulated\" or \"liberal\"");
    settings.regime = regime == "liberal" ? market::Regime::liberal : market::Regime::regulated;
    const auto answer = py::cast<std::string>(dict["market_answer"]);
    if (answer != "automatic" && answer != "on" && answer != "off")
        throw ProgrammeError("the market's answer cannot be \"" + answer + "\"", "simulate", "Use \"automatic\", \"on\" or \"off\"");
    settings.market_answer = answer == "on"    ? simulate::MarketAnswer::on
                             : answer == "off" ? simulate::MarketAnswer::off
                                               : simulate::MarketAnswer::automatic;
    const auto process = py::cast<std::string>(dict["price_process"]);
    if (process != "mean_reverting" && process != "persistent")
        throw ProgrammeError("the price process cannot be \"" + process + "\"", "simulate", "Use \"mean_reverting\" or \"persistent\"");
    settings.price_process = process == "persistent" ? market::PriceProcess::persistent : market::PriceProcess::mean_reverting;
    return settings;
}

namespace {

using simulate::Runs;
using simulate::RunSettings;

/// Gives the runs and whether they were cut short. Cut short before any draw was finished is a KeyboardInterrupt.
py::tuple run(const Population& population, const ParameterTable& table, const py::dict& programme, const py::dict& settings_dict,
              const py::object& on_progress) {
    const RunSettings settings = settings_from(settings_dict);
    const io::ProgrammeFile file = programme_from(programme);
    Programme plan = io::plan_of(file);
    attach_code(programme, plan);
    const Index total = static_cast<Index>(settings.draws) * settings.replicates;
    simulate::Progress progress;
    Runs runs;
    bool interrupted = wait_for([&] { runs = simulate::simulate(population, table, plan, settings, &progress); }, progress, total, on_progress);
    if (interrupted && runs.finished_draws() == runs.settings.draws) interrupted = false;
    if (interrupted && runs.finished_draws() == 0) {
        PyErr_SetString(PyExc_KeyboardInterrupt, "interrupted before the first draw was finished");
        throw py::error_already_set();
    }
    if (!on_progress.is_none()) on_progress(progress.done.load(), total);
    return py::make_tuple(py::cast(std::move(runs)), interrupted);
}

/// A column of the runs as a read-only array that keeps them alive.
template <class T>
py::array view(const py::object& owner, const std::vector<T>& values, const std::vector<py::ssize_t>& shape) {
    py::array_t<T> array(shape, values.data(), owner);
    array.attr("flags").attr("writeable") = false;
    return array;
}

std::vector<py::ssize_t> shape_of(const Runs& runs, std::initializer_list<std::size_t> more) {
    std::vector<py::ssize_t> shape{runs.settings.draws, runs.settings.replicates};
    for (const std::size_t length : more) shape.push_back(static_cast<py::ssize_t>(length));
    return shape;
}

std::size_t length(const Runs& runs) {
    return static_cast<std::size_t>(runs.years()) + 1;
}

std::string digits_of(const simulate::StateHash& hash) {
    std::array<char, 33> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high),
                  static_cast<unsigned long long>(hash.low));
    return digits.data();
}

py::dict yearly(const Runs& runs) {
    using Row = evaluate::YearlyRow;
    const std::vector<Row> rows = evaluate::yearly(runs);
    return py::dict("arm"_a = column(rows, &Row::arm), "year"_a = column(rows, &Row::year), "group"_a = column(rows, &Row::group),
                    "metric"_a = column(rows, &Row::reported), "change"_a = column(rows, &Row::change), "mean"_a = column(rows, &Row::mean),
                    "p5"_a = column(rows, &Row::p5), "p50"_a = column(rows, &Row::p50), "p95"_a = column(rows, &Row::p95),
                    "parameter_variance"_a = column(rows, &Row::parameter_variance),
                    "stochastic_variance"_a = column(rows, &Row::stochastic_variance));
}

py::dict returns_of(const Runs& runs, double discount_rate) {
    using Row = evaluate::ReturnsRow;
    const std::vector<Row> rows = evaluate::returns(runs, {discount_rate});
    py::list perspective, metric, unit;
    for (const Row& row : rows) {
        perspective.append(row.perspective);
        metric.append(row.metric);
        unit.append(row.unit);
    }
    return py::dict("arm"_a = column(rows, &Row::arm), "perspective"_a = perspective, "metric"_a = metric, "unit"_a = unit,
                    "mean"_a = column(rows, &Row::mean), "p5"_a = column(rows, &Row::p5), "p50"_a = column(rows, &Row::p50),
                    "p95"_a = column(rows, &Row::p95), "undefined_share"_a = column(rows, &Row::undefined_share));
}

py::dict costs(const Runs& runs) {
    using Row = evaluate::CostRow;
    const std::vector<Row> rows = evaluate::costs(runs);
    return py::dict("arm"_a = column(rows, &Row::arm), "intervention"_a = column(rows, &Row::intervention),
                    "year"_a = column(rows, &Row::year), "mean"_a = column(rows, &Row::mean), "p5"_a = column(rows, &Row::p5),
                    "p50"_a = column(rows, &Row::p50), "p95"_a = column(rows, &Row::p95), "enrolled"_a = column(rows, &Row::enrolled),
                    "served"_a = column(rows, &Row::served));
}

/// What anchoring found, a column per figure: draws x replicates.
py::dict anchor(const Runs& runs) {
    using Report = simulate::AnchorReport;
    const auto shape = shape_of(runs, {});
    const auto figure = [&](double Report::*member) { return column(runs.anchor, member).reshape(shape); };
    return py::dict("recorded_yield"_a = figure(&Report::recorded_yield), "model_yield"_a = figure(&Report::model_yield),
                    "recorded_income"_a = figure(&Report::recorded_income), "model_income"_a = figure(&Report::model_income),
                    "permanent_share"_a = figure(&Report::permanent_share), "mean_residual"_a = figure(&Report::mean_residual),
                    "reaching_recorded"_a = figure(&Report::reaching_recorded), "reaching_model"_a = figure(&Report::reaching_model));
}

py::dict metric_dict(std::string_view name, std::string_view unit, std::string_view meaning, bool over_persons) {
    return py::dict("name"_a = std::string(name), "unit"_a = std::string(unit), "meaning"_a = std::string(meaning),
                    "over"_a = over_persons ? "persons" : "households");
}

py::list metrics_list() {
    py::list rows;
    for (Index which = 0; which < evaluate::kReported; ++which) {
        const bool persons = which < static_cast<Index>(simulate::kMeasures) &&
                             simulate::kMeasureRows[static_cast<std::size_t>(which)].over == simulate::Over::persons;
        rows.append(metric_dict(evaluate::reported_name(which), evaluate::reported_unit(which), evaluate::reported_meaning(which), persons));
    }
    return rows;
}

/// Arrays over draw, replicate, ... of the panel's households; places are those in the population.
py::object panel(const py::object& self) {
    const auto& runs = py::cast<const Runs&>(self);
    const simulate::Panel& kept = runs.panel;
    if (kept.households.empty()) return py::none();
    const py::ssize_t n = kept.count();
    const auto reach = [&](const std::vector<char>& who) {
        py::array_t<bool> made({static_cast<py::ssize_t>(kept.draws), static_cast<py::ssize_t>(kept.replicates),
                                static_cast<py::ssize_t>(kept.interventions), n});
        std::ranges::transform(who, made.mutable_data(), [](char is) { return is != 0; });
        return made;
    };
    py::list groupings;
    for (const Grouping& grouping : kept.groupings)
        groupings.append(py::make_tuple(grouping.name, grouping.groups, py::array_t<std::int32_t>(n, grouping.code.data())));
    return py::dict("household"_a = view(self, kept.households, {n}), "weight"_a = view(self, kept.weight, {n}),
                    "benchmark"_a = view(self, kept.benchmark, {kept.draws, n}), "offered"_a = reach(kept.offered),
                    "enrolled"_a = reach(kept.enrolled), "groupings"_a = groupings,
                    "values"_a = view(self, kept.values,
                                      {kept.draws, kept.replicates, kept.arms, static_cast<py::ssize_t>(length(runs)),
                                       static_cast<py::ssize_t>(simulate::kPanelColumns), n}));
}

py::list panel_columns() {
    py::list rows;
    for (const simulate::PanelRow& row : simulate::kPanelRows)
        rows.append(py::dict("name"_a = std::string(row.name), "unit"_a = std::string(row.unit), "meaning"_a = std::string(row.meaning)));
    return rows;
}

void bind_runs(py::module_& m) {
    py::class_<Runs>(m, "Runs", "What a run produced; see smallholder/simulate/run.hpp.")
        .def_property_readonly("arms", [](const Runs& runs) { return runs.arms; })
        .def_property_readonly("arm_roles",
                               [](const Runs& runs) {
                                   std::vector<std::string> roles;
                                   for (const simulate::ArmRole role : runs.arm_role) roles.emplace_back(simulate::name_of(role));
                                   return roles;
                               })
        .def_property_readonly("arm_of", [](const Runs& runs) { return runs.arm_of; })
        .def_property_readonly("market_answers", [](const Runs& runs) { return runs.market_answers; })
        .def_property_readonly("price_factor",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.price_factor, shape_of(runs, {runs.arms.size(), length(runs)}));
                               })
        .def_property_readonly("panel_gap",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.panel_gap, shape_of(runs, {}));
                               })
        .def_property_readonly("interventions", [](const Runs& runs) { return runs.interventions; })
        .def_property_readonly("arm_interventions", [](const Runs& runs) { return runs.arm_interventions; })
        .def_property_readonly("groups",
                               [](const Runs& runs) {
                                   py::list groups;
                                   for (const auto& group : runs.groups) groups.append(py::make_tuple(group.grouping, group.name, group.households));
                                   return groups;
                               })
        .def_property_readonly("years", &Runs::years)
        .def_property_readonly("draws", [](const Runs& runs) { return runs.settings.draws; })
        .def_property_readonly("replicates", [](const Runs& runs) { return runs.settings.replicates; })
        .def_property_readonly("seed", [](const Runs& runs) { return runs.settings.seed; })
        .def_property_readonly("block_households", [](const Runs& runs) { return runs.settings.block_households; })
        .def_property_readonly("households", [](const Runs& runs) { return runs.households; })
        .def_property_readonly("represents", [](const Runs& runs) { return runs.represents; })
        .def_property_readonly("threads_used", [](const Runs& runs) { return runs.threads_used; })
        .def_property_readonly("blocks", [](const Runs& runs) { return runs.blocks; })
        .def_property_readonly("households_per_thread", [](const Runs& runs) { return runs.households_per_thread; })
        .def_property_readonly("seconds", [](const Runs& runs) { return runs.seconds; })
        .def_property_readonly("finished_draws", &Runs::finished_draws)
        .def_property_readonly("state_hash", [](const Runs& runs) { return digits_of(runs.state_hash); })
        .def_property_readonly("arm_hashes",
                               [](const Runs& runs) {
                                   std::vector<std::string> digits;
                                   for (const simulate::StateHash& hash : runs.arm_hash) digits.push_back(digits_of(hash));
                                   return digits;
                               })
        .def_property_readonly("finished",
                               [](const Runs& runs) {
                                   py::array_t<bool> made(shape_of(runs, {}));
                                   std::ranges::transform(runs.finished, made.mutable_data(), [](char done) { return done != 0; });
                                   return made;
                               },
                               "draws x replicates")
        .def_property_readonly("values",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.values,
                                               shape_of(runs, {runs.arms.size(), length(runs), runs.groups.size(), simulate::kMeasures}));
                               },
                               "draws x replicates x arms x years x groups x measures")
        .def_property_readonly("gini",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.gini, shape_of(runs, {runs.arms.size(), length(runs), runs.groups.size()}));
                               })
        .def_property_readonly("median_income",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.median_income, shape_of(runs, {runs.arms.size(), length(runs), runs.groups.size()}));
                               })
        .def_property_readonly("farm_gate_price",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.world_price, shape_of(runs, {length(runs)}));
                               },
                               "draws x replicates x years, USD/kg")
        .def_property_readonly("export_price",
                               [](const py::object& self) {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   return view(self, runs.export_price, shape_of(runs, {length(runs)}));
                               },
                               "of the baseline, draws x replicates x years, USD/t")
        .def_property_readonly("records",
                               [](const py::object& self) -> py::object {
                                   const auto& runs = py::cast<const Runs&>(self);
                                   if (runs.records.empty()) return py::none();
                                   return view(self, runs.records,
                                               {static_cast<py::ssize_t>(runs.arms.size()), static_cast<py::ssize_t>(length(runs)),
                                                static_cast<py::ssize_t>(simulate::kFlowNames.size()), runs.households});
                               },
                               "arms x years x flows x households of draw 0, replicate 0; None unless recorded")
        .def_property_readonly("panel", &panel, "Paths of single households as a dict of arrays; None unless recorded")
        .def("anchor", &anchor)
        .def("yearly", &yearly, "Levels and changes with their spread over draws, a column per key; indices into arms, groups, reported_metrics().")
        .def("returns", &returns_of, "discount_rate"_a)
        .def("costs", &costs);
}

}  // namespace

void bind_simulate(py::module_& m) {
    bind_runs(m);
    m.def("simulate", &run, "population"_a, "parameters"_a, "programme"_a, "settings"_a, "on_progress"_a = py::none(),
          "Runs, and whether they were cut short. on_progress(done, total) is called about ten times a second.");
    m.def("reported_metrics", &metrics_list, "What can be read off a run, in the order of Runs.values, then gini and median_income.");
    m.def("panel_columns", &panel_columns, "Name, unit and meaning of the columns of Runs.panel, in order.");
    m.def(
        "flows",
        [] {
            std::vector<std::string> names;
            for (const std::string_view name : simulate::kFlowNames) names.emplace_back(name);
            return names;
        },
        "Names of the flows in Runs.records.");
}

}  // namespace smallholder::bindings
