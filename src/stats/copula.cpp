// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/copula.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <cstdio>

#include "smallholder/core/errors.hpp"

namespace smallholder::stats {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::size_t at(Index row, Index column, Index size) noexcept {
    return static_cast<std::size_t>(row * size + column);
}

/// Lower triangular factor of a symmetric matrix, row by row; empty when it is not positive definite. By hand
/// and not by Eigen, whose order of summation depends on the width of the machine's registers.
std::vector<double> cholesky(const std::vector<double>& matrix, Index size) {
    std::vector<double> factor(matrix.size(), 0.0);
    for (Index i = 0; i < size; ++i) {
        for (Index j = 0; j <= i; ++j) {
            double sum = matrix[at(i, j, size)];
            for (Index k = 0; k < j; ++k) sum -= factor[at(i, k, size)] * factor[at(j, k, size)];
            if (i == j) {
                // What is left of a variance of 1; this small it is rounding, not a variable of its own.
                if (!(sum > 1e-12)) return {};
                factor[at(i, i, size)] = std::sqrt(sum);
            } else {
                factor[at(i, j, size)] = sum / factor[at(j, j, size)];
            }
        }
    }
    return factor;
}

std::string two_digits(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", x);
    return text;
}

[[noreturn]] void refuse_indefinite(const std::vector<std::string>& names, const std::vector<double>& correlation,
                                    std::string_view where) {
    const auto size = static_cast<Index>(names.size());
    const Eigen::Map<const Matrix> matrix(correlation.data(), size, size);
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix);
    const Eigen::VectorXd direction = solver.eigenvectors().col(0);
    // The combination of variables whose variance would be negative, and the pair that pulls it down most.
    Index worst_i = 0, worst_j = 1;
    double lowest = std::numeric_limits<double>::infinity();
    for (Index i = 0; i < size; ++i) {
        for (Index j = i + 1; j < size; ++j) {
            const double pull = direction(i) * direction(j) * correlation[at(i, j, size)];
            if (pull < lowest) lowest = pull, worst_i = i, worst_j = j;
        }
    }
    const auto near = nearest_positive_definite(correlation, size);
    const auto& first = names[static_cast<std::size_t>(worst_i)];
    const auto& second = names[static_cast<std::size_t>(worst_j)];
    throw RangeError("the correlations contradict one another (smallest eigenvalue " +
                         two_digits(solver.eigenvalues()(0)) + "); " + first + " and " + second + " at " +
                         two_digits(correlation[at(worst_i, worst_j, size)]) + " are most at fault",
                     std::string(where),
                     "Bring that pair nearer to " + two_digits(near[at(worst_i, worst_j, size)]) +
                         ", or use the nearest matrix that is possible (nearest_positive_definite)");
}

void check(const std::vector<std::string>& names, const std::vector<double>& correlation, std::string_view where) {
    const auto size = static_cast<Index>(names.size());
    if (size == 0 || static_cast<Index>(correlation.size()) != size * size) {
        throw RangeError(
            std::to_string(correlation.size()) + " correlations for " + std::to_string(size) + " variables",
            std::string(where), "Give one row and one column per variable");
    }
    for (Index i = 0; i < size; ++i) {
        const auto& name = names[static_cast<std::size_t>(i)];
        for (Index j = 0; j < i; ++j) {
            const auto& other = names[static_cast<std::size_t>(j)];
            if (name == other) {
                throw RangeError("the variable " + name + " occurs twice", std::string(where),
                                 "Name every variable once");
            }
            const double r = correlation[at(i, j, size)], mirrored = correlation[at(j, i, size)];
            if (!(r > -1.0 && r < 1.0)) {
                throw RangeError("the correlation of " + other + " and " + name + " is " + number_text(r),
                                 std::string(where),
                                 "Use a number above -1 and below 1; variables that always move together are one "
                                 "variable");
            }
            if (!(std::fabs(r - mirrored) <= 1e-12)) {
                throw RangeError("the correlation of " + other + " and " + name + " is given as " +
                                     number_text(mirrored) + " and as " + number_text(r),
                                 std::string(where), "Give the same number on both sides of the diagonal");
            }
        }
        if (!(std::fabs(correlation[at(i, i, size)] - 1.0) <= 1e-12)) {
            throw RangeError(
                "the correlation of " + name + " with itself is " + number_text(correlation[at(i, i, size)]),
                std::string(where), "Put 1 on the diagonal; divide covariances by both standard deviations first");
        }
    }
}

