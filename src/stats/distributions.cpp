// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/stats/special.hpp"

namespace smallholder::stats {
namespace {

using Kind = DistributionKind;

constexpr std::array<std::string_view, 8> kNames{"fixed",   "normal", "lognormal", "triangular",
                                                 "uniform", "beta",   "pert",      "discrete"};

[[noreturn]] void refuse(std::string what, std::string_view where, std::string remedy) {
    throw RangeError(std::move(what), std::string(where), std::move(remedy));
}

void require_finite(std::initializer_list<double> numbers, std::string_view where) {
    for (const double number : numbers) {
        if (!std::isfinite(number)) {
            refuse("a number of the range is missing or infinite", where,
                   "Give finite numbers; bounds that do not exist are left out");
        }
    }
}

void require_increasing(double low, double high, std::string_view where, const char* low_name = "low",
                        const char* high_name = "high") {
    require_finite({low, high}, where);
    if (low > high) {
        refuse(std::string(low_name) + " " + number_text(low) + " is above " + high_name + " " + number_text(high),
               where, "Swap the two");
    }
    if (low == high) {
        refuse(std::string(low_name) + " and " + high_name + " are both " + number_text(low), where,
               "Use distribution = \"fixed\" for a number that is certain");
    }
}

void require_ordered(double low, double mode, double high, std::string_view where, const char* low_name,
                     const char* high_name) {
    require_increasing(low, high, where, low_name, high_name);
    require_finite({mode}, where);
    if (!(low <= mode && mode <= high)) {
        refuse("the mode " + number_text(mode) + " is not between " + number_text(low) + " and " + number_text(high),
               where, "Give low <= mode <= high");
    }
}

void require_positive(double number, const char* name, std::string_view where, const char* remedy) {
    require_finite({number}, where);
    if (!(number > 0.0)) {
        refuse(std::string(name) + " " + number_text(number) + " is not positive", where, remedy);
    }
}

double z95() noexcept {
    return normal_quantile(0.95);
}

/// Where a continuous function of opposite signs at both ends is zero, to about the last digit of the
/// argument. Source: T. R. Chandrupatla (1997), Advances in Engineering Software 28(3), 145-149.
template <class Function>
double root_between(Function f, double a, double b) {
    double fa = f(a), fb = f(b), c = a, fc = fa, t = 0.5;
    for (int i = 0; i < 200; ++i) {
        const double x = a + t * (b - a);
        const double fx = f(x);
        if ((fx > 0.0) == (fa > 0.0)) {
            c = a, fc = fa;
        } else {
            c = b, b = a, fc = fb, fb = fa;
        }
        a = x, fa = fx;
        const double best = std::fabs(fa) < std::fabs(fb) ? a : b;
        const double shortest = (4e-16 * std::fabs(best) + 1e-300) / std::fabs(b - c);
        if (shortest > 0.5 || fa == 0.0 || fb == 0.0) return fa == 0.0 ? a : (fb == 0.0 ? b : best);
        const double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
        const bool curved_enough = phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi;
        t = curved_enough ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb) : 0.5;
        t = clip(t, shortest, 1.0 - shortest);
    }
    return std::fabs(fa) < std::fabs(fb) ? a : b;
}

std::array<double, 2> beta_shape_of(double mean, double sd, std::string_view where) {
    require_finite({mean, sd}, where);
    if (!(mean > 0.0 && mean < 1.0)) {
        refuse("a share with mean " + number_text(mean) + " has no beta distribution", where,
               "Give a mean between 0 and 1 (percentages divided by 100)");
    }
    const double most = mean * (1.0 - mean);
    if (!(sd > 0.0 && sd * sd < most)) {
        refuse("a share with mean " + number_text(mean) + " cannot have standard deviation " + number_text(sd), where,
               "Give a standard deviation above 0 and below " + number_text(std::sqrt(most)));
    }
    const double size = most / (sd * sd) - 1.0;
    return {mean * size, (1.0 - mean) * size};
}

double triangular_quantile(double mode, double u) noexcept {
    return u <= mode ? square_root(u * mode) : 1.0 - square_root((1.0 - u) * (1.0 - mode));
}

double triangular_cdf(double mode, double x) noexcept {
    if (x <= 0.0) return 0.0;
    if (x >= 1.0) return 1.0;
    return x <= mode ? x * x / mode : 1.0 - (1.0 - x) * (1.0 - x) / (1.0 - mode);
}

/// Least and greatest value of a shape on [0, 1] whose 90% range and mode are given. `at(mode, u)` is its
/// quantile; the place of the mode on [0, 1] is found first, then the scale.
template <class Quantile>
std::array<double, 2> ends_of_range(double p5, double mode, double p95, std::string_view where, Quantile at) {
    require_ordered(p5, mode, p95, where, "p5", "p95");
    if (mode == p5 || mode == p95) {
        refuse("the mode " + number_text(mode) + " lies on the edge of its own 90% range", where,
               "Move the mode inside, or give the least and greatest values instead of p5 and p95");
    }
    const double wanted = (mode - p5) / (p95 - p5);
    const double place = root_between(
        [&](double m) {
            const double low = at(m, 0.05), high = at(m, 0.95);
            return (m - low) / (high - low) - wanted;
        },
        0.0, 1.0);
    const double low = at(place, 0.05), high = at(place, 0.95);
    const double width = (p95 - p5) / (high - low);
    return {p5 - width * low, p5 + width * (1.0 - low)};
}

double pert_unit_quantile(double mode, double u) {
    return incomplete_beta_inverse(1.0 + 4.0 * mode, 5.0 - 4.0 * mode, u);
}

}  // namespace

