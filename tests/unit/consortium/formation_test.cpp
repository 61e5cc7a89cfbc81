// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/formation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

const ConsortiumParameters kDefaults;

TEST(ExitProbability, IsWhatTheDefaultsWereChosenFor) {
    EXPECT_NEAR(exit_probability(kDefaults, 0.0, 100.0), 0.0474, 5e-5);
    EXPECT_NEAR(exit_probability(kDefaults, 100.0, 100.0), 0.0067, 5e-5);
    EXPECT_NEAR(exit_probability(kDefaults, -100.0, 100.0), 0.2689, 5e-5);
}

TEST(JoinProbability, IsWhatTheDefaultsWereChosenFor) {
    EXPECT_NEAR(join_probability(kDefaults, 0.0, 100.0, 0.0, 1.0, false), 0.0180, 5e-5);
    ConsortiumParameters faster;
    faster.join_intercept = -3.0;
    EXPECT_NEAR(join_probability(faster, 0.0, 100.0, 0.0, 1.0, false), 0.0474, 5e-5);
}

TEST(JoinProbability, RisesWithGainNeighboursResultsAndALeader) {
    const auto chance = [&](double gain, double joined, double results, bool leader) {
        return join_probability(kDefaults, gain, 100.0, joined, results, leader);
    };
    EXPECT_LT(chance(-20, 0.5, 0.5, false), chance(20, 0.5, 0.5, false));
    EXPECT_LT(chance(0, 0.2, 0.5, false), chance(0, 0.6, 0.5, false));
    EXPECT_LT(chance(0, 0.5, 0.2, false), chance(0, 0.5, 0.9, false));
    EXPECT_LT(chance(0, 0.5, 0.5, false), chance(0, 0.5, 0.5, true));
    EXPECT_EQ(chance(0, 0.5, 1.0, false), chance(0, 0.5, 1.4, false));  // more than was promised impresses no more
    EXPECT_EQ(chance(0, 0.9, 0.0, false), chance(0, 0.0, 0.9, false));  // nothing to see, or nobody to see it at
    EXPECT_EQ(chance(100, 0, 0, false), chance(1e6, 0, 0, false));      // a gain beyond the outlay persuades no more
}

TEST(GainScale, KeepsSmallPayersFromHugeRatios) {
    EXPECT_DOUBLE_EQ(gain_scale(kDefaults, 50.0, 100.0), 50.0);
    EXPECT_DOUBLE_EQ(gain_scale(kDefaults, 1.0, 100.0), 10.0);
    EXPECT_EQ(exit_probability(kDefaults, 5.0, 0.0), exit_probability(kDefaults, 5.0, 1.0));  // a seat without funds
    EXPECT_EQ(exit_probability(kDefaults, 0.0, 0.0), exit_probability(kDefaults, 0.0, 1.0));
    EXPECT_THROW(gain_scale(kDefaults, -1.0, 0.0), RangeError);
    EXPECT_THROW(exit_probability(kDefaults, std::nan(""), 1.0), RangeError);
}

TEST(Alignment, IsTheSolutionOfItsEquation) {
    double small_steps = 0.1;
    const double h = 1e-5;
    for (int step = 0; step < 300000; ++step) {
        small_steps += h * (0.2 * 0.5 * 0.8 * (1.0 - small_steps) - 0.05 * small_steps);
    }
    EXPECT_NEAR(alignment_next(kDefaults, 0.1, 0.5, 0.8, 3.0), small_steps, 1e-6);
    double aligned = 0.9;
    for (int year = 0; year < 3; ++year) aligned = alignment_next(kDefaults, aligned, 0.5, 0.8);
    EXPECT_NEAR(aligned, alignment_next(kDefaults, 0.9, 0.5, 0.8, 3.0), 1e-15);
}

TEST(Alignment, RisesToItsRestUnderAnAllianceAndFadesWithout) {
    EXPECT_NEAR(alignment_next(kDefaults, 0.0, 1.0, 1.0, 1e3), 0.8, 1e-12);  // .2/(.2 + .05)
    EXPECT_NEAR(alignment_next(kDefaults, 0.6, 0.0, 1.0), 0.6 * std::exp(-0.05), 1e-14);
    ConsortiumParameters still;
    still.norm_gain = still.norm_decay = 0.0;
    EXPECT_EQ(alignment_next(still, 0.3, 1.0, 1.0, 50.0), 0.3);
    EXPECT_THROW(alignment_next(kDefaults, 1.1, 1.0, 1.0), RangeError);
}

TEST(Beliefs, MoveTowardsThoseOfPartnersInTheAlliance) {
    ConsortiumParameters p;
    p.communication = 0.5;
    p.talk_weight = 0.4;
    const Column ties{9, 1, 3, 1,  //
                      1, 9, 0, 1,  //
                      0, 0, 9, 0,  //
                      1, 1, 1, 9};
    const auto next = beliefs_after_talk(p, Column{0.0, 1.0, 2.0, 50.0}, ties, {true, true, true, false});
    EXPECT_NEAR(next[0], 0.2 * (1.0 * 1 + 2.0 * 3) / 4.0, 1e-15);
    EXPECT_NEAR(next[1], 1.0 - 0.2, 1e-15);
    EXPECT_EQ(next[2], 2.0);   // listens to nobody
    EXPECT_EQ(next[3], 50.0);  // is outside
    p.communication = 0.0;
    EXPECT_EQ(beliefs_after_talk(p, Column{0.0, 1.0}, Column(4, 1.0), {true, true}), (Column{0.0, 1.0}));
    EXPECT_THROW(beliefs_after_talk(p, Column{0.0, 1.0}, Column(3, 1.0), {true, true}), RangeError);
}

TEST(Beliefs, ConvergeToOneWhereEverybodyTalksWithEverybody) {
    ConsortiumParameters p;
    p.communication = p.talk_weight = 1.0;
    Column beliefs{0.0, 1.0, 5.0};
    const std::vector<bool> all(3, true);
    for (int year = 0; year < 60; ++year) beliefs = beliefs_after_talk(p, beliefs, Column(9, 1.0), all);
    for (const double belief : beliefs) EXPECT_NEAR(belief, 2.0, 1e-12);  // equal ties: the mean is kept
}

}  // namespace
