// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_benefit_cost.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace smallholder;
using Flows = std::vector<double>;

TEST(BenefitCost, BelongsToTheNpv) {
    const Flows costs{1000.0, 200.0};
    const Flows benefits{0.0, 300.0, 700.0, 600.0};
    const auto result = returns::benefit_cost(costs, benefits, 0.08);
    EXPECT_NEAR(result.net, returns::npv(0.08, Flows{-1000.0, 100.0, 700.0, 600.0}), 1e-10);
    EXPECT_DOUBLE_EQ(result.ratio, result.benefits / result.costs);
    EXPECT_NEAR(result.net_to_cost, result.ratio - 1.0, 1e-15);
    EXPECT_EQ(returns::benefit_cost_ratio(costs, benefits, 0.08), result.ratio);
}

TEST(BenefitCost, AHarmIsANegativeBenefit) {
    EXPECT_DOUBLE_EQ(returns::benefit_cost_ratio(Flows{100.0}, Flows{-50.0}, 0.1), -0.5);
}

TEST(BenefitCost, RefusesCostsThatAreNegativeOrAllZero) {
    EXPECT_THROW((void)returns::benefit_cost(Flows{100.0, -1.0}, Flows{10.0}, 0.1), RangeError);
    EXPECT_THROW((void)returns::benefit_cost(Flows{0.0, 0.0}, Flows{10.0}, 0.1), RangeError);
    EXPECT_THROW((void)returns::benefit_cost(Flows{}, Flows{10.0}, 0.1), RangeError);
}

}  // namespace
