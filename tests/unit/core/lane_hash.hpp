// SPDX-License-Identifier: Apache-2.0
#pragma once

/// One number that stands for the bits of every elementary function at 131,072 arguments, computed with any
/// lane and under any processor flags.

#include <cstdint>
#include <limits>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/pack.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::lane_tests {

inline constexpr int kArguments = 1 << 17;

/// Arguments of every kind: shares, money, tiny and huge, negative, and what has no answer.
inline void fill_arguments(double* out) noexcept {
    std::uint64_t state = 20240229;
    for (int i = 0; i < kArguments; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const double u = (static_cast<double>(state >> 32) + 0.5) * 0x1p-32;
        switch (i % 4) {
            case 0:
                out[i] = u;
                break;
            case 1:
                out[i] = 40.0 * u - 20.0;
                break;
            case 2:
                out[i] = exp_of(1400.0 * u - 700.0);
                break;
            default:
                out[i] = (u - 0.5) * 1e7;
                break;
        }
    }
    const double odd[] = {0.0, -0.0, 1.0, 0.5, 0x1p51, 0x1p52 + 1.0, -0x1.fffffp51, 1e308, 2.5, -2.5};
    for (int i = 0; i < 10; ++i) out[i] = odd[i];
    out[10] = std::numeric_limits<double>::infinity();
    out[11] = -std::numeric_limits<double>::infinity();
}

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE std::uint64_t hash_of_lane(const double* arguments) noexcept {
    constexpr int kWidth = lane_width<L>;
    std::uint64_t hash = 0xcbf29ce484222325u;
    double part[10][kWidth];
    for (int i = 0; i + kWidth <= kArguments; i += kWidth) {
        const L x = load<L>(arguments + i);
        store(part[0], exp_of(x));
        store(part[1], log_of(x));
        store(part[2], logistic(x));
        store(part[3], normal_quantile(x));
        store(part[4], power(absolute(x), 0.37));
        store(part[5], floor_of(x));
        store(part[6], square_root(absolute(x)));
        store(part[7], minimum(x, 0.25) + maximum(x, 0.75) * clip(x, -1.0, 1.0));
        store(part[8], select(mask_or(mask_and(x > 0.1, x <= 0.6), mask_not(x >= -3.0)), x / 3.0, -x));
        store(part[9], select(mask_or(x == 0.5, mask_not(x != 1.0)), 1.0, select(x < 0.0, 2.0, 3.0)));
        for (int k = 0; k < kWidth; ++k) {
            for (const auto& row : part) {
                // All missing results count alike: the standard leaves the sign of a NaN open.
                const std::uint64_t bits = row[k] == row[k] ? bits_of(row[k]) : 0x7ff8000000000000u;
                hash = (hash ^ bits) * 0x100000001b3u;
            }
        }
    }
    return hash;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::lane_tests

/// The same compiled with -mavx2, by tests/unit/core/lane_hash_avx2.cpp; 0 where that cannot be.
std::uint64_t lane_hash_avx2(int width, const double* arguments) noexcept;
