// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Tables of text with a header row, as spreadsheets write them.
///
/// Commas separate; double quotes enclose what holds a comma, a quote (doubled) or a line break; line ends of
/// Windows and a byte-order mark are understood; blank lines are skipped. Nothing is guessed: a row with too many
/// or too few cells, a column named twice or a quote left open is a SchemaError with file and line.
/// Tested: tests/unit/io/csv_test.cpp
/// Source: RFC 4180.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"

namespace smallholder::io {

struct CsvTable {
    std::string where;  ///< the file, for messages
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;  ///< each as long as the header
    std::vector<Index> lines;                    ///< line of the file on which each row begins, from 1

    /// Place of a column. Throws SchemaError, naming the nearest column there is.
    Index column(std::string_view name) const;
    const std::string& cell(Index row, Index column) const {
        return rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
    Index size() const { return static_cast<Index>(rows.size()); }
};

/// `where` names the text in messages. Throws SchemaError.
CsvTable parse_csv(std::string_view text, std::string where);

/// Throws SchemaError when the file is missing, empty or not such a table.
CsvTable read_csv(const std::filesystem::path& file);

/// The whole of a file. Throws SchemaError, with what to try, when it is missing, a folder or unreadable.
std::string read_text(const std::filesystem::path& file);

/// A number as data files write it: digits, one point, perhaps an exponent. False for anything else, for NaN and
/// for infinity.
bool parse_number(std::string_view text, double& number);

}  // namespace smallholder::io
