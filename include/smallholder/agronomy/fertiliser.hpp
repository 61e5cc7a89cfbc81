// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// Yield rises with fertiliser and flattens out (Mitscherlich, one index; fertiliser_form 0).
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

/// Yield rises with fertiliser up to a dose beyond which more does nothing (quadratic plateau; fertiliser_form 1).
///
///   N(F) = s_n + b F - b^2 F^2/(4 (1 - s_n)) up to F_p = 2 (1 - s_n)/b, then 1
///
/// b   rise of the first dose   1/(dose/ha)   > 0; the same on every soil, so a richer one is saturated sooner
/// Shape: lane -> lane; increasing and concave up to F_p, smooth there, N <= 1.
/// Tested: tests/unit/agronomy/fertiliser_test.cpp (TA13)      Page: docs/odd.md 7.8
template <Lane L>
inline L plateau_response(L doses, L soil_supply, double b) {
    const L room = maximum(1.0 - soil_supply, 1e-300);  // a soil that lacks nothing gains nothing
    const L rise = minimum(b * doses, 2.0 * room);
    return minimum(soil_supply + rise - rise * rise / (4.0 * room), 1.0);
}

/// The dose that pays best on a quadratic plateau: a little short of the plateau, by how dear a dose is.
///
///   F* = F_p max(0, 1 - w/(b V)),   F_p = 2 (1 - s_n)/b
///
/// Shape: as best_dose; never beyond F_p.   Tested: tests/unit/agronomy/fertiliser_test.cpp
template <Lane L>
inline L plateau_best_dose(L value_per_ha, L soil_supply, double b, L cost_per_dose) {
    const L first_dose_earns = maximum(b * value_per_ha, 1e-300);
    return 2.0 * (1.0 - soil_supply) / b * maximum(1.0 - cost_per_dose / first_dose_earns, 0.0);
}

/// The response and the best dose in the form that the parameters name. The form is the same for all households of a draw,
/// so the choice costs a kernel no more than one branch that always goes the same way.
template <Lane L>
inline L fertiliser_response(L doses, L soil_supply, const Parameters& p) {
    return p.fertiliser_form == 0.0 ? fertiliser_response(doses, soil_supply, p.c_n)
                                    : plateau_response(doses, soil_supply, p.plateau_slope);
}
template <Lane L>
inline L best_dose(L value_per_ha, L soil_supply, const Parameters& p, L cost_per_dose) {
    return p.fertiliser_form == 0.0 ? best_dose(value_per_ha, soil_supply, p.c_n, cost_per_dose)
                                    : plateau_best_dose(value_per_ha, soil_supply, p.plateau_slope, cost_per_dose);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
