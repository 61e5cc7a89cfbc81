// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The life of an alliance on the response of the household model: what a year's plan is worth to members, and what comes of it.
///
/// Each year members choose levels a_ik from their menus, best responses in turn, for u_i + agenda * (sum of the other members' u_j). With the
/// response's terms (response.hpp) as quadratic forms of z_k = x_k e_k,
///
///   x_k  union of the a_ik with overlap ovl_0 (1 - reinforcing)
///   e_k  mean over those who deliver of effectiveness E_ik times effect, as believed or as true; the square of a kind has it once
///   b_i  = sum over terms of B_i,term z_term / annuity_i         worth of a year's part of the response, USD
///   gain(t) = sum over years s of sum over terms of z_term(s) [I_term(t - s + 1) - I_term(t - s)]
///
/// B is the present value of the whole response to a member and annuity its present value of a dollar a year, so that a plan that is kept up
/// for all years is worth what planning.hpp says; I is the response's path of farmers' income, whose increments are what a single year's
/// delivery brings in the years after it. Interventions that are built once (roads) count by the year in this. What missing cocoa costs a
/// firm is bent; here a tonne more saves it what it saves on average between nothing and everything.
/// Outsiders lose the share `excludability` of what the alliance's own levels bring them.
/// Members plan, and promise, on the mean of the draws for choosing; what comes of it is the path's own draw: path p has draw p (modulo) of those
/// for valuing.
/// Shape: linear in time: what was delivered in two years adds up.  Source: an approximation made here; the engine is run on the
/// paths' deliveries to see what it misses.   Tested: tests/unit/consortium/farm_impact_test.cpp

#include <memory>
#include <vector>

#include "smallholder/consortium/impact.hpp"
#include "smallholder/consortium/planning.hpp"

namespace smallholder::consortium {

class FarmImpact final : public Impact {
public:
    /// The planner outlives this.
    explicit FarmImpact(const Planner& planner);

    Index members() const override { return planner_.members(); }
    Index kinds() const override { return planner_.interventions(); }
    bool funds(Index member, Index kind) const override { return planner_.may_fund(member, kind); }
    double budget(Index member) const override { return planner_.budget(member); }
    double baseline_income() const override { return baseline_income_; }
    std::unique_ptr<ImpactPath> begin(std::uint64_t seed, const random::Address& path) const override;

    /// First and last year of the programme file in which a kind is delivered; years of a life are counted from 1 like those of the file.
    struct Calendar {
        int first = 1, last = 1;
    };
    const Calendar& calendar(Index kind) const { return calendar_[static_cast<std::size_t>(kind)]; }
    /// Can it be delivered in this year of a path (0 is the first)? Not after the file's own years; always where a response was given.
    bool delivers(Index kind, Index year) const {
        return planner_.response().years() == 0 || (year + 1 >= calendar(kind).first && year + 1 <= calendar(kind).last);
    }

    /// The response of one draw by the year. Made once, shared by the paths that use it.
    struct Yearly {
        std::vector<double> benefit;        ///< [member][term], USD
        std::vector<double> society;        ///< [term], USD
        std::vector<double> income;         ///< [term][year 1..T], USD
        std::vector<double> fixed, direct, handed_out;  ///< [kind], USD a year at full level
        std::vector<double> served;         ///< [kind], households a year at full level
    };
    const Yearly& yearly(Index draw) const { return yearly_[static_cast<std::size_t>(draw)]; }
    /// Mean over the draws for choosing: what members plan on.
    const Yearly& expected() const { return expected_; }
    const Planner& planner() const { return planner_; }
    /// Of the response, that a path uses.
    Index draw_of(std::uint32_t path) const;
    /// From now on the first so many paths write down how far each kind went: reach()[path][year * kinds + kind].
    void keep_reach(Index paths, Index years);
    const std::vector<std::vector<double>>& reach() const { return reach_; }

private:
    const Planner& planner_;
    std::vector<Calendar> calendar_;  // per kind
    std::vector<Yearly> yearly_;
    Yearly expected_;
    double baseline_income_ = 0.0;
    mutable std::vector<std::vector<double>> reach_;  // a path writes its own only
};

}  // namespace smallholder::consortium
