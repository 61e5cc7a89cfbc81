// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/experience.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

TEST(Experience, EveryDoublingMultipliesUnitCostByTheProgressRatio) {
    for (const double ratio : {0.6, 0.9, 1.05}) {
        const double exponent = learning_exponent(ratio);
        for (const double experience : {0.5, 1.0, 7.0}) {
            EXPECT_NEAR(experience_factor(2.0 * experience, exponent) / experience_factor(experience, exponent), ratio,
                        1e-12);
        }
        EXPECT_DOUBLE_EQ(experience_factor(1.0, exponent), 1.0);
    }
    EXPECT_THROW(learning_exponent(0.0), RangeError);
    EXPECT_THROW(experience_factor(0.0, 0.1), RangeError);
}

TEST(Experience, EqualMembersThatTellEachOtherAllHaveEachOthersInTheLongRun) {
    const std::vector<bool> joined(4, true);
    Column experience(4, 20000.0);
    for (int year = 0; year < 4000; ++year) {
        experience = experience_next(experience, Column(4, 1000.0), joined, 1.0);
    }
    const double alone = 20000.0 + 4000 * 1000.0;
    const double exponent = learning_exponent(0.9);
    EXPECT_NEAR(experience_factor(experience[0] / alone, exponent), std::pow(4.0, -exponent), 1e-3);
}

TEST(Experience, MembersPassOnWhatTheyDoAndNotTheirPast) {
    const auto next = experience_next(Column{50000, 100, 300}, Column{10, 0, 40}, {true, true, false}, 0.5);
    EXPECT_EQ(next, (Column{50010, 105,
                            340}));  // the second heard half of what the first did this year, the outsider nothing
    EXPECT_EQ(experience_next(Column{1, 2}, Column{10, 20}, {true, true}, 0.0), (Column{11, 22}));
    EXPECT_THROW(experience_next(Column{1, 2}, Column{10}, {true, true}, 0.5), RangeError);
}

TEST(LastMile, MakesTheLastHouseholdsDearer) {
    EXPECT_EQ(last_mile_factor(0.0, 0.1), 1.0);
    EXPECT_EQ(last_mile_factor(0.9, 0.0), 1.0);
    EXPECT_NEAR(last_mile_factor(1.0, 0.1), 3.0, 1e-12);
    EXPECT_LT(last_mile_factor(0.5, 0.1), last_mile_factor(0.6, 0.1));
    EXPECT_THROW(last_mile_factor(1.01, 0.1), RangeError);
}

}  // namespace
