// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/parameter_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/random/streams.hpp"
#include "smallholder/stats/special.hpp"

namespace smallholder {

namespace {

constexpr std::array<std::string_view, 41> kUnitWords{
    "1",      "share", "kg",     "t",     "ha",       "m",           "km",         "h",        "yr",
    "4yr",    "month", "day",    "days",  "person",   "persons",     "adult",      "AE",       "tree",
    "trees",  "dose",  "util",   "logit", "log",      "correlation", "episode",    "episodes", "trips",
    "switch", "pupil", "member", "plot",  "contacts", "household",   "households", "village",  "villages",
    "region", "year",  "years",  "hour",  "litre"};

/// Smallest and largest uniform that can be drawn.
constexpr double kLeastUniform = 0x1p-33, kMostUniform = 1.0 - 0x1p-33;

std::string_view first_word(std::string_view unit) {
    return unit.substr(0, unit.find('/'));
}

bool is_currency(std::string_view word) {
    return word.size() == 3 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Words of a unit in turn; stops when `wanted` says no.
template <class Wanted>
bool all_words(std::string_view unit, Wanted wanted) {
    while (true) {
        const auto slash = unit.find('/');
        if (!wanted(unit.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        unit.remove_prefix(slash + 1);
    }
}

stats::Distribution belief(const ParameterRow& row) {
    const std::string where = row.where.empty() ? row.name : row.where + ", " + row.name;
    if (row.own) return make_distribution(*row.own, row.bounds, where);
    return stats::Distribution::from_row(row.shape, row.value, row.low, row.high, where);
}

std::string label(const ParameterRow& row) {
    return row.where.empty() ? "\"" + row.name + "\"" : row.where + " (" + row.name + ")";
}

std::string pair_text(const Correlation& c) {
    std::string text;
    if (!c.where.empty()) text = c.where + ", ";
    return text + "correlation of " + c.first + " and " + c.second;
}

/// A switch is off or on; the model's choice between two forms is one.
constexpr std::string_view kSwitch = "switch";

bool is_off_or_on(double value) { return value == 0.0 || value == 1.0; }

/// Is the distribution one of a switch: a list of 0 and 1?
bool is_off_or_on(const DistributionSpec& spec) {
    return spec.shape == Shape::discrete &&
           std::ranges::all_of(spec.values, [](double value) { return is_off_or_on(value); });
}

bool same_pair(const Correlation& a, const Correlation& b) {
    return (a.first == b.first && a.second == b.second) || (a.first == b.second && a.second == b.first);
}

}  // namespace

std::string_view to_string(Provenance provenance) {
    return kProvenanceNames[static_cast<std::size_t>(provenance)];
}

bool is_unit(std::string_view unit) {
    return all_words(unit, [](std::string_view word) {
        return is_currency(word) || std::ranges::find(kUnitWords, word) != kUnitWords.end();
    });
}

bool is_money(std::string_view unit) {
    return !all_words(unit, [](std::string_view word) { return !is_currency(word); });
}

// ---- the table -----------------------------------------------------------------------------------------

ParameterTable::ParameterTable(std::vector<ParameterRow> rows, std::vector<Correlation> correlations)
    : rows_(std::move(rows)), correlations_(std::move(correlations)) {
    for (std::size_t i = 0; i < rows_.size(); ++i) by_name_.emplace_back(rows_[i].name, static_cast<Index>(i));
    std::ranges::sort(by_name_);
    set_bounds();
    check_rows();
    make_distributions();
    make_groups();
}

void ParameterTable::set_bounds() {
    for (ParameterRow& row : rows_) {
        if (row.changed) continue;  // a user's own shape says nothing about what the quantity can be
        const std::string_view kind = first_word(row.unit);
        const bool is_signed = row.low < 0.0 || row.shape == Shape::normal;
        if (!is_signed) row.bounds.low = 0.0;
        if (kind == "share" || kind == kSwitch) row.bounds.high = 1.0;
        if (kind == "correlation") row.bounds = {-1.0, 1.0};
    }
}

void ParameterTable::check_rows() const {
    std::vector<std::string> problems;
    const auto problem = [&](const ParameterRow& row, std::string text) {
        problems.push_back(label(row) + ": " + text);
    };
    for (std::size_t i = 1; i < by_name_.size(); ++i) {
        if (by_name_[i].first == by_name_[i - 1].first) {
            problem(rows_[static_cast<std::size_t>(by_name_[i].second)],
                    "the name stands already in " + label(rows_[static_cast<std::size_t>(by_name_[i - 1].second)]));
        }
    }
    for (const ParameterRow& row : rows_) {
        if (row.name.empty()) problem(row, "the row has no name");
        if (!std::isfinite(row.value) || !std::isfinite(row.low) || !std::isfinite(row.high)) {
            problem(row, "value, low and high must be finite numbers");
        } else if (row.low > row.high) {
            problem(row, "low " + shortest(row.low) + " is above high " + shortest(row.high));
        } else if (!row.changed && (row.value < row.low || row.value > row.high)) {
            problem(row, "value " + shortest(row.value) + " lies outside low " + shortest(row.low) + " to high " +
                             shortest(row.high));
        }
        const bool inside =
            row.bounds.contains(row.value) && row.bounds.contains(row.low) && row.bounds.contains(row.high);
        if (!inside) problem(row, "a number in " + row.unit + " must be " + to_string(row.bounds));
        if (row.unit == kSwitch && !is_off_or_on(row.value)) problem(row, "a switch is 0 or 1");
        if (!is_unit(row.unit)) problem(row, "\"" + row.unit + "\" is no known unit");
        if (is_money(row.unit) != (row.price_year != 0)) {
            problem(row, row.price_year == 0 ? "money needs a price_year" : "a price_year belongs to money only");
        }
        if (row.source.empty()) problem(row, "there is no source");
        if (row.active.empty()) problem(row, "active is empty; write always, or the switch that activates it");
        if (row.drawn && row.shape == Shape::fixed && !row.own)
            problem(row, "it is drawn but its distribution is fixed");
    }
    for (const Correlation& c : correlations_) {
        for (const std::string& name : {c.first, c.second}) {
            if (!contains(name)) problems.push_back(pair_text(c) + ": there is no parameter \"" + name + "\"");
        }
    }
    if (!problems.empty()) {
        throw SchemaError(list_first(problems), "parameters", "docs/parameters.md describes the columns");
    }
}

void ParameterTable::make_distributions() {
    distributions_.clear();
    for (const ParameterRow& row : rows_) distributions_.push_back(belief(row));
}

/// Rows tied to each other, directly or through others, form a group with one copula.
void ParameterTable::make_groups() {
    groups_.clear();
    group_of_.assign(rows_.size(), -1);
    std::vector<std::size_t> leader(rows_.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
        while (leader[i] != i) i = leader[i];
        return i;
    };
    std::vector<const Correlation*> in_force;
    for (const Correlation& c : correlations_) {
        const auto a = static_cast<std::size_t>(place(c.first)), b = static_cast<std::size_t>(place(c.second));
        // A shipped tie is idle while one of its two rows is fixed by the user.
        if (!rows_[a].drawn || !rows_[b].drawn) continue;
        in_force.push_back(&c);
        leader[root(a)] = root(b);
    }
    std::vector<std::vector<Index>> members(rows_.size());
    for (const auto& [name, row] : by_name_) members[root(static_cast<std::size_t>(row))].push_back(row);
    for (const auto& group : members) {
        if (group.size() < 2) continue;
        std::vector<std::string> names;
        for (const Index row : group) names.push_back(rows_[static_cast<std::size_t>(row)].name);
        std::vector<stats::CorrelationPair> pairs;
        std::string where;
        for (const Correlation* c : in_force) {
            if (std::ranges::find(names, c->first) == names.end()) continue;
            pairs.push_back({c->first, c->second, c->rho});
            where = pair_text(*c);
        }
        for (const Index row : group) group_of_[static_cast<std::size_t>(row)] = static_cast<Index>(groups_.size());
        try {
            groups_.push_back(
                {group, stats::GaussianCopula::from_pairs(names, pairs, stats::CorrelationScale::scores, where)});
        } catch (const Error& error) {
            // Its second piece of advice is for programmers; who wrote the pairs in a file can only change them.
            throw ProgrammeError(error.what_happened(), error.where(),
                                 error.remedy().substr(0, error.remedy().find(", or ")));
        }
    }
}

std::vector<std::string_view> ParameterTable::names() const {
    std::vector<std::string_view> names;
    for (const ParameterRow& row : rows_) names.push_back(row.name);
    return names;
}

Index ParameterTable::place(std::string_view name) const {
    const auto found =
        std::ranges::lower_bound(by_name_, name, {}, [](const auto& entry) -> std::string_view { return entry.first; });
    return found != by_name_.end() && found->first == name ? found->second : -1;
}

const ParameterRow& ParameterTable::find(std::string_view name) const {
    const Index row = place(name);
    if (row < 0) {
        throw ProgrammeError("there is no parameter \"" + std::string(name) + "\"", "parameters",
                             did_you_mean(name, names(), "`smallholder parameters` lists them all"));
    }
    return rows_[static_cast<std::size_t>(row)];
}

const stats::Distribution& ParameterTable::distribution(std::string_view name) const {
    return distributions_[static_cast<std::size_t>(&find(name) - rows_.data())];
}

// ---- drawing -------------------------------------------------------------------------------------------

double ParameterTable::score_of_member(const Group& group, Index row,
                                       const std::function<double(Index)>& uniform_of) const {
    std::vector<double> independent, scores(group.rows.size());
    for (const Index member : group.rows) independent.push_back(normal_quantile(uniform_of(member)));
    group.copula.correlate(independent, scores);
    const auto at = std::ranges::find(group.rows, row) - group.rows.begin();
    return scores[static_cast<std::size_t>(at)];
}

double ParameterTable::value_of(Index row, const std::function<double(Index)>& uniform_of) const {
    const auto i = static_cast<std::size_t>(row);
    if (!rows_[i].drawn) return rows_[i].value;
    double u = 0.0;
    if (const Index group = group_of_[i]; group >= 0) {
        const double score = score_of_member(groups_[static_cast<std::size_t>(group)], row, uniform_of);
        // Sums of extreme scores can round to 0 or 1, where some shapes are infinite.
        u = std::clamp(stats::normal_cdf(score), kLeastUniform, kMostUniform);
    } else {
        u = uniform_of(row);
    }
    return stats::quantile(distributions_[i], u);
}

double ParameterTable::drawn_value(std::string_view name, std::uint64_t seed, std::uint32_t draw) const {
    return value_of(&find(name) - rows_.data(), [&](Index row) {
        const std::string& key = rows_[static_cast<std::size_t>(row)].name;
        return random::uniform(seed, {random::hash_name(key), draw, 0, 0}, random::Purpose::parameter);
    });
}

std::vector<double> ParameterTable::values_at(const std::function<double(const ParameterRow&)>& uniform_of) const {
    std::vector<double> values;
    values.reserve(rows_.size());
    for (Index row = 0; row < static_cast<Index>(rows_.size()); ++row) {
        values.push_back(
            value_of(row, [&](Index other) { return uniform_of(rows_[static_cast<std::size_t>(other)]); }));
    }
    return values;
}

std::vector<double> ParameterTable::drawn_values(std::uint64_t seed, std::uint32_t draw) const {
    return values_at([&](const ParameterRow& row) {
        return random::uniform(seed, {random::hash_name(row.name), draw, 0, 0}, random::Purpose::parameter);
    });
}

// ---- changing ------------------------------------------------------------------------------------------

ParameterTable ParameterTable::changed_by(std::span<const ParameterOverride> overrides,
                                          std::span<const Correlation> correlations) const {
    std::vector<ParameterRow> rows = rows_;
    std::vector<std::string_view> seen;
    for (const ParameterOverride& change : overrides) {
        const std::string where = (change.where.empty() ? "parameters" : change.where) + ", " + change.name;
        const Index at = place(change.name);
        if (at < 0) {
            throw ProgrammeError("there is no parameter of that name", where,
                                 did_you_mean(change.name, names(), "`smallholder parameters` lists them all"));
        }
        if (std::ranges::find(seen, change.name) != seen.end()) {
            throw ProgrammeError("it is set twice", where, "Keep one of the two");
        }
        seen.push_back(change.name);
        ParameterRow& row = rows[static_cast<std::size_t>(at)];
        const ParameterRow& shipped = rows_[static_cast<std::size_t>(at)];
        const Bounds bounds = shipped.bounds;
        row.changed = true;
        row.provenance = Provenance::assumed;
        row.design.clear();
        row.source = "set by the user" + (change.where.empty() ? "" : " in " + change.where);
        if (const double* number = std::get_if<double>(&change.value)) {
            if (!std::isfinite(*number) || !bounds.contains(*number)) {
                throw ProgrammeError(shortest(*number) + " " + row.unit + " cannot be", where,
                                     "It must be " + to_string(bounds) + "; before it was " + shortest(shipped.value));
            }
            if (row.name.find("demand_elasticity") != std::string::npos && *number > 0.0) {
                throw ProgrammeError(shortest(*number) + " says that more is bought when the price rises", where,
                                     "An elasticity of demand is nought or negative: write " + shortest(-*number) + "?");
            }
            if (row.unit == kSwitch && !is_off_or_on(*number)) {
                throw ProgrammeError(shortest(*number) + " is no position of a switch", where,
                                     "Write 0 or 1; before it was " + shortest(shipped.value));
            }
            row.value = row.low = row.high = *number;
            row.shape = Shape::fixed;
            row.drawn = false;
            row.own.reset();
        } else {
            const auto& spec = std::get<DistributionSpec>(change.value);
            const stats::Distribution made = make_distribution(spec, bounds, where);
            if (row.unit == kSwitch && !is_off_or_on(spec)) {
                throw ProgrammeError("a switch has no position between 0 and 1", where,
                                     "Write 0 or 1, or { values = [0, 1], probabilities = [0.7, 0.3], "
                                     "distribution = \"discrete\" }");
            }
            row.own = spec;
            row.shape = spec.shape;
            row.drawn = true;
            constexpr double kLow = 0.05, kHigh = 0.95, kMiddle = 0.5;
            row.low = stats::quantile(made, kLow);
            row.high = stats::quantile(made, kHigh);
            row.value = spec.mode ? *spec.mode : spec.mean ? *spec.mean : stats::quantile(made, kMiddle);
        }
    }
    std::vector<Correlation> ties = correlations_;
    for (std::size_t i = 0; i < correlations.size(); ++i) {
        const Correlation& tie = correlations[i];
        const std::string where = pair_text(tie);
        for (const std::string& name : {tie.first, tie.second}) {
            const Index at = place(name);
            if (at < 0) {
                throw ProgrammeError("there is no parameter \"" + name + "\"", where,
                                     did_you_mean(name, names(), "`smallholder parameters` lists them all"));
            }
            if (!rows[static_cast<std::size_t>(at)].drawn) {
                throw ProgrammeError("\"" + name + "\" is not drawn, so nothing can go together with it", where,
                                     "Give it a distribution under [parameters], or remove the correlation");
            }
        }
        if (tie.first == tie.second) {
            throw ProgrammeError("a parameter is tied to itself", where, "Name two different parameters");
        }
        if (!(std::abs(tie.rho) < 1.0)) {
            throw ProgrammeError("rho = " + shortest(tie.rho) + " is no correlation of two uncertain numbers", where,
                                 "It must lie between -1 and 1, both excluded");
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (same_pair(tie, correlations[j]))
                throw ProgrammeError("the pair is named twice", where, "Keep one of the two");
        }
        std::erase_if(ties, [&](const Correlation& shipped) { return same_pair(shipped, tie); });
        if (tie.rho != 0.0) ties.push_back(tie);
    }
    return ParameterTable(std::move(rows), std::move(ties));
}

std::vector<const ParameterRow*> ParameterTable::changed() const {
    std::vector<const ParameterRow*> changed;
    for (const ParameterRow& row : rows_) {
        if (row.changed) changed.push_back(&row);
    }
    return changed;
}

// ---- the model's own parameters ------------------------------------------------------------------------

Parameters parameters_from(const ParameterTable& table, std::span<const double> values) {
    Parameters parameters{};
    std::vector<std::string> lacking;
    for (const ParameterField& field : kParameterFields) {
        if (!table.contains(field.name)) {
            lacking.emplace_back(field.name);
            continue;
        }
        parameters.*field.member = values[static_cast<std::size_t>(&table.find(field.name) - table.rows().data())];
    }
    if (!lacking.empty()) {
        throw SchemaError("there is no row for " + list_first(lacking), "parameters",
                          "Every parameter of the model needs one; the shipped files in data/parameters have them all");
    }
    return parameters;
}

Parameters central(const ParameterTable& table) {
    std::vector<double> values;
    for (const ParameterRow& row : table.rows()) values.push_back(row.value);
    return parameters_from(table, values);
}

Parameters draw(const ParameterTable& table, std::uint64_t seed, std::uint32_t draw) {
    return parameters_from(table, table.drawn_values(seed, draw));
}

Index ProvenanceCounts::total() const {
    return std::accumulate(drawn.begin(), drawn.end(), Index{0});
}

std::string ProvenanceCounts::text() const {
    std::string text;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        text += (i > 0 ? ", " : "") + std::to_string(drawn[i]) + " " + std::string(kProvenanceNames[i]);
    }
    return text;
}

ProvenanceCounts provenance_of_drawn(const ParameterTable& table,
                                     const std::function<bool(const ParameterRow&)>& counts) {
    ProvenanceCounts found;
    for (const ParameterRow& row : table.rows()) {
        if (row.drawn && (!counts || counts(row))) ++found.drawn[static_cast<std::size_t>(row.provenance)];
    }
    return found;
}

}  // namespace smallholder
