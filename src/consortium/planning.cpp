// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/planning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "payers.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::consortium {
namespace {

constexpr Index kMostExact = 12;
constexpr std::size_t kMostCombinations = 4096;  // of a joint menu that are tried one by one; beyond: one intervention after the other
constexpr int kMostRounds = 40;
constexpr std::array<std::string_view, 4> kConventions{"gamma", "zero", "delta", "alpha"};

bool better(double now, double before) { return now > before + 1e-9 * std::max(1.0, std::abs(before)); }

/// Calls visit(levels) for every combination of the menus, lowest first.
template <class Visit>
void for_each_combination(const std::vector<std::vector<double>>& menus, Visit visit) {
    std::vector<std::size_t> at(menus.size(), 0);
    std::vector<double> levels(menus.size());
    while (true) {
        for (std::size_t k = 0; k < menus.size(); ++k) levels[k] = menus[k][at[k]];
        visit(levels);
        std::size_t k = 0;
        while (k < menus.size() && ++at[k] == menus[k].size()) at[k++] = 0;
        if (k == menus.size()) return;
    }
}

}  // namespace

Convention convention_named(std::string_view name) {
    for (std::size_t c = 0; c < kConventions.size(); ++c)
        if (kConventions[c] == name) return static_cast<Convention>(c);
    throw ProgrammeError("there is no convention \"" + std::string(name) + "\" for what outsiders do", "consortium.conventions",
                         did_you_mean(name, kConventions, "Use gamma, zero, delta or alpha"));
}
std::string_view name_of(Convention convention) { return kConventions[static_cast<std::size_t>(convention)]; }

Planner::Planner(const Response& response, const Consortium& consortium, const ConsortiumParameters& parameters, double society_rate,
                 std::uint64_t seed, Index choosing)
    : response_(response), consortium_(consortium), parameters_(parameters), society_rate_(society_rate), choosing_(choosing) {
    const Index n = members();
    if (n < 1) throw ProgrammeError("it has no members", "consortium", "Name at least two [[member]]");
    if (n > kMostExact)
        throw ProgrammeError(std::to_string(n) + " members have " + std::to_string(std::uint64_t{1} << n) + " coalitions, too many to simulate one by one",
                             "consortium", "Join members of like interests into one, up to 12; beyond that sh.games.shapley_sampled takes a worth of your own");
    if (choosing < 1 || choosing > response.draws())
        throw RangeError("plans are to be chosen on " + std::to_string(choosing) + " of " + std::to_string(response.draws()) + " draws", "consortium",
                         "Use at least one, and leave some to value them on");
    std::vector<std::string_view> known(response.names().begin(), response.names().end());
    for (const Member& member : consortium.members) {
        const std::size_t first = menu_.size();
        menu_.resize(first + known.size(), {0.0});
        effectiveness_.resize(first + known.size(), 1.0);
        for (const Earmark& earmark : member.funds) {
            const auto place = std::ranges::find(known, earmark.intervention);
            if (place == known.end())
                throw ProgrammeError("it may fund \"" + earmark.intervention + "\", which is not planned", "member \"" + member.name + "\"",
                                     did_you_mean(earmark.intervention, known, "Name interventions of this programme"));
            auto& menu = menu_[first + static_cast<std::size_t>(place - known.begin())];
            effectiveness_[first + static_cast<std::size_t>(place - known.begin())] = earmark.effectiveness;
            for (const double level : earmark.levels) {
                if (!(level > 0.0 && level <= 1.0))
                    throw RangeError("a level of " + number_text(level), "member \"" + member.name + "\", " + earmark.intervention,
                                     "Levels are shares above 0, up to 1, of the households that the programme would reach");
                menu.push_back(level);
            }
            std::ranges::sort(menu);
            menu.erase(std::unique(menu.begin(), menu.end()), menu.end());
        }
    }
    for (Index d = 0; d < response.draws(); ++d) {
        std::vector<MemberFigures> now;
        for (const Member& member : consortium.members) {
            const auto figure = [&](const stats::Distribution& known_figure, std::string_view name) {
                // What one knows of oneself is no range.
                const double u = member.name == consortium.view
                                     ? 0.5
                                     : random::uniform(seed, {random::hash_name("member." + member.name + "." + std::string(name)), static_cast<std::uint32_t>(d), 0, 0},
                                                       random::Purpose::parameter);
                return quantile(known_figure, u);
            };
            now.push_back({figure(member.budget_usd_per_year, "budget"), figure(member.per_usd_of_income, "income"),
                           figure(member.per_usd_of_chain_income, "chain_income"), figure(member.per_usd_of_gap, "gap"),
                           figure(member.per_household_lifted, "lifted"), figure(member.tax_share, "tax"), figure(member.required_tonnes, "required"),
                           figure(member.shortage_usd_per_tonne, "shortage"), figure(member.passed_on, "passed_on"), figure(member.risk_aversion, "risk"),
                           figure(member.reputation_usd, "reputation")});
        }
        figures_.push_back(std::move(now));
    }
    const double share = 1.0 / static_cast<double>(choosing);
    typical_.assign(static_cast<std::size_t>(n), {});
    for (Index d = 0; d < choosing; ++d)
        for (std::size_t i = 0; i < typical_.size(); ++i) {
            typical_[i].budget += share * figures_[static_cast<std::size_t>(d)][i].budget;
            typical_[i].reputation += share * figures_[static_cast<std::size_t>(d)][i].reputation;
        }
    mean_export_price_.assign(static_cast<std::size_t>(response.years() + 1), 0.0);
    for (Index d = 0; d < choosing; ++d)
        for (int t = 0; t <= response.years(); ++t) mean_export_price_[static_cast<std::size_t>(t)] += share * response.baseline(t, d).export_price;
    for (Index k = 0; k < interventions(); ++k)
        for (int t = 0; t <= response.years(); ++t) {
            CostYear mean;
            for (Index d = 0; d < choosing; ++d) {
                const CostYear& cost = response.cost(k, t, d);
                mean.fixed += share * cost.fixed;
                mean.direct += share * cost.direct;
                mean.handed_out += share * cost.handed_out;
                mean.served += share * cost.served;
            }
            mean_cost_.push_back(mean);
        }
}

