// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/run.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>

#include "engine.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/memory.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// Results are kept of every draw, since quantiles over draws need them all: very many do not fit, and are refused before they are begun.
void Engine::require_memory(int threads) const {
    const auto arms = static_cast<double>(all_arms()), years = settings_.years + 1.0, groups = static_cast<double>(grouped_.groups.size());
    const double pairs = static_cast<double>(settings_.draws) * settings_.replicates, figures = static_cast<double>(kMeasures) + 2.0;
    const double per_pair = arms * years * (groups * figures * sizeof(double) + static_cast<double>(kHolders * kAccountLines * sizeof(double)) + static_cast<double>(kinds() + all_arms()) * sizeof(ServiceYear));
    const double per_thread = arms * years * (groups * static_cast<double>(stats::LogHistogram::kBins * (sizeof(std::uint64_t) + sizeof(ExactSum))) +
                                              static_cast<double>(grouped_.cells()) * static_cast<double>(kMeasures * sizeof(ExactSum)));
    const double records = settings_.record_households
                               ? arms * years * static_cast<double>(kFlowColumns * sizeof(double)) * static_cast<double>(population_.households())
                               : 0.0;
    const double panel = settings_.panel_draws > 0
                             ? Panel::bytes(static_cast<double>(settings_.panel_draws) * settings_.replicates, arms, settings_.years,
                                            static_cast<double>(panel_households(population_, settings_.panel_households).size()))
                             : 0.0;
    const double needed = pairs * per_pair + settings_.draws * static_cast<double>(sizeof(Parameters)) + threads * per_thread + records + panel;
    const double there = available_memory();
    if (needed <= there) return;
    const auto gigabytes = [](double bytes) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%.1f GB", bytes / 1e9);
        return std::string(text.data());
    };
    throw RangeError("the results need " + gigabytes(needed) + " of memory, and " + gigabytes(there) + " is free: " + std::to_string(settings_.draws) +
                         " draws x " + std::to_string(settings_.replicates) + " replicates x " + std::to_string(all_arms()) + " arms x " +
                         std::to_string(settings_.years + 1) + " years x " + std::to_string(grouped_.groups.size()) + " groups" +
                         (records > 0.0 ? ", and every household's record" : "") +
                         (panel > 0.0 ? ", and a panel that alone takes " + gigabytes(panel) : "") + ", on " + std::to_string(threads) + " threads",
                     "simulate", std::string(panel > 0.0 ? "Follow fewer households in fewer draws (panel_households, panel_draws); a" : "A") + "sk for fewer draws (some hundreds settle the ends of a 5 to 95% range), fewer arms or fewer threads");
}

/// Room for the panel that was asked for; places of its households.
void Engine::prepare_panel(Runs& runs) {
    if (settings_.panel_draws == 0) return;
    Panel& panel = runs.panel;
    panel.draws = settings_.panel_draws;
    panel.replicates = settings_.replicates;
    panel.arms = all_arms();
    panel.interventions = static_cast<Index>(runs.interventions.size());
    panel.years = settings_.years;
    panel.prepare(population_, groupings_, settings_.panel_households);
    panel_place_.assign(static_cast<std::size_t>(population_.households()), -1);
    for (Index place = 0; place < panel.count(); ++place)
        panel_place_[static_cast<std::size_t>(panel.households[static_cast<std::size_t>(place)])] = place;
}

