// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/counts.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"

namespace {

using namespace smallholder;
using livelihood::poisson_count;

TEST(Counts, EachNumberComesAsOftenAsPoissonSays) {
    for (const double mean : {0.0, 0.15, 0.8, 4.7, 12.8}) {
        std::map<int, double> found;
        const int n = 50000;
        for (int i = 0; i < n; ++i) found[static_cast<int>(poisson_count(mean, (i + 0.5) / n, 40))] += 1.0 / n;
        double probability = std::exp(-mean);
        for (int k = 0; k < 30; ++k) {
            EXPECT_NEAR(found[k], probability, 1.5 / n) << "mean " << mean << ", number " << k;
            probability *= mean / (k + 1);
        }
    }
}

TEST(Counts, AProgrammeThatLowersTheMeanNeverAddsAnEpisode) {
    tests::Dice dice(41);
    for (int i = 0; i < 5000; ++i) {
        const double u = dice(), mean = dice.between(0.0, 13.0), lower = mean * dice();
        EXPECT_LE(poisson_count(lower, u, 40), poisson_count(mean, u, 40));
        EXPECT_LE(poisson_count(mean, u * dice(), 40), poisson_count(mean, u, 40));
    }
}

TEST(Counts, NoMoreThanTheTermsAllowed) {
    EXPECT_EQ(poisson_count(3.0, 1.0 - 1e-12, 5), 5.0);
    EXPECT_EQ(poisson_count(0.0, 0.999999, 40), 0.0);
    EXPECT_EQ(poisson_count(13.0, 1e-12, 40), 0.0);
}

TEST(Counts, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<2>(
        [](const auto& a) {
            return std::array{poisson_count(a[0], a[1], 40), poisson_count(a[0], a[1], 5)};
        },
        {{{0, 13}, {0, 1}}});
}

}  // namespace
