// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/distribution_spec.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "smallholder/core/errors.hpp"

namespace smallholder {

namespace {

constexpr std::array kShapes{Shape::fixed,   Shape::normal, Shape::lognormal, Shape::triangular,
                             Shape::uniform, Shape::beta,   Shape::pert,      Shape::discrete};

struct Figure {
    std::string_view name;
    std::optional<double> value;
};

std::array<Figure, 7> figures_of(const DistributionSpec& spec) {
    return {{{"p5", spec.p5},
             {"p95", spec.p95},
             {"mean", spec.mean},
             {"sd", spec.sd},
             {"low", spec.low},
             {"mode", spec.mode},
             {"high", spec.high}}};
}

/// The figures given, as one word: "p5 p95", "mean sd", "".
std::string given(const DistributionSpec& spec) {
    std::string text;
    for (const Figure& figure : figures_of(spec)) {
        if (figure.value) text += (text.empty() ? "" : " ") + std::string(figure.name);
    }
    return text;
}

/// Sets of figures from which each shape can be made, in the order of figures_of.
std::vector<std::string_view> sets_for(Shape shape) {
    switch (shape) {
        case Shape::normal:
        case Shape::lognormal:
        case Shape::beta:
            return {"p5 p95", "mean sd"};
        case Shape::triangular:
        case Shape::pert:
            return {"low mode high", "p5 p95 mode"};
        case Shape::uniform:
            return {"low high", "p5 p95"};
        case Shape::fixed:
        case Shape::discrete:
            return {""};
    }
    return {};
}

std::string two_digits(double number) {
    std::array<char, 32> buffer{};
    const auto [end, failure] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::general, 2);
    return failure == std::errc{} ? std::string(buffer.data(), end) : shortest(number);
}

std::string with_commas(std::string_view words) {
    std::string text;
    for (const char c : words) text += c == ' ' ? std::string(", ") : std::string(1, c);
    return text;
}

std::optional<std::string> problem_with_list(const DistributionSpec& spec) {
    if (spec.values.empty()) return "a discrete distribution needs a list of values";
    if (spec.probabilities.empty()) return std::nullopt;
    if (spec.probabilities.size() != spec.values.size()) {
        return std::to_string(spec.values.size()) + " values have " + std::to_string(spec.probabilities.size()) +
               " probabilities";
    }
    double sum = 0.0;
    for (const double p : spec.probabilities) {
        if (!(p >= 0.0 && p <= 1.0)) return shortest(p) + " is no probability";
        sum += p;
    }
    // People write thirds as 0.333.
    constexpr double kRounding = 0.005;
    if (std::abs(sum - 1.0) > kRounding) return "the probabilities sum to " + shortest(sum) + " and not to 1";
    return std::nullopt;
}

std::optional<std::string> wrong_order(const DistributionSpec& spec) {
    const auto above = [](const std::optional<double>& a, const std::optional<double>& b) { return a && b && *a > *b; };
    const auto text = [](std::string_view a, double x, std::string_view b, double y) {
        return std::string(a) + " = " + shortest(x) + " is above " + std::string(b) + " = " + shortest(y);
    };
    if (above(spec.p5, spec.p95)) return text("p5", *spec.p5, "p95", *spec.p95);
    if (above(spec.low, spec.high)) return text("low", *spec.low, "high", *spec.high);
    if (above(spec.low, spec.mode)) return text("low", *spec.low, "mode", *spec.mode);
    if (above(spec.mode, spec.high)) return text("mode", *spec.mode, "high", *spec.high);
    if (above(spec.p5, spec.mode)) return text("p5", *spec.p5, "mode", *spec.mode);
    if (above(spec.mode, spec.p95)) return text("mode", *spec.mode, "p95", *spec.p95);
    if (spec.p5 && spec.p5 == spec.p95) return "p5 and p95 are both " + shortest(*spec.p5) + "; give a plain number";
    if (spec.low && spec.low == spec.high)
        return "low and high are both " + shortest(*spec.low) + "; give a plain number";
    return std::nullopt;
}

}  // namespace

