// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A programme on its way between Python and C++: a dict with the keys of io::ProgrammeFile.
///
/// Distributions are dicts as a programme file writes them: {"p5": 3, "p95": 6, "distribution": "lognormal"}.
/// Tested: tests/python/test_programme.py

#include <pybind11/pybind11.h>

#include <optional>
#include <string>
#include <vector>

#include "smallholder/farm/parameter_override.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/programme/programme.hpp"

namespace smallholder::bindings {

/// The value of a key, where it is there and not None; else the member stays as it is.
template <class T>
void take(const pybind11::dict& dict, const char* key, T& member) {
    if (dict.contains(key) && !dict[key].is_none()) member = pybind11::cast<T>(dict[key]);
}
template <class T>
void take(const pybind11::dict& dict, const char* key, std::optional<T>& member) {
    if (dict.contains(key) && !dict[key].is_none()) member = pybind11::cast<T>(dict[key]);
}

/// Throws ProgrammeError, naming `where`, when a key or the name of a shape is unknown.
DistributionSpec distribution_from(const pybind11::dict& dict, const std::string& where);
pybind11::dict dict_of(const DistributionSpec& spec);

/// A number, a bool, a text, a list or a distribution.
io::FieldValue field_value_from(const pybind11::handle& value, const std::string& where);
pybind11::object object_of(const io::FieldValue& value);

/// The keys "members", "consortium" and "response", where there are any.
void take_members(const pybind11::dict& from, io::ProgrammeFile& programme);
void put_members(const io::ProgrammeFile& programme, pybind11::dict& into);

/// From dicts with "name", "value" and perhaps "where".
std::vector<ParameterOverride> overrides_from(const pybind11::list& overrides);
/// From dicts with "first", "second" and "rho".
std::vector<Correlation> correlations_from(const pybind11::list& correlations);

io::ProgrammeFile programme_from(const pybind11::dict& dict);
pybind11::dict dict_of(const io::ProgrammeFile& programme);

/// Gives the prototypes of a plan their code: the key "effect" of an intervention's dict, a smallholder.Effect. The plan must be let go
/// with the interpreter locked.
void attach_code(const pybind11::dict& programme, Programme& plan);

}  // namespace smallholder::bindings
