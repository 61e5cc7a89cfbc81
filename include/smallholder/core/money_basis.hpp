// SPDX-License-Identifier: Apache-2.0
#pragma once

/// In which money an amount is counted: the currency, the year of its prices, and whether inflation is out.
///
/// One basis per population and per programme. Two amounts may be added or compared only when their
/// bases agree; turning one into another is a named conversion, never a silent one.
/// Tested: tests/unit/core/money_basis_test.cpp

#include <string>
#include <string_view>

namespace smallholder {

struct MoneyBasis {
    std::string code;  ///< three letters of ISO 4217, such as "USD" or "GHS"
    int year = 0;      ///< whose prices; for nominal money the first year
    bool real = true;  ///< true: constant prices of `year`; false: each year's own prices

    bool operator==(const MoneyBasis&) const = default;
};

/// The basis in words: "USD at constant prices of 2018", "GHS at current prices from 2019".
std::string to_string(const MoneyBasis& basis);

/// Throws UnitError unless the code is three capital letters and the year is between 1900 and 2200.
void require_valid(const MoneyBasis& basis, std::string_view where);

/// Throws UnitError, naming both bases and the remedy, unless they are the same.
/// what_left, what_right: whose they are, such as "the survey" and "the programme file".
void require_same_basis(const MoneyBasis& left, std::string_view what_left, const MoneyBasis& right,
                        std::string_view what_right);

}  // namespace smallholder
