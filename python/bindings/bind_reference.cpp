// SPDX-License-Identifier: Apache-2.0
/// Models that others use, in closed form: smallholder._core.reference, behind smallholder.reference.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "columns.hpp"
#include "smallholder/evaluate/reference_spreadsheet.hpp"
#include "smallholder/evaluate/reference_surplus.hpp"
#include "smallholder/livelihood/adoption_bass.hpp"
#include "smallholder/livelihood/adoption_contagion.hpp"
#include "smallholder/livelihood/adoption_heterogeneous.hpp"
#include "smallholder/livelihood/adoption_learning.hpp"
#include "smallholder/livelihood/poverty_trap.hpp"
#include "smallholder/livelihood/sharecropping.hpp"
#include "smallholder/market/local_multiplier.hpp"
#include "smallholder/market/world_supply.hpp"

namespace py = pybind11;

namespace smallholder::bindings {
namespace {

using Elasticities = std::pair<double, double>;  // supply, demand

market::Elasticities of(const Elasticities& e) {
    return {e.first, e.second};
}

/// Sharecropping is a kernel and throws nothing, so what comes from Python is checked here.
void require_contract(double share, double labour_elasticity, double supervision) {
    constexpr const char* where = "reference.tenant";
    if (!(share > 0.0 && share <= 1.0 && supervision >= 0.0 && supervision <= 1.0)) {
        throw RangeError("the tenant's share is " + number_text(share) + " and supervision " + number_text(supervision),
                         where, "Use a share above 0 and at most 1, and supervision between 0 and 1");
    }
    if (!(labour_elasticity > 0.0 && labour_elasticity < 1.0)) {
        throw RangeError("the elasticity of output to labour is " + number_text(labour_elasticity), where,
                         "Use a number between 0 and 1, often 0.3 to 0.5");
    }
}

/// Price and quantity of each year against a world at rest, for supply relative to it.
std::pair<Column, Column> nerlove_path(const Column& shifts, const Elasticities& short_run,
                                       const Elasticities& long_run) {
    const market::WorldMarket world{of(short_run), of(long_run)};
    market::require_market(world, "reference.nerlove_path");
    std::vector<double> prices, quantities;
    market::MarketMemory memory;
    for (const double shift : view(shifts, "shifts")) {
        if (!(shift > 0.0)) {
            throw RangeError("supply is " + number_text(shift) + " times what it was", "reference.nerlove_path",
                             "Use factors above zero: 1.05 for 5% more");
        }
        const auto step = market::nerlove_step(memory, log_of(shift), world);
        memory = step.memory;
        prices.push_back(exp_of(step.log_price));
        quantities.push_back(exp_of(step.log_quantity));
    }
    return {column_of(prices), column_of(quantities)};
}

std::vector<std::pair<double, double>> fixed_points(double lowest, double highest, double midpoint, double bend) {
    std::vector<std::pair<double, double>> found;
    for (const auto& point : livelihood::fixed_points({lowest, highest, midpoint, bend})) {
        found.emplace_back(point.assets, point.slope);
    }
    return found;
}

std::vector<double> assets_path(double lowest, double highest, double midpoint, double bend, double first,
                                Index years) {
    const livelihood::PovertyTrap trap{lowest, highest, midpoint, bend};
    livelihood::require_poverty_trap(trap, "reference.assets_path");
    if (!(first >= 0.0) || years < 0) {
        throw RangeError("assets of " + number_text(first) + " and " + std::to_string(years) + " years",
                         "reference.assets_path", "Use assets of zero or more and zero or more years");
    }
    std::vector<double> path{first};
    for (Index t = 0; t < years; ++t) path.push_back(livelihood::assets_next(trap, path.back()));
    return path;
}

}  // namespace

void bind_reference(py::module_& parent) {
    py::module_ m = parent.def_submodule("reference", "Models that others use, in closed form.");

    m.def("spreadsheet_income", &reference::spreadsheet_income, py::arg("land_ha"), py::arg("yield_kg_per_ha"),
          py::arg("price_per_kg"), py::arg("cost"));
    m.def(
        "economic_surplus",
        [](bool closed, double k, double price, double quantity, const Elasticities& e) {
            const auto change = reference::economic_surplus(
                closed ? reference::Economy::closed : reference::Economy::small_open, k, price, quantity, of(e));
            return std::tuple{change.consumers, change.growers, change.total, change.price_fall, change.output_rise};
        },
        py::arg("closed"), py::arg("k"), py::arg("price"), py::arg("quantity"), py::arg("elasticities"));
    m.def("cost_reduction", &reference::cost_reduction, py::arg("gain"), py::arg("cost"), py::arg("supply_elasticity"),
          py::arg("success"), py::arg("adoption"), py::arg("wear"));

    m.def("supply_shift", &market::supply_shift, py::arg("share"), py::arg("adoption"), py::arg("gain"));
    py::class_<market::SettledMarket>(m, "SettledMarket", "The world market after everybody has adjusted.")
        .def_readonly("price", &market::SettledMarket::price)
        .def_readonly("quantity", &market::SettledMarket::quantity)
        .def_readonly("revenue", &market::SettledMarket::revenue)
        .def_readonly("others_revenue", &market::SettledMarket::others_revenue)
        .def("adopter_revenue", &market::SettledMarket::adopter_revenue, py::arg("gain"))
        .def("__repr__", [](const market::SettledMarket& found) {
            return py::str("SettledMarket(price={:.4f}, quantity={:.4f}, revenue={:.4f}, others_revenue={:.4f})")
                .format(found.price, found.quantity, found.revenue, found.others_revenue);
        });
    m.def(
        "settled_market", [](double shift, const Elasticities& e) { return market::settled_market(shift, of(e)); },
        py::arg("shift"), py::arg("elasticities"));
    m.def("nerlove_path", &nerlove_path, py::arg("shifts").noconvert(), py::arg("short_run"), py::arg("long_run"));
    m.attr("COCOA_SHORT_RUN") =
        py::make_tuple(market::kCocoaWorldMarket.short_run.supply, market::kCocoaWorldMarket.short_run.demand);
    m.attr("COCOA_LONG_RUN") =
        py::make_tuple(market::kCocoaWorldMarket.long_run.supply, market::kCocoaWorldMarket.long_run.demand);
    m.def(
        "local_multipliers",
        [](const Column& spending, Index accounts) {
            return column_of(market::local_multipliers(view(spending, "spending"), accounts));
        },
        py::arg("spending").noconvert(), py::arg("accounts"), "Row by row.");
    m.def("nominal_multiplier", &market::nominal_multiplier, py::arg("local_spending"), py::arg("local_value_added"));
    m.def(
        "real_multiplier",
        [](double nominal, const Elasticities& local) { return market::real_multiplier(nominal, of(local)); },
        py::arg("nominal"), py::arg("elasticities"));

    m.def(
        "heterogeneous_adoption",
        [](double mean_gain, double gain_sd, double payment) {
            const auto found = livelihood::heterogeneous_adoption(mean_gain, gain_sd, payment);
            return std::tuple{found.share, found.gain_of_adopters, found.gain_per_farm};
        },
        py::arg("mean_gain"), py::arg("gain_sd"), py::arg("payment"));
    m.def("gain_spread", &livelihood::gain_spread, py::arg("sd_old"), py::arg("sd_new"), py::arg("correlation"));
    m.def(
        "bass_share",
        [](double p, double q, double years) {
            return livelihood::bass_share({p, q}, years);
        },
        py::arg("p"), py::arg("q"), py::arg("years"));
    m.def(
        "bass_rate",
        [](double p, double q, double years) {
            return livelihood::bass_rate({p, q}, years);
        },
        py::arg("p"), py::arg("q"), py::arg("years"));
    m.def(
        "bass_peak",
        [](double p, double q) {
            return livelihood::bass_peak({p, q});
        },
        py::arg("p"), py::arg("q"));
    m.def(
        "bass_path",
        [](double p, double q, Index years, double first) {
            return column_of(livelihood::bass_path({p, q}, years, first));
        },
        py::arg("p"), py::arg("q"), py::arg("years"), py::arg("first"));
    m.def("target_input_profit", &livelihood::target_input_profit, py::arg("trials"), py::arg("best"),
          py::arg("season_variance"), py::arg("belief_variance"));
    m.def(
        "contagion",
        [](Index people, const std::vector<std::pair<Index, Index>>& pairs, const std::vector<Index>& seeds,
           Index threshold, Index years) {
            const auto path = livelihood::contagion(livelihood::ContactGraph(people, pairs), seeds, threshold, years);
            return std::pair{path.adopters, path.year};
        },
        py::arg("people"), py::arg("pairs"), py::arg("seeds"), py::arg("threshold"), py::arg("years"),
        "Adopters after 0, 1, ... years; year of adoption by person, -1 never.");
    m.def(
        "ring_of_contacts",
        [](Index people, Index reach) {
            const auto graph = livelihood::ring_of_contacts(people, reach);
            std::vector<std::pair<Index, Index>> pairs;
            for (Index i = 0; i < people; ++i) {
                for (const Index j : graph.contacts_of(i)) {
                    if (i < j) pairs.emplace_back(i, j);
                }
            }
            return pairs;
        },
        py::arg("people"), py::arg("reach"), "Each pair once.");

    m.def(
        "tenant",
        [](double share, double labour_elasticity, double supervision) {
            require_contract(share, labour_elasticity, supervision);
            return std::pair{livelihood::tenant_effort(share, labour_elasticity, supervision),
                             livelihood::tenant_output(share, labour_elasticity, supervision)};
        },
        py::arg("share"), py::arg("labour_elasticity"), py::arg("supervision"), "Effort and output over an owner's.");
    m.def("fixed_points", &fixed_points, py::arg("lowest"), py::arg("highest"), py::arg("midpoint"), py::arg("bend"),
          "Assets and slope of each.");
    m.def("assets_path", &assets_path, py::arg("lowest"), py::arg("highest"), py::arg("midpoint"), py::arg("bend"),
          py::arg("first"), py::arg("years"));
}

}  // namespace smallholder::bindings
