// SPDX-License-Identifier: Apache-2.0
#pragma once

/// When a promise keeps itself: patience, being found out, and believing that the others will come.
///
///   delta* = (T - R) / (T - R + q (R - P))
///
/// R  payoff a year while all keep the agreement                   USD/yr
/// T  payoff of a year in which one breaks it and the others keep it   USD/yr   > R
/// P  payoff a year after the agreement is over                    USD/yr   < R
/// q  chance a year that a breach is found out; the agreement ends then, for good   share, > 0
/// delta  worth of next year's dollar: 1/(1 + discount rate)       1
/// Shape: keeping it pays where delta >= delta*. Between members all alike T - R = R - P in the linear-quadratic game, whatever
/// their number, and then delta* = 1/(1 + q): what shared measurement is worth to trust.
/// Source: Friedman (1971), Review of Economic Studies 38, with a chance of detection.   Page: docs/consortium/stability.md
/// Tested: tests/unit/consortium/repeated_play_test.cpp (T30, T31, T31b)

#include <string>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/elementary.hpp"

namespace smallholder::consortium {

/// One year of an agreement, from one member's side.
struct StageGame {
    double temptation = 0.0;  ///< T
    double reward = 0.0;      ///< R
    double punishment = 0.0;  ///< P
};

inline double critical_patience(const StageGame& game, double detection = 1.0) {
    constexpr std::string_view where = "consortium::critical_patience";
    detail::require_positive(detection, "the chance of detection", where);
    detail::require_share(detection, "the chance of detection", where);
    if (!(game.temptation > game.reward && game.reward > game.punishment)) {
        throw RangeError(
            "breaking the agreement brings " + number_text(game.temptation) + ", keeping it " +
                number_text(game.reward) + " and its end " + number_text(game.punishment),
            std::string(where),
            "There is a temptation only where breaking brings more than keeping, and keeping more than the end");
    }
    const double tempted = game.temptation - game.reward;
    return tempted / (tempted + detection * (game.reward - game.punishment));
}

/// The same between members all alike whose efforts benefit everybody (consortium/public_goods.hpp), any number of them.
inline double critical_patience(double detection) {
    return critical_patience(StageGame{2.0, 1.0, 0.0}, detection);
}

/// How sure one must be that the others come, to come too: p* = (alone - fail)/(success - fail).
///
/// success, fail  payoff of joining when the others come and when they do not   USD
/// alone          payoff of staying alone                                      USD   between the two
/// Shape: in (0, 1). Where beliefs are below it nobody begins, though all would gain.
/// Source: the stag hunt; Harsanyi and Selten (1988) for the threshold.
inline double assurance_threshold(double success, double alone, double fail) {
    if (!(success > alone && alone > fail)) {
        throw RangeError("success brings " + number_text(success) + ", staying alone " + number_text(alone) +
                             " and failure " + number_text(fail),
                         "consortium::assurance_threshold",
                         "Use a success better than staying alone, and a failure worse");
    }
    return (alone - fail) / (success - fail);
}

/// What is left of the synergy of two interventions that begin some years apart: exp(-|gap|/tau_s). No source was found for tau_s;
/// three years, with 1 to 10 as plausible, is an assumption. In a run the household model says what is left.
inline double synergy_left(double gap_years, double synergy_years) {
    detail::require_positive(synergy_years, "the years of synergy", "consortium::synergy_left");
    return exp_of(gap_years < 0.0 ? gap_years / synergy_years : -gap_years / synergy_years);
}

}  // namespace smallholder::consortium
