// SPDX-License-Identifier: Apache-2.0
#include "smallholder/core/exact_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace {

using namespace smallholder;

std::vector<double> incomes() {
    std::mt19937_64 random(4);
    std::normal_distribution<double> logs(7.0, 3.0), losses(-500.0, 400.0);
    std::vector<double> x;
    for (int i = 0; i < 20000; ++i) x.push_back(i % 5 == 0 ? losses(random) : std::exp(logs(random)));
    for (const double extreme : {1e18, -1e18, 3e-9, -3e-9, 0x1p21 + 0.5, -0x1p40 - 0.25})
        x.push_back(extreme);
    return x;
}

ExactSum sum_of(const std::vector<double>& x, std::size_t from, std::size_t to) {
    ExactSum sum;
    for (std::size_t i = from; i < to; ++i) sum.add(x[i]);
    return sum;
}

TEST(ExactSum, DoesNotCareAboutTheOrder) {
    auto x = incomes();
    const ExactSum expected = sum_of(x, 0, x.size());
    double plain = 0.0, shuffled_plain = 0.0;
    for (const double each : x) plain += each;
    std::mt19937_64 random(5);
    bool plain_moved = false;
    for (int i = 0; i < 20; ++i) {
        std::shuffle(x.begin(), x.end(), random);
        EXPECT_EQ(sum_of(x, 0, x.size()), expected);
        shuffled_plain = 0.0;
        for (const double each : x) shuffled_plain += each;
        plain_moved = plain_moved || shuffled_plain != plain;
    }
    EXPECT_TRUE(plain_moved) << "the case is too easy: plain sums agree as well";
}

TEST(ExactSum, DoesNotCareHowTheWorkWasCut) {
    const auto x = incomes();
    const ExactSum expected = sum_of(x, 0, x.size());
    for (const std::size_t block : {1u, 7u, 256u, 4096u}) {
        ExactSum merged;
        for (std::size_t from = x.size(); from > 0;) {  // the last block first
            const std::size_t start = from > block ? from - block : 0;
            merged.add(sum_of(x, start, from));
            from = start;
        }
        EXPECT_EQ(merged, expected) << block;
    }
}

TEST(ExactSum, RoundsEachNumberToABillionth) {
    ExactSum sum;
    sum.add(0.1);
    EXPECT_NEAR(sum.value(), 0.1, 0x1p-31);
    ExactSum whole;
    for (int i = 1; i <= 1000; ++i) whole += i + 0.25;
    EXPECT_EQ(whole.value(), 500500.0 + 250.0);
    ExactSum ties;
    ties += 0x1p-31;  // half a unit goes to the even neighbour, 0
    EXPECT_EQ(ties.value(), 0.0);
    ties += 0x1.8p-30;  // one and a half goes to 2
    EXPECT_EQ(ties.value(), 0x1p-29);
}

TEST(ExactSum, GivesTheSameOnBothSidesOfItsShortcut) {
    // Numbers of 2^21 and more take the long way; both ways round alike.
    for (const double x :
         {0x1p21 - 0x1p-31, 0x1p21, 0x1p21 + 0x1p-31, 0x1.8p21 + 0x1p-30, 0x1p22 - 0x1p-30}) {
        for (const double sign : {1.0, -1.0}) {
            ExactSum sum;
            sum.add(sign * x);
            EXPECT_NEAR(sum.value(), sign * x, 0x1p-31) << x;
            EXPECT_EQ(sum.value(), sign * std::nearbyint(x * 0x1p30) * 0x1p-30) << x;
        }
    }
}

TEST(ExactSum, HoldsNationalAccountsBesideCents) {
    ExactSum sum;
    for (int i = 0; i < 1000; ++i) sum += 1e24;  // far above any economy in any currency
    sum += 0.25;
    for (int i = 0; i < 1000; ++i) sum += -1e24;
    EXPECT_EQ(sum.value(), 0.25);
}

TEST(ExactSum, RemembersThatSomethingWasNotANumber) {
    for (const double bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1e30, 0x1p91}) {
        ExactSum sum, other;
        sum += 5.0;
        sum += bad;
        sum += 1.0;
        EXPECT_FALSE(sum.usable());
        EXPECT_TRUE(std::isnan(sum.value()));
        other += 1.0;
        other += sum;
        EXPECT_TRUE(std::isnan(other.value()));
    }
}

TEST(ExactSum, ComesBackFromAFile) {
    const ExactSum sum = sum_of(incomes(), 0, 1000);
    const auto& units = sum.units();
    EXPECT_EQ(ExactSum::from_units(Int128::from_words(units.high(), units.low())), sum);
}

TEST(ExactSum, ManySumsAtOnceAreTheSameSums) {
    const std::vector<double> x = incomes();
    constexpr std::size_t n = 4;
    std::array<ExactSum, n> one_by_one;
    std::array<std::int64_t, n> words{};
    for (std::size_t round = 0; round < static_cast<std::size_t>(ExactSum::kWordsAtOnce); ++round) {
        std::array<double, n> now{x[round], -x[round + 1] * 1e2, 0.5 * 0x1p-30, 1.5 * 0x1p-30};  // the last two are ties
        ASSERT_TRUE(ExactSum::fit_words<n>(now.data()));
        ExactSum::add_words<n>(words.data(), now.data());
        for (std::size_t i = 0; i < n; ++i) one_by_one[i] += now[i];
    }
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(ExactSum::from_units(Int128(words[i])), one_by_one[i]);
    const std::array<double, n> large{1.0, 0x1p27, 1.0, 1.0}, bad{1.0, 2.0, std::numeric_limits<double>::quiet_NaN(), 1.0};
    EXPECT_FALSE(ExactSum::fit_words<n>(large.data()));
    EXPECT_FALSE(ExactSum::fit_words<n>(bad.data()));
}

}  // namespace
