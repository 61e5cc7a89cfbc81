// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/nucleolus.hpp"

#include "smallholder/core/errors.hpp"
#include "solutions.hpp"

namespace smallholder::games {

namespace {

Nucleolus solve(const Game& game, const NucleolusOptions& options, bool individually_rational) {
    const char* const where = individually_rational ? "nucleolus" : "prenucleolus";
    detail::check_lp_size(game, where);
    const bool few = game.members() <= kMostMembersExact;
    if (options.arithmetic == Arithmetic::exact && !few) {
        throw RangeError(std::to_string(game.members()) + " members are too many for exact fractions", where,
                         "Use Arithmetic::automatic: beyond " + std::to_string(kMostMembersExact) +
                             " members it is floating point, checked by Kohlberg's criterion");
    }
    if (few && options.arithmetic != Arithmetic::floating) {
        return detail::nucleolus_exact(game, options.complaint, individually_rational);
    }
    return detail::nucleolus_by<double>(game, options.complaint, individually_rational);
}

}  // namespace

Nucleolus nucleolus(const Game& game, const NucleolusOptions& options) { return solve(game, options, true); }

Nucleolus prenucleolus(const Game& game, const NucleolusOptions& options) { return solve(game, options, false); }

}  // namespace smallholder::games
