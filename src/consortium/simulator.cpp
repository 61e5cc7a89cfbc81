// SPDX-License-Identifier: Apache-2.0
/// Plans through the household engine: several side by side in one run, so that they share luck and baseline.

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "smallholder/consortium/response.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/evaluate/ledger.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/programme/catalogue.hpp"

namespace smallholder::consortium {
namespace {

using simulate::Measure;
using simulate::Runs;

constexpr std::size_t kArmsPerRun = 12;  // side by side: enough to share a baseline, few enough for the cache

/// The field of an intervention that says how many it reaches.
std::string_view reach_field(const Intervention& intervention) {
    if (!intervention.assigned.empty())
        throw ProgrammeError("who takes part is read from a column, so that no member can choose how far it goes", "intervention \"" + intervention.name + "\"",
                             "Use coverage where members are to plan");
    if (intervention.setting("households") != nullptr) return "households";
    return intervention.setting("village_coverage") != nullptr ? "village_coverage" : "coverage";
}

void set_field(Intervention& intervention, std::string_view field, double value) {
    for (FieldSetting& setting : intervention.fields)
        if (setting.field == field) {
            setting.value = stats::Distribution::fixed(value);
            return;
        }
    intervention.fields.push_back({std::string(field), stats::Distribution::fixed(value)});
}

/// The finished draws' mean over replicates, and the sums of groups, are what members see.
class Reader {
public:
    Reader(const Runs& runs, std::span<const std::string> regions) : runs_(runs) {
        for (const std::string& region : regions) {
            const auto found = std::ranges::find_if(runs.groups, [&](const simulate::Group& group) {
                return region.empty() ? group.grouping == "all" : group.grouping == "region" && group.name == region;
            });
            if (found == runs.groups.end()) {
                std::vector<std::string_view> known;
                for (const simulate::Group& group : runs.groups)
                    if (group.grouping == "region") known.push_back(group.name);
                throw ProgrammeError("the population has no region \"" + region + "\"", "member.sources",
                                     did_you_mean(region, known, "Give one share for all regions, such as sources = 0.15"));
            }
            groups_.push_back(found - runs.groups.begin());
        }
    }

    double total(Index pair, Index arm, int year, std::size_t region, Measure measure) const {
        return runs_.value(pair, arm, year, groups_[region], measure) * runs_.groups[static_cast<std::size_t>(groups_[region])].households;
    }

    Outcomes outcomes(Index draw, Index arm) const {
        Outcomes out(groups_.size(), runs_.years());
        const Index replicates = runs_.settings.replicates;
        const double share = 1.0 / static_cast<double>(replicates);
        for (Index r = 0; r < replicates; ++r) {
            const Index pair = draw * replicates + r;
            for (int t = 0; t <= runs_.years(); ++t)
                for (std::size_t g = 0; g < groups_.size(); ++g) {
                    const auto change = [&](Measure m) { return share * (total(pair, arm, t, g, m) - total(pair, 0, t, g, m)); };
                    out.at(Outcome::income, g, t) += change(Measure::income_with_food);
                    out.at(Outcome::gap_closed, g, t) -= change(Measure::gap_usd);
                    out.at(Outcome::lifted, g, t) += change(Measure::reaching_benchmark);
                    out.at(Outcome::production, g, t) += change(Measure::production);
                }
            const evaluate::Ledger ledger = evaluate::ledger_of(runs_, pair, arm);
            const std::vector<double> gain = ledger.gain(society(arm)), time = ledger.own_time(society(arm));
            for (int t = 0; t <= runs_.years(); ++t) {
                const auto y = static_cast<std::size_t>(t);
                out.at(Outcome::society, 0, t) += share * (gain[y] - time[y] + runs_.cost_of(pair, arm, t));
                const auto priced = static_cast<std::size_t>((pair * static_cast<Index>(runs_.arms.size()) + arm) * (runs_.years() + 1) + t);
                out.at(Outcome::price, 0, t) +=
                    share * (runs_.price_factor[priced] - 1.0) * runs_.export_price[static_cast<std::size_t>(pair * (runs_.years() + 1) + t)];
            }
        }
        return out;
    }

