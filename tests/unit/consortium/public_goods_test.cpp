// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/public_goods.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

double utility(double weight, double wealth, double given, double good) {
    return (1.0 - weight) * std::log(wealth - given) + weight * std::log(good);
}

TEST(VoluntaryContributions, NobodyWouldGiveMoreOrLess) {
    std::mt19937 luck(5);
    std::uniform_real_distribution<double> weight(0.05, 0.95), wealth(0.0, 20.0);
    for (int game = 0; game < 50; ++game) {
        Column al, w;
        for (int i = 0; i < 6; ++i) {
            al.push_back(weight(luck));
            w.push_back(wealth(luck));
        }
        const auto found = voluntary_contributions(al, w);
        for (std::size_t i = 0; i < w.size(); ++i) {
            const double here = utility(al[i], w[i], found.given[i], found.total);
            for (const double step : {-1.0, -0.01, 0.01, 1.0}) {
                const double given = found.given[i] + step;
                if (given < 0.0 || given >= w[i] || found.total + step <= 0.0) continue;
                EXPECT_LE(utility(al[i], w[i], given, found.total + step), here + 1e-12) << game << " " << i;
            }
        }
    }
}

TEST(VoluntaryContributions, MovingWealthAmongGiversChangesNothing) {
    const Column al{0.4, 0.4, 0.4};
    const auto before = voluntary_contributions(al, Column{10, 12, 11});
    const auto after = voluntary_contributions(al, Column{11.5, 10.5, 11});
    ASSERT_EQ(before.contributors, 3);
    EXPECT_NEAR(after.total, before.total, 1e-12);
    EXPECT_NEAR(after.given[0] - before.given[0], 1.5, 1e-12);
}

TEST(VoluntaryContributions, WhoGivesNothingIsLeftOut) {
    const auto found = voluntary_contributions(Column{0.5, 0.5, 0.5}, Column{20, 1, 0});
    EXPECT_EQ(found.contributors, 1);
    EXPECT_EQ(found.given[1], 0.0);
    EXPECT_EQ(found.given[2], 0.0);
    EXPECT_DOUBLE_EQ(found.total, 10.0);
}

TEST(AgreedContributions, PersonalPricesAreWhatEachWouldPayAndAddUp) {
    const Column al{0.3, 0.5, 0.1}, w{12, 8, 30};
    const auto found = agreed_contributions(al, w);
    double willing = 0.0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        const double rate =
            al[i] / (1.0 - al[i]) * (w[i] - found.given[i]) / found.total;  // what a unit more is worth to i
        EXPECT_NEAR(rate, found.shares[i], 1e-12);
        willing += rate;
    }
    EXPECT_NEAR(willing, 1.0, 1e-12);  // Samuelson's condition: worth to all together what it costs
    EXPECT_GT(found.total, voluntary_contributions(al, w).total);
}

TEST(Contributions, RefuseWeightsAndWealthWithoutMeaning) {
    EXPECT_THROW(voluntary_contributions(Column{0.5, 1.0}, Column{1, 1}), RangeError);
    EXPECT_THROW(voluntary_contributions(Column{0.5}, Column{1, 1}), RangeError);
    EXPECT_THROW(agreed_contributions(Column{0.5, 0.5}, Column{0, 0}), RangeError);
    EXPECT_THROW(agreed_contributions(Column{0.5, 0.5}, Column{-1, 2}), RangeError);
}

TEST(CommonEffort, IsBestForWhatMembersLookTo) {
    const LinearQuadratic game{7, 3.0, 2.0};
    for (const double agenda : {0.0, 0.4, 1.0}) {
        const auto found = common_effort(game, agenda);
        const auto looked_to = [&](double own) {  // own payoff and ag times the others', the others' effort given
            const double good = 6.0 * found.effort + own;
            return 3.0 * good * (1.0 + agenda * 6.0) - own * own;
        };
        EXPECT_GT(looked_to(found.effort), looked_to(found.effort + 0.01));
        EXPECT_GT(looked_to(found.effort), looked_to(found.effort - 0.01));
    }
    const double gain = common_effort(game, 1.0).welfare - common_effort(game, 0.0).welfare;
    EXPECT_NEAR(gain, 9.0 / 4.0 * 7 * 36, 1e-9);
    EXPECT_THROW(common_effort(game, 1.1), RangeError);
    EXPECT_THROW(common_effort({0, 1.0, 1.0}, 0.0), RangeError);
}

}  // namespace
