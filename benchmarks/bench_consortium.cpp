// SPDX-License-Identifier: Apache-2.0
// What do the worths of all 64 coalitions of six members cost, over running the programmes that they come down to once each?
//
//   bench_consortium [households] [years] [draws]      500 10 8 where nothing is given; 10000 20 50 is the size that counts
//
// Both in one run on one thread and the same draws, so that the ratio does not depend on the machine.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <set>
#include <string_view>
#include <vector>

#include "smallholder/consortium.hpp"
#include "smallholder/farm.hpp"
#include "smallholder/io.hpp"

namespace {

using namespace smallholder;

constexpr double kGenerous = 3.0;  // USD that a dollar of farmers' income is worth to each: nobody's figure

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void compare(Index households, int years, int draws) {
    const ParameterTable table = in_money(io::shipped_parameters(), {"USD", 2018, true}, io::shipped_money());
    const PopulationMoments moments = moments_from([&](std::string_view name) { return table.value(name); });
    const Population people = synthesise(moments, central(table), {.households = households, .seed = 7, .represents = 500e3});
    const io::ProgrammeFile file = io::read_programme(io::find_programme("mars_cocoa"), io::catalogue_vocabulary(&table));
    const Programme programme = io::plan_of(file);
    Consortium alliance = *io::consortium_of(file);
    alliance.members.resize(6);
    // Each would do a lot by itself, and outsiders do nothing: coalitions come down to many programmes, as they must to be worth comparing.
    for (Member& member : alliance.members) member.per_usd_of_income = stats::Distribution::fixed(kGenerous);
    simulate::RunSettings settings;
    settings.years = years;
    settings.draws = draws;
    settings.replicates = 1;
    settings.threads = 1;

    consortium::CoalitionWorths worths;
    Index engine_plans = 0;
    const double all = seconds_of([&] {
        consortium::Simulator simulator(people, table, programme, settings, {});
        const consortium::Response response = simulator.fit();
        const consortium::Planner planner(response, alliance, {}, 0.10, settings.seed, draws / 2);
        simulate::RunSettings later = settings;
        later.first_draw = draws / 2;
        later.draws = draws - draws / 2;
        consortium::Simulator fresh(people, table, programme, later, {});
        worths = consortium::coalition_worths(planner, consortium::Convention::zero, &fresh);
        engine_plans = simulator.runs() + fresh.runs();
    });
    std::set<consortium::JointPlan> distinct;
    for (const consortium::Plan& plan : worths.plan) distinct.insert(plan.reach);
    const std::vector<consortium::JointPlan> plans(distinct.begin(), distinct.end());
    const double once = seconds_of([&] { consortium::Simulator(people, table, programme, settings, {}).run(plans); });
    std::printf("%lld households, %d years, %d draws: %zu coalitions come down to %zu programmes (%lld runs of a plan in all)\n",
                static_cast<long long>(households), years, draws, worths.worth.size(), plans.size(), static_cast<long long>(engine_plans));
    std::printf("worths of all coalitions %.2f s, those programmes once each %.2f s: %.2f times (goal: at most 2.5)\n", all, once, all / once);
}

}  // namespace

int main(int count, char** words) {
    const auto given = [&](int place, long otherwise) { return count > place ? std::strtol(words[place], nullptr, 10) : otherwise; };
    try {
        compare(given(1, 500), static_cast<int>(given(2, 10)), static_cast<int>(given(3, 8)));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
