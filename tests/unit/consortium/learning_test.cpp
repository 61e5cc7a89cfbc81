// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/learning.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(Learning, UnitNormalLossIsTheMeanOfWhatIsLost) {
    std::mt19937_64 generator(3);
    std::normal_distribution<double> normal;
    double sum = 0.0;
    for (int i = 0; i < 400000; ++i) sum += std::max(0.0, normal(generator) - .7);
    EXPECT_NEAR(unit_normal_loss(.7), sum / 400000.0, 2e-3);
}

TEST(Learning, MeasurementIsWorthNoMoreThanCertainty) {
    Study study;
    for (const double gap : {0.0, .5, 2.0}) {
        study.mean_gap = gap;
        double last = 0.0;
        for (const double observations : {.1, 1.0, 10.0, 1000.0}) {
            const double value = evsi(study, 1.0, observations);
            EXPECT_GE(value, last);
            EXPECT_LT(value, evpi(study));
            EXPECT_LE(evsi(study, 0.0, observations), value);
            last = value;
        }
        EXPECT_NEAR(last, evpi(study), .01);
    }
}

TEST(Learning, WithoutSharedMeasurementMoreYearsDoNotHelpPastTheBias) {
    Study study;
    study.members = 1;
    EXPECT_NEAR(evsi(study, 0.0, 1e9), evsi(study, 1.0, 1.0), 1e-8);  // nu = sig = 1: the bias alone
}

TEST(Learning, TheBestStudyIsInsideOnlyWhereItsCostBends) {
    Study study;
    study.stake = 10e6;
    study.observation_cost = 500.0;
    study.sampling_sd = 2.0;
    study.disclosure_cost = 300e3;
    const BestStudy bending = best_study(study, 5000.0);
    EXPECT_TRUE(bending.inner_measurement);
    EXPECT_TRUE(bending.inner_observations);
    EXPECT_GT(bending.enbs, enbs(study, bending.shared_measurement + .05, bending.observations));
    EXPECT_GT(bending.enbs, enbs(study, bending.shared_measurement - .05, bending.observations));
    EXPECT_GT(bending.enbs, enbs(study, bending.shared_measurement, bending.observations * 1.2));
    EXPECT_GT(bending.enbs, enbs(study, bending.shared_measurement, bending.observations / 1.2));
    study.disclosure_cost = 0.0;
    study.system_cost = 150e3;  // straight: all or nothing
    const BestStudy straight = best_study(study, 5000.0);
    EXPECT_FALSE(straight.inner_measurement);
}

TEST(Learning, LocalPlansAreWorthMoreTheMoreRegionsDiffer) {
    EXPECT_EQ(value_of_local_plans(1.0, .2, .3, 0.0, .5, 50.0), 0.0);
    double last = 0.0;
    for (const double spread : {.1, .2, .4}) {
        const double value = value_of_local_plans(1.0, .2, .3, spread, .5, 50.0);
        EXPECT_GT(value, last);
        last = value;
    }
    // With all data, the spread of the posterior means is that of the effects themselves.
    EXPECT_NEAR(value_of_local_plans(1.0, 0.0, .3, .4, .5, 1e12), .3989422804 * (.5 - .3), 1e-6);
}

TEST(Learning, MoneyFollowsSignalsSoonerWhereMembersTalk) {
    EXPECT_EQ(reallocation_lag({}, 0.0), 3);
    EXPECT_EQ(reallocation_lag({}, .3), 1);
    EXPECT_EQ(reallocation_lag({}, 1.0), 1);
}

TEST(Learning, BeliefsCloseInOnTheTruthAndFasterTogether) {
    const LearningLaw law;
    double alone = 0.0, together = 0.0, stubborn = 0.0, predicted = 0.0;
    const int paths = 2000;
    for (std::uint32_t path = 0; path < paths; ++path) {
        Evidence evidence(5, 1, law, 9, {0, path, 0, 0});
        for (Index year = 0; year < 4; ++year)
            for (Index i = 0; i < 5; ++i) evidence.observe(i, 0, year, 50.0);
        const double truth = evidence.truth(0);
        alone += std::pow(evidence.believed(0, 0, 0u, .3, .5) - truth, 2);
        together += std::pow(evidence.believed(0, 0, 31u, .3, .5) - truth, 2);
        stubborn += std::pow(1.0 - truth, 2);
        predicted = evidence.posterior_sd(0, 0, 0u, .3, .5);
    }
    EXPECT_NEAR(std::sqrt(stubborn / paths), .3, .015);
    EXPECT_NEAR(std::sqrt(alone / paths), predicted, .01);  // the error is as large as the posterior says
    EXPECT_LT(together, .5 * alone);
}

TEST(Learning, ABiasIsDrawnOnceAndDoesNotAverageOut) {
    const LearningLaw law;
    Evidence evidence(2, 1, law, 9, {0, 1, 0, 0});
    evidence.observe(0, 0, 0, 1e9);
    const double first = evidence.believed(0, 0, 0u, 0.0, .5);
    evidence.observe(0, 0, 1, 1e9);
    EXPECT_NEAR(evidence.believed(0, 0, 0u, 0.0, .5), first, 1e-4);
    EXPECT_NEAR(evidence.posterior_sd(0, 0, 0u, 0.0, .5), std::sqrt(1.0 / (1.0 / .09 + 1.0 / .09)), 1e-4);
}

TEST(Learning, TheSpreadOfBeliefsIsThatOfThosePresent) {
    EXPECT_NEAR(belief_spread(std::vector<double>{.8, 1.0, 1.0, 1.0, 7.0, 9.0}, 2, 3u), .05, 1e-12);  // .1 for one kind, 0 for the other
}

TEST(Learning, RefusesNumbersOutOfRange) {
    EXPECT_THROW(report_variance(1.0, 0.0, 1.0, .5), RangeError);
    EXPECT_THROW(report_variance(1.0, 1.0, 1.0, 1.5), RangeError);
    EXPECT_THROW(posterior_variance(1.0, std::vector<double>{1.0}, std::vector<double>{1.0, 1.0}), RangeError);
    EXPECT_THROW(best_study({}, 0.0), RangeError);
}

}  // namespace
