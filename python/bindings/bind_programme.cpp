// SPDX-License-Identifier: Apache-2.0
/// The catalogue of interventions and programme files: read, checked, written.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <array>
#include <optional>
#include <span>
#include <string>

#include "programme_dict.hpp"
#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/io/programme_members.hpp"
#include "smallholder/io/programme_plan.hpp"
#include "smallholder/programme/catalogue.hpp"
#include "smallholder/programme/composed_levers.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace smallholder::bindings {

io::FieldValue field_value_from(const py::handle& value, const std::string& where) {
    if (py::isinstance<py::bool_>(value)) return py::cast<bool>(value);
    if (py::isinstance<py::dict>(value)) return distribution_from(py::cast<py::dict>(value), where);
    if (py::isinstance<py::str>(value)) return py::cast<std::string>(value);
    if (py::isinstance<py::list>(value)) {
        const auto list = py::cast<py::list>(value);
        if (!list.empty() && !py::isinstance<py::str>(list[0])) return py::cast<std::vector<double>>(value);
        return py::cast<std::vector<std::string>>(value);
    }
    return py::cast<double>(value);
}

py::object object_of(const io::FieldValue& value) {
    if (const auto* spec = std::get_if<DistributionSpec>(&value)) return dict_of(*spec);
    return std::visit(
        [](const auto& held) -> py::object {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, DistributionSpec>) return py::none();
            else return py::cast(held);
        },
        value);
}

namespace {

std::string text(std::string_view view) { return std::string(view); }

io::PopulationBlock population_from(const py::dict& dict) {
    io::PopulationBlock block;
    take(dict, "synthetic", block.synthetic);
    take(dict, "crop", block.crop);
    take(dict, "survey", block.survey);
    take(dict, "schema", block.schema);
    take(dict, "households", block.households);
    take(dict, "represents", block.represents);
    take(dict, "villages", block.villages);
    take(dict, "weights", block.weights);
    take(dict, "missing", block.missing);
    return block;
}

py::dict dict_of(const io::PopulationBlock& block) {
    return py::dict("synthetic"_a = block.synthetic, "crop"_a = block.crop, "survey"_a = block.survey, "schema"_a = block.schema, "households"_a = block.households,
                    "represents"_a = block.represents, "villages"_a = block.villages, "weights"_a = block.weights,
                    "missing"_a = block.missing);
}

io::LeverBlock lever_from(const py::dict& written, const std::string& intervention) {
    io::LeverBlock lever;
    take(written, "lever", lever.lever);
    take(written, "unit", lever.unit);
    for (const auto& [key, value] : py::cast<py::dict>(written["fields"])) {
        const auto field = py::cast<std::string>(key);
        lever.fields[field] = field_value_from(value, "intervention \"" + intervention + "\", lever " + lever.lever + ", " + field);
    }
    return lever;
}

py::dict dict_of(const io::LeverBlock& lever) {
    py::dict fields;
    for (const auto& [key, value] : lever.fields) fields[py::str(key)] = object_of(value);
    return py::dict("lever"_a = lever.lever, "unit"_a = lever.unit, "fields"_a = fields);
}

/// Members as nouns, and the names and values of the consortium's settings, which only the consortium layer knows.
void check_settings(const io::ProgrammeFile& file) {
    const std::optional<Consortium> consortium = io::consortium_of(file);
    if (!consortium) return;
    consortium::ConsortiumParameters parameters;
    for (const auto& [name, value] : consortium->settings) {
        try {
            parameters.set(name, value);
        } catch (const Error& error) {
            throw ProgrammeError(error.what_happened(), file.where("consortium.settings." + name), error.remedy());
        }
    }
}

}  // namespace

