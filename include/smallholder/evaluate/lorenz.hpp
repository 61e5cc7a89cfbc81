// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// The points of a Lorenz curve, from (0, 0) to (1, 1), poorest first.
struct LorenzCurve {
    std::vector<double> population;  ///< cumulated share of the weight, 1
    std::vector<double> income;      ///< cumulated share of the income, 1
    Index negatives = 0;             ///< rows with a negative income: the curve then dips below zero

    /// The share of all income that goes to the poorest share p of the population, 0 <= p <= 1.
    double at(double p) const {
        if (!(p >= 0.0 && p <= 1.0)) {
            throw RangeError("p is " + number_text(p), "metrics::LorenzCurve::at",
                             "Use a share of the population between 0 and 1");
        }
        const auto above = std::lower_bound(population.begin(), population.end(), p);
        const auto i = static_cast<std::size_t>(above - population.begin());
        if (i == 0) return income.front();
        const double step = population[i] - population[i - 1];
        const double along = (p - population[i - 1]) / step;
        return income[i - 1] + along * (income[i] - income[i - 1]);
    }
};

/// What share of all income the poorest tenth, half, nine tenths receive.
///
///   L(p) = sum_{k<=j} w_k y_k / Y at p = sum_{k<=j} w_k / W, households sorted by income, straight
///   lines between
///
/// y  income   money/yr   negative incomes are kept and counted; the mean must be above zero
/// w  survey weight x household size
/// Shape: dimensionless; convex, L(0) = 0, L(1) = 1; G = 1 - 2 times the area under it.
/// Source: Lorenz (1905), Publications of the American Statistical Association 9.
/// Page: docs/notation.md#lorenz   Tested: tests/unit/evaluate/lorenz_test.cpp
inline LorenzCurve lorenz(std::span<const double> incomes, std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::lorenz";
    detail::require_column(incomes, weights, "incomes", where);
    std::vector<std::pair<double, double>> sorted;  // income, weight
    sorted.reserve(incomes.size());
    LorenzCurve curve;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight == 0.0) continue;
        sorted.emplace_back(incomes[i], weight);
        if (incomes[i] < 0.0) ++curve.negatives;
    }
    std::sort(sorted.begin(), sorted.end());
    curve.population.assign(1, 0.0);
    curve.income.assign(1, 0.0);
    curve.population.reserve(sorted.size() + 1);
    curve.income.reserve(sorted.size() + 1);
    double weight_sum = 0.0;
    double amount_sum = 0.0;
    for (const auto& [income, weight] : sorted) {
        weight_sum += weight;
        amount_sum += weight * income;
        curve.population.push_back(weight_sum);
        curve.income.push_back(amount_sum);
    }
    if (!(amount_sum > 0.0)) {
        throw RangeError("the mean income is " + number_text(amount_sum / weight_sum) +
                             ", and shares of income need a mean above zero",
                         std::string(where),
                         "Use fgt or living_income, which allow a group that loses money");
    }
    for (double& p : curve.population) p /= weight_sum;
    for (double& share : curve.income) share /= amount_sum;
    return curve;
}

}  // namespace smallholder::metrics
