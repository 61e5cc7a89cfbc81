// SPDX-License-Identifier: Apache-2.0
#include "state_draws.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "marginal.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/household_size.hpp"
#include "smallholder/random/streams.hpp"
#include "smallholder/stats/distributions.hpp"
#include "smallholder/stats/special.hpp"
#include "tied_scores.hpp"

namespace smallholder::completion {

namespace {

using random::population_variable;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// Most years of school a head can have gone to; the gamma tail beyond it holds 4 in 1,000. Assumed.
constexpr double kMostSchool = 20.0;
// A head of household is an adult; ages are drawn from a normal distribution. Assumed.
constexpr double kYoungestHead = 18.0, kOldestHead = 95.0;
// A survey that counts only land older than five years says nothing of the rest; where a farm's trees are so young
// that it would more than double, it is taken to be double. Assumed.
constexpr double kLeastCountedShare = 0.5;

double normal_between(double mean, double sd, double low, double high, double u) {
    return std::clamp(mean + sd * normal_quantile(u), low, high);
}

double exponential(double mean, double u) {
    return -mean * log_of(1.0 - u);
}

template <Population::Column Population::*member>
Population::Column& column(Draft& draft) {
    return draft.people.*member;
}

template <std::size_t k>
Population::Column& practice(Draft& draft) {
    return draft.people.practice[k];
}

using P = Population;
using S = const Spread&;

constexpr StateVariable kVariables[] = {
    {"area_ha", "area_ha", population_variable("area"), Tied::area, false, 0, kInfinity, true,
     column<&P::counted_area_ha>,
     [](S s, double u) {
         return std::clamp(stats::lognormal_quantile(s.moments.area_mean, s.moments.area_log_sd, u), s.moments.area_min,
                           s.moments.area_max);
     }},
    {"wealth_usd", "wealth_usd", population_variable("wealth"), Tied::wealth, false, 0, kInfinity, false,
     column<&P::wealth_usd>,
     [](S s, double u) { return stats::lognormal_quantile(s.moments.wealth_mean, s.moments.money_log_sd, u); }},
    {"household_size", "household_size", population_variable("household_size"), Tied::household_size, true, 1,
     kInfinity, false, column<&P::household_size>,
     [](S s, double u) {
         const double size = stats::gamma_quantile(s.moments.household_size_mean, s.moments.household_size_sd, u);
         return std::clamp(std::floor(size + 0.5), s.moments.household_size_min, s.moments.household_size_max);
     }},
    {"school_years", "school_years", population_variable("school"), Tied::school, true, 0, 30, false,
     column<&P::school_years>,
     [](S s, double u) {
         const double years = stats::gamma_quantile(s.moments.school_mean, s.moments.school_sd, u);
         return std::min(std::floor(years + 0.5), kMostSchool);
     }},
    {"practice_pruning", "practice_pruning", population_variable("practice_pruning"), Tied::pruning, false, 0, 1, false,
     practice<0>,
     [](S s, double u) { return stats::beta_quantile(s.moments.practice_mean_pruning, s.moments.practice_sd, u); }},
    {"practice_weeding", "practice_weeding", population_variable("practice_weeding"), Tied::weeding, false, 0, 1, false,
     practice<1>,
     [](S s, double u) { return stats::beta_quantile(s.moments.practice_mean_weeding, s.moments.practice_sd, u); }},
    {"practice_mirid", "practice_mirid", population_variable("practice_mirid"), Tied::mirid, false, 0, 1, false,
     practice<2>,
     [](S s, double u) { return stats::beta_quantile(s.moments.practice_mean_mirid, s.moments.practice_sd, u); }},
    {"practice_black_pod", "practice_black_pod", population_variable("practice_black_pod"), Tied::black_pod, false, 0,
     1, false, practice<3>,
     [](S s, double u) { return stats::beta_quantile(s.moments.practice_mean_black_pod, s.moments.practice_sd, u); }},
    {"knowledge", "knowledge", population_variable("knowledge"), Tied::knowledge, false, 0, 1, false,
     column<&P::knowledge>,
     [](S s, double u) { return stats::beta_quantile(s.moments.knowledge_mean, s.moments.knowledge_sd, u); }},
    {"other_level_usd", "other_level_usd", population_variable("other_earnings"), Tied::other_earnings, false, 0,
     kInfinity, false, column<&P::other_level_usd>,
     [](S s, double u) {
         return stats::lognormal_quantile(s.moments.other_level_mean, s.moments.other_level_log_sd, u);
     }},
    {"tree_age_years", "trees", population_variable("mean_tree_age"), Tied::none, false, 0, 120, false,
     [](Draft& draft) -> Population::Column& { return draft.tree_age; }, nullptr},
    {"tree_density_per_ha", "initial_stand_per_ha", population_variable("density"), Tied::none, false, 0, kInfinity,
     false, [](Draft& draft) -> Population::Column& { return draft.tree_density; },
     [](S s, double u) {
         return s.central.density_opt *
                stats::beta_quantile(s.moments.density_share_mean, s.moments.density_share_sd, u);
     }},
    {"infected", "infected", population_variable("infection"), Tied::none, false, 0, 1, false, column<&P::infected>,
     [](S s, double u) { return stats::beta_quantile(s.moments.infected_mean, s.moments.infected_sd, u); }},
    {"soil_supply", "soil_supply", population_variable("soil_supply"), Tied::none, false, 0, 1, false,
     column<&P::soil_supply>,
     [](S s, double u) { return stats::beta_quantile(s.moments.soil_supply_mean, s.moments.soil_supply_sd, u); }},
    {"hired_share", "hired_share", population_variable("hired_share"), Tied::none, false, 0, 1, false,
     column<&P::hired_share>,
     [](S s, double u) { return stats::beta_quantile(s.moments.hired_share_mean, s.moments.hired_share_sd, u); }},
    {"female_head", "female_head", population_variable("female_head"), Tied::none, true, 0, 1, false,
     column<&P::female_head>, [](S s, double u) { return u < s.moments.female_share ? 1.0 : 0.0; }},
    {"head_age_years", "head_age_years", population_variable("head_age"), Tied::none, false, 10, 120, false,
     column<&P::head_age_years>,
     [](S s, double u) {
         return std::floor(
             normal_between(s.moments.head_age_mean, s.moments.head_age_sd, kYoungestHead, kOldestHead, u) + 0.5);
     }},
    {"cash_usd", "cash_usd", population_variable("cash"), Tied::none, false, 0, kInfinity, false, column<&P::cash_usd>,
     [](S s, double u) { return stats::lognormal_quantile(s.moments.cash_mean, s.moments.money_log_sd, u); }},
    {"livestock_usd", "livestock_usd", population_variable("livestock"), Tied::none, false, 0, kInfinity, false,
     column<&P::livestock_usd>,
     [](S s, double u) { return stats::lognormal_quantile(s.moments.livestock_mean, s.moments.money_log_sd, u); }},
    {"debt_usd", "debt_usd", population_variable("has_debt"), Tied::none, true, 0, kInfinity, false,
     column<&P::debt_usd>, [](S s, double u) { return u < s.moments.debt_share ? s.moments.debt_usd : 0.0; }},
    {"food_area_ha", "food_area_ha", population_variable("food_area"), Tied::none, false, 0, kInfinity, false,
     column<&P::food_area_ha>,
     [](S s, double u) { return stats::lognormal_quantile(s.moments.food_area_mean, s.moments.food_area_log_sd, u); }},
    {"coop", "coop", population_variable("cooperative"), Tied::none, true, 0, 1, false, column<&P::coop>,
     [](S s, double u) { return u < s.moments.coop ? 1.0 : 0.0; }},
    {"certified", "certified", population_variable("certified"), Tied::none, true, 0, 1, false, column<&P::certified>,
     [](S s, double u) { return u < s.moments.certified ? 1.0 : 0.0; }},
    {"vsla", "vsla", population_variable("savings_group"), Tied::none, true, 0, 1, false, column<&P::vsla>,
     [](S s, double u) { return u < s.moments.vsla ? 1.0 : 0.0; }},
    {"phone", "phone", population_variable("phone"), Tied::none, true, 0, 1, false, column<&P::phone>,
     [](S s, double u) { return u < s.moments.phone ? 1.0 : 0.0; }},
    {"crop_share", "crop_share", population_variable("tenure"), Tied::none, true, 0, 1, false, column<&P::crop_share>,
     [](S s, double u) {
         if (u < s.moments.tenure_owner) return 1.0;
         return u < s.moments.tenure_owner + s.moments.tenure_abunu ? s.moments.abunu_share : s.moments.abusa_share;
     }},
    {"km_foot", "km_foot", population_variable("km_foot"), Tied::none, false, 0, kInfinity, false, column<&P::km_foot>,
     [](S s, double u) { return exponential(s.moments.km_foot_mean, u); }},
};

/// All uniforms of a household, each used for one variable only.
class HouseholdLuck {
public:
    HouseholdLuck(std::uint64_t seed, std::uint64_t entity) {
        for (std::size_t call = 0; call < kCalls; ++call) {
            const auto four = random::uniforms(seed, random::Address{.entity = entity}, random::Stream::population,
                                               static_cast<std::uint8_t>(call));
            std::copy(four.begin(), four.end(), uniforms_.begin() + static_cast<Index>(4 * call));
        }
    }
    double operator[](int variable) const { return uniforms_[static_cast<std::size_t>(variable)]; }

private:
    static constexpr std::size_t kCalls = (random::kPopulationVariables.size() + 3) / 4;
    std::array<double, 4 * kCalls> uniforms_;
};

void note(Population& people, std::string column, double imputed_share, std::string how) {
    people.origin.push_back({std::move(column), imputed_share, std::move(how)});
}

/// Where gaps of a variable are filled from, in words.
std::string how_filled(bool learned, bool tied, bool any_recorded) {
    std::string how =
        learned ? "drawn from what other households of the survey recorded" : "drawn from published moments";
    if (tied && any_recorded) how += ", given what is recorded of the household";
    return how;
}

}  // namespace

std::span<const StateVariable> state_variables() {
    return kVariables;
}

double share_missing(std::span<const double> values, std::span<const double> weights) {
    double missing = 0.0, total = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        total += weights[i];
        if (std::isnan(values[i])) missing += weights[i];
    }
    return total > 0.0 ? missing / total : 0.0;
}