double Planner::payoff_of(const Plan& plan, Index i, bool synergy_seen) const {
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    const Worth& worth = worth_of(plan.reach, synergy_seen);
    const std::vector<double> costs = costs_of(plan, kMean);
    double all = 0.0, own = 0.0;
    for (std::size_t c = 0; c < costs.size(); ++c) {
        all += costs[c];
        if (c / years == static_cast<std::size_t>(i)) own += costs[c];
    }
    const double share = all > 0.0 ? own / all : 0.0;
    return worth.benefit[static_cast<std::size_t>(i)] + reputation_of(i, worth.lifted, share, typical_[static_cast<std::size_t>(i)].reputation) -
           present_value(std::span(costs).subspan(static_cast<std::size_t>(i) * years, years), consortium_.members[static_cast<std::size_t>(i)].discount_rate);
}

double Planner::bloc_payoff(const Plan& plan, Coalition who, bool synergy_seen) const {
    double sum = 0.0;
    for (Index i = 0; i < members(); ++i)
        if (holds(who, i)) sum += payoff_of(plan, i, synergy_seen);
    return sum;
}

double Planner::chosen_payoff(const Plan& plan, Index i) const {
    double payoff = payoff_of(plan, i, true);
    if (holds(plan.bloc, i) && size_of(plan.bloc) > 1) {
        std::vector<double> flows(static_cast<std::size_t>(response_.years() + 1), governance_per_year(size_of(plan.bloc)) / static_cast<double>(size_of(plan.bloc)));
        if (flows.size() > 1) flows[0] = 0.0;
        payoff -= present_value(flows, consortium_.members[static_cast<std::size_t>(i)].discount_rate);
    }
    return payoff;
}

