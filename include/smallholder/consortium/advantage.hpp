// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What acting together adds over acting apart, and where it comes from.
///
///   CA = W(together) - max(W(isolated), W(everybody for itself))      W: society's net gain of all costs, present value, USD
///
/// and the step from everybody for itself to together, taken apart by Shapley's value over five switches on the same draws (32 runs):
///
///   no_duplication   members divide the households among them
///   shared_costs     one set of fixed costs, pooled experience
///   synergy          interventions seek out the same households
///   free_riding      levels are chosen for the sum of members' payoffs, not each for its own
///   information      members see what interventions do together, not each by itself
///
/// with what coordination, measurement and control cost as a sixth line. The six sum to W(together) - W(everybody for itself) to rounding.
/// CA may be negative, and says so.
/// Source: Shapley (1953); the switches are a choice.   Tested: tests/unit/consortium/advantage_test.cpp

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/consortium/planning.hpp"

namespace smallholder::consortium {

/// One way of acting: a plan, and what it is worth in each draw for valuing.
struct Regime {
    std::string name;  ///< nothing, isolated, each_for_itself, partial, together; an assessment adds stable, where an alliance is
    Plan plan;
    std::vector<Valuation> value;  ///< per draw
};

inline constexpr std::array<std::string_view, 5> kSwitches{"no_duplication", "shared_costs", "synergy", "free_riding", "information"};

struct Advantage {
    std::vector<Regime> regimes;
    std::vector<double> advantage;                            ///< per draw, USD
    std::array<std::vector<double>, kSwitches.size()> parts;  ///< per switch and draw
    std::vector<double> governing;                            ///< per draw, at most 0
    double surface_error = 0.0;                               ///< of society's gain: response against engine at the regimes' plans; 0 without a simulator

    const Regime& regime(std::string_view name) const;
};

/// `confirm` as in coalition_worths: regimes are then the engine's; the switches are always the response's, and the parts are scaled
/// to neither: their sum is the response's own step.
Advantage advantage_of(const Planner& planner, Simulator* confirm = nullptr);

}  // namespace smallholder::consortium
