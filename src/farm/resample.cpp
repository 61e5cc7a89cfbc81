// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/resample.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/streams.hpp"
#include "village_order.hpp"

namespace smallholder {

namespace {

using completion::Place;
using random::population_variable;
using P = Population;

/// A household of the new population: which one it is made from, which copy of it, and its weight.
struct Pick {
    std::size_t source;
    std::uint64_t copy;
    double weight;
};

/// One random number for the whole population, not one of any household.
double systematic_start(std::uint64_t seed) {
    return random::population_uniform(seed, random::Address{.entity = 0}, population_variable("donor"));
}

/// Chances in proportion to weight; those above a whole step are certain and leave the draw.
std::vector<Pick> thin_out(const Population& population, Index households, std::uint64_t seed) {
    const std::size_t n = population.weight.size();
    std::vector<char> certain(n, 0);
    double rest = 0.0;
    for (const double weight : population.weight) rest += weight;
    auto wanted = static_cast<double>(households);
    for (bool again = true; again;) {
        again = false;
        const double step = rest / wanted;
        for (std::size_t i = 0; i < n; ++i) {
            if (certain[i] || population.weight[i] < step || wanted < 0.5) continue;
            certain[i] = 1;
            again = true;
            rest -= population.weight[i];
            wanted -= 1.0;
        }
    }

    std::vector<Pick> picks;
    const double start = systematic_start(seed);
    const double step = wanted > 0.5 ? rest / wanted : 0.0;
    double passed = 0.0, taken = 0.0;
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < n; ++i) {
        if (certain[i]) {
            picks.push_back({i, 0, population.weight[i]});
            continue;
        }
        passed += population.weight[i];
        // Rounding must not let the last step fall outside the last household.
        if (taken < wanted - 0.5 && passed > 0.0 && passed >= (taken + start) * step) {
            picks.push_back({i, 0, step});
            taken += 1.0;
        }
    }
    return picks;
}

/// Copies in proportion to weight, each number rounded up or down.
std::vector<Pick> multiply(const Population& population, Index households, std::uint64_t seed) {
    double total = 0.0;
    for (const double weight : population.weight) total += weight;
    const double step = total / static_cast<double>(households);
    const double start = systematic_start(seed);
    std::vector<Pick> picks;
    double passed = 0.0;
    Index taken = 0;
    for (std::size_t i = 0; i < population.weight.size(); ++i) {
        passed += population.weight[i];
        for (std::uint64_t copy = 0;
             taken < households && population.weight[i] > 0.0 && passed >= (static_cast<double>(taken) + start) * step;
             ++copy) {
            picks.push_back({i, copy, step});
            ++taken;
        }
    }
    return picks;
}

/// "" for the household itself, "#2" for its second further copy.
std::string copy_mark(std::uint64_t copy) {
    return copy == 0 ? "" : "#" + std::to_string(copy);
}

/// Moves copies a little away from the household they copy.
class Jitter {
public:
    Jitter(Population& people, std::uint64_t seed, double spread) : people_(people), seed_(seed), spread_(spread) {}

    void apply(std::size_t i) {
        i_ = i;
        const double land = scale("area");
        for (P::Column P::*column : {&P::area_ha, &P::counted_area_ha, &P::recorded_area_ha, &P::recorded_production_kg,
                                     &P::recorded_inputs_usd, &P::recorded_hired_usd}) {
            (people_.*column)[i] *= land;
        }
        const double before = people_.recorded_cocoa_income_usd[i];
        people_.recorded_cocoa_income_usd[i] *= land;
        // Other income stays; total income moves with cocoa where both are known.
        if (!std::isnan(before)) people_.recorded_income_usd[i] += people_.recorded_cocoa_income_usd[i] - before;

        const double stand = scale("density");
        people_.initial_stand_per_ha[i] *= stand;
        people_.stand_target_per_ha[i] *= stand;
        const std::size_t n = people_.id.size();
        for (std::size_t a = 0; a < kAgeClasses; ++a) people_.trees[a * n + i] *= stand;

        people_.km_foot[i] *= scale("km_foot");
        people_.food_area_ha[i] *= scale("food_area");
        people_.cash_usd[i] *= scale("cash");
        people_.wealth_usd[i] *= scale("wealth");
        people_.livestock_usd[i] *= scale("livestock");
        people_.debt_usd[i] *= scale("debt");
        if (std::isnan(people_.recorded_other_income_usd[i])) people_.other_level_usd[i] *= scale("other_earnings");

        move_share(people_.hired_share, "hired_share");
        move_share(people_.soil_supply, "soil_supply");
        move_share(people_.infected, "infection");
        move_share(people_.practice[0], "practice_pruning");
        move_share(people_.practice[1], "practice_weeding");
        move_share(people_.practice[2], "practice_mirid");
        move_share(people_.practice[3], "practice_black_pod");
        move_share(people_.knowledge, "knowledge");

        people_.z_land[i] = mix(people_.z_land[i], "land_quality");
        // |x| of a normal x mixed with another stays |normal|, whichever sign x had.
        people_.z_inefficiency[i] = absolute(mix(people_.z_inefficiency[i], "inefficiency"));
    }

private:
    double score(std::string_view name) const {
        for (std::size_t k = 0; k < random::kPopulationVariables.size(); ++k) {
            if (random::kPopulationVariables[k] == name) {
                return normal_quantile(random::population_uniform(
                    seed_, random::Address{.entity = people_.id[i_].value}, static_cast<int>(k)));
            }
        }
        throw NumericalError("no random number is set aside for \"" + std::string(name) + "\"", "resample",
                             "Name it in kPopulationVariables");
    }
    double scale(std::string_view name) const { return exp_of(spread_ * score(name) - 0.5 * spread_ * spread_); }
    void move_share(P::Column& column, std::string_view name) const {
        double& x = column[i_];
        // Nothing and everything have no log-odds and stay what they are.
        if (x > 0.0 && x < 1.0) x = logistic(log_of(x) - log_of(1.0 - x) + spread_ * score(name));
    }
    double mix(double z, std::string_view name) const {
        return square_root(1.0 - spread_ * spread_) * z + spread_ * score(name);
    }

