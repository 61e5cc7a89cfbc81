// SPDX-License-Identifier: Apache-2.0
/// Adoption, tenancy, assets and markets in closed form: TC01 to TC06, TB07, TB12, and T57 to T60 of the world market.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reference_row.hpp"
#include "smallholder/livelihood.hpp"
#include "smallholder/market.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::reference_rows;
using Column = std::vector<double>;

constexpr const char* kDerived = "DERIVED (closed form, evaluated in double precision)";
constexpr const char* kGivenElasticities =
    "DERIVED (closed form) from the elasticities of Tothmihaly (2018): supply .07 and .57, demand -.06 and -.34";

const livelihood::Bass kAverage{0.03, 0.38}, kHybridCorn{0.039, 1.01}, kAirConditioners{0.010399, 0.41861};

Column adopters(std::vector<Index> seeds) {
    const auto path = livelihood::contagion(livelihood::ring_of_contacts(20, 2), seeds, 2, 50);
    return {path.adopters.begin(), path.adopters.end()};
}

/// The price path of a supply that grows over five years to 1.28 times what it was, and stays there.
Column phased_in_prices() {
    market::MarketMemory memory;
    Column prices;
    for (int t = 1; t <= 200; ++t) {
        const double shift = std::min(1.28, 1.0 + 0.28 * t / 5.0);
        const auto step = market::nerlove_step(memory, std::log(shift), market::kCocoaWorldMarket);
        memory = step.memory;
        if (t <= 6 || t == 200) prices.push_back(std::exp(step.log_price));
    }
    return prices;
}

/// Price, revenue of an adopter, of a grower who did not change, and of all, in the long run.
Column market_case(double adoption, double gain) {
    const auto m =
        market::settled_market(market::supply_shift(0.14, adoption, gain), market::kCocoaWorldMarket.long_run);
    return {m.price, m.adopter_revenue(gain), m.others_revenue, m.revenue};
}

