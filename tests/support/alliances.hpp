// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Alliances written down in a few words: gains and costs by the year, members with menus, nothing charged for talking.

#include <string>
#include <utility>
#include <vector>

#include "smallholder/consortium/planning.hpp"

namespace smallholder::tests {

/// A consortium in which coordination, measurement and control cost nothing.
inline consortium::ConsortiumParameters quiet() {
    consortium::ConsortiumParameters p;
    p.pair_cost = p.hub_cost = p.backbone_cost = p.measurement_cost_share = p.control_cost_share = 0.0;
    return p;
}

using Menus = std::vector<std::pair<std::string, std::vector<double>>>;

/// Who may fund what as far as the menus say, and has so much of every dollar that farmers gain. Nothing is discounted.
inline Member member(std::string name, const Menus& funds, double budget, double per_income) {
    Member made;
    made.name = std::move(name);
    for (const auto& [kind, levels] : funds) made.funds.push_back({kind, levels, 1.0});
    made.budget_usd_per_year = stats::Distribution::fixed(budget);
    made.per_usd_of_income = stats::Distribution::fixed(per_income);
    made.discount_rate = 0.0;
    return made;
}

/// One response and who could pay for it. `years` 0: gains and costs without a time.
struct Alliance {
    consortium::Response response;
    Consortium consortium;
    consortium::ConsortiumParameters parameters = quiet();

    explicit Alliance(std::vector<std::string> kinds, int years = 0, Index draws = 1) : response(std::move(kinds), {""}, years, draws) {
        response.set_learns(false);
    }
    /// Farmers' income, all of it counted for society, in one year of a draw.
    void gain(std::size_t term, double usd, int year = 0, Index draw = 0) {
        const auto row = response.coefficients(draw, term);
        const auto years = static_cast<std::size_t>(response.years() + 1), at = static_cast<std::size_t>(year);
        row[static_cast<std::size_t>(consortium::Outcome::income) * years + at] += usd;
        row[static_cast<std::size_t>(consortium::Outcome::society) * years + at] += usd;
    }
    void cost(Index kind, double fixed, double direct, int year = 0, Index draw = 0) { response.cost(kind, year, draw) = {fixed, direct, 0.0, 1000.0}; }
    consortium::Planner planner(Index choosing = 1) const { return {response, consortium, parameters, 0.0, 1, choosing}; }
};

/// The fixture F1 (f1_fixture.hpp) as a response: training 200 for 60 + 20, health 50 for 30 + 10, 100 more for both; thousands of USD.
inline Alliance two_firms_and_a_donor(bool synergy = true) {
    Alliance made({"training", "health"});
    made.gain(made.response.linear(0), 200e3);
    made.gain(made.response.linear(1), 50e3);
    if (synergy) made.gain(made.response.together(0, 1), 100e3);
    made.cost(0, 20e3, 60e3);
    made.cost(1, 10e3, 30e3);
    made.consortium.members = {member("firm 1", {{"training", {1.0}}}, 2e5, 0.15), member("firm 2", {{"training", {1.0}}}, 2e5, 0.10),
                               member("donor", {{"health", {1.0}}}, 2e5, 0.25)};
    return made;
}

/// The same members in another order: member i of the result is order[i] of before.
inline Alliance relabelled(Alliance alliance, const std::vector<std::size_t>& order) {
    const std::vector<Member> before = alliance.consortium.members;
    for (std::size_t i = 0; i < order.size(); ++i) alliance.consortium.members[i] = before[order[i]];
    return alliance;
}
/// The coalition of the same people after relabelled().
inline consortium::Coalition relabelled(consortium::Coalition s, const std::vector<std::size_t>& order) {
    consortium::Coalition made = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
        if (consortium::holds(s, static_cast<Index>(order[i]))) made |= consortium::Coalition{1} << i;
    return made;
}

}  // namespace smallholder::tests
