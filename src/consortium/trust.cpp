// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/trust.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "search.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {
namespace {

constexpr double kMostControl = 12.0;  // exp(-12): nothing is left to gain

void require_share(double value, const char* what, const char* where) {
    if (!(value >= 0.0 && value <= 1.0)) throw RangeError(std::string(what) + " is " + number_text(value), where, "Use a number between 0 and 1");
}
void require_control(double control, const char* where) {
    if (!(control >= 0.0 && std::isfinite(control))) throw RangeError("control is " + number_text(control), where, "Use 0 or more units of control");
}

/// Where a drift on [0, 1] leads from `start`: the first rest point in the direction it points.
template <class Drift>
double rest_point(const Drift& drift, double start) {
    const double way = drift(start);
    if (way == 0.0) return start;
    constexpr int kSteps = 2000;
    const double step = (way > 0.0 ? 1.0 - start : -start) / kSteps;
    double here = start;
    for (int i = 1; i <= kSteps; ++i) {
        const double next = i == kSteps ? (way > 0.0 ? 1.0 : 0.0) : start + step * i;
        if ((drift(next) > 0.0) != (way > 0.0)) return detail::root(drift, here, next);
        here = next;
    }
    return here;
}

}  // namespace

BestControl best_static_control(const StaticControl& law, double trust) {
    constexpr const char* where = "consortium best_static_control";
    if (!(law.power > 0.0) || !(law.crowding >= 0.0) || !(law.unit_cost > 0.0)) {
        throw RangeError("power is " + number_text(law.power) + ", crowding " + number_text(law.crowding) + ", the unit cost " + number_text(law.unit_cost),
                         where, "Use a power and a cost above 0 and crowding of 0 or more");
    }
    require_share(trust, "trust", where);
    const auto best = detail::highest([&](double m) { return static_net_value(law, m, trust); }, 0.0, kMostControl / law.power);
    return {best.at, best.value, trust};
}

double trust_without_control(const StaticControl& law) {
    double low = 0.0, high = 1.0;
    if (best_static_control(law, 1.0).control > 0.0) return 1.0;
    for (int i = 0; i < 50; ++i) {
        const double middle = .5 * (low + high);
        (best_static_control(law, middle).control > 0.0 ? low : high) = middle;
    }
    return .5 * (low + high);
}

TrustLaw trust_of(const ConsortiumParameters& p) {
    TrustLaw law;
    law.power = p.control_power;
    law.gain = p.trust_gain;
    law.loss = p.loss_gain_asymmetry * p.trust_gain;
    law.resentment = p.control_strain;
    law.honest_failure = p.honest_failure;
    law.detection_default = p.detection_reference;
    law.memory = p.trust_memory;
    law.weight = p.trust_weight;
    law.first_good = p.trust_first_success;
    law.first_bad = p.trust_first_failure;
    law.partial_delivery = p.failed_delivery;
    return law;
}

void require_trust(const TrustLaw& law) {
    constexpr const char* where = "consortium trust";
    for (const double each : {law.power, law.gain, law.loss, law.detection_default, law.weight, law.first_good, law.first_bad}) {
        if (!(each > 0.0 && std::isfinite(each))) throw RangeError("a rate or weight is " + number_text(each), where, "Use numbers above 0");
    }
    for (const double each : {law.honest_failure, law.memory, law.partial_delivery}) require_share(each, "honest failure, memory or partial delivery", where);
    if (!(law.resentment >= 0.0 && law.unit_cost >= 0.0)) {
        throw RangeError("resentment is " + number_text(law.resentment) + " and the unit cost " + number_text(law.unit_cost), where, "Use 0 or more");
    }
}

double steady_trust(const TrustLaw& law, double control, double start) {
    require_trust(law);
    require_control(control, "consortium steady_trust");
    require_share(start, "trust at the start", "consortium steady_trust");
    return rest_point([&](double t) { return trust_drift(law, t, control, law.detection_default); }, start);
}

