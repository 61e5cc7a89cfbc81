// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Checks that several headers of this folder make of what they are given; each throws RangeError.
/// Tested: tests/unit/consortium/require_test.cpp

#include <cmath>
#include <span>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium::detail {

/// from and to belong to the range; NaN belongs to none.
inline void require_between(double value, double from, double to, std::string_view name, std::string_view where) {
    if (value >= from && value <= to) return;
    throw RangeError(std::string(name) + " is " + number_text(value), std::string(where),
                     "Use a number from " + number_text(from) + " to " + number_text(to));
}

inline void require_share(double value, std::string_view name, std::string_view where) {
    require_between(value, 0.0, 1.0, name, where);
}

inline void require_positive(double value, std::string_view name, std::string_view where) {
    if (std::isfinite(value) && value > 0.0) return;
    throw RangeError(std::string(name) + " is " + number_text(value), std::string(where),
                     "Use a finite number above zero");
}

inline void require_not_negative(double value, std::string_view name, std::string_view where) {
    if (std::isfinite(value) && value >= 0.0) return;
    throw RangeError(std::string(name) + " is " + number_text(value), std::string(where),
                     "Use a finite number of zero or more");
}

inline void require_finite(std::span<const double> values, std::string_view name, std::string_view where) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i])) continue;
        throw RangeError(std::string(name) + "[" + std::to_string(i) + "] is " + number_text(values[i]),
                         std::string(where), "Use finite numbers");
    }
}

/// size is the number of entries there should be.
inline void require_size(std::size_t given, std::size_t size, std::string_view name, std::string_view where) {
    if (given == size) return;
    throw RangeError(
        std::string(name) + " has " + std::to_string(given) + " entries where there should be " + std::to_string(size),
        std::string(where), "Pass one entry for each");
}

}  // namespace smallholder::consortium::detail
