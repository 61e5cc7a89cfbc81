// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/fertiliser.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using agronomy::best_dose;
using agronomy::fertiliser_response;
using agronomy::plateau_best_dose;
using agronomy::plateau_response;

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

TEST(FertiliserPlateau, TheResponseRisesSmoothlyToItsPlateauAndStaysThere) {
    for (const double s : {0.1, 0.65, 0.95}) {
        const double b = 0.8, plateau = 2.0 * (1.0 - s) / b;
        EXPECT_NEAR(plateau_response(0.0, s, b), s, 1e-15);
        EXPECT_NEAR(plateau_response(plateau, s, b), 1.0, 1e-14);
        double slope = 1e9;
        for (double f = 0.0; f < 0.98 * plateau; f += 0.02 * plateau) {
            const double rise = plateau_response(f + 0.02 * plateau, s, b) - plateau_response(f, s, b);
            EXPECT_GT(rise, 0.0);
            EXPECT_LT(rise, slope) << "concave at " << f;
            slope = rise;
        }
        // No step and no kink where it ends: both sides of the plateau's edge are level to second order.
        const double h = 1e-4 * plateau;
        EXPECT_NEAR(plateau_response(plateau - h, s, b), 1.0, 1e-7);
        for (const double beyond : {1.0, 1.0001, 1.5, 10.0, 1e6}) {
            EXPECT_LE(plateau_response(beyond * plateau, s, b), 1.0);
            EXPECT_NEAR(plateau_response(beyond * plateau, s, b), 1.0, 1e-14);
        }
    }
    EXPECT_EQ(plateau_response(0.5, 1.0, 0.8), 1.0) << "a soil that lacks nothing";
}

TEST(FertiliserPlateau, TheLastUnitOfTheBestDoseJustEarnsItsCost) {
    for (const double value : {200.0, 600.0, 1350.0, 4000.0})
        for (const double s : {0.3, 0.5, 0.65}) {
            const double b = 0.8, dose = plateau_best_dose(value, s, b, 180.0);
            EXPECT_LT(dose, 2.0 * (1.0 - s) / b);
            if (dose == 0.0) {
                EXPECT_LE(b * value, 180.0);
                continue;
            }
            const double h = 1e-5;
            const double earns = value * (plateau_response(dose + h, s, b) - plateau_response(dose - h, s, b)) / (2.0 * h);
            EXPECT_NEAR(earns, 180.0, 1e-4);
        }
    EXPECT_EQ(plateau_best_dose(0.0, 0.65, 0.8, 180.0), 0.0);
    EXPECT_EQ(plateau_best_dose(1350.0, 1.0, 0.8, 180.0), 0.0);
    EXPECT_NEAR(plateau_best_dose(1350.0, 0.65, 0.8, 1e-9), 0.875, 1e-9) << "what costs nothing is used up to the plateau";
}

TEST(FertiliserForm, TheParametersNameIt) {
    Parameters p = tests::shipped();
    ASSERT_EQ(p.fertiliser_form, 0.0);
    EXPECT_EQ(fertiliser_response(0.5, 0.65, p), fertiliser_response(0.5, 0.65, p.c_n));
    EXPECT_EQ(best_dose(1350.0, 0.65, p, 180.0), best_dose(1350.0, 0.65, p.c_n, 180.0));
    p.fertiliser_form = 1.0;
    EXPECT_EQ(fertiliser_response(0.5, 0.65, p), plateau_response(0.5, 0.65, p.plateau_slope));
    EXPECT_EQ(best_dose(1350.0, 0.65, p, 180.0), plateau_best_dose(1350.0, 0.65, p.plateau_slope, 180.0));
    // The shipped values of both forms start alike on mean soil: the row of plateau_slope says so.
    EXPECT_NEAR(p.plateau_slope, p.c_n * (1.0 - 0.65), 0.01);
}

TEST(FertiliserPlateau, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) {
            return std::array{plateau_response(a[0], a[1], 0.8), plateau_best_dose(a[2], a[1], 0.8, a[3])};
        },
        {{{0, 4}, {0, 1}, {0, 5000}, {10, 400}}});
}

TEST(Fertiliser, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) {
            return std::array{fertiliser_response(a[0], a[1], 2.3), best_dose(a[2], a[1], 2.3, a[3])};
        },
        {{{0, 4}, {0, 1}, {0, 5000}, {10, 400}}});
}

}  // namespace
