// SPDX-License-Identifier: Apache-2.0
#include "calendar.hpp"

#include <algorithm>
#include <map>

#include "smallholder/core/exact_sum.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::targeting {
namespace {

using random::InterventionPurpose;

/// Represented households are sums of weights: this much of rounding is no household.
constexpr double kRounding = 1e-9;

}  // namespace

int natural_end(const effects::Delivery& delivery, int first, int horizon) {
    return delivery.years > 0.0 ? std::min(first + static_cast<int>(delivery.years) - 1, horizon) : horizon;
}

void set_calendar(Roster& roster, const Population& population, const effects::Delivery& delivery, const std::vector<Term>& term,
                  std::uint16_t stream, const Draw& at, std::vector<int>& last) {
    const std::size_t n = roster.enrolled.size();
    roster.first.assign(n, 0);
    roster.horizon.assign(n, 0);
    last.assign(n, 0);
    std::map<int, int> cohorts;  // first year -> last year in which it runs for any of them
    const auto begin = [&](std::size_t h, int year) {
        int end = term[h].end;
        if (delivery.exit_years > 0.0) end = std::min(end, year + static_cast<int>(delivery.exit_years) - 1);
        if (delivery.attrition > 0.0)
            for (int t = year + 1; t <= end; ++t)
                if (random::uniforms(at.seed, {population.id[h].value, at.draw, at.replicate, static_cast<std::uint32_t>(t)}, stream,
                                     random::kAttritionCall)[word_of(InterventionPurpose::attrition)] < delivery.attrition)
                    end = t - 1;
        roster.first[h] = static_cast<std::int16_t>(year);
        last[h] = end;
        const int own = natural_end(delivery, year, at.horizon);
        roster.horizon[h] = static_cast<std::int16_t>(end >= own ? at.horizon : end);
        int& runs = cohorts[year];
        runs = std::max(runs, term[h].end >= own ? at.horizon : term[h].end);
    };

    if (delivery.capacity_households <= 0.0) {
        for (std::size_t h = 0; h < n; ++h)
            if (roster.enrolled[h]) begin(h, term[h].start);
    } else {
        // A queue: earlier waves first, then in a drawn order; the next in line goes in when there is room for all whom it stands for.
        std::vector<std::size_t> queue;
        std::vector<double> place(n);
        for (std::size_t h = 0; h < n; ++h) {
            if (!roster.enrolled[h]) continue;
            queue.push_back(h);
            place[h] = random::uniforms(at.seed, {population.id[h].value, at.draw, at.replicate, static_cast<std::uint32_t>(delivery.start)},
                                        stream, random::kQueueCall)[word_of(InterventionPurpose::queue)];
        }
        std::ranges::sort(queue, [&](std::size_t a, std::size_t b) {
            if (term[a].start != term[b].start) return term[a].start < term[b].start;
            if (place[a] != place[b]) return place[a] < place[b];
            return population.id[a].value < population.id[b].value;
        });
        const double room = delivery.capacity_households * (1.0 + kRounding);
        std::size_t next = 0;
        for (int year = static_cast<int>(delivery.start); year <= at.horizon && next < queue.size(); ++year) {
            ExactSum inside;
            for (std::size_t k = 0; k < next; ++k)
                if (last[queue[k]] >= year) inside.add(population.weight[queue[k]]);
            for (; next < queue.size(); ++next) {
                const std::size_t h = queue[next];
                if (term[h].end < year) continue;  // its wave is over: it was never served
                if (term[h].start > year) break;
                ExactSum with = inside;
                with.add(population.weight[h]);
                if (with.value() > room) break;
                inside = with;
                begin(h, year);
            }
        }
        for (const std::size_t h : queue)
            if (roster.first[h] == 0) roster.enrolled[h] = 0;
    }
    roster.cohorts.clear();
    for (const auto& [first, horizon] : cohorts) roster.cohorts.push_back({first, horizon});
    if (roster.cohorts.empty()) roster.cohorts.push_back({static_cast<int>(delivery.start), at.horizon});
}

}  // namespace smallholder::targeting
