// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What members would do: each alone, each in view of the others, or a coalition as one, with what that brings and costs each of them.
///
/// A member's own plan is a level a_ik from its menu for each intervention it may fund. Members who act apart reach
///
///   x_k = union of a_ik with overlap ovl (coverage.hpp)
///   cost_ik = F_k + a_ik (D_k e(Q_i) (1 + phi c/(1.05 - c)) + H_k)      each pays F_k and learns from its own experience Q_i
///
/// and a coalition that acts as one reaches the sum of what its members take on, pays F_k once and pools experience. What is delivered with
/// less than a good provider's effectiveness counts for so much less of the level; a coalition that divides the work leaves each
/// intervention to whoever of those who may fund it does it best, whoever pays.
///
///   u_i = b_i(x) - cost_i - governance_i,   b_i: members.hpp, discounted at i's own rate
///
///   isolated     each i maximises u_i as if nobody else did anything
///   nash         each i maximises u_i given what the others do (best responses in turn until nobody moves)
///   coalition S  sum of u_i over S is maximised over the joint menu; outsiders by a convention:
///                gamma (each its best response), zero (nothing), delta (one bloc), alpha (what hurts S most)
///   partial      each i in S maximises u_i + agenda * (sum of the other members' u_j)
///
/// A farmer organisation has a seat and a veto: a bloc that it belongs to does nothing that leaves it worse off than if the bloc did nothing.
/// Plans keep within budgets: in every year the interventions that are chosen can be paid by members who may fund them (Hall's condition), and
/// a member with a hurdle rate takes part in paying only for what returns it, which is no veto for what others pay. Choices are made on mean outcomes of the draws
/// given for choosing.  Shape: levels in [0, 1].
/// Source: regimes after Bergstrom, Blume & Varian (1986) and Chander & Tulkens (1997); menus in place of continuous plans.
/// Tested: tests/unit/consortium/planning_test.cpp

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/consortium/response.hpp"
#include "smallholder/games/game.hpp"
#include "smallholder/programme/members.hpp"

namespace smallholder::consortium {

using games::Coalition;  // bit i: member i
using games::size_of;
constexpr bool holds(Coalition s, Index i) { return games::contains(s, i); }

enum class Convention { gamma, zero, delta, alpha };
Convention convention_named(std::string_view name);  ///< ProgrammeError with the nearest name
std::string_view name_of(Convention convention);

/// What acting together changes in how a plan is carried out; each can be had without the others (advantage.hpp).
struct Together {
    bool no_duplication = true;   ///< members divide the households among them
    bool shared_costs = true;     ///< one set of fixed costs, pooled experience
    bool same_households = true;  ///< interventions seek out the same households, where they work better together
};

/// What everybody does, and who pays what of it.
struct Plan {
    Coalition bloc = 0;                  ///< who acts as one; 0: nobody
    std::vector<double> joint;           ///< [k] level of the bloc
    std::vector<double> own;             ///< [i * K + k] levels of those who act for themselves
    std::vector<double> pays;            ///< [i * K + k] share of the bloc's cost of k that i pays
    JointPlan reach;                     ///< what households see
    bool settled = true;                 ///< did best responses come to rest?
    Together together;
};

/// What one draw of a plan is worth, present values at each member's own rate, USD.
struct Valuation {
    std::vector<double> benefit, cost, governance;  ///< per member
    double society = 0.0;                           ///< net of all costs, at the society's rate
    double governing = 0.0;                         ///< of the costs: coordination, measurement and control, at the society's rate
    double programme_cost = 0.0;                    ///< all members', at the society's rate, governance included
    double income = 0.0, gap_closed = 0.0;          ///< of farmers, at the society's rate
    double chain_income = 0.0;                      ///< of it, of farmers who sell to members, by what members buy; the rest leaks to others' suppliers
    double lifted = 0.0;                            ///< households at the benchmark in the last year that would not be
    double duplicated = 0.0;                        ///< share of what is delivered that goes to those who have it already
    double payoff(Index i) const {
        const auto m = static_cast<std::size_t>(i);
        return benefit[m] - cost[m] - governance[m];
    }
};

/// Figures of the members in one draw.
struct MemberFigures {
    double budget, per_income, per_chain_income, per_gap, per_lifted, tax, required, shortage, passed_on, risk, reputation;
};

class Planner {
public:
    /// `choosing`: the first so many draws of the response are those that plans are chosen on. Throws ProgrammeError for more than 12 members,
    /// an earmark on what the response does not know, or a figure out of range.
    Planner(const Response& response, const Consortium& consortium, const ConsortiumParameters& parameters, double society_rate,
            std::uint64_t seed, Index choosing);

    Index members() const { return static_cast<Index>(consortium_.members.size()); }
    Index interventions() const { return response_.interventions(); }
    const Response& response() const { return response_; }
    const Consortium& consortium() const { return consortium_; }
    const ConsortiumParameters& parameters() const { return parameters_; }
    Coalition everybody() const { return games::everyone_of(members()); }
    Index choosing() const { return choosing_; }

