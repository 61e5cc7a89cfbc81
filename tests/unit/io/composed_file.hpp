// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A programme file with an intervention composed of three sorts of lever: help that fades, a course drawn anew each year, a factor
/// that lasts.

#include <string_view>

namespace smallholder::io {

inline constexpr std::string_view kComposedFile = R"(schema = 1
[[intervention]]
kind = "composed"
name = "visits"
arms = ["ours"]
[intervention.who]
coverage = 0.4
by_village = true
[intervention.when]
start = 2
years = 3
[intervention.cost]
per_household_year = 60
paid_per_dollar = 1.1
[[intervention.lever]]
lever = "hassle_relief"
change = {p5 = 0.3, p95 = 1.0, distribution = "lognormal"}
unit = "util"
decay = 0.5
[[intervention.lever]]
lever = "course"
change = 0.8
unit = "1"
attendance = 0.7
ramp_years = 2
[[intervention.lever]]
lever = "burden"
change = 0.9
unit = "1"
decay = 0
[[intervention]]
kind = "cash_transfer"
# Three sorts of lever: help that fades, a course drawn anew each year, a factor that lasts. And money in hand,
# of which nothing is said, so that all of it stands at what the catalogue says.
)";

}  // namespace smallholder::io
