// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// The packages a household chooses among: none, labour practices, with spraying, with fertiliser.
inline constexpr int kPackages = 4;

template <class L>
using ByPackage = std::array<L, kPackages>;

/// What a risky profit is worth to a farmer who dislikes risk.
///
///   CE = profit - 0.5 gamma (cv fear revenue)^2 / max(y_ref, revenue)
///
/// profit, revenue, y_ref   USD/year     gamma relative risk aversion, cv yearly spread of revenue   1
/// fear   part of that spread that is feared, 1 unless insured or forewarned
/// Shape: CE <= profit.   Tested: tests/unit/livelihood/choice_test.cpp
template <Lane L>
inline L certainty_equivalent(L profit, L revenue, L fear, const Parameters& p) {
    const L spread = p.income_cv * revenue * fear;
    return profit - 0.5 * p.gamma * spread * spread / maximum(revenue, p.y_ref);
}

/// Logit probabilities with the largest utility taken off first.   Tested: tests/unit/livelihood/choice_test.cpp (TC07)
template <Lane L>
inline ByPackage<L> softmax(const ByPackage<L>& v) {
    L top = v[0];
    for (int j = 1; j < kPackages; ++j) top = maximum(top, v[j]);
    ByPackage<L> e;
    L sum = broadcast<L>(0.0);
    for (int j = 0; j < kPackages; ++j) {
        e[j] = exp_of(v[j] - top);
        sum = sum + e[j];
    }
    for (int j = 0; j < kPackages; ++j) e[j] = e[j] / sum;
    return e;
}

/// The package one uniform points at, by cumulative probability.
template <Lane L>
inline L pick(const ByPackage<L>& probability, L u) {
    L cumulative = broadcast<L>(0.0), choice = broadcast<L>(0.0);
    for (int j = 0; j + 1 < kPackages; ++j) {
        cumulative = cumulative + probability[j];
        choice = choice + select(cumulative <= u, broadcast<L>(1.0), broadcast<L>(0.0));
    }
    return choice;
}

/// The entry of package j, j in 0..3 held in a lane.
template <Lane L>
inline L of_package(const ByPackage<L>& values, L j) {
    L chosen = values[0];
    for (int k = 1; k < kPackages; ++k) chosen = select(j == static_cast<double>(k), values[k], chosen);
    return chosen;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
