// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Millions of incomes in 1,024 bins: quantiles and inequality without keeping anyone's number.
///
/// Bins are equally wide in proportion (16 to a doubling, 3 to 6% each), on both sides of zero, so losses are
/// kept as well as gains. The bin of a number is read off the leading bits of the double; no logarithm is
/// taken. Weights are rounded to multiples of 2^-20 and counted as integers, sums are exact
/// (core/exact_sum.hpp): histograms of blocks, threads or machines add up to the same bits in any order.
///
///   bin 512          |x| < smallest
///   bins 513..1023   smallest <= x, edges smallest * 2^k (1 + j/16); the last also takes all above
///   bins 1..511      the same for x <= -smallest, mirrored
///
/// smallest  power of two at or below what was asked for; 2^(511/16) = 4e9 times as much is the last edge
/// weight    survey weight >= 0, total below 1.7e13
/// Accuracy: quantiles are interpolated inside a bin with the help of its mean, typically within 0.1% for smooth
/// incomes (never off by more than a bin, 6.3%); counts and sums per bin are exact, so are total, mean, least and
/// greatest.
///
/// Shape: (x, w) -> counts.     Tested: tests/unit/stats/log_histogram_test.cpp

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/exact_sum.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::stats {

class LogHistogram {
public:
    static constexpr int kBins = 1024;
    static constexpr int kZeroBin = 512;

    /// `smallest`: sizes below it are as good as zero. The default suits money of any currency per year.
    explicit LogHistogram(double smallest = 0x1p-3)
        : counts_(kBins, 0), sums_(kBins), first_step_(step_of(checked(smallest))) {}

    /// Counts x with weight w. A number that is not finite is set aside and counted in not_finite().
    SMALLHOLDER_ALWAYS_INLINE void add(double x, double weight = 1.0) noexcept {
        const std::uint64_t units = weight_units(weight);
        if (!(x - x == 0.0)) {
            not_finite_ += units;
            return;
        }
        if (units == 0) return;
        const auto bin = static_cast<std::size_t>(bin_of(x));
        counts_[bin] += units;
        sums_[bin].add(x * (static_cast<double>(units) * kOnePerUnit));
        least_ = x < least_ ? x : least_;
        greatest_ = x > greatest_ ? x : greatest_;
    }

    /// Adds the counts of another part of the same run.
    void merge(const LogHistogram& other) {
        if (other.first_step_ != first_step_) {
            throw RangeError("the two histograms start at different sizes", "LogHistogram::merge",
                             "Make both with the same smallest value");
        }
        for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
            counts_[bin] += other.counts_[bin];
            sums_[bin].add(other.sums_[bin]);
        }
        not_finite_ += other.not_finite_;
        least_ = std::min(least_, other.least_);
        greatest_ = std::max(greatest_, other.greatest_);
    }

    double smallest() const noexcept { return edge(1); }
    double total_weight() const noexcept { return static_cast<double>(total_units()) * kOnePerUnit; }
    double not_finite() const noexcept { return static_cast<double>(not_finite_) * kOnePerUnit; }
    double least() const noexcept { return least_; }
    double greatest() const noexcept { return greatest_; }
    double sum() const noexcept {
        ExactSum sum;
        for (const auto& part : sums_) sum.add(part);
        return sum.value();
    }
    double mean() const {
        require_content("LogHistogram::mean");
        return sum() / total_weight();
    }

    /// What one bin holds; bins are in increasing order of x.
    struct Bin {
        double low, high;  ///< x of the bin lies in [low, high], cut to [least(), greatest()]
        double weight;     ///< exact total weight
        double sum;        ///< exact weighted sum of x
    };
    /// Bins that hold something, from the least x to the greatest: the Lorenz curve at bin edges is exact.
    std::vector<Bin> occupied_bins() const {
        std::vector<Bin> bins;
        for (int bin = 0; bin < kBins; ++bin) {
            const auto at = static_cast<std::size_t>(bin);
            if (counts_[at] == 0) continue;
            bins.push_back(bin_at(bin));
        }
        return bins;
    }

    /// x below which a share p of the weight lies.
    double quantile(double p) const {
        require_content("LogHistogram::quantile");
        if (!(p >= 0.0 && p <= 1.0)) {
            throw RangeError("p = " + number_text(p) + " is not a probability", "LogHistogram::quantile",
                             "Use a number from 0 to 1; the 5% quantile is p = 0.05");
        }
        const double wanted = p * static_cast<double>(total_units());
        std::uint64_t below = 0;
        for (int bin = 0; bin < kBins; ++bin) {
            const std::uint64_t here = counts_[static_cast<std::size_t>(bin)];
            if (here == 0) continue;
            const double into = wanted - static_cast<double>(below);
            if (into <= static_cast<double>(here)) {
                return inside(bin_at(bin), into / static_cast<double>(here));
            }
            below += here;
        }
        return greatest_;
    }

    /// Share of the weight at x below `line`.
    double share_below(double line) const {
        require_content("LogHistogram::share_below");
        double below = 0.0;
        for (const Bin& bin : occupied_bins()) {
            if (bin.high < line) {
                below += bin.weight;
            } else if (bin.low < line) {
                const double t = (line - bin.low) / (bin.high - bin.low);
                below += bin.weight * (t + slope_of(bin) * (t * t - t));
            }
        }
        return below / total_weight();
    }

    friend bool operator==(const LogHistogram&, const LogHistogram&) = default;

private:
    static constexpr int kBitsPerDoubling = 4;  // 16 bins to a doubling
    static constexpr double kUnitsPerOne = 0x1p20;
    static constexpr double kOnePerUnit = 0x1p-20;

    static double checked(double smallest) {
        if (!(smallest >= 0x1p-900 && smallest <= 0x1p900)) {
            throw RangeError("smallest = " + number_text(smallest) + " is not a usable size", "LogHistogram",
                             "Use a positive number, such as 0.1 of the unit of x");
        }
        return std::exp2(std::floor(std::log2(smallest)));
    }
    // Exponent and first four digits behind the point of a positive double: one step is one bin.
    static SMALLHOLDER_ALWAYS_INLINE std::int64_t step_of(double size) noexcept {
        return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(size) >> (52 - kBitsPerDoubling));
    }
    static SMALLHOLDER_ALWAYS_INLINE std::uint64_t weight_units(double weight) noexcept {
        const double units = weight * kUnitsPerOne + 0.5;
        return units >= 1.0 ? static_cast<std::uint64_t>(units < 0x1p63 ? units : 0x1p63) : 0;
    }
    SMALLHOLDER_ALWAYS_INLINE int bin_of(double x) const noexcept {
        const std::int64_t step = step_of(std::fabs(x)) - first_step_ + 1;
        const std::int64_t size = step < 0 ? 0 : (step > kZeroBin - 1 ? kZeroBin - 1 : step);
        return static_cast<int>(x < 0.0 ? kZeroBin - size : kZeroBin + size);
    }
    /// Lower end of the k-th size class, k >= 1.
    double edge(std::int64_t k) const noexcept {
        return std::bit_cast<double>(static_cast<std::uint64_t>(first_step_ + k - 1) << (52 - kBitsPerDoubling));
    }
    double lower_edge(int bin) const noexcept {
        if (bin > kZeroBin) return edge(bin - kZeroBin);
        if (bin == 1) return -std::numeric_limits<double>::infinity();
        return -edge(kZeroBin - bin + 1);
    }
    double upper_edge(int bin) const noexcept {
        if (bin < kZeroBin) return -edge(kZeroBin - bin);
        if (bin == kBins - 1) return std::numeric_limits<double>::infinity();
        return edge(bin - kZeroBin + 1);
    }
    Bin bin_at(int bin) const noexcept {
        const auto at = static_cast<std::size_t>(bin);
        return {std::max(lower_edge(bin), least_), std::min(upper_edge(bin), greatest_),
                static_cast<double>(counts_[at]) * kOnePerUnit, sums_[at].value()};
    }
    /// Inside a bin the density is taken to be a straight line, tilted so that the mean of the bin comes out:
    /// 1 + s (2t - 1) for t from 0 to 1 has the mean 1/2 + s/6.
    static double slope_of(const Bin& bin) noexcept {
        const double middle = (bin.sum / bin.weight - bin.low) / (bin.high - bin.low);
        const double slope = 6.0 * (middle - 0.5);
        return slope > 1.0 ? 1.0 : (slope < -1.0 ? -1.0 : slope);
    }
    /// x below which a share of the bin lies: t + s (t^2 - t) = share, solved for t.
    static double inside(const Bin& bin, double share) noexcept {
        if (!(bin.high > bin.low)) return bin.low;
        const double s = slope_of(bin);
        const double t =
            share > 0.0 ? 2.0 * share / ((1.0 - s) + std::sqrt((1.0 - s) * (1.0 - s) + 4.0 * s * share)) : 0.0;
        return std::min(bin.high, bin.low + (bin.high - bin.low) * t);
    }
    std::uint64_t total_units() const noexcept {
        std::uint64_t total = 0;
        for (const auto count : counts_) total += count;
        return total;
    }
    void require_content(const char* where) const {
        if (total_units() == 0) {
            throw RangeError("nothing was counted", where, "Add at least one value of positive weight");
        }
    }

    std::vector<std::uint64_t> counts_;
    std::vector<ExactSum> sums_;
    std::int64_t first_step_ = 0;
    std::uint64_t not_finite_ = 0;
    double least_ = std::numeric_limits<double>::infinity();
    double greatest_ = -std::numeric_limits<double>::infinity();
};

}  // namespace smallholder::stats
