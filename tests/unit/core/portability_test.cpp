// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/portability.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace {

using namespace smallholder;

template <typename T>
class Int128Test : public ::testing::Test {};

#if SMALLHOLDER_HAS_INT128
using Implementations = ::testing::Types<WordPairInt128, NativeInt128>;
#else
using Implementations = ::testing::Types<WordPairInt128>;
#endif
TYPED_TEST_SUITE(Int128Test, Implementations);

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TYPED_TEST(Int128Test, CarriesFromTheLowWordIntoTheHighWord) {
    const TypeParam sum = TypeParam(kMost) + TypeParam(kMost) + TypeParam(2);
    EXPECT_EQ(sum.high(), 1);
    EXPECT_EQ(sum.low(), 0u);
    EXPECT_EQ((sum - TypeParam(1)).high(), 0);
    EXPECT_EQ((sum - TypeParam(1)).low(), std::numeric_limits<std::uint64_t>::max());
}

TYPED_TEST(Int128Test, NegationIsItsOwnInverseAndSignExtends) {
    EXPECT_EQ(TypeParam(-1).high(), -1);
    EXPECT_EQ(TypeParam(-1).low(), std::numeric_limits<std::uint64_t>::max());
    for (const std::int64_t value : {std::int64_t{0}, std::int64_t{7}, std::int64_t{-7}, kMost, kLeast}) {
        EXPECT_EQ(-(-TypeParam(value)), TypeParam(value));
        EXPECT_EQ(TypeParam(value) + -TypeParam(value), TypeParam(0));
    }
    EXPECT_EQ((-TypeParam::from_words(1, 0)).high(), -1);
    EXPECT_EQ((-TypeParam::from_words(1, 0)).low(), 0u);
}

TYPED_TEST(Int128Test, ComparesBySignThenWords) {
    const std::array<TypeParam, 6> ordered{
        TypeParam::from_words(-2, 5), TypeParam::from_words(-1, 0), TypeParam(-1), TypeParam(0), TypeParam(1),
        TypeParam::from_words(1, 0)};
    for (std::size_t i = 0; i < ordered.size(); ++i)
        for (std::size_t j = 0; j < ordered.size(); ++j) {
            EXPECT_EQ(ordered[i] < ordered[j], i < j);
            EXPECT_EQ(ordered[i] == ordered[j], i == j);
        }
}

TYPED_TEST(Int128Test, WrapsModulo128BitsSoThatSumsOfHashesCommute) {
    const TypeParam a = TypeParam::from_words(kMost, 0xffffffffffffffffu);
    EXPECT_EQ((a + TypeParam(1)).high(), kLeast);
    EXPECT_EQ((a + TypeParam(1)).low(), 0u);
    EXPECT_EQ(a + TypeParam(1) - TypeParam(1), a);
}

TYPED_TEST(Int128Test, DoublesThatAreIntegersSurviveTheRoundTrip) {
    for (const double x : {0.0, 1.0, -1.0, 0x1p52 + 1, -0x1p53, 0x1p63, -0x1p64, 0x1.fffffffffffffp100, -0x1p126})
        EXPECT_EQ(TypeParam::from_double(x).to_double(), x) << x;
}

TYPED_TEST(Int128Test, RoundsToTheNearestInteger) {
    EXPECT_EQ(TypeParam::from_double(2.5), TypeParam(2));
    EXPECT_EQ(TypeParam::from_double(3.5), TypeParam(4));
    EXPECT_EQ(TypeParam::from_double(-2.6), TypeParam(-3));
}

TYPED_TEST(Int128Test, ConversionToDoubleRoundsOnceToNearest) {
    EXPECT_EQ(TypeParam::from_words(1, 1u << 11).to_double(), 0x1p64);  // exactly half: to even
    EXPECT_EQ(TypeParam::from_words(1, (1u << 11) + 1).to_double(), 0x1.0000000000001p64);
    EXPECT_EQ((-TypeParam::from_words(1, (1u << 11) + 1)).to_double(), -0x1.0000000000001p64);
    EXPECT_EQ(TypeParam::from_words(kMost, 0xffffffffffffffffu).to_double(), 0x1p127);
    EXPECT_EQ(TypeParam::from_words(kLeast, 0).to_double(), -0x1p127);
}

#if SMALLHOLDER_HAS_INT128
TEST(Int128Fallback, AgreesWithTheCompilersIntegerOnAThousandMixedSums) {
    WordPairInt128 words;
    NativeInt128 native;
    std::uint64_t bits = 1;
    for (int i = 0; i < 1000; ++i) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        const auto high = static_cast<std::int64_t>(bits) >> (i % 40);
        const std::uint64_t low = bits ^ (bits << 21);
        if (i % 3 == 0) {
            words -= WordPairInt128::from_words(high, low);
            native -= NativeInt128::from_words(high, low);
        } else {
            words += WordPairInt128::from_words(high, low);
            native += NativeInt128::from_words(high, low);
        }
        ASSERT_EQ(words.high(), native.high()) << "step " << i;
        ASSERT_EQ(words.low(), native.low()) << "step " << i;
        ASSERT_EQ(words.to_double(), native.to_double()) << "step " << i;
    }
}
#endif

#if SMALLHOLDER_HAS_VECTOR_EXTENSION
TEST(VectorExtension, ElementsAreIndependentAndMasksAreAllOnes) {
    const VectorOfDoubles<4> a = {1.0, 2.0, 3.0, 4.0}, b = {4.0, 2.0, 3.5, -1.0};
    const VectorOfIntegers<4> less = a < b;
    const VectorOfDoubles<4> smaller = less ? a : b;
    const std::array<double, 4> expected{1.0, 2.0, 3.0, -1.0};
    const std::array<std::int64_t, 4> mask{-1, 0, -1, 0};
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(smaller[i], expected[static_cast<std::size_t>(i)]);
        EXPECT_EQ(less[i], mask[static_cast<std::size_t>(i)]);
    }
}
#endif

}  // namespace
