// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/objections.hpp"

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace smallholder::games {

double complaint_weight(const Game& game, Coalition s, Complaint complaint) {
    if (complaint == Complaint::total) return 1.0;
    if (complaint == Complaint::per_capita) return static_cast<double>(size_of(s));
    if (!(game(s) > 0.0)) {
        throw RangeError("coalition " + coalition_text(s) + " has " + number_text(game(s)) +
                             ", and a complaint cannot be in proportion to that",
                         "proportional complaints",
                         "Every smaller coalition needs a number above zero: pass the costs themselves instead of "
                         "savings, or use total or per-member complaints");
    }
    return game(s);
}

std::vector<double> complaints(const Game& game, std::span<const double> x, Complaint complaint) {
    detail::check_shares(game, x, "complaints", "shares");
    std::vector<double> found(game.values().size(), 0.0);
    for (Coalition s = 1; s < game.everyone(); ++s) {
        found[static_cast<std::size_t>(s)] =
            (game.gain(s) - game.sign() * share_of(x, s)) / complaint_weight(game, s, complaint);
    }
    return found;
}

}  // namespace smallholder::games