void draw_state(Draft& draft, const Spread& spread, std::uint64_t seed) {
    Population& people = draft.people;
    const auto n = static_cast<std::size_t>(people.households());

    std::vector<Marginal> marginals;
    bool any_tied_recorded = false;
    for (const StateVariable& variable : kVariables) {
        marginals.emplace_back(variable.in(draft), people.weight);
        any_tied_recorded |= variable.tied != Tied::none && marginals.back().count() > 0;
    }
    for (std::size_t v = 0; v < std::size(kVariables); ++v) {
        const StateVariable& variable = kVariables[v];
        note(people, std::string(variable.column), share_missing(variable.in(draft), people.weight),
             how_filled(marginals[v].enough(), variable.tied != Tied::none, any_tied_recorded));
    }

    people.z_land.resize(n);
    people.z_inefficiency.resize(n);
    people.taste.resize(n);
    TiedScores tied(spread.moments);
    for (std::size_t i = 0; i < n; ++i) {
        const HouseholdLuck luck(seed, people.id[i].value);

        Scores scores, fresh;
        scores.fill(kMissing);
        for (std::size_t v = 0; v < std::size(kVariables); ++v) {
            const StateVariable& variable = kVariables[v];
            if (variable.tied == Tied::none) continue;
            const auto k = static_cast<std::size_t>(variable.tied);
            const double recorded = variable.in(draft)[i];
            if (!std::isnan(recorded)) scores[k] = normal_quantile(marginals[v].rank(recorded));
            fresh[k] = normal_quantile(luck[variable.draw]);
        }
        tied.complete(scores, fresh);

        for (std::size_t v = 0; v < std::size(kVariables); ++v) {
            const StateVariable& variable = kVariables[v];
            double& value = variable.in(draft)[i];
            if (!std::isnan(value)) continue;
            const double u = variable.tied == Tied::none
                                 ? luck[variable.draw]
                                 : stats::normal_cdf(scores[static_cast<std::size_t>(variable.tied)]);
            if (marginals[v].enough()) {
                value = variable.whole ? marginals[v].step_quantile(u) : marginals[v].quantile(u);
            } else if (variable.quantile != nullptr) {
                value = variable.quantile(spread, u);
            }
        }

        // A crop sown each year has no stand, and nothing that lives on in it.
        if (spread.central.annual > 0.0) draft.tree_density[i] = people.infected[i] = 0.0;

        people.z_land[i] = normal_quantile(luck[population_variable("land_quality")]);
        people.z_inefficiency[i] = absolute(normal_quantile(luck[population_variable("inefficiency")]));
        people.taste[i] = spread.moments.taste_sd * normal_quantile(luck[population_variable("package_taste")]);
    }
    for (const char* latent : {"z_land", "z_inefficiency", "taste"}) {
        note(people, latent, 1.0, "drawn: nobody can record it");
    }
}

