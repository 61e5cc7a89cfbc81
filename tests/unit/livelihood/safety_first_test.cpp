// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/safety_first.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using livelihood::refused_as_unsafe;
using livelihood::score_of_floor;
using livelihood::sure_part_of_sales;
using tests::shipped;

/// P(sales < need) of lognormal sales with this mean and coefficient of variation.
double chance_of_too_little(double need, double mean, double cv) {
    if (need <= 0.0) return 0.0;
    const double s = std::sqrt(std::log1p(cv * cv));
    return 0.5 * std::erfc(-(std::log(need / mean) + 0.5 * s * s) / s / std::sqrt(2.0));
}

TEST(SafetyFirst, RefusesWhatTheProbabilityOfALognormalRefuses) {
    tests::Dice dice(4);
    int refused = 0;
    for (int k = 0; k < 5000; ++k) {
        Parameters p = shipped();
        p.income_cv = dice.between(0.05, 0.6);
        const double floor = dice.between(0.02, 0.6), fear = dice.between(0.05, 1.0);
        const double sales = dice.between(100.0, 4000.0), without = dice.between(100.0, 4000.0);
        const double need = dice.between(-500.0, 4000.0), need_without = dice.between(-500.0, 4000.0);
        const double risk = chance_of_too_little(need, sales, p.income_cv * fear);
        const double risk_without = chance_of_too_little(need_without, without, p.income_cv * fear);
        if (std::abs(risk - floor) < 1e-9 || std::abs(risk - risk_without) < 1e-9) continue;
        const bool now = refused_as_unsafe(need, sales, need_without, without, sure_part_of_sales(fear, score_of_floor(floor), p));
        EXPECT_EQ(now, risk > floor && risk > risk_without) << need << " of " << sales << ", chance " << risk << ", floor " << floor;
        refused += now;
    }
    EXPECT_GT(refused, 500);
    EXPECT_LT(refused, 4500);
}

TEST(SafetyFirst, WithoutSpreadItComparesNeedAndSales) {
    const double part = sure_part_of_sales(0.0, score_of_floor(0.2), shipped());
    EXPECT_EQ(part, 1.0);
    EXPECT_TRUE(refused_as_unsafe(101.0, 100.0, 0.0, 100.0, part));
    EXPECT_FALSE(refused_as_unsafe(100.0, 100.0, 0.0, 100.0, part));
}

TEST(SafetyFirst, NobodyIsForbiddenTheLesserDanger) {
    const double part = sure_part_of_sales(1.0, score_of_floor(0.2), shipped());
    EXPECT_TRUE(refused_as_unsafe(900.0, 600.0, 700.0, 600.0, part));
    EXPECT_FALSE(refused_as_unsafe(900.0, 600.0, 700.0, 400.0, part));
    EXPECT_TRUE(refused_as_unsafe(10.0, 0.0, -10.0, 0.0, part));  // nothing to sell: then costs decide
}

TEST(SafetyFirst, AFloorAtAnEndIsNextToIt) {
    EXPECT_LT(score_of_floor(0.0), -5.9);
    EXPECT_GT(score_of_floor(1.0), 5.9);
    EXPECT_EQ(score_of_floor(0.5), 0.0);
}

TEST(SafetyFirst, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<5>(
        [](const auto& a) {
            using L = std::decay_t<decltype(a[0])>;
            const L part = sure_part_of_sales(a[4], score_of_floor(0.2), shipped());
            return std::array{part, select(refused_as_unsafe(a[0], a[1], a[2], a[3], part), broadcast<L>(1.0), broadcast<L>(0.0))};
        },
        {{{-500.0, 4000.0}, {0.0, 4000.0}, {-500.0, 4000.0}, {0.0, 4000.0}, {0.0, 1.0}}});
}

}  // namespace
