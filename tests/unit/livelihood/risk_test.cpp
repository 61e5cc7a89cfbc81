// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/risk.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"
#include "smallholder/evaluate/general_mean.hpp"
#include "smallholder/livelihood/choice.hpp"

namespace {

using namespace smallholder;
using livelihood::lognormal_certainty_equivalent;
using livelihood::lognormal_mean;

/// A fine grid of a lognormal income.
std::vector<double> incomes(double m, double s) {
    std::vector<double> y(100'000);
    for (std::size_t i = 0; i < y.size(); ++i)
        y[i] = std::exp(m + s * normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(y.size())));
    return y;
}

TEST(LognormalIncome, ItsSureWorthIsTheGeneralMeanOfItsUtility) {
    // Utility y^(1 - gamma)/(1 - gamma): the sure income of the same utility is the general mean of order 1 - gamma.
    for (const double s : {0.2, 0.4}) {
        const auto y = incomes(std::log(1000.0), s);
        EXPECT_NEAR(lognormal_mean(std::log(1000.0), s) / metrics::general_mean(y, 1.0), 1.0, 2e-4);
        for (const double gamma : {0.5, 1.0, 1.5, 3.0})
            EXPECT_NEAR(lognormal_certainty_equivalent(std::log(1000.0), s, gamma) / metrics::general_mean(y, 1.0 - gamma), 1.0, 2e-4)
                << "gamma " << gamma;
    }
}

TEST(LognormalIncome, RiskCostsMoreTheMoreItIsDisliked) {
    const double m = std::log(1000.0);
    EXPECT_EQ(lognormal_certainty_equivalent(m, 0.4, 0.0), lognormal_mean(m, 0.4));
    EXPECT_NEAR(lognormal_certainty_equivalent(m, 0.4, 1.0), 1000.0, 1e-9);
    double before = lognormal_mean(m, 0.4) * 2.0;
    for (double gamma = 0.0; gamma < 4.0; gamma += 0.25) {
        EXPECT_LT(lognormal_certainty_equivalent(m, 0.4, gamma), before);
        before = lognormal_certainty_equivalent(m, 0.4, gamma);
        EXPECT_NEAR(lognormal_certainty_equivalent(m, 0.0, gamma), 1000.0, 1e-9) << "nothing is at risk";
    }
}

TEST(LognormalIncome, TheModelsChoiceAgreesWhereTheRiskIsSmall) {
    const Parameters& p = tests::shipped();
    const double income = 3.0 * p.y_ref, s = std::sqrt(std::log(1.0 + p.income_cv * p.income_cv));
    const double exact = lognormal_certainty_equivalent(std::log(income) - 0.5 * s * s, s, p.gamma);
    EXPECT_NEAR(livelihood::certainty_equivalent(income, income, 1.0, p) / exact, 1.0, 0.003);
}

TEST(LognormalIncome, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<2>(
        [](const auto& a) { return std::array{lognormal_mean(a[0], a[1]), lognormal_certainty_equivalent(a[0], a[1], 1.5)}; },
        {{{4, 10}, {0, 1}}});
}

}  // namespace
