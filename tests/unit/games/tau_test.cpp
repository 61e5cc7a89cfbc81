// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/tau.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "../../support/games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(Tau, LiesBetweenMinimalRightsAndUtopia) {
    // M = 2, 3, 3 and m = 0, so all get 5/8 of their utopia.
    const Game game(by_size(3, {0, 0, 0, 2, 2, 3, 5}));
    EXPECT_EQ(separable(game), (std::vector<double>{2, 3, 3}));
    EXPECT_EQ(tau(game), (std::vector<double>{1.25, 1.875, 1.875}));
}

TEST(Tau, OfCostsIsCostAloneLessTauOfSavings) {
    const Game costs = swedish_costs();
    const auto paid = tau(costs), saved = tau(savings(costs));
    for (std::size_t i = 0; i < paid.size(); ++i) {
        EXPECT_NEAR(paid[i], costs(only(static_cast<Index>(i))) - saved[i], 1e-9);
    }
}

TEST(Tau, IsRefusedWhereItIsUndefined) {
    EXPECT_THROW(tau(Game(by_size(3, {1, 2, 3, 4, 5, 6, 7}))), RangeError);  // utopia sums to 6, and 7 are to be shared
    EXPECT_THROW(tau(Game(by_size(3, {0, 0, 0, 60, 50, 40, 60}))), RangeError);
    try {
        tau(Game(by_size(3, {1, 2, 3, 4, 5, 6, 7})));
    } catch (const RangeError& error) {
        EXPECT_NE(std::string(error.what()).find("nucleolus"), std::string::npos) << error.what();
    }
    EXPECT_EQ(tau(Game({0, 1, 2, 3})), (std::vector<double>{1, 2}));  // nothing gained: M = m
}

}  // namespace
