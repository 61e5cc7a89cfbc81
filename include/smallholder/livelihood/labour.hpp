// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/agronomy/practices.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// Days per hectare that practices, fertiliser, upkeep and harvest take.
///
///   days = sum_k l_k x_k + l_F F + l_0 + l_h Y
///
/// x_k share of the recommended work, F dose/ha, Y kg/ha; l in days per ha, per dose and per kg.
/// Tested: tests/unit/livelihood/labour_test.cpp
template <Lane L>
inline L practice_days(const agronomy::Practices<L>& x, const Parameters& p) {
    return p.labour_pruning * x[agronomy::kPruning] + p.labour_weeding * x[agronomy::kWeeding] + p.labour_mirid * x[agronomy::kMirid] +
           p.labour_black_pod * x[agronomy::kBlackPod];
}
template <Lane L>
inline L days_per_ha(const agronomy::Practices<L>& x, L doses, L yield, const Parameters& p) {
    return practice_days(x, p) + p.labour_fertiliser * doses + p.labour_base + p.labour_harvest * yield;
}

/// The day wage moves with the scarcity of hands in the village last year.
///
///   w = w_0 clip(1 + e_w ln(R/R_0), 0.5, 2),   R = (1 + hired days)/(family days)
///
/// Shape: increasing in R.   Tested: tests/unit/livelihood/labour_test.cpp
template <Lane L>
inline L village_wage(L scarcity_ratio, const Parameters& p) {
    return p.wage * clip(1.0 + p.wage_elasticity * log_of(scarcity_ratio), broadcast<L>(0.5), broadcast<L>(2.0));
}

/// Work that days suffice for, in the order farmers keep when hands are short.
template <Lane L>
struct Rationed {
    agronomy::Practices<L> practices;  // share of the recommended work really done
    L doses;                           // dose/ha really applied
    L activity_days;                   // days spent on practices and fertiliser
};

/// Harvest and upkeep come first; then weeding, black pod, pruning, mirid, fertiliser take what is left.
///
/// rest  days left after harvest and upkeep   day
/// area  ha
/// Shape: never more work than asked, never more days than there are.   Tested: tests/unit/livelihood/labour_test.cpp
template <Lane L>
inline Rationed<L> ration_labour(const agronomy::Practices<L>& x, L doses, L area, L rest, const Parameters& p) {
    const L at_start = rest;
    auto take = [&](L need) {
        const L share = select(need > rest, rest / maximum(need, 1e-300), broadcast<L>(1.0));
        rest = maximum(rest - share * need, 0.0);
        return share;
    };
    Rationed<L> done;
    const L weeding = take(area * p.labour_weeding * x[agronomy::kWeeding]);
    const L black_pod = take(area * p.labour_black_pod * x[agronomy::kBlackPod]);
    const L pruning = take(area * p.labour_pruning * x[agronomy::kPruning]);
    const L mirid = take(area * p.labour_mirid * x[agronomy::kMirid]);
    const L fertiliser = take(area * p.labour_fertiliser * doses);
    done.practices = {x[agronomy::kPruning] * pruning, x[agronomy::kWeeding] * weeding, x[agronomy::kMirid] * mirid,
                      x[agronomy::kBlackPod] * black_pod};
    done.doses = doses * fertiliser;
    done.activity_days = at_start - rest;
    return done;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
