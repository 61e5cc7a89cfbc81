// SPDX-License-Identifier: Apache-2.0
/// The life of an alliance: smallholder._core.alliance, behind smallholder.consortium.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "columns.hpp"
#include "smallholder/consortium/conditions.hpp"
#include "smallholder/consortium/lifecycle_analytic.hpp"
#include "smallholder/consortium/path.hpp"
#include "smallholder/consortium/stylised_impact.hpp"
#include "smallholder/farm/nearest_name.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
namespace {

using namespace consortium;
using Changes = std::map<std::string, double>;

ConsortiumParameters rows_of(const Changes& changes) {
    ConsortiumParameters rows;
    for (const auto& [name, value] : changes) rows.set(name, value);
    return rows;
}

Covariates covariates_of(const ConsortiumParameters& rows, const Changes& changes) {
    Covariates at;
    at.trust = rows.trust_centre;
    at.perceived_results = rows.results_centre;
    at.competition = rows.rivalry_centre;
    at.members = rows.members_centre;
    for (const auto& [name, value] : changes) {
        if (name == "trust") at.trust = value;
        else if (name == "perceived_results") at.perceived_results = value;
        else if (name == "pressure") at.pressure = value;
        else if (name == "competition") at.competition = value;
        else if (name == "members") at.members = value;
        else throw ProgrammeError("an alliance has no \"" + name + "\" that moves its hazards", "consortium covariates",
                                  "Use trust, perceived_results, pressure, competition or members");
    }
    return at;
}

LifecycleLaw life_law(const std::string& name, const ConsortiumParameters& rows) {
    if (name == "shipped") return lifecycle_of(rows);
    if (name == "without_frailty") return without_frailty(lifecycle_of(rows));
    if (name == "pessimistic") return pessimistic_lifecycle();
    throw ProgrammeError("there is no law of life called \"" + name + "\"", "consortium lifecycle", "Use \"shipped\", \"without_frailty\" or \"pessimistic\"");
}

struct ColumnRow {
    std::string_view name, unit;
    double YearRecord::*member;
};
constexpr std::array<ColumnRow, 19> kColumns{{
    {"members", "members", &YearRecord::count},
    {"trust", "1", &YearRecord::trust},
    {"compliance", "share", &YearRecord::compliance},
    {"visible_results", "1", &YearRecord::visible},
    {"perceived_results", "1", &YearRecord::perceived},
    {"pressure", "1", &YearRecord::pressure},
    {"promised_usd", "USD", &YearRecord::promised},
    {"delivered_usd", "USD", &YearRecord::delivered},
    {"spend_usd", "USD", &YearRecord::spend},
    {"joint_spend_usd", "USD", &YearRecord::joint_spend},
    {"governance_usd", "USD", &YearRecord::governance},
    {"advantage_usd", "USD", &YearRecord::advantage},
    {"effectiveness", "1", &YearRecord::effectiveness},
    {"work_index", "1", &YearRecord::work},
    {"tie_density", "share", &YearRecord::density},
    {"belief_spread", "share of effect", &YearRecord::spread},
    {"aligned_outsiders", "share", &YearRecord::aligned},
    {"tension", "1", &YearRecord::tension},
    {"common_agenda", "share", &YearRecord::agenda},
}};

double YearRecord::*column_named(const std::string& name) {
    std::vector<std::string_view> names;
    for (const ColumnRow& row : kColumns) {
        if (row.name == name) return row.member;
        names.push_back(row.name);
    }
    throw ProgrammeError("a year of an alliance has no \"" + name + "\"", "consortium runs", did_you_mean(name, names, "Use one of the columns of yearly()"));
}

template <std::size_t N>
std::size_t place_of(const std::array<std::string_view, N>& names, const std::string& name, const char* what) {
    const auto found = std::ranges::find(names, std::string_view(name));
    if (found == names.end()) {
        throw ProgrammeError("there is no " + std::string(what) + " \"" + name + "\"", "consortium",
                             did_you_mean(name, std::vector<std::string_view>(names.begin(), names.end()), ""));
    }
    return static_cast<std::size_t>(found - names.begin());
}

/// Rows of consortium/parameters.hpp that hold the five dials, in the order of kConditionRows.
constexpr std::array<std::string_view, kConditions> kDialRows{"common_agenda", "shared_measurement", "mutual_reinforcement", "communication", "backbone"};

py::list moves_table(const LifecycleLaw& law) {
    py::list rows;
    for (const Move& move : law.moves) {
        rows.append(py::make_tuple(std::string(name_of(move.from)), std::string(name_of(move.to)), move.rate, move.sign,
                                   move.shape == Shape::constant ? "constant" : move.shape == Shape::weibull ? "weibull" : "log_logistic", move.exponent,
                                   move.since_founding));
    }
    return rows;
}

std::array<double, 3> shares_at(const LifecycleLaw& law, const Covariates& at, double years) {
    return {survival(law, years, at), cumulative_incidence(law, Stage::dissolved, years, at), cumulative_incidence(law, Stage::completed, years, at)};
}

void bind_life(py::module_& m) {
    m.def("stage_rows", [](const Changes& changes) {
        const LifecycleLaw law = lifecycle_of(rows_of(changes));
        py::list rows;
        for (std::size_t s = 0; s < kStages; ++s) rows.append(py::make_tuple(std::string(kStageNames[s]), law.capacity[s]));
        return rows;
    });
    m.def("move_rows", [](const std::string& law, const Changes& changes) { return moves_table(life_law(law, rows_of(changes))); });
    m.def("life_in_figures", [](const std::string& law, const Changes& changes, const Changes& covariates) {
        const auto rows = rows_of(changes);
        const LifeInFigures figures = life_in_figures(life_law(law, rows), covariates_of(rows, covariates));
        return std::tuple{figures.median, figures.mean, figures.dissolved, figures.completed,
                          std::vector<double>(figures.stay.begin(), figures.stay.end())};
    });
    m.def("life_shares", [](const std::string& law, const Changes& changes, const Changes& covariates, double years) {
        const auto rows = rows_of(changes);
        return shares_at(life_law(law, rows), covariates_of(rows, covariates), years);
    });
    m.def("simulate_lives", [](const std::string& law, const Changes& changes, const Changes& covariates, Index paths, Index years, std::uint64_t seed) {
        const auto rows = rows_of(changes);
        const Lives lives = simulate_lives(life_law(law, rows), covariates_of(rows, covariates), paths, years, seed);
        std::vector<std::array<double, 3>> shares;
        for (Index t = 0; t <= years; ++t) {
            const auto after = static_cast<double>(t);
            shares.push_back({lives.survival(after), lives.ended_in(Stage::dissolved, after), lives.ended_in(Stage::completed, after)});
        }
        return shares;
    });
    m.def("log_logistic_through", [](double first_years, double first_share, double second_years, double second_share) {
        const LogLogistic law = log_logistic_through(first_years, first_share, second_years, second_share);
        return std::tuple{law.shape, law.scale, law.peak()};
    });
    m.def("transition_probabilities", [](const Column& generator, Index size, double years) {
        return transition_probabilities(view(generator, "generator"), size, years);
    });
}

void bind_trust(py::module_& m) {
    const auto static_law = [](double power, double crowding, double unit_cost) { return StaticControl{power, crowding, unit_cost}; };
    m.def("static_control", [=](double trust, double control, double power, double crowding, double unit_cost) {
        const StaticControl law = static_law(power, crowding, unit_cost);
        best_static_control(law, trust);
        return std::tuple{static_compliance(law, control, trust), static_net_value(law, control, trust), control_hurts_at_the_margin(law, trust)};
    });
    m.def("best_static_control", [=](double trust, double power, double crowding, double unit_cost) {
        const BestControl best = best_static_control(static_law(power, crowding, unit_cost), trust);
        return std::tuple{best.control, best.value};
    });
    m.def("trust_without_control", [=](double power, double crowding, double unit_cost) {
        return trust_without_control(static_law(power, crowding, unit_cost));
    });
    m.def("trust_over_time", [](const Changes& changes, double control, double start, Index years) {
        return trust_over_time(trust_of(rows_of(changes)), control, start, years);
    });
    m.def("steady_trust", [](const Changes& changes, double control, double start) {
        const auto rows = rows_of(changes);
        return steady_trust_of_pairs(trust_of(rows), control, rows.communication, detection(learning_of(rows), rows.shared_measurement), start);
    });
    m.def("best_control_over_time", [](const Changes& changes) {
        const TrustLaw law = trust_of(rows_of(changes));
        const BestControl trusted = most_trusted_control(law), best = best_control_over_time(law);
        return std::tuple{trusted.control, trusted.trust, best.control, best.value, best.trust};
    });
}

void bind_learning(py::module_& m) {
    py::class_<Study>(m, "Study", "A choice between two arms that members could measure first.")
        .def(py::init<>())
        .def_readwrite("stake", &Study::stake)
        .def_readwrite("mean_gap", &Study::mean_gap)
        .def_readwrite("prior_sd", &Study::prior_sd)
        .def_readwrite("sampling_sd", &Study::sampling_sd)
        .def_readwrite("incompatibility_sd", &Study::incompatibility_sd)
        .def_readwrite("members", &Study::members)
        .def_readwrite("observation_cost", &Study::observation_cost)
        .def_readwrite("system_cost", &Study::system_cost)
        .def_readwrite("disclosure_cost", &Study::disclosure_cost);
    m.def("unit_normal_loss", &unit_normal_loss);
    m.def("report_variance", &report_variance);
    m.def("evsi", &evsi);
    m.def("evpi", &evpi);
    m.def("enbs", &enbs);
    m.def("best_study", [](const Study& study, double most) {
        const BestStudy best = best_study(study, most);
        return std::tuple{best.shared_measurement, best.observations, best.enbs, best.inner_measurement, best.inner_observations};
    });
    m.def("partial_pooling_weight", &partial_pooling_weight);
    m.def("value_of_local_plans", &value_of_local_plans);
    m.def("reallocation_lag", [](const Changes& changes) {
        const auto rows = rows_of(changes);
        return reallocation_lag(learning_of(rows), rows.communication);
    });
}

void bind_conditions(py::module_& m) {
    m.def("condition_rows", [](const Changes& changes) {
        const Dials dials = dials_of(rows_of(changes));
        py::list rows;
        for (const ConditionRow& row : kConditionRows) {
            rows.append(py::make_tuple(std::string(row.name), std::string(row.symbol), dials.*row.dial, std::string(row.mechanism),
                                       std::string(row.observable), std::string(row.unit)));
        }
        return rows;
    });
    m.attr("DIALS") = std::vector<std::string>(kDialRows.begin(), kDialRows.end());
    m.def("worth_of_conditions", [](const std::array<double, 32>& outcome, const std::string& assumed) {
        const auto which = static_cast<Interaction>(place_of(kInteractionNames, assumed, "interaction"));
        const ConditionWorth worth = worth_of_conditions(outcome, which);
        return std::tuple{worth.shapley, worth.first_in, worth.last_in, worth.additive_share};
    });
}

void bind_tensions(py::module_& m) {
    m.def("tension_rows", [] {
        py::list rows;
        for (const TensionRow& row : kTensionRows) {
            rows.append(py::make_tuple(std::string(name_of(row.stage)), std::string(row.zero), std::string(row.one), std::string(row.trade_off),
                                       tension_optimum(tension_in(row, row.stage)), std::string(row.provenance), std::string(row.name_from)));
        }
        return rows;
    });
    m.def("tension_optimum", [](double at_one, double at_zero, double bend) { return tension_optimum({at_one, at_zero, bend}); });
    m.def("tension_net", [](double at_one, double at_zero, double bend, double dial) { return tension_net({at_one, at_zero, bend}, dial); });
    m.def("rebalance", [](const std::vector<std::pair<double, double>>& course, double bend, double switching_cost, Index every) {
        std::vector<Tension> tensions;
        for (const auto& [at_one, at_zero] : course) tensions.push_back({at_one, at_zero, bend});
        const Rebalancing found = rebalance(tensions, switching_cost, every);
        return std::tuple{found.net, found.switching, found.loss};
    });
}

void bind_ecology(py::module_& m) {
    m.def("ces_index", [](const std::vector<double>& stocks, double elasticity) { return ces_index(stocks, elasticity); });
    m.def("ecology_index", [](const Works& stocks, const Changes& changes) { return ecology_index(ecology_of(rows_of(changes)), stocks); });
    m.def("worth_of_work", [](const Works& stocks, const Changes& changes) { return worth_of_work(ecology_of(rows_of(changes)), stocks); });
    m.def("works_path", [](const Changes& changes, bool together, Index years) {
        const EcologyLaw law = ecology_of(rows_of(changes));
        std::vector<Works> path{{law.start, law.start, law.start}};
        for (Index t = 0; t < years; ++t) path.push_back(works_next(law, path.back(), together));
        return path;
    });
    m.def("years_to_ninety_percent", &years_to_ninety_percent);
    m.def("benchmark", [](const Column& effectiveness, double copying) { return benchmark(view(effectiveness, "effectiveness"), copying); });
    m.def("best_reflection", [](double effectiveness, double learning) {
        const Reflection best = best_reflection(effectiveness, learning);
        return std::tuple{best.share, best.output};
    });
    m.def("reflection_over_time", [](double effectiveness, double learning, double kept, double highest, double rate, Index periods) {
        std::vector<std::pair<double, double>> course;
        for (const Reflection& each : reflection_over_time(effectiveness, learning, kept, highest, rate, periods)) course.emplace_back(each.share, each.output);
        return course;
    });
    py::class_<DisclosureCase>(m, "DisclosureCase", "Who would gain and lose if a member showed what it knows.")
        .def(py::init<>())
        .def_readwrite("gap", &DisclosureCase::gap)
        .def_readwrite("others", &DisclosureCase::others)
        .def_readwrite("copying", &DisclosureCase::copying)
        .def_readwrite("tie", &DisclosureCase::tie)
        .def_readwrite("worth", &DisclosureCase::worth)
        .def_readwrite("returned", &DisclosureCase::returned)
        .def_readwrite("rent_loss", &DisclosureCase::rent_loss)
        .def_readwrite("rent_loss_bend", &DisclosureCase::rent_loss_bend);
    m.def("best_disclosure", [](const DisclosureCase& at) {
        const BestDisclosure best = best_disclosure(at);
        return std::pair{best.private_choice, best.social_choice};
    });
    m.def("network_figures", [](const Column& ties, Index members, Index hub, double least_tie) {
        const auto present = static_cast<std::uint32_t>((std::uint64_t{1} << members) - 1);
        const NetworkFigures found = network_figures(view(ties, "ties"), present, hub, least_tie);
        return std::tuple{found.density, found.largest_component, found.centrality, found.lost_without_hub};
    });
}

void bind_runs(py::module_& m) {
    py::class_<StylisedGame>(m, "StylisedGame", "A stand-in for farms in closed form.")
        .def(py::init<>())
        .def_readwrite("members", &StylisedGame::members)
        .def_readwrite("kinds", &StylisedGame::kinds)
        .def_readwrite("benefit", &StylisedGame::benefit)
        .def_readwrite("cost", &StylisedGame::cost)
        .def_readwrite("budget", &StylisedGame::budget)
        .def_readwrite("excludability", &StylisedGame::excludability)
        .def_readwrite("overlap_alone", &StylisedGame::overlap_alone)
        .def_readwrite("reach", &StylisedGame::reach)
        .def_readwrite("gain_per_unit", &StylisedGame::gain_per_unit)
        .def_readwrite("baseline_income", &StylisedGame::baseline_income)
        .def_readwrite("profile", &StylisedGame::profile)
        .def_readwrite("naive_promise", &StylisedGame::naive_promise);
    py::class_<AllianceLaw>(m, "AllianceLaw", "All that is assumed of an alliance.")
        .def(py::init([](const Changes& changes) { return alliance_of(rows_of(changes)); }), py::arg("changes"))
        .def_property("founders",
                      [](const AllianceLaw& law) {
                          std::vector<Index> founders;
                          for (Index i = 0; i < kMostMembers; ++i) {
                              if ((law.founders >> i) & 1u) founders.push_back(i);
                          }
                          return founders;
                      },
                      [](AllianceLaw& law, const std::vector<Index>& founders) {
                          law.founders = 0;
                          for (const Index i : founders) {
                              if (i < 0 || i >= kMostMembers) throw RangeError("a founder is member " + std::to_string(i), "consortium alliance", "Count members from 0");
                              law.founders |= 1u << i;
                          }
                      })
        .def_property("interaction", [](const AllianceLaw& law) { return std::string(kInteractionNames[static_cast<std::size_t>(law.interaction)]); },
                      [](AllianceLaw& law, const std::string& name) { law.interaction = static_cast<Interaction>(place_of(kInteractionNames, name, "interaction")); })
        .def_property("tensions", [](const AllianceLaw& law) { return law.tension.active; }, [](AllianceLaw& law, bool on) { law.tension.active = on; })
        .def_property("diagnosed", [](const AllianceLaw& law) { return law.tension.diagnosed; }, [](AllianceLaw& law, bool on) { law.tension.diagnosed = on; })
        .def_readwrite("leader", &AllianceLaw::leader)
        .def_readwrite("seed_share", &AllianceLaw::seed_share)
        .def_readwrite("competition", &AllianceLaw::competition)
        .def_readwrite("keep_after_completion", &AllianceLaw::keep_after_completion)
        .def_readwrite("assurance", &AllianceLaw::assurance)
        .def_readwrite("can_end", &AllianceLaw::can_end)
        .def_readwrite("pressure_shocks", &AllianceLaw::pressure_shocks);
    py::class_<AllianceRuns>(m, "AllianceRuns", "Many lives of an alliance.")
        .def_readonly("years", &AllianceRuns::years)
        .def_property_readonly("paths", [](const AllianceRuns& runs) { return static_cast<Index>(runs.paths.size()); })
        .def_property_readonly("interaction", [](const AllianceRuns& runs) { return std::string(kInteractionNames[static_cast<std::size_t>(runs.interaction)]); })
        .def("survival", &AllianceRuns::survival)
        .def("incidence", [](const AllianceRuns& runs, const std::string& end, double after) {
            return runs.incidence(static_cast<End>(place_of(kEndNames, end, "end")), after);
        })
        .def("median_life", &AllianceRuns::median_life)
        .def("stays", &AllianceRuns::stays)
        .def("occupancy", &AllianceRuns::occupancy)
        .def("mean", [](const AllianceRuns& runs, const std::string& name, bool living_only) { return runs.mean(column_named(name), living_only); })
        .def("false_abandonment", &AllianceRuns::false_abandonment)
        .def("ended_while_worthwhile", &AllianceRuns::ended_while_worthwhile)
        .def("share_with_return", &AllianceRuns::share_with_return)
        .def("ends", [](const AllianceRuns& runs) {
            std::vector<std::pair<std::string, double>> ends;
            for (const PathRecord& path : runs.paths) ends.emplace_back(kEndNames[static_cast<std::size_t>(path.end)], path.ended_after);
            return ends;
        });
    m.def("year_columns", [] {
        std::vector<std::pair<std::string, std::string>> columns;
        for (const ColumnRow& row : kColumns) columns.emplace_back(row.name, row.unit);
        return columns;
    });
    m.attr("STAGES") = std::vector<std::string>(kStageNames.begin(), kStageNames.end());
    m.attr("ENDS") = std::vector<std::string>(kEndNames.begin(), kEndNames.end());
    m.def("simulate_alliances", [](const AllianceLaw& law, const StylisedGame& game, Index paths, Index years, std::uint64_t seed, int threads) {
        const StylisedImpact impact(game);
        const py::gil_scoped_release free_others;
        return simulate_alliances(law, impact, paths, years, seed, threads);
    });
    m.def("recentred", [](const AllianceLaw& law, const StylisedGame& game, Index paths, Index years, std::uint64_t seed) {
        const StylisedImpact impact(game);
        const py::gil_scoped_release free_others;
        const AllianceLaw moved = recentred(law, impact, paths, years, seed);
        return std::pair{moved.life.trust_centre, moved.life.results_centre};
    });
    m.def("ledger_of_path", [](const AllianceLaw& law, const StylisedGame& game, Index years, std::uint64_t seed, Index path) {
        std::vector<LedgerRow> ledger;
        simulate_path(law, StylisedImpact(game), years, seed, path, &ledger);
        py::list rows;
        for (const LedgerRow& row : ledger) rows.append(py::make_tuple(row.year, row.step, std::string(row.item), row.amount, std::string(row.unit)));
        return rows;
    });
}

}  // namespace

void bind_alliance(py::module_& parent) {
    py::module_ m = parent.def_submodule("alliance", "The life of an alliance, in mechanisms and in many simulated lives.");
    bind_life(m);
    bind_trust(m);
    bind_learning(m);
    bind_conditions(m);
    bind_tensions(m);
    bind_ecology(m);
    bind_runs(m);
}

}  // namespace smallholder::bindings
