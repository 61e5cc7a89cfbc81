// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A sum that does not care in which order households are counted.
///
/// Sums of ordinary numbers change in the last digits with the order of adding, hence with the number
/// of threads or the way a run is cut into blocks. Here each number is first rounded to a multiple of
/// 2^-30 (about 1e-9 of its unit) and the multiples are added as integers, which is exact.
///
///   value = 2^-30 sum of round(2^30 x)      round to nearest, ties to even
///
/// Range: |sum| below 2^97 (1.6e29); a single number must stay below 2^90. A NaN, an infinity or a larger
/// number turns the value into NaN for good, wherever it is added.
/// Every function is forced inline, so that a kernel compiled for one processor leaves none for another to find.
/// Shape: numbers -> number; adding and merging are associative and commutative, bit for bit.
/// Tested: tests/unit/core/exact_sum_test.cpp

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "smallholder/core/portability.hpp"

namespace smallholder {

class ExactSum {
public:
    SMALLHOLDER_ALWAYS_INLINE void add(double x) noexcept {
        const double units = x * kUnitsPerOne;
        const double size = std::fabs(units);
        if (size < 0x1p51) {
            // Next to 1.5 * 2^52 the last bit of a double is worth one unit: the sum of the two rounds x
            // to a whole number of units and holds it in its bits.
            constexpr double kShift = 0x1.8p52;
            const std::uint64_t whole =
                std::bit_cast<std::uint64_t>(units + kShift) - std::bit_cast<std::uint64_t>(kShift);
            units_ += Int128(static_cast<std::int64_t>(whole));
        } else if (size < 0x1p120) {
            units_ += Int128::from_double(units);
        } else {
            usable_ = false;
        }
    }
    SMALLHOLDER_ALWAYS_INLINE void add(const ExactSum& other) noexcept {
        units_ += other.units_;
        usable_ = usable_ && other.usable_;
    }
    SMALLHOLDER_ALWAYS_INLINE ExactSum& operator+=(double x) noexcept {
        add(x);
        return *this;
    }
    SMALLHOLDER_ALWAYS_INLINE ExactSum& operator+=(const ExactSum& other) noexcept {
        add(other);
        return *this;
    }

    SMALLHOLDER_ALWAYS_INLINE double value() const noexcept {
        return usable_ ? units_.to_double() * (1.0 / kUnitsPerOne) : std::numeric_limits<double>::quiet_NaN();
    }
    /// False once something that is not a usable number was added.
    SMALLHOLDER_ALWAYS_INLINE bool usable() const noexcept { return usable_; }
    /// The integer itself, in units of 2^-30, for hashes and for writing to a file.
    SMALLHOLDER_ALWAYS_INLINE const Int128& units() const noexcept { return units_; }
    /// The sum a file holds: the inverse of units() and usable().
    SMALLHOLDER_ALWAYS_INLINE static ExactSum from_units(const Int128& units, bool usable = true) noexcept {
        ExactSum sum;
        sum.units_ = units;
        sum.usable_ = usable;
        return sum;
    }

    SMALLHOLDER_ALWAYS_INLINE friend bool operator==(const ExactSum& a, const ExactSum& b) noexcept {
        return a.units_ == b.units_ && a.usable_ == b.usable_;
    }

    /// Many sums at once: each of n numbers is rounded to units and added to a 64-bit word of its own, for from_units later. Only for
    /// numbers that fit_words accepts, and at most kWordsAtOnce times before the words are emptied: 60 times 2^57 is below 2^63.
    static constexpr std::int32_t kWordsAtOnce = 60;
    template <std::size_t n>
    SMALLHOLDER_ALWAYS_INLINE static bool fit_words(const double* x) noexcept {
        // A sum of sizes below the limit bounds each of them; a NaN makes it fail. Four sums, so that none waits for the last.
        double size[4] = {};
        for (std::size_t i = 0; i < n; ++i) size[i % 4] += std::fabs(x[i]);
        return (size[0] + size[1]) + (size[2] + size[3]) < 0x1p57 / kUnitsPerOne;
    }
    template <std::size_t n>
    SMALLHOLDER_ALWAYS_INLINE static void add_words(std::int64_t* words, const double* x) noexcept {
        for (std::size_t i = 0; i < n; ++i) words[i] += std::llrint(x[i] * kUnitsPerOne);
    }

private:
    static constexpr double kUnitsPerOne = 0x1p30;
    Int128 units_{};
    bool usable_ = true;
};

}  // namespace smallholder
