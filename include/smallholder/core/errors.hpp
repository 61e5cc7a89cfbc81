// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Errors that say what went wrong, where, and what to try.
///
///   throw SchemaError("\"1,5\" is not a number", "survey.csv row 812, column area_ha",
///                     "Use a point, or pass decimal=','");
///
/// reads "survey.csv row 812, column area_ha: "1,5" is not a number. Use a point, or pass decimal=','."
/// Thrown at the boundary only (files, builders, constructors), never inside a kernel.
/// Tested: tests/unit/core/errors_test.cpp

#include <array>
#include <charconv>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/core/index.hpp"

namespace smallholder {

/// The base of every error of this library; what() holds the full text.
class Error : public std::runtime_error {
public:
    Error(std::string what, std::string where, std::string remedy)
        : std::runtime_error(full_text(what, where, remedy)),
          what_(std::move(what)),
          where_(std::move(where)),
          remedy_(std::move(remedy)) {}

    const std::string& what_happened() const noexcept { return what_; }
    const std::string& where() const noexcept { return where_; }
    const std::string& remedy() const noexcept { return remedy_; }

private:
    static std::string with_full_stop(std::string_view sentence) {
        std::string text(sentence);
        if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
        return text;
    }
    static std::string full_text(std::string_view what, std::string_view where, std::string_view remedy) {
        std::string text;
        if (!where.empty()) text.append(where).append(": ");
        text += with_full_stop(what);
        if (!remedy.empty()) text.append(" ").append(with_full_stop(remedy));
        return text;
    }

    std::string what_, where_, remedy_;
};

/// A file or table that does not have the columns, rows or texts it should have.
class SchemaError : public Error {
public:
    /// rows: the numbers, as a reader of the file would count them, of the rows that are wrong.
    SchemaError(std::string what, std::string where, std::string remedy, std::vector<Index> rows = {})
        : Error(std::move(what), std::move(where), std::move(remedy)), rows_(std::move(rows)) {}

    const std::vector<Index>& rows() const noexcept { return rows_; }

private:
    std::vector<Index> rows_;
};

/// Two quantities that cannot be put together: units, currencies, price years.
class UnitError : public Error {
public:
    using Error::Error;
};

/// A number outside what it can mean: a share above 1, negative land.
class RangeError : public Error {
public:
    /// rows: as in SchemaError.
    RangeError(std::string what, std::string where, std::string remedy, std::vector<Index> rows = {})
        : Error(std::move(what), std::move(where), std::move(remedy)), rows_(std::move(rows)) {}

    const std::vector<Index>& rows() const noexcept { return rows_; }

private:
    std::vector<Index> rows_;
};

/// A programme file or programme that cannot be carried out as written.
class ProgrammeError : public Error {
public:
    using Error::Error;
};

/// A calculation that left the finite numbers or did not converge.
class NumericalError : public Error {
public:
    using Error::Error;
};

/// A number as a person would write it in a message: the fewest digits that mean this very number.
inline std::string number_text(double number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return std::string(digits.data(), end.ptr);
}

/// The first few of many messages: "a; b; c; d; e (and 37 more)".
inline std::string list_first(std::span<const std::string> messages, Index shown = 5) {
    std::string text;
    const auto count = static_cast<Index>(messages.size());
    for (Index i = 0; i < count && i < shown; ++i) {
        if (i > 0) text += "; ";
        text += messages[static_cast<std::size_t>(i)];
    }
    if (count > shown) text += " (and " + std::to_string(count - shown) + " more)";
    return text;
}

}  // namespace smallholder
