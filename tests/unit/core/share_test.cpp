// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/share.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace {

using namespace smallholder;

TEST(Share, HoldsTheEndsAndWhatLiesBetween) {
    for (const double value : {0.0, 0.25, 1.0}) EXPECT_EQ(Share(value).value(), value);
    EXPECT_EQ(Share(0.25).complement(), Share(0.75));
    EXPECT_LT(Share(0.2), Share(0.3));
}

TEST(Share, RefusesWhatIsNoShare) {
    for (const double value :
         {-1e-12, 1.0 + 1e-12, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THROW(Share(value, "coverage"), RangeError) << value;
}

TEST(Share, APercentageIsToldHowToBeAFraction) {
    try {
        const Share share(60.0, "coverage");
        FAIL() << share.value();
    } catch (const RangeError& error) {
        EXPECT_STREQ(error.what(), "coverage: 60 is not between 0 and 1. Write a percentage as a fraction: 0.6.");
    }
}

}  // namespace
