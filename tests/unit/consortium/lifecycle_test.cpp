// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/lifecycle.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "smallholder/consortium/lifecycle_analytic.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(Lifecycle, ManySimulatedLivesComeBackToTheClosedForm) {
    const LifecycleLaw law = without_frailty();
    const Lives lives = simulate_lives(law, {}, 20000, 30, 7);
    for (const double year : {1.0, 3.0, 5.0, 10.0}) {
        const double exact = survival(law, year);
        EXPECT_NEAR(lives.survival(year), exact, 4.0 * std::sqrt(exact * (1.0 - exact) / 20000.0)) << year;
        EXPECT_NEAR(lives.ended_in(Stage::completed, year), cumulative_incidence(law, Stage::completed, year), .012) << year;
    }
    const LifeInFigures figures = life_in_figures(law);
    for (std::size_t stage = 0; stage < kLivingStages; ++stage) EXPECT_NEAR(lives.stay[stage], figures.stay[stage], .07) << stage;
    EXPECT_GT(lives.share_with_return, .3);  // the stages are no ladder
}

TEST(Lifecycle, FrailtyLengthensLivesAndTheExitFactorTakesItBack) {
    LifecycleLaw law;
    law.exit_factor = 1.0;
    EXPECT_NEAR(simulate_lives(law, {}, 20000, 10, 7).survival(5.0), .662, .012);
    law.exit_factor = 1.15;
    const Lives lives = simulate_lives(law, {}, 20000, 10, 7);
    EXPECT_NEAR(lives.survival(5.0), .635, .012);
    EXPECT_NEAR(lives.survival(10.0), .328, .012);
}

TEST(Lifecycle, TrustAndResultsSlowSetbacksAndSpeedProgress) {
    const LifecycleLaw law;
    Covariates good, bad;
    good.trust = .8;
    bad.trust = .4;
    good.perceived_results = 1.1;
    bad.perceived_results = .3;
    for (const Move& move : law.moves) {
        const double better = hazard_factor(law, move, good), worse = hazard_factor(law, move, bad);
        if (move.sign == 1) { EXPECT_LT(better, worse); }
        if (move.sign == -1) { EXPECT_GT(better, worse); }
        if (move.sign == 0) { EXPECT_DOUBLE_EQ(better, worse); }
    }
    // By hand: building to forming, trust .4 below and results .5 below the centre, two members more in logs.
    Covariates at;
    at.trust = .2;
    at.perceived_results = .3;
    at.members = 16.0;
    at.competition = 1.0;
    EXPECT_NEAR(hazard_factor(law, law.moves[3], at), std::exp(1.5 * .4 + .5 + .5 * .5 + .2 * std::log(2.0)), 1e-12);
}

TEST(Lifecycle, PressureFoundsAndEndsAndNothingElse) {
    const LifecycleLaw law;
    Covariates pressed;
    pressed.pressure = 1.0;
    for (const Move& move : law.moves) {
        const bool feels = (move.from == Stage::forming && move.to == Stage::building) || (move.from == Stage::evolving && move.to == Stage::dissolved);
        EXPECT_NEAR(hazard_factor(law, move, pressed) / hazard_factor(law, move, {}), feels ? std::exp(.5) : 1.0, 1e-12);
    }
}

TEST(Lifecycle, WaitingTimesInvertTheCumulativeHazard) {
    Move move{Stage::forming, Stage::dissolved, .3, 1, Shape::weibull, 1.7};
    // (.3 (u + w))^1.7 - (.3 u)^1.7 = E/f
    double wait = waiting_time(move, 2.0, 1.5, .9);
    EXPECT_NEAR(std::pow(.3 * (1.5 + wait), 1.7) - std::pow(.3 * 1.5, 1.7), .45, 1e-10);
    move.shape = Shape::log_logistic;
    wait = waiting_time(move, 2.0, 1.5, .9);
    EXPECT_NEAR(std::log(1.0 + std::pow(.3 * (1.5 + wait), 1.7)) - std::log(1.0 + std::pow(.3 * 1.5, 1.7)), .45, 1e-10);
    move.rate = 0.0;
    EXPECT_EQ(waiting_time(move, 2.0, 1.5, .9), INFINITY);
}

TEST(Lifecycle, ThePessimisticLawMeetsItsTwoPoints) {
    const Lives lives = simulate_lives(pessimistic_lifecycle(), {}, 20000, 12, 3);
    EXPECT_NEAR(lives.survival(5.0), .45, .012);
    EXPECT_NEAR(lives.survival(10.0), .15, .01);
    EXPECT_EQ(lives.ended_in(Stage::completed, 12.0), 0.0);
}

TEST(Lifecycle, TheSameLuckServesWhateverTheDialsAre) {
    Covariates better;
    better.trust = .9;
    const Lives before = simulate_lives({}, {}, 3000, 15, 11), after = simulate_lives({}, better, 3000, 15, 11);
    Index earlier = 0;
    for (std::size_t i = 0; i < before.end.size(); ++i) {
        // An alliance whose first event is its end ends no sooner with more trust.
        earlier += before.last[i] == Stage::dissolved && after.last[i] == Stage::dissolved && after.end[i] < before.end[i];
    }
    EXPECT_LT(earlier, 400);
    EXPECT_LT(after.ended_in(Stage::dissolved, 15.0), before.ended_in(Stage::dissolved, 15.0));
}

TEST(Lifecycle, PressureWandersWithASpreadOfOne) {
    const LifecycleLaw law;
    double squares = 0.0;
    Index count = 0;
    for (std::uint32_t path = 0; path < 400; ++path) {
        double pressure = 0.0;
        for (std::uint32_t year = 0; year < 40; ++year) {
            pressure = pressure_next(law, pressure, 5, {0, path, 0, year});
            if (year < 15) continue;
            squares += pressure * pressure;
            ++count;
        }
    }
    EXPECT_NEAR(std::sqrt(squares / static_cast<double>(count)), 1.0, .05);
}

TEST(Lifecycle, RefusesRatesThatMeanNothing) {
    LifecycleLaw law;
    law.moves[0].rate = -1.0;
    EXPECT_THROW(simulate_lives(law, {}, 10, 5, 1), RangeError);
    law = {};
    law.moves[0].from = Stage::dissolved;
    EXPECT_THROW(require_lifecycle(law), RangeError);
    law = {};
    law.moves[1] = {Stage::evolving, Stage::building, .1, 1};
    EXPECT_THROW(require_lifecycle(law), RangeError);  // a fifth way out
    law = {};
    for (Move& move : law.moves) move.rate = 5000.0;
    for (Move& move : law.moves) {
        if (!living(move.to)) move.rate = 0.0;
    }
    EXPECT_THROW(simulate_lives(law, {}, 10, 5, 1), NumericalError);
}

}  // namespace
