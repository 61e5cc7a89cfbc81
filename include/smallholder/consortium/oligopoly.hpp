// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Firms that compete in the shops: what a fall of their costs does to prices, market shares and profits.
///
///   p = a - b sum_j q_j      q_i = (p - c_i)/b for those with c_i < p, else 0      p = (a + sum_selling c_j)/(n_selling + 1)
///   profit_i = b q_i^2
///
/// a    price at which nobody buys      money/t    > 0
/// b    fall of the price per tonne     money/t2   > 0
/// c_i  unit cost of firm i             money/t    >= 0
/// Shape: one equilibrium (Cournot's). A firm whose cost is at or above the price sells nothing. Equal falls of all costs raise all
/// quantities by the same tonnes and so all profits; they leave market shares as they were only where costs were equal to begin with:
/// otherwise the smaller firms gain share.
/// There is no decision about prices, volumes or suppliers in the consortium: this market is where members stay rivals.
/// Source: Cournot (1838); any text on industrial organisation.   Page: docs/consortium/precompetitive.md
/// Tested: tests/unit/consortium/oligopoly_test.cpp, tests/reference/consortium_reference_test.cpp (T20 to T23)

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

struct LinearDemand {
    double highest_price = 0.0;  ///< a, money/t
    double slope = 0.0;          ///< b, money/t2
};

struct CournotMarket {
    double price = 0.0, tonnes = 0.0;  ///< money/t, t
    Index firms_selling = 0;
    std::vector<double> quantities;  ///< t, by firm
    std::vector<double> profits;     ///< money, by firm
    std::vector<double> shares;      ///< of the tonnes sold, by firm
};

inline CournotMarket cournot(const LinearDemand& demand, std::span<const double> unit_costs) {
    constexpr std::string_view where = "consortium::cournot";
    detail::require_positive(demand.highest_price, "the highest price", where);
    detail::require_positive(demand.slope, "the slope of demand", where);
    for (const double cost : unit_costs) detail::require_not_negative(cost, "a unit cost", where);
    std::vector<double> sorted(unit_costs.begin(), unit_costs.end());
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty() || sorted.front() >= demand.highest_price) {
        throw RangeError(sorted.empty() ? "there is no firm"
                                        : "the lowest unit cost is " + number_text(sorted.front()) +
                                              " and nobody buys at " + number_text(demand.highest_price),
                         std::string(where), "Pass at least one firm whose unit cost is below the highest price");
    }
    CournotMarket market;
    market.price = demand.highest_price;
    double sum = demand.highest_price;
    // Firms enter from the cheapest on; each lowers the price for the next, which stays out once it cannot cover its cost.
    for (const double cost : sorted) {
        if (cost >= market.price) break;
        sum += cost;
        market.price = sum / static_cast<double>(++market.firms_selling + 1);
    }
    for (const double cost : unit_costs) {
        const double quantity = cost < market.price ? (market.price - cost) / demand.slope : 0.0;
        market.quantities.push_back(quantity);
        market.profits.push_back(demand.slope * quantity * quantity);
    }
    market.tonnes = std::accumulate(market.quantities.begin(), market.quantities.end(), 0.0);
    for (const double quantity : market.quantities) market.shares.push_back(quantity / market.tonnes);
    return market;
}

/// An index below this is flagged: more than half of the change of cost is somebody's advantage over somebody else.
inline constexpr double kPrecompetitiveFlag = 0.5;

/// How far a change of costs is common to rivals: 1 when it moves all alike, 0 when it is one firm's own.
///
///   PCI = max(0, 1 - max_ij |d(c_i - c_j)| / max_i |d c_i|)
///
/// d c_i  unit cost after less before   money/t
/// Shape: in [0, 1]; undefined, and an error, where no cost moves.
/// Source: this library; the share of a cost change that is common is the usual sense of "pre-competitive".
inline double precompetitive_index(std::span<const double> before, std::span<const double> after) {
    constexpr std::string_view where = "consortium::precompetitive_index";
    detail::require_size(after.size(), before.size(), "the costs after", where);
    detail::require_finite(before, "the costs before", where);
    detail::require_finite(after, "the costs after", where);
    double most = 0.0, lowest = 0.0, highest = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const double change = after[i] - before[i];
        most = std::max(most, std::abs(change));
        lowest = i == 0 ? change : std::min(lowest, change);
        highest = i == 0 ? change : std::max(highest, change);
    }
    if (most == 0.0) {
        throw RangeError("no cost moves", std::string(where), "Compare costs with and without the intervention");
    }
    return std::max(0.0, 1.0 - (highest - lowest) / most);
}

