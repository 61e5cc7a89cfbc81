// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/log_histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "smallholder/stats/weighted.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::stats;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct People {
    std::vector<double> income, weight;
};

People people(int count, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> logs(7.2, 0.8), losses(-200.0, 150.0);
    std::uniform_real_distribution<double> weights(0.2, 30.0);
    People p;
    for (int i = 0; i < count; ++i) {
        p.income.push_back(i % 20 == 0 ? losses(random) : std::exp(logs(random)));
        p.weight.push_back(weights(random));
    }
    return p;
}

LogHistogram count(const People& p, std::size_t from, std::size_t to) {
    LogHistogram h;
    for (std::size_t i = from; i < to; ++i) h.add(p.income[i], p.weight[i]);
    return h;
}

TEST(LogHistogram, FindsTheQuantilesOfManyIncomes) {
    const auto p = people(200000, 10);
    const auto h = count(p, 0, p.income.size());
    for (const double q : {0.06, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99}) {
        const double exact = weighted_quantile(p.income, p.weight, q);
        EXPECT_NEAR(h.quantile(q), exact, 0.001 * std::fabs(exact)) << q;
    }
    for (const double q : {0.001, 0.01, 0.03}) {  // losses
        const double exact = weighted_quantile(p.income, p.weight, q);
        EXPECT_NEAR(h.quantile(q), exact, 0.01 * std::fabs(exact)) << q;
    }
    EXPECT_EQ(h.quantile(0.0), h.least());
    EXPECT_EQ(h.quantile(1.0), h.greatest());
}

TEST(LogHistogram, NeverMissesByMoreThanABin) {
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> logs(-30.0, 25.0);
    for (int i = 0; i < 20000; ++i) {
        const double size = std::exp(logs(random)), x = i % 2 == 0 ? size : -size;
        LogHistogram h;
        h.add(x);
        ASSERT_EQ(h.quantile(0.5), x) << "one value is known exactly";
        h.add(x * 1e-30);
        h.add(x * 1e6);
        const auto bins = h.occupied_bins();
        const auto holds = [&](const LogHistogram::Bin& bin) { return bin.low <= x && x <= bin.high; };
        ASSERT_TRUE(std::any_of(bins.begin(), bins.end(), holds)) << x;
    }
}

TEST(LogHistogram, HasEdgesThatFollowOneAnother) {
    // A value at every edge and just below it must fall on the right side.
    LogHistogram empty(1.0);
    EXPECT_EQ(empty.smallest(), 1.0);
    for (int doubling = 0; doubling < 31; ++doubling) {
        for (int part = 0; part < 16; ++part) {
            const double edge = std::ldexp(1.0 + part / 16.0, doubling);
            for (const double sign : {1.0, -1.0}) {
                LogHistogram h(1.0);
                h.add(sign * edge);
                h.add(sign * std::nextafter(edge, 0.0));
                ASSERT_EQ(h.occupied_bins().size(), 2u) << sign * edge;
                LogHistogram same(1.0);
                same.add(sign * edge);
                same.add(sign * std::nextafter(edge * 1.03, 0.0));
                ASSERT_EQ(same.occupied_bins().size(), 1u) << sign * edge;
            }
        }
    }
}

TEST(LogHistogram, TakesWhateverIsTooSmallOrTooLarge) {
    LogHistogram h(1.0);
    for (const double x : {0.0, -0.0, 0.999, -0.999}) h.add(x);
    EXPECT_EQ(h.occupied_bins().size(), 1u);
    h.add(1e300);
    h.add(-1e300);
    EXPECT_EQ(h.least(), -1e300);
    EXPECT_EQ(h.greatest(), 1e300);
    EXPECT_EQ(h.quantile(1.0), 1e300);
    EXPECT_EQ(h.total_weight(), 6.0);
    h.add(std::numeric_limits<double>::quiet_NaN(), 2.0);
    h.add(kInfinity);
    EXPECT_EQ(h.not_finite(), 3.0);
    EXPECT_EQ(h.total_weight(), 6.0);
}

TEST(LogHistogram, MergesToTheSameBitsInAnyOrder) {
    auto p = people(5000, 12);
    const auto whole = count(p, 0, p.income.size());
    LogHistogram merged;
    for (std::size_t from = p.income.size(); from > 0;) {
        const std::size_t start = from > 321 ? from - 321 : 0;
        merged.merge(count(p, start, from));
        from = start;
    }
    EXPECT_EQ(merged, whole);
    EXPECT_EQ(merged.quantile(0.37), whole.quantile(0.37));
    EXPECT_EQ(merged.sum(), whole.sum());
    EXPECT_THROW(merged.merge(LogHistogram(1024.0)), RangeError);
}

TEST(LogHistogram, KeepsCountsAndSumsExactly) {
    LogHistogram h;
    for (int i = 1; i <= 1000; ++i) h.add(i, 0.5);
    EXPECT_EQ(h.total_weight(), 500.0);
    EXPECT_EQ(h.sum(), 250250.0);
    EXPECT_EQ(h.mean(), 500.5);
    double weight = 0.0, sum = 0.0;
    for (const auto& bin : h.occupied_bins()) {
        weight += bin.weight;
        sum += bin.sum;
        EXPECT_GE(bin.sum, bin.low * bin.weight);
        EXPECT_LE(bin.sum, bin.high * bin.weight);
    }
    EXPECT_EQ(weight, 500.0);
    EXPECT_EQ(sum, 250250.0);
    EXPECT_NEAR(h.share_below(250.0), 0.2495, 0.002);
    EXPECT_EQ(h.share_below(0.5), 0.0);
    EXPECT_EQ(h.share_below(2000.0), 1.0);
}

TEST(LogHistogram, RoundsWeightsToAMillionth) {
    LogHistogram h;
    h.add(1.0, 1.0 / 3.0);
    EXPECT_NEAR(h.total_weight(), 1.0 / 3.0, 0x1p-21);
    h.add(1.0, 0.0);
    h.add(1.0, -5.0);
    EXPECT_NEAR(h.total_weight(), 1.0 / 3.0, 0x1p-21);
}

TEST(LogHistogram, SaysWhatIsWrong) {
    const LogHistogram empty;
    EXPECT_THROW(empty.quantile(0.5), RangeError);
    EXPECT_THROW(empty.mean(), RangeError);
    LogHistogram h;
    h.add(1.0);
    EXPECT_THROW(h.quantile(1.5), RangeError);
    EXPECT_THROW(LogHistogram(0.0), RangeError);
    EXPECT_THROW(LogHistogram(-1.0), RangeError);
    EXPECT_THROW(LogHistogram{std::numeric_limits<double>::quiet_NaN()}, RangeError);
}

}  // namespace
