// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How the characteristics of a household go together: larger farms with more wealth, schooling with
/// practice.
///
/// Each characteristic keeps its own distribution; what is tied together are normal scores. With z
/// independent standard normals and C the correlations of the scores, C = A A' (A lower triangular):
///
///   scores s = A z,    characteristic x_i = Q_i(Phi(s_i))
///
/// When a survey knows some of the characteristics (o) and not others (m), the missing scores are drawn given
/// the observed ones:
///
///   s_m = C_mo C_oo^-1 s_o + B z_m,    B B' = C_mm - C_mo C_oo^-1 C_om
///
/// A score keeps the random number of its own variable, so knowing one characteristic more leaves the draws
/// of the others' z alone. A rank (Spearman) correlation r turns into one of scores by 2 sin(pi r / 6).
/// Shape: k independent normals -> k correlated ones. Sums run in a fixed order: same bits everywhere.
/// Tested: tests/unit/stats/copula_test.cpp
/// Source: R. B. Nelsen (2006), An Introduction to Copulas, 2nd ed.; rank correlation: K. Pearson (1907), On
/// further methods of determining correlation.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"

namespace smallholder::stats {

/// Correlation of normal scores that gives a rank correlation.
double score_correlation(double rank_correlation) noexcept;

struct CorrelationPair {
    std::string first, second;
    double correlation = 0.0;
};
enum class CorrelationScale { scores, ranks };

class ConditionalScores;

class GaussianCopula {
public:
    /// `correlation`: size x size of scores, row by row. RangeError when it is not symmetric, has a diagonal
    /// other than 1 or is not positive definite; the text names the pair that is most at fault and a value
    /// that would do.
    GaussianCopula(std::vector<std::string> names, std::vector<double> correlation,
                   std::string_view where = "correlations");

    /// Pairs not named are independent.
    static GaussianCopula from_pairs(std::vector<std::string> names, std::span<const CorrelationPair> pairs,
                                     CorrelationScale scale = CorrelationScale::scores,
                                     std::string_view where = "correlations");

    Index size() const noexcept { return static_cast<Index>(names_.size()); }
    const std::vector<std::string>& names() const noexcept { return names_; }
    double correlation(Index i, Index j) const noexcept {
        return correlation_[static_cast<std::size_t>(i * size() + j)];
    }

    /// scores = A z, each of length size().
    void correlate(std::span<const double> independent, std::span<double> scores) const;

    /// Prepares the draw of the scores that are not `observed` (one flag per variable, non-zero when known).
    /// Make it once per pattern of missing values and use it for all households of that pattern.
    ConditionalScores given(std::span<const std::uint8_t> observed) const;

private:
    std::vector<std::string> names_;
    std::vector<double> correlation_;
    std::vector<double> factor_;  // A, row by row
};

/// The draw of missing scores for one pattern of what is known.
class ConditionalScores {
public:
    /// `scores` holds the observed scores in their places and receives the missing ones; `independent` holds
    /// a standard normal for every variable, of which those of the missing ones are used.
    void complete(std::span<const double> independent, std::span<double> scores) const;

    const std::vector<Index>& missing() const noexcept { return missing_; }

private:
    friend class GaussianCopula;
    Index size_ = 0;
    std::vector<Index> observed_, missing_;
    std::vector<double> weights_;  // missing x observed: C_mo C_oo^-1
    std::vector<double> factor_;   // missing x missing, lower triangular: B
};

/// Nearest-looking correlation matrix: negative directions removed, diagonal put back to 1, as a named choice
/// of the caller (nothing is repaired unasked).
std::vector<double> nearest_positive_definite(std::span<const double> correlation, Index size,
                                              double smallest_eigenvalue = 1e-4);

}  // namespace smallholder::stats
