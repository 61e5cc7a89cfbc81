// SPDX-License-Identifier: Apache-2.0
/// What a consortium is worth, adds, shares and lasts, as arrays by draw and member; Python puts names to them.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "programme_dict.hpp"
#include "smallholder/consortium/assessment.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/io/programme_members.hpp"
#include "smallholder/io/programme_plan.hpp"
#include "waiting.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {
namespace {

using namespace consortium;

py::array_t<double> array(const std::vector<double>& values) { return py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data()); }

/// A table of rows of one length.
py::array_t<double> array(const std::vector<std::vector<double>>& rows) {
    const auto columns = static_cast<py::ssize_t>(rows.empty() ? 0 : rows[0].size());
    py::array_t<double> made({static_cast<py::ssize_t>(rows.size()), columns});
    double* to = made.mutable_data();
    for (const std::vector<double>& row : rows) to = std::ranges::copy(row, to).out;
    return made;
}

template <class Field>
py::array_t<double> each(const std::vector<Valuation>& values, Field field) {
    std::vector<double> made;
    for (const Valuation& value : values) made.push_back(std::invoke(field, value));
    return array(made);
}

template <class Field>
py::array_t<double> by_member(const std::vector<Valuation>& values, Field field) {
    std::vector<std::vector<double>> made;
    for (const Valuation& value : values) made.push_back(std::invoke(field, value));
    return array(made);
}

py::dict dict_of(const Plan& plan) {
    return py::dict("bloc"_a = plan.bloc, "joint"_a = array(plan.joint), "own"_a = array(plan.own), "pays"_a = array(plan.pays), "level"_a = array(plan.reach.level),
                    "same_households"_a = std::vector<bool>(plan.reach.same_households.begin(), plan.reach.same_households.end()), "settled"_a = plan.settled);
}

py::dict dict_of(const Regime& regime) {
    return py::dict("plan"_a = dict_of(regime.plan), "society"_a = each(regime.value, &Valuation::society), "cost"_a = each(regime.value, &Valuation::programme_cost),
                    "governing"_a = each(regime.value, &Valuation::governing), "income"_a = each(regime.value, &Valuation::income),
                    "chain_income"_a = each(regime.value, &Valuation::chain_income), "gap_closed"_a = each(regime.value, &Valuation::gap_closed), "lifted"_a = each(regime.value, &Valuation::lifted),
                    "duplicated"_a = each(regime.value, &Valuation::duplicated), "member_benefit"_a = by_member(regime.value, &Valuation::benefit),
                    "member_cost"_a = by_member(regime.value, &Valuation::cost), "member_governance"_a = by_member(regime.value, &Valuation::governance));
}

py::list list_of(const std::vector<AllianceStability>& rows) {
    py::list made;
    for (const AllianceStability& row : rows)
        made.append(py::dict("coalition"_a = row.coalition, "internal"_a = row.internal, "external"_a = row.external, "potentially_internal"_a = row.potentially_internal,
                             "joint"_a = row.joint, "claims"_a = row.claims, "gap"_a = row.gap(), "leaver"_a = row.leaver, "gain_of_leaving"_a = row.gain_of_leaving,
                             "joiner"_a = row.joiner, "gain_of_joining"_a = row.gain_of_joining));
    return made;
}

py::dict dict_of(const RuleShares& row) {
    const FairnessReport& fair = row.fairness;
    return py::dict("rule"_a = row.rule, "undefined"_a = row.undefined, "share"_a = array(row.share), "side_payment"_a = array(row.side_payment), "p5"_a = array(row.p5),
                    "p50"_a = array(row.p50), "p95"_a = array(row.p95), "defined_share"_a = row.defined_share, "core_after"_a = row.core_after, "regret"_a = array(row.regret),
                    "individually_right"_a = fair.individually_right, "in_core"_a = fair.in_core, "worst_coalition"_a = fair.worst_coalition, "complaint"_a = fair.complaint,
                    "monotone"_a = fair.monotone, "payable"_a = fair.payable, "cannot_pay"_a = fair.cannot_pay, "cannot_receive"_a = fair.cannot_receive);
}

