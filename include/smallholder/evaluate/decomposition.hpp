// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "smallholder/evaluate/entropy.hpp"
#include "smallholder/evaluate/fgt.hpp"
#include "smallholder/evaluate/inputs.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::metrics {

/// One group's part in the poverty of all.
struct GroupPoverty {
    Index group = 0;                ///< the caller's label
    Index households = 0;           ///< rows with a weight above zero
    double population_share = 0.0;  ///< share of the weight, 1
    double value = 0.0;             ///< FGT within the group, 1
    double contribution = 0.0;      ///< population_share x value; these add up to the FGT of all, 1
};

/// Which group holds how much of the poverty. Adds up exactly, for any alpha.
///
///   FGT_a(all) = sum_g (W_g / W) FGT_a(g)
///
/// groups   label of each household (region, sex of head, land class)   no order, no gaps needed
/// others   as in metrics::fgt
/// Shape: one entry per label with weight, in increasing order of label.
/// Source: Foster, Greer and Thorbecke (1984), Econometrica 52(3).   Page: docs/notation.md#decomposition
/// Tested: tests/unit/evaluate/decomposition_test.cpp
inline std::vector<GroupPoverty> fgt_by_group(std::span<const double> incomes, const Lines& lines,
                                              double alpha, std::span<const Index> groups,
                                              std::span<const double> weights = {}) {
    constexpr std::string_view where = "metrics::fgt_by_group";
    const double total = detail::require_column(incomes, weights, "incomes", where);
    detail::require_lines(lines, incomes.size(), where);
    detail::require_same_size(incomes.size(), groups.size(), "groups", where);

    struct Members {
        std::vector<double> incomes, lines, weights;
        double weight = 0.0;
    };
    std::map<Index, Members> by_group;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight == 0.0) continue;
        Members& members = by_group[groups[i]];
        members.incomes.push_back(incomes[i]);
        members.lines.push_back(lines[i]);
        members.weights.push_back(weight);
        members.weight += weight;
    }
    std::vector<GroupPoverty> result;
    result.reserve(by_group.size());
    for (const auto& [label, members] : by_group) {
        GroupPoverty row;
        row.group = label;
        row.households = static_cast<Index>(members.incomes.size());
        row.population_share = members.weight / total;
        row.value = fgt(members.incomes, members.lines, alpha, members.weights);
        row.contribution = row.population_share * row.value;
        result.push_back(row);
    }
    return result;
}

/// One group's part in inequality.
struct GroupInequality {
    Index group = 0;                ///< the caller's label
    Index households = 0;           ///< rows with a weight above zero
    double population_share = 0.0;  ///< share of the weight, 1
    double income_share = 0.0;      ///< share of the income, 1
    double value = 0.0;             ///< GE(c) within the group, 1
    double contribution = 0.0;      ///< its part of the within term, 1
};

/// Inequality split into what lies within groups and what lies between their means.
struct InequalityByGroup {
    double total = 0.0;    ///< GE(c) of all, 1
    double within = 0.0;   ///< sum of the groups' contributions, 1
    double between = 0.0;  ///< GE(c) were everyone given the mean of their group, 1
    std::vector<GroupInequality> groups;
    Index adjusted = 0;    ///< households dropped or raised to the floor by the rule
};

