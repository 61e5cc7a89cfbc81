// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What an alliance learns from measuring, alone and together, and what that is worth.
///
///   var_ik  = sig^2/n_ik + (1 - sm) nu^2        what i's measurement of kind k says: sampling error, and a bias that more years do not average out
///   post    = 1/(1/tau^2 + sum_j w_j/var_jk)    w_i = 1 for one's own, the disclosure share d for others in the alliance
///   EVSI    = H s UNL(|mu|/s),  s^2 = tau^2 - post;   EVPI the same with s = tau;   UNL(z) = pdf(z) - z (1 - cdf(z))
///   ENBS    = EVSI - cost of sm - cost of the sample - cost of disclosing
///   pw      = tau_c^2/(tau_c^2 + sig^2/n)       weight of a region's own data against what holds everywhere
///   lag     = round(lag0/(1 + cc f))            years from a signal to money that follows it
///
/// tau  how unsure one is beforehand     share of effect      sig  spread between households   share of effect
/// nu   spread of biases between members whose measures do not fit together, drawn once, gone at sm = 1
/// mu   expected gap between two arms    share of effect      H    households x years x USD per unit of effect   USD
/// Shape: 0 <= EVSI <= EVPI; pooling and shared measurement never lower EVSI. With costs proportional to sm the best sm is 0 or 1 wherever EVSI
/// bends upwards in sm, which it usually does; an inner optimum needs a cost that rises faster, as that of disclosing does here (sm^2).
/// Source: Raiffa & Schlaifer (1961), unit normal loss; partial pooling as in any hierarchical model. Sizes assumed.
/// Page: docs/consortium/learning.md
/// Tested: tests/unit/consortium/learning_test.cpp, tests/reference/consortium_dynamics_reference_test.cpp (T40 to T41b)

#include <cstdint>
#include <span>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::consortium {

struct LearningLaw {
    double sampling_sd = kDefaultParameters.sampling_sd;          ///< sig; of a household's effect
    double incompatibility_sd = kDefaultParameters.incompatibility_sd;   ///< nu
    double prior_sd = kDefaultParameters.prior_sd;             ///< tau
    double observations = kDefaultParameters.observations_per_year;       ///< n_ik a year, households that each funder of a kind measures
    double first_lag = kDefaultParameters.reallocation_lag;           ///< lag0, years
    double meetings = kDefaultParameters.meetings_per_year;            ///< f, a year at cc = 1
    double measurement_cost = kDefaultParameters.measurement_cost_share;    ///< of joint spend, at sm = 1
    double control_cost = kDefaultParameters.control_cost_share;        ///< of joint spend, per unit of control
    double detection_alone = kDefaultParameters.detection_alone;     ///< q0: chance that a default is seen without shared measurement
};
LearningLaw learning_of(const ConsortiumParameters& p);
void require_learning(const LearningLaw& law);

/// q = q0 + (1 - q0) sm.
inline double detection(const LearningLaw& law, double shared_measurement) noexcept {
    return law.detection_alone + (1.0 - law.detection_alone) * shared_measurement;
}
/// Whole years from a signal to money that follows it.
Index reallocation_lag(const LearningLaw& law, double communication);

double unit_normal_loss(double z) noexcept;
double report_variance(double sampling_sd, double observations, double incompatibility_sd, double shared_measurement);
/// One posterior from several reports; `weights` empty: all count fully.
double posterior_variance(double prior_sd, std::span<const double> variances, std::span<const double> weights = {});
/// Value of choosing between two arms after the spread s of one's posterior means has come in; 0 if s is.
double choice_value(double stake, double mean_gap, double spread);

/// A choice between two arms that `members` could measure first.
struct Study {
    double stake = 1.0;               ///< H, USD per unit of effect
    double mean_gap = 0.0;            ///< mu
    double prior_sd = 1.0;            ///< tau
    double sampling_sd = 1.0;         ///< sig
    double incompatibility_sd = 1.0;  ///< nu
    Index members = 5;
    double observation_cost = 0.0;    ///< USD per household measured
    double system_cost = 0.0;         ///< USD, of a common measurement system at sm = 1; in proportion to sm
    double disclosure_cost = 0.0;     ///< USD, at sm = 1; as sm^2: what costs least to show is shown first
};
double evsi(const Study& study, double shared_measurement, double observations);
double evpi(const Study& study);
/// EVSI less all costs; `observations` by each member.
double enbs(const Study& study, double shared_measurement, double observations);
struct BestStudy {
    double shared_measurement = 0.0, observations = 0.0, enbs = 0.0;
    bool inner_measurement = false, inner_observations = false;  ///< away from the ends of what was searched
};
BestStudy best_study(const Study& study, double most_observations);

/// Weight of a region's own data.
double partial_pooling_weight(double context_sd, double sampling_sd, double observations);
/// Value of plans that differ by region over one plan for all, per region: choice_value at the two spreads of posterior means. The effect that holds
/// everywhere counts as known up to its prior spread.
double value_of_local_plans(double stake, double mean_gap, double prior_sd, double context_sd, double sampling_sd, double observations);

/// What members have measured along one path, and what they believe; effects are over those expected at first, so the prior mean is 1.
class Evidence {
public:
    Evidence(Index members, Index kinds, const LearningLaw& law, std::uint64_t seed, const random::Address& path);

    double truth(Index kind) const { return truth_[static_cast<std::size_t>(kind)]; }
    std::span<const double> truths() const { return truth_; }
    /// Member i measures `observations` households of kind k in the path's year.
    void observe(Index member, Index kind, Index year, double observations);
    /// Posterior mean of member i about k: its own reports, and those of the others present with weight `disclosure`.
    double believed(Index member, Index kind, std::uint32_t present, double shared_measurement, double disclosure) const;
    double posterior_sd(Index member, Index kind, std::uint32_t present, double shared_measurement, double disclosure) const;

private:
    struct Posterior {
        double mean, variance;
    };
    Posterior posterior(Index member, Index kind, std::uint32_t present, double shared_measurement, double disclosure) const;
    std::size_t at(Index member, Index kind) const { return static_cast<std::size_t>(member * kinds_ + kind); }
    Index members_, kinds_;
    LearningLaw law_;
    std::uint64_t seed_;
    random::Address path_;
    std::vector<double> truth_, bias_, count_, noise_;  ///< noise_: sum of sampling errors over households
};

/// Mean over kinds of the standard deviation of beliefs among those present.
double belief_spread(std::span<const double> beliefs, Index kinds, std::uint32_t present);

}  // namespace smallholder::consortium
