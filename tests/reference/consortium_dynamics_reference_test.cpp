// SPDX-License-Identifier: Apache-2.0
// How alliances live, trust and learn, in numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "reference_row.hpp"
#include "smallholder/consortium/ecology.hpp"
#include "smallholder/consortium/learning.hpp"
#include "smallholder/consortium/lifecycle_analytic.hpp"
#include "smallholder/consortium/tensions.hpp"
#include "smallholder/consortium/trust.hpp"

namespace {

using namespace smallholder::consortium;
using namespace smallholder::reference_rows;
using Column = std::vector<double>;

constexpr const char* kDerived = "DERIVED (closed form or enumeration, evaluated in double precision)";

/// Heart transplant patients in the manual of the R package msm: well, mild, severe, dead; rates a year as printed.
Column heart_transplants() {
    return {-.12787 - .04250, .12787, 0.0, .04250, .22512, -.22512 - .34261 - .04021, .34261, .04021, 0.0, .13062, -.13062 - .30648, .30648,
            0.0, 0.0, 0.0, 0.0};
}

const std::vector<ReferenceRow> kRows{
    {"T35", "multi-state process", "rates of the cav example: chances after 10 years from state 1; mean sojourns",
     {.30940656, .09750021, .08787255, .5052207, 5.8696, 1.6449, 2.2878}, 1e-4,
     "reference page of the R package msm (rates rounded to five digits there)",
     [] {
         const Column q = heart_transplants();
         Column found = transition_probabilities(q, 4, 10.0);
         found.resize(4);
         const Column sojourns = mean_sojourns(q, 4);
         found.insert(found.end(), sojourns.begin(), sojourns.begin() + 3);
         return found;
     }},
    {"T36", "lifecycle",
     "shipped rates without frailty: S(3), S(5), S(7), S(10); median, mean; ends dissolved, completed; years in each stage",
     {.808, .645, .493, .317, 6.90, 8.60, .664, .336, 1.25, 2.03, 3.08, 2.24}, 6e-3, kDerived,
     [] {
         const LifecycleLaw law = without_frailty();
         const LifeInFigures f = life_in_figures(law);
         return Column{survival(law, 3.0), survival(law, 5.0), survival(law, 7.0), survival(law, 10.0), f.median, f.mean, f.dissolved, f.completed,
                       f.stay[0], f.stay[1], f.stay[2], f.stay[3]};
     }},
    {"T37", "log-logistic life", "through S(5) = .45 and S(10) = .15: shape, scale, peak of the hazard", {2.2130, 4.5666, 4.983}, 5e-4, kDerived,
     [] {
         const LogLogistic law = log_logistic_through(5.0, .45, 10.0, .15);
         return Column{law.shape, law.scale, law.peak()};
     }},
    {"T38", "trust and control, one meeting", "mc 1, chi .5: best control and value at T .5 and .8; trust from which on none is best",
     {1.975, .6896, 0.0, .8, .7021}, 6e-4, kDerived,
     [] {
         const StaticControl law{1.0, .5, .1};
         const BestControl half = best_static_control(law, .5), high = best_static_control(law, .8);
         return Column{half.control, half.value, high.control, high.value, trust_without_control(law)};
     }},
    {"T39", "trust and control over time", "steady trust without control; the highest, at which control; best net value, at which control",
     {0.0, .5529, 2.090, .7017, 1.603}, 1.5e-3, kDerived,
     [] {
         const BestControl trusted = most_trusted_control({}), best = best_control_over_time({});
         return Column{steady_trust({}, 0.0), trusted.trust, trusted.control, best.value, best.control};
     }},
    {"T40", "unit normal loss", "at 0, .5, 1, 2", {.398942, .197797, .083315, .008491}, 6e-7, kDerived,
     [] { return Column{unit_normal_loss(0.0), unit_normal_loss(.5), unit_normal_loss(1.0), unit_normal_loss(2.0)}; }},
    {"T41", "value of sample information", "all spreads 1, no gap: alone at sm 0; five members at sm 0 and 1; perfect information",
     {.2303, .3372, .3642, .3989}, 6e-5, kDerived,
     [] {
         Study five, alone;
         alone.members = 1;
         return Column{evsi(alone, 0.0, 1.0), evsi(five, 0.0, 1.0), evsi(five, 1.0, 1.0), evpi(five)};
     }},
    {"T41b", "partial pooling", "context variance equal to sampling variance; no context", {.5, 0.0}, 1e-12, kDerived,
     [] { return Column{partial_pooling_weight(1.0, 1.0, 1.0), partial_pooling_weight(0.0, 1.0, 1.0)}; }},
    {"T42", "three kinds of work", "index of (2, .5, .5) at elasticity .3, .5, near 1, near 0; years to 90% balanced and lopsided",
     {.58994, .66667, .79370, .5, 7.67528, 13.01024}, 5e-5, kDerived,
     [] {
         const Works lopsided{2.0, .5, .5}, even{1.0, 1.0, 1.0};
         return Column{ces_index(lopsided, .3), ces_index(lopsided, .5), ces_index(lopsided, 1.0 - 1e-6), ces_index(lopsided, 1e-4),
                       years_to_ninety_percent(.3, ces_index(even, .3)), years_to_ninety_percent(.3, ces_index(lopsided, .3))};
     }},
    {"T43", "benchmarking", "best of five members after 1, 5 and 50 years of copying at .37", {.83, .83, .83}, 0.0, "computed here: an invariant",
     [] {
         Column members{.31, .83, .52, .1, .79}, best;
         for (int year = 1; year <= 50; ++year) {
             members = benchmark(members, .37);
             if (year == 1 || year == 5 || year == 50) best.push_back(*std::ranges::max_element(members));
         }
         return best;
     }},
    {"T44", "goals and reflection", "E0 1, lam 3: share for reflection, output", {1.0 / 3.0, 4.0 / 3.0}, 1e-12, kDerived,
     [] {
         const Reflection best = best_reflection(1.0, 3.0);
         return Column{best.share, best.output};
     }},
    {"T45", "tension", "GA 2, GB 1, k 2: the balance", {.67329}, 5e-6, kDerived, [] { return Column{tension_optimum({2.0, 1.0, 2.0})}; }},
};

}  // namespace

namespace smallholder::reference_rows {

INSTANTIATE_TEST_SUITE_P(ConsortiumDynamics, ReferenceSeen, testing::ValuesIn(rows_of_kind(kRows, false)), row_id);
INSTANTIATE_TEST_SUITE_P(ConsortiumDynamics, ReferenceDerived, testing::ValuesIn(rows_of_kind(kRows, true)), row_id);

}  // namespace smallholder::reference_rows
