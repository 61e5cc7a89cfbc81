// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/money_basis.hpp"

#include <algorithm>

#include "smallholder/core/errors.hpp"

namespace smallholder {

std::string to_string(const MoneyBasis& basis) {
    return basis.code + (basis.real ? " at constant prices of " : " at current prices from ") +
           std::to_string(basis.year);
}

void require_valid(const MoneyBasis& basis, std::string_view where) {
    const bool capitals =
        std::all_of(basis.code.begin(), basis.code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (basis.code.size() != 3 || !capitals) {
        throw UnitError("\"" + basis.code + "\" is not a currency code", std::string(where),
                        "Use three capital letters as in USD, EUR or GHS");
    }
    if (basis.year < 1900 || basis.year > 2200) {
        throw UnitError("price year " + std::to_string(basis.year) + " is not a year", std::string(where),
                        "Give the year whose prices were used, such as 2018");
    }
}

void require_same_basis(const MoneyBasis& left, std::string_view what_left, const MoneyBasis& right,
                        std::string_view what_right) {
    if (left == right) return;
    std::string differ;
    const auto add = [&differ](const char* word) { differ.append(differ.empty() ? "" : " and ").append(word); };
    if (left.code != right.code) add("currency");
    if (left.year != right.year) add("price year");
    if (left.real != right.real) add("treatment of inflation");
    throw UnitError(std::string(what_left) + " is in " + to_string(left) + ", " + std::string(what_right) + " in " +
                        to_string(right) + " (different " + differ + ")",
                    "money",
                    "Convert one of them, or state currency and price_year under [money] in "
                    "the programme file so that both are counted in the same money");
}

}  // namespace smallholder
