// SPDX-License-Identifier: Apache-2.0
#include "smallholder/random/orders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace {

using namespace smallholder;

std::vector<Index> order_of(std::uint64_t seed, std::uint64_t number, std::size_t members) {
    std::vector<Index> order(members);
    random::random_order(seed, number, order);
    return order;
}

TEST(RandomOrder, HoldsEveryMemberOnce) {
    for (const std::size_t members : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{62}}) {
        std::vector<Index> order = order_of(3, 5, members);
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < members; ++i) EXPECT_EQ(order[i], static_cast<Index>(i));
    }
}

TEST(RandomOrder, IsEveryOrderEquallyOften) {
    std::map<std::vector<Index>, int> seen;
    for (std::uint64_t number = 0; number < 24000; ++number) ++seen[order_of(1, number, 4)];
    ASSERT_EQ(seen.size(), 24u);
    double chi_squared = 0.0;
    for (const auto& [order, count] : seen) chi_squared += (count - 1000.0) * (count - 1000.0) / 1000.0;
    EXPECT_LT(chi_squared, 53.0);  // 23 degrees of freedom: beyond once in 3000
    EXPECT_GT(chi_squared, 6.0);
}

TEST(RandomOrder, DependsOnSeedAndNumber) {
    EXPECT_EQ(order_of(1, 2, 20), order_of(1, 2, 20));
    EXPECT_NE(order_of(1, 2, 20), order_of(1, 3, 20));
    EXPECT_NE(order_of(1, 2, 20), order_of(2, 2, 20));
}

}  // namespace
