// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/adult_equivalents.hpp"

#include <gtest/gtest.h>

#include "smallholder/core/pack.hpp"

namespace {

using namespace smallholder;

TEST(AdultEquivalents, ALoneAdultIsOneOnEveryScale) {
    EXPECT_EQ(livelihood::adult_equivalents(1.0, 0.0), 1.0);
    EXPECT_EQ(livelihood::adult_equivalents(1.0, 0.0, livelihood::kOecd), 1.0);
    EXPECT_EQ(livelihood::adult_equivalents_square_root(1.0), 1.0);
}

TEST(AdultEquivalents, ReferenceFamiliesOfTheLivingIncomeBenchmarks) {
    // Ghana: two adults and three children; Cote d'Ivoire: two and four (akvo/IDH-IDC, household_equiv).
    EXPECT_NEAR(livelihood::adult_equivalents(2.0, 3.0), 2.4, 1e-12);
    EXPECT_NEAR(livelihood::adult_equivalents(2.0, 4.0), 2.7, 1e-12);
}

TEST(AdultEquivalents, AChildCountsLessThanAnAdultAndNobodyCountsForNothing) {
    for (const auto scale : {livelihood::kModifiedOecd, livelihood::kOecd}) {
        const double family = livelihood::adult_equivalents(2.0, 3.0, scale);
        const double with_child = livelihood::adult_equivalents(2.0, 4.0, scale);
        const double with_adult = livelihood::adult_equivalents(3.0, 3.0, scale);
        EXPECT_LT(family, with_child);
        EXPECT_LT(with_child, with_adult);
        EXPECT_LT(with_adult, family + 1.0);
    }
}

TEST(AdultEquivalents, PacksAndSingleHouseholdsGiveTheSameBits) {
    constexpr int kLanes = 4;
    const double adults[kLanes] = {1.0, 2.0, 3.0, 7.0};
    const double children[kLanes] = {0.0, 3.0, 1.0, 9.0};
    using Four = Pack<kLanes>;
    const Four together =
        livelihood::adult_equivalents(load<Four>(adults), load<Four>(children), livelihood::kOecd);
    const Four roots = livelihood::adult_equivalents_square_root(load<Four>(adults));
    for (int i = 0; i < kLanes; ++i) {
        EXPECT_EQ(element(together, i),
                  livelihood::adult_equivalents(adults[i], children[i], livelihood::kOecd));
        EXPECT_EQ(element(roots, i), livelihood::adult_equivalents_square_root(adults[i]));
    }
}

}  // namespace
