// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "smallholder/market/farm_gate.hpp"
#include "smallholder/market/world_price.hpp"
#include "smallholder/simulate/shocks.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// Prices and regional weather of a whole run, found before any household moves: the world's side of a (draw, replicate).
///
/// The engine asks for the paths first and runs all households under them second, so that a price that answers to the
/// programme's own supply can be found on a panel without touching the household loop.
struct Paths {
    std::vector<double> fob;                      // world price, USD/t, years 0..T
    std::vector<MarketYear> market;               // years 0..T
    std::vector<std::vector<RegionYear>> region;  // [region][year 0..T]
};

struct PathSettings {
    int years;
    std::vector<std::uint64_t> regions;  // entity of each region's draws
    std::uint64_t seed;
    std::uint32_t draw, replicate;
    market::Regime regime;
    double price_anchor;  // survey's farm-gate price over the model's of year 0, 1 without a survey price
    market::PriceProcess process = market::PriceProcess::mean_reverting;
};

/// Farm-gate prices and what farmers expect of them, from the world price of each year (docs/odd.md 7.6).
/// `log_factor` is what the world price is multiplied by, in logs, because a programme moved supply; empty: nothing moved it.
inline std::vector<MarketYear> farm_gate_path(const Parameters& p, const std::vector<double>& fob, const PathSettings& s,
                                              const std::vector<double>& log_factor = {}) {
    std::vector<MarketYear> path;
    auto world = [&](std::size_t t) { return log_factor.empty() ? fob[t] : fob[t] * exp_of(log_factor[t]); };
    auto farm_price = [&](double now, double last) {
        return s.price_anchor * (s.regime == market::Regime::liberal ? market::liberal_price(now, 0.0, p)
                                                                     : market::regulated_price(now, last, p));
    };
    const double price_0 = farm_price(p.fob_0, p.fob_0);
    double past[3] = {price_0, price_0, price_0};
    for (std::size_t t = 0; t < fob.size(); ++t) {
        MarketYear year;
        year.liberal = s.regime == market::Regime::liberal;
        year.price = farm_price(world(t), t > 0 ? world(t - 1) : p.fob_0);
        year.expected_price = year.liberal ? market::adaptive_expectation(past[0], past[1], past[2]) : year.price;
        year.climate = exp_of(p.climate_trend * static_cast<double>(t));
        path.push_back(year);
        past[2] = past[1];
        past[1] = past[0];
        past[0] = year.price;
    }
    return path;
}

/// World price, farm-gate price and regional weather, year by year (docs/odd.md 7.1, 7.6).
inline Paths draw_paths(const Parameters& p, const PathSettings& s) {
    using random::Address;
    using random::Purpose;
    Paths paths;
    const double first = log_of(p.fob_0), mean = first - log_of(p.price_start_ratio);
    double log_price = first;
    for (int t = 0; t <= s.years; ++t) {
        const Address world{0, s.draw, s.replicate, static_cast<std::uint32_t>(t)};
        if (t > 0)
            log_price = market::world_price_next(
                log_price, mean, normal_quantile(random::uniform(s.seed, world, Purpose::world_price_innovation)),
                random::uniform(s.seed, world, Purpose::price_jump),
                normal_quantile(random::uniform(s.seed, world, Purpose::price_jump_size)), p, s.process);
        paths.fob.push_back(exp_of(log_price));
    }
    paths.market = farm_gate_path(p, paths.fob, s);
    for (const std::uint64_t entity : s.regions) {
        std::vector<RegionYear> years;
        double index = 0.0, food = 0.0;
        for (int t = 0; t <= s.years; ++t) {
            if (t == 0) {
                years.push_back({0.0, 0.0, 1.0});
                continue;
            }
            const Address here{entity, s.draw, s.replicate, static_cast<std::uint32_t>(t)};
            index = agronomy::weather_index(index, normal_quantile(random::uniform(s.seed, here, Purpose::weather)), p.weather_rho);
            food = agronomy::weather_index(food, normal_quantile(random::uniform(s.seed, here, Purpose::food_price)), p.food_price_rho);
            const double drought = random::uniform(s.seed, here, Purpose::drought) < p.drought_prob ? 1.0 : 0.0;
            years.push_back({index, drought, exp_of(p.food_price_sd * food - 0.5 * p.food_price_sd * p.food_price_sd)});
        }
        paths.region.push_back(std::move(years));
    }
    return paths;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
