// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/special.hpp"

#include <cmath>
#include <limits>

#include "smallholder/core/elementary.hpp"

namespace smallholder::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLogSqrtTwoPi = 0.91893853320467274178;
constexpr double kOneOverSqrtTwoPi = 0.39894228040143267794;
/// From here on Stirling's series with seven terms is good to 4e-17.
constexpr double kStirlingFrom = 10.0;
constexpr int kMostTerms = 200000;

/// ln(1 + x) without losing a small x: the rounding error of 1 + x is divided out again.
/// Source: Hewlett-Packard HP-15C Advanced Functions Handbook (1982), appendix; W. Kahan.
double log_one_plus(double x) noexcept {
    const double sum = 1.0 + x;
    return sum == 1.0 ? x : log_of(sum) * (x / (sum - 1.0));
}

/// ln(1 + d) - d, accurate near zero where the two nearly cancel, and near d = -1 where 1 + d is all that
/// is left and comes in as `one_plus_d`.
double log_one_plus_less(double d, double one_plus_d) noexcept {
    if (std::fabs(d) > 0.1) return log_of(one_plus_d) - d;
    // With s = d/(2+d): ln(1+d) = 2 (s + s^3/3 + ...), and 2s - d = -s d.
    const double s = d / (2.0 + d), s2 = s * s;
    const double series =
        1.0 / 3 +
        s2 * (1.0 / 5 + s2 * (1.0 / 7 + s2 * (1.0 / 9 + s2 * (1.0 / 11 + s2 * (1.0 / 13 + s2 * (1.0 / 15))))));
    return s * (2.0 * s2 * series - d);
}

/// What Stirling's formula leaves out of ln Gamma(x), x >= kStirlingFrom.
double stirling_remainder(double x) noexcept {
    const double y = 1.0 / x, y2 = y * y;
    return y *
           (1.0 / 12 -
            y2 * (1.0 / 360 - y2 * (1.0 / 1260 -
                                    y2 * (1.0 / 1680 - y2 * (1.0 / 1188 - y2 * (691.0 / 360360 - y2 * (1.0 / 156)))))));
}

/// ln Gamma(x + d) - ln Gamma(x), d >= 0; for large x not as a difference of large numbers.
double log_gamma_step(double x, double d) noexcept {
    if (x < kStirlingFrom) return log_gamma(x + d) - log_gamma(x);
    return (x - 0.5) * log_one_plus(d / x) + d * log_of(x + d) - d + stirling_remainder(x + d) - stirling_remainder(x);
}

struct Tails {
    double lower, upper;  // they add up to 1; the smaller one is relatively accurate
};

/// e^x, but nothing at all where exp_of would stop falling: a tail that far out is none.
double exp_or_nothing(double x) noexcept {
    return x < -700.0 ? 0.0 : exp_of(x);
}

/// x^a (1-x)^b / B(a, b), with y = 1 - x.
double beta_weight(double a, double b, double x, double y) noexcept {
    if (a >= kStirlingFrom && b >= kStirlingFrom) {
        // Around the mean the logarithms are small; their leading terms are the same and cancel exactly.
        const double off = x * b - y * a;
        const double exponent =
            a * log_one_plus_less(off / a, x * ((a + b) / a)) + b * log_one_plus_less(-off / b, y * ((a + b) / b));
        const double stirling = stirling_remainder(a + b) - stirling_remainder(a) - stirling_remainder(b);
        return kOneOverSqrtTwoPi * square_root(a * (b / (a + b))) * exp_or_nothing(exponent + stirling);
    }
    const double log_beta = a >= b ? log_gamma(b) - log_gamma_step(a, b) : log_gamma(a) - log_gamma_step(b, a);
    const double log_x = x > 0.5 ? log_one_plus(-y) : log_of(x);
    const double log_y = y > 0.5 ? log_one_plus(-x) : log_of(y);
    return exp_or_nothing(a * log_x + b * log_y - log_beta);
}

/// The continued fraction of I_x(a, b), by the modified method of Lentz.
double beta_fraction(double a, double b, double x) noexcept {
    constexpr double kTiny = 1e-300;
    const auto guarded = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
    double c = 1.0, d = 1.0 / guarded(1.0 - (a + b) * x / (a + 1.0)), h = d;
    for (int m = 1; m < kMostTerms; ++m) {
        const double two = 2.0 * m;
        const double even = m * (b - m) * x / ((a + two - 1.0) * (a + two));
        d = 1.0 / guarded(1.0 + even * d);
        c = guarded(1.0 + even / c);
        h *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + two) * (a + two + 1.0));
        d = 1.0 / guarded(1.0 + odd * d);
        c = guarded(1.0 + odd / c);
        const double factor = d * c;
        h *= factor;
        if (std::fabs(factor - 1.0) < 2e-16) break;
    }
    return h;
}

Tails beta_tails(double a, double b, double x, double y) noexcept {
    if (x <= 0.0) return {0.0, 1.0};
    if (y <= 0.0) return {1.0, 0.0};
    const double weight = beta_weight(a, b, x, y);
    if (x * (a + b + 2.0) < a + 1.0) {
        const double lower = weight * beta_fraction(a, b, x) / a;
        return {lower, 1.0 - lower};
    }
    const double upper = weight * beta_fraction(b, a, y) / b;
    return {1.0 - upper, upper};
}

