// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The one order of households, and the villages and regions that follow from it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/population.hpp"

namespace smallholder::completion {

/// Where a household lives; `village` may be empty.
struct Place {
    std::string region, village;
};

/// Rows by region, village and identifier, in natural order.
std::vector<std::size_t> canonical_order(const std::vector<Place>& places, const std::vector<std::string>& names);

/// Gives households without a village one of about `size` households, neighbours by identifier within their region.
void group_into_villages(std::vector<Place>& places, const std::vector<std::string>& names, Index size);

/// Fills village and region columns from the places of households in canonical order (people.name is set).
void settle(Population& people, const std::vector<Place>& places);

}  // namespace smallholder::completion
