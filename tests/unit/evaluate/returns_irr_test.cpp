// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_irr.hpp"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using Flows = std::vector<double>;

/// Flows whose NPV is zero exactly at the given rates: the product of (1 - (1 + r) v).
Flows flows_with_rates(const Flows& rates) {
    Flows flows{1.0};
    for (const double r : rates) {
        Flows next(flows.size() + 1, 0.0);
        for (std::size_t k = 0; k < flows.size(); ++k) {
            next[k] += flows[k];
            next[k + 1] -= (1.0 + r) * flows[k];
        }
        flows = next;
    }
    return flows;
}

/// The slow and obvious way: eigenvalues of the companion matrix, real and positive ones kept.
Flows rates_by_companion_matrix(const Flows& flows) {
    const auto degree = static_cast<Eigen::Index>(flows.size()) - 1;
    Eigen::MatrixXd companion = Eigen::MatrixXd::Zero(degree, degree);
    for (Eigen::Index k = 0; k < degree; ++k) {
        companion(k, degree - 1) = -flows[static_cast<std::size_t>(k)] / flows.back();
        if (k > 0) companion(k, k - 1) = 1.0;
    }
    Flows rates;
    const Eigen::VectorXcd roots = companion.eigenvalues();
    for (Eigen::Index k = 0; k < degree; ++k) {
        const std::complex<double> v = roots[k];
        if (std::fabs(v.imag()) < 1e-7 * std::abs(v) && v.real() > 0.0) {
            rates.push_back(1.0 / v.real() - 1.0);
        }
    }
    std::sort(rates.begin(), rates.end());
    return rates;
}

TEST(Irr, FindsEveryRateThatWasPutIn) {
    for (const Flows& rates :
         {Flows{0.1}, Flows{0.0}, Flows{-0.5}, Flows{-0.9, 0.05, 3.0}, Flows{-0.2, 0.0, 0.2},
          Flows{0.25, 9.0}, Flows{0.01, 0.02, 0.03}, Flows{-0.99, 99.0}, Flows{0.1, 0.2, 0.4, 0.8, 1.6}}) {
        const auto found = returns::irr(flows_with_rates(rates));
        ASSERT_EQ(found.rates.size(), rates.size());
        for (std::size_t k = 0; k < rates.size(); ++k) {
            EXPECT_NEAR(found.rates[k], rates[k], 1e-9 * (1.0 + std::fabs(rates[k])));
        }
    }
}

TEST(Irr, ADoubleRateIsFoundOnceAndNearMissesAreNot) {
    const auto touching = returns::irr(Flows{-1.0, 4.0, -4.0});
    ASSERT_EQ(touching.rates.size(), 1u);
    EXPECT_NEAR(touching.rates[0], 1.0, 1e-12);
    EXPECT_FALSE(touching.unique);  // neither criterion vouches for it
    EXPECT_TRUE(returns::irr(Flows{-1.0, 4.0, -4.001}).none());
    EXPECT_EQ(returns::irr(Flows{-1.0, 4.0, -3.999}).rates.size(), 2u);
}

TEST(Irr, AgreesWithTheCompanionMatrixOnRandomFlowsOfUpToSixtyYears) {
    std::mt19937 generator(20240611);
    int several = 0;
    for (int trial = 0; trial < 400; ++trial) {
        const int years = 2 + static_cast<int>(generator() % 59);
        Flows flows;
        for (int t = 0; t < years; ++t) {
            flows.push_back(static_cast<double>(generator() % 2001) - 1000.0);
        }
        if (flows.front() == 0.0 || flows.back() == 0.0) continue;
        const auto found = returns::irr(flows);
        const Flows expected = rates_by_companion_matrix(flows);
        ASSERT_EQ(found.rates.size(), expected.size()) << "trial " << trial;
        for (std::size_t k = 0; k < expected.size(); ++k) {
            EXPECT_NEAR(found.rates[k], expected[k], 1e-7 * (1.0 + std::fabs(expected[k])))
                << "trial " << trial;
        }
        several += found.rates.size() > 1 ? 1 : 0;
        EXPECT_LE(static_cast<Index>(found.rates.size()), found.sign_changes);
        EXPECT_TRUE(!found.unique || found.rates.size() == 1u);
    }
    EXPECT_GT(several, 100);  // the case that matters did occur
}

