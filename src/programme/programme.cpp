// SPDX-License-Identifier: Apache-2.0
#include "smallholder/programme/programme.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/programme/catalogue.hpp"
#include "smallholder/programme/payers.hpp"
#include "smallholder/programme/composed_levers.hpp"
#include "smallholder/random/limits.hpp"
#include "smallholder/random/streams.hpp"
#include "smallholder/targeting/design.hpp"

namespace smallholder {
namespace {

std::string number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (!text.empty() && text.back() == '.') text.pop_back();
    return text;
}

void check_fields(const Intervention& intervention, const CatalogueEntry& entry) {
    const std::string where = "intervention \"" + intervention.name + "\"";
    std::vector<std::string_view> known;
    for (const FieldSpec& spec : entry.fields) known.push_back(spec.name);
    for (const FieldSetting& setting : intervention.fields) {
        const FieldSpec* spec = entry.field(setting.field);
        if (spec == nullptr)
            throw ProgrammeError("\"" + setting.field + "\" is not a field of " + intervention.kind, where,
                                 did_you_mean(setting.field, known, "docs/programme_file.md lists the fields"));
        for (const double u : {0.001, 0.5, 0.999}) {
            const double value = stats::quantile(setting.value, u);
            if (!(value >= spec->minimum && value <= spec->maximum)) {
                const bool unitless = spec->unit == "1" || spec->unit == "0/1";
                std::string remedy = "Give a value, or a distribution, inside that range";
                if (spec->maximum == 1.0 && value > 1.0 && value <= 100.0) remedy = "Write " + number(value) + "% as " + number(value / 100.0);
                throw ProgrammeError(setting.field + " = " + number(value) + " is outside " + number(spec->minimum) + " to " +
                                         number(spec->maximum) + (unitless ? "" : " " + std::string(spec->unit)),
                                     where, remedy);
            }
            if (spec->whole && std::abs(value - std::round(value)) > 1e-9 && setting.value.kind() == stats::DistributionKind::fixed)
                throw ProgrammeError(setting.field + " = " + number(value) + " is not a whole number", where, "Give whole years");
        }
    }
}

/// Interventions that share their luck are sizes of one plan, which an arm holds once.
void require_own_luck(const Programme& programme, const std::vector<Index>& together, const std::string& where) {
    std::map<std::string_view, std::string_view> seen;
    for (const Index i : together) {
        const Intervention& each = programme.interventions[static_cast<std::size_t>(i)];
        const auto [at, is_new] = seen.emplace(each.name_of_luck(), each.name);
        if (!is_new && at->second != each.name)
            throw ProgrammeError("\"" + std::string(at->second) + "\" and \"" + each.name + "\" share their luck, so that they reach the same households",
                                 where, "Put them into different arms, or give each its own luck");
    }
}

/// Offers drawn with another intervention: it must be there, and draw its own.
void check_offers(const Programme& programme, const Intervention& intervention) {
    if (intervention.offered_with.empty()) return;
    const std::string where = "intervention \"" + intervention.name + "\", who.offered_with";
    const Index place = place_of_offers(programme, intervention.offered_with);
    std::vector<std::string_view> names;
    for (const Intervention& each : programme.interventions)
        if (each.name != intervention.name) names.push_back(each.name);
    if (place < 0)
        throw ProgrammeError("there is no intervention \"" + intervention.offered_with + "\"", where,
                             did_you_mean(intervention.offered_with, names, "Name an intervention of this programme"));
    const Intervention& other = programme.interventions[static_cast<std::size_t>(place)];
    if (other.name == intervention.name)
        throw ProgrammeError("it is to be offered with itself", where, "Name another intervention, or remove this line");
    if (!other.offered_with.empty())
        throw ProgrammeError("\"" + other.name + "\" is offered with \"" + other.offered_with + "\" itself", where,
                             "Name that one: offered_with = \"" + other.offered_with + "\"");
    if (!other.assigned.empty())
        throw ProgrammeError("who takes part in \"" + other.name + "\" is not drawn: its column \"" + other.assigned + "\" says it", where,
                             "Use the same column here: assigned = \"" + other.assigned + "\"");
}

/// Delivery paths: a share between 0 and 1 for each year of the run.
void check_path(const Intervention& intervention, int years) {
    if (!intervention.delivery_path) return;
    const std::string where = "intervention \"" + intervention.name + "\", delivery path";
    if (intervention.delivery_path->share.empty()) throw ProgrammeError("it has no draws", where, "Give a row of shares by year, or no path");
    for (const std::vector<double>& row : intervention.delivery_path->share) {
        if (row.size() < static_cast<std::size_t>(years) + 1)
            throw ProgrammeError("it has " + std::to_string(row.size()) + " years, and the run goes from year 0 to year " + std::to_string(years),
                                 where, "Give a share for each year, the year of the survey first");
        for (const double share : row)
            if (!(share >= 0.0 && share <= 1.0))
                throw ProgrammeError("a share of " + number(share) + " stands in it", where, "Shares of those enrolled lie between 0 and 1");
    }
}

}  // namespace

