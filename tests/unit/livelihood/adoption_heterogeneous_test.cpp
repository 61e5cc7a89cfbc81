// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/adoption_heterogeneous.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace {

using namespace smallholder;

TEST(HeterogeneousAdoption, IsWhatAMillionFarmsWouldDo) {
    std::mt19937_64 generator(1);
    for (const auto& [mean, sd, payment] : {std::array{40.0, 100.0, 0.0}, std::array{-60.0, 80.0, 25.0}}) {
        std::normal_distribution<double> gain(mean, sd);
        double adopters = 0.0, sum = 0.0;
        constexpr int kFarms = 1'000'000;
        for (int i = 0; i < kFarms; ++i) {
            const double g = gain(generator);
            if (g + payment > 0.0) {
                adopters += 1.0;
                sum += g;
            }
        }
        const auto found = livelihood::heterogeneous_adoption(mean, sd, payment);
        EXPECT_NEAR(found.share, adopters / kFarms, 0.002);
        EXPECT_NEAR(found.gain_per_farm, sum / kFarms, 0.003 * sd);
        EXPECT_NEAR(found.gain_of_adopters, sum / adopters, 0.01 * sd);
    }
}

TEST(HeterogeneousAdoption, WhoMayRefuseNeverLosesOnAverage) {
    for (double mean = -300.0; mean <= 300.0; mean += 20.0) {
        const auto found = livelihood::heterogeneous_adoption(mean, 50.0);
        EXPECT_GE(found.gain_per_farm, 0.0);
        EXPECT_GE(found.gain_per_farm, mean);
        EXPECT_LT(livelihood::heterogeneous_adoption(mean - 20.0, 50.0).share, found.share);
    }
    EXPECT_DOUBLE_EQ(livelihood::heterogeneous_adoption(0.0, 50.0).share, 0.5);
    EXPECT_DOUBLE_EQ(livelihood::heterogeneous_adoption(-30.0, 9.0, 30.0).share, 0.5);
}

TEST(HeterogeneousAdoption, WithoutSpreadItIsAllOrNobody) {
    EXPECT_EQ(livelihood::heterogeneous_adoption(5.0, 0.0).share, 1.0);
    EXPECT_EQ(livelihood::heterogeneous_adoption(5.0, 0.0).gain_per_farm, 5.0);
    const auto nobody = livelihood::heterogeneous_adoption(-5.0, 0.0);
    EXPECT_EQ(nobody.share, 0.0);
    EXPECT_EQ(nobody.gain_per_farm, 0.0);
    EXPECT_TRUE(std::isnan(nobody.gain_of_adopters));
    // It is the limit of a small spread.
    EXPECT_NEAR(livelihood::heterogeneous_adoption(5.0, 0.01).gain_of_adopters, 5.0, 1e-12);
}

TEST(HeterogeneousAdoption, TheSpreadOfTheGainIsThatOfADifference) {
    EXPECT_NEAR(livelihood::gain_spread(3.0, 4.0, 0.0), 5.0, 1e-15);
    EXPECT_NEAR(livelihood::gain_spread(3.0, 4.0, -1.0), 7.0, 1e-15);
    EXPECT_EQ(livelihood::gain_spread(4.0, 4.0, 1.0), 0.0);
    EXPECT_THROW((void)livelihood::gain_spread(3.0, 4.0, 1.1), RangeError);
    EXPECT_THROW((void)livelihood::heterogeneous_adoption(1.0, -1.0), RangeError);
    EXPECT_THROW((void)livelihood::heterogeneous_adoption(NAN, 1.0), RangeError);
}

}  // namespace
