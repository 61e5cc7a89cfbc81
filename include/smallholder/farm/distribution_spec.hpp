// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a number is uncertain, as people write it down: a shape and two or three figures.
///
///   normal, lognormal, beta    p5 and p95, or mean and sd
///   triangular, pert           low, mode and high (the ends), or p5, mode and p95
///   uniform                    low and high (the ends), or p5 and p95
///   discrete                   values and, unless all are equally likely, probabilities
///   fixed                      a number that is not drawn
///
/// p5 and p95 are what one draw in twenty lies below and above; stats/distributions.hpp explains the shapes.
/// Tested: tests/unit/farm/distribution_spec_test.cpp

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/stats/distributions.hpp"

namespace smallholder {

using Shape = stats::DistributionKind;

/// The shape of that name; nothing when there is none.
std::optional<Shape> shape_named(std::string_view name);

/// The names of all shapes but `fixed`, in the order of the enumeration.
std::vector<std::string_view> shape_names();

/// Between which values a quantity can lie at all.
struct Bounds {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();

    bool contains(double value) const { return value >= low && value <= high; }
    bool operator==(const Bounds&) const = default;
};

/// "between 0 and 1", "0 or more", "any number".
std::string to_string(const Bounds& bounds);

struct DistributionSpec {
    Shape shape = Shape::normal;
    std::optional<double> p5, p95, mean, sd, low, mode, high;
    std::vector<double> values, probabilities;

    bool operator==(const DistributionSpec&) const = default;
};

/// What is wrong with a specification, in words, or nothing when it can be drawn from: figures missing or too many
/// for the shape, low above high, not finite, probabilities that do not sum to one, figures outside `bounds`.
std::optional<std::string> problem_with(const DistributionSpec& spec, const Bounds& bounds = {});

/// Ready to be drawn from. Throws ProgrammeError, naming `where`, when there is a problem with it or when its rarest
/// draws would fall outside `bounds`.
stats::Distribution make_distribution(const DistributionSpec& spec, const Bounds& bounds, std::string_view where);

/// As a programme file writes it: {p5 = 3, p95 = 6, distribution = "lognormal"}.
std::string to_string(const DistributionSpec& spec);

/// The shortest text that reads back as the same number.
std::string shortest(double number);

}  // namespace smallholder
