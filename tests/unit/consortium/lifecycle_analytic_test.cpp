// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/lifecycle_analytic.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(LifecycleAnalytic, TwoStatesByHand) {
    const std::vector<double> q{-.3, .3, .1, -.1};
    const auto p = transition_probabilities(q, 2, 2.5);
    const double settled = .3 / .4;
    EXPECT_NEAR(p[1], settled * (1.0 - std::exp(-.4 * 2.5)), 1e-14);
    EXPECT_NEAR(p[0] + p[1], 1.0, 1e-14);
    EXPECT_NEAR(p[2], .1 / .4 * (1.0 - std::exp(-.4 * 2.5)), 1e-14);
}

TEST(LifecycleAnalytic, TimesAdd) {
    const auto q = generator_of({});
    const auto short_one = transition_probabilities(q, kStages, 2.0), long_one = transition_probabilities(q, kStages, 6.0);
    for (std::size_t j = 0; j < 6; ++j) {
        double sum = 0.0;  // P(6) = P(2)^3
        for (std::size_t a = 0; a < 6; ++a)
            for (std::size_t b = 0; b < 6; ++b) sum += short_one[a] * short_one[6 * a + b] * short_one[6 * b + j];
        EXPECT_NEAR(long_one[j], sum, 1e-13);
    }
}

TEST(LifecycleAnalytic, SurvivalAndTheTwoEndsAddToOne) {
    const LifecycleLaw law;
    for (const double t : {0.0, .1, 4.0, 40.0}) {
        EXPECT_NEAR(survival(law, t) + cumulative_incidence(law, Stage::dissolved, t) + cumulative_incidence(law, Stage::completed, t), 1.0, 1e-12);
    }
    const LifeInFigures figures = life_in_figures(law);
    EXPECT_NEAR(figures.dissolved + figures.completed, 1.0, 1e-12);
    EXPECT_NEAR(cumulative_incidence(law, Stage::completed, 400.0), figures.completed, 1e-10);
    EXPECT_NEAR(survival(law, figures.median), .5, 1e-12);
    double area = 0.0;  // mean life is the area under the survival curve
    for (int i = 0; i < 4000; ++i) area += .025 * survival(law, .025 * (i + .5));
    EXPECT_NEAR(area, figures.mean, 2e-3);
}

TEST(LifecycleAnalytic, MoreTrustEndsMoreAlliancesInCompletion) {
    Covariates better;
    better.trust = .8;
    EXPECT_GT(life_in_figures({}, better).completed, life_in_figures({}).completed + .1);
}

TEST(LifecycleAnalytic, LogLogisticHazardPeaksWhereItSays) {
    const LogLogistic law = log_logistic_through(5.0, .45, 10.0, .15);
    EXPECT_NEAR(law.survival(5.0), .45, 1e-12);
    EXPECT_NEAR(law.survival(10.0), .15, 1e-12);
    EXPECT_GT(law.hazard(law.peak()), law.hazard(law.peak() - .1));
    EXPECT_GT(law.hazard(law.peak()), law.hazard(law.peak() + .1));
    EXPECT_EQ((LogLogistic{.9, 3.0}.peak()), 0.0);
}

TEST(LifecycleAnalytic, RefusesWhatHasNoAnswer) {
    EXPECT_THROW(transition_probabilities(std::vector<double>{-.3, .2, 0.0, 0.0}, 2, 1.0), RangeError);
    EXPECT_THROW(transition_probabilities(std::vector<double>{.3, -.3, 0.0, 0.0}, 2, 1.0), RangeError);
    EXPECT_THROW(transition_probabilities(std::vector<double>{0.0}, 1, -1.0), RangeError);
    EXPECT_THROW(generator_of(pessimistic_lifecycle()), RangeError);
    EXPECT_THROW(cumulative_incidence({}, Stage::building, 1.0), RangeError);
    EXPECT_THROW(log_logistic_through(5.0, .15, 10.0, .45), RangeError);
    LifecycleLaw endless;
    for (Move& move : endless.moves) {
        if (!living(move.to)) move.rate = 0.0;
    }
    EXPECT_THROW(life_in_figures(endless), NumericalError);
}

}  // namespace
