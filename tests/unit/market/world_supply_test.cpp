// SPDX-License-Identifier: Apache-2.0
#include "smallholder/market/world_supply.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace {

using namespace smallholder;
using market::Elasticities;

constexpr Elasticities kLong = market::kCocoaWorldMarket.long_run;

TEST(SettledMarket, SupplyMeetsDemandAtItsPrice) {
    for (const double shift : {0.7, 0.98, 1.0, 1.042, 1.28, 3.0}) {
        for (const Elasticities e :
             {kLong, Elasticities{0.07, -0.06}, Elasticities{0.0, -0.5}, Elasticities{1.5, 0.0}}) {
            const auto m = market::settled_market(shift, e);
            EXPECT_NEAR(shift * std::pow(m.price, e.supply), std::pow(m.price, e.demand), 1e-12);
            EXPECT_NEAR(m.quantity, std::pow(m.price, e.demand), 1e-13);
            EXPECT_NEAR(m.revenue, m.price * m.quantity, 1e-13);
            EXPECT_NEAR(m.others_revenue, m.price * std::pow(m.price, e.supply), 1e-13);
        }
    }
}

TEST(SettledMarket, RevenueOfAllFallsExactlyWhenDemandIsInelastic) {
    EXPECT_LT(market::settled_market(1.1, {0.5, -0.9}).revenue, 1.0);
    EXPECT_NEAR(market::settled_market(1.1, {0.5, -1.0}).revenue, 1.0, 1e-15);
    EXPECT_GT(market::settled_market(1.1, {0.5, -1.1}).revenue, 1.0);
}

TEST(SettledMarket, TheRevenueOfAllIsThatOfAdoptersAndOthers) {
    const double share = 0.14, adoption = 0.2, gain = 3.0;
    const auto m = market::settled_market(market::supply_shift(share, adoption, gain), kLong);
    EXPECT_NEAR(m.revenue, share * adoption * m.adopter_revenue(gain) + (1.0 - share * adoption) * m.others_revenue,
                1e-13);
}

TEST(SettledMarket, NothingHappensWithoutAShift) {
    const auto m = market::settled_market(1.0, kLong);
    EXPECT_EQ(m.price, 1.0);
    EXPECT_EQ(m.revenue, 1.0);
    EXPECT_EQ(m.others_revenue, 1.0);
    EXPECT_EQ(market::supply_shift(0.14, 0.0, 3.0), 1.0);
    EXPECT_EQ(market::supply_shift(0.14, 1.0, 1.0), 1.0);
}

TEST(NerloveStep, TheFirstYearAnswersWithShortRunElasticities) {
    const double shift = std::log(1.05);
    const auto step = market::nerlove_step({}, shift, market::kCocoaWorldMarket);
    EXPECT_NEAR(step.log_price, -shift / 0.13, 1e-15);
    EXPECT_NEAR(step.log_quantity, step.memory.supply + shift, 1e-15);
    EXPECT_NEAR(step.log_quantity, step.memory.demand, 1e-15);
}

TEST(NerloveStep, ALastingShiftEndsAtTheSettledMarket) {
    market::MarketYearStep step;
    for (int t = 0; t < 400; ++t) {
        step = market::nerlove_step(step.memory, std::log(1.28), market::kCocoaWorldMarket);
        EXPECT_NEAR(step.memory.supply + std::log(1.28), step.memory.demand, 1e-14);  // every year clears
    }
    const auto settled = market::settled_market(1.28, kLong);
    EXPECT_NEAR(std::exp(step.log_price), settled.price, 1e-12);
    EXPECT_NEAR(std::exp(step.log_quantity), settled.quantity, 1e-12);
}

TEST(NerloveStep, WithoutMemoryEveryYearIsSettled) {
    const market::WorldMarket prompt{kLong, kLong};
    auto step = market::nerlove_step({0.3, -0.2}, std::log(1.1), prompt);
    EXPECT_NEAR(std::exp(step.log_price), market::settled_market(1.1, kLong).price, 1e-14);
    const market::WorldMarket fixed_supply{{0.0, -0.06}, {0.0, -0.34}};
    step = market::nerlove_step({}, std::log(1.1), fixed_supply);
    EXPECT_NEAR(step.log_price, -std::log(1.1) / 0.06, 1e-14);
    EXPECT_EQ(step.memory.supply, 0.0);
}

TEST(NerloveStep, AShiftThatEndsLeavesAHangover) {
    auto step = market::nerlove_step({}, std::log(1.1), market::kCocoaWorldMarket);
    step = market::nerlove_step(step.memory, 0.0, market::kCocoaWorldMarket);
    // Plantings were neglected in the cheap year and buyers had got used to it: the price is above the old one.
    EXPECT_GT(step.log_price, 0.0);
}

std::string message_of(const Elasticities& e) {
    try {
        market::require_elasticities(e, "programme.toml, [market]");
    } catch (const RangeError& error) {
        return error.what();
    }
    return "";
}

TEST(Elasticities, OfTheWrongSignAreRefusedWithTheirName) {
    EXPECT_EQ(message_of({-0.57, -0.34}),
              "programme.toml, [market]: the elasticity of supply is -0.57. Use zero or more: farmers offer more, not "
              "less, at a higher price.");
    EXPECT_NE(message_of({0.57, 0.34}).find("elasticity of demand is 0.34"), std::string::npos);
    EXPECT_NE(message_of({0.0, 0.0}).find("neither"), std::string::npos);
    EXPECT_NE(message_of({NAN, -0.3}).find("supply is nan"), std::string::npos);
    EXPECT_EQ(message_of(kLong), "");
    EXPECT_THROW((void)market::settled_market(1.1, {-0.5, -0.3}), RangeError);
}

TEST(Elasticities, OfTheTwoRunsMustNotBeExchanged) {
    EXPECT_NO_THROW(market::require_market(market::kCocoaWorldMarket, "here"));
    EXPECT_THROW(market::require_market({kLong, {0.07, -0.06}}, "here"), RangeError);
    EXPECT_THROW(market::require_market({{0.07, -0.5}, kLong}, "here"), RangeError);
    EXPECT_THROW(market::require_market({{0.07, 0.06}, kLong}, "here"), RangeError);
}

TEST(SupplyShift, RefusesWhatIsNoShareOrNoFactor) {
    EXPECT_THROW((void)market::supply_shift(1.2, 0.5, 3.0), RangeError);
    EXPECT_THROW((void)market::supply_shift(0.2, -0.1, 3.0), RangeError);
    EXPECT_THROW((void)market::supply_shift(0.2, 0.1, 0.0), RangeError);
    EXPECT_THROW((void)market::settled_market(0.0, kLong), RangeError);
}

}  // namespace
