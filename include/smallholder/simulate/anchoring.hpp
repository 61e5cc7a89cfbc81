// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/simulate/block.hpp"
#include "smallholder/simulate/run.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What a population without recorded yields is anchored to: the mean yield a survey would record, kg/ha.
struct AnchorTarget {
    double mean_recorded_yield = 0.0;  // 0: none; land quality keeps its prior
};

/// Blocks of whole villages, in canonical order: the first household of each, and the end.
std::vector<Index> cut_into_blocks(const Population& population, Index households_per_block, bool coupled);

/// Solves, for one draw and replicate, what makes year 0 the survey's own (docs/population.md, "Anchoring").
///
/// Yields: the permanent part of the record (its variance less recall error and one year's weather) goes into land quality q;
/// the rest of it is that year's luck and recall. Income: what other income the record leaves goes into the other-earnings level,
/// and what neither explains into a residual held for life. Without a record the common level of q is solved so that the mean
/// recorded yield meets the target. With settings.anchor false, q keeps its prior and nothing is solved.
/// The first income of each household, in the order of the population, comes back in year_0_income.
/// Told to stop (progress->stop), it returns within a block of households; what it found is then unfinished and not to be used.
AnchorReport solve_anchor(const Population& population, const Model& model, const MarketYear& market, const RunSettings& settings,
                          const AnchorTarget& target, const std::vector<Index>& blocks, std::uint32_t draw, std::uint32_t replicate,
                          Block& workspace, Anchor& anchor, std::vector<double>* year_0_income = nullptr,
                          const Progress* progress = nullptr);

/// Year 0 as the survey recorded it: where it has a figure the flow takes it.
void record_year_zero(const Population& population, Index household, Flows<double>& flow);

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
