// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/watts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

TEST(Watts, ByHand) {
    const auto result = metrics::watts(Column{50.0, 100.0, 400.0, 25.0}, 100.0);
    EXPECT_DOUBLE_EQ(result.value, (std::log(2.0) + std::log(4.0)) / 4);
    EXPECT_EQ(result.floored, 0);
    EXPECT_EQ(result.floored_share, 0.0);
}

TEST(Watts, LossesCountAsAHundredthOfTheLineAndAreReported) {
    const auto result =
        metrics::watts(Column{-500.0, 0.0, 0.5, 1.0, 100.0}, 100.0, Column{1.0, 1.0, 2.0, 1.0, 5.0});
    EXPECT_DOUBLE_EQ(result.value, 5.0 * std::log(100.0) / 10.0);
    EXPECT_EQ(result.floored, 3);  // the income of exactly a hundredth is its own floor
    EXPECT_DOUBLE_EQ(result.floored_share, 0.4);
}

TEST(Watts, RowsWithoutWeightAreNotCounted) {
    const auto result = metrics::watts(Column{-500.0, 50.0}, 100.0, Column{0.0, 1.0});
    EXPECT_EQ(result.floored, 0);
    EXPECT_DOUBLE_EQ(result.value, std::log(2.0));
}

TEST(Watts, EachHouseholdAgainstItsOwnLine) {
    EXPECT_DOUBLE_EQ(metrics::watts(Column{50.0, 50.0}, Column{100.0, 50.0}).value,
                     std::log(2.0) / 2);
}

}  // namespace
