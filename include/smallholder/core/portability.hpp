// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What depends on the compiler and the processor: everything of that kind lives here.
///
///   SMALLHOLDER_ISA                   name of the inline namespace of kernel code (default: baseline)
///   SMALLHOLDER_RESTRICT              pointer that no other pointer aliases
///   SMALLHOLDER_ALWAYS_INLINE         small functions that must leave no weak symbol in a kernel object
///   SMALLHOLDER_HAS_VECTOR_EXTENSION  1 when the compiler has vector types (GCC and Clang)
///   VectorOfDoubles<N>, VectorOfIntegers<N>, VectorOfUnsigned<N>   such vectors of N 64-bit elements
///   Int128                            exact 128-bit integer: the compiler's own, or two 64-bit words
///   cpu_has_avx2()                    may code compiled for AVX2 run here?
///
/// -DSMALLHOLDER_STANDARD_ONLY switches every extension off; results stay the same, bit for bit.
/// Tested: tests/unit/core/portability_test.cpp

#include <bit>
#include <cmath>
#include <compare>
#include <cstdint>

#ifndef SMALLHOLDER_ISA
#define SMALLHOLDER_ISA baseline
#endif

#if defined(__GNUC__) && !defined(SMALLHOLDER_STANDARD_ONLY)
#define SMALLHOLDER_RESTRICT __restrict__
#define SMALLHOLDER_ALWAYS_INLINE inline __attribute__((always_inline))
#define SMALLHOLDER_HAS_VECTOR_EXTENSION 1
#else
#define SMALLHOLDER_RESTRICT
#define SMALLHOLDER_ALWAYS_INLINE inline
#define SMALLHOLDER_HAS_VECTOR_EXTENSION 0
#endif

#if defined(__SIZEOF_INT128__) && !defined(SMALLHOLDER_STANDARD_ONLY)
#define SMALLHOLDER_HAS_INT128 1
#else
#define SMALLHOLDER_HAS_INT128 0
#endif

namespace smallholder {

#if SMALLHOLDER_HAS_VECTOR_EXTENSION
// A vector_size that depends on a template parameter is read differently by GCC and Clang,
// so the widths in use are written out.
template <int N>
struct VectorTypes;
template <>
struct VectorTypes<2> {
    typedef double Doubles __attribute__((vector_size(16)));
    typedef std::int64_t Integers __attribute__((vector_size(16)));
    typedef std::uint64_t Unsigned __attribute__((vector_size(16)));
};
template <>
struct VectorTypes<4> {
    typedef double Doubles __attribute__((vector_size(32)));
    typedef std::int64_t Integers __attribute__((vector_size(32)));
    typedef std::uint64_t Unsigned __attribute__((vector_size(32)));
};
template <>
struct VectorTypes<8> {
    typedef double Doubles __attribute__((vector_size(64)));
    typedef std::int64_t Integers __attribute__((vector_size(64)));
    typedef std::uint64_t Unsigned __attribute__((vector_size(64)));
};

template <int N>
using VectorOfDoubles = typename VectorTypes<N>::Doubles;
template <int N>
using VectorOfIntegers = typename VectorTypes<N>::Integers;
template <int N>
using VectorOfUnsigned = typename VectorTypes<N>::Unsigned;

// Square roots, and products of the low halves of 64-bit elements, have no spelling in the vector
// extension that GCC turns into one instruction. Ids of processor built-ins differ by version, hence
// the questions; the plain loops below give the same bits.
inline namespace SMALLHOLDER_ISA {

SMALLHOLDER_ALWAYS_INLINE VectorOfDoubles<2> vector_square_root(VectorOfDoubles<2> x) noexcept {
#if defined(__SSE2__) && __has_builtin(__builtin_ia32_sqrtpd)
    return __builtin_ia32_sqrtpd(x);
#else
    return VectorOfDoubles<2>{std::sqrt(x[0]), std::sqrt(x[1])};
#endif
}

SMALLHOLDER_ALWAYS_INLINE VectorOfUnsigned<2> vector_multiply_low_halves(VectorOfUnsigned<2> a,
                                                                         VectorOfUnsigned<2> b) noexcept {
#if defined(__SSE2__) && __has_builtin(__builtin_ia32_pmuludq128)
    typedef int Halves __attribute__((vector_size(16)));
    return (VectorOfUnsigned<2>)__builtin_ia32_pmuludq128((Halves)a, (Halves)b);
#else
    return (a & 0xffffffffu) * (b & 0xffffffffu);
#endif
}

#if defined(__AVX2__)
SMALLHOLDER_ALWAYS_INLINE VectorOfDoubles<4> vector_square_root(VectorOfDoubles<4> x) noexcept {
#if __has_builtin(__builtin_ia32_sqrtpd256)
    return __builtin_ia32_sqrtpd256(x);
#else
    return VectorOfDoubles<4>{std::sqrt(x[0]), std::sqrt(x[1]), std::sqrt(x[2]), std::sqrt(x[3])};
#endif
}

SMALLHOLDER_ALWAYS_INLINE VectorOfUnsigned<4> vector_multiply_low_halves(VectorOfUnsigned<4> a,
                                                                         VectorOfUnsigned<4> b) noexcept {
#if __has_builtin(__builtin_ia32_pmuludq256)
    typedef int Halves __attribute__((vector_size(32)));
    return (VectorOfUnsigned<4>)__builtin_ia32_pmuludq256((Halves)a, (Halves)b);
#else
    return (a & 0xffffffffu) * (b & 0xffffffffu);
#endif
}
#endif

}  // namespace SMALLHOLDER_ISA
#endif

/// True when this processor can run code compiled for AVX2.
SMALLHOLDER_ALWAYS_INLINE bool cpu_has_avx2() noexcept {
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__)) && !defined(SMALLHOLDER_STANDARD_ONLY)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

