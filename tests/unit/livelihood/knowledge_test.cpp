// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/knowledge.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using livelihood::knowledge_next;
using tests::shipped;

TEST(Knowledge, ItIsAShareWhateverIsTaught) {
    Parameters p = shipped();
    p.neighbour_learning = -0.5;  // misled by neighbours
    for (double k = 0.0; k <= 1.0; k += 0.1)
        for (double course = 0.0; course <= 1.0; course += 0.5)
            for (double x = 0.0; x <= 1.0; x += 0.25) {
                const double next = knowledge_next(k, course, x, 1.0, p);
                EXPECT_GE(next, 0.0);
                EXPECT_LE(next, 1.0);
            }
    EXPECT_EQ(knowledge_next(0.0, 0.0, 0.0, 1.0, p), 0.0);
}

TEST(Knowledge, CoursesOwnPracticeAndNeighboursTeach) {
    const Parameters& p = shipped();
    for (double k = 0.0; k < 0.95; k += 0.1) {
        EXPECT_GT(knowledge_next(k, 1.0, 0.5, 0.5, p), knowledge_next(k, 0.0, 0.5, 0.5, p));
        EXPECT_GT(knowledge_next(k, 0.0, 0.6, 0.5, p), knowledge_next(k, 0.0, 0.5, 0.5, p));
        EXPECT_GT(knowledge_next(k, 0.0, 0.5, 0.6, p), knowledge_next(k, 0.0, 0.5, 0.5, p));
    }
}

TEST(Knowledge, WithoutPracticeOrCourseItIsForgotten) {
    const Parameters& p = shipped();
    EXPECT_NEAR(knowledge_next(0.5, 0.0, 0.0, 0.0, p), 0.5 * (1.0 - p.forgetting), 1e-15);
}

TEST(Knowledge, ACourseFillsAShareOfWhatIsNotKnown) {
    Parameters p = shipped();
    p.forgetting = 0.0;
    EXPECT_NEAR(knowledge_next(0.2, 1.0, 0.0, 0.0, p), 0.2 + 0.8 * p.course_gain, 1e-15);
    EXPECT_NEAR(knowledge_next(0.2, 0.5, 0.0, 0.0, p), 0.2 + 0.4 * p.course_gain, 1e-15);
    EXPECT_EQ(knowledge_next(1.0, 1.0, 1.0, 1.0, p), 1.0);
}

TEST(Knowledge, WithoutAProgrammeItDriftsToWhatPracticeKeepsUp) {
    const Parameters& p = shipped();
    double k = 0.25;
    for (int year = 0; year < 200; ++year) k = knowledge_next(k, 0.0, 0.5, 0.5, p);
    const double learnt = 0.5 * (p.own_learning + p.neighbour_learning);
    EXPECT_NEAR(k, learnt / (learnt + p.forgetting), 1e-12);
}

TEST(Knowledge, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) { return std::array{knowledge_next(a[0], a[1], a[2], a[3], shipped())}; },
        {{{0, 1}, {0, 1}, {0, 1}, {0, 1}}});
}

}  // namespace
