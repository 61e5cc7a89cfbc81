// SPDX-License-Identifier: Apache-2.0
#include "payers.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace smallholder::consortium {
namespace {

/// Row and column sums met by scaling rows and columns in turn (Sinkhorn 1967): the split nearest to proportional that the earmarks allow.
void scale_to(std::vector<std::vector<double>>& x, const std::vector<double>& rows, const std::vector<double>& columns) {
    constexpr int kRounds = 2000;
    constexpr double kStill = 1e-12;
    for (int round = 0; round < kRounds; ++round) {
        double moved = 0.0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double sum = std::accumulate(x[i].begin(), x[i].end(), 0.0);
            if (!(sum > 0.0)) continue;
            moved = std::max(moved, std::abs(sum - rows[i]) / std::max(rows[i], 1.0));
            for (double& cell : x[i]) cell *= rows[i] / sum;
        }
        for (std::size_t k = 0; k < columns.size(); ++k) {
            double sum = 0.0;
            for (const auto& row : x) sum += row[k];
            if (!(sum > 0.0)) continue;
            for (auto& row : x) row[k] *= columns[k] / sum;
        }
        if (moved < kStill) return;
    }
}

}  // namespace

bool split_bill(const std::vector<std::vector<double>>& cost, const std::vector<std::vector<char>>& may, const std::vector<double>& budget,
                std::vector<double>& shares) {
    const std::size_t kinds = cost.size(), members = may.size();
    const std::size_t years = kinds == 0 ? 0 : cost[0].size();
    std::vector<double> total(kinds, 0.0);
    std::vector<std::size_t> paid_for;
    for (std::size_t k = 0; k < kinds; ++k) {
        total[k] = std::accumulate(cost[k].begin(), cost[k].end(), 0.0);
        if (total[k] > 0.0) paid_for.push_back(k);
    }
    const auto funds_any = [&](std::size_t i, std::uint64_t set) {
        for (std::size_t p = 0; p < paid_for.size(); ++p)
            if ((set >> p & 1u) && may[i][paid_for[p]]) return true;
        return false;
    };
    const std::uint64_t sets = std::uint64_t{1} << paid_for.size();
    for (std::uint64_t set = 1; set < sets; ++set) {
        double yearly = 0.0, spent = 0.0;
        for (std::size_t i = 0; i < members; ++i)
            if (funds_any(i, set)) yearly += budget[i];
        for (std::size_t t = 0; t < years; ++t) {
            for (std::size_t p = 0; p < paid_for.size(); ++p)
                if (set >> p & 1u) spent += cost[paid_for[p]][t];
            if (spent > yearly * static_cast<double>(std::max<std::size_t>(t, 1)) * (1.0 + 1e-9)) return false;
        }
    }

    // The tightest set of kinds is paid by all who may fund any of it, in proportion to budgets; then what is left.
    std::vector<char> open(members, 1);
    std::uint64_t left = sets - 1;
    while (left != 0) {
        std::uint64_t tightest = 0;
        double most = -1.0;
        for (std::uint64_t set = left; set != 0; set = (set - 1) & left) {
            double bill = 0.0, purse = 0.0;
            for (std::size_t p = 0; p < paid_for.size(); ++p)
                if (set >> p & 1u) bill += total[paid_for[p]];
            for (std::size_t i = 0; i < members; ++i)
                if (open[i] && funds_any(i, set)) purse += budget[i];
            if (!(purse > 0.0)) return false;
            // Of sets that are equally tight the largest, so that all who are in the same position pay the same share.
            if (bill / purse > most * (1.0 + 1e-12)) {
                most = bill / purse;
                tightest = set;
            }
        }
        std::vector<std::vector<double>> x(members, std::vector<double>(kinds, 0.0));
        std::vector<double> rows(members, 0.0), columns(kinds, 0.0);
        for (std::size_t i = 0; i < members; ++i) {
            if (!open[i] || !funds_any(i, tightest)) continue;
            rows[i] = most * budget[i];
            for (std::size_t p = 0; p < paid_for.size(); ++p)
                if ((tightest >> p & 1u) && may[i][paid_for[p]]) x[i][paid_for[p]] = budget[i] * total[paid_for[p]];
        }
        for (std::size_t p = 0; p < paid_for.size(); ++p)
            if (tightest >> p & 1u) columns[paid_for[p]] = total[paid_for[p]];
        scale_to(x, rows, columns);
        for (std::size_t i = 0; i < members; ++i) {
            if (!(rows[i] > 0.0)) continue;
            open[i] = 0;
            for (std::size_t k = 0; k < kinds; ++k)
                if (columns[k] > 0.0) shares[i * kinds + k] = x[i][k] / columns[k];
        }
        left &= ~tightest;
    }
    return true;
}

}  // namespace smallholder::consortium