/// 128-bit two's complement integer made of two 64-bit words: the standard fallback of Int128.
///
/// Sums wrap modulo 2^128, as unsigned words do. from_double rounds to the nearest integer (ties to
/// even) and wants |x| < 2^127; to_double rounds to the nearest double.
class WordPairInt128 {
public:
    constexpr WordPairInt128() noexcept = default;
    constexpr WordPairInt128(std::int64_t value) noexcept
        : low_(static_cast<std::uint64_t>(value)), high_(value < 0 ? -1 : 0) {}

    static constexpr WordPairInt128 from_words(std::int64_t high, std::uint64_t low) noexcept {
        WordPairInt128 result;
        result.high_ = high;
        result.low_ = low;
        return result;
    }
    static WordPairInt128 from_double(double x) noexcept {
        const double magnitude = std::nearbyint(std::fabs(x));
        const double high = std::floor(magnitude * 0x1p-64);
        const auto result =
            from_words(static_cast<std::int64_t>(high), static_cast<std::uint64_t>(magnitude - high * 0x1p64));
        return x < 0 ? -result : result;
    }
    double to_double() const noexcept {
        const WordPairInt128 magnitude = high_ < 0 ? -*this : *this;
        const auto top = static_cast<std::uint64_t>(magnitude.high_);
        double result = static_cast<double>(magnitude.low_);
        if (top != 0) {
            // Keep the 64 leading bits; whatever falls off becomes a sticky last bit, so that the
            // one rounding is that of the conversion.
            const int shift = 64 - std::countl_zero(top);
            std::uint64_t bits = magnitude.low_;
            if (shift == 64) {
                bits = top | (magnitude.low_ != 0 ? 1u : 0u);
            } else {
                const std::uint64_t lost = magnitude.low_ << (64 - shift);
                bits = (top << (64 - shift)) | (magnitude.low_ >> shift) | (lost != 0 ? 1u : 0u);
            }
            result = std::ldexp(static_cast<double>(bits), shift);
        }
        return high_ < 0 ? -result : result;
    }

    constexpr std::int64_t high() const noexcept { return high_; }
    constexpr std::uint64_t low() const noexcept { return low_; }

