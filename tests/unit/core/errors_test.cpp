// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/errors.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace smallholder;

TEST(Error, TellsWhereThenWhatThenRemedy) {
    const SchemaError error("\"1,5\" is not a number", "survey.csv row 812, column area_ha",
                            "Use a point, or pass decimal=','", {812});
    EXPECT_STREQ(error.what(),
                 "survey.csv row 812, column area_ha: \"1,5\" is not a number. "
                 "Use a point, or pass decimal=','.");
    EXPECT_EQ(error.what_happened(), "\"1,5\" is not a number");
    EXPECT_EQ(error.where(), "survey.csv row 812, column area_ha");
    EXPECT_EQ(error.remedy(), "Use a point, or pass decimal=','");
    EXPECT_EQ(error.rows(), std::vector<Index>{812});
}

TEST(Error, EmptyPartsLeaveNoTrace) {
    EXPECT_STREQ(RangeError("share is 1.2", "", "").what(), "share is 1.2.");
    EXPECT_STREQ(RangeError("is it a share?", "coverage", "").what(), "coverage: is it a share?");
}

TEST(Error, EveryKindIsAnErrorAndARuntimeError) {
    EXPECT_THROW(throw UnitError("a", "b", "c"), Error);
    EXPECT_THROW(throw ProgrammeError("a", "b", "c"), Error);
    EXPECT_THROW(throw NumericalError("a", "b", "c"), std::runtime_error);
    EXPECT_THROW(throw SchemaError("a", "b", "c"), Error);
}

TEST(ListFirst, ShowsFiveAndCountsTheRest) {
    std::vector<std::string> messages;
    for (int i = 1; i <= 42; ++i) messages.push_back("row " + std::to_string(i));
    EXPECT_EQ(list_first(messages), "row 1; row 2; row 3; row 4; row 5 (and 37 more)");
    EXPECT_EQ(list_first({messages.data(), 2}), "row 1; row 2");
    EXPECT_EQ(list_first({}), "");
}

}  // namespace
