// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/fertiliser.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"

namespace {

using namespace smallholder;
using agronomy::best_dose;
using agronomy::fertiliser_response;

TEST(Fertiliser, TheResponseRisesFlattensAndStopsAtOne) {
    for (const double s : {0.1, 0.65, 0.95}) {
        EXPECT_NEAR(fertiliser_response(0.0, s, 2.3), s, 1e-15);
        double slope = 1e9;
        for (double f = 0.0; f < 3.0; f += 0.1) {
            const double rise = fertiliser_response(f + 0.1, s, 2.3) - fertiliser_response(f, s, 2.3);
            EXPECT_GT(rise, 0.0);
            EXPECT_LT(rise, slope) << "concave at " << f;
            EXPECT_LE(fertiliser_response(f, s, 2.3), 1.0);
            slope = rise;
        }
    }
}

TEST(Fertiliser, TheLastUnitOfTheBestDoseJustEarnsItsCost) {
    for (const double value : {600.0, 1350.0, 4000.0})
        for (const double s : {0.3, 0.5, 0.65}) {
            const double dose = best_dose(value, s, 2.3, 180.0);
            if (dose == 0.0) {
                EXPECT_LE(2.3 * (1.0 - s) * value, 180.0);
                continue;
            }
            const double h = 1e-5;
            const double earns =
                value * (fertiliser_response(dose + h, s, 2.3) - fertiliser_response(dose - h, s, 2.3)) / (2.0 * h);
            EXPECT_NEAR(earns, 180.0, 1e-4);
        }
}

TEST(Fertiliser, NothingIsBoughtWhereEvenTheFirstUnitLoses) {
    EXPECT_EQ(best_dose(100.0, 0.65, 2.3, 180.0), 0.0);
    EXPECT_EQ(best_dose(0.0, 0.65, 2.3, 180.0), 0.0);
    EXPECT_EQ(best_dose(1350.0, 1.0, 2.3, 180.0), 0.0);
}

TEST(Fertiliser, AMoreValuableHarvestAndCheaperBagsMeanMore) {
    for (double value = 400.0; value < 4000.0; value += 100.0) {
        EXPECT_GT(best_dose(value + 100.0, 0.65, 2.3, 180.0), best_dose(value, 0.65, 2.3, 180.0));
        EXPECT_GT(best_dose(value, 0.65, 2.3, 150.0), best_dose(value, 0.65, 2.3, 180.0));
        EXPECT_GT(best_dose(value, 0.5, 2.3, 180.0), best_dose(value, 0.65, 2.3, 180.0));
    }
}

TEST(Fertiliser, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) {
            return std::array{fertiliser_response(a[0], a[1], 2.3), best_dose(a[2], a[1], 2.3, a[3])};
        },
        {{{0, 4}, {0, 1}, {0, 5000}, {10, 400}}});
}

}  // namespace
