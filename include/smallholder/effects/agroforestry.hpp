// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Agroforestry: shade trees are planted among the cocoa; they cast shade as they grow, and give fruit or timber after years.
///
///   age = t - start + 1,  alive = survival^(age - 1) ramp,  crown(a) = 1 - exp(-3 a/growth_years) for a > 0, else 0
///   shade_i = shade alive crown(age)                                        canopy share added
///   side_income_usd_per_ha_i = side_income alive crown(age - first_income_years)
///   upkeep_days_per_ha_i = upkeep_days alive
///
/// for those served, planted in the first year; trees stay when the programme ends. What shade does to cocoa, for good or ill, is the
/// model's (docs/odd.md 7.2.1). Moves: shade, side_income_usd_per_ha, upkeep_days_per_ha. Never: the cocoa yield itself.
/// Source: growth, income and cost in data/parameters/interventions.csv.
/// Page: docs/effects/agroforestry.md   Tested: tests/unit/effects/agroforestry_test.cpp
class Agroforestry final : public Effect {
public:
    static constexpr std::string_view kKey = "agroforestry";
    static constexpr std::string_view kSummary = "Shade trees among the cocoa: shade as they grow, fruit and timber after years, some work from the start.";

    double shade = 0.15, growth_years = 10.0, survival = 0.97;
    double side_income_usd_per_ha = 40.0, first_income_years = 5.0;
    double upkeep_days_per_ha = 4.0;
    double ha_per_household = 2.9, cost_per_ha = 100.0;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::shade, Lever::side_income_usd_per_ha, Lever::upkeep_days_per_ha});
    static constexpr auto kFields = std::to_array<Field<Agroforestry>>({
        {{"shade", "1", 0.0, 1.0, 0.15, "agroforestry.shade", "", "canopy share that the trees add once grown"}, &Agroforestry::shade},
        {{"growth_years", "year", 0.5, 100.0, 10.0, "agroforestry.growth_years", "when", "years to 95% of their full crown"}, &Agroforestry::growth_years},
        {{"survival", "1/year", 0.0, 1.0, 0.97, "agroforestry.survival", "when", "share of the trees that stand for another year"},
         &Agroforestry::survival},
        {{"side_income_usd_per_ha", "USD/ha/year", 0.0, 1e12, 40.0, "agroforestry.side_income_usd_per_ha", "",
          "fruit and timber of grown trees, net of bought inputs, per hectare of cocoa"},
         &Agroforestry::side_income_usd_per_ha},
        {{"first_income_years", "year", 0.0, 100.0, 5.0, "agroforestry.first_income_years", "when", "years before they give anything"},
         &Agroforestry::first_income_years},
        {{"upkeep_days_per_ha", "day/ha/year", 0.0, 365.0, 4.0, "agroforestry.upkeep_days_per_ha", "", "work on the trees and their harvest"},
         &Agroforestry::upkeep_days_per_ha},
        {{"ha_per_household", "ha/household", 0.0, 1e6, 2.9, "agroforestry.ha_per_household", "cost", "cocoa land planted per household served"},
         &Agroforestry::ha_per_household},
        {{"cost_per_ha", "USD/ha", 0.0, 1e12, 100.0, "agroforestry.cost_per_ha", "cost", "seedlings and advice, spread over the years of delivery"},
         &Agroforestry::cost_per_ha},
    });

    bool active(int year, int /*horizon*/) const override { return year >= delivery.start; }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (year < delivery.start) return;
        const double age = static_cast<double>(year) - delivery.start + 1.0;
        double alive = delivery.ramp(std::min(year, delivery.last_year(horizon)));
        for (int y = static_cast<int>(delivery.start); y < year; ++y) alive *= survival;
        levers.move_served(Lever::shade, shade * alive * crown(age), reach.served);
        levers.move_served(Lever::side_income_usd_per_ha, side_income_usd_per_ha * alive * crown(age - first_income_years), reach.served);
        levers.move_served(Lever::upkeep_days_per_ha, upkeep_days_per_ha * alive, reach.served);
    }

    double own_cost(int year, int horizon, const Service& s) const override {
        return delivery.running(year, horizon) ? cost_per_ha * ha_per_household * s.served / delivery.span(horizon) : 0.0;
    }

private:
    double crown(double age) const { return age > 0.0 ? 1.0 - exp_of(-3.0 * age / growth_years) : 0.0; }
};

}  // namespace smallholder::effects