/// How much of the inequality is between groups (regions, sexes of head) and how much inside them.
///
///   GE(c) = sum_g p_g (mu_g/mu)^c GE_g(c)  +  GE(c) of the group means
///
/// p_g   population share of the group            1
/// mu_g  mean income of the group, mu of all      money/yr   > 0
/// c     0 Theil L, 1 Theil T; as in generalised_entropy
/// w     survey weight x household size
/// Shape: total = within + between, all >= 0.
/// Source: Shorrocks (1984), Econometrica 52(6).   Page: docs/notation.md#decomposition
/// Tested: tests/unit/evaluate/decomposition_test.cpp
inline InequalityByGroup inequality_by_group(std::span<const double> incomes, double c,
                                             std::span<const Index> groups,
                                             std::span<const double> weights = {},
                                             NonPositiveRule rule = NonPositiveRule::refuse()) {
    constexpr std::string_view where = "metrics::inequality_by_group";
    detail::require_column(incomes, weights, "incomes", where);
    detail::require_same_size(incomes.size(), groups.size(), "groups", where);

    InequalityByGroup result;
    const Inequality overall = generalised_entropy(incomes, c, weights, rule);
    result.total = overall.value;
    result.adjusted = overall.adjusted;

    struct Members {
        std::vector<double> incomes, weights;
        double weight = 0.0, amount = 0.0;
    };
    std::map<Index, Members> by_group;
    double weight_sum = 0.0;
    double amount_sum = 0.0;
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        const double weight = detail::weight_of(weights, i);
        if (weight == 0.0) continue;
        double income = incomes[i];
        if (rule.kind == NonPositiveRule::Kind::floor) {
            income = std::max(income, rule.floor_value);
        } else if (income <= 0.0) {
            continue;  // only the rule `drop` comes here: `refuse` has thrown above
        }
        Members& members = by_group[groups[i]];
        members.incomes.push_back(income);
        members.weights.push_back(weight);
        members.weight += weight;
        members.amount += weight * income;
        weight_sum += weight;
        amount_sum += weight * income;
    }
    std::vector<double> means;
    std::vector<double> mean_weights;
    const double mean = amount_sum / weight_sum;
    for (const auto& [label, members] : by_group) {
        GroupInequality row;
        row.group = label;
        row.households = static_cast<Index>(members.incomes.size());
        row.population_share = members.weight / weight_sum;
        row.income_share = members.amount / amount_sum;
        row.value = generalised_entropy(members.incomes, c, members.weights).value;
        const double group_mean = members.amount / members.weight;
        const double factor = c == 0.0   ? row.population_share
                              : c == 1.0 ? row.income_share
                                         : row.population_share * std::pow(group_mean / mean, c);
        row.contribution = factor * row.value;
        result.within += row.contribution;
        means.push_back(group_mean);
        mean_weights.push_back(members.weight);
        result.groups.push_back(row);
    }
    result.between = generalised_entropy(means, c, mean_weights).value;
    return result;
}

/// A change of poverty split into growth of the mean and change of the shares.
struct PovertyChange {
    double total = 0.0;           ///< FGT after minus FGT before, 1
    double growth = 0.0;          ///< part due to the mean, 1
    double redistribution = 0.0;  ///< part due to who has which share, 1
};

/// Did poverty fall because the cake grew or because it was cut differently?
///
///   growth         = 1/2 [P(m1, L0) - P(m0, L0) + P(m1, L1) - P(m0, L1)]
///   redistribution = 1/2 [P(m0, L1) - P(m0, L0) + P(m1, L1) - P(m1, L0)]
///
/// P(m, L)  FGT_a with mean m and Lorenz curve L: the incomes of L's year scaled to mean m
/// m0, m1   mean income before and after   money/yr   > 0
/// line     one for all, or per household (then before and after hold the same households)
/// w        survey weight x household size
/// Shape: dimensionless; growth + redistribution = total, no residual: the average of the two orders.
/// Source: Datt and Ravallion (1992), Journal of Development Economics 38; Shorrocks (2013), Journal of
/// Economic Inequality 11, for the average.   Page: docs/notation.md#decomposition
/// Tested: tests/unit/evaluate/decomposition_test.cpp
inline PovertyChange growth_and_redistribution(std::span<const double> before,
                                               std::span<const double> after, const Lines& line,
                                               double alpha,
                                               std::span<const double> weights_before = {},
                                               std::span<const double> weights_after = {}) {
    constexpr std::string_view where = "metrics::growth_and_redistribution";
    detail::require_column(before, weights_before, "before", where);
    detail::require_column(after, weights_after, "after", where);
    const double mean_before = stats::weighted_mean(before, weights_before);
    const double mean_after = stats::weighted_mean(after, weights_after);
    if (!(mean_before > 0.0 && mean_after > 0.0)) {
        throw RangeError("the mean income is " + number_text(mean_before) + " before and " +
                             number_text(mean_after) + " after",
                         std::string(where), "Both means must be above zero to scale one to the other");
    }
    const auto scaled = [](std::span<const double> incomes, double factor) {
        std::vector<double> result(incomes.begin(), incomes.end());
        for (double& income : result) income *= factor;
        return result;
    };
    const double p00 = fgt(before, line, alpha, weights_before);
    const double p11 = fgt(after, line, alpha, weights_after);
    const double p10 = fgt(scaled(before, mean_after / mean_before), line, alpha, weights_before);
    const double p01 = fgt(scaled(after, mean_before / mean_after), line, alpha, weights_after);
    PovertyChange change;
    change.total = p11 - p00;
    change.growth = 0.5 * ((p10 - p00) + (p11 - p01));
    change.redistribution = 0.5 * ((p01 - p00) + (p11 - p10));
    return change;
}

}  // namespace smallholder::metrics
