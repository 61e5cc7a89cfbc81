// SPDX-License-Identifier: Apache-2.0
/// The books of a run: who paid, who received, and what each perspective gained.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "columns.hpp"
#include "smallholder/evaluate/ledger.hpp"
#include "smallholder/evaluate/summary.hpp"
#include "smallholder/programme/payers.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {
namespace {

using simulate::Runs;

py::dict ledger(const Runs& runs) {
    using Row = evaluate::LedgerRow;
    const evaluate::LedgerTable table = evaluate::ledger_table(runs);
    auto party = [&](Index place) { return place == evaluate::kNobody ? std::string() : table.parties[static_cast<std::size_t>(place)]; };
    py::list what, kind, from, to;
    for (const Row& row : table.rows) {
        what.append(row.line.what);
        kind.append(std::string(evaluate::name_of(row.line.kind)));
        from.append(party(row.line.from));
        to.append(party(row.line.to));
    }
    return py::dict("arm"_a = column(table.rows, &Row::arm), "year"_a = column(table.rows, &Row::year), "what"_a = what, "kind"_a = kind,
                    "payer"_a = from, "beneficiary"_a = to, "mean"_a = column(table.rows, &Row::mean), "p5"_a = column(table.rows, &Row::p5),
                    "p50"_a = column(table.rows, &Row::p50), "p95"_a = column(table.rows, &Row::p95));
}

py::list perspectives(const Runs& runs, Index arm) {
    const std::vector<std::string> parties = evaluate::ledger_of(runs, 0, arm).parties;
    py::list rows;
    for (const evaluate::Perspective& who : evaluate::perspectives(runs, arm)) {
        std::vector<std::string> members;
        for (std::size_t i = 0; i < parties.size(); ++i)
            if (who.members[i]) members.push_back(parties[i]);
        rows.append(py::dict("name"_a = who.name, "parties"_a = members, "meaning"_a = who.meaning));
    }
    return rows;
}

/// Finished draws x years.
py::array_t<double> array_of(const Runs& runs, const std::vector<std::vector<double>>& table) {
    py::array_t<double> made({static_cast<py::ssize_t>(table.size()), static_cast<py::ssize_t>(runs.years() + 1)});
    auto values = made.mutable_unchecked<2>();
    for (std::size_t d = 0; d < table.size(); ++d)
        for (std::size_t t = 0; t < table[d].size(); ++t) values(static_cast<py::ssize_t>(d), static_cast<py::ssize_t>(t)) = table[d][t];
    return made;
}

py::dict market_books(const Runs& runs) {
    using Row = evaluate::MarketRow;
    const std::vector<Row> rows = evaluate::market_books(runs);
    py::list metric, unit;
    for (const Row& row : rows) {
        metric.append(row.metric);
        unit.append(row.unit);
    }
    return py::dict("arm"_a = column(rows, &Row::arm), "year"_a = column(rows, &Row::year), "metric"_a = metric, "unit"_a = unit,
                    "mean"_a = column(rows, &Row::mean), "p5"_a = column(rows, &Row::p5), "p50"_a = column(rows, &Row::p50),
                    "p95"_a = column(rows, &Row::p95));
}

}  // namespace

void bind_ledger(py::module_& m) {
    m.def("ledger", &ledger, "runs"_a, "Lines of the books by arm and year with their spread over draws, a column per key.");
    m.def("perspectives", &perspectives, "runs"_a, "arm"_a, "Whose gains are reported, and which parties each is.");
    m.def(
        "gains",
        [](const Runs& runs, Index arm, const std::string& perspective, bool labour_charged) {
            return array_of(runs, evaluate::gains(runs, arm, perspective, labour_charged));
        },
        "runs"_a, "arm"_a, "perspective"_a, "labour_charged"_a, "Finished draws x years, USD.");
    m.def("outlays", [](const Runs& runs, Index arm) { return array_of(runs, evaluate::outlays(runs, arm)); }, "runs"_a, "arm"_a,
          "What the payers of an arm lay out: finished draws x years, USD.");
    m.def("market_books", &market_books, "runs"_a, "What each arm of the programme does to prices, other growers, buyers and land.");
    m.def(
        "perspective_names",
        [] {
            std::vector<std::string> names;
            for (const std::string_view name : perspective_names()) names.emplace_back(name);
            return names;
        },
        "Perspectives that every run reports; payers come with their own names.");
}

}  // namespace smallholder::bindings