/// What a change of costs does to rivals, read off their market.
struct PrecompetitiveCheck {
    double index = 0.0;    ///< precompetitive_index
    bool flagged = false;  ///< is it below kPrecompetitiveFlag?
    CournotMarket before, after;
    std::vector<double> profit_changes;  ///< money, by firm
    std::vector<double> share_changes;   ///< by firm
};

inline PrecompetitiveCheck precompetitive_check(const LinearDemand& demand, std::span<const double> before,
                                                std::span<const double> after) {
    PrecompetitiveCheck check;
    check.index = precompetitive_index(before, after);
    check.flagged = check.index < kPrecompetitiveFlag;
    check.before = cournot(demand, before);
    check.after = cournot(demand, after);
    for (std::size_t i = 0; i < before.size(); ++i) {
        check.profit_changes.push_back(check.after.profits[i] - check.before.profits[i]);
        check.share_changes.push_back(check.after.shares[i] - check.before.shares[i]);
    }
    return check;
}

/// Two rivals who can lower their own cost, where part of it spills over to the other.
struct Spillover {
    LinearDemand demand;
    double unit_cost = 0.0;    ///< A, before any effort, money/t
    double effort_cost = 0.0;  ///< gamma: an effort of x costs gamma x^2/2
    double spillover = 0.0;    ///< beta: share of a firm's effort that lowers the other's cost too
};

struct SpilloverEfforts {
    double alone = 0.0, together = 0.0;            ///< x, fall of own unit cost by own effort, money/t, each firm
    double cost_alone = 0.0, cost_together = 0.0;  ///< unit cost that is left; below zero the model no longer holds
};

/// Do rivals try harder together or apart? Together, when more than half of an effort spills over.
///
///   c_i = A - x_i - beta x_j
///   alone     x = (a - A)(2 - beta) / (4.5 b gamma - (2 - beta)(1 + beta))
///   together  x = (a - A)(1 + beta) / (4.5 b gamma - (1 + beta)^2)
///
/// Efforts are chosen first, then quantities as rivals in both cases.
/// Shape: together > alone exactly where beta > 1/2. Where effort is too cheap there is no equilibrium: an error.
/// Source: d'Aspremont and Jacquemin (1988), American Economic Review 78(5); Henriques (1990), ibid. 80(3).
inline SpilloverEfforts spillover_efforts(const Spillover& m) {
    constexpr std::string_view where = "consortium::spillover_efforts";
    detail::require_positive(m.demand.highest_price, "the highest price", where);
    detail::require_positive(m.demand.slope, "the slope of demand", where);
    detail::require_not_negative(m.unit_cost, "the unit cost", where);
    detail::require_positive(m.effort_cost, "the cost of effort", where);
    detail::require_share(m.spillover, "the spillover", where);
    const double room = m.demand.highest_price - m.unit_cost;
    detail::require_positive(room, "the highest price less the unit cost", where);
    const double curvature = 4.5 * m.demand.slope * m.effort_cost;
    const double own = 2.0 - m.spillover, both = 1.0 + m.spillover;
    // Profit must be concave in own effort, and efforts must not chase each other upwards.
    if (!(curvature > own * own && curvature > own * both && curvature > both * both)) {
        throw RangeError("an effort costs so little (" + number_text(m.effort_cost) + ") that more always pays",
                         std::string(where),
                         "Use a cost of effort above " +
                             number_text(std::max({own * own, own * both, both * both}) / (4.5 * m.demand.slope)));
    }
    SpilloverEfforts found;
    found.alone = room * own / (curvature - own * both);
    found.together = room * both / (curvature - both * both);
    found.cost_alone = m.unit_cost - both * found.alone;
    found.cost_together = m.unit_cost - both * found.together;
    return found;
}

}  // namespace smallholder::consortium
