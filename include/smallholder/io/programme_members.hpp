// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From the [[member]] blocks, [consortium] and [response] of a programme file to who could pay for it (programme/members.hpp).
///
/// Settings of the consortium travel by name: which names there are is known to the consortium layer, which checks them.
/// Tested: tests/unit/io/programme_members_test.cpp      Page: docs/consortium/members.md

#include <optional>
#include <span>
#include <string_view>

#include "smallholder/io/programme_file.hpp"
#include "smallholder/programme/members.hpp"

namespace smallholder::io {

/// Members of which the worth of every coalition can be found: with twelve there are 4,095 of them.
inline constexpr std::size_t kMostMembers = 12;

/// Figures of a [[member]]; "values" is the table of those that say what a gain is worth to it. Those of table "" take one number,
/// except budget_per_year; the others a number or a distribution.
std::span<const FieldSpec> member_fields();

/// The five conditions of collective impact, under the names of the consortium's parameters.
std::span<const std::string_view> consortium_conditions();
/// Ways of sharing a gain, and what outsiders are taken to do.
std::span<const std::string_view> sharing_rules();
std::span<const std::string_view> outsider_conventions();
/// Names of the types of members.
std::span<const std::string_view> member_type_names();

/// The members of a file and how they come together; nothing where it names none. Throws ProgrammeError, naming file, line and key.
std::optional<Consortium> consortium_of(const ProgrammeFile& file);

}  // namespace smallholder::io
