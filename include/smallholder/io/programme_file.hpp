// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A programme file as written: what is planned, for whom, when, at what cost, and how it is to be simulated.
///
/// Plain data. read_programme checks every key, type and range that can be checked without running; what an
/// intervention's fields mean and default to is the catalogue's affair (programme/field_spec.hpp), handed in as a
/// ProgrammeVocabulary. Nothing is filled in that the file does not say, except the run's own defaults below.
/// Tested: tests/unit/io/programme_file_test.cpp, programme_errors_test.cpp     Page: docs/programme_file.md

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/distribution_spec.hpp"
#include "smallholder/farm/parameter_override.hpp"
#include "smallholder/programme/field_spec.hpp"

namespace smallholder {
class ParameterTable;
}

namespace smallholder::io {

/// What a field of an intervention may hold. A bool stands for 1 or 0.
using FieldValue = std::variant<double, bool, std::string, std::vector<std::string>, std::vector<double>, DistributionSpec>;

/// A field whose value is text or a list of texts, such as the regions of a programme.
struct TextSpec {
    std::string_view name;
    std::string_view table;                     // "" | "who" | "when" | "cost"
    std::span<const std::string_view> allowed;  // empty: any text
    bool list = false;
    std::string_view doc;
};

/// One kind of intervention and the fields it knows.
struct InterventionKind {
    std::string_view name;
    std::span<const FieldSpec> fields;
    std::span<const TextSpec> texts = {};
    bool takes_levers = false;  ///< does it consist of [[intervention.lever]] tables?
};

/// A switch of the model: a mechanism that can be turned off.
struct SwitchSpec {
    std::string_view name;
    bool default_value;
    std::string_view doc;
};

/// The names a programme file may use.
struct ProgrammeVocabulary {
    std::span<const InterventionKind> kinds;
    std::span<const SwitchSpec> switches;
    /// When given, names in [parameters] and [[correlation]] and their ranges are checked against it.
    const ParameterTable* parameters = nullptr;
    /// When not empty, the synthetic populations that exist.
    std::span<const std::string> synthetic_populations = {};
    /// When not empty, the crops that exist.
    std::span<const std::string> crops = {};
};

struct PopulationBlock {
    std::string synthetic;             ///< name of a built-in population, or "" where a survey is named
    std::string crop;                  ///< what a survey's households grow; "": cocoa, or that of the built-in population
    std::string survey;                ///< file, relative to the programme file's folder
    std::string schema;                ///< name or file of the survey's schema
    std::optional<Index> households;   ///< simulated; none: the survey's own, or 10,000 synthetic ones
    std::optional<double> represents;  ///< households the sample stands for; none: the sum of the weights
    std::optional<Index> villages;     ///< size of the villages to group households into, households
    std::string weights;               ///< "equal" or the survey's column; "": what the schema says
    std::string missing;               ///< "complete_cases", "impute" or "error"; "": what the schema says

    bool operator==(const PopulationBlock&) const = default;
};

struct MoneyBlock {
    std::string currency;                          ///< "": the survey's
    int price_year = 0;                            ///< 0: the survey's
    std::map<std::string, double> discount_rates;  ///< per perspective ("society", "farmers", a payer...), 1/yr

    bool operator==(const MoneyBlock&) const = default;
};

/// The key of a field inside its table: what the table's name says already is not said again, so that
/// `cost_per_household` is `per_household` under [intervention.cost].
std::string_view key_of_field(std::string_view name, std::string_view table);

/// One [[intervention.lever]] table: what a composed intervention does to one lever.
struct LeverBlock {
    std::string lever, unit;
    std::map<std::string, FieldValue> fields;  ///< those the file sets: "change", "ramp_years", "decay", "attendance"

    bool operator==(const LeverBlock&) const = default;
};

struct InterventionBlock {
    std::string kind, name;
    std::vector<std::string> arms;  ///< as written in the block; ProgrammeFile::arms is the sum of all
    /// Those the file sets, by table and the catalogue's name: "burden", "who.coverage", "cost.cost_per_household".
    std::map<std::string, FieldValue> fields;
    std::map<std::string, double> paid_by;  ///< who bears which share of its cost; empty: the programme as a whole
    std::vector<LeverBlock> levers{};  ///< of kind composed
    std::string code{};                ///< of kind prototype: module and name of its class, which no file can hold

    /// The number of a field: 1 or 0 for a bool, nothing when absent, a text or a distribution.
    std::optional<double> number(std::string_view field) const;
    bool operator==(const InterventionBlock&) const = default;
};

struct ArmBlock {
    std::string name;
    std::vector<std::string> interventions;  ///< names, in the order of the file