// ---- choosing -----------------------------------------------------------------------------------------

/// Finds who pays what of the bloc's plan; false where budgets do not reach. Money not spent in a year is there in the next.
bool Planner::affordable(Plan& plan, double overlap) const {
    const auto kinds = static_cast<std::size_t>(interventions());
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    const double extra = size_of(plan.bloc) > 1 ? spending_factor() : 1.0;
    std::vector<std::vector<double>> cost(kinds);
    std::vector<std::vector<char>> may(static_cast<std::size_t>(members()), std::vector<char>(kinds, 0));
    std::vector<double> budget(static_cast<std::size_t>(members()), 0.0);
    for (Index i = 0; i < members(); ++i)
        if (holds(plan.bloc, i)) {
            budget[static_cast<std::size_t>(i)] = typical_[static_cast<std::size_t>(i)].budget;
            for (Index k = 0; k < interventions(); ++k) may[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)] = may_fund(i, k);
        }
    // What others serve makes the last households dearer: the bill is for the reach that there will be.
    fill_reach(plan, overlap);
    for (std::size_t k = 0; k < kinds; ++k) {
        Index able = 0;
        for (std::size_t i = 0; i < may.size(); ++i) able += may[i][k] && budget[i] > 0.0;
        cost[k] = block_cost(static_cast<Index>(k), plan.joint[k], std::max<Index>(able, 1), std::max(plan.joint[k], plan.reach.level[k]), plan.together, kMean);
        for (double& usd : cost[k]) usd *= extra;
        // Without one set of costs each of those who deliver pays its own.
        if (!plan.together.shared_costs && able > 1)
            for (std::size_t t = 0; t < years; ++t)
                if (plan.joint[k] > 0.0) cost[k][t] += extra * static_cast<double>(able - 1) * mean_cost_[k * years + t].fixed;
    }
    std::ranges::fill(plan.pays, 0.0);
    return split_bill(cost, may, budget, plan.pays);
}

/// Do those in `whose` who ask for a return get it from what they pay for?
bool Planner::clears_hurdles(const Plan& plan, Coalition whose, bool synergy_seen) const {
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    for (Index i = 0; i < members(); ++i) {
        const double hurdle = consortium_.members[static_cast<std::size_t>(i)].hurdle_rate;
        if (!holds(whose, i) || !(hurdle > 0.0)) continue;
        Plan without = plan;
        bool pays = false;
        for (Index k = 0; k < interventions(); ++k) {
            const auto at = static_cast<std::size_t>(i * interventions() + k);
            if (!(plan.pays[at] > 0.0 && plan.joint[static_cast<std::size_t>(k)] > 0.0) && !(plan.own[at] > 0.0)) continue;
            pays = true;
            if (plan.pays[at] > 0.0) without.joint[static_cast<std::size_t>(k)] = 0.0;
            without.own[at] = 0.0;
        }
        if (!pays) continue;
        fill_reach(without, parameters_.overlap_alone);
        std::vector<double> net(years, 0.0);
        const std::vector<double>&with_it = worth_of(plan.reach, synergy_seen).society, without_it = worth_of(without.reach, synergy_seen).society;
        const std::vector<double> more = costs_of(plan, kMean), less = costs_of(without, kMean);
        for (std::size_t t = 0; t < years; ++t) net[t] = with_it[t] - without_it[t];
        for (std::size_t c = 0; c < more.size(); ++c) net[c % years] -= more[c] - less[c];
        if (present_value(net, hurdle) < 0.0) return false;
    }
    return true;
}

bool Planner::farmers_agree(const Plan& plan, bool synergy_seen) const {
    for (Index i = 0; i < members(); ++i) {
        if (!holds(plan.bloc, i) || consortium_.members[static_cast<std::size_t>(i)].type != MemberType::farmer_organisation) continue;
        const Plan without = without_bloc(plan);
        const double now = payoff_of(plan, i, synergy_seen), before = payoff_of(without, i, synergy_seen);
        if (now < before - 1e-9 * std::max(1.0, std::abs(before))) return false;
    }
    return true;
}

