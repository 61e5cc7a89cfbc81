// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Where the shipped parameters, survey schemas and programmes lie on this machine.
/// Tested: tests/unit/core/data_folder_test.cpp

#include <filesystem>

namespace smallholder {

/// The folder that holds parameters/, schemas/ and programmes/. Looked for, in this order: the environment variable
/// SMALLHOLDER_DATA; data/ beside the Python module; share/smallholder of the prefix the library was
/// installed to or moved to; the source tree it was built from. Throws SchemaError when there is none.
std::filesystem::path data_folder();

}  // namespace smallholder
