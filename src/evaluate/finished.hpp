// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/evaluate: the finished draws of a run, and how a figure spreads over them.

#include <vector>

#include "smallholder/evaluate/ledger.hpp"
#include "smallholder/simulate/run.hpp"

namespace smallholder::evaluate {

/// Draws of which every replicate is done; NumericalError when there are none.
std::vector<Index> finished_draws(const simulate::Runs& runs);

struct Spread {
    double mean, p5, p50, p95;
};
/// Mean and quantiles (type 7) of those values that are numbers.
Spread spread_of(std::vector<double> values);

/// The books of an arm in a draw, its replicates averaged.
Ledger mean_ledger(const simulate::Runs& runs, Index draw, Index arm);

}  // namespace smallholder::evaluate