std::string_view name_of(DistributionKind kind) noexcept {
    return kNames[static_cast<std::size_t>(kind)];
}

DistributionKind distribution_kind(std::string_view name, std::string_view where) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) return static_cast<DistributionKind>(i);
    }
    std::string known;
    for (const auto each : kNames) known.append(known.empty() ? "" : ", ").append(each);
    refuse("\"" + std::string(name) + "\" is not a distribution", where, "Use one of " + known);
}

Distribution Distribution::fixed(double value, std::string_view where) {
    require_finite({value}, where);
    return {Kind::fixed, {value}};
}

Distribution Distribution::normal(double mean, double standard_deviation, std::string_view where) {
    require_finite({mean}, where);
    require_positive(standard_deviation, "the standard deviation", where, "Give a positive spread, or use fixed");
    return {Kind::normal, {mean, standard_deviation}};
}

Distribution Distribution::normal_from_p5_p95(double p5, double p95, std::string_view where) {
    require_increasing(p5, p95, where, "p5", "p95");
    return normal(0.5 * (p5 + p95), (p95 - p5) / (2.0 * z95()), where);
}

Distribution Distribution::lognormal(double mean, double standard_deviation, std::string_view where) {
    constexpr auto remedy = "A lognormal number is positive; use normal for one that may be negative";
    require_positive(mean, "the mean", where, remedy);
    require_positive(standard_deviation, "the standard deviation", where, "Give a positive spread, or use fixed");
    const double ratio = standard_deviation / mean;
    const double variance = log_of(1.0 + ratio * ratio);
    return {Kind::lognormal, {log_of(mean) - 0.5 * variance, square_root(variance)}};
}

Distribution Distribution::lognormal_from_median(double median, double log_sd, std::string_view where) {
    require_positive(median, "the median", where,
                     "A lognormal number is positive; use normal for one that may be negative");
    require_positive(log_sd, "the log standard deviation", where, "Give a positive spread, or use fixed");
    return {Kind::lognormal, {log_of(median), log_sd}};
}

Distribution Distribution::lognormal_from_p5_p95(double p5, double p95, std::string_view where) {
    require_increasing(p5, p95, where, "p5", "p95");
    require_positive(p5, "p5", where, "A lognormal number is positive; use normal for one that may be negative");
    const double low = log_of(p5), high = log_of(p95);
    return {Kind::lognormal, {0.5 * (low + high), (high - low) / (2.0 * z95())}};
}

Distribution Distribution::uniform(double low, double high, std::string_view where) {
    require_increasing(low, high, where);
    return {Kind::uniform, {low, high}};
}

Distribution Distribution::uniform_from_p5_p95(double p5, double p95, std::string_view where) {
    require_increasing(p5, p95, where, "p5", "p95");
    const double beyond = (p95 - p5) / 18.0;  // 5 of the 90 parts in between
    return {Kind::uniform, {p5 - beyond, p95 + beyond}};
}

