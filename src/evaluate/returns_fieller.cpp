// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_fieller.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <string>

namespace smallholder::returns {

FiellerSet fieller(std::span<const double> costs, std::span<const double> outcomes, double level) {
    constexpr const char* where = "returns::fieller";
    detail::require_flows(costs, "costs", where);
    detail::require_flows(outcomes, "outcomes", where);
    if (costs.size() != outcomes.size() || costs.size() < 2) {
        throw RangeError(
            "there are " + std::to_string(costs.size()) + " costs and " + std::to_string(outcomes.size()) + " outcomes",
            where, "Pass one cost and one outcome per row, and at least two rows");
    }
    if (!(level > 0.0 && level < 1.0)) {
        throw RangeError("the level is " + number_text(level), where,
                         "Use a level above 0 and below 1, for example 0.9");
    }
    const auto n = static_cast<double>(costs.size());
    double cost = 0.0, outcome = 0.0;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        cost += costs[i] / n;
        outcome += outcomes[i] / n;
    }
    double v_cc = 0.0, v_co = 0.0, v_oo = 0.0;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        v_cc += (costs[i] - cost) * (costs[i] - cost);
        v_co += (costs[i] - cost) * (outcomes[i] - outcome);
        v_oo += (outcomes[i] - outcome) * (outcomes[i] - outcome);
    }
    const double of_means = 1.0 / (n * (n - 1.0));
    const double t = boost::math::quantile(boost::math::students_t(n - 1.0), 0.5 * (1.0 + level));
    const double t2 = t * t * of_means;

    // a r^2 - 2 b r + c <= 0
    const double a = outcome * outcome - t2 * v_oo;
    const double b = cost * outcome - t2 * v_co;
    const double c = cost * cost - t2 * v_cc;
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (a == 0.0) {
        if (b > 0.0) return {FiellerSet::Shape::outside, -kInfinity, c / (2.0 * b)};
        if (b < 0.0) return {FiellerSet::Shape::outside, c / (2.0 * b), kInfinity};
        return {FiellerSet::Shape::everything, -kInfinity, kInfinity};
    }
    const double discriminant = b * b - a * c;
    if (a < 0.0 && discriminant <= 0.0) return {FiellerSet::Shape::everything, -kInfinity, kInfinity};
    // c/o always is in the set, so with a > 0 only rounding can make the discriminant negative.
    const double root = std::sqrt(std::max(0.0, discriminant));
    const double one = (b - root) / a, other = (b + root) / a;
    return {a > 0.0 ? FiellerSet::Shape::between : FiellerSet::Shape::outside, std::min(one, other),
            std::max(one, other)};
}

}  // namespace smallholder::returns
