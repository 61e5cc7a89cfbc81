// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Tools of the programme reader: a table of the file whose keys are ticked off as they are read, so that what is left
/// over is an unknown key; and the list of problems found on the way.

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/farm/distribution_spec.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/io/toml_value.hpp"

namespace smallholder::io::detail {

class Problems {
public:
    explicit Problems(std::string file) : file_(std::move(file)) {}

    void add(Index line, std::string key, std::string what, std::string remedy);
    /// "file line 12, key who.coverage"
    std::string where(Index line, std::string_view key) const;
    /// Throws the first problem in the order of the file as ProgrammeError, with the others behind it.
    void throw_if_any();

private:
    struct Problem {
        Index line;
        std::string key, what, remedy;
    };
    std::string file_;
    std::vector<Problem> problems_;
};

class Section {
public:
    /// `path` is what stands before its keys in messages: "intervention.who", "" for the whole file.
    Section(const TomlValue& table, Index line, std::string path, Problems& problems)
        : table_(&table), line_(line), path_(std::move(path)), problems_(&problems) {}

    Index line() const { return line_; }
    std::string key(std::string_view name) const;
    bool has(std::string_view name) const { return table_->find(name) != nullptr; }
    Index line_of(std::string_view name) const;
    const std::vector<TomlEntry>& entries() const { return table_->table; }

    /// The entry of that name, ticked off; nullptr when absent.
    const TomlEntry* take(std::string_view name);

    // Each notes a problem and gives nothing (or "") when the value has the wrong type or size.
    std::string text(std::string_view name);
    std::optional<double> optional_number(std::string_view name);
    std::optional<Index> optional_whole(std::string_view name, Index least, Index most);
    std::optional<bool> optional_truth(std::string_view name);
    std::string word(std::string_view name, std::span<const std::string_view> allowed, std::string otherwise);
    std::vector<std::string> texts(std::string_view name);
    std::optional<Section> table(std::string_view name);
    std::vector<Section> tables(std::string_view name);

    /// A finite number; `wanted` says in words what should stand there.
    std::optional<double> number_of(const TomlEntry& entry, std::string_view wanted) const;
    std::optional<std::vector<std::string>> texts_of(const TomlEntry& entry, bool list) const;

    /// Notes every key that nobody took. `belongs` may say where a key should stand: "under [population]".
    void finish(const std::function<std::string(std::string_view)>& belongs = {});

private:
    void wrong_type(const TomlEntry& entry, std::string_view wanted) const;

    const TomlValue* table_;
    Index line_;
    std::string path_;
    Problems* problems_;
    std::vector<std::string> asked_;  // names that were looked for: the known ones
};

/// Reads {p5 = 3, p95 = 6, distribution = "lognormal"}.
class DistributionReader {
public:
    explicit DistributionReader(Problems& problems) : problems_(&problems) {}

    /// Nothing, and a problem noted, when it cannot be drawn from or leaves `bounds`. `usual` is the shape of p5 and p95
    /// alone, or of mean and sd alone.
    std::optional<DistributionSpec> read(const TomlValue& table, Index line, const std::string& key,
                                         const Bounds& bounds, Shape usual) const;
    /// Does the table hold a key of a distribution (rather than a part of a dotted name)?
    static bool looks_like(const TomlValue& table);

private:
    Problems* problems_;
};

/// [intervention.paid_by]: payers and their shares of the bill.
std::map<std::string, double> read_payers(Section& section, Problems& problems);

/// Amounts under [intervention.cost] are of a money and a year: ProgrammeError where the file names none.
void require_money_of_costs(const ProgrammeFile& programme);

/// Every rate under [money.discount_rates] is of a perspective or of a payer.
void check_discount_rates(const ProgrammeFile& programme, Problems& problems);

/// A field's value, checked against its specification; nothing when it is wrong (and said so).
std::optional<FieldValue> read_field(Section& section, const FieldSpec& spec, Problems& problems);

/// The [[intervention.lever]] tables of a block, and their lines.
void read_levers(Section& section, InterventionBlock& block, ProgrammeFile& programme, Problems& problems);

/// A field's value as it is drawn; ProgrammeError where it is text or a list.
stats::Distribution distribution_of(const FieldValue& value, const FieldSpec& spec, const std::string& where);

/// The [[member]] blocks, [consortium] and [response], with what is wrong about them together.
void read_members(Section& root, ProgrammeFile& programme, Problems& problems);

/// Something wrong about members, at a key as ProgrammeFile::lines has it ("member.Mars.funds").
struct MemberProblem {
    std::string key, what, remedy;
};
std::vector<MemberProblem> problems_of_members(const ProgrammeFile& programme);

void read_parameters(Section& root, const ProgrammeVocabulary& vocabulary, ProgrammeFile& programme,
                     Problems& problems);

/// Tries the overrides and correlations together on the parameters. Throws ProgrammeError with the line.
void check_parameters(const ProgrammeVocabulary& vocabulary, const ProgrammeFile& programme);

}  // namespace smallholder::io::detail
