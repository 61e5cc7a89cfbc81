// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Alliances of members all alike for a common good: two textbook games whose answers are known, to learn from and to test by.
///
/// Page: docs/consortium/stability.md
/// Tested: tests/unit/consortium/alliance_games_test.cpp, tests/reference/consortium_reference_test.cpp (T27 to T29)

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "smallholder/consortium/public_goods.hpp"
#include "smallholder/consortium/stability.hpp"

namespace smallholder::consortium {

/// The linear-quadratic game with an alliance of s: its members do what is best for all s, outsiders for themselves.
///
///   g_in = s beta/gamma,  g_out = beta/gamma,  G = s g_in + (n - s) g_out
///   u_in = beta G - gamma g_in^2/2,   u_out = beta (G - e s g_in) - gamma g_out^2/2
///
/// e  excludability: share of what the alliance brings about that outsiders do not get   share
/// Shape: an alliance of fewer than two excludes nobody. Stable up to s = (3 - 2e)/(1 - 2e), rounded down, and any size from e = 1/2
/// on: three members when nothing can be withheld from outsiders.
/// Source: derived in closed form; three is the classic result for it.
inline SizePayoffs linear_quadratic_payoffs(const LinearQuadratic& game, double excludability) {
    constexpr std::string_view where = "consortium::linear_quadratic_payoffs";
    require_linear_quadratic(game, where);
    detail::require_share(excludability, "the excludability", where);
    const double own = game.benefit / game.cost;
    SizePayoffs payoffs;
    for (Index inside = 0; inside <= game.members; ++inside) {
        const auto s = static_cast<double>(inside);
        const double effort = s * own, joint = s * effort;
        const double good = joint + static_cast<double>(game.members - inside) * own;
        const double withheld = inside >= 2 ? excludability * joint : 0.0;
        payoffs.member.push_back(game.benefit * good - 0.5 * game.cost * effort * effort);
        payoffs.outsider.push_back(game.benefit * (good - withheld) - 0.5 * game.cost * own * own);
    }
    return payoffs;
}

/// The largest alliance that holds in it: infinite from e = 1/2 on.
inline double largest_stable_alliance(double excludability) {
    detail::require_share(excludability, "the excludability", "consortium::largest_stable_alliance");
    if (excludability >= 0.5) return std::numeric_limits<double>::infinity();
    // The excludability at which size s just holds, (s - 3)/(2(s - 1)), is compared as stable_sizes compares payoffs.
    return std::floor((3.0 - 2.0 * excludability) / (1.0 - 2.0 * excludability) + 1e-9);
}

/// Members who move first and reckon with the outsiders' answer (Barrett's signatories of a treaty).
///
///   benefit of each = b (a Q - Q^2/2)/N,   cost of each = c q^2/2,   y = c/b
///   q_out = (a - Q)/(N y),   q_in = a s/(N y (1 + k)^2 + s^2),   k = (N - s)/(N y)
///
/// N  members in all       a  effort beyond which more is of no use, units
/// b  slope of the benefit, USD/unit2      c  slope of the cost, USD/unit2
/// Shape: with cheap effort alliances can be large, but then they gain little over acting alone.
/// Source: Barrett (1994), Oxford Economic Papers 46.
struct LeaderGame {
    Index members = 10;
    double most_useful = 100.0;  ///< a
    double benefit = 1.0;        ///< b
    double cost = 0.25;          ///< c
};

struct LeaderOutcome {
    SizePayoffs payoffs;
    std::vector<double> total;  ///< payoffs of all N together, by size
};

inline LeaderOutcome leader_payoffs(const LeaderGame& game) {
    constexpr std::string_view where = "consortium::leader_payoffs";
    if (game.members < 2) {
        throw RangeError("there are " + std::to_string(game.members) + " members", std::string(where),
                         "Use two or more");
    }
    detail::require_positive(game.most_useful, "the most useful effort", where);
    detail::require_positive(game.benefit, "the benefit of effort", where);
    detail::require_positive(game.cost, "the cost of effort", where);
    const auto all = static_cast<double>(game.members);
    const double scale = all * game.cost / game.benefit;  // N y
    LeaderOutcome found;
    for (Index inside = 0; inside <= game.members; ++inside) {
        const auto s = static_cast<double>(inside);
        const double answer = 1.0 + (all - s) / scale;
        const double leading = game.most_useful * s / (scale * answer * answer + s * s);
        const double left = (game.most_useful - s * leading) / answer;  // a - Q
        const double following = left / scale;
        const double good = game.most_useful - left;
        const double benefit = game.benefit * (game.most_useful * good - 0.5 * good * good) / all;
        found.payoffs.member.push_back(benefit - 0.5 * game.cost * leading * leading);
        found.payoffs.outsider.push_back(benefit - 0.5 * game.cost * following * following);
        found.total.push_back(s * found.payoffs.member.back() + (all - s) * found.payoffs.outsider.back());
    }
    return found;
}

}  // namespace smallholder::consortium
