// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// The living income reference price: the price at which a farm of viable size and good yield earns a decent living. Here buyers pay up to it.
///
///   target = max(0, decent_living + production_cost viable_ha - other_income) / (viable_ha target_yield)      USD/kg at the farm gate
///   price_floor_usd_per_kg_i = target ramp for those enrolled, while buyers keep to it
///
/// The target is a number that follows from a household's budget, not from a market, and no lever of its own: what buyers add is the
/// difference to the price of the day. A farm smaller or worse than the target's does not reach a living income by it.
/// Moves: price_floor_usd_per_kg. Never: yield, land, the price of those not covered.
/// Source: the published method divides the cost of decent living and of sustainable production by viable land times target yield (Fairtrade
/// and the Living Income Community of Practice, from memory); numbers in data/parameters/interventions.csv.
/// Page: docs/effects/living_income_reference_price.md   Tested: tests/unit/effects/living_income_reference_price_test.cpp
class LivingIncomeReferencePrice final : public Effect {
public:
    static constexpr std::string_view kKey = "living_income_reference_price";
    static constexpr std::string_view kSummary = "Buyers pay up to the price at which a viable farm with a good yield earns a living income.";
    static constexpr bool kAlwaysDelivered = true;

    double decent_living_usd = 4742.0;
    double production_cost_usd_per_ha = 250.0;
    double other_income_usd = 0.0;
    double viable_ha = 3.2;
    double target_yield_kg_per_ha = 800.0;

    static constexpr auto kMoves = std::to_array<Lever>({Lever::price_floor_usd_per_kg});
    static constexpr auto kFields = std::to_array<Field<LivingIncomeReferencePrice>>({
        {{"decent_living_usd", "USD/household/year", 0.0, 1e12, 4742.0, "benchmark_usd", "", "cost of a decent living of the reference household"},
         &LivingIncomeReferencePrice::decent_living_usd},
        {{"production_cost_usd_per_ha", "USD/ha/year", 0.0, 1e12, 250.0, "living_income_reference_price.production_cost_usd_per_ha", "",
          "inputs and hired work of sustainable production"},
         &LivingIncomeReferencePrice::production_cost_usd_per_ha},
        {{"other_income_usd", "USD/household/year", 0.0, 1e12, 0.0, "living_income_reference_price.other_income_usd", "",
          "income that is expected from elsewhere; the published method expects none"},
         &LivingIncomeReferencePrice::other_income_usd},
        {{"viable_ha", "ha", 0.1, 1000.0, 3.2, "living_income_reference_price.viable_ha", "", "cocoa land of a viable farm"},
         &LivingIncomeReferencePrice::viable_ha},
        {{"target_yield_kg_per_ha", "kg/ha", 1.0, 10000.0, 800.0, "living_income_reference_price.target_yield_kg_per_ha", "",
          "yield of a farm that is managed sustainably"},
         &LivingIncomeReferencePrice::target_yield_kg_per_ha},
    });

    /// USD/kg at the farm gate.
    double target() const {
        return std::max(0.0, decent_living_usd + production_cost_usd_per_ha * viable_ha - other_income_usd) / (viable_ha * target_yield_kg_per_ha);
    }

    std::span<const Lever> moves() const override { return kMoves; }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (!delivery.running(year, horizon)) return;
        levers.move_served(Lever::price_floor_usd_per_kg, target() * delivery.ramp(year), reach.served);
    }
};

}  // namespace smallholder::effects
