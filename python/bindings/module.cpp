// SPDX-License-Identifier: Apache-2.0
#include <pybind11/pybind11.h>

#include <string>

#include "errors.hpp"
#include "smallholder/core.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
void bind_assessment(py::module_& m);
void bind_alliance(py::module_& parent);
void bind_consortium_theory(py::module_& parent);
void bind_games(py::module_& parent);
void bind_metrics(py::module_& parent);
void bind_parameters(py::module_& m);
void bind_population(py::module_& parent);
void bind_programme(py::module_& m);
void bind_reference(py::module_& parent);
void bind_returns(py::module_& parent);
void bind_ledger(py::module_& m);
void bind_simulate(py::module_& m);
void bind_testing(py::module_& parent);
}

PYBIND11_MODULE(_core, m) {
    smallholder::bindings::register_errors();
    m.doc() = "The compiled half of smallholder. Use the package smallholder, not this module.";
    m.attr("__version__") = SMALLHOLDER_VERSION;
    m.def("data_folder", [] { return smallholder::data_folder().string(); },
          "The folder of the shipped parameters, survey schemas and programmes.");
    smallholder::bindings::bind_assessment(m);
    smallholder::bindings::bind_alliance(m);
    smallholder::bindings::bind_consortium_theory(m);
    smallholder::bindings::bind_games(m);
    smallholder::bindings::bind_ledger(m);
    smallholder::bindings::bind_metrics(m);
    smallholder::bindings::bind_parameters(m);
    smallholder::bindings::bind_population(m);
    smallholder::bindings::bind_programme(m);
    smallholder::bindings::bind_reference(m);
    smallholder::bindings::bind_returns(m);
    smallholder::bindings::bind_simulate(m);
    smallholder::bindings::bind_testing(m);
}
