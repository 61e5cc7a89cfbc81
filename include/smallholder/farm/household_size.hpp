// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who lives in a household, when a survey gives only how many.
///
///   adults = max(1, round(adult_share * size)),   children = size - adults
///   needs  = 1 + ae_other_adult (adults - 1) + ae_child children      adult equivalents
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

struct Members {
    double adults = 0.0, children = 0.0;
};

/// Adults and children as far as recorded (NaN where not) in a household whose size is known.
inline Members members_of(double household_size, double adults, double children, double adult_share) {
    Members m{adults, children};
    if (std::isnan(m.adults)) {
        m.adults =
            std::isnan(m.children) ? adults_among(household_size, adult_share) : std::max(1.0, household_size - m.children);
    }
    if (std::isnan(m.children)) m.children = std::max(0.0, household_size - m.adults);
    return m;
}

/// What they need, in lone adults: further adults and children count as the rows ae_other_adult and ae_child say.
inline double adult_equivalents_of(const Members& m, double other_adult, double child) {
    return 1.0 + other_adult * (m.adults - 1.0) + child * m.children;
}

}  // namespace smallholder
