// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "smallholder/evaluate/inputs.hpp"

namespace smallholder::metrics {

/// How likely a household that is out of poverty falls into it.
struct FallingRisk {
    double probability = 0.0;  ///< NaN when no household-year starts at or above the line, 1
    Index starts = 0;          ///< household-years at or above the line with `horizon` years after them
    Index falls = 0;           ///< of these, followed by at least one year below
};

/// The chance that a household at or above the line is below it at least once in the years that follow.
///
///   P(min(y_{t+1}, ..., y_{t+h}) < z | y_t >= z), all t with h years after them pooled
///
/// y  incomes of the same households in each year            money/yr   households x years, real
/// z  line: one, per household, or per household and year    money/yr   > 0
/// h  horizon                                                yr         in 1..years-1
/// w  survey weight, one per household
/// Shape: 1; not falling in h; the share that stays out is one minus it. A household counts once for every year it
/// starts from, so these are not independent trials.
/// Source: Barrett and Constas (2014), PNAS 111(40): resilience as the chance of staying out of poverty.
/// Page: docs/notation.md#resilience   Tested: tests/unit/evaluate/resilience_test.cpp
inline FallingRisk falling_risk(const Panel& incomes, const Lines& lines, Index horizon,
                                std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::falling_risk";
    detail::require_panel(incomes, weights, 2, where);
    detail::require_panel_lines(lines, incomes, where);
    if (horizon < 1 || horizon >= incomes.years) {
        throw RangeError(
            "the horizon is " + std::to_string(horizon) + " in a panel of " + std::to_string(incomes.years) + " years",
            std::string(where), "Use at least 1 year, and fewer than the panel has");
    }
    const auto years = static_cast<std::size_t>(incomes.years), h = static_cast<std::size_t>(horizon);
    FallingRisk result;
    double started = 0.0, fallen = 0.0;
    for (std::size_t i = 0; i < incomes.households(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight == 0.0) continue;
        const auto below = [&](std::size_t t) { return incomes.at(i, t) < detail::line_at(lines, incomes, i, t); };
        for (std::size_t t = 0; t + h < years; ++t) {
            if (below(t)) continue;
            bool falls = false;
            for (std::size_t s = t + 1; s <= t + h; ++s) falls = falls || below(s);
            ++result.starts;
            started += weight;
            if (falls) {
                ++result.falls;
                fallen += weight;
            }
        }
    }
    result.probability = started > 0.0 ? fallen / started : std::numeric_limits<double>::quiet_NaN();
    return result;
}

/// How long it takes to come back after a bad year.
struct RecoveryTimes {
    Index shocks = 0;     ///< spells that began inside the panel
    Index recovered = 0;  ///< of these, ended inside it
    /// Share recovered within k years, k = 1, 2, ... up to the longest spell seen (Kaplan-Meier), 1
    std::vector<double> within;
    /// Years by which half have recovered; empty when fewer than half do within the spells seen, or nothing happened
    std::optional<double> median;
};

namespace detail {

/// Kaplan-Meier over the spells of a panel. starts(i, t) says whether year t opens a spell, ends(i, t0, t) whether the
/// spell opened in t0 is over in year t.
template <typename Starts, typename Ends>
RecoveryTimes recovery(const Panel& incomes, std::span<const double> weights, Starts starts, Ends ends) {
    const auto years = static_cast<std::size_t>(incomes.years);
    // By years from the shock: the weight of the spells that ended then, and of those still seen then.
    std::vector<double> ended(years, 0.0), seen(years, 0.0);
    RecoveryTimes result;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < incomes.households(); ++i) {
        const double weight = weight_of(weights, i);
        if (weight == 0.0) continue;
        for (std::size_t t = 1; t < years; ++t) {
            if (!starts(i, t)) continue;
            ++result.shocks;
            std::size_t s = t + 1;
            while (s < years && !ends(i, t, s)) ++s;
            const bool over = s < years;
            const std::size_t length = over ? s - t : years - 1 - t;  // years looked at after the shock
            for (std::size_t k = 1; k <= length; ++k) seen[k] += weight;
            longest = std::max(longest, length);
            if (over) {
                ++result.recovered;
                ended[length] += weight;
            }
            t = s;  // a shock inside a spell is part of it; the year it ends can open no other
        }
    }
    double waiting = 1.0;
    for (std::size_t k = 1; k <= longest; ++k) {
        waiting *= 1.0 - ended[k] / seen[k];
        result.within.push_back(1.0 - waiting);
        if (!result.median && waiting <= 0.5) result.median = static_cast<double>(k);
    }
    return result;
}

}  // namespace detail

/// Years until a household that fell below the line is at or above it again.
///
///   a spell opens in year t with y_{t-1} >= z_{t-1} and y_t < z_t, and ends in the first later year with y >= z;
///   within(k) = 1 - prod_{j<=k} (1 - ended_j / seen_j), so that spells the panel cuts off count for as long as seen
///
/// y, z, w   as in falling_risk
/// Shape: years after the fall; the mean of completed spells would leave out the long ones.
/// Source: Kaplan and Meier (1958), Journal of the American Statistical Association 53.
/// Page: docs/notation.md#resilience   Tested: tests/unit/evaluate/resilience_test.cpp
inline RecoveryTimes recovery_above_line(const Panel& incomes, const Lines& lines,
                                         std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::recovery_above_line";
    detail::require_panel(incomes, weights, 2, where);
    detail::require_panel_lines(lines, incomes, where);
    const auto below = [&](std::size_t i, std::size_t t) {
        return incomes.at(i, t) < detail::line_at(lines, incomes, i, t);
    };
    return detail::recovery(
        incomes, weights, [&](std::size_t i, std::size_t t) { return !below(i, t - 1) && below(i, t); },
        [&](std::size_t i, std::size_t, std::size_t t) { return !below(i, t); });
}

/// Years until a household that lost much of its income is nearly back where it was, poor or not.
///
///   a spell opens in year t with y_{t-1} > 0 and y_t < (1 - drop) y_{t-1}, and ends in the first later year with
///   y >= back y_{t-1}
///
/// drop  smallest loss that counts as a shock     1   in (0, 1)
/// back  share of the former income to be regained   1   above 1 - drop, so that a shock is not its own recovery
/// y, w  as in falling_risk; shares as in recovery_above_line
/// Page: docs/notation.md#resilience   Tested: tests/unit/evaluate/resilience_test.cpp
inline RecoveryTimes recovery_of_income(const Panel& incomes, double drop, double back,
                                        std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::recovery_of_income";
    detail::require_panel(incomes, weights, 2, where);
    if (!(drop > 0.0 && drop < 1.0) || !(std::isfinite(back) && back > 1.0 - drop)) {
        throw RangeError("drop is " + number_text(drop) + " and back is " + number_text(back), std::string(where),
                         "Use a drop between 0 and 1, say 0.25, and a share to regain above 1 - drop, say 0.95");
    }
    return detail::recovery(
        incomes, weights,
        [&](std::size_t i, std::size_t t) {
            const double last = incomes.at(i, t - 1);
            return last > 0.0 && incomes.at(i, t) < (1.0 - drop) * last;
        },
        [&](std::size_t i, std::size_t shock, std::size_t t) {
            return incomes.at(i, t) >= back * incomes.at(i, shock - 1);
        });
}

}  // namespace smallholder::metrics
