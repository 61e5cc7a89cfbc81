// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How much of an intervention is kept up year by year, where those who pay for it may come late, leave or fall out.
///
/// share_t   share in [0, 1] of those enrolled who are served in year t, years 0..T, in each draw
/// served_h  household h has a fixed rank u_h in (0, 1) and is served in the longest run of years of its term with share_t >= u_h,
///           the earlier of two equally long ones; without any it is offered the intervention and never enrolled
///
/// So a share of 1 serves everybody, 0 nobody, and who is still served when it shrinks stays the same. The rank is that of the village
/// where whole villages are offered it. Applied in targeting/roster.hpp, so that costs and books follow: what a programme pays by
/// household, by village and as a whole falls in the years in which it runs for anybody. What is built once it has begun is built
/// to the end, as everywhere.
/// Shape: draws x years. Plain data, so that threads may share it.     Tested: tests/property/delivery_path_test.cpp

#include <cstdint>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace smallholder {

struct DeliveryPath {
    std::vector<std::vector<double>> share;  ///< [draw - first_draw][year]; one row stands for every draw
    std::uint32_t first_draw = 0;            ///< draw of the first row, as the run numbers its draws

    /// Shares by year in one draw. RangeError for a draw that the path does not hold.
    const std::vector<double>& of(std::uint32_t draw) const {
        if (share.size() == 1) return share.front();
        if (draw < first_draw || draw - first_draw >= share.size())
            throw RangeError("it holds draws " + std::to_string(first_draw) + " to " + std::to_string(first_draw + share.size()) +
                                 " (the last one not), and the run asks for draw " + std::to_string(draw),
                             "delivery path", "Give a row for each draw of the run, or one row for all");
        return share[draw - first_draw];
    }
};

}  // namespace smallholder
