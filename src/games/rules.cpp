// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "smallholder/core/errors.hpp"
#include "smallholder/games/gately.hpp"
#include "smallholder/games/proportional.hpp"
#include "smallholder/games/scrb.hpp"
#include "smallholder/games/tau.hpp"

namespace smallholder::games {

namespace {

double sum_of(std::span<const double> x) { return std::accumulate(x.begin(), x.end(), 0.0); }

/// Sums over members of numbers rounded by game.rounding() each.
double slack(const Game& game) { return 10.0 * game.rounding(); }

std::vector<double> in_own_terms(const Game& game, std::vector<double> gains) {
    for (double& gain : gains) gain = game.sign() * gain + 0.0;
    return gains;
}

/// M in gains.
std::vector<double> utopia(const Game& game) {
    std::vector<double> found;
    for (Index i = 0; i < game.members(); ++i) {
        found.push_back(game.gain(game.everyone()) - game.gain(game.everyone() & ~only(i)));
    }
    return found;
}

std::string member(std::size_t i) { return "member " + std::to_string(i); }

}  // namespace

std::vector<double> separable(const Game& game) { return in_own_terms(game, utopia(game)); }

std::vector<double> tau(const Game& game) {
    constexpr auto where = "tau";
    constexpr auto remedy = "The tau value needs a game whose core could be non-empty; use the nucleolus or the Shapley value";
    const std::vector<double> most = utopia(game);
    std::vector<double> least(most.size(), -std::numeric_limits<double>::infinity());
    for (Coalition s = 1; s <= game.everyone(); ++s) {
        const double left = game.gain(s) - share_of(most, s);
        for (std::size_t i = 0; i < most.size(); ++i) {
            if (contains(s, static_cast<Index>(i))) least[i] = std::max(least[i], left + most[i]);
        }
    }
    for (std::size_t i = 0; i < most.size(); ++i) {
        if (least[i] > most[i] + slack(game)) {
            throw RangeError(member(i) + " can insist on " + number_text(game.sign() * least[i]) +
                                 " and the others would lose only " + number_text(game.sign() * most[i]) + " without it",
                             where, remedy);
        }
    }
    const double low = sum_of(least), high = sum_of(most), grand = game.gain(game.everyone());
    if (grand < low - slack(game) || grand > high + slack(game)) {
        throw RangeError("there is " + number_text(game.grand()) + " to share, which is not between the sum of minimal rights, " +
                             number_text(game.sign() * low) + ", and the sum of utopia payments, " +
                             number_text(game.sign() * high),
                         where, remedy);
    }
    std::vector<double> shares = most;
    if (high - low > slack(game)) {
        const double a = (grand - low) / (high - low);
        for (std::size_t i = 0; i < most.size(); ++i) shares[i] = least[i] + a * (most[i] - least[i]);
    }
    return in_own_terms(game, std::move(shares));
}

Gately gately(const Game& game) {
    constexpr auto where = "gately";
    const std::vector<double> most = utopia(game);
    std::vector<double> alone;
    for (Index i = 0; i < game.members(); ++i) alone.push_back(game.gain(only(i)));
    const double grand = game.gain(game.everyone());
    const double gain = grand - sum_of(alone);
    if (!(gain > slack(game))) {
        throw RangeError("acting together gains nothing over acting alone", where,
                         "There is nothing to share; give each what it has alone");
    }
    for (std::size_t i = 0; i < most.size(); ++i) {
        if (most[i] < alone[i] - slack(game)) {
            throw RangeError(member(i) + " would bring the others less than it has alone", where,
                             "Leave it out of the coalition, or use the nucleolus or the Shapley value");
        }
    }
    if (!(sum_of(most) - sum_of(alone) > slack(game))) {
        throw RangeError("nobody would be missed, so nobody can disrupt", where, "Use the nucleolus or the Shapley value");
    }
    Gately found;
    found.propensity = (sum_of(most) - grand) / gain;
    for (std::size_t i = 0; i < most.size(); ++i) {
        found.shares.push_back((most[i] + found.propensity * alone[i]) / (1.0 + found.propensity));
    }
    found.shares = in_own_terms(game, std::move(found.shares));
    return found;
}

std::vector<double> scrb(const Game& game, std::span<const double> benefits) {
    constexpr auto where = "scrb";
    if (!benefits.empty()) {
        detail::check_shares(game, benefits, where, "benefits");
        if (!game.costs()) {
            throw RangeError("benefits were given for a game of worths", where, "Make a cost game, Game::of_costs");
        }
    }
    const std::vector<double> most = utopia(game);
    std::vector<double> remaining;  // as costs: min(benefit, c({i})) - M_i
    for (std::size_t i = 0; i < most.size(); ++i) {
        const double alone = -game.gain(only(static_cast<Index>(i)));
        const double worth_it = benefits.empty() ? alone : std::min(alone, benefits[i]);
        const double left = worth_it + most[i];
        if (left < -slack(game)) {
            throw RangeError(member(i) + " causes " + number_text(-most[i]) + " and gains at most " + number_text(worth_it), where,
                             "It should not be served jointly: leave it out, or use the nucleolus or the Shapley value");
        }
        remaining.push_back(std::max(left, 0.0));
    }
    const double joint = -game.gain(game.everyone()) + sum_of(most);
    if (!(sum_of(remaining) > slack(game))) {
        throw RangeError("no member has a benefit left after what it causes itself", where,
                         "There is nothing to share joint costs by; use equal or proportional");
    }
    std::vector<double> shares;
    for (std::size_t i = 0; i < most.size(); ++i) {
        shares.push_back(most[i] - joint * (remaining[i] / sum_of(remaining)));
    }
    return in_own_terms(game, std::move(shares));
}

std::vector<double> equal(const Game& game) {
    return std::vector<double>(static_cast<std::size_t>(game.members()), game.grand() / static_cast<double>(game.members()));
}

std::vector<double> proportional(const Game& game, std::span<const double> weights) {
    constexpr auto where = "proportional";
    detail::check_shares(game, weights, where, "weights");
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] < 0.0) {
            throw RangeError(member(i) + " has weight " + number_text(weights[i]), where, "Use weights of 0 or more");
        }
        sum += weights[i];
    }
    if (!(sum > 0.0) || !std::isfinite(sum)) {
        throw RangeError("the weights sum to " + number_text(sum), where, "Give at least one member a weight above 0, or use equal");
    }
    std::vector<double> shares;
    for (const double weight : weights) shares.push_back(game.grand() * (weight / sum));
    return shares;
}

}  // namespace smallholder::games
