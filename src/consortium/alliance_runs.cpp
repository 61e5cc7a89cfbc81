// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <string>
#include <thread>

#include "smallholder/consortium/path.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/limits.hpp"

namespace smallholder::consortium {

double AllianceRuns::survival(double after) const {
    double alive = 0.0;
    for (const PathRecord& path : paths) alive += path.end == End::none || path.ended_after > after;
    return alive / static_cast<double>(paths.size());
}

double AllianceRuns::incidence(End end, double after) const {
    double ended = 0.0;
    for (const PathRecord& path : paths) ended += path.end == end && path.ended_after <= after;
    return ended / static_cast<double>(paths.size());
}

double AllianceRuns::median_life() const {
    std::vector<double> lives;
    for (const PathRecord& path : paths) lives.push_back(path.end == End::none ? std::numeric_limits<double>::infinity() : path.ended_after);
    std::ranges::sort(lives);
    const double middle = lives[lives.size() / 2];
    return middle < std::numeric_limits<double>::infinity() ? middle : std::numeric_limits<double>::quiet_NaN();
}

std::array<double, kLivingStages> AllianceRuns::stays() const {
    std::array<double, kLivingStages> stay{};
    for (const PathRecord& path : paths) {
        Stage stage = Stage::forming;
        double since = 0.0;
        for (const StageEvent& event : path.events) {
            stay[static_cast<std::size_t>(stage)] += event.time - since;
            stage = event.to;
            since = event.time;
        }
        if (living(stage)) stay[static_cast<std::size_t>(stage)] += static_cast<double>(years) - since;
    }
    for (double& each : stay) each /= static_cast<double>(paths.size());
    return stay;
}

std::vector<double> AllianceRuns::occupancy() const {
    std::vector<double> shares(static_cast<std::size_t>((years + 1) * kStages), 0.0);
    const double one = 1.0 / static_cast<double>(paths.size());
    shares[0] = 1.0;
    for (const PathRecord& path : paths) {
        for (Index year = 0; year < years; ++year) {
            const Stage stage = path.years[static_cast<std::size_t>(year)].stage;
            shares[static_cast<std::size_t>((year + 1) * kStages + static_cast<Index>(stage))] += one;
        }
    }
    return shares;
}

std::vector<double> AllianceRuns::mean(double YearRecord::*column, bool living_only) const {
    std::vector<double> means;
    for (Index year = 0; year < years; ++year) {
        double sum = 0.0, count = 0.0;
        for (const PathRecord& path : paths) {
            const bool alive = path.end == End::none || path.ended_after > static_cast<double>(year);
            if (living_only && !alive) continue;
            sum += path.years[static_cast<std::size_t>(year)].*column;
            count += 1.0;
        }
        means.push_back(count > 0.0 ? sum / count : std::numeric_limits<double>::quiet_NaN());
    }
    return means;
}

double AllianceRuns::false_abandonment() const {
    double sum = 0.0;
    for (const PathRecord& path : paths) sum += path.false_abandonment;
    return sum / static_cast<double>(paths.size());
}

double AllianceRuns::ended_while_worthwhile() const {
    double sum = 0.0;
    for (const PathRecord& path : paths) sum += path.worth_going_on;
    return sum / static_cast<double>(paths.size());
}

double AllianceRuns::share_with_return() const {
    double sum = 0.0;
    for (const PathRecord& path : paths) sum += path.returned;
    return sum / static_cast<double>(paths.size());
}

AllianceRuns simulate_alliances(const AllianceLaw& law, const Impact& impact, Index paths, Index years, std::uint64_t seed, int threads) {
    require_alliance(law, impact);
    random::require_addressable(paths, 1, years);
    AllianceRuns runs;
    runs.years = years;
    runs.interaction = law.interaction;
    runs.paths.resize(static_cast<std::size_t>(paths));
    if (threads <= 0) threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    threads = static_cast<int>(std::min<Index>(threads, paths));

    std::atomic<Index> next{0};
    std::mutex failure_lock;
    std::exception_ptr failure;
    Index failed_path = paths;
    const auto work = [&] {
        while (true) {
            const Index path = next.fetch_add(1);
            if (path >= paths) return;
            try {
                runs.paths[static_cast<std::size_t>(path)] = simulate_path(law, impact, years, seed, path);
            } catch (...) {
                // The earliest failing path is the one reported, whichever thread met it first.
                const std::lock_guard<std::mutex> guard(failure_lock);
                if (path < failed_path) {
                    failed_path = path;
                    failure = std::current_exception();
                }
                next.store(paths);
                return;
            }
        }
    };
    std::vector<std::thread> others;
    for (int thread = 1; thread < threads; ++thread) others.emplace_back(work);
    work();
    for (std::thread& thread : others) thread.join();
    if (failure) std::rethrow_exception(failure);
    return runs;
}

AllianceLaw recentred(AllianceLaw law, const Impact& impact, Index paths, Index years, std::uint64_t seed) {
    // Where results are seen late the centre itself stands in for them, so the mean is found in a few rounds.
    for (int round = 0; round < 4; ++round) {
        const AllianceRuns runs = simulate_alliances(law, impact, paths, years, seed);
        double trust = 0.0, seen = 0.0, count = 0.0;
        for (const PathRecord& path : runs.paths) {
            for (Index year = 0; year < years; ++year) {
                if (path.end != End::none && path.ended_after <= static_cast<double>(year)) break;
                trust += path.years[static_cast<std::size_t>(year)].trust;
                seen += path.years[static_cast<std::size_t>(year)].perceived;
                count += 1.0;
            }
        }
        law.life.trust_centre = trust / count;
        law.life.results_centre = seen / count;
        law.results.at_first = law.life.results_centre;
    }
    return law;
}

}  // namespace smallholder::consortium
