// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Means, spreads and quantiles of survey columns, each household counting with its weight.
///
///   mean             m = sum w x / W,  W = sum w
///   variance         sum w (x - m)^2 / (W - sum w^2 / W)        n - 1 below the line when weights are equal
///   standard error   of m: sqrt( n/(n-1) sum w^2 (x - m)^2 ) / W   s / sqrt(n) when weights are equal
///   effective n      W^2 / sum w^2
///   quantile         mean of the weighted quantile function over a window of width 1/n_eff that starts
///                    at p (1 - 1/n_eff); with equal weights the usual definition (type 7)
///
/// x   any quantity, in its unit     w   survey weight (>= 0); no weights given means all equal
/// Only ratios of weights matter. A household of weight 0 changes nothing. Values and weights must be
/// finite: choose a policy for missing values before.
/// Shape: columns -> number. The order of rows matters to the last digits only (sums are compensated).
/// Tested: tests/unit/stats/weighted_test.cpp
/// Sources: standard error: linearised ratio, W. G. Cochran (1977), Sampling Techniques, 3rd ed., ch. 6.
/// Effective n: L. Kish (1965), Survey Sampling. Type 7: R. J. Hyndman, Y. Fan (1996), Sample quantiles in
/// statistical packages, The American Statistician 50(4). Weighted type 7: A. Akinshin (2023), Weighted
/// quantile estimators, arXiv 2304.07265.

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::stats {

namespace detail {

/// Sum that carries what each addition lost. Source: A. Neumaier (1974), ZAMM 54, 39-51.
class CompensatedSum {
public:
    void add(double x) noexcept {
        const double next = sum_ + x;
        lost_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - next) + x : (x - next) + sum_;
        sum_ = next;
    }
    double value() const noexcept { return sum_ + lost_; }

private:
    double sum_ = 0.0, lost_ = 0.0;
};

[[noreturn]] inline void refuse(std::string what, const char* where, std::string remedy) {
    throw RangeError(std::move(what), where, std::move(remedy));
}

inline void require_finite(std::span<const double> column, const char* name, const char* where) {
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!std::isfinite(column[i])) {
            refuse(std::string(name) + "[" + std::to_string(i) + "] is not a finite number", where,
                   "Choose a policy for missing values before");
        }
    }
}

inline void require_columns(std::span<const double> values, std::span<const double> weights,
                            const char* where) {
    if (values.empty()) refuse("there are no values", where, "Pass at least one");
    if (!weights.empty() && weights.size() != values.size()) {
        refuse(std::to_string(weights.size()) + " weights for " + std::to_string(values.size()) + " values",
               where, "Pass one weight per value, or none for equal weights");
    }
    require_finite(values, "values", where);
    require_finite(weights, "weights", where);
    bool some = weights.empty();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] < 0.0) {
            refuse("weights[" + std::to_string(i) + "] is negative", where, "Use weights of zero or more");
        }
        some = some || weights[i] > 0.0;
    }
    if (!some) refuse("all weights are zero", where, "Give at least one household a weight");
}

inline double weight_of(std::span<const double> weights, std::size_t i) noexcept {
    return weights.empty() ? 1.0 : weights[i];
}

struct Moments {
    double total = 0.0;           // W
    double sum_of_squares = 0.0;  // sum w^2
    double mean = 0.0;
    std::size_t count = 0;  // values of positive weight
};

inline Moments moments(std::span<const double> values, std::span<const double> weights) {
    CompensatedSum total, squares, weighted;
    std::size_t count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = weight_of(weights, i);
        total.add(w);
        squares.add(w * w);
        weighted.add(w * values[i]);
        count += w > 0.0 ? 1 : 0;
    }
    const double mean = weighted.value() / total.value();
    return {total.value(), squares.value(), mean, count};
}

inline void require_two(const Moments& m, const char* where) {
    if (m.count < 2) {
        refuse("one value has no spread", where, "Pass at least two values of positive weight");
    }
}

inline void require_probability(double p, const char* where) {
    if (!(p >= 0.0 && p <= 1.0)) {
        refuse("p = " + number_text(p) + " is not a probability", where,
               "Use a number from 0 to 1; the 5% quantile is p = 0.05");
    }
}

struct Weighed {
    double value, weight;
};

