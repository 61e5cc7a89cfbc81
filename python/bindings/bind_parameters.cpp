// SPDX-License-Identifier: Apache-2.0
/// The parameter table as Python shows it: rows with range, unit and source, changed by a user, drawn.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "programme_dict.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/money_table.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/io/money_file.hpp"
#include "smallholder/io/parameter_file.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {

DistributionSpec distribution_from(const py::dict& dict, const std::string& where) {
    DistributionSpec spec;
    std::vector<std::string_view> known{"distribution", "p5", "p95", "mean", "sd", "low", "mode", "high", "values", "probabilities"};
    bool named = false;
    for (const auto& [key_handle, value] : dict) {
        const auto key = py::cast<std::string>(key_handle);
        if (key == "distribution") {
            const auto name = py::cast<std::string>(value);
            const auto shape = shape_named(name);
            if (!shape || *shape == Shape::fixed)
                throw ProgrammeError("there is no distribution \"" + name + "\"", where,
                                     did_you_mean(name, shape_names(), "Use normal, lognormal, beta, triangular, pert, uniform or discrete"));
            spec.shape = *shape;
            named = true;
        } else if (key == "values") {
            spec.values = py::cast<std::vector<double>>(value);
        } else if (key == "probabilities") {
            spec.probabilities = py::cast<std::vector<double>>(value);
        } else if (std::ranges::find(known, key) != known.end()) {
            auto& figure = key == "p5"     ? spec.p5
                           : key == "p95"  ? spec.p95
                           : key == "mean" ? spec.mean
                           : key == "sd"   ? spec.sd
                           : key == "low"  ? spec.low
                           : key == "mode" ? spec.mode
                                           : spec.high;
            figure = py::cast<double>(value);
        } else {
            throw ProgrammeError("a distribution has no \"" + key + "\"", where,
                                 did_you_mean(key, known, "Write {\"p5\": 3, \"p95\": 6, \"distribution\": \"lognormal\"}"));
        }
    }
    if (!named)
        throw ProgrammeError("the distribution does not say its shape", where, "Add \"distribution\": \"lognormal\", or another shape");
    if (const auto problem = problem_with(spec)) throw ProgrammeError(*problem, where, "See smallholder.distributions");
    return spec;
}

py::dict dict_of(const DistributionSpec& spec) {
    py::dict dict;
    const auto put = [&](const char* key, const std::optional<double>& figure) {
        if (figure) dict[key] = *figure;
    };
    put("p5", spec.p5);
    put("p95", spec.p95);
    put("mean", spec.mean);
    put("sd", spec.sd);
    put("low", spec.low);
    put("mode", spec.mode);
    put("high", spec.high);
    if (!spec.values.empty()) dict["values"] = spec.values;
    if (!spec.probabilities.empty()) dict["probabilities"] = spec.probabilities;
    dict["distribution"] = std::string(stats::name_of(spec.shape));
    return dict;
}

std::vector<ParameterOverride> overrides_from(const py::list& overrides) {
    std::vector<ParameterOverride> made;
    for (const auto& item : overrides) {
        const auto dict = py::cast<py::dict>(item);
        ParameterOverride change{py::cast<std::string>(dict["name"]), 0.0, ""};
        change.where = dict.contains("where") ? py::cast<std::string>(dict["where"]) : "parameter \"" + change.name + "\"";
        if (py::isinstance<py::dict>(dict["value"]))
            change.value = distribution_from(py::cast<py::dict>(dict["value"]), change.where);
        else
            change.value = py::cast<double>(dict["value"]);
        made.push_back(std::move(change));
    }
    return made;
}

std::vector<Correlation> correlations_from(const py::list& correlations) {
    std::vector<Correlation> made;
    for (const auto& item : correlations) {
        const auto dict = py::cast<py::dict>(item);
        Correlation tie;
        tie.first = py::cast<std::string>(dict["first"]);
        tie.second = py::cast<std::string>(dict["second"]);
        tie.rho = py::cast<double>(dict["rho"]);
        tie.where = "correlation of " + tie.first + " and " + tie.second;
        made.push_back(std::move(tie));
    }
    return made;
}

