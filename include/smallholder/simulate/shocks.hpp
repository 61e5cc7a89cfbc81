// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "smallholder/agronomy/weather.hpp"
#include "smallholder/random/streams.hpp"
#include "smallholder/simulate/household.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// A region's year: weather, drought and food price, the same for all its households and in every arm.
struct RegionYear {
    double weather_index;  // Z, standard normal
    double drought;        // 0/1
    double food_price;     // factor, mean one
};

/// The farm's own luck of a year, given what last year's leaves of itself: coffee that bore well bears less the year after.
///
///   z'_t = alpha z'_{t-1} + sqrt(1 - alpha^2) z_t
///
/// alpha alternate_bearing, 1, in (-1, 1), negative where crops alternate; `carried` is alpha z'_{t-1}, 0 without and at the start.
/// Shape: variance 1 in the long run; z itself at alpha 0.   Tested: tests/unit/simulate/shocks_test.cpp
template <Lane L>
inline L own_luck(L z, L carried, const Parameters& p) {
    return carried + square_root(broadcast<L>(1.0 - p.alternate_bearing * p.alternate_bearing)) * z;
}

/// The luck of households in one year out of their 16 uniforms and their region's year (docs/odd.md 7.1).
template <Lane L>
inline Shocks<L> household_shocks(const std::array<L, random::kHouseholdSlots>& u, L weather_index, L drought, L food_price,
                                  const Parameters& p, L carried = broadcast<L>(0.0)) {
    using random::Purpose;
    auto of = [&](Purpose purpose) { return u[static_cast<std::size_t>(random::slot(purpose))]; };
    const L own = own_luck(normal_quantile(of(Purpose::weather_iid)), carried, p);
    const L own_food = normal_quantile(of(Purpose::food_weather));
    Shocks<L> shocks;
    shocks.cocoa_weather = agronomy::cocoa_weather(weather_index, own, drought, p);
    shocks.food_weather = agronomy::food_weather(weather_index, own, own_food, drought, p);
    shocks.drought = drought;
    shocks.food_price = food_price;
    shocks.u_illness = of(Purpose::illness_episodes);
    shocks.u_severity = of(Purpose::illness_severity);
    shocks.u_other = of(Purpose::other_earnings);
    shocks.u_package = of(Purpose::package_choice);
    shocks.u_replant = of(Purpose::replanting);
    shocks.u_remittance = of(Purpose::remittance);
    shocks.u_theft = of(Purpose::asset_loss);
    shocks.u_lump = of(Purpose::lump_expense);
    shocks.u_death = of(Purpose::adult_death);
    shocks.u_epidemic = of(Purpose::livestock_epidemic);
    shocks.u_rechoice = of(Purpose::rechoice);
    shocks.u_index = of(Purpose::insurance_index);
    shocks.u_disadoption = of(Purpose::disadoption);
    return shocks;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
