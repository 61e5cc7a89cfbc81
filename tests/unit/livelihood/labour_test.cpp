// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/labour.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::livelihood;
using agronomy::Practices;
using tests::shipped;

TEST(Labour, DaysAreTheSumOfTheTasks) {
    const Parameters& p = shipped();
    EXPECT_NEAR(practice_days(Practices<double>{1, 1, 1, 1}, p),
                p.labour_pruning + p.labour_weeding + p.labour_mirid + p.labour_black_pod, 1e-12);
    const Practices<double> none{0, 0, 0, 0};
    EXPECT_NEAR(days_per_ha(none, 0.0, 0.0, p), p.labour_base, 1e-12);
    EXPECT_NEAR(days_per_ha(none, 2.0, 400.0, p) - p.labour_base, 2.0 * p.labour_fertiliser + 400.0 * p.labour_harvest,
                1e-12);
    for (std::size_t k = 0; k < 4; ++k) {
        Practices<double> x = none;
        x[k] = 0.5;
        const double per_ha[4] = {p.labour_pruning, p.labour_weeding, p.labour_mirid, p.labour_black_pod};
        EXPECT_NEAR(practice_days(x, p), 0.5 * per_ha[k], 1e-12);
    }
}

TEST(Labour, ScarceHandsAreDearerWithinBounds) {
    const Parameters& p = shipped();
    EXPECT_EQ(village_wage(1.0, p), p.wage);
    double last = 0.0;
    for (double ratio = 0.01; ratio < 200.0; ratio *= 1.3) {
        const double wage = village_wage(ratio, p);
        EXPECT_GE(wage, std::max(last, 0.5 * p.wage));
        EXPECT_LE(wage, 2.0 * p.wage);
        last = wage;
    }
    Parameters rigid = p;
    rigid.wage_elasticity = 0.0;
    EXPECT_EQ(village_wage(7.0, rigid), p.wage);
}

TEST(Labour, NeverMoreWorkThanAskedNorMoreDaysThanThereAre) {
    const Parameters& p = shipped();
    tests::Dice dice(51);
    for (int i = 0; i < 2000; ++i) {
        const Practices<double> x{dice(), dice(), dice(), dice()};
        const double doses = dice.chance(0.5) ? 0.0 : dice(), area = dice.between(0.2, 12), rest = dice.between(0, 600);
        const auto done = ration_labour(x, doses, area, rest, p);
        double used = area * (practice_days(done.practices, p) + p.labour_fertiliser * done.doses);
        EXPECT_NEAR(done.activity_days, used, 1e-9);
        EXPECT_LE(used, rest + 1e-9);
        EXPECT_GE(done.doses, 0.0);
        EXPECT_LE(done.doses, doses);
        for (std::size_t k = 0; k < 4; ++k) {
            EXPECT_GE(done.practices[k], 0.0);
            EXPECT_LE(done.practices[k], x[k]);
        }
        const double wanted = area * (practice_days(x, p) + p.labour_fertiliser * doses);
        EXPECT_NEAR(used, std::min(wanted, rest), 1e-9);
    }
}

TEST(Labour, WeedingComesFirstAndFertiliserLast) {
    const Parameters& p = shipped();
    const Practices<double> all{1, 1, 1, 1};
    // Order of need: weeding, black pod, pruning, mirid, fertiliser.
    const double need[5] = {p.labour_weeding, p.labour_black_pod, p.labour_pruning, p.labour_mirid,
                            p.labour_fertiliser};
    double days = 0.0;
    for (int step = 0; step < 5; ++step) {
        const auto done = ration_labour(all, 1.0, 1.0, days + 0.5 * need[step], p);
        const double share[5] = {done.practices[agronomy::kWeeding], done.practices[agronomy::kBlackPod],
                                 done.practices[agronomy::kPruning], done.practices[agronomy::kMirid], done.doses};
        for (int k = 0; k < 5; ++k) EXPECT_NEAR(share[k], k < step ? 1.0 : k == step ? 0.5 : 0.0, 1e-12);
        days += need[step];
    }
}

TEST(Labour, WithEnoughHandsEverythingIsDone) {
    const Practices<double> x{0.3, 0.9, 0.1, 0.7};
    const auto done = ration_labour(x, 0.4, 2.0, 1e6, shipped());
    EXPECT_EQ(done.practices, x);
    EXPECT_EQ(done.doses, 0.4);
}

TEST(Labour, WithNoHandsNothingIsDone) {
    const auto done = ration_labour(Practices<double>{1, 1, 1, 1}, 1.0, 2.0, 0.0, shipped());
    EXPECT_EQ(done.practices, (Practices<double>{0, 0, 0, 0}));
    EXPECT_EQ(done.doses, 0.0);
    EXPECT_EQ(done.activity_days, 0.0);
}

TEST(Labour, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<8>(
        [](const auto& a) {
            using L = std::decay_t<decltype(a[0])>;
            const Practices<L> x{a[0], a[1], a[2], a[3]};
            const auto done = ration_labour(x, a[4], a[5], a[6], shipped());
            return std::array{done.practices[0],
                              done.practices[1],
                              done.practices[2],
                              done.practices[3],
                              done.doses,
                              done.activity_days,
                              days_per_ha(x, a[4], a[6], shipped()),
                              village_wage(a[7], shipped())};
        },
        {{{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}, {0.2, 12}, {0, 600}, {0.01, 100}}});
}

}  // namespace
