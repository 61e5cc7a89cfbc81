// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/require.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace {

using namespace smallholder;
namespace d = consortium::detail;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kEndless = std::numeric_limits<double>::infinity();

TEST(ConsortiumChecks, LetTheEdgesPassAndNothingBeyond) {
    EXPECT_NO_THROW(d::require_share(0.0, "x", "here"));
    EXPECT_NO_THROW(d::require_share(1.0, "x", "here"));
    EXPECT_NO_THROW(d::require_not_negative(0.0, "x", "here"));
    EXPECT_NO_THROW(d::require_between(kEndless, 0.0, kEndless, "x", "here"));
    for (const double bad : {-1e-9, 1.0 + 1e-9, kNone, kEndless}) {
        EXPECT_THROW(d::require_share(bad, "x", "here"), RangeError) << bad;
    }
    for (const double bad : {0.0, -1.0, kNone, kEndless}) {
        EXPECT_THROW(d::require_positive(bad, "x", "here"), RangeError) << bad;
    }
    EXPECT_THROW(d::require_not_negative(-1e-300, "x", "here"), RangeError);
    EXPECT_THROW(d::require_size(2, 3, "x", "here"), RangeError);
}

TEST(ConsortiumChecks, SayWhichEntryIsWrong) {
    const std::vector<double> values{1.0, kNone};
    try {
        d::require_finite(values, "payoffs", "here");
        FAIL() << "took a NaN";
    } catch (const RangeError& error) {
        EXPECT_EQ(error.what_happened(), "payoffs[1] is nan");
        EXPECT_EQ(error.where(), "here");
    }
}

}  // namespace
