// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Columns of Python as spans of C++, read in place: one-dimensional, contiguous float64. Anything else is a TypeError
/// (with `.noconvert()`), so that a silent copy or a rounding to another type never stands between data and figures.
/// Tested: tests/python/test_survey_metrics.py

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::bindings {

using Column = pybind11::array_t<double, pybind11::array::c_style>;
using Weights = std::optional<Column>;
using LineOrLines = std::variant<double, Column>;

inline std::span<const double> view(const Column& column, const char* name) {
    if (column.ndim() != 1) {
        throw RangeError(std::string(name) + " has " + std::to_string(column.ndim()) + " dimensions",
                         "smallholder._core", "Pass one value per row");
    }
    return {column.data(), static_cast<std::size_t>(column.size())};
}

inline std::span<const double> view(const Weights& weights) {
    return weights ? view(*weights, "weights") : std::span<const double>{};
}

inline metrics::Lines view(const LineOrLines& lines, const char* name) {
    if (const auto* one = std::get_if<double>(&lines)) return *one;
    return view(std::get<Column>(lines), name);
}

/// One member of every row of a table, as a column.
template <class Row, class Member>
pybind11::array column(const std::vector<Row>& rows, Member member) {
    using Value = std::decay_t<decltype(std::invoke(member, std::declval<const Row&>()))>;
    pybind11::array_t<Value> made(static_cast<pybind11::ssize_t>(rows.size()));
    auto values = made.template mutable_unchecked<1>();
    for (std::size_t i = 0; i < rows.size(); ++i) values(static_cast<pybind11::ssize_t>(i)) = std::invoke(member, rows[i]);
    return made;
}

/// A column that is handed to Python and owned by it.
inline Column column_of(std::span<const double> values) {
    return Column(static_cast<pybind11::ssize_t>(values.size()), values.data());
}

}  // namespace smallholder::bindings
