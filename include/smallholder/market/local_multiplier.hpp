// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/market/world_supply.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// Income that arises nearby when money is spent nearby, round after round: a table of who earns from whose income.
///
///   y = (I - C)^-1 x = x + C x + C C x + ...
///
/// x    income brought in from outside, by account                            money
/// y    income of each account in the end, x included                         money
/// C    C[i][j]: what account i earns when account j has one more to spend    1   >= 0, row by row, n x n
///      (the share spent locally times the share of the price that is local income)
/// Accounts are groups of people or trades: households reached, other households, shops, services.
/// Shape: n x n, row by row; every entry >= 0, the diagonal >= 1. Refuses a table in which a dollar would earn more than
/// a dollar in every round, so that the rounds never end. Nominal: prices may rise instead (real_multiplier).
/// Source: Leontief's inverse; Taylor and Filipski (2014), Beyond Experiments in Development Economics (local-economy
/// models).   Page: docs/notation.md#local_multiplier   Tested: tests/unit/market/local_multiplier_test.cpp (T57)
inline std::vector<double> local_multipliers(std::span<const double> spending, Index accounts) {
    constexpr std::string_view where = "market::local_multipliers";
    const auto n = static_cast<std::size_t>(accounts);
    if (accounts < 1 || spending.size() != n * n) {
        throw RangeError(std::to_string(spending.size()) + " shares for " + std::to_string(accounts) + " accounts",
                         std::string(where), "Pass a square table, one row and one column per account");
    }
    for (const double share : spending) {
        if (!(std::isfinite(share) && share >= 0.0)) {
            throw RangeError("a share of " + number_text(share), std::string(where), "Use shares of zero or more");
        }
    }
    // Gauss and Jordan on [I - C | I]. Without row exchanges every pivot is above zero exactly when the rounds of
    // spending die out (Hawkins and Simon 1949), so the pivots are the test.
    std::vector<double> left(n * n), right(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) left[i * n + j] = (i == j ? 1.0 : 0.0) - spending[i * n + j];
        right[i * n + i] = 1.0;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double pivot = left[k * n + k];
        if (!(pivot > 1e-12)) {
            throw RangeError("the rounds of spending never end: account " + std::to_string(k) +
                                 " and those before it keep every dollar among them",
                             std::string(where), "Lower the shares: what is saved, taxed or bought elsewhere leaves");
        }
        for (std::size_t j = 0; j < n; ++j) {
            left[k * n + j] /= pivot;
            right[k * n + j] /= pivot;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const double factor = left[i * n + k];
            if (i == k || factor == 0.0) continue;
            for (std::size_t j = 0; j < n; ++j) {
                left[i * n + j] -= factor * left[k * n + j];
                right[i * n + j] -= factor * right[k * n + j];
            }
        }
    }
    return right;
}

/// The same with one account.
///
///   multiplier = 1 / (1 - c v)
///
/// c   share of income spent locally                            1   in [0, 1]
/// v   share of local spending that is income to local people   1   in [0, 1]
/// Shape: 1 and more; nominal.   Source, test: local_multipliers
inline double nominal_multiplier(double local_spending, double local_value_added) {
    constexpr std::string_view where = "market::nominal_multiplier";
    if (!(local_spending >= 0.0 && local_spending <= 1.0 && local_value_added >= 0.0 && local_value_added <= 1.0 &&
          local_spending * local_value_added < 1.0)) {
        throw RangeError("local spending is " + number_text(local_spending) + " and local value added " +
                             number_text(local_value_added),
                         std::string(where), "Use shares between 0 and 1 that are not both 1");
    }
    return 1.0 / (1.0 - local_spending * local_value_added);
}

/// What is left of a nominal multiplier once local prices have risen.
///
///   real = 1 + (nominal - 1) es / (es - ed)
///
/// es, ed   elasticities of local supply and demand   1   es >= 0, ed <= 0, not both 0
/// Shape: between 1 (nothing more can be produced) and the nominal one (supply follows at old prices). Never applied to
/// a gain that a fall of the world price has taken away already.   Source, test: local_multipliers (T60)
inline double real_multiplier(double nominal, const Elasticities& local) {
    constexpr std::string_view where = "market::real_multiplier";
    if (!(std::isfinite(nominal) && nominal >= 1.0)) {
        throw RangeError("the nominal multiplier is " + number_text(nominal), std::string(where), "Use 1 or more");
    }
    require_elasticities(local, where);
    return 1.0 + (nominal - 1.0) * local.supply / (local.supply - local.demand);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
