// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/harrell_davis.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::stats;

TEST(HarrellDavis, AgreesWithSciPy) {
    // Computed with SciPy 1.17: scipy.stats.mstats.hdquantiles.
    const std::vector<double> x{1, 3, 4, 8, 9, 15, 16, 23, 42, 108};
    EXPECT_NEAR(harrell_davis_quantile(x, 0.05), 1.3936841856703777, 1e-12);
    EXPECT_NEAR(harrell_davis_quantile(x, 0.5), 12.567809062345496, 1e-12);
    EXPECT_NEAR(harrell_davis_quantile(x, 0.95), 96.64263216733465, 1e-11);
}

TEST(HarrellDavis, OfOneValueIsThatValue) {
    EXPECT_EQ(harrell_davis_quantile(std::vector<double>{4.0}, 0.3), 4.0);
}

TEST(HarrellDavis, SaysWhatIsWrong) {
    EXPECT_THROW(harrell_davis_quantile(std::vector<double>{}, 0.5), RangeError);
    EXPECT_THROW(harrell_davis_quantile(std::vector<double>{1.0, 2.0}, 0.0), RangeError);
    EXPECT_THROW(harrell_davis_quantile(std::vector<double>{1.0, 2.0}, 1.0), RangeError);
}

}  // namespace
