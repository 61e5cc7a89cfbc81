// SPDX-License-Identifier: Apache-2.0
#include "village_order.hpp"

#include <algorithm>
#include <numeric>

#include "smallholder/core/ids.hpp"
#include "smallholder/farm/segments.hpp"

namespace smallholder::completion {

namespace {

/// Whose draws those of a village are; a line break keeps the parts apart.
std::uint64_t village_entity(const Place& place, std::string_view household) {
    if (place.village.empty()) return hash_text("household alone\n" + std::string(household));
    return hash_text("village\n" + place.region + "\n" + place.village);
}

}  // namespace

std::vector<std::size_t> canonical_order(const std::vector<Place>& places, const std::vector<std::string>& names) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (places[a].region != places[b].region) return natural_less(places[a].region, places[b].region);
        if (places[a].village != places[b].village) return natural_less(places[a].village, places[b].village);
        return natural_less(names[a], names[b]);
    });
    return order;
}

void group_into_villages(std::vector<Place>& places, const std::vector<std::string>& names, Index size) {
    const std::vector<std::size_t> order = canonical_order(places, names);
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin, alone = 0;  // households without a village come first in their region
        for (; end < order.size() && places[order[end]].region == places[order[begin]].region; ++end) {
            if (places[order[end]].village.empty()) ++alone;
        }
        const std::size_t groups = (alone + static_cast<std::size_t>(size) - 1) / static_cast<std::size_t>(size);
        for (std::size_t j = 0; j < alone; ++j) {
            places[order[begin + j]].village = "unnamed " + std::to_string(j * groups / alone + 1);
        }
        begin = end;
    }
}

void settle(Population& people, const std::vector<Place>& places) {
    people.village.clear();
    people.region.clear();
    people.village_id.clear();
    people.village_name.clear();
    people.village_begin.clear();
    people.region_name.clear();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool new_region = i == 0 || places[i].region != places[i - 1].region;
        if (new_region) people.region_name.push_back(places[i].region);
        if (new_region || places[i].village.empty() || places[i].village != places[i - 1].village) {
            people.village_id.push_back(village_entity(places[i], people.name[i]));
            people.village_name.push_back(places[i].village);
            people.village_begin.push_back(static_cast<Index>(i));
        }
        people.village.push_back(static_cast<std::int32_t>(people.village_id.size() - 1));
        people.region.push_back(static_cast<std::int32_t>(people.region_name.size() - 1));
    }
    people.village_begin.push_back(static_cast<Index>(places.size()));
}

}  // namespace smallholder::completion
