// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The life of an alliance from its founding, year by year: who is in, what it plans, what comes of it, whom it trusts, and whether it lasts.
///
/// One year, in this order:
///    1 read last year's end: stage, trust, visible results, beliefs, effectiveness, work, pressure
///    2 members stay, give notice, leave or join, all on that state; fewer than two left: it ends ("unravelled")
///    3 plan, with beliefs as old as the reallocation lag; what is joint is limited by the stage, a member's own programme never is
///    4 finance: coordination, backbone, measurement, control; transfers
///    5 each member does its part, or a part of it
///    6 farms answer (consortium/impact.hpp)
///    7 measure, late and imperfectly; beliefs
///    8 work, effectiveness, ties, trust, results as seen, norms, pressure
///    9 moves between stages, under the covariates of this year
///   10 books, and checks: what was spent is what was delivered, transfers add to 0, shares lie in [0, 1]
/// After the end everybody plays for itself; effectiveness and beliefs stay, the dials and the cost of governing do not. A completed alliance may be
/// kept going with its last plan.
///
/// Luck is addressed by (seed; path, year, whom, what for), so two settings of the dials meet the same luck (random/streams.hpp).
/// What is reported: cumulative incidence of both ends and their causes, never survival alone, as good alliances also complete sooner.
/// Source: the rules are this project's own; each mechanism says where it comes from. Sizes are rows of consortium/parameters.hpp, nearly all assumed:
/// read results as scenarios.
/// Page: docs/consortium/lifecycle.md#the-whole-loop
/// Tested: tests/unit/consortium/path_test.cpp

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "smallholder/consortium/conditions.hpp"
#include "smallholder/consortium/ecology.hpp"
#include "smallholder/consortium/impact.hpp"
#include "smallholder/consortium/learning.hpp"
#include "smallholder/consortium/lifecycle.hpp"
#include "smallholder/consortium/parameters.hpp"
#include "smallholder/consortium/results.hpp"
#include "smallholder/consortium/tensions.hpp"
#include "smallholder/consortium/trust.hpp"

namespace smallholder::consortium {

/// All that is assumed of an alliance. Change the rows and call alliance_of, or change single laws afterwards.
struct AllianceLaw {
    ConsortiumParameters rows;  ///< costs of coordination, readiness to join and leave, control, norms
    Dials dials;
    LifecycleLaw life;
    TrustLaw trust;
    ResultsLaw results;
    LearningLaw learning;
    EcologyLaw ecology;
    TensionLaw tension;
    Interaction interaction = Interaction::from_mechanisms;
    double competition = kDefaultParameters.rivalry_centre;  ///< overlap of the members' markets
    std::uint32_t founders = 7u;        ///< bits
    Index leader = 0;                   ///< who invites and pays the seed share; -1: nobody
    double seed_share = .25;            ///< of the backbone's cost that the leader pays beyond its equal part; assumed
    bool keep_after_completion = false; ///< go on with the last plan once completed?
    bool assurance = false;             ///< join only where success is believed likely enough?
    bool can_end = true;                ///< false: the result without dissolution, to stand beside the other
    std::vector<double> pressure_shocks;  ///< added to pressure in year 0, 1, ...
};
AllianceLaw alliance_of(const ConsortiumParameters& rows = {});
/// Throws RangeError, with what to change. `impact` gives members and kinds.
void require_alliance(const AllianceLaw& law, const Impact& impact);

/// What ended an alliance.
enum class End : std::uint8_t { none, dissolved, unravelled, completed };
inline constexpr std::array<std::string_view, 4> kEndNames{"none", "dissolved", "unravelled", "completed"};

/// One year of one path. Shares of 1 unless said otherwise.
struct YearRecord {
    Stage stage = Stage::forming;      ///< at the year's end
    std::uint32_t members = 0;         ///< who was in during the year
    double count = 0.0;                ///< how many
    double trust = 0.0;                ///< at the year's end
    double compliance = 0.0;           ///< chance that a member does its part
    double visible = 0.0, perceived = 0.0;
    double pressure = 0.0;
    double promised = 0.0, delivered = 0.0;   ///< farmers' income, USD
    double spend = 0.0, joint_spend = 0.0;    ///< USD
    double governance = 0.0;                  ///< coordination, backbone, measurement, control, USD
    double advantage = 0.0;                   ///< of acting together at the truth, net of governance, USD present value
    double effectiveness = 0.0;               ///< mean of E over members and kinds
    double work = 0.0;                        ///< Lam_iw
    double density = 0.0;                     ///< of ties among members
    double spread = 0.0;                      ///< of beliefs among members, share of effect
    double aligned = 0.0;                     ///< of non-members' programmes
    double tension = 0.0;                     ///< distance from balance, summed over the stage's dials
    double agenda = 0.0;                      ///< ag as planned, after floor and cap
};
struct PathRecord {
    std::vector<YearRecord> years;
    End end = End::none;
    double ended_after = 0.0;          ///< years; the horizon where it still lives
    double false_abandonment = 0.0;    ///< share of the break-up that misperception explains
    bool worth_going_on = false;       ///< was it, when it dissolved? That year's plan stands for those that would have followed
    bool returned = false;             ///< did it ever go back a stage?
    std::vector<StageEvent> events;
};

/// One line of the books of a path.
struct LedgerRow {
    Index year;
    int step;               ///< 1 to 10
    std::string_view item;
    double amount;
    std::string_view unit;
};

/// One life. `ledger` may be null.
PathRecord simulate_path(const AllianceLaw& law, const Impact& impact, Index years, std::uint64_t seed, Index path,
                         std::vector<LedgerRow>* ledger = nullptr);

/// Many lives.
struct AllianceRuns {
    Index years = 0;
    Interaction interaction = Interaction::from_mechanisms;
    std::vector<PathRecord> paths;

    double survival(double after) const;
    double incidence(End end, double after) const;    ///< share that has ended so by then
    double median_life() const;                       ///< years; NaN if more than half live on
    std::array<double, kLivingStages> stays() const;  ///< years within the horizon, mean over paths
    /// Share of paths in each stage at the end of year t = 0..years (0: the founding): (years + 1) x kStages.
    std::vector<double> occupancy() const;
    /// Mean of a column over paths, by year; `living_only`: over those in which the alliance was alive at the year's beginning.
    std::vector<double> mean(double YearRecord::*column, bool living_only) const;
    double false_abandonment() const;                 ///< mean over paths
    double ended_while_worthwhile() const;            ///< share of paths that dissolved although going on was worth it
    double share_with_return() const;
};
/// threads 0: as many as there are; the same numbers for any.
AllianceRuns simulate_alliances(const AllianceLaw& law, const Impact& impact, Index paths, Index years, std::uint64_t seed, int threads = 0);

/// Moves the centres of the hazards to the default path's own means of trust and perceived results, over living years: base rates stay.
AllianceLaw recentred(AllianceLaw law, const Impact& impact, Index paths, Index years, std::uint64_t seed);

}  // namespace smallholder::consortium
