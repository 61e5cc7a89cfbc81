// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace smallholder {

/// How many letters must be inserted, dropped or changed to make one word of another (Levenshtein).
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// The known name most like the one that was written, to suggest in an error; empty where there are none.
inline std::string_view nearest_name(std::string_view written, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t distance = static_cast<std::size_t>(-1);
    for (const std::string_view name : known) {
        const std::size_t d = edit_distance(written, name);
        if (d < distance) {
            distance = d;
            best = name;
        }
    }
    return best;
}

}  // namespace smallholder
