// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Random numbers by counting: the same question always gets the same answer.
///
/// Philox4x32-10 scrambles a counter of four 32-bit words under a key of two into four random words.
/// There is no state to carry, so a draw depends on what it is for and on nothing that was drawn
/// before: threads, blocks and the order of households cannot change it.
///
///   uniform_of(x) = (x + 1/2) 2^-32        x any 32-bit word; result in (0, 1), exact, symmetric about 1/2
///
/// Shape: four words and a key -> four words; written once for plain words and for packs of them
/// (each word in the low half of 64 bits).
/// Tested: tests/unit/random/philox_test.cpp (known answers of Random123, rows TH01-TH03, TH07)
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as easy as
/// 1, 2, 3, Proceedings of SC11; multipliers and Weyl constants of its table for 4x32.

#include <array>
#include <cstdint>

#include "smallholder/core/lane.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::random {

namespace detail {

inline constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
inline constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t kWeyl0 = 0x9E3779B9;  // golden ratio
inline constexpr std::uint32_t kWeyl1 = 0xBB67AE85;  // sqrt(3) - 1
inline constexpr int kRounds = 10;

}  // namespace detail

/// Ten rounds on words kept in the low halves of 64 bits. What stands in the high halves is ignored on
/// the way in and is of no meaning on the way out.
template <class Bits>
SMALLHOLDER_ALWAYS_INLINE constexpr std::array<Bits, 4> philox_rounds(std::array<Bits, 4> counter,
                                                                      std::uint64_t key) noexcept {
    auto key0 = static_cast<std::uint32_t>(key);
    auto key1 = static_cast<std::uint32_t>(key >> 32);
    Bits c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    for (int round = 0; round < detail::kRounds; ++round) {
        const Bits product0 = multiply_low_halves(c0, Bits(detail::kMultiplier0));
        const Bits product1 = multiply_low_halves(c2, Bits(detail::kMultiplier1));
        c0 = (product1 >> 32) ^ c1 ^ Bits(std::uint64_t{key0});
        c2 = (product0 >> 32) ^ c3 ^ Bits(std::uint64_t{key1});
        c1 = product1;
        c3 = product0;
        key0 += detail::kWeyl0;
        key1 += detail::kWeyl1;
    }
    return {c0, c1, c2, c3};
}

/// The generator as published: counter words 0..3 and key words 0..1 of 32 bits.
constexpr std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                                     std::array<std::uint32_t, 2> key) noexcept {
    const auto words = philox_rounds<std::uint64_t>({counter[0], counter[1], counter[2], counter[3]},
                                                    (std::uint64_t{key[1]} << 32) | key[0]);
    return {static_cast<std::uint32_t>(words[0]), static_cast<std::uint32_t>(words[1]),
            static_cast<std::uint32_t>(words[2]), static_cast<std::uint32_t>(words[3])};
}

/// A word as a number strictly between 0 and 1. The mirrored word ~x gives exactly 1 - u.
constexpr double uniform_of(std::uint32_t word) noexcept {
    return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

/// The same for each word of a lane (low halves).
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L uniform_of_low_half(bits_of_lane<L> word) noexcept {
    // With the exponent of 2^52 in front, the word is the number 2^52 + word.
    const auto low = word & broadcast_bits<L>(0xffffffffu);
    const L whole = from_bits(low | broadcast_bits<L>(0x4330000000000000)) - 0x1p52;
    return (whole + 0.5) * 0x1p-32;
}

// Known answers: Random123 tests/kat_vectors, philox4x32 10 (rows TH01, TH02, TH03).
static_assert(philox4x32_10({0, 0, 0, 0}, {0, 0}) ==
              std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
static_assert(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
              std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
static_assert(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
              std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});

}  // namespace smallholder::inline SMALLHOLDER_ISA::random
