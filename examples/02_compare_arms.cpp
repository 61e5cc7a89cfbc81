// SPDX-License-Identifier: Apache-2.0
// Training alone, a road alone, both: what each costs and brings, on the same luck.
// Runs 02_compare_arms.toml. The same numbers as 02_compare_arms.py, and as the command gives for the file.
#include <cinttypes>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>

#include "smallholder/evaluate.hpp"
#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/simulate.hpp"

int main() try {
    using namespace smallholder;

    const ParameterTable shipped = io::shipped_parameters();
    const auto path = std::filesystem::path(__FILE__).replace_extension(".toml");
    const io::ProgrammeFile file = io::read_programme(path, io::catalogue_vocabulary(&shipped));

    const PopulationMoments moments = moments_from([&](std::string_view name) { return shipped.value(name); });
    const Population people = synthesise(moments, central(shipped),
                                         {.households = file.population.households.value(),
                                          .seed = file.seed,
                                          .represents = file.population.represents.value()});
    const ParameterTable table =
        in_money(shipped, people.money, io::shipped_money());  // costs in the households' money

    simulate::RunSettings settings;
    settings.years = file.years;
    settings.draws = file.draws;
    settings.replicates = file.replicates;
    settings.seed = file.seed;
    const simulate::Runs runs = simulate::simulate(people, table, io::plan_of(file), settings);

    const double discount_rate = table.value("delivery.discount_rate");
    const auto rows = evaluate::returns(runs, {discount_rate});
    const std::pair<std::string, std::string> figures[] = {{"programme", "cost_per_household_reached"},
                                                           {"farmers", "income_gain_per_household_year"},
                                                           {"society", "benefit_cost_ratio"}};
    for (const auto& [perspective, metric] : figures)
        for (const evaluate::ReturnsRow& row : rows)
            if (row.perspective == perspective && row.metric == metric)
                std::printf("%-32s%-10s%9.2f   (%.2f to %.2f) %s\n", metric.c_str(),
                            runs.arms[static_cast<std::size_t>(row.arm)].c_str(), row.p50, row.p5, row.p95,
                            row.unit.c_str());
    std::printf("state %016" PRIx64 "%016" PRIx64 "\n", runs.state_hash.high, runs.state_hash.low);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
