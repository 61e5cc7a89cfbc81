// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace smallholder {

/// One field of an intervention, as a programme file, a Python keyword and the docs table know it.
///
/// The default is the parameter row `default_row` where one is named (so that it has a range, a source and can be drawn),
/// else the plain number `default_value`.
struct FieldSpec {
    std::string_view name;
    std::string_view unit;
    double minimum, maximum;        // allowed values, inclusive
    double default_value;
    std::string_view default_row;   // "" for none
    std::string_view table;         // where it stands in a programme file: "" | "who" | "when" | "cost"
    std::string_view doc;           // one line
    bool whole = false;             // only whole numbers (years)
    bool list = false;              // or a list of numbers, one of which each village draws
};

}  // namespace smallholder
