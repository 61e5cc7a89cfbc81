// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/game.hpp"

#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"

namespace smallholder::games {

std::string coalition_text(Coalition s) {
    std::string text = "{";
    for (Index i = 0; s != 0; ++i, s >>= 1) {
        if ((s & 1u) == 0) continue;
        if (text.size() > 1) text += ", ";
        text += std::to_string(i);
    }
    return text + "}";
}

Game::Game(std::vector<double> worth) : Game(std::move(worth), false) {}

Game Game::of_costs(std::vector<double> costs) { return Game(std::move(costs), true); }

Game::Game(std::vector<double> values, bool costs) : values_(std::move(values)), costs_(costs) {
    const char* const name = costs ? "costs" : "worth";
    const std::size_t count = values_.size();
    if (count < 2 || !std::has_single_bit(count)) {
        throw RangeError(std::to_string(count) + " numbers are not one for each coalition", name,
                         "Pass 2^n numbers for n members: entry 0 for nobody, entry 5 (binary 101) for members 0 and 2");
    }
    members_ = std::countr_zero(count);
    if (members_ > kMostMembers) {
        throw RangeError(std::to_string(members_) + " members are too many to list every coalition", name,
                         "Up to " + std::to_string(kMostMembers) +
                             " can be listed; beyond, shapley_sampled asks a function for the worths it needs");
    }
    double largest = 0.0;
    for (std::size_t s = 0; s < count; ++s) {
        if (!std::isfinite(values_[s])) {
            throw RangeError(number_text(values_[s]) + " is not a finite number",
                             std::string(name) + "[" + std::to_string(s) + "], coalition " + coalition_text(s),
                             "Give every coalition a number; 0 if it can do nothing");
        }
        largest = std::max(largest, std::abs(values_[s]));
    }
    if (values_[0] != 0.0) {
        throw RangeError(std::string(name) + "[0] is " + number_text(values_[0]) + ", and nobody has no worth", name,
                         "Entry 0 is the empty coalition and must be 0; subtract it from all, or put a 0 in front");
    }
    rounding_ = 1e-12 * largest;
}

Game savings(const Game& costs) {
    if (!costs.costs()) {
        throw RangeError("the game holds worths, not costs", "savings", "Make it with Game::of_costs");
    }
    std::vector<double> alone(static_cast<std::size_t>(costs.members()));
    for (Index i = 0; i < costs.members(); ++i) alone[static_cast<std::size_t>(i)] = costs(only(i));
    std::vector<double> saved(costs.values().size());
    for (Coalition s = 1; s <= costs.everyone(); ++s) {
        // Alone nothing is saved, exactly.
        if (size_of(s) > 1) saved[static_cast<std::size_t>(s)] = share_of(alone, s) - costs(s);
    }
    return Game(std::move(saved));
}

double share_of(std::span<const double> x, Coalition s) noexcept {
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (contains(s, static_cast<Index>(i))) sum += x[i];
    }
    return sum;
}

namespace detail {

void check_shares(const Game& game, std::span<const double> x, const char* where, const char* what) {
    if (static_cast<Index>(x.size()) != game.members()) {
        throw RangeError(std::to_string(x.size()) + " " + what + " for " + std::to_string(game.members()) + " members", where,
                         "Pass one number per member, in the order of the bits");
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i])) {
            throw RangeError("member " + std::to_string(i) + " of the " + what + " has " + number_text(x[i]), where,
                             "Pass finite numbers");
        }
    }
}

void check_lp_size(const Game& game, const char* where) {
    if (game.members() > kMostMembersOfLp) {
        throw RangeError(std::to_string(game.members()) + " members are too many to be exact", where,
                         "Up to " + std::to_string(kMostMembersOfLp) +
                             " can be; join members with the same interests into blocs, or use the Shapley value");
    }
}

}  // namespace detail

}  // namespace smallholder::games
