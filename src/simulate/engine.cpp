// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>

#include "smallholder/core/errors.hpp"
#include "smallholder/core/memory.hpp"
#include "smallholder/farm/money_table.hpp"
#include "smallholder/random/limits.hpp"
#include "smallholder/simulate/accumulate.hpp"
#include "smallholder/simulate/anchoring.hpp"
#include "smallholder/simulate/run.hpp"

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

Paths paths_of(const Population& population, const Parameters& p, const RunSettings& settings, std::uint32_t draw,
               std::uint32_t replicate) {
    std::vector<std::uint64_t> regions;
    for (const std::string& name : population.region_name) regions.push_back(random::hash_name(name));
    return draw_paths(p, {settings.years, regions, settings.seed, draw, replicate, settings.regime,
                          price_anchor(population, p, settings)});
}

/// What one intervention of one draw reaches: enrolled or not for good, and what is delivered each year.
struct Reach {
    const effects::Effect* effect = nullptr;
    std::uint16_t stream = 0;
    std::vector<char> enrolled;   // per household
    std::vector<char> delivered;  // per household, for what is delivered once
};

class Engine {
public:
    Engine(const Population& population, const ParameterTable& table, const Programme& programme, const RunSettings& settings,
           const Progress* progress)
        : population_(population), table_(table), programme_(programme), settings_(settings) {
        random::require_addressable(settings.draws, settings.replicates, settings.years);
        if (population.households() == 0)
            throw RangeError("the population has no households", "simulate", "Read a survey with at least one usable row");
        require_in_money(table, population.money, "simulate");
        if (settings.block_households < 1)
            throw RangeError("a block of " + std::to_string(settings.block_households) + " households", "simulate", "Use 1 or more");
        check_programme(programme, settings.years);
        arms_ = programme.arms;
        if (arms_.empty() && !programme.interventions.empty()) {
            Arm everything{"programme", {}};
            for (std::size_t i = 0; i < programme.interventions.size(); ++i) everything.interventions.push_back(static_cast<Index>(i));
            arms_.push_back(everything);
        }
        coupled_ = settings.village_coupling && population.has_villages();
        blocks_ = cut_into_blocks(population, settings.block_households, coupled_);
        for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) capacity_ = std::max(capacity_, blocks_[b + 1] - blocks_[b]);
        if (population.synthetic && table.contains("target_recorded_yield_mean")) target_.mean_recorded_yield = table.value("target_recorded_yield_mean");
        group(progress);
        eligible();
    }

    Runs run(Progress* progress);

private:
    void require_memory(int threads) const;
    Index arm_count() const { return static_cast<Index>(arms_.size()) + 1; }
    Index intervention_count() const { return static_cast<Index>(programme_.interventions.size()); }

    void group(const Progress* progress);
    void eligible();
    void run_pair(Index pair, Runs& runs, Block& block, Accumulator& sums, StateHash* hashes, Index& walked, Progress* progress,
                  std::vector<char>& complete);
    std::vector<Reach> reach_of(const std::vector<std::unique_ptr<effects::Effect>>& effects, std::uint32_t draw,
                                std::uint32_t replicate) const;

    const Population& population_;
    const ParameterTable& table_;
    const Programme& programme_;
    const RunSettings& settings_;
    std::vector<Arm> arms_;
    bool coupled_ = false;
    std::vector<Index> blocks_;
    Index capacity_ = 0;
    AnchorTarget target_;
    std::vector<Grouping> groupings_;
    Grouped grouped_;
    std::vector<std::vector<char>> eligible_;  // [intervention][household]
};

