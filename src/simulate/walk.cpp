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
      group_of_(static_cast<std::size_t>(block.stride())),
      served_column_(group_of_.size()),
      group_column_(group_of_.size()),
      attendance_(group_of_.size()) {}

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
    constexpr auto kNobody = static_cast<std::size_t>(-1);
    for (std::size_t k = 0; k < world.reaches.size(); ++k) {
        const Reach& reach = world.reaches[k];
        const effects::Effect& effect = *reach.effect;
        const bool works = reach.active(effect, year);
        if (!works && !reach.serving(effect, year)) continue;
        const int start = static_cast<int>(effect.delivery.start);
        groups_.clear();
        for (Index i = 0; i < block_.stride(); ++i) {
            const auto place = static_cast<std::size_t>(i), h = static_cast<std::size_t>(block_.first() + std::min(i, block_.count() - 1));
            const auto u = random::uniforms(
                settings_.seed, {population_.id[h].value, world.draw, world.replicate, static_cast<std::uint32_t>(year)}, reach.stream, 2);
            attendance_[place] = u[static_cast<std::size_t>(random::InterventionPurpose::attendance)];
            const bool delivered = effect.delivered_yearly()
                                       ? u[static_cast<std::size_t>(random::InterventionPurpose::delivery)] < effect.delivery.delivered
                                       : reach.delivered[h] != 0;
            const int first = reach.first[h];
            const bool now = reach.enrolled[h] && delivered && year >= first;
            served_column_[place] = now ? reach.quality[static_cast<std::size_t>(year)] : 0.0;
            group_of_[place] = kNobody;
            if (!now) continue;
            // Who left early was told so by nobody before: until then all who began together are alike.
            const int later = first - start, told = year > reach.horizon[h] ? reach.horizon[h] : years;
            auto group = std::ranges::find_if(groups_, [&](const Group& g) { return g.later == later && g.horizon == told; });
            if (group == groups_.end()) {
                const auto cohort = std::ranges::find(reach.cohorts, first, &targeting::Cohort::first);
                groups_.push_back({later, told, static_cast<std::size_t>(cohort - reach.cohorts.begin()),
                                   effect.serving(year - later, told - later)});
                group = groups_.end() - 1;
            }
            group_of_[place] = static_cast<std::size_t>(group - groups_.begin());
            if (served != nullptr && group->serving && i < block_.count()) {
                const std::size_t at = group->cohort * static_cast<std::size_t>(years + 1) + static_cast<std::size_t>(year);
                served->served[k][at].add(population_.weight[h]);
                served->persons[k][at].add(population_.weight[h] * population_.household_size[h]);
            }
        }
        for (std::size_t g = 0; works && g < groups_.size(); ++g) {
            const Group& group = groups_[g];
            for (std::size_t i = 0; i < served_column_.size(); ++i) group_column_[i] = group_of_[i] == g ? served_column_[i] : 0.0;
            for (std::size_t arm = 1; arm < world.arms.size(); ++arm) {
                const auto& kinds = world.arms[arm].kinds;
                if (std::find(kinds.begin(), kinds.end(), static_cast<Index>(k)) == kinds.end()) continue;
                const auto a = static_cast<Index>(arm);
                const auto state = [&](Index column) { return block_.state(a) + column * block_.stride(); };
                const effects::BlockView view{&population_, block_.first(), block_.count(), world.draw, world.replicate, world.arms[arm].name,
                                              state(kCashColumn), state(kWealthColumn), state(kLivestockColumn), state(kDebtColumn),
                                              state(kKnowledgeColumn), state(kInfectedColumn)};
                effect.apply(year - group.later, group.horizon - group.later, {group_column_.data(), attendance_.data(), &view}, block_.levers(a));
            }
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
