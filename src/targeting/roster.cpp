// SPDX-License-Identifier: Apache-2.0
#include "smallholder/targeting/roster.hpp"

#include <algorithm>
#include <cmath>

#include "calendar.hpp"
#include "delivery_run.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/exact_sum.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/random/streams.hpp"

namespace smallholder::targeting {
namespace {

using effects::Delivery;
using random::InterventionPurpose;

std::string where_of(const Intervention& intervention, std::string_view key) {
    return "intervention \"" + intervention.name + "\", " + std::string(key);
}

std::string households(double count) { return std::to_string(std::llround(count)) + " households"; }

double weight_of(const Population& population, const std::vector<char>& chosen) {
    ExactSum sum;
    for (std::size_t h = 0; h < chosen.size(); ++h)
        if (chosen[h]) sum.add(population.weight[h]);
    return sum.value();
}

/// More offered, or more places, than there are households to take them, and places too few for one.
void require_possible(const Population& population, const Intervention& intervention, const Delivery& d, const std::vector<char>& eligible) {
    const double there = weight_of(population, eligible);
    const auto refuse_above = [&](double asked, const char* key, const char* remedy) {
        if (asked <= there * (1.0 + 1e-9)) return;
        throw ProgrammeError("it asks for " + households(asked) + ", and " + households(there) + " are eligible", where_of(intervention, key), remedy);
    };
    refuse_above(d.households, "who.households", "Offer it to fewer, widen who is eligible, or leave the line out to offer it to all");
    refuse_above(d.capacity_households, "who.capacity_households", "Leave the line out: there is room for everybody");
    if (d.capacity_households > 0.0)
        for (std::size_t h = 0; h < eligible.size(); ++h)
            if (eligible[h] && population.weight[h] > d.capacity_households)
                throw ProgrammeError("capacity_households = " + std::to_string(std::llround(d.capacity_households)) +
                                         " has no room for a simulated household that stands for " +
                                         std::to_string(std::llround(population.weight[h])),
                                     where_of(intervention, "who.capacity_households"), "Simulate more households, so that each stands for fewer");
}

/// Who takes part by a column of the survey, and from which year: 0 never, 1 from the start, above 1 from that year on.
void take_assigned(Roster& roster, std::vector<Term>& term, const Population& population, const Intervention& intervention, const Delivery& d,
                   const Draw& at) {
    const std::string where = where_of(intervention, "who.assigned");
    const Population::Column* column = nullptr;
    std::vector<std::string_view> known;
    for (const auto& [name, values] : population.carried) {
        known.push_back(name);
        if (name == intervention.assigned) column = &values;
    }
    if (column == nullptr)
        throw ProgrammeError("the households carry no column \"" + intervention.assigned + "\"", where,
                             population.synthetic ? "It takes a survey: synthetic households were in no programme"
                                                  : did_you_mean(intervention.assigned, known,
                                                                 "Name a column of the survey; in Python read it with keep=[\"" +
                                                                     intervention.assigned + "\"]"));
    Index missing = 0;
    for (const double value : *column) missing += std::isnan(value);
    if (missing > 0)
        throw ProgrammeError("column \"" + intervention.assigned + "\" is blank for " + std::to_string(missing) + " of " +
                                 std::to_string(population.households()) + " households",
                             where, "Write 0 for those not in it, 1 for those in it, or the year of the run in which they joined");
    for (std::size_t h = 0; h < column->size(); ++h) {
        const double value = (*column)[h];
        if (!(value >= 0.0) || value != std::floor(value) || value > at.horizon)
            throw ProgrammeError("column \"" + intervention.assigned + "\" holds " + shortest(value) + " for household " +
                                     population.name[h] + ", which is neither 0, 1 nor a year of this run up to " + std::to_string(at.horizon),
                                 where, "Count years from the survey (1 is the first year of the run, 2015 is none), or run more years");
        roster.enrolled[h] = value > 0.0;
        const int first = value > 1.0 ? static_cast<int>(value) : static_cast<int>(d.start);
        term[h] = {first, natural_end(d, first, at.horizon)};
    }
}

/// Represented households, and households of villages with somebody in it: by year, ever, and of all villages.
struct Crowd {
    std::vector<double> inside, covered;
    double ever = 0.0, all = 0.0;
};

Crowd crowd_of(const Roster& roster, const Population& population, const std::vector<int>& last, std::size_t years) {
    std::vector<ExactSum> inside(years), covered(years);
    ExactSum ever, all;
    std::vector<char> seen(years);
    for (std::size_t v = 0; v + 1 < population.village_begin.size(); ++v) {
        std::ranges::fill(seen, 0);
        ExactSum weight;
        bool anybody = false;
        for (auto h = static_cast<std::size_t>(population.village_begin[v]); h < static_cast<std::size_t>(population.village_begin[v + 1]); ++h) {
            weight.add(population.weight[h]);
            if (!roster.enrolled[h]) continue;
            anybody = true;
            for (auto t = static_cast<std::size_t>(roster.first[h]); t <= static_cast<std::size_t>(last[h]); ++t) {
                seen[t] = 1;
                inside[t].add(population.weight[h]);
            }
        }
        all.add(weight);
        if (!anybody) continue;
        ever.add(weight);
        for (std::size_t t = 0; t < years; ++t)
            if (seen[t]) covered[t].add(weight);
    }
    Crowd crowd{{}, {}, ever.value(), all.value()};
    for (std::size_t t = 0; t < years; ++t) {
        crowd.inside.push_back(inside[t].value());
        crowd.covered.push_back(covered[t].value());
    }
    return crowd;
}

}  // namespace

std::vector<char> eligible_of(const Population& population, const Delivery& d, std::span<const char> groups) {
    std::vector<char> may(groups.begin(), groups.end());
    for (std::size_t i = 0; i < may.size(); ++i) {
        const double area = population.counted_area_ha[i], km = population.km_foot[i] + population.km_road[i];
        may[i] = may[i] && area >= d.min_area_ha && area <= d.max_area_ha && (d.female_only < 0.5 || population.female_head[i] > 0.5) &&
                 (d.coop_only < 0.5 || population.coop[i] > 0.5) && (d.certified_only < 0.5 || population.certified[i] > 0.5) &&
                 km >= d.min_km && km <= d.max_km;
    }
    return may;
}

Roster roster_of(const Population& population, const Intervention& intervention, const effects::Effect& effect, std::span<const char> groups,
                 const Draw& at, const std::optional<OfferLuck>& offers) {
    const Delivery& d = effect.delivery;
    const auto n = static_cast<std::size_t>(population.households());
    const std::uint16_t stream = random::intervention_stream(intervention.name_of_luck());
    const auto start = static_cast<std::uint32_t>(d.start);
    const OfferLuck asking = offers.value_or(OfferLuck{stream, start});
    const bool assigned = !intervention.assigned.empty();
    const bool two_stage = intervention.setting("village_coverage") != nullptr || intervention.setting("saturation") != nullptr;
    if (two_stage && !population.has_villages())
        throw ProgrammeError("no household has a village, so villages cannot be treated", where_of(intervention, "who"),
                             "Group households into villages, [population] villages = 50, or use coverage");

    if (d.quality_loss > 0.0)
        for (const effects::Lever lever : effect.moves())
            if (effects::row_of(lever).account != effects::Account::none)
                throw ProgrammeError("it hands out money, by " + std::string(effects::row_of(lever).name) +
                                         ", which loses nothing by being handed to more people",
                                     where_of(intervention, "when.quality_loss"), "Remove quality_loss, or use delivered for what is not paid");

    Roster roster;
    roster.offered.assign(n, 0);
    roster.enrolled.assign(n, 0);
    roster.delivered.assign(n, 0);
    std::vector<Term> term(n);
    const std::vector<char> may = assigned ? std::vector<char>(n, 1) : eligible_of(population, d, groups);
    if (!assigned) require_possible(population, intervention, d, may);
    double coverage = d.coverage;
    if (intervention.setting("households") != nullptr) coverage = d.households > 0.0 ? d.households / weight_of(population, may) : 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        if (!may[i]) continue;
        const std::uint64_t household = population.id[i].value, village = population.village_id[static_cast<std::size_t>(population.village[i])];
        const std::uint64_t offered_to = effect.by_village() ? village : household;
        const auto luck = random::uniforms(at.seed, {offered_to, at.draw, at.replicate, start}, stream, 0);
        roster.delivered[i] = luck[word_of(InterventionPurpose::delivery)] < d.delivered;
        if (assigned) continue;
        const auto offer = offers ? random::uniforms(at.seed, {offered_to, at.draw, at.replicate, asking.start}, asking.stream, 0) : luck;
        double share = coverage;
        int wave_start = static_cast<int>(d.start);
        if (two_stage || d.waves > 1.5) {
            const auto of_village = random::uniforms(at.seed, {village, at.draw, at.replicate, start}, stream, random::kVillageCall);
            const auto asked = offers ? random::uniforms(at.seed, {village, at.draw, at.replicate, asking.start}, asking.stream, random::kVillageCall)
                                      : of_village;
            const auto pick = [](double u, std::size_t among) {
                return std::min(static_cast<std::size_t>(u * static_cast<double>(among)), among - 1);
            };
            if (two_stage) {
                share = intervention.saturations.empty() ? d.saturation
                                                         : intervention.saturations[pick(asked[word_of(InterventionPurpose::saturation)], intervention.saturations.size())];
                if (asked[word_of(InterventionPurpose::village)] >= d.village_coverage) share = 0.0;
            }
            wave_start += static_cast<int>(d.wave_years) * static_cast<int>(pick(of_village[word_of(InterventionPurpose::wave)], static_cast<std::size_t>(d.waves)));
        }
        const auto own = random::uniforms(at.seed, {household, at.draw, at.replicate, start}, stream, 1);
        const bool takes = own[word_of(InterventionPurpose::enrolment)] <
                           d.enrol_probability(population.coop[i], population.female_head[i], population.school_years[i]);
        roster.offered[i] = offer[word_of(InterventionPurpose::offer)] < share;
        roster.enrolled[i] = roster.offered[i] && takes;
        term[i] = {wave_start, natural_end(d, wave_start, at.horizon)};
    }
    if (assigned) {
        take_assigned(roster, term, population, intervention, d, at);
        roster.offered = roster.enrolled;
    }
    const bool cut = intervention.delivery_path && !at.whole && cut_to_path(roster, term, population, effect, intervention.delivery_path->of(at.draw), stream, at);
    std::vector<int> last;
    set_calendar(roster, population, d, term, stream, at, last);
    if (cut && std::ranges::find(roster.enrolled, 1) == roster.enrolled.end())
        roster.cohorts = {{static_cast<int>(d.start), static_cast<int>(d.start) - 1}};  // it never runs, so that nothing is paid

    // By year: villages within reach, and what scale does to quality.
    const auto years = static_cast<std::size_t>(at.horizon) + 1;
    const double share = two_stage ? d.village_coverage : coverage;
    roster.village_share.assign(years, share);
    roster.quality.assign(years, 1.0);
    const bool staged = cut || assigned || d.waves > 1.5 || d.capacity_households > 0.0 || d.attrition > 0.0 || d.exit_years > 0.0;
    if (!staged && d.quality_loss <= 0.0) return roster;
    const Crowd crowd = crowd_of(roster, population, last, years);
    double most = 0.0;
    for (std::size_t t = 0; t < years; ++t) {
        const double still = crowd.ever > 0.0 ? crowd.covered[t] / crowd.ever : 0.0;
        if (staged) roster.village_share[t] = (assigned ? crowd.ever / crowd.all : share) * still;
        most = std::max(most, crowd.inside[t]);
        if (d.quality_loss > 0.0 && most > d.quality_reference_households)
            roster.quality[t] = std::pow(most / d.quality_reference_households, -d.quality_loss);
    }
    return roster;
}

}  // namespace smallholder::targeting
