// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What every welfare measure asks of its columns: lines, weights, and what to do without a logarithm.
///
/// Weights are the caller's choice and each measure says which it expects:
///   survey weight x household size   measures of people: FGT, Watts, Gini, Lorenz, growth incidence
///   survey weight                    measures of households: share reaching a living income, its gap
/// An empty span of weights means equal weights. A row of weight zero speaks for nobody and is not
/// counted anywhere, so a segment can be measured by setting the weights of the others to zero.
/// Any positive multiple of the weights gives the same shares, gaps and indices; only totals
/// (money_gap_total) read them as households represented.
/// Tested: tests/unit/evaluate/inputs_test.cpp

#include <cmath>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::metrics {

/// A poverty line or living-income benchmark: one for everybody, or one per household.
///
/// Same money and period as the incomes (USD per household and year, say); every line > 0.
/// Refers to the caller's column and does not copy it.
class Lines {
public:
    Lines(double one_for_all) noexcept : one_(one_for_all) {}

    template <typename Column>
        requires std::convertible_to<const Column&, std::span<const double>>
    Lines(const Column& one_per_household) noexcept
        : each_(one_per_household), per_household_(true) {}

    double operator[](std::size_t household) const noexcept {
        return per_household_ ? each_[household] : one_;
    }
    bool per_household() const noexcept { return per_household_; }
    std::size_t size() const noexcept { return per_household_ ? each_.size() : 1; }

private:
    std::span<const double> each_{};
    double one_ = 0.0;
    bool per_household_ = false;
};

/// The same households in several years, household by household: all years of the first, then of the second.
///
/// values  households x years numbers, in one money and price year (real); refers to the caller's column
/// years   columns of the table   1   >= 1
struct Panel {
    std::span<const double> values;
    Index years = 0;

    std::size_t households() const noexcept {
        return years > 0 ? values.size() / static_cast<std::size_t>(years) : 0;
    }
    double at(std::size_t household, std::size_t year) const noexcept {
        return values[household * static_cast<std::size_t>(years) + year];
    }
};

/// What becomes of incomes at or below zero where a measure needs a logarithm or a power of them.
///
/// refuse()     throw (the default: nothing is repaired that was not asked for)
/// drop()       leave out incomes <= 0
/// floor_at(m)  raise every income below m to m, m > 0 in money
struct NonPositiveRule {
    enum class Kind { refuse, drop, floor };

    Kind kind = Kind::refuse;
    double floor_value = 0.0;

    static constexpr NonPositiveRule refuse() noexcept { return {Kind::refuse, 0.0}; }
    static constexpr NonPositiveRule drop() noexcept { return {Kind::drop, 0.0}; }
    static constexpr NonPositiveRule floor_at(double value) noexcept { return {Kind::floor, value}; }
};

/// An inequality index together with what its NonPositiveRule did to the data.
struct Inequality {
    double value = 0.0;            ///< the index, 1
    Index adjusted = 0;            ///< households dropped or raised to the floor
    double adjusted_share = 0.0;   ///< their share of the total weight, 1
};

namespace detail {

inline double weight_of(std::span<const double> weights, std::size_t household) noexcept {
    return weights.empty() ? 1.0 : weights[household];
}

inline void require_finite(std::span<const double> values, std::string_view column,
                           std::string_view where) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            throw RangeError(std::string(column) + "[" + std::to_string(i) + "] is " +
                                 (std::isnan(values[i]) ? "missing (NaN)" : "infinite"),
                             std::string(where),
                             "Choose a missing-value policy and leave such households out first");
        }
    }
}

inline void require_same_size(std::size_t expected, std::size_t found, std::string_view column,
                              std::string_view where) {
    if (expected != found) {
        throw RangeError(std::string(column) + " has " + std::to_string(found) + " entries for " +
                             std::to_string(expected) + " households",
                         std::string(where), "Pass one entry per household, in the same order");
    }
}

/// Checks the weights and returns their sum.
inline double require_weights(std::size_t households, std::span<const double> weights,
                              std::string_view where) {
    if (weights.empty()) return static_cast<double>(households);
    if (weights.size() != households) {
        throw RangeError("weights has " + std::to_string(weights.size()) + " entries for " +
                             std::to_string(households) + " households",
                         std::string(where),
                         "Pass one weight per household, or none for equal weights");
    }
    require_finite(weights, "weights", where);
    double total = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] < 0.0) {
            throw RangeError("weights[" + std::to_string(i) + "] is negative",
                             std::string(where), "Use weights of zero or more");
        }
        total += weights[i];
    }
    if (!(total > 0.0)) {
        throw RangeError("all weights are zero", std::string(where),
                         "Give at least one household a weight above zero");
    }
    return total;
}

