// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/adoption_learning.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;

TEST(TargetInput, IsWhatABayesianFarmerEarns) {
    // The farmer believes N(0, 0.25) about the target, sees n seasons, uses the mean of what he then believes.
    std::mt19937_64 generator(6);
    std::normal_distribution<double> normal;
    for (const int trials : {0, 1, 4}) {
        double sum = 0.0;
        constexpr int kFarmers = 200'000;
        for (int i = 0; i < kFarmers; ++i) {
            const double target = 0.5 * normal(generator);
            double seen = 0.0;
            for (int n = 0; n < trials; ++n) seen += target + 0.2 * normal(generator);
            const double belief = (seen / 0.04) / (1.0 / 0.25 + trials / 0.04);
            const double miss = target + 0.2 * normal(generator) - belief;
            sum += 1.0 - miss * miss;
        }
        EXPECT_NEAR(livelihood::target_input_profit(trials, 1.0, 0.04, 0.25), sum / kFarmers, 0.004);
    }
}

TEST(TargetInput, LearningPaysLessAndLess) {
    double last = livelihood::target_input_profit(0, 1.0, 0.04, 0.25), gain = 1.0;
    EXPECT_DOUBLE_EQ(last, 1.0 - 0.04 - 0.25);
    for (int n = 1; n < 50; ++n) {
        const double profit = livelihood::target_input_profit(n, 1.0, 0.04, 0.25);
        EXPECT_GT(profit, last);
        EXPECT_LT(profit - last, gain);
        gain = profit - last;
        last = profit;
    }
    EXPECT_NEAR(livelihood::target_input_profit(1e12, 1.0, 0.04, 0.25), 0.96, 1e-12);
}

TEST(TargetInput, TheEnginesShareIsTheLastTermOfIt) {
    const Parameters& p = tests::shipped();
    // With rho_0 = 1/v_0 and rho = 1/v_u, sales of 1 and no spread between seasons.
    EXPECT_EQ(livelihood::share_lost_by_guessing(0.0, p), 0.25);
    for (const double n : {0.0, 0.5, 1.0, 3.0, 20.0}) {
        const double season = 1.0 / p.signal_precision;
        EXPECT_NEAR(1.0 - season - livelihood::share_lost_by_guessing(n, p),
                    livelihood::target_input_profit(n, 1.0, season, 1.0 / p.prior_precision), 1e-15);
    }
    tests::expect_same_bits_in_every_lane<1>([](const auto& a) { return std::array{livelihood::share_lost_by_guessing(a[0], tests::shipped())}; },
                                             {{{0.0, 30.0}}});
}

TEST(TargetInput, RefusesVariancesOfNothing) {
    EXPECT_THROW((void)livelihood::target_input_profit(-1, 1.0, 0.04, 0.25), RangeError);
    EXPECT_THROW((void)livelihood::target_input_profit(1, 1.0, 0.0, 0.25), RangeError);
    EXPECT_THROW((void)livelihood::target_input_profit(1, 1.0, 0.04, 0.0), RangeError);
    EXPECT_THROW((void)livelihood::target_input_profit(1, NAN, 0.04, 0.25), RangeError);
}

}  // namespace
