// SPDX-License-Identifier: Apache-2.0
// Farmer training for six households in ten: yields, incomes and the gap to a living income after ten years.
// The same numbers as 01_forecast_incomes.py, and as the programme file 01_forecast_incomes.toml gives.
#include <cinttypes>
#include <cstdio>
#include <exception>
#include <string>

#include "smallholder/evaluate.hpp"
#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/simulate.hpp"

int main() try {
    using namespace smallholder;
    using stats::Distribution;

    const ParameterTable shipped = io::shipped_parameters();
    const PopulationMoments moments = moments_from([&](std::string_view name) { return shipped.value(name); });
    const Population people = synthesise(moments, central(shipped), {.households = 500});
    const ParameterTable table =
        in_money(shipped, people.money, io::shipped_money());  // costs in the households' money

    const Programme programme{.interventions = {{.name = "training",
                                                 .kind = "farmer_training",
                                                 .fields = {{"coverage", Distribution::fixed(0.6)},
                                                            {"start", Distribution::fixed(2)},
                                                            {"years", Distribution::fixed(3)}},
                                                 .eligible = {}}},
                              .arms = {}};
    const simulate::Runs runs = simulate::simulate(people, table, programme, {.years = 10, .draws = 20});

    for (const std::string metric : {"yield", "income", "gap", "reaching_benchmark"})
        for (const evaluate::YearlyRow& row : evaluate::yearly(runs))
            if (evaluate::reported_name(row.reported) == metric && row.year == 10 && row.group == 0)
                std::printf("%-20s%-11s%-8s%10.3f   (%.3f to %.3f) %s\n", metric.c_str(),
                            runs.arms[static_cast<std::size_t>(row.arm)].c_str(), row.change ? "change" : "level",
                            row.p50, row.p5, row.p95, std::string(evaluate::reported_unit(row.reported)).c_str());
    std::printf("state %016" PRIx64 "%016" PRIx64 "\n", runs.state_hash.high, runs.state_hash.low);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
