// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/elementary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace {

using namespace smallholder;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Distance from the exact value in units of the last digit of a double.
double ulps(double found, long double exact) {
    const double rounded = static_cast<double>(std::fabs(exact));
    return static_cast<double>(std::fabs(static_cast<long double>(found) - exact) /
                               static_cast<long double>(std::nextafter(rounded, kInfinity) - rounded));
}

TEST(ExpOf, IsWithinElevenTenthsOfTheLastDigit) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> small(-10.0, 10.0), wide(-708.0, 708.0);
    double worst = 0.0;
    for (int i = 0; i < 300000; ++i) {
        for (const double x : {small(random), wide(random)}) {
            worst = std::max(worst, ulps(exp_of(x), std::exp(static_cast<long double>(x))));
        }
    }
    EXPECT_LE(worst, 1.1);
    EXPECT_EQ(exp_of(0.0), 1.0);
    static_assert(exp_of(0.0) == 1.0);
}

TEST(ExpOf, ClipsWhatWouldOverflow) {
    EXPECT_EQ(exp_of(1e6), exp_of(708.0));
    EXPECT_EQ(exp_of(-1e6), exp_of(-708.0));
    EXPECT_EQ(exp_of(kInfinity), exp_of(708.0));
    EXPECT_GT(exp_of(-708.0), 0.0);
    EXPECT_TRUE(std::isnan(exp_of(std::numeric_limits<double>::quiet_NaN())));
}

TEST(LogOf, IsWithinOneOfTheLastDigit) {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> small(-10.0, 10.0), wide(-700.0, 700.0), near(0.9, 1.1);
    double worst = 0.0;
    for (int i = 0; i < 300000; ++i) {
        for (const double x : {std::exp(small(random)), std::exp(wide(random)), near(random)}) {
            worst = std::max(worst, ulps(log_of(x), std::log(static_cast<long double>(x))));
        }
    }
    EXPECT_LE(worst, 1.0);
    EXPECT_EQ(log_of(1.0), 0.0);
}

TEST(LogOf, HasNoAnswerOutsideThePositiveNormalNumbers) {
    for (const double x :
         {0.0, -0.0, -1.0, kInfinity, -kInfinity, 1e-310, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_TRUE(std::isnan(log_of(x))) << x;
    }
    EXPECT_NEAR(log_of(std::numeric_limits<double>::min()), -708.39641853226411, 1e-12);
    EXPECT_NEAR(log_of(std::numeric_limits<double>::max()), 709.78271289338397, 1e-12);
}

TEST(Power, IsThatOfTheStandardLibrary) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> base(-7.0, 7.0), exponent(-3.0, 3.0);
    for (int i = 0; i < 100000; ++i) {
        const double x = std::exp(base(random)), c = exponent(random);
        const double exact = std::pow(x, c);
        ASSERT_NEAR(power(x, c), exact, 6e-15 * exact) << x << "^" << c;
    }
    EXPECT_NEAR(power(4.0, 0.5), 2.0, 1e-15);
}

TEST(Logistic, RisesFromZeroToOneAndIsHalfInTheMiddle) {
    EXPECT_EQ(logistic(0.0), 0.5);
    EXPECT_EQ(logistic(800.0), 1.0);
    EXPECT_GT(logistic(-800.0), 0.0);
    EXPECT_NEAR(logistic(-30.0), 9.357622968839299e-14, 1e-27);  // computed with SciPy: expit
    EXPECT_NEAR(logistic(1.5), 0.8175744761936437, 1e-15);
    for (double x = -40.0; x < 40.0; x += 0.01) {
        ASSERT_LE(logistic(x), logistic(x + 0.01));
        ASSERT_NEAR(logistic(x) + logistic(-x), 1.0, 3e-16);
    }
}

TEST(NormalQuantile, MeetsItsReferenceRowTH08) {
    // The uniform of the word 6627e8d5, .975 and 1e-6.
    EXPECT_NEAR(normal_quantile(0.3990464707603678), -0.255815970432982, 1e-8);
    EXPECT_NEAR(normal_quantile(0.975), 1.95996398454005, 1e-8);
    EXPECT_NEAR(normal_quantile(1e-6), -4.7534243088229, 1e-8);
}

TEST(NormalQuantile, AgreesWithSciPyToFifteenDigits) {
    // Computed with SciPy 1.17: ndtri. Both sides of the seams at .075 and at exp(-25) included.
    const std::pair<double, double> known[] = {
        {1e-300, -37.0470962993612},
        {1e-12, -7.034483825301131},
        {1.1641532182693481e-10, -6.3379577545537895},
        {1e-6, -4.753424308822899},
        {0.01, -2.3263478740408408},
        {0.0749, -1.4402382675279635},
        {0.0751, -1.4388253927525403},
        {0.3990464707603678, -0.25581597043298154},
        {0.6, 0.2533471031357997},
        {0.975, 1.959963984540054},
        {0.999999, 4.753424308817087},
    };
    for (const auto& [u, z] : known) EXPECT_NEAR(normal_quantile(u), z, 2e-15 * std::fabs(z)) << u;
    EXPECT_EQ(normal_quantile(0.5), 0.0);
}

TEST(NormalQuantile, RisesWithEveryStepOfA32BitUniform) {
    const auto at = [](std::uint64_t word) { return (static_cast<double>(word) + 0.5) * 0x1p-32; };
    const auto require_rise = [&](std::uint64_t word) {
        ASSERT_LT(normal_quantile(at(word)), normal_quantile(at(word + 1))) << word;
    };
    for (std::uint64_t word = 0; word + 1 < (1ull << 32); word += 40009) require_rise(word);
    // Every step near the seams of the three pieces, and at both ends.
    for (const double seam : {0.075, 0.5, 0.925}) {
        const auto middle = static_cast<std::uint64_t>(seam * 0x1p32);
        for (std::uint64_t word = middle - 2000; word < middle + 2000; ++word) require_rise(word);
    }
    for (std::uint64_t word = 0; word < 2000; ++word) {
        require_rise(word);
        require_rise((1ull << 32) - 2 - word);
    }
}

TEST(NormalQuantile, MirrorsToTheLastBit) {
    for (std::uint64_t word = 7; word < (1ull << 32); word += 65521) {
        const double u = (static_cast<double>(word) + 0.5) * 0x1p-32;
        ASSERT_EQ(normal_quantile(1.0 - u), -normal_quantile(u)) << u;
    }
}

TEST(NormalQuantile, HasNoAnswerOutsideTheUnitInterval) {
    for (const double u : {0.0, 1.0, -0.1, 1.1, kInfinity, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_TRUE(std::isnan(normal_quantile(u))) << u;
    }
}

TEST(NormalQuantile, GivesTheMeanLossOfTheWorstTail) {
    // Row TE29: mean of a standard normal loss beyond its 95% and 99% quantile, phi(z) / (1 - a).
    for (const auto& [share, expected] :
         {std::pair{0.95, 2.06271280750743}, std::pair{0.99, 2.66521422034581}}) {
        const double z = normal_quantile(share);
        EXPECT_NEAR(exp_of(-0.5 * z * z) / std::sqrt(2.0 * 3.14159265358979323846) / (1.0 - share), expected,
                    1e-9);
    }
}

}  // namespace
