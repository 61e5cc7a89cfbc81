// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/stylised_impact.hpp"

#include <gtest/gtest.h>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

/// The textbook game: nine members, everything worth 1, nothing done twice.
struct Textbook {
    StylisedGame game;
    std::vector<double> ones = std::vector<double>(18, 1.0);
    Textbook() {
        game.benefit = game.cost = 1.0;
        game.budget = 1e9;
        game.overlap_alone = 0.0;
        game.excludability = 0.0;
    }
    YearPlan plan(std::uint32_t members, double agenda) const {
        YearPlan plan;
        plan.members = members;
        plan.agenda = agenda;
        plan.effectiveness = plan.believed = ones;
        plan.truth = std::span(ones).first(2);
        return plan;
    }
    std::vector<MemberView> views(std::uint32_t members, double agenda) const {
        std::vector<MemberView> result(9);
        StylisedImpact(game).begin(1, {})->value(plan(members, agenda), result);
        return result;
    }
    double welfare(std::uint32_t members, double agenda) const {
        double sum = 0.0;
        for (const MemberView& view : views(members, agenda)) sum += view.payoff;
        return sum;
    }
};

TEST(StylisedImpact, IsTheLinearQuadraticGame) {
    const Textbook book;
    EXPECT_NEAR(book.welfare(0u, 1.0), 76.5, 1e-9);       // 9 x 8.5
    EXPECT_NEAR(book.welfare(511u, 1.0), 364.5, 1e-9);    // 9^3/2
    EXPECT_NEAR(book.welfare(511u, .25), 202.5, 1e-9);    // partial cooperation
    EXPECT_NEAR(book.welfare(511u, .5), 292.5, 1e-9);
    // A coalition of four: u = N + s^2/2 - s inside, s^2 + N - s - 1/2 outside.
    EXPECT_NEAR(book.views(15u, 1.0)[0].payoff, 9.0 + 8.0 - 4.0, 1e-9);
    EXPECT_NEAR(book.views(15u, 1.0)[8].payoff, 16.0 + 9.0 - 4.0 - .5, 1e-9);
}

TEST(StylisedImpact, OutsidersMissWhatIsKeptFromThem) {
    Textbook book;
    book.game.excludability = .25;
    EXPECT_NEAR(book.views(15u, 1.0)[8].payoff, .75 * 16.0 + 9.0 - 4.0 - .5, 1e-9);
    EXPECT_NEAR(book.views(15u, 1.0)[0].payoff, 13.0, 1e-9);
}

TEST(StylisedImpact, CoordinationAvoidsDoingThingsTwice) {
    Textbook book;
    book.game.overlap_alone = 1.0;
    YearPlan together = book.plan(511u, 0.0);
    std::vector<MemberView> apart(9), reinforced(9);
    const auto path = StylisedImpact(book.game).begin(1, {});
    path->value(together, apart);
    together.reinforcing = 1.0;
    path->value(together, reinforced);
    EXPECT_NEAR(reinforced[0].payoff, 8.5, 1e-9);
    EXPECT_LT(apart[0].payoff, 8.5);
}

TEST(StylisedImpact, ResultsComeLateAndOnlyAsFarAsTheyWereDelivered) {
    const Textbook book;
    const auto path = StylisedImpact(book.game).begin(1, {});
    const std::vector<double> most(9, 1.0), half(9, .5);
    double promised = 0.0, delivered = 0.0;
    for (Index year = 0; year < 12; ++year) {
        YearPlan plan = book.plan(0u, 0.0);
        plan.year = year;
        const ImpactYear answer = path->deliver(plan, year < 5 ? most : half);
        promised = answer.promised_gain;
        delivered = answer.delivered_gain;
        if (year == 0) { EXPECT_EQ(delivered, 0.0); }
        if (year == 1) { EXPECT_NEAR(delivered, .1 * 9.0 * 3e6, 1e-3); }
        double paid = 0.0;
        for (const double each : answer.outlay) paid += each;
        EXPECT_NEAR(paid, answer.cost, 1e-12);
        EXPECT_NEAR(answer.cost, year < 5 ? 4.5 : 4.5 / 4.0, 1e-12);  // half the work at a quarter of a quadratic cost
    }
    EXPECT_NEAR(promised, 9.0 * 3e6, 1e-3);
    EXPECT_NEAR(delivered, .5 * 9.0 * 3e6, 1e-3);
}

TEST(StylisedImpact, ANaivePromiseForgetsThatTreesTakeTheirTime) {
    Textbook book;
    book.game.naive_promise = true;
    const ImpactYear answer = StylisedImpact(book.game).begin(1, {})->deliver(book.plan(0u, 0.0), std::vector<double>(9, 1.0));
    EXPECT_NEAR(answer.promised_gain, 9.0 * 3e6, 1e-3);
    EXPECT_EQ(answer.delivered_gain, 0.0);
}

TEST(StylisedImpact, EachMemberSeesThroughItsOwnBeliefs) {
    const Textbook book;
    std::vector<double> believed(18, 1.0);
    believed[0] = believed[1] = .5;  // member 0 thinks that nothing works half as well as the others do
    YearPlan plan = book.plan(511u, 1.0);
    plan.believed = believed;
    std::vector<MemberView> views(9);
    StylisedImpact(book.game).begin(1, {})->value(plan, views);
    EXPECT_LT(views[0].payoff, views[1].payoff);
    EXPECT_NEAR(views[0].outlay, .5 * 4.5 * 4.5, 1e-9);
}

TEST(StylisedImpact, RefusesAGameThatIsNone) {
    StylisedGame game;
    game.members = 1;
    EXPECT_THROW(StylisedImpact{game}, RangeError);
    game = {};
    game.profile.clear();
    EXPECT_THROW(StylisedImpact{game}, RangeError);
    game = {};
    game.cost = 0.0;
    EXPECT_THROW(StylisedImpact{game}, RangeError);
}

}  // namespace
