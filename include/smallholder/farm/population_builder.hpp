// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From what a survey recorded to a complete population: what is absent is drawn given what is there.
///
///   1. Households are put into one order, by village and identifier.
///   2. Every recorded variable that is tied to others (land, wealth, household size, schooling, the practices, knowledge, other
///      earnings) becomes a normal score by its weighted mid-rank in the survey.
///   3. The missing ones of these are drawn from the Gaussian copula given the recorded ones, whatever the pattern
///      of gaps of a household; all others on their own.
///   4. A drawn rank becomes a value by the survey's own distribution where at least 30 households recorded the variable, else by
///      published moments.
///
/// Recorded values are never changed. The share of households for whom a column was drawn is counted (Population::origin).
/// Tested: tests/unit/farm/population_builder_test.cpp      Page: docs/population.md

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/core/money_basis.hpp"
#include "smallholder/farm/parameters.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/farm/population_moments.hpp"

namespace smallholder {

/// A survey as columns, one value per row.
struct SurveyColumns {
    std::vector<std::string> household;                 ///< identifiers, all different
    std::vector<double> weight;                         ///< households that each stands for; empty: all alike
    std::vector<std::string> village, region, segment;  ///< empty column or empty text: not recorded
    /// By concept: the names of survey_concepts(). NaN: not recorded. Money in `money`.
    std::map<std::string, std::vector<double>, std::less<>> values;
    std::vector<std::pair<std::string, std::vector<double>>> carried;  ///< columns that go along as they are; NaN: blank
    std::vector<Index> row_number;  ///< of each row in its file, for messages; empty: counted from 1
    bool area_base_older5 = false;  ///< does area_ha count only cocoa older than five years?
    MoneyBasis money{"USD", 2018, true};
};

struct CompletionOptions {
    std::uint64_t seed = 1;
    double represents = 0.0;   ///< households the survey stands for; 0: the sum of its weights
    Index group_villages = 0;  ///< put households without a village into groups of this size; 0: leave them alone
    std::string where = "survey";
    std::string region = "no region recorded";  ///< of households that have none
};

/// Something a survey may say about a household that the population takes over.
struct SurveyConcept {
    std::string_view name;
    double low, high;        ///< what the concept allows
    bool above_low = false;  ///< low itself is not allowed
    bool flag = false;       ///< 0 or 1
};
std::span<const SurveyConcept> survey_concepts();

/// central: the parameters at their central values. Throws SchemaError or RangeError with rows.
Population complete(const SurveyColumns& survey, const PopulationMoments& moments, const Parameters& central,
                    const CompletionOptions& options = {});

}  // namespace smallholder
