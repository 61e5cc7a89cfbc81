// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How long alliances live, and how they end: forming, building, developing, evolving, and back again, until they dissolve or have done their work.
///
///   h_jk(u) = q_jk shape_jk(u) exp(-sg_jk [bT (T - T0) + bR (vis - vis0)] + bP P 1[F->B or E->X]
///             + 1[sg_jk = 1] {bC (comp - comp0) + bN ln(n/n0) + tension}) (kX frailty if k = X)
///
/// h     chance of the move j->k per year, u years after stage j was entered           1/yr
/// q     base rate                                                                     1/yr
/// shape constant 1; Weibull a (q u)^(a-1); log-logistic a (q u)^(a-1) / (1 + (q u)^a) 1
/// sg    1: what goes badly drives it (exits, setbacks); -1: what goes well does (progress); 0: age alone (D->E)
/// T     trust, in [0, 1]; vis perceived results over promised; P outside pressure, sd 1; comp overlap of the members' markets; n members
/// frailty  Gamma with mean 1: some alliances are weak from the start. On exits only, as trust would otherwise slow progress too
/// The clock of a move runs from entry into the stage (or, where so marked, from the founding). Covariates are held for a year; within it the
/// moves are drawn exactly, each way out with a waiting time of its own, and several moves may happen.
/// Shape: better trust and results never lengthen a setback's wait nor shorten a step forward's.
/// Source: base rates and sizes of effects assumed; the rates are set so that half of the alliances last about 7 years and two thirds end in
/// dissolution, as surveys of joint ventures report at second hand (Bleeke & Ernst; Boonstra & Eguiguren; HCAP coalitions, NORC for ASPE: 68% sustained,
/// of the ended 67% dissolved). Signs: Park & Russo (1996), Management Science 42(6), for competition between partners. These are dyadic equity
/// ventures mostly: read results as scenarios.
/// Page: docs/consortium/lifecycle.md
/// Tested: tests/unit/consortium/lifecycle_test.cpp, tests/reference/consortium_dynamics_reference_test.cpp (T35 to T37)

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::consortium {

enum class Stage : std::uint8_t { forming, building, developing, evolving, dissolved, completed };
inline constexpr Index kStages = 6;
inline constexpr Index kLivingStages = 4;
inline constexpr std::array<std::string_view, kStages> kStageNames{"forming",  "building",  "developing",
                                                                   "evolving", "dissolved", "completed"};
constexpr bool living(Stage stage) noexcept { return static_cast<Index>(stage) < kLivingStages; }
constexpr std::string_view name_of(Stage stage) noexcept { return kStageNames[static_cast<std::size_t>(stage)]; }

enum class Shape : std::uint8_t { constant, weibull, log_logistic };

struct Move {
    Stage from, to;
    double rate;                  ///< q, 1/yr
    int sign;                     ///< sg: 1, -1 or 0
    Shape shape = Shape::constant;
    double exponent = 1.0;        ///< a, of Weibull and log-logistic
    bool since_founding = false;  ///< does its clock run from the founding, and not from entry into the stage?
};

inline constexpr std::size_t kMoves = 12;
inline constexpr std::size_t kMostWaysOut = 4;  ///< of one stage: the words of one random call

/// Base rates: assumed, set to the anchors named above. They are not to be tuned to a run; move the centres instead.
constexpr std::array<Move, kMoves> moves_of(const ConsortiumParameters& p) {
    return {{
        {Stage::forming, Stage::building, p.rate_forming_to_building, -1},
        {Stage::forming, Stage::dissolved, p.rate_forming_to_dissolved, 1},
        {Stage::building, Stage::developing, p.rate_building_to_developing, -1},
        {Stage::building, Stage::forming, p.rate_building_to_forming, 1},
        {Stage::building, Stage::dissolved, p.rate_building_to_dissolved, 1},
        {Stage::developing, Stage::evolving, p.rate_developing_to_evolving, 0},
        {Stage::developing, Stage::building, p.rate_developing_to_building, 1},
        {Stage::developing, Stage::dissolved, p.rate_developing_to_dissolved, 1},
        {Stage::evolving, Stage::developing, p.rate_evolving_to_developing, -1},
        {Stage::evolving, Stage::forming, p.rate_evolving_to_forming, 1},
        {Stage::evolving, Stage::dissolved, p.rate_evolving_to_dissolved, 1},
        {Stage::evolving, Stage::completed, p.rate_evolving_to_completed, -1},
    }};
}

/// The numbers and their sources are rows of consortium/parameters.hpp.
struct LifecycleLaw {
    std::array<Move, kMoves> moves = moves_of(kDefaultParameters);
    // Sizes of effects on the logarithm of a hazard
    double trust_effect = kDefaultParameters.trust_on_hazard;          ///< bT
    double results_effect = kDefaultParameters.results_on_hazard;      ///< bR
    double pressure_effect = kDefaultParameters.pressure_on_hazard;    ///< bP
    double competition_effect = kDefaultParameters.rivalry_on_hazard;  ///< bC
    double size_effect = kDefaultParameters.size_on_hazard;            ///< bN
    // Where the base rates hold
    double trust_centre = kDefaultParameters.trust_centre;             ///< T0
    double results_centre = kDefaultParameters.results_centre;         ///< vis0
    double competition_centre = kDefaultParameters.rivalry_centre;     ///< comp0
    double size_centre = kDefaultParameters.members_centre;            ///< n0, members
    double exit_factor = kDefaultParameters.exit_factor;               ///< kX: offsets the longer lives that frailty brings; 1 when its variance is 0
    double frailty_variance = kDefaultParameters.frailty_variance;
    double pressure_memory = kDefaultParameters.pressure_memory;       ///< P' = memory P + sd z
    double pressure_sd = kDefaultParameters.pressure_sd;
    /// Share of what is done *jointly* that a stage can carry.
    std::array<double, kStages> capacity{kDefaultParameters.capacity_forming, kDefaultParameters.capacity_building, kDefaultParameters.capacity_developing,
                                         kDefaultParameters.capacity_evolving, 0.0, 0.0};
};
LifecycleLaw lifecycle_of(const ConsortiumParameters& p);

/// The same without differences between alliances: base rates alone.
LifecycleLaw without_frailty(LifecycleLaw law = {});

/// Nothing completes, and the chance to dissolve peaks some five years after the founding: log-logistic through 45% alive after 5 years and
/// 15% after 10 (shape 2.213, half gone after 4.57 years; computed), close to what surveys of 880 alliances are said to show.
LifecycleLaw pessimistic_lifecycle();

/// What the year brought; `frailty` belongs to the alliance, `tension` to tensions that nobody saw (tensions.hpp).
struct Covariates {
    double trust = kDefaultParameters.trust_centre;
    double perceived_results = kDefaultParameters.results_centre;
    double pressure = 0.0;
    double competition = kDefaultParameters.rivalry_centre;
    double members = kDefaultParameters.members_centre;
    double frailty = 1.0;
    double tension = 0.0;
};

/// Throws RangeError: negative or infinite rates, a sign that is none of -1, 0, 1, a stage with more than four ways out, a move from an end.
void require_lifecycle(const LifecycleLaw& law);

/// The factor on the base rate of a move; > 0.
double hazard_factor(const LifecycleLaw& law, const Move& move, const Covariates& at) noexcept;

/// Hazard of a move u years after its clock began, 1/yr.
double hazard(const LifecycleLaw& law, const Move& move, const Covariates& at, double u) noexcept;

/// Years from now until the move happens if nothing else does, `u` years after its clock began; `exponential` from an exponential law with mean 1.
double waiting_time(const Move& move, double factor, double u, double exponential) noexcept;

/// Where an alliance stands.
struct StageState {
    Stage stage = Stage::forming;
    double entered = 0.0;  ///< years after the founding
};
struct StageEvent {
    double time;  ///< years after the founding
    Stage from, to;
};

/// Lives through the year [path.year, path.year + 1) counted from the founding; returns the moves in order. The same random numbers serve whatever
/// the covariates are: the k-th event of a path's year has an address.
std::vector<StageEvent> live_one_year(const LifecycleLaw& law, const Covariates& at, StageState& state,
                                      std::uint64_t seed, const random::Address& path);

/// P', outside pressure of the next year.
double pressure_next(const LifecycleLaw& law, double pressure, std::uint64_t seed, const random::Address& path);
/// The frailty of a path: Gamma, mean 1.
double frailty_of(const LifecycleLaw& law, std::uint64_t seed, const random::Address& path);

/// Many lives under covariates that stay as they are.
struct Lives {
    Index paths = 0, years = 0;
    std::vector<double> end;              ///< by path: years after the founding; the horizon where it still lives
    std::vector<Stage> last;              ///< by path: stage at the end or at the horizon
    std::vector<double> occupancy;        ///< (years + 1) x kStages: share of paths in each stage at year's start
    std::array<double, kLivingStages> stay{};  ///< years, mean over paths within the horizon
    double share_with_return = 0.0;       ///< of paths that ever went back to an earlier stage
    double survival(double years_after) const;
    double ended_in(Stage end_stage, double by_year) const;
};
Lives simulate_lives(const LifecycleLaw& law, const Covariates& at, Index paths, Index years, std::uint64_t seed);

}  // namespace smallholder::consortium
