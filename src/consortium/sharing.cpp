// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/sharing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "smallholder/core/errors.hpp"
#include "smallholder/games/core.hpp"
#include "smallholder/games/gately.hpp"
#include "smallholder/games/nucleolus.hpp"
#include "smallholder/games/proportional.hpp"
#include "smallholder/games/scrb.hpp"
#include "smallholder/games/shapley.hpp"
#include "smallholder/games/tau.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::consortium {
namespace {

using games::Game;

struct Rule {
    const char* name;
    std::function<std::vector<double>(const Game&)> shares;
};

}  // namespace

std::vector<RuleShares> rule_shares(const Planner& planner, const CoalitionWorths& worths) {
    const Index n = planner.members();
    const auto members = static_cast<std::size_t>(n);
    const Coalition all = planner.everybody();
    const Plan& together = worths.plan[all];
    const auto draws = worths.by_draw[all].size();
    const Index first = planner.response().draws() - static_cast<Index>(draws);

    std::vector<double> sourcing(members, 0.0), benefit(members, 0.0), cost(members, 0.0);
    for (std::size_t i = 0; i < members; ++i)
        for (const auto& [region, share] : planner.consortium().members[i].sources) sourcing[i] += share;
    for (std::size_t d = 0; d < draws; ++d) {
        const Valuation value = planner.value(together, first + static_cast<Index>(d));
        for (std::size_t i = 0; i < members; ++i) {
            benefit[i] += value.benefit[i] / static_cast<double>(draws);
            cost[i] += value.cost[i] / static_cast<double>(draws);
        }
    }
    const std::array<Rule, 8> rules{{
        {"shapley", [](const Game& g) { return games::shapley(g); }},
        {"nucleolus", [](const Game& g) { return games::nucleolus(g).shares; }},
        {"tau", [](const Game& g) { return games::tau(g); }},
        {"scrb", [](const Game& g) { return games::scrb(g); }},
        {"gately", [](const Game& g) { return games::gately(g).shares; }},
        {"equal", [](const Game& g) { return games::equal(g); }},
        {"proportional_to_sourcing", [&](const Game& g) { return games::proportional(g, sourcing); }},
        {"proportional_to_benefit", [&](const Game& g) { return games::proportional(g, benefit); }},
    }};

    CashLimits limits{worths.payoff[all], {}, {}};
    for (const Member& member : planner.consortium().members) {
        const double most = member.may_transfer ? std::numeric_limits<double>::infinity() : 0.0;
        limits.most_paid.push_back(most);
        limits.most_received.push_back(most);
    }

    const Game mean(worths.worth);
    std::vector<RuleShares> made;
    for (const Rule& rule : rules) {
        RuleShares row;
        row.rule = rule.name;
        try {
            row.share = rule.shares(mean);
        } catch (const Error& error) {
            row.undefined = error.what_happened();
            made.push_back(std::move(row));
            continue;
        }
        for (std::size_t i = 0; i < members; ++i) row.side_payment.push_back(row.share[i] - worths.payoff[all][i]);
        row.fairness = fairness_report(worths.worth, row.share, cost, &limits);

        std::vector<std::vector<double>> drawn(members);
        std::size_t held = 0;
        row.regret.assign(members, 0.0);
        for (std::size_t d = 0; d < draws; ++d) {
            std::vector<double> now, has;
            for (const auto& values : worths.by_draw) now.push_back(values[d]);
            now[0] = 0.0;
            for (std::size_t i = 0; i < members; ++i) {
                has.push_back(worths.payoff_by_draw[all][d][i] + row.side_payment[i]);
                row.regret[i] += (has[i] < now[std::size_t{1} << i] ? 1.0 : 0.0) / static_cast<double>(draws);
            }
            const Game game(std::move(now));
            held += games::core_membership(game, has, 1e-6 * std::max(1.0, std::abs(game.grand()))).inside;
            try {
                const std::vector<double> shares = rule.shares(game);
                for (std::size_t i = 0; i < members; ++i) drawn[i].push_back(shares[i]);
            } catch (const Error&) {
                // Counted by what is missing from `drawn`.
            }
        }
        row.core_after = static_cast<double>(held) / static_cast<double>(draws);
        row.defined_share = static_cast<double>(drawn[0].size()) / static_cast<double>(draws);
        for (std::size_t i = 0; i < members && !drawn[i].empty(); ++i) {
            std::ranges::sort(drawn[i]);
            row.p5.push_back(stats::quantile_type7(drawn[i], 0.05));
            row.p50.push_back(stats::quantile_type7(drawn[i], 0.50));
            row.p95.push_back(stats::quantile_type7(drawn[i], 0.95));
        }
        made.push_back(std::move(row));
    }
    return made;
}

}  // namespace smallholder::consortium
