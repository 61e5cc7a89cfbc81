// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/effects/effect.hpp"

namespace smallholder::effects {

/// Replanting: old trees are cut and replaced with help, infected ones cut out, and a payment bridges the years without a crop.
///
///   replant_share_i = replant_share       the most that may be renewed in a year: the cap on area, as a share of the stand, oldest first
///   replant_subsidy_i = replant_subsidy,  replant_relief_i = replant_relief,  roguing_i = roguing
///   each for those served, times ramp, from the first to the last year
///   cash_usd_i = bridge_usd               for `bridge_years` years from the first
///
/// Households still decide, by what new trees are worth to them (docs/odd.md 7.8); cutting out sick trees is ordered.
/// Moves: replant_share, replant_subsidy, replant_relief, roguing, and cash_usd where there is a bridge.
/// Never: the age curve, yield, disease itself.
/// Paid: for the hectares planned, `cost_per_ha`; for trees that are renewed, the subsidy; the bridge.
/// Source: rates and costs in data/parameters/interventions.csv.
/// Page: docs/effects/replanting.md   Tested: tests/unit/effects/replanting_test.cpp
class Replanting final : public Effect {
public:
    static constexpr std::string_view kKey = "replanting";
    static constexpr std::string_view kSummary =
        "Old and infected trees are cut and replaced with help; a payment bridges the years without a crop.";

    double replant_share = 0.06;
    double replant_subsidy = 1.0;
    double replant_relief = 2.0;
    double roguing = 0.2;
    double bridge_usd = 70.0, bridge_years = 3.0;
    double ha_per_household = 2.9;
    double cost_per_ha = 1700.0;

    static constexpr auto kMoves = std::to_array<Lever>(
        {Lever::replant_share, Lever::replant_subsidy, Lever::replant_relief, Lever::roguing, Lever::cash_usd});
    static constexpr auto kFields = std::to_array<Field<Replanting>>({
        {{"replant_share", "1/year", 0.0, 1.0, 0.06, "replanting.replant_share", "", "most of the stand, oldest first, that is renewed in one year"},
         &Replanting::replant_share},
        {{"replant_subsidy", "1", 0.0, 1.0, 1.0, "replanting.replant_subsidy", "", "share of the household's own cost of renewing trees that is paid"},
         &Replanting::replant_subsidy},
        {{"replant_relief", "util", 0.0, 20.0, 2.0, "replanting.replant_relief", "", "taken off the hassle of replanting: crews, seedlings, advice"},
         &Replanting::replant_relief},
        {{"roguing", "1/year", 0.0, 1.0, 0.2, "replanting.roguing", "", "share of infected trees cut out and replaced in a year"}, &Replanting::roguing},
        {{"bridge_usd", "USD/household/year", 0.0, 1e12, 70.0, "replanting.bridge_usd", "", "paid to each household served until new trees bear"},
         &Replanting::bridge_usd},
        {{"bridge_years", "year", 0.0, 50.0, 3.0, "replanting.bridge_years", "when", "years in which that is paid, from the first", true},
         &Replanting::bridge_years},
        {{"ha_per_household", "ha/household", 0.0, 1e6, 2.9, "replanting.ha_per_household", "cost", "cocoa land of a household served, as planned"},
         &Replanting::ha_per_household},
        {{"cost_per_ha", "USD/ha", 0.0, 1e12, 1700.0, "replanting.cost_per_ha", "cost",
          "per hectare planned: nurseries, crews, supervision, beyond what the household would have spent"},
         &Replanting::cost_per_ha},
    });

    bool active(int year, int horizon) const override { return delivery.running(year, horizon) || bridging(year, horizon); }

    std::span<const Lever> moves() const override {
        const std::span<const Lever> all = kMoves;
        return bridge_usd > 0.0 && bridge_years > 0.0 ? all : all.first(all.size() - 1);
    }
    void apply(int year, int horizon, const BlockReach& reach, LeverColumns levers) const override {
        if (delivery.running(year, horizon)) {
            const double ramp = delivery.ramp(year);
            levers.move_served(Lever::replant_share, replant_share * ramp, reach.served);
            levers.move_served(Lever::replant_subsidy, replant_subsidy * ramp, reach.served);
            levers.move_served(Lever::replant_relief, replant_relief * ramp, reach.served);
            levers.move_served(Lever::roguing, roguing * ramp, reach.served);
        }
        if (bridging(year, horizon)) levers.move_served(Lever::cash_usd, bridge_usd, reach.served);
    }

    double own_cost(int year, int horizon, const Service& s) const override {
        return delivery.running(year, horizon) ? cost_per_ha * replant_share * delivery.ramp(year) * ha_per_household * s.served : 0.0;
    }

private:
    bool bridging(int year, int horizon) const {
        return year >= delivery.start && year < delivery.start + bridge_years && year <= horizon;
    }
};

}  // namespace smallholder::effects
