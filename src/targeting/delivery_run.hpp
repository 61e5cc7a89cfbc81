// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/targeting: what a delivery path leaves of the terms of those enrolled (programme/delivery_path.hpp).

#include <vector>

#include "calendar.hpp"

namespace smallholder::targeting {

/// Cuts each term to the longest run of years in which the path keeps the household; without any it is enrolled no more.
/// False where the path is whole in every year, and nothing is changed.
bool cut_to_path(Roster& roster, std::vector<Term>& term, const Population& population, const effects::Effect& effect,
                 const std::vector<double>& share, std::uint16_t stream, const Draw& at);

}  // namespace smallholder::targeting
