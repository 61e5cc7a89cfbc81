// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::agronomy {

/// A region's weather index follows last year's a little.  Z' = rho Z + sqrt(1 - rho^2) eta;  variance 1.
/// Tested: tests/unit/agronomy/weather_test.cpp (TA20)
template <Lane L>
inline L weather_index(L last, L innovation, double rho) {
    return rho * last + square_root(broadcast<L>(1.0 - rho * rho)) * innovation;
}

/// A drought takes a share of the harvest; other years are that much better, so the mean is kept.
template <Lane L>
inline L drought_factor(L drought, const Parameters& p) {
    return (1.0 - p.drought_loss * drought) / (1.0 - p.drought_prob * p.drought_loss);
}

/// The weather of a year on one farm, mean one.
///
///   W = exp(s_r Z - s_r^2/2 + s_i z - s_i^2/2) x drought factor
///
/// Z  region's index   1     z  the farm's own luck, standard normal   1
/// Shape: positive, mean one.   Tested: tests/unit/agronomy/weather_test.cpp (TA20)
template <Lane L>
inline L cocoa_weather(L region_index, L own, L drought, const Parameters& p) {
    const double centre = 0.5 * (p.weather_sd_region * p.weather_sd_region + p.weather_sd_iid * p.weather_sd_iid);
    return exp_of(p.weather_sd_region * region_index + p.weather_sd_iid * own - centre) * drought_factor(drought, p);
}

/// Weather of the food crops, correlated with that of the cocoa.
template <Lane L>
inline L food_weather(L region_index, L own, L own_food, L drought, const Parameters& p) {
    const L spread = square_root(
        broadcast<L>(p.weather_sd_region * p.weather_sd_region + p.weather_sd_iid * p.weather_sd_iid));
    const L cocoa_score = (p.weather_sd_region * region_index + p.weather_sd_iid * own) / maximum(spread, 1e-12);
    const L score = p.food_weather_corr * cocoa_score +
                    square_root(broadcast<L>(1.0 - p.food_weather_corr * p.food_weather_corr)) * own_food;
    return exp_of(p.food_weather_sd * score - 0.5 * p.food_weather_sd * p.food_weather_sd) * drought_factor(drought, p);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::agronomy
