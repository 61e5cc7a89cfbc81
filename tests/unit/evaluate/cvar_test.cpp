// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/cvar.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace {

using namespace smallholder;
using Column = std::vector<double>;

const Column kTen{3.0, 1.0, 2.0, 10.0, 9.0, 4.0, 8.0, 5.0, 7.0, 6.0};

TEST(Cvar, LevelZeroIsTheMean) {
    EXPECT_DOUBLE_EQ(metrics::cvar(kTen, 0.0).cvar, 5.5);
    EXPECT_DOUBLE_EQ(metrics::cvar(kTen, 0.0).value_at_risk, 1.0);
}

TEST(Cvar, IsTheMinimumOverItsOwnThreshold) {
    // Rockafellar and Uryasev: CVaR = min over eta of eta + mean excess over eta / (1 - alpha).
    const Column weights{1.0, 0.5, 2.0, 0.25, 1.0, 3.0, 0.5, 1.0, 1.0, 2.0};
    double total = 0.0;
    for (const double w : weights) total += w;
    for (const double alpha : {0.1, 0.5, 0.77, 0.9, 0.97}) {
        double best = std::numeric_limits<double>::infinity();
        for (const double eta : kTen) {
            double excess = 0.0;
            for (std::size_t i = 0; i < kTen.size(); ++i) {
                if (kTen[i] > eta) excess += weights[i] * (kTen[i] - eta);
            }
            const double value = eta + excess / ((1.0 - alpha) * total);
            if (value < best) best = value;
        }
        EXPECT_NEAR(metrics::cvar(kTen, alpha, weights).cvar, best, 1e-12) << alpha;
    }
}

TEST(Cvar, ALevelThatIsNoBinaryFractionStaysOnItsAtom) {
    Column hundred;
    for (int i = 1; i <= 100; ++i) hundred.push_back(i);
    for (int percent = 1; percent < 100; ++percent) {
        EXPECT_EQ(metrics::cvar(hundred, percent / 100.0).value_at_risk, percent);
    }
}

TEST(Cvar, TheWorstShareOfOutcomes) {
    EXPECT_DOUBLE_EQ(metrics::mean_of_worst(kTen, 0.2), 1.5);
    EXPECT_NEAR(metrics::mean_of_worst(kTen, 0.15), (1.0 + 0.5 * 2.0) / 1.5, 1e-12);
    EXPECT_DOUBLE_EQ(metrics::mean_of_worst(kTen, 1.0), 5.5);
    EXPECT_THROW((void)metrics::mean_of_worst(kTen, 0.0), RangeError);
}

TEST(Cvar, RefusesALevelOutsideItsRange) {
    EXPECT_THROW((void)metrics::cvar(kTen, 1.0), RangeError);
    EXPECT_THROW((void)metrics::cvar(kTen, -0.1), RangeError);
    EXPECT_THROW((void)metrics::cvar_of_normal(0.0, 1.0, 0.0), RangeError);
    EXPECT_THROW((void)metrics::cvar_of_normal(0.0, -1.0, 0.9), RangeError);
}

TEST(Cvar, NormalShiftsAndScales) {
    const auto standard = metrics::cvar_of_normal(0.0, 1.0, 0.9);
    const auto shifted = metrics::cvar_of_normal(100.0, 20.0, 0.9);
    EXPECT_DOUBLE_EQ(shifted.cvar, 100.0 + 20.0 * standard.cvar);
    EXPECT_DOUBLE_EQ(shifted.value_at_risk, 100.0 + 20.0 * standard.value_at_risk);
    EXPECT_NEAR(metrics::cvar_of_normal(0.0, 1.0, 0.5).value_at_risk, 0.0, 1e-15);
    // The mean beyond the median is sqrt(2/pi).
    EXPECT_NEAR(metrics::cvar_of_normal(0.0, 1.0, 0.5).cvar, 0.7978845608028654, 1e-15);
}

}  // namespace
