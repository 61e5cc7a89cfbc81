// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/consortium: who of those who may pay for something pays how much.

#include <vector>

namespace smallholder::consortium {

/// Splits yearly costs among members who may fund only some of it, so that the greatest share of a budget that anybody has to use is as small
/// as it can be, then the next, and so on.
///
/// cost    [kind][year], USD            may     [member][kind]            budget   [member], USD a year; what is not spent is kept
/// shares  [member * kinds + kind]: share of that kind's cost that the member pays; shares of what costs anything sum to 1
/// False where the budgets do not reach: some kinds together cost more, up to some year, than those who may fund them have by then.
bool split_bill(const std::vector<std::vector<double>>& cost, const std::vector<std::vector<char>>& may, const std::vector<double>& budget,
                std::vector<double>& shares);

}  // namespace smallholder::consortium
