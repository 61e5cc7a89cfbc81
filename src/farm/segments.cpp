// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/segments.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "smallholder/core/errors.hpp"

namespace smallholder {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The digits that begin at `from`, without leading zeros.
std::string_view number_at(std::string_view text, std::size_t from, std::size_t& after) {
    after = from;
    while (after < text.size() && is_digit(text[after])) ++after;
    while (from + 1 < after && text[from] == '0') ++from;
    return text.substr(from, after - from);
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            std::size_t after_a = 0, after_b = 0;
            const std::string_view x = number_at(a, i, after_a), y = number_at(b, j, after_b);
            if (x.size() != y.size()) return x.size() < y.size();
            if (x != y) return x < y;
            i = after_a;
            j = after_b;
        } else {
            if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
            ++i;
            ++j;
        }
    }
    const std::size_t rest_a = a.size() - i, rest_b = b.size() - j;
    if (rest_a != rest_b && (rest_a == 0 || rest_b == 0)) return rest_a == 0;
    return a < b;  // "01" and "1" are equal as numbers
}

const Grouping* Segments::find(std::string_view name) const {
    for (const Grouping& grouping : groupings) {
        if (grouping.name == name) return &grouping;
    }
    return nullptr;
}

void Segments::set(Grouping grouping) {
    std::erase_if(left_out, [&](const LeftOut& entry) { return entry.name == grouping.name; });
    for (Grouping& present : groupings) {
        if (present.name == grouping.name) {
            present = std::move(grouping);
            return;
        }
    }
    groupings.push_back(std::move(grouping));
}

void Segments::leave_out(std::string name, std::string why) {
    left_out.push_back({std::move(name), std::move(why)});
}

Grouping group_by_land(std::span<const double> area_ha) {
    Grouping result{"land", {"up to 2 ha", "2-4 ha", "over 4 ha"}, {}};
    result.code.reserve(area_ha.size());
    for (const double area : area_ha) {
        result.code.push_back(std::isnan(area) ? Grouping::kUnknown : (area > kSmallLand) + (area > kMiddleLand));
    }
    return result;
}

Grouping group_by_sex(std::span<const double> female_head) {
    Grouping result{"sex", {"male head", "female head"}, {}};
    result.code.reserve(female_head.size());
    for (const double female : female_head) {
        result.code.push_back(std::isnan(female) ? Grouping::kUnknown : female > 0.5);
    }
    return result;
}

Grouping group_by_label(std::string name, std::span<const std::string> labels) {
    const auto order = [](const std::string& a, const std::string& b) { return natural_less(a, b); };
    std::map<std::string, std::int32_t, decltype(order)> codes(order);
    for (const std::string& label : labels) {
        if (!label.empty()) codes.emplace(label, 0);
    }
    Grouping result{std::move(name), {}, {}};
    for (auto& [label, code] : codes) {
        code = static_cast<std::int32_t>(result.groups.size());
        result.groups.push_back(label);
    }
    result.code.reserve(labels.size());
    for (const std::string& label : labels) {
        result.code.push_back(label.empty() ? Grouping::kUnknown : codes.find(label)->second);
    }
    return result;
}

Grouping group_by_poverty(std::span<const double> income, std::span<const double> line) {
    if (income.size() != line.size()) {
        throw RangeError(
            "there are " + std::to_string(income.size()) + " incomes and " + std::to_string(line.size()) + " lines",
            "poverty at the start", "Give one line per household");
    }
    Grouping result{"poverty", {"below half the line", "half the line up to the line", "at the line or above"}, {}};
    result.code.reserve(income.size());
    for (std::size_t i = 0; i < income.size(); ++i) {
        const bool known = std::isfinite(income[i]) && std::isfinite(line[i]);
        result.code.push_back(!known ? Grouping::kUnknown
                                     : (income[i] >= kDeepPoverty * line[i]) + (income[i] >= line[i]));
    }
    return result;
}

}  // namespace smallholder
