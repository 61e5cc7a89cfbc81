// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Everything the model takes as known, with how well it is known and who says so; and how to draw it.
///
/// A row is a number with a unit, the range that one draw in ten leaves, the source and its kind. A draw of the
/// parameters takes each drawn row at its own uniform,
///
///   value = Q_row(u),   u = uniform(seed; hash of the row's name, draw, purpose "parameter")
///
/// so adding a row, or fixing one, moves no other row's draw. Rows tied by a correlation rho (of normal scores, a
/// Gaussian copula) are drawn in groups: the first of a group in the alphabet keeps its own uniform.
///
/// A table does not change: changed_by makes another. Errors: ProgrammeError for what a user asked for, SchemaError for
/// rows that cannot be.
/// Tested: tests/unit/farm/parameter_table_test.cpp      Page: docs/parameters.md

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/distribution_spec.hpp"
#include "smallholder/farm/parameter_override.hpp"
#include "smallholder/farm/parameters.hpp"
#include "smallholder/stats/copula.hpp"
#include "smallholder/stats/distributions.hpp"

namespace smallholder {

/// Where a number comes from: read in a source, computed from data that were read, remembered from the literature, or
/// our own judgement.
enum class Provenance : std::uint8_t { published, computed, recalled, assumed };

inline constexpr std::array<std::string_view, 4> kProvenanceNames{"published", "computed", "recalled", "assumed"};
std::string_view to_string(Provenance provenance);

struct ParameterRow {
    std::string name;
    std::string symbol;            ///< in docs/notation.md; "" when it has none
    double value = 0.0;            ///< of a run without draws
    double low = 0.0, high = 0.0;  ///< p5 and p95
    Shape shape = Shape::fixed;
    std::string unit;
    int price_year = 0;  ///< of money, whose prices; 0 of anything else
    std::string source;
    Provenance provenance = Provenance::assumed;
    std::string design;             ///< "[RCT]", "[company claim]": how the evidence was made; "" when not told
    bool drawn = false;             ///< does it vary from draw to draw?
    std::string active = "always";  ///< else the switch or intervention without which it does nothing
    std::string used_in;
    std::string where;  ///< file and line
    /// Between which values it can lie at all; the table fills it in: shares and switches 0..1, correlations -1..1,
    /// everything else 0 or more unless its range reaches below 0 or its shape is normal.
    Bounds bounds;
    bool changed = false;                 ///< is it the user's own? Then its provenance is `assumed`
    std::optional<DistributionSpec> own;  ///< the user's distribution; value, low, high and shape follow from it
};

/// Is the unit made of known words ("kg/ha", "USD/person/yr")? A currency is three capital letters.
bool is_unit(std::string_view unit);
bool is_money(std::string_view unit);

class ParameterTable {
public:
    /// Throws SchemaError (rows collected, each with its file and line) when a name occurs twice, a range is upside down,
    /// a unit unknown, a source missing; when a correlation names an unknown row.
    explicit ParameterTable(std::vector<ParameterRow> rows, std::vector<Correlation> correlations = {});

    std::span<const ParameterRow> rows() const { return rows_; }
    std::span<const Correlation> correlations() const { return correlations_; }
    std::vector<std::string_view> names() const;

    bool contains(std::string_view name) const { return place(name) >= 0; }
    /// Throws ProgrammeError, with the nearest name.
    const ParameterRow& find(std::string_view name) const;

    double value(std::string_view name) const { return find(name).value; }
    /// What is believed about a row, drawn or not; a number without a range is a fixed distribution.
    const stats::Distribution& distribution(std::string_view name) const;
    /// The row in one draw: its value where it is not drawn.
    double drawn_value(std::string_view name, std::uint64_t seed, std::uint32_t draw) const;

    /// All rows in one draw, in their order.
    std::vector<double> drawn_values(std::uint64_t seed, std::uint32_t draw) const;
    /// The same with uniforms of the caller's, asked for by row (Sobol' points, one row at a time).
    std::vector<double> values_at(const std::function<double(const ParameterRow&)>& uniform_of) const;

    /// The table with some rows set or given another distribution, and more correlations. One of a shipped pair replaces
    /// it; one with rho = 0 removes it. Throws ProgrammeError: unknown name, value outside what the row can be, a
    /// correlation with a row that is not drawn, correlations that cannot all hold.
    ParameterTable changed_by(std::span<const ParameterOverride> overrides,
                              std::span<const Correlation> correlations = {}) const;

    /// The rows a user has changed, in the order of the table.
    std::vector<const ParameterRow*> changed() const;

private:
    struct Group {
        std::vector<Index> rows;
        stats::GaussianCopula copula;
    };

    void set_bounds();
    void check_rows() const;
    void make_distributions();
    void make_groups();
    Index place(std::string_view name) const;
    double score_of_member(const Group& group, Index row, const std::function<double(Index)>& uniform_of) const;
    double value_of(Index row, const std::function<double(Index)>& uniform_of) const;

    std::vector<ParameterRow> rows_;
    std::vector<Correlation> correlations_;
    std::vector<std::pair<std::string, Index>> by_name_;  // sorted by name
    std::vector<stats::Distribution> distributions_;      // one per row
    std::vector<Group> groups_;
    std::vector<Index> group_of_;  // per row; -1 when drawn alone
};

/// The parameters of the model at their values. Throws SchemaError when the table lacks one of them.
Parameters central(const ParameterTable& table);

/// The parameters of the model in one draw.
Parameters draw(const ParameterTable& table, std::uint64_t seed, std::uint32_t draw);

/// The parameters of the model from values in the order of the table's rows, such as values_at gives.
Parameters parameters_from(const ParameterTable& table, std::span<const double> values);

/// How many rows of each provenance (in the order of the enumeration) are drawn and counted in.
struct ProvenanceCounts {
    std::array<Index, 4> drawn{};

    Index of(Provenance provenance) const { return drawn[static_cast<std::size_t>(provenance)]; }
    Index total() const;
    /// Does an interval over draws rest on assumptions? True when a drawn row is assumed or only recalled.
    bool is_assumption_range() const { return of(Provenance::recalled) + of(Provenance::assumed) > 0; }
    /// "31 published, 12 computed, 20 recalled, 96 assumed".
    std::string text() const;
};

/// Of the drawn rows that `counts` lets in; all of them without it.
ProvenanceCounts provenance_of_drawn(const ParameterTable& table,
                                     const std::function<bool(const ParameterRow&)>& counts = {});

}  // namespace smallholder
