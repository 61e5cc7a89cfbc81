// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/household.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "../../support/random_households.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;

template <template <class> class Struct>
void round_trip(const Struct<double>& row) {
    constexpr std::size_t columns = kColumns<Struct<double>>;
    std::vector<double> table(columns * 8, -1.0);
    store_columns(table.data() + 3, 8, row);
    const auto back = load_columns<Struct, double>(table.data() + 3, 8);
    EXPECT_EQ((std::bit_cast<std::array<double, columns>>(back)), (std::bit_cast<std::array<double, columns>>(row)));
    for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t i = 0; i < 8; ++i) {
            if (i != 3) {
                EXPECT_EQ(table[c * 8 + i], -1.0) << "a neighbour was written over";
            }
        }
}

TEST(Household, ColumnsGiveBackWhatWasPutInAndTouchNobodyElse) {
    tests::Dice dice(1);
    const auto c = tests::random_year(dice);
    round_trip<Fixed>(c.fixed);
    round_trip<State>(c.state);
    round_trip<Village>(c.village);
    round_trip<Levers>(c.levers);
    round_trip<Shocks>(c.shocks);
}

TEST(Household, ALaneReadsItsHouseholdsSideBySide) {
    constexpr int n = 4;
    std::vector<double> table(kFixedColumns * n);
    std::vector<Fixed<double>> rows;
    tests::Dice dice(2);
    for (int i = 0; i < n; ++i) {
        rows.push_back(tests::random_year(dice).fixed);
        store_columns(table.data() + i, n, rows.back());
    }
    const auto together = load_columns<Fixed, Pack<4>>(table.data(), n);
    for (int i = 0; i < n; ++i) {
        EXPECT_EQ(element(together.area, i), rows[static_cast<std::size_t>(i)].area);
        EXPECT_EQ(element(together.recorded_area, i), rows[static_cast<std::size_t>(i)].recorded_area);
    }
}

TEST(Household, WithoutAnInterventionLeversStandStill) {
    const auto none = Levers<double>::none();
    EXPECT_EQ(none.course, 0.0);
    EXPECT_EQ(none.burden, 1.0);
    EXPECT_EQ(none.foot_removed, 0.0);
    EXPECT_EQ(none.road_upgrade, 0.0);
}

TEST(Household, EveryColumnHasANameOfItsOwnWithItsUnit) {
    EXPECT_EQ(std::set<std::string_view>(kFlowNames.begin(), kFlowNames.end()).size(), kFlowColumns);
    EXPECT_EQ(std::set<std::string_view>(kStateNames.begin(), kStateNames.end()).size(), kStateNames.size());
}

TEST(Household, NamesStandInTheOrderOfTheStruct) {
    std::array<double, kFlowColumns> numbered;
    for (std::size_t c = 0; c < kFlowColumns; ++c) numbered[c] = static_cast<double>(c);
    const auto f = std::bit_cast<Flows<double>>(numbered);
    auto name_of = [](double column) { return kFlowNames[static_cast<std::size_t>(column)]; };
    EXPECT_EQ(name_of(f.yield), "yield_kg_per_ha");
    EXPECT_EQ(name_of(f.cocoa_revenue), "cocoa_revenue_usd");
    EXPECT_EQ(name_of(f.interest), "interest_usd");
    EXPECT_EQ(name_of(f.income), "income_usd");
    EXPECT_EQ(name_of(f.labour_charge), "labour_charge_usd");
    EXPECT_EQ(name_of(f.hired_days), "hired_days");
    EXPECT_EQ(name_of(f.consumption), "consumption_usd");
    EXPECT_EQ(name_of(f.package), "package");
    EXPECT_EQ(name_of(f.trees), "trees_per_ha");
    EXPECT_EQ(name_of(f.wage), "wage_usd_per_day");
    std::array<double, kStateColumns> state;
    for (std::size_t c = 0; c < kStateColumns; ++c) state[c] = static_cast<double>(c);
    const auto s = std::bit_cast<State<double>>(state);
    EXPECT_EQ(kStateNames[static_cast<std::size_t>(s.practice[3])], "practice_black_pod");
    EXPECT_EQ(kStateNames[static_cast<std::size_t>(s.cash)], "cash_usd");
    EXPECT_EQ(kStateNames[static_cast<std::size_t>(s.planted)], "planted_per_ha");
    EXPECT_EQ(s.trees[0], static_cast<double>(kStateNames.size()));
}

}  // namespace
