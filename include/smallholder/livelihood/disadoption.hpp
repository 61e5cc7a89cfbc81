// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Households give up a package that brought less than it promised.
///
///   h_d = min(1, h_0 exp(-b (realised - promised)/y_ref))
///
/// realised, promised   profit of cocoa under the package, as the year brought it and as the choice counted it   USD/yr
/// h_0   chance of giving up when profit is as promised                                                        share/yr
/// b     how fast disappointment raises that chance, per y_ref of it                                                1
/// Shape: lane -> lane; in [0, 1], falls with realised profit.
/// Source: the form and both values are assumed; that returns differ and some rightly give up: Suri (2011), Econometrica 79(1), 159-209.
/// Page: docs/odd.md 7.8.1
/// Tested: tests/unit/livelihood/disadoption_test.cpp

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// surprise   realised less promised profit of last year, USD
template <Lane L>
inline L chance_of_giving_up(L surprise, const Parameters& p) {
    // Beyond e^50 the chance is 1 whatever h_0 is worth; the bound keeps the exponential finite.
    return minimum(p.disadoption_hazard * exp_of(minimum(-p.disadoption_slope * surprise / p.y_ref, 50.0)), 1.0);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
