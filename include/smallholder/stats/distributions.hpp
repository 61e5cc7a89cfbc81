// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What is believed about an uncertain number: a shape, a range, and how to draw from it.
///
/// A draw is the quantile function at a uniform, x = Q(u), so that one stroke of luck moves a parameter the
/// same way whatever else is drawn, and Sobol' points, antithetic draws and copulas can be used.
///
///   fixed        the number itself
///   normal       mean + sd z                                      z standard normal
///   lognormal    exp(mu + sigma z)                                x > 0
///   uniform      low + (high - low) u
///   triangular   density rises from low to the mode and falls to high
///   beta         shape alpha, beta on [0, 1]
///   pert         beta on [low, high] with alpha = 1 + 4 (mode - low)/(high - low), beta = 6 - alpha
///   discrete     values with probabilities
///
/// "From p5 and p95" means that 5% of the belief lies below the first and 5% above the second: `low` and
/// `high` of a parameter row. triangular() and pert() take the least and greatest possible values instead;
/// their _from_p5_p95 forms take a 90% range. truncated(low, high) keeps the part between two bounds
/// (conditional quantile), which narrows the range.
///
/// Shape: u in (0, 1) -> x, non-decreasing.    Errors: RangeError naming `where`.
/// Tested: tests/unit/stats/distributions_test.cpp (SciPy)
/// Sources: PERT: D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar (1959), Operations Research 7(5),
/// 646-669. That two quantiles fix one beta: N. Shih (2015), The model identification of beta distribution
/// based on quantiles, Journal of Statistical Computation and Simulation 85(10), 2022-2032.

#include <array>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace smallholder::stats {

enum class DistributionKind { fixed, normal, lognormal, triangular, uniform, beta, pert, discrete };

std::string_view name_of(DistributionKind kind) noexcept;
/// The kind a file names; RangeError with the known names otherwise.
DistributionKind distribution_kind(std::string_view name, std::string_view where = "distribution");

class Distribution {
public:
    /// Zero for sure.
    Distribution() = default;

    static Distribution fixed(double value, std::string_view where = "distribution");

    static Distribution normal(double mean, double standard_deviation,
                               std::string_view where = "distribution");
    static Distribution normal_from_p5_p95(double p5, double p95, std::string_view where = "distribution");

    /// By the mean and standard deviation of the number itself.
    static Distribution lognormal(double mean, double standard_deviation,
                                  std::string_view where = "distribution");
    /// By the median and the standard deviation of the logarithm.
    static Distribution lognormal_from_median(double median, double log_sd,
                                              std::string_view where = "distribution");
    static Distribution lognormal_from_p5_p95(double p5, double p95, std::string_view where = "distribution");

    static Distribution uniform(double low, double high, std::string_view where = "distribution");
    static Distribution uniform_from_p5_p95(double p5, double p95, std::string_view where = "distribution");

    static Distribution triangular(double low, double mode, double high,
                                   std::string_view where = "distribution");
    static Distribution triangular_from_p5_p95(double p5, double mode, double p95,
                                               std::string_view where = "distribution");

    static Distribution beta(double mean, double standard_deviation, std::string_view where = "distribution");
    static Distribution beta_from_shape(double alpha, double beta, std::string_view where = "distribution");
    static Distribution beta_from_p5_p95(double p5, double p95, std::string_view where = "distribution");

    static Distribution pert(double low, double mode, double high, std::string_view where = "distribution");
    static Distribution pert_from_p5_p95(double p5, double mode, double p95,
                                         std::string_view where = "distribution");

    static Distribution discrete(std::span<const double> values, std::span<const double> probabilities,
                                 std::string_view where = "distribution");

    /// A parameter row: low and high are its p5 and p95. `value` is the mode of triangular and PERT and the
    /// number of fixed; the other kinds are fixed by their range alone. low = value = high gives a fixed
    /// number.
    static Distribution from_row(DistributionKind kind, double value, double low, double high,
                                 std::string_view where = "distribution");

    /// The same belief, knowing that the number lies between two bounds (either may be infinite).
    Distribution truncated(double low, double high, std::string_view where = "distribution") const;

    DistributionKind kind() const noexcept { return kind_; }
    bool is_truncated() const noexcept { return share_below_low_ > 0.0 || share_below_high_ < 1.0; }
    /// The numbers behind the shape: fixed value; normal mean, sd; lognormal mu, sigma; uniform low, high;
    /// triangular low, mode, high; beta and PERT alpha, beta, low, high.
    const std::array<double, 4>& parameters() const noexcept { return parameters_; }

    friend double quantile(const Distribution& distribution, double u);
    friend double cdf(const Distribution& distribution, double x);
    friend double mean(const Distribution& distribution);
    friend double standard_deviation(const Distribution& distribution);

private:
    Distribution(DistributionKind kind, std::array<double, 4> parameters) noexcept
        : kind_(kind), parameters_(parameters) {}

    double whole_quantile(double u) const;
    double whole_cdf(double x) const;
    std::array<double, 2> moments() const;  // mean, variance

    DistributionKind kind_ = DistributionKind::fixed;
    std::array<double, 4> parameters_{};
    std::vector<double> values_, reached_;  // discrete: values in order, cumulative probabilities
    double low_ = -std::numeric_limits<double>::infinity();
    double high_ = std::numeric_limits<double>::infinity();
    double share_below_low_ = 0.0, share_below_high_ = 1.0;  // of the whole distribution
};

/// x below which a share u of the belief lies; u in (0, 1).
double quantile(const Distribution& distribution, double u);
/// Share of the belief at or below x.
double cdf(const Distribution& distribution, double x);
/// In closed form; of truncated shapes by numerical integration, to about 1e-6 of the standard deviation.
double mean(const Distribution& distribution);
double standard_deviation(const Distribution& distribution);

// ---- quantiles of a population's variables, by mean and spread ---------------------------------------

/// Share with this mean and standard deviation (beta).
double beta_quantile(double mean, double standard_deviation, double u);
/// Positive count or size with this mean and standard deviation (gamma).
double gamma_quantile(double mean, double standard_deviation, double u);
/// Positive size with this mean (of the number, not of its logarithm) and standard deviation of the
/// logarithm.
double lognormal_quantile(double mean, double log_sd, double u);
/// Distance from the best: |sd z|. Its mean is sd sqrt(2/pi).
double half_normal_quantile(double sd, double u);

}  // namespace smallholder::stats
