// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A part of a whole, between 0 and 1, checked once when it is made.
/// Tested: tests/unit/core/share_test.cpp

#include <compare>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"

namespace smallholder {

class Share {
public:
    constexpr Share() = default;
    /// Throws RangeError when value is not a number between 0 and 1; `name` says whose share it is.
    explicit Share(double value, std::string_view name = "share") : value_(value) {
        if (value >= 0.0 && value <= 1.0) return;
        // 60 was probably meant to be 60%; 1.2 was not meant to be 1.2%.
        const bool percent = value >= 2.0 && value <= 100.0;
        throw RangeError(number_text(value) + " is not between 0 and 1", std::string(name),
                         percent ? "Write a percentage as a fraction: " + number_text(value / 100.0)
                                 : "Give a fraction between 0 and 1");
    }

    constexpr double value() const { return value_; }
    /// What is left of the whole.
    constexpr Share complement() const {
        Share rest;
        rest.value_ = 1.0 - value_;
        return rest;
    }

    constexpr auto operator<=>(const Share&) const = default;

private:
    double value_ = 0.0;
};

}  // namespace smallholder
