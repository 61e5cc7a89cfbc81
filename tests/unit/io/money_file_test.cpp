// SPDX-License-Identifier: Apache-2.0
#include "smallholder/io/money_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "smallholder/core/errors.hpp"
#include "smallholder/io/parameter_file.hpp"

namespace smallholder::io {
namespace {

const std::filesystem::path kData = std::filesystem::path(SMALLHOLDER_SOURCE_DIR) / "data";

TEST(ShippedMoney, HasTheYearsOfEveryParameterRow) {
    const MoneyTable money = read_money(kData / "money" / "money.csv");
    const ParameterTable table = read_parameter_folder(kData / "parameters");
    const ParameterTable real = in_money(table, {"USD", 2018, true}, money);
    EXPECT_EQ(real.value("wage"), table.value("wage")) << "the model's own amounts are dollars of 2018";
    // 252 dollars of 2011: consumer prices rose from 224.939 to 251.107 by 2018.
    EXPECT_NEAR(real.value("farmer_training.cost_per_household"), 252.0 * 251.107 / 224.939, 1e-9);
    for (const ParameterRow& row : real.rows()) EXPECT_EQ(row.price_year, is_money(row.unit) ? 2018 : 0) << row.name;
    const ParameterTable cedi = in_money(table, {"GHS", 2022, true}, money);
    EXPECT_NEAR(cedi.value("wage"), 4.0 * 292.655 / 251.107 * 8.2724, 1e-9);
}

TEST(MoneyFile, ProblemsAreListedWithTheirLines) {
    try {
        (void)parse_money(
            "kind,currency,year,value,unit,source,provenance\n"
            "price_index,USD,2018,\"1,2\",i,me,published\n"
            "price_index,GHS,2018,1,i,me,published\n"
            "exchange_rate,GHS,2018,4.5,GHS/USD,,published\n"
            "exchange_rate,GHS,2018,4.6,GHS/USD,me,heard\n",
            "money.csv");
        FAIL();
    } catch (const SchemaError& error) {
        const std::string text = error.what();
        for (const std::string_view part :
             {"line 2: \"1,2\" is no positive number", "line 3: only the price index of the dollar is used",
              "line 4: there is no source", "line 5: provenance \"heard\" is not known",
              "line 5: the same year stands twice"}) {
            EXPECT_NE(text.find(part), std::string::npos) << part << " in: " << text;
        }
    }
}

}  // namespace
}  // namespace smallholder::io
