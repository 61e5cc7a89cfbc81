// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/core.hpp"

#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"
#include "smallholder/games/nucleolus.hpp"
#include "solutions.hpp"

namespace smallholder::games {

CoreMembership core_membership(const Game& game, std::span<const double> x, double tolerance) {
    detail::check_shares(game, x, "core_membership", "shares");
    if (tolerance < 0.0) {
        // What is rounded is the shares as well as the numbers of the game.
        tolerance = 10.0 * game.rounding();
        for (const double share : x) tolerance = std::max(tolerance, 1e-12 * std::abs(share));
    }
    CoreMembership found;
    found.gap = share_of(x, game.everyone()) - game.grand();
    found.efficient = std::abs(found.gap) <= tolerance;
    for (Coalition s = 1; s < game.everyone(); ++s) {
        const double excess = game.gain(s) - game.sign() * share_of(x, s);
        if (found.worst == 0 || excess > found.excess) {
            found.worst = s;
            found.excess = excess;
        }
    }
    found.inside = found.efficient && found.excess <= tolerance;
    return found;
}

LeastCore least_core(const Game& game, Complaint complaint) {
    detail::check_lp_size(game, "least_core");
    return game.members() <= kMostMembersExact ? detail::least_core_exact(game, complaint)
                                               : detail::least_core_by<double>(game, complaint);
}

Core core_of(const Game& game) {
    detail::check_lp_size(game, "core");
    Core found{.empty = false, .least = least_core(game)};
    // Numbers written as decimals are rounded: a core of one point must not vanish for that.
    found.empty = found.least.epsilon > 10.0 * game.rounding();
    return found;
}

}  // namespace smallholder::games
