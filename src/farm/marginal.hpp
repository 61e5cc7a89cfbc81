// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How one variable is spread in a survey: turns values into ranks and ranks into values.
///
/// The rank of a value is its weighted mid-rank, (weight below + half the weight at the value)/weight,
/// so that equal values share a rank and no rank is 0 or 1.

#include <span>
#include <vector>

namespace smallholder::completion {

class Marginal {
public:
    /// Fewer recorded values than this say too little about a spread; published moments are used then. Assumed.
    static constexpr std::size_t kEnough = 30;

    Marginal() = default;
    /// Values that are NaN, or of weight 0, are left out.
    Marginal(std::span<const double> values, std::span<const double> weights);

    std::size_t count() const { return count_; }
    bool enough() const { return count_ >= kEnough; }
    /// Mid-rank of a value; for one that does not occur, half-way between its neighbours'.
    double rank(double value) const;
    /// The value of a rank: straight lines between the mid-ranks, flat beyond the first and the last.
    double quantile(double rank) const;
    /// The value of a rank among those that occur, for counts and yes-or-no variables.
    double step_quantile(double rank) const;

private:
    std::size_t count_ = 0;
    std::vector<double> values_;       // distinct, increasing
    std::vector<double> mid_, upper_;  // mid-rank, and weight up to and including the value over all weight
};

}  // namespace smallholder::completion
