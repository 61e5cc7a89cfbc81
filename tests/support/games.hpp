// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Games for tests, and Kohlberg's criterion once more, by other means than the library's.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "smallholder/games.hpp"

namespace smallholder::test_support {

/// Worths as the literature lists them (singles, pairs, ..., all; each in dictionary order) by coalition.
inline std::vector<double> by_size(Index n, const std::vector<double>& listed) {
    std::vector<double> worth(std::size_t{1} << n, 0.0);
    std::size_t next = 0;
    for (Index size = 1; size <= n; ++size) {
        std::vector<bool> in(static_cast<std::size_t>(n), false);
        std::fill(in.begin(), in.begin() + size, true);
        do {
            std::size_t s = 0;
            for (std::size_t i = 0; i < in.size(); ++i) s |= (in[i] ? std::size_t{1} : 0) << i;
            worth[s] = listed.at(next++);
        } while (std::prev_permutation(in.begin(), in.end()));
    }
    return worth;
}

template <class Worth>
games::Game game_of(Index n, Worth worth) {
    std::vector<double> values(std::size_t{1} << n, 0.0);
    for (std::size_t s = 1; s < values.size(); ++s) values[s] = worth(games::Coalition{s});
    return games::Game(std::move(values));
}

/// min(left gloves, right gloves); the first `left` members hold left ones.
inline games::Game gloves(Index left, Index right) {
    return game_of(left + right, [=](games::Coalition s) {
        const Index held = games::size_of(s & games::everyone_of(left));
        return static_cast<double>(std::min(held, games::size_of(s) - held));
    });
}

/// What is left of an estate when everybody else has been paid.
inline games::Game bankruptcy(double estate, const std::vector<double>& claims) {
    const auto n = static_cast<Index>(claims.size());
    return game_of(n, [&](games::Coalition s) {
        return std::max(0.0, estate - games::share_of(claims, games::everyone_of(n) & ~s));
    });
}

/// Six Swedish municipalities that may build water supply together: million SEK, 1982; members A H K L M T.
/// Recalled from H. P. Young, N. Okada, T. Hashimoto (1982), Water Resources Research 18(3); it gives the tables of their
/// working paper WP-79-77 (IIASA, 1979).
inline games::Game swedish_costs() {
    constexpr std::string_view kMembers = "AHKLMT";
    const std::vector<std::pair<std::string_view, double>> listed{
        {"A", 21.95},     {"H", 17.08},     {"K", 10.91},     {"L", 15.88},     {"M", 20.81},     {"T", 21.98},
        {"AH", 34.69},    {"AK", 32.86},    {"AL", 37.83},    {"AM", 42.76},    {"AT", 43.93},    {"HK", 22.96},
        {"HL", 25.00},    {"HM", 37.89},    {"HT", 39.06},    {"KL", 26.79},    {"KM", 31.45},    {"KT", 32.89},
        {"LM", 31.10},    {"LT", 37.86},    {"MT", 39.41},    {"AHK", 40.74},   {"AHL", 43.22},   {"AHM", 55.50},
        {"AHT", 56.67},   {"AKL", 48.74},   {"AKM", 53.40},   {"AKT", 54.84},   {"ALM", 53.05},   {"ALT", 59.81},
        {"AMT", 61.36},   {"HKL", 27.26},   {"HKM", 42.55},   {"HKT", 44.94},   {"HLM", 45.81},   {"HLT", 46.98},
        {"HMT", 56.49},   {"KLM", 42.01},   {"KLT", 48.77},   {"KMT", 50.32},   {"LMT", 51.46},   {"AHKL", 48.95},
        {"AHKM", 60.25},  {"AHKT", 62.72},  {"AHLM", 64.03},  {"AHLT", 65.20},  {"AHMT", 74.10},  {"AKLM", 63.96},
        {"AKLT", 70.72},  {"AKMT", 72.27},  {"ALMT", 73.41},  {"HKLM", 48.07},  {"HKLT", 49.24},  {"HKMT", 59.35},
        {"HLMT", 64.41},  {"KLMT", 56.61},  {"AHKLM", 69.76}, {"AHKLT", 70.93}, {"AHKMT", 77.42}, {"AHLMT", 83.00},
        {"AKLMT", 73.97}, {"HKLMT", 66.46}, {"AHKLMT", 83.82}};
    std::vector<double> costs(64, 0.0);
    for (const auto& [names, cost] : listed) {
        std::size_t s = 0;
        for (const char name : names) s |= std::size_t{1} << kMembers.find(name);
        costs[s] = cost;
    }
    return games::Game::of_costs(std::move(costs));
}

inline games::Coalition swedish(std::string_view names) {
    games::Coalition s = 0;
    for (const char name : names) s |= games::only(static_cast<Index>(std::string_view("AHKLMT").find(name)));
    return s;
}

/// Worths between 0 and 1 for all but singles, which have `alone` at most; everyone together has enough for all.
inline games::Game random_game(Index n, std::mt19937_64& random, double alone = 0.3) {
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    const games::Coalition all = games::everyone_of(n);
    return game_of(n, [&](games::Coalition s) {
        if (s == all) return 0.5 * static_cast<double>(n) * (0.6 + uniform(random));
        return games::size_of(s) == 1 ? alone * uniform(random) : uniform(random) * static_cast<double>(games::size_of(s)) / 2.0;
    });
}

// ---- Kohlberg's criterion, by a tableau -----------------------------------------------------------------

/// Is there w >= 0 with sum_k w_k column_k = target (target > 0)? Phase one of the primal simplex method, Bland's rule.
inline bool has_solution(std::vector<std::vector<double>> columns, std::vector<double> target) {
    const std::size_t n = target.size();
    std::vector<bool> basic(columns.size(), false);
    std::vector<std::ptrdiff_t> basis(n, -1);  // -1: still artificial
    for (int step = 0; step < 100000; ++step) {
        // What one unit of a column takes off the artificial rows.
        std::ptrdiff_t entering = -1;
        for (std::size_t k = 0; k < columns.size() && entering < 0; ++k) {
            double gain = 0.0;
            for (std::size_t i = 0; i < n; ++i) gain += basis[i] < 0 ? columns[k][i] : 0.0;
            if (!basic[k] && gain > 1e-9) entering = static_cast<std::ptrdiff_t>(k);
        }
        if (entering < 0) break;
        const auto column = columns[static_cast<std::size_t>(entering)];
        std::ptrdiff_t row = -1;
        for (std::size_t i = 0; i < n; ++i) {
            if (column[i] <= 1e-9) continue;
            const auto r = static_cast<std::size_t>(std::max<std::ptrdiff_t>(row, 0));
            const double ratio = target[i] / column[i], best = target[r] / column[r];
            if (row < 0 || ratio < best - 1e-12 || (ratio < best + 1e-12 && basis[i] < basis[r])) row = static_cast<std::ptrdiff_t>(i);
        }
        const auto r = static_cast<std::size_t>(row);
        if (basis[r] >= 0) basic[static_cast<std::size_t>(basis[r])] = false;
        basis[r] = entering;
        basic[static_cast<std::size_t>(entering)] = true;
        const auto eliminate = [&](std::vector<double>& other) {
            const double pivot = other[r] / column[r];
            for (std::size_t i = 0; i < n; ++i) other[i] -= column[i] * pivot;
            other[r] = pivot;
        };
        for (auto& other : columns) eliminate(other);
        eliminate(target);
    }
    double missing = 0.0;
    for (std::size_t i = 0; i < n; ++i) missing += basis[i] < 0 ? target[i] : 0.0;
    return missing < 1e-8;
}

/// Are there weights, above zero for every coalition and not negative for `may_join`, that give each member 1?
/// Weights of extreme balanced collections are ratios of minors of 0/1 matrices, at most 32 for 7 members; averaged over
/// the at most 126 coalitions, each can have 1/32/126 > 1e-4 if it can have anything.
inline bool is_balanced(Index n, const std::vector<games::Coalition>& collection, games::Coalition may_join) {
    constexpr double kLeast = 1e-4;
    std::vector<std::vector<double>> columns;
    std::vector<double> target(static_cast<std::size_t>(n), 1.0);
    const auto column_of = [n](games::Coalition s) {
        std::vector<double> column;
        for (Index i = 0; i < n; ++i) column.push_back(games::contains(s, i) ? 1.0 : 0.0);
        return column;
    };
    for (const auto s : collection) {
        columns.push_back(column_of(s));
        for (std::size_t i = 0; i < target.size(); ++i) target[i] -= kLeast * columns.back()[i];
    }
    for (Index i = 0; i < n; ++i) {
        if (games::contains(may_join, i)) columns.push_back(column_of(games::only(i)));
    }
    return has_solution(std::move(columns), std::move(target));
}

/// Kohlberg's criterion for games of at most 7 members whose numbers are about 1.
inline bool kohlberg_by_tableau(const games::Game& game, std::span<const double> x, games::Complaint complaint,
                                bool individually_rational) {
    constexpr double kSame = 1e-8;
    const std::vector<double> e = games::complaints(game, x, complaint);
    games::Coalition at_floor = 0;
    for (Index i = 0; individually_rational && i < game.members(); ++i) {
        const double above = game.sign() * x[static_cast<std::size_t>(i)] - game.gain(games::only(i));
        if (above < -kSame) return false;
        if (above < kSame) at_floor |= games::only(i);
    }
    if (std::abs(games::share_of(x, game.everyone()) - game.grand()) > kSame) return false;
    std::vector<games::Coalition> order;
    for (games::Coalition s = 1; s < game.everyone(); ++s) order.push_back(s);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return e[a] > e[b]; });
    std::vector<games::Coalition> loudest;
    for (std::size_t k = 0; k < order.size(); ++k) {
        loudest.push_back(order[k]);
        const bool level_ends = k + 1 == order.size() || e[order[k + 1]] < e[order[k]] - kSame;
        if (level_ends && !is_balanced(game.members(), loudest, at_floor)) return false;
    }
    return true;
}

}  // namespace smallholder::test_support
