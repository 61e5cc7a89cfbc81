// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who pays for what all have: what members give when each looks to itself, and what they would agree on.
///
///   u_i = (1 - al_i) ln(w_i - g_i) + al_i ln G,   G = sum_j g_j
///   giving freely (Nash):  G = W_C / (1 + sum_C r_i),  g_i = w_i - r_i G,  r_i = (1 - al_i)/al_i,  C = those with w_i > r_i G
///   agreed (Lindahl):      G = sum_i al_i w_i,  member i pays the share p_i = al_i w_i / G of it
///
/// w_i   what member i could give      USD     >= 0
/// al_i  its weight of the common good 1       in (0, 1)
/// g_i   what it gives                 USD
/// Shape: one equilibrium. Moving wealth among those who give changes nothing (neutrality); with n equal members they give
/// 1/(n(1 - al) + al) of what they would agree on. The agreed amount is efficient: the members' personal prices add up to its cost.
/// Source: Bergstrom, Blume and Varian (1986), Journal of Public Economics 29; Lindahl (1919).
/// Page: docs/consortium/free_riding.md
/// Tested: tests/unit/consortium/public_goods_test.cpp, tests/reference/consortium_reference_test.cpp (T24 to T26)

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

struct Contributions {
    double total = 0.0;          ///< G, USD
    std::vector<double> given;   ///< g_i, USD
    std::vector<double> shares;  ///< g_i / G
    Index contributors = 0;      ///< members who give something
};

namespace detail {

inline void require_contributors(std::span<const double> weights, std::span<const double> wealth,
                                 std::string_view where) {
    require_size(weights.size(), wealth.size(), "the weights", where);
    for (const double weight : weights) {
        if (!(weight > 0.0 && weight < 1.0)) {
            throw RangeError("a weight of the common good is " + number_text(weight), std::string(where),
                             "Use weights between 0 and 1");
        }
    }
    for (const double own : wealth) require_not_negative(own, "a member's wealth", where);
    if (!(std::accumulate(wealth.begin(), wealth.end(), 0.0) > 0.0)) {
        throw RangeError("no member has anything to give", std::string(where), "Pass at least one member with wealth");
    }
}

inline Contributions contributions_of(std::vector<double> given) {
    Contributions found;
    found.total = std::accumulate(given.begin(), given.end(), 0.0);
    for (const double one : given) {
        found.shares.push_back(found.total > 0.0 ? one / found.total : 0.0);  // a grant can be all there is
        if (one > 0.0) ++found.contributors;
    }
    found.given = std::move(given);
    return found;
}

}  // namespace detail

/// What each gives when each takes the others' giving as it is.
inline Contributions voluntary_contributions(std::span<const double> weights, std::span<const double> wealth) {
    detail::require_contributors(weights, wealth, "consortium::voluntary_contributions");
    const auto reluctance = [&](std::size_t i) { return (1.0 - weights[i]) / weights[i]; };
    std::vector<std::size_t> order(wealth.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Who would still give at the largest amount comes first.
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
        return wealth[i] / reluctance(i) > wealth[j] / reluctance(j);
    });
    double good = 0.0, wealth_sum = 0.0, reluctance_sum = 0.0;
    for (const std::size_t i : order) {
        if (wealth[i] <= reluctance(i) * good) break;
        wealth_sum += wealth[i];
        reluctance_sum += reluctance(i);
        good = wealth_sum / (1.0 + reluctance_sum);
    }
    std::vector<double> given;
    for (std::size_t i = 0; i < wealth.size(); ++i) given.push_back(std::max(0.0, wealth[i] - reluctance(i) * good));
    return detail::contributions_of(std::move(given));
}

/// What members would agree on if each paid its personal price: the efficient amount.
inline Contributions agreed_contributions(std::span<const double> weights, std::span<const double> wealth) {
    detail::require_contributors(weights, wealth, "consortium::agreed_contributions");
    std::vector<double> given;
    for (std::size_t i = 0; i < wealth.size(); ++i) given.push_back(weights[i] * wealth[i]);
    return detail::contributions_of(std::move(given));
}

/// Members all alike, each of whose effort benefits everybody and costs itself (the linear-quadratic game).
///
///   u_i = beta G - gamma g_i^2 / 2,   g = (beta/gamma)(1 + ag (n - 1))
///
/// beta   benefit to each member per unit of effort    USD
/// gamma  how fast effort becomes dear                 USD/unit2
/// ag     weight a member gives to the others' gain    1   0: each for itself; 1: the plan best for all
/// Shape: all together gain (beta^2/(2 gamma)) n (n - 1)^2 over each for itself.
/// Source: closed form; the form is Barrett's and Carraro's of the 1990s.
struct LinearQuadratic {
    Index members = 2;
    double benefit = 1.0;  ///< beta
    double cost = 1.0;     ///< gamma
};

struct CommonEffort {
    double effort = 0.0;   ///< g, of each, units
    double good = 0.0;     ///< G, units
    double payoff = 0.0;   ///< u, of each, USD
    double welfare = 0.0;  ///< n u, USD
};

inline void require_linear_quadratic(const LinearQuadratic& game, std::string_view where) {
    if (game.members < 1) {
        throw RangeError("there are " + std::to_string(game.members) + " members", std::string(where),
                         "Use one or more");
    }
    detail::require_positive(game.benefit, "the benefit of effort", where);
    detail::require_positive(game.cost, "the cost of effort", where);
}

inline CommonEffort common_effort(const LinearQuadratic& game, double agenda) {
    constexpr std::string_view where = "consortium::common_effort";
    require_linear_quadratic(game, where);
    detail::require_share(agenda, "the weight of the others", where);
    const auto n = static_cast<double>(game.members);
    CommonEffort found;
    found.effort = game.benefit / game.cost * (1.0 + agenda * (n - 1.0));
    found.good = n * found.effort;
    found.payoff = game.benefit * found.good - 0.5 * game.cost * found.effort * found.effort;
    found.welfare = n * found.payoff;
    return found;
}

}  // namespace smallholder::consortium