io::ProgrammeFile programme_from(const py::dict& dict) {
    io::ProgrammeFile programme;
    programme.file = "programme";
    take(dict, "file", programme.file);
    take(dict, "title", programme.title);
    take(dict, "years", programme.years);
    take(dict, "draws", programme.draws);
    take(dict, "replicates", programme.replicates);
    take(dict, "seed", programme.seed);
    take(dict, "regime", programme.regime);
    take(dict, "market_answer", programme.market_answer);
    take(dict, "price_process", programme.price_process);
    take(dict, "price_comparison", programme.price_comparison);
    take(dict, "switches", programme.switches);
    take(dict, "lines", programme.lines);
    if (dict.contains("population")) programme.population = population_from(py::cast<py::dict>(dict["population"]));
    if (dict.contains("money")) {
        const auto money = py::cast<py::dict>(dict["money"]);
        take(money, "currency", programme.money.currency);
        take(money, "price_year", programme.money.price_year);
        take(money, "discount_rates", programme.money.discount_rates);
    }
    if (dict.contains("interventions")) {
        for (const auto& item : py::cast<py::list>(dict["interventions"])) {
            const auto written = py::cast<py::dict>(item);
            io::InterventionBlock block;
            take(written, "kind", block.kind);
            take(written, "name", block.name);
            take(written, "arms", block.arms);
            take(written, "paid_by", block.paid_by);
            take(written, "code", block.code);
            if (written.contains("levers"))
                for (const auto& lever : py::cast<py::list>(written["levers"])) block.levers.push_back(lever_from(py::cast<py::dict>(lever), block.name));
            for (const auto& [key, value] : py::cast<py::dict>(written["fields"])) {
                const auto path = py::cast<std::string>(key);
                const std::string field = path.substr(path.find('.') == std::string::npos ? 0 : path.find('.') + 1);
                block.fields[path] = field_value_from(value, "intervention \"" + block.name + "\", " + field);
            }
            programme.interventions.push_back(std::move(block));
        }
    }
    if (dict.contains("arms")) {
        for (const auto& item : py::cast<py::list>(dict["arms"])) {
            const auto written = py::cast<py::dict>(item);
            programme.arms.push_back({py::cast<std::string>(written["name"]), py::cast<std::vector<std::string>>(written["interventions"])});
        }
    }
    take_members(dict, programme);
    if (dict.contains("parameters")) programme.parameters = overrides_from(py::cast<py::list>(dict["parameters"]));
    if (dict.contains("correlations")) programme.correlations = correlations_from(py::cast<py::list>(dict["correlations"]));
    return programme;
}

py::dict dict_of(const io::ProgrammeFile& programme) {
    py::list interventions, arms, parameters, correlations;
    for (const io::InterventionBlock& block : programme.interventions) {
        py::dict fields;
        py::list levers;
        for (const auto& [key, value] : block.fields) fields[py::str(key)] = object_of(value);
        for (const io::LeverBlock& lever : block.levers) levers.append(dict_of(lever));
        interventions.append(
            py::dict("kind"_a = block.kind, "name"_a = block.name, "arms"_a = block.arms, "fields"_a = fields, "levers"_a = levers, "paid_by"_a = block.paid_by));
    }
    for (const io::ArmBlock& arm : programme.arms) arms.append(py::dict("name"_a = arm.name, "interventions"_a = arm.interventions));
    for (const ParameterOverride& change : programme.parameters) {
        const auto* spec = std::get_if<DistributionSpec>(&change.value);
        const py::object value = spec ? py::object(dict_of(*spec)) : py::cast(std::get<double>(change.value));
        parameters.append(py::dict("name"_a = change.name, "value"_a = value, "where"_a = change.where));
    }
    for (const Correlation& tie : programme.correlations)
        correlations.append(py::dict("first"_a = tie.first, "second"_a = tie.second, "rho"_a = tie.rho));
    const py::dict money("currency"_a = programme.money.currency, "price_year"_a = programme.money.price_year,
                         "discount_rates"_a = programme.money.discount_rates);
    py::dict made("file"_a = programme.file, "title"_a = programme.title, "population"_a = dict_of(programme.population), "money"_a = money,
                    "years"_a = programme.years, "draws"_a = programme.draws, "replicates"_a = programme.replicates,
                    "seed"_a = programme.seed, "regime"_a = programme.regime, "market_answer"_a = programme.market_answer,
                    "price_process"_a = programme.price_process, "price_comparison"_a = programme.price_comparison, "switches"_a = programme.switches,
                    "interventions"_a = interventions, "arms"_a = arms, "parameters"_a = parameters, "correlations"_a = correlations,
                    "lines"_a = programme.lines, "notes"_a = programme.notes);
    put_members(programme, made);
    return made;
}

