// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/assessment.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "smallholder/consortium/farm_impact.hpp"
#include "smallholder/consortium/oligopoly.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/games/nucleolus.hpp"
#include "smallholder/games/proportional.hpp"
#include "smallholder/games/scrb.hpp"
#include "smallholder/games/shapley.hpp"
#include "smallholder/games/tau.hpp"

namespace smallholder::consortium {
namespace {

void require_whole(const simulate::Progress* progress) {
    if (simulate::stopped(progress))
        throw NumericalError("it was stopped before it was whole", "consortium", "Let it finish; fewer draws or households take less time");
}

/// What competitors may do together stops at prices: an intervention that pays on the price is each buyer's own affair.
void require_no_common_price(const Programme& programme, const ParameterTable& table, const simulate::RunSettings& settings, const Consortium& consortium) {
    using effects::Account;
    for (const Intervention& intervention : programme.interventions) {
        const auto effect = make_effect(intervention, table, settings.seed, 0, false);
        const bool sets_prices = std::ranges::any_of(effect->moves(), [](effects::Lever lever) {
            const Account account = effects::row_of(lever).account;
            return account == Account::premium || account == Account::differential || account == Account::floor;
        });
        if (!sets_prices) continue;
        std::vector<std::string> firms;
        for (const Member& member : consortium.members)
            if (member.type == MemberType::firm && member.earmark(intervention.name) != nullptr) firms.push_back(member.name);
        if (firms.size() > 1)
            throw ProgrammeError("\"" + firms[0] + "\" and \"" + firms[1] + "\" are competitors, and this is about the price that they pay", "intervention \"" + intervention.name + "\"",
                                 "Agreeing on prices is no matter for an alliance: give each firm an intervention of its own to fund, and it may pay more by itself");
    }
}

/// Every region that a member buys in.
std::vector<std::string> regions_of(const Consortium& consortium) {
    std::vector<std::string> regions{""};
    for (const Member& member : consortium.members)
        for (const auto& [region, share] : member.sources)
            if (std::ranges::find(regions, region) == regions.end()) regions.push_back(region);
    return regions;
}

SharingRule rule_named(const std::string& name) {
    if (name == "shapley") return [](std::span<const double> v) { return games::shapley(games::Game({v.begin(), v.end()})); };
    if (name == "nucleolus") return [](std::span<const double> v) { return games::nucleolus(games::Game({v.begin(), v.end()})).shares; };
    if (name == "tau") return [](std::span<const double> v) { return games::tau(games::Game({v.begin(), v.end()})); };
    if (name == "scrb") return [](std::span<const double> v) { return games::scrb(games::Game({v.begin(), v.end()})); };
    if (name == "equal") return [](std::span<const double> v) { return games::equal(games::Game({v.begin(), v.end()})); };
    // By sourcing or benefit: the weights belong to members, whom a rule that is given nothing but a subgame cannot tell apart.
    if (name == "proportional_to_sourcing" || name == "proportional_to_benefit") return {};
    constexpr std::array<std::string_view, 7> known{"shapley", "nucleolus", "tau", "scrb", "equal", "proportional_to_sourcing", "proportional_to_benefit"};
    throw ProgrammeError("there is no rule \"" + name + "\"", "consortium.rule", did_you_mean(name, known, "Use shapley, nucleolus, tau, scrb or equal"));
}

ConventionResult convention_result(const Planner& planner, Convention convention, Simulator* confirm) {
    ConventionResult made;
    made.worths = coalition_worths(planner, convention, confirm);
    if (confirm != nullptr && confirm->stopped()) return made;
    made.rules = rule_shares(planner, made.worths);
    std::vector<double> payoffs;
    for (const std::vector<double>& row : made.worths.payoff) payoffs.insert(payoffs.end(), row.begin(), row.end());
    const PayoffTable table(planner.members(), std::move(payoffs));
    if (planner.members() > 1) {
        made.stability = alliance_stability(table);
        const SharingRule rule = rule_named(planner.consortium().rule);
        try {
            if (rule) made.shared = alliance_stability(shared(table, rule));
        } catch (const Error&) {
            made.shared.clear();
        }
        double most = 0.0;
        for (const AllianceStability& row : made.shared.empty() ? made.stability : made.shared)
            if (const double welfare = made.worths.welfare[row.coalition]; row.stable() && (!made.best_stable || welfare > most)) {
                most = welfare;
                made.best_stable = row.coalition;
            }
    }
    return made;
}

/// How far what the joint plan brings firms is the same for all of them, per tonne that each needs: a benefit of one firm alone is an
/// advantage over its rivals. What each lays out is a gift to the pool and moves no cost of its cocoa.
std::optional<double> precompetitive_of(const Planner& planner, const Regime& together) {
    std::vector<double> before, after;
    for (Index i = 0; i < planner.members(); ++i) {
        const Member& member = planner.consortium().members[static_cast<std::size_t>(i)];
        const double tonnes = quantile(member.required_tonnes, 0.5);
        if (member.type != MemberType::firm || !(tonnes > 0.0)) continue;
        double benefit = 0.0;
        for (const Valuation& value : together.value) benefit += value.benefit[static_cast<std::size_t>(i)] / static_cast<double>(together.value.size());
        before.push_back(0.0);
        after.push_back(-benefit / tonnes);
    }
    if (before.size() < 2 || std::ranges::all_of(after, [](double x) { return x == 0.0; })) return std::nullopt;
    return precompetitive_index(before, after);
}

AllianceLaw law_of(const Planner& planner) {
    const Consortium& consortium = planner.consortium();
    AllianceLaw law = alliance_of(planner.parameters());
    law.keep_after_completion = consortium.keep_after_completion;
    law.assurance = consortium.assurance;
    law.leader = -1;
    law.founders = 0;
    const auto place = [&](const std::string& name) {
        return static_cast<Index>(std::ranges::find(consortium.members, name, &Member::name) - consortium.members.begin());
    };
    for (Index i = 0; i < planner.members(); ++i)
        if (consortium.members[static_cast<std::size_t>(i)].leader) law.leader = i;
    for (const std::string& name : consortium.founders) law.founders |= std::uint32_t{1} << place(name);
    if (law.founders == 0) {
        // The leader and the first two others.
        if (law.leader >= 0) law.founders |= std::uint32_t{1} << law.leader;
        for (Index i = 0; i < planner.members() && std::popcount(law.founders) < 3; ++i) law.founders |= std::uint32_t{1} << i;
    }
    return law;
}

double mean_present_value(const Planner& planner, const Outcomes& outcomes) {
    std::vector<double> flows;
    for (int t = 0; t <= outcomes.years(); ++t) flows.push_back(outcomes.at(Outcome::income, 0, t));
    return planner.present_value(flows, planner.society_rate());
}

/// Engine runs of the lives of the first paths, one per draw for valuing.
Farms farms_of(const Planner& planner, Simulator& fresh, const AllianceLaw& law, const Regime& apart, Index years, std::uint64_t seed, Index draws) {
    const auto kinds = static_cast<std::size_t>(planner.interventions());
    const auto length = static_cast<std::size_t>(planner.response().years() + 1);
    std::vector<JointPlan> plans;
    std::vector<std::vector<std::vector<std::vector<double>>>> share;
    Farms made;
    for (const bool can_end : {true, false}) {
        FarmImpact impact(planner);
        impact.keep_reach(draws, years);
        AllianceLaw now = law;
        now.can_end = can_end;
        const AllianceRuns lives = simulate_alliances(now, impact, draws, years, seed);
        std::vector<double> most(kinds, 0.0);
        for (const std::vector<double>& path : impact.reach())
            for (std::size_t c = 0; c < path.size(); ++c) most[c % kinds] = std::max(most[c % kinds], path[c]);
        plans.push_back({most, std::vector<char>(kinds, 0)});
        auto& of_plan = share.emplace_back(kinds, std::vector<std::vector<double>>(static_cast<std::size_t>(draws), std::vector<double>(length, 0.0)));
        for (std::size_t d = 0; d < static_cast<std::size_t>(draws); ++d)
            for (std::size_t k = 0; k < kinds; ++k)
                for (std::size_t t = 1; t < length && most[k] > 0.0; ++t)
                    of_plan[k][d][t] = std::min(1.0, impact.reach()[d][(t - 1) * kinds + k] / most[k]);
        if (can_end)
            for (const PathRecord& path : lives.paths) {
                std::vector<double> flows{0.0};
                for (const YearRecord& year : path.years) flows.push_back(year.delivered);
                made.by_response.push_back(planner.present_value(flows, planner.society_rate()));
            }
    }
    const std::vector<Simulator::Simulated> runs = fresh.run_delivered(plans, share);
    const Simulator::Simulated& alone = fresh.of(apart.plan.reach);
    for (std::size_t d = 0; d < static_cast<std::size_t>(draws); ++d) {
        made.income_with_life.push_back(mean_present_value(planner, runs[0].outcomes[d]));
        made.income_if_it_holds.push_back(mean_present_value(planner, runs[1].outcomes[d]));
        made.income_apart.push_back(mean_present_value(planner, alone.outcomes[d]));
        const int last = planner.response().years();
        made.lifted_with_life.push_back(runs[0].outcomes[d].at(Outcome::lifted, 0, last));
        made.lifted_if_it_holds.push_back(runs[1].outcomes[d].at(Outcome::lifted, 0, last));
        made.lifted_apart.push_back(alone.outcomes[d].at(Outcome::lifted, 0, last));
        std::vector<double> spent(length, 0.0);
        for (std::size_t c = 0; c < runs[0].cost[d].size(); ++c) spent[c % length] += runs[0].cost[d][c].direct + runs[0].cost[d][c].handed_out;
        made.cost_with_life.push_back(planner.present_value(spent, planner.society_rate()));
    }
    return made;
}

/// The lives again at the 32 settings of the five conditions, on the same luck.
void try_conditions(Assessment& made, const Planner& planner, const FarmImpact& impact, const AllianceLaw& law, Index years, std::uint64_t seed) {
    constexpr Index kPaths = 100;  // per setting: differences are between lives of the same luck
    made.paths_by_condition = std::min(planner.consortium().paths, kPaths);
    std::array<double, 32> advantage{}, broken{};
    for (unsigned setting = 0; setting < 32; ++setting) {
        AllianceLaw now = law;
        now.dials = dials_of(setting, kIsolated, {1.0, 1.0, 1.0, 1.0, 1.0});
        const AllianceRuns lives = simulate_alliances(now, impact, made.paths_by_condition, years, seed);
        for (const PathRecord& path : lives.paths) {
            std::vector<double> flows{0.0};
            for (const YearRecord& year : path.years) flows.push_back(year.advantage);
            advantage[setting] += planner.present_value(flows, planner.society_rate()) / static_cast<double>(made.paths_by_condition);
        }
        const auto horizon = static_cast<double>(years);
        broken[setting] = lives.incidence(End::dissolved, horizon) + lives.incidence(End::unravelled, horizon);
    }
    made.advantage_by_condition = worth_of_conditions(advantage, law.interaction);
    made.break_up_by_condition = worth_of_conditions(broken, law.interaction);
}

/// The alliance of highest welfare that nobody leaves and nobody joins, as one more way of acting.
void add_stable(Assessment& made, const Planner& planner, Simulator* fresh) {
    const ConventionResult& first = made.conventions.front();
    Regime stable{"stable", first.worths.plan[*first.best_stable], {}};
    const Index from = made.choosing < made.draws ? made.choosing : 0;
    for (Index d = from; d < made.draws; ++d)
        stable.value.push_back(planner.value(stable.plan, d, fresh == nullptr ? nullptr : &fresh->of(stable.plan.reach).outcomes[static_cast<std::size_t>(d - from)]));
    made.advantage.regimes.push_back(std::move(stable));
}

void fill(Assessment& made, const Planner& planner, Simulator* fresh, Index years, std::uint64_t seed) {
    made.interventions = planner.response().names();
    made.choosing = planner.choosing();
    made.draws = planner.response().draws();
    made.advantage = advantage_of(planner, fresh);
    const auto stopped = [&] { return fresh != nullptr && fresh->stopped(); };
    if (stopped()) return;
    for (const std::string& convention : planner.consortium().conventions)
        made.conventions.push_back(convention_result(planner, convention_named(convention), fresh));
    if (stopped()) return;
    if (!made.conventions.empty() && made.conventions.front().best_stable) add_stable(made, planner, fresh);
    made.precompetitive = precompetitive_of(planner, made.advantage.regime("together"));
    if (planner.members() < 2) return;
    const AllianceLaw law = law_of(planner);
    const FarmImpact impact(planner);
    AllianceLaw endless = law;
    endless.can_end = false;
    made.lives = simulate_alliances(law, impact, planner.consortium().paths, years, seed);
    made.lives_without_end = simulate_alliances(endless, impact, planner.consortium().paths, years, seed);
    try_conditions(made, planner, impact, law, years, seed);
    if (fresh != nullptr)
        made.farms = farms_of(planner, *fresh, law, made.advantage.regime("each_for_itself"), years, seed, planner.response().draws() - planner.choosing());
}

}  // namespace

Assessment assess(const Population& population, const ParameterTable& table, const Programme& programme, const simulate::RunSettings& settings,
                  const Consortium& consortium, const ConsortiumParameters& parameters, double society_rate, simulate::Progress* progress) {
    if (settings.draws < 2)
        throw RangeError("plans are chosen on some draws and valued on others, and there is " + std::to_string(settings.draws), "consortium", "Use draws = 2 or more; 40 give usable intervals");
    require_no_common_price(programme, table, settings, consortium);
    const std::vector<std::string> regions = regions_of(consortium);
    Simulator simulator(population, table, programme, settings, regions, progress);
    const Response response = simulator.fit();
    require_whole(progress);
    const Planner planner(response, consortium, parameters, society_rate, settings.seed, settings.draws / 2);
    simulate::RunSettings later = settings;
    later.first_draw = settings.first_draw + static_cast<int>(planner.choosing());
    later.draws = settings.draws - static_cast<int>(planner.choosing());
    Simulator fresh(population, table, programme, later, regions, progress);
    Assessment made;
    fill(made, planner, &fresh, settings.years, settings.seed);
    require_whole(progress);
    made.engine_plans = simulator.runs() + fresh.runs();
    if (response.interventions() > 2) {
        const auto n = static_cast<std::size_t>(response.interventions());
        const std::vector<JointPlan> everything{{std::vector<double>(n, 1.0), std::vector<char>(n, 0)}};
        for (std::size_t o = 0; o < kOutcomes; ++o)
            made.surface.push_back({static_cast<Outcome>(o), surface_error(response, simulator, everything, static_cast<Outcome>(o))});
    }
    return made;
}

Assessment assess_given(const Consortium& consortium, const ConsortiumParameters& parameters, double society_rate, Index years, std::uint64_t seed) {
    if (!consortium.given) throw ProgrammeError("no response is given", "consortium", "Write [response], or use a population");
    const Response response = given_response(*consortium.given);
    const Planner planner(response, consortium, parameters, society_rate, seed, 1);
    Assessment made;
    fill(made, planner, nullptr, years, seed);
    return made;
}

}  // namespace smallholder::consortium
