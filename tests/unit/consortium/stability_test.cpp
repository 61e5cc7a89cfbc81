// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/stability.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <random>
#include <vector>

#include "smallholder/consortium/alliance_games.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using Column = std::vector<double>;

PayoffTable random_table(Index members, unsigned seed) {
    std::mt19937 luck(seed);
    std::normal_distribution<double> payoff(0.0, 10.0);
    Column rows((std::size_t{1} << members) * static_cast<std::size_t>(members));
    for (double& one : rows) one = payoff(luck);
    return {members, rows};
}

bool inside(CoalitionMask s, Index i) {
    return (s >> i & 1U) != 0;
}

TEST(AllianceStability, IsTheDefinitionWrittenOut) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const PayoffTable table = random_table(5, seed);
        for (const auto& row : alliance_stability(table)) {
            const CoalitionMask s = row.coalition;
            bool internal = true, external = true;
            double slack = 0.0;
            for (Index i = 0; i < 5; ++i) {
                const double with = table.at(s | (1U << i), i), without = table.at(s & ~(1U << i), i);
                if (inside(s, i)) {
                    internal = internal && with >= without;
                    slack += with - without;
                } else {
                    external = external && without > with;
                }
            }
            EXPECT_EQ(row.internal, internal) << seed << " " << s;
            EXPECT_EQ(row.external, external) << seed << " " << s;
            EXPECT_EQ(row.potentially_internal, slack >= 0.0) << seed << " " << s;
            EXPECT_NEAR(row.surplus(), slack, 1e-10);
            EXPECT_NEAR(row.gap(), std::max(0.0, -slack), 1e-10);
            EXPECT_EQ(row.stable(), internal && external);
        }
    }
}

TEST(AllianceStability, NamesWhoGainsMostByMoving) {
    // Three members; only {0, 1} has anything to lose: 0 gains 5 by leaving, 1 gains 2, and 2 would gain 1 by joining.
    Column rows(8 * 3, 0.0);
    const auto set = [&](CoalitionMask s, Index i, double payoff) {
        rows[s * 3 + static_cast<std::size_t>(i)] = payoff;
    };
    set(0b011, 0, 1), set(0b010, 0, 6), set(0b011, 1, 4), set(0b001, 1, 6), set(0b011, 2, 7), set(0b111, 2, 8);
    const auto row = alliance_stability(PayoffTable(3, rows), 0b011);
    EXPECT_EQ(row.leaver, 0);
    EXPECT_DOUBLE_EQ(row.gain_of_leaving, 5.0);
    EXPECT_EQ(row.joiner, 2);
    EXPECT_DOUBLE_EQ(row.gain_of_joining, 1.0);
    EXPECT_DOUBLE_EQ(row.joint, 5.0);
    EXPECT_DOUBLE_EQ(row.claims, 12.0);
    EXPECT_DOUBLE_EQ(row.gap(), 7.0);
}

TEST(AllianceStability, WhoIsIndifferentStaysAndJoins) {
    const PayoffTable table(2, Column(8, 3.0));
    const auto rows = alliance_stability(table);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_TRUE(rows[0].stable());
    const PayoffTable three(3, Column(24, 3.0));
    EXPECT_TRUE(alliance_stability(three, 0b011).internal);
    EXPECT_FALSE(alliance_stability(three, 0b011).external);
    EXPECT_EQ(alliance_stability(three, 0b011).joiner, 2);
    EXPECT_TRUE(alliance_stability(three, 0b111).stable());
}

TEST(AllianceStability, ADollarInAMillionIsNotIndifference) {
    Column rows(8, 0.0);
    rows[0b11 * 2 + 0] = 1e6;
    rows[0b10 * 2 + 0] = 1e6 + 1.0;
    EXPECT_FALSE(alliance_stability(PayoffTable(2, rows), 0b11).internal);
    rows[0b10 * 2 + 0] = 1e6 * (1.0 + 1e-15);
    EXPECT_TRUE(alliance_stability(PayoffTable(2, rows), 0b11).internal);
}

TEST(AllianceStability, RenamingMembersRenamesTheAlliances) {
    const PayoffTable table = random_table(4, 3);
    const std::vector<Index> renamed{2, 0, 3, 1};
    Column rows(16 * 4);
    const auto moved = [&](CoalitionMask s) {
        CoalitionMask t = 0;
        for (Index i = 0; i < 4; ++i) t |= inside(s, i) ? 1U << renamed[static_cast<std::size_t>(i)] : 0U;
        return t;
    };
    for (CoalitionMask s = 0; s < 16; ++s) {
        for (Index i = 0; i < 4; ++i)
            rows[moved(s) * 4 + static_cast<std::size_t>(renamed[static_cast<std::size_t>(i)])] = table.at(s, i);
    }
    const PayoffTable other(4, rows);
    for (const auto& row : alliance_stability(table)) {
        EXPECT_EQ(alliance_stability(other, moved(row.coalition)).stable(), row.stable());
    }
}

