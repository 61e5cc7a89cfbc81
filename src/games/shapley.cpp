// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/shapley.hpp"

#include <cmath>
#include <string>
#include <unordered_map>

#include "smallholder/core/errors.hpp"

namespace smallholder::games {

std::vector<double> shapley(const Game& game) {
    const Index n = game.members();
    const auto width = static_cast<std::size_t>(n);
    // What i adds to coalitions of each size; the weight depends on the size alone.
    std::vector<double> added(width * width, 0.0);
    for (Coalition s = 0; s < game.everyone(); ++s) {
        const auto size = static_cast<std::size_t>(size_of(s));
        for (Index i = 0; i < n; ++i) {
            if (!contains(s, i)) added[static_cast<std::size_t>(i) * width + size] += game(s | only(i)) - game(s);
        }
    }
    std::vector<double> shares(width, 0.0);
    double coalitions = 1.0;  // of `size` out of the n - 1 others
    for (std::size_t size = 0; size < width; ++size) {
        for (std::size_t i = 0; i < width; ++i) {
            shares[i] += added[i * width + size] / (static_cast<double>(n) * coalitions);
        }
        coalitions *= static_cast<double>(width - 1 - size) / static_cast<double>(size + 1);
    }
    return shares;
}

SampledShapley shapley_sampled(Index members, const WorthOf& worth, Index pairs, const OrderOf& order) {
    constexpr auto where = "shapley_sampled";
    if (members < 1 || members > kMostMembersSampled) {
        throw RangeError(std::to_string(members) + " members", where,
                         "Use 1 to " + std::to_string(kMostMembersSampled) + ": join small members into blocs");
    }
    if (pairs < 2) {
        throw RangeError(std::to_string(pairs) + " pairs of orders leave no standard error", where,
                         "Use at least 2; 1000 is a good start");
    }
    std::unordered_map<Coalition, double> known;
    const auto worth_of = [&](Coalition s) {
        const auto [at, is_new] = known.try_emplace(s, 0.0);
        if (is_new) {
            at->second = worth(s);
            if (!std::isfinite(at->second)) {
                throw RangeError("the worth of " + coalition_text(s) + " is " + number_text(at->second), where,
                                 "Give every coalition a finite worth");
            }
        }
        return at->second;
    };
    if (worth_of(0) != 0.0) {
        throw RangeError("the worth of nobody is " + number_text(worth_of(0)), where, "It must be 0; subtract it from all");
    }
    const auto n = static_cast<std::size_t>(members);
    std::vector<Index> joining(n);
    std::vector<double> mean(n, 0.0), squares(n, 0.0), pair(n);
    for (Index k = 0; k < pairs; ++k) {
        order(static_cast<std::uint64_t>(k), joining);
        // Forwards a member meets all before it, backwards all behind it.
        Coalition before = 0;
        for (std::size_t place = 0; place < n; ++place) {
            const Coalition self = only(joining[place]);
            const Coalition behind = everyone_of(members) & ~before & ~self;
            pair[static_cast<std::size_t>(joining[place])] =
                0.5 * (worth_of(before | self) - worth_of(before) + worth_of(behind | self) - worth_of(behind));
            before |= self;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const double off = pair[i] - mean[i];
            mean[i] += off / static_cast<double>(k + 1);
            squares[i] += off * (pair[i] - mean[i]);
        }
    }
    SampledShapley found{.shares = mean, .standard_errors = {}, .residual = -worth_of(everyone_of(members)),
                         .pairs = pairs, .worths = 0};
    for (std::size_t i = 0; i < n; ++i) {
        found.residual += mean[i];
        const auto count = static_cast<double>(pairs);
        found.standard_errors.push_back(std::sqrt(squares[i] / (count - 1.0) / count));
    }
    found.worths = static_cast<Index>(known.size()) - 1;  // nobody's is not a worth
    return found;
}

}  // namespace smallholder::games