void require_length(std::size_t found, Index size, const char* what) {
    if (static_cast<Index>(found) != size) {
        throw RangeError(std::to_string(found) + " " + what + " for " + std::to_string(size) + " variables",
                         "GaussianCopula", "Pass one per variable");
    }
}

}  // namespace

double score_correlation(double rank_correlation) noexcept {
    // sin on [-pi/6, pi/6] by its series, which is the same on every machine; the next term is below 1e-17.
    const double x = rank_correlation * 0.52359877559829887308, x2 = x * x;
    const double sine =
        x *
        (1.0 - x2 / 6.0 *
                   (1.0 - x2 / 20.0 * (1.0 - x2 / 42.0 * (1.0 - x2 / 72.0 * (1.0 - x2 / 110.0 * (1.0 - x2 / 156.0))))));
    return 2.0 * sine;
}

GaussianCopula::GaussianCopula(std::vector<std::string> names, std::vector<double> correlation, std::string_view where)
    : names_(std::move(names)), correlation_(std::move(correlation)) {
    check(names_, correlation_, where);
    factor_ = cholesky(correlation_, size());
    if (factor_.empty()) refuse_indefinite(names_, correlation_, where);
}

GaussianCopula GaussianCopula::from_pairs(std::vector<std::string> names, std::span<const CorrelationPair> pairs,
                                          CorrelationScale scale, std::string_view where) {
    const auto size = static_cast<Index>(names.size());
    std::vector<double> correlation(static_cast<std::size_t>(size * size), 0.0);
    for (Index i = 0; i < size; ++i) correlation[at(i, i, size)] = 1.0;
    const auto place = [&](const std::string& name) {
        for (Index i = 0; i < size; ++i) {
            if (names[static_cast<std::size_t>(i)] == name) return i;
        }
        std::string known;
        for (const auto& each : names) known += (known.empty() ? "" : ", ") + each;
        throw RangeError("\"" + name + "\" is not among the variables", std::string(where), "Use one of " + known);
    };
    for (const auto& pair : pairs) {
        const Index i = place(pair.first), j = place(pair.second);
        if (i == j) {
            throw RangeError("a correlation of " + pair.first + " with itself was given", std::string(where),
                             "Name two different variables");
        }
        if (correlation[at(i, j, size)] != 0.0) {
            throw RangeError("the correlation of " + pair.first + " and " + pair.second + " is given twice",
                             std::string(where), "Keep one of the two");
        }
        const double r = scale == CorrelationScale::ranks ? score_correlation(pair.correlation) : pair.correlation;
        correlation[at(i, j, size)] = correlation[at(j, i, size)] = r;
    }
    return GaussianCopula(std::move(names), std::move(correlation), where);
}

void GaussianCopula::correlate(std::span<const double> independent, std::span<double> scores) const {
    require_length(independent.size(), size(), "normals");
    require_length(scores.size(), size(), "scores");
    for (Index i = size(); i-- > 0;) {  // backwards, so that both spans may be the same memory
        double sum = 0.0;
        for (Index k = 0; k <= i; ++k) sum += factor_[at(i, k, size())] * independent[static_cast<std::size_t>(k)];
        scores[static_cast<std::size_t>(i)] = sum;
    }
}

