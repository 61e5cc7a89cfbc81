// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/repeated_play.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

/// What one gets who breaks the agreement every year until found out, added up year by year.
double breaking(const StageGame& game, double detection, double patience) {
    double undetected = 1.0, worth = 1.0, sum = 0.0;
    for (int year = 0; year < 20000; ++year) {
        sum += worth * (undetected * game.temptation + (1.0 - undetected) * game.punishment);
        undetected *= 1.0 - detection;
        worth *= patience;
    }
    return sum;
}

TEST(CriticalPatience, IsWhereKeepingAndBreakingBringTheSame) {
    for (const StageGame& game : {StageGame{5, 3, 1}, StageGame{10, 3, -2}, StageGame{3.1, 3, 2.9}}) {
        for (const double detection : {1.0, 0.5, 0.1}) {
            const double patience = critical_patience(game, detection);
            EXPECT_NEAR(breaking(game, detection, patience), game.reward / (1.0 - patience),
                        1e-6 * std::abs(game.reward) / (1.0 - patience));
            const double more = patience + 0.5 * (1.0 - patience);
            EXPECT_LT(breaking(game, detection, more), game.reward / (1.0 - more));
        }
    }
}

TEST(CriticalPatience, BetweenMembersAllAlikeDoesNotDependOnTheirNumber) {
    for (const int n : {2, 5, 40}) {
        // Efforts are n if agreed and 1 if each for itself; whoever breaks the agreement gives 1 while the others give n.
        const double reward = n * n - 0.5 * n * n, punishment = n - 0.5, temptation = (n - 1.0) * n + 1.0 - 0.5;
        for (const double detection : {1.0, 0.25}) {
            EXPECT_NEAR(critical_patience({temptation, reward, punishment}, detection), critical_patience(detection),
                        1e-12);
        }
    }
}

TEST(CriticalPatience, RefusesWhatIsNoTemptation) {
    EXPECT_THROW(critical_patience(StageGame{3, 3, 1}), RangeError);
    EXPECT_THROW(critical_patience(StageGame{5, 1, 3}), RangeError);
    EXPECT_THROW(critical_patience(0.0), RangeError);
    EXPECT_THROW(critical_patience(1.1), RangeError);
}

TEST(AssuranceThreshold, IsTheBeliefAtWhichJoiningAndStayingAloneAreEven) {
    const double p = assurance_threshold(9.0, 4.0, 1.0);
    EXPECT_NEAR(p * 9.0 + (1.0 - p) * 1.0, 4.0, 1e-12);
    EXPECT_THROW(assurance_threshold(3.0, 4.0, 1.0), RangeError);
    EXPECT_THROW(assurance_threshold(9.0, 1.0, 1.0), RangeError);
}

TEST(SynergyLeft, FadesWithTheGapWhicheverBeganFirst) {
    EXPECT_EQ(synergy_left(0.0, 3.0), 1.0);
    EXPECT_EQ(synergy_left(-2.0, 3.0), synergy_left(2.0, 3.0));
    EXPECT_NEAR(synergy_left(6.0, 3.0), std::exp(-2.0), 1e-14);
    EXPECT_THROW(synergy_left(1.0, 0.0), RangeError);
}

}  // namespace
