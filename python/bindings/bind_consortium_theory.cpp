// SPDX-License-Identifier: Apache-2.0
/// Alliances in closed form: smallholder._core.consortium, behind smallholder.consortium.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "columns.hpp"
#include "smallholder/consortium.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {
namespace {

using namespace consortium;
using Parameters = ConsortiumParameters;

py::dict dict_of(const CournotMarket& market) {
    return py::dict("price"_a = market.price, "tonnes"_a = market.tonnes, "firms_selling"_a = market.firms_selling,
                    "quantities"_a = column_of(market.quantities), "profits"_a = column_of(market.profits),
                    "shares"_a = column_of(market.shares));
}

py::tuple tuple_of(const Contributions& found) {
    return py::make_tuple(found.total, column_of(found.given), column_of(found.shares));
}

py::dict dict_of(const AllianceStability& row) {
    return py::dict("coalition"_a = row.coalition, "internal"_a = row.internal, "external"_a = row.external,
                    "stable"_a = row.stable(), "potentially_internal"_a = row.potentially_internal,
                    "potentially_external"_a = row.potentially_external, "joint"_a = row.joint, "claims"_a = row.claims,
                    "gap"_a = row.gap(), "leaver"_a = row.leaver, "gain_of_leaving"_a = row.gain_of_leaving,
                    "joiner"_a = row.joiner, "gain_of_joining"_a = row.gain_of_joining);
}

PayoffTable table_of_column(Index members, const Column& payoffs) {
    const auto rows = view(payoffs, "payoffs");
    return {members, std::vector<double>(rows.begin(), rows.end())};
}

/// A rule written in Python: takes the worths of all subsets, gives one share per member.
SharingRule rule_of(const py::function& rule) {
    return [rule](std::span<const double> worths) { return rule(column_of(worths)).cast<std::vector<double>>(); };
}

py::dict dict_of(const FairnessReport& report) {
    return py::dict("left_over"_a = report.left_over, "sums_up"_a = report.sums_up,
                    "individually_right"_a = report.individually_right, "worst_member"_a = report.worst_member,
                    "worst_loss"_a = report.worst_loss, "in_core"_a = report.in_core,
                    "worst_coalition"_a = report.worst_coalition, "complaint"_a = report.complaint,
                    "monotone"_a = report.monotone, "slighted"_a = report.slighted, "payable"_a = report.payable,
                    "transfers"_a = report.transfers, "cannot_pay"_a = report.cannot_pay,
                    "cannot_receive"_a = report.cannot_receive);
}

void bind_parameters_of(py::module_& m) {
    py::class_<Parameters>(m, "ConsortiumParameters", "What an alliance is taken to be like.")
        .def(py::init<>())
        .def("get", &Parameters::get, py::arg("name"))
        .def("set", &Parameters::set, py::arg("name"), py::arg("value"));
    m.def("parameter_rows", [] {
        py::list rows;
        for (const auto& row : kConsortiumParameterRows) {
            rows.append(py::dict("name"_a = row.name, "symbol"_a = row.symbol, "value"_a = Parameters{}.*row.member,
                                 "low"_a = row.low, "high"_a = row.high, "least"_a = row.least, "most"_a = row.most,
                                 "unit"_a = row.unit, "provenance"_a = row.provenance, "meaning"_a = row.meaning,
                                 "source"_a = row.source));
        }
        return rows;
    });
}

void bind_rivals(py::module_& m) {
    m.def(
        "cournot",
        [](double highest_price, double slope, const Column& unit_costs) {
            return dict_of(cournot({highest_price, slope}, view(unit_costs, "unit_costs")));
        },
        py::arg("highest_price"), py::arg("slope"), py::arg("unit_costs").noconvert());
    m.def(
        "precompetitive_index",
        [](const Column& before, const Column& after) {
            return precompetitive_index(view(before, "before"), view(after, "after"));
        },
        py::arg("before").noconvert(), py::arg("after").noconvert());
    m.def(
        "precompetitive_check",
        [](double highest_price, double slope, const Column& before, const Column& after) {
            const auto check =
                precompetitive_check({highest_price, slope}, view(before, "before"), view(after, "after"));
            return py::dict("index"_a = check.index, "flagged"_a = check.flagged, "before"_a = dict_of(check.before),
                            "after"_a = dict_of(check.after), "profit_changes"_a = column_of(check.profit_changes),
                            "share_changes"_a = column_of(check.share_changes));
        },
        py::arg("highest_price"), py::arg("slope"), py::arg("before").noconvert(), py::arg("after").noconvert());
    m.attr("PRECOMPETITIVE_FLAG") = kPrecompetitiveFlag;
    m.def(
        "spillover_efforts",
        [](double highest_price, double slope, double unit_cost, double effort_cost, double spillover) {
            const auto found = spillover_efforts({{highest_price, slope}, unit_cost, effort_cost, spillover});
            return std::tuple{found.alone, found.together, found.cost_alone, found.cost_together};
        },
        py::arg("highest_price"), py::arg("slope"), py::arg("unit_cost"), py::arg("effort_cost"), py::arg("spillover"));
}

void bind_common_goods(py::module_& m) {
    m.def(
        "voluntary_contributions",
        [](const Column& weights, const Column& wealth) {
            return tuple_of(voluntary_contributions(view(weights, "weights"), view(wealth, "wealth")));
        },
        py::arg("weights").noconvert(), py::arg("wealth").noconvert(), "The good, gifts and their shares of it.");
    m.def(
        "agreed_contributions",
        [](const Column& weights, const Column& wealth) {
            return tuple_of(agreed_contributions(view(weights, "weights"), view(wealth, "wealth")));
        },
        py::arg("weights").noconvert(), py::arg("wealth").noconvert());
    m.def(
        "warm_contributions",
        [](const Column& weights, const Column& wealth, const Column& glow, double grant) {
            return tuple_of(
                warm_contributions(view(weights, "weights"), view(wealth, "wealth"), view(glow, "warm_glow"), grant));
        },
        py::arg("weights").noconvert(), py::arg("wealth").noconvert(), py::arg("warm_glow").noconvert(),
        py::arg("grant"));
    m.def(
        "crowd_out",
        [](const Column& weights, const Column& wealth, const Column& glow) {
            return crowd_out(view(weights, "weights"), view(wealth, "wealth"), view(glow, "warm_glow"));
        },
        py::arg("weights").noconvert(), py::arg("wealth").noconvert(), py::arg("warm_glow").noconvert());
    m.def("warm_glow_of", &warm_glow_of, py::arg("crowd_out"), py::arg("weight"), py::arg("members"));
    m.def(
        "common_effort",
        [](Index members, double benefit, double cost, double agenda) {
            const auto found = common_effort({members, benefit, cost}, agenda);
            return std::tuple{found.effort, found.good, found.payoff, found.welfare};
        },
        py::arg("members"), py::arg("benefit"), py::arg("cost"), py::arg("agenda"));
}

void bind_delivery(py::module_& m) {
    m.def(
        "union_coverage",
        [](const Column& shares, double overlap) {
            const auto found = union_coverage(view(shares, "shares"), overlap);
            return std::pair{found.share, found.duplicated};
        },
        py::arg("shares").noconvert(), py::arg("overlap"), "Share reached; share of the work done twice.");
    m.def("learning_exponent", &learning_exponent, py::arg("progress_ratio"));
    m.def("experience_factor", &experience_factor, py::arg("experience"), py::arg("exponent"));
    m.def("last_mile_factor", &last_mile_factor, py::arg("coverage"), py::arg("last_mile"));
    m.def(
        "experience_next",
        [](const Column& experience, const Column& served, const std::vector<bool>& joined, double disclosure) {
            return column_of(
                experience_next(view(experience, "experience"), view(served, "served"), joined, disclosure));
        },
        py::arg("experience").noconvert(), py::arg("served").noconvert(), py::arg("joined"), py::arg("disclosure"));
    m.def("coordination_cost", &coordination_cost, py::arg("parameters"), py::arg("members"), py::arg("backbone"));
    m.def("backbone_break_even", &backbone_break_even, py::arg("parameters"));
}

void bind_stability(py::module_& m) {
    m.def(
        "critical_patience",
        [](double temptation, double reward, double punishment, double detection) {
            return critical_patience({temptation, reward, punishment}, detection);
        },
        py::arg("temptation"), py::arg("reward"), py::arg("punishment"), py::arg("detection"));
    m.def(
        "critical_patience_among_equals", [](double detection) { return critical_patience(detection); },
        py::arg("detection"));
    m.def("assurance_threshold", &assurance_threshold, py::arg("success"), py::arg("alone"), py::arg("fail"));
    m.def("synergy_left", &synergy_left, py::arg("gap_years"), py::arg("synergy_years"));
    m.def(
        "alliance_stability",
        [](Index members, const Column& payoffs) {
            py::list rows;
            for (const auto& row : alliance_stability(table_of_column(members, payoffs))) rows.append(dict_of(row));
            return rows;
        },
        py::arg("members"), py::arg("payoffs").noconvert());
    m.def(
        "shared_payoffs",
        [](Index members, const Column& payoffs, const py::function& rule) {
            return column_of(shared(table_of_column(members, payoffs), rule_of(rule)).payoffs());
        },
        py::arg("members"), py::arg("payoffs").noconvert(), py::arg("rule"));
    m.def(
        "best_stable",
        [](Index members, const Column& payoffs, const Column& welfare) -> std::optional<CoalitionMask> {
            const auto best = best_stable(table_of_column(members, payoffs), view(welfare, "welfare"));
            if (!best) return std::nullopt;
            return best->coalition;
        },
        py::arg("members"), py::arg("payoffs").noconvert(), py::arg("welfare").noconvert());
    m.def(
        "almost_ideal_shares",
        [](Index members, const Column& payoffs, CoalitionMask coalition, const Column& weights) {
            const auto found =
                almost_ideal_shares(table_of_column(members, payoffs), coalition, view(weights, "weights"));
            return std::pair{column_of(found.payoffs), found.surplus};
        },
        py::arg("members"), py::arg("payoffs").noconvert(), py::arg("coalition"), py::arg("weights").noconvert());
    m.def(
        "stable_sizes",
        [](const Column& member, const Column& outsider) {
            const auto inside = view(member, "member"), outside = view(outsider, "outsider");
            return stable_sizes({{inside.begin(), inside.end()}, {outside.begin(), outside.end()}});
        },
        py::arg("member").noconvert(), py::arg("outsider").noconvert());
    m.def(
        "linear_quadratic_payoffs",
        [](Index members, double benefit, double cost, double excludability) {
            const auto found = linear_quadratic_payoffs({members, benefit, cost}, excludability);
            return std::pair{column_of(found.member), column_of(found.outsider)};
        },
        py::arg("members"), py::arg("benefit"), py::arg("cost"), py::arg("excludability"), "By size, from 0 on.");
    m.def("largest_stable_alliance", &largest_stable_alliance, py::arg("excludability"));
    m.def(
        "leader_payoffs",
        [](Index members, double most_useful, double benefit, double cost) {
            const auto found = leader_payoffs({members, most_useful, benefit, cost});
            return std::tuple{column_of(found.payoffs.member), column_of(found.payoffs.outsider),
                              column_of(found.total)};
        },
        py::arg("members"), py::arg("most_useful"), py::arg("benefit"), py::arg("cost"));
    m.def(
        "table_of_sizes",
        [](const Column& member, const Column& outsider) {
            const auto inside = view(member, "member"), outside = view(outsider, "outsider");
            return column_of(table_of({{inside.begin(), inside.end()}, {outside.begin(), outside.end()}}).payoffs());
        },
        py::arg("member").noconvert(), py::arg("outsider").noconvert());
    m.def(
        "fairness_report",
        [](const Column& worth, const Column& shares, const Weights& contributions, const Weights& before,
           const Weights& most_paid, const Weights& most_received) {
            CashLimits limits;
            const auto fill = [](std::vector<double>& to, const Weights& from) {
                const auto values = view(from);
                to.assign(values.begin(), values.end());
            };
            fill(limits.before, before);
            fill(limits.most_paid, most_paid);
            fill(limits.most_received, most_received);
            return dict_of(fairness_report(view(worth, "worth"), view(shares, "shares"), view(contributions),
                                           before ? &limits : nullptr));
        },
        py::arg("worth").noconvert(), py::arg("shares").noconvert(), py::arg("contributions").noconvert(),
        py::arg("before").noconvert(), py::arg("most_paid").noconvert(), py::arg("most_received").noconvert());
}

void bind_formation(py::module_& m) {
    m.def("gain_scale", &gain_scale, py::arg("parameters"), py::arg("outlay"), py::arg("budget"));
    m.def("exit_probability", &exit_probability, py::arg("parameters"), py::arg("gain"), py::arg("scale"));
    m.def("join_probability", &join_probability, py::arg("parameters"), py::arg("gain"), py::arg("scale"),
          py::arg("joined"), py::arg("results"), py::arg("leader"));
    m.def("alignment_next", &alignment_next, py::arg("parameters"), py::arg("aligned"), py::arg("joined"),
          py::arg("results"), py::arg("years"));
    m.def(
        "beliefs_after_talk",
        [](const Parameters& p, const Column& beliefs, const Column& ties, const std::vector<bool>& joined) {
            return column_of(beliefs_after_talk(p, view(beliefs, "beliefs"), view(ties, "ties"), joined));
        },
        py::arg("parameters"), py::arg("beliefs").noconvert(), py::arg("ties").noconvert(), py::arg("joined"));
}

void bind_disclosure(py::module_& m) {
    py::class_<Disclosure>(m, "Disclosure", "Means over many households, never so many that one could be worked out.")
        .def(py::init([](const Column& weight, Index minimum_cell) {
                 const auto values = view(weight, "weight");
                 return Disclosure({values.begin(), values.end()}, minimum_cell);
             }),
             py::arg("weight").noconvert(), py::arg("minimum_cell"))
        .def_property_readonly("minimum_cell", &Disclosure::minimum_cell)
        .def(
            "mean",
            [](Disclosure& self, const std::vector<bool>& cell, const Column& figure) {
                const SharedMean found = self.mean(std::vector<char>(cell.begin(), cell.end()), view(figure, "figure"));
                return std::tuple{found.households, found.stand_for, found.mean};
            },
            py::arg("cell"), py::arg("figure").noconvert());
}

}  // namespace

void bind_consortium_theory(py::module_& parent) {
    py::module_ m = parent.def_submodule("consortium", "The alliance itself.");
    bind_parameters_of(m);
    bind_rivals(m);
    bind_common_goods(m);
    bind_delivery(m);
    bind_stability(m);
    bind_formation(m);
    bind_disclosure(m);
}

}  // namespace smallholder::bindings
