// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A block of households as an effect sees it: who is served, and the levers it may write.

#include <vector>

#include "smallholder/effects/effect.hpp"

namespace smallholder::tests {

struct Households {
    std::vector<double> served, u_attendance, levers;

    explicit Households(std::vector<double> who, double attendance = 0.0)
        : served(std::move(who)), u_attendance(served.size(), attendance), levers(served.size() * effects::kLevers) {
        columns().reset();
    }

    effects::LeverColumns columns() {
        const auto count = static_cast<Index>(served.size());
        return {count, levers.data(), count};
    }
    std::vector<double> lever(effects::Lever which) const {
        const auto first = levers.begin() + static_cast<Index>(which) * static_cast<Index>(served.size());
        return {first, first + static_cast<Index>(served.size())};
    }
    void apply(const effects::Effect& effect, int year, int horizon = 20) {
        effect.apply(year, horizon, {served.data(), u_attendance.data()}, columns());
    }
};

}  // namespace smallholder::tests
