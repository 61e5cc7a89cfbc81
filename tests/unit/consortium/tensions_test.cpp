// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/tensions.hpp"

#include <gtest/gtest.h>

#include <map>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(Tensions, TwelveOfOurOwnThreeToAStageAndBothEndsWorseThanTheBalance) {
    std::map<Stage, std::size_t> of_stage;
    for (const TensionRow& row : kTensionRows) {
        ++of_stage[row.stage];
        EXPECT_EQ(row.provenance, kOurs);
        EXPECT_FALSE(row.name_from.empty());
        const Tension tension = tension_in(row, row.stage);
        const double best = tension_optimum(tension), net = tension_net(tension, best);
        EXPECT_GT(net, tension_net(tension, 0.0) + .05) << row.zero;
        EXPECT_GT(net, tension_net(tension, 1.0) + .05) << row.one;
        EXPECT_GT(net, tension_net(tension, best + .01));
        EXPECT_GT(net, tension_net(tension, best - .01));
    }
    EXPECT_EQ(of_stage.size(), 4u);
    for (const auto& [stage, count] : of_stage) EXPECT_EQ(count, kTensionsOfAStage);
}

TEST(Tensions, AStrongEndTakesAll) {
    EXPECT_EQ(tension_optimum({100.0, 1.0, 2.0}), 1.0);
    EXPECT_EQ(tension_optimum({1.0, 100.0, 2.0}), 0.0);
    EXPECT_EQ(tension_optimum({3.0, 3.0, 2.0}), .5);
}

TEST(Tensions, RebalancingTooRarelyAndTooOftenBothLose) {
    std::vector<Tension> course;
    for (int t = 0; t < 24; ++t) course.push_back({t % 2 == 0 ? 1.0 : 1.3, t < 12 ? 1.0 : 3.0, 2.0});
    const Rebalancing best = best_rebalancing(course, .3);
    EXPECT_GT(best.every, 1);
    EXPECT_LT(best.every, 24);
    EXPECT_GT(best.net, rebalance(course, .3, 1).net);
    EXPECT_GT(best.net, rebalance(course, .3, 24).net);
    EXPECT_GE(best.loss, 0.0);
    EXPECT_NEAR(rebalance(course, 0.0, 1).loss, 0.0, 1e-14);  // moving is free: follow it
    EXPECT_EQ(best_rebalancing(course, 0.0).every, 1);
}

TEST(Tensions, UnseenOnesRaiseHazardsAndADiagnosisTakesThemAway) {
    TensionState state;
    EXPECT_EQ(tension_year({}, state, Stage::building).log_hazard, 0.0);  // off as shipped
    TensionLaw law;
    law.active = true;
    const TensionYear blind = tension_year(law, state, Stage::building);
    EXPECT_NEAR(blind.log_hazard, 3.0 * .17329, 1e-4);  // three dials, ln 2/4 off each
    EXPECT_EQ(blind.switching, 0.0);
    law.diagnosed = true;
    const TensionYear seen = tension_year(law, state, Stage::building);
    EXPECT_EQ(seen.log_hazard, 0.0);
    EXPECT_NEAR(seen.distance, 3.0 * .17329, 1e-4);
    EXPECT_NEAR(seen.switching, .05 * 3.0 * .17329, 1e-4);
    EXPECT_EQ(tension_year(law, state, Stage::building).distance, 0.0);  // settled until the stage changes
    EXPECT_EQ(tension_year(law, state, Stage::dissolved).distance, 0.0);
}

TEST(Tensions, RefusesEndsThatAreWorthNothing) {
    EXPECT_THROW(tension_optimum({0.0, 1.0, 2.0}), RangeError);
    EXPECT_THROW(tension_net({}, 1.2), RangeError);
    EXPECT_THROW(rebalance({}, .1, 1), RangeError);
}

}  // namespace
