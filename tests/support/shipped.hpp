// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The parameters that come with the library, and synthetic households made from them.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/farm/money_table.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/farm/population_moments.hpp"
#include "smallholder/farm/synthesise.hpp"
#include "smallholder/io/money_file.hpp"
#include "smallholder/io/parameter_file.hpp"

namespace smallholder::tests {

/// In the money of the households below.
inline const ParameterTable& shipped_table() {
    static const ParameterTable table = in_money(io::shipped_parameters(), {"USD", 2018, true}, io::shipped_money());
    return table;
}

inline const Parameters& shipped() {
    static const Parameters parameters = central(shipped_table());
    return parameters;
}

/// The shipped table with some values of its own.
inline ParameterTable changed_table(const std::vector<std::pair<std::string, double>>& values) {
    std::vector<ParameterOverride> overrides;
    for (const auto& [name, value] : values) overrides.push_back({name, value, "test"});
    return shipped_table().changed_by(overrides);
}

inline PopulationMoments moments_of(const ParameterTable& table) {
    return moments_from([&](std::string_view name) { return table.value(name); });
}

inline Population synthetic(Index households, std::uint64_t seed = 1, Index village_size = 0,
                            std::vector<std::string> regions = {"Ghana"}) {
    SynthesisOptions options;
    options.households = households;
    options.seed = seed;
    options.village_size = village_size;
    options.regions = std::move(regions);
    return synthesise(moments_of(shipped_table()), shipped(), options);
}

}  // namespace smallholder::tests
