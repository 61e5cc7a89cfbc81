// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/targeting: when those who are enrolled begin and leave.

#include "smallholder/targeting/roster.hpp"

namespace smallholder::targeting {

/// When a household may begin, and when it must have ended: by its wave, or by the survey's column.
struct Term {
    int start = 1, end = 1;
};

/// Last year of an own delivery that began in year `first`, without anything that ends it early.
int natural_end(const effects::Delivery& delivery, int first, int horizon);

/// Fills first and horizon of those enrolled; whoever never finds a place is enrolled no more. `last` is each household's last year.
void set_calendar(Roster& roster, const Population& population, const effects::Delivery& delivery, const std::vector<Term>& term,
                  std::uint16_t stream, const Draw& at, std::vector<int>& last);

}  // namespace smallholder::targeting
