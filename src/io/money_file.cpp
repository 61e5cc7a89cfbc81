// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/money_file.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "smallholder/core/data_folder.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/io/csv.hpp"

namespace smallholder::io {

MoneyTable parse_money(std::string_view text, std::string where) {
    const CsvTable table = parse_csv(text, std::move(where));
    const Index kind = table.column("kind"), currency = table.column("currency"), year = table.column("year"),
                value = table.column("value"), source = table.column("source"), provenance = table.column("provenance");
    std::map<int, double> index;
    std::map<std::pair<std::string, int>, double> exchange;
    std::vector<std::string> problems;
    std::vector<Index> lines;
    for (Index i = 0; i < table.size(); ++i) {
        const Index line = table.lines[static_cast<std::size_t>(i)];
        const auto problem = [&](const std::string& what) {
            problems.push_back("line " + std::to_string(line) + ": " + what);
            lines.push_back(line);
        };
        double in_year = 0.0, figure = 0.0;
        const bool is_index = table.cell(i, kind) == "price_index", is_rate = table.cell(i, kind) == "exchange_rate";
        if (!is_index && !is_rate)
            problem("kind \"" + table.cell(i, kind) + "\" is neither price_index nor exchange_rate");
        if (is_index && table.cell(i, currency) != "USD") problem("only the price index of the dollar is used");
        if (!parse_number(table.cell(i, year), in_year) || in_year != std::floor(in_year))
            problem("\"" + table.cell(i, year) + "\" is no year");
        if (!parse_number(table.cell(i, value), figure) || !(figure > 0.0))
            problem("\"" + table.cell(i, value) + "\" is no positive number");
        if (table.cell(i, source).empty()) problem("there is no source");
        if (std::ranges::find(kProvenanceNames, table.cell(i, provenance)) == kProvenanceNames.end()) {
            problem("provenance \"" + table.cell(i, provenance) + "\" is not known");
        }
        if (!(figure > 0.0)) continue;
        const int y = static_cast<int>(in_year);
        const bool is_new = is_index ? index.emplace(y, figure).second
                                     : exchange.emplace(std::pair{table.cell(i, currency), y}, figure).second;
        if (!is_new) problem("the same year stands twice");
    }
    if (!problems.empty()) {
        throw SchemaError(list_first(problems), table.where, "docs/parameters.md describes the columns",
                          std::move(lines));
    }
    return MoneyTable(std::move(index), std::move(exchange));
}

MoneyTable read_money(const std::filesystem::path& file) {
    return parse_money(read_text(file), file.string());
}

MoneyTable shipped_money() {
    return read_money(data_folder() / "money" / "money.csv");
}

}  // namespace smallholder::io
