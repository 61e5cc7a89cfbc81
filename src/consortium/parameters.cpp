// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/parameters.hpp"

#include <cmath>
#include <string>

#include "smallholder/consortium/parameter_rows.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"

namespace smallholder::consortium {

namespace {

const ConsortiumParameterRow& row_named(std::string_view name) {
    for (const auto& row : kConsortiumParameterRows) {
        if (row.name == name) return row;
    }
    throw ProgrammeError("the consortium has no parameter \"" + std::string(name) + "\"", "ConsortiumParameters",
                         did_you_mean(name, consortium_parameter_names(), "sh.consortium.parameters() lists them all"));
}

}  // namespace

double ConsortiumParameters::get(std::string_view name) const {
    return this->*row_named(name).member;
}

void ConsortiumParameters::set(std::string_view name, double value) {
    const auto& row = row_named(name);
    if (!(std::isfinite(value) && value >= row.least && value <= row.most)) {
        throw RangeError(std::string(row.name) + " is " + number_text(value), "ConsortiumParameters",
                         "Use a number from " + number_text(row.least) + " to " + number_text(row.most) + "; " +
                             number_text(row.low) + " to " + number_text(row.high) + " is plausible");
    }
    this->*row.member = value;
}

std::vector<std::string_view> consortium_parameter_names() {
    std::vector<std::string_view> names;
    for (const auto& row : kConsortiumParameterRows) names.push_back(row.name);
    return names;
}

}  // namespace smallholder::consortium
