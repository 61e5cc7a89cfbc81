// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/parameter_file.hpp"

#include <algorithm>
#include <system_error>

#include "smallholder/core/data_folder.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/io/csv.hpp"

namespace smallholder::io {

namespace {

constexpr std::string_view kCorrelations = "correlations.csv";

/// Reads the cells of one row, noting what is wrong with file, line and column.
class Cells {
public:
    Cells(const CsvTable& table, std::vector<std::string>& problems, std::vector<Index>& lines)
        : table_(table), problems_(problems), lines_(lines) {}

    void move_to(Index row) { row_ = row; }
    Index line() const { return table_.lines[static_cast<std::size_t>(row_)]; }

    const std::string& text(std::string_view column) const { return table_.cell(row_, table_.column(column)); }

    double number(std::string_view column) {
        double value = 0.0;
        const std::string& cell = text(column);
        if (!parse_number(cell, value)) {
            problem(column, cell.empty() ? "the number is missing"
                                         : "\"" + cell + "\" is not a number; use a point, no spaces, no percent sign");
        }
        return value;
    }

    /// Place of the cell's text in a list of words.
    Index word(std::string_view column, std::span<const std::string_view> words) {
        const auto found = std::ranges::find(words, std::string_view(text(column)));
        if (found != words.end()) return found - words.begin();
        problem(column, "\"" + text(column) + "\" is not known. " + did_you_mean(text(column), words, ""));
        return 0;
    }

    void problem(std::string_view column, const std::string& what) {
        problems_.push_back("line " + std::to_string(line()) + ", column " + std::string(column) + ": " + what);
        lines_.push_back(line());
    }

private:
    const CsvTable& table_;
    std::vector<std::string>& problems_;
    std::vector<Index>& lines_;
    Index row_ = 0;
};

void throw_if_any(const std::vector<std::string>& problems, std::vector<Index> lines, const std::string& where) {
    if (problems.empty()) return;
    throw SchemaError(list_first(problems), where, "docs/parameters.md describes the columns", std::move(lines));
}

}  // namespace

std::vector<ParameterRow> parse_parameter_rows(std::string_view text, std::string where) {
    const CsvTable table = parse_csv(text, std::move(where));
    std::vector<std::string_view> shapes = shape_names();
    shapes.insert(shapes.begin(), "fixed");
    std::vector<std::string> problems;
    std::vector<Index> lines;
    Cells cells(table, problems, lines);
    std::vector<ParameterRow> rows;
    for (Index i = 0; i < table.size(); ++i) {
        cells.move_to(i);
        ParameterRow row;
        row.name = cells.text("name");
        row.symbol = cells.text("symbol");
        row.value = cells.number("value");
        row.low = cells.number("low");
        row.high = cells.number("high");
        row.shape =
            shape_named(shapes[static_cast<std::size_t>(cells.word("distribution", shapes))]).value_or(Shape::fixed);
        row.unit = cells.text("unit");
        if (!cells.text("price_year").empty()) row.price_year = static_cast<int>(cells.number("price_year"));
        row.source = cells.text("source");
        row.provenance = static_cast<Provenance>(cells.word("provenance", kProvenanceNames));
        row.design = cells.text("design");
        constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
        row.drawn = cells.word("drawn", kNoYes) == 1;
        row.active = cells.text("active");
        row.used_in = cells.text("used_in");
        row.where = table.where + " line " + std::to_string(cells.line());
        if (row.name.empty()) cells.problem("name", "the row has no name");
        rows.push_back(std::move(row));
    }
    throw_if_any(problems, std::move(lines), table.where);
    return rows;
}

std::vector<Correlation> parse_correlations(std::string_view text, std::string where) {
    const CsvTable table = parse_csv(text, std::move(where));
    std::vector<std::string> problems;
    std::vector<Index> lines;
    Cells cells(table, problems, lines);
    std::vector<Correlation> correlations;
    for (Index i = 0; i < table.size(); ++i) {
        cells.move_to(i);
        Correlation c;
        c.first = cells.text("first");
        c.second = cells.text("second");
        c.rho = cells.number("rho");
        c.source = cells.text("source");
        if (c.source.empty()) cells.problem("source", "there is no source");
        cells.word("provenance", kProvenanceNames);
        c.where = table.where + " line " + std::to_string(cells.line());
        correlations.push_back(std::move(c));
    }
    throw_if_any(problems, std::move(lines), table.where);
    return correlations;
}

ParameterTable read_parameters(std::span<const std::filesystem::path> files,
                               const std::filesystem::path& correlations) {
    std::vector<ParameterRow> rows;
    for (const std::filesystem::path& file : files) {
        auto read = parse_parameter_rows(read_text(file), file.string());
        std::ranges::move(read, std::back_inserter(rows));
    }
    std::vector<Correlation> ties;
    if (!correlations.empty()) ties = parse_correlations(read_text(correlations), correlations.string());
    return ParameterTable(std::move(rows), std::move(ties));
}

ParameterTable read_parameter_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        const bool is_csv = entry.path().extension() == ".csv";
        if (is_csv && entry.path().filename() != kCorrelations) files.push_back(entry.path());
    }
    if (failed || files.empty()) {
        throw SchemaError("there are no parameter files (*.csv) in it", folder.string(),
                          "Name the folder that holds cocoa.csv, or unset SMALLHOLDER_DATA to use the shipped one");
    }
    std::ranges::sort(files);
    const std::filesystem::path ties = folder / kCorrelations;
    return read_parameters(files, std::filesystem::exists(ties, failed) ? ties : std::filesystem::path{});
}

