// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The one linear program behind the core, the least core and the nucleolus: few unknowns, a row per coalition.
///
///   minimise eps   subject to   x(S) + w eps >= b  for every row,   or = b where the row says so
///
/// Dual simplex on the rows: a basis is n + 1 rows taken as equations. Their solution is the point; the
/// multipliers lambda (eps = sum lambda_j row_j) stay >= 0 while violated rows come in, the worst first, so
/// that only rows that matter are ever pivoted on. After steps that gain nothing Bland's rule takes over, which
/// cannot cycle. T is double, or a rational: then everything is exact, and double precision only guesses which
/// row to look at.
/// Source: C. E. Lemke (1954), The dual method of solving the linear programming problem; R. G. Bland (1977), New finite
/// pivoting rules for the simplex method, Mathematics of Operations Research 2(2).

#include <cmath>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/games/game.hpp"

namespace smallholder::games::detail {

template <class T>
inline constexpr bool kExact = !std::is_floating_point_v<T>;

inline double as_double(double x) { return x; }
template <class T>
double as_double(const T& x) {
    return x.template convert_to<double>();
}

/// Above zero: for certain in exact numbers, by more than `tolerance` in double.
template <class T>
bool positive(const T& x, [[maybe_unused]] double tolerance) {
    if constexpr (kExact<T>) {
        return x > 0;
    } else {
        return x > tolerance;
    }
}

/// Numbers are scaled to about 1 before they come here.
inline constexpr double kFeasible = 1e-11;    // a row is violated if it lacks more
inline constexpr double kMultiplier = 1e-9;   // a smaller multiplier is rounding: true ones are ratios of small minors

template <class T>
struct Row {
    Coalition members;  // of x; 0 for a row on eps alone
    T weight;           // of eps
    T least;            // b
    bool equal = false;
};

template <class T>
class DualSimplex {
public:
    /// start: n + 1 independent rows that hold all equations and whose multipliers are not negative.
    DualSimplex(Index members, const std::vector<Row<T>>& rows, std::vector<Index> start)
        : members_(members), size_(members + 1), rows_(rows), basis_(std::move(start)), in_basis_(rows.size(), false) {
        for (const Index row : basis_) in_basis_[at(row)] = true;
        if constexpr (kExact<T>) {
            for (const auto& row : rows_) guide_.push_back({as_double(row.weight), as_double(row.least)});
        }
        factorise();
        solve();
    }

    /// x, then eps.
    const std::vector<T>& point() const { return point_; }
    const T& epsilon() const { return point_.back(); }
    const std::vector<Index>& basis() const { return basis_; }
    /// lambda of the row at a place of the basis.
    const T& multiplier(Index place) const { return inverse(size_ - 1, place); }

private:
    struct Guide {
        double weight, least;
    };
    static constexpr Index kRefactorAfter = 40;
    static constexpr Index kBlandAfter = 200;
    static constexpr Index kMostSteps = 200000;

    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }
    T& inverse(Index i, Index j) { return inverse_[at(i * size_ + j)]; }
    const T& inverse(Index i, Index j) const { return inverse_[at(i * size_ + j)]; }
    const Row<T>& row_at(Index place) const { return rows_[at(basis_[at(place)])]; }

    [[noreturn]] static void fail(const char* what) {
        throw NumericalError(what, "linear program of a game",
                             "Look for worths of very different size, and give them in a larger unit");
    }

    /// The inverse of the basis by Gauss and Jordan, and the point it gives.
    void factorise() {
        std::vector<T> a(at(size_ * size_), T(0));
        inverse_.assign(at(size_ * size_), T(0));
        for (Index j = 0; j < size_; ++j) {
            for (Index i = 0; i < members_; ++i) {
                if (contains(row_at(j).members, i)) a[at(j * size_ + i)] = T(1);
            }
            a[at(j * size_ + members_)] = row_at(j).weight;
            inverse(j, j) = T(1);
        }
        using std::abs;
        for (Index c = 0; c < size_; ++c) {
            Index best = c;
            for (Index r = c; r < size_; ++r) {
                if (abs(a[at(r * size_ + c)]) > abs(a[at(best * size_ + c)])) best = r;
            }
            const T pivot = a[at(best * size_ + c)];
            if (!positive<T>(abs(pivot), 1e-11)) fail("the rows of a basis became dependent");
            for (Index k = 0; k < size_; ++k) {
                std::swap(a[at(c * size_ + k)], a[at(best * size_ + k)]);
                std::swap(inverse(c, k), inverse(best, k));
                a[at(c * size_ + k)] /= pivot;
                inverse(c, k) /= pivot;
            }
            for (Index r = 0; r < size_; ++r) {
                const T factor = a[at(r * size_ + c)];
                if (r == c || factor == 0) continue;
                for (Index k = 0; k < size_; ++k) {
                    if (a[at(c * size_ + k)] != 0) a[at(r * size_ + k)] -= factor * a[at(c * size_ + k)];
                    if (inverse(c, k) != 0) inverse(r, k) -= factor * inverse(c, k);
                }
            }
        }
        point_.assign(at(size_), T(0));
        for (Index i = 0; i < size_; ++i) {
            for (Index j = 0; j < size_; ++j) {
                if (inverse(i, j) != 0) point_[at(i)] += inverse(i, j) * row_at(j).least;
            }
        }
        since_factorised_ = 0;
    }