TEST(Irr, EachRateMakesTheNpvZero) {
    const Flows flows{-800.0, 150.0, 400.0, -300.0, 900.0, -100.0, 60.0};
    const auto found = returns::irr(flows);
    ASSERT_FALSE(found.none());
    for (const double rate : found.rates) EXPECT_NEAR(returns::npv(rate, flows), 0.0, 1e-9);
}

TEST(Irr, NorstromVouchesWhereDescartesCannot) {
    // Three sign changes of the flows, one of the running total.
    const auto found = returns::irr(Flows{-100.0, 60.0, -10.0, 120.0});
    EXPECT_EQ(found.sign_changes, 3);
    EXPECT_EQ(found.cumulative_sign_changes, 1);
    EXPECT_EQ(found.rates.size(), 1u);
    EXPECT_TRUE(found.unique);
}

TEST(Irr, IsNotUniqueWhenASecondRateHidesBelowZero) {
    // The running total changes sign once, so one rate is above 0; a second lies below.
    const auto found = returns::irr(Flows{-100.0, 250.0, -50.0});
    EXPECT_EQ(found.cumulative_sign_changes, 1);
    ASSERT_EQ(found.rates.size(), 2u);
    EXPECT_LT(found.rates[0], 0.0);
    EXPECT_GT(found.rates[1], 0.0);
    EXPECT_FALSE(found.unique);
}

TEST(Irr, ALossHasANegativeRate) {
    const auto found = returns::irr(Flows{-100.0, 20.0, 30.0});
    ASSERT_EQ(found.rates.size(), 1u);
    EXPECT_LT(found.rates[0], 0.0);
    EXPECT_TRUE(found.unique);
}

TEST(Irr, AllInOrAllOutHasNoRate) {
    EXPECT_TRUE(returns::irr(Flows{-1.0, -2.0, 0.0}).none());
    EXPECT_TRUE(returns::irr(Flows{5.0}).none());
    EXPECT_THROW((void)returns::irr(Flows{0.0, 0.0}), RangeError);
}

TEST(Irr, MoneyBackExactlyIsARateOfZero) {
    const auto found = returns::irr(Flows{-0.3, 0.1, 0.1, 0.1});  // adds up to 5.6e-17
    ASSERT_EQ(found.rates.size(), 1u);
    EXPECT_NEAR(found.rates[0], 0.0, 1e-15);
}

TEST(Irr, IdleYearsAndCurrencyChangeNothing) {
    const auto plain = returns::irr(Flows{-2000.0, 10000.0, -10000.0});
    const auto idle = returns::irr(Flows{0.0, 0.0, -2000.0, 10000.0, -10000.0, 0.0});
    const auto cedi = returns::irr(Flows{-25400.0, 127000.0, -127000.0});
    EXPECT_EQ(plain.rates, idle.rates);
    ASSERT_EQ(plain.rates.size(), cedi.rates.size());
    for (std::size_t k = 0; k < plain.rates.size(); ++k) {
        EXPECT_NEAR(plain.rates[k], cedi.rates[k], 1e-12);
    }
}

TEST(Irr, ThirtyYearsOfMonthsDoNotOverflow) {
    Flows flows(361, 10.0);
    flows[0] = -1000.0;
    const auto found = returns::irr(flows);
    ASSERT_EQ(found.rates.size(), 1u);
    EXPECT_NEAR(returns::npv(found.rates[0], flows), 0.0, 1e-9);
}

TEST(Irr, TheOnlyRateIsNeverTheFirstOfMany) {
    EXPECT_NEAR(returns::irr(Flows{-100.0, 110.0}).the_only_rate(), 0.1, 1e-12);
    EXPECT_THROW((void)returns::irr(Flows{-1.0, -2.0}).the_only_rate(), RangeError);
    try {
        (void)returns::irr(Flows{-1600.0, 10000.0, -10000.0}).the_only_rate();
        FAIL() << "no error";
    } catch (const RangeError& error) {
        EXPECT_NE(std::string(error.what()).find("2 rates make the NPV zero (0.250000, 4.000000)"),
                  std::string::npos)
            << error.what();
    }
}

}  // namespace
