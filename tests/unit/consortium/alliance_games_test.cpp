// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/alliance_games.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

TEST(LinearQuadraticAlliance, LeavesEachForItselfWhenThereIsNone) {
    const LinearQuadratic game{6, 2.0, 5.0};
    const double alone = common_effort(game, 0.0).payoff;
    const auto payoffs = linear_quadratic_payoffs(game, 0.4);
    EXPECT_DOUBLE_EQ(payoffs.outsider[0], alone);
    EXPECT_DOUBLE_EQ(payoffs.member[1], alone);
    EXPECT_DOUBLE_EQ(payoffs.outsider[1], alone);  // one member is no alliance, and withholds nothing
    EXPECT_NEAR(payoffs.member[6], common_effort(game, 1.0).payoff, 1e-12);
}

TEST(LinearQuadraticAlliance, MembersDoWhatIsBestForThemAll) {
    const LinearQuadratic game{6, 2.0, 5.0};
    const auto payoffs = linear_quadratic_payoffs(game, 0.0);
    for (const double s : {2.0, 4.0}) {
        const auto joint = [&](double effort) {
            return s * (2.0 * (s * effort + (6.0 - s) * 0.4) - 2.5 * effort * effort);
        };
        const double best = s * payoffs.member[static_cast<std::size_t>(s)];
        EXPECT_NEAR(best, joint(s * 0.4), 1e-12);
        EXPECT_GT(best, joint(s * 0.4 + 0.01));
        EXPECT_GT(best, joint(s * 0.4 - 0.01));
    }
}

TEST(LinearQuadraticAlliance, GrowsWithWhatItCanWithholdAsTheClosedFormSays) {
    for (const double e : {0.0, 0.1, 0.2, 0.25, 0.31, 0.375, 0.4, 0.45, 0.5, 0.7}) {
        const auto sizes = stable_sizes(linear_quadratic_payoffs({30, 1.0, 1.0}, e));
        ASSERT_EQ(sizes.size(), 1u) << e;
        EXPECT_EQ(static_cast<double>(sizes[0]), std::min(30.0, largest_stable_alliance(e))) << e;
    }
    EXPECT_THROW(largest_stable_alliance(-0.1), RangeError);
}

TEST(LeaderGame, MembersLeadAndOutsidersAnswer) {
    const LeaderGame game{10, 100.0, 1.0, 0.25};
    const auto found = leader_payoffs(game);
    for (const int s : {1, 4, 10}) {
        // Payoff of the alliance of s for any effort, the outsiders' answer solved for by repetition.
        const auto joint = [&](double effort) {
            double answer = 0.0, good = 0.0;
            for (int round = 0; round < 500; ++round) {
                good = s * effort + (10 - s) * answer;
                answer += 0.2 * ((100.0 - good) / (10 * 0.25) - answer);
            }
            return s * ((100.0 * good - 0.5 * good * good) / 10.0 - 0.125 * effort * effort);
        };
        double from = 0.0, to = 40.0;  // the best effort, by thirds
        for (int round = 0; round < 40; ++round) {
            const double low = from + (to - from) / 3.0, high = to - (to - from) / 3.0;
            (joint(low) < joint(high) ? from : to) = joint(low) < joint(high) ? low : high;
        }
        const double best = joint(0.5 * (from + to));
        EXPECT_NEAR(s * found.payoffs.member[static_cast<std::size_t>(s)], best, 1e-6) << s;
    }
    EXPECT_THROW(leader_payoffs({1, 100.0, 1.0, 0.25}), RangeError);
    EXPECT_THROW(leader_payoffs({10, 100.0, 1.0, 0.0}), RangeError);
}

}  // namespace