py::dict dict_of(const ConventionResult& result) {
    const CoalitionWorths& worths = result.worths;
    std::vector<std::vector<double>> levels;
    std::vector<double> optimism;
    for (std::size_t s = 0; s < worths.plan.size(); ++s) {
        levels.push_back(worths.plan[s].reach.level);
        optimism.push_back(worths.optimism(s));
    }
    py::list rules;
    for (const RuleShares& row : result.rules) rules.append(dict_of(row));
    return py::dict("convention"_a = std::string(name_of(worths.convention)), "worth"_a = array(worths.worth), "by_draw"_a = array(worths.by_draw),
                    "payoff"_a = array(worths.payoff), "welfare"_a = array(worths.welfare), "level"_a = array(levels), "optimism"_a = array(optimism), "run"_a = worths.run,
                    "distinct_plans"_a = worths.distinct_plans, "settled"_a = worths.settled, "rules"_a = rules, "stability"_a = list_of(result.stability),
                    "shared"_a = list_of(result.shared), "best_stable"_a = result.best_stable);
}

py::dict dict_of(const AllianceRuns& lives) {
    const auto years = static_cast<double>(lives.years);
    py::dict columns;
    const auto add = [&](const char* name, double YearRecord::*column) {
        columns[name] = py::make_tuple(array(lives.mean(column, false)), array(lives.mean(column, true)));
    };
    add("members", &YearRecord::count);
    add("trust", &YearRecord::trust);
    add("compliance", &YearRecord::compliance);
    add("visible", &YearRecord::visible);
    add("perceived", &YearRecord::perceived);
    add("promised", &YearRecord::promised);
    add("delivered", &YearRecord::delivered);
    add("spend", &YearRecord::spend);
    add("governance", &YearRecord::governance);
    add("advantage", &YearRecord::advantage);
    add("effectiveness", &YearRecord::effectiveness);
    add("work", &YearRecord::work);
    add("aligned", &YearRecord::aligned);
    add("spread_of_beliefs", &YearRecord::spread);
    std::vector<double> survival, dissolved, unravelled, completed;
    for (Index t = 0; t <= lives.years; ++t) {
        survival.push_back(lives.survival(static_cast<double>(t)));
        dissolved.push_back(lives.incidence(End::dissolved, static_cast<double>(t)));
        unravelled.push_back(lives.incidence(End::unravelled, static_cast<double>(t)));
        completed.push_back(lives.incidence(End::completed, static_cast<double>(t)));
    }
    std::vector<double> advantage;             // per path, sum over years
    for (const PathRecord& path : lives.paths) {
        double sum = 0.0;
        for (const YearRecord& year : path.years) sum += year.advantage;
        advantage.push_back(sum);
    }
    return py::dict("years"_a = lives.years, "paths"_a = lives.paths.size(), "survival"_a = array(survival), "dissolved"_a = array(dissolved),
                    "unravelled"_a = array(unravelled), "completed"_a = array(completed), "occupancy"_a = array(lives.occupancy()), "median_life"_a = lives.median_life(),
                    "stays"_a = lives.stays(), "false_abandonment"_a = lives.false_abandonment(), "ended_while_worthwhile"_a = lives.ended_while_worthwhile(),
                    "share_with_return"_a = lives.share_with_return(), "mean"_a = columns, "advantage"_a = array(advantage), "survival_at_end"_a = lives.survival(years));
}

py::object dict_of(const std::optional<ConditionWorth>& worth) {
    if (!worth) return py::none();
    return py::dict("shapley"_a = worth->shapley, "first_in"_a = worth->first_in, "last_in"_a = worth->last_in, "outcome"_a = worth->outcome,
                    "additive_share"_a = worth->additive_share, "assumed"_a = std::string(kInteractionNames[static_cast<std::size_t>(worth->assumed)]));
}