const std::vector<ReferenceRow> kRows{
    {"TC01",
     "Bass, continuous",
     "p .03, q .38: F(5), F(10), t*, F(t*), f(t*)",
     {0.331198642491374, 0.812803221221346, 6.19261919770311, 0.460526315789474, 0.110592105263158},
     1e-9,
     "DERIVED (closed form); p and q are averages of Sultan, Farley and Lehmann (1990)",
     [] {
         const double peak = livelihood::bass_peak(kAverage);
         return Column{livelihood::bass_share(kAverage, 5), livelihood::bass_share(kAverage, 10), peak,
                       livelihood::bass_share(kAverage, peak), livelihood::bass_rate(kAverage, peak)};
     }},
    {"TC02",
     "Bass, hybrid corn",
     "p .039, q 1.01: t*, F(t*)",
     {3.1021391455726, 0.480693069306931},
     1e-9,
     "DERIVED (closed form); p and q of hybrid corn as tabled twice",
     [] {
         const double peak = livelihood::bass_peak(kHybridCorn);
         return Column{peak, livelihood::bass_share(kHybridCorn, peak)};
     }},
    {"TC03",
     "Bass, yearly",
     "p .03, q .38: share after 1, 5, 10 years",
     {0.03, 0.27290683866416, 0.782642569241808},
     1e-9,
     kDerived,
     [] {
         const auto path = livelihood::bass_path(kAverage, 10);
         return Column{path[1], path[5], path[10]};
     }},
    {"TC04",
     "Bass, room air conditioners",
     "p .010399, q .41861, market 16,895 thousand: t*, most sold in a year",
     {8.61340916205205, 1857.04065810569},
     1e-6,
     "Bass (1969), parameters recalled",
     [] {
         const double peak = livelihood::bass_peak(kAirConditioners);
         return Column{peak, 16895.0 * livelihood::bass_rate(kAirConditioners, peak)};
     }},
    {"TC05",
     "target input",
     "best 1, variances .04 and .25: profit after 0, 1, 5, 20 trials",
     {0.71, 0.92551724137931, 0.952248062015504, 0.958015873015873},
     1e-10,
     "DERIVED (closed form), structure of Foster and Rosenzweig (1995)",
     [] {
         Column profit;
         for (const double n : {0.0, 1.0, 5.0, 20.0}) {
             profit.push_back(livelihood::target_input_profit(n, 1.0, 0.04, 0.25));
         }
         return profit;
     }},
    {"TC06",
     "threshold contagion",
     "ring of 20, contacts 1 and 2 away, threshold 2: from {0, 1}; last of {0}, of {0, 10}",
     {2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 1, 2},
     0.0,
     "DERIVED (deterministic)",
     [] {
         Column found = adopters({0, 1});
         found.push_back(adopters({0}).back());
         found.push_back(adopters({0, 10}).back());
         return found;
     }},
    {"TB07",
     "sharecropping",
     "labour elasticity .4: effort and output with a share of 1/2, of 2/3",
     {0.314980262473718, 0.629960524947437, 0.508761885579258, 0.763142828368888},
     1e-10,
     kDerived,
     [] {
         return Column{livelihood::tenant_effort(0.5, 0.4), livelihood::tenant_output(0.5, 0.4),
                       livelihood::tenant_effort(2.0 / 3.0, 0.4), livelihood::tenant_output(2.0 / 3.0, 0.4)};
     }},
    {"TB12",
     "poverty-trap map",
     ".5 + 4.5 A^4/(A^4 + 2.5^4): the three fixed points, and the slopes there",
     {0.50763709510178, 2.21421120576299, 4.65415716881257, 0.0600754674155148, 1.91708315028983, 0.274389907889358},
     1e-7,
     kDerived,
     [] {
         Column assets, slopes;
         for (const auto& point : livelihood::fixed_points({0.5, 5.0, 2.5, 4.0})) {
             assets.push_back(point.assets);
             slopes.push_back(point.slope);
         }
         assets.insert(assets.end(), slopes.begin(), slopes.end());
         return assets;
     }},
    {"T57",
     "local multipliers",
     "two accounts, spending .2 .3 / .1 .4",
     {4.0 / 3.0, 2.0 / 3.0, 2.0 / 9.0, 16.0 / 9.0},
     1e-14,
     kDerived,
     [] {
         return market::local_multipliers(Column{0.2, 0.3, 0.1, 0.4}, 2);
     }},
    {"T58",
     "world market",
     "supply 1.28 times: price and world revenue, long run and short run",
     {0.7624, 0.836, 0.1497, 0.168},
     1e-3,
     kGivenElasticities,
     [] {
         const auto far = market::settled_market(1.28, market::kCocoaWorldMarket.long_run);
         const auto near = market::settled_market(1.28, market::kCocoaWorldMarket.short_run);
         return Column{far.price, far.revenue, near.price, near.revenue};
     }},
    {"T58full",
     "world market",
     "all of .14 of the world triple: price, adopters, others, world",
     {0.762, 1.960, 0.653, 0.836},
     5e-4,
     kGivenElasticities,
     [] { return market_case(1.0, 3.0); }},
    {"T58fifth",
     "world market",
     "20% of them triple",
     {0.942, 2.731, 0.910, 0.961},
     5e-4,
     kGivenElasticities,
     [] { return market_case(0.2, 3.0); }},
    {"T58fiftieth",
     "world market",
     "2% of them triple",
     {0.994, 2.971, 0.990, 0.996},
     5e-4,
     kGivenElasticities,
     [] { return market_case(0.02, 3.0); }},
    {"T58thirty",
     "world market",
     "all of them, +30%",
     {0.956, 1.211, 0.931, 0.971},
     5e-4,
     kGivenElasticities,
     [] { return market_case(1.0, 1.3); }},
    {"T59",
     "Nerlove's path",
     "supply up to 1.28 in five years: price in years 1 to 6, and in the end",
     {0.6576, 0.6317, 0.6077, 0.5853, 0.5644, 0.7575, 0.7624},
     1e-4,
     kGivenElasticities,
     phased_in_prices},
    {"T60",
     "local multiplier, Ghana LEAP",
     "nominal 2.50, real as low as 1.50: what they imply is .6 spent and earned locally, and a third left to supply",
     {2.5, 1.5},
     1e-14,
     "DERIVED (inversion) of the local-economy evaluation of Ghana's LEAP: 2.50 nominal, 1.50 real",
     [] {
         const double nominal = market::nominal_multiplier(0.75, 0.8);
         return Column{nominal, market::real_multiplier(nominal, {0.5, -1.0})};
     }},
};

INSTANTIATE_TEST_SUITE_P(Adoption, ReferenceSeen, testing::ValuesIn(rows_of_kind(kRows, false)), row_id);
INSTANTIATE_TEST_SUITE_P(Adoption, ReferenceDerived, testing::ValuesIn(rows_of_kind(kRows, true)), row_id);

}  // namespace
