// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The learning ecology of an alliance: three kinds of work that feed one another, and how fast members become good at what they do.
///
///   Z_j'    = Z_j + e_j h_j - del Z_j, at least floor             j: conceptual, relational, action-driven work
///   Lam     = (sum_j Z_j^rho / 3)^(1/rho), rho = 1 - 1/s          s elasticity: near 0 the scarcest work decides, 1 geometric mean
///   Lam_iw  = iw Lam + (1 - iw) .5 mean(Z)                        iw: how interwoven they are; unlinked work is worth half its mean
///   E_ik'   = E_ik + eta Lam (Ebar - E_ik) 1[i funds k] + cu d K_i (max_j E_jk - E_ik)+      after years: 90% after ln 10/(eta Lam) with no copying
///   Ebar'   = min(1.5, Ebar + ll Lam)                             a learning community moves the frontier; benchmarking only copies: E' = E + cu (max E - E)
///   K_ij'   = K_ij + .3 Z_relational (1 - K_ij) - .1 K_ij         ties of co-members; others only fade
///   output of a share s_r of slack for reflection: (1 - s_r)(E0 + lam s_r), best s_r = (lam - E0)/(2 lam), or 0
///
/// Z  stock of work, 1 in the long run     1       E  effectiveness over that of a good provider     1       K  tie, in [0, 1]
/// Shape: Lam rises in each Z and is at most their mean; copying alone never raises the best.
/// Source: Senge, Lichtenstein, Kaeufer, Bradbury & Carroll (2007), Collaborating for systemic change (abstract), for the three kinds of work and the
/// questions; the equations are this project's own and all sizes assumed. "Little real precedent": try s and iw first.
/// Page: docs/consortium/learning.md#three-kinds-of-work
/// Tested: tests/unit/consortium/ecology_test.cpp, tests/reference/consortium_dynamics_reference_test.cpp (T42 to T44)

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

inline constexpr std::size_t kWorks = 3;
inline constexpr std::array<std::string_view, kWorks> kWorkNames{"conceptual", "relational", "action-driven"};
using Works = std::array<double, kWorks>;

struct EcologyLaw {
    double elasticity = kDefaultParameters.ecology_elasticity;                ///< s
    double interweaving = kDefaultParameters.interweaving;              ///< iw
    double unlinked = kDefaultParameters.unlinked_work;  ///< worth of unlinked work over its mean
    Works yearly{kDefaultParameters.work_flow, kDefaultParameters.work_flow, kDefaultParameters.work_flow};  ///< e_j h_j, 1/yr: staff-months times what one adds
    double decay = kDefaultParameters.work_decay;                     ///< del, 1/yr
    double start = kDefaultParameters.work_start;                     ///< Z_j at the founding
    double floor = kDefaultParameters.work_floor;
    double isolated_relational = kDefaultParameters.work_alone;       ///< Z_relational of a member by itself, in the long run
    double learning_rate = kDefaultParameters.learning_rate;             ///< eta, 1/yr
    double effectiveness_start = kDefaultParameters.effectiveness_start;       ///< E_k at first
    double frontier_start = kDefaultParameters.effectiveness_ceiling;           ///< Ebar
    double highest_frontier = kDefaultParameters.effectiveness_most;
    double frontier_growth = kDefaultParameters.frontier_rate;          ///< ll, 1/yr
    double copying = kDefaultParameters.copying_rate;                   ///< cu, 1/yr
    double disclosure = kDefaultParameters.disclosure;                ///< d_k
    double tie_start = kDefaultParameters.tie_start;                 ///< K at first
    double tie_growth = kDefaultParameters.tie_gain, tie_decay = kDefaultParameters.tie_decay;  ///< 1/yr
    bool learning_community = true;        ///< false: benchmarking only, no frontier growth
};
EcologyLaw ecology_of(const ConsortiumParameters& p);
void require_ecology(const EcologyLaw& law);

/// Constant elasticity of substitution among stocks with equal weights; elasticity > 0 (1: geometric mean; below .001: the smallest).
double ces_index(std::span<const double> stocks, double elasticity);
/// Lam_iw.
double ecology_index(const EcologyLaw& law, const Works& stocks);
/// One year of the stocks; a member by itself does little relational work.
Works works_next(const EcologyLaw& law, const Works& stocks, bool together);
/// Years until 90% of the gap to the frontier is closed, at a constant index.
double years_to_ninety_percent(double learning_rate, double index);
/// Effectiveness gained per year by one unit more of each kind of work: d(eta Lam)/dZ_j (a numerical difference).
Works worth_of_work(const EcologyLaw& law, const Works& stocks);

/// One year of copying the best: no maximum ever rises.
std::vector<double> benchmark(std::span<const double> effectiveness, double copying);

/// Effectiveness of every member at every kind, one year on. effectiveness: members x kinds; funds likewise (0 or 1); ties: members x members.
/// Those present learn at `index_together` and copy; the others learn at `index_alone`.
std::vector<double> effectiveness_next(const EcologyLaw& law, std::span<const double> effectiveness, std::span<const std::uint8_t> funds, Index kinds,
                                       std::span<const double> ties, std::uint32_t present, double frontier, double index_together, double index_alone);

// ---- goals or reflection --------------------------------------------------------------------------------------------

struct Reflection {
    double share = 0.0, output = 0.0;
};
/// One period: (1 - s)(E0 + lam s).
Reflection best_reflection(double effectiveness, double learning);
/// Many periods: output (1 - s)(E + lam s), next E = min(highest, E + kept lam s), discounted. Dynamic programme over E; the share of each period.
std::vector<Reflection> reflection_over_time(double effectiveness, double learning, double kept, double highest, double discount_rate, Index periods);

// ---- private or public knowledge --------------------------------------------------------------------------------------

struct DisclosureCase {
    double gap = .3;              ///< E by which the member leads each of the others
    Index others = 7;
    double copying = .3, tie = .5;
    double worth = 1.0;           ///< USD per unit of E, to whoever has it
    double returned = .1;         ///< share of the others' gain that comes back to the member, by common supply
    double rent_loss = .1;        ///< USD at full disclosure, in proportion to d
    double rent_loss_bend = .2;   ///< USD at full disclosure, as d^2
};
double disclosure_private(const DisclosureCase& at, double disclosed);
double disclosure_social(const DisclosureCase& at, double disclosed);
struct BestDisclosure {
    double private_choice = 0.0, social_choice = 0.0;
};
BestDisclosure best_disclosure(const DisclosureCase& at);

// ---- the network ---------------------------------------------------------------------------------------------------------

/// Ties one year on: co-members' grow with relational work, all fade. members x members, the diagonal stays 0.
std::vector<double> ties_next(const EcologyLaw& law, std::span<const double> ties, std::uint32_t present, double relational);

struct NetworkFigures {
    double density = 0.0;            ///< mean tie over pairs present
    Index largest_component = 0;     ///< members linked by ties of at least `least_tie`
    double centrality = 0.0;         ///< of `hub`: its share of all ties' ends, 1 if every tie is with it
    double lost_without_hub = 0.0;   ///< share of reachability (pairs linked directly or over others) that goes when the hub goes; 0 if there is none
};
NetworkFigures network_figures(std::span<const double> ties, std::uint32_t present, Index hub, double least_tie = .25);

}  // namespace smallholder::consortium
