// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Trust and control: how far members keep their word, what checking on them does, and what it does to trust.
///
/// Static, one meeting       p(m, T) = 1 - exp(-mc m) + T exp(-(mc + chi) m),    net p - .1 m
///   Checking raises compliance (mc) and crowds out the good will that was there (chi): at m = 0 more control hurts where T > mc/(mc + chi).
/// Over time                 dT/dt = gT p (1 - T) - psi (1 - p) T - chid m T,    p = (1 - xi)(1 - (1 - T) exp(-mc m q/q_def))
/// Pair by pair, each year   a' = lam a + w (1 + cc) suc,   b' = lam b + w (3 (1 - suc) + (chid/gT) m),   T_ij = a/(a + b)
///   suc_j is drawn once a year for each member j with chance p(m, T), and all its partners see it. This is the law of the simulation; with
///   cc = 0 and q = q_def its steady state is that of the equation above.
///
/// p    chance that a member does its part                 1        T    trust, in [0, 1]: mean over pairs
/// m    control, one unit costs .1 of what is at stake     1        q    chance that a default is seen; q_def = .475 is that at sm = .3
/// xi   honest failure: nobody's fault, looks like default  1       lam  memory: 1/(1 - lam) years
/// psi/gT = 3: a breach destroys three times what a kept word builds.
/// Shape: T in [0, 1]; p in [0, 1 - xi]; without control trust has no floor to stand on and ends at 0.
/// Source: asymmetry Slovic (1993), recalled; crowding-out Falk & Kosfeld (2006), AER 96(5): nonmonotonic; replications (Ziegelmeyer et al. 2012) find it
/// usually small, one field experiment finds the opposite, so chi is small and may be 0. Sizes assumed.
/// Page: docs/consortium/trust_and_control.md
/// Tested: tests/unit/consortium/trust_test.cpp, tests/reference/consortium_dynamics_reference_test.cpp (T38, T39)

#include <cstdint>
#include <span>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

// ---- one meeting ---------------------------------------------------------------------------------------

struct StaticControl {
    double power = kDefaultParameters.control_power;  ///< mc, 1/unit of control
    double crowding = kDefaultParameters.crowding;    ///< chi, 1/unit of control
    double unit_cost = .1;  ///< of what is at stake, per unit of control
};
inline double static_compliance(const StaticControl& law, double control, double trust) noexcept {
    return 1.0 - exp_of(-law.power * control) + trust * exp_of(-(law.power + law.crowding) * control);
}
inline double static_net_value(const StaticControl& law, double control, double trust) noexcept {
    return static_compliance(law, control, trust) - law.unit_cost * control;
}
/// Does a little control do harm?
inline bool control_hurts_at_the_margin(const StaticControl& law, double trust) noexcept {
    return trust > law.power / (law.power + law.crowding);
}
struct BestControl {
    double control = 0.0, value = 0.0, trust = 0.0;
};
/// The control with the highest net value at this trust.
BestControl best_static_control(const StaticControl& law, double trust);
/// The trust from which on no control at all is best.
double trust_without_control(const StaticControl& law);

// ---- over time ------------------------------------------------------------------------------------------

struct TrustLaw {
    double power = kDefaultParameters.control_power;                ///< mc
    double gain = kDefaultParameters.trust_gain;                  ///< gT, 1/yr
    double loss = kDefaultParameters.loss_gain_asymmetry * kDefaultParameters.trust_gain;  ///< psi, 1/yr
    double resentment = kDefaultParameters.control_strain;            ///< chid, 1/yr per unit of control
    double honest_failure = kDefaultParameters.honest_failure;       ///< xi
    double detection_default = kDefaultParameters.detection_reference;   ///< q_def
    double memory = kDefaultParameters.trust_memory;                ///< lam
    double weight = kDefaultParameters.trust_weight;               ///< w
    double first_good = kDefaultParameters.trust_first_success, first_bad = kDefaultParameters.trust_first_failure;  ///< a and b at first contact: T = .6
    double unit_cost = .1;             ///< of what is at stake, per unit of control; `best_control_over_time` only
    double partial_delivery = kDefaultParameters.failed_delivery;      ///< share of its plan that a member delivers when it fails
};
TrustLaw trust_of(const ConsortiumParameters& p);
void require_trust(const TrustLaw& law);

/// p: chance that a member does its part, when a default is seen with chance `detection`.
inline double compliance(const TrustLaw& law, double trust, double control, double detection) noexcept {
    return (1.0 - law.honest_failure) * (1.0 - (1.0 - trust) * exp_of(-law.power * control * detection / law.detection_default));
}
/// dT/dt, 1/yr.
inline double trust_drift(const TrustLaw& law, double trust, double control, double detection) noexcept {
    const double p = compliance(law, trust, control, detection);
    return law.gain * p * (1.0 - trust) - law.loss * (1.0 - p) * trust - law.resentment * control * trust;
}
/// Where trust comes to rest from `start`, at the default detection.
double steady_trust(const TrustLaw& law, double control, double start = .6);
/// Where the pairwise law comes to rest in expectation, with `communication` cc and `detection` q; from `start`.
double steady_trust_of_pairs(const TrustLaw& law, double control, double communication, double detection, double start = .6);
/// Trust after each of `years` years (fourth-order steps of 1/32 year); entry 0 is the start.
std::vector<double> trust_over_time(const TrustLaw& law, double control, double start, Index years);
/// The control with the highest steady trust, and the one with the highest steady net value p - unit_cost m.
BestControl most_trusted_control(const TrustLaw& law);
BestControl best_control_over_time(const TrustLaw& law);

// ---- pair by pair ------------------------------------------------------------------------------------------

/// What each member has seen of each other one: n x n, a row for who trusts, a column for who is trusted.
class TrustNetwork {
public:
    TrustNetwork(Index members, const TrustLaw& law);

    double trust(Index who, Index whom) const;
    /// Mean over ordered pairs of those present (bits); what a stranger is worth if fewer than two are.
    double mean(std::uint32_t present) const;
    /// What the others present think of `whom`, on average.
    double standing(Index whom, std::uint32_t present) const;
    /// One year of the pairs among those present; `success[j]` is 1 where j did its part. Others' memories stay as they are.
    void update(std::uint32_t present, std::span<const double> success, double control, double communication);
    Index members() const noexcept { return members_; }

private:
    std::size_t at(Index who, Index whom) const { return static_cast<std::size_t>(who * members_ + whom); }
    Index members_;
    TrustLaw law_;
    std::vector<double> good_, bad_;
};

}  // namespace smallholder::consortium
