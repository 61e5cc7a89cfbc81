// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/ecology.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(Ecology, LopsidedWorkIsWorthLessThanBalanced) {
    const EcologyLaw law;
    EXPECT_NEAR(ecology_index(law, {1.0, 1.0, 1.0}), .75, 1e-12);  // half of it unlinked, at half its worth
    EXPECT_LT(ecology_index(law, {2.0, .5, .5}), .75);
    double last = 0.0;
    for (const double s : {.001, .1, .3, .6, 1.0, 1.0 + 1e-7, 3.0}) {
        const double index = ces_index(Works{2.0, .5, .5}, s);
        EXPECT_GE(index, last - 1e-9) << s;
        EXPECT_LE(index, 1.0);
        last = index;
    }
    EXPECT_EQ(ces_index(Works{0.0, 1.0, 1.0}, .3), 0.0);
    EXPECT_NEAR(ces_index(Works{2.0, .5, .5}, .01), .5, .06);  // no overflow on the way to the smallest
}

TEST(Ecology, WorkBuildsUpTogetherAndRelationsNeedOthers) {
    const EcologyLaw law;
    Works together{.3, .3, .3}, alone = together;
    for (int t = 0; t < 60; ++t) {
        together = works_next(law, together, true);
        alone = works_next(law, alone, false);
    }
    for (const double stock : together) EXPECT_NEAR(stock, 1.0, 1e-5);
    EXPECT_NEAR(alone[1], .3, 1e-5);
    EXPECT_LT(ecology_index(law, alone), ecology_index(law, together));
    EXPECT_GT(worth_of_work(law, alone)[1], worth_of_work(law, alone)[0]);  // what is scarce is worth most
}

TEST(Ecology, CopyingNeverRaisesTheBestAndALearningCommunityDoes) {
    std::vector<double> e{.2, .9, .5};
    for (int t = 0; t < 30; ++t) e = benchmark(e, .3);
    EXPECT_EQ(*std::ranges::max_element(e), .9);
    EXPECT_NEAR(e[0], .9, 1e-4);
    const EcologyLaw law;
    const std::vector<std::uint8_t> funds{1, 1, 1};
    std::vector<double> learning{.2, .9, .5};
    const std::vector<double> ties(9, .5);
    for (int t = 0; t < 10; ++t) learning = effectiveness_next(law, learning, funds, 1, ties, 7u, 1.2, .75, .5);
    EXPECT_GT(*std::ranges::max_element(learning), 1.0);
}

TEST(Ecology, OneYearOfLearningByHand) {
    const EcologyLaw law;
    const std::vector<double> e{.5, .8, .6}, ties{0.0, .4, .2, .4, 0.0, .2, .2, .2, 0.0};
    const std::vector<std::uint8_t> funds{1, 0, 1};
    const auto next = effectiveness_next(law, e, funds, 1, ties, 3u, 1.0, .75, .4);
    EXPECT_NEAR(next[0], .5 + .3 * .75 * .5 + .3 * .5 * .4 * .3, 1e-12);  // own work, and copying the best over a tie of .4
    EXPECT_NEAR(next[1], .8, 1e-12);                                      // funds nothing, and is the best
    EXPECT_NEAR(next[2], .6 + .3 * .4 * .4, 1e-12);                       // outside: alone
}

TEST(Ecology, ReflectionPaysMoreTheLongerItIsKept) {
    const auto static_ = best_reflection(1.0, 3.0);
    const auto once = reflection_over_time(1.0, 3.0, 0.0, 4.0, .05, 3);
    for (const Reflection& period : once) EXPECT_NEAR(period.share, static_.share, .003);  // nothing kept: each period by itself
    const auto kept = reflection_over_time(1.0, 3.0, .8, 4.0, .05, 6);
    EXPECT_GT(kept.front().share, static_.share + .1);
    EXPECT_LT(kept.back().share, kept.front().share);  // no use for it at the end
    EXPECT_EQ(best_reflection(3.0, 1.0).share, 0.0);
}

TEST(Ecology, MembersDiscloseLessThanWouldServeAll) {
    const BestDisclosure best = best_disclosure({});
    EXPECT_LT(best.private_choice, best.social_choice);
    DisclosureCase shared;
    shared.returned = 1.0;  // all of the others' gain comes back
    EXPECT_NEAR(best_disclosure(shared).private_choice, best.social_choice, 1e-9);
    // By hand: gain 7 x .3 x .5 x .3 = .315; d = (.315 - .1)/(2 x .2)
    EXPECT_NEAR(best.social_choice, .5375, 1e-6);
}

TEST(Ecology, TiesGrowBetweenMembersAndFadeOtherwise) {
    const EcologyLaw law;
    std::vector<double> ties(9, .2);
    for (int i = 0; i < 3; ++i) ties[static_cast<std::size_t>(4 * i)] = 0.0;
    const auto next = ties_next(law, ties, 3u, 1.0);
    EXPECT_NEAR(next[1], .2 + .3 * .8 - .1 * .2, 1e-12);
    EXPECT_NEAR(next[2], .18, 1e-12);
    EXPECT_EQ(next[0], 0.0);
}

TEST(Ecology, AStarFallsApartWithoutItsHub) {
    std::vector<double> ties(16, 0.0);
    for (std::size_t j = 1; j < 4; ++j) ties[j] = ties[4 * j] = .6;  // all know member 0 only
    const NetworkFigures star = network_figures(ties, 15u, 0);
    EXPECT_NEAR(star.density, .3, 1e-12);
    EXPECT_EQ(star.largest_component, 4);
    EXPECT_NEAR(star.centrality, 1.0, 1e-12);
    EXPECT_NEAR(star.lost_without_hub, 1.0, 1e-12);
    const NetworkFigures dense = network_figures(std::vector<double>(16, .6), 15u, 0);
    EXPECT_NEAR(dense.lost_without_hub, 0.0, 1e-12);
    EXPECT_NEAR(dense.centrality, .5, 1e-12);
    EXPECT_EQ(network_figures(ties, 14u, 0).largest_component, 1);
}

TEST(Ecology, RefusesNumbersOutOfRange) {
    EXPECT_THROW(ces_index(Works{1.0, 1.0, 1.0}, 0.0), RangeError);
    EXPECT_THROW(ces_index(Works{-1.0, 1.0, 1.0}, .3), RangeError);
    EXPECT_THROW(benchmark({}, .3), RangeError);
    EXPECT_THROW(network_figures(std::vector<double>(8, .1), 3u, 0), RangeError);
    EXPECT_THROW(best_reflection(-1.0, 1.0), RangeError);
}

}  // namespace
