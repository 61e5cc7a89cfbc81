// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From a game to the answers of its linear programs, in one arithmetic or the other.

#include <algorithm>

#include "smallholder/games/core.hpp"
#include "smallholder/games/nucleolus.hpp"
#include "stages.hpp"

namespace smallholder::games::detail {

/// A level in the game's own unit; a ratio stays one.
template <class T>
double level_of(const Task<T>& task, Complaint complaint, const T& level) {
    return as_double(complaint == Complaint::proportional ? level : T(level * task.scale));
}

template <class T>
Nucleolus nucleolus_by(const Game& game, Complaint complaint, bool individually_rational) {
    const Task<T> task = task_of<T>(game, complaint, individually_rational);
    if (individually_rational && task.worth[game.everyone()] < 0) {
        throw RangeError("together members have less than alone, so no split gives each what it has alone", "nucleolus",
                         "Use prenucleolus, which does not ask for that, or look at smaller coalitions");
    }
    const Stages<T> solved = solve_stages(task, false);
    Coalition at_floor = 0;
    for (Index i = 0; individually_rational && i < task.members; ++i) {
        if (!positive(solved.x[static_cast<std::size_t>(i)], 1e3 * task.tolerance)) at_floor |= only(i);
    }
    if (task.members > 1) {
        const auto checked = check_levels(task.members, complaints_at(task, solved.x), at_floor, task.level_tolerance);
        if (!checked.balanced) {
            throw NumericalError("the split found fails Kohlberg's criterion at complaint " +
                                     number_text(level_of(task, complaint, checked.level)),
                                 individually_rational ? "nucleolus" : "prenucleolus",
                                 "Look for worths of very different size; up to 8 members Arithmetic::exact avoids rounding");
        }
    }
    Nucleolus found{.shares = shares_of(task, solved.x), .levels = {}, .exact = kExact<T>};
    for (const T& level : solved.levels) found.levels.push_back(level_of(task, complaint, level));
    return found;
}

template <class T>
LeastCore least_core_by(const Game& game, Complaint complaint) {
    const Task<T> task = task_of<T>(game, complaint, false);
    const Stages<T> solved = solve_stages(task, true);
    LeastCore found{.epsilon = 0.0, .shares = shares_of(task, solved.x), .tight = solved.tight_at_first, .balanced = {},
                    .exact = kExact<T>};
    if (solved.levels.empty()) return found;  // one member: nobody else to object
    found.epsilon = level_of(task, complaint, solved.levels.front());
    // Each member is in coalitions of the same total multiplier; divided by it they are balancing weights.
    T of_member_0 = T(0);
    for (const auto& [s, multiplier] : solved.first_multipliers) {
        if (contains(s, 0)) of_member_0 += multiplier;
    }
    for (const auto& [s, multiplier] : solved.first_multipliers) {
        found.balanced.push_back({s, as_double(T(multiplier / of_member_0))});
    }
    std::sort(found.balanced.begin(), found.balanced.end(), [](const auto& a, const auto& b) { return a.members < b.members; });
    return found;
}

// Compiled once, in exact.cpp.
Nucleolus nucleolus_exact(const Game& game, Complaint complaint, bool individually_rational);
LeastCore least_core_exact(const Game& game, Complaint complaint);

}  // namespace smallholder::games::detail
