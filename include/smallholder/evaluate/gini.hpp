// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// The Gini coefficient, and whether losses were among the incomes.
struct Gini {
    double value = 0.0;            ///< 1; may exceed 1 when some incomes are negative
    Index households = 0;          ///< rows with a weight above zero
    Index negatives = 0;           ///< rows with a negative income and a weight above zero
    double negatives_share = 0.0;  ///< their share of the total weight, 1

    /// The small-sample form, value n/(n-1), n the rows with a weight above zero; needs two of them.
    double small_sample() const {
        if (households < 2) {
            throw RangeError("there is only one household", "metrics::Gini::small_sample",
                             "Use value, or a group of at least two households");
        }
        const auto n = static_cast<double>(households);
        return value * n / (n - 1.0);
    }
};

/// How unequally income is spread: 0 when all have the same, towards 1 when one has everything.
///
///   G = 1 - sum_j w_j (2 C_j - w_j y_j) / (W Y),   households sorted by income,
///   C_j = sum_{k<=j} w_k y_k,   W = sum_j w_j,   Y = sum_j w_j y_j
///
/// y  income   money/yr   negative incomes are kept and counted; the mean must be above zero
/// w  survey weight x household size
/// Shape: dimensionless; the same, bit for bit, for any order of rows; unchanged when all incomes are
/// multiplied by one factor; a row of weight 2 equals two rows of weight 1.
/// Source: Lerman and Yitzhaki (1989), Journal of Econometrics 42, for weights; Chen, Tsaur and Rhai
/// (1982), Oxford Economic Papers 34, on negative incomes.   Page: docs/notation.md#gini
/// Tested: tests/unit/evaluate/gini_test.cpp
inline Gini gini(std::span<const double> incomes, std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::gini";
    const double total = detail::require_column(incomes, weights, "incomes", where);
    std::vector<std::pair<double, double>> sorted;  // income, weight
    sorted.reserve(incomes.size());
    Gini result;
    double negative_weight = 0.0;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight == 0.0) continue;
        sorted.emplace_back(incomes[i], weight);
        if (incomes[i] < 0.0) {
            ++result.negatives;
            negative_weight += weight;
        }
    }
    result.households = static_cast<Index>(sorted.size());
    result.negatives_share = negative_weight / total;
    // Sorting by weight within equal incomes fixes the order of the sums whatever the order of rows.
    std::sort(sorted.begin(), sorted.end());
    double cumulated = 0.0;
    double area = 0.0;
    double weight_sum = 0.0;
    for (const auto& [income, weight] : sorted) {
        const double amount = weight * income;
        cumulated += amount;
        weight_sum += weight;
        area += weight * (2.0 * cumulated - amount);
    }
    if (!(cumulated > 0.0)) {
        throw RangeError("the mean income is " + number_text(cumulated / weight_sum) +
                             ", and the Gini coefficient needs a mean above zero",
                         std::string(where),
                         "Use fgt or living_income, which allow a group that loses money");
    }
    result.value = 1.0 - area / (weight_sum * cumulated);
    return result;
}

}  // namespace smallholder::metrics
