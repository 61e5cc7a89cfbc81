// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The shipped parameter files as plain numbers: name and third column, read without the library's own reader.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "smallholder/farm/parameters.hpp"
#include "smallholder/farm/population_moments.hpp"

namespace smallholder::shipped {

inline std::map<std::string, double, std::less<>> shipped_values(const std::string& file) {
    std::ifstream stream(std::string(SMALLHOLDER_SOURCE_DIR) + "/data/parameters/" + file);
    std::map<std::string, double, std::less<>> values;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        // Commas inside quotes come after the third column only.
        const auto first = line.find(','), second = line.find(',', first + 1);
        values[line.substr(0, first)] = std::strtod(line.c_str() + second + 1, nullptr);
    }
    return values;
}

inline PopulationMoments ghana_moments() {
    const auto values = shipped_values("population_ghana_cocoa.csv");
    return moments_from([&](std::string_view name) { return values.at(std::string(name)); });
}

inline Parameters central_parameters() {
    const auto values = shipped_values("cocoa.csv");
    Parameters parameters{};
    for (const ParameterField& field : kParameterFields) parameters.*field.member = values.at(std::string(field.name));
    return parameters;
}

}  // namespace smallholder::shipped
