// SPDX-License-Identifier: Apache-2.0
// How long does a fair split take? Nucleolus of random games, its check included, and the Shapley value beside it.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "smallholder/games.hpp"

namespace {

using namespace smallholder;

/// Worths grow with the size of a coalition, by luck: all together have enough to give each what it has alone.
games::Game random_game(Index members, std::mt19937_64& random) {
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    std::vector<double> worth(std::size_t{1} << members, 0.0);
    for (std::size_t s = 1; s < worth.size(); ++s) {
        const auto size = static_cast<double>(games::size_of(s));
        worth[s] = size > 1.0 ? size * size * (1.0 + 0.3 * uniform(random)) : uniform(random);
    }
    return games::Game(std::move(worth));
}

void nucleolus(benchmark::State& state) {
    std::mt19937_64 random(1);
    for (auto _ : state) {
        state.PauseTiming();
        const games::Game game = random_game(state.range(0), random);
        state.ResumeTiming();
        benchmark::DoNotOptimize(games::nucleolus(game).shares.data());
    }
}
BENCHMARK(nucleolus)->Arg(5)->Arg(8)->Arg(10)->Arg(12)->Unit(benchmark::kMillisecond);

void shapley(benchmark::State& state) {
    std::mt19937_64 random(1);
    const games::Game game = random_game(state.range(0), random);
    for (auto _ : state) benchmark::DoNotOptimize(games::shapley(game).data());
}
BENCHMARK(shapley)->Arg(12)->Arg(20)->Unit(benchmark::kMillisecond);

}  // namespace
