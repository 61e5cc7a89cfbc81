// SPDX-License-Identifier: Apache-2.0
/// Cooperative games: smallholder._core.games, behind smallholder.games. Coalitions are numbers, bit i is member i.

#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "columns.hpp"
#include "smallholder/games.hpp"
#include "smallholder/random/orders.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
namespace {

using namespace games;
using Weighted = std::vector<std::pair<Coalition, double>>;

Game game_of(const Column& worth, bool costs) {
    const auto values = view(worth, costs ? "costs" : "worth");
    std::vector<double> copy(values.begin(), values.end());
    return costs ? Game::of_costs(std::move(copy)) : Game(std::move(copy));
}

Complaint complaint_of(const std::string& kind) {
    if (kind == "total") return Complaint::total;
    if (kind == "per_capita") return Complaint::per_capita;
    if (kind == "proportional") return Complaint::proportional;
    throw RangeError("kind is '" + kind + "'", "games", "Use 'total', 'per_capita' or 'proportional'");
}

Arithmetic arithmetic_of(const std::string& name) {
    if (name == "automatic") return Arithmetic::automatic;
    if (name == "exact") return Arithmetic::exact;
    if (name == "floating") return Arithmetic::floating;
    throw RangeError("arithmetic is '" + name + "'", "games", "Use 'automatic', 'exact' or 'floating'");
}

Weighted pairs_of(const std::vector<WeightedCoalition>& coalitions) {
    Weighted pairs;
    for (const auto& [members, weight] : coalitions) pairs.emplace_back(members, weight);
    return pairs;
}

using Rule = std::vector<double> (*)(const Game&);

template <Rule rule>
Column shares_by(const Column& worth, bool costs) {
    return column_of(rule(game_of(worth, costs)));
}

template <Nucleolus (*rule)(const Game&, const NucleolusOptions&)>
Column nucleolus_by(const Column& worth, bool costs, const std::string& kind, const std::string& arithmetic) {
    return column_of(
        rule(game_of(worth, costs), {.complaint = complaint_of(kind), .arithmetic = arithmetic_of(arithmetic)}).shares);
}

template <Property (*property)(const Game&)>
std::tuple<bool, Coalition, Coalition, double> asked(const Column& worth, bool costs) {
    const Property found = property(game_of(worth, costs));
    return {found.holds, found.first, found.second, found.by};
}

}  // namespace

void bind_games(py::module_& parent) {
    py::module_ m = parent.def_submodule("games", "Cooperative games given by the worth of every coalition.");

    m.def("savings", [](const Column& costs) { return column_of(savings(game_of(costs, true)).values()); },
          py::arg("costs").noconvert());
    m.def(
        "complaints",
        [](const Column& worth, bool costs, const Column& x, const std::string& kind) {
            return column_of(complaints(game_of(worth, costs), view(x, "x"), complaint_of(kind)));
        },
        py::arg("worth").noconvert(), py::arg("costs"), py::arg("x").noconvert(), py::arg("kind"));
    m.def(
        "core_membership",
        [](const Column& worth, bool costs, const Column& x, double tolerance) {
            const auto found = core_membership(game_of(worth, costs), view(x, "x"), tolerance);
            return std::tuple(found.inside, found.gap, found.worst, found.excess);
        },
        py::arg("worth").noconvert(), py::arg("costs"), py::arg("x").noconvert(), py::arg("tolerance"),
        "Inside?, x(N) less what there is, the coalition that objects most, its excess; a tolerance below 0 is rounding.");
    m.def(
        "core",
        [](const Column& worth, bool costs) {
            const Core found = core_of(game_of(worth, costs));
            return std::tuple(found.empty, found.least.epsilon, column_of(found.least.shares), found.least.tight,
                              pairs_of(found.least.balanced));
        },
        py::arg("worth").noconvert(), py::arg("costs"), "Empty?, eps, a point, tight coalitions, balancing weights.");
    m.def(
        "least_core",
        [](const Column& worth, bool costs, const std::string& kind) {
            const LeastCore found = least_core(game_of(worth, costs), complaint_of(kind));
            return std::tuple(found.epsilon, column_of(found.shares), found.tight, pairs_of(found.balanced));
        },
        py::arg("worth").noconvert(), py::arg("costs"), py::arg("kind"));
    m.def("nucleolus", &nucleolus_by<nucleolus>, py::arg("worth").noconvert(), py::arg("costs"), py::arg("kind"),
          py::arg("arithmetic"));
    m.def("prenucleolus", &nucleolus_by<prenucleolus>, py::arg("worth").noconvert(), py::arg("costs"), py::arg("kind"),
          py::arg("arithmetic"));
    m.def(
        "kohlberg",
        [](const Column& worth, bool costs, const Column& x, const std::string& kind, bool individually_rational,
           double tolerance) {
            const auto found = kohlberg(game_of(worth, costs), view(x, "x"),
                                        {.complaint = complaint_of(kind),
                                         .individually_rational = individually_rational,
                                         .tolerance = tolerance});
            return std::tuple(found.holds, found.reason, found.level, found.collection);
        },
        py::arg("worth").noconvert(), py::arg("costs"), py::arg("x").noconvert(), py::arg("kind"),
        py::arg("individually_rational"), py::arg("tolerance"));

    m.def("shapley", &shares_by<shapley>, py::arg("worth").noconvert(), py::arg("costs"));
    m.def(
        "shapley_sampled",
        [](Index members, const WorthOf& worth, Index pairs, std::uint64_t seed) {
            const auto found =
                shapley_sampled(members, worth, pairs, [seed](std::uint64_t number, std::span<Index> order) {
                    random::random_order(seed, number, order);
                });
            return std::tuple(column_of(found.shares), column_of(found.standard_errors), found.residual, found.worths);
        },
        py::arg("members"), py::arg("worth"), py::arg("pairs"), py::arg("seed"),
        "worth(coalition as a number) is asked for once each; shares, standard errors, residual, worths asked for.");
    m.def("tau", &shares_by<tau>, py::arg("worth").noconvert(), py::arg("costs"));
    m.def("separable", &shares_by<separable>, py::arg("worth").noconvert(), py::arg("costs"));
    m.def("equal", &shares_by<equal>, py::arg("worth").noconvert(), py::arg("costs"));
    m.def(
        "gately",
        [](const Column& worth, bool costs) {
            const Gately found = gately(game_of(worth, costs));
            return std::pair(column_of(found.shares), found.propensity);
        },
        py::arg("worth").noconvert(), py::arg("costs"));
    m.def(
        "scrb",
        [](const Column& costs, const Weights& benefits) { return column_of(scrb(game_of(costs, true), view(benefits))); },
        py::arg("costs").noconvert(), py::arg("benefits").noconvert());
    m.def(
        "proportional",
        [](const Column& worth, const Column& weights) {
            return column_of(proportional(game_of(worth, false), view(weights, "weights")));
        },
        py::arg("worth").noconvert(), py::arg("weights").noconvert());

    m.def("monotone", &asked<monotone>, py::arg("worth").noconvert(), py::arg("costs"),
          "Holds?, two coalitions that show the opposite, by how much.");
    m.def("superadditive", &asked<superadditive>, py::arg("worth").noconvert(), py::arg("costs"));
    m.def("convex", &asked<convex>, py::arg("worth").noconvert(), py::arg("costs"));
    m.def("balanced", &asked<balanced>, py::arg("worth").noconvert(), py::arg("costs"));
}

}  // namespace smallholder::bindings