TEST(AlmostIdealShares, HoldTheAllianceExactlyWhereThereIsEnough) {
    int enough = 0;
    for (unsigned seed = 0; seed < 30; ++seed) {
        const PayoffTable table = random_table(4, seed);
        for (const auto& row : alliance_stability(table)) {
            const auto found = almost_ideal_shares(table, row.coalition);
            Column rows(table.payoffs().begin(), table.payoffs().end());
            double joint = 0.0;
            for (Index i = 0; i < 4; ++i) {
                rows[row.coalition * 4 + static_cast<std::size_t>(i)] = found.payoffs[static_cast<std::size_t>(i)];
                if (inside(row.coalition, i)) joint += found.payoffs[static_cast<std::size_t>(i)];
            }
            EXPECT_NEAR(joint, row.joint, 1e-9);
            EXPECT_EQ(alliance_stability(PayoffTable(4, rows), row.coalition).internal, row.potentially_internal);
            enough += row.potentially_internal ? 1 : 0;
        }
    }
    EXPECT_GT(enough, 50);
    EXPECT_LT(enough, 280);
}

TEST(AlmostIdealShares, DivideWhatIsLeftByWeights) {
    const PayoffTable table = random_table(3, 8);
    const auto equal = almost_ideal_shares(table, 0b101), first = almost_ideal_shares(table, 0b101, Column{1, 0, 0});
    EXPECT_NEAR(first.payoffs[0] - equal.payoffs[0], equal.surplus / 2.0, 1e-12);
    EXPECT_EQ(first.payoffs[1], table.at(0b101, 1));
    EXPECT_THROW(almost_ideal_shares(table, 0b101, Column{0.5, 0.5, 0.4}), RangeError);
    EXPECT_THROW(almost_ideal_shares(table, 0b100), RangeError);
    EXPECT_THROW(almost_ideal_shares(table, 0b1001), RangeError);
}

TEST(SharedPayoffs, HandTheRuleTheWorthOfEverySubset) {
    const PayoffTable table = random_table(4, 4);
    std::vector<Column> seen;
    const PayoffTable by_rule = shared(table, [&](std::span<const double> worth) {
        seen.emplace_back(worth.begin(), worth.end());
        const std::size_t s = static_cast<std::size_t>(std::countr_zero(worth.size()));
        Column shares(s, 0.0);
        shares[0] = worth.back();  // the first takes all
        return shares;
    });
    EXPECT_EQ(seen.size(), 11u);
    const auto& of_1_and_3 = seen[6];  // masks with two or more: 3, 5, 6, 7, 9, 10 = {1, 3}, ...
    ASSERT_EQ(seen[5].size(), 4u);
    EXPECT_EQ(seen[5][0], 0.0);
    EXPECT_DOUBLE_EQ(seen[5][1], table.at(0b0010, 1));
    EXPECT_DOUBLE_EQ(seen[5][2], table.at(0b1000, 3));
    EXPECT_DOUBLE_EQ(seen[5][3], table.joint(0b1010));
    EXPECT_EQ(of_1_and_3.size(), 8u);
    EXPECT_DOUBLE_EQ(by_rule.at(0b1010, 1), table.joint(0b1010));
    EXPECT_DOUBLE_EQ(by_rule.at(0b1010, 3), 0.0);
    EXPECT_DOUBLE_EQ(by_rule.at(0b1010, 0), table.at(0b1010, 0));
    EXPECT_THROW(shared(table, [](std::span<const double>) { return Column{1.0}; }), RangeError);
    EXPECT_THROW(shared(table,
                        [](std::span<const double> worth) {
                            return Column(static_cast<std::size_t>(std::countr_zero(worth.size())), worth.back());
                        }),
                 RangeError);
}

TEST(BestStable, IsTheStableOneOfHighestWelfare) {
    int found_some = 0, found_none = 0;
    for (unsigned seed = 0; seed < 40; ++seed) {
        const PayoffTable table = random_table(3, seed);
        Column welfare;
        for (CoalitionMask s = 0; s < 8; ++s) welfare.push_back(table.joint(s) - 2.0 * s);
        const auto best = best_stable(table, welfare);
        double highest = -std::numeric_limits<double>::infinity();
        for (const auto& row : alliance_stability(table)) {
            if (row.stable()) highest = std::max(highest, welfare[row.coalition]);
        }
        if (best)
            EXPECT_EQ(welfare[best->coalition], highest);
        else
            EXPECT_TRUE(std::isinf(highest));
        (best ? found_some : found_none) += 1;
    }
    EXPECT_GT(found_some, 0);
    EXPECT_GT(found_none, 0);
    EXPECT_THROW(best_stable(random_table(3, 1), Column(7, 0.0)), RangeError);
}

TEST(PayoffTable, RefusesAWrongSizeAndFiguresThatAreNone) {
    EXPECT_THROW(PayoffTable(3, Column(23, 0.0)), RangeError);
    EXPECT_THROW(PayoffTable(0, Column{}), RangeError);
    EXPECT_THROW(PayoffTable(17, Column{}), RangeError);
    Column rows(8, 0.0);
    rows[3] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(PayoffTable(2, rows), RangeError);
}

TEST(StableSizes, AreThoseOfTheTableByCoalition) {
    for (const double e : {0.0, 0.2, 0.375, 0.6}) {
        const auto payoffs = linear_quadratic_payoffs({9, 2.0, 3.0}, e);
        const auto sizes = stable_sizes(payoffs);
        for (const auto& row : alliance_stability(table_of(payoffs))) {
            const bool listed = std::find(sizes.begin(), sizes.end(), std::popcount(row.coalition)) != sizes.end();
            EXPECT_EQ(row.stable(), listed) << e << " " << row.coalition;
        }
    }
    EXPECT_THROW(stable_sizes({Column{1, 1}, Column{1, 1}}), RangeError);
    EXPECT_THROW(table_of({Column(18, 1.0), Column(18, 1.0)}), RangeError);
}

}  // namespace
