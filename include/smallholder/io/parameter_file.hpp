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

/// Rows that take the place of those of the same name; what stands in them counts in full, source and range included.
/// Throws SchemaError, with the nearest name, where there is no such row.
ParameterTable overlaid(const ParameterTable& table, std::vector<ParameterRow> rows);

/// The table that smallholder ships: data_folder()/parameters, which is that of cocoa in Ghana. `setting` names a crop ("maize")
/// or a synthetic population ("kenya_maize", whose last word is its crop): the rows of data_folder()/crops/maize.csv, then those of
/// data_folder()/crops/kenya_maize.csv, take the place of cocoa's. Page: docs/crops.md. Throws ProgrammeError where there is none.
ParameterTable shipped_parameters(std::string_view setting = {});

/// The crop of a setting: its last word. "" is cocoa.
std::string crop_of(std::string_view setting);

/// Names of the crops that are shipped, cocoa among them, and of the synthetic populations, in alphabetical order.
std::vector<std::string> shipped_crops();
std::vector<std::string> shipped_populations();

}  // namespace smallholder::io
