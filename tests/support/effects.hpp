// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A block of households as an effect sees it: who is served, and the levers it may write.

#include <vector>

#include "smallholder/effects/effect.hpp"

namespace smallholder::tests {

struct Households {
    std::vector<double> served, u_attendance, course, burden, foot_removed, road_upgrade;

    explicit Households(std::vector<double> who, double attendance = 0.0)
        : served(std::move(who)),
          u_attendance(served.size(), attendance),
          course(served.size(), 0.0),
          burden(served.size(), 1.0),
          foot_removed(served.size(), 0.0),
          road_upgrade(served.size(), 0.0) {}

    void apply(const effects::Effect& effect, int year, int horizon = 20) {
        effect.apply(year, horizon, {served.data(), u_attendance.data()},
                     {static_cast<Index>(served.size()), course.data(), burden.data(), foot_removed.data(),
                      road_upgrade.data()});
    }
};

}  // namespace smallholder::tests
