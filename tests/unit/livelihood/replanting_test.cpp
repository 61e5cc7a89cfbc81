// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/replanting.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::livelihood;
using agronomy::AgeCurve;
using agronomy::mortality_table;
using agronomy::Stand;
using tests::shipped;

std::array<double, 41> gain_of(const Parameters& p) {
    return replacement_gain(AgeCurve(p).table(), mortality_table(p), p);
}

TEST(Replanting, OldTreesAreWorthReplacingAndTreesAtTheirPeakAreNot) {
    const auto gain = gain_of(shipped());
    EXPECT_LT(gain[10], 0.0);
    EXPECT_GT(gain[40], 0.0);
    for (std::size_t a = 13; a < 40; ++a) EXPECT_GT(gain[a + 1], gain[a]) << "age " << a;
}

TEST(Replanting, WithoutDeathOrDiscountItIsTheDifferenceOfTwoSums) {
    Parameters p = shipped();
    p.mu0 = p.mu1 = p.seedling_mortality = p.private_discount = 0.0;
    const auto f = AgeCurve(p).table();
    const auto gain = gain_of(p);
    for (int a = 0; a <= 40; ++a) {
        double difference = 0.0;
        for (int h = 1; h <= static_cast<int>(p.replant_horizon); ++h)
            difference += f[static_cast<std::size_t>(h - 1)] - f[static_cast<std::size_t>(std::min(a + h, 40))];
        EXPECT_NEAR(gain[static_cast<std::size_t>(a)], difference, 1e-12);
    }
    // A seedling for a seedling: the new one is a year behind, which costs what the last year would have borne.
    EXPECT_NEAR(gain[0], f[0] - f[static_cast<std::size_t>(p.replant_horizon)], 1e-12);
}

TEST(Replanting, ThePatientReplantMore) {
    Parameters patient = shipped();
    patient.private_discount = 0.05;
    EXPECT_GT(gain_of(patient)[40], gain_of(shipped())[40]);
}

TEST(Replanting, AStandGainsWhatItsOldestTreesGain) {
    const auto gain = gain_of(shipped());
    Stand<double> n{};
    n[40] = 30.0;
    n[20] = 70.0;
    EXPECT_NEAR(stand_replacement_gain(n, gain, 0.2, 100.0), 20.0 * gain[40], 1e-12);
    EXPECT_NEAR(stand_replacement_gain(n, gain, 0.5, 100.0), 30.0 * gain[40] + 20.0 * gain[20], 1e-12);
    EXPECT_EQ(stand_replacement_gain(n, gain, 0.0, 100.0), 0.0);
    EXPECT_EQ(stand_replacement_gain(Stand<double>{}, gain, 0.05, 0.0), 0.0);
}

TEST(Replanting, EveryLaneGivesTheSameBits) {
    const auto gain = gain_of(shipped());
    std::array<tests::Range, 42> ranges;
    ranges.fill({0.0, 60.0});
    ranges[41] = {0.0, 0.5};
    tests::expect_same_bits_in_every_lane<42>(
        [&](const auto& a) {
            using L = std::decay_t<decltype(a[0])>;
            Stand<L> n;
            L trees = broadcast<L>(0.0);
            for (std::size_t k = 0; k < n.size(); ++k) {
                n[k] = a[k];
                trees = trees + a[k];
            }
            return std::array{stand_replacement_gain(n, gain, a[41], trees)};
        },
        ranges, 512);
}

}  // namespace
