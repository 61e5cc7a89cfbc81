// SPDX-License-Identifier: Apache-2.0
#include <pybind11/pybind11.h>

#include <string>

#include "errors.hpp"
#include "smallholder/core.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
void bind_metrics(py::module_& parent);
}

PYBIND11_MODULE(_core, m) {
    smallholder::bindings::register_errors();
    m.doc() = "The compiled half of smallholder. Use the package smallholder, not this module.";
    m.attr("__version__") = SMALLHOLDER_VERSION;
    m.def("data_folder", [] { return smallholder::data_folder().string(); },
          "The folder of the shipped parameters, survey schemas and programmes.");
    smallholder::bindings::bind_metrics(m);
}
