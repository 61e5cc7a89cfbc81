// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/toml_value.hpp"

#include <algorithm>
#include <cctype>

#include "smallholder/core/errors.hpp"

namespace {

/// What the parsing library takes for granted and a broken file is not.
struct Malformed {};

[[noreturn]] void stumble() {
    throw Malformed{};
}

}  // namespace

// The library asserts where it should report, on lines such as "[= 1". In a release build such a file would run into
// undefined behaviour, so its assertions stay on in this unit and throw.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) ((expression) ? void() : stumble())
#ifndef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#endif
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace smallholder::io {

namespace {

Index line_of(const toml::source_region& source) {
    return static_cast<Index>(source.begin.line);
}

TomlValue converted(const toml::node& node) {
    TomlValue value;
    value.line = line_of(node.source());
    if (const toml::table* table = node.as_table()) {
        value.kind = TomlValue::Kind::table;
        for (const auto& [key, child] : *table) {
            value.table.push_back({std::string(key.str()), line_of(key.source()), converted(child)});
        }
        // The library sorts keys by name; a reader of messages thinks in lines.
        std::stable_sort(value.table.begin(), value.table.end(),
                         [](const TomlEntry& a, const TomlEntry& b) { return a.line < b.line; });
    } else if (const toml::array* array = node.as_array()) {
        value.kind = TomlValue::Kind::list;
        for (const toml::node& child : *array) value.list.push_back(converted(child));
    } else if (const auto* text = node.as_string()) {
        value.kind = TomlValue::Kind::text;
        value.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        value.kind = TomlValue::Kind::number;
        value.whole = true;
        value.integer = integer->get();
        value.number = static_cast<double>(value.integer);
    } else if (const auto* real = node.as_floating_point()) {
        value.kind = TomlValue::Kind::number;
        value.number = real->get();
    } else if (const auto* truth = node.as_boolean()) {
        value.kind = TomlValue::Kind::truth;
        value.truth = truth->get();
    } else {
        value.kind = TomlValue::Kind::date;
    }
    return value;
}

std::string_view text_of_line(std::string_view text, Index line) {
    for (Index i = 1; i < line; ++i) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

/// The line that the library stumbles over: the first whose text, with all before it, makes it stumble.
Index malformed_line(std::string_view text) {
    Index line = 0;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find('\n', line == 0 ? 0 : end + 1);
        ++line;
        try {
            (void)toml::parse(text.substr(0, end));
        } catch (const toml::parse_error&) {
            // cut off in the middle of something; not what is looked for
        } catch (const Malformed&) {
            return line;
        }
    }
    return line;
}

/// Does a line look like `key = 0,6`?
bool has_decimal_comma(std::string_view line) {
    const auto equals = line.find('=');
    const auto comma = line.find(',', equals == std::string_view::npos ? line.size() : equals);
    const auto digit = [&](std::size_t i) {
        return i < line.size() && std::isdigit(static_cast<unsigned char>(line[i])) != 0;
    };
    return comma != std::string_view::npos && comma > 0 && digit(comma - 1) && digit(comma + 1) &&
           line.find_first_of("[{\"'") == std::string_view::npos;
}

}  // namespace

const TomlEntry* TomlValue::find(std::string_view key) const {
    for (const TomlEntry& entry : table) {
        if (entry.key == key) return &entry;
    }
    return nullptr;
}

std::string_view in_words(TomlValue::Kind kind) {
    switch (kind) {
        case TomlValue::Kind::table:
            return "a table";
        case TomlValue::Kind::list:
            return "a list";
        case TomlValue::Kind::text:
            return "text";
        case TomlValue::Kind::number:
            return "a number";
        case TomlValue::Kind::truth:
            return "true or false";
        case TomlValue::Kind::date:
            return "a date";
    }
    return "a value";
}

TomlValue parse_toml(std::string_view text, std::string_view where) {
    try {
        return converted(toml::parse(text));
    } catch (const toml::parse_error& error) {
        const Index line = line_of(error.source());
        std::string remedy = "Write one `key = value` a line, text in double quotes, each key once";
        if (has_decimal_comma(text_of_line(text, line))) {
            remedy = "Write the number with a point, such as 0.6, not 0,6";
        }
        throw ProgrammeError(std::string(error.description()), std::string(where) + " line " + std::to_string(line),
                             std::move(remedy));
    } catch (const Malformed&) {
        throw ProgrammeError("a key or a name in brackets is missing",
                             std::string(where) + " line " + std::to_string(malformed_line(text)),
                             "Write [name] for a table, [[name]] for a block, key = value inside");
    }
}

}  // namespace smallholder::io
