// SPDX-License-Identifier: Apache-2.0
// What if fertiliser were cheap? Parameters are set to a number or given another range.
// The same numbers as 04_change_parameters.py, and as the command gives for 04_change_parameters.toml.
#include <cinttypes>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate.hpp"
#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/simulate.hpp"

int main() try {
    using namespace smallholder;

    const ParameterTable shipped = io::shipped_parameters();
    DistributionSpec cost;
    cost.shape = Shape::lognormal;
    cost.p5 = 40.0;
    cost.p95 = 80.0;
    const std::vector<ParameterOverride> changes{{"fertiliser_cost", cost, ""}, {"wage", 4.5, ""}};
    const std::vector<std::pair<std::string, ParameterTable>> worlds{{"as shipped", shipped},
                                                                     {"cheap", shipped.changed_by(changes)}};

    const PopulationMoments moments = moments_from([&](std::string_view name) { return shipped.value(name); });
    const Population people = synthesise(moments, central(shipped), {.households = 500});
    simulate::StateHash state;
    for (const auto& [name, world] : worlds) {
        const ParameterTable table =
            in_money(world, people.money, io::shipped_money());  // costs in the households' money
        const simulate::Runs runs = simulate::simulate(people, table, {}, {.years = 10, .draws = 20});
        for (const std::string metric : {"doses", "yield", "income"})
            for (const evaluate::YearlyRow& row : evaluate::yearly(runs))
                if (evaluate::reported_name(row.reported) == metric && row.year == 10 && row.group == 0)
                    std::printf("%-12s%-8s%10.3f   (%.3f to %.3f) %s\n", name.c_str(), metric.c_str(), row.p50, row.p5,
                                row.p95, std::string(evaluate::reported_unit(row.reported)).c_str());
        state = runs.state_hash;
    }
    std::printf("state %016" PRIx64 "%016" PRIx64 "\n", state.high, state.low);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
