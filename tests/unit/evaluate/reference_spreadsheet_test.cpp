// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/reference_spreadsheet.hpp"

#include <gtest/gtest.h>

namespace {

using namespace smallholder;

// KIT Ghana, means of 2016/17: 2.9 ha, 423 kg/ha, 1.864 USD/kg, and 42 + 97 USD/ha of inputs and hired labour.
static_assert(reference::spreadsheet_income(2.0, 400.0, 1.5, 200.0) == 1000.0);

TEST(Spreadsheet, ATenthMoreOfAnythingIsATenthMoreOfSales) {
    const double sales = 2.9 * 423.0 * 1.864, cost = 2.9 * 139.0;
    const double income = reference::spreadsheet_income(2.9, 423.0, 1.864, cost);
    EXPECT_NEAR(income, sales - cost, 1e-12 * sales);
    EXPECT_NEAR(reference::spreadsheet_income(2.9 * 1.1, 423.0, 1.864, cost) - income, 0.1 * sales, 1e-12 * sales);
    EXPECT_NEAR(reference::spreadsheet_income(2.9, 423.0 * 1.1, 1.864, cost) - income, 0.1 * sales, 1e-12 * sales);
    EXPECT_NEAR(reference::spreadsheet_income(2.9, 423.0, 1.864 * 1.1, cost) - income, 0.1 * sales, 1e-12 * sales);
}

TEST(Spreadsheet, WithoutAYieldNoPriceHelps) {
    for (const double price : {0.5, 2.0, 100.0}) EXPECT_EQ(reference::spreadsheet_income(3.0, 0.0, price, 80.0), -80.0);
}

}  // namespace
