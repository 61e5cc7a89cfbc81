// SPDX-License-Identifier: Apache-2.0
// How many household-years does one core simulate in a second, baseline and one programme side by side?
#include <benchmark/benchmark.h>

#include <string_view>

#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/simulate.hpp"

namespace {

using namespace smallholder;

/// One household walked through one year of one arm counts as one.
void household_years(benchmark::State& state) {
    const ParameterTable table =
        in_money(io::shipped_parameters(), {"USD", 2018, true}, io::shipped_money());
    const PopulationMoments moments =
        moments_from([&](std::string_view name) { return table.value(name); });
    const Population people = synthesise(moments, central(table), {.households = state.range(0), .seed = 7});
    const Programme programme =
        io::plan_of(io::read_programme(io::find_programme("ghana_cocoa"), io::catalogue_vocabulary(&table)));
    simulate::RunSettings settings;
    settings.draws = 20;  // what is done once a run (segments, whether the market answers) weighs as little as in real runs
    settings.threads = 1;
    double walked = 0.0;
    for (auto _ : state) {
        const simulate::Runs runs = simulate::simulate(people, table, programme, settings);
        benchmark::DoNotOptimize(runs.state_hash.low);
        walked += static_cast<double>(runs.households * runs.years() * runs.pairs()) *
                  static_cast<double>(runs.arms.size());
    }
    state.counters["household_years_per_second"] = benchmark::Counter(walked, benchmark::Counter::kIsRate);
}
BENCHMARK(household_years)->Arg(2000)->Unit(benchmark::kSecond)->MinTime(4.0);

}  // namespace
