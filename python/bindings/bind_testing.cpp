// SPDX-License-Identifier: Apache-2.0
/// One household's year as the kernel computes it, for the tests that compare it with a slow re-derivation:
/// smallholder._core.testing. Not part of the package's interface.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/simulate/shocks.hpp"
#include "smallholder/simulate/year.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {
namespace {

using namespace smallholder::simulate;

template <class Struct, std::size_t N>
Struct struct_from(const py::dict& dict, const std::array<std::string_view, N>& names) {
    std::array<double, N> values;
    for (std::size_t c = 0; c < N; ++c) values[c] = py::cast<double>(dict[py::str(std::string(names[c]))]);
    return std::bit_cast<Struct>(values);
}

template <class Struct, std::size_t N>
py::dict dict_of(const Struct& values, const std::array<std::string_view, N>& names) {
    const auto columns = std::bit_cast<std::array<double, kColumns<Struct>>>(values);
    py::dict dict;
    for (std::size_t c = 0; c < N; ++c) dict[py::str(std::string(names[c]))] = columns[c];
    return dict;
}

Parameters parameters_from_dict(const py::dict& dict) {
    Parameters parameters{};
    for (const ParameterField& field : kParameterFields)
        parameters.*field.member = py::cast<double>(dict[py::str(std::string(field.name))]);
    return parameters;
}

State<double> state_from(const py::dict& dict) {
    std::array<double, kStateColumns> values{};
    for (std::size_t c = 0; c < kStateNames.size(); ++c)
        values[c] = py::cast<double>(dict[py::str(std::string(kStateNames[c]))]);
    const auto trees = py::cast<std::vector<double>>(dict["trees"]);
    if (trees.size() != static_cast<std::size_t>(agronomy::kTreeAges))
        throw RangeError(std::to_string(trees.size()) + " classes of trees", "testing.household_year",
                         "Give 41, of ages 0 to 40");
    std::copy(trees.begin(), trees.end(), values.begin() + kStateNames.size());
    return std::bit_cast<State<double>>(values);
}

py::dict dict_of_state(const State<double>& state) {
    py::dict dict = dict_of(state, kStateNames);
    dict["trees"] = std::vector<double>(state.trees.begin(), state.trees.end());
    return dict;
}

py::tuple year(const py::dict& parameters, const py::dict& market, const py::dict& fixed, const py::dict& village,
               const py::dict& levers, const py::dict& shocks, const py::dict& state, bool surveyed) {
    const Model model(parameters_from_dict(parameters));
    const MarketYear prices{py::cast<double>(market["price"]), py::cast<double>(market["expected_price"]),
                            py::cast<bool>(market["liberal"]), py::cast<double>(market["climate"])};
    const auto h = struct_from<Fixed<double>>(fixed, kFixedNames);
    const auto v = struct_from<Village<double>>(village, kVillageNames);
    const auto lever = struct_from<Levers<double>>(levers, kLeverNames);
    const auto luck = struct_from<Shocks<double>>(shocks, kShockNames);
    State<double> s = state_from(state);
    const Flows<double> flow = surveyed
                                   ? household_year<Season::surveyed, double>(model, prices, h, v, lever, luck, s)
                                   : household_year<Season::simulated, double>(model, prices, h, v, lever, luck, s);
    return py::make_tuple(dict_of(flow, kFlowNames), dict_of_state(s));
}

py::dict shocks_of(const py::dict& parameters, const std::array<double, random::kHouseholdSlots>& uniforms,
                   double weather_index, double drought, double food_price) {
    return dict_of(
        household_shocks<double>(uniforms, weather_index, drought, food_price, parameters_from_dict(parameters)),
        kShockNames);
}

}  // namespace

void bind_testing(py::module_& parent) {
    py::module_ m = parent.def_submodule("testing", "The kernel one household at a time, for tests.");
    m.def("household_year", &year, "parameters"_a, "market"_a, "fixed"_a, "village"_a, "levers"_a, "shocks"_a,
          "state"_a, "surveyed"_a, "Flows and state after one year.");
    m.def("household_shocks", &shocks_of, "parameters"_a, "uniforms"_a, "weather_index"_a, "drought"_a, "food_price"_a,
          "The luck of a year out of its 16 uniforms and the region's year.");
    m.def(
        "hash_name", [](const std::string& name) { return random::hash_name(name); }, "name"_a,
        "The entity that a name is.");
    m.def(
        "normal_quantile", [](double u) { return normal_quantile(u); }, "u"_a);
}

}  // namespace smallholder::bindings
