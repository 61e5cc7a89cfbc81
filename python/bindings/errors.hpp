// SPDX-License-Identifier: Apache-2.0
#pragma once

/// C++ errors as the Python classes of smallholder/errors.py, with where, remedy and rows kept.
/// Tested: tests/python/test_survey_metrics.py

#include <pybind11/pybind11.h>

#include <exception>

#include "smallholder/core/errors.hpp"

namespace smallholder::bindings {

inline void raise_as(const char* name, const Error& error, const pybind11::tuple& rows = pybind11::tuple()) {
    const pybind11::object type = pybind11::module_::import("smallholder.errors").attr(name);
    const pybind11::object value = type(error.what_happened(), error.where(), error.remedy(), rows);
    PyErr_SetObject(type.ptr(), value.ptr());
}

template <class WithRows>
pybind11::tuple rows_of(const WithRows& error) {
    pybind11::tuple rows(error.rows().size());
    for (std::size_t i = 0; i < error.rows().size(); ++i) rows[i] = error.rows()[i];
    return rows;
}

/// Call once, first of all, in the module's table of contents.
inline void register_errors() {
    pybind11::register_local_exception_translator([](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const SchemaError& error) {
            raise_as("SchemaError", error, rows_of(error));
        } catch (const UnitError& error) {
            raise_as("UnitError", error);
        } catch (const RangeError& error) {
            raise_as("RangeError", error, rows_of(error));
        } catch (const ProgrammeError& error) {
            raise_as("ProgrammeError", error);
        } catch (const NumericalError& error) {
            raise_as("NumericalError", error);
        } catch (const Error& error) {
            raise_as("SmallholderError", error);
        }
    });
}

}  // namespace smallholder::bindings
