// SPDX-License-Identifier: Apache-2.0
#include "programme_section.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"

namespace smallholder::io::detail {

namespace {

std::string in_quotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// "0,6" or "0.6" in quotes.
bool looks_like_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ',' || c == '-' || c == '%' ||
               c == ' ';
    });
}

std::string with_point(std::string_view text) {
    std::string number;
    for (const char c : text) {
        if (c == ',') number += '.';
        if (c != ',' && c != '%' && c != ' ') number += c;
    }
    return number;
}

}  // namespace

// ---- problems ------------------------------------------------------------------------------------------

void Problems::add(Index line, std::string key, std::string what, std::string remedy) {
    problems_.push_back({line, std::move(key), std::move(what), std::move(remedy)});
}

std::string Problems::where(Index line, std::string_view key) const {
    std::string text = file_;
    if (line > 0) text += " line " + std::to_string(line);
    if (!key.empty()) text += ", key " + std::string(key);
    return text;
}

void Problems::throw_if_any() {
    if (problems_.empty()) return;
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    const Problem& first = problems_.front();
    std::string remedy = first.remedy;
    if (problems_.size() > 1) {
        std::vector<std::string> others;
        for (std::size_t i = 1; i < problems_.size(); ++i) {
            const Problem& p = problems_[i];
            others.push_back("line " + std::to_string(p.line) + ", key " + p.key + ": " + p.what);
        }
        if (!remedy.ends_with('.') && !remedy.ends_with('?')) remedy += '.';
        remedy += " Also wrong: " + list_first(others);
    }
    throw ProgrammeError(first.what, where(first.line, first.key), remedy);
}

// ---- sections ------------------------------------------------------------------------------------------

std::string Section::key(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

Index Section::line_of(std::string_view name) const {
    const TomlEntry* entry = table_->find(name);
    return entry == nullptr ? line_ : entry->line;
}

const TomlEntry* Section::take(std::string_view name) {
    asked_.emplace_back(name);
    return table_->find(name);
}

void Section::wrong_type(const TomlEntry& entry, std::string_view wanted) const {
    const TomlValue& value = entry.value;
    std::string what = "it is " + std::string(in_words(value.kind));
    std::string remedy = "Write " + std::string(wanted.substr(0, wanted.find_last_not_of(',') + 1));
    if (value.kind == TomlValue::Kind::text) {
        what = in_quotes(value.text) + " is text";
        if (wanted.starts_with("a number") && looks_like_number(value.text)) {
            remedy = "Write " + with_point(value.text) + " without quotes";
        }
    } else if (value.kind == TomlValue::Kind::number) {
        what = shortest(value.number) + " is a number";
    }
    problems_->add(entry.line, key(entry.key), what + " where " + std::string(wanted) + " should stand", remedy);
}

std::string Section::text(std::string_view name) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return {};
    if (entry->value.kind != TomlValue::Kind::text) {
        wrong_type(*entry, "text in double quotes");
        return {};
    }
    return entry->value.text;
}

std::optional<double> Section::number_of(const TomlEntry& entry, std::string_view wanted) const {
    if (entry.value.kind != TomlValue::Kind::number) {
        wrong_type(entry, wanted);
        return std::nullopt;
    }
    if (!std::isfinite(entry.value.number)) {
        problems_->add(
            entry.line, key(entry.key),
            std::string(std::isnan(entry.value.number) ? "nan" : "inf") + " is not a number to calculate with",
            "Give a finite number, or remove the line to use the default");
        return std::nullopt;
    }
    return entry.value.number;
}

std::optional<double> Section::optional_number(std::string_view name) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return std::nullopt;
    return number_of(*entry, "a number");
}