    bool operator==(const ArmBlock&) const = default;
};

/// One [[member]]: who could pay for something, and what it would have of it.
struct MemberBlock {
    std::string name, type = "other";
    bool leader = false;
    std::vector<std::string> funds;                        ///< names of interventions, or of parts of [response]
    std::map<std::string, std::vector<double>> levels;     ///< per intervention that it funds; those left out have the consortium's
    std::map<std::string, double> effectiveness;           ///< per intervention that it funds; those left out: 1
    std::map<std::string, double> sources;                 ///< share of a region's supply that it buys; "" is everywhere
    std::optional<bool> may_transfer;
    std::string currency;                                  ///< of its budget; "": that of the file
    /// Figures that the file sets, by the names of member_fields(): "budget_per_year", "values.per_usd_of_income".
    std::map<std::string, FieldValue> fields;

    bool operator==(const MemberBlock&) const = default;
};

/// [consortium]: how members come together. What is not set is the library's.
struct ConsortiumBlock {
    std::vector<std::string> founders, conventions;
    std::string rule, view;
    std::vector<double> levels;                  ///< shares of an intervention's coverage that a member may fund
    std::optional<Index> minimum_cell, paths;
    std::optional<bool> keep_after_completion, assurance;
    std::map<std::string, double> conditions;    ///< of collective impact, each in [0, 1]
    std::map<std::string, double> settings;      ///< rows of the consortium's own parameters, which knows their names

    bool operator==(const ConsortiumBlock&) const = default;
};

/// [response]: what is known of an alliance without a household model, in place of [population] and [[intervention]].
struct ResponseBlock {
    struct Part {
        std::string name;
        double gain = 0.0, cost_per_unit = 0.0, cost_fixed = 0.0;  ///< money per unit; money per unit; money

        bool operator==(const Part&) const = default;
    };
    struct Pair {
        std::string first, second;
        double gain = 0.0;  ///< money per unit that has both, more than the two apart

        bool operator==(const Pair&) const = default;
    };
    std::string unit = "households";
    double units = 0.0;
    std::vector<Part> parts;
    std::vector<Pair> pairs;

    bool operator==(const ResponseBlock&) const = default;
};

struct ProgrammeFile {
    std::string file;  ///< where it was read from, for messages
    std::map<std::string, Index>
        lines;  ///< of what was read, keyed "intervention.<name>.who.coverage", "parameters.<name>"

    int schema = 1;
    std::string title;
    PopulationBlock population;
    MoneyBlock money;
    int years = 20, draws = 100, replicates = 2;
    std::uint64_t seed = 1;
    std::string regime = "regulated";      ///< [market]: "regulated" or "liberal"
    std::string market_answer = "automatic";  ///< [market] answer: "automatic", "on" or "off"
    std::string price_process = "mean_reverting";  ///< [market]: "mean_reverting" or "persistent"
    std::string price_comparison = "automatic";    ///< [market] the other process beside it: "automatic", "on" or "off"
    std::map<std::string, bool> switches;  ///< those the file sets
    std::vector<InterventionBlock> interventions;
    std::vector<ArmBlock> arms;
    std::vector<MemberBlock> members;
    std::optional<ConsortiumBlock> consortium;
    std::optional<ResponseBlock> response;
    std::vector<ParameterOverride> parameters;
    std::vector<Correlation> correlations;
    std::vector<std::string> notes;  ///< what is allowed but worth knowing, in words

    /// Where its parameters start from, for shipped_parameters: the built-in population, else the crop, else "".
    const std::string& setting() const { return population.synthetic.empty() ? population.crop : population.synthetic; }
    /// "ghana_cocoa.toml line 12, key intervention.training.who.coverage", for errors found later; keys are those of `lines`.
    std::string where(const std::string& key) const;
    /// The same plan, wherever and however it was written: file, lines and notes do not count.
    bool operator==(const ProgrammeFile& other) const;
};

/// Throws ProgrammeError naming file, line and key, with the other problems of the file after the first.
ProgrammeFile parse_programme(std::string_view text, std::string where, const ProgrammeVocabulary& vocabulary);

/// Throws ProgrammeError, or SchemaError when the file cannot be read.
ProgrammeFile read_programme(const std::filesystem::path& file, const ProgrammeVocabulary& vocabulary);

/// The programme as TOML text; parse_programme of it gives an equal programme.
std::string write_programme(const ProgrammeFile& programme);

/// The file meant by `name_or_path`: an existing file, else data/programmes/<name>.toml of the shipped ones.
/// Throws SchemaError listing the shipped names.
std::filesystem::path find_programme(std::string_view name_or_path);

}  // namespace smallholder::io
