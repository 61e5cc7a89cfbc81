// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From a programme file to what the engine runs: which names a file may use, and its interventions with their effects.
///
/// The catalogue knows the kinds and fields of interventions, the file what a user wrote; only here do the two meet.
/// Tested: tests/unit/io/programme_plan_test.cpp      Page: docs/programme_file.md

#include "smallholder/io/programme_file.hpp"
#include "smallholder/programme/programme.hpp"

namespace smallholder::io {

/// Names a file may use: kinds and fields of the catalogue, groups that can be chosen under [intervention.who],
/// switches and built-in populations. With a table, names and ranges under [parameters] are checked too.
ProgrammeVocabulary catalogue_vocabulary(const ParameterTable* parameters = nullptr);

/// The interventions and arms of a file as the engine takes them. Throws ProgrammeError, naming file, line and key.
Programme plan_of(const ProgrammeFile& file);

/// Is the switch of that name on: as the file says, else by default. Throws ProgrammeError for an unknown name.
bool switch_of(const ProgrammeFile& file, std::string_view name);

}  // namespace smallholder::io
