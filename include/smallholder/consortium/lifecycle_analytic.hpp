// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The life of an alliance in closed form, where hazards do not change: what a simulation must come back to.
///
///   P(t) = exp(Q t)                     Q_jk rate of the move j->k, Q_jj = -sum of the others      1/yr
///   N    = (-A)^-1                      A: Q among the living stages; N_jk years spent in k from j
///   absorbed = N R                      R: Q from living stages to ends
///   S(t) = share alive; the cumulative incidence of an end k is P_jk(t)
///
/// exp is taken by uniformisation, a sum of positive terms: P(t/2^m) = sum_i Poisson(i; L t/2^m) (I + Q/L)^i, L the largest rate, squared m times.
/// For a hazard that first rises and then falls there is the log-logistic law: S(t) = 1/(1 + (t/scale)^shape), steepest at scale (shape - 1)^(1/shape).
/// Matrices are square, row by row.
/// Shape: rows of P add to 1 and no entry is negative.
/// Source: any text on continuous-time Markov chains; checked against the R package msm.
/// Tested: tests/unit/consortium/lifecycle_analytic_test.cpp, tests/reference/consortium_dynamics_reference_test.cpp (T35 to T37)

#include <array>
#include <span>
#include <vector>

#include "smallholder/consortium/lifecycle.hpp"

namespace smallholder::consortium {

/// exp(Q t), n x n. Throws RangeError for rows that do not add to 0, negative rates off the diagonal, or t < 0.
std::vector<double> transition_probabilities(std::span<const double> generator, Index size, double years);

/// -1/Q_jj: mean stay in each state before it is left; infinite for an end.
std::vector<double> mean_sojourns(std::span<const double> generator, Index size);

/// Q of a law whose hazards are constant, kStages x kStages. Throws RangeError if one of them is not.
std::vector<double> generator_of(const LifecycleLaw& law, const Covariates& at = {});

struct LifeInFigures {
    std::array<double, kLivingStages> stay{};  ///< years spent in each stage altogether
    double mean = 0.0;                         ///< years, their sum
    double median = 0.0;                       ///< years
    double dissolved = 0.0, completed = 0.0;   ///< shares that end so, in the long run
};
/// From the founding on, in the stage forming.
LifeInFigures life_in_figures(const LifecycleLaw& law, const Covariates& at = {});
double survival(const LifecycleLaw& law, double years, const Covariates& at = {});
/// Share that has ended in `end` by then; survival and the two ends add to 1.
double cumulative_incidence(const LifecycleLaw& law, Stage end, double years, const Covariates& at = {});

struct LogLogistic {
    double shape = 1.0;  ///< above 1: the hazard has a peak
    double scale = 1.0;  ///< years, also the median
    double survival(double years) const;
    double hazard(double years) const;  ///< 1/yr
    double peak() const;                ///< years; 0 when the hazard only falls
};
/// The one through two points of a survival curve.
LogLogistic log_logistic_through(double first_years, double first_share, double second_years, double second_share);

}  // namespace smallholder::consortium
