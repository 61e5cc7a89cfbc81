// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/tree_profile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "shipped_values.hpp"
#include "smallholder/agronomy/age_curve.hpp"
#include "smallholder/core/elementary.hpp"

namespace {

using namespace smallholder;

const Parameters kCentral = shipped::central_parameters();
constexpr double kRemoval = 0.024;  // row initial_removal
constexpr double kSpread = 20.0;    // row age_spread

double bearing(const TreeProfile& trees) {
    // f(a) of docs/odd.md 7.4, written out here with the C library's own exp.
    const auto h = [](double a) {
        return 1.0 / (1.0 + std::exp(-(a - kCentral.age_rise) / kCentral.age_rise_width)) /
               (1.0 + std::exp((a - kCentral.age_fall) / kCentral.age_fall_width));
    };
    double highest = 0.0;
    for (double a = 0.0; a < 40.0; a += 0.001) highest = std::max(highest, h(a));
    double sum = 0.0;
    for (std::size_t a = 0; a < trees.size(); ++a) {
        const auto age = static_cast<double>(a);
        if (age >= kCentral.bearing_age) sum += trees[a] * h(age) / highest;
    }
    return sum / std::accumulate(trees.begin(), trees.end(), 0.0);
}

double share_over(const TreeProfile& trees, std::size_t age) {
    return std::accumulate(trees.begin() + static_cast<std::ptrdiff_t>(age) + 1, trees.end(), 0.0) /
           std::accumulate(trees.begin(), trees.end(), 0.0);
}

TEST(SteadyStand, HasTheAgesThatSurveysReport) {
    // Source: model specification A3b, closed form: mean age 17, a fifth over 30, mean age factor .608.
    const TreeProfile stand = steady_stand(kCentral, kRemoval);
    EXPECT_NEAR(mean_age(stand), 17.16, 0.005);
    EXPECT_NEAR(share_over(stand, 30), 0.1966, 0.0005);
    EXPECT_NEAR(bearing(stand), 0.608, 0.0005);
}

TEST(SteadyStand, IsWhatAgeingAndReplantingLeaveUnchanged) {
    const TreeProfile stand = steady_stand(kCentral, kRemoval);
    TreeProfile next{};
    double lost = 0.0;
    for (std::size_t a = 0; a < stand.size(); ++a) {
        const double kept = stand[a] * (1.0 - natural_mortality(kCentral, static_cast<int>(a))) * (1.0 - kRemoval);
        lost += stand[a] - kept;
        next[std::min<std::size_t>(a + 1, stand.size() - 1)] += kept;
    }
    next[0] = lost;
    for (std::size_t a = 0; a < stand.size(); ++a) EXPECT_NEAR(next[a], stand[a], 1e-12) << "age " << a;
}

TEST(TreeProfile, FarmsTogetherStartNearTheSteadyStand) {
    // 401 farms at equal steps of N(21, 8): mean age factor .65, as the specification's mixture (A3b).
    const TreeProfile steady = steady_stand(kCentral, kRemoval);
    TreeProfile all{};
    constexpr int kFarms = 401;
    for (int i = 0; i < kFarms; ++i) {
        const double centre = 21.0 + 8.0 * normal_quantile((i + 0.5) / kFarms);
        const TreeProfile farm = tree_profile(steady, centre, kSpread, 1.0);
        for (std::size_t a = 0; a < all.size(); ++a) all[a] += farm[a];
    }
    EXPECT_NEAR(mean_age(all), 17.66, 0.05);
    EXPECT_NEAR(share_over(all, 30), 0.18, 0.01);
    EXPECT_NEAR(bearing(all), 0.654, 0.002);
}

TEST(TreeProfile, SumsToTheDensityAndHasNoNegativeClass) {
    const TreeProfile steady = steady_stand(kCentral, kRemoval);
    for (const double centre : {-30.0, 0.0, 21.0, 55.0, 300.0}) {
        const TreeProfile farm = tree_profile(steady, centre, kSpread, 755.0);
        EXPECT_NEAR(std::accumulate(farm.begin(), farm.end(), 0.0), 755.0, 1e-9);
        for (const double trees : farm) EXPECT_GE(trees, 0.0);
    }
}

TEST(TreeProfile, OfAWideSpreadIsTheSteadyStand) {
    const TreeProfile steady = steady_stand(kCentral, kRemoval);
    const TreeProfile farm = tree_profile(steady, 21.0, 1e6, 1.0);
    EXPECT_NEAR(mean_age(farm), mean_age(steady), 1e-6);
}

TEST(TreeProfile, CentreGivesTheRecordedMeanAge) {
    const TreeProfile steady = steady_stand(kCentral, kRemoval);
    for (const double age : {2.0, 8.0, 17.0, 25.0, 38.0}) {
        const double centre = centre_for_mean_age(steady, age, kSpread);
        EXPECT_NEAR(mean_age(tree_profile(steady, centre, kSpread, 900.0)), age, 1e-6);
    }
    // Nobody's mean age is beyond the last class: the oldest profile there is.
    const double oldest = centre_for_mean_age(steady, 60.0, kSpread);
    EXPECT_NEAR(mean_age(tree_profile(steady, oldest, kSpread, 900.0)), kOldest, 1e-6);
}

TEST(TreeProfile, CountsTreesOlderThanFive) {
    TreeProfile trees{};
    trees[5] = 30.0;
    trees[6] = 50.0;
    trees[40] = 20.0;
    EXPECT_DOUBLE_EQ(share_older_than_5(trees), 0.7);
    EXPECT_DOUBLE_EQ(share_older_than_5(TreeProfile{}), 1.0);
}

TEST(TreeProfile, HasTheAgeClassesOfTheYear) {
    static_assert(kAgeClasses == agronomy::kTreeAges);
    for (int age = 0; age < kAgeClasses; ++age) {
        const double expected =
            std::min(1.0, kCentral.mu0 + kCentral.mu1 * std::exp((age - kCentral.mu_age) / kCentral.mu_width));
        EXPECT_NEAR(natural_mortality(kCentral, age), expected, 1e-14);
    }
}

}  // namespace
