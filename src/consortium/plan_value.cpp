// SPDX-License-Identifier: Apache-2.0
/// What a plan reaches, costs and brings.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "smallholder/consortium/conditions.hpp"
#include "smallholder/consortium/coordination.hpp"
#include "smallholder/consortium/coverage.hpp"
#include "smallholder/consortium/experience.hpp"
#include "smallholder/consortium/planning.hpp"

namespace smallholder::consortium {
namespace {

constexpr double kHouseholdsOfFame = 1000.0;  // lifted households at which reputation counts ln 2; an assumption

}  // namespace

double Planner::present_value(std::span<const double> flows, double rate) const {
    double value = 0.0, weight = 1.0;
    for (const double flow : flows) {
        value += weight * flow;
        weight /= 1.0 + rate;
    }
    return value;
}

double Planner::governance_per_year(Index n) const {
    return n < 2 ? 0.0 : coordination_cost(parameters_, n, parameters_.backbone);
}
double Planner::spending_factor() const {
    return 1.0 + parameters_.measurement_cost_share * with_floor(dials_of(parameters_), parameters_.backbone_floor).measurement + parameters_.control_cost_share * parameters_.control;
}

// ---- what a reach is worth ----------------------------------------------------------------------------

double Planner::supply_of(Index i, std::span<const double> kg_by_region) const {
    double tonnes = 0.0;
    for (const auto& [region, share] : consortium_.members[static_cast<std::size_t>(i)].sources) {
        const auto place = std::ranges::find(response_.regions(), region);
        if (place != response_.regions().end()) tonnes += share * kg_by_region[static_cast<std::size_t>(place - response_.regions().begin())] / 1000.0;
    }
    return tonnes;
}

double Planner::benefit_of(Index i, const Outcomes& outcomes, const std::vector<double>& mean_price, Index draw, std::span<const double> per_tonne) const {
    const Member& member = consortium_.members[static_cast<std::size_t>(i)];
    const MemberFigures& f = figures_[static_cast<std::size_t>(draw)][static_cast<std::size_t>(i)];
    std::vector<double> flows(static_cast<std::size_t>(response_.years() + 1));
    for (int t = 0; t <= response_.years(); ++t) {
        const BaselineYear& before = response_.baseline(t, draw);
        double chain = 0.0;  // of its own sources, USD
        for (const auto& [region, share] : member.sources) {
            const auto place = std::ranges::find(response_.regions(), region);
            if (place != response_.regions().end()) chain += share * outcomes.at(Outcome::income, static_cast<std::size_t>(place - response_.regions().begin()), t);
        }
        const double income = outcomes.at(Outcome::income, 0, t);
        double worth = (f.per_income + f.tax) * income + f.per_chain_income * chain + f.per_gap * outcomes.at(Outcome::gap_closed, 0, t) +
                       f.per_lifted * outcomes.at(Outcome::lifted, 0, t);
        const double more = supply_of(i, outcomes.by_region(Outcome::production, t)), lacking = f.required - supply_of(i, before.production_kg);
        worth += per_tonne.empty() ? f.shortage * (std::max(0.0, lacking) - std::max(0.0, lacking - more)) : per_tonne[static_cast<std::size_t>(t)] * more;
        const double dearer = outcomes.at(Outcome::price, 0, t), surprise = before.export_price - mean_export_price_[static_cast<std::size_t>(t)];
        worth -= (1.0 - f.passed_on) * f.required * dearer;
        // The mean over draws of the squares below is the change of the price's variance.
        const double surprise_now = surprise + dearer - mean_price[static_cast<std::size_t>(t)];
        worth -= 0.5 * f.risk * f.required * f.required * (surprise_now * surprise_now - surprise * surprise);
        flows[static_cast<std::size_t>(t)] = worth;
    }
    return present_value(flows, member.discount_rate);
}

double Planner::benefit_of_term(Index i, std::size_t term, Index draw) const {
    const auto kinds = static_cast<std::size_t>(interventions());
    const Outcomes everything = response_.outcomes({std::vector<double>(kinds, 1.0), std::vector<char>(kinds, 1)}, draw);
    const MemberFigures& f = figures_[static_cast<std::size_t>(draw)][static_cast<std::size_t>(i)];
    Outcomes outcomes(response_.regions().size(), response_.years());
    std::ranges::copy(response_.coefficients(draw, term), outcomes.values().begin());
    std::vector<double> price, per_tonne;
    for (int t = 0; t <= response_.years(); ++t) {
        price.push_back(outcomes.at(Outcome::price, 0, t));
        const double more = supply_of(i, everything.by_region(Outcome::production, t)), lacking = f.required - supply_of(i, response_.baseline(t, draw).production_kg);
        const double saved = f.shortage * (std::max(0.0, lacking) - std::max(0.0, lacking - more));
        per_tonne.push_back(more != 0.0 ? saved / more : 0.0);
    }
    return benefit_of(i, outcomes, price, draw, per_tonne);
}

/// kappa ln(1 + attributed households/1,000) a year; what is attributed to members sums to what was done.
double Planner::reputation_of(Index i, std::span<const double> lifted, double share, double kappa) const {
    if (kappa == 0.0) return 0.0;
    std::vector<double> flows;
    for (const double households : lifted) flows.push_back(kappa * std::log1p(std::max(0.0, share * households) / kHouseholdsOfFame));
    return present_value(flows, consortium_.members[static_cast<std::size_t>(i)].discount_rate);
}

const Planner::Worth& Planner::worth_of(const JointPlan& reach, bool synergy_seen) const {
    const auto [at, is_new] = known_.try_emplace({reach, synergy_seen});
    Worth& worth = at->second;
    if (!is_new) return worth;
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    worth.benefit.assign(static_cast<std::size_t>(members()), 0.0);
    worth.lifted.assign(years, 0.0);
    worth.society.assign(years, 0.0);
    worth.price.assign(years, 0.0);
    const double share = 1.0 / static_cast<double>(choosing_);
    std::vector<Outcomes> outcomes;
    for (Index d = 0; d < choosing_; ++d) {
        outcomes.push_back(response_.outcomes(reach, d, synergy_seen));
        for (std::size_t t = 0; t < years; ++t) {
            worth.lifted[t] += share * outcomes.back().at(Outcome::lifted, 0, static_cast<int>(t));
            worth.society[t] += share * outcomes.back().at(Outcome::society, 0, static_cast<int>(t));
            worth.price[t] += share * outcomes.back().at(Outcome::price, 0, static_cast<int>(t));
        }
    }
    for (Index d = 0; d < choosing_; ++d)
        for (Index i = 0; i < members(); ++i)
            worth.benefit[static_cast<std::size_t>(i)] += share * benefit_of(i, outcomes[static_cast<std::size_t>(d)], worth.price, d);
    return worth;
}

// ---- what a plan costs --------------------------------------------------------------------------------

std::vector<double> Planner::block_cost(Index k, double level, Index providers, double reached, const Together& together, Index draw) const {
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    std::vector<double> usd(years, 0.0);
    if (!(level > 0.0)) return usd;
    const double exponent = learning_exponent(parameters_.progress_ratio);
    // Each provider learns from its own deliveries, and from its fellows' as far as they tell.
    const double pooled = together.shared_costs ? (1.0 + parameters_.disclosure * static_cast<double>(providers - 1)) / static_cast<double>(providers) : 1.0;
    const double last_mile = response_.learns() ? last_mile_factor(std::min(1.0, reached * response_.coverage(k)), parameters_.last_mile) : 1.0;
    double experience = parameters_.prior_experience;
    for (std::size_t t = 0; t < years; ++t) {
        const CostYear& cost = draw == kMean ? mean_cost_[static_cast<std::size_t>(k) * years + t] : response_.cost(k, static_cast<int>(t), draw);
        const double cheaper = response_.learns() ? std::pow(experience / parameters_.prior_experience, -exponent) : 1.0;
        usd[t] = cost.fixed + level * (cost.direct * cheaper * last_mile + cost.handed_out);
        experience += pooled * level * cost.served;
    }
    return usd;
}

std::vector<double> Planner::costs_of(const Plan& plan, Index draw) const {
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    std::vector<double> usd(static_cast<std::size_t>(members()) * years, 0.0);
    const auto charge = [&](Index i, const std::vector<double>& flows, double times) {
        for (std::size_t t = 0; t < years; ++t) usd[static_cast<std::size_t>(i) * years + t] += times * flows[t];
    };
    const double extra = size_of(plan.bloc) > 1 ? spending_factor() : 1.0;
    for (Index k = 0; k < interventions(); ++k) {
        const auto at = [&](Index i) { return static_cast<std::size_t>(i * interventions() + k); };
        const double reached = plan.reach.level[static_cast<std::size_t>(k)];
        const double joint = plan.joint[static_cast<std::size_t>(k)];
        Index providers = 0;
        for (Index i = 0; i < members(); ++i) providers += plan.pays[at(i)] > 0.0;
        if (joint > 0.0 && plan.together.shared_costs) {
            const std::vector<double> flows = block_cost(k, joint, providers, reached, plan.together, draw);
            for (Index i = 0; i < members(); ++i) charge(i, flows, extra * plan.pays[at(i)]);
        }
        for (Index i = 0; i < members(); ++i) {
            if (joint > 0.0 && !plan.together.shared_costs) charge(i, block_cost(k, joint * plan.pays[at(i)], 1, reached, plan.together, draw), extra);
            charge(i, block_cost(k, plan.own[at(i)], 1, reached, {.shared_costs = false}, draw), 1.0);
        }
    }
    return usd;
}

void Planner::fill_reach(Plan& plan, double overlap) const {
    const auto kinds = static_cast<std::size_t>(interventions());
    plan.reach = {std::vector<double>(kinds, 0.0), std::vector<char>(kinds, 0)};
    constexpr Index kBloc = 1000, kSeveral = -1;
    std::vector<Index> provider(kinds, kSeveral);
    for (std::size_t k = 0; k < kinds; ++k) {
        std::vector<double> shares;
        double delivered = 0.0, effective = 0.0;
        const auto add = [&](double share, double effectiveness, Index who) {
            if (!(share > 0.0)) return;
            provider[k] = shares.empty() ? who : (provider[k] == who ? who : kSeveral);
            shares.push_back(share);
            delivered += share;
            effective += share * effectiveness;
        };
        const auto kind = static_cast<Index>(k);
        double best = 0.0;
        for (Index i = 0; i < members(); ++i)
            if (holds(plan.bloc, i) && may_fund(i, kind)) best = std::max(best, effectiveness(i, kind));
        if (plan.together.no_duplication) add(plan.joint[k], best, kBloc);
        for (Index i = 0; i < members(); ++i) {
            const std::size_t at = static_cast<std::size_t>(i) * kinds + k;
            if (!plan.together.no_duplication) add(std::min(1.0, plan.joint[k] * plan.pays[at]), effectiveness(i, kind), plan.together.same_households ? kBloc : i);
            add(plan.own[at], effectiveness(i, kind), i);
        }
        if (!shares.empty()) plan.reach.level[k] = std::min(1.0, union_coverage(shares, overlap).share * effective / delivered);
        if (provider[k] == kBloc && !plan.together.same_households) {
            // One who pays for it alone knows whom it serves; several who do not coordinate do not.
            provider[k] = kSeveral;
            for (Index i = 0; i < members(); ++i)
                if (plan.pays[static_cast<std::size_t>(i) * kinds + k] > 1.0 - 1e-9) provider[k] = i;
        }
    }
    // Whoever delivers most kinds offers them to the same households.
    Index most = kSeveral, count = 1;
    for (const Index who : std::set<Index>(provider.begin(), provider.end()))
        if (who != kSeveral && std::ranges::count(provider, who) > count) {
            most = who;
            count = static_cast<Index>(std::ranges::count(provider, who));
        }
    for (std::size_t k = 0; k < kinds && most != kSeveral; ++k) plan.reach.same_households[k] = provider[k] == most;
}

// ---- valuing ------------------------------------------------------------------------------------------

Plan Planner::without_bloc(Plan plan) const {
    plan.bloc = 0;
    std::ranges::fill(plan.joint, 0.0);
    std::ranges::fill(plan.pays, 0.0);
    fill_reach(plan, parameters_.overlap_alone);
    return plan;
}

Plan Planner::carried_out(const Plan& apart, Together together) const {
    const auto kinds = static_cast<std::size_t>(interventions());
    Plan made = apart;
    made.bloc = everybody();
    made.together = together;
    for (std::size_t k = 0; k < kinds; ++k) {
        double sum = apart.joint[k];
        for (std::size_t i = 0; i < static_cast<std::size_t>(members()); ++i) sum += apart.own[i * kinds + k];
        for (std::size_t i = 0; i < static_cast<std::size_t>(members()); ++i) {
            const std::size_t at = i * kinds + k;
            made.pays[at] = sum > 0.0 ? (apart.own[at] + apart.joint[k] * apart.pays[at]) / sum : 0.0;
            made.own[at] = 0.0;
        }
        made.joint[k] = together.no_duplication ? std::min(1.0, sum) : sum;
    }
    fill_reach(made, parameters_.overlap_alone);
    return made;
}

Valuation Planner::value(const Plan& plan, Index draw, const Outcomes* simulated) const {
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    const Outcomes outcomes = simulated != nullptr ? *simulated : response_.outcomes(plan.reach, draw);
    const std::vector<double> costs = costs_of(plan, draw);
    const auto row = [&](Outcome o) {
        std::vector<double> flows(years);
        for (std::size_t t = 0; t < years; ++t) flows[t] = outcomes.at(o, 0, static_cast<int>(t));
        return flows;
    };
    const Index together = size_of(plan.bloc);
    std::vector<double> governance(years, governance_per_year(together));
    if (years > 1) governance[0] = 0.0;
    const std::vector<double> lifted = row(Outcome::lifted);
    const double all = std::accumulate(costs.begin(), costs.end(), 0.0);
    Valuation made;
    for (Index i = 0; i < members(); ++i) {
        const double rate = consortium_.members[static_cast<std::size_t>(i)].discount_rate;
        const auto own = std::span(costs).subspan(static_cast<std::size_t>(i) * years, years);
        const double share = all > 0.0 ? std::accumulate(own.begin(), own.end(), 0.0) / all : 0.0;
        made.benefit.push_back(benefit_of(i, outcomes, worth_of(plan.reach, true).price, draw) +
                               reputation_of(i, lifted, share, figures_[static_cast<std::size_t>(draw)][static_cast<std::size_t>(i)].reputation));
        made.cost.push_back(present_value(own, rate));
        made.governance.push_back(holds(plan.bloc, i) && together > 1 ? present_value(governance, rate) / static_cast<double>(together) : 0.0);
    }
    std::vector<double> spent = governance, society = row(Outcome::society);
    for (std::size_t c = 0; c < costs.size(); ++c) spent[c % years] += costs[c];
    made.programme_cost = present_value(spent, society_rate_);
    made.governing = present_value(governance, society_rate_);
    if (together > 1)
        for (Index i = 0; i < members(); ++i)
            if (holds(plan.bloc, i))
                made.governing += (1.0 - 1.0 / spending_factor()) *
                                  present_value(std::span(costs).subspan(static_cast<std::size_t>(i) * years, years), society_rate_);
    made.society = present_value(society, society_rate_) - made.programme_cost;
    made.income = present_value(row(Outcome::income), society_rate_);
    made.gap_closed = present_value(row(Outcome::gap_closed), society_rate_);
    std::vector<double> chain(years, 0.0);
    for (const Member& member : consortium_.members)
        for (const auto& [region, share_of_region] : member.sources) {
            const auto place = std::ranges::find(response_.regions(), region);
            if (place == response_.regions().end()) continue;
            for (std::size_t t = 0; t < years; ++t)
                chain[t] += share_of_region * outcomes.at(Outcome::income, static_cast<std::size_t>(place - response_.regions().begin()), static_cast<int>(t));
        }
    made.chain_income = present_value(chain, society_rate_);
    made.lifted = lifted.back();
    double offered = 0.0, reached = 0.0;
    for (std::size_t k = 0; k < plan.joint.size(); ++k) {
        double level = plan.joint[k];
        for (std::size_t i = 0; i < static_cast<std::size_t>(members()); ++i) level += plan.own[i * plan.joint.size() + k];
        const double weight = mean_cost_[k * years + (years > 1 ? 1 : 0)].served;
        offered += weight * level;
        reached += weight * plan.reach.level[k];
    }
    made.duplicated = offered > 0.0 ? 1.0 - reached / offered : 0.0;
    return made;
}

}  // namespace smallholder::consortium
