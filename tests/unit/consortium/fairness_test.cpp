// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/fairness.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

constexpr double kAny = std::numeric_limits<double>::infinity();
const Column kGame{0, 1, 2, 5, 0, 4, 3, 9};  // nobody, a, b, ab, c, ac, bc, abc

TEST(FairnessReport, FindsTheCoalitionThatComplainsMost) {
    const auto report = fairness_report(kGame, Column{5, 3, 1});
    EXPECT_TRUE(report.sums_up);
    EXPECT_TRUE(report.individually_right);
    EXPECT_TRUE(report.in_core);  // complaints: a -4, b -1, c -1, ab -3, ac -2, bc -1
    EXPECT_DOUBLE_EQ(report.complaint, -1.0);
    EXPECT_EQ(report.worst_coalition, 0b010u);
    const auto other = fairness_report(kGame, Column{2, 6, 1});
    EXPECT_FALSE(other.in_core);
    EXPECT_EQ(other.worst_coalition, 0b101u);  // a and c have 3 where they could have 4
    EXPECT_DOUBLE_EQ(other.complaint, 1.0);
    EXPECT_TRUE(other.individually_right);
}

TEST(FairnessReport, WalksOverEveryCoalition) {
    std::mt19937 luck(2);
    std::normal_distribution<double> number(0.0, 1.0);
    for (int game = 0; game < 20; ++game) {
        Column worth(64), share(6);
        for (double& one : worth) one = number(luck);
        worth[0] = 0.0;
        for (double& one : share) one = number(luck);
        double worst = -kAny;
        for (unsigned s = 1; s < 63; ++s) {
            double has = 0.0;
            for (unsigned i = 0; i < 6; ++i) has += (s >> i & 1U) != 0 ? share[i] : 0.0;
            worst = std::max(worst, worth[s] - has);
        }
        EXPECT_NEAR(fairness_report(worth, share).complaint, worst, 1e-12);
    }
}

TEST(FairnessReport, SaysWhoWouldRatherGoAloneAndWhatIsLeftOver) {
    const auto report = fairness_report(kGame, Column{0.5, 0.25, 6});
    EXPECT_FALSE(report.individually_right);
    EXPECT_EQ(report.worst_member, 1);
    EXPECT_DOUBLE_EQ(report.worst_loss, 1.75);
    EXPECT_FALSE(report.sums_up);
    EXPECT_DOUBLE_EQ(report.left_over, 2.25);
    EXPECT_FALSE(report.in_core);
    EXPECT_FALSE(fairness_report(kGame, Column{6, 4, 2}).in_core);  // no complaint, but 3 more than there is
    EXPECT_TRUE(fairness_report(Column{0, 3}, Column{3}).in_core);
    EXPECT_FALSE(fairness_report(Column{0, 3}, Column{2}).in_core);
}

TEST(FairnessReport, SaysWhoContributesMoreAndHasLess) {
    const Column shares{5, 3, 1};
    EXPECT_FALSE(fairness_report(kGame, shares).monotone.has_value());
    EXPECT_TRUE(*fairness_report(kGame, shares, Column{30, 20, 20}).monotone);
    const auto report = fairness_report(kGame, shares, Column{10, 20, 15});
    EXPECT_FALSE(*report.monotone);
    EXPECT_EQ(report.slighted, (std::pair<Index, Index>{2, 0}));  // 4 less for 5 more
    EXPECT_TRUE(*fairness_report(kGame, Column{3, 3, 3}, Column{1, 2, 3}).monotone);
}

TEST(FairnessReport, SaysWhoCannotPayOrTakeWhatTheRuleAsks) {
    // The donor c has a benefit of 6 from what the others deliver, and may only fund its own theme.
    CashLimits limits{{2, 1, 6}, {kAny, kAny, 0.0}, {kAny, 1.0, kAny}};
    const Column shares{5, 3, 1};
    const auto report = fairness_report(kGame, shares, {}, &limits);
    EXPECT_EQ(report.transfers, (Column{3, 2, -5}));
    EXPECT_FALSE(*report.payable);
    EXPECT_EQ(report.cannot_pay, (std::vector<Index>{2}));
    EXPECT_EQ(report.cannot_receive, (std::vector<Index>{1}));
    limits.most_paid[2] = 5.0;
    limits.most_received[1] = 2.0;
    EXPECT_TRUE(*fairness_report(kGame, shares, {}, &limits).payable);
    limits.before = {5, 3, 1};
    limits.most_paid = limits.most_received = {0, 0, 0};
    EXPECT_TRUE(*fairness_report(kGame, shares, {}, &limits).payable);  // nothing needs to change hands
    limits.most_paid[0] = -1.0;
    EXPECT_THROW(fairness_report(kGame, shares, {}, &limits), RangeError);
}

TEST(FairnessReport, RefusesWhatIsNoGame) {
    EXPECT_THROW(fairness_report(Column{0, 1, 2}, Column{1, 2}), RangeError);
    EXPECT_THROW(fairness_report(Column{1, 1, 2, 3}, Column{1, 2}), RangeError);
    EXPECT_THROW(fairness_report(Column{0, 1, 2, std::numeric_limits<double>::quiet_NaN()}, Column{1, 2}), RangeError);
    EXPECT_THROW(fairness_report(Column{0, 1, 2, 3}, Column{1, 2, 3}), RangeError);
    EXPECT_THROW(fairness_report(Column{0, 1, 2, 3}, Column{1, 2}, Column{1}), RangeError);
}

}  // namespace