/// Puts member i's best own levels into the plan; did they change?
bool Planner::respond(Plan& plan, Index i, double agenda, Coalition fellows, double overlap, bool synergy_seen) const {
    const auto kinds = static_cast<std::size_t>(interventions());
    const auto years = static_cast<std::size_t>(response_.years() + 1);
    const auto own = std::span(plan.own).subspan(static_cast<std::size_t>(i) * kinds, kinds);
    const std::vector<double> before(own.begin(), own.end());
    const double budget = typical_[static_cast<std::size_t>(i)].budget;
    const auto objective = [&] {
        double sum = payoff_of(plan, i, synergy_seen);
        for (Index j = 0; j < members(); ++j)
            if (j != i && agenda > 0.0 && holds(fellows, j)) sum += agenda * payoff_of(plan, j, synergy_seen);
        return sum;
    };
    std::vector<std::vector<double>> menus(menu_.begin() + i * interventions(), menu_.begin() + (i + 1) * interventions());
    std::vector<double> best(kinds, 0.0);
    double most = -std::numeric_limits<double>::infinity();
    for_each_combination(menus, [&](const std::vector<double>& levels) {
        std::ranges::copy(levels, own.begin());
        fill_reach(plan, overlap);
        const std::vector<double> costs = costs_of(plan, kMean);
        double spent = 0.0;
        for (std::size_t t = 0; t < years; ++t) {
            spent += costs[static_cast<std::size_t>(i) * years + t];
            if (spent > budget * static_cast<double>(std::max<std::size_t>(t, 1)) * (1.0 + 1e-9)) return;
        }
        if (most > -std::numeric_limits<double>::infinity() && !clears_hurdles(plan, Coalition{1} << i, synergy_seen)) return;
        const double now = objective();
        if (better(now, most) || most == -std::numeric_limits<double>::infinity()) {
            most = now;
            best = levels;
        }
    });
    std::ranges::copy(best, own.begin());
    fill_reach(plan, overlap);
    return best != before;
}

void Planner::best_joint(Plan& plan, Coalition bloc, double overlap, bool synergy_seen) const {
    const auto kinds = static_cast<std::size_t>(interventions());
    std::vector<std::vector<double>> menus(kinds, {0.0});
    std::size_t combinations = 1;
    for (std::size_t k = 0; k < kinds; ++k) {
        // Every sum of what its members could take on, up to everybody.
        std::set<double> sums{0.0};
        for (Index i = 0; i < members(); ++i) {
            if (!holds(bloc, i)) continue;
            const std::set<double> so_far = sums;
            for (const double level : menu(i, static_cast<Index>(k)))
                for (const double sum : so_far) sums.insert(std::min(1.0, std::round((sum + level) * 1e9) / 1e9));
        }
        menus[k].assign(sums.begin(), sums.end());
        combinations = std::min(kMostCombinations + 1, combinations * menus[k].size());
    }
    plan.bloc = bloc;
    std::vector<double> best(kinds, 0.0), best_pays(plan.pays.size(), 0.0);
    double most = -std::numeric_limits<double>::infinity();
    const auto consider = [&](const std::vector<double>& levels) {
        plan.joint = levels;
        if (!affordable(plan, overlap)) return;
        fill_reach(plan, overlap);
        if (!clears_hurdles(plan, bloc, synergy_seen) || !farmers_agree(plan, synergy_seen)) return;
        const double now = bloc_payoff(plan, bloc, synergy_seen);
        if (most != -std::numeric_limits<double>::infinity() && !better(now, most)) return;
        most = now;
        best = levels;
        best_pays = plan.pays;
    };
    if (combinations <= kMostCombinations) {
        for_each_combination(menus, consider);
    } else {
        // One after the other and two at a time, until nothing is gained.
        consider(best);
        for (bool moved = true; moved;) {
            const double before = most;
            for (std::size_t k = 0; k < kinds; ++k)
                for (std::size_t l = k; l < kinds; ++l) {
                    const std::vector<double> from = best;
                    for (const double x : menus[k])
                        for (const double y : menus[l]) {
                            std::vector<double> levels = from;
                            levels[k] = x;
                            if (l != k) levels[l] = y;
                            consider(levels);
                        }
                }
            moved = better(most, before);
        }
    }
    plan.joint = best;
    plan.pays = best_pays;
    fill_reach(plan, overlap);
}