/// Segments are frozen at the start; who was poor then follows from year 0 at central parameters.
void Engine::group(const Progress* progress) {
    groupings_ = population_.segments.groupings;
    const Parameters p = central(table_);
    const Model model(p);
    const Paths paths = paths_of(population_, p, settings_, 0, 0);
    Block block(capacity_, 1);
    Anchor anchor;
    std::vector<double> income;
    solve_anchor(population_, model, paths.market[0], settings_, target_, blocks_, 0, 0, block, anchor, &income, progress);
    std::vector<double> line(income.size());
    for (std::size_t i = 0; i < line.size(); ++i)
        line[i] = std::isnan(population_.benchmark_usd[i]) ? p.benchmark_usd / p.benchmark_ae * population_.adult_equivalents[i]
                                                          : population_.benchmark_usd[i];
    groupings_.push_back(group_by_poverty(income, line));
    grouped_ = Grouped(population_, groupings_);
}

void Engine::eligible() {
    const auto n = static_cast<std::size_t>(population_.households());
    for (const Intervention& intervention : programme_.interventions) {
        std::vector<char> may(n, 1);
        for (const Eligibility& rule : intervention.eligible) {
            const auto found = std::find_if(groupings_.begin(), groupings_.end(), [&](const Grouping& g) { return g.name == rule.grouping; });
            if (found == groupings_.end())
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
        eligible_.push_back(std::move(may));
    }
}

std::vector<Reach> Engine::reach_of(const std::vector<std::unique_ptr<effects::Effect>>& effects, std::uint32_t draw,
                                    std::uint32_t replicate) const {
    using random::InterventionPurpose;
    const auto n = static_cast<std::size_t>(population_.households());
    std::vector<Reach> all;
    for (std::size_t k = 0; k < effects.size(); ++k) {
        const effects::Effect& effect = *effects[k];
        const effects::Delivery& d = effect.delivery;
        Reach reach;
        reach.effect = &effect;
        reach.stream = random::intervention_stream(programme_.interventions[k].name);
        reach.enrolled.assign(n, 0);
        reach.delivered.assign(n, 0);
        const auto start = static_cast<std::uint32_t>(d.start);
        for (std::size_t i = 0; i < n; ++i) {
            const double area = population_.counted_area_ha[i];
            const bool may = eligible_[k][i] && area >= d.min_area_ha && area <= d.max_area_ha &&
                             (d.female_only < 0.5 || population_.female_head[i] > 0.5) &&
                             (d.coop_only < 0.5 || population_.coop[i] > 0.5) &&
                             (d.certified_only < 0.5 || population_.certified[i] > 0.5) &&
                             population_.km_foot[i] + population_.km_road[i] >= d.min_km;
            if (!may) continue;
            const std::uint64_t household = population_.id[i].value;
            const std::uint64_t offered_to =
                effect.by_village() ? population_.village_id[static_cast<std::size_t>(population_.village[i])] : household;
            const auto offer = random::uniforms(settings_.seed, {offered_to, draw, replicate, start}, reach.stream, 0);
            const auto own = random::uniforms(settings_.seed, {household, draw, replicate, start}, reach.stream, 1);
            const bool offered = offer[static_cast<std::size_t>(InterventionPurpose::offer)] < d.coverage;
            const bool takes = own[static_cast<std::size_t>(InterventionPurpose::enrolment)] <
                               d.enrol_probability(population_.coop[i], population_.female_head[i], population_.school_years[i]);
            reach.enrolled[i] = offered && takes;
            reach.delivered[i] = offer[static_cast<std::size_t>(InterventionPurpose::delivery)] < d.delivered;
        }
        all.push_back(std::move(reach));
    }
    return all;
}

void Engine::run_pair(Index pair, Runs& runs, Block& block, Accumulator& sums, StateHash* hashes, Index& walked, Progress* progress,
                      std::vector<char>& complete) {
    const auto draw = static_cast<std::uint32_t>(pair / settings_.replicates);
    const auto replicate = static_cast<std::uint32_t>(pair % settings_.replicates);
    const Parameters& p = runs.parameters[draw];
    const Model model(p);
    const Paths paths = paths_of(population_, p, settings_, draw, replicate);
    const int years = settings_.years;
    for (int t = 0; t <= years; ++t)
        runs.world_price[static_cast<std::size_t>(pair * (years + 1) + t)] = paths.market[static_cast<std::size_t>(t)].price;

    std::vector<std::unique_ptr<effects::Effect>> effects;
    for (const Intervention& intervention : programme_.interventions)
        effects.push_back(make_effect(intervention, table_, settings_.seed, draw, settings_.drawn_parameters));
    const std::vector<Reach> reaches = reach_of(effects, draw, replicate);

    Anchor anchor;
    runs.anchor[static_cast<std::size_t>(pair)] = solve_anchor(population_, model, paths.market[0], settings_, target_, blocks_, draw,
                                                               replicate, block, anchor, nullptr, progress);
    if (stopped(progress)) return;
    sums.clear();
    const Index arms = arm_count(), kinds = intervention_count();
    // Enrolled, served and persons served, over the represented households: [intervention][year]. The same in every arm.
    std::vector<ExactSum> enrolled(static_cast<std::size_t>(kinds)), served(static_cast<std::size_t>(kinds * (years + 1))),
        persons(static_cast<std::size_t>(kinds * (years + 1))), reached(static_cast<std::size_t>(arms));
    std::vector<double> served_column(static_cast<std::size_t>(block.stride())), attendance(static_cast<std::size_t>(block.stride())),
        baseline_income(static_cast<std::size_t>(block.stride()));
    std::vector<char> worse(static_cast<std::size_t>(arms * block.stride()));

    auto measure = [&](int year) {
        for (Index arm = 0; arm < arms; ++arm)
            for (Index i = 0; i < block.count(); ++i) {
                const auto h = static_cast<std::size_t>(block.first() + i);
                Flows<double> flow = block.flows_of(arm, i);
                if (year == 0 && settings_.anchor) record_year_zero(population_, block.first() + i, flow);
                if (arm == 0) baseline_income[static_cast<std::size_t>(i)] = flow.income_with_food;
                const double baseline = baseline_income[static_cast<std::size_t>(i)];
                char& ever = worse[static_cast<std::size_t>(arm * block.stride() + i)];
                if (year >= 1 && year <= kEarlyYears && flow.income_with_food < baseline - kMaterialChange * std::abs(baseline)) ever = 1;
                sums.add(arm, year, grouped_.cell[h], population_.weight[h], population_.household_size[h],
                         measure_household(flow, block.stocks_of(arm, i), block.benchmark_of(i), baseline, ever));
                if (!runs.records.empty() && pair == 0) {
                    const auto lanes = std::bit_cast<std::array<double, kFlowColumns>>(flow);
                    for (std::size_t c = 0; c < kFlowColumns; ++c)
                        runs.records[((static_cast<std::size_t>(arm) * static_cast<std::size_t>(years + 1) + static_cast<std::size_t>(year)) * kFlowColumns + c) *
                                         static_cast<std::size_t>(population_.households()) + h] = lanes[c];
                }
            }
    };
    auto check = [&](int year) {
        for (Index arm = 0; arm < arms; ++arm) {
            const auto [i, step] = block.first_not_finite(arm);
            if (i < 0) continue;
            const auto h = static_cast<std::size_t>(block.first() + i);
            throw NumericalError(std::string(kFlowNames[static_cast<std::size_t>(step)]) + " is not a finite number",
                                 "household " + population_.name[h] + ", year " + std::to_string(year) + ", draw " + std::to_string(draw) +
                                     ", replicate " + std::to_string(replicate) + ", arm " + runs.arms[static_cast<std::size_t>(arm)],
                                 "Look at this household's row and at parameters changed from their defaults");
        }
    };

    for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
        if (stopped(progress)) return;
        block.fill(population_, blocks_[b], blocks_[b + 1] - blocks_[b], anchor, p);
        walked += block.count();
        std::fill(worse.begin(), worse.end(), 0);
        block.survey_year(model, paths.market[0], settings_.seed, draw, replicate);
        check(0);
        measure(0);
        block.update_villages(population_, coupled_, true);
        for (Index k = 0; k < kinds; ++k)
            for (Index i = 0; i < block.count(); ++i) {
                const auto h = static_cast<std::size_t>(block.first() + i);
                if (reaches[static_cast<std::size_t>(k)].enrolled[h]) enrolled[static_cast<std::size_t>(k)].add(population_.weight[h]);
            }
        for (Index arm = 1; arm < arms; ++arm)
            for (Index i = 0; i < block.count(); ++i) {
                const auto h = static_cast<std::size_t>(block.first() + i);
                bool any = false;
                for (const Index k : arms_[static_cast<std::size_t>(arm - 1)].interventions)
                    any = any || reaches[static_cast<std::size_t>(k)].enrolled[h];
                if (any) reached[static_cast<std::size_t>(arm)].add(population_.weight[h]);
            }
        for (int year = 1; year <= years; ++year) {
            block.reset_levers();
            for (Index k = 0; k < kinds; ++k) {
                const Reach& reach = reaches[static_cast<std::size_t>(k)];
                if (!reach.effect->active(year, years)) continue;
                for (Index i = 0; i < block.stride(); ++i) {
                    const auto h = static_cast<std::size_t>(block.first() + std::min(i, block.count() - 1));
                    const auto u = random::uniforms(settings_.seed,
                                                    {population_.id[h].value, draw, replicate, static_cast<std::uint32_t>(year)}, reach.stream, 2);
                    attendance[static_cast<std::size_t>(i)] = u[static_cast<std::size_t>(random::InterventionPurpose::attendance)];
                    const bool delivered = reach.effect->delivered_yearly()
                                               ? u[static_cast<std::size_t>(random::InterventionPurpose::delivery)] < reach.effect->delivery.delivered
                                               : reach.delivered[h] != 0;
                    const bool now = reach.enrolled[h] && delivered;
                    served_column[static_cast<std::size_t>(i)] = now ? 1.0 : 0.0;
                    if (now && i < block.count() && reach.effect->serving(year, years)) {
                        const auto at = static_cast<std::size_t>(k * (years + 1) + year);
                        served[at].add(population_.weight[h]);
                        persons[at].add(population_.weight[h] * population_.household_size[h]);
                    }
                }
                for (Index arm = 1; arm < arms; ++arm) {
                    const auto& in_arm = arms_[static_cast<std::size_t>(arm - 1)].interventions;
                    if (std::find(in_arm.begin(), in_arm.end(), k) == in_arm.end()) continue;
                    double* lever = block.levers(arm);
                    const Index stride = block.stride();
                    reach.effect->apply(year, years, {served_column.data(), attendance.data()},
                                        {stride, lever, lever + stride, lever + 2 * stride, lever + 3 * stride});
                }
            }
            block.simulate_year(model, paths.market[static_cast<std::size_t>(year)], paths.region, population_, year, settings_.seed, draw,
                                replicate);
            check(year);
            measure(year);
            block.update_villages(population_, coupled_, false);
        }
        for (Index arm = 0; arm < arms; ++arm)
            for (Index i = 0; i < block.count(); ++i) {
                const auto lanes = std::bit_cast<std::array<std::uint64_t, kStateColumns>>(block.state_of(arm, i));
                std::uint64_t low = population_.id[static_cast<std::size_t>(block.first() + i)].value ^ (static_cast<std::uint64_t>(pair) << 20);
                std::uint64_t high = ~low;
                for (const std::uint64_t lane : lanes) {
                    low = mix_bits(low ^ lane);
                    high = mix_bits(high + (lane ^ 0x9e3779b97f4a7c15u));
                }
                StateHash& hash = hashes[arm];
                hash.low += low;
                hash.high += high + (hash.low < low ? 1 : 0);
            }
    }
    sums.write(runs, pair);
    for (Index arm = 0; arm < arms; ++arm)
        runs.reached[static_cast<std::size_t>(pair * arms + arm)] = reached[static_cast<std::size_t>(arm)].value();
    for (Index arm = 1; arm < arms; ++arm)
        for (const Index k : arms_[static_cast<std::size_t>(arm - 1)].interventions) {
            effects::Service service;
            service.enrolled = enrolled[static_cast<std::size_t>(k)].value();
            // Villages as the represented households fill them: covered ones are those in which the offer was made.
            service.villages = population_.represents / table_.value("village_size") * effects[static_cast<std::size_t>(k)]->delivery.coverage;
            for (int year = 0; year <= years; ++year) {
                const auto at = static_cast<std::size_t>(k * (years + 1) + year);
                service.served = served[at].value();
                service.persons = persons[at].value();
                if (service.served_first == 0.0) service.served_first = service.served;
                service.served_so_far += service.served;
                ServiceYear& out = runs.service[static_cast<std::size_t>(((pair * arms + arm) * kinds + k) * (years + 1) + year)];
                out = {effects[static_cast<std::size_t>(k)]->cost(year, years, service), service.enrolled, service.served};
            }
        }
    complete[static_cast<std::size_t>(pair)] = 1;
}

