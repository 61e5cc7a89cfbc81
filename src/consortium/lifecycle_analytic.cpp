// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/lifecycle_analytic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {
namespace {

using Matrix = std::vector<double>;

std::size_t cell(Index row, Index column, Index size) { return static_cast<std::size_t>(row * size + column); }

Matrix product(const Matrix& a, const Matrix& b, Index n) {
    Matrix c(a.size(), 0.0);
    for (Index i = 0; i < n; ++i)
        for (Index k = 0; k < n; ++k)
            for (Index j = 0; j < n; ++j) c[cell(i, j, n)] += a[cell(i, k, n)] * b[cell(k, j, n)];
    return c;
}

double fastest(std::span<const double> generator, Index n) {
    double rate = 0.0;
    for (Index i = 0; i < n; ++i) rate = std::max(rate, -generator[cell(i, i, n)]);
    return rate;
}

void require_generator(std::span<const double> generator, Index n) {
    constexpr const char* where = "consortium transition_probabilities";
    if (n < 1 || static_cast<Index>(generator.size()) != n * n) {
        throw RangeError("the matrix of rates has " + std::to_string(generator.size()) + " numbers", where, "Give a square matrix");
    }
    for (Index i = 0; i < n; ++i) {
        double sum = 0.0, size = 0.0;
        for (Index j = 0; j < n; ++j) {
            const double rate = generator[cell(i, j, n)];
            if (!std::isfinite(rate) || (i != j && rate < 0.0)) {
                throw RangeError("a rate is " + number_text(rate), where, "Use rates of 0 or more off the diagonal");
            }
            sum += rate;
            size += std::fabs(rate);
        }
        if (std::fabs(sum) > 1e-9 * std::max(1.0, size)) {
            throw RangeError("row " + std::to_string(i + 1) + " adds to " + number_text(sum), where, "Put minus the sum of the others on the diagonal");
        }
    }
}

/// Row `row` of (-A)^-1 for the living stages, by elimination of x (-A) = e_row. -A is diagonally dominant, so no pivoting is needed.
std::array<double, kLivingStages> stays_from(const Matrix& generator, Stage start) {
    constexpr Index n = kLivingStages;
    std::array<std::array<double, n + 1>, n> a{};
    for (Index i = 0; i < n; ++i) {  // the transposed system
        for (Index j = 0; j < n; ++j) a[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = -generator[cell(j, i, kStages)];
        a[static_cast<std::size_t>(i)][n] = i == static_cast<Index>(start) ? 1.0 : 0.0;
    }
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t i = 0; i < n; ++i) {
            if (i == k) continue;
            const double factor = a[i][k] / a[k][k];
            for (std::size_t j = k; j <= n; ++j) a[i][j] -= factor * a[k][j];
        }
    }
    std::array<double, kLivingStages> stay{};
    for (std::size_t i = 0; i < n; ++i) {
        stay[i] = a[i][n] / a[i][i];
        if (!std::isfinite(stay[i])) {
            throw NumericalError("some stage is never left for good, so stays have no end", "consortium life_in_figures",
                                 "Give every living stage a way towards an end");
        }
    }
    return stay;
}

}  // namespace

std::vector<double> transition_probabilities(std::span<const double> generator, Index n, double years) {
    require_generator(generator, n);
    if (!(years >= 0.0 && std::isfinite(years))) {
        throw RangeError("years are " + number_text(years), "consortium transition_probabilities", "Use 0 or more years");
    }
    Matrix identity(generator.size(), 0.0);
    for (Index i = 0; i < n; ++i) identity[cell(i, i, n)] = 1.0;
    const double rate = fastest(generator, n);
    if (rate == 0.0 || years == 0.0) return identity;
    int halvings = 0;
    double events = rate * years;  // expected number in the piece of time that is summed
    while (events > 1.0) {
        events /= 2.0;
        ++halvings;
    }
    Matrix step = identity;
    for (std::size_t i = 0; i < step.size(); ++i) step[i] += generator[i] / rate;
    Matrix sum(step.size(), 0.0), term = identity;
    double weight = exp_of(-events);
    for (int i = 0; i < 24; ++i) {  // events <= 1: the 24th Poisson weight is below 1e-24
        for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += weight * term[j];
        term = product(term, step, n);
        weight *= events / (i + 1);
    }
    for (int i = 0; i < halvings; ++i) sum = product(sum, sum, n);
    return sum;
}

