// SPDX-License-Identifier: Apache-2.0
#include "smallholder/effects/weather_information.hpp"

#include <gtest/gtest.h>

#include "../../support/effects.hpp"

namespace {

using smallholder::effects::Lever;
using smallholder::effects::WeatherInformation;
using namespace smallholder::tests;
using Column = std::vector<double>;
using Names = std::vector<std::string_view>;

WeatherInformation forecasts() {
    WeatherInformation effect;
    effect.risk_relief = 0.1;
    effect.delivery.start = 2;
    effect.delivery.years = 3;
    return effect;
}

TEST(WeatherInformation, TheInformedFearLessWhileTheyAreInformed) {
    Households people({1, 0});
    people.apply(forecasts(), 2);
    EXPECT_NEAR(people.lever(Lever::risk_relief)[0], 0.1, 1e-15);
    EXPECT_EQ(people.lever(Lever::risk_relief)[1], 0.0);
    EXPECT_EQ(people.moved(), (Names{"risk_relief"}));
    for (int year = 1; year < 10; ++year)
        EXPECT_EQ(lever_in(forecasts(), Lever::risk_relief, year) > 0.0, year >= 2 && year <= 4) << year;
}

TEST(WeatherInformation, BesideAnInsuranceItTakesFromWhatIsStillFeared) {
    Households people({1});
    people.apply(forecasts(), 2);
    auto more = forecasts();
    more.risk_relief = 0.5;
    people.apply(more, 2);
    EXPECT_NEAR(people.lever(Lever::risk_relief)[0], 0.55, 1e-15);
}

TEST(WeatherInformation, IsPhasedInByTheRamp) {
    auto slow = forecasts();
    slow.delivery.ramp_years = 3;
    EXPECT_NEAR(lever_in(slow, Lever::risk_relief, 2), 0.1 * (1.0 - std::exp(-1.0)), 1e-12);
}

TEST(WeatherInformation, IsPaidByTheYear) {
    auto effect = forecasts();
    effect.delivery.cost_per_household_year = 2.0;
    EXPECT_NEAR(bill_in(effect, 3), 200.0, 1e-9);
    EXPECT_EQ(bill_in(effect, 5), 0.0);
}

TEST(WeatherInformation, ForecastsThatCalmNobodyMoveNothing) {
    auto nothing = forecasts();
    nothing.risk_relief = 0.0;
    EXPECT_EQ(moved_in(nothing, 3), Names{});
}

}  // namespace
