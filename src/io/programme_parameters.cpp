// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "programme_section.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/farm/parameter_table.hpp"

namespace smallholder::io::detail {

namespace {

/// What a distribution of a parameter is when the file gives only p5 and p95: the row's own shape.
Shape usual_shape(const ParameterRow* row) {
    if (row == nullptr || row->shape == Shape::fixed) return Shape::lognormal;
    // p5 and p95 alone do not make a triangle or a PERT; the row's value serves as their mode only when it is its own.
    if (row->shape == Shape::pert || row->shape == Shape::triangular) {
        return row->bounds.high <= 1.0 ? Shape::beta : row->bounds.low >= 0.0 ? Shape::lognormal : Shape::normal;
    }
    return row->shape;
}

class ParameterReader {
public:
    ParameterReader(const ProgrammeVocabulary& vocabulary, ProgrammeFile& programme, Problems& problems)
        : table_(vocabulary.parameters), programme_(programme), problems_(problems) {
        if (table_ != nullptr) names_ = table_->names();
    }

    /// `farmer_training.attendance = 0.6` is a table in a table for TOML; a name with a point for us.
    void read(const TomlValue& values, const std::string& prefix) {
        for (const TomlEntry& entry : values.table) {
            const std::string name = prefix + entry.key;
            const bool is_part = entry.value.kind == TomlValue::Kind::table && !known(name) &&
                                 !DistributionReader::looks_like(entry.value);
            if (is_part && !entry.value.table.empty()) {
                read(entry.value, name + ".");
            } else {
                read_one(entry, name);
            }
        }
    }

private:
    bool known(std::string_view name) const { return std::ranges::find(names_, name) != names_.end(); }

    void read_one(const TomlEntry& entry, const std::string& name) {
        const std::string key = "parameters." + name;
        if (table_ != nullptr && !known(name)) {
            problems_.add(entry.line, key, "there is no parameter of that name",
                          did_you_mean(name, names_, "`smallholder parameters` lists them all"));
            return;
        }
        const ParameterRow* row = table_ == nullptr ? nullptr : &table_->find(name);
        const Bounds bounds = row == nullptr ? Bounds{} : row->bounds;
        const std::string unit = row == nullptr ? "" : " (" + row->unit + ")";
        ParameterOverride change{name, 0.0, problems_.where(entry.line, key)};
        if (entry.value.kind == TomlValue::Kind::table) {
            auto spec = DistributionReader(problems_).read(entry.value, entry.line, key, bounds, usual_shape(row));
            if (!spec) return;
            change.value = std::move(*spec);
        } else if (entry.value.kind != TomlValue::Kind::number) {
            problems_.add(entry.line, key,
                          "it is " + std::string(in_words(entry.value.kind)) +
                              " where a number or a distribution should stand" + unit,
                          row == nullptr ? "Write a number, or a range such as {p5 = 3, p95 = 6}"
                                         : "Write " + entry.key + " = " + shortest(row->value) +
                                               ", or a range such as {p5 = " + shortest(row->low) +
                                               ", p95 = " + shortest(row->high) + "}");
            return;
        } else if (!std::isfinite(entry.value.number) || !bounds.contains(entry.value.number)) {
            problems_.add(entry.line, key, shortest(entry.value.number) + unit + " cannot be",
                          "It must be " + to_string(bounds));
            return;
        } else {
            change.value = entry.value.number;
        }
        programme_.lines[key] = entry.line;
        programme_.parameters.push_back(std::move(change));
    }

    const ParameterTable* table_;
    std::vector<std::string_view> names_;
    ProgrammeFile& programme_;
    Problems& problems_;
};

void read_correlation(Section& section, ProgrammeFile& programme, Problems& problems) {
    const auto between = section.texts("between");
    const auto rho = section.optional_number("rho");
    if (between.size() != 2) {
        if (!section.has("between") || !between.empty()) {
            problems.add(section.has("between") ? section.line_of("between") : section.line(), section.key("between"),
                         "a correlation is between two parameters", "Write between = [\"mu0\", \"mu1\"]");
        }
    } else if (!rho) {
        if (!section.has("rho")) problems.add(section.line(), section.key("rho"), "rho is missing", "Write rho = 0.5");
    } else if (!(std::abs(*rho) < 1.0)) {
        problems.add(section.line_of("rho"), section.key("rho"),
                     shortest(*rho) + " is no correlation of two uncertain numbers",
                     "It must lie between -1 and 1, both excluded");
    } else {
        programme.correlations.push_back(
            {between[0], between[1], *rho, "", problems.where(section.line(), section.key("between"))});
    }
    section.finish();
}

}  // namespace

void read_parameters(Section& root, const ProgrammeVocabulary& vocabulary, ProgrammeFile& programme,
                     Problems& problems) {
    if (const TomlEntry* entry = root.take("parameters"); entry != nullptr) {
        if (entry->value.kind == TomlValue::Kind::table) {
            ParameterReader(vocabulary, programme, problems).read(entry->value, "");
        } else {
            problems.add(entry->line, "parameters",
                         "it is " + std::string(in_words(entry->value.kind)) + ", not a table",
                         "Begin it with the line [parameters]");
        }
    }
    for (Section& section : root.tables("correlation")) read_correlation(section, programme, problems);
}

void check_parameters(const ProgrammeVocabulary& vocabulary, const ProgrammeFile& programme) {
    if (vocabulary.parameters == nullptr || (programme.parameters.empty() && programme.correlations.empty())) return;
    vocabulary.parameters->changed_by(programme.parameters, programme.correlations);
}

}  // namespace smallholder::io::detail
