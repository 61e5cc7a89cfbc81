// SPDX-License-Identifier: Apache-2.0
/// Prototypes: a year of a block handed to a class of Python as arrays, and what it wrote taken back.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "programme_dict.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/effects/prototype.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/programme/composed_levers.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
namespace {

/// A copy, which Python may keep as long as it likes.
template <class T>
py::array_t<T> copy_of(const T* first, Index count) {
    return py::array_t<T>(static_cast<py::ssize_t>(count), first);
}

py::dict columns_of(const effects::PrototypeYear& now) {
    const effects::BlockView& block = now.block;
    const Population& people = *block.population;
    py::dict columns;
    const auto state = [&](const char* name, const double* column) { columns[name] = copy_of(column, block.count); };
    const auto fixed = [&](const char* name, const Population::Column& column) { state(name, column.data() + block.first); };
    const auto code = [&](const char* name, const std::vector<std::int32_t>& column) {
        columns[name] = copy_of(column.data() + block.first, block.count);
    };
    state("served", now.served);
    state("uniform", now.uniform);
    state("cash_usd", block.cash_usd);
    state("wealth_usd", block.wealth_usd);
    state("livestock_usd", block.livestock_usd);
    state("debt_usd", block.debt_usd);
    state("knowledge", block.knowledge);
    state("infected", block.infected);
    fixed("area_ha", people.area_ha);
    fixed("female_head", people.female_head);
    fixed("school_years", people.school_years);
    fixed("head_age_years", people.head_age_years);
    fixed("household_size", people.household_size);
    fixed("men", people.men);
    fixed("women", people.women);
    fixed("children", people.children);
    fixed("coop", people.coop);
    fixed("certified", people.certified);
    fixed("vsla", people.vsla);
    fixed("crop_share", people.crop_share);
    fixed("km_foot", people.km_foot);
    fixed("km_road", people.km_road);
    fixed("food_area_ha", people.food_area_ha);
    fixed("weight", people.weight);
    code("village", people.village);
    code("region", people.region);
    return columns;
}

/// Calls effect._called(...) and takes back what it wrote. Runs on the engine's thread, which holds no lock on the interpreter.
void call(const py::object& effect, const std::vector<effects::Lever>& moves, const effects::PrototypeYear& now) {
    const py::gil_scoped_acquire locked;
    py::dict changes;
    std::vector<py::array_t<double>> written;
    for (std::size_t k = 0; k < moves.size(); ++k) {
        written.push_back(copy_of(now.changes[k].data(), now.block.count));
        changes[py::str(std::string(effects::row_of(moves[k]).name))] = written.back();
    }
    effect.attr("_called")(now.year, now.horizon, now.ramp, now.block.draw, now.block.replicate, std::string(now.block.arm), columns_of(now), changes);
    for (std::size_t k = 0; k < moves.size(); ++k) {
        const double* first = written[k].data();
        now.changes[k].assign(first, first + now.block.count);
    }
}

}  // namespace

void attach_code(const py::dict& programme, Programme& plan) {
    if (!programme.contains("interventions")) return;
    std::size_t place = 0;
    for (const auto& item : py::cast<py::list>(programme["interventions"])) {
        const auto written = py::cast<py::dict>(item);
        Intervention& intervention = plan.interventions[place++];
        if (!written.contains("effect")) continue;
        py::object effect = written["effect"];
        std::vector<effects::Lever> moves;
        for (const auto& name : effect.attr("moves")) {
            const auto lever = lever_named(py::cast<std::string>(name));
            if (!lever)
                throw ProgrammeError("there is no lever \"" + py::cast<std::string>(name) + "\"", "intervention \"" + intervention.name + "\"",
                                     "sh.levers() lists them");
            moves.push_back(*lever);
        }
        auto code = std::make_shared<effects::PrototypeCode>();
        code->name = "intervention \"" + intervention.name + "\" (" + py::cast<std::string>(written["code"]) + ")";
        code->moves = moves;
        code->year = [effect = std::move(effect), moves = std::move(moves)](const effects::PrototypeYear& now) { call(effect, moves, now); };
        intervention.code = std::move(code);
    }
}

}  // namespace smallholder::bindings
