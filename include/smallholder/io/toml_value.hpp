// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What stands in a TOML file, with the line of every key, so that errors can name it.
///
/// A plain tree of values. The parsing library is used in src/io/toml_value.cpp and nowhere else.
/// Tested: tests/unit/io/toml_value_test.cpp
/// Source: TOML 1.0.0, toml.io.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"

namespace smallholder::io {

struct TomlEntry;

struct TomlValue {
    enum class Kind : std::uint8_t { table, list, text, number, truth, date };

    Kind kind = Kind::table;
    Index line = 0;            ///< of the value, from 1
    double number = 0.0;       ///< of a number, whole or not; may be NaN or infinite as TOML allows
    bool whole = false;        ///< was the number written without a point?
    std::int64_t integer = 0;  ///< of a number written without a point
    bool truth = false;
    std::string text;
    std::vector<TomlValue> list;
    std::vector<TomlEntry> table;  ///< in the order of the file

    /// Entry of a table; nullptr when there is none.
    const TomlEntry* find(std::string_view key) const;
};

struct TomlEntry {
    std::string key;
    Index line = 0;  ///< of the key, from 1
    TomlValue value;
};

/// "text", "a number", "true or false", "a list", "a table", "a date": for messages.
std::string_view in_words(TomlValue::Kind kind);

/// Throws ProgrammeError with the line when the text is not TOML. `where` names the text in messages.
TomlValue parse_toml(std::string_view text, std::string_view where);

}  // namespace smallholder::io
