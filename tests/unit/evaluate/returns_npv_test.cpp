// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/returns_npv.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

using namespace smallholder;
using Flows = std::vector<double>;

TEST(Npv, FirstFlowIsToday) {
    EXPECT_EQ(returns::npv(0.25, Flows{100.0}), 100.0);
    EXPECT_DOUBLE_EQ(returns::npv(0.25, Flows{0.0, 125.0}), 100.0);
    EXPECT_DOUBLE_EQ(returns::npv_first_flow_in_year_one(0.25, Flows{125.0}), 100.0);
}

TEST(Npv, AtRateZeroIsTheSum) {
    EXPECT_DOUBLE_EQ(returns::npv(0.0, Flows{-100.0, 30.0, 80.0}), 10.0);
}

TEST(Npv, AgreesWithTheSumOfPowers) {
    const Flows flows{-1000.0, 300.0, -20.0, 500.0, 200.0, 0.0, 77.0};
    for (const double rate : {-0.5, 0.03, 0.12, 2.0}) {
        double sum = 0.0;
        for (std::size_t t = 0; t < flows.size(); ++t) {
            sum += flows[t] * std::pow(1.0 + rate, -static_cast<double>(t));
        }
        EXPECT_NEAR(returns::npv(rate, flows), sum, 1e-11 * std::fabs(sum)) << rate;
    }
}

TEST(Npv, RefusesWhatItCannotMean) {
    EXPECT_THROW((void)returns::npv(-1.0, Flows{1.0}), RangeError);
    EXPECT_THROW((void)returns::npv(std::nan(""), Flows{1.0}), RangeError);
    EXPECT_THROW((void)returns::npv(0.1, Flows{}), RangeError);
    try {
        (void)returns::npv(0.1, Flows{1.0, std::nan("")});
        FAIL() << "no error";
    } catch (const RangeError& error) {
        EXPECT_STREQ(error.what(), "returns::npv: flows[1] is missing (NaN). "
                                   "Enter 0 for a year without a flow.");
    }
}

}  // namespace
