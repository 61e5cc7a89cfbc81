// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/disease.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using agronomy::disease_factor;
using agronomy::infected_next;
using tests::shipped;

TEST(Disease, TheInfectedShareIsAShare) {
    Parameters p = shipped();
    for (const double beta : {0.0, 0.18, 5.0})
        for (const double removal : {0.0, 0.2, 1.0}) {
            p.cssvd_beta = beta;
            p.removal = removal;
            for (double i = 0.0; i <= 1.0; i += 0.05)
                for (double v = 0.0; v <= 1.0; v += 0.25) {
                    const double next = infected_next(i, v, p);
                    EXPECT_GE(next, 0.0);
                    EXPECT_LE(next, 1.0);
                }
        }
}

TEST(Disease, HealthyFarmsStayHealthyWithoutASource) {
    Parameters p = shipped();
    p.cssvd_beta_background = 0.0;
    EXPECT_EQ(infected_next(0.0, 0.0, p), 0.0);
    EXPECT_GT(infected_next(0.0, 0.2, p), 0.0);
}

TEST(Disease, ASickVillageAndStrongerSpreadMeanMoreInfection) {
    const Parameters& p = shipped();
    for (double i = 0.0; i < 0.95; i += 0.1) {
        for (double v = 0.0; v < 0.95; v += 0.1) EXPECT_LT(infected_next(i, v, p), infected_next(i, v + 0.05, p));
        for (double Parameters::*rate :
             {&Parameters::cssvd_beta_background, &Parameters::cssvd_beta_village, &Parameters::cssvd_beta}) {
            Parameters worse = p;
            worse.*rate *= 2.0;
            if (rate == &Parameters::cssvd_beta && i == 0.0) continue;  // nothing of one's own to spread
            EXPECT_LT(infected_next(i, 0.2, p), infected_next(i, 0.2, worse)) << i;
        }
    }
}

TEST(Disease, WithoutSpreadInfectionDecaysAtTheRateOfRemoval) {
    Parameters p = shipped();
    p.cssvd_beta = p.cssvd_beta_village = p.cssvd_beta_background = 0.0;
    double infected = 0.4;
    for (int year = 1; year <= 10; ++year) {
        infected = infected_next(infected, 0.5, p);
        EXPECT_NEAR(infected, 0.4 * std::pow(1.0 - p.removal, year), 1e-14);
    }
}

TEST(Disease, FromAnyStartAVillageSettlesAtOneShare) {
    const Parameters& p = shipped();
    double low = 0.001, high = 0.999;
    for (int year = 0; year < 2000; ++year) {
        low = infected_next(low, low, p);
        high = infected_next(high, high, p);
    }
    EXPECT_NEAR(low, high, 1e-10);
    EXPECT_NEAR(low, 0.22, 0.01);  // the level the defaults were chosen for
}

TEST(Disease, InfectedTreesBearLess) {
    const Parameters& p = shipped();
    EXPECT_EQ(disease_factor(0.0, p), 1.0);
    EXPECT_NEAR(disease_factor(1.0, p), 1.0 - p.infected_loss, 1e-15);
    EXPECT_NEAR(disease_factor(0.3, p), 1.0 - 0.3 * p.infected_loss, 1e-15);
}

TEST(Disease, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<2>(
        [](const auto& a) {
            return std::array{infected_next(a[0], a[1], shipped()), disease_factor(a[0], shipped())};
        },
        {{{0, 1}, {0, 1}}});
}

}  // namespace
