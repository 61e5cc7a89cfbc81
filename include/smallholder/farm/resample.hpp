// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Fewer or more households than a survey has, standing for the same people.
///
/// As many: the same population.
/// Fewer: a systematic sample without replacement, chances in proportion to weight. A household that weighs more than
/// a whole step is taken for certain and keeps its weight; the others share the rest equally.
/// More: every household is copied in proportion to its weight, rounded up or down by a systematic draw; all weigh the same. Copy 0
/// is the household as it was. Further copies have an id, and so luck, of their own, live in a copy of the village, and are jittered:
///   amounts by exp(s z - s^2/2), shares by s z on the log-odds, scores by z' = sqrt(1 - s^2) z_0 + s z.
/// What was recorded of a copy follows its land: production, costs and cocoa income in proportion, yield unchanged, other income as it was.
///
/// Shape: weights sum to `represents`, as before.      Tested: tests/unit/farm/population_resample_test.cpp

#include <cstdint>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/population.hpp"

namespace smallholder {

/// s: relative spread of copies around the household they copy. Small against the spread between households (log-sd .5 to 1), so that
/// copies fill the gaps between households and do not widen their distribution: log-sd .75 becomes .757. Assumed.
inline constexpr double kResampleJitter = 0.1;

Population resample(const Population& population, Index households, std::uint64_t seed,
                    double jitter = kResampleJitter);

}  // namespace smallholder