std::vector<double> mean_sojourns(std::span<const double> generator, Index n) {
    require_generator(generator, n);
    std::vector<double> sojourns;
    for (Index i = 0; i < n; ++i) {
        const double rate = -generator[cell(i, i, n)];
        sojourns.push_back(rate > 0.0 ? 1.0 / rate : std::numeric_limits<double>::infinity());
    }
    return sojourns;
}

std::vector<double> generator_of(const LifecycleLaw& law, const Covariates& at) {
    require_lifecycle(law);
    Matrix generator(static_cast<std::size_t>(kStages * kStages), 0.0);
    for (const Move& move : law.moves) {
        if (move.shape == Shape::log_logistic || (move.shape == Shape::weibull && move.exponent != 1.0)) {
            throw RangeError("the hazard of " + std::string(name_of(move.from)) + " to " + std::string(name_of(move.to)) + " changes with time",
                             "consortium generator_of", "Use constant hazards, or simulate");
        }
        const double rate = move.rate * hazard_factor(law, move, at);
        const Index from = static_cast<Index>(move.from), to = static_cast<Index>(move.to);
        generator[cell(from, to, kStages)] += rate;
        generator[cell(from, from, kStages)] -= rate;
    }
    return generator;
}

LifeInFigures life_in_figures(const LifecycleLaw& law, const Covariates& at) {
    const Matrix generator = generator_of(law, at);
    LifeInFigures figures;
    figures.stay = stays_from(generator, Stage::forming);
    for (Index i = 0; i < kLivingStages; ++i) {
        const double stay = figures.stay[static_cast<std::size_t>(i)];
        figures.mean += stay;
        figures.dissolved += stay * generator[cell(i, static_cast<Index>(Stage::dissolved), kStages)];
        figures.completed += stay * generator[cell(i, static_cast<Index>(Stage::completed), kStages)];
    }
    double low = 0.0, high = figures.mean;
    while (survival(law, high, at) > .5) high *= 2.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = .5 * (low + high);
        (survival(law, middle, at) > .5 ? low : high) = middle;
    }
    figures.median = .5 * (low + high);
    return figures;
}

double survival(const LifecycleLaw& law, double years, const Covariates& at) {
    const Matrix at_end = transition_probabilities(generator_of(law, at), kStages, years);
    double alive = 0.0;
    for (Index i = 0; i < kLivingStages; ++i) alive += at_end[static_cast<std::size_t>(i)];
    return alive;
}

double cumulative_incidence(const LifecycleLaw& law, Stage end, double years, const Covariates& at) {
    if (living(end)) {
        throw RangeError(std::string(name_of(end)) + " is no end", "consortium cumulative_incidence", "Ask for dissolved or completed");
    }
    return transition_probabilities(generator_of(law, at), kStages, years)[static_cast<std::size_t>(end)];
}

double LogLogistic::survival(double years) const {
    return years > 0.0 ? 1.0 / (1.0 + power(years / scale, shape)) : 1.0;
}

double LogLogistic::hazard(double years) const {
    const double x = power(years / scale, shape);
    return shape / years * x / (1.0 + x);
}

double LogLogistic::peak() const {
    return shape > 1.0 ? scale * power(shape - 1.0, 1.0 / shape) : 0.0;
}

LogLogistic log_logistic_through(double first_years, double first_share, double second_years, double second_share) {
    if (!(first_years > 0.0 && second_years > first_years && first_share < 1.0 && second_share > 0.0 && first_share > second_share)) {
        throw RangeError("the points are (" + number_text(first_years) + ", " + number_text(first_share) + ") and (" + number_text(second_years) + ", " +
                             number_text(second_share) + ")",
                         "consortium log_logistic_through", "Give two years above 0 in order, and shares between 0 and 1 that fall");
    }
    const double first = log_of((1.0 - first_share) / first_share), second = log_of((1.0 - second_share) / second_share);
    const double shape = (second - first) / log_of(second_years / first_years);
    return {shape, first_years * exp_of(-first / shape)};
}

}  // namespace smallholder::consortium
