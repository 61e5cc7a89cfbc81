// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/weather_insurance.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::WeatherInsurance;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

WeatherInsurance policy() {
    WeatherInsurance effect;
    effect.cover_usd_per_ha = 100.0;
    effect.load = 1.4;
    effect.premium_subsidy = 0.25;
    effect.risk_relief = 0.2;
    effect.drought_prob = 0.1;
    effect.index_detection = 0.8;
    effect.index_false_alarm = 0.05;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(WeatherInsurance, ThePremiumFollowsFromTheIndex) {
    // Seen droughts in 8 years of 100, false alarms in 4.5: 12.5 of 100 years pay.
    EXPECT_NEAR(policy().expected_payout(), 12.5, 1e-12);
    Households people({1, 0});
    people.apply(policy(), 2);
    EXPECT_EQ(people.lever(Lever::cover_usd_per_ha), (Column{100, 0}));
    EXPECT_NEAR(people.lever(Lever::insurance_premium_usd_per_ha)[0], 12.5 * 1.4 * 0.75, 1e-12);
    EXPECT_NEAR(people.lever(Lever::risk_relief)[0], 0.2, 1e-15);
    EXPECT_EQ(people.moved(), (Names{"cover_usd_per_ha", "insurance_premium_usd_per_ha", "risk_relief"}));
}

TEST(WeatherInsurance, CoversFromItsFirstToItsLastYear) {
    for (int year = 1; year < 10; ++year)
        EXPECT_EQ(moved_in(policy(), year).size(), year >= 2 && year <= 4 ? 3u : 0u) << year;
}

TEST(WeatherInsurance, AWorseIndexCostsLessWhereItMissesAndMoreWhereItErrs) {
    auto blind = policy(), nervous = policy();
    blind.index_detection = 0.4;
    nervous.index_false_alarm = 0.15;
    EXPECT_LT(blind.expected_payout(), policy().expected_payout());
    EXPECT_GT(nervous.expected_payout(), policy().expected_payout());
}

TEST(WeatherInsurance, AFullySubsidisedFarmerPaysNothing) {
    auto gift = policy();
    gift.premium_subsidy = 1.0;
    EXPECT_EQ(moved_in(gift, 3), (Names{"cover_usd_per_ha", "risk_relief"}));
}

TEST(WeatherInsurance, OverTheYearsThePayerPaysTheSubsidy) {
    auto effect = policy();
    effect.ha_per_household = 2.0;
    // What is handed out on average: payouts less what farmers pay, on the two hectares of a hundred households.
    const double handed_out = (12.5 - 12.5 * 1.4 * 0.75) * 2.0 * 100.0;
    EXPECT_NEAR(bill_in(effect, 3, handed_out), 12.5 * 1.4 * 0.25 * 2.0 * 100.0, 1e-9);
    EXPECT_EQ(bill_in(effect, 6), 0.0);
}

TEST(WeatherInsurance, WithoutCoverAndReliefItMovesNothing) {
    auto nothing = policy();
    nothing.cover_usd_per_ha = nothing.risk_relief = 0.0;
    EXPECT_EQ(moved_in(nothing, 3), Names{});
}

}  // namespace
