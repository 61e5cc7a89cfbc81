// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/learning.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "search.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/stats/special.hpp"

namespace smallholder::consortium {
namespace {

constexpr double kOneOverSqrtTwoPi = 0.3989422804014327;

/// A random address of a member's measurement of a kind. Members are below 64, so pairs do not meet.
std::uint64_t entity_of(Index member, Index kind) { return static_cast<std::uint64_t>(1 + member + 64 * (1 + kind)); }

double spread_of(const Study& study, double shared_measurement, double observations) {
    if (observations <= 0.0) return 0.0;
    const std::vector<double> variances(static_cast<std::size_t>(study.members),
                                        report_variance(study.sampling_sd, observations, study.incompatibility_sd, shared_measurement));
    return std::sqrt(std::max(0.0, study.prior_sd * study.prior_sd - posterior_variance(study.prior_sd, variances)));
}

void require_study(const Study& study) {
    if (study.members < 1 || !(study.prior_sd > 0.0) || !(study.sampling_sd > 0.0) || !(study.incompatibility_sd >= 0.0) || !(study.stake >= 0.0) ||
        !(study.observation_cost >= 0.0) || !(study.system_cost >= 0.0) || !(study.disclosure_cost >= 0.0)) {
        throw RangeError("a study of " + std::to_string(study.members) + " members, stake " + number_text(study.stake) + ", prior spread " +
                             number_text(study.prior_sd) + ", sampling spread " + number_text(study.sampling_sd),
                         "consortium study", "Use one member or more, spreads above 0, and a stake and costs of 0 or more");
    }
}

}  // namespace

LearningLaw learning_of(const ConsortiumParameters& p) {
    return {p.sampling_sd, p.incompatibility_sd, p.prior_sd, p.observations_per_year, p.reallocation_lag, p.meetings_per_year,
            p.measurement_cost_share, p.control_cost_share, p.detection_alone};
}

void require_learning(const LearningLaw& law) {
    constexpr const char* where = "consortium learning";
    for (const double each : {law.sampling_sd, law.prior_sd, law.observations}) {
        if (!(each > 0.0 && std::isfinite(each))) throw RangeError("a spread or the observations a year are " + number_text(each), where, "Use numbers above 0");
    }
    for (const double each : {law.incompatibility_sd, law.first_lag, law.meetings, law.measurement_cost, law.control_cost}) {
        if (!(each >= 0.0 && std::isfinite(each))) throw RangeError("a lag, cost or spread is " + number_text(each), where, "Use numbers of 0 or more");
    }
    if (!(law.detection_alone >= 0.0 && law.detection_alone <= 1.0)) {
        throw RangeError("detection is " + number_text(law.detection_alone), where, "Use a number between 0 and 1");
    }
}

Index reallocation_lag(const LearningLaw& law, double communication) {
    return static_cast<Index>(std::floor(law.first_lag / (1.0 + communication * law.meetings) + .5));
}

double unit_normal_loss(double z) noexcept {
    return kOneOverSqrtTwoPi * exp_of(-.5 * z * z) - z * stats::normal_cdf(-z);
}

double report_variance(double sampling_sd, double observations, double incompatibility_sd, double shared_measurement) {
    if (!(observations > 0.0)) throw RangeError("observations are " + number_text(observations), "consortium report_variance", "Use a number above 0");
    if (!(shared_measurement >= 0.0 && shared_measurement <= 1.0)) {
        throw RangeError("shared measurement is " + number_text(shared_measurement), "consortium report_variance", "Use a number between 0 and 1");
    }
    return sampling_sd * sampling_sd / observations + (1.0 - shared_measurement) * incompatibility_sd * incompatibility_sd;
}

double posterior_variance(double prior_sd, std::span<const double> variances, std::span<const double> weights) {
    if (!weights.empty() && weights.size() != variances.size()) {
        throw RangeError(std::to_string(weights.size()) + " weights for " + std::to_string(variances.size()) + " reports", "consortium posterior_variance",
                         "Give one weight for each report, or none");
    }
    if (!(prior_sd > 0.0)) throw RangeError("the prior spread is " + number_text(prior_sd), "consortium posterior_variance", "Use a spread above 0");
    double precision = 1.0 / (prior_sd * prior_sd);
    for (std::size_t i = 0; i < variances.size(); ++i) {
        if (!(variances[i] > 0.0)) throw RangeError("a variance is " + number_text(variances[i]), "consortium posterior_variance", "Use variances above 0");
        precision += (weights.empty() ? 1.0 : weights[i]) / variances[i];
    }
    return 1.0 / precision;
}

double choice_value(double stake, double mean_gap, double spread) {
    return spread > 0.0 ? stake * spread * unit_normal_loss(std::fabs(mean_gap) / spread) : 0.0;
}

double evsi(const Study& study, double shared_measurement, double observations) {
    require_study(study);
    return choice_value(study.stake, study.mean_gap, spread_of(study, shared_measurement, observations));
}

double evpi(const Study& study) {
    require_study(study);
    return choice_value(study.stake, study.mean_gap, study.prior_sd);
}

double enbs(const Study& study, double shared_measurement, double observations) {
    const double cost = study.observation_cost * observations * static_cast<double>(study.members) + study.system_cost * shared_measurement +
                        study.disclosure_cost * shared_measurement * shared_measurement;
    return evsi(study, shared_measurement, observations) - cost;
}

BestStudy best_study(const Study& study, double most_observations) {
    require_study(study);
    if (!(most_observations > 0.0)) {
        throw RangeError("at most " + number_text(most_observations) + " observations", "consortium best_study", "Use a number above 0");
    }
    // The size of the sample spans decades, so it is searched on a scale that bends like its square root.
    const auto sample = [&](double x) { return x * x * most_observations; };
    const auto best_sample = [&](double sm) { return detail::highest([&](double x) { return enbs(study, sm, sample(x)); }, 0.0, 1.0); };
    const auto best = detail::highest([&](double sm) { return best_sample(sm).value; }, 0.0, 1.0);
    const double x = best_sample(best.at).at;
    return {best.at, sample(x), best.value, best.at > 0.0 && best.at < 1.0, x > 0.0 && x < 1.0};
}

double partial_pooling_weight(double context_sd, double sampling_sd, double observations) {
    if (!(context_sd >= 0.0) || !(sampling_sd > 0.0) || !(observations > 0.0)) {
        throw RangeError("the spreads are " + number_text(context_sd) + " and " + number_text(sampling_sd) + ", observations " + number_text(observations),
                         "consortium partial_pooling_weight", "Use a context spread of 0 or more, a sampling spread and observations above 0");
    }
    const double context = context_sd * context_sd;
    return context / (context + sampling_sd * sampling_sd / observations);
}

double value_of_local_plans(double stake, double mean_gap, double prior_sd, double context_sd, double sampling_sd, double observations) {
    const double learned = context_sd * context_sd * partial_pooling_weight(context_sd, sampling_sd, observations);
    const double one_size = prior_sd * prior_sd;
    return choice_value(stake, mean_gap, std::sqrt(one_size + learned)) - choice_value(stake, mean_gap, std::sqrt(one_size));
}

Evidence::Evidence(Index members, Index kinds, const LearningLaw& law, std::uint64_t seed, const random::Address& path)
    : members_(members), kinds_(kinds), law_(law), seed_(seed), path_(path) {
    require_learning(law);
    const auto pairs = static_cast<std::size_t>(members * kinds);
    count_.assign(pairs, 0.0);
    noise_.assign(pairs, 0.0);
    random::Address who = path;
    who.year = 0;
    for (Index k = 0; k < kinds; ++k) {
        who.entity = static_cast<std::uint64_t>(k);
        truth_.push_back(1.0 + law.prior_sd * normal_quantile(random::uniform(seed, who, random::Purpose::true_effect)));
    }
    for (Index i = 0; i < members; ++i) {
        for (Index k = 0; k < kinds; ++k) {
            who.entity = entity_of(i, k);
            bias_.push_back(law.incompatibility_sd * normal_quantile(random::uniform(seed, who, random::Purpose::report_bias)));
        }
    }
}

void Evidence::observe(Index member, Index kind, Index year, double observations) {
    if (!(observations > 0.0)) return;
    random::Address who = path_;
    who.entity = entity_of(member, kind);
    who.year = static_cast<std::uint32_t>(year);
    count_[at(member, kind)] += observations;
    noise_[at(member, kind)] +=
        law_.sampling_sd * std::sqrt(observations) * normal_quantile(random::uniform(seed_, who, random::Purpose::report_noise));
}

Evidence::Posterior Evidence::posterior(Index member, Index kind, std::uint32_t present, double shared_measurement, double disclosure) const {
    double precision = 1.0 / (law_.prior_sd * law_.prior_sd), sum = precision;  // the prior mean is 1
    const bool inside = ((present >> member) & 1u) != 0;
    for (Index j = 0; j < members_; ++j) {
        const std::size_t cell = at(j, kind);
        if (count_[cell] == 0.0) continue;
        if (j != member && !(inside && ((present >> j) & 1u))) continue;
        const double weight = j == member ? 1.0 : disclosure;
        const double share = inside ? shared_measurement : 0.0;
        const double report = truth_[static_cast<std::size_t>(kind)] + std::sqrt(1.0 - share) * bias_[cell] + noise_[cell] / count_[cell];
        const double certain = weight / report_variance(law_.sampling_sd, count_[cell], law_.incompatibility_sd, share);
        precision += certain;
        sum += certain * report;
    }
    return {sum / precision, 1.0 / precision};
}

double Evidence::believed(Index member, Index kind, std::uint32_t present, double shared_measurement, double disclosure) const {
    return posterior(member, kind, present, shared_measurement, disclosure).mean;
}

double Evidence::posterior_sd(Index member, Index kind, std::uint32_t present, double shared_measurement, double disclosure) const {
    return std::sqrt(posterior(member, kind, present, shared_measurement, disclosure).variance);
}

double belief_spread(std::span<const double> beliefs, Index kinds, std::uint32_t present) {
    const Index members = static_cast<Index>(beliefs.size()) / kinds;
    double total = 0.0;
    for (Index k = 0; k < kinds; ++k) {
        double count = 0.0, sum = 0.0, squares = 0.0;
        for (Index i = 0; i < members; ++i) {
            if (!((present >> i) & 1u)) continue;
            const double own = beliefs[static_cast<std::size_t>(i * kinds + k)];
            count += 1.0;
            sum += own;
            squares += own * own;
        }
        if (count > 0.0) total += std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count)));
    }
    return total / static_cast<double>(kinds);
}

}  // namespace smallholder::consortium
