// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_sroi.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace smallholder;
using returns::SocialOutcome;

SocialOutcome outcome(std::vector<double> value) {
    return {.name = "days ill avoided", .proxy = "daily wage of 4 USD", .value = std::move(value)};
}

TEST(SocialReturn, EachDeductionByHand) {
    SocialOutcome health = outcome({0.0, 1000.0, 1000.0, 1000.0});
    health.deadweight = 0.2;
    health.attribution = 0.5;
    health.displacement = 0.1;
    health.drop_off = 0.25;
    const double claim = 0.8 * 0.5 * 0.9;
    const auto result =
        returns::social_return(std::vector{health}, std::vector<double>{400.0}, 0.0);
    // The drop-off starts the year after the first value, not at year 0.
    EXPECT_NEAR(result.outcomes, 1000.0 * claim * (1.0 + 0.75 + 0.5625), 1e-10);
    EXPECT_NEAR(result.ratio, result.outcomes / 400.0, 1e-15);
}

TEST(SocialReturn, DiscountsBothSidesAndListsEveryProxy) {
    const std::vector outcomes{outcome({0.0, 110.0}), outcome({0.0, 0.0, 121.0})};
    const auto result = returns::social_return(outcomes, std::vector<double>{50.0, 55.0}, 0.1);
    EXPECT_NEAR(result.outcomes, 200.0, 1e-12);
    EXPECT_NEAR(result.inputs, 100.0, 1e-12);
    EXPECT_NEAR(result.ratio, 2.0, 1e-14);
    ASSERT_EQ(result.lines.size(), 2u);
    EXPECT_NEAR(result.lines[1].present_value, 100.0, 1e-12);
    EXPECT_EQ(result.lines[1].proxy, "daily wage of 4 USD");
}

TEST(SocialReturn, RefusesAnUnnamedProxyAndSharesOutsideTheirRange) {
    const std::vector<double> inputs{10.0};
    SocialOutcome bad = outcome({5.0});
    bad.proxy.clear();
    EXPECT_THROW((void)returns::social_return(std::vector{bad}, inputs, 0.1), RangeError);
    bad = outcome({5.0});
    bad.deadweight = 25.0;
    try {
        (void)returns::social_return(std::vector{bad}, inputs, 0.1);
        FAIL() << "no error";
    } catch (const RangeError& error) {
        EXPECT_STREQ(error.what(),
                     "returns::social_return, outcome 'days ill avoided': deadweight is 25. "
                     "Use a share between 0 and 1.");
    }
    const std::vector good{outcome({5.0})};
    EXPECT_THROW((void)returns::social_return(good, std::vector<double>{0.0}, 0.1), RangeError);
    EXPECT_THROW((void)returns::social_return(good, std::vector<double>{-1.0}, 0.1), RangeError);
    EXPECT_THROW((void)returns::social_return({}, inputs, 0.1), RangeError);
}

}  // namespace