    void solve() {
        Index without_gain = 0;
        for (Index step = 0; step < kMostSteps; ++step) {
            const bool bland = without_gain > kBlandAfter;
            const Index entering = violated(bland);
            if (entering < 0) {
                if (kExact<T> || since_factorised_ == 0) return;
                factorise();  // and look again, with a fresh point
                continue;
            }
            const bool gained = exchange(entering, bland);
            without_gain = gained ? 0 : without_gain + 1;
            if (!kExact<T> && since_factorised_ >= kRefactorAfter) factorise();
        }
        fail("the simplex method did not end");
    }

    /// x(S) for every coalition.
    template <class U>
    static void all_sums(const std::vector<U>& x, Index members, std::vector<U>& sums) {
        sums.resize(std::size_t{1} << members);
        sums[0] = U(0);
        for (std::size_t s = 1; s < sums.size(); ++s) {
            sums[s] = sums[s & (s - 1)] + x[static_cast<std::size_t>(std::countr_zero(s))];
        }
    }

    /// The row that lacks most, or the first that lacks anything; -1 if all hold.
    Index violated(bool first) {
        if constexpr (kExact<T>) {
            if (!first) {
                std::vector<double> x;
                for (const T& value : point_) x.push_back(as_double(value));
                all_sums(x, members_, guide_sums_);
                Index worst = -1;
                double lack = -1e-9;
                for (std::size_t r = 0; r < rows_.size(); ++r) {
                    const double slack = guide_sums_[rows_[r].members] + guide_[r].weight * x.back() - guide_[r].least;
                    if (slack < lack && !in_basis_[r]) {
                        lack = slack;
                        worst = static_cast<Index>(r);
                    }
                }
                if (worst >= 0 && lacks(rows_[at(worst)]) > 0) return worst;
            }
        }
        all_sums(point_, members_, sums_);
        Index worst = -1;
        T lack = T(kExact<T> ? 0.0 : -kFeasible);
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (in_basis_[r]) continue;
            const T slack = sums_[rows_[r].members] + rows_[r].weight * point_.back() - rows_[r].least;
            if (slack < lack) {
                worst = static_cast<Index>(r);
                if (first) return worst;
                lack = slack;
            }
        }
        return worst;
    }

    T lacks(const Row<T>& row) const {
        T sum = row.least - row.weight * point_.back();
        for (Index i = 0; i < members_; ++i) {
            if (contains(row.members, i)) sum -= point_[at(i)];
        }
        return sum;
    }

    /// Takes a violated row into the basis. True if eps rose.
    bool exchange(Index entering, bool bland) {
        const Row<T>& row = rows_[at(entering)];
        std::vector<T> alpha(at(size_), T(0));  // the row as a combination of those of the basis
        for (Index i = 0; i < size_; ++i) {
            if (i < members_ ? !contains(row.members, i) : row.weight == 0) continue;
            for (Index j = 0; j < size_; ++j) {
                if (inverse(i, j) == 0) continue;
                if (i < members_) {
                    alpha[at(j)] += inverse(i, j);
                } else {
                    alpha[at(j)] += row.weight * inverse(i, j);
                }
            }
        }
        Index leaving = -1;
        T least_ratio = T(0);
        for (Index j = 0; j < size_; ++j) {
            if (row_at(j).equal || !positive(alpha[at(j)], 1e-9)) continue;
            T ratio = multiplier(j) / alpha[at(j)];
            if constexpr (!kExact<T>) ratio = std::max(ratio, 0.0);
            const double tie = kExact<T> ? 0.0 : 1e-12;
            if (leaving >= 0 && ratio > least_ratio + T(tie)) continue;
            const bool tied = leaving >= 0 && !(ratio < least_ratio - T(tie));
            // Of equals, Bland takes the first row; else the largest pivot, which is the steadier one.
            if (tied && (bland ? basis_[at(j)] > basis_[at(leaving)] : alpha[at(j)] < alpha[at(leaving)])) continue;
            leaving = j;
            least_ratio = ratio;
        }
        if (leaving < 0) fail("no point satisfies all rows");

        const T lack = lacks(row);
        const T pivot = alpha[at(leaving)];
        for (Index i = 0; i < size_; ++i) {
            T& entry = inverse(i, leaving);
            if (entry == 0) continue;
            entry /= pivot;
            for (Index j = 0; j < size_; ++j) {
                if (j != leaving && alpha[at(j)] != 0) inverse(i, j) -= alpha[at(j)] * entry;
            }
            point_[at(i)] += lack * entry;
        }
        in_basis_[at(basis_[at(leaving)])] = false;
        in_basis_[at(entering)] = true;
        basis_[at(leaving)] = entering;
        ++since_factorised_;
        return positive<T>(least_ratio * lack, 1e-13);
    }

    Index members_, size_;
    const std::vector<Row<T>>& rows_;
    std::vector<Index> basis_;
    std::vector<bool> in_basis_;
    std::vector<Guide> guide_;
    std::vector<T> inverse_, point_, sums_;
    std::vector<double> guide_sums_;
    Index since_factorised_ = 0;
};

}  // namespace smallholder::games::detail
