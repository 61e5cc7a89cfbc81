// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A poor household first makes sure that it will not starve, and only then looks at what pays (safety first).
///
///   package j is refused when  P(cocoa sales of j < need_j) > floor  and doing without a package is less dangerous
///   ln(sales) ~ N(ln(r_j) - s^2/2, s^2),   s^2 = ln(1 + (cv fear)^2)
///   P > floor  <=>  need_j > r_j exp(s z - s^2/2),   z = Phi^-1(floor)
///
/// r_j      expected cocoa sales under package j                                                  USD/yr
/// need_j   what sales must bring: subsistence, debt and cash costs of j less all other means       USD/yr
/// floor    greatest chance of falling under subsistence that is put up with                         1, in (0, 1)
/// cv, fear   yearly spread of revenue, and the part of it that is feared (choice.hpp)               1
/// The spread is that of choice.hpp, the same for every package, so comparing need over sales compares probabilities.
/// Shape: lane -> lane; refusal grows with need and spread and falls with the floor; with no spread it is need > sales.
/// Source: Roy (1952), Econometrica 20(3), 431-449; the second condition keeps a household for which everything is dangerous from
/// being forbidden the lesser danger (Telser 1955, Review of Economic Studies 23(1)). The floor itself is assumed.
/// Page: docs/odd.md 7.8.1
/// Tested: tests/unit/livelihood/safety_first_test.cpp

#include <algorithm>

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// z of the floor. A floor of 0 or 1 counts as one in a billion, or all but one.
inline double score_of_floor(double floor) {
    return normal_quantile(std::clamp(floor, 1e-9, 1.0 - 1e-9));
}

/// What part of expected sales is there for sure enough: P(sales < this part of them) is the floor.
template <Lane L>
inline L sure_part_of_sales(L fear, double score, const Parameters& p) {
    const L cv = p.income_cv * fear;
    const L variance = log_of(1.0 + cv * cv);
    return exp_of(square_root(variance) * score - 0.5 * variance);
}

/// Is a package refused, given need and expected sales with it and without any?
template <Lane L>
inline auto refused_as_unsafe(L need, L sales, L need_without, L sales_without, L sure_part) {
    // Who sells nothing under any package is put at risk by whatever costs more.
    const L some = maximum(sales, 1e-9), some_without = maximum(sales_without, 1e-9);
    return mask_and(need > sure_part * sales, need * some_without > need_without * some);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
