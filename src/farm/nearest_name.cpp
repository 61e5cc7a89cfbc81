// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/nearest_name.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace smallholder {

namespace {

std::string plain(std::string_view name) {
    std::string text(name);
    for (char& c : text) {
        c = c == '-' || c == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return text;
}

constexpr std::size_t kFew = 16;

}  // namespace

Index edit_distance(std::string_view left, std::string_view right) {
    const std::size_t rows = left.size() + 1, columns = right.size() + 1;
    std::vector<std::vector<Index>> d(rows, std::vector<Index>(columns));
    for (std::size_t i = 0; i < rows; ++i) d[i][0] = static_cast<Index>(i);
    for (std::size_t j = 0; j < columns; ++j) d[0][j] = static_cast<Index>(j);
    for (std::size_t i = 1; i < rows; ++i) {
        for (std::size_t j = 1; j < columns; ++j) {
            const Index change = left[i - 1] == right[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[rows - 1][columns - 1];
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
    const std::string wanted = plain(name);
    std::string_view nearest;
    Index best = 0;
    for (const std::string_view candidate : candidates) {
        const std::string known = plain(candidate);
        const auto letters = static_cast<Index>(std::max(wanted.size(), known.size()));
        const Index allowed = letters >= 4 ? std::max<Index>(2, letters / 3) : 1;
        const Index distance = edit_distance(wanted, known);
        if (distance <= allowed && (nearest.empty() || distance < best)) {
            nearest = candidate;
            best = distance;
        }
    }
    if (!nearest.empty()) return nearest;
    // "attendance" for "farmer_training.attendance": the last part alone is how people remember a name.
    for (const std::string_view candidate : candidates) {
        const auto dot = candidate.rfind('.');
        if (dot != std::string_view::npos && plain(candidate.substr(dot + 1)) == wanted) return candidate;
    }
    return {};
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates,
                         std::string_view otherwise) {
    if (const std::string_view nearest = nearest_name(name, candidates); !nearest.empty()) {
        return "Did you mean \"" + std::string(nearest) + "\"?";
    }
    if (candidates.empty() || candidates.size() > kFew) return std::string(otherwise);
    std::string text = "Known here: ";
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (i > 0) text += ", ";
        text += candidates[i];
    }
    return text;
}

}  // namespace smallholder
