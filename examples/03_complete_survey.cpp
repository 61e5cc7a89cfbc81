// SPDX-License-Identifier: Apache-2.0
// A survey that says little: what it leaves out is drawn given what it says, and year 0 is its own.
// 03_complete_survey.csv holds forty made-up households. The same numbers as 03_complete_survey.py, and as the command
// gives for 03_complete_survey.toml.
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "smallholder/evaluate.hpp"
#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"
#include "smallholder/simulate.hpp"

namespace {

/// The library takes columns and leaves files to Python; this reads the few columns of our own layout.
smallholder::SurveyColumns read_columns(const std::filesystem::path& path) {
    using namespace smallholder;
    const io::CsvTable csv = io::read_csv(path);
    SurveyColumns survey;
    for (Index row = 0; row < csv.size(); ++row) {
        survey.household.push_back(csv.cell(row, csv.column("household_id")));
        survey.village.push_back(csv.cell(row, csv.column("village")));
        for (const char* name : {"area_ha", "yield_kg_per_ha", "income_usd", "household_size", "female_head"}) {
            double number = std::nan("");
            io::parse_number(csv.cell(row, csv.column(name)), number);  // a blank stays NaN: not recorded
            survey.values[name].push_back(number);
        }
        survey.values["production_kg"].push_back(survey.values["yield_kg_per_ha"].back() *
                                                 survey.values["area_ha"].back());
    }
    survey.money = {"USD", 2018, true};
    return survey;
}

}  // namespace

int main() try {
    using namespace smallholder;

    const ParameterTable shipped = io::shipped_parameters();
    const PopulationMoments moments = moments_from([&](std::string_view name) { return shipped.value(name); });
    const SurveyColumns survey = read_columns(std::filesystem::path(__FILE__).replace_extension(".csv"));
    const Population people = complete(survey, moments, central(shipped), {.represents = 1200.0});
    const ParameterTable table =
        in_money(shipped, people.money, io::shipped_money());  // costs in the households' money
    for (const char* column : {"recorded_yield_kg_per_ha", "school_years", "wealth_usd"}) {
        const ColumnOrigin* origin = people.origin_of(column);
        std::printf("%-28sdrawn for %5.1f%% of the households\n", column,
                    100.0 * (origin == nullptr ? 0.0 : origin->imputed_share));
    }

    const Programme programme{.interventions = {{.name = "health",
                                                 .kind = "community_health",
                                                 .fields = {{"start", stats::Distribution::fixed(1)},
                                                            {"years", stats::Distribution::fixed(5)}},
                                                 .eligible = {}}},
                              .arms = {}};
    const simulate::Runs runs = simulate::simulate(people, table, programme, {.years = 8, .draws = 20});
    const auto rows = evaluate::yearly(runs);
    for (const std::string metric : {"yield", "income", "days_ill"})
        for (const Index year : {0, 1, 5}) {
            const evaluate::YearlyRow *base = nullptr, *change = nullptr;
            for (const evaluate::YearlyRow& row : rows)
                if (evaluate::reported_name(row.reported) == metric && row.year == year && row.group == 0) {
                    if (row.arm == 0) base = &row;
                    if (row.change) change = &row;
                }
            std::printf("%-10syear %d  %10.2f  and with health %+8.2f %s\n", metric.c_str(), static_cast<int>(year),
                        base->p50, change->p50, std::string(evaluate::reported_unit(base->reported)).c_str());
        }
    std::printf("state %016" PRIx64 "%016" PRIx64 "\n", runs.state_hash.high, runs.state_hash.low);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
