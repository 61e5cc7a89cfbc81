// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What money of one country and year is worth in money of another: dollars through time by US consumer prices, other
/// currencies by the exchange rate of their own year.
///
///   factor(from -> to) = (1/rate_from(year_from)) (index(year_to)/index(year_from)) rate_to(year_to)
///
/// rate    units of a currency per USD, annual average; 1 for USD
/// index   US consumer prices
/// Only constant prices (MoneyBasis::real) convert: money at current prices has no single year.
/// Tested: tests/unit/farm/money_table_test.cpp      Figures: data/money/money.csv      Page: docs/parameters.md

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "smallholder/core/money_basis.hpp"
#include "smallholder/farm/parameter_table.hpp"

namespace smallholder {

class MoneyTable {
public:
    /// price_index: of the dollar, by year; exchange: units per USD, by currency and year.
    MoneyTable(std::map<int, double> price_index, std::map<std::pair<std::string, int>, double> exchange);

    /// What an amount in `from` is to be multiplied by. Throws UnitError when a year or currency is not in the table.
    double factor(const MoneyBasis& from, const MoneyBasis& to) const;

private:
    double index(int year) const;
    double rate(const MoneyBasis& basis) const;

    std::map<int, double> price_index_;
    std::map<std::pair<std::string, int>, double> exchange_;
};

/// The table with every amount of money in `basis`: value, range and unit; the draws scale with them. Rows that a user has
/// changed are taken to be in `basis` already, as a programme file says them.
ParameterTable in_money(const ParameterTable& table, const MoneyBasis& basis, const MoneyTable& money);

/// Throws UnitError, naming the first rows that differ, unless every amount of the table is in `basis`: whatever is reckoned
/// with it, and with households whose amounts are in `basis`, would add dollars of different years.
/// where: who asks, such as "simulate".
void require_in_money(const ParameterTable& table, const MoneyBasis& basis, std::string_view where);

}  // namespace smallholder
