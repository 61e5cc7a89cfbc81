// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/money_table.hpp"

#include <vector>

#include "smallholder/core/errors.hpp"

namespace smallholder {

MoneyTable::MoneyTable(std::map<int, double> price_index, std::map<std::pair<std::string, int>, double> exchange)
    : price_index_(std::move(price_index)), exchange_(std::move(exchange)) {
    for (const auto& [year, value] : price_index_) {
        if (!(value > 0.0))
            throw RangeError("an index of 0 or less", "money table, year " + std::to_string(year), "Give it above 0");
    }
    for (const auto& [key, value] : exchange_) {
        if (!(value > 0.0)) {
            throw RangeError("a rate of 0 or less", "money table, " + key.first + " " + std::to_string(key.second),
                             "Give units of the currency per USD, above 0");
        }
    }
}

double MoneyTable::index(int year) const {
    const auto found = price_index_.find(year);
    if (found == price_index_.end()) {
        const std::string known = price_index_.empty() ? "none"
                                                       : std::to_string(price_index_.begin()->first) + " to " +
                                                             std::to_string(price_index_.rbegin()->first);
        throw UnitError("prices of " + std::to_string(year) + " are not in the money table (" + known + ")", "money",
                        "Choose a price year inside it, or add the year to data/money/money.csv with its source");
    }
    return found->second;
}

double MoneyTable::rate(const MoneyBasis& basis) const {
    if (basis.code == "USD") return 1.0;
    const auto found = exchange_.find({basis.code, basis.year});
    if (found == exchange_.end()) {
        throw UnitError(
            "the exchange rate of " + basis.code + " in " + std::to_string(basis.year) + " is not in the money table",
            "money", "Use USD, or add the rate to data/money/money.csv with its source");
    }
    return found->second;
}

double MoneyTable::factor(const MoneyBasis& from, const MoneyBasis& to) const {
    require_valid(from, "money");
    require_valid(to, "money");
    if (from == to) return 1.0;
    if (!from.real || !to.real) {
        throw UnitError(to_string(from) + " cannot become " + to_string(to), "money",
                        "Deflate the figures to one year first, naming the index used");
    }
    const double through_time = from.year == to.year ? 1.0 : index(to.year) / index(from.year);
    return through_time / rate(from) * rate(to);
}

void require_in_money(const ParameterTable& table, const MoneyBasis& basis, std::string_view where) {
    constexpr std::size_t kCode = 3;
    std::vector<std::string> other;
    Index amounts = 0;
    for (const ParameterRow& row : table.rows()) {
        if (!is_money(row.unit)) continue;
        ++amounts;
        const MoneyBasis here{row.unit.substr(0, kCode), row.price_year, true};
        if (here != basis) other.push_back(row.name + " (" + here.code + " of " + std::to_string(here.year) + ")");
    }
    if (other.empty()) return;
    constexpr Index kShown = 10;
    throw UnitError(std::to_string(other.size()) + " of " + std::to_string(amounts) +
                        " amounts of the parameters are not in the households' money, " + to_string(basis) + ": " +
                        list_first(other, kShown),
                    std::string(where) + ", parameters",
                    basis.real ? "Bring the table to it first: in_money(table, people.money, io::shipped_money())"
                               : "Deflate the households' amounts to one year first, then bring the table to it with in_money");
}

ParameterTable in_money(const ParameterTable& table, const MoneyBasis& basis, const MoneyTable& money) {
    std::vector<ParameterRow> rows(table.rows().begin(), table.rows().end());
    for (ParameterRow& row : rows) {
        if (!is_money(row.unit)) continue;
        constexpr std::size_t kCode = 3;
        const std::string code = row.unit.substr(0, kCode), rest = row.unit.substr(kCode);
        if (is_money(rest.empty() ? "1" : rest.substr(1))) {
            throw UnitError("\"" + row.unit + "\" names a currency below the stroke", row.name, "Turn the row around");
        }
        if (!row.changed) {
            const double factor = money.factor({code, row.price_year, true}, basis);
            row.value *= factor;
            row.low *= factor;
            row.high *= factor;
        }
        row.unit = basis.code + rest;
        row.price_year = basis.year;
    }
    return ParameterTable(std::move(rows), {table.correlations().begin(), table.correlations().end()});
}

}  // namespace smallholder