std::optional<Index> Section::optional_whole(std::string_view name, Index least, Index most) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return std::nullopt;
    const auto number = number_of(*entry, "a number without a point");
    if (!number) return std::nullopt;
    const bool whole = entry->value.whole || *number == std::floor(*number);
    if (!whole) {
        problems_->add(entry->line, key(name), shortest(*number) + " is not a whole number",
                       "Write it without a point");
        return std::nullopt;
    }
    const bool inside = entry->value.whole
                            ? entry->value.integer >= least && entry->value.integer <= most
                            : *number >= static_cast<double>(least) && *number <= static_cast<double>(most);
    if (!inside) {
        const std::string given = entry->value.whole ? std::to_string(entry->value.integer) : shortest(*number);
        const std::string range = most == std::numeric_limits<Index>::max()
                                      ? std::to_string(least) + " or more"
                                      : "between " + std::to_string(least) + " and " + std::to_string(most);
        problems_->add(entry->line, key(name), given + " is outside what it can be", "It must be " + range);
        return std::nullopt;
    }
    return entry->value.whole ? static_cast<Index>(entry->value.integer) : static_cast<Index>(*number);
}

std::optional<bool> Section::optional_truth(std::string_view name) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return std::nullopt;
    if (entry->value.kind != TomlValue::Kind::truth) {
        wrong_type(*entry, "true or false");
        return std::nullopt;
    }
    return entry->value.truth;
}

std::string Section::word(std::string_view name, std::span<const std::string_view> allowed, std::string otherwise) {
    if (!has(name)) {
        asked_.emplace_back(name);
        return otherwise;
    }
    const std::string found = text(name);
    if (std::ranges::find(allowed, found) != allowed.end()) return found;
    if (table_->find(name)->value.kind == TomlValue::Kind::text) {
        problems_->add(line_of(name), key(name), in_quotes(found) + " is not known here",
                       did_you_mean(found, allowed, "See docs/programme_file.md"));
    }
    return otherwise;
}

std::optional<std::vector<std::string>> Section::texts_of(const TomlEntry& entry, bool list) const {
    const std::string_view wanted = list ? "a list of texts, such as [\"a\", \"b\"]," : "text in double quotes";
    if (!list && entry.value.kind == TomlValue::Kind::text) return std::vector{entry.value.text};
    if (!list || entry.value.kind != TomlValue::Kind::list) {
        wrong_type(entry, wanted);
        return std::nullopt;
    }
    std::vector<std::string> texts;
    for (const TomlValue& value : entry.value.list) {
        if (value.kind != TomlValue::Kind::text) {
            wrong_type(entry, wanted);
            return std::nullopt;
        }
        texts.push_back(value.text);
    }
    return texts;
}

std::vector<std::string> Section::texts(std::string_view name) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return {};
    auto texts = texts_of(*entry, true).value_or(std::vector<std::string>{});
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (std::find(texts.begin(), texts.begin() + static_cast<Index>(i), texts[i]) !=
            texts.begin() + static_cast<Index>(i)) {
            problems_->add(entry->line, key(name), in_quotes(texts[i]) + " stands in the list twice",
                           "Remove one of the two");
        }
    }
    return texts;
}

std::optional<Section> Section::table(std::string_view name) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return std::nullopt;
    if (entry->value.kind != TomlValue::Kind::table) {
        wrong_type(*entry, "a table, begun by the line [" + key(name) + "],");
        return std::nullopt;
    }
    return Section(entry->value, entry->line, key(name), *problems_);
}

std::vector<Section> Section::tables(std::string_view name) {
    const TomlEntry* entry = take(name);
    if (entry == nullptr) return {};
    const bool is_list =
        entry->value.kind == TomlValue::Kind::list &&
        std::ranges::all_of(entry->value.list, [](const TomlValue& v) { return v.kind == TomlValue::Kind::table; });
    if (!is_list) {
        wrong_type(*entry, "a block begun by the line [[" + key(name) + "]] in double brackets");
        return {};
    }
    std::vector<Section> sections;
    for (const TomlValue& value : entry->value.list) sections.emplace_back(value, value.line, key(name), *problems_);
    return sections;
}

