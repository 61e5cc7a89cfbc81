// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Does a function give every household the same bits, whichever lane carries it?

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <vector>

#include "smallholder/core/lane.hpp"
#include "smallholder/core/pack.hpp"

namespace smallholder::tests {

/// Uniforms for tests, the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
    double operator()() {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        std::uint64_t x = state_;
        x ^= x >> 33;
        x *= 0xff51afd7ed558ccdu;
        x ^= x >> 33;
        return (static_cast<double>(x >> 11) + 0.5) * 0x1p-53;
    }
    double between(double low, double high) { return low + (high - low) * (*this)(); }
    bool chance(double probability) { return (*this)() < probability; }

private:
    std::uint64_t state_;
};

struct Range {
    double low, high;
};

/// Runs f on `count` random arguments, one household at a time and packed, and compares bits.
/// f takes std::array<L, K> and gives std::array<L, M>, for any lane L.
template <std::size_t K, class F>
void expect_same_bits_in_every_lane(F f, const std::array<Range, K>& ranges, int count = 2048) {
    std::array<std::vector<double>, K> arguments;
    Dice dice(20240601);
    for (int i = 0; i < count; ++i)
        for (std::size_t k = 0; k < K; ++k)
            // One in eight lies on an end of the range: zero cash, a whole course, no trees.
            arguments[k].push_back(dice.chance(0.125) ? (dice.chance(0.5) ? ranges[k].low : ranges[k].high)
                                                      : dice.between(ranges[k].low, ranges[k].high));
    auto run = [&]<class L>(L) {
        for (int i = 0; i + lane_width<L> <= count; i += lane_width<L>) {
            std::array<L, K> packed;
            for (std::size_t k = 0; k < K; ++k) packed[k] = load<L>(arguments[k].data() + i);
            const auto together = f(packed);
            for (int j = 0; j < lane_width<L>; ++j) {
                std::array<double, K> one;
                for (std::size_t k = 0; k < K; ++k) one[k] = arguments[k][static_cast<std::size_t>(i + j)];
                const auto alone = f(one);
                for (std::size_t m = 0; m < alone.size(); ++m)
                    ASSERT_EQ(bits_of(alone[m]), bits_of(element(together[m], j)))
                        << "output " << m << " of arguments " << i + j << " in a lane of " << lane_width<L>;
            }
        }
    };
    run(Pack<2>{});
    run(Pack<4>{});
    run(Pack<8>{});
}

}  // namespace smallholder::tests
