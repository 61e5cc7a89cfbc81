// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/diagnostics.hpp"

#include "smallholder/core/errors.hpp"

namespace smallholder::games {

namespace {

/// Keeps the pair that fails by most.
void note(Property& property, const Game& game, Coalition first, Coalition second, double by) {
    if (by > 10.0 * game.rounding() && by > property.by) property = {.holds = false, .first = first, .second = second, .by = by};
}

constexpr Index kMostMembersOfPairs = 15;

}  // namespace

Property monotone(const Game& game) {
    Property found;
    for (Coalition s = 0; s < game.everyone(); ++s) {
        for (Index i = 0; i < game.members(); ++i) {
            if (!contains(s, i)) note(found, game, s | only(i), s, game(s) - game(s | only(i)));
        }
    }
    return found;
}

Property superadditive(const Game& game) {
    if (game.members() > kMostMembersOfPairs) {
        throw RangeError(std::to_string(game.members()) + " members make too many pairs of coalitions", "superadditive",
                         "Up to " + std::to_string(kMostMembersOfPairs) + " members can be looked at; convex looks at fewer pairs");
    }
    Property found;
    for (Coalition s = 1; s < game.everyone(); ++s) {
        const Coalition rest = game.everyone() & ~s;
        for (Coalition t = rest; t != 0; t = (t - 1) & rest) {
            if (t < s) note(found, game, s, t, game.gain(s) + game.gain(t) - game.gain(s | t));
        }
    }
    return found;
}

Property convex(const Game& game) {
    Property found;
    for (Coalition s = 0; s < game.everyone(); ++s) {
        for (Index i = 0; i < game.members(); ++i) {
            if (contains(s, i)) continue;
            for (Index j = i + 1; j < game.members(); ++j) {
                if (contains(s, j)) continue;
                const Coalition with_i = s | only(i), with_j = s | only(j);
                note(found, game, with_i, with_j,
                     game.gain(with_i) + game.gain(with_j) - game.gain(with_i | with_j) - game.gain(s));
            }
        }
    }
    return found;
}

Property balanced(const Game& game) {
    const Core core = core_of(game);
    Property found;
    if (!core.empty) return found;
    double sum = -game.gain(game.everyone());
    for (const auto& [s, weight] : core.least.balanced) sum += weight * game.gain(s);
    found.holds = false;
    found.by = sum;
    return found;
}

}  // namespace smallholder::games