Runs Engine::run(Progress* progress) {
    const auto began = std::chrono::steady_clock::now();
    Runs runs;
    runs.settings = settings_;
    runs.arms = names_;
    runs.arm_role = roles_;
    runs.arm_of = of_;
    runs.market_answers = answers_;
    for (const Intervention& intervention : programme_.interventions) {
        runs.interventions.push_back(intervention.name);
        runs.paid_by.push_back(intervention.paid_by.empty() ? std::vector<std::pair<std::string, double>>{{"programme", 1.0}} : intervention.paid_by);
    }
    runs.pays_into = pays_into_;
    for (std::size_t arm = 0; arm < names_.size(); ++arm) {
        std::vector<Index> does;
        if (roles_[arm] == ArmRole::programme || roles_[arm] == ArmRole::fixed_prices)
            does = arms_[static_cast<std::size_t>(of_[arm] - 1)].interventions;
        if (roles_[arm] == ArmRole::same_cash || roles_[arm] == ArmRole::same_premium) {
            does.push_back(static_cast<Index>(runs.interventions.size()));
            runs.interventions.push_back(names_[arm]);
            runs.paid_by.push_back({});  // by those who pay for the arm that it stands beside
            runs.pays_into.push_back({roles_[arm] == ArmRole::same_cash ? effects::Account::cash : effects::Account::premium});
        }
        runs.arm_interventions.push_back(does);
    }
    runs.groups = grouped_.groups;
    runs.households = population_.households();
    runs.represents = population_.represents;
    ExactSum area;
    for (std::size_t i = 0; i < population_.area_ha.size(); ++i) area.add(population_.weight[i] * population_.area_ha[i]);
    runs.area_ha = area.value();
    runs.blocks = static_cast<Index>(blocks_.size()) - 1;
    const Index pairs = runs.pairs(), arms = all_arms();
    int threads = settings_.threads > 0 ? settings_.threads : static_cast<int>(std::thread::hardware_concurrency());
    threads = static_cast<int>(std::clamp<Index>(threads, 1, pairs));
    // The code of a prototype need not bear to be called by several threads at once.
    if (std::ranges::any_of(programme_.interventions, [](const Intervention& each) { return each.code != nullptr; })) threads = 1;
    require_memory(threads);
    const std::size_t cells = runs.cell(pairs, 0, 0, 0);
    runs.values.assign(cells * kMeasures, 0.0);
    runs.gini.assign(cells, 0.0);
    runs.median_income.assign(cells, 0.0);
    runs.service.assign(static_cast<std::size_t>(pairs * arms * static_cast<Index>(runs.interventions.size()) * (settings_.years + 1)), {});
    runs.reached.assign(static_cast<std::size_t>(pairs * arms), 0.0);
    runs.export_price.assign(static_cast<std::size_t>(pairs * (settings_.years + 1)), 0.0);
    runs.baseline_sold.assign(runs.export_price.size(), 0.0);
    runs.market_price.assign(static_cast<std::size_t>(pairs * arms * (settings_.years + 1)), 0.0);
    runs.accounts.assign(static_cast<std::size_t>(pairs * arms * (settings_.years + 1)) * kHolders * kAccountLines, 0.0);
    runs.anchor.assign(static_cast<std::size_t>(pairs), {});
    runs.finished.assign(static_cast<std::size_t>(pairs), 0);
    runs.world_price.assign(static_cast<std::size_t>(pairs * (settings_.years + 1)), 0.0);
    runs.price_factor.assign(static_cast<std::size_t>(pairs * arms * (settings_.years + 1)), 1.0);
    runs.panel_gap.assign(static_cast<std::size_t>(pairs), 0.0);
    for (int m = 0; m < settings_.draws && !stopped(progress); ++m)
        runs.parameters.push_back(settings_.drawn_parameters ? draw(table_, settings_.seed, static_cast<std::uint32_t>(settings_.first_draw + m)) : central(table_));
    if (settings_.record_households)
        runs.records.assign(static_cast<std::size_t>(arms * (settings_.years + 1)) * kFlowColumns * static_cast<std::size_t>(runs.households), 0.0);

    prepare_panel(runs);

    runs.threads_used = threads;
    std::vector<StateHash> hashes(static_cast<std::size_t>(threads * arms));
    runs.households_per_thread.assign(static_cast<std::size_t>(threads), 0);
    std::atomic<Index> next{0};
    std::mutex failure_lock;
    std::exception_ptr failure;
    Index failed_pair = pairs;

    auto work = [&](int thread) {
        Desk desk{Block(capacity_, first_walk_arms()), Block(settings_.comparators ? capacity_ : 0, 1 + 2 * programme_arms()),
                  Accumulator(grouped_, arms, settings_.years), AccountSums(arms, settings_.years), std::vector<StateHash>(static_cast<std::size_t>(arms))};
        while (true) {
            const Index pair = next.fetch_add(1);
            if (pair >= pairs || stopped(progress)) break;
            try {
                run_pair(pair, runs, desk, progress);
                if (!runs.finished[static_cast<std::size_t>(pair)]) break;
                for (Index arm = 0; arm < arms; ++arm) {
                    const StateHash& own = desk.hash[static_cast<std::size_t>(arm)];
                    hashes[static_cast<std::size_t>(thread * arms + arm)].add(own.low, own.high);
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
        runs.households_per_thread[static_cast<std::size_t>(thread)] = desk.walked;
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
            runs.arm_hash[static_cast<std::size_t>(arm)].add(part.low, part.high);
            runs.state_hash.add(part.low, part.high);
        }
    runs.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return runs;
}

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