/// Results are kept of every draw, since quantiles over draws need them all: very many do not fit, and are refused before they are begun.
void Engine::require_memory(int threads) const {
    const auto arms = static_cast<double>(arm_count()), years = settings_.years + 1.0, groups = static_cast<double>(grouped_.groups.size());
    const double pairs = static_cast<double>(settings_.draws) * settings_.replicates, figures = static_cast<double>(kMeasures) + 2.0;
    const double per_pair = arms * years * (groups * figures * sizeof(double) + static_cast<double>(intervention_count()) * sizeof(ServiceYear));
    const double per_thread = arms * years * (groups * static_cast<double>(stats::LogHistogram::kBins * (sizeof(std::uint64_t) + sizeof(ExactSum))) +
                                              static_cast<double>(grouped_.cells()) * static_cast<double>(kMeasures * sizeof(ExactSum)));
    const double records = settings_.record_households
                               ? arms * years * static_cast<double>(kFlowColumns * sizeof(double)) * static_cast<double>(population_.households())
                               : 0.0;
    const double needed = pairs * per_pair + settings_.draws * static_cast<double>(sizeof(Parameters)) + threads * per_thread + records;
    const double there = available_memory();
    if (needed <= there) return;
    const auto gigabytes = [](double bytes) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%.1f GB", bytes / 1e9);
        return std::string(text.data());
    };
    throw RangeError("the results need " + gigabytes(needed) + " of memory, and " + gigabytes(there) + " is free: " + std::to_string(settings_.draws) +
                         " draws x " + std::to_string(settings_.replicates) + " replicates x " + std::to_string(arm_count()) + " arms x " +
                         std::to_string(settings_.years + 1) + " years x " + std::to_string(grouped_.groups.size()) + " groups" +
                         (records > 0.0 ? ", and every household's record" : "") + ", on " + std::to_string(threads) + " threads",
                     "simulate", "Ask for fewer draws (some hundreds settle the ends of a 5 to 95% range), fewer arms or fewer threads");
}

