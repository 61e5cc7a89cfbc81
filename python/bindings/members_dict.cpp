// SPDX-License-Identifier: Apache-2.0
/// Members, their consortium and a given response, on their way between Python and C++.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "programme_dict.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {
namespace {

io::MemberBlock member_from(const py::dict& written) {
    io::MemberBlock block;
    take(written, "name", block.name);
    take(written, "type", block.type);
    take(written, "leader", block.leader);
    take(written, "funds", block.funds);
    take(written, "levels", block.levels);
    take(written, "effectiveness", block.effectiveness);
    take(written, "sources", block.sources);
    take(written, "may_transfer", block.may_transfer);
    take(written, "currency", block.currency);
    if (written.contains("fields"))
        for (const auto& [key, value] : py::cast<py::dict>(written["fields"])) {
            const auto path = py::cast<std::string>(key);
            block.fields[path] = field_value_from(value, "member \"" + block.name + "\", " + path.substr(path.find('.') == std::string::npos ? 0 : path.find('.') + 1));
        }
    return block;
}

py::dict dict_of(const io::MemberBlock& block) {
    py::dict fields;
    for (const auto& [key, value] : block.fields) fields[py::str(key)] = object_of(value);
    return py::dict("name"_a = block.name, "type"_a = block.type, "leader"_a = block.leader, "funds"_a = block.funds, "levels"_a = block.levels,
                    "effectiveness"_a = block.effectiveness, "sources"_a = block.sources, "may_transfer"_a = block.may_transfer,
                    "currency"_a = block.currency, "fields"_a = fields);
}

io::ConsortiumBlock consortium_from(const py::dict& written) {
    io::ConsortiumBlock block;
    take(written, "founders", block.founders);
    take(written, "conventions", block.conventions);
    take(written, "rule", block.rule);
    take(written, "view", block.view);
    take(written, "levels", block.levels);
    take(written, "minimum_cell", block.minimum_cell);
    take(written, "paths", block.paths);
    take(written, "keep_after_completion", block.keep_after_completion);
    take(written, "assurance", block.assurance);
    take(written, "conditions", block.conditions);
    take(written, "settings", block.settings);
    return block;
}

py::dict dict_of(const io::ConsortiumBlock& block) {
    return py::dict("founders"_a = block.founders, "conventions"_a = block.conventions, "rule"_a = block.rule, "view"_a = block.view,
                    "levels"_a = block.levels, "minimum_cell"_a = block.minimum_cell, "paths"_a = block.paths,
                    "keep_after_completion"_a = block.keep_after_completion, "assurance"_a = block.assurance, "conditions"_a = block.conditions,
                    "settings"_a = block.settings);
}

io::ResponseBlock response_from(const py::dict& written) {
    io::ResponseBlock block;
    take(written, "unit", block.unit);
    take(written, "units", block.units);
    for (const auto& item : py::cast<py::list>(written["parts"])) {
        const auto row = py::cast<py::dict>(item);
        io::ResponseBlock::Part part;
        take(row, "name", part.name);
        take(row, "gain", part.gain);
        take(row, "cost_per_unit", part.cost_per_unit);
        take(row, "cost_fixed", part.cost_fixed);
        block.parts.push_back(std::move(part));
    }
    for (const auto& item : py::cast<py::list>(written["pairs"])) {
        const auto row = py::cast<py::dict>(item);
        io::ResponseBlock::Pair pair;
        take(row, "first", pair.first);
        take(row, "second", pair.second);
        take(row, "gain", pair.gain);
        block.pairs.push_back(std::move(pair));
    }
    return block;
}

py::dict dict_of(const io::ResponseBlock& block) {
    py::list parts, pairs;
    for (const auto& part : block.parts)
        parts.append(py::dict("name"_a = part.name, "gain"_a = part.gain, "cost_per_unit"_a = part.cost_per_unit, "cost_fixed"_a = part.cost_fixed));
    for (const auto& pair : block.pairs) pairs.append(py::dict("first"_a = pair.first, "second"_a = pair.second, "gain"_a = pair.gain));
    return py::dict("unit"_a = block.unit, "units"_a = block.units, "parts"_a = parts, "pairs"_a = pairs);
}

}  // namespace

void take_members(const py::dict& from, io::ProgrammeFile& programme) {
    if (from.contains("members"))
        for (const auto& item : py::cast<py::list>(from["members"])) programme.members.push_back(member_from(py::cast<py::dict>(item)));
    if (from.contains("consortium") && !from["consortium"].is_none()) programme.consortium = consortium_from(py::cast<py::dict>(from["consortium"]));
    if (from.contains("response") && !from["response"].is_none()) programme.response = response_from(py::cast<py::dict>(from["response"]));
}

void put_members(const io::ProgrammeFile& programme, py::dict& into) {
    py::list members;
    for (const io::MemberBlock& block : programme.members) members.append(dict_of(block));
    into["members"] = members;
    into["consortium"] = programme.consortium ? py::object(dict_of(*programme.consortium)) : py::none();
    into["response"] = programme.response ? py::object(dict_of(*programme.response)) : py::none();
}

}  // namespace smallholder::bindings
