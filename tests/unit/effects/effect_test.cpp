// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/effect.hpp"

#include <gtest/gtest.h>

namespace {

using namespace smallholder;
using effects::Service;

/// Does nothing to anybody and costs what the test says.
struct Plain final : effects::Effect {
    double own = 0.0;
    std::span<const effects::Lever> moves() const override { return {}; }
    void apply(int, int, const effects::BlockReach&, effects::LeverColumns) const override {}
    double own_cost(int, int, const Service&) const override { return own; }
    Plain() {
        delivery.overhead = 0.0;
        delivery.learning = 0.0;
        delivery.start = 2;
        delivery.years = 4;
    }
};

const Service kService{120.0, 100.0, 580.0, 8.0, 100.0, 100.0};

TEST(EffectCost, EachItemFallsOnWhatItsNameSays) {
    const std::pair<double effects::Delivery::*, double> items[] = {
        {&effects::Delivery::cost_fixed_per_year, 1.0},
        {&effects::Delivery::cost_per_village_year, 8.0},
        {&effects::Delivery::cost_per_household, 100.0 / 4.0},  // over the four years of delivery
        {&effects::Delivery::cost_per_household_year, 100.0},
        {&effects::Delivery::cost_per_person_year, 580.0}};
    for (const auto& [item, units] : items) {
        Plain effect;
        EXPECT_EQ(effect.cost(3, 20, kService), 0.0);
        effect.delivery.*item = 7.0;
        EXPECT_NEAR(effect.cost(3, 20, kService), 7.0 * units, 1e-9);
        EXPECT_EQ(effect.cost(1, 20, kService), 0.0) << "before the start";
        EXPECT_EQ(effect.cost(6, 20, kService), 0.0) << "after the end";
    }
}

TEST(EffectCost, SharesAreNeverNegativeAndSumToTheBill) {
    Plain effect;
    effect.delivery.cost_fixed_per_year = 1000.0;
    effect.delivery.cost_per_village_year = 20.0;
    effect.delivery.cost_per_household = 8.0;
    effect.delivery.cost_per_household_year = 3.0;
    effect.delivery.cost_per_person_year = 0.5;
    effect.own = 111.0;
    effect.delivery.overhead = 0.12;
    EXPECT_NEAR(effect.cost(2, 20, kService), 1.12 * (1000.0 + 160.0 + 200.0 + 300.0 + 290.0 + 111.0), 1e-9);
}

TEST(EffectCost, UnitCostsFallWithExperienceAndFixedOnesDoNot) {
    Plain effect;
    effect.delivery.learning = 0.10;
    effect.delivery.cost_per_household_year = 3.0;
    Service later = kService;
    later.served_so_far = 800.0;
    EXPECT_NEAR(effect.cost(3, 20, kService), 300.0, 1e-9);
    EXPECT_NEAR(effect.cost(4, 20, later), 300.0 * std::pow(8.0, -0.10), 1e-9);
    Plain fixed;
    fixed.delivery.learning = 0.10;
    fixed.delivery.cost_fixed_per_year = 500.0;
    EXPECT_EQ(fixed.cost(4, 20, later), fixed.cost(3, 20, kService));
}

TEST(EffectCost, NobodyServedCostsOnlyWhatIsFixed) {
    Plain effect;
    effect.delivery.cost_per_household = 9.0;
    effect.delivery.cost_per_person_year = 9.0;
    EXPECT_EQ(effect.cost(3, 20, Service{}), 0.0);
    effect.delivery.cost_fixed_per_year = 10.0;
    EXPECT_EQ(effect.cost(3, 20, Service{}), 10.0);
}

TEST(EffectCost, ACourseCostIsPaidOnceOverTheWholeDelivery) {
    Plain effect;
    effect.delivery.cost_per_household = 252.0;
    double paid = 0.0;
    for (int year = 0; year <= 20; ++year) paid += effect.cost(year, 20, kService);
    EXPECT_NEAR(paid, 252.0 * 100.0, 1e-6);
    effect.delivery.years = 0;  // to the horizon: still once
    paid = 0.0;
    for (int year = 0; year <= 20; ++year) paid += effect.cost(year, 20, kService);
    EXPECT_NEAR(paid, 252.0 * 100.0, 1e-6);
}

}  // namespace
