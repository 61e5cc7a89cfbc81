// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How old the trees of a farm are, when nobody counted them.
///
/// A farm holds trees of many ages around its own centre m, thinned out by death as they grow old:
///
///   n_a = density * s_a / sum s,    s_a = l_a exp(-(a - m)^2 / (2 spread^2))
///   l_0 = 1,  l_{a+1} = l_a (1 - mu_a) (1 - removal),   l_40 divided by 1 - (1 - mu_40)(1 - removal)
///   mu_a = min(1, mu0 + mu1 exp((a - mu_age)/mu_width))
///
/// n_a      trees of age a; the last class holds all of age 40 and over   1/ha
/// l_a      share of seedlings alive at age a in a stand that has long been replaced at a steady rate   1
/// removal  share of all trees that disease takes in a year   1/year
/// m        centre of the farm's ages   year
/// spread   how mixed a farm's ages are   year
/// Shape: classes >= 0 that sum to the density.   Tested: tests/unit/farm/tree_profile_test.cpp
/// Source: docs/odd.md section 5. The steady stand has mean age 17 and a fifth of its trees over 30, as surveys of
/// Ghanaian cocoa report 20 to 25% of the area under trees that old. Farms of one age each would start far above any
/// stand that replacement can hold, and every forecast would open with a fall that is an artefact.

#include <array>
#include <cstddef>

#include "smallholder/farm/parameters.hpp"

namespace smallholder {

/// Ages 0 to 39 in whole years, and all trees of 40 and over.
inline constexpr int kAgeClasses = 41;

using TreeProfile = std::array<double, kAgeClasses>;

/// Share of trees of age `age` (years) that die within a year for reasons other than disease.
double natural_mortality(const Parameters& parameters, int age);

/// l_a: relative number of trees of each age in a steady stand. removal: 1/year, in [0, 1).
TreeProfile steady_stand(const Parameters& parameters, double removal);

/// Trees per hectare by age. centre, spread: years; density: trees per hectare.
TreeProfile tree_profile(const TreeProfile& steady, double centre, double spread, double density);

/// The centre of ages that gives a farm the mean tree age a survey recorded. Ages below `kYoungest` or above
/// `kOldest`, which no such profile reaches, get the nearest it does reach.
double centre_for_mean_age(const TreeProfile& steady, double mean_age, double spread);
inline constexpr double kYoungest = 1.5, kOldest = 39.0;

/// Mean age of the trees, years; the last class counts as 40.
double mean_age(const TreeProfile& trees);

/// Share of the trees that are older than five years, what a survey of bearing land counts.
double share_older_than_5(const TreeProfile& trees);

}  // namespace smallholder
