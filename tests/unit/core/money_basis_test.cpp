// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/money_basis.hpp"

#include <gtest/gtest.h>

#include <string>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;

const MoneyBasis kDollars{"USD", 2018, true};

std::string message_of(const MoneyBasis& other) {
    try {
        require_same_basis(kDollars, "the survey", other, "the programme file");
    } catch (const UnitError& error) {
        return error.what();
    }
    return "";
}

TEST(MoneyBasis, TheSameBasisPasses) {
    EXPECT_EQ(message_of({"USD", 2018, true}), "");
}

TEST(MoneyBasis, ADifferenceNamesBothBasesWhatDiffersAndTheRemedy) {
    const std::string message = message_of({"GHS", 2020, true});
    EXPECT_NE(message.find("the survey is in USD at constant prices of 2018"), std::string::npos) << message;
    EXPECT_NE(message.find("the programme file in GHS at constant prices of 2020"), std::string::npos);
    EXPECT_NE(message.find("different currency and price year"), std::string::npos);
    EXPECT_NE(message.find("[money]"), std::string::npos);
}

TEST(MoneyBasis, EachPartAloneIsADifference) {
    EXPECT_NE(message_of({"EUR", 2018, true}).find("(different currency)"), std::string::npos);
    EXPECT_NE(message_of({"USD", 2019, true}).find("(different price year)"), std::string::npos);
    EXPECT_NE(message_of({"USD", 2018, false}).find("(different treatment of inflation)"), std::string::npos);
}

TEST(MoneyBasis, CodesAndYearsAreChecked) {
    EXPECT_NO_THROW(require_valid(kDollars, "here"));
    EXPECT_THROW(require_valid({"usd", 2018, true}, "here"), UnitError);
    EXPECT_THROW(require_valid({"US", 2018, true}, "here"), UnitError);
    EXPECT_THROW(require_valid({"USD", 18, true}, "here"), UnitError);
    EXPECT_EQ(to_string(MoneyBasis{"GHS", 2019, false}), "GHS at current prices from 2019");
}

}  // namespace