const FieldSetting* Intervention::setting(std::string_view field) const {
    const auto found = std::ranges::find(fields, field, &FieldSetting::field);
    return found == fields.end() ? nullptr : &*found;
}

Index place_of_offers(const Programme& programme, std::string_view offered_with) {
    if (offered_with.empty()) return -1;
    const auto& all = programme.interventions;
    auto found = std::ranges::find(all, offered_with, &Intervention::name);
    if (found == all.end()) found = std::ranges::find_if(all, [&](const Intervention& each) { return each.name_of_luck() == offered_with; });
    return found == all.end() ? -1 : found - all.begin();
}

void check_programme(const Programme& programme, int years) {
    std::set<std::string> names;
    std::vector<std::string> lucks;  // each once
    for (const Intervention& intervention : programme.interventions) {
        const std::string where = "intervention \"" + intervention.name + "\"";
        if (intervention.name.empty()) throw ProgrammeError("an intervention has no name", "programme", "Give it one: name = \"...\"");
        if (!names.insert(intervention.name).second)
            throw ProgrammeError("two interventions have this name", where, "Rename one of them");
        const CatalogueEntry& entry = catalogue_entry(intervention.kind);
        check_fields(intervention, entry);
        require_payers(intervention.paid_by, where);
        check_levers(intervention);
        check_offers(programme, intervention);
        check_path(intervention, years);
        if (std::ranges::find(lucks, intervention.name_of_luck()) == lucks.end()) lucks.push_back(intervention.name_of_luck());
        for (const targeting::DesignProblem& problem : targeting::design_problems(intervention, entry, years))
            throw ProgrammeError(problem.what, where + ", " + problem.key, problem.remedy);
        for (const FieldSetting& setting : intervention.fields)
            if (setting.field == "start" && stats::quantile(setting.value, 0.5) > years)
                throw ProgrammeError("it starts in year " + number(stats::quantile(setting.value, 0.5)) + ", after the last year " +
                                         std::to_string(years),
                                     where, "Start it earlier, or run more years");
    }
    random::require_distinct_streams(lucks);
    std::set<std::string> arms{"baseline"};
    for (const Arm& arm : programme.arms) {
        if (!arms.insert(arm.name).second)
            throw ProgrammeError("two arms have the name \"" + arm.name + "\"", "arms",
                                 "Rename one of them; \"baseline\" is the arm without interventions");
        for (const Index i : arm.interventions)
            if (i < 0 || i >= static_cast<Index>(programme.interventions.size()))
                throw ProgrammeError("it names intervention number " + std::to_string(i) + ", which does not exist", "arm \"" + arm.name + "\"",
                                     "Name interventions of this programme");
        require_own_luck(programme, arm.interventions, "arm \"" + arm.name + "\"");
    }
    if (programme.arms.empty()) {
        std::vector<Index> all(programme.interventions.size());
        std::iota(all.begin(), all.end(), Index{0});
        require_own_luck(programme, all, "programme");
    }
}

