// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/lane.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "lane_hash.hpp"
#include "smallholder/core/pack.hpp"

namespace {

using namespace smallholder;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const std::vector<double>& arguments() {
    static const std::vector<double> filled = [] {
        std::vector<double> x(lane_tests::kArguments);
        lane_tests::fill_arguments(x.data());
        return x;
    }();
    return filled;
}

TEST(ReferenceLane, ChoosesLikeAnIf) {
    static_assert(select(true, 1.0, 2.0) == 1.0 && select(false, 1.0, 2.0) == 2.0);
    static_assert(minimum(3.0, 2.0) == 2.0 && maximum(3.0, 2.0) == 3.0);
    static_assert(clip(5.0, 0.0, 1.0) == 1.0 && clip(-5.0, 0.0, 1.0) == 0.0 && clip(0.5, 0.0, 1.0) == 0.5);
    static_assert(absolute(-2.5) == 2.5 && absolute(2.5) == 2.5);
    EXPECT_EQ(square_root(2.25), 1.5);
    EXPECT_FALSE(std::signbit(absolute(-0.0)));
}

TEST(ReferenceLane, LetsANaNThroughSoThatTheEngineCanFindIt) {
    EXPECT_TRUE(std::isnan(clip(kNaN, 0.0, 1.0)));
    EXPECT_TRUE(std::isnan(minimum(kNaN, 1.0)));
    EXPECT_TRUE(std::isnan(maximum(kNaN, 1.0)));
    EXPECT_TRUE(std::isnan(floor_of(kNaN)));
}

TEST(ReferenceLane, FloorIsThatOfTheStandardLibrary) {
    for (const double x : arguments()) ASSERT_EQ(floor_of(x), std::floor(x)) << x;
    for (int i = -4000; i <= 4000; ++i) {
        const double x = 0.25 * i;
        for (const double near : {x, std::nextafter(x, kInfinity), std::nextafter(x, -kInfinity)}) {
            ASSERT_EQ(floor_of(near), std::floor(near)) << near;
            ASSERT_EQ(floor_of(near + 0x1p50), std::floor(near + 0x1p50)) << near;
            ASSERT_EQ(floor_of(near + 0x1p51), std::floor(near + 0x1p51)) << near;
        }
    }
}

template <class L>
class PackLane : public testing::Test {};
using Widths = testing::Types<Pack<1>, Pack<2>, Pack<4>, Pack<8>, Pack<16>>;
TYPED_TEST_SUITE(PackLane, Widths);

TYPED_TEST(PackLane, KeepsTheOrderOfItsElements) {
    using L = TypeParam;
    constexpr int kWidth = lane_width<L>;
    std::array<double, kWidth + 1> in{}, out{};
    std::array<std::uint64_t, kWidth> ids{};
    for (int i = 0; i <= kWidth; ++i) in[static_cast<std::size_t>(i)] = 10.0 + i;
    for (int i = 0; i < kWidth; ++i) ids[static_cast<std::size_t>(i)] = static_cast<std::uint64_t>(i) << 33;
    const L x = load<L>(in.data() + 1);  // not aligned on purpose
    store(out.data() + 1, x);
    const auto bits = load_bits<L>(ids.data());
    for (int i = 0; i < kWidth; ++i) {
        EXPECT_EQ(element(x, i), 11.0 + i);
        EXPECT_EQ(out[static_cast<std::size_t>(i + 1)], 11.0 + i);
        EXPECT_EQ(element(bits, i), static_cast<std::uint64_t>(i) << 33);
        EXPECT_EQ(
            element(multiply_low_halves(bits | broadcast_bits<L>(3), broadcast_bits<L>(0xffffffffu)), i),
            3u * 0xffffffffull);
        EXPECT_EQ(element(x > 12.0, i), 11.0 + i > 12.0);
    }
    EXPECT_EQ(out[0], 0.0);
}

TYPED_TEST(PackLane, AnswersForAnyAndForAll) {
    using L = TypeParam;
    constexpr int kWidth = lane_width<L>;
    std::array<double, kWidth> in{};
    for (int marked = 0; marked < kWidth; ++marked) {
        in.fill(0.0);
        in[static_cast<std::size_t>(marked)] = 1.0;
        const L x = load<L>(in.data());
        EXPECT_TRUE(any(x > 0.5));
        EXPECT_EQ(all(x > 0.5), kWidth == 1);
        EXPECT_FALSE(any(x > 1.5));
        EXPECT_TRUE(all(x >= 0.0));
    }
}

TYPED_TEST(PackLane, MixesWithPlainNumbers) {
    using L = TypeParam;
    L x = broadcast<L>(3.0);
    x += 1.0;
    x *= 2.0;
    x -= 2.0;
    x /= 4.0;
    EXPECT_EQ(element(x, 0), 1.5);
    EXPECT_EQ(element(2.0 * x + 1.0 / x, lane_width<L> - 1), 3.0 + 1.0 / 1.5);
    EXPECT_EQ(element(select(x < 2.0, 0.0, x), 0), 0.0);
    EXPECT_TRUE(std::signbit(element(broadcast<L>(-0.0), 0)));
    EXPECT_TRUE(std::signbit(element(-broadcast<L>(0.0), 0)));
}

TYPED_TEST(PackLane, HasTheBitsOfTheReferenceLane) {
    const double* x = arguments().data();
    EXPECT_EQ(lane_tests::hash_of_lane<TypeParam>(x), lane_tests::hash_of_lane<double>(x));
}

TEST(LaneBits, AreTheSameForEveryCompilerAndProcessor) {
    // Computed once with g++ 12 and clang 14, with SSE2, with AVX2 and without vector types; a machine or a
    // compiler that disagrees here would give its users other forecasts.
    constexpr std::uint64_t kExpected = 0xb2e620f13abcb682;
    EXPECT_EQ(lane_tests::hash_of_lane<double>(arguments().data()), kExpected);
    for (const int width : {1, 4, 8}) {
        const std::uint64_t hash = lane_hash_avx2(width, arguments().data());
        if (hash != 0) {
            EXPECT_EQ(hash, kExpected) << "with AVX2, width " << width;
        }
    }
}

}  // namespace
