// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Households, prices, luck and levers of every kind a year can meet: rich and broke, barred and indebted, near and
/// far, with dying and with empty stands, in good years and in droughts.

#include <array>
#include <vector>

#include "lanes.hpp"
#include "shipped.hpp"
#include "smallholder/simulate/year.hpp"

namespace smallholder::tests {

struct YearCase {
    simulate::Fixed<double> fixed;
    simulate::State<double> state;
    simulate::Village<double> village;
    simulate::Levers<double> levers;
    simulate::Shocks<double> shocks;
};

inline simulate::MarketYear random_market(Dice& dice) {
    const double price = dice.between(0.6, 4.0);
    const bool liberal = dice.chance(0.3);
    return {price, liberal ? dice.between(0.6, 4.0) : price, liberal, dice.between(0.9, 1.1)};
}

/// Each lever as it is without an intervention, or moved: some households get several at once.
inline simulate::Levers<double> random_levers(Dice& dice) {
    auto some = [&](double high) { return dice.chance(0.6) ? 0.0 : dice.between(0.0, high); };
    simulate::Levers<double> l;
    l.course = some(1.0);
    l.burden = dice.chance(0.6) ? 1.0 : dice.between(0.3, 1.2);
    l.foot_removed = some(1.0);
    l.road_upgrade = some(1.0);
    l.school_years = some(6.0);
    l.hassle_relief = some(2.0);
    l.credit_usd = some(400.0);
    l.interest_relief = some(0.5);
    l.input_subsidy = some(0.95);
    l.replant_share = some(0.4);
    l.replant_subsidy = some(1.0);
    l.replant_relief = some(3.0);
    l.roguing = dice.chance(0.1) ? 1.0 : some(1.0);
    l.shade = some(0.4);
    l.side_income_usd_per_ha = dice.chance(0.7) ? 0.0 : dice.between(-50.0, 300.0);
    l.upkeep_days_per_ha = some(20.0);
    l.savings_group = some(1.0);
    l.tenure_security = some(1.0);
    l.cash_usd = some(800.0);
    l.premium_usd_per_kg = some(0.5);
    l.differential_usd_per_kg = some(0.4);
    l.price_floor_usd_per_kg = some(3.0);
    l.cover_usd_per_ha = some(300.0);
    l.insurance_premium_usd_per_ha = some(40.0);
    l.risk_relief = some(1.0);
    return l;
}

inline YearCase random_year(Dice& dice) {
    YearCase c{};
    auto& h = c.fixed;
    h.area = dice.between(0.2, 12.0);
    h.stand_target = dice.between(200.0, 1200.0);
    h.land_quality = dice.between(0.3, 2.5);
    h.inefficiency = dice.between(0.0, 3.0);
    h.taste = dice.between(-1.0, 1.0);
    h.hired_share = dice.chance(0.2) ? 0.0 : dice.between(0.0, 0.95);
    h.school = dice.between(0.0, 16.0);
    h.female_head = dice.chance(0.3) ? 1.0 : 0.0;
    h.men = h.female_head > 0.0 ? 0.0 : 1.0 + static_cast<int>(dice.between(0.0, 4.0));
    h.women = 1.0 + static_cast<int>(dice.between(0.0, 4.0));
    const double children = static_cast<int>(dice.between(0.0, 8.0));
    h.children = children;
    h.size = h.men + h.women + children;
    h.adult_equivalents = 1.0 + 0.5 * (h.men + h.women - 1.0) + 0.3 * children;
    h.vsla = dice.chance(0.3) ? 1.0 : 0.0;
    h.km_foot = dice.chance(0.15) ? 0.0 : dice.between(0.0, 12.0);
    h.km_road = dice.chance(0.15) ? 0.0 : dice.between(0.0, 90.0);
    h.food_area = dice.chance(0.1) ? 0.0 : dice.between(0.0, 3.0);
    h.other_level = dice.chance(0.1) ? 0.0 : dice.between(0.0, 4000.0);
    h.soil_supply = dice.between(0.2, 0.98);
    h.megakarya = dice.chance(0.3) ? 1.0 : 0.0;
    h.livestock_initial = dice.chance(0.2) ? 0.0 : dice.between(0.0, 900.0);
    h.benchmark = dice.between(1500.0, 6000.0);
    h.income_residual = dice.chance(0.5) ? 0.0 : dice.between(-400.0, 400.0);
    h.crop_share = dice.chance(0.7) ? 1.0 : dice.between(0.3, 1.0);
    h.extra_days = dice.chance(0.7) ? 0.0 : dice.between(0.0, 80.0);
    h.recorded_area = h.area * dice.between(0.6, 1.0);

    auto& s = c.state;
    s.infected = dice.chance(0.1) ? 0.0 : dice.between(0.0, 0.9);
    for (double& x : s.practice) x = dice();
    s.knowledge = dice();
    s.package = static_cast<int>(dice.between(0.0, 4.0));
    s.cash = dice.chance(0.25) ? 0.0 : dice.between(0.0, dice.chance(0.3) ? 4000.0 : 400.0);
    s.wealth = dice.chance(0.2) ? 0.0 : dice.between(0.0, 2500.0);
    s.livestock = dice.chance(0.2) ? 0.0 : dice.between(0.0, 900.0);
    s.debt = dice.chance(0.6) ? 0.0 : dice.between(0.0, dice.chance(0.2) ? 5000.0 : 300.0);
    s.bar = dice.chance(0.7) ? 0.0 : 1.0 + static_cast<int>(dice.between(0.0, 3.0));
    s.last_revenue = dice.between(0.0, 4000.0);
    s.hunger = dice.chance(0.6) ? 0.0 : dice.between(0.0, 12.0);
    s.cut_share = dice.chance(0.7) ? 0.0 : 0.05;
    s.planted = dice.chance(0.5) ? 0.0 : dice.between(0.0, 90.0);
    const bool empty = dice.chance(0.02), sparse = dice.chance(0.2);
    for (double& n : s.trees) n = empty || (sparse && dice.chance(0.8)) ? 0.0 : dice.between(0.0, 45.0);

    double share[4], sum = 0.0;
    for (double& x : share) sum += x = dice();
    for (std::size_t j = 0; j < 4; ++j) c.village.package_share[j] = share[j] / sum;
    c.village.infected = dice();
    c.village.practice = dice();
    c.village.scarcity = dice.between(0.02, 6.0);

    c.levers = random_levers(dice);
    // Now and then a uniform next to nothing: the death, the theft or the funeral that one household in a hundred meets.
    auto uniform = [&] { return dice.chance(0.15) ? 1e-4 : dice(); };
    c.shocks = {dice.between(0.5, 1.6),
                dice.between(0.4, 1.8),
                dice.chance(0.2) ? 1.0 : 0.0,
                dice.between(0.5, 1.8),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                uniform(),
                0.0};
    // What only options of adoption read comes from dice of its own.
    Dice own(bits_of(h.area));
    s.trials = own.chance(0.4) ? 0.0 : 1.0 + static_cast<int>(own.between(0.0, 6.0));
    s.courses = own.chance(0.7) ? 0.0 : own.between(0.0, 3.0);
    s.surprise = own.chance(0.3) ? 0.0 : own.between(-3000.0, 1500.0);
    c.village.trials = own.between(0.0, 5.0);
    c.village.contacts = static_cast<int>(own.between(0.0, 5.0));
    c.shocks.u_disadoption = own();
    return c;
}

/// Parameters moved about their defaults, so that no term is always zero or one.
inline Parameters random_parameters(Dice& dice) {
    Parameters p = shipped();
    for (const ParameterField& field : kParameterFields) p.*field.member *= dice.between(0.85, 1.12);
    p.replant_horizon = shipped().replant_horizon;
    p.density_flatness = dice.between(0.0, 3.0);
    p.climate_trend = dice.between(-0.01, 0.01);
    p.age_form = dice.chance(0.5) ? 1.0 : 0.0;
    p.fertiliser_form = dice.chance(0.5) ? 1.0 : 0.0;
    Dice own(bits_of(p.ymax));
    p.target_input_learning = own.chance(0.5) ? 1.0 : 0.0;
    p.contagion_threshold = static_cast<int>(own.between(0.0, 4.0));
    p.disadoption = own.chance(0.5) ? 1.0 : 0.0;
    p.safety_first = own.chance(0.5) ? 1.0 : 0.0;
    p.bass_adoption = own.chance(0.1) ? 1.0 : 0.0;
    return p;
}

}  // namespace smallholder::tests