void build_stands(Draft& draft, const Spread& spread, std::uint64_t seed) {
    Population& people = draft.people;
    const auto n = static_cast<std::size_t>(people.households());
    const TreeProfile steady = steady_stand(spread.central, spread.moments.initial_removal);

    people.initial_stand_per_ha = draft.tree_density;
    people.stand_target_per_ha.resize(n);
    people.area_ha.resize(n);
    people.trees.resize(n * kAgeClasses);
    for (std::size_t i = 0; i < n; ++i) {
        const double u = random::population_uniform(seed, random::Address{.entity = people.id[i].value},
                                                    population_variable("mean_tree_age"));
        const double centre = std::isnan(draft.tree_age[i])
                                  ? spread.moments.tree_age_mean + spread.moments.tree_age_sd * normal_quantile(u)
                                  : centre_for_mean_age(steady, draft.tree_age[i], spread.moments.age_spread);
        const TreeProfile profile = tree_profile(steady, centre, spread.moments.age_spread, draft.tree_density[i]);
        for (std::size_t a = 0; a < profile.size(); ++a) people.trees[a * n + i] = profile[a];

        people.stand_target_per_ha[i] = spread.central.stand_target_factor * draft.tree_density[i];
        // Published areas are on the base of the survey they come from, so that drawn ones are no exception.
        const double counted = people.area_base_older5 ? share_older_than_5(profile) : 1.0;
        people.area_ha[i] = people.counted_area_ha[i] / std::max(counted, kLeastCountedShare);
    }
}

