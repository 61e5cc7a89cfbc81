// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What may leave a member about its farmers: means over many of them, and never so many that one could be worked out.
///
///   mean(C) = sum_{h in C} w_h x_h / sum_{h in C} w_h          C: a cell of households
///
/// Every answer splits the households further: two stand in the same group while no cell has held the one and not the other, where the
/// first cell is everybody. A cell is answered only if each group then still has `minimum_cell` households. Whatever is worked out of
/// the answers by adding and subtracting treats the households of one group alike, so that no sum over fewer can be had: not by asking
/// for all but one, nor by two cells that differ by one, nor by any longer chain. Whether a cell is answered depends on who is in it, not on
/// what they have.
///
/// w  households that a household stands for          x  a figure of a household, any unit
/// Shape: refuses more the more has been answered. One household that has nearly all of a group's sum is not hidden by this.
/// Source: query-set-overlap control (Dobkin, Jones & Lipton 1979), here by the partition that the answers make.
/// Page: docs/consortium/members.md#what-leaves-a-member     Tested: tests/unit/consortium/disclosure_test.cpp

#include <cmath>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/consortium/require.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

inline constexpr Index kLeastCell = 5;  ///< households; a choice: below it single households can be told

struct SharedMean {
    Index households = 0;    ///< in the cell
    double stand_for = 0.0;  ///< households
    double mean = 0.0;       ///< in the figure's unit
};

class Disclosure {
public:
    /// Weights are fixed here, so that nobody asks for a mean in which one household counts for all. RangeError for a minimum below
    /// kLeastCell, fewer households than that, or weights that are not above 0.
    Disclosure(std::vector<double> weight, Index minimum_cell) : minimum_(minimum_cell), weight_(std::move(weight)), group_(weight_.size(), 0) {
        for (const double each : weight_) detail::require_positive(each, "a weight", kWhere);
        if (minimum_cell < kLeastCell)
            throw RangeError("cells of " + std::to_string(minimum_cell) + " households would leave a member", std::string(kWhere),
                             "Use " + std::to_string(kLeastCell) + " or more: below that single households can be told");
        if (households() < minimum_cell)
            throw RangeError("there are " + std::to_string(households()) + " households, and no cell may have fewer than " + std::to_string(minimum_cell), std::string(kWhere),
                             "Share nothing of so few, or pool them with another survey");
    }

    Index minimum_cell() const { return minimum_; }
    Index households() const { return static_cast<Index>(group_.size()); }

    /// The mean over the cell (one entry per household, not 0: in it). RangeError where it would leave too few behind; then nothing has changed.
    SharedMean mean(std::span<const char> cell, std::span<const double> figure) {
        detail::require_size(cell.size(), group_.size(), "the cell", kWhere);
        detail::require_size(figure.size(), group_.size(), "the figure", kWhere);
        SharedMean made;
        double sum = 0.0;
        for (std::size_t h = 0; h < cell.size(); ++h) {
            if (!cell[h]) continue;
            ++made.households;
            made.stand_for += weight_[h];
            sum += weight_[h] * figure[h];
        }
        if (!std::isfinite(sum))
            throw RangeError("a figure of the cell is missing", std::string(kWhere), "Leave out households without it, or fill it in first");
        admit(cell, made.households);
        made.mean = sum / made.stand_for;
        return made;
    }

private:
    static constexpr std::string_view kWhere = "consortium::Disclosure";

    void admit(std::span<const char> cell, Index inside) {
        if (inside < minimum_)
            throw RangeError("the cell has " + std::to_string(inside) + " households, fewer than " + std::to_string(minimum_), std::string(kWhere),
                             "Pool it with another cell");
        std::map<std::pair<Index, bool>, std::pair<Index, Index>> parts;  // (group, in the cell) -> (its new number, households)
        std::vector<Index> next(group_.size());
        for (std::size_t h = 0; h < group_.size(); ++h) {
            const auto [part, is_new] = parts.try_emplace({group_[h], cell[h] != 0}, static_cast<Index>(parts.size()), Index{0});
            ++part->second.second;
            next[h] = part->second.first;
        }
        for (const auto& [part, count] : parts)
            if (count.second < minimum_)
                throw RangeError("with what was answered before it would single out " + std::to_string(count.second) + " households, fewer than " + std::to_string(minimum_),
                                 std::string(kWhere), "Ask for cells that were answered before, or for sums of them");
        group_ = std::move(next);
    }

    Index minimum_;
    std::vector<double> weight_;
    std::vector<Index> group_;  // by household: which of those that no answer tells apart
};

}  // namespace smallholder::consortium
