// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Households that nobody surveyed, with the spread and the joint distribution that surveys published.
///
/// It is the completion of a survey in which nothing was recorded. A household is drawn by its number alone: the
/// first hundred of ten thousand are the hundred one would get by asking for a hundred.
/// Tested: tests/unit/farm/population_synthesise_test.cpp      Page: docs/population.md

#include <cstdint>
#include <string>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/parameters.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/farm/population_moments.hpp"

namespace smallholder {

struct SynthesisOptions {
    Index households = 1000;
    std::uint64_t seed = 1;
    double represents = 0.0;                    ///< households they stand for; 0: themselves
    Index village_size = 0;                     ///< 0: that of the moments; 1: no villages
    std::vector<std::string> regions{"Ghana"};  ///< villages go to them in turn
};

/// central: the parameters at their central values.
Population synthesise(const PopulationMoments& moments, const Parameters& central, const SynthesisOptions& options);

}  // namespace smallholder
