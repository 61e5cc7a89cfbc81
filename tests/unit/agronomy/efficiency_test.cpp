// SPDX-License-Identifier: Apache-2.0
#include "smallholder/agronomy/efficiency.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using agronomy::efficiency;
using tests::shipped;

TEST(Efficiency, TheBestFarmersLoseNothingAndNobodyLosesEverything) {
    const Parameters& p = shipped();
    EXPECT_EQ(efficiency(0.0, 0.0, 0.0, p), 1.0);
    for (double k = 0.0; k <= 1.0; k += 0.1)
        for (double z = 0.1; z < 5.0; z += 0.3) {
            EXPECT_GT(efficiency(k, 6.0, z, p), 0.0);
            EXPECT_LT(efficiency(k, 6.0, z, p), 1.0);
        }
}

TEST(Efficiency, KnowledgeAndSchoolNarrowTheShortfall) {
    const Parameters& p = shipped();
    for (double z = 0.1; z < 3.0; z += 0.4)
        for (double k = 0.0; k < 0.9; k += 0.1) {
            EXPECT_LT(efficiency(k, 6.0, z, p), efficiency(k + 0.1, 6.0, z, p));
            EXPECT_LT(efficiency(k, 6.0, z, p), efficiency(k, 9.0, z, p));
            EXPECT_GT(efficiency(k, 6.0, z, p), efficiency(k, 6.0, z + 0.1, p));
        }
}

TEST(Efficiency, AtTheReferenceTheSpreadIsTheParameter) {
    const Parameters& p = shipped();
    EXPECT_NEAR(efficiency(p.knowledge_reference, p.school_reference, 1.0, p), std::exp(-p.inefficiency_sd), 1e-14);
}

TEST(Efficiency, OneMoreStepOfKnowledgeTakesTheSameShareOffTheSpread) {
    const Parameters& p = shipped();
    const double first = std::log(efficiency(0.2, 6.0, 1.3, p)) / std::log(efficiency(0.3, 6.0, 1.3, p));
    const double second = std::log(efficiency(0.6, 6.0, 1.3, p)) / std::log(efficiency(0.7, 6.0, 1.3, p));
    EXPECT_NEAR(first, second, 1e-12);
    EXPECT_NEAR(first, std::exp(0.1 * p.inefficiency_knowledge), 1e-12);
}

TEST(Efficiency, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<3>(
        [](const auto& a) { return std::array{efficiency(a[0], a[1], a[2], shipped())}; }, {{{0, 1}, {0, 20}, {0, 5}}});
}

}  // namespace
