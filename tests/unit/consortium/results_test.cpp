// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/results.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace smallholder::consortium;

TEST(Results, AreWhatCameOverWhatWasPromisedInTwoYears) {
    VisibleResults results{ResultsLaw{}};
    EXPECT_EQ(results.visible(), .8);
    EXPECT_EQ(results.book(0.0, 0.0, 1000.0), .8);  // nothing promised yet
    EXPECT_DOUBLE_EQ(results.book(30.0, 60.0, 1000.0), .5);
    EXPECT_DOUBLE_EQ(results.book(90.0, 60.0, 1000.0), 1.0);
    EXPECT_DOUBLE_EQ(results.book(900.0, 60.0, 1000.0), 1.5);
}

TEST(Results, APromiseTooSmallToMatterDoesNotCount) {
    VisibleResults results{ResultsLaw{}};
    EXPECT_EQ(results.book(0.0, .9, 1000.0), .8);
    EXPECT_EQ(results.book(0.0, 1.2, 1000.0), 0.0);  // 2.1 over two years: .1% of income a year
}

TEST(Results, AreSeenLateAndInPart) {
    VisibleResults results{ResultsLaw{}};
    results.book(40.0, 100.0, 1000.0);
    EXPECT_DOUBLE_EQ(results.perceived(.3, 0.0), .8);
    results.book(100.0, 100.0, 1000.0);
    results.book(100.0, 100.0, 1000.0);
    EXPECT_DOUBLE_EQ(results.perceived(.3, 0.0), .4 * (1.0 - .4 * .7));
    EXPECT_DOUBLE_EQ(results.perceived(1.0, 3.0), .4);  // shared measurement leaves no blur
    EXPECT_DOUBLE_EQ(results.perceived(0.0, -9.0), 0.0);
    ResultsLaw prompt;
    prompt.lag = 0;
    VisibleResults now{prompt};
    now.book(40.0, 100.0, 1000.0);
    EXPECT_DOUBLE_EQ(now.perceived(1.0, 0.0), .4);
}

TEST(Results, FalseAbandonmentIsThePartThatMisperceptionExplains) {
    EXPECT_EQ(false_abandonment(1.0, .9, .4, false), 0.0);
    EXPECT_EQ(false_abandonment(1.0, .4, .9, true), 0.0);
    EXPECT_NEAR(false_abandonment(1.0, .9, .4, true), 1.0 - std::exp(-.5), 1e-12);
    EXPECT_LT(false_abandonment(1.0, .9, .8, true), false_abandonment(1.0, .9, .4, true));
}

}  // namespace
