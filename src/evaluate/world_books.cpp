// SPDX-License-Identifier: Apache-2.0
#include "world_books.hpp"

#include <algorithm>
#include <cmath>

namespace smallholder::evaluate {

WorldBooks::WorldBooks(const simulate::Runs& runs, Index pair, Index arm) {
    using simulate::AccountLine;
    using simulate::Holder;
    const Parameters& p = runs.parameters[static_cast<std::size_t>(pair / runs.settings.replicates)];
    const Index years = runs.years(), arms = static_cast<Index>(runs.arms.size());
    auto all_holders = [&](Index t, AccountLine line) {
        double sum = 0.0;
        for (std::size_t h = 0; h < simulate::kHolders; ++h) sum += runs.account(pair, arm, t, static_cast<Holder>(h), line);
        return sum;
    };
    auto arm_price = [&](Index which, Index t) { return runs.market_price[static_cast<std::size_t>((pair * arms + which) * (years + 1) + t)]; };
    const double answers = p.supply_elasticity_long > 0.0 ? p.supply_elasticity_short / p.supply_elasticity_long : 1.0;  // per year, of the way
    const double land_elasticity = p.land_share_of_supply * p.supply_elasticity_long;
    double supply = 0.0, land = 0.0;  // logs: other growers' supply; the population's land
    for (Index t = 0; t <= years; ++t) {
        WorldYear y{};
        const double factor = runs.price_factor[static_cast<std::size_t>((pair * arms + arm) * (years + 1) + t)];
        const bool regulated = runs.settings.regime == market::Regime::regulated;
        y.border0 = runs.export_price[static_cast<std::size_t>(pair * (years + 1) + t)] / 1000.0;
        y.border1 = y.border0 * factor;
        y.on_top = regulated ? p.lid_usd_per_t / 1000.0 : 0.0;
        y.own0 = runs.baseline_sold[static_cast<std::size_t>(pair * (years + 1) + t)];
        y.own1 = y.own0 + all_holders(t, AccountLine::sold_kg);
        y.gate0 = arm_price(0, t);
        y.gate1 = arm_price(arm, t);
        // Where the state sells, licensed buyers still have to be paid for their work; in a liberal market that is the traders' own affair.
        y.export_cost = p.export_cost / 1000.0 + (regulated ? p.margin * y.border0 : 0.0);
        y.tax_rate = p.tax;

        supply = (1.0 - answers) * supply + answers * p.supply_elasticity_long * std::log(factor);
        const double others0 = std::max(0.0, 1000.0 * p.world_supply_t - y.own0);
        y.origin0 = std::clamp(1000.0 * p.origin_supply_t - y.own0, 0.0, others0);
        y.elsewhere0 = others0 - y.origin0;
        y.origin1 = y.origin0 * std::exp(supply);
        y.elsewhere1 = y.elsewhere0 * std::exp(supply);

        // Land follows what a hectare brings in, with the delay of supply; abroad, the price alone.
        const double takings0 = y.own0 * y.gate0;
        const double brings = takings0 > 0.0 ? std::max(1.0 + all_holders(t, AccountLine::takings) / takings0, 1e-6) : 1.0;
        land = (1.0 - answers) * land + answers * land_elasticity * std::log(brings);
        y.land_here = runs.area_ha * std::expm1(land);
        y.land_elsewhere = p.world_area_ha * (others0 / (1000.0 * p.world_supply_t)) * std::expm1(p.land_share_of_supply * supply);
        years_.push_back(y);
    }
}

}  // namespace smallholder::evaluate