    BaselineYear baseline(Index draw, int year) const {
        BaselineYear made{0.0, 0.0, std::vector<double>(groups_.size(), 0.0)};
        const Index replicates = runs_.settings.replicates;
        for (Index r = 0; r < replicates; ++r) {
            const Index pair = draw * replicates + r;
            made.export_price += runs_.export_price[static_cast<std::size_t>(pair * (runs_.years() + 1) + year)] / static_cast<double>(replicates);
            made.income += total(pair, 0, year, 0, Measure::income_with_food) / static_cast<double>(replicates);
            for (std::size_t g = 0; g < groups_.size(); ++g)
                made.production_kg[g] += total(pair, 0, year, g, Measure::production) / static_cast<double>(replicates);
        }
        return made;
    }

private:
    const std::vector<char>& society(Index arm) const {
        auto& members = society_[arm];
        if (members.empty())
            for (const evaluate::Perspective& who : evaluate::perspectives(runs_, arm))
                if (who.name == "society") members = who.members;
        return members;
    }

    const Runs& runs_;
    std::vector<Index> groups_;
    mutable std::map<Index, std::vector<char>> society_;
};

}  // namespace

Simulator::Simulator(const Population& population, const ParameterTable& table, const Programme& programme, const simulate::RunSettings& settings,
                     std::vector<std::string> regions, simulate::Progress* progress)
    : population_(population), table_(table), programme_(programme), settings_(settings), regions_(std::move(regions)), progress_(progress) {
    if (programme.interventions.empty())
        throw ProgrammeError("there is no intervention for members to fund", "programme", "Give at least one [[intervention]]");
    settings_.comparators = settings_.record_households = false;
    settings_.panel_draws = 0;
    settings_.panel_households = 0;
    if (regions_.empty() || !regions_.front().empty()) regions_.insert(regions_.begin(), "");
    programme_.arms.clear();
    for (const Intervention& intervention : programme_.interventions)
        by_village_.push_back(make_effect(intervention, table_, settings_.seed, 0, false)->by_village());
}

/// One arm per plan; interventions at the same level in two plans are one.
Programme Simulator::programme_for(std::span<const JointPlan> plans) const {
    Programme made;
    for (std::size_t p = 0; p < plans.size(); ++p) {
        Arm arm{"plan " + std::to_string(p + 1), {}};
        const JointPlan& plan = plans[p];
        for (std::size_t k = 0; k < programme_.interventions.size(); ++k) {
            if (!(plan.level[k] > 0.0)) continue;
            const Intervention& asked = programme_.interventions[k];
            Intervention one = asked;
            one.luck = asked.name_of_luck();
            one.paid_by.clear();
            const std::string_view field = reach_field(asked);
            const CatalogueEntry& entry = catalogue_entry(asked.kind);
            set_field(one, field, plan.level[k] * field_value(asked, *entry.field(field), table_, settings_.seed, 0, false));
            set_field(one, "learning", 0.0);  // experience is the consortium's to reckon: it depends on who delivers
            one.name += "@" + number_text(plan.level[k]);
            // Households follow the first of those offered to households, villages the first of those offered to villages.
            std::size_t leader = 0;
            while (leader < k && !(plan.same_households[leader] && plan.level[leader] > 0.0 && by_village_[leader] == by_village_[k])) ++leader;
            if (plan.same_households[k] && leader < k) {
                one.offered_with = programme_.interventions[leader].name + "@" + number_text(plan.level[leader]);
                one.name += "&" + programme_.interventions[leader].name;
            }
            const auto known = std::ranges::find(made.interventions, one.name, &Intervention::name);
            arm.interventions.push_back(known - made.interventions.begin());
            if (known == made.interventions.end()) made.interventions.push_back(std::move(one));
        }
        made.arms.push_back(std::move(arm));
    }
    return made;
}

const Simulator::Simulated& Simulator::of(const JointPlan& plan) const {
    for (const auto& [known, made] : known_)
        if (known == plan) return made;
    throw NumericalError("a plan was asked for that was not run", "consortium simulator", "Run it first");
}

void Simulator::run(std::span<const JointPlan> plans) {
    std::vector<JointPlan> missing;
    for (const JointPlan& plan : plans) {
        const bool known = std::ranges::any_of(known_, [&](const auto& run) { return run.first == plan; });
        if (!known && std::ranges::find(missing, plan) == missing.end()) missing.push_back(plan);
    }
    // Nothing at all needs no arm.
    for (const JointPlan& plan : missing)
        if (std::ranges::all_of(plan.level, [](double x) { return x == 0.0; })) {
            Simulated nothing;
            nothing.outcomes.assign(static_cast<std::size_t>(settings_.draws), Outcomes(regions_.size(), settings_.years));
            nothing.cost.assign(static_cast<std::size_t>(settings_.draws),
                                std::vector<CostYear>(programme_.interventions.size() * static_cast<std::size_t>(settings_.years + 1)));
            known_.emplace_back(plan, std::move(nothing));
        }
    std::erase_if(missing, [](const JointPlan& plan) { return std::ranges::all_of(plan.level, [](double x) { return x == 0.0; }); });
    if (!missing.empty()) settle_market();
    for (std::size_t first = 0; first < missing.size() && !stopped(); first += kArmsPerRun) {
        const auto batch = std::span(missing).subspan(first, std::min(kArmsPerRun, missing.size() - first));
        if (progress_ != nullptr) progress_->done = 0;
        const Runs runs = simulate::simulate(population_, table_, programme_for(batch), settings_, progress_);
        if (stopped()) return;
        for (std::size_t p = 0; p < batch.size(); ++p) known_.emplace_back(batch[p], read(runs, 1 + static_cast<Index>(p)));
    }
}

/// Whether the price answers is one decision for all plans, made at the plan of everything: else plans in different runs could not be compared.
void Simulator::settle_market() {
    if (settings_.market_answer != simulate::MarketAnswer::automatic) return;
    const auto n = programme_.interventions.size();
    const std::vector<JointPlan> everything{{std::vector<double>(n, 1.0), std::vector<char>(n, 0)}};
    simulate::RunSettings once = settings_;
    once.draws = once.replicates = 1;
    const bool answers = simulate::simulate(population_, table_, programme_for(everything), once, progress_).market_answers;
    settings_.market_answer = answers ? simulate::MarketAnswer::on : simulate::MarketAnswer::off;
}

Simulator::Simulated Simulator::read(const Runs& runs, Index arm) {
    const Reader reader(runs, regions_);
    const Index replicates = runs.settings.replicates;
    const auto years = static_cast<std::size_t>(runs.years() + 1);
    if (baseline_.empty())
        for (Index d = 0; d < runs.settings.draws; ++d)
            for (int t = 0; t <= runs.years(); ++t) baseline_.push_back(reader.baseline(d, t));
    Simulated made;
    made.hash = runs.arm_hash[static_cast<std::size_t>(arm)];
    for (Index d = 0; d < runs.settings.draws; ++d) {
        made.outcomes.push_back(reader.outcomes(d, arm));
        std::vector<CostYear> costs(programme_.interventions.size() * years);
        for (const Index place : runs.arm_interventions[static_cast<std::size_t>(arm)]) {
            // "training@0.5&roads" is the training of this programme.
            const std::string& name = runs.interventions[static_cast<std::size_t>(place)];
            std::size_t k = 0;
            while (!name.starts_with(programme_.interventions[k].name + "@")) ++k;
            for (int t = 0; t <= runs.years(); ++t) {
                CostYear& cost = costs[k * years + static_cast<std::size_t>(t)];
                for (Index r = 0; r < replicates; ++r) {
                    const simulate::ServiceYear& service = runs.service_of(d * replicates + r, arm, place, t);
                    const double share = 1.0 / static_cast<double>(replicates);
                    cost.direct += share * (service.cost - service.handed_out);
                    cost.handed_out += share * service.handed_out;
                    cost.served += share * service.served;
                }
            }
        }
        made.cost.push_back(std::move(costs));
    }
    return made;
}

std::vector<Simulator::Simulated> Simulator::run_delivered(std::span<const JointPlan> plans,
                                                           const std::vector<std::vector<std::vector<std::vector<double>>>>& share) {
    Programme programme = programme_for(plans);
    std::vector<Intervention> each;
    for (std::size_t p = 0; p < plans.size(); ++p)
        for (Index& place : programme.arms[p].interventions) {
            Intervention one = programme.interventions[static_cast<std::size_t>(place)];
            std::size_t k = 0;
            while (!one.name.starts_with(programme_.interventions[k].name + "@")) ++k;
            auto path = std::make_shared<DeliveryPath>();
            path->share = share[p][k];
            path->first_draw = static_cast<std::uint32_t>(settings_.first_draw);
            one.delivery_path = std::move(path);
            one.offered_with.clear();  // whoever delivers only in some years is followed by nobody
            one.name += " of " + programme.arms[p].name;
            place = static_cast<Index>(each.size());
            each.push_back(std::move(one));
        }
    programme.interventions = std::move(each);
    std::vector<Simulated> made;
    const Runs runs = simulate::simulate(population_, table_, programme, settings_, progress_);
    for (std::size_t p = 0; p < plans.size() && !stopped(); ++p) made.push_back(read(runs, 1 + static_cast<Index>(p)));
    return made;
}

Response Simulator::fit() {
    const auto n = static_cast<Index>(programme_.interventions.size());
    std::vector<std::string> names;
    for (const Intervention& intervention : programme_.interventions) names.push_back(intervention.name);
    const auto may_share = [&](Index k, Index l) { return by_village_[static_cast<std::size_t>(k)] == by_village_[static_cast<std::size_t>(l)]; };
    run(response_plans(n, may_share));
    Response response(names, regions_, settings_.years, settings_.draws);
    if (stopped()) return response;
    for (Index k = 0; k < n; ++k) {
        const Intervention& asked = programme_.interventions[static_cast<std::size_t>(k)];
        const std::string_view field = reach_field(asked);
        const double reach = field_value(asked, *catalogue_entry(asked.kind).field(field), table_, settings_.seed, 0, false);
        response.set_coverage(k, field == "households" ? std::min(1.0, reach / population_.represents) : reach);
    }
    const auto nothing = [&] { return JointPlan{std::vector<double>(static_cast<std::size_t>(n), 0.0), std::vector<char>(static_cast<std::size_t>(n), 0)}; };
    const auto alone = [&](Index k, double level) -> const Simulated& {
        JointPlan plan = nothing();
        plan.level[static_cast<std::size_t>(k)] = level;
        return of(plan);
    };
    const auto two = [&](Index k, Index l, bool same) -> const Simulated& {
        JointPlan plan = nothing();
        for (const Index one : {k, l}) {
            plan.level[static_cast<std::size_t>(one)] = 1.0;
            plan.same_households[static_cast<std::size_t>(one)] = same;
        }
        return of(plan);
    };
    const auto years = static_cast<std::size_t>(settings_.years + 1);
    for (Index d = 0; d < settings_.draws; ++d) {
        const auto draw = static_cast<std::size_t>(d);
        for (int t = 0; t <= settings_.years; ++t) response.baseline(t, d) = baseline_[draw * years + static_cast<std::size_t>(t)];
        for (Index k = 0; k < n; ++k) {
            const auto half = alone(k, 0.5).outcomes[draw].values(), full = alone(k, 1.0).outcomes[draw].values();
            const auto a = response.coefficients(d, response.linear(k)), b = response.coefficients(d, response.square(k));
            for (std::size_t s = 0; s < full.size(); ++s) {
                a[s] = 4.0 * half[s] - full[s];
                b[s] = 2.0 * full[s] - 4.0 * half[s];
            }
            for (int t = 0; t <= settings_.years; ++t) {
                const std::size_t at = static_cast<std::size_t>(k) * years + static_cast<std::size_t>(t);
                const CostYear &less = alone(k, 0.5).cost[draw][at], &more = alone(k, 1.0).cost[draw][at];
                // Two points give what is fixed and what a household costs; where the second served no more, all of it is fixed.
                const double per_household = more.served > less.served ? std::max(0.0, (more.direct - less.direct) / (more.served - less.served)) : 0.0;
                const double direct = std::min(per_household * more.served, more.direct);
                response.cost(k, t, d) = {more.direct - direct, direct, more.handed_out, more.served};
            }
        }
        for (Index k = 0; k < n; ++k)
            for (Index l = k + 1; l < n; ++l) {
                const auto first = alone(k, 1.0).outcomes[draw].values(), second = alone(l, 1.0).outcomes[draw].values();
                const auto both = two(k, l, false).outcomes[draw].values();
                const auto g = response.coefficients(d, response.together(k, l));
                for (std::size_t s = 0; s < both.size(); ++s) g[s] = both[s] - first[s] - second[s];
                if (!may_share(k, l)) continue;
                const auto shared = two(k, l, true).outcomes[draw].values();
                const auto h = response.coefficients(d, response.same(k, l));
                for (std::size_t s = 0; s < both.size(); ++s) h[s] = shared[s] - both[s];
            }
    }
    return response;
}

}  // namespace smallholder::consortium