    Plan isolated() const;
    Plan nash(bool synergy_seen = true) const { return coalition(0, Convention::gamma, {}, synergy_seen); }
    /// `synergy_seen` false: members reckon with each intervention by itself and do not see that two may work better together.
    Plan coalition(Coalition bloc, Convention outsiders, Together together = {}, bool synergy_seen = true) const;
    /// Members of `who` weigh each other's payoffs by `agenda`; the overlap of their programmes shrinks by `reinforcing`.
    Plan partial(Coalition who, double agenda, double reinforcing, bool synergy_seen = true) const;
    /// The same levels, carried out by everybody as one bloc in the ways that `together` says: what members would do apart, done together.
    Plan carried_out(const Plan& apart, Together together) const;
    /// The plan as it would be if the bloc did nothing and the others what they do.
    Plan without_bloc(Plan plan) const;

    /// The plan on the response's draw, or on outcomes that the engine gave for it in that draw.
    Valuation value(const Plan& plan, Index draw, const Outcomes* simulated = nullptr) const;
    /// Means over the draws for choosing, and payoffs there.
    double chosen_payoff(const Plan& plan, Index i) const;

    /// Coordination among `n` members, measurement and control as shares of spending: USD a year, and 1 + shares.
    double governance_per_year(Index n) const;
    double spending_factor() const;
    double present_value(std::span<const double> flows, double rate) const;

    /// What one term of the response (Response::coefficients) is worth to a member in a draw, present value, USD; price risk apart. A tonne
    /// more saves a firm that lacks cocoa what it saves on average between nothing and everything in full.
    double benefit_of_term(Index i, std::size_t term, Index draw) const;
    double budget(Index i) const { return typical_[static_cast<std::size_t>(i)].budget; }
    double society_rate() const { return society_rate_; }
    const std::vector<double>& menu(Index i, Index k) const { return menu_[static_cast<std::size_t>(i * interventions() + k)]; }
    bool may_fund(Index i, Index k) const { return menu(i, k).size() > 1; }
    double effectiveness(Index i, Index k) const { return effectiveness_[static_cast<std::size_t>(i * interventions() + k)]; }

private:
    static constexpr Index kMean = -1;  // "the draw" that is the mean over those for choosing
    struct Worth {                      // of a reach, means over the draws for choosing
        std::vector<double> price;      // USD/t per year, change of the export price
        std::vector<double> benefit;    // per member, reputation apart
        std::vector<double> lifted;     // per year
        std::vector<double> society;    // per year
    };
    const Worth& worth_of(const JointPlan& reach, bool synergy_seen) const;
    /// `per_tonne`: what a tonne more saves in each year, USD; empty: what is short before less what is short after.
    double benefit_of(Index i, const Outcomes& outcomes, const std::vector<double>& mean_price, Index draw, std::span<const double> per_tonne = {}) const;
    double supply_of(Index i, std::span<const double> kg_by_region) const;  ///< t, of its own sources
    double reputation_of(Index i, std::span<const double> lifted, double share, double kappa) const;
    /// USD by year: what those who deliver a level of k together pay, `providers` pooling experience, at a coverage of all.
    std::vector<double> block_cost(Index k, double level, Index providers, double reached, const Together& together, Index draw) const;
    void fill_reach(Plan& plan, double overlap) const;
    std::vector<double> costs_of(const Plan& plan, Index draw) const;  // [i * (years+1) + t]
    double payoff_of(const Plan& plan, Index i, bool synergy_seen) const;
    double bloc_payoff(const Plan& plan, Coalition who, bool synergy_seen) const;
    bool affordable(Plan& plan, double overlap) const;
    bool clears_hurdles(const Plan& plan, Coalition whose, bool synergy_seen) const;
    bool farmers_agree(const Plan& plan, bool synergy_seen) const;
    bool respond(Plan& plan, Index i, double agenda, Coalition fellows, double overlap, bool synergy_seen) const;
    void best_joint(Plan& plan, Coalition bloc, double overlap, bool synergy_seen) const;

    const Response& response_;
    const Consortium& consortium_;
    ConsortiumParameters parameters_;
    double society_rate_;
    Index choosing_;
    std::vector<std::vector<double>> menu_;          // [i * K + k], 0 first
    std::vector<double> effectiveness_;              // [i * K + k]
    std::vector<std::vector<MemberFigures>> figures_;  // [draw][member]
    std::vector<MemberFigures> typical_;             // means over the draws for choosing
    std::vector<CostYear> mean_cost_;                // [k * (years+1) + t]
    std::vector<double> mean_export_price_;          // [t], USD/t without any programme
    mutable std::map<std::pair<JointPlan, bool>, Worth> known_;
};

}  // namespace smallholder::consortium
