// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The linear programs of the least core and the nucleolus, one after the other, and Kohlberg's criterion.
///
/// Inside, every game is one of gains with v({i}) = 0: subtracting what members have alone changes shares by just that,
/// and keeps small gains apart from large worths.

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "dual_simplex.hpp"
#include "smallholder/games/game.hpp"
#include "smallholder/games/objections.hpp"
#include "span.hpp"

namespace smallholder::games::detail {

template <class T>
struct Task {
    Index members = 0;
    std::vector<T> worth, weight;   // by coalition
    std::vector<T> alone;           // what was subtracted, per member
    T scale = T(1);                 // shares = sign (alone + scale x)
    double sign = 1.0;
    double tolerance = 1e-10;       // of an excess, in scaled numbers
    double level_tolerance = 1e-7;  // complaints this close are one level
    bool individually_rational = true;
};

template <class T>
Task<T> task_of(const Game& game, Complaint complaint, bool individually_rational) {
    Task<T> task;
    task.members = game.members();
    task.individually_rational = individually_rational;
    task.sign = game.sign();
    for (Index i = 0; i < game.members(); ++i) task.alone.push_back(T(game.gain(only(i))));
    task.worth.assign(game.values().size(), T(0));
    task.weight.assign(game.values().size(), T(1));
    double largest = 0.0;
    for (Coalition s = 1; s <= game.everyone(); ++s) {
        T gain = T(game.gain(s));
        for (Index i = 0; i < game.members(); ++i) {
            if (contains(s, i)) gain -= task.alone[static_cast<std::size_t>(i)];
        }
        task.worth[s] = gain;
        largest = std::max(largest, std::abs(as_double(gain)));
        if (s != game.everyone()) task.weight[s] = T(complaint_weight(game, s, complaint));
    }
    // What members have alone may exceed what there is by the rounding of decimals: 0.1 + 0.2 > 0.3.
    T& grand = task.worth[game.everyone()];
    if (individually_rational && grand < 0 && as_double(grand) >= -game.rounding()) grand = T(0);
    if constexpr (!kExact<T>) {
        // By a power of two, so that nothing is rounded.
        if (largest > 0.0) task.scale = std::exp2(std::floor(std::log2(largest)));
        for (T& worth : task.worth) worth /= task.scale;
        if (complaint == Complaint::proportional) {
            for (T& weight : task.weight) weight /= task.scale;  // so that eps stays a ratio
        }
        task.tolerance = std::max(1e-10, 0.01 * game.rounding() / task.scale);
        // A small weight turns the rounding of an excess into a larger one of the complaint.
        T least = T(1);
        for (Coalition s = 1; s < game.everyone(); ++s) least = std::min(least, task.weight[s]);
        task.level_tolerance = std::max(1e3 * task.tolerance, 1e-13 / least);
    }
    return task;
}

/// Shares in the game's own terms.
template <class T>
std::vector<double> shares_of(const Task<T>& task, const std::vector<T>& x) {
    std::vector<double> shares;
    for (Index i = 0; i < task.members; ++i) {
        const auto at = static_cast<std::size_t>(i);
        shares.push_back(task.sign * as_double(T(task.alone[at] + task.scale * x[at])) + 0.0);
    }
    return shares;
}

template <class T>
struct Stages {
    std::vector<T> x;                          // the last point
    std::vector<T> levels;                     // eps of each program
    std::vector<std::pair<Coalition, T>> first_multipliers;  // of the first
    std::vector<Coalition> tight_at_first;     // complaint = first level at every optimum of the first
    Span span;
};

/// Solves program after program; only those at the first level if `first_level_only`.
template <class T>
Stages<T> solve_stages(const Task<T>& task, bool first_level_only) {
    const Index n = task.members;
    const Coalition all = everyone_of(n);
    Stages<T> done{.x = {}, .levels = {}, .first_multipliers = {}, .tight_at_first = {}, .span = Span(n)};
    done.span.add(all);
    std::vector<Row<T>> equations{{all, T(0), task.worth[all], true}};
    if (n == 1) done.x = {task.worth[all], T(0)};

    while (!done.span.full()) {
        std::vector<Row<T>> rows = equations;
        std::vector<Index> start(equations.size());
        std::iota(start.begin(), start.end(), Index{0});
        // The complaints of S and of all others together have a sum that no split changes, so eps cannot be below their
        // weighted mean: the pair with the greatest starts the basis, and its multipliers are above zero.
        std::vector<Index> row_of(task.worth.size(), -1);
        Coalition first = 0;
        std::optional<T> bound;
        for (Coalition s = 1; s < all; ++s) {
            if (done.span.holds(s)) continue;
            row_of[s] = static_cast<Index>(rows.size());
            rows.push_back({s, task.weight[s], task.worth[s]});
            if (!contains(s, 0)) continue;
            const Coalition rest = all & ~s;
            const T mean = (task.worth[s] + task.worth[rest] - task.worth[all]) / (task.weight[s] + task.weight[rest]);
            if (!bound || mean > *bound) {
                bound = mean;
                first = s;
            }
        }
        Span filled = done.span;
        filled.add(first);
        start.push_back(row_of[first]);
        start.push_back(row_of[all & ~first]);
        for (Index i = 0; i < n; ++i) {
            if (filled.add(only(i))) start.push_back(row_of[only(i)]);
            if (task.individually_rational && !done.span.holds(only(i))) rows.push_back({only(i), T(0), T(0)});
        }
        const DualSimplex<T> solved(n, rows, start);
        const T epsilon = solved.epsilon();
        if (first_level_only && !done.levels.empty()) {
            const T fall = done.levels.front() - epsilon;
            if (positive(fall, task.tolerance)) break;
        }
        done.x = solved.point();
        const Index rank = done.span.rank();
        for (Index place = 0; place <= n; ++place) {
            const Row<T>& row = rows[static_cast<std::size_t>(solved.basis()[static_cast<std::size_t>(place)])];
            if (done.levels.empty() && row.weight != 0 && positive(solved.multiplier(place), kMultiplier)) {
                done.first_multipliers.emplace_back(row.members, solved.multiplier(place));
            }
            // A multiplier above zero: this row holds as an equation at every optimum.
            if (row.equal || !positive(solved.multiplier(place), kMultiplier)) continue;
            if (done.span.add(row.members)) {
                equations.push_back({row.members, T(0), row.least - epsilon * row.weight, true});
            }
        }
        done.levels.push_back(epsilon);
        if (done.span.rank() == rank) {
            throw NumericalError("no coalition was fixed by a linear program", "nucleolus",
                                 "Look for worths of very different size, and give them in a larger unit");
        }
    }
    if (!first_level_only || done.levels.empty()) return done;
    for (Coalition s = 1; s < all; ++s) {
        if (!done.span.holds(s)) continue;
        T lack = task.worth[s] - done.levels.front() * task.weight[s];
        for (Index i = 0; i < n; ++i) {
            if (contains(s, i)) lack -= done.x[static_cast<std::size_t>(i)];
        }
        using std::abs;
        if (!positive<T>(abs(lack), 10.0 * task.tolerance)) done.tight_at_first.push_back(s);
    }
    return done;
}

/// Kohlberg's criterion for complaints by coalition; at_floor: bits of members who get what they have alone.
template <class T>
struct Levels {
    bool balanced = true;
    T level = T(0);
    std::vector<Coalition> collection;
};

template <class T>
Levels<T> check_levels(Index n, const std::vector<T>& complaint, Coalition at_floor, double tolerance) {
    const Coalition all = everyone_of(n);
    std::vector<Coalition> order(complaint.size() - 2);
    std::iota(order.begin(), order.end(), Coalition{1});
    std::stable_sort(order.begin(), order.end(), [&](Coalition a, Coalition b) { return complaint[a] > complaint[b]; });
    Span span(n);
    span.add(all);
    std::vector<Row<T>> equations{{all, T(0), T(0), true}};
    std::size_t next = 0;
    while (!span.full()) {
        Levels<T> found{.balanced = true, .level = complaint[order[next]], .collection = {}};
        for (; next < order.size() && !positive<T>(found.level - complaint[order[next]], tolerance); ++next) {
            if (!span.holds(order[next])) found.collection.push_back(order[next]);
        }
        std::vector<Coalition> open = found.collection;
        // Is there a shift y of shares, y(N) = 0, by which nobody in D loses and somebody gains? minimise eps subject to
        // y(S) + eps >= 0 for what is still open: below 0, all of it can gain together; at 0, what has a multiplier
        // above zero cannot gain, and the rest is asked again.
        while (!open.empty()) {
            std::vector<Row<T>> rows = equations;
            rows.push_back({0, T(1), T(-1)});
            std::vector<Index> start(rows.size());
            std::iota(start.begin(), start.end(), Index{0});
            Span filled = span;
            const auto add = [&](const Row<T>& row) {
                rows.push_back(row);
                if (filled.add(row.members)) start.push_back(static_cast<Index>(rows.size()) - 1);
            };
            for (const Coalition s : open) add({s, T(1), T(0)});
            for (Index i = 0; i < n; ++i) {
                if (contains(at_floor, i) && !span.holds(only(i))) add({only(i), T(0), T(0)});
            }
            for (Index i = 0; i < n; ++i) {  // directions that no row sees
                if (!filled.holds(only(i))) add({only(i), T(0), T(0), true});
            }
            const DualSimplex<T> solved(n, rows, start);
            if (as_double(solved.epsilon()) < -0.5) {
                found.balanced = false;
                return found;
            }
            const Index rank = span.rank();
            for (Index place = 0; place <= n; ++place) {
                const Row<T>& row = rows[static_cast<std::size_t>(solved.basis()[static_cast<std::size_t>(place)])];
                if (row.equal || !positive(solved.multiplier(place), kMultiplier)) continue;
                if (span.add(row.members)) equations.push_back({row.members, T(0), T(0), true});
            }
            if (span.rank() == rank) {
                throw NumericalError("a linear program fixed nothing", "kohlberg", "Try worths in another unit");
            }
            std::erase_if(open, [&](Coalition s) { return span.holds(s); });
        }
    }
    return {};
}

/// The complaints of a point of a task.
template <class T>
std::vector<T> complaints_at(const Task<T>& task, const std::vector<T>& x) {
    std::vector<T> found(task.worth.size(), T(0));
    for (Coalition s = 1; s < everyone_of(task.members); ++s) {
        T excess = task.worth[s];
        for (Index i = 0; i < task.members; ++i) {
            if (contains(s, i)) excess -= x[static_cast<std::size_t>(i)];
        }
        found[s] = task.weight[s] == 1 ? excess : T(excess / task.weight[s]);
    }
    return found;
}

}  // namespace smallholder::games::detail
