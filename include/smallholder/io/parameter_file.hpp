// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Parameter files: one row per number the model takes as known, in CSV.
///
/// Columns: name, symbol, value, low, high, distribution, unit, price_year, source, provenance, design, drawn, active,
/// used_in; correlations.csv: first, second, rho, source, provenance. docs/parameters.md says what each holds.
/// Tested: tests/unit/io/parameter_file_test.cpp

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/farm/parameter_table.hpp"

namespace smallholder::io {

/// Throws SchemaError with file, lines and columns of what cannot be read; problems are collected.
std::vector<ParameterRow> parse_parameter_rows(std::string_view text, std::string where);
std::vector<Correlation> parse_correlations(std::string_view text, std::string where);

/// The rows of several files as one table. Throws SchemaError.
ParameterTable read_parameters(std::span<const std::filesystem::path> files,
                               const std::filesystem::path& correlations = {});

/// All parameter files of a folder, in the order of their names, with its correlations.csv if there is one.
ParameterTable read_parameter_folder(const std::filesystem::path& folder);

/// The table that smallholder ships: data_folder()/parameters.
ParameterTable shipped_parameters();

}  // namespace smallholder::io
