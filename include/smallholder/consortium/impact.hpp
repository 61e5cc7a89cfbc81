// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the life of an alliance has to know of farms: the one question that its yearly loop asks of whatever models them.
///
/// The loop (consortium/path.hpp) knows members, trust, beliefs and stages, and nothing of cocoa. It asks twice a year:
///   value     what would this plan be worth to each member, as that member believes it?      asked once for each coalition that could come about
///   deliver   the plan is carried out, each member doing a share of its part: what was promised for this year, and what came?
///
/// Three things implement it: a game in closed form (consortium/stylised_impact.hpp), a response fitted to the household engine,
/// and whatever a user writes. An Impact is const and shared by threads; an ImpactPath is the memory of one path.
/// Units: USD of one year, real. Kinds are kinds of intervention. Matrices are members x kinds, row by row: [i * kinds + k].
/// Tested: tests/unit/consortium/stylised_impact_test.cpp, tests/unit/consortium/path_test.cpp

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::consortium {

/// One year's plan, as far as an alliance decides it. The matrices outlive the call, not more.
struct YearPlan {
    Index year = 0;                         ///< of the path; 0 is the first
    std::uint32_t members = 0;              ///< bit i: member i belongs to the alliance; fewer than two bits: everybody for itself
    double agenda = 0.0;                    ///< weight of the other members' payoffs, in [0, 1]: 0 each for itself, 1 as one; the stage's cap is in it
    double reinforcing = 0.0;               ///< in [0, 1]; members' programmes overlap ovl_0 (1 - reinforcing); the stage's cap is in it
    double joint_scale = 1.0;               ///< in [0, 1]: factor on what members gain by acting together; below 1 only if the five conditions are tied (conditions.hpp)
    double learning = 1.0;                  ///< in [0, 1]: factor on the exponent of unit costs
    std::span<const double> effectiveness;  ///< E_ik > 0, members x kinds: quality of what i delivers of k; 1 is a good provider's
    std::span<const double> believed;       ///< members x kinds: effect of k that i believes in, over the one it expected at first
    std::span<const double> truth;          ///< kinds: the true effect, on the same scale
};

/// What one member expects of a plan. Governance, measurement and control are not in it: the loop charges them.
struct MemberView {
    double payoff = 0.0;  ///< USD: present value of what this year's plan brings member i, at its beliefs, less its own outlay
    double outlay = 0.0;  ///< USD this year
};

/// What came of a year.
struct ImpactYear {
    double promised_gain = 0.0;   ///< USD of farmers' income this year that the plans so far foretold: beliefs, lags and the stage's cap of when each was made
    double delivered_gain = 0.0;  ///< USD of farmers' income this year that came
    double cost = 0.0;            ///< USD: what was delivered times what it costs; the sum of `outlay`
    double joint_spend = 0.0;     ///< USD: the alliance's members' part of `cost`
    double advantage = 0.0;       ///< USD: true welfare of this plan over everybody for itself, present value, net of its cost
    std::vector<double> outlay;   ///< USD by member, paid for what was delivered
    std::vector<double> benefit;  ///< USD by member: true gross benefit of this year's plan, present value
};

class ImpactPath {
public:
    virtual ~ImpactPath() = default;

    /// views[i] for every member i, in or out, if plan.members were the alliance. Changes nothing that a later call could see.
    virtual void value(const YearPlan& plan, std::span<MemberView> views) = 0;

    /// Carries the plan out; delivered[i] in [0, 1] is the share of its part that member i does. Once a year, years in order.
    virtual ImpactYear deliver(const YearPlan& plan, std::span<const double> delivered) = 0;
};

class Impact {
public:
    virtual ~Impact() = default;
    virtual Index members() const = 0;                      ///< at most kMostMembers
    virtual Index kinds() const = 0;                        ///< at least 1
    virtual bool funds(Index member, Index kind) const = 0;
    virtual double budget(Index member) const = 0;          ///< USD a year
    virtual double baseline_income() const = 0;             ///< USD a year, of all farmers, without any programme
    /// A fresh memory. `path` says which luck is its own: entity and year are free, draw is the path's number.
    virtual std::unique_ptr<ImpactPath> begin(std::uint64_t seed, const random::Address& path) const = 0;
};

inline constexpr Index kMostMembers = 30;  ///< of a path: a bit of YearPlan::members each

}  // namespace smallholder::consortium
