// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "programme_section.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/effects/prototype.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/io/csv.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::io {

namespace {

using detail::Problems;
using detail::read_field;
using detail::Section;

constexpr int kMaxYears = static_cast<int>(random::kMaxYears) - 1;
constexpr int kMaxReplicates = static_cast<int>(random::kMaxReplicates);
constexpr int kMaxDraws = static_cast<int>(random::kMaxDraws);
constexpr Index kMostHouseholds = 1'000'000'000;

constexpr std::array<std::string_view, 2> kRegimes{"regulated", "liberal"};
constexpr std::array<std::string_view, 3> kAnswers{"automatic", "on", "off"};
constexpr std::array<std::string_view, 2> kProcesses{"mean_reverting", "persistent"};
constexpr std::array<std::string_view, 3> kMissing{"complete_cases", "impute", "error"};
constexpr std::array<std::string_view, 3> kSubtables{"who", "when", "cost"};
constexpr std::string_view kBaseline = "baseline";

std::string in_quotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// Where a key stands that was written somewhere else, in words that follow "It belongs"; "" when nowhere.
std::string home_of(std::string_view key, const ProgrammeVocabulary& vocabulary) {
    constexpr std::array<std::string_view, 5> kTop{"title", "years", "draws", "replicates", "seed"};
    constexpr std::array<std::string_view, 8> kPopulation{"synthetic", "crop", "survey", "households", "represents", "villages", "weights", "missing"};
    constexpr std::array<std::string_view, 3> kMoney{"currency", "price_year", "discount_rates"};
    const auto among = [key](const auto& names) { return std::ranges::find(names, key) != names.end(); };
    if (among(kTop)) return "at the top of the file, above the first [table]";
    if (among(kPopulation)) return "under [population]";
    if (among(kMoney)) return "under [money]";
    if (key == "regime" || key == "price_process" || key == "price_comparison") return "under [market]";
    if (std::ranges::any_of(vocabulary.switches, [key](const SwitchSpec& known) { return known.name == key; })) return "under [switches]";
    if (vocabulary.parameters != nullptr && vocabulary.parameters->contains(key)) return "under [parameters]";
    return {};
}

std::function<std::string(std::string_view)> elsewhere(const ProgrammeVocabulary& vocabulary) {
    return [&vocabulary](std::string_view key) { return home_of(key, vocabulary); };
}

// ---- what belongs to the run ---------------------------------------------------------------------------

PopulationBlock read_population(Section& section, const ProgrammeVocabulary& vocabulary, Problems& problems) {
    PopulationBlock block;
    block.synthetic = section.text("synthetic");
    block.crop = section.text("crop");
    block.survey = section.text("survey");
    block.schema = section.text("schema");
    block.households = section.optional_whole("households", 1, kMostHouseholds);
    block.represents = section.optional_number("represents");
    block.villages = section.optional_whole("villages", 1, kMostHouseholds);
    block.weights = section.text("weights");
    block.missing = section.word("missing", kMissing, "");
    if (block.represents && !(*block.represents > 0.0)) {
        problems.add(section.line_of("represents"), section.key("represents"), "nobody is represented",
                     "Give the number of households the sample stands for, such as 500_000");
    }
    const bool synthetic = section.has("synthetic"), survey = section.has("survey");
    if (synthetic && survey) {
        problems.add(section.line_of("survey"), section.key("survey"),
                     "both a survey and a synthetic population are named", "Keep one of the two");
    }
    if (survey && block.schema.empty()) {
        problems.add(section.line_of("survey"), section.key("survey"), "the survey has no schema",
                     "Say what its columns mean: schema = \"kit_ghana\", or the path of a schema file");
    }
    for (const std::string_view key : {"schema", "weights", "missing"}) {
        if (!survey && section.has(key)) {
            problems.add(section.line_of(key), section.key(key), "it belongs to a survey, and none is named",
                         "Add survey = \"households.csv\", or remove this line");
        }
    }
    const auto must_be_one_of = [&](std::string_view key, const std::string& name, std::span<const std::string> there, std::string_view what) {
        if (!section.has(key) || there.empty() || std::ranges::find(there, name) != there.end()) return true;
        const std::vector<std::string_view> known(there.begin(), there.end());
        problems.add(section.line_of(key), section.key(key), "there is no " + std::string(what) + " " + in_quotes(name),
                     did_you_mean(name, known, "docs/crops.md lists them"));
        return false;
    };
    const bool there = must_be_one_of("synthetic", block.synthetic, vocabulary.synthetic_populations, "built-in population");
    const bool grown = must_be_one_of("crop", block.crop, vocabulary.crops, "crop");
    if (there && grown && synthetic && section.has("crop") && crop_of(block.synthetic) != block.crop) {
        problems.add(section.line_of("crop"), section.key("crop"),
                     "the households of " + in_quotes(block.synthetic) + " grow " + crop_of(block.synthetic) + ", not " + block.crop,
                     "Remove this line, or name another built-in population");
    }
    section.finish(elsewhere(vocabulary));
    return block;
}

MoneyBlock read_money(Section& section, const ProgrammeVocabulary& vocabulary, std::map<std::string, Index>& lines, Problems& problems) {
    MoneyBlock block;
    block.currency = section.text("currency");
    if (section.has("currency") && !(block.currency.size() == 3 && std::ranges::all_of(block.currency, [](char c) {
                                         return c >= 'A' && c <= 'Z';
                                     }))) {
        problems.add(section.line_of("currency"), section.key("currency"),
                     in_quotes(block.currency) + " is no currency code",
                     "Use the three capital letters of ISO 4217, such as \"USD\" or \"GHS\"");
    }
    constexpr Index kFirstYear = 1900, kLastYear = 2200;
    block.price_year = static_cast<int>(section.optional_whole("price_year", kFirstYear, kLastYear).value_or(0));
    if (section.has("currency") != section.has("price_year")) {
        const std::string_view there = section.has("currency") ? "currency" : "price_year";
        problems.add(section.line_of(there), section.key(there), "currency and price_year go together",
                     "Give both, or neither to use the survey's");
    }
    if (auto rates = section.table("discount_rates")) {
        for (const TomlEntry& entry : rates->entries()) {
            const auto rate = rates->optional_number(entry.key);
            if (!rate) continue;
            if (!(*rate >= 0.0 && *rate < 1.0)) {
                problems.add(entry.line, rates->key(entry.key), shortest(*rate) + " a year is no discount rate",
                             *rate >= 1.0 ? "Write 10% as 0.10" : "Give a rate of 0 or more, such as 0.10");
            }
            block.discount_rates[entry.key] = *rate;
            lines["money.discount_rates." + entry.key] = entry.line;
        }
        rates->finish();
    }
    section.finish(elsewhere(vocabulary));
    return block;
}

std::map<std::string, bool> read_switches(Section& section, const ProgrammeVocabulary& vocabulary) {
    std::map<std::string, bool> switches;
    for (const SwitchSpec& known : vocabulary.switches) {
        if (const auto on = section.optional_truth(known.name)) switches[std::string(known.name)] = *on;
    }
    section.finish(elsewhere(vocabulary));
    return switches;
}

// ---- interventions -------------------------------------------------------------------------------------

/// How a field is keyed in InterventionBlock::fields.
std::string path_of(std::string_view table, std::string_view name) {
    return table.empty() ? std::string(name) : std::string(table) + "." + std::string(name);
}

std::optional<FieldValue> read_text_field(Section& section, const TextSpec& spec, Problems& problems) {
    const std::string_view name = key_of_field(spec.name, spec.table);
    const TomlEntry* entry = section.take(name);
    if (entry == nullptr) return std::nullopt;
    const std::string key = section.key(name);
    const auto texts = section.texts_of(*entry, spec.list);
    if (!texts) return std::nullopt;
    for (const std::string& text : *texts) {
        if (!spec.allowed.empty() && std::ranges::find(spec.allowed, text) == spec.allowed.end()) {
            problems.add(entry->line, key, in_quotes(text) + " is not known here",
                         did_you_mean(text, spec.allowed, "See docs/programme_file.md"));
            return std::nullopt;
        }
    }
    if (spec.list) return FieldValue(*texts);
    return FieldValue(texts->front());
}

void check_schedule(const InterventionBlock& block, ProgrammeFile& programme, Problems& problems) {
    const int years = programme.years;
    const auto start = block.number("when.start");
    const double first = start.value_or(1.0);
    if (start && first > years) {
        problems.add(programme.lines.at("intervention." + block.name + ".when.start"), "intervention.when.start",
                     "it starts in year " + shortest(first) + " and the run ends after year " + std::to_string(years),
                     "Start it earlier, or raise years at the top of the file");
        return;
    }
    const auto length = block.number("when.years");
    if (length && *length > 0.0 && first + *length - 1.0 > years) {
        programme.notes.push_back("intervention " + in_quotes(block.name) + " would last until year " +
                                  shortest(first + *length - 1.0) + "; the run ends after year " +
                                  std::to_string(years));
    }
}

/// min_x above max_x leaves nobody.
void check_ranges(const InterventionBlock& block, const ProgrammeFile& programme, Problems& problems) {
    for (const auto& [path, value] : block.fields) {
        const auto at = path.rfind("min_");
        if (at == std::string::npos || (at > 0 && path[at - 1] != '.')) continue;
        std::string partner = path;
        partner.replace(at, 4, "max_");
        const auto low = block.number(path), high = block.number(partner);
        if (low && high && *low > *high) {
            problems.add(programme.lines.at("intervention." + block.name + "." + path), "intervention." + path,
                         shortest(*low) + " is above " + partner.substr(at) + " = " + shortest(*high) +
                             ", so nobody is eligible",
                         "Exchange the two, or remove one");
        }
    }
}

struct ReadIntervention {
    InterventionBlock block;
    Index line = 0;
};

ReadIntervention read_intervention(Section& section, const ProgrammeVocabulary& vocabulary, ProgrammeFile& programme,
                                   Problems& problems) {
    ReadIntervention read;
    InterventionBlock& block = read.block;
    read.line = section.line();
    std::vector<std::string_view> kinds;
    for (const InterventionKind& kind : vocabulary.kinds) kinds.push_back(kind.name);
    block.kind = section.text("kind");
    const auto kind = std::ranges::find(vocabulary.kinds, block.kind, &InterventionKind::name);
    if (kind == vocabulary.kinds.end()) {
        const bool named = section.has("kind");
        if (block.kind == effects::Prototype::kKey) {
            problems.add(section.line_of("kind"), section.key("kind"), "a prototype is a class of Python, and no file can hold it",
                         "Run the script that defines the class, or write the intervention as kind = \"composed\"");
            return read;
        }
        problems.add(
            named ? section.line_of("kind") : section.line(), section.key("kind"),
            named ? "there is no kind of intervention " + in_quotes(block.kind) : "the intervention has no kind",
            did_you_mean(block.kind, kinds, "See docs/programme_file.md"));
        return read;  // without its kind the other keys cannot be judged
    }
    block.name = section.has("name") ? section.text("name") : block.kind;
    if (block.name.empty()) {
        problems.add(section.line_of("name"), section.key("name"), "the name is empty",
                     "Give it a name, such as \"training\"");
    }
    block.arms = section.texts("arms");

    const std::string prefix = "intervention." + block.name + ".";
    std::array<std::optional<Section>, kSubtables.size()> subtables;
    for (std::size_t i = 0; i < kSubtables.size(); ++i) subtables[i] = section.table(kSubtables[i]);
    const auto home = [&](std::string_view table) -> Section* {
        if (table.empty()) return &section;
        const auto at = std::ranges::find(kSubtables, table);
        if (at == kSubtables.end()) return nullptr;
        auto& found = subtables[static_cast<std::size_t>(at - kSubtables.begin())];
        return found ? &*found : nullptr;
    };
    const auto read_all = [&](const auto& specs, auto read_one) {
        for (const auto& spec : specs) {
            Section* from = home(spec.table);
            if (from == nullptr) continue;
            auto value = read_one(*from, spec, problems);
            if (!value) continue;
            const std::string path = path_of(spec.table, spec.name);
            programme.lines[prefix + path] = from->line_of(key_of_field(spec.name, spec.table));
            block.fields[path] = std::move(*value);
        }
    };
    read_all(kind->fields, read_field);
    read_all(kind->texts, read_text_field);
    if (kind->takes_levers) detail::read_levers(section, block, programme, problems);
    // A key in the wrong table, or with the table's name before it, is the commonest slip: say where it belongs.
    const auto belongs = [&](std::string_view key) -> std::string {
        const auto place = [&](const auto& specs) -> std::string {
            for (const auto& spec : specs) {
                const std::string_view short_key = key_of_field(spec.name, spec.table);
                if (spec.name != key && short_key != key) continue;
                return (spec.table.empty() ? "under [[intervention]], above its tables"
                                           : "under [intervention." + std::string(spec.table) + "]") +
                       (short_key == key ? "" : " as " + std::string(short_key));
            }
            return {};
        };
        for (const std::string& found : {place(kind->fields), place(kind->texts)})
            if (!found.empty()) return found;
        return home_of(key, vocabulary);
    };
    if (auto payers = section.table("paid_by")) {
        programme.lines[prefix + "paid_by"] = payers->line();
        block.paid_by = detail::read_payers(*payers, problems);
    }
    section.finish(belongs);
    for (auto& subtable : subtables) {
        if (subtable) subtable->finish(belongs);
    }
    check_schedule(block, programme, problems);
    check_ranges(block, programme, problems);
    programme.lines["intervention." + block.name] = read.line;
    return read;
}

// ---- arms ----------------------------------------------------------------------------------------------

struct ReadArm {
    ArmBlock block;
    Index line = 0;
    bool lists_interventions = false;
};

/// Which arm runs which interventions, from both ways of saying so.
std::vector<ArmBlock> resolve_arms(const std::vector<ReadIntervention>& interventions, std::vector<ReadArm> written,
                                   Problems& problems) {
    const auto find = [&](std::string_view name) {
        return std::ranges::find(written, name, [](const ReadArm& arm) -> std::string_view { return arm.block.name; });
    };
    const bool has_blocks = !written.empty();
    std::vector<std::string_view> known;
    for (const ReadArm& arm : written) known.push_back(arm.block.name);
    const bool by_intervention =
        std::ranges::any_of(interventions, [](const auto& i) { return !i.block.arms.empty(); });
    for (const ReadIntervention& intervention : interventions) {
        for (const std::string& name : intervention.block.arms) {
            if (name == kBaseline) {
                problems.add(intervention.line, "intervention.arms", "the baseline has no interventions",
                             "Name another arm; the baseline is always run");
            } else if (find(name) != written.end()) {
                continue;
            } else if (has_blocks) {
                problems.add(intervention.line, "intervention.arms", "there is no arm " + in_quotes(name),
                             did_you_mean(name, known, "Add an [[arm]] of that name"));
            } else {
                written.push_back({{name, {}}, intervention.line, true});
            }
        }
    }
    if (written.empty() && !interventions.empty()) written.push_back({{"programme", {}}, 0, false});
    std::vector<ArmBlock> arms;
    for (ReadArm& arm : written) {
        ArmBlock block{arm.block.name, {}};
        for (const ReadIntervention& intervention : interventions) {
            const InterventionBlock& i = intervention.block;
            const bool listed = std::ranges::find(arm.block.interventions, i.name) != arm.block.interventions.end();
            const bool joins = std::ranges::find(i.arms, arm.block.name) != i.arms.end();
            // Left open on both sides, an intervention belongs to every arm.
            const bool open = !arm.lists_interventions && i.arms.empty();
            const bool common = !has_blocks && by_intervention && i.arms.empty();
            if (listed || joins || open || common) block.interventions.push_back(i.name);
        }
        arms.push_back(std::move(block));
    }
    return arms;
}

std::vector<ReadArm> read_arms(Section& root, const std::vector<ReadIntervention>& interventions, Problems& problems) {
    std::vector<ReadArm> arms;
    std::vector<std::string_view> known;
    for (const ReadIntervention& i : interventions) known.push_back(i.block.name);
    for (Section& section : root.tables("arm")) {
        ReadArm arm;
        arm.line = section.line();
        arm.block.name = section.text("name");
        arm.lists_interventions = section.has("interventions");
        arm.block.interventions = section.texts("interventions");
        if (arm.block.name.empty()) {
            problems.add(section.line(), section.key("name"), "the arm has no name", "Add name = \"everything\"");
        } else if (arm.block.name == kBaseline) {
            problems.add(section.line_of("name"), section.key("name"), "the name is taken",
                         "The baseline is always run, without interventions; call this arm something else");
        }
        for (const ReadArm& other : arms) {
            if (other.block.name == arm.block.name && !arm.block.name.empty()) {
                problems.add(
                    section.line_of("name"), section.key("name"),
                    "the arm " + in_quotes(arm.block.name) + " stands already in line " + std::to_string(other.line),
                    "Give every arm a name of its own");
            }
        }
        for (const std::string& name : arm.block.interventions) {
            if (std::ranges::find(known, name) == known.end()) {
                problems.add(section.line_of("interventions"), section.key("interventions"),
                             "there is no intervention " + in_quotes(name),
                             did_you_mean(name, known, "Name one of the [[intervention]] blocks"));
            }
        }
        section.finish();
        arms.push_back(std::move(arm));
    }
    return arms;
}

std::vector<ReadIntervention> read_interventions(Section& root, const ProgrammeVocabulary& vocabulary,
                                                 ProgrammeFile& programme, Problems& problems) {
    std::vector<ReadIntervention> interventions;
    for (Section& section : root.tables("intervention")) {
        ReadIntervention read = read_intervention(section, vocabulary, programme, problems);
        for (const ReadIntervention& other : interventions) {
            if (other.block.name != read.block.name || read.block.name.empty()) continue;
            problems.add(section.has("name") ? section.line_of("name") : section.line(), section.key("name"),
                         "an intervention " + in_quotes(read.block.name) + " stands already in line " +
                             std::to_string(other.line),
                         "Give each a name of its own, such as name = \"" + read.block.name + "_2\"");
        }
        interventions.push_back(std::move(read));
    }
    return interventions;
}

}  // namespace

