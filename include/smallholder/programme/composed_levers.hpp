// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The levers of an intervention that a user composes: which they are, in which unit, and what may be said of each.
///
/// Files and Python ask here, so that both are refused in the same words.
/// Tested: tests/unit/programme/composed_levers_test.cpp      Page: docs/effects/composed.md

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/effects/levers.hpp"
#include "smallholder/programme/field_spec.hpp"
#include "smallholder/programme/programme.hpp"

namespace smallholder {

/// What is wrong with a lever of a composed intervention: at which of its keys, and what to try.
struct LeverProblem {
    std::string key, what, remedy;
};

/// The lever of that name; nothing when there is none.
std::optional<effects::Lever> lever_named(std::string_view name);

/// The fields of one lever: change (in the lever's own unit and bounds), ramp_years, decay, attendance.
std::array<FieldSpec, 4> lever_fields(effects::Lever lever);

/// What is wrong with its name and unit ("" for none given), or with one that stands in `earlier` already.
std::optional<LeverProblem> problem_with_lever(std::string_view name, std::string_view unit, const std::vector<std::string>& earlier);

/// What is wrong with what is said of how it ends: a decay of what ends by itself, or of what is drawn anew each year.
std::optional<LeverProblem> problem_with_end(effects::Lever lever, bool decay, bool attendance);

/// Throws ProgrammeError where an intervention has levers and its kind takes none, or the other way round, or where one of them
/// cannot be.
void check_levers(const Intervention& intervention);

/// What the levers change in one draw; drawn false takes every distribution at its median.
std::vector<effects::LeverChange> lever_changes(const Intervention& intervention, std::uint64_t seed, std::uint32_t draw, bool drawn);

}  // namespace smallholder