/// x^a e^-x / Gamma(a)
double gamma_weight(double a, double x) noexcept {
    if (a >= kStirlingFrom) {
        const double exponent = a * log_one_plus_less((x - a) / a, x / a);
        return kOneOverSqrtTwoPi * square_root(a) * exp_or_nothing(exponent - stirling_remainder(a));
    }
    return exp_or_nothing(a * log_of(x) - x - log_gamma(a));
}

Tails gamma_tails(double a, double x) noexcept {
    if (x < std::numeric_limits<double>::min()) return {0.0, 1.0};
    const double weight = gamma_weight(a, x);
    if (x < a + 1.0) {
        double term = 1.0 / a, sum = term;
        for (int n = 1; n < kMostTerms; ++n) {
            term *= x / (a + n);
            sum += term;
            if (term < sum * 1e-17) break;
        }
        const double lower = weight * sum;
        return {lower, 1.0 - lower};
    }
    constexpr double kTiny = 1e-300;
    const auto guarded = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
    double b = x + 1.0 - a, c = 1.0 / kTiny, d = 1.0 / guarded(b), h = d;
    for (int n = 1; n < kMostTerms; ++n) {
        const double step = -n * (n - a);
        b += 2.0;
        d = 1.0 / guarded(b + step * d);
        c = guarded(b + step / c);
        const double factor = d * c;
        h *= factor;
        if (std::fabs(factor - 1.0) < 2e-16) break;
    }
    const double upper = weight * h;
    return {1.0 - upper, upper};
}

/// Solves tail(y) = target for y by Newton's method on the logarithm of the smaller tail, which is nearly a
/// straight line in these coordinates, never leaving the interval known to hold the solution.
/// `look(y)` gives the tails and the slope of the lower one.
template <class Look>
double invert_tails(double u, double start, Look look) noexcept {
    const bool by_lower = u <= 0.5;
    const double target = by_lower ? u : 1.0 - u;
    double low = -700.0, high = 700.0, y = clip(start, low, high);
    for (int i = 0; i < 200; ++i) {
        const auto [tails, slope] = look(y);
        const double tail = by_lower ? tails.lower : tails.upper;
        if (tail == target) break;
        // The lower tail grows with y, the upper one shrinks.
        const bool too_far = by_lower ? tail > target : tail < target;
        (too_far ? high : low) = y;
        const double newton = log_of(tail / target) * (tail / slope) * (by_lower ? 1.0 : -1.0);
        const double next = y - newton;
        if (next >= low && next <= high) {
            y = next;
            // The error after a step is about the square of the step.
            if (std::fabs(newton) <= 1e-10) break;
        } else {
            y = 0.5 * (low + high);
            if (high - low <= 4e-16 * (1.0 + std::fabs(y))) break;
        }
    }
    return y;
}

struct TailsAndSlope {
    Tails tails;
    double slope;
};

bool is_probability_inside(double u) noexcept {
    return u > 0.0 && u < 1.0;
}

}  // namespace

double log_gamma(double x) noexcept {
    if (!(x > 0.0)) return kNaN;
    double product = 1.0;
    while (x < kStirlingFrom) {
        product *= x;
        x += 1.0;
    }
    return (x - 0.5) * log_of(x) - x + kLogSqrtTwoPi + stirling_remainder(x) - log_of(product);
}

double normal_cdf(double z) noexcept {
    if (!(std::fabs(z) < 40.0)) return z < 0.0 ? 0.0 : (z > 0.0 ? 1.0 : kNaN);
    const Tails tails = gamma_tails(0.5, 0.5 * z * z);  // erf(|z| / sqrt 2) and its complement
    return z < 0.0 ? 0.5 * tails.upper : 0.5 + 0.5 * tails.lower;
}

double incomplete_beta(double a, double b, double x) noexcept {
    if (!(a > 0.0 && b > 0.0 && x >= 0.0 && x <= 1.0)) return kNaN;
    return beta_tails(a, b, x, 1.0 - x).lower;
}

double incomplete_beta_inverse(double a, double b, double u) noexcept {
    if (!(a > 0.0 && b > 0.0 && is_probability_inside(u))) return kNaN;
    // In log-odds a beta is close to a normal with these two moments.
    const double start =
        log_of(a / b) + normal_quantile(u) * square_root(1.0 / a + 1.0 / b + 0.5 / (a * a) + 0.5 / (b * b));
    const double y = invert_tails(u, start, [&](double log_odds) {
        const double x = logistic(log_odds), rest = logistic(-log_odds);
        return TailsAndSlope{beta_tails(a, b, x, rest), beta_weight(a, b, x, rest)};
    });
    return logistic(y);
}

double incomplete_gamma(double a, double x) noexcept {
    if (!(a > 0.0 && x >= 0.0)) return kNaN;
    return gamma_tails(a, x).lower;
}

double incomplete_gamma_inverse(double a, double u) noexcept {
    if (!(a > 0.0 && is_probability_inside(u))) return kNaN;
    const double start = log_of(a) + normal_quantile(u) * square_root(1.0 / a + 0.5 / (a * a));
    const double y = invert_tails(u, start, [&](double log_x) {
        const double x = exp_of(log_x);
        return TailsAndSlope{gamma_tails(a, x), gamma_weight(a, x)};
    });
    return exp_of(y);
}

}  // namespace smallholder::stats
