// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/variance_components.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using namespace smallholder::stats;

TEST(VarianceComponents, MeetsItsReferenceRow) {
    // Row TG13: draws with replicates {1, 2, 3} and {4, 5, 6}.
    const std::vector<double> values{1, 2, 3, 4, 5, 6};
    const auto v = variance_components(values, 3);
    EXPECT_NEAR(v.stochastic_variance, 1.0, 1e-12);
    EXPECT_NEAR(v.mean_square_between, 13.5, 1e-12);
    EXPECT_NEAR(v.parameter_variance, 4.16666666666667, 1e-12);
    EXPECT_NEAR(v.total_variance(), 5.16666666666667, 1e-12);
    EXPECT_EQ(v.mean, 3.5);
    EXPECT_EQ(v.draws, 2);
    EXPECT_EQ(v.replicates, 3);
}

TEST(VarianceComponents, OfTwoReplicatesAreTheirCovariance) {
    // With d the difference of the two: parameter variance = cov + var(d)/4 - sum d^2/(4 M), where the last two terms
    // have the same expectation.
    const std::vector<double> first{10, 7, 14, 5}, second{12, 9, 11, 8};
    std::vector<double> values;
    double covariance = 0.0, variance = 0.0, squares = 0.0;
    for (std::size_t m = 0; m < 4; ++m) {
        values.insert(values.end(), {first[m], second[m]});
        const double d = first[m] - second[m];
        covariance += (first[m] - 9.0) * (second[m] - 10.0) / 3.0;  // means 9 and 10
        variance += (d + 1.0) * (d + 1.0) / 3.0;
        squares += d * d;
    }
    const auto v = variance_components(values, 2);
    EXPECT_NEAR(v.parameter_variance, covariance + variance / 4.0 - squares / 16.0, 1e-12);
    EXPECT_EQ(v.mean, 9.5);
}

TEST(VarianceComponents, FindsBothPartsOfAKnownCase) {
    // y = theta + luck with variances 4 and 9; 4,000 draws x 2.
    std::mt19937_64 random(9);
    std::normal_distribution<double> theta(0.0, 2.0), luck(0.0, 3.0);
    std::vector<double> values;
    for (int m = 0; m < 4000; ++m) {
        const double t = theta(random);
        values.push_back(t + luck(random));
        values.push_back(t + luck(random));
    }
    const auto v = variance_components(values, 2);
    // Standard errors: of MSW 9 sqrt(2/4000) = 0.20; of the parameter part about 0.26. Four of them.
    EXPECT_NEAR(v.stochastic_variance, 9.0, 0.8);
    EXPECT_NEAR(v.parameter_variance, 4.0, 1.1);
}

TEST(VarianceComponents, AreUnbiasedAndSoMayBeNegative) {
    const std::vector<double> values{1, 5, 5, 1};  // all luck: both draws have mean 3
    const auto v = variance_components(values, 2);
    EXPECT_EQ(v.stochastic_variance, 8.0);
    EXPECT_EQ(v.parameter_variance, -4.0);
}

TEST(VarianceComponents, SayWhatIsWrong) {
    const std::vector<double> values{1, 2, 3, 4, 5, 6};
    EXPECT_THROW(variance_components(values, 1), RangeError);
    EXPECT_THROW(variance_components(values, 4), RangeError);
    EXPECT_THROW(variance_components(values, 6), RangeError);
    const std::vector<double> broken{1, 2, 3, std::numeric_limits<double>::quiet_NaN()};
    EXPECT_THROW(variance_components(broken, 2), NumericalError);
}

}  // namespace
