// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/composed_levers.hpp"

#include <algorithm>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder {
namespace {

using effects::kLeverRows;
using effects::Lever;
using effects::row_of;

std::string in_quotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// A field of one lever in one draw; the address of its draw holds the intervention, the lever and the field.
double drawn_field(const Intervention& intervention, Lever lever, const FieldSpec& field, const stats::Distribution& value, std::uint64_t seed,
                   std::uint32_t draw, bool drawn) {
    const std::uint64_t entity =
        random::hash_name(intervention.name_of_luck() + "." + std::string(row_of(lever).name) + "." + std::string(field.name));
    const double u = drawn ? random::uniform(seed, {entity, draw, 0, 0}, random::Purpose::parameter) : 0.5;
    return std::clamp(stats::quantile(value, u), field.minimum, field.maximum);
}

void check_range(const FieldSpec& field, const stats::Distribution& value, const std::string& where) {
    for (const double u : {0.001, 0.5, 0.999}) {
        const double x = stats::quantile(value, u);
        if (x >= field.minimum && x <= field.maximum) continue;
        throw ProgrammeError(std::string(field.name) + " = " + shortest(x) + " is outside what it can be", where,
                             "It must be " + to_string(Bounds{field.minimum, field.maximum}) +
                                 (field.unit == "1" ? "" : " " + std::string(field.unit)));
    }
}

}  // namespace

std::optional<Lever> lever_named(std::string_view name) {
    const auto found = std::ranges::find(kLeverRows, name, &effects::LeverRow::name);
    if (found == kLeverRows.end()) return std::nullopt;
    return static_cast<Lever>(found - kLeverRows.begin());
}

std::array<FieldSpec, 4> lever_fields(Lever lever) {
    const effects::LeverRow& row = row_of(lever);
    return {{{"change", row.unit, row.least, row.most, row.neutral, "", "", row.meaning},
             {"ramp_years", "year", 0.0, 50.0, 0.0, "", "", "years to 95% of this change"},
             {"decay", "1/year", 0.0, 10.0, 0.0, "", "", "how fast what is left of this change fades after the last year"},
             {"attendance", "1", 0.0, 1.0, 1.0, "", "", "chance that a household served gets this change in a year"}}};
}

std::optional<LeverProblem> problem_with_lever(std::string_view name, std::string_view unit, const std::vector<std::string>& earlier) {
    std::vector<std::string_view> known;
    std::string all;
    for (const effects::LeverRow& row : kLeverRows) {
        known.push_back(row.name);
        all += (all.empty() ? "" : ", ") + std::string(row.name);
    }
    if (name.empty()) return LeverProblem{"lever", "the lever is not named", "Name one of: " + all};
    const auto lever = lever_named(name);
    if (!lever) {
        const std::string_view near = nearest_name(name, known);
        return LeverProblem{"lever", "there is no lever " + in_quotes(name),
                            (near.empty() ? "" : "Did you mean " + in_quotes(near) + "? ") + "There are: " + all};
    }
    const std::string_view own = row_of(*lever).unit;
    if (unit.empty()) return LeverProblem{"unit", "the unit of " + std::string(name) + " is not said", "Write unit = " + in_quotes(own)};
    if (unit != own)
        return LeverProblem{"unit", std::string(name) + " is given in " + in_quotes(unit) + " and the model takes it in " + in_quotes(own),
                            "Convert the change, and write unit = " + in_quotes(own)};
    if (std::ranges::find(earlier, name) != earlier.end())
        return LeverProblem{"lever", "the intervention moves " + std::string(name) + " twice", "Make the two one change, or two interventions"};
    return std::nullopt;
}

std::optional<LeverProblem> problem_with_end(Lever lever, bool decay, bool attendance) {
    const std::string name(row_of(lever).name);
    if (decay && lever == Lever::course)
        return LeverProblem{"decay", "a course ends with its last year", "Remove decay: what was learnt fades by the parameter forgetting"};
    if (decay && effects::flow_of(lever))
        return LeverProblem{"decay", name + " is handed out or done within a year and is nothing after the last one",
                            "Remove decay, or give the intervention more years under [intervention.when]"};
    if (decay && attendance)
        return LeverProblem{"attendance", name + " would last, and yet be there in some years only",
                            "Remove attendance, or remove decay so that it ends with the last year"};
    return std::nullopt;
}

void check_levers(const Intervention& intervention) {
    const std::string where = "intervention \"" + intervention.name + "\"";
    const bool takes = intervention.kind == effects::Composed::kKey;
    if (takes && intervention.levers.empty())
        throw ProgrammeError("it moves no lever", where, "Add [[intervention.lever]] tables, or levers=[sh.Lever(...)] in Python");
    if (!takes && !intervention.levers.empty())
        throw ProgrammeError("its kind " + intervention.kind + " has its own levers", where, "Use kind composed to name levers");
    std::vector<std::string> earlier;
    for (const LeverSetting& each : intervention.levers) {
        const auto& row = row_of(each.lever);
        const std::string here = where + ", lever " + std::string(row.name);
        for (const auto& problem : {problem_with_lever(row.name, row.unit, earlier),
                                    problem_with_end(each.lever, each.decay.has_value(), each.attendance.has_value())})
            if (problem) throw ProgrammeError(problem->what, here, problem->remedy);
        const auto fields = lever_fields(each.lever);
        check_range(fields[0], each.change, here);
        const std::array<const std::optional<stats::Distribution>*, 3> others{&each.ramp_years, &each.decay, &each.attendance};
        for (std::size_t k = 0; k < others.size(); ++k)
            if (*others[k]) check_range(fields[k + 1], **others[k], here);
        earlier.emplace_back(row.name);
    }
}

std::vector<effects::LeverChange> lever_changes(const Intervention& intervention, std::uint64_t seed, std::uint32_t draw, bool drawn) {
    std::vector<effects::LeverChange> changes;
    for (const LeverSetting& each : intervention.levers) {
        const auto fields = lever_fields(each.lever);
        const auto one = [&](const FieldSpec& field, const stats::Distribution& value) {
            return drawn_field(intervention, each.lever, field, value, seed, draw, drawn);
        };
        const auto other = [&](const FieldSpec& field, const std::optional<stats::Distribution>& value) -> std::optional<double> {
            return value ? std::optional(one(field, *value)) : std::nullopt;
        };
        changes.push_back({each.lever, one(fields[0], each.change), other(fields[1], each.ramp_years), other(fields[2], each.decay),
                           other(fields[3], each.attendance).value_or(1.0)});
    }
    return changes;
}

}  // namespace smallholder
