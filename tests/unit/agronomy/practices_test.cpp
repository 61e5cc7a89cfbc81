// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/practices.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using agronomy::black_pod_zone;
using agronomy::practice_factor;
using agronomy::Practices;
using tests::shipped;

/// Equation A4 of the specification as it is printed: a sum of logarithms.
double by_logarithms(const Practices<double>& x, const Parameters& p, double zone) {
    const double loss[4] = {p.loss_pruning, p.loss_weeding, p.loss_mirid, p.loss_black_pod * zone};
    double sum = 0.0;
    for (std::size_t k = 0; k < 4; ++k) {
        sum += std::log(1.0 - loss[k] * (1.0 - x[k]));
        for (std::size_t l = k + 1; l < 4; ++l) sum -= p.theta * (1.0 - x[k] * x[l]);
    }
    return std::exp(sum);
}

Practices<double> random_practices(tests::Dice& dice) {
    return {dice(), dice(), dice(), dice()};
}

TEST(Practices, TheProductIsTheEquationInLogarithms) {
    tests::Dice dice(1);
    for (int i = 0; i < 500; ++i) {
        const auto x = random_practices(dice);
        const double zone = dice.between(1.0, 1.5);
        EXPECT_NEAR(practice_factor(x, shipped(), zone), by_logarithms(x, shipped(), zone), 1e-14);
    }
}

TEST(Practices, EverythingDoneCostsNothing) {
    EXPECT_EQ(practice_factor(Practices<double>{1, 1, 1, 1}, shipped(), 1.0), 1.0);
    EXPECT_EQ(practice_factor(Practices<double>{1, 1, 1, 1}, shipped(), 1.4), 1.0);
}

TEST(Practices, EachPracticeHelpsAndHelpsMoreWhenTheOthersAreDone) {
    tests::Dice dice(2);
    for (int i = 0; i < 500; ++i) {
        const auto x = random_practices(dice);
        for (std::size_t k = 0; k < 4; ++k) {
            auto more = x;
            more[k] = x[k] + 0.5 * (1.0 - x[k]);
            EXPECT_GT(practice_factor(more, shipped(), 1.0), practice_factor(x, shipped(), 1.0));
            for (std::size_t l = 0; l < 4; ++l) {
                if (l == k) continue;
                auto other = x, both = more;
                other[l] = both[l] = x[l] + 0.5 * (1.0 - x[l]);
                const double gain =
                    std::log(practice_factor(more, shipped(), 1.0) / practice_factor(x, shipped(), 1.0));
                const double gain_then =
                    std::log(practice_factor(both, shipped(), 1.0) / practice_factor(other, shipped(), 1.0));
                EXPECT_GT(gain_then, gain - 1e-14);
            }
        }
    }
}

TEST(Practices, AWetZoneMakesBlackPodWorseAndNeverBelowNothing) {
    Parameters p = shipped();
    EXPECT_EQ(black_pod_zone(0.0, p), 1.0);
    EXPECT_NEAR(black_pod_zone(1.0, p), std::exp(p.zone_wetness), 1e-15);
    const Practices<double> half{0.5, 0.5, 0.5, 0.5};
    EXPECT_LT(practice_factor(half, p, black_pod_zone(1.0, p)), practice_factor(half, p, 1.0));
    p.loss_black_pod = 0.95;
    EXPECT_EQ(practice_factor(Practices<double>{1, 1, 1, 0}, p, 1.4), 0.0);
}

TEST(Practices, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<5>(
        [](const auto& a) {
            return std::array{practice_factor({a[0], a[1], a[2], a[3]}, shipped(), black_pod_zone(a[4], shipped()))};
        },
        {{{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}}});
}

}  // namespace