ConditionalScores GaussianCopula::given(std::span<const std::uint8_t> observed) const {
    require_length(observed.size(), size(), "flags");
    ConditionalScores result;
    result.size_ = size();
    for (Index i = 0; i < size(); ++i) {
        (observed[static_cast<std::size_t>(i)] != 0 ? result.observed_ : result.missing_).push_back(i);
    }
    // With the observed variables put first, the factor of C holds everything: its lower left block L_mo and
    // upper left block L_oo give C_mo C_oo^-1 = L_mo L_oo^-1, and its lower right block is B.
    std::vector<Index> order = result.observed_;
    order.insert(order.end(), result.missing_.begin(), result.missing_.end());
    std::vector<double> arranged(correlation_.size());
    for (Index i = 0; i < size(); ++i) {
        for (Index j = 0; j < size(); ++j) {
            arranged[at(i, j, size())] =
                correlation(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
        }
    }
    const auto factor = cholesky(arranged, size());
    if (factor.empty()) {
        throw NumericalError("the correlations are too close to contradicting one another", "GaussianCopula::given",
                             "Bring the largest correlations a little nearer to 0");
    }
    const auto known = static_cast<Index>(result.observed_.size());
    const auto unknown = static_cast<Index>(result.missing_.size());
    result.weights_.assign(static_cast<std::size_t>(unknown * known), 0.0);
    result.factor_.assign(static_cast<std::size_t>(unknown * unknown), 0.0);
    for (Index m = 0; m < unknown; ++m) {
        // Row of L_mo L_oo^-1 by backward substitution.
        for (Index k = known; k-- > 0;) {
            double sum = factor[at(known + m, k, size())];
            for (Index j = k + 1; j < known; ++j) {
                sum -= result.weights_[at(m, j, known)] * factor[at(j, k, size())];
            }
            result.weights_[at(m, k, known)] = sum / factor[at(k, k, size())];
        }
        for (Index k = 0; k <= m; ++k) {
            result.factor_[at(m, k, unknown)] = factor[at(known + m, known + k, size())];
        }
    }
    return result;
}

void ConditionalScores::complete(std::span<const double> independent, std::span<double> scores) const {
    require_length(independent.size(), size_, "normals");
    require_length(scores.size(), size_, "scores");
    const auto known = static_cast<Index>(observed_.size());
    const auto unknown = static_cast<Index>(missing_.size());
    for (Index m = unknown; m-- > 0;) {
        double sum = 0.0;
        for (Index k = 0; k <= m; ++k) {
            const auto variable = static_cast<std::size_t>(missing_[static_cast<std::size_t>(k)]);
            sum += factor_[at(m, k, unknown)] * independent[variable];
        }
        for (Index k = 0; k < known; ++k) {
            const auto variable = static_cast<std::size_t>(observed_[static_cast<std::size_t>(k)]);
            sum += weights_[at(m, k, known)] * scores[variable];
        }
        scores[static_cast<std::size_t>(missing_[static_cast<std::size_t>(m)])] = sum;
    }
}

std::vector<double> nearest_positive_definite(std::span<const double> correlation, Index size,
                                              double smallest_eigenvalue) {
    require_length(correlation.size(), size * size, "correlations");
    const Eigen::Map<const Matrix> matrix(correlation.data(), size, size);
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix);
    const Eigen::VectorXd kept = solver.eigenvalues().cwiseMax(smallest_eigenvalue);
    const Matrix rebuilt = solver.eigenvectors() * kept.asDiagonal() * solver.eigenvectors().transpose();
    std::vector<double> result(correlation.size());
    for (Index i = 0; i < size; ++i) {
        for (Index j = 0; j < size; ++j) {
            const double r = 0.5 * (rebuilt(i, j) + rebuilt(j, i)) / std::sqrt(rebuilt(i, i) * rebuilt(j, j));
            // Six decimals: the last digits of a decomposition depend on the machine.
            result[at(i, j, size)] = i == j ? 1.0 : std::round(r * 1e6) / 1e6;
        }
    }
    return result;
}

}  // namespace smallholder::stats
