// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/trust.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/consortium/learning.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(Trust, ControlHurtsAtTheMarginWhereGoodWillIsLarge) {
    const StaticControl law{1.0, .5, .1};
    const double step = 1e-6;
    for (const double trust : {.3, .6, .7, .9}) {
        const double slope = (static_compliance(law, step, trust) - static_compliance(law, 0.0, trust)) / step;
        EXPECT_EQ(slope < 0.0, control_hurts_at_the_margin(law, trust)) << trust;
    }
    EXPECT_EQ(static_compliance(law, 0.0, .37), .37);
}

TEST(Trust, WithoutCrowdingControlNeverHurts) {
    const StaticControl law{1.0, 0.0, .1};
    EXPECT_FALSE(control_hurts_at_the_margin(law, .99));
    EXPECT_GT(best_static_control(law, .8).control, 0.0);
}

TEST(Trust, WithoutControlItCollapses) {
    EXPECT_NEAR(steady_trust({}, 0.0), 0.0, 1e-9);
    EXPECT_NEAR(steady_trust_of_pairs({}, 0.0, .3, .475), 0.0, 1e-9);
    EXPECT_LT(trust_over_time({}, 0.0, .6, 60).back(), .01);
}

TEST(Trust, TheYearlyLawOfPairsRestsWhereTheEquationDoes) {
    for (const double control : {.5, 1.0, 2.09, 4.0}) {
        EXPECT_NEAR(steady_trust_of_pairs({}, control, 0.0, .475), steady_trust({}, control), 1e-6) << control;
        EXPECT_NEAR(trust_over_time({}, control, .6, 200).back(), steady_trust({}, control), 1e-6) << control;
    }
}

TEST(Trust, SharedMeasurementAndCommunicationBuildIt) {
    const LearningLaw learning;
    const TrustLaw law;
    EXPECT_NEAR(steady_trust_of_pairs(law, 2.0, .3, detection(learning, .3)), .63, .005);
    EXPECT_NEAR(steady_trust_of_pairs(law, 2.0, .3, detection(learning, 0.0)), .49, .005);
    EXPECT_NEAR(steady_trust_of_pairs(law, 2.0, .3, detection(learning, 1.0)), .69, .006);
    EXPECT_NEAR(steady_trust_of_pairs(law, 1.0, .3, detection(learning, .3)), .56, .006);
    EXPECT_NEAR(steady_trust_of_pairs(law, 4.0, .3, detection(learning, .3)), .56, .006);
    EXPECT_GT(steady_trust_of_pairs(law, 2.0, 1.0, .475), steady_trust_of_pairs(law, 2.0, 0.0, .475));
}

TEST(Trust, ABreachCostsThreeTimesAKeptWord) {
    TrustNetwork network(3, {});
    EXPECT_NEAR(network.mean(7u), .6, 1e-15);
    const std::vector<double> success{1.0, 0.0, 1.0};
    network.update(7u, success, 0.0, 0.0);
    // a = .8 x 1.5 + 1, b = .8; and a = 1.2, b = .8 + 3
    EXPECT_NEAR(network.trust(0, 2), 2.2 / 3.0, 1e-12);
    EXPECT_NEAR(network.trust(0, 1), 1.2 / 5.0, 1e-12);
    EXPECT_NEAR(network.standing(1, 7u), 1.2 / 5.0, 1e-12);
    EXPECT_EQ(network.trust(0, 1), network.trust(2, 1));  // all its partners see it
    EXPECT_NEAR(network.mean(7u), (2.0 * (2.2 / 3.0) * 2.0 + 2.0 * 1.2 / 5.0) / 6.0, 1e-12);
}

TEST(Trust, StrangersAreJudgedByNobody) {
    TrustNetwork network(4, {});
    network.update(3u, std::vector<double>{0.0, 0.0, 0.0, 0.0}, 2.0, .3);
    EXPECT_NEAR(network.trust(2, 3), .6, 1e-15);
    EXPECT_LT(network.trust(0, 1), .3);
    EXPECT_NEAR(network.mean(1u), .6, 1e-15);  // nobody to trust
}

TEST(Trust, RefusesNumbersOutOfRange) {
    EXPECT_THROW(steady_trust({}, -1.0), RangeError);
    EXPECT_THROW(best_static_control({}, 1.2), RangeError);
    TrustLaw law;
    law.memory = 1.5;
    EXPECT_THROW(TrustNetwork(3, law), RangeError);
}

}  // namespace
