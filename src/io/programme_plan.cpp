// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/programme_plan.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "programme_section.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/programme/catalogue.hpp"
#include "smallholder/programme/composed_levers.hpp"
#include "smallholder/targeting/design.hpp"

namespace smallholder::io {

stats::Distribution detail::distribution_of(const FieldValue& value, const FieldSpec& spec, const std::string& where) {
    if (const double* number = std::get_if<double>(&value)) return stats::Distribution::fixed(*number, where);
    if (const bool* truth = std::get_if<bool>(&value)) return stats::Distribution::fixed(*truth ? 1.0 : 0.0, where);
    if (const auto* distribution = std::get_if<DistributionSpec>(&value))
        return make_distribution(*distribution, {spec.minimum, spec.maximum}, where);
    throw ProgrammeError("it is text or a list where a number or a distribution should stand", where, "Give a number, such as 0.5");
}

namespace {

using detail::distribution_of;

// Groups as farm/segments.hpp names them; a test compares the two.
constexpr std::array<std::string_view, 3> kLand{"up to 2 ha", "2-4 ha", "over 4 ha"};
constexpr std::array<std::string_view, 2> kSex{"male head", "female head"};
constexpr std::array<std::string_view, 3> kPoverty{"below half the line", "half the line up to the line", "at the line or above"};

/// Who is eligible, by the groups that results are given for. The name of the field is that of the grouping.
constexpr auto kWho = std::to_array<TextSpec>({
    {"region", "who", {}, true, "eligible only in these regions"},
    {"land", "who", kLand, true, "eligible only in these classes of cocoa land"},
    {"sex", "who", kSex, true, "eligible only with a head of this sex"},
    {"poverty", "who", kPoverty, true, "eligible only if this poor at the start"},
    {"survey", "who", {}, true, "eligible only in these groups of the survey"},
    {"offered_with", "who", {}, false, "intervention whose draws say who is offered this one too: the same households"},
    {"assigned", "who", {}, false, "column of the survey that says who takes part: 0 not, 1 from the start, above 1 from that year on"},
});

constexpr auto kSwitches = std::to_array<SwitchSpec>({
    {"anchor", true, "year 0 is made to be the survey's own"},
    {"comparators", true, "beside each arm: what it costs as cash, and as a premium, to the same households"},
    {"draw_parameters", true, "parameters vary from draw to draw; off: luck alone does"},
    {"village_coupling", true, "neighbours learn from each other, infect each other's trees and share a labour market"},
});

LeverSetting lever_of(const LeverBlock& block, const std::vector<std::string>& earlier, const std::string& where) {
    const auto refuse = [&where](const LeverProblem& problem) { throw ProgrammeError(problem.what, where, problem.remedy); };
    if (const auto problem = problem_with_lever(block.lever, block.unit, earlier)) refuse(*problem);
    const effects::Lever lever = *lever_named(block.lever);
    LeverSetting made{lever, {}, {}, {}, {}};
    const auto specs = lever_fields(lever);
    std::vector<std::string_view> known;
    for (const FieldSpec& spec : specs) known.push_back(spec.name);
    for (const auto& [name, value] : block.fields) {
        const auto spec = std::ranges::find(specs, name, &FieldSpec::name);
        if (spec == specs.end())
            throw ProgrammeError("\"" + name + "\" is not a field of a lever", where, did_you_mean(name, known, "docs/programme_file.md lists the fields"));
        const stats::Distribution read = distribution_of(value, *spec, where);
        if (name == "change") made.change = read;
        if (name == "ramp_years") made.ramp_years = read;
        if (name == "decay") made.decay = read;
        if (name == "attendance") made.attendance = read;
    }
    if (!block.fields.contains("change"))
        throw ProgrammeError("the change of " + block.lever + " is not given", where, "Write change = ..., in " + block.unit);
    if (const auto problem = problem_with_end(lever, made.decay.has_value(), made.attendance.has_value())) refuse(*problem);
    return made;
}

Intervention intervention_of(const InterventionBlock& block, const ProgrammeFile& file) {
    const CatalogueEntry& entry = catalogue_entry(block.kind);
    Intervention intervention{block.name, block.kind, {}, {}, {block.paid_by.begin(), block.paid_by.end()}};
    std::vector<std::string> earlier;
    for (const LeverBlock& lever : block.levers) {
        intervention.levers.push_back(lever_of(lever, earlier, file.where("intervention." + block.name + ".lever." + lever.lever)));
        earlier.push_back(lever.lever);
    }
    std::vector<std::string_view> known;
    for (const FieldSpec& spec : entry.fields) known.push_back(spec.name);
    for (const TextSpec& spec : kWho) known.push_back(spec.name);
    for (const auto& [key, value] : block.fields) {
        const std::string name = key.substr(key.find('.') == std::string::npos ? 0 : key.find('.') + 1);
        const std::string where = file.where("intervention." + block.name + "." + key);
        const auto* numbers = std::get_if<std::vector<double>>(&value);
        if (name == "assigned") {
            const auto* column = std::get_if<std::string>(&value);
            if (column == nullptr || column->empty())
                throw ProgrammeError("it takes the name of a column of the survey", where, "Write assigned = \"treated\"");
            intervention.assigned = *column;
        } else if (name == "offered_with") {
            const auto* other = std::get_if<std::string>(&value);
            if (other == nullptr || other->empty())
                throw ProgrammeError("it takes the name of an intervention", where, "Write offered_with = \"training\"");
            intervention.offered_with = *other;
        } else if (const FieldSpec* spec = entry.field(name); spec != nullptr && spec->list && numbers != nullptr) {
            if (numbers->empty()) throw ProgrammeError("the list is empty", where, "Give shares, such as [0.25, 0.5, 0.75]");
            // The list itself goes to the villages; the field stands at its mean.
            const double mean = std::accumulate(numbers->begin(), numbers->end(), 0.0) / static_cast<double>(numbers->size());
            intervention.saturations = *numbers;
            intervention.fields.push_back({name, stats::Distribution::fixed(mean, where)});
        } else if (spec != nullptr) {
            intervention.fields.push_back({name, distribution_of(value, *spec, where)});
        } else if (std::ranges::find(kWho, name, &TextSpec::name) != kWho.end()) {
            const auto* groups = std::get_if<std::vector<std::string>>(&value);
            if (groups == nullptr || groups->empty())
                throw ProgrammeError("it takes a list of group names", where, "Write " + name + " = [\"...\", \"...\"]");
            intervention.eligible.push_back({name, *groups});
        } else {
            throw ProgrammeError("\"" + name + "\" is not a field of " + block.kind, where,
                                 did_you_mean(name, known, "docs/programme_file.md lists the fields"));
        }
    }
    for (const targeting::DesignProblem& problem : targeting::design_problems(intervention, entry, file.years))
        throw ProgrammeError(problem.what, file.where("intervention." + block.name + "." + problem.key), problem.remedy);
    return intervention;
}

}  // namespace

ProgrammeVocabulary catalogue_vocabulary(const ParameterTable* parameters) {
    static const std::vector<InterventionKind> kinds = [] {
        std::vector<InterventionKind> made;
        for (const CatalogueEntry& entry : catalogue()) made.push_back({entry.key, entry.fields, kWho});
        const CatalogueEntry& composed = catalogue_entry(effects::Composed::kKey);
        made.push_back({composed.key, composed.fields, kWho, true});
        return made;
    }();
    static const std::vector<std::string> populations = shipped_populations(), crops = shipped_crops();
    return {kinds, kSwitches, parameters, populations, crops};
}

Programme plan_of(const ProgrammeFile& file) {
    Programme programme;
    std::vector<std::string_view> names;
    for (const InterventionBlock& block : file.interventions) {
        programme.interventions.push_back(intervention_of(block, file));
        names.push_back(block.name);
    }
    for (const Intervention& intervention : programme.interventions)
        if (!intervention.offered_with.empty() && place_of_offers(programme, intervention.offered_with) < 0)
            throw ProgrammeError("there is no intervention \"" + intervention.offered_with + "\"",
                                 file.where("intervention." + intervention.name + ".who.offered_with"),
                                 did_you_mean(intervention.offered_with, names, "Name an intervention of this programme"));
    for (const ArmBlock& block : file.arms) {
        Arm arm{block.name, {}};
        for (const std::string& name : block.interventions) {
            const auto found = std::ranges::find(names, std::string_view(name));
            if (found == names.end())
                throw ProgrammeError("there is no intervention \"" + name + "\"", file.where("arm." + block.name),
                                     did_you_mean(name, names, "Name interventions of this programme"));
            arm.interventions.push_back(found - names.begin());
        }
        programme.arms.push_back(std::move(arm));
    }
    return programme;
}

bool switch_of(const ProgrammeFile& file, std::string_view name) {
    std::vector<std::string_view> known;
    for (const SwitchSpec& spec : kSwitches) {
        known.push_back(spec.name);
        if (spec.name != name) continue;
        const auto set = file.switches.find(std::string(name));
        return set == file.switches.end() ? spec.default_value : set->second;
    }
    throw ProgrammeError("there is no switch \"" + std::string(name) + "\"", "switches",
                         did_you_mean(name, known, "docs/programme_file.md lists the switches"));
}

}  // namespace smallholder::io