py::dict dict_of(const Assessment& made) {
    py::dict surface, regimes, parts;
    constexpr std::array<const char*, kOutcomes> names{"income", "gap_closed", "lifted", "production", "society", "price"};
    for (const SurfaceError& error : made.surface) surface[names[static_cast<std::size_t>(error.outcome)]] = error.share;
    for (const Regime& regime : made.advantage.regimes) regimes[py::str(regime.name)] = dict_of(regime);
    for (std::size_t s = 0; s < kSwitches.size(); ++s) parts[py::str(std::string(kSwitches[s]))] = array(made.advantage.parts[s]);
    py::list conventions;
    for (const ConventionResult& result : made.conventions) conventions.append(dict_of(result));
    py::object farms = py::none();
    if (made.farms)
        farms = py::dict("income_with_life"_a = array(made.farms->income_with_life), "income_if_it_holds"_a = array(made.farms->income_if_it_holds),
                         "income_apart"_a = array(made.farms->income_apart), "lifted_with_life"_a = array(made.farms->lifted_with_life),
                         "lifted_if_it_holds"_a = array(made.farms->lifted_if_it_holds), "lifted_apart"_a = array(made.farms->lifted_apart),
                         "cost_with_life"_a = array(made.farms->cost_with_life), "by_response"_a = array(made.farms->by_response));
    return py::dict("interventions"_a = made.interventions, "choosing"_a = made.choosing, "draws"_a = made.draws, "engine_plans"_a = made.engine_plans, "surface"_a = surface,
                    "regimes"_a = regimes, "advantage"_a = array(made.advantage.advantage), "parts"_a = parts, "governing"_a = array(made.advantage.governing),
                    "surface_error"_a = made.advantage.surface_error, "conventions"_a = conventions, "precompetitive"_a = made.precompetitive,
                    "lives"_a = made.lives.paths.empty() ? py::object(py::none()) : py::object(dict_of(made.lives)),
                    "lives_without_end"_a = made.lives_without_end.paths.empty() ? py::object(py::none()) : py::object(dict_of(made.lives_without_end)), "farms"_a = farms,
                    "advantage_by_condition"_a = dict_of(made.advantage_by_condition), "break_up_by_condition"_a = dict_of(made.break_up_by_condition),
                    "paths_by_condition"_a = made.paths_by_condition);
}

ConsortiumParameters parameters_of(const Consortium& consortium) {
    ConsortiumParameters parameters;
    for (const auto& [name, value] : consortium.settings) parameters.set(name, value);
    return parameters;
}

Consortium consortium_in(const io::ProgrammeFile& file) {
    std::optional<Consortium> consortium = io::consortium_of(file);
    if (!consortium) throw ProgrammeError("it has no members", file.file, "Add [[member]] blocks, or give sh.Programme a consortium");
    return *std::move(consortium);
}

py::dict assess_programme(const Population& population, const ParameterTable& table, const py::dict& programme, const py::dict& settings, double society_rate,
                          const py::object& on_progress) {
    const io::ProgrammeFile file = programme_from(programme);
    Programme plan = io::plan_of(file);
    attach_code(programme, plan);
    const Consortium consortium = consortium_in(file);
    const ConsortiumParameters parameters = parameters_of(consortium);
    const simulate::RunSettings run = settings_from(settings);
    simulate::Progress progress;
    Assessment made;
    const auto work = [&] { made = assess(population, table, plan, run, consortium, parameters, society_rate, &progress); };
    if (wait_for(work, progress, static_cast<Index>(run.draws) * run.replicates, on_progress)) {
        PyErr_SetString(PyExc_KeyboardInterrupt, "interrupted before the consortium was assessed");
        throw py::error_already_set();
    }
    return dict_of(made);
}

py::dict assess_response(const py::dict& programme, double society_rate) {
    const io::ProgrammeFile file = programme_from(programme);
    const Consortium consortium = consortium_in(file);
    const ConsortiumParameters parameters = parameters_of(consortium);
    Assessment made;
    {
        const py::gil_scoped_release unlocked;
        made = assess_given(consortium, parameters, society_rate, file.years, file.seed);
    }
    return dict_of(made);
}

}  // namespace

void bind_assessment(py::module_& m) {
    m.def("assess_consortium", &assess_programme, "population"_a, "parameters"_a, "programme"_a, "settings"_a, "society_rate"_a, "on_progress"_a = py::none(),
          "What a programme's members would do apart and together, and what comes of it, in the household model: arrays by draw and member.");
    m.def("assess_given_consortium", &assess_response, "programme"_a, "society_rate"_a, "The same on the gains and costs that the programme gives.");
}

}  // namespace smallholder::bindings
