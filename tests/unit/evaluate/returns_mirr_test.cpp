// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_mirr.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "smallholder/evaluate/returns_irr.hpp"

namespace {

using namespace smallholder;
using Flows = std::vector<double>;

TEST(Mirr, OneOutlayOneReturnIsTheInternalRate) {
    EXPECT_NEAR(returns::mirr(Flows{-100.0, 0.0, 121.0}, 0.3, 0.5), 0.1, 1e-14);
}

TEST(Mirr, AtTheInternalRateItIsTheInternalRate) {
    const Flows flows{-1000.0, 300.0, 400.0, 500.0, 200.0};
    const double rate = returns::irr(flows).the_only_rate();
    EXPECT_NEAR(returns::mirr(flows, rate, rate), rate, 1e-12);
}

TEST(Mirr, RisesWithTheReinvestmentRate) {
    const Flows flows{-1000.0, 800.0, -100.0, 700.0};
    EXPECT_LT(returns::mirr(flows, 0.1, 0.05), returns::mirr(flows, 0.1, 0.15));
    EXPECT_LT(returns::mirr(flows, 0.05, 0.1), returns::mirr(flows, 0.15, 0.1));
}

TEST(Mirr, IsMinusOneWhenNothingComesBack) {
    EXPECT_EQ(returns::mirr(Flows{-100.0, 0.0}, 0.1, 0.1), -1.0);
}

TEST(Mirr, RefusesWhatHasNoReturn) {
    EXPECT_THROW((void)returns::mirr(Flows{100.0, 20.0}, 0.1, 0.1), RangeError);
    EXPECT_THROW((void)returns::mirr(Flows{-100.0}, 0.1, 0.1), RangeError);
    EXPECT_THROW((void)returns::mirr(Flows{-100.0, 20.0}, -1.0, 0.1), RangeError);
}

}  // namespace
