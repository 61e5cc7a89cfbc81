// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/weighted.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using namespace smallholder::stats;

const std::vector<double> kValues{3.0, 1.0, 4.0, 1.5, 9.0, 2.6};
const std::vector<double> kWeights{1.0, 2.0, 0.5, 3.0, 1.0, 0.25};

TEST(Weighted, MomentsAgreeWithNumPy) {
    // Computed with NumPy from the formulas of the header.
    EXPECT_NEAR(weighted_mean(kValues, kWeights), 2.729032258064516, 1e-14);
    EXPECT_NEAR(weighted_variance(kValues, kWeights), 8.784078212290503, 1e-13);
    EXPECT_NEAR(weighted_standard_error(kValues, kWeights), 1.1427005252761453, 1e-13);
    EXPECT_NEAR(effective_sample_size(kWeights), 3.9224489795918367, 1e-14);
}

TEST(Weighted, EqualWeightsGiveTheTextbookFormulas) {
    const std::vector<double> x{2, 4, 4, 4, 5, 5, 7, 9};
    const std::vector<double> w(8, 12.5);
    for (const auto& weights : {std::vector<double>{}, w}) {
        EXPECT_DOUBLE_EQ(weighted_mean(x, weights), 5.0);
        EXPECT_DOUBLE_EQ(weighted_variance(x, weights), 32.0 / 7.0);
        EXPECT_DOUBLE_EQ(weighted_standard_error(x, weights), std::sqrt(32.0 / 7.0 / 8.0));
    }
    EXPECT_DOUBLE_EQ(effective_sample_size(w), 8.0);
}

TEST(QuantileType7, IsThatOfNumPyAndR) {
    const std::vector<double> x{1, 2, 4, 8, 16};
    EXPECT_EQ(quantile_type7(x, 0.0), 1.0);
    EXPECT_EQ(quantile_type7(x, 1.0), 16.0);
    EXPECT_EQ(quantile_type7(x, 0.5), 4.0);
    EXPECT_DOUBLE_EQ(quantile_type7(x, 0.1), 1.4);   // position 0.4
    EXPECT_DOUBLE_EQ(quantile_type7(x, 0.9), 12.8);  // position 3.6
    EXPECT_EQ(quantile_type7(std::vector<double>{7.0}, 0.3), 7.0);
}

TEST(WeightedQuantile, WithEqualWeightsIsType7) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal(1000.0, 600.0);
    std::vector<double> x(101);
    for (auto& each : x) each = normal(random);
    auto sorted = x;
    std::sort(sorted.begin(), sorted.end());
    const std::vector<double> equal(x.size(), 3.25);
    // Weights that differ in the last digits take the general road, and must arrive at the same place.
    std::vector<double> nearly = equal;
    for (std::size_t i = 0; i < nearly.size(); i += 2) nearly[i] *= 1.0 + 1e-13;
    for (double p = 0.0; p <= 1.0; p += 0.0625) {
        EXPECT_EQ(weighted_quantile(x, equal, p), quantile_type7(sorted, p));
        EXPECT_EQ(weighted_quantile(x, {}, p), quantile_type7(sorted, p));
        EXPECT_NEAR(weighted_quantile(x, nearly, p), quantile_type7(sorted, p), 1e-8);
    }
}

TEST(WeightedQuantile, AgreesWithNumPy) {
    // Computed with NumPy from the definition (window of one effective household).
    const std::vector<double> p{0.0, 0.05, 0.25, 0.5, 0.9, 1.0};
    const std::vector<double> expected{1.0, 1.066938775510204, 1.3591836734693878,
                                       1.5, 4.525551020408166, 6.289795918367345};
    const auto found = weighted_quantiles(kValues, kWeights, p);
    for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-13) << p[i];
}

TEST(WeightedQuantile, DoesNotMindOrderScaleOrWeightlessRows) {
    auto x = kValues, w = kWeights;
    x.insert(x.end(), {4.0, 4.0, 1.5});  // ties, with weights of their own
    w.insert(w.end(), {2.0, 0.1, 0.7});
    const double expected = weighted_quantile(x, w, 0.37);
    std::vector<std::size_t> order(x.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::mt19937_64 random(8);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        std::vector<double> moved_x, moved_w;
        for (const auto i : order) {
            moved_x.push_back(x[i]);
            moved_w.push_back(w[i]);
        }
        EXPECT_EQ(weighted_quantile(moved_x, moved_w, 0.37), expected);
    }
    auto scaled = w;
    for (auto& each : scaled) each *= 8.0;
    EXPECT_EQ(weighted_quantile(x, scaled, 0.37), expected);
    x.insert(x.begin(), -1e9);
    w.insert(w.begin(), 0.0);
    EXPECT_EQ(weighted_quantile(x, w, 0.37), expected);
}

TEST(WeightedQuantile, RisesWithP) {
    double before = -1e300;
    for (double p = 0.0; p <= 1.0; p += 1.0 / 1024) {
        const double q = weighted_quantile(kValues, kWeights, p);
        EXPECT_GE(q, before - 1e-12);
        before = q;
    }
}

template <class Call>
std::string message_of(Call call) {
    try {
        call();
    } catch (const RangeError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Weighted, SayWhatIsWrong) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> two{1.0, 2.0}, none;
    const std::vector<double> with_nan{1.0, nan}, negative{1.0, -1.0}, zeros{0.0, 0.0}, three{1.0, 1.0, 1.0};
    const std::vector<double> one_counts{0.0, 1.0};
    EXPECT_NE(message_of([&] { weighted_mean(none); }).find("no values"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_mean(two, three); }).find("3 weights for 2 values"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_mean(with_nan); }).find("values[1]"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_mean(two, with_nan); }).find("weights[1]"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_mean(two, negative); }).find("negative"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_mean(two, zeros); }).find("all weights are zero"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_variance(two, one_counts); }).find("no spread"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_standard_error(two, one_counts); }).find("no spread"), std::string::npos);
    EXPECT_NE(message_of([&] { weighted_quantile(two, {}, 5.0); }).find("p = 5"), std::string::npos);
    EXPECT_NE(message_of([&] { quantile_type7(two, nan); }).find("not a probability"), std::string::npos);
}

TEST(Weighted, SumsDoNotDriftWithLargeNumbersAround) {
    std::vector<double> x(10001, 0.1);
    x[5000] = 1e16;
    auto moved = x;
    std::swap(moved[0], moved[5000]);
    EXPECT_EQ(weighted_mean(x), weighted_mean(moved));
    EXPECT_NEAR(weighted_mean(x) * 10001.0, 1e16 + 1000.0, 4.0);
}

}  // namespace