Plan Planner::coalition(Coalition bloc, Convention outsiders, Together together, bool synergy_seen) const {
    const auto cells = static_cast<std::size_t>(members() * interventions());
    Plan plan{bloc, std::vector<double>(static_cast<std::size_t>(interventions()), 0.0), std::vector<double>(cells, 0.0), std::vector<double>(cells, 0.0), {}, true, together};
    const double overlap = parameters_.overlap_alone;
    const Coalition outside = everybody() & ~bloc;
    fill_reach(plan, overlap);
    if (outsiders == Convention::alpha && bloc != 0) {
        // The worse for the bloc of outsiders doing nothing and doing all they can.
        Plan worst = coalition(bloc, Convention::zero, together, synergy_seen);
        for (Index i = 0; i < members(); ++i)
            for (Index k = 0; k < interventions(); ++k)
                if (holds(outside, i)) plan.own[static_cast<std::size_t>(i * interventions() + k)] = menu(i, k).back();
        best_joint(plan, bloc, overlap, synergy_seen);
        return bloc_payoff(plan, bloc, synergy_seen) < bloc_payoff(worst, bloc, synergy_seen) ? plan : worst;
    }
    const double agenda = outsiders == Convention::delta ? 1.0 : 0.0;
    for (int round = 0;; ++round) {
        bool moved = false;
        if (bloc != 0) {
            const std::vector<double> before = plan.joint;
            best_joint(plan, bloc, overlap, synergy_seen);
            moved = before != plan.joint;
        }
        if (outsiders != Convention::zero)
            for (Index i = 0; i < members(); ++i)
                if (holds(outside, i)) moved = respond(plan, i, agenda, outside, overlap, synergy_seen) || moved;
        if (!moved || outside == 0 || outsiders == Convention::zero) break;
        if (round == kMostRounds) {
            plan.settled = false;
            break;
        }
    }
    return plan;
}

Plan Planner::isolated() const {
    const auto cells = static_cast<std::size_t>(members() * interventions());
    const Plan nothing{0, std::vector<double>(static_cast<std::size_t>(interventions()), 0.0), std::vector<double>(cells, 0.0), std::vector<double>(cells, 0.0), {}, true, {}};
    Plan all = nothing;
    for (Index i = 0; i < members(); ++i) {
        Plan alone = nothing;
        respond(alone, i, 0.0, 0, parameters_.overlap_alone, true);
        for (Index k = 0; k < interventions(); ++k) {
            const auto at = static_cast<std::size_t>(i * interventions() + k);
            all.own[at] = alone.own[at];
        }
    }
    fill_reach(all, parameters_.overlap_alone);
    return all;
}

Plan Planner::partial(Coalition who, double agenda, double reinforcing, bool synergy_seen) const {
    Plan plan = coalition(0, Convention::zero, {}, synergy_seen);
    const double overlap = parameters_.overlap_alone * (1.0 - reinforcing);
    for (int round = 0;; ++round) {
        bool moved = false;
        for (Index i = 0; i < members(); ++i) moved = respond(plan, i, holds(who, i) ? agenda : 0.0, who, overlap, synergy_seen) || moved;
        if (!moved) break;
        if (round == kMostRounds) {
            plan.settled = false;
            break;
        }
    }
    return plan;
}

}  // namespace smallholder::consortium
