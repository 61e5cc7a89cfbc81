// SPDX-License-Identifier: Apache-2.0
// A small run of the whole model that prints a number depending on every bit of every household's final state.
// tests/house/test_two_compilers.py builds it with g++ and with clang++ and wants the same number.
#include <cinttypes>
#include <cstdio>
#include <exception>
#include <string>

#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/simulate.hpp"

int main() try {
    using namespace smallholder;
    const ParameterTable table =
        in_money(io::shipped_parameters(), {"USD", 2018, true}, io::shipped_money());
    const PopulationMoments moments =
        moments_from([&](std::string_view name) { return table.value(name); });
    const Population people = synthesise(moments, central(table), {.households = 300, .seed = 7});
    const auto file = io::read_programme(io::find_programme("ghana_cocoa"), io::catalogue_vocabulary(&table));
    simulate::RunSettings settings;
    settings.years = 8;
    settings.draws = 3;
    settings.threads = 2;
    const simulate::Runs runs = simulate::simulate(people, table, io::plan_of(file), settings);
    std::printf("%016" PRIx64 "%016" PRIx64 "\n", runs.state_hash.high, runs.state_hash.low);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
