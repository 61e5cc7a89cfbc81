// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "smallholder/effects/delivery.hpp"
#include "smallholder/effects/levers.hpp"

namespace smallholder::effects {

struct BlockView;

/// Whom the intervention reaches in a block this year.
struct BlockReach {
    const double* served;        // dose of those enrolled to whom it is delivered this year: 1, less where scale costs quality; else 0
    const double* u_attendance;  // uniform of this year, per household
    const BlockView* block = nullptr;  // who they are, for prototypes (prototype.hpp)
};

/// What was delivered in a year, over all represented households: what costs fall on.
struct Service {
    double enrolled = 0.0;         // households enrolled so far
    double served = 0.0;           // households delivered to this year
    double persons = 0.0;          // their members
    double villages = 0.0;         // represented villages within coverage
    double served_first = 0.0;     // households served in the first year with any
    double served_so_far = 0.0;    // household-years served up to and including this year
    double handed_out = 0.0;       // USD: what the levers in money that it moves gave to households this year
};

/// Those of a service who began in the same year.
struct ServiceCohort {
    int later = 0;      // years after the start of the intervention
    int horizon = 0;    // last year in which anything is delivered to them
    double served = 0.0, persons = 0.0;
};

/// What an intervention does, apart from whom it reaches and when. An effect writes levers and nothing else.
class Effect {
public:
    Delivery delivery;

    virtual ~Effect() = default;
    /// Is the offer made to whole villages (a road) rather than to households?
    virtual bool by_village() const { return false; }
    /// Is each year's delivery a new event (a course) rather than one thing that lasts (a road)?
    virtual bool delivered_yearly() const { return false; }
    /// First and last year in which anything is delivered or in effect.
    virtual bool active(int year, int horizon) const { return delivery.running(year, horizon); }
    /// Is anybody served, and paid for, in this year?
    virtual bool serving(int year, int horizon) const { return delivery.running(year, horizon); }
    /// The levers that apply() may move.
    virtual std::span<const Lever> moves() const = 0;
    virtual void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const = 0;
    /// What the intervention itself costs in a year beyond the common items, USD.
    virtual double own_cost(int /*year*/, int /*horizon*/, const Service& /*service*/) const { return 0.0; }

    /// What leaves the payer for each dollar that reaches a household, at least 1: a premium shrinks on its way.
    virtual double paid_per_dollar_received() const { return 1.0; }

    /// Cost of a year, overhead included, USD: overhead falls on what is done, not on money that is handed out. Unit costs fall with experience: c n^{-learning}, n relative to the first year.
    /// Whoever began later meets each item as many years later; fixed items fall once, while it runs for anybody.
    double cost(int year, const Service& s, std::span<const ServiceCohort> cohorts) const {
        const double experience =
            s.served_first > 0.0 && s.served_so_far > s.served_first ? std::pow(s.served_so_far / s.served_first, -delivery.learning) : 1.0;
        double own = 0.0, each = 0.0;
        bool running = false;
        for (const ServiceCohort& cohort : cohorts) {
            const int at = year - cohort.later, horizon = cohort.horizon - cohort.later;
            Service part = s;
            part.served = cohort.served;
            part.persons = cohort.persons;
            own += own_cost(at, horizon, part);
            if (!delivery.running(at, horizon)) continue;
            running = true;
            each += delivery.cost_per_household / delivery.span(horizon) * part.served + delivery.cost_per_household_year * part.served +
                    delivery.cost_per_person_year * part.persons;
        }
        double direct = own * experience;
        if (running) direct += delivery.cost_fixed_per_year + delivery.cost_per_village_year * s.villages + experience * each;
        return direct * (1.0 + delivery.overhead) + s.handed_out * paid_per_dollar_received();
    }
    /// The same where all began at the start.
    double cost(int year, int horizon, const Service& s) const {
        const ServiceCohort all{0, horizon, s.served, s.persons};
        return cost(year, s, {&all, 1});
    }
};

}  // namespace smallholder::effects
