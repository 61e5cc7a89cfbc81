// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which name did you mean? Misspelt keys and parameters are answered with the nearest known one.
///
/// Distance: insertions, deletions, substitutions and swaps of neighbouring letters that turn one name into the
/// other; capitals, and hyphens written for underscores, cost nothing.
/// Tested: tests/unit/farm/nearest_name_test.cpp
/// Source: the restricted edit distance of F. J. Damerau, Communications of the ACM 7(3), 1964.

#include <span>
#include <string>
#include <string_view>

#include "smallholder/core/index.hpp"

namespace smallholder {

/// Number of single-letter mistakes between two names.
Index edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to `name`, the first of several equally near; empty when none is near enough to be meant
/// (more than a third of the letters wrong, but two mistakes are always allowed in names of four letters or more).
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates);

/// What to try: `Did you mean "coverage"?`, else the known names when there are few, else `otherwise`.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates,
                         std::string_view otherwise);

}  // namespace smallholder
