// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "programme_section.hpp"
#include "smallholder/programme/composed_levers.hpp"

namespace smallholder::io::detail {

namespace {

/// Fields that are on or off carry this unit in the catalogue.
constexpr std::string_view kOnOff = "0/1";

/// A list of numbers, each of which the field could be.
std::optional<FieldValue> read_numbers(const TomlEntry& entry, const std::string& key, const Bounds& bounds, Problems& problems) {
    std::vector<double> numbers;
    for (const TomlValue& item : entry.value.list) {
        if (item.kind != TomlValue::Kind::number || !bounds.contains(item.number)) {
            problems.add(entry.line, key,
                         item.kind == TomlValue::Kind::number ? shortest(item.number) + " in the list is outside what it can be"
                                                              : "the list holds " + std::string(in_words(item.kind)),
                         "Each must be a number, " + to_string(bounds) + ", as in [0.25, 0.5, 0.75]");
            return std::nullopt;
        }
        numbers.push_back(item.number);
    }
    if (numbers.empty()) {
        problems.add(entry.line, key, "the list is empty", "Write it like [0.25, 0.5, 0.75], or remove the line");
        return std::nullopt;
    }
    return FieldValue(std::move(numbers));
}

}  // namespace

std::optional<FieldValue> read_field(Section& section, const FieldSpec& spec, Problems& problems) {
    const std::string_view name = key_of_field(spec.name, spec.table);
    const TomlEntry* entry = section.take(name);
    if (entry == nullptr) return std::nullopt;
    const std::string key = section.key(name);
    const Bounds bounds{spec.minimum, spec.maximum};
    const TomlValue& value = entry->value;
    const std::string doc = spec.doc.empty() ? "" : " (" + std::string(spec.doc) + ")";
    if (value.kind == TomlValue::Kind::truth && spec.unit == kOnOff) return FieldValue(value.truth);
    if (value.kind == TomlValue::Kind::list && spec.list) return read_numbers(*entry, key, bounds, problems);
    if (value.kind == TomlValue::Kind::list && spec.table == "when" && spec.whole) {
        problems.add(entry->line, key, "a schedule is one start and a number of years without gaps, not a list",
                     "Write one [[intervention]] for each stretch of years, or waves and wave_years to begin in groups");
        return std::nullopt;
    }
    if (value.kind == TomlValue::Kind::table) {
        if (spec.whole) {
            problems.add(entry->line, key, "it takes a whole number, not a distribution", "Give one number, such as 2");
            return std::nullopt;
        }
        // A field without a row of its own gets the shape that fits where it can lie.
        const Shape usual =
            spec.minimum >= 0.0 ? (spec.maximum <= 1.0 ? Shape::beta : Shape::lognormal) : Shape::normal;
        if (auto distribution = DistributionReader(problems).read(value, entry->line, key, bounds, usual)) {
            return FieldValue(std::move(*distribution));
        }
        return std::nullopt;
    }
    const std::string_view wanted = spec.unit == kOnOff ? "true or false"
                                    : spec.whole        ? "a number"
                                                        : "a number or a distribution";
    const auto number = section.number_of(*entry, wanted);
    if (!number) return std::nullopt;
    const bool is_bare = spec.unit.empty() || spec.unit == "1" || spec.unit == kOnOff;
    const std::string unit = is_bare ? "" : " " + std::string(spec.unit);
    if (!bounds.contains(*number)) {
        std::string remedy = "It must be " + to_string(bounds) + unit + doc;
        if (spec.maximum == 1.0 && *number > 1.0 && *number <= 100.0) {
            remedy += ". Write " + shortest(*number) + "% as " + shortest(*number / 100.0);
        }
        problems.add(entry->line, key, shortest(*number) + " is outside what it can be", remedy);
        return std::nullopt;
    }
    if (spec.whole && *number != std::floor(*number)) {
        problems.add(entry->line, key, shortest(*number) + " is not a whole number", "Years are counted whole" + doc);
        return std::nullopt;
    }
    return FieldValue(*number);
}

void read_levers(Section& section, InterventionBlock& block, ProgrammeFile& programme, Problems& problems) {
    std::vector<std::string> earlier;
    for (Section& table : section.tables("lever")) {
        LeverBlock lever;
        lever.lever = table.text("lever");
        lever.unit = table.text("unit");
        const auto add = [&](const LeverProblem& problem) {
            problems.add(table.has(problem.key) ? table.line_of(problem.key) : table.line(), table.key(problem.key), problem.what, problem.remedy);
        };
        if (const auto problem = problem_with_lever(lever.lever, lever.unit, earlier)) add(*problem);
        const auto known = lever_named(lever.lever);
        if (!known) continue;  // without its name the other keys cannot be judged
        for (const FieldSpec& spec : lever_fields(*known))
            if (auto value = read_field(table, spec, problems)) lever.fields[std::string(spec.name)] = std::move(*value);
        if (!table.has("change"))
            problems.add(table.line(), table.key("change"), "the change of " + lever.lever + " is not given",
                         "Write change = ..., in " + std::string(effects::row_of(*known).unit));
        if (const auto problem = problem_with_end(*known, table.has("decay"), table.has("attendance"))) add(*problem);
        table.finish();
        programme.lines["intervention." + block.name + ".lever." + lever.lever] = table.line();
        earlier.push_back(lever.lever);
        block.levers.push_back(std::move(lever));
    }
    if (!section.has("lever"))
        problems.add(section.line(), section.key("lever"), "it moves no lever",
                     "Add a table [[intervention.lever]] with lever, change and unit; `smallholder interventions --levers` lists them");
}

}  // namespace smallholder::io::detail
