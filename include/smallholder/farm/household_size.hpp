// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who lives in a household, when a survey gives only how many.
///
///   adults = max(1, round(adult_share * size)),   children = size - adults
///
/// Of the adults a given share are women; a person too many for that share has the sex of the head, so that a
/// household of one adult is its head.
/// Shape: numbers of persons, adults >= 1.   Tested: tests/unit/farm/population_people_test.cpp
/// Source: assumed; the shares are rows of data/parameters/population_<name>.csv (adult_share, women_among_adults).

#include <algorithm>
#include <cmath>

namespace smallholder {

/// adult_share: adults per person in the household, 1.
inline double adults_among(double household_size, double adult_share) {
    return std::max(1.0, std::floor(adult_share * household_size + 0.5));
}

/// Adult women among `adults` persons; the rest are men. women_share: 1.
inline double women_among(double adults, bool female_head, double women_share) {
    const double expected = women_share * adults;
    return female_head ? std::max(std::min(1.0, adults), std::floor(expected + 0.5))
                       : std::max(0.0, std::min(adults - 1.0, std::ceil(expected - 0.5)));
}

}  // namespace smallholder
