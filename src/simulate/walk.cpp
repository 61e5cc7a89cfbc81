// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"
#include "smallholder/effects/prototype.hpp"
#include "world.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

Walk::Walk(const Population& population, const RunSettings& settings, bool coupled, Block& block)
    : population_(population),
      settings_(settings),
      coupled_(coupled),
      block_(block),
      served_column_(static_cast<std::size_t>(block.stride())),
      attendance_(static_cast<std::size_t>(block.stride())) {}

void Walk::block(const World& world, Index first, Index count, Served* served, const std::function<void(int year)>& seen) {
    block_.fill(population_, first, count, world.anchor, world.model.p);
    block_.survey_year(world.model, world.paths.market[0], settings_.seed, world.draw, world.replicate);
    require_finite(world, 0);
    seen(0);
    block_.update_villages(population_, coupled_, true);
    if (served != nullptr)
        for (std::size_t k = 0; k < world.reaches.size(); ++k)
            for (Index i = 0; i < count; ++i) {
                const auto h = static_cast<std::size_t>(first + i);
                if (world.reaches[k].enrolled[h]) served->enrolled[k].add(population_.weight[h]);
            }
    std::vector<MarketYear> prices;
    for (int year = 1; year <= settings_.years; ++year) {
        set_levers(world, year, served);
        prices.clear();
        for (const ArmPlan& arm : world.arms) prices.push_back(arm.market[static_cast<std::size_t>(year)]);
        block_.simulate_year(world.model, prices, world.paths.region, population_, year, settings_.seed, world.draw, world.replicate);
        require_finite(world, year);
        seen(year);
        block_.update_villages(population_, coupled_, false);
    }
}

void Walk::set_levers(const World& world, int year, Served* served) {
    block_.reset_levers();
    const int years = settings_.years;
    for (std::size_t k = 0; k < world.reaches.size(); ++k) {
        const Reach& reach = world.reaches[k];
        if (!reach.effect->active(year, years)) continue;
        const bool serving = reach.effect->serving(year, years);
        for (Index i = 0; i < block_.stride(); ++i) {
            const auto h = static_cast<std::size_t>(block_.first() + std::min(i, block_.count() - 1));
            const auto u = random::uniforms(
                settings_.seed, {population_.id[h].value, world.draw, world.replicate, static_cast<std::uint32_t>(year)}, reach.stream, 2);
            attendance_[static_cast<std::size_t>(i)] = u[static_cast<std::size_t>(random::InterventionPurpose::attendance)];
            const bool delivered = reach.effect->delivered_yearly()
                                       ? u[static_cast<std::size_t>(random::InterventionPurpose::delivery)] < reach.effect->delivery.delivered
                                       : reach.delivered[h] != 0;
            const bool now = reach.enrolled[h] && delivered;
            served_column_[static_cast<std::size_t>(i)] = now ? 1.0 : 0.0;
            if (served != nullptr && now && serving && i < block_.count()) {
                const std::size_t at = k * static_cast<std::size_t>(years + 1) + static_cast<std::size_t>(year);
                served->served[at].add(population_.weight[h]);
                served->persons[at].add(population_.weight[h] * population_.household_size[h]);
            }
        }
        for (std::size_t arm = 1; arm < world.arms.size(); ++arm) {
            const auto& kinds = world.arms[arm].kinds;
            if (std::find(kinds.begin(), kinds.end(), static_cast<Index>(k)) == kinds.end()) continue;
            const auto a = static_cast<Index>(arm);
            const auto state = [&](Index column) { return block_.state(a) + column * block_.stride(); };
            const effects::BlockView view{&population_, block_.first(), block_.count(), world.draw, world.replicate, world.arms[arm].name,
                                          state(kCashColumn), state(kWealthColumn), state(kLivestockColumn), state(kDebtColumn),
                                          state(kKnowledgeColumn), state(kInfectedColumn)};
            reach.effect->apply(year, years, {served_column_.data(), attendance_.data(), &view}, block_.levers(a));
        }
    }
}

void Walk::require_finite(const World& world, int year) {
    for (Index arm = 0; arm < static_cast<Index>(world.arms.size()); ++arm) {
        const auto [i, step] = block_.first_not_finite(arm);
        if (i < 0) continue;
        const auto h = static_cast<std::size_t>(block_.first() + i);
        throw NumericalError(std::string(kFlowNames[static_cast<std::size_t>(step)]) + " is not a finite number",
                             "household " + population_.name[h] + ", year " + std::to_string(year) + ", draw " +
                                 std::to_string(world.draw) + ", replicate " + std::to_string(world.replicate) + ", arm " +
                                 world.arms[static_cast<std::size_t>(arm)].name,
                             "Look at this household's row and at parameters changed from their defaults");
    }
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
