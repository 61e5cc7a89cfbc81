// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/advantage.hpp"

#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"
#include "smallholder/games/shapley.hpp"

namespace smallholder::consortium {

const Regime& Advantage::regime(std::string_view name) const {
    for (const Regime& regime : regimes)
        if (regime.name == name) return regime;
    throw ProgrammeError("there is no way of acting called \"" + std::string(name) + "\"", "consortium advantage", "Use one of nothing, isolated, each_for_itself, partial, together");
}

Advantage advantage_of(const Planner& planner, Simulator* confirm) {
    const Index first = planner.choosing() < planner.response().draws() ? planner.choosing() : 0;
    const Index draws = planner.response().draws() - first;
    const ConsortiumParameters& p = planner.parameters();
    Advantage made;
    const Plan nash = planner.nash(false);
    made.regimes = {{"nothing", planner.coalition(0, Convention::zero), {}},
                    {"isolated", planner.isolated(), {}},
                    {"each_for_itself", nash, {}},
                    {"partial", planner.partial(planner.everybody(), p.common_agenda, p.mutual_reinforcement, false), {}},
                    {"together", planner.coalition(planner.everybody(), Convention::gamma), {}}};
    if (confirm != nullptr) {
        std::vector<JointPlan> reaches;
        for (const Regime& regime : made.regimes) reaches.push_back(regime.plan.reach);
        confirm->run(reaches);
        if (confirm->stopped()) return made;
    }
    double error = 0.0, size = 0.0;
    for (Regime& regime : made.regimes)
        for (Index d = 0; d < draws; ++d) {
            const Valuation fitted = planner.value(regime.plan, first + d);
            regime.value.push_back(confirm == nullptr ? fitted
                                                      : planner.value(regime.plan, first + d, &confirm->of(regime.plan.reach).outcomes[static_cast<std::size_t>(d)]));
            const double gross = regime.value.back().society + regime.value.back().programme_cost;
            error += std::abs(fitted.society + fitted.programme_cost - gross);
            size += std::abs(gross);
        }
    made.surface_error = size > 0.0 ? error / size : 0.0;

    const auto mean_of = [&](std::string_view name) {
        double sum = 0.0;
        for (const Valuation& value : made.regime(name).value) sum += value.society;
        return sum / static_cast<double>(draws);
    };
    const std::string_view apart = mean_of("isolated") > mean_of("each_for_itself") ? "isolated" : "each_for_itself";
    for (Index d = 0; d < draws; ++d) {
        const auto at = static_cast<std::size_t>(d);
        made.advantage.push_back(made.regime("together").value[at].society - made.regime(apart).value[at].society);
        made.governing.push_back(-planner.value(made.regime("together").plan, first + d).governing);
    }

    // Levels are chosen apart or together, aware or not; then carried out in the ways the other switches say.
    std::vector<std::vector<double>> gross(std::size_t{1} << kSwitches.size());
    for (std::size_t mask = 0; mask < gross.size(); ++mask) {
        const auto on = [mask](std::size_t which) { return (mask >> which & 1u) != 0; };
        const Together together{on(0), on(1), on(2)};
        Plan plan;
        if (on(3)) plan = planner.coalition(planner.everybody(), Convention::gamma, together, on(4));
        else if (mask == 0) plan = nash;
        else plan = on(0) || on(1) || on(2) ? planner.carried_out(planner.nash(on(4)), together) : planner.nash(on(4));
        for (Index d = 0; d < draws; ++d) {
            const Valuation value = planner.value(plan, first + d);
            gross[mask].push_back(value.society + value.governing);
        }
    }
    for (Index d = 0; d < draws; ++d) {
        std::vector<double> worth;
        for (const auto& values : gross) worth.push_back(values[static_cast<std::size_t>(d)] - gross[0][static_cast<std::size_t>(d)]);
        const std::vector<double> shares = games::shapley(games::Game(std::move(worth)));
        for (std::size_t part = 0; part < shares.size(); ++part) made.parts[part].push_back(shares[part]);
    }
    return made;
}

}  // namespace smallholder::consortium
