// SPDX-License-Identifier: Apache-2.0
/// Households as columns: smallholder._core.population. Columns are read-only views of the population's own
/// memory, which live as long as anybody looks at them.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/household_size.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/farm/population_builder.hpp"
#include "smallholder/farm/resample.hpp"
#include "smallholder/farm/synthesise.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {
namespace {

template <class T>
py::array read_only(const py::object& owner, const T* data, std::vector<py::ssize_t> shape,
                    std::vector<py::ssize_t> strides) {
    py::array_t<T> array(std::move(shape), std::move(strides), data, owner);
    array.attr("flags").attr("writeable") = false;
    return array;
}

template <class T>
py::array view(const py::object& owner, const std::vector<T>& values) {
    return read_only(owner, values.data(), {static_cast<py::ssize_t>(values.size())},
                     {static_cast<py::ssize_t>(sizeof(T))});
}

const Population& population_in(const py::object& self) {
    return self.cast<const Population&>();
}

py::array column(const py::object& self, const std::string& name) {
    const Population& people = population_in(self);
    if (name == "weight") return view(self, people.weight);
    if (const PopulationColumn* found = find_population_column(name)) return view(self, found->in(people));
    std::vector<std::string_view> names{"weight"};
    for (const PopulationColumn& each : population_columns()) names.push_back(each.name);
    throw RangeError("a population has no column \"" + name + "\"", "population",
                     did_you_mean(name, names, "See Population.columns"));
}

py::list columns() {
    py::list result;
    result.append(py::make_tuple("weight", "household"));
    for (const PopulationColumn& each : population_columns()) {
        result.append(py::make_tuple(std::string(each.name), std::string(each.unit)));
    }
    return result;
}

py::list groupings(const Population& people) {
    py::list result;
    for (const Grouping& grouping : people.segments.groupings) {
        const auto size = static_cast<py::ssize_t>(grouping.code.size());
        result.append(
            py::make_tuple(grouping.name, grouping.groups, py::array_t<std::int32_t>(size, grouping.code.data())));
    }
    return result;
}

using Numbers = py::array_t<double, py::array::c_style | py::array::forcecast>;

std::vector<double> numbers(const Numbers& column, const std::string& name) {
    if (column.ndim() != 1) {
        throw SchemaError(std::to_string(column.ndim()) + " dimensions", "column " + name,
                          "Pass one value per household");
    }
    return {column.data(), column.data() + column.size()};
}

Population complete_columns(const ParameterTable& table, const py::dict& values, std::vector<std::string> household,
                            const std::optional<Numbers>& weight, std::vector<std::string> village,
                            std::vector<std::string> region, std::vector<std::string> segment, bool area_base_older5,
                            const std::tuple<std::string, int, bool>& money, std::uint64_t seed, double represents,
                            Index group_villages, const std::string& default_region, std::vector<Index> row_number,
                            const std::string& where, const py::dict& carried) {
    SurveyColumns survey;
    survey.household = std::move(household);
    if (weight) survey.weight = numbers(*weight, "weight");
    survey.village = std::move(village);
    survey.region = std::move(region);
    survey.segment = std::move(segment);
    survey.area_base_older5 = area_base_older5;
    survey.money = {std::get<0>(money), std::get<1>(money), std::get<2>(money)};
    survey.row_number = std::move(row_number);
    for (const auto& [name, column] : values) {
        const auto key = py::cast<std::string>(name);
        survey.values[key] = numbers(py::cast<Numbers>(column), key);
    }
    for (const auto& [name, column] : carried) {
        const auto key = py::cast<std::string>(name);
        survey.carried.emplace_back(key, numbers(py::cast<Numbers>(column), key));
    }
    const CompletionOptions options{.seed = seed,
                                    .represents = represents,
                                    .group_villages = group_villages,
                                    .where = where,
                                    .region = default_region};
    const py::gil_scoped_release unlocked;
    return complete(survey, population_moments(table), central(table), options);
}

/// Adult equivalents of each household by the moments' rules; NaN where the survey does not say how many live there.
py::array adult_equivalents(const ParameterTable& table, const Numbers& size, const Numbers& adults,
                            const Numbers& children) {
    const std::vector<double> persons = numbers(size, "household_size"), grown = numbers(adults, "adults"),
                              young = numbers(children, "children");
    const PopulationMoments moments = population_moments(table);
    py::array_t<double> made(static_cast<py::ssize_t>(persons.size()));
    for (std::size_t i = 0; i < persons.size(); ++i) {
        const double known = std::isnan(persons[i]) ? grown.at(i) + young.at(i) : persons[i];
        made.mutable_at(static_cast<py::ssize_t>(i)) =
            std::isnan(known) ? known
                              : adult_equivalents_of(members_of(known, grown.at(i), young.at(i), moments.adult_share),
                                                     moments.ae_other_adult, moments.ae_child);
    }
    return made;
}

Population synthesise_households(const ParameterTable& table, Index households, std::uint64_t seed, double represents,
                                 Index village_size, std::vector<std::string> regions) {
    const py::gil_scoped_release unlocked;
    return synthesise(population_moments(table), central(table),
                      {.households = households,
                       .seed = seed,
                       .represents = represents,
                       .village_size = village_size,
                       .regions = std::move(regions)});
}

}  // namespace