Distribution Distribution::triangular(double low, double mode, double high, std::string_view where) {
    require_ordered(low, mode, high, where, "low", "high");
    return {Kind::triangular, {low, mode, high}};
}

Distribution Distribution::triangular_from_p5_p95(double p5, double mode, double p95, std::string_view where) {
    const auto [low, high] = ends_of_range(p5, mode, p95, where, triangular_quantile);
    return {Kind::triangular, {low, mode, high}};
}

Distribution Distribution::beta(double mean, double standard_deviation, std::string_view where) {
    const auto [a, b] = beta_shape_of(mean, standard_deviation, where);
    return {Kind::beta, {a, b, 0.0, 1.0}};
}

Distribution Distribution::beta_from_shape(double alpha, double beta, std::string_view where) {
    require_positive(alpha, "alpha", where, "Both shapes of a beta are positive");
    require_positive(beta, "beta", where, "Both shapes of a beta are positive");
    return {Kind::beta, {alpha, beta, 0.0, 1.0}};
}

Distribution Distribution::beta_from_p5_p95(double p5, double p95, std::string_view where) {
    require_increasing(p5, p95, where, "p5", "p95");
    if (!(p5 > 0.0 && p95 < 1.0)) {
        refuse("no beta distribution has p5 " + number_text(p5) + " and p95 " + number_text(p95), where,
               "A share lies between 0 and 1, and so do its p5 and p95 (percentages divided by 100)");
    }
    // Given alpha + beta, the mean follows from p5; alpha + beta then follows from p95. Both searches run
    // over logarithms, since the answers span many powers of ten.
    const auto mean_given = [&](double size) {
        const double odds = root_between(
            [&](double log_odds) {
                const double share = logistic(log_odds);
                return incomplete_beta(size * share, size * logistic(-log_odds), p5) - 0.05;
            },
            -40.0, 40.0);
        return std::array<double, 2>{size * logistic(odds), size * logistic(-odds)};
    };
    const auto excess = [&](double log_size) {
        const auto [a, b] = mean_given(exp_of(log_size));
        return incomplete_beta(a, b, p95) - 0.95;
    };
    constexpr double kSmallest = -4.6, kLargest = 16.2;  // alpha + beta from 0.01 to 1e7
    if (excess(kLargest) < 0.0) {
        refuse("the range from " + number_text(p5) + " to " + number_text(p95) + " is too narrow for a beta", where,
               "Use normal, or fixed");
    }
    if (excess(kSmallest) > 0.0) {
        refuse("the range from " + number_text(p5) + " to " + number_text(p95) + " is too wide for a beta", where,
               "Use discrete for a number that is nearly 0 or nearly 1");
    }
    const auto [a, b] = mean_given(exp_of(root_between(excess, kSmallest, kLargest)));
    return {Kind::beta, {a, b, 0.0, 1.0}};
}

Distribution Distribution::pert(double low, double mode, double high, std::string_view where) {
    require_ordered(low, mode, high, where, "low", "high");
    const double alpha = 1.0 + 4.0 * (mode - low) / (high - low);
    return {Kind::pert, {alpha, 6.0 - alpha, low, high}};
}

Distribution Distribution::pert_from_p5_p95(double p5, double mode, double p95, std::string_view where) {
    const auto [low, high] = ends_of_range(p5, mode, p95, where, pert_unit_quantile);
    return pert(low, mode, high, where);
}

Distribution Distribution::discrete(std::span<const double> values, std::span<const double> probabilities,
                                    std::string_view where) {
    if (values.empty() || values.size() != probabilities.size()) {
        refuse(std::to_string(values.size()) + " values and " + std::to_string(probabilities.size()) + " probabilities",
               where, "Give one probability per value, and at least one value");
    }
    double total = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        require_finite({values[i], probabilities[i]}, where);
        if (probabilities[i] < 0.0) {
            refuse("the probability " + number_text(probabilities[i]) + " is negative", where,
                   "Use probabilities from 0 to 1 that add up to 1");
        }
        total += probabilities[i];
    }
    if (std::fabs(total - 1.0) > 1e-9) {
        refuse("the probabilities add up to " + number_text(total), where,
               "Make them add up to 1, for instance by dividing each by that sum");
    }
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
    Distribution result(Kind::discrete, {});
    double reached = 0.0;
    for (const std::size_t i : order) {
        if (probabilities[i] == 0.0) continue;
        reached += probabilities[i];
        result.values_.push_back(values[i]);
        result.reached_.push_back(reached / total);
    }
    result.reached_.back() = 1.0;
    return result;
}

