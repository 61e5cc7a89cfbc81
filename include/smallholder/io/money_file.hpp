// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The table of prices and exchange rates: data/money/money.csv.
/// Tested: tests/unit/io/money_file_test.cpp

#include <filesystem>
#include <string>
#include <string_view>

#include "smallholder/farm/money_table.hpp"

namespace smallholder::io {

/// Columns kind (price_index or exchange_rate), currency, year, value, unit, source, provenance. Throws SchemaError.
MoneyTable parse_money(std::string_view text, std::string where);

MoneyTable read_money(const std::filesystem::path& file);

/// The one that smallholder ships: data_folder()/money/money.csv.
MoneyTable shipped_money();

}  // namespace smallholder::io