void require_suits_crop(const Programme& programme, const ParameterTable& table) {
    using effects::Lever;
    if (!table.contains("annual") || !(table.value("annual") > 0.0)) return;
    for (const Intervention& intervention : programme.interventions)
        for (const Lever lever : catalogue_entry(intervention.kind).moves)
            if (lever == Lever::replant_share || lever == Lever::roguing || lever == Lever::shade || lever == Lever::tenure_security)
                throw ProgrammeError("a crop that is sown each year has no trees to plant, to shade or to keep, and " + intervention.kind +
                                         " works through them (lever " + std::string(effects::row_of(lever).name) + ")",
                                     "intervention \"" + intervention.name + "\"",
                                     "Take it out, or choose a tree crop: cocoa, robusta, arabica");
}

double field_value(const Intervention& intervention, const FieldSpec& field, const ParameterTable& table, std::uint64_t seed,
                   std::uint32_t draw, bool drawn) {
    double value = field.default_value;
    const FieldSetting* setting = intervention.setting(field.name);
    if (setting != nullptr) {
        const std::uint64_t entity = random::hash_name(intervention.name_of_luck() + "." + std::string(field.name));
        value = stats::quantile(setting->value, drawn ? random::uniform(seed, {entity, draw, 0, 0}, random::Purpose::parameter) : 0.5);
    } else if (!field.default_row.empty() && table.contains(field.default_row)) {
        value = drawn ? table.drawn_value(field.default_row, seed, draw) : table.value(field.default_row);
    }
    value = std::clamp(value, field.minimum, field.maximum);
    return field.whole ? std::round(value) : value;
}

std::unique_ptr<effects::Effect> make_effect(const Intervention& intervention, const ParameterTable& table, std::uint64_t seed,
                                             std::uint32_t draw, bool drawn) {
    const CatalogueEntry& entry = catalogue_entry(intervention.kind);
    auto effect = entry.make([&](std::string_view name) { return field_value(intervention, *entry.field(name), table, seed, draw, drawn); });
    if (auto* composed = dynamic_cast<effects::Composed*>(effect.get())) composed->set(lever_changes(intervention, seed, draw, drawn));
    if (auto* prototype = dynamic_cast<effects::Prototype*>(effect.get())) {
        if (intervention.code == nullptr)
            throw ProgrammeError("it is a class of Python, and the class is not here", "intervention "" + intervention.name + """,
                                 "Run the script that defines the class, or write the intervention as kind = \"composed\"");
        prototype->code = intervention.code;
    }
    return effect;
}

void require_distinct_accounts(const Programme& programme, const std::vector<Arm>& arms, const std::vector<std::unique_ptr<effects::Effect>>& effects,
                               int years, const std::function<bool(std::size_t, int)>& active) {
    using effects::Account;
    for (const Arm& arm : arms)
        for (std::size_t a = 0; a < arm.interventions.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const auto first = static_cast<std::size_t>(arm.interventions[b]), second = static_cast<std::size_t>(arm.interventions[a]);
                const effects::Effect &one = *effects[second], &other = *effects[first];
                bool together = false;
                for (int year = 1; year <= years; ++year) together = together || (active(second, year) && active(first, year));
                if (!together) continue;
                for (const effects::Lever mine : one.moves())
                    for (const effects::Lever theirs : other.moves())
                        if (effects::row_of(mine).account != Account::none && effects::row_of(mine).account == effects::row_of(theirs).account)
                            throw ProgrammeError("\"" + programme.interventions[first].name + "\" and \"" + programme.interventions[second].name +
                                                     "\" both move " + std::string(effects::row_of(mine).name) + " in the same years",
                                                 "arm \"" + arm.name + "\"",
                                                 "Put them into different arms, let one end before the other starts, or make them one");
            }
}

}  // namespace smallholder