Distribution Distribution::from_row(DistributionKind kind, double value, double low, double high,
                                    std::string_view where) {
    require_finite({value, low, high}, where);
    if (low > high) require_increasing(low, high, where);
    if (kind == Kind::fixed || (low == value && value == high)) return fixed(value, where);
    switch (kind) {
        case Kind::normal:
            return normal_from_p5_p95(low, high, where);
        case Kind::lognormal:
            return lognormal_from_p5_p95(low, high, where);
        case Kind::uniform:
            return uniform_from_p5_p95(low, high, where);
        case Kind::triangular:
            return triangular_from_p5_p95(low, value, high, where);
        case Kind::beta:
            return beta_from_p5_p95(low, high, where);
        case Kind::pert:
            return pert_from_p5_p95(low, value, high, where);
        default:
            refuse("a discrete distribution is not given by a range", where, "Give its values and probabilities");
    }
}

Distribution Distribution::truncated(double low, double high, std::string_view where) const {
    if (std::isnan(low) || std::isnan(high) || low >= high) {
        refuse("the bounds " + number_text(low) + " and " + number_text(high) + " leave nothing between them", where,
               "Give a lower bound below the upper bound");
    }
    Distribution result = *this;
    result.low_ = std::max(low_, low);
    result.high_ = std::min(high_, high);
    if (kind_ == Kind::fixed || kind_ == Kind::discrete) {
        const double least = kind_ == Kind::fixed ? parameters_[0] : values_.front();
        const double greatest = kind_ == Kind::fixed ? parameters_[0] : values_.back();
        if (least < low || greatest > high) {
            refuse("a value lies outside the bounds " + number_text(low) + " to " + number_text(high), where,
                   "Leave that value out, or widen the bounds");
        }
        return result;
    }
    const double below = whole_cdf(result.low_), up_to = whole_cdf(result.high_);
    if (up_to - below < 1e-3) {
        refuse("between the bounds " + number_text(low) + " and " + number_text(high) +
                   " lies less than a thousandth of the distribution",
               where, "Check the range against the bounds; one of them is probably in another unit");
    }
    result.share_below_low_ = below;
    result.share_below_high_ = up_to;
    return result;
}

double Distribution::whole_quantile(double u) const {
    const auto& [a, b, c, d] = parameters_;
    switch (kind_) {
        case Kind::fixed:
            return a;
        case Kind::normal:
            return a + b * normal_quantile(u);
        case Kind::lognormal:
            return exp_of(a + b * normal_quantile(u));
        case Kind::uniform:
            return a + (b - a) * u;
        case Kind::triangular:
            return a + (c - a) * triangular_quantile((b - a) / (c - a), u);
        case Kind::beta:
        case Kind::pert:
            return c + (d - c) * incomplete_beta_inverse(a, b, u);
        case Kind::discrete:
            break;
    }
    const auto at = std::lower_bound(reached_.begin(), reached_.end(), u);
    return values_[static_cast<std::size_t>(at - reached_.begin())];
}

double Distribution::whole_cdf(double x) const {
    const auto& [a, b, c, d] = parameters_;
    if (std::isinf(x)) return x > 0.0 ? 1.0 : 0.0;
    switch (kind_) {
        case Kind::fixed:
            return x < a ? 0.0 : 1.0;
        case Kind::normal:
            return normal_cdf((x - a) / b);
        case Kind::lognormal:
            return x < std::numeric_limits<double>::min() ? 0.0 : normal_cdf((log_of(x) - a) / b);
        case Kind::uniform:
            return clip((x - a) / (b - a), 0.0, 1.0);
        case Kind::triangular:
            return triangular_cdf((b - a) / (c - a), (x - a) / (c - a));
        case Kind::beta:
        case Kind::pert:
            return incomplete_beta(a, b, clip((x - c) / (d - c), 0.0, 1.0));
        case Kind::discrete:
            break;
    }
    const auto at = std::upper_bound(values_.begin(), values_.end(), x);
    return at == values_.begin() ? 0.0 : reached_[static_cast<std::size_t>(at - values_.begin()) - 1];
}

