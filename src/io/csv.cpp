// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/csv.hpp"

#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>
#include <system_error>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"

namespace smallholder::io {

namespace {

std::string at_line(const std::string& where, Index line) {
    return where + " line " + std::to_string(line);
}

struct Record {
    std::vector<std::string> cells;
    Index line;
};

/// Splits a text into records; a small state machine over its characters.
std::vector<Record> split(std::string_view text, const std::string& where) {
    std::vector<Record> records;
    Index line = 1, begun = 1, quote_line = 1;
    std::vector<std::string> cells;
    std::string cell;
    bool quoted = false, was_quoted = false;
    const auto end_cell = [&] {
        cells.push_back(std::move(cell));
        cell.clear();
        was_quoted = false;
    };
    const auto end_record = [&] {
        const bool blank = cells.empty() && cell.empty() && !was_quoted;
        end_cell();
        if (!blank) records.push_back({std::move(cells), begun});
        cells.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
                cell += '"';
                ++i;
            } else if (c == '"') {
                quoted = false;
                was_quoted = true;
            } else {
                if (c == '\n') ++line;
                cell += c;
            }
        } else if (c == '"' && cell.empty() && !was_quoted) {
            quoted = true;
            quote_line = line;
        } else if (c == ',') {
            end_cell();
        } else if (c == '\n') {
            end_record();
            begun = ++line;
        } else if (c == '\r' && (i + 1 == text.size() || text[i + 1] == '\n')) {
            // half of a Windows line end
        } else if (c == '"' || was_quoted) {
            throw SchemaError("a quote stands in the middle of a cell", at_line(where, line),
                              "Enclose the whole cell in double quotes and double each quote inside it", {line});
        } else {
            cell += c;
        }
    }
    if (quoted) {
        throw SchemaError("a quoted cell is never closed", at_line(where, quote_line),
                          "Close it with a double quote; a quote inside a cell is written twice", {quote_line});
    }
    if (!cell.empty() || was_quoted || !cells.empty()) end_record();
    return records;
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

}  // namespace

Index CsvTable::column(std::string_view name) const {
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i] == name) return static_cast<Index>(i);
    }
    const std::vector<std::string_view> known(header.begin(), header.end());
    throw SchemaError("there is no column \"" + std::string(name) + "\"", where,
                      did_you_mean(name, known, "Look at the first line of the file"));
}

CsvTable parse_csv(std::string_view text, std::string where) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    CsvTable table;
    table.where = std::move(where);
    std::vector<Record> records = split(text, table.where);
    if (records.empty()) {
        throw SchemaError("the file is empty", table.where, "It needs a header line and one line per row");
    }
    for (const std::string& name : records.front().cells) table.header.push_back(trimmed(name));
    const std::string head = at_line(table.where, records.front().line);
    if (table.header.size() == 1 && table.header.front().find(';') != std::string::npos) {
        throw SchemaError("the columns are separated by semicolons", head, "Save it with commas between columns");
    }
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        const std::string column = "column " + std::to_string(i + 1);
        if (table.header[i].empty()) {
            throw SchemaError(column + " has no name", head,
                              "Name every column in one header line; merged or second header lines are not read");
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (table.header[i] == table.header[j]) {
                throw SchemaError(
                    column + " is called \"" + table.header[i] + "\" like column " + std::to_string(j + 1), head,
                    "Give every column a name of its own");
            }
        }
    }
    std::vector<std::string> problems;
    std::vector<Index> lines;
    for (std::size_t i = 1; i < records.size(); ++i) {
        Record& record = records[i];
        if (record.cells.size() != table.header.size()) {
            problems.push_back("line " + std::to_string(record.line) + " has " + std::to_string(record.cells.size()) +
                               " cells where the header has " + std::to_string(table.header.size()));
            lines.push_back(record.line);
            continue;
        }
        table.rows.push_back(std::move(record.cells));
        table.lines.push_back(record.line);
    }
    if (!problems.empty()) {
        throw SchemaError(list_first(problems), table.where,
                          "Enclose cells that hold a comma in double quotes, and write numbers with a point",
                          std::move(lines));
    }
    return table;
}

std::string read_text(const std::filesystem::path& file) {
    std::error_code failed;
    const auto status = std::filesystem::status(file, failed);
    if (!std::filesystem::exists(status)) {
        throw SchemaError("there is no such file", file.string(), "Check the path and the spelling");
    }
    if (std::filesystem::is_directory(status)) {
        throw SchemaError("this is a folder", file.string(), "Name a file in it");
    }
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in.is_open() || in.bad()) {
        throw SchemaError("the file cannot be read", file.string(), "Check who may read it");
    }
    return std::move(text).str();
}

CsvTable read_csv(const std::filesystem::path& file) {
    return parse_csv(read_text(file), file.string());
}

bool parse_number(std::string_view text, double& number) {
    double value = 0.0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return false;
    number = value;
    return true;
}

}  // namespace smallholder::io
