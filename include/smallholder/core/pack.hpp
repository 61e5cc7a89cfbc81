// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Several households side by side in one number: the lane of production runs.
///
/// Pack<N> holds N doubles (N a power of two). Up to the width of the processor's registers it is one
/// vector; above that it is two halves, so that Pack<8> on a four-wide machine is two independent
/// chains of work, which hides the latency of long polynomials. Without vector types a Pack<1> holds a
/// plain double and the halves do the rest.
/// A plain number mixes with a pack: `2.0 * area`, `maximum(cash, 0.0)`, `select(poor, 0.0, spending)`.
///
/// Shape: element by element; each element has the bits the lane `double` would give.
/// Tested: tests/unit/core/lane_test.cpp

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "smallholder/core/lane.hpp"

namespace smallholder::inline SMALLHOLDER_ISA {

#if !SMALLHOLDER_HAS_VECTOR_EXTENSION
inline constexpr int kNativePackWidth = 1;
#elif defined(__AVX2__)
inline constexpr int kNativePackWidth = 4;
#else
inline constexpr int kNativePackWidth = 2;
#endif

namespace detail {

/// What one register holds: a vector of N, or a plain number where there are no vectors.
template <int N>
struct Register {
    using Doubles = double;
    using Unsigned = std::uint64_t;
    using Answers = bool;
};
#if SMALLHOLDER_HAS_VECTOR_EXTENSION
template <int N>
requires(N >= 2 && N <= kNativePackWidth) struct Register<N> {
    using Doubles = VectorOfDoubles<N>;
    using Unsigned = VectorOfUnsigned<N>;
    using Answers = VectorOfIntegers<N>;
};
#endif

template <class Half>
struct TwoHalves {
    Half low, high;
};
struct NoHalf {};

// How a Pack, its mask and its bits are stored: one register, or two of half the width.
template <template <int> class Kind, class Native, int N>
struct Storage {
    static constexpr bool kOneRegister = N <= kNativePackWidth;
    using Half = typename std::conditional_t<kOneRegister, std::type_identity<NoHalf>,
                                             std::type_identity<Kind<N / 2>>>::type;
    using Type = typename std::conditional_t<kOneRegister, std::type_identity<Native>,
                                             std::type_identity<TwoHalves<Half>>>::type;
};

}  // namespace detail

// Every operation below reads the same way: on one register, the compiler's; on two, each half's.

template <int N>
class Pack;

/// The answers of a comparison of two packs.
template <int N>
class PackMask {
    using Native = typename detail::Register<N>::Answers;
    using Kept = detail::Storage<PackMask, Native, N>;
    static constexpr bool kOneRegister = Kept::kOneRegister;
    using Half = typename Kept::Half;

public:
    PackMask() = default;
    SMALLHOLDER_ALWAYS_INLINE explicit PackMask(Native answers) noexcept requires kOneRegister : v(answers) {}
    template <class H>
    requires(!kOneRegister && std::is_same_v<H, Half>) SMALLHOLDER_ALWAYS_INLINE PackMask(H low, H high)
    noexcept : v{low, high} {}

