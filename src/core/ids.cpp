// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/ids.hpp"

#include <algorithm>
#include <numeric>

#include "smallholder/core/errors.hpp"

namespace smallholder {

namespace {

/// Rows in the order of their ids, equal ids in the order of rows.
std::vector<std::size_t> order_of(std::span<const HouseholdId> ids) {
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
    return order;
}

std::string row_text(Index row) {
    return "row " + std::to_string(row);
}

}  // namespace

std::vector<HouseholdId> household_ids(std::span<const std::string> survey_ids, std::string_view where,
                                       std::ptrdiff_t first_row) {
    std::vector<HouseholdId> ids;
    ids.reserve(survey_ids.size());
    std::vector<Index> empty_rows;
    for (std::size_t i = 0; i < survey_ids.size(); ++i) {
        if (survey_ids[i].empty()) empty_rows.push_back(first_row + static_cast<Index>(i));
        ids.push_back(household_id(survey_ids[i]));
    }
    if (!empty_rows.empty()) {
        std::vector<std::string> texts;
        for (const Index row : empty_rows) texts.push_back(row_text(row));
        throw SchemaError("household identifier is empty in " + list_first(texts), std::string(where),
                          "Give every household an identifier of its own", std::move(empty_rows));
    }

    const std::vector<std::size_t> order = order_of(ids);
    std::vector<std::string> repeated;
    std::vector<Index> rows;
    for (std::size_t k = 1; k < order.size(); ++k) {
        const std::size_t first = order[k - 1], second = order[k];
        if (ids[first] != ids[second]) continue;
        const Index row_first = first_row + static_cast<Index>(first);
        const Index row_second = first_row + static_cast<Index>(second);
        if (survey_ids[first] != survey_ids[second]) {
            throw SchemaError(
                "identifiers \"" + survey_ids[first] + "\" and \"" + survey_ids[second] + "\" share one 64-bit hash",
                std::string(where), "Change one of the two identifiers", {row_first, row_second});
        }
        repeated.push_back("\"" + survey_ids[second] + "\" in rows " + std::to_string(row_first) + " and " +
                           std::to_string(row_second));
        rows.push_back(row_second);
    }
    if (!repeated.empty()) {
        throw SchemaError("household identifier occurs more than once: " + list_first(repeated), std::string(where),
                          "If this is a panel, name the column of the wave in the schema and choose "
                          "one wave; otherwise remove the repeated rows",
                          std::move(rows));
    }
    return ids;
}

void require_distinct(std::span<const HouseholdId> ids, std::string_view where, std::ptrdiff_t first_row) {
    const std::vector<std::size_t> order = order_of(ids);
    for (std::size_t k = 1; k < order.size(); ++k) {
        if (ids[order[k - 1]] != ids[order[k]]) continue;
        const Index row_first = first_row + static_cast<Index>(order[k - 1]);
        const Index row_second = first_row + static_cast<Index>(order[k]);
        throw SchemaError(
            "rows " + std::to_string(row_first) + " and " + std::to_string(row_second) + " have the same household id",
            std::string(where), "Give each household an identifier of its own", {row_first, row_second});
    }
}

}  // namespace smallholder