Runs Engine::run(Progress* progress) {
    const auto began = std::chrono::steady_clock::now();
    Runs runs;
    runs.settings = settings_;
    runs.arms.push_back("baseline");
    runs.arm_interventions.push_back({});
    for (const Arm& arm : arms_) {
        runs.arms.push_back(arm.name);
        runs.arm_interventions.push_back(arm.interventions);
    }
    for (const Intervention& intervention : programme_.interventions) runs.interventions.push_back(intervention.name);
    runs.groups = grouped_.groups;
    runs.households = population_.households();
    runs.represents = population_.represents;
    runs.blocks = static_cast<Index>(blocks_.size()) - 1;
    const Index pairs = runs.pairs(), arms = arm_count();
    int threads = settings_.threads > 0 ? settings_.threads : static_cast<int>(std::thread::hardware_concurrency());
    threads = static_cast<int>(std::clamp<Index>(threads, 1, pairs));
    require_memory(threads);
    const std::size_t cells = runs.cell(pairs, 0, 0, 0);
    runs.values.assign(cells * kMeasures, 0.0);
    runs.gini.assign(cells, 0.0);
    runs.median_income.assign(cells, 0.0);
    runs.service.assign(static_cast<std::size_t>(pairs * arms * intervention_count() * (settings_.years + 1)), {});
    runs.reached.assign(static_cast<std::size_t>(pairs * arms), 0.0);
    runs.anchor.assign(static_cast<std::size_t>(pairs), {});
    runs.finished.assign(static_cast<std::size_t>(pairs), 0);
    runs.world_price.assign(static_cast<std::size_t>(pairs * (settings_.years + 1)), 0.0);
    for (int m = 0; m < settings_.draws && !stopped(progress); ++m)
        runs.parameters.push_back(settings_.drawn_parameters ? draw(table_, settings_.seed, static_cast<std::uint32_t>(m)) : central(table_));
    if (settings_.record_households)
        runs.records.assign(static_cast<std::size_t>(arms * (settings_.years + 1)) * kFlowColumns * static_cast<std::size_t>(runs.households), 0.0);

    runs.threads_used = threads;
    std::vector<StateHash> hashes(static_cast<std::size_t>(threads * arms));
    runs.households_per_thread.assign(static_cast<std::size_t>(threads), 0);
    std::atomic<Index> next{0};
    std::mutex failure_lock;
    std::exception_ptr failure;
    Index failed_pair = pairs;

    auto work = [&](int thread) {
        Block block(capacity_, arms);
        Accumulator sums(grouped_, arms, settings_.years);
        std::vector<StateHash> own(static_cast<std::size_t>(arms));
        while (true) {
            const Index pair = next.fetch_add(1);
            if (pair >= pairs || stopped(progress)) break;
            try {
                std::fill(own.begin(), own.end(), StateHash{});
                run_pair(pair, runs, block, sums, own.data(), runs.households_per_thread[static_cast<std::size_t>(thread)], progress, runs.finished);
                if (!runs.finished[static_cast<std::size_t>(pair)]) break;
                for (Index arm = 0; arm < arms; ++arm) {
                    StateHash& sum = hashes[static_cast<std::size_t>(thread * arms + arm)];
                    sum.low += own[static_cast<std::size_t>(arm)].low;
                    sum.high += own[static_cast<std::size_t>(arm)].high + (sum.low < own[static_cast<std::size_t>(arm)].low ? 1 : 0);
                }
                if (progress != nullptr) progress->done.fetch_add(1);
            } catch (...) {
                // The earliest failing pair is the one reported, whichever thread met it first.
                const std::lock_guard<std::mutex> guard(failure_lock);
                if (pair < failed_pair) {
                    failed_pair = pair;
                    failure = std::current_exception();
                }
                next.store(pairs);
                break;
            }
        }
    };
    std::vector<std::thread> others;
    for (int thread = 1; thread < threads; ++thread) others.emplace_back(work, thread);
    work(0);
    for (std::thread& thread : others) thread.join();
    if (failure) std::rethrow_exception(failure);

    runs.arm_hash.assign(static_cast<std::size_t>(arms), {});
    for (int thread = 0; thread < threads; ++thread)
        for (Index arm = 0; arm < arms; ++arm) {
            const StateHash& part = hashes[static_cast<std::size_t>(thread * arms + arm)];
            for (StateHash* sum : {&runs.arm_hash[static_cast<std::size_t>(arm)], &runs.state_hash}) {
                sum->low += part.low;
                sum->high += part.high + (sum->low < part.low ? 1 : 0);
            }
        }
    runs.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return runs;
}

}  // namespace

Index Runs::finished_draws() const {
    Index count = 0;
    for (Index m = 0; m < settings.draws; ++m) {
        bool all = true;
        for (Index r = 0; r < settings.replicates; ++r) all = all && finished[static_cast<std::size_t>(m * settings.replicates + r)];
        count += all;
    }
    return count;
}

Runs simulate(const Population& population, const ParameterTable& table, const Programme& programme, const RunSettings& settings,
              Progress* progress) {
    return Engine(population, table, programme, settings, progress).run(progress);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