void Section::finish(const std::function<std::string(std::string_view)>& belongs) {
    const std::vector<std::string_view> known(asked_.begin(), asked_.end());
    for (const TomlEntry& entry : table_->table) {
        if (std::ranges::find(known, entry.key) != known.end()) continue;
        const std::string elsewhere = belongs ? belongs(entry.key) : std::string{};
        problems_->add(entry.line, key(entry.key),
                       "there is no such key" + (path_.empty() ? "" : " in [" + path_ + "]"),
                       elsewhere.empty() ? did_you_mean(entry.key, known, "docs/programme_file.md lists the keys")
                                         : "It belongs " + elsewhere);
    }
}

// ---- distributions -------------------------------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 10> kDistributionKeys{
    "p5", "p95", "mean", "sd", "low", "mode", "high", "values", "probabilities", "distribution"};

std::optional<std::vector<double>> numbers_of(const TomlValue& value) {
    if (value.kind != TomlValue::Kind::list) return std::nullopt;
    std::vector<double> numbers;
    for (const TomlValue& item : value.list) {
        if (item.kind != TomlValue::Kind::number) return std::nullopt;
        numbers.push_back(item.number);
    }
    return numbers;
}

}  // namespace

bool DistributionReader::looks_like(const TomlValue& table) {
    return std::ranges::any_of(table.table, [](const TomlEntry& entry) {
        return std::ranges::find(kDistributionKeys, entry.key) != kDistributionKeys.end();
    });
}

std::optional<DistributionSpec> DistributionReader::read(const TomlValue& table, Index line, const std::string& key,
                                                         const Bounds& bounds, Shape usual) const {
    constexpr std::string_view kExample = "Write {p5 = 3, p95 = 6, distribution = \"lognormal\"}, or one number";
    DistributionSpec spec;
    std::optional<Shape> shape;
    for (const TomlEntry& entry : table.table) {
        const Index at = entry.line > 0 ? entry.line : line;
        if (entry.key == "distribution") {
            const std::string name = entry.value.kind == TomlValue::Kind::text ? entry.value.text : "";
            shape = shape_named(name);
            if (!shape || shape == Shape::fixed) {
                problems_->add(at, key + ".distribution", "there is no distribution " + in_quotes(name),
                               did_you_mean(name, shape_names(), kExample));
                return std::nullopt;
            }
        } else if (entry.key == "values" || entry.key == "probabilities") {
            const auto numbers = numbers_of(entry.value);
            if (!numbers) {
                problems_->add(at, key + "." + entry.key, "it is no list of numbers", "Write it like [0.2, 0.5, 0.3]");
                return std::nullopt;
            }
            (entry.key == "values" ? spec.values : spec.probabilities) = *numbers;
        } else if (std::ranges::find(kDistributionKeys, entry.key) != kDistributionKeys.end()) {
            if (entry.value.kind != TomlValue::Kind::number) {
                problems_->add(at, key + "." + entry.key,
                               "it is " + std::string(in_words(entry.value.kind)) + " where a number should stand",
                               std::string(kExample));
                return std::nullopt;
            }
            auto& figure = entry.key == "p5"     ? spec.p5
                           : entry.key == "p95"  ? spec.p95
                           : entry.key == "mean" ? spec.mean
                           : entry.key == "sd"   ? spec.sd
                           : entry.key == "low"  ? spec.low
                           : entry.key == "mode" ? spec.mode
                                                 : spec.high;
            figure = entry.value.number;
        } else {
            problems_->add(at, key + "." + entry.key, "a distribution has no such key",
                           did_you_mean(entry.key, kDistributionKeys, kExample));
            return std::nullopt;
        }
    }
    if (!shape) {
        shape = !spec.values.empty() ? Shape::discrete : spec.mode ? Shape::pert : spec.low ? Shape::uniform : usual;
    }
    spec.shape = *shape;
    if (const auto problem = problem_with(spec, bounds)) {
        problems_->add(line, key, *problem, std::string(kExample));
        return std::nullopt;
    }
    try {
        make_distribution(spec, bounds, problems_->where(line, key));
    } catch (const Error& error) {
        problems_->add(line, key, error.what_happened(), error.remedy());
        return std::nullopt;
    }
    return spec;
}

}  // namespace smallholder::io::detail
