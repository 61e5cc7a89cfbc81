// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a programme file, a command line or Python may change about parameters: values, ranges, and which move together.
/// Tested: tests/unit/farm/parameter_table_test.cpp

#include <string>
#include <variant>

#include "smallholder/farm/distribution_spec.hpp"

namespace smallholder {

/// A parameter set to a number, or given another distribution.
struct ParameterOverride {
    std::string name;
    std::variant<double, DistributionSpec> value;
    std::string where;  ///< file and line, for errors; not part of what is changed

    bool operator==(const ParameterOverride& other) const { return name == other.name && value == other.value; }
};

/// Two parameters that are drawn together: rho is the correlation of their normal scores (Gaussian copula).
struct Correlation {
    std::string first, second;
    double rho = 0.0;
    std::string source;  ///< of a shipped one: where it comes from
    std::string where;   ///< file and line, for errors

    bool operator==(const Correlation& other) const {
        return first == other.first && second == other.second && rho == other.rho;
    }
};

}  // namespace smallholder