    SMALLHOLDER_ALWAYS_INLINE friend PackMask mask_and(PackMask a, PackMask b) noexcept {
        if constexpr (kOneRegister)
            return PackMask(static_cast<Native>(a.v & b.v));
        else
            return {mask_and(a.v.low, b.v.low), mask_and(a.v.high, b.v.high)};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask mask_or(PackMask a, PackMask b) noexcept {
        if constexpr (kOneRegister)
            return PackMask(static_cast<Native>(a.v | b.v));
        else
            return {mask_or(a.v.low, b.v.low), mask_or(a.v.high, b.v.high)};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask mask_not(PackMask a) noexcept {
        if constexpr (kOneRegister && N == 1)
            return PackMask(!a.v);
        else if constexpr (kOneRegister)
            return PackMask(~a.v);
        else
            return {mask_not(a.v.low), mask_not(a.v.high)};
    }
    SMALLHOLDER_ALWAYS_INLINE friend bool element(PackMask a, int i) noexcept {
        if constexpr (kOneRegister && N == 1)
            return a.v;
        else if constexpr (kOneRegister)
            return a.v[i] != 0;
        else
            return i < N / 2 ? element(a.v.low, i) : element(a.v.high, i - N / 2);
    }
    SMALLHOLDER_ALWAYS_INLINE friend bool any(PackMask a) noexcept {
        bool found = false;
        for (int i = 0; i < N; ++i) found |= element(a, i);
        return found;
    }
    SMALLHOLDER_ALWAYS_INLINE friend bool all(PackMask a) noexcept {
        bool holds = true;
        for (int i = 0; i < N; ++i) holds &= element(a, i);
        return holds;
    }

    /// Found through the mask, so that both choices may be plain numbers.
    SMALLHOLDER_ALWAYS_INLINE friend Pack<N> select(PackMask mask, Pack<N> a, Pack<N> b) noexcept {
        if constexpr (kOneRegister)
            return Pack<N>(mask.v ? a.v : b.v);
        else
            return {select(mask.v.low, a.v.low, b.v.low), select(mask.v.high, a.v.high, b.v.high)};
    }

    typename Kept::Type v;
};

/// The 64 bits of each number of a pack, as unsigned integers.
template <int N>
class PackBits {
    using Native = typename detail::Register<N>::Unsigned;
    using Kept = detail::Storage<PackBits, Native, N>;
    static constexpr bool kOneRegister = Kept::kOneRegister;
    using Half = typename Kept::Half;

public:
    PackBits() = default;
    SMALLHOLDER_ALWAYS_INLINE PackBits(std::uint64_t x) noexcept {
        if constexpr (kOneRegister && N == 1)
            v = x;
        else if constexpr (kOneRegister)
            v = x - Native{};
        else
            v = {Half(x), Half(x)};
    }
    template <class H>
    requires(kOneRegister&& N != 1 && std::is_same_v<H, Native>) SMALLHOLDER_ALWAYS_INLINE
        explicit PackBits(H bits) noexcept
        : v(bits) {}
    template <class H>
    requires(!kOneRegister && std::is_same_v<H, Half>) SMALLHOLDER_ALWAYS_INLINE PackBits(H low, H high)
    noexcept : v{low, high} {}

    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator+(PackBits a, PackBits b) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v + b.v);
        else
            return {a.v.low + b.v.low, a.v.high + b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator-(PackBits a, PackBits b) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v - b.v);
        else
            return {a.v.low - b.v.low, a.v.high - b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator&(PackBits a, PackBits b) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v & b.v);
        else
            return {a.v.low & b.v.low, a.v.high & b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator|(PackBits a, PackBits b) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v | b.v);
        else
            return {a.v.low | b.v.low, a.v.high | b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator^(PackBits a, PackBits b) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v ^ b.v);
        else
            return {a.v.low ^ b.v.low, a.v.high ^ b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator<<(PackBits a, int places) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v << places);
        else
            return {a.v.low << places, a.v.high << places};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits operator>>(PackBits a, int places) noexcept {
        if constexpr (kOneRegister)
            return PackBits(a.v >> places);
        else
            return {a.v.low >> places, a.v.high >> places};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackBits multiply_low_halves(PackBits a, PackBits b) noexcept {
        if constexpr (kOneRegister && N == 1)
            return PackBits((a.v & 0xffffffffu) * (b.v & 0xffffffffu));
        else if constexpr (kOneRegister)
            return PackBits(vector_multiply_low_halves(a.v, b.v));
        else
            return {multiply_low_halves(a.v.low, b.v.low), multiply_low_halves(a.v.high, b.v.high)};
    }
    SMALLHOLDER_ALWAYS_INLINE friend std::uint64_t element(PackBits a, int i) noexcept {
        if constexpr (kOneRegister && N == 1)
            return a.v;
        else if constexpr (kOneRegister)
            return a.v[i];
        else
            return i < N / 2 ? element(a.v.low, i) : element(a.v.high, i - N / 2);
    }

    typename Kept::Type v;
};

/// N doubles, one per household.
template <int N>
class Pack {
    static_assert(N >= 1 && (N & (N - 1)) == 0, "a pack holds a power of two of numbers");
    using Native = typename detail::Register<N>::Doubles;
    using Kept = detail::Storage<Pack, Native, N>;
    static constexpr bool kOneRegister = Kept::kOneRegister;
    using Half = typename Kept::Half;

public:
    Pack() = default;
    SMALLHOLDER_ALWAYS_INLINE Pack(double x) noexcept {
        if constexpr (kOneRegister && N == 1)
            v = x;
        else if constexpr (kOneRegister)
            v = x - Native{};  // minus, because +0 would turn a -0 into 0
        else
            v = {Half(x), Half(x)};
    }
    template <class H>
    requires(kOneRegister&& N != 1 && std::is_same_v<H, Native>) SMALLHOLDER_ALWAYS_INLINE
        explicit Pack(H numbers) noexcept
        : v(numbers) {}
    template <class H>
    requires(!kOneRegister && std::is_same_v<H, Half>) SMALLHOLDER_ALWAYS_INLINE Pack(H low, H high)
    noexcept : v{low, high} {}

    SMALLHOLDER_ALWAYS_INLINE friend Pack operator+(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return Pack(a.v + b.v);
        else
            return {a.v.low + b.v.low, a.v.high + b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend Pack operator-(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return Pack(a.v - b.v);
        else
            return {a.v.low - b.v.low, a.v.high - b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend Pack operator*(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return Pack(a.v * b.v);
        else
            return {a.v.low * b.v.low, a.v.high * b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend Pack operator/(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return Pack(a.v / b.v);
        else
            return {a.v.low / b.v.low, a.v.high / b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend Pack operator-(Pack a) noexcept {
        if constexpr (kOneRegister)
            return Pack(-a.v);
        else
            return {-a.v.low, -a.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE Pack& operator+=(Pack b) noexcept { return *this = *this + b; }
    SMALLHOLDER_ALWAYS_INLINE Pack& operator-=(Pack b) noexcept { return *this = *this - b; }
    SMALLHOLDER_ALWAYS_INLINE Pack& operator*=(Pack b) noexcept { return *this = *this * b; }
    SMALLHOLDER_ALWAYS_INLINE Pack& operator/=(Pack b) noexcept { return *this = *this / b; }

    SMALLHOLDER_ALWAYS_INLINE friend PackMask<N> operator<(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return PackMask<N>(a.v < b.v);
        else
            return {a.v.low < b.v.low, a.v.high < b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask<N> operator<=(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return PackMask<N>(a.v <= b.v);
        else
            return {a.v.low <= b.v.low, a.v.high <= b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask<N> operator==(Pack a, Pack b) noexcept {
        if constexpr (kOneRegister)
            return PackMask<N>(a.v == b.v);
        else
            return {a.v.low == b.v.low, a.v.high == b.v.high};
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask<N> operator!=(Pack a, Pack b) noexcept {
        return mask_not(a == b);
    }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask<N> operator>(Pack a, Pack b) noexcept { return b < a; }
    SMALLHOLDER_ALWAYS_INLINE friend PackMask<N> operator>=(Pack a, Pack b) noexcept { return b <= a; }

    SMALLHOLDER_ALWAYS_INLINE friend Pack minimum(Pack a, Pack b) noexcept { return select(b < a, b, a); }
    SMALLHOLDER_ALWAYS_INLINE friend Pack maximum(Pack a, Pack b) noexcept { return select(a < b, b, a); }
    SMALLHOLDER_ALWAYS_INLINE friend Pack clip(Pack x, Pack low, Pack high) noexcept {
        return select(x < low, low, select(high < x, high, x));
    }
    SMALLHOLDER_ALWAYS_INLINE friend Pack square_root(Pack x) noexcept {
        if constexpr (kOneRegister && N == 1)
            return Pack(std::sqrt(x.v));
        else if constexpr (kOneRegister)
            return Pack(vector_square_root(x.v));
        else
            return {square_root(x.v.low), square_root(x.v.high)};
    }
    SMALLHOLDER_ALWAYS_INLINE friend double element(Pack x, int i) noexcept {
        if constexpr (kOneRegister && N == 1)
            return x.v;
        else if constexpr (kOneRegister)
            return x.v[i];
        else
            return i < N / 2 ? element(x.v.low, i) : element(x.v.high, i - N / 2);
    }
    SMALLHOLDER_ALWAYS_INLINE friend void store(double* to, Pack x) noexcept {
        if constexpr (kOneRegister) {
            std::memcpy(to, &x.v, sizeof x.v);
        } else {
            store(to, x.v.low);
            store(to + N / 2, x.v.high);
        }
    }

    typename Kept::Type v;
};

// A pack and its bits are the same registers read in two ways. (Half by half rather than by one memcpy:
// GCC keeps copies of whole structures in memory.)
template <int N>
SMALLHOLDER_ALWAYS_INLINE PackBits<N> bits_of(Pack<N> x) noexcept {
    if constexpr (N <= kNativePackWidth) {
        PackBits<N> bits;
        std::memcpy(&bits.v, &x.v, sizeof x.v);
        return bits;
    } else {
        return {bits_of(x.v.low), bits_of(x.v.high)};
    }
}
template <int N>
SMALLHOLDER_ALWAYS_INLINE Pack<N> from_bits(PackBits<N> bits) noexcept {
    if constexpr (N <= kNativePackWidth) {
        Pack<N> x;
        std::memcpy(&x.v, &bits.v, sizeof bits.v);
        return x;
    } else {
        return {from_bits(bits.v.low), from_bits(bits.v.high)};
    }
}

template <int N>
struct LaneTraits<Pack<N>> {
    using Mask = PackMask<N>;
    using Bits = PackBits<N>;
    static constexpr int kWidth = N;
    static SMALLHOLDER_ALWAYS_INLINE Pack<N> broadcast(double x) noexcept { return Pack<N>(x); }
    static SMALLHOLDER_ALWAYS_INLINE Pack<N> load(const double* from) noexcept {
        if constexpr (N <= kNativePackWidth) {
            Pack<N> x;
            std::memcpy(&x.v, from, sizeof x.v);
            return x;
        } else {
            return {LaneTraits<Pack<N / 2>>::load(from), LaneTraits<Pack<N / 2>>::load(from + N / 2)};
        }
    }
    static SMALLHOLDER_ALWAYS_INLINE PackBits<N> broadcast_bits(std::uint64_t x) noexcept {
        return PackBits<N>(x);
    }
    static SMALLHOLDER_ALWAYS_INLINE PackBits<N> load_bits(const std::uint64_t* from) noexcept {
        if constexpr (N <= kNativePackWidth) {
            PackBits<N> x;
            std::memcpy(&x.v, from, sizeof x.v);
            return x;
        } else {
            return {LaneTraits<Pack<N / 2>>::load_bits(from),
                    LaneTraits<Pack<N / 2>>::load_bits(from + N / 2)};
        }
    }
};

}  // namespace smallholder::inline SMALLHOLDER_ISA