namespace {

py::dict row_dict(const ParameterRow& row, bool is_drawn_now) {
    return py::dict("name"_a = row.name, "symbol"_a = row.symbol, "value"_a = row.value, "low"_a = row.low, "high"_a = row.high,
                    "distribution"_a = std::string(stats::name_of(row.shape)), "unit"_a = row.unit, "price_year"_a = row.price_year,
                    "source"_a = row.source, "provenance"_a = std::string(to_string(row.provenance)), "design"_a = row.design,
                    "drawn"_a = is_drawn_now, "active"_a = row.active, "used_in"_a = row.used_in, "changed"_a = row.changed,
                    "own_distribution"_a = row.own ? to_string(*row.own) : std::string());
}

}  // namespace

void bind_parameters(py::module_& m) {
    m.def(
        "distribution_quantiles",
        [](const py::dict& distribution, const std::vector<double>& probabilities, const std::string& where) {
            const stats::Distribution made = make_distribution(distribution_from(distribution, where), {}, where);
            std::vector<double> values;
            for (const double p : probabilities) {
                if (!(p > 0.0 && p < 1.0)) throw RangeError("a share of " + number_text(p), where, "Give shares between 0 and 1, both excluded");
                values.push_back(quantile(made, p));
            }
            return values;
        },
        "distribution"_a, "probabilities"_a, "where"_a = "distribution", "ProgrammeError when the figures make no distribution.");
    py::class_<ParameterTable>(m, "ParameterTable", "Every number the model takes as known; see smallholder/farm/parameter_table.hpp.")
        .def_static("shipped", &io::shipped_parameters, "setting"_a = "",
                    "The table that comes with the package, for a crop or a built-in population.")
        .def_static("read_folder", &io::read_parameter_folder, "folder"_a)
        .def("__len__", [](const ParameterTable& table) { return table.rows().size(); })
        .def("__contains__", [](const ParameterTable& table, const std::string& name) { return table.contains(name); }, "name"_a)
        .def("value", [](const ParameterTable& table, const std::string& name) { return table.value(name); }, "name"_a)
        .def("quantile", [](const ParameterTable& table, const std::string& name, double u) { return quantile(table.distribution(name), u); },
             "name"_a, "u"_a)
        .def("rows",
             [](const ParameterTable& table) {
                 py::list rows;
                 for (const ParameterRow& row : table.rows()) rows.append(row_dict(row, row.drawn));
                 return rows;
             })
        .def("correlations",
             [](const ParameterTable& table) {
                 py::list ties;
                 for (const Correlation& tie : table.correlations())
                     ties.append(py::dict("first"_a = tie.first, "second"_a = tie.second, "rho"_a = tie.rho, "source"_a = tie.source));
                 return ties;
             })
        .def("changed_by",
             [](const ParameterTable& table, const py::list& overrides, const py::list& correlations) {
                 return table.changed_by(overrides_from(overrides), correlations_from(correlations));
             },
             "overrides"_a, "correlations"_a = py::list(),
             "Another table, with rows set to a number or a distribution; ProgrammeError for an unknown name.")
        .def("drawn_values",
             [](const ParameterTable& table, std::uint64_t seed, std::uint32_t draws) {
                 const auto columns = static_cast<py::ssize_t>(table.rows().size());
                 py::array_t<double> values({static_cast<py::ssize_t>(draws), columns});
                 for (std::uint32_t draw = 0; draw < draws; ++draw)
                     std::ranges::copy(table.drawn_values(seed, draw), values.mutable_data(static_cast<py::ssize_t>(draw), 0));
                 return values;
             },
             "seed"_a, "draws"_a, "All rows in each draw: draws x rows.")
        .def("provenance",
             [](const ParameterTable& table, const std::set<std::string>& names) {
                 const ProvenanceCounts counts =
                     provenance_of_drawn(table, [&](const ParameterRow& row) { return names.contains(row.name); });
                 py::dict dict;
                 for (std::size_t i = 0; i < kProvenanceNames.size(); ++i) dict[py::str(std::string(kProvenanceNames[i]))] = counts.drawn[i];
                 return py::make_tuple(dict, counts.is_assumption_range());
             },
             "names"_a, "Of the drawn rows among `names`: how many of each provenance, and do they make an assumption range.")
        .def("in_money",
             [](const ParameterTable& table, const std::string& currency, int price_year, bool real) {
                 return in_money(table, MoneyBasis{currency, price_year, real}, io::shipped_money());
             },
             "currency"_a, "price_year"_a, "real"_a = true, "The table with every amount of money in this basis.");
}

}  // namespace smallholder::bindings
