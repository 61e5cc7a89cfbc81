// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/trees.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::agronomy;
using tests::shipped;

constexpr std::size_t kAges = kTreeAges;

Stand<double> random_stand(tests::Dice& dice) {
    Stand<double> n{};
    const bool sparse = dice.chance(0.3);
    for (double& trees : n) trees = sparse && dice.chance(0.7) ? 0.0 : dice.between(0.0, 60.0);
    return n;
}
double total(const Stand<double>& n) {
    double sum = 0.0;
    for (const double trees : n) sum += trees;
    return sum;
}

TEST(Trees, MortalityRisesWithAgeAndIsAShare) {
    Parameters p = shipped();
    const auto mu = mortality_table(p);
    EXPECT_NEAR(mu[0], p.mu0, 1e-4);
    EXPECT_NEAR(mu[static_cast<std::size_t>(p.mu_age)], p.mu0 + p.mu1, 1e-15);
    for (std::size_t a = 1; a < kAges; ++a) EXPECT_GT(mu[a], mu[a - 1]);
    p.mu1 = 5.0;
    EXPECT_EQ(mortality_table(p)[40], 1.0);
}

TEST(Trees, AYearMovesEveryClassUpByOne) {
    const auto mu = mortality_table(shipped());
    tests::Dice dice(3);
    for (int i = 0; i < 200; ++i) {
        const auto before = random_stand(dice);
        auto after = before;
        const double keep = dice.between(0.7, 1.0), planted = dice.between(0.0, 80.0);
        grow_older(after, mu, 0.0, keep, planted);
        EXPECT_EQ(after[0], planted);
        for (std::size_t a = 0; a + 2 < kAges; ++a) EXPECT_NEAR(after[a + 1], before[a] * (1 - mu[a]) * keep, 1e-12);
        EXPECT_NEAR(after[40], (before[39] * (1 - mu[39]) + before[40] * (1 - mu[40])) * keep, 1e-12);
    }
}

TEST(Trees, TheOldestAreCutFirstAndNoMoreThanThereAre) {
    const std::array<double, kAges> immortal{};
    tests::Dice dice(4);
    for (int i = 0; i < 200; ++i) {
        const auto before = random_stand(dice);
        const double share = dice.chance(0.1) ? 1.0 : dice.between(0.0, 0.4);
        auto after = before;
        grow_older(after, immortal, share, 1.0, 0.0);
        EXPECT_NEAR(total(after), total(before) * (1.0 - share), 1e-9);
        // Walk down from the oldest: every class is gone until the share is used up, untouched below.
        double need = share * total(before);
        for (int a = 40; a >= 0; --a) {
            const auto at = static_cast<std::size_t>(a);
            const double removed = std::min(before[at], need);
            need -= removed;
            if (a < 39) {
                EXPECT_NEAR(after[at + 1], before[at] - removed, 1e-9);
            }
        }
    }
}

TEST(Trees, TreesAccountForMortalityCutsAndPlanting) {
    const auto mu = mortality_table(shipped());
    tests::Dice dice(5);
    for (int i = 0; i < 200; ++i) {
        const auto before = random_stand(dice);
        const double share = dice.between(0.0, 0.2), keep = dice.between(0.7, 1.0), planted = dice.between(0.0, 60.0);
        auto after = before;
        grow_older(after, mu, share, keep, planted);
        double need = share * total(before), cut = 0.0, died = 0.0;
        for (int a = 40; a >= 0; --a) {
            const auto at = static_cast<std::size_t>(a);
            const double removed = std::min(before[at], need), kept = before[at] - removed;
            need -= removed;
            cut += removed;
            died += kept - kept * (1 - mu[at]) * keep;
        }
        EXPECT_NEAR(total(after), total(before) - cut - died + planted, 1e-9);
        for (const double trees : after) EXPECT_GE(trees, 0.0);
        EXPECT_LE(total(after) - planted, total(before) + 1e-12);
    }
}

TEST(Trees, SumsAreThoseOfThePlainLoop) {
    const auto f = AgeCurve(shipped()).table();
    tests::Dice dice(6);
    for (int i = 0; i < 100; ++i) {
        const auto n = random_stand(dice);
        const auto sums = stand_sums(n, f);
        double bearing = 0.0, recent = 0.0;
        for (std::size_t a = 0; a < kAges; ++a) bearing += n[a] * f[a];
        for (std::size_t a = 0; a <= 5; ++a) recent += n[a];
        EXPECT_NEAR(sums.trees, total(n), 1e-9);
        EXPECT_NEAR(sums.bearing, bearing, 1e-9);
        EXPECT_NEAR(sums.young, n[0] + n[1] + n[2], 1e-12);
        EXPECT_NEAR(sums.older_than_5, 1.0 - recent / total(n), 1e-12);
    }
}

TEST(Trees, AnEmptyStandBearsNothingAndCountsAsOld) {
    const auto sums = stand_sums(Stand<double>{}, AgeCurve(shipped()).table());
    EXPECT_EQ(sums.trees, 0.0);
    EXPECT_EQ(sums.bearing, 0.0);
    EXPECT_EQ(sums.older_than_5, 1.0);
    EXPECT_EQ(age_and_density(sums.bearing, sums.trees, 1111.0, 0.0), 0.0);
}

TEST(Trees, AFullStandOfPeakTreesIsOneAndCrowdingPasses) {
    for (const double flat : {0.0, 1.0, 4.0}) {
        EXPECT_NEAR(age_and_density(1111.0, 1111.0, 1111.0, flat), 1.0, 1e-15);
        // Rises up to the optimum, falls beyond it.
        for (double r = 0.1; r < 2.0; r += 0.1) {
            const double here = age_and_density(r * 1111.0, r * 1111.0, 1111.0, flat);
            const double next = age_and_density((r + 0.1) * 1111.0, (r + 0.1) * 1111.0, 1111.0, flat);
            if (r + 0.1 < 1.0 + 1e-9) {
                EXPECT_GT(next, here);
            }
            if (r > 1.0 - 1e-9) {
                EXPECT_LT(next, here);
            }
        }
    }
}

TEST(Trees, EveryLaneGivesTheSameBits) {
    const auto mu = mortality_table(shipped());
    const auto f = AgeCurve(shipped()).table();
    std::array<tests::Range, 44> ranges;
    ranges.fill({0.0, 60.0});
    ranges[41] = {0.0, 0.3};  // cut
    ranges[42] = {0.7, 1.0};  // keep
    ranges[43] = {0.0, 90.0};
    tests::expect_same_bits_in_every_lane<44>(
        [&](const auto& a) {
            using L = std::decay_t<decltype(a[0])>;
            Stand<L> n;
            for (std::size_t k = 0; k < kAges; ++k) n[k] = a[k];
            grow_older(n, mu, a[41], a[42], a[43]);
            const auto sums = stand_sums(n, f);
            std::array<L, kAges + 5> out;
            for (std::size_t k = 0; k < kAges; ++k) out[k] = n[k];
            out[41] = sums.trees;
            out[42] = sums.bearing;
            out[43] = sums.young;
            out[44] = sums.older_than_5;
            out[45] = age_and_density(sums.bearing, sums.trees, 1111.0, 0.5);
            return out;
        },
        ranges, 512);
}

}  // namespace
