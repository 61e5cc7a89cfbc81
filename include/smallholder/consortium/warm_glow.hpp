// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Giving for the sake of giving: how much of a grant from outside replaces what members would have given.
///
///   u_i = (1 - al_i) ln(w_i - t_i - g_i) + al_i ln G + om_i ln g_i,   G = sum_j g_j + D
///   crowd-out = - d(sum_j g_j)/dD, the grant D being levied from the members in equal parts t_i = D/n
///
/// om_i  warm glow: the joy of one's own giving   1   >= 0
/// D     grant to the common good                 USD >= 0
/// others as in consortium/public_goods.hpp
/// Shape: 1 without warm glow as long as all give: members take back what the grant gives (neutrality); falls with om.
/// In laboratories about .7 (Andreoni 1993, recalled).
/// Source: Andreoni (1990), Economic Journal 100.   Page: docs/consortium/free_riding.md
/// Tested: tests/unit/consortium/warm_glow_test.cpp

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "smallholder/consortium/public_goods.hpp"

namespace smallholder::consortium {

namespace detail {

/// What a member gives when the good amounts to G: the positive root of the first-order condition
/// (al/G) g^2 + (1 - al + om - al w/G) g - om w = 0.
inline double warm_gift(double weight, double glow, double wealth, double good) {
    if (wealth <= 0.0) return 0.0;
    const double pull = weight / good;
    const double middle = 1.0 - weight + glow - pull * wealth;
    const double root = std::sqrt(middle * middle + 4.0 * pull * glow * wealth);
    // Of the two ways to write the root, the one without cancellation.
    return middle > 0.0 ? 2.0 * glow * wealth / (middle + root) : (root - middle) / (2.0 * pull);
}

}  // namespace detail

/// What each gives freely when giving itself is a joy. grant: D, levied from the members in equal parts.
inline Contributions warm_contributions(std::span<const double> weights, std::span<const double> wealth,
                                        std::span<const double> glow, double grant = 0.0) {
    constexpr std::string_view where = "consortium::warm_contributions";
    detail::require_contributors(weights, wealth, where);
    detail::require_size(glow.size(), wealth.size(), "the warm glow", where);
    for (const double one : glow) detail::require_not_negative(one, "a warm glow", where);
    detail::require_not_negative(grant, "the grant", where);
    const double levy = grant / static_cast<double>(wealth.size());
    std::vector<double> left;
    for (const double own : wealth) {
        if (own < levy) {
            throw RangeError("the levy of " + number_text(levy) + " exceeds a member's wealth of " + number_text(own),
                             std::string(where), "Use a smaller grant");
        }
        left.push_back(own - levy);
    }
    const auto gifts = [&](double good) {
        std::vector<double> given;
        for (std::size_t i = 0; i < left.size(); ++i) {
            given.push_back(detail::warm_gift(weights[i], glow[i], left[i], good));
        }
        return given;
    };
    // Gifts fall with G and G rises with itself, so they meet once, between nothing and all there is.
    double low = 0.0, high = std::accumulate(left.begin(), left.end(), 0.0) + grant;
    for (;;) {
        const double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high)) break;
        const auto given = gifts(middle);
        const bool more = std::accumulate(given.begin(), given.end(), grant) > middle;
        (more ? low : high) = middle;
    }
    Contributions found = detail::contributions_of(gifts(high));
    found.total += grant;
    return found;
}

/// How much less members give per dollar of a small grant levied from them, by differentiating everybody's first-order condition.
inline double crowd_out(std::span<const double> weights, std::span<const double> wealth, std::span<const double> glow) {
    const Contributions found = warm_contributions(weights, wealth, glow);
    const double levy = 1.0 / static_cast<double>(wealth.size());
    double answered = 0.0, damping = 1.0;
    for (std::size_t i = 0; i < wealth.size(); ++i) {
        const double gift = found.given[i], left = wealth[i] - gift;
        if (gift <= 0.0) continue;  // who gives nothing cannot give less
        const double own = (1.0 - weights[i]) / (left * left), joy = glow[i] / (gift * gift);
        answered += levy * own / (own + joy);
        damping += weights[i] / (found.total * found.total) / (own + joy);
    }
    return 1.0 - (1.0 - answered) / damping;
}

/// The smallest warm glow of equal members whose crowd-out is as measured. Throws where no warm glow gives it: a very large one
/// has members give almost all they own, and then a levy takes from their gifts again.
inline double warm_glow_of(double crowd_out_wanted, double weight, Index members) {
    constexpr std::string_view where = "consortium::warm_glow_of";
    detail::require_between(crowd_out_wanted, 0.0, 1.0, "the crowd-out", where);
    detail::require_between(static_cast<double>(members), 1.0, 1e4, "the number of members", where);
    if (crowd_out_wanted == 1.0) return 0.0;
    const std::vector<double> weights(static_cast<std::size_t>(members), weight);
    const std::vector<double> wealth(weights.size(), 1.0);
    const auto at = [&](double glow) { return crowd_out(weights, wealth, std::vector<double>(weights.size(), glow)); };
    double low = 0.0, high = 1e-6;
    while (at(high) > crowd_out_wanted) {
        low = high;
        high *= 1.25;
        if (high > 1e3) {
            throw RangeError("no warm glow brings crowd-out down to " + number_text(crowd_out_wanted) + " among " +
                                 std::to_string(members) + " members",
                             std::string(where), "Use a larger crowd-out");
        }
    }
    for (;;) {
        const double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high)) return high;
        (at(middle) > crowd_out_wanted ? low : high) = middle;
    }
}

}  // namespace smallholder::consortium
