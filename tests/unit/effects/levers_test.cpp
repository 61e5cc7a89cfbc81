// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/levers.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace {

using namespace smallholder;
using namespace smallholder::effects;

struct Levers {
    std::vector<double> values = std::vector<double>(2 * kLevers);
    LeverColumns columns() { return {2, values.data(), 2}; }
    Levers() { columns().reset(); }
};

TEST(Levers, AreWhereTheirRowsSayWithoutAnIntervention) {
    Levers levers;
    std::set<std::string_view> names;
    for (std::size_t k = 0; k < kLevers; ++k) {
        const LeverRow& row = kLeverRows[k];
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_LE(row.least, row.neutral) << row.name;
        EXPECT_LE(row.neutral, row.most) << row.name;
        EXPECT_EQ(levers.columns()[static_cast<Lever>(k)][1], row.neutral) << row.name;
    }
}

TEST(Levers, TwoInterventionsComeTogetherByTheLeversRule) {
    Levers levers;
    const auto twice = [&](Lever lever, double a, double b) {
        levers.columns().move(lever, 0, a);
        levers.columns().move(lever, 0, b);
        return levers.columns()[lever][0];
    };
    EXPECT_DOUBLE_EQ(twice(Lever::cash_usd, 100.0, 50.0), 150.0);
    EXPECT_DOUBLE_EQ(twice(Lever::burden, 0.5, 0.8), 0.4);
    EXPECT_DOUBLE_EQ(twice(Lever::foot_removed, 0.5, 0.5), 0.75);
    EXPECT_DOUBLE_EQ(twice(Lever::price_floor_usd_per_kg, 1.5, 1.2), 1.5);
    EXPECT_EQ(levers.columns()[Lever::cash_usd][1], 0.0) << "another household was moved";
}

TEST(Levers, NeverLeaveTheirBounds) {
    for (std::size_t k = 0; k < kLevers; ++k)
        for (const double change : {-1e12, -1.0, 0.0, 1.0, 1e12}) {
            Levers levers;
            levers.columns().move(static_cast<Lever>(k), 0, change);
            EXPECT_GE(levers.columns()[static_cast<Lever>(k)][0], kLeverRows[k].least);
            EXPECT_LE(levers.columns()[static_cast<Lever>(k)][0], kLeverRows[k].most);
        }
}

}  // namespace