namespace {

py::list entries_of(std::span<const CatalogueEntry> table) {
    py::list entries;
    const std::span<const io::TextSpec> who = io::catalogue_vocabulary().kinds.front().texts;  // the same for all
    for (const CatalogueEntry& entry : table) {
        py::list fields, groups;
        for (const FieldSpec& spec : entry.fields)
            fields.append(py::dict("name"_a = text(spec.name), "unit"_a = text(spec.unit), "minimum"_a = spec.minimum,
                                   "maximum"_a = spec.maximum, "default_value"_a = spec.default_value,
                                   "default_row"_a = text(spec.default_row), "table"_a = text(spec.table), "doc"_a = text(spec.doc),
                                   "whole"_a = spec.whole, "list"_a = spec.list));
        for (const io::TextSpec& spec : who) {
            py::list allowed;
            for (const std::string_view group : spec.allowed) allowed.append(text(group));
            groups.append(py::dict("name"_a = text(spec.name), "table"_a = text(spec.table), "allowed"_a = allowed, "doc"_a = text(spec.doc),
                                   "list"_a = spec.list));
        }
        entries.append(py::dict("key"_a = text(entry.key), "summary"_a = text(entry.summary), "fields"_a = fields, "groups"_a = groups));
    }
    return entries;
}

py::list member_fields() {
    py::list rows;
    for (const FieldSpec& spec : io::member_fields())
        rows.append(py::dict("name"_a = text(spec.name), "unit"_a = text(spec.unit), "table"_a = text(spec.table), "doc"_a = text(spec.doc)));
    return rows;
}

py::list lever_rows() {
    constexpr std::array<std::string_view, 4> kCombine{"add", "multiply", "complement", "greatest"};
    py::list rows;
    for (std::size_t k = 0; k < effects::kLevers; ++k) {
        const effects::LeverRow& row = effects::kLeverRows[k];
        rows.append(py::dict("name"_a = text(row.name), "unit"_a = text(row.unit), "neutral"_a = row.neutral, "least"_a = row.least,
                             "most"_a = row.most, "combine"_a = text(kCombine[static_cast<std::size_t>(row.combine)]),
                             "may_last"_a = !effects::flow_of(static_cast<effects::Lever>(k)), "meaning"_a = text(row.meaning)));
    }
    return rows;
}

/// What a composed intervention says of its levers, as rows like those of its other fields.
void append_levers(py::list& rows, const Intervention& intervention) {
    for (const LeverSetting& each : intervention.levers) {
        const auto specs = lever_fields(each.lever);
        const std::array<const stats::Distribution*, 4> set{&each.change, each.ramp_years ? &*each.ramp_years : nullptr,
                                                            each.decay ? &*each.decay : nullptr, each.attendance ? &*each.attendance : nullptr};
        for (std::size_t k = 0; k < set.size(); ++k) {
            if (set[k] == nullptr) continue;
            rows.append(py::dict("intervention"_a = intervention.name, "kind"_a = intervention.kind,
                                 "field"_a = text(effects::row_of(each.lever).name) + "." + text(specs[k].name), "table"_a = "lever",
                                 "unit"_a = text(specs[k].unit), "value"_a = stats::quantile(*set[k], 0.5), "origin"_a = "programme",
                                 "drawn"_a = set[k]->kind() != stats::DistributionKind::fixed, "row"_a = std::string(),
                                 "doc"_a = text(specs[k].doc) + (k > 0 ? " (" + text(effects::row_of(each.lever).name) + ")" : "")));
        }
    }
}

/// Every field of every intervention with the value a run without draws takes, and where it comes from.
py::list field_values(const io::ProgrammeFile& file, const ParameterTable& table) {
    py::list rows;
    for (const Intervention& intervention : io::plan_of(file).interventions) {
        const CatalogueEntry& entry = catalogue_entry(intervention.kind);
        for (const FieldSpec& spec : entry.fields) {
            const auto set = std::ranges::find(intervention.fields, spec.name, &FieldSetting::field);
            const bool has_row = !spec.default_row.empty() && table.contains(spec.default_row);
            const bool own = set != intervention.fields.end();
            const char* origin = own ? "programme" : has_row ? "parameter" : "default";
            rows.append(py::dict("intervention"_a = intervention.name, "kind"_a = intervention.kind, "field"_a = text(spec.name),
                                 "table"_a = text(spec.table), "unit"_a = text(spec.unit),
                                 "value"_a = field_value(intervention, spec, table, 0, 0, false), "origin"_a = origin,
                                 "drawn"_a = own ? set->value.kind() != stats::DistributionKind::fixed
                                                 : has_row && table.find(spec.default_row).drawn,
                                 "row"_a = !own && has_row ? text(spec.default_row) : std::string(), "doc"_a = text(spec.doc)));
        }
        append_levers(rows, intervention);
    }
    return rows;
}

}  // namespace