double quantile(const Distribution& distribution, double u) {
    if (!(u > 0.0 && u < 1.0)) {
        refuse("u = " + number_text(u) + " is not between 0 and 1", "quantile",
               "Use a uniform random number or a probability");
    }
    if (!distribution.is_truncated()) return distribution.whole_quantile(u);
    const double below = distribution.share_below_low_;
    const double at = below + u * (distribution.share_below_high_ - below);
    if (at <= 0.0) return distribution.low_;
    if (at >= 1.0) return distribution.high_;
    return clip(distribution.whole_quantile(at), distribution.low_, distribution.high_);
}

double cdf(const Distribution& distribution, double x) {
    if (std::isnan(x)) refuse("x is not a number", "cdf", "Give a number");
    if (!distribution.is_truncated()) return distribution.whole_cdf(x);
    if (x <= distribution.low_) return 0.0;
    if (x >= distribution.high_) return 1.0;
    const double below = distribution.share_below_low_;
    return clip((distribution.whole_cdf(x) - below) / (distribution.share_below_high_ - below), 0.0, 1.0);
}

std::array<double, 2> Distribution::moments() const {
    const auto& [a, b, c, d] = parameters_;
    if (is_truncated()) {
        // Over normal scores the integrand dies like a Gaussian at both ends, where equal steps are as good
        // as any rule.
        constexpr double kStep = 1.0 / 128.0, kEnd = 8.0;
        double weight = 0.0, first = 0.0, second = 0.0;
        const double pivot = quantile(*this, 0.5);
        for (double z = -kEnd; z <= kEnd; z += kStep) {
            const double w = exp_of(-0.5 * z * z);
            const double x = quantile(*this, normal_cdf(z)) - pivot;
            weight += w;
            first += w * x;
            second += w * x * x;
        }
        const double shift = first / weight;
        return {pivot + shift, second / weight - shift * shift};
    }
    switch (kind_) {
        case Kind::fixed:
            return {a, 0.0};
        case Kind::normal:
            return {a, b * b};
        case Kind::lognormal: {
            const double m = exp_of(a + 0.5 * b * b);
            return {m, m * m * (exp_of(b * b) - 1.0)};
        }
        case Kind::uniform:
            return {0.5 * (a + b), (b - a) * (b - a) / 12.0};
        case Kind::triangular:
            return {(a + b + c) / 3.0, ((c - a) * (c - a) - (b - a) * (c - b)) / 18.0};
        case Kind::beta:
        case Kind::pert: {
            const double share = a / (a + b), width = d - c;
            return {c + width * share, width * width * share * (1.0 - share) / (a + b + 1.0)};
        }
        case Kind::discrete:
            break;
    }
    double m = 0.0, variance = 0.0, before = 0.0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        m += (reached_[i] - before) * values_[i];
        before = reached_[i];
    }
    before = 0.0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        variance += (reached_[i] - before) * (values_[i] - m) * (values_[i] - m);
        before = reached_[i];
    }
    return {m, variance};
}

double mean(const Distribution& distribution) {
    return distribution.moments()[0];
}
double standard_deviation(const Distribution& distribution) {
    return std::sqrt(std::max(0.0, distribution.moments()[1]));
}

double beta_quantile(double mean, double standard_deviation, double u) {
    const auto [a, b] = beta_shape_of(mean, standard_deviation, "beta_quantile");
    return incomplete_beta_inverse(a, b, u);
}

double gamma_quantile(double mean, double standard_deviation, double u) {
    constexpr auto where = "gamma_quantile";
    require_positive(mean, "the mean", where, "A gamma size is positive");
    require_positive(standard_deviation, "the standard deviation", where, "Give a positive spread");
    const double ratio = mean / standard_deviation;
    const double shape = ratio * ratio;
    return mean / shape * incomplete_gamma_inverse(shape, u);
}

double lognormal_quantile(double mean, double log_sd, double u) {
    require_positive(mean, "the mean", "lognormal_quantile", "A lognormal size is positive");
    return mean * exp_of(log_sd * normal_quantile(u) - 0.5 * log_sd * log_sd);
}

double half_normal_quantile(double sd, double u) {
    // The upper half of a normal, read from the lower tail, where digits are not lost.
    return -sd * normal_quantile(0.5 * (1.0 - u));
}

}  // namespace smallholder::stats
