// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/poverty_trap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace smallholder;
using livelihood::PovertyTrap;

constexpr PovertyTrap kTrap{0.5, 5.0, 2.5, 4.0};

double settles_at(const PovertyTrap& m, double assets) {
    for (int t = 0; t < 5000; ++t) assets = livelihood::assets_next(m, assets);
    return assets;
}

TEST(PovertyTrap, AssetsNextYearAreThoseOfTheFormula) {
    for (const double a : {0.1, 1.0, 2.5, 4.0, 50.0}) {
        const double by_hand = 0.5 + 4.5 * std::pow(a, 4) / (std::pow(a, 4) + std::pow(2.5, 4));
        EXPECT_NEAR(livelihood::assets_next(kTrap, a), by_hand, 1e-14);
        const double h = 1e-6;
        const double slope =
            (livelihood::assets_next(kTrap, a + h) - livelihood::assets_next(kTrap, a - h)) / (2.0 * h);
        EXPECT_NEAR(livelihood::assets_slope(kTrap, a), slope, 1e-8);
    }
    EXPECT_EQ(livelihood::assets_next(kTrap, 0.0), 0.5);
    EXPECT_NEAR(livelihood::assets_next(kTrap, 1e9), 5.0, 1e-12);
}

TEST(PovertyTrap, TheThresholdDecidesWhereOneEndsUp) {
    const auto points = livelihood::fixed_points(kTrap);
    ASSERT_EQ(points.size(), 3u);
    for (const auto& point : points) {
        EXPECT_NEAR(livelihood::assets_next(kTrap, point.assets), point.assets, 1e-13);
    }
    EXPECT_LT(points[0].slope, 1.0);
    EXPECT_GT(points[1].slope, 1.0);
    EXPECT_LT(points[2].slope, 1.0);
    EXPECT_NEAR(settles_at(kTrap, points[1].assets - 0.01), points[0].assets, 1e-12);
    EXPECT_NEAR(settles_at(kTrap, points[1].assets + 0.01), points[2].assets, 1e-12);
}

TEST(PovertyTrap, WithoutMuchOfABendThereIsOnePlaceOnly) {
    for (const PovertyTrap& m : {PovertyTrap{0.5, 5.0, 2.5, 1.0}, PovertyTrap{2.0, 5.0, 2.5, 4.0},
                                 PovertyTrap{0.5, 2.0, 2.5, 4.0}, PovertyTrap{0.1, 50.0, 0.2, 3.0}}) {
        const auto points = livelihood::fixed_points(m);
        ASSERT_EQ(points.size(), 1u);
        EXPECT_NEAR(settles_at(m, 0.01), points[0].assets, 1e-9);
        EXPECT_NEAR(settles_at(m, 100.0), points[0].assets, 1e-9);
    }
}

TEST(PovertyTrap, FindsAllPointsThatASearchFinds) {
    for (const double lowest : {0.0, 0.3, 0.6, 0.9}) {
        for (const double midpoint : {1.0, 2.0, 3.0}) {
            for (const double bend : {1.0, 2.0, 4.0, 8.0}) {
                const PovertyTrap m{lowest, 5.0, midpoint, bend};
                int crossings = lowest == 0.0 ? 1 : 0;
                for (double a = 1e-6; a < 5.1; a += 1e-4) {
                    const bool up = livelihood::assets_next(m, a) > a;
                    crossings += up != (livelihood::assets_next(m, a + 1e-4) > a + 1e-4);
                }
                EXPECT_EQ(static_cast<int>(livelihood::fixed_points(m).size()), crossings)
                    << lowest << " " << midpoint << " " << bend;
            }
        }
    }
}

TEST(PovertyTrap, NothingGrowsFromNothing) {
    const auto points = livelihood::fixed_points({0.0, 5.0, 2.0, 3.0});
    ASSERT_EQ(points.size(), 3u);
    EXPECT_EQ(points[0].assets, 0.0);
    EXPECT_EQ(points[0].slope, 0.0);
}

TEST(PovertyTrap, RefusesACurveThatIsNone) {
    EXPECT_THROW((void)livelihood::fixed_points({5.0, 0.5, 2.5, 4.0}), RangeError);
    EXPECT_THROW((void)livelihood::fixed_points({0.5, 5.0, 0.0, 4.0}), RangeError);
    EXPECT_THROW((void)livelihood::fixed_points({0.5, 5.0, 2.5, 0.9}), RangeError);
    EXPECT_THROW((void)livelihood::fixed_points({NAN, 5.0, 2.5, 4.0}), RangeError);
}

}  // namespace