namespace {

/// Two payers of one account in one arm, at central values; the arm is named with its place in the file.
void require_arms_without_conflict(const Programme& plan, const io::ProgrammeFile& file, const ParameterTable& table) {
    // What a class of Python moves is known once it runs; the engine judges it then.
    std::vector<std::unique_ptr<effects::Effect>> effects;
    for (const Intervention& intervention : plan.interventions)
        effects.push_back(intervention.kind == effects::Prototype::kKey ? nullptr : make_effect(intervention, table, 0, 0, false));
    for (Arm arm : plan.arms) try {
            std::erase_if(arm.interventions, [&](Index k) { return effects[static_cast<std::size_t>(k)] == nullptr; });
            require_distinct_accounts(plan, {arm}, effects, file.years,
                                      [&](std::size_t k, int year) { return effects[k]->active(year, file.years); });
        } catch (const ProgrammeError& error) {
            throw ProgrammeError(error.what_happened(), file.lines.empty() ? error.where() : file.where("arm." + arm.name), error.remedy());
        }
}

}  // namespace

void bind_programme(py::module_& m) {
    m.def("catalogue", [] { return entries_of(catalogue()); }, "The interventions there are, with their fields and who can be chosen.");
    m.def("own_kinds", [] { return entries_of(own_kinds()); }, "The kinds whose effect the user says: composed of levers, or a class of Python.");
    m.def("levers", &lever_rows, "What an intervention may move: name, unit, value without any, bounds, how two come together.");
    m.def(
        "switches",
        [] {
            py::list rows;
            for (const io::SwitchSpec& spec : io::catalogue_vocabulary().switches)
                rows.append(py::dict("name"_a = text(spec.name), "default"_a = spec.default_value, "doc"_a = text(spec.doc)));
            return rows;
        },
        "Mechanisms of the model that a programme can turn off.");
    m.def(
        "synthetic_populations",
        [] {
            std::vector<std::string> names;
            for (const std::string& name : io::catalogue_vocabulary().synthetic_populations) names.push_back(name);
            return names;
        },
        "Names of the built-in populations.");
    m.def("member_fields", &member_fields, "Figures of a member: name, unit, table, doc.");
    m.def(
        "consortium_words",
        [] {
            const auto list = [](std::span<const std::string_view> names) { return std::vector<std::string>(names.begin(), names.end()); };
            return py::dict("types"_a = list(io::member_type_names()), "rules"_a = list(io::sharing_rules()),
                            "conventions"_a = list(io::outsider_conventions()), "conditions"_a = list(io::consortium_conditions()));
        },
        "What a member or a consortium may be said to be: types, rules, conventions, conditions.");
    m.def("crops", &io::shipped_crops, "Names of the crops that are shipped.");
    m.def("crop_of", &io::crop_of, "setting"_a, "The crop of a built-in population, or of a crop itself.");
    m.def("find_programme", [](const std::string& name_or_path) { return io::find_programme(name_or_path); }, "name_or_path"_a,
          "The file of a programme: an existing path, else a shipped one by name.");
    m.def(
        "read_programme",
        [](const std::filesystem::path& file, const ParameterTable& table) { return dict_of(io::read_programme(file, io::catalogue_vocabulary(&table))); },
        "file"_a, "parameters"_a);
    m.def(
        "parse_programme",
        [](const std::string& toml, const std::string& where, const ParameterTable& table) {
            return dict_of(io::parse_programme(toml, where, io::catalogue_vocabulary(&table)));
        },
        "toml"_a, "where"_a, "parameters"_a);
    m.def("write_programme", [](const py::dict& programme) { return io::write_programme(programme_from(programme)); }, "programme"_a,
          "The programme as TOML text.");
    m.def(
        "check_programme",
        [](const py::dict& programme, const ParameterTable& table) {
            const io::ProgrammeFile file = programme_from(programme);
            const Programme plan = io::plan_of(file);
            check_programme(plan, file.years);
            check_settings(file);
            require_suits_crop(plan, table);
            require_arms_without_conflict(plan, file, table);
            if (!file.parameters.empty() || !file.correlations.empty()) table.changed_by(file.parameters, file.correlations);
        },
        "programme"_a, "parameters"_a, "Raises what a run of it would refuse before it starts.");
    m.def("field_values", [](const py::dict& programme, const ParameterTable& table) { return field_values(programme_from(programme), table); },
          "programme"_a, "parameters"_a, "Every field of every intervention, its central value and where that comes from.");
}

}  // namespace smallholder::bindings