inline double quantile_of_sorted(std::span<const Weighed> rows, double total, double effective, double p) {
    // The window holds one effective household: its start runs from 0 (p = 0) to 1 - 1/n (p = 1).
    const double width = 1.0 / effective;
    const double from = p * (1.0 - width), to = from + width;
    CompensatedSum result, mass, reached;
    double left = 0.0;
    for (const auto& row : rows) {
        reached.add(row.weight);
        const double right = reached.value() / total;
        const double inside = std::min(right, to) - std::max(left, from);
        if (inside > 0.0) {
            result.add(inside * row.value);
            mass.add(inside);
        }
        left = right;
    }
    // Dividing by the mass found, not by the width, keeps rounding out of the result.
    return result.value() / mass.value();
}

}  // namespace detail

/// Quantile of values already in increasing order: x at position p (n - 1), linear in between.
inline double quantile_type7(std::span<const double> sorted, double p) {
    constexpr auto where = "quantile_type7";
    if (sorted.empty()) detail::refuse("there are no values", where, "Pass at least one");
    detail::require_probability(p, where);
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const double part = position - static_cast<double>(below);
    if (part == 0.0) return sorted[below];
    return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

inline double weighted_mean(std::span<const double> values, std::span<const double> weights = {}) {
    detail::require_columns(values, weights, "weighted_mean");
    return detail::moments(values, weights).mean;
}

/// Needs at least two values of positive weight.
inline double weighted_variance(std::span<const double> values, std::span<const double> weights = {}) {
    constexpr auto where = "weighted_variance";
    detail::require_columns(values, weights, where);
    const detail::Moments m = detail::moments(values, weights);
    detail::require_two(m, where);
    detail::CompensatedSum sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double d = values[i] - m.mean;
        sum.add(detail::weight_of(weights, i) * d * d);
    }
    return sum.value() / (m.total - m.sum_of_squares / m.total);
}

/// Standard error of the weighted mean under sampling with replacement; at least two values.
inline double weighted_standard_error(std::span<const double> values, std::span<const double> weights = {}) {
    constexpr auto where = "weighted_standard_error";
    detail::require_columns(values, weights, where);
    const detail::Moments m = detail::moments(values, weights);
    detail::require_two(m, where);
    detail::CompensatedSum sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double d = detail::weight_of(weights, i) * (values[i] - m.mean);
        sum.add(d * d);
    }
    const auto n = static_cast<double>(m.count);
    return std::sqrt(n / (n - 1.0) * sum.value()) / m.total;
}

/// How many equally weighted households carry as much information.
inline double effective_sample_size(std::span<const double> weights) {
    detail::require_columns(weights, weights, "effective_sample_size");
    const detail::Moments m = detail::moments(weights, weights);
    return m.total * m.total / m.sum_of_squares;
}

/// Several quantiles for the price of one sorting.
inline std::vector<double> weighted_quantiles(std::span<const double> values, std::span<const double> weights,
                                              std::span<const double> probabilities) {
    constexpr auto where = "weighted_quantile";
    detail::require_columns(values, weights, where);
    for (const double p : probabilities) detail::require_probability(p, where);

    std::vector<detail::Weighed> rows;
    rows.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight > 0.0) rows.push_back({values[i], weight});
    }
    // By weight within equal values, so that sums do not depend on the order of the file.
    std::sort(rows.begin(), rows.end(), [](const detail::Weighed& a, const detail::Weighed& b) {
        return a.value != b.value ? a.value < b.value : a.weight < b.weight;
    });
    std::vector<double> result;
    result.reserve(probabilities.size());
    const bool equal = std::all_of(rows.begin(), rows.end(),
                                   [&](const auto& row) { return row.weight == rows.front().weight; });
    if (equal) {
        std::vector<double> sorted;
        sorted.reserve(rows.size());
        for (const auto& row : rows) sorted.push_back(row.value);
        for (const double p : probabilities) result.push_back(quantile_type7(sorted, p));
        return result;
    }
    detail::CompensatedSum total, squares;
    for (const auto& row : rows) {
        total.add(row.weight);
        squares.add(row.weight * row.weight);
    }
    const double effective = total.value() * total.value() / squares.value();
    for (const double p : probabilities) {
        result.push_back(detail::quantile_of_sorted(rows, total.value(), effective, p));
    }
    return result;
}

/// p in [0, 1]: 0.5 is the median.
inline double weighted_quantile(std::span<const double> values, std::span<const double> weights, double p) {
    return weighted_quantiles(values, weights, std::span<const double>(&p, 1)).front();
}

}  // namespace smallholder::stats
