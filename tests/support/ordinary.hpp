// SPDX-License-Identifier: Apache-2.0
#pragma once

/// One ordinary household and its year, for tests that turn one lever at a time.

#include <array>
#include <bit>
#include <initializer_list>
#include <utility>

#include "random_households.hpp"

namespace smallholder::tests {

/// An ordinary household of the defaults, in an ordinary year.
inline YearCase ordinary() {
    YearCase c{};
    auto& h = c.fixed;
    h.area = 2.9;
    h.crop_share = 1.0;
    h.stand_target = 830.0;
    h.land_quality = 1.0;
    h.inefficiency = 0.6;
    h.crop_share = 1.0;
    h.hired_share = 0.36;
    h.school = 6.0;
    h.men = h.women = 2.0;
    h.children = 2.0;
    h.size = 6.0;
    h.adult_equivalents = 3.1;
    h.km_foot = 3.0;
    h.km_road = 20.0;
    h.food_area = 1.0;
    h.other_level = 1250.0;
    h.soil_supply = 0.65;
    h.livestock_initial = 250.0;
    h.benchmark = 4742.0;
    h.recorded_area = 2.4;
    auto& s = c.state;
    s.infected = 0.12;
    s.practice = {0.35, 0.65, 0.5, 0.35};
    s.knowledge = 0.25;
    s.cash = 180.0;
    s.wealth = 900.0;
    s.livestock = 250.0;
    s.last_revenue = 1600.0;
    s.planted = 20.0;
    for (int a = 0; a < 41; ++a) s.trees[static_cast<std::size_t>(a)] = 755.0 / 41.0;
    c.village = {{0.43, 0.16, 0.14, 0.27}, 0.12, 0.46, 1.0, 0.0, 0.0};
    c.levers = simulate::Levers<double>::none();
    c.shocks = {1.0, 1.0, 0.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.999, 0.5, 0.999, 0.999, 0.999, 0.999, 0.999, 0.999, 0.999};
    return c;
}

/// Levers as they are without an intervention, but for these.
inline simulate::Levers<double> with(std::initializer_list<std::pair<effects::Lever, double>> moved) {
    auto columns = std::bit_cast<std::array<double, effects::kLevers>>(simulate::Levers<double>::none());
    for (const auto& [lever, value] : moved) columns[static_cast<std::size_t>(lever)] = value;
    return std::bit_cast<simulate::Levers<double>>(columns);
}

/// Its year under these levers, at the price of the survey.
inline simulate::Flows<double> lived(const YearCase& c, const simulate::Levers<double>& levers, bool liberal = false,
                                     const Parameters& p = shipped()) {
    simulate::State<double> s = c.state;
    return simulate::household_year<simulate::Season::simulated>(simulate::Model(p), {1.864, 1.864, liberal, 1.0}, c.fixed, c.village,
                                                                 levers, c.shocks, s);
}

/// As many years of it, with the levers that `levers_of` gives for each.
template <class F>
simulate::Flows<double> lived_for(int years, const YearCase& c, F levers_of, simulate::State<double>* last = nullptr) {
    simulate::State<double> s = c.state;
    simulate::Flows<double> flow{};
    const simulate::Model model(shipped());
    for (int year = 1; year <= years; ++year)
        flow = simulate::household_year<simulate::Season::simulated>(model, {1.864, 1.864, false, 1.0}, c.fixed, c.village,
                                                                     levers_of(year), c.shocks, s);
    if (last != nullptr) *last = s;
    return flow;
}

}  // namespace smallholder::tests