void draw_roads(Population& people, const PopulationMoments& moments, std::uint64_t seed) {
    note(people, "km_road", share_missing(people.km_road, people.weight),
         "the mean of the village, or drawn for the village from published moments");
    note(people, "megakarya", share_missing(people.megakarya, people.weight),
         "drawn for the village from published moments");
    for (Index v = 0; v < people.villages(); ++v) {
        const auto begin = static_cast<std::size_t>(people.village_begin[static_cast<std::size_t>(v)]);
        const auto end = static_cast<std::size_t>(people.village_begin[static_cast<std::size_t>(v) + 1]);
        double sum = 0.0, weight = 0.0;
        for (std::size_t i = begin; i < end; ++i) {
            if (std::isnan(people.km_road[i])) continue;
            sum += people.weight[i] * people.km_road[i];
            weight += people.weight[i];
        }
        const std::uint64_t entity = people.village_id[static_cast<std::size_t>(v)];
        const double km =
            weight > 0.0
                ? sum / weight
                : exponential(moments.km_road_mean,
                              random::population_uniform(seed, {.entity = entity}, population_variable("km_road")));
        const double zone = random::population_uniform(seed, {.entity = entity}, population_variable("megakarya_zone"));
        for (std::size_t i = begin; i < end; ++i) {
            if (std::isnan(people.km_road[i])) people.km_road[i] = km;
            if (std::isnan(people.megakarya[i])) people.megakarya[i] = zone < moments.megakarya_share ? 1.0 : 0.0;
        }
    }
}

void split_households(Population& people, const Population::Column& adults, const Population::Column& children,
                      const PopulationMoments& moments) {
    const auto n = static_cast<std::size_t>(people.households());
    note(people, "children", share_missing(children, people.weight), "the rest of the household, by rule");
    note(people, "men", 1.0, "adults by rule unless recorded; half of them men");
    note(people, "women", 1.0, "adults by rule unless recorded; half of them women, an odd one of the head's sex");
    people.men.resize(n);
    people.women.resize(n);
    people.children.resize(n);
    people.adult_equivalents.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        double& size = people.household_size[i];
        const Members members = members_of(size, adults[i], children[i], moments.adult_share);
        size = members.adults + members.children;
        people.women[i] = women_among(members.adults, people.female_head[i] > 0.5, moments.women_among_adults);
        people.men[i] = members.adults - people.women[i];
        people.children[i] = members.children;
        people.adult_equivalents[i] = adult_equivalents_of(members, moments.ae_other_adult, moments.ae_child);
    }
}

}  // namespace smallholder::completion