double steady_trust_of_pairs(const TrustLaw& law, double control, double communication, double detection, double start) {
    constexpr const char* where = "consortium steady_trust_of_pairs";
    require_trust(law);
    require_control(control, where);
    require_share(communication, "communication", where);
    require_share(detection, "detection", where);
    require_share(start, "trust at the start", where);
    return rest_point(
        [&](double t) {
            const double p = compliance(law, t, control, detection);
            const double good = (1.0 + communication) * p;
            return good / (good + law.loss / law.gain * (1.0 - p) + law.resentment / law.gain * control) - t;
        },
        start);
}

std::vector<double> trust_over_time(const TrustLaw& law, double control, double start, Index years) {
    require_trust(law);
    require_control(control, "consortium trust_over_time");
    require_share(start, "trust at the start", "consortium trust_over_time");
    if (years < 0) throw RangeError("years are " + std::to_string(years), "consortium trust_over_time", "Use 0 or more years");
    constexpr int kSteps = 32;
    constexpr double h = 1.0 / kSteps;
    const auto f = [&](double t) { return trust_drift(law, t, control, law.detection_default); };
    std::vector<double> path{start};
    for (Index year = 0; year < years; ++year) {
        double t = path.back();
        for (int i = 0; i < kSteps; ++i) {
            const double k1 = f(t), k2 = f(t + .5 * h * k1), k3 = f(t + .5 * h * k2), k4 = f(t + h * k3);
            t += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
        }
        path.push_back(t);
    }
    return path;
}

BestControl most_trusted_control(const TrustLaw& law) {
    require_trust(law);
    const auto best = detail::highest([&](double m) { return steady_trust(law, m); }, 0.0, kMostControl / law.power);
    return {best.at, best.value, best.value};
}

BestControl best_control_over_time(const TrustLaw& law) {
    require_trust(law);
    const auto net = [&](double m) { return compliance(law, steady_trust(law, m), m, law.detection_default) - law.unit_cost * m; };
    const auto best = detail::highest(net, 0.0, kMostControl / law.power);
    return {best.at, best.value, steady_trust(law, best.at)};
}

TrustNetwork::TrustNetwork(Index members, const TrustLaw& law)
    : members_(members), law_(law), good_(static_cast<std::size_t>(members * members), law.first_good),
      bad_(static_cast<std::size_t>(members * members), law.first_bad) {
    require_trust(law);
}

double TrustNetwork::trust(Index who, Index whom) const {
    const std::size_t i = at(who, whom);
    return good_[i] / (good_[i] + bad_[i]);
}

double TrustNetwork::mean(std::uint32_t present) const {
    double sum = 0.0;
    Index pairs = 0;
    for (Index i = 0; i < members_; ++i) {
        for (Index j = 0; j < members_; ++j) {
            if (i == j || !((present >> i) & 1u) || !((present >> j) & 1u)) continue;
            sum += trust(i, j);
            ++pairs;
        }
    }
    return pairs > 0 ? sum / static_cast<double>(pairs) : law_.first_good / (law_.first_good + law_.first_bad);
}

double TrustNetwork::standing(Index whom, std::uint32_t present) const {
    double sum = 0.0;
    Index others = 0;
    for (Index i = 0; i < members_; ++i) {
        if (i == whom || !((present >> i) & 1u)) continue;
        sum += trust(i, whom);
        ++others;
    }
    return others > 0 ? sum / static_cast<double>(others) : law_.first_good / (law_.first_good + law_.first_bad);
}

void TrustNetwork::update(std::uint32_t present, std::span<const double> success, double control, double communication) {
    for (Index i = 0; i < members_; ++i) {
        for (Index j = 0; j < members_; ++j) {
            if (i == j || !((present >> i) & 1u) || !((present >> j) & 1u)) continue;
            const double kept = success[static_cast<std::size_t>(j)];
            const std::size_t pair = at(i, j);
            good_[pair] = law_.memory * good_[pair] + law_.weight * (1.0 + communication) * kept;
            bad_[pair] = law_.memory * bad_[pair] + law_.weight * (law_.loss / law_.gain * (1.0 - kept) + law_.resentment / law_.gain * control);
        }
    }
}

}  // namespace smallholder::consortium
