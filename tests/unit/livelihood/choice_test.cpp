// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/choice.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::livelihood;
using tests::shipped;

ByPackage<double> random_values(tests::Dice& dice) {
    return {dice.between(-9, 9), dice.between(-9, 9), dice.between(-9, 9), dice.between(-9, 9)};
}

TEST(Choice, RiskNeverAddsWorth) {
    Parameters p = shipped();
    for (double revenue = 0.0; revenue < 20000.0; revenue += 500.0)
        EXPECT_LE(certainty_equivalent(400.0, revenue, 1.0, p), 400.0);
    EXPECT_EQ(certainty_equivalent(400.0, 0.0, 1.0, p), 400.0);
    EXPECT_LT(certainty_equivalent(400.0, 3000.0, 1.0, p), certainty_equivalent(400.0, 2000.0, 1.0, p));
    EXPECT_EQ(certainty_equivalent(400.0, 9000.0, 0.0, p), 400.0);  // nothing feared, nothing lost
    p.gamma = 0.0;
    EXPECT_EQ(certainty_equivalent(400.0, 9000.0, 1.0, p), 400.0);
}

TEST(Choice, RiskCostsGrowWithTheSquareAndThenInProportion) {
    const Parameters& p = shipped();
    auto cost = [&](double revenue) { return -certainty_equivalent(0.0, revenue, 1.0, p); };
    EXPECT_NEAR(cost(2000.0) / cost(1000.0), 4.0, 1e-12);
    EXPECT_NEAR(cost(8.0 * p.y_ref) / cost(4.0 * p.y_ref), 2.0, 1e-12);
    EXPECT_NEAR(cost(2.0 * p.y_ref), 0.5 * p.gamma * p.income_cv * p.income_cv * 2.0 * p.y_ref, 1e-9);
}

TEST(Choice, WorthIsAmountOfMoneyWhateverTheCurrency) {
    const Parameters& p = shipped();
    Parameters doubled = p;
    doubled.y_ref *= 2.0;
    for (const double revenue : {100.0, 2800.0, 9000.0})
        EXPECT_EQ(certainty_equivalent(2.0 * 400.0, 2.0 * revenue, 1.0, doubled),
                  2.0 * certainty_equivalent(400.0, revenue, 1.0, p));
}

TEST(Choice, ProbabilitiesSumToOneAndFollowUtility) {
    tests::Dice dice(21);
    for (int i = 0; i < 500; ++i) {
        const auto v = random_values(dice);
        const auto share = softmax(v);
        EXPECT_NEAR(share[0] + share[1] + share[2] + share[3], 1.0, 1e-15);
        for (std::size_t j = 0; j < 4; ++j)
            for (std::size_t k = 0; k < 4; ++k)
                EXPECT_NEAR(share[j] / share[k], std::exp(v[j] - v[k]), 1e-9 * std::exp(v[j] - v[k]));
        auto raised = v;
        for (double& value : raised) value += 500.0;  // too large for exp without the shift
        for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(softmax(raised)[j], share[j], 1e-12);
    }
}

TEST(Choice, WhatCannotBePaidForIsNeverPicked) {
    const auto share = softmax<double>({0.0, -1e30, 2.0, -1e30});
    EXPECT_LT(share[1], 1e-300);
    EXPECT_LT(share[3], 1e-300);
    for (double u = 0.0005; u < 1.0; u += 0.001) {
        const double j = pick(share, u);
        EXPECT_TRUE(j == 0.0 || j == 2.0) << u;
    }
    EXPECT_EQ(pick(softmax<double>({0.0, -1e30, -1e30, -1e30}), 1.0 - 1e-10), 0.0);
}

TEST(Choice, APickComesAsOftenAsItsProbability) {
    tests::Dice dice(22);
    for (int i = 0; i < 20; ++i) {
        const auto share = softmax(random_values(dice));
        std::array<double, 4> found{};
        const int n = 20000;
        double last = 0.0;
        for (int k = 0; k < n; ++k) {
            const double j = pick(share, (k + 0.5) / n);
            EXPECT_GE(j, last);  // monotone in the uniform
            last = j;
            found[static_cast<std::size_t>(j)] += 1.0 / n;
        }
        for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(found[j], share[j], 1.01 / n);
    }
}

TEST(Choice, OfPackageReadsTheEntry) {
    const ByPackage<double> values{10, 11, 12, 13};
    for (int j = 0; j < 4; ++j) EXPECT_EQ(of_package(values, static_cast<double>(j)), 10.0 + j);
}

TEST(Choice, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<6>(
        [](const auto& a) {
            using L = std::decay_t<decltype(a[0])>;
            const ByPackage<L> v{a[0], a[1], a[2], a[3]};
            const auto share = softmax(v);
            const L j = pick(share, a[4]);
            return std::array{share[0],
                              share[1],
                              share[2],
                              share[3],
                              j,
                              of_package(share, j),
                              certainty_equivalent(a[0], a[5], a[4], shipped())};
        },
        {{{-9, 9}, {-9, 9}, {-1e30, 9}, {-9, 9}, {0, 1}, {0, 9000}}});
}

}  // namespace