std::string_view key_of_field(std::string_view name, std::string_view table) {
    const bool repeats =
        !table.empty() && name.size() > table.size() + 1 && name.starts_with(table) && name[table.size()] == '_';
    return repeats ? name.substr(table.size() + 1) : name;
}

std::optional<double> InterventionBlock::number(std::string_view field) const {
    const auto found = fields.find(std::string(field));
    if (found == fields.end()) return std::nullopt;
    if (const double* number = std::get_if<double>(&found->second)) return *number;
    if (const bool* truth = std::get_if<bool>(&found->second)) return *truth ? 1.0 : 0.0;
    return std::nullopt;
}

std::string ProgrammeFile::where(const std::string& key) const {
    const auto found = lines.find(key);
    const std::string line = found == lines.end() ? "" : " line " + std::to_string(found->second);
    return file + line + ", key " + key;
}

bool ProgrammeFile::operator==(const ProgrammeFile& other) const {
    return schema == other.schema && title == other.title && population == other.population && money == other.money &&
           years == other.years && draws == other.draws && replicates == other.replicates && seed == other.seed &&
           regime == other.regime && market_answer == other.market_answer && price_process == other.price_process &&
           price_comparison == other.price_comparison && switches == other.switches && interventions == other.interventions &&
           arms == other.arms && members == other.members && consortium == other.consortium && response == other.response && parameters == other.parameters && correlations == other.correlations;
}

