// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/adoption_stage.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using livelihood::adoption_stage;
using livelihood::Stage;
using tests::shipped;

Stage stage(double package, double seasons, double exposed, double knowledge, double first = 1.0) {
    return static_cast<Stage>(adoption_stage(package, seasons, first, exposed, knowledge, shipped()));
}

TEST(AdoptionStage, IsTheLastStepAHouseholdHasTaken) {
    const double little = 0.5 * shipped().aware_knowledge, some = 0.5 * (shipped().aware_knowledge + shipped().able_knowledge);
    EXPECT_EQ(stage(0.0, 0.0, 0.0, little), Stage::unexposed);
    EXPECT_EQ(stage(0.0, 0.0, 1.0, little), Stage::exposed);
    EXPECT_EQ(stage(0.0, 0.0, 1.0, shipped().aware_knowledge), Stage::exposed);  // above, not at
    EXPECT_EQ(stage(0.0, 0.0, 0.0, some), Stage::aware);
    EXPECT_EQ(stage(0.0, 0.0, 1.0, 0.9), Stage::able);
    EXPECT_EQ(stage(2.0, 1.0, 1.0, some), Stage::trying);
    EXPECT_EQ(stage(2.0, 2.0, 1.0, little), Stage::keeping);
    EXPECT_EQ(stage(0.0, 2.0, 1.0, 0.9), Stage::dropped);
    EXPECT_EQ(stage(3.0, 1.0, 1.0, some, 0.0), Stage::keeping);  // at the survey
}

TEST(AdoptionStage, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>([](const auto& a) { return std::array{adoption_stage(a[0], a[1], 1.0, a[2], a[3], shipped())}; },
                                             {{{0.0, 3.0}, {0.0, 4.0}, {0.0, 1.0}, {0.0, 1.0}}});
}

}  // namespace
