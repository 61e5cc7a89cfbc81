// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Where the shipped parameters, survey schemas and programmes lie on this machine.
/// Tested: tests/unit/core/data_folder_test.cpp

#include <filesystem>

namespace smallholder {

/// The folder that holds parameters/, schemas/ and programmes/. Looked for, in this order: the environment
/// variable SMALLHOLDER_DATA; for code run from its build tree, the source tree; data/ beside the Python
/// module; share/smallholder of the prefix this program or library lies in; then of the prefix it was built
/// for. Throws SchemaError when there is none.
std::filesystem::path data_folder();

}  // namespace smallholder
