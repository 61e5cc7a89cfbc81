// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "smallholder/effects/effect.hpp"
#include "smallholder/programme/field_spec.hpp"

namespace smallholder {

/// An intervention the library knows: its name everywhere, its fields, and how to make one.
struct CatalogueEntry {
    std::string_view key;
    std::string_view summary;
    std::span<const effects::Lever> moves;  // levers it may move
    std::vector<FieldSpec> fields;  // those common to all interventions first, then its own
    bool by_village = false;        // offered to whole villages
    /// Makes the effect from the value of each field.
    std::function<std::unique_ptr<effects::Effect>(const std::function<double(std::string_view)>& value_of)> make;

    const FieldSpec* field(std::string_view name) const;
};

/// The table of interventions; the only registration there is.
std::span<const CatalogueEntry> catalogue();

/// The two kinds that have no effect of their own: what they do is said by the programme (composed) or by code (prototype).
std::span<const CatalogueEntry> own_kinds();

/// The entry of that name, of either table; ProgrammeError naming the nearest one where there is none.
const CatalogueEntry& catalogue_entry(std::string_view key);

}  // namespace smallholder
