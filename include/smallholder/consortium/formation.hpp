// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who joins, who leaves, and how a few who begin become an industry.
///
///   P(leave)  = lgt(-a0 - th_u clip(gain_i/scale_i, -1, 1))          gain_i = u_i(S) - u_i(S\i)
///   P(join)   = lgt(a1 + th_u clip(gain_j/scale_j, -1, 1) + nrm (n/N) min(1, vis) + ld leader)   gain_j = u_j(S+j) - u_j(S)
///   d al/dt   = bn (n/N) min(1, vis) (1 - al) - dn al
///   mu_i'     = mu_i + cc w_c (sum_j K_ij mu_j / sum_j K_ij - mu_i),  over the other members
///
/// gain, scale   as the member believes it, present value of this year's plan; its outlay or a part of its budget   USD
/// n/N           members over all who could be           share
/// vis           results perceived, delivered over promised   1   >= 0
/// al            share of outsiders' programmes that follow the alliance's standard   share
/// mu            a member's belief about an effect       1
/// K             working relation of two members         share
/// Rows of consortium/parameters.hpp: exit_intercept a0, join_intercept a1, choice_sensitivity th_u, norm_pull nrm, leader_pull ld,
/// norm_gain bn, norm_decay dn, communication cc, talk_weight w_c. Chances are a year's.
/// Shape: leaving falls and joining rises with the gain, within the bounds of the clip: nobody is ever sure to stay.
/// Source: logit choice; talk by DeGroot (1974), Journal of the American Statistical Association 69; sizes are assumptions.
/// Page: docs/consortium/stability.md   Tested: tests/unit/consortium/formation_test.cpp

#include <algorithm>
#include <span>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/consortium/require.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

/// What a member's gain is held against: its outlay, or a part of its budget if that is more. USD
inline double gain_scale(const ConsortiumParameters& p, double outlay, double budget) {
    detail::require_not_negative(outlay, "an outlay", "consortium::gain_scale");
    detail::require_not_negative(budget, "a budget", "consortium::gain_scale");
    return std::max(outlay, p.scale_floor * budget);
}

namespace detail {
/// A member that neither pays nor has a budget (a seat without funds) weighs the sign of its gain alone.
inline double relative_gain(double gain, double scale, std::string_view where) {
    require_finite({&gain, 1}, "the gain", where);
    require_not_negative(scale, "the scale", where);
    if (gain == 0.0) return 0.0;
    return scale > 0.0 ? std::clamp(gain / scale, -1.0, 1.0) : gain > 0.0 ? 1.0 : -1.0;
}

/// How much there is to be seen of an alliance: (n/N) min(1, vis).
inline double presence(double joined, double results, std::string_view where) {
    require_share(joined, "the share that has joined", where);
    require_not_negative(results, "the results perceived", where);
    return joined * std::min(1.0, results);
}
}  // namespace detail

/// Chance a year that a member gives notice.
inline double exit_probability(const ConsortiumParameters& p, double gain, double scale) {
    const double relative = detail::relative_gain(gain, scale, "consortium::exit_probability");
    return logistic(-p.exit_intercept - p.choice_sensitivity * relative);
}

/// Chance a year that an outsider joins. joined: n/N; leader: does a leader invite?
inline double join_probability(const ConsortiumParameters& p, double gain, double scale, double joined, double results,
                               bool leader) {
    constexpr std::string_view where = "consortium::join_probability";
    const double relative = detail::relative_gain(gain, scale, where);
    return logistic(p.join_intercept + p.choice_sensitivity * relative +
                    p.norm_pull * detail::presence(joined, results, where) + (leader ? p.leader_pull : 0.0));
}

/// Outsiders' alignment after so many years of the same presence: the exact solution, so it stays a share.
inline double alignment_next(const ConsortiumParameters& p, double aligned, double joined, double results,
                             double years = 1.0) {
    constexpr std::string_view where = "consortium::alignment_next";
    detail::require_share(aligned, "the share aligned", where);
    detail::require_not_negative(years, "the time", where);
    const double gain = p.norm_gain * detail::presence(joined, results, where);
    const double rate = gain + p.norm_decay;
    if (rate == 0.0) return aligned;
    const double rest = gain / rate;
    return rest + (aligned - rest) * exp_of(-rate * years);
}

/// Beliefs after a year of talk. ties: row by row, n x n, of which row i holds whom i listens to; its own entry does not count.
/// Who is not inside, or has no tie to anybody inside, keeps its belief.
inline std::vector<double> beliefs_after_talk(const ConsortiumParameters& p, std::span<const double> beliefs,
                                              std::span<const double> ties, const std::vector<bool>& joined) {
    constexpr std::string_view where = "consortium::beliefs_after_talk";
    const std::size_t n = beliefs.size();
    detail::require_size(ties.size(), n * n, "the ties", where);
    detail::require_size(joined.size(), n, "joined", where);
    detail::require_finite(beliefs, "beliefs", where);
    for (const double tie : ties) detail::require_not_negative(tie, "a tie", where);
    std::vector<double> next(beliefs.begin(), beliefs.end());
    for (std::size_t i = 0; i < n; ++i) {
        double heard = 0.0, weight = 0.0;
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j || !joined[i] || !joined[j]) continue;
            heard += ties[i * n + j] * beliefs[j];
            weight += ties[i * n + j];
        }
        if (weight > 0.0) next[i] += p.communication * p.talk_weight * (heard / weight - beliefs[i]);
    }
    return next;
}

}  // namespace smallholder::consortium
