// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Groups of households that results are broken down by, fixed at the start of a run.
///
/// A household stays in its group whatever becomes of it, so that a group's income cannot change by
/// households moving in and out. What the survey does not record gives no group: the grouping is left out, and says why.
///
///   land     cocoa land as the survey counts it: up to 2 ha, more than 2 and up to 4 ha, over 4 ha
///   sex      of the household head
///   region   where there is more than one
///   survey   the groups of the survey itself
///   poverty  income at the start: below half of the household's line, from half up to the line, at the line or above
///
/// Tested: tests/unit/farm/population_segments_test.cpp

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"

namespace smallholder {

/// Upper ends of the first two land classes, ha. The second is where the KIT survey of Ghana begins "large".
inline constexpr double kSmallLand = 2.0, kMiddleLand = 4.0;
/// Where deep poverty ends, as a share of the line.
inline constexpr double kDeepPoverty = 0.5;

/// One way of dividing the households.
struct Grouping {
    static constexpr std::int32_t kUnknown = -1;

    std::string name;                 ///< "land", "sex", ...
    std::vector<std::string> groups;  ///< names of the groups, in the order of their codes
    std::vector<std::int32_t> code;   ///< per household; kUnknown where the survey does not say

    bool operator==(const Grouping&) const = default;
};

/// A grouping that could not be formed.
struct LeftOut {
    std::string name, why;

    bool operator==(const LeftOut&) const = default;
};

struct Segments {
    std::vector<Grouping> groupings;
    std::vector<LeftOut> left_out;

    /// nullptr when there is no grouping of that name.
    const Grouping* find(std::string_view name) const;
    /// Puts a grouping in place of the one of the same name, or at the end.
    void set(Grouping grouping);
    void leave_out(std::string name, std::string why);

    bool operator==(const Segments&) const = default;
};

/// area_ha: NaN where not recorded.
Grouping group_by_land(std::span<const double> area_ha);

/// female_head: 1, 0, or NaN where not recorded.
Grouping group_by_sex(std::span<const double> female_head);

/// Groups by a text, in natural order of the texts; an empty text is unknown.
Grouping group_by_label(std::string name, std::span<const std::string> labels);

/// income, line: of the first year, same money and basis (with or without own food), per household.
Grouping group_by_poverty(std::span<const double> income, std::span<const double> line);

/// "2" before "10", and "a2" before "a10": digits compare as numbers; equal ones fall back to plain order.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace smallholder
