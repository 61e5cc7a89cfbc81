// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/stability.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {

namespace {

constexpr Index kMostMembers = 16;

CoalitionMask bit_of(Index member) {
    return CoalitionMask{1} << member;
}
bool holds(CoalitionMask coalition, Index member) {
    return (coalition & bit_of(member)) != 0;
}

/// Differences below this count as none.
double indifference(std::span<const double> payoffs) {
    double largest = 0.0;
    for (const double payoff : payoffs) largest = std::max(largest, std::abs(payoff));
    return 1e-9 * largest;
}

void require_coalition(const PayoffTable& table, CoalitionMask coalition, const char* where) {
    if (coalition <= table.everybody() && std::popcount(coalition) >= 2) return;
    throw RangeError("coalition " + std::to_string(coalition) + " of " + std::to_string(table.members()) + " members",
                     where, "Name two or more of the members: bit 0 is the first");
}

double claims_of(const PayoffTable& table, CoalitionMask coalition) {
    double sum = 0.0;
    for (Index i = 0; i < table.members(); ++i) {
        if (holds(coalition, i)) sum += table.at(coalition & ~bit_of(i), i);
    }
    return sum;
}

bool potentially_internal(const PayoffTable& table, CoalitionMask coalition, double none) {
    return table.joint(coalition) >= claims_of(table, coalition) - none * std::popcount(coalition);
}

AllianceStability row_of(const PayoffTable& table, CoalitionMask coalition, double none) {
    AllianceStability row;
    row.coalition = coalition;
    row.joint = table.joint(coalition);
    row.claims = claims_of(table, coalition);
    row.potentially_internal = potentially_internal(table, coalition, none);
    row.potentially_external = true;
    double best_leaving = none, best_joining = -none;
    for (Index i = 0; i < table.members(); ++i) {
        const CoalitionMask other = coalition ^ bit_of(i);
        const double gain = table.at(other, i) - table.at(coalition, i);
        if (holds(coalition, i)) {
            if (gain > best_leaving) {
                best_leaving = gain;
                row.leaver = i;
            }
        } else {
            row.potentially_external = row.potentially_external && !potentially_internal(table, other, none);
            if (gain >= best_joining) {
                best_joining = gain;
                row.joiner = i;
            }
        }
    }
    row.internal = row.leaver < 0;
    row.external = row.joiner < 0;
    row.gain_of_leaving = row.internal ? 0.0 : best_leaving;
    row.gain_of_joining = row.external ? 0.0 : best_joining;
    return row;
}

}  // namespace

PayoffTable::PayoffTable(Index members, std::vector<double> payoffs) : members_(members), payoffs_(std::move(payoffs)) {
    constexpr std::string_view where = "consortium::PayoffTable";
    if (members < 1 || members > kMostMembers) {
        throw RangeError("there are " + std::to_string(members) + " members", std::string(where),
                         "Use 1 to " + std::to_string(kMostMembers) + "; join those who act as one");
    }
    detail::require_size(payoffs_.size(), (std::size_t{1} << members) * static_cast<std::size_t>(members),
                         "the table of payoffs", where);
    detail::require_finite(payoffs_, "payoffs", where);
}

double PayoffTable::joint(CoalitionMask coalition) const noexcept {
    double sum = 0.0;
    for (Index i = 0; i < members_; ++i) {
        if (holds(coalition, i)) sum += at(coalition, i);
    }
    return sum;
}

PayoffTable shared(const PayoffTable& table, const SharingRule& rule) {
    constexpr std::string_view where = "consortium::shared";
    std::vector<double> payoffs(table.payoffs().begin(), table.payoffs().end());
    const double none = indifference(table.payoffs());
    std::vector<double> worths;
    for (CoalitionMask coalition = 1; coalition <= table.everybody(); ++coalition) {
        std::vector<Index> inside;
        for (Index i = 0; i < table.members(); ++i) {
            if (holds(coalition, i)) inside.push_back(i);
        }
        if (inside.size() < 2) continue;
        worths.assign(std::size_t{1} << inside.size(), 0.0);
        for (std::size_t part = 1; part < worths.size(); ++part) {
            CoalitionMask subset = 0;
            for (std::size_t k = 0; k < inside.size(); ++k) {
                if ((part >> k & 1U) != 0) subset |= bit_of(inside[k]);
            }
            worths[part] = table.joint(subset);
        }
        const std::vector<double> shares = rule(worths);
        detail::require_size(shares.size(), inside.size(), "the rule's shares", where);
        detail::require_finite(shares, "the rule's shares", where);
        double sum = 0.0;
        for (std::size_t k = 0; k < inside.size(); ++k) {
            sum += shares[k];
            payoffs[coalition * static_cast<std::size_t>(table.members()) + static_cast<std::size_t>(inside[k])] =
                shares[k];
        }
        if (std::abs(sum - worths.back()) > none * static_cast<double>(inside.size())) {
            throw RangeError("the rule shares out " + number_text(sum) + " where coalition " +
                                 std::to_string(coalition) + " has " + number_text(worths.back()),
                             std::string(where), "Use a rule whose shares sum to the worth of the coalition");
        }
    }
    return {table.members(), std::move(payoffs)};
}

