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

/// A figure read from the ledger.
struct ReturnsRow {
    Index arm;
    std::string perspective;  // of evaluate::perspectives
    std::string metric, unit;
    double mean, p5, p50, p95;
    double undefined_share;   // share of draws in which the figure has no meaning, e.g. nobody was lifted
};

struct ReturnsSettings {
    double discount_rate = 0.10;  // 1/year, real
};

/// What each perspective gains and gives, as present values; what a dollar brings; rates and years of payback; cost per unit.
///
/// Flows of year t are discounted by (1 + r)^-t, over the years of the run and no longer. All are read from the ledger
/// (evaluate/ledger.hpp); docs/ledger.md says what each figure is. A benefit-cost ratio sets what all but the payers gain over what
/// the payers lay out: (NPV + outlay)/outlay.
std::vector<ReturnsRow> returns(const simulate::Runs& runs, const ReturnsSettings& settings);

/// The gain of one perspective per finished draw and year, USD; nothing where there is no such perspective.
std::vector<std::vector<double>> gains(const simulate::Runs& runs, Index arm, std::string_view perspective, bool labour_charged);

/// What the payers of an arm lay out per finished draw and year, USD.
std::vector<std::vector<double>> outlays(const simulate::Runs& runs, Index arm);

/// Cost of one arm and year over draws: mean and 5-50-95%, USD; also households enrolled and served, means over draws.
struct CostRow {
    Index arm, intervention, year;  // intervention -1: all together
    double mean, p5, p50, p95, enrolled, served;
};
std::vector<CostRow> costs(const simulate::Runs& runs);

}  // namespace smallholder::evaluate
