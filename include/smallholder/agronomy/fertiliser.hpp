// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Yield rises with fertiliser and flattens out (Mitscherlich, one index).
///
///   N(F) = 1 - (1 - s_n) exp(-c_n F)
///
/// F    recommended doses per ha   dose/ha   >= 0
/// s_n  response with none         1         in (0, 1)
/// c_n  curvature                  1/(dose/ha)
/// Shape: lane -> lane; increasing, concave, N <= 1.   Tested: tests/unit/agronomy/fertiliser_test.cpp (TA11)
template <Lane L>
inline L fertiliser_response(L doses, L soil_supply, double c_n) {
    return 1.0 - (1.0 - soil_supply) * exp_of(-c_n * doses);
}

/// The dose that pays best: where the last dose just earns its cost.
///
///   F* = ln( c_n (1 - s_n) V / w )/c_n if the argument exceeds 1, else 0
///
/// V   value of the yield that no other limit allows, price times potential   USD/ha
/// w   one dose, delivered                                                   USD/dose
/// Shape: increasing in V, decreasing in w.   Tested: tests/unit/agronomy/fertiliser_test.cpp (TA12)
template <Lane L>
inline L best_dose(L value_per_ha, L soil_supply, double c_n, L cost_per_dose) {
    const L argument = c_n * (1.0 - soil_supply) * value_per_ha / cost_per_dose;
    return log_of(maximum(argument, 1.0)) / c_n;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
