// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/prototype.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "../../support/effects.hpp"

namespace {

using smallholder::ProgrammeError;
using namespace smallholder::effects;
using namespace smallholder::tests;
using Column = std::vector<double>;

/// Four households, of which the last two places of the block are padding.
struct Desk {
    smallholder::Population population;
    Households people{{1, 0, 1, 1, 1, 1}};
    Column knowledge = Column(6, 0.25);

    Desk() { population.name = {"a", "b", "c", "d", "e"}; }

    void apply(const Prototype& effect, int year) {
        const double* k = knowledge.data();
        const BlockView block{&population, 1, 4, 3, 0, "programme", k, k, k, k, k, k};
        effect.apply(year, 20, {people.served.data(), people.u_attendance.data(), &block}, people.columns());
    }
};

Prototype of(std::vector<Lever> moves, std::function<void(const PrototypeYear&)> year) {
    Prototype effect;
    effect.code = std::make_shared<PrototypeCode>(PrototypeCode{"help", std::move(moves), std::move(year)});
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(Prototype, WritesItsLeversForThoseServedAndForPaddingLikeTheLastHousehold) {
    Desk desk;
    desk.apply(of({Lever::hassle_relief, Lever::burden}, [](const PrototypeYear& now) {
                   EXPECT_EQ(now.changes[0], Column(4, 0.0));
                   EXPECT_EQ(now.changes[1], Column(4, 1.0));
                   for (std::size_t i = 0; i < 4; ++i) {
                       now.changes[0][i] = static_cast<double>(i);
                       now.changes[1][i] = 0.5;
                   }
               }),
               2);
    EXPECT_EQ(desk.people.lever(Lever::hassle_relief), (Column{0, 0, 2, 3, 3, 3}));
    EXPECT_EQ(desk.people.lever(Lever::burden), (Column{0.5, 1, 0.5, 0.5, 0.5, 0.5}));
}

TEST(Prototype, SeesTheYearTheRampAndTheBlock) {
    Desk desk;
    int calls = 0;
    auto effect = of({Lever::course}, [&](const PrototypeYear& now) {
        ++calls;
        EXPECT_EQ(now.year, 3);
        EXPECT_EQ(now.horizon, 20);
        EXPECT_EQ(now.block.draw, 3u);
        EXPECT_EQ(now.block.count, 4);
        EXPECT_EQ(now.block.arm, "programme");
        EXPECT_EQ(now.block.knowledge[0], 0.25);
        EXPECT_NEAR(now.ramp, 1.0 - std::exp(-2.0), 1e-12);
    });
    effect.delivery.ramp_years = 3.0;
    desk.apply(effect, 3);
    EXPECT_EQ(calls, 1);
    EXPECT_TRUE(desk.people.moved().empty());
}

TEST(Prototype, LastsBeyondItsDeliveryOnlyIfItSaysSo) {
    auto effect = of({Lever::course}, [](const PrototypeYear&) {});
    EXPECT_FALSE(effect.active(1, 20));
    EXPECT_TRUE(effect.active(4, 20));
    EXPECT_FALSE(effect.active(5, 20));
    effect.lasts = 1.0;
    EXPECT_TRUE(effect.active(5, 20));
    EXPECT_FALSE(effect.active(1, 20));
}

TEST(Prototype, RefusesChangesThatCannotBe) {
    for (const double wrong : {1.5, -0.1, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        Desk desk;
        const auto effect = of({Lever::course}, [&](const PrototypeYear& now) { now.changes[0][2] = wrong; });
        try {
            desk.apply(effect, 4);
            FAIL() << wrong;
        } catch (const ProgrammeError& error) {
            EXPECT_NE(error.where().find("help, year 4, household d, draw 3, arm programme"), std::string::npos) << error.where();
            EXPECT_NE(error.what_happened().find("\"course\""), std::string::npos);
        }
    }
}

TEST(Prototype, WhatIsWrittenForOthersIsNotUsed) {
    Desk desk;
    desk.apply(of({Lever::course}, [](const PrototypeYear& now) { now.changes[0][1] = 7.0; }), 4);
    EXPECT_TRUE(desk.people.moved().empty());
}

}  // namespace
