// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Random orders of a few members, each a pure function of the seed and its number.
///
///   for i = n-1 ... 1: swap order[i] with order[floor(u_i (i + 1))]        (Fisher and Yates)
///
/// u_i   uniform of (seed, number, i); order 7 is the same whoever draws orders 0 to 6, on whatever thread
/// Shape: n places -> 0 ... n-1 in random order, n <= 1024.   Tested: tests/unit/random/orders_test.cpp
/// Source: R. Durstenfeld (1964), Algorithm 235: random permutation, Communications of the ACM 7(7).

#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "smallholder/core/index.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::random {

constexpr void random_order(std::uint64_t seed, std::uint64_t number, std::span<Index> order) noexcept {
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Index>(i);
    std::array<double, 4> four{};
    for (std::size_t i = 1; i < order.size(); ++i) {
        const std::size_t draw = i - 1;
        if (draw % 4 == 0) {
            four = uniforms(seed, Address{.entity = number}, Stream::order, static_cast<std::uint8_t>(draw / 4));
        }
        const std::size_t place = order.size() - i;
        const auto other = static_cast<std::size_t>(four[draw % 4] * static_cast<double>(place + 1));
        std::swap(order[place], order[other]);
    }
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::random
