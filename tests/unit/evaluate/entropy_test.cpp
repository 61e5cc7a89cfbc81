// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/entropy.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

const Column kIncomes{2.0, 4.0, 8.0, 10.0};

TEST(Entropy, OrderTwoIsHalfTheSquaredCoefficientOfVariation) {
    // Mean 6, variance 10.
    EXPECT_NEAR(metrics::generalised_entropy(kIncomes, 2.0).value, 0.5 * 10.0 / 36.0, 1e-15);
}

TEST(Entropy, IsContinuousAtTheTwoSpecialOrders) {
    EXPECT_NEAR(metrics::generalised_entropy(kIncomes, 1e-6).value,
                metrics::mean_log_deviation(kIncomes).value, 1e-6);
    EXPECT_NEAR(metrics::generalised_entropy(kIncomes, 1.0 + 1e-6).value,
                metrics::theil_t(kIncomes).value, 1e-6);
}

TEST(Entropy, ByHandForTwoIncomes) {
    const Column two{1.0, 3.0};
    EXPECT_NEAR(metrics::theil_t(two).value, 0.5 * (0.5 * std::log(0.5) + 1.5 * std::log(1.5)), 1e-15);
    EXPECT_NEAR(metrics::mean_log_deviation(two).value, -0.5 * (std::log(0.5) + std::log(1.5)), 1e-15);
}

TEST(Entropy, ZeroWhenEqualAndBlindToTheCurrency) {
    const Column cedi{25.4, 50.8, 101.6, 127.0};
    for (const double c : {-1.0, 0.0, 0.5, 1.0, 2.0}) {
        EXPECT_NEAR(metrics::generalised_entropy(Column(5, 7.7), c).value, 0.0, 1e-15) << c;
        EXPECT_NEAR(metrics::generalised_entropy(cedi, c).value,
                    metrics::generalised_entropy(kIncomes, c).value, 1e-14)
            << c;
    }
}

TEST(Entropy, AHouseholdOfWeightTwoIsTwoHouseholds) {
    for (const double c : {0.0, 0.5, 1.0, 2.0}) {
        EXPECT_NEAR(metrics::generalised_entropy(kIncomes, c, Column{1.0, 2.0, 1.0, 1.0}).value,
                    metrics::generalised_entropy(Column{2.0, 4.0, 4.0, 8.0, 10.0}, c).value, 1e-15)
            << c;
    }
}

TEST(Entropy, DropsOrRaisesLossesOnlyWhenAskedAndSaysHowMany) {
    const Column with_loss{-1.0, 2.0, 4.0, 8.0, 10.0};
    EXPECT_THROW((void)metrics::theil_t(with_loss), RangeError);
    const auto dropped = metrics::theil_t(with_loss, {}, metrics::NonPositiveRule::drop());
    EXPECT_DOUBLE_EQ(dropped.value, metrics::theil_t(kIncomes).value);
    EXPECT_EQ(dropped.adjusted, 1);
    EXPECT_DOUBLE_EQ(dropped.adjusted_share, 0.2);
    const auto floored =
        metrics::mean_log_deviation(with_loss, {}, metrics::NonPositiveRule::floor_at(1.0));
    EXPECT_DOUBLE_EQ(floored.value,
                     metrics::mean_log_deviation(Column{1.0, 2.0, 4.0, 8.0, 10.0}).value);
    EXPECT_EQ(floored.adjusted, 1);
}

TEST(Entropy, RefusesAnOrderThatIsNoNumber) {
    EXPECT_THROW((void)metrics::generalised_entropy(kIncomes, std::nan("")), RangeError);
}

}  // namespace