    constexpr WordPairInt128 operator-() const noexcept {
        const std::uint64_t low = ~low_ + 1;
        const std::uint64_t high = ~static_cast<std::uint64_t>(high_) + (low == 0 ? 1u : 0u);
        return from_words(static_cast<std::int64_t>(high), low);
    }
    constexpr WordPairInt128& operator+=(const WordPairInt128& other) noexcept {
        low_ += other.low_;
        high_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(high_) + static_cast<std::uint64_t>(other.high_) +
                                          (low_ < other.low_ ? 1u : 0u));
        return *this;
    }
    constexpr WordPairInt128& operator-=(const WordPairInt128& other) noexcept { return *this += -other; }
    friend constexpr WordPairInt128 operator+(WordPairInt128 a, const WordPairInt128& b) noexcept { return a += b; }
    friend constexpr WordPairInt128 operator-(WordPairInt128 a, const WordPairInt128& b) noexcept { return a -= b; }
    friend constexpr bool operator==(const WordPairInt128&, const WordPairInt128&) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(const WordPairInt128& a, const WordPairInt128& b) noexcept {
        if (a.high_ != b.high_) return a.high_ <=> b.high_;
        return a.low_ <=> b.low_;
    }

private:
    std::uint64_t low_ = 0;
    std::int64_t high_ = 0;
};

#if SMALLHOLDER_HAS_INT128
/// The compiler's own 128-bit integer behind the same interface as WordPairInt128.
class NativeInt128 {
    __extension__ typedef __int128 Signed;
    __extension__ typedef unsigned __int128 Unsigned;

public:
    constexpr NativeInt128() noexcept = default;
    SMALLHOLDER_ALWAYS_INLINE constexpr NativeInt128(std::int64_t value) noexcept
        : bits_(static_cast<Unsigned>(static_cast<Signed>(value))) {}

    SMALLHOLDER_ALWAYS_INLINE static constexpr NativeInt128 from_words(std::int64_t high, std::uint64_t low) noexcept {
        return from_bits((static_cast<Unsigned>(static_cast<std::uint64_t>(high)) << 64) | low);
    }
    SMALLHOLDER_ALWAYS_INLINE static NativeInt128 from_double(double x) noexcept {
        return from_bits(static_cast<Unsigned>(static_cast<Signed>(std::nearbyint(x))));
    }
    SMALLHOLDER_ALWAYS_INLINE double to_double() const noexcept {
        return static_cast<double>(static_cast<Signed>(bits_));
    }

    SMALLHOLDER_ALWAYS_INLINE constexpr std::int64_t high() const noexcept {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(bits_ >> 64));
    }
    SMALLHOLDER_ALWAYS_INLINE constexpr std::uint64_t low() const noexcept { return static_cast<std::uint64_t>(bits_); }

    SMALLHOLDER_ALWAYS_INLINE constexpr NativeInt128 operator-() const noexcept { return from_bits(~bits_ + 1); }
    SMALLHOLDER_ALWAYS_INLINE constexpr NativeInt128& operator+=(const NativeInt128& other) noexcept {
        bits_ += other.bits_;
        return *this;
    }
    SMALLHOLDER_ALWAYS_INLINE constexpr NativeInt128& operator-=(const NativeInt128& other) noexcept {
        bits_ -= other.bits_;
        return *this;
    }
    SMALLHOLDER_ALWAYS_INLINE friend constexpr NativeInt128 operator+(NativeInt128 a, const NativeInt128& b) noexcept {
        return a += b;
    }
    SMALLHOLDER_ALWAYS_INLINE friend constexpr NativeInt128 operator-(NativeInt128 a, const NativeInt128& b) noexcept {
        return a -= b;
    }
    SMALLHOLDER_ALWAYS_INLINE friend constexpr bool operator==(const NativeInt128& a, const NativeInt128& b) noexcept {
        return a.bits_ == b.bits_;
    }
    SMALLHOLDER_ALWAYS_INLINE friend constexpr std::strong_ordering operator<=>(const NativeInt128& a,
                                                                                const NativeInt128& b) noexcept {
        const auto left = static_cast<Signed>(a.bits_), right = static_cast<Signed>(b.bits_);
        return left < right   ? std::strong_ordering::less
               : left > right ? std::strong_ordering::greater
                              : std::strong_ordering::equal;
    }

private:
    SMALLHOLDER_ALWAYS_INLINE static constexpr NativeInt128 from_bits(Unsigned bits) noexcept {
        NativeInt128 result;
        result.bits_ = bits;
        return result;
    }
    Unsigned bits_ = 0;
};
using Int128 = NativeInt128;
#else
using Int128 = WordPairInt128;
#endif

}  // namespace smallholder
