// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The whole of it, in order: what joint plans bring, who would do what, what acting together adds, how it could be shared, whether
/// it would hold, and what becomes of farmers when it does not.
///
///   1 response   the engine is run for a few plans on all draws, and the response fitted (response.hpp)
///   2 plans      chosen on the first half of the draws (planning.hpp), valued on the second half in the engine
///   3 advantage  regimes and the six parts of the step from apart to together (advantage.hpp)
///   4 worths     of every coalition, under each convention; shares by every rule; stability
///   5 life       many lives of the alliance on the response (path.hpp, farm_impact.hpp), and what each of the five conditions does for them
///   6 farms      the engine once more, with delivery as each draw's life has it, beside the same without dissolution
///
/// Source: see the headers named.   Page: docs/consortium/index.md    Tested: tests/unit/consortium/assessment_test.cpp

#include <optional>
#include <string>
#include <vector>

#include "smallholder/consortium/advantage.hpp"
#include "smallholder/consortium/conditions.hpp"
#include "smallholder/consortium/path.hpp"
#include "smallholder/consortium/sharing.hpp"
#include "smallholder/consortium/stability.hpp"

namespace smallholder::consortium {

struct SurfaceError {
    Outcome outcome;
    double share = 0.0;  ///< mean absolute error over mean absolute outcome
};

struct ConventionResult {
    CoalitionWorths worths;
    std::vector<RuleShares> rules;
    std::vector<AllianceStability> stability;  ///< by coalition of two or more, side payments apart
    std::vector<AllianceStability> shared;     ///< the same when each coalition shares by the consortium's rule; empty where that is undefined for one
    std::optional<Coalition> best_stable;      ///< of those, the one of highest welfare
};

/// What the lives of the alliance mean for farmers, by the engine: one life per draw for valuing.
struct Farms {
    std::vector<double> income_with_life, income_if_it_holds, income_apart;  ///< per draw, USD of present value at society's rate
    std::vector<double> lifted_with_life, lifted_if_it_holds, lifted_apart;  ///< households at the benchmark in the last year
    std::vector<double> cost_with_life;                                      ///< USD of present value, as the engine books it: no governance, experience or last mile
    std::vector<double> by_response;                                         ///< delivered gain of the same lives by the response, USD of present value
};

struct Assessment {
    std::vector<std::string> interventions;
    Index choosing = 0, draws = 0, engine_plans = 0;
    std::vector<SurfaceError> surface;      ///< at the plan of everything, all draws; empty where the response was given
    Advantage advantage;
    std::vector<ConventionResult> conventions;
    std::optional<double> precompetitive;   ///< oligopoly.hpp: 1 where the joint plan brings all firms the same per tonne; none under two firms that need cocoa
    AllianceRuns lives, lives_without_end;
    std::optional<ConditionWorth> advantage_by_condition;   ///< of the lives' advantage for society, net of governing, mean present value, USD
    std::optional<ConditionWorth> break_up_by_condition;    ///< of the share of lives that break up within the horizon
    Index paths_by_condition = 0;                           ///< lives behind each of the 32 settings
    std::optional<Farms> farms;             ///< none where the response was given
};

/// On the household engine. settings.draws must be 2 or more. `progress` counts (draw, replicate) pairs of the run at hand; stopped, it throws
/// NumericalError: an assessment is whole or nothing.
Assessment assess(const Population& population, const ParameterTable& table, const Programme& programme, const simulate::RunSettings& settings,
                  const Consortium& consortium, const ConsortiumParameters& parameters, double society_rate, simulate::Progress* progress = nullptr);

/// On gains and costs that the consortium gives (Consortium::given).
Assessment assess_given(const Consortium& consortium, const ConsortiumParameters& parameters, double society_rate, Index years, std::uint64_t seed);

}  // namespace smallholder::consortium
