// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/money_table.hpp"

#include <gtest/gtest.h>

#include "smallholder/core/errors.hpp"

namespace smallholder {
namespace {

MoneyTable small() {
    return MoneyTable({{2010, 100.0}, {2018, 125.0}}, {{{"GHS", 2010}, 1.5}, {{"GHS", 2018}, 4.5}});
}

ParameterRow amount(std::string name, std::string unit, int year, double value) {
    ParameterRow row;
    row.name = std::move(name);
    row.unit = std::move(unit);
    row.price_year = year;
    row.value = value;
    row.low = 0.5 * value;
    row.high = 2.0 * value;
    row.shape = Shape::lognormal;
    row.drawn = true;
    row.source = "made up for this test";
    return row;
}

TEST(MoneyTable, GoesThroughDollarsAndTheirPrices) {
    const MoneyTable money = small();
    EXPECT_EQ(money.factor({"USD", 2010}, {"USD", 2018}), 1.25);
    EXPECT_EQ(money.factor({"GHS", 2010}, {"USD", 2010}), 1.0 / 1.5);
    EXPECT_DOUBLE_EQ(money.factor({"GHS", 2010}, {"GHS", 2018}), 1.25 / 1.5 * 4.5);
    EXPECT_EQ(money.factor({"XAF", 1990}, {"XAF", 1990}), 1.0) << "nothing to convert needs no table";
    const double there = money.factor({"GHS", 2018}, {"USD", 2010}), back = money.factor({"USD", 2010}, {"GHS", 2018});
    EXPECT_NEAR(there * back, 1.0, 1e-15);
}

TEST(MoneyTable, SaysWhatIsMissing) {
    const auto fails = [](const MoneyBasis& from, const MoneyBasis& to) -> std::string {
        try {
            (void)small().factor(from, to);
        } catch (const UnitError& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_NE(fails({"USD", 2018}, {"USD", 2019}).find("prices of 2019 are not in the money table (2010 to 2018)"),
              std::string::npos);
    EXPECT_NE(fails({"USD", 2018}, {"XOF", 2018}).find("the exchange rate of XOF in 2018"), std::string::npos);
    EXPECT_NE(fails({"USD", 2018, false}, {"USD", 2010}).find("cannot become"), std::string::npos);
    EXPECT_NE(fails({"dollar", 2018}, {"USD", 2010}), "no error");
    EXPECT_THROW(MoneyTable({{2010, 0.0}}, {}), RangeError);
    EXPECT_THROW(MoneyTable({}, {{{"GHS", 2010}, -1.0}}), RangeError);
}

TEST(InMoney, ScalesAmountsWithTheirRangeAndLeavesTheRestAlone) {
    std::vector<ParameterRow> rows{amount("cost", "USD/household", 2010, 100.0), amount("wage", "USD/day", 2018, 4.0),
                                   amount("yield", "kg/ha", 0, 400.0)};
    const ParameterTable table(rows);
    const ParameterTable real = in_money(table, {"USD", 2018}, small());
    EXPECT_EQ(real.value("cost"), 125.0);
    EXPECT_EQ(real.find("cost").high, 250.0);
    EXPECT_EQ(real.value("wage"), 4.0);
    EXPECT_EQ(real.value("yield"), 400.0);
    const ParameterTable cedi = in_money(table, {"GHS", 2018}, small());
    EXPECT_EQ(cedi.find("cost").unit, "GHS/household");
    EXPECT_EQ(cedi.find("cost").price_year, 2018);
    for (std::uint32_t m = 0; m < 20; ++m) {
        EXPECT_NEAR(cedi.drawn_value("cost", 3, m) / table.drawn_value("cost", 3, m), 1.25 * 4.5, 1e-10);
        EXPECT_EQ(cedi.drawn_value("yield", 3, m), table.drawn_value("yield", 3, m));
    }
}

TEST(InMoney, WhatAUserSetIsInTheRunsMoneyAlready) {
    const ParameterTable table(std::vector{amount("cost", "USD/household", 2010, 100.0)});
    const std::vector<ParameterOverride> own{{"cost", 180.0, ""}};
    EXPECT_EQ(in_money(table.changed_by(own), {"USD", 2018}, small()).value("cost"), 180.0);
}

TEST(RequireInMoney, NamesTheRowsThatAreNotAndTheRemedy) {
    const ParameterTable table(std::vector{amount("cost", "USD/household", 2010, 100.0), amount("wage", "USD/day", 2018, 4.0),
                                           amount("yield", "kg/ha", 0, 400.0)});
    const MoneyBasis dollars{"USD", 2018, true};
    EXPECT_NO_THROW(require_in_money(in_money(table, dollars, small()), dollars, "simulate"));
    const auto message = [](const ParameterTable& given, const MoneyBasis& basis) -> std::string {
        try {
            require_in_money(given, basis, "simulate");
        } catch (const UnitError& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_EQ(message(table, dollars),
              "simulate, parameters: 1 of 2 amounts of the parameters are not in the households' money, USD at constant prices "
              "of 2018: cost (USD of 2010). Bring the table to it first: in_money(table, people.money, "
              "io::shipped_money()).");
    EXPECT_NE(message(in_money(table, dollars, small()), {"GHS", 2018, true}).find("2 of 2 amounts"), std::string::npos);
    EXPECT_NE(message(table, {"USD", 2018, false}).find("Deflate"), std::string::npos);
}

}  // namespace
}  // namespace smallholder
