// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/shocks.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using tests::shipped;

std::array<double, random::kHouseholdSlots> slots() {
    std::array<double, random::kHouseholdSlots> u;
    for (std::size_t k = 0; k < u.size(); ++k) u[k] = (static_cast<double>(k) + 0.5) / 16.0;
    return u;
}

TEST(Shocks, EachKindOfLuckReadsItsOwnSlot) {
    const auto u = slots();
    const auto s = household_shocks(u, 0.0, 1.0, 1.3, shipped());
    using random::Purpose;
    auto of = [&](Purpose purpose) { return u[static_cast<std::size_t>(random::slot(purpose))]; };
    EXPECT_EQ(s.u_illness, of(Purpose::illness_episodes));
    EXPECT_EQ(s.u_severity, of(Purpose::illness_severity));
    EXPECT_EQ(s.u_other, of(Purpose::other_earnings));
    EXPECT_EQ(s.u_package, of(Purpose::package_choice));
    EXPECT_EQ(s.u_replant, of(Purpose::replanting));
    EXPECT_EQ(s.u_remittance, of(Purpose::remittance));
    EXPECT_EQ(s.u_theft, of(Purpose::asset_loss));
    EXPECT_EQ(s.u_lump, of(Purpose::lump_expense));
    EXPECT_EQ(s.u_death, of(Purpose::adult_death));
    EXPECT_EQ(s.u_epidemic, of(Purpose::livestock_epidemic));
    EXPECT_EQ(s.u_rechoice, of(Purpose::rechoice));
    EXPECT_EQ(s.u_disadoption, of(Purpose::disadoption));
    EXPECT_EQ(s.drought, 1.0);
    EXPECT_EQ(s.food_price, 1.3);
}

TEST(Shocks, WeatherComesFromTheRegionTheFarmAndTheDrought) {
    const Parameters& p = shipped();
    auto u = slots();
    const auto s = household_shocks(u, 0.7, 1.0, 1.0, p);
    const double own = normal_quantile(u[0]), food = normal_quantile(u[1]);
    EXPECT_EQ(s.cocoa_weather, agronomy::cocoa_weather(0.7, own, 1.0, p));
    EXPECT_EQ(s.food_weather, agronomy::food_weather(0.7, own, food, 1.0, p));
    u[1] = 0.9;  // luck of the food crops alone
    EXPECT_EQ(household_shocks(u, 0.7, 1.0, 1.0, p).cocoa_weather, s.cocoa_weather);
    EXPECT_GT(household_shocks(u, 0.7, 1.0, 1.0, p).food_weather, s.food_weather);
}

TEST(Shocks, AHeavyCropIsFollowedByALightOne) {
    Parameters p = shipped();
    EXPECT_EQ(own_luck(0.8, 0.0, p), 0.8);  // cocoa does not alternate
    p.alternate_bearing = -0.3;
    double last = 0.0, sum = 0.0, squares = 0.0, products = 0.0;
    constexpr int kYears = 200000;
    for (int year = 0; year < kYears; ++year) {
        const double now = own_luck(normal_quantile(random::uniform(5, {static_cast<std::uint64_t>(year), 0, 0, 1}, random::Purpose::weather)),
                                    p.alternate_bearing * last, p);
        sum += now;
        squares += now * now;
        products += now * last;
        last = now;
    }
    EXPECT_NEAR(sum / kYears, 0.0, 0.01);
    EXPECT_NEAR(squares / kYears, 1.0, 0.02);
    EXPECT_NEAR(products / squares, -0.3, 0.01);
    auto u = slots();
    EXPECT_LT(household_shocks(u, 0.0, 0.0, 1.0, p, -0.5).cocoa_weather, household_shocks(u, 0.0, 0.0, 1.0, p, 0.0).cocoa_weather);
}

TEST(Shocks, EveryLaneGivesTheSameBits) {
    std::array<tests::Range, 18> ranges;
    ranges.fill({1e-9, 1.0 - 1e-9});
    ranges[16] = {-4.0, 4.0};
    tests::expect_same_bits_in_every_lane<18>(
        [](const auto& a) {
            using L = std::decay_t<decltype(a[0])>;
            std::array<L, random::kHouseholdSlots> u;
            for (std::size_t k = 0; k < u.size(); ++k) u[k] = a[k];
            return std::bit_cast<std::array<L, kColumns<Shocks<double>>>>(
                household_shocks<L>(u, a[16], broadcast<L>(0.0), a[17], shipped()));
        },
        ranges, 512);
}

}  // namespace
