// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "smallholder/market/world_supply.hpp"
#include "world.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {
namespace {

constexpr Index kPanelHouseholds = 4000;

}  // namespace

std::vector<std::size_t> panel_of(const std::vector<Index>& blocks) {
    const std::size_t all = blocks.size() - 1;
    const Index households = blocks.back();
    const auto wanted = households <= kPanelHouseholds
                            ? all
                            : std::max<std::size_t>(1, all * static_cast<std::size_t>(kPanelHouseholds) / static_cast<std::size_t>(households));
    std::vector<std::size_t> panel;
    for (std::size_t k = 0; k < wanted; ++k) panel.push_back(k * all / wanted);
    return panel;
}

Supply supply_of(const Population& population, Walk& walk, Block& block, const World& world, const std::vector<Index>& blocks,
                 const std::vector<std::size_t>& which) {
    const std::size_t arms = world.arms.size(), years = world.paths.market.size();
    std::vector<ExactSum> sold(arms * years);
    ExactSum weight;
    for (const std::size_t b : which) {
        for (Index h = blocks[b]; h < blocks[b + 1]; ++h) weight.add(population.weight[static_cast<std::size_t>(h)]);
        walk.block(world, blocks[b], blocks[b + 1] - blocks[b], nullptr, [&](int year) {
            for (std::size_t arm = 0; arm < arms; ++arm)
                for (Index i = 0; i < block.count(); ++i)
                    sold[arm * years + static_cast<std::size_t>(year)].add(population.weight[static_cast<std::size_t>(block.first() + i)] *
                                                                           block.flows_of(static_cast<Index>(arm), i).sold);
        });
    }
    Supply supply(arms, std::vector<double>(years));
    for (std::size_t arm = 0; arm < arms; ++arm)
        for (std::size_t year = 0; year < years; ++year)
            supply[arm][year] = sold[arm * years + year].value() / 1000.0 * (population.represents / weight.value());
    return supply;
}

std::vector<double> price_answer(const Parameters& p, const std::vector<double>& baseline_t, const std::vector<double>& arm_t) {
    // These farmers answer the price in the model itself; the rest of the world by its elasticities.
    const double others = 1.0 - std::min(1.0, baseline_t.front() / p.world_supply_t);
    // A draw of demand that rises with its price, one in a hundred and fifty, is taken for one that hardly falls.
    const double demand_short = std::min(p.demand_elasticity_short, -0.005) - p.stock_response;
    const double demand_long = std::min(p.demand_elasticity_long - p.stock_response, demand_short);
    const market::WorldMarket world{{p.supply_elasticity_short * others, demand_short}, {p.supply_elasticity_long * others, demand_long}};
    std::vector<double> log_factor(baseline_t.size(), 0.0);
    market::MarketMemory memory;
    for (std::size_t t = 1; t < baseline_t.size(); ++t) {
        const double shift = std::max(1.0 + (arm_t[t] - baseline_t[t]) / p.world_supply_t, 1e-6);
        const auto step = market::nerlove_step(memory, log_of(shift), world);
        memory = step.memory;
        log_factor[t] = step.log_price;
    }
    return log_factor;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