std::optional<Shape> shape_named(std::string_view name) {
    for (const Shape shape : kShapes) {
        if (name_of(shape) == name) return shape;
    }
    return std::nullopt;
}

std::vector<std::string_view> shape_names() {
    std::vector<std::string_view> names;
    for (const Shape shape : kShapes) {
        if (shape != Shape::fixed) names.push_back(name_of(shape));
    }
    return names;
}

std::string to_string(const Bounds& bounds) {
    const bool has_low = std::isfinite(bounds.low), has_high = std::isfinite(bounds.high);
    if (has_low && has_high) return "between " + shortest(bounds.low) + " and " + shortest(bounds.high);
    if (has_low) return shortest(bounds.low) + " or more";
    if (has_high) return shortest(bounds.high) + " or less";
    return "any number";
}

std::optional<std::string> problem_with(const DistributionSpec& spec, const Bounds& bounds) {
    const std::string name(name_of(spec.shape));
    const bool discrete = spec.shape == Shape::discrete;
    if (!discrete && !(spec.values.empty() && spec.probabilities.empty())) {
        return "values and probabilities belong to a discrete distribution, not to a " + name + " one";
    }
    if (spec.shape == Shape::fixed) return "a fixed number is not a distribution; give a plain number";
    const std::string found = given(spec);
    bool complete = false;
    std::string wanted;
    for (const std::string_view set : sets_for(spec.shape)) {
        if (found == set) complete = true;
        wanted += (wanted.empty() ? "" : " or ") + with_commas(set);
    }
    if (!complete && discrete)
        return "a discrete distribution takes values and probabilities, not " + with_commas(found);
    if (!complete) {
        return "a " + name + " distribution takes " + wanted + (found.empty() ? "" : ", not " + with_commas(found));
    }
    for (const Figure& figure : figures_of(spec)) {
        if (!figure.value) continue;
        const std::string what = std::string(figure.name) + " = " + shortest(*figure.value);
        if (!std::isfinite(*figure.value)) return what + " is not a finite number";
        if (figure.name == "sd") {
            if (!(*figure.value > 0.0)) return what + " must be above 0";
        } else if (!bounds.contains(*figure.value)) {
            return what + " cannot be: it must be " + to_string(bounds);
        }
    }
    for (const double value : spec.values) {
        if (!std::isfinite(value)) return "a value is not a finite number";
        if (!bounds.contains(value))
            return "the value " + shortest(value) + " cannot be: it must be " + to_string(bounds);
    }
    if (discrete) return problem_with_list(spec);
    if (auto order = wrong_order(spec)) return order;
    if (spec.shape == Shape::lognormal) {
        if (!(spec.p5.value_or(spec.mean.value_or(0.0)) > 0.0)) {
            return "a lognormal distribution is above 0 throughout; use normal, or figures above 0";
        }
    }
    if (spec.shape == Shape::beta) {
        const Bounds inside{0.0, 1.0};
        const double low = spec.p5.value_or(spec.mean.value_or(0.5)), high = spec.p95.value_or(spec.mean.value_or(0.5));
        if (!(low > inside.low && high < inside.high)) {
            return "a beta distribution lies between 0 and 1; its figures must too";
        }
        if (spec.sd && !(*spec.sd * *spec.sd < *spec.mean * (1.0 - *spec.mean))) {
            return "sd = " + shortest(*spec.sd) + " is more than a share with mean " + shortest(*spec.mean) +
                   " can have";
        }
    }
    return std::nullopt;
}

