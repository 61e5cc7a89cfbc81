// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A lane: the number type in which the household year is written, once, for one household or several.
///
/// `double` is the reference lane: one household at a time, easy to follow in a debugger, and the
/// oracle of the tests. `Pack<N>` (core/pack.hpp) carries N households side by side. Kernel code is a
/// template over the lane L and says `select(poor, a, b)` where ordinary code would say `if`.
/// Both kinds give the same bits because only + - * /, square root, comparisons and operations on bits
/// are used, each of which IEEE 754 fixes to the last digit.
///
///   mask_of<L>      answer of a comparison: bool for double
///   bits_of_lane<L> the 64 bits of each number as an unsigned integer
///   select(m, a, b) a where m holds, else b; both are computed
///   minimum(a, b)   b where b < a, else a   (so a NaN in a stays)
///   maximum(a, b)   b where a < b, else a
///   clip(x, lo, hi) lo below lo, hi above hi, x between; NaN stays NaN
///
/// Shape: every function is lane -> lane, element by element, without branches.
/// Tested: tests/unit/core/lane_test.cpp      Page: docs/adr/0003-one-year-for-every-lane.md

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>

#include "smallholder/core/index.hpp"
#include "smallholder/core/portability.hpp"

namespace smallholder::inline SMALLHOLDER_ISA {

/// What a lane type is made of. core/pack.hpp specialises it; this is the lane of one number.
template <class L>
struct LaneTraits;

template <>
struct LaneTraits<double> {
    using Mask = bool;
    using Bits = std::uint64_t;
    static constexpr int kWidth = 1;
    static SMALLHOLDER_ALWAYS_INLINE constexpr double broadcast(double x) noexcept { return x; }
    static SMALLHOLDER_ALWAYS_INLINE double load(const double* from) noexcept { return *from; }
    static SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t broadcast_bits(std::uint64_t x) noexcept {
        return x;
    }
    static SMALLHOLDER_ALWAYS_INLINE std::uint64_t load_bits(const std::uint64_t* from) noexcept {
        return *from;
    }
};

template <class L>
concept Lane = requires {
    typename LaneTraits<L>::Mask;
    LaneTraits<L>::kWidth;
};

template <Lane L>
using mask_of = typename LaneTraits<L>::Mask;
template <Lane L>
using bits_of_lane = typename LaneTraits<L>::Bits;
/// How many households one lane value carries.
template <Lane L>
inline constexpr int lane_width = LaneTraits<L>::kWidth;

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L broadcast(double x) noexcept {
    return LaneTraits<L>::broadcast(x);
}
/// Reads lane_width<L> consecutive numbers; no alignment is asked.
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE L load(const double* from) noexcept {
    return LaneTraits<L>::load(from);
}
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr bits_of_lane<L> broadcast_bits(std::uint64_t x) noexcept {
    return LaneTraits<L>::broadcast_bits(x);
}
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE bits_of_lane<L> load_bits(const std::uint64_t* from) noexcept {
    return LaneTraits<L>::load_bits(from);
}

// ---- the lane of one number -------------------------------------------------------------------------

SMALLHOLDER_ALWAYS_INLINE void store(double* to, double x) noexcept {
    *to = x;
}
/// The number of household `i` within a lane value.
SMALLHOLDER_ALWAYS_INLINE constexpr double element(double x, int /*i*/) noexcept {
    return x;
}
SMALLHOLDER_ALWAYS_INLINE constexpr bool element(bool x, int /*i*/) noexcept {
    return x;
}
SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t element(std::uint64_t x, int /*i*/) noexcept {
    return x;
}

SMALLHOLDER_ALWAYS_INLINE constexpr double select(bool mask, double a, double b) noexcept {
    return mask ? a : b;
}
SMALLHOLDER_ALWAYS_INLINE constexpr double minimum(double a, double b) noexcept {
    return select(b < a, b, a);
}
SMALLHOLDER_ALWAYS_INLINE constexpr double maximum(double a, double b) noexcept {
    return select(a < b, b, a);
}
SMALLHOLDER_ALWAYS_INLINE constexpr double clip(double x, double low, double high) noexcept {
    return select(x < low, low, select(high < x, high, x));
}
SMALLHOLDER_ALWAYS_INLINE double square_root(double x) noexcept {
    return std::sqrt(x);
}

SMALLHOLDER_ALWAYS_INLINE constexpr bool any(bool mask) noexcept {
    return mask;
}
SMALLHOLDER_ALWAYS_INLINE constexpr bool all(bool mask) noexcept {
    return mask;
}
SMALLHOLDER_ALWAYS_INLINE constexpr bool mask_and(bool a, bool b) noexcept {
    return a & b;
}
SMALLHOLDER_ALWAYS_INLINE constexpr bool mask_or(bool a, bool b) noexcept {
    return a | b;
}
SMALLHOLDER_ALWAYS_INLINE constexpr bool mask_not(bool a) noexcept {
    return !a;
}

SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t bits_of(double x) noexcept {
    return std::bit_cast<std::uint64_t>(x);
}
SMALLHOLDER_ALWAYS_INLINE constexpr double from_bits(std::uint64_t bits) noexcept {
    return std::bit_cast<double>(bits);
}
/// Product of the low 32 bits of each side, as 64 bits; high halves are ignored.
SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t multiply_low_halves(std::uint64_t a,
                                                                      std::uint64_t b) noexcept {
    return (a & 0xffffffffu) * (b & 0xffffffffu);
}

// ---- written once for every lane --------------------------------------------------------------------

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L absolute(L x) noexcept {
    return from_bits(bits_of(x) & broadcast_bits<L>(0x7fffffffffffffffu));
}

/// Largest whole number not above x.
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L floor_of(L x) noexcept {
    // Next to 2^52, of the sign of x, a double has no digits behind the point; from 2^52 on it never has.
    const auto sign = bits_of(x) & broadcast_bits<L>(0x8000000000000000u);
    const L shift = from_bits(sign | broadcast_bits<L>(0x4330000000000000u));
    const L nearest = (x + shift) - shift;
    const L below = nearest - select(x < nearest, broadcast<L>(1.0), broadcast<L>(0.0));
    return select(absolute(x) < broadcast<L>(0x1p52), below, x);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA
