// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a run says, per year and group and in money: medians and 5-95% ranges over draws, and the returns ledger.
///
/// Tested: tests/unit/evaluate/summary_test.cpp      Page: docs/outputs.md

#include <string>
#include <vector>

#include "smallholder/simulate/run.hpp"

namespace smallholder::evaluate {

/// What can be read off a run besides its measures.
inline constexpr Index kGini = static_cast<Index>(simulate::kMeasures);
inline constexpr Index kMedianIncome = kGini + 1;
inline constexpr Index kReported = kMedianIncome + 1;

/// Name and unit of a reported quantity: a measure, the Gini coefficient or the median of income.
std::string_view reported_name(Index which);
std::string_view reported_unit(Index which);
std::string_view reported_meaning(Index which);

/// One quantity in one arm, year and group: its level, or its change against the baseline on the same draws.
struct YearlyRow {
    Index arm, year, group, reported;
    bool change;
    double mean, p5, p50, p95;
    double parameter_variance;   // between draws with luck taken out; may be negative; NaN with one draw or replicate
    double stochastic_variance;  // within draws
};

/// Levels of every arm and changes of every arm but the first, over the finished draws. Quantiles are over draw means.
/// NumericalError if no draw was finished.
std::vector<YearlyRow> yearly(const simulate::Runs& runs);

/// A figure of the returns ledger.
struct ReturnsRow {
    Index arm;
    std::string perspective;  // "programme" (what is spent), "farmers", "society" (farmers less programme cost)
    std::string metric, unit;
    double mean, p5, p50, p95;
    double undefined_share;   // share of draws in which the figure has no meaning, e.g. nobody was lifted
};

struct ReturnsSettings {
    double discount_rate = 0.10;  // 1/year, real
};

/// Cost, benefit, NPV, benefit-cost ratio, cost per household reached, per household at the benchmark and per dollar of gap closed.
///
/// Flows of year t are discounted by (1 + r)^-t; costs are the programme's, benefits the change of all represented households'
/// income with own food, over the years of the run and no longer. Twice: as it is, and with family labour charged.
std::vector<ReturnsRow> returns(const simulate::Runs& runs, const ReturnsSettings& settings);

/// Cost of one arm and year over draws: mean and 5-50-95%, USD; also households enrolled and served, means over draws.
struct CostRow {
    Index arm, intervention, year;  // intervention -1: all together
    double mean, p5, p50, p95, enrolled, served;
};
std::vector<CostRow> costs(const simulate::Runs& runs);

}  // namespace smallholder::evaluate