stats::Distribution make_distribution(const DistributionSpec& spec, const Bounds& bounds, std::string_view where) {
    if (const auto problem = problem_with(spec, bounds)) {
        throw ProgrammeError(*problem, std::string(where), "docs/parameters.md lists the shapes and what each takes");
    }
    const auto by_range_or_moments = [&](auto from_range, auto from_moments) {
        return spec.p5 ? from_range(*spec.p5, *spec.p95, where) : from_moments(*spec.mean, *spec.sd, where);
    };
    using stats::Distribution;
    Distribution made;
    switch (spec.shape) {
        case Shape::normal:
            made = by_range_or_moments(Distribution::normal_from_p5_p95, Distribution::normal);
            break;
        case Shape::lognormal:
            made = by_range_or_moments(Distribution::lognormal_from_p5_p95, Distribution::lognormal);
            break;
        case Shape::beta:
            made = by_range_or_moments(Distribution::beta_from_p5_p95, Distribution::beta);
            break;
        case Shape::triangular:
            made = spec.p5 ? Distribution::triangular_from_p5_p95(*spec.p5, *spec.mode, *spec.p95, where)
                           : Distribution::triangular(*spec.low, *spec.mode, *spec.high, where);
            break;
        case Shape::pert:
            made = spec.p5 ? Distribution::pert_from_p5_p95(*spec.p5, *spec.mode, *spec.p95, where)
                           : Distribution::pert(*spec.low, *spec.mode, *spec.high, where);
            break;
        case Shape::uniform:
            made = spec.p5 ? Distribution::uniform_from_p5_p95(*spec.p5, *spec.p95, where)
                           : Distribution::uniform(*spec.low, *spec.high, where);
            break;
        case Shape::discrete: {
            const std::vector<double> equal(spec.values.size(), 1.0 / static_cast<double>(spec.values.size()));
            std::vector<double> probabilities = spec.probabilities.empty() ? equal : spec.probabilities;
            double sum = 0.0;
            for (const double p : probabilities) sum += p;
            for (double& p : probabilities) p /= sum;
            made = Distribution::discrete(spec.values, probabilities, where);
            break;
        }
        case Shape::fixed:
            break;
    }
    // The smallest uniform that can be drawn is half of 2^-32.
    constexpr double kRarest = 0x1p-33;
    const double least = stats::quantile(made, kRarest), most = stats::quantile(made, 1.0 - kRarest);
    if (!bounds.contains(least) || !bounds.contains(most)) {
        // Two digits say enough about how far it strays.
        const double beyond = bounds.contains(least) ? most : least;
        const std::string about = two_digits(beyond);
        const bool share = bounds.low >= 0.0 && bounds.high <= 1.0;
        throw ProgrammeError("in rare draws it reaches " + about + "; it must be " + to_string(bounds),
                             std::string(where),
                             share ? "Use distribution = \"beta\", or one with ends"
                                   : "Use distribution = \"lognormal\", or one with ends such as triangular");
    }
    return made;
}

std::string to_string(const DistributionSpec& spec) {
    std::string text = "{";
    for (const Figure& figure : figures_of(spec)) {
        if (figure.value) text += std::string(figure.name) + " = " + shortest(*figure.value) + ", ";
    }
    const auto list = [&](std::string_view name, const std::vector<double>& numbers) {
        if (numbers.empty()) return;
        text += std::string(name) + " = [";
        for (std::size_t i = 0; i < numbers.size(); ++i) text += (i > 0 ? ", " : "") + shortest(numbers[i]);
        text += "], ";
    };
    list("values", spec.values);
    list("probabilities", spec.probabilities);
    return text + "distribution = \"" + std::string(name_of(spec.shape)) + "\"}";
}

std::string shortest(double number) {
    // Left alone, to_chars writes 500000 as 5e+05, which is shorter but not how people write households.
    const double size = std::abs(number);
    const bool plain = size == 0.0 || (size >= 1e-5 && size < 1e15);
    std::array<char, 64> buffer{};
    char* const end_of_buffer = buffer.data() + buffer.size();
    const auto [end, failure] = plain ? std::to_chars(buffer.data(), end_of_buffer, number, std::chars_format::fixed)
                                      : std::to_chars(buffer.data(), end_of_buffer, number);
    return failure == std::errc{} ? std::string(buffer.data(), end) : std::to_string(number);
}

}  // namespace smallholder
