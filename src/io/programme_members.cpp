// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <limits>

#include "programme_section.hpp"
#include "programme_text.hpp"
#include "smallholder/io/programme_members.hpp"

namespace smallholder::io {

namespace {

constexpr double kAny = 1e15;

constexpr auto kFields = std::to_array<FieldSpec>({
    {"budget_per_year", "money/year", 0.0, kAny, 0.0, "", "", "what it can spend a year"},
    {"discount_rate", "1/year", 0.0, 1.0, 0.0, "", "", "at which it discounts"},
    {"hurdle_rate", "1/year", 0.0, 1.0, 0.0, "", "", "return that it asks for; 0: none"},
    {"staff_months_per_year", "months/year", 0.0, kAny, 0.0, "", "", "of its own people"},
    {"per_usd_of_income", "1", 0.0, kAny, 0.0, "", "values", "per USD of farmers' income gained, wherever they sell"},
    {"per_usd_of_chain_income", "1", 0.0, kAny, 0.0, "", "values", "the same, of farmers who sell to it"},
    {"per_usd_of_gap", "1", 0.0, kAny, 0.0, "", "values", "per USD of living-income gap closed"},
    {"per_household_lifted", "money/household/year", 0.0, kAny, 0.0, "", "values", "per household and year brought above the benchmark"},
    {"tax_share", "1", 0.0, 1.0, 0.0, "", "values", "of farmers' income gained, what comes back as taxes"},
    {"required_tonnes", "t/year", 0.0, kAny, 0.0, "", "values", "that it needs"},
    {"shortage_usd_per_tonne", "money/t", 0.0, kAny, 0.0, "", "values", "cost of replacing a missing tonne"},
    {"passed_on", "1", 0.0, 1.0, 0.5, "", "values", "of a change of the world price, what it passes on to consumers"},
    {"risk_aversion", "1/money", 0.0, kAny, 0.0, "", "values", "against the variance of its bill"},
    {"reputation_usd", "money/year", 0.0, kAny, 0.0, "", "values", "times ln(1 + households lifted/1,000) of those attributed to it"},
});
constexpr std::array<std::string_view, 5> kConditions{"common_agenda", "shared_measurement", "mutual_reinforcement", "communication", "backbone"};
constexpr std::array<std::string_view, 7> kRules{"shapley",      "nucleolus", "tau", "scrb", "equal", "proportional_to_sourcing",
                                                 "proportional_to_benefit"};
constexpr std::array<std::string_view, 4> kConventions{"gamma", "zero", "delta", "alpha"};
constexpr auto kTypes = [] {
    std::array<std::string_view, kMemberTypes.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kMemberTypes[i].name;
    return names;
}();

std::string path_of(const FieldSpec& spec) { return spec.table.empty() ? std::string(spec.name) : std::string(spec.table) + "." + std::string(spec.name); }

}  // namespace

std::span<const FieldSpec> member_fields() { return kFields; }
std::span<const std::string_view> consortium_conditions() { return kConditions; }
std::span<const std::string_view> sharing_rules() { return kRules; }
std::span<const std::string_view> outsider_conventions() { return kConventions; }
std::span<const std::string_view> member_type_names() { return kTypes; }

namespace detail {

namespace {

/// Numbers under names that nobody lists here: of interventions, of regions, of settings.
std::map<std::string, double> numbers_by_name(Section& section) {
    std::map<std::string, double> numbers;
    for (const TomlEntry& entry : section.entries())
        if (const auto number = section.optional_number(entry.key)) numbers[entry.key] = *number;
    return numbers;
}

/// A list of shares; one number is a list of one.
std::vector<double> read_levels(Section& section, std::string_view name, Problems& problems) {
    const FieldSpec spec{name, "1", 0.0, 1.0, 1.0, "", "", "shares of the intervention's coverage that it may fund", false, true};
    if (const TomlEntry* entry = section.take(name); entry != nullptr && entry->value.kind == TomlValue::Kind::table) {
        problems.add(entry->line, section.key(name), "it is a distribution or a table where shares should stand", "Write it like [0.25, 0.5, 1.0]");
        return {};
    }
    const auto value = read_field(section, spec, problems);
    if (!value) return {};
    if (const double* one = std::get_if<double>(&*value)) return {*one};
    return std::get<std::vector<double>>(*value);
}

MemberBlock read_member(Section& section, ProgrammeFile& programme, Problems& problems) {
    MemberBlock block;
    block.name = section.text("name");
    if (block.name.empty())
        problems.add(section.has("name") ? section.line_of("name") : section.line(), section.key("name"), "the member has no name",
                     "Add name = \"Cocoa company A\"");
    block.type = section.word("type", kTypes, "other");
    block.leader = section.optional_truth("leader").value_or(false);
    block.funds = section.texts("funds");
    block.may_transfer = section.optional_truth("may_transfer");
    block.currency = section.text("currency");
    const std::string prefix = "member." + block.name;
    programme.lines[prefix] = section.line();
    for (const std::string_view key : {"type", "leader", "funds", "currency", "sources", "levels", "effectiveness"})
        if (section.has(key)) programme.lines[prefix + "." + std::string(key)] = section.line_of(key);
    if (auto levels = section.table("levels")) {
        for (const TomlEntry& entry : levels->entries()) block.levels[entry.key] = read_levels(*levels, entry.key, problems);
        levels->finish();
    }
    if (auto effectiveness = section.table("effectiveness")) {
        block.effectiveness = numbers_by_name(*effectiveness);
        effectiveness->finish();
    }
    if (const TomlEntry* entry = section.take("sources"); entry != nullptr) {
        if (entry->value.kind != TomlValue::Kind::table) {
            if (const auto share = section.number_of(*entry, "a number, or a table of shares by region,")) block.sources[""] = *share;
        } else if (auto regions = section.table("sources")) {
            block.sources = numbers_by_name(*regions);
            regions->finish();
        }
    }
    auto values = section.table("values");
    for (const FieldSpec& spec : kFields) {
        FieldSpec at_home = spec;
        at_home.table = "";  // keys are written in full, whatever table they stand in
        Section* from = spec.table.empty() ? &section : values ? &*values : nullptr;
        if (from == nullptr) continue;
        auto value = read_field(*from, at_home, problems);
        if (!value) continue;
        if (spec.table.empty() && spec.name != kFields.front().name && std::holds_alternative<DistributionSpec>(*value)) {
            problems.add(from->line_of(spec.name), from->key(spec.name), "it takes one number, not a distribution", "Give one number");
            continue;
        }
        programme.lines[prefix + "." + path_of(spec)] = from->line_of(spec.name);
        block.fields[path_of(spec)] = std::move(*value);
    }
    if (values) values->finish();
    section.finish([](std::string_view key) -> std::string {
        const auto spec = std::ranges::find(kFields, key, &FieldSpec::name);
        return spec == kFields.end() ? "" : "under [member.values]";
    });
    return block;
}

ConsortiumBlock read_consortium(Section& section, ProgrammeFile& programme, Problems& problems) {
    ConsortiumBlock block;
    for (const TomlEntry& entry : section.entries()) programme.lines["consortium." + entry.key] = entry.line;
    programme.lines["consortium"] = section.line();
    block.founders = section.texts("founders");
    block.conventions = section.texts("conventions");
    block.rule = section.word("rule", kRules, "");
    block.view = section.text("view");
    block.levels = read_levels(section, "levels", problems);
    block.minimum_cell = section.optional_whole("minimum_cell", 0, std::numeric_limits<Index>::max());
    block.paths = section.optional_whole("paths", 1, 1'000'000);
    block.keep_after_completion = section.optional_truth("keep_after_completion");
    block.assurance = section.optional_truth("assurance");
    for (const auto& [name, numbers] : {std::pair("conditions", &block.conditions), std::pair("settings", &block.settings)})
        if (auto table = section.table(name)) {
            for (const TomlEntry& entry : table->entries()) programme.lines["consortium." + std::string(name) + "." + entry.key] = entry.line;
            *numbers = numbers_by_name(*table);
            table->finish();
        }
    section.finish([](std::string_view key) -> std::string {
        return std::ranges::find(kConditions, key) == kConditions.end() ? "" : "under [consortium.conditions]";
    });
    return block;
}

ResponseBlock read_response(Section& section, ProgrammeFile& programme) {
    ResponseBlock block;
    programme.lines["response"] = section.line();
    if (section.has("unit")) block.unit = section.text("unit");
    programme.lines["response.units"] = section.line_of("units");
    block.units = section.optional_number("units").value_or(0.0);
    for (Section& table : section.tables("part")) {
        ResponseBlock::Part part;
        part.name = table.text("name");
        part.gain = table.optional_number("gain").value_or(0.0);
        part.cost_per_unit = table.optional_number("cost_per_unit").value_or(0.0);
        part.cost_fixed = table.optional_number("cost_fixed").value_or(0.0);
        table.finish();
        programme.lines["response.part." + part.name] = table.line();
        block.parts.push_back(std::move(part));
    }
    for (Section& table : section.tables("pair")) {
        ResponseBlock::Pair pair;
        const auto names = table.texts("of");
        if (!names.empty()) pair.first = names.front();
        if (names.size() == 2) pair.second = names.back();
        pair.gain = table.optional_number("gain").value_or(0.0);
        table.finish();
        programme.lines["response.pair." + pair.first + "." + pair.second] = table.line();
        block.pairs.push_back(std::move(pair));
    }
    section.finish();
    return block;
}

/// The line of a key, or of the block that it would stand in.
Index line_near(const ProgrammeFile& programme, std::string key) {
    for (;;) {
        if (const auto found = programme.lines.find(key); found != programme.lines.end()) return found->second;
        const auto dot = key.rfind('.');
        if (dot == std::string::npos) return 0;
        key.erase(dot);
    }
}

}  // namespace

void read_members(Section& root, ProgrammeFile& programme, Problems& problems) {
    for (Section& section : root.tables("member")) programme.members.push_back(read_member(section, programme, problems));
    if (auto section = root.table("consortium")) programme.consortium = read_consortium(*section, programme, problems);
    if (auto section = root.table("response")) programme.response = read_response(*section, programme);
    for (MemberProblem& problem : problems_of_members(programme)) {
        const Index line = line_near(programme, problem.key);
        problems.add(line, std::move(problem.key), std::move(problem.what), std::move(problem.remedy));
    }
}

// ---- writing -------------------------------------------------------------------------------------------

namespace {

/// An inline table: { training = [0.25, 0.5] }.
template <class Map>
std::string inline_of(const Map& map) {
    std::string out = "{ ";
    for (const auto& [key, value] : map) out += (out.size() > 2 ? ", " : "") + key_of(key) + " = " + ValueText{}(value);
    return out + " }";
}

void write_member(Writer& out, const MemberBlock& block) {
    out.block("member");
    out.text("name", block.name);
    out.text("type", block.type);
    if (block.leader) out.line("leader", "true");
    if (!block.funds.empty()) out.line("funds", list_of(block.funds));
    if (!block.levels.empty()) out.line("levels", inline_of(block.levels));
    if (!block.effectiveness.empty()) out.line("effectiveness", inline_of(block.effectiveness));
    if (block.sources.size() == 1 && block.sources.contains("")) out.line("sources", shortest(block.sources.at("")));
    else if (!block.sources.empty()) out.line("sources", inline_of(block.sources));
    if (block.may_transfer) out.line("may_transfer", *block.may_transfer ? "true" : "false");
    out.text("currency", block.currency);
    for (const std::string_view table : {"", "values"}) {
        bool begun = table.empty();
        for (const FieldSpec& spec : kFields) {
            const auto found = block.fields.find(path_of(spec));
            if (spec.table != table || found == block.fields.end()) continue;
            if (!begun) out.header("member.values");
            begun = true;
            out.line(spec.name, std::visit(ValueText{}, found->second));
        }
    }
}

void write_consortium(Writer& out, const ConsortiumBlock& block) {
    out.header("consortium");
    if (!block.founders.empty()) out.line("founders", list_of(block.founders));
    if (!block.conventions.empty()) out.line("conventions", list_of(block.conventions));
    out.text("rule", block.rule);
    out.text("view", block.view);
    if (!block.levels.empty()) out.line("levels", ValueText{}(block.levels));
    if (block.minimum_cell) out.line("minimum_cell", std::to_string(*block.minimum_cell));
    if (block.paths) out.line("paths", std::to_string(*block.paths));
    if (block.keep_after_completion) out.line("keep_after_completion", *block.keep_after_completion ? "true" : "false");
    if (block.assurance) out.line("assurance", *block.assurance ? "true" : "false");
    for (const auto& [name, numbers] : {std::pair("conditions", &block.conditions), std::pair("settings", &block.settings)}) {
        if (!numbers->empty()) out.header("consortium." + std::string(name));
        for (const auto& [key, number] : *numbers) out.line(key_of(key), shortest(number));
    }
}

void write_response(Writer& out, const ResponseBlock& block) {
    out.header("response");
    out.text("unit", block.unit);
    out.line("units", shortest(block.units));
    for (const ResponseBlock::Part& part : block.parts) {
        out.block("response.part");
        out.text("name", part.name);
        out.line("gain", shortest(part.gain));
        out.line("cost_per_unit", shortest(part.cost_per_unit));
        out.line("cost_fixed", shortest(part.cost_fixed));
    }
    for (const ResponseBlock::Pair& pair : block.pairs) {
        out.block("response.pair");
        out.line("of", list_of({pair.first, pair.second}));
        out.line("gain", shortest(pair.gain));
    }
}

}  // namespace

void write_members(Writer& out, const ProgrammeFile& programme) {
    for (const MemberBlock& block : programme.members) write_member(out, block);
    if (programme.consortium) write_consortium(out, *programme.consortium);
    if (programme.response) write_response(out, *programme.response);
}

}  // namespace detail

}  // namespace smallholder::io