std::vector<AllianceStability> alliance_stability(const PayoffTable& table) {
    const double none = indifference(table.payoffs());
    std::vector<AllianceStability> rows;
    for (CoalitionMask coalition = 1; coalition <= table.everybody(); ++coalition) {
        if (std::popcount(coalition) >= 2) rows.push_back(row_of(table, coalition, none));
    }
    return rows;
}

AllianceStability alliance_stability(const PayoffTable& table, CoalitionMask coalition) {
    require_coalition(table, coalition, "consortium::alliance_stability");
    return row_of(table, coalition, indifference(table.payoffs()));
}

std::optional<AllianceStability> best_stable(const PayoffTable& table, std::span<const double> welfare) {
    constexpr std::string_view where = "consortium::best_stable";
    detail::require_size(welfare.size(), std::size_t{1} << table.members(), "the welfare of coalitions", where);
    detail::require_finite(welfare, "welfare", where);
    std::optional<AllianceStability> best;
    for (const auto& row : alliance_stability(table)) {
        if (row.stable() && (!best || welfare[row.coalition] > welfare[best->coalition])) best = row;
    }
    return best;
}

AlmostIdealShares almost_ideal_shares(const PayoffTable& table, CoalitionMask coalition,
                                      std::span<const double> weights) {
    constexpr const char* where = "consortium::almost_ideal_shares";
    require_coalition(table, coalition, where);
    const double equal = 1.0 / std::popcount(coalition);
    if (!weights.empty()) {
        detail::require_size(weights.size(), static_cast<std::size_t>(table.members()), "the weights", where);
        double sum = 0.0;
        for (Index i = 0; i < table.members(); ++i) {
            detail::require_not_negative(weights[static_cast<std::size_t>(i)], "a weight", where);
            if (holds(coalition, i)) sum += weights[static_cast<std::size_t>(i)];
        }
        if (std::abs(sum - 1.0) > 1e-9) {
            throw RangeError("the weights of those inside sum to " + number_text(sum), where, "Make them sum to 1");
        }
    }
    AlmostIdealShares found;
    found.surplus = table.joint(coalition) - claims_of(table, coalition);
    for (Index i = 0; i < table.members(); ++i) {
        const double weight = weights.empty() ? equal : weights[static_cast<std::size_t>(i)];
        found.payoffs.push_back(holds(coalition, i) ? table.at(coalition & ~bit_of(i), i) + weight * found.surplus
                                                    : table.at(coalition, i));
    }
    return found;
}

std::vector<Index> stable_sizes(const SizePayoffs& payoffs) {
    constexpr std::string_view where = "consortium::stable_sizes";
    detail::require_size(payoffs.outsider.size(), payoffs.member.size(), "the outsiders' payoffs", where);
    if (payoffs.member.size() < 3) {
        throw RangeError("there are payoffs of " + std::to_string(payoffs.member.size()) + " sizes", std::string(where),
                         "Pass those of 0, 1, 2, ... members inside, of two members at least");
    }
    detail::require_finite(payoffs.member, "members' payoffs", where);
    detail::require_finite(payoffs.outsider, "outsiders' payoffs", where);
    const double none = std::max(indifference(payoffs.member), indifference(payoffs.outsider));
    const std::size_t n = payoffs.member.size() - 1;
    std::vector<Index> sizes;
    for (std::size_t s = 2; s <= n; ++s) {
        const bool stay = payoffs.outsider[s - 1] - payoffs.member[s] <= none;
        const bool keep_out = s == n || payoffs.member[s + 1] - payoffs.outsider[s] < -none;
        if (stay && keep_out) sizes.push_back(static_cast<Index>(s));
    }
    return sizes;
}

PayoffTable table_of(const SizePayoffs& payoffs) {
    constexpr std::string_view where = "consortium::table_of";
    detail::require_size(payoffs.outsider.size(), payoffs.member.size(), "the outsiders' payoffs", where);
    detail::require_between(static_cast<double>(payoffs.member.size()), 2.0, kMostMembers + 1.0,
                            "the number of sizes, from 0 on", where);
    const auto members = static_cast<Index>(payoffs.member.size()) - 1;
    std::vector<double> rows;
    for (CoalitionMask coalition = 0; coalition < CoalitionMask{1} << members; ++coalition) {
        const auto size = static_cast<std::size_t>(std::popcount(coalition));
        for (Index i = 0; i < members; ++i) {
            rows.push_back(holds(coalition, i) ? payoffs.member[size] : payoffs.outsider[size]);
        }
    }
    return {members, std::move(rows)};
}

}  // namespace smallholder::consortium
