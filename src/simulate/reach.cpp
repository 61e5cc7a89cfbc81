// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"
#include "world.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {
namespace {

/// Recorded farm-gate price over the model's own of year 0.
double price_anchor(const Population& population, const Parameters& p, const RunSettings& settings) {
    if (!settings.anchor) return 1.0;
    double weight = 0.0, sum = 0.0;
    for (std::size_t i = 0; i < population.id.size(); ++i) {
        const double price = population.recorded_price_usd_per_kg[i];
        if (std::isnan(price)) continue;
        weight += population.weight[i];
        sum += population.weight[i] * price;
    }
    if (!(weight > 0.0)) return 1.0;
    const double own = settings.regime == market::Regime::liberal ? market::liberal_price(p.fob_0, 0.0, p) * (1.0 - p.margin)
                                                                  : market::regulated_price(p.fob_0, p.fob_0, p);
    return sum / weight / own;
}

}  // namespace

PathSettings path_settings_of(const Population& population, const Parameters& p, const RunSettings& settings, std::uint32_t draw,
                              std::uint32_t replicate) {
    std::vector<std::uint64_t> regions;
    for (const std::string& name : population.region_name) regions.push_back(random::hash_name(name));
    return {settings.years, regions, settings.seed, draw, replicate, settings.regime, price_anchor(population, p, settings),
            settings.price_process};
}

std::vector<std::vector<char>> eligible_households(const Population& population, const Programme& programme,
                                                   const std::vector<Grouping>& groupings) {
    const auto n = static_cast<std::size_t>(population.households());
    std::vector<std::vector<char>> eligible;
    for (const Intervention& intervention : programme.interventions) {
        std::vector<char> may(n, 1);
        for (const Eligibility& rule : intervention.eligible) {
            const auto found = std::find_if(groupings.begin(), groupings.end(), [&](const Grouping& g) { return g.name == rule.grouping; });
            if (found == groupings.end())
                throw ProgrammeError("the survey has no grouping \"" + rule.grouping + "\"", "intervention \"" + intervention.name + "\"",
                                     "Drop this rule, or give the survey that column");
            for (const std::string& name : rule.groups)
                if (std::find(found->groups.begin(), found->groups.end(), name) == found->groups.end())
                    throw ProgrammeError("grouping \"" + rule.grouping + "\" has no group \"" + name + "\"",
                                         "intervention \"" + intervention.name + "\"", "Name one of its groups as `describe` prints them");
            for (std::size_t i = 0; i < n; ++i) {
                const auto code = found->code[i];
                if (code < 0 || std::find(rule.groups.begin(), rule.groups.end(), found->groups[static_cast<std::size_t>(code)]) == rule.groups.end())
                    may[i] = 0;
            }
        }
        eligible.push_back(std::move(may));
    }
    return eligible;
}

std::vector<Reach> reach_of(const Population& population, const RunSettings& settings, const Programme& programme,
                            const std::vector<std::vector<char>>& eligible,
                            const std::vector<std::unique_ptr<effects::Effect>>& effects, std::uint32_t draw, std::uint32_t replicate,
                            bool whole) {
    std::vector<Reach> all;
    for (std::size_t k = 0; k < effects.size(); ++k) {
        const Intervention& own = programme.interventions[k];
        std::optional<targeting::OfferLuck> offers;
        if (const Index with = place_of_offers(programme, own.offered_with); with >= 0) {
            const auto other = static_cast<std::size_t>(with);
            if (effects[k]->by_village() != effects[other]->by_village())
                throw ProgrammeError("one of it and \"" + programme.interventions[other].name + "\" is offered to whole villages and the other to households",
                                     "intervention \"" + own.name + "\", who.offered_with",
                                     "Offer together what is offered in the same way, or use village_coverage and saturation for households of some villages");
            offers = targeting::OfferLuck{random::intervention_stream(programme.interventions[other].name_of_luck()),
                                          static_cast<std::uint32_t>(effects[other]->delivery.start)};
        }
        Reach reach;
        static_cast<targeting::Roster&>(reach) = targeting::roster_of(population, own, *effects[k], eligible[k],
                                                                      {settings.seed, draw, replicate, settings.years, whole}, offers);
        reach.effect = effects[k].get();
        reach.stream = random::intervention_stream(own.name_of_luck());
        all.push_back(std::move(reach));
    }
    return all;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