void bind_population(py::module_& parent) {
    py::module_ m = parent.def_submodule("population", "Households as columns.");
    // An ordinary class to Python, as its stub says; the metaclass of pybind11 is for static properties, of which it has none.
    py::class_<Population>(m, "Population", py::metaclass(reinterpret_cast<PyObject*>(&PyType_Type)),
                           "See smallholder/farm/population.hpp.")
        .def("__len__", &Population::households)
        .def_readonly("represents", &Population::represents)
        .def_readonly("synthetic", &Population::synthetic)
        .def_readonly("area_base_older5", &Population::area_base_older5)
        .def_readonly("names", &Population::name)
        .def_readonly("village_names", &Population::village_name)
        .def_readonly("region_names", &Population::region_name)
        .def_property_readonly("money",
                               [](const Population& people) {
                                   return py::make_tuple(people.money.code, people.money.year, people.money.real);
                               })
        .def_property_readonly("ids",
                               [](const Population& people) {
                                   py::array_t<std::uint64_t> ids(static_cast<py::ssize_t>(people.id.size()));
                                   for (std::size_t i = 0; i < people.id.size(); ++i) {
                                       ids.mutable_at(static_cast<py::ssize_t>(i)) = people.id[i].value;
                                   }
                                   return ids;
                               })
        .def_property_readonly("village",
                               [](const py::object& self) { return view(self, population_in(self).village); })
        .def_property_readonly("region", [](const py::object& self) { return view(self, population_in(self).region); })
        .def_property_readonly("village_begin",
                               [](const py::object& self) { return view(self, population_in(self).village_begin); })
        .def_property_readonly("row_of", [](const py::object& self) { return view(self, population_in(self).row_of); })
        .def_property_readonly(
            "trees",
            [](const py::object& self) {
                const Population& people = population_in(self);
                const auto n = static_cast<py::ssize_t>(people.households());
                const auto size = static_cast<py::ssize_t>(sizeof(double));
                return read_only(self, people.trees.data(), {n, kAgeClasses}, {size, n * size});
            },
            "Trees per hectare: households x ages 0 to 40; the last class holds all older trees.")
        .def("column", &column, "name"_a)
        .def(
            "origin",
            [](const Population& people) {
                py::list result;
                for (const ColumnOrigin& each : people.origin) {
                    result.append(py::make_tuple(each.column, each.imputed_share, each.how));
                }
                return result;
            },
            "Column, share of the represented households for whom it was not recorded, and where it came from then.")
        .def("groupings", &groupings, "Name, names of the groups, code of every household (-1: unknown).")
        .def(
            "carried",
            [](const Population& people) {
                py::dict result;
                for (const auto& [name, values] : people.carried)
                    result[py::str(name)] = py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data());
                return result;
            },
            "Columns of the survey that were asked for by name; NaN: blank.")
        .def("groupings_left_out",
             [](const Population& people) {
                 py::dict result;
                 for (const LeftOut& each : people.segments.left_out) result[py::str(each.name)] = each.why;
                 return result;
             })
        .def(
            "with_represents",
            [](const Population& people, double represents) { return with_represents(people, represents); },
            "represents"_a);

    m.def("columns", &columns, "Name and unit of all columns of a population.");
    m.def(
        "concepts",
        [] {
            py::list names;
            for (const SurveyConcept& each : survey_concepts()) names.append(std::string(each.name));
            return names;
        },
        "What complete() takes over from a survey.");
    m.def("adult_equivalents", &adult_equivalents, "table"_a, "household_size"_a, "adults"_a, "children"_a,
          "Needs of each household by its members, NaN where they are not recorded.");
    m.def("synthesise", &synthesise_households, "table"_a, "households"_a, "seed"_a, "represents"_a, "village_size"_a,
          "regions"_a, "represents and village_size: 0 for the households themselves and the table's size.");
    m.def("complete", &complete_columns, "table"_a, "values"_a, "household"_a, "weight"_a, "village"_a, "region"_a,
          "segment"_a, "area_base_older5"_a, "money"_a, "seed"_a, "represents"_a, "group_villages"_a,
          "default_region"_a, "row_number"_a, "where"_a, "carried"_a,
          "values: concept -> float64, NaN where not recorded; texts: [] or one per household; carried: columns that go along as they are.");
    m.def(
        "resample",
        [](const Population& people, Index households, std::uint64_t seed, double jitter) {
            const py::gil_scoped_release unlocked;
            return resample(people, households, seed, jitter);
        },
        "population"_a, "households"_a, "seed"_a, "jitter"_a);
    m.attr("RESAMPLE_JITTER") = kResampleJitter;
}

}  // namespace smallholder::bindings
