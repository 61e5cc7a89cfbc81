// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "smallholder/evaluate/returns_npv.hpp"

namespace smallholder::returns {

/// The ratios of two means that the data do not contradict. Not always an interval.
struct FiellerSet {
    enum class Shape {
        between,     ///< low <= ratio <= high: the mean outcome is clearly not zero
        outside,     ///< ratio <= low or ratio >= high: the mean outcome may be zero, so the ratio may be infinite
        everything,  ///< no ratio is contradicted: neither mean is clearly different from zero
    };
    Shape shape = Shape::everything;
    double low = 0.0;   ///< -infinity with `everything`, money/unit
    double high = 0.0;  ///< +infinity with `everything`, money/unit
};

/// How well a sample pins down the cost of one unit: an interval for a ratio of means that stays honest when the
/// outcome may be nil.
///
///   { r : (c - r o)^2 <= t^2 (v_cc - 2 r v_co + r^2 v_oo) }
///
/// c, o    mean cost and mean outcome                                  money, unit
/// v       variances and covariance of those two means, (n - 1) below  money^2, money unit, unit^2
/// t       Student's quantile at (1 + level)/2 with n - 1 degrees of freedom
/// level   share of samples whose set holds the true ratio             1   in (0, 1)
/// Rows are independent observations of a pair: households of a trial, or draws of the model, where the set says only
/// how many draws were made. A bootstrap interval of the same rows (cost_per_outcome) is bounded even where the truth
/// is not known to be.
/// Shape: money/unit; contains c/o; its size does not change with units. Needs at least two rows and the compiled
/// library (Boost.Math).
/// Source: Fieller (1954), Journal of the Royal Statistical Society B 16(2), 175-185.
/// Page: docs/notation.md#fieller   Tested: tests/unit/evaluate/returns_fieller_test.cpp
FiellerSet fieller(std::span<const double> costs, std::span<const double> outcomes, double level = 0.9);

}  // namespace smallholder::returns
