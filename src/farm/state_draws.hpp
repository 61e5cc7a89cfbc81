// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Drawing what a survey does not say of a household's state: one row per variable, with its draw, its
/// published spread and its ties to the others.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "smallholder/farm/parameters.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/farm/population_builder.hpp"
#include "smallholder/farm/population_moments.hpp"

namespace smallholder::completion {

/// A population on its way, with what the trees are made from.
struct Draft {
    Population people;
    Population::Column tree_age;      ///< mean age of the trees as recorded, years
    Population::Column tree_density;  ///< trees per ha
};

struct Spread {
    const PopulationMoments& moments;
    const Parameters& central;
};

/// One variable of the state that a survey may record.
struct StateVariable {
    std::string_view concept_name;  ///< as the survey calls it
    std::string_view column;        ///< as the population calls it
    int draw;                       ///< population_variable of its uniform
    int tied;                       ///< place in the copula, or -1
    bool whole;                     ///< counts, flags and contracts: only values that occur
    double low, high;               ///< what it can be
    bool above_low;
    Population::Column& (*in)(Draft&);
    double (*quantile)(const Spread&, double u);
};

std::span<const StateVariable> state_variables();

/// Fills the gaps (NaN) of all state variables of households in canonical order, then the latent scores, and notes
/// where everything came from. Trees and what depends on them are left to build_stands.
void draw_state(Draft& draft, const Spread& spread, std::uint64_t seed);

/// Tree profiles from age and density (drawn or recorded), the stand target, and land of all ages from land as counted.
void build_stands(Draft& draft, const Spread& spread, std::uint64_t seed);

/// Distance to the market: recorded, else the village's mean, else drawn for the village.
void draw_roads(Population& people, const PopulationMoments& moments, std::uint64_t seed);

/// Men, women and children from household size, adults and children as far as recorded (NaN where not).
void split_households(Population& people, const Population::Column& adults, const Population::Column& children,
                      const PopulationMoments& moments);

/// Both synthesise and complete: a synthetic population is a survey in which nothing was recorded.
Population complete_survey(const SurveyColumns& survey, const PopulationMoments& moments, const Parameters& central,
                           const CompletionOptions& options, bool synthetic);

/// Weighted share of households whose value is missing.
double share_missing(std::span<const double> values, std::span<const double> weights);

}  // namespace smallholder::completion
