// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/adoption_bass.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using livelihood::Bass;

TEST(Bass, TheShareSolvesItsEquation) {
    const Bass b{0.03, 0.38};
    double share = 0.0;
    constexpr int kSteps = 20000;
    constexpr double kStep = 12.0 / kSteps;
    for (int i = 0; i < kSteps; ++i) {  // midpoint rule
        const auto rate = [&](double f) { return (b.innovation + b.imitation * f) * (1.0 - f); };
        share += kStep * rate(share + 0.5 * kStep * rate(share));
    }
    EXPECT_NEAR(livelihood::bass_share(b, 12.0), share, 1e-8);
    EXPECT_EQ(livelihood::bass_share(b, 0.0), 0.0);
    EXPECT_NEAR(livelihood::bass_share(b, 1000.0), 1.0, 1e-15);
}

TEST(Bass, TheRateIsTheSlopeOfTheShareAndIsLargestAtThePeak) {
    const Bass b{0.01, 0.5};
    const double h = 1e-5;
    for (const double t : {0.5, 3.0, 9.0}) {
        const double slope = (livelihood::bass_share(b, t + h) - livelihood::bass_share(b, t - h)) / (2.0 * h);
        EXPECT_NEAR(livelihood::bass_rate(b, t), slope, 1e-9);
    }
    const double peak = livelihood::bass_peak(b);
    EXPECT_GT(livelihood::bass_rate(b, peak), livelihood::bass_rate(b, peak + 0.05));
    EXPECT_GT(livelihood::bass_rate(b, peak), livelihood::bass_rate(b, peak - 0.05));
    EXPECT_EQ(livelihood::bass_peak({0.3, 0.2}), 0.0);
}

TEST(Bass, TheYearlyFormIsAShareForAnyChance) {
    const auto path = livelihood::bass_path({0.039, 1.01}, 30);
    ASSERT_EQ(path.size(), 31u);
    for (std::size_t t = 1; t < path.size(); ++t) {
        EXPECT_GE(path[t], path[t - 1]);
        EXPECT_LE(path[t], 1.0);
    }
    EXPECT_EQ(livelihood::bass_path({0.0, 0.4}, 5).back(), 0.0);
    EXPECT_NEAR(livelihood::bass_path({0.0, 0.4}, 1, 0.5).back(), 0.6, 1e-15);
}

TEST(Bass, AHouseholdsChanceIsTheStepOfTheShare) {
    Parameters p = tests::shipped();
    const Bass b{p.bass_innovation, p.bass_imitation};
    for (double share = 0.0; share <= 1.0; share += 0.1)
        EXPECT_NEAR(livelihood::bass_next(b, share), share + livelihood::bass_chance(share, p) * (1.0 - share), 1e-15);
    p.bass_imitation = 3.0;
    EXPECT_EQ(livelihood::bass_chance(0.5, p), 1.0);
    tests::expect_same_bits_in_every_lane<1>([&](const auto& a) { return std::array{livelihood::bass_chance(a[0], p)}; }, {{{0.0, 1.0}}});
}

TEST(Bass, RefusesWhatNeverStarts) {
    EXPECT_THROW((void)livelihood::bass_share({0.0, 0.4}, 3.0), RangeError);
    EXPECT_THROW((void)livelihood::bass_share({0.03, -0.1}, 3.0), RangeError);
    EXPECT_THROW((void)livelihood::bass_share({0.03, 0.4}, -1.0), RangeError);
    EXPECT_THROW((void)livelihood::bass_path({0.03, 0.4}, 3, 1.5), RangeError);
    EXPECT_THROW((void)livelihood::bass_peak({NAN, 0.4}), RangeError);
}

}  // namespace
