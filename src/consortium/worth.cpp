// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/worth.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace smallholder::consortium {
namespace {

std::string hex_of(const simulate::StateHash& hash) {
    std::array<char, 33> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high), static_cast<unsigned long long>(hash.low));
    return std::string(digits.data());
}

}  // namespace

CoalitionWorths coalition_worths(const Planner& planner, Convention convention, Simulator* confirm) {
    const Index n = planner.members();
    const std::size_t coalitions = std::size_t{1} << n;
    const Index first = planner.choosing() < planner.response().draws() ? planner.choosing() : 0;
    const Index draws = planner.response().draws() - first;
    CoalitionWorths made;
    made.convention = convention;
    std::vector<JointPlan> reaches;
    for (Coalition s = 0; s < coalitions; ++s) {
        if (confirm != nullptr && confirm->stopped()) return made;  // whoever waits does not want to
        made.plan.push_back(planner.coalition(s, convention));
        made.settled = made.settled && made.plan.back().settled;
        reaches.push_back(made.plan.back().reach);
    }
    made.distinct_plans = static_cast<Index>(std::set<JointPlan>(reaches.begin(), reaches.end()).size());
    if (confirm != nullptr) confirm->run(reaches);
    if (confirm != nullptr && confirm->stopped()) return made;
    const double kept = planner.parameters().excludability;
    for (Coalition s = 0; s < coalitions; ++s) {
        const Plan& plan = made.plan[s];
        const Plan without = planner.without_bloc(plan);
        const Simulator::Simulated* run = confirm != nullptr ? &confirm->of(plan.reach) : nullptr;
        double chosen = 0.0, by_response = 0.0, welfare = 0.0;
        std::vector<double> values, payoffs(static_cast<std::size_t>(n), 0.0);
        std::vector<std::vector<double>> each;
        for (Index i = 0; i < n; ++i)
            if (holds(s, i)) chosen += planner.chosen_payoff(plan, i);
        for (Index d = 0; d < draws; ++d) {
            const Valuation fitted = planner.value(plan, first + d);
            const Valuation now = run != nullptr ? planner.value(plan, first + d, &run->outcomes[static_cast<std::size_t>(d)]) : fitted;
            const bool outsiders = s != 0 && size_of(s) < n;
            const Valuation apart = outsiders ? planner.value(without, first + d) : fitted;
            double value = 0.0;
            std::vector<double> own;
            for (Index i = 0; i < n; ++i) {
                const auto at = static_cast<std::size_t>(i);
                double payoff = now.payoff(i);
                if (holds(s, i)) {
                    value += payoff;
                    by_response += fitted.payoff(i) / static_cast<double>(draws);
                } else if (outsiders) {
                    payoff -= kept * (fitted.benefit[at] - apart.benefit[at]);
                }
                own.push_back(payoff);
                payoffs[at] += payoff / static_cast<double>(draws);
            }
            welfare += now.society / static_cast<double>(draws);
            values.push_back(value);
            each.push_back(std::move(own));
        }
        double mean = 0.0;
        for (const double value : values) mean += value / static_cast<double>(draws);
        made.worth.push_back(s == 0 ? 0.0 : mean);
        made.by_draw.push_back(std::move(values));
        made.chosen.push_back(chosen);
        made.by_response.push_back(by_response);
        made.payoff.push_back(std::move(payoffs));
        made.payoff_by_draw.push_back(std::move(each));
        made.welfare.push_back(welfare);
        made.run.push_back(run != nullptr ? hex_of(run->hash) : "");
    }
    return made;
}

}  // namespace smallholder::consortium
