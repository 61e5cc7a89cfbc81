// SPDX-License-Identifier: Apache-2.0
#include "marginal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace smallholder::completion {

Marginal::Marginal(std::span<const double> values, std::span<const double> weights) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i]) && weights[i] > 0.0) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    count_ = order.size();
    double total = 0.0;
    for (const std::size_t i : order) total += weights[i];

    double below = 0.0;
    for (std::size_t k = 0; k < order.size();) {
        const double value = values[order[k]];
        double here = 0.0;
        for (; k < order.size() && values[order[k]] == value; ++k) here += weights[order[k]];
        values_.push_back(value);
        mid_.push_back((below + 0.5 * here) / total);
        below += here;
        upper_.push_back(below / total);
    }
}

double Marginal::rank(double value) const {
    const auto k = static_cast<std::size_t>(std::lower_bound(values_.begin(), values_.end(), value) - values_.begin());
    if (k < values_.size() && values_[k] == value) return mid_[k];
    // A household of weight 0 may hold a value that nobody else has.
    if (k == 0) return mid_.front();
    return k == values_.size() ? mid_.back() : 0.5 * (mid_[k - 1] + mid_[k]);
}

double Marginal::quantile(double rank) const {
    if (rank <= mid_.front()) return values_.front();
    if (rank >= mid_.back()) return values_.back();
    const auto k = static_cast<std::size_t>(std::upper_bound(mid_.begin(), mid_.end(), rank) - mid_.begin());
    const double share = (rank - mid_[k - 1]) / (mid_[k] - mid_[k - 1]);
    return values_[k - 1] + share * (values_[k] - values_[k - 1]);
}

double Marginal::step_quantile(double rank) const {
    const auto at = std::lower_bound(upper_.begin(), upper_.end(), rank);
    return at == upper_.end() ? values_.back() : values_[static_cast<std::size_t>(at - upper_.begin())];
}

}  // namespace smallholder::completion