/// Checks values and weights of one column and returns the sum of the weights.
inline double require_column(std::span<const double> values, std::span<const double> weights,
                             std::string_view column, std::string_view where) {
    if (values.empty()) {
        throw RangeError(std::string(column) + " is empty", std::string(where),
                         "Pass at least one household");
    }
    require_finite(values, column, where);
    return require_weights(values.size(), weights, where);
}

inline void require_lines(const Lines& lines, std::size_t households, std::string_view where) {
    if (lines.per_household()) require_same_size(households, lines.size(), "lines", where);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!std::isfinite(lines[i]) || lines[i] <= 0.0) {
            throw RangeError("the line " +
                                 (lines.per_household() ? "of household " + std::to_string(i)
                                                        : std::string("for all")) +
                                 " is " + number_text(lines[i]),
                             std::string(where),
                             "Use a line above zero, in the money and period of the incomes");
        }
    }
}

/// Checks a panel and the weights of its households, and returns the sum of the weights.
inline double require_panel(const Panel& panel, std::span<const double> weights, Index fewest_years,
                            std::string_view where) {
    if (panel.years < fewest_years ||
        panel.values.size() != panel.households() * static_cast<std::size_t>(panel.years)) {
        throw RangeError(std::to_string(panel.values.size()) + " incomes in " + std::to_string(panel.years) +
                             " years",
                         std::string(where),
                         "Pass households x years, and at least " + std::to_string(fewest_years) + " years");
    }
    require_column(panel.values, {}, "incomes", where);
    return require_weights(panel.households(), weights, where);
}

/// One line for all, one per household, or one per household and year.
inline void require_panel_lines(const Lines& lines, const Panel& panel, std::string_view where) {
    require_lines(lines, lines.size(), where);
    if (lines.per_household() && lines.size() != panel.households() && lines.size() != panel.values.size()) {
        throw RangeError("there are " + std::to_string(lines.size()) + " lines for " +
                             std::to_string(panel.households()) + " households in " +
                             std::to_string(panel.years) + " years",
                         std::string(where), "Pass one line, one per household, or one per household and year");
    }
}

inline double line_at(const Lines& lines, const Panel& panel, std::size_t household, std::size_t year) noexcept {
    const bool yearly = lines.size() == panel.values.size();
    return lines[yearly ? household * static_cast<std::size_t>(panel.years) + year : household];
}

/// Carries a NonPositiveRule through a column: calls use(income, weight) for every household kept.
template <typename Use>
Inequality for_each_positive(std::span<const double> incomes, std::span<const double> weights,
                             NonPositiveRule rule, std::string_view where, Use use) {
    const double total = require_column(incomes, weights, "incomes", where);
    if (rule.kind == NonPositiveRule::Kind::floor &&
        !(std::isfinite(rule.floor_value) && rule.floor_value > 0.0)) {
        throw RangeError("the floor is " + number_text(rule.floor_value), std::string(where),
                         "Use a floor above zero, in the money and period of the incomes");
    }
    Inequality note;
    double adjusted_weight = 0.0;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = weight_of(weights, i);
        if (weight == 0.0) continue;
        double income = incomes[i];
        bool kept = true;
        bool adjusted = false;
        if (rule.kind == NonPositiveRule::Kind::floor) {
            adjusted = income < rule.floor_value;
            if (adjusted) income = rule.floor_value;
        } else if (income <= 0.0) {
            if (rule.kind == NonPositiveRule::Kind::refuse) {
                throw RangeError("incomes[" + std::to_string(i) + "] is " + number_text(income) +
                                     ", and this measure has no value for zero or negative incomes",
                                 std::string(where),
                                 "Say what becomes of them: drop them, or raise them to a floor in money");
            }
            adjusted = true;
            kept = false;
        }
        if (adjusted) {
            ++note.adjusted;
            adjusted_weight += weight;
        }
        if (kept) use(income, weight);
    }
    note.adjusted_share = adjusted_weight / total;
    if (rule.kind == NonPositiveRule::Kind::drop && !(adjusted_weight < total)) {
        throw RangeError("no income is above zero", std::string(where),
                         "Use floor_at(money), or a measure that allows losses, such as gini");
    }
    return note;
}

}  // namespace detail
}  // namespace smallholder::metrics