    Population& people_;
    std::uint64_t seed_;
    double spread_;
    std::size_t i_ = 0;
};

}  // namespace

Population resample(const Population& population, Index households, std::uint64_t seed, double jitter) {
    if (households < 1) {
        throw RangeError(std::to_string(households) + " households asked for", "resample",
                         "Ask for at least one household");
    }
    if (!(jitter >= 0.0 && jitter < 1.0)) {
        throw RangeError("a jitter of " + number_text(jitter), "resample", "Use a relative spread from 0 to below 1");
    }
    if (households == population.households()) return population;
    std::vector<Pick> picks = households < population.households() ? thin_out(population, households, seed)
                                                                   : multiply(population, households, seed);

    const auto place_of = [&](const Pick& pick) {
        const auto village = static_cast<std::size_t>(population.village[pick.source]);
        const auto region = static_cast<std::size_t>(population.region[pick.source]);
        Place place{population.region_name[region], population.village_name[village]};
        // Copies live in a copy of the village, so that villages keep their size and their mix.
        if (!place.village.empty()) place.village += copy_mark(pick.copy);
        return place;
    };
    std::vector<Place> places;
    std::vector<std::string> names;
    for (const Pick& pick : picks) {
        places.push_back(place_of(pick));
        names.push_back(population.name[pick.source] + copy_mark(pick.copy));
    }
    const std::vector<std::size_t> order = completion::canonical_order(places, names);

    Population people;
    people.money = population.money;
    people.synthetic = population.synthetic;
    people.area_base_older5 = population.area_base_older5;
    people.origin = population.origin;
    people.segments = population.segments;
    for (Grouping& grouping : people.segments.groupings) grouping.code.clear();
    for (const auto& [name, values] : population.carried) people.carried.emplace_back(name, Population::Column{});
    const std::size_t n = order.size(), before = population.id.size();
    people.trees.resize(n * kAgeClasses);
    std::vector<Place> ordered;
    for (std::size_t i = 0; i < n; ++i) {
        const Pick& pick = picks[order[i]];
        people.id.push_back(copy_of(population.id[pick.source], pick.copy));
        people.name.push_back(names[order[i]]);
        people.row_of.push_back(static_cast<Index>(pick.source));
        people.weight.push_back(pick.weight);
        ordered.push_back(places[order[i]]);
        for (const PopulationColumn& column : population_columns()) {
            column.in(people).push_back(column.in(population)[pick.source]);
        }
        for (std::size_t c = 0; c < people.carried.size(); ++c) {
            people.carried[c].second.push_back(population.carried[c].second[pick.source]);
        }
        for (std::size_t a = 0; a < kAgeClasses; ++a) {
            people.trees[a * n + i] = population.trees[a * before + pick.source];
        }
        for (std::size_t g = 0; g < people.segments.groupings.size(); ++g) {
            people.segments.groupings[g].code.push_back(population.segments.groupings[g].code[pick.source]);
        }
    }
    completion::settle(people, ordered);
    Jitter shake(people, seed, jitter);
    for (std::size_t i = 0; i < n; ++i) {
        if (picks[order[i]].copy > 0) shake.apply(i);
    }
    if (people.segments.find("land") != nullptr) {
        people.segments.set(group_by_land(people.synthetic ? people.counted_area_ha : people.recorded_area_ha));
    }
    people = with_represents(std::move(people), population.represents);
    require_valid(people);
    return people;
}

}  // namespace smallholder