ParameterTable overlaid(const ParameterTable& table, std::vector<ParameterRow> rows) {
    std::vector<ParameterRow> all(table.rows().begin(), table.rows().end());
    for (ParameterRow& row : rows) {
        const auto place = std::ranges::find(all, row.name, &ParameterRow::name);
        if (place == all.end())
            throw SchemaError("there is no parameter \"" + row.name + "\" to take the place of", row.where,
                              did_you_mean(row.name, table.names(), "data/parameters/cocoa.csv has them all"));
        *place = std::move(row);
    }
    return ParameterTable(std::move(all), {table.correlations().begin(), table.correlations().end()});
}

namespace {

/// Settings are single files in data_folder()/crops; those of one word are crops, the others populations.
std::vector<std::string> settings_shipped(bool crops) {
    std::vector<std::string> names{crops ? "cocoa" : "ghana_cocoa"};
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(data_folder() / "crops", failed)) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".csv" && (name.find('_') == std::string::npos) == crops) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace

std::string crop_of(std::string_view setting) {
    if (setting.empty()) return "cocoa";
    return std::string(setting.substr(setting.rfind('_') + 1));  // npos + 1 is 0: one word is a crop
}

std::vector<std::string> shipped_crops() {
    return settings_shipped(true);
}

std::vector<std::string> shipped_populations() {
    return settings_shipped(false);
}

ParameterTable shipped_parameters(std::string_view setting) {
    ParameterTable table = read_parameter_folder(data_folder() / "parameters");
    const std::string crop = crop_of(setting);
    const bool is_crop = setting.empty() || setting == crop;
    const std::vector<std::string> names = settings_shipped(is_crop);
    if (!setting.empty() && std::ranges::find(names, setting) == names.end()) {
        const std::vector<std::string_view> known(names.begin(), names.end());
        throw ProgrammeError("there is no " + std::string(is_crop ? "crop" : "built-in population") + " \"" + std::string(setting) + "\"",
                             "population", did_you_mean(setting, known, "docs/crops.md lists them"));
    }
    const auto put = [&](const std::string& name) {
        const std::filesystem::path file = data_folder() / "crops" / (name + ".csv");
        table = overlaid(table, parse_parameter_rows(read_text(file), file.string()));
    };
    if (crop == "cocoa") return table;
    put(crop);
    if (!is_crop) put(std::string(setting));
    return table;
}

}  // namespace smallholder::io
