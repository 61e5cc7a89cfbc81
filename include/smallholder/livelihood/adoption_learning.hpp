// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/lane.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// What a new crop earns while its best handling is still being found out (the target-input model).
///
///   E profit(n) = best - v_u - 1/(1/v_0 + n/v_u)
///
/// best  profit at the right input, in units in which being off by e costs e^2   money/yr
/// v_u   variance of the right input from season to season, never foreseen       (input)^2   > 0
/// v_0   variance of the first belief about its mean                             (input)^2   > 0
/// n     trials seen: own, and neighbours' at a weight below 1                   seasons     >= 0
/// Each trial tells the season's right input afterwards, so beliefs narrow as in Bayes' rule for normals.
/// Shape: rises with n and flattens; starts at best - v_u - v_0 and ends at best - v_u.
/// Source: Foster and Rosenzweig (1995), Journal of Political Economy 103(6), 1176-1209.
/// Page: docs/notation.md#target_input
/// Tested: tests/unit/livelihood/adoption_learning_test.cpp, tests/reference/adoption_reference_test.cpp (TC05)
inline double target_input_profit(double trials, double best, double season_variance, double belief_variance) {
    constexpr std::string_view where = "livelihood::target_input_profit";
    if (!(std::isfinite(trials) && trials >= 0.0 && std::isfinite(best))) {
        throw RangeError("there are " + number_text(trials) + " trials and the best profit is " + number_text(best),
                         std::string(where), "Use zero or more trials and a finite profit");
    }
    if (!(std::isfinite(season_variance) && season_variance > 0.0 && std::isfinite(belief_variance) &&
          belief_variance > 0.0)) {
        throw RangeError("the variances are " + number_text(season_variance) + " (season) and " +
                             number_text(belief_variance) + " (belief)",
                         std::string(where), "Use variances above zero");
    }
    return best - season_variance - 1.0 / (1.0 / belief_variance + trials / season_variance);
}

/// What a household expects to lose of a package's sales because it does not know yet how to handle it: the last term above, in the engine.
///
///   share = 1/(rho_0 + rho n),    CE_j loses  share revenue_j  for j >= 1
///
/// rho_0, rho   precision of the first belief (1/v_0) and of what a season shows (1/v_u)     1/(input)^2
/// n            own seasons with a package, and w_N times the mean of the village's            seasons
/// Inputs are measured so that being off by e costs the share e^2 of the package's sales, which turns a variance of beliefs into a share
/// and the share into USD. v_u is left out: that the best handling differs between seasons is in the spread of revenue already.
/// Shape: lane -> lane; in (0, 1/rho_0], falls with n.
/// Source: as above; that the loss is counted in sales is assumed.      Page: docs/odd.md 7.8.1
/// Tested: tests/unit/livelihood/adoption_learning_test.cpp
template <Lane L>
inline L share_lost_by_guessing(L trials, const Parameters& p) {
    return 1.0 / (p.prior_precision + p.signal_precision * trials);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
