// SPDX-License-Identifier: Apache-2.0
#include "smallholder/targeting/design.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace smallholder::targeting {
namespace {

/// The number a programme sets, at its median; `otherwise` where it sets none.
double value_of(const Intervention& intervention, std::string_view field, double otherwise) {
    const FieldSetting* setting = intervention.setting(field);
    return setting == nullptr ? otherwise : stats::quantile(setting->value, 0.5);
}

std::string whole(double value) { return std::to_string(std::llround(value)); }

}  // namespace

std::vector<DesignProblem> design_problems(const Intervention& intervention, const CatalogueEntry& entry, int years) {
    std::vector<DesignProblem> problems;
    const auto set = [&](std::string_view field) { return intervention.setting(field) != nullptr; };
    const auto refuse = [&](std::string_view key, std::string what, std::string remedy) {
        problems.push_back({std::string(key), std::move(what), std::move(remedy)});
    };

    // Who: one way of saying it.
    if (!intervention.assigned.empty()) {
        for (const FieldSpec& spec : entry.fields)
            if ((spec.table == "who" || spec.name == "waves" || spec.name == "wave_years") && set(spec.name))
                refuse(std::string(spec.table) + "." + std::string(spec.name),
                       "the column \"" + intervention.assigned + "\" says already who takes part and from when",
                       "Remove this line, or remove assigned to have it drawn");
        if (!intervention.offered_with.empty())
            refuse("who.offered_with", "the column \"" + intervention.assigned + "\" says already who takes part",
                   "Remove this line, or remove assigned to have it drawn");
        for (const Eligibility& rule : intervention.eligible)
            refuse("who." + rule.grouping, "the column \"" + intervention.assigned + "\" says already who takes part",
                   "Remove this line, or remove assigned to have it drawn");
    }
    const bool two_stage = set("village_coverage") || set("saturation");
    if (set("households") && set("coverage"))
        refuse("who.households", "both a share and a number of households are to be offered it", "Keep coverage or households");
    if (two_stage && (set("coverage") || set("households")))
        refuse(set("village_coverage") ? "who.village_coverage" : "who.saturation",
               "coverage or households say already how many are offered it",
               "Keep village_coverage and saturation, and remove coverage and households; or the other way round");
    for (const double share : intervention.saturations)
        if (!(share >= 0.0 && share <= 1.0))
            refuse("who.saturation", "a share of " + std::to_string(share) + " stands in the list", "Shares lie between 0 and 1");
    if (entry.by_village || value_of(intervention, "by_village", 0.0) > 0.5)
        for (const std::string_view key : {"who.village_coverage", "who.saturation", "who.capacity_households", "when.attrition", "when.exit_years"})
            if (set(key.substr(key.find('.') + 1)))
                refuse(key, "a " + std::string(entry.key) + " is offered to whole villages, which do not queue or leave one household at a time",
                       "Use coverage, which is of villages here, and waves");

    // When: years that follow each other, within the run.
    const double start = value_of(intervention, "start", 1.0), length = value_of(intervention, "years", 0.0);
    const double waves = value_of(intervention, "waves", 1.0), apart = value_of(intervention, "wave_years", 1.0);
    if (set("wave_years") && waves < 1.5)
        refuse("when.wave_years", "there is one wave only", "Add waves = 3, or remove this line");
    if (waves > 1.5 && start <= years && start + (waves - 1.0) * apart > years)
        refuse("when.waves", "wave " + whole(waves) + " would start in year " + whole(start + (waves - 1.0) * apart) +
                                 ", after the last year " + std::to_string(years),
               "Use fewer waves, put them closer together (wave_years), start earlier, or run more years");
    if (waves > 1.5 && length > 0.0 && apart > length)
        refuse("when.wave_years", "each wave lasts " + whole(length) + " years and the next starts " + whole(apart) +
                                      " years after it: in between nobody is served",
               "Let waves follow each other (wave_years up to years), or write two interventions with a start each");

    // Money arrives whole, however many it is paid to.
    std::vector<effects::Lever> moves(entry.moves.begin(), entry.moves.end());
    for (const LeverSetting& setting : intervention.levers) moves.push_back(setting.lever);
    if (intervention.code) moves.insert(moves.end(), intervention.code->moves.begin(), intervention.code->moves.end());
    const bool pays = std::ranges::any_of(moves, [](effects::Lever lever) { return effects::row_of(lever).account != effects::Account::none; });
    for (const std::string_view field : {"quality_loss", "quality_reference_households"})
        if (pays && set(field))
            refuse("when." + std::string(field), "a " + std::string(entry.key) + " hands out money, which loses nothing by being handed to more people",
                   "Remove this line; use delivered for what is planned and not paid");
    return problems;
}

}  // namespace smallholder::targeting