ProgrammeFile parse_programme(std::string_view text, std::string where, const ProgrammeVocabulary& vocabulary) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw ProgrammeError("the file is empty", where, "Start from a shipped one, such as ghana_cocoa.toml");
    }
    const TomlValue tree = parse_toml(text, where);
    Problems problems(where);
    Section root(tree, 1, "", problems);
    ProgrammeFile programme;
    programme.file = std::move(where);
    if (!root.has("schema")) {
        problems.add(1, "schema", "the file does not say which form it has", "Add the line schema = 1 at the top");
    } else if (const auto schema = root.optional_whole("schema", 0, 1'000'000); schema && *schema != 1) {
        problems.add(root.line_of("schema"), "schema", "this version reads schema 1, not " + std::to_string(*schema),
                     "Write schema = 1, or use a newer smallholder");
    }
    programme.title = root.text("title");
    const auto count = [&](std::string_view key, int& number, int most) {
        number = static_cast<int>(root.optional_whole(key, 1, most).value_or(number));
    };
    count("years", programme.years, kMaxYears);
    count("draws", programme.draws, kMaxDraws);
    count("replicates", programme.replicates, kMaxReplicates);
    programme.seed =
        static_cast<std::uint64_t>(root.optional_whole("seed", 0, std::numeric_limits<Index>::max()).value_or(1));
    if (auto section = root.table("population")) programme.population = read_population(*section, vocabulary, problems);
    if (auto section = root.table("money")) programme.money = read_money(*section, vocabulary, programme.lines, problems);
    if (auto section = root.table("market")) {
        programme.regime = section->word("regime", kRegimes, programme.regime);
        programme.market_answer = section->word("answer", kAnswers, programme.market_answer);
        programme.price_process = section->word("price_process", kProcesses, programme.price_process);
        programme.price_comparison = section->word("price_comparison", kAnswers, programme.price_comparison);
        section->finish(elsewhere(vocabulary));
    }
    if (auto section = root.table("switches")) programme.switches = read_switches(*section, vocabulary);
    const auto interventions = read_interventions(root, vocabulary, programme, problems);
    auto arms = read_arms(root, interventions, problems);
    for (const ReadArm& arm : arms) programme.lines["arm." + arm.block.name] = arm.line;
    programme.arms = resolve_arms(interventions, std::move(arms), problems);
    for (const ReadIntervention& read : interventions) {
        programme.interventions.push_back(read.block);
        const bool used = std::ranges::any_of(programme.arms, [&](const ArmBlock& arm) {
            return std::ranges::find(arm.interventions, read.block.name) != arm.interventions.end();
        });
        if (!used)
            programme.notes.push_back("intervention " + in_quotes(read.block.name) + " is in no arm and does nothing");
    }
    detail::read_members(root, programme, problems);
    detail::check_discount_rates(programme, problems);
    detail::read_parameters(root, vocabulary, programme, problems);
    root.finish(elsewhere(vocabulary));
    problems.throw_if_any();
    detail::check_parameters(vocabulary, programme);
    return programme;
}

ProgrammeFile read_programme(const std::filesystem::path& file, const ProgrammeVocabulary& vocabulary) {
    ProgrammeFile programme = parse_programme(read_text(file), file.string(), vocabulary);
    detail::require_money_of_costs(programme);
    return programme;
}

}  // namespace smallholder::io
