// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/fairness.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {

namespace {

constexpr std::string_view kWhere = "consortium::fairness_report";

void require_worths(std::span<const double> worths) {
    if (!std::has_single_bit(worths.size()) || worths.size() < 2 || worths.size() > (std::size_t{1} << 20)) {
        throw RangeError("there are " + std::to_string(worths.size()) + " worths", std::string(kWhere),
                         "Pass one for every coalition: 2, 4, 8, ... numbers, up to 20 members");
    }
    detail::require_finite(worths, "worths", kWhere);
    if (worths[0] != 0.0) {
        throw RangeError("the worth of nobody is " + number_text(worths[0]), std::string(kWhere),
                         "Put 0 first, then the coalition of the first member alone");
    }
}

/// The coalition that has least over its worth, walking over all of them.
void find_complaint(std::span<const double> worths, std::span<const double> shares, FairnessReport& report) {
    const std::size_t everybody = worths.size() - 1;
    if (shares.size() < 2) return;
    std::vector<double> sums(worths.size(), 0.0);
    report.complaint = -std::numeric_limits<double>::infinity();
    for (std::size_t coalition = 1; coalition < everybody; ++coalition) {
        const auto first = static_cast<std::size_t>(std::countr_zero(coalition));
        sums[coalition] = sums[coalition & (coalition - 1)] + shares[first];
        const double complaint = worths[coalition] - sums[coalition];
        if (complaint > report.complaint) {
            report.complaint = complaint;
            report.worst_coalition = static_cast<CoalitionMask>(coalition);
        }
    }
}

void find_slighted(std::span<const double> shares, std::span<const double> contributions, double none,
                   FairnessReport& report) {
    detail::require_size(contributions.size(), shares.size(), "the contributions", kWhere);
    detail::require_finite(contributions, "contributions", kWhere);
    double worst = none;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        for (std::size_t j = 0; j < shares.size(); ++j) {
            if (contributions[i] > contributions[j] && shares[j] - shares[i] > worst) {
                worst = shares[j] - shares[i];
                report.slighted = {static_cast<Index>(i), static_cast<Index>(j)};
            }
        }
    }
    report.monotone = report.slighted.first < 0;
}

void find_payable(std::span<const double> shares, const CashLimits& limits, double none, FairnessReport& report) {
    detail::require_size(limits.before.size(), shares.size(), "the payoffs before transfers", kWhere);
    detail::require_size(limits.most_paid.size(), shares.size(), "what each can pay", kWhere);
    detail::require_size(limits.most_received.size(), shares.size(), "what each can receive", kWhere);
    detail::require_finite(limits.before, "payoffs before transfers", kWhere);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        constexpr double any = std::numeric_limits<double>::infinity();
        detail::require_between(limits.most_paid[i], 0.0, any, "what a member can pay", kWhere);
        detail::require_between(limits.most_received[i], 0.0, any, "what a member can receive", kWhere);
        const double received = shares[i] - limits.before[i];
        report.transfers.push_back(received);
        if (-received > limits.most_paid[i] + none) report.cannot_pay.push_back(static_cast<Index>(i));
        if (received > limits.most_received[i] + none) report.cannot_receive.push_back(static_cast<Index>(i));
    }
    report.payable = report.cannot_pay.empty() && report.cannot_receive.empty();
}

}  // namespace

FairnessReport fairness_report(std::span<const double> worths, std::span<const double> shares,
                               std::span<const double> contributions, const CashLimits* limits) {
    require_worths(worths);
    detail::require_size(shares.size(), static_cast<std::size_t>(std::countr_zero(worths.size())), "the shares",
                         kWhere);
    detail::require_finite(shares, "shares", kWhere);
    const double none = 1e-9 * std::max(1.0, std::abs(worths.back()));

    FairnessReport report;
    report.left_over = worths.back() - std::accumulate(shares.begin(), shares.end(), 0.0);
    report.sums_up = std::abs(report.left_over) <= none;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double loss = worths[std::size_t{1} << i] - shares[i];
        if (loss > std::max(none, report.worst_loss)) {
            report.worst_loss = loss;
            report.worst_member = static_cast<Index>(i);
        }
    }
    report.individually_right = report.worst_member < 0;
    find_complaint(worths, shares, report);
    report.in_core = report.sums_up && report.individually_right && report.complaint <= none;
    if (!contributions.empty()) find_slighted(shares, contributions, none, report);
    if (limits != nullptr) find_payable(shares, *limits, none, report);
    return report;
}

}  // namespace smallholder::consortium
