// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Tensions: two ends that are each worth something, and a place between them that moves with the stage. Twelve dials, one function.
///
///   net(d) = GA s(d) + GB s(1 - d),   s(z) = 1 - exp(-k z)         d in [0, 1]
///   d*     = 1/2 + ln(GA/GB)/(2 k), clipped to [0, 1]              both ends are worse than d* where it lies between them
///   moving from d to d' costs kd |d' - d|
///
/// GA, GB   worth of the two ends (GA: the end at 1)    1, of what is at stake        k   how soon more of one end adds little    1
/// "Balance continuously" then means: follow d* as it moves, as often as the cost of moving allows. Rebalancing every year or never loses most.
/// A tension that nobody sees raises the hazards of setbacks and exits by exp(weight |d - d*|), summed over the stage's three dials; a diagnosis removes
/// it at the cost of moving. Off by default.
/// Source: the twelve dials below are this project's own, three for each living stage. Boonstra writes of twelve paradoxes in alliances; that list was
/// not seen and this is not it. Where a name comes from is in the table. Worths assumed: twice as much at one end in the dial's own stage, equal elsewhere.
/// Page: docs/consortium/tensions.md
/// Tested: tests/unit/consortium/tensions_test.cpp, tests/reference/consortium_dynamics_reference_test.cpp (T45)

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "smallholder/consortium/lifecycle.hpp"

namespace smallholder::consortium {

struct Tension {
    double at_one = 1.0;   ///< GA
    double at_zero = 1.0;  ///< GB
    double bend = 2.0;     ///< k
};
void require_tension(const Tension& tension);
double tension_net(const Tension& tension, double dial);
/// d*.
double tension_optimum(const Tension& tension);

struct TensionRow {
    Stage stage;
    std::string_view zero, one;    ///< the two ends
    std::string_view trade_off;    ///< what is measured against what
    std::string_view name_from;    ///< where the name of the tension was seen
    std::string_view provenance;   ///< of the dial: ours
    double at_one, at_zero;        ///< GA, GB in its own stage; equal in the others. Assumed
};
inline constexpr std::size_t kTensions = 12;
inline constexpr std::size_t kTensionsOfAStage = 3;
inline constexpr std::string_view kOurs = "this project's own";
inline constexpr std::array<TensionRow, kTensions> kTensionRows{{
    {Stage::forming, "feeling", "analysis", "years until building against chance of a bad partner", "heading of a page of Esade (published)", kOurs, 1.0, 2.0},
    {Stage::forming, "selective", "inclusive", "speed of decisions against coverage and leakage", "Esade and a Dutch text on who is in or out (published)", kOurs, 1.0, 2.0},
    {Stage::forming, "own interest", "mission", "slack of the participation constraint against common agenda", "text of Esade (published)", kOurs, 2.0, 1.0},
    {Stage::building, "trust", "control", "compliance against crowding-out", "Boonstra, Alliances for Sustainable Futures (published)", kOurs, 2.0, 1.0},
    {Stage::building, "compete", "cooperate", "own margin downstream against pooled gain", "Das & Teng 2000 (published)", kOurs, 2.0, 1.0},
    {Stage::building, "unity", "diversity", "coordination cost against gain of assignment", "assumed", kOurs, 1.0, 2.0},
    {Stage::developing, "reflection", "goals", "rate of learning against delivery", "Senge et al. 2007, second question (published)", kOurs, 2.0, 1.0},
    {Stage::developing, "long term", "short term", "present value against visible results", "Das & Teng 2000 (published)", kOurs, 1.0, 2.0},
    {Stage::developing, "flexible", "rigid", "years to adapt against credible commitment", "Das & Teng 2000 (published)", kOurs, 1.0, 2.0},
    {Stage::evolving, "continuity", "renewal", "use of what works against a new frontier", "Boonstra, Alliances for Sustainable Futures (published)", kOurs, 2.0, 1.0},
    {Stage::evolving, "private knowledge", "public knowledge", "rents against spillover", "Senge et al. 2007, third question (published)", kOurs, 2.0, 1.0},
    {Stage::evolving, "benchmarking", "learning community", "catching up against moving the frontier", "Senge et al. 2007, first question (published)", kOurs, 2.0, 1.0},
}};
/// The worths of dial `row` while the alliance is in `stage`.
Tension tension_in(const TensionRow& row, Stage stage, double bend = 2.0);

/// Following a moving optimum: `course` holds the tension of each period.
struct Rebalancing {
    Index every = 1;           ///< periods between two moves
    double net = 0.0;          ///< mean per period, cost of moving taken off
    double switching = 0.0;    ///< mean cost of moving per period
    double loss = 0.0;         ///< against standing at the optimum in each period at no cost
};
/// The dial starts at the optimum of the first period and moves to the present optimum every `every` periods.
Rebalancing rebalance(std::span<const Tension> course, double switching_cost, Index every);
/// The number of periods between moves, up to the course's length, with the highest net.
Rebalancing best_rebalancing(std::span<const Tension> course, double switching_cost);

/// What tensions that nobody sees do to an alliance.
struct TensionLaw {
    bool active = false;           ///< do unseen tensions raise hazards at all?
    bool diagnosed = false;        ///< is there a diagnosis that finds them?
    double weight = 1.0;           ///< log hazard per unit of distance; assumed
    double bend = 2.0;
    double switching_cost = .05;   ///< kd, of what is at stake per unit moved; assumed
};
/// Where an alliance stands on the twelve dials; at first in the middle of each.
struct TensionState {
    std::array<double, kTensions> dial{.5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5};
};
struct TensionYear {
    double log_hazard = 0.0;  ///< added to setbacks and exits
    double distance = 0.0;    ///< sum over the dials of the stage, as met
    double switching = 0.0;   ///< cost of moving, of what is at stake
};
/// A year in `stage`: with a diagnosis the stage's dials are moved to their optima.
TensionYear tension_year(const TensionLaw& law, TensionState& state, Stage stage);

}  // namespace smallholder::consortium
