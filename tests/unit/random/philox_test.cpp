// SPDX-License-Identifier: Apache-2.0
#include "smallholder/random/philox.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "smallholder/core/pack.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::random;
using Words = std::array<std::uint32_t, 4>;

TEST(Philox, GivesThePublishedAnswersTH01ToTH03) {
    // Source: Random123, tests/kat_vectors.
    EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
              (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, IgnoresWhatStandsInHighHalves) {
    const std::uint64_t junk = 0xdeadbeef00000000u;
    const auto clean = philox_rounds<std::uint64_t>({1, 2, 3, 4}, 5);
    const auto dirty = philox_rounds<std::uint64_t>({junk | 1, junk | 2, junk | 3, junk | 4}, 5);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(static_cast<std::uint32_t>(clean[i]), static_cast<std::uint32_t>(dirty[i]));
    }
}

TEST(Philox, IsTheSameSeveralAtATime) {
    std::array<std::uint64_t, 8> ids{};
    for (std::size_t i = 0; i < 8; ++i) ids[i] = 0x9e3779b97f4a7c15u * (i + 1);
    const auto lanes = load_bits<Pack<8>>(ids.data());
    const auto many =
        philox_rounds<PackBits<8>>({lanes, lanes >> 32, PackBits<8>(7), PackBits<8>(9)}, 0x123456789abcdef0u);
    for (int i = 0; i < 8; ++i) {
        const auto id = ids[static_cast<std::size_t>(i)];
        const auto one = philox4x32_10({static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(id >> 32), 7, 9},
                                       {0x9abcdef0, 0x12345678});
        for (std::size_t word = 0; word < 4; ++word) {
            EXPECT_EQ(static_cast<std::uint32_t>(element(many[word], i)), one[word]);
        }
    }
}

TEST(UniformOf, MeetsItsReferenceRowTH07) {
    // The words 0, ffffffff, 6627e8d5, within 1e-17.
    EXPECT_NEAR(uniform_of(0), 1.1641532182693481e-10, 1e-17);
    EXPECT_NEAR(uniform_of(0xffffffff), 0.9999999998835847, 1e-17);
    EXPECT_NEAR(uniform_of(0x6627e8d5), 0.3990464707603678, 1e-17);
}

TEST(UniformOf, IsInsideTheUnitIntervalAndMirrorsExactly) {
    for (std::uint64_t wide = 0; wide < (1ull << 32); wide += 99991) {
        const auto word = static_cast<std::uint32_t>(wide);
        const double u = uniform_of(word);
        ASSERT_GT(u, 0.0);
        ASSERT_LT(u, 1.0);
        ASSERT_EQ(uniform_of(~word), 1.0 - u);
        ASSERT_EQ(uniform_of_low_half<double>(0xabcdef1200000000u | word), u);
    }
}

TEST(Philox, PassesAChiSquareTestOverItsBits) {
    // 65,536 calls, 262,144 words in 256 cells by their leading byte: chi-square with 255 degrees of freedom has
    // mean 255, standard deviation 22.6.
    std::array<int, 256> cells{};
    int ones = 0;
    for (std::uint32_t i = 0; i < 65536; ++i) {
        for (const std::uint32_t word : philox4x32_10({i, 0, 0, 0}, {42, 0})) {
            ++cells[word >> 24];
            ones += std::popcount(word);
        }
    }
    double chi_square = 0.0;
    for (const int count : cells) chi_square += (count - 1024.0) * (count - 1024.0) / 1024.0;
    EXPECT_NEAR(chi_square, 255.0, 4.0 * 22.6);
    // Bits: 8,388,608 fair coins, standard deviation 1,448.
    EXPECT_NEAR(ones, 4194304, 4 * 1448);
}

}  // namespace
