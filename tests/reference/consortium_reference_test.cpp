// SPDX-License-Identifier: Apache-2.0
/// Rivals, common goods and alliances in closed form: T20 to T34, and fixture F1: T49 to T51.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "../support/f1_fixture.hpp"
#include "reference_row.hpp"
#include "smallholder/consortium.hpp"
#include "smallholder/games.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;
using namespace smallholder::reference_rows;
using Column = std::vector<double>;

constexpr const char* kDerived = "DERIVED (closed form, evaluated in double precision)";
constexpr const char* kByHand = "DERIVED (every coalition worked out by hand)";

const LinearDemand kShops{100.0, 1.0};

Column efforts(double spillover) {
    const auto found = spillover_efforts({kShops, 40.0, 2.0, spillover});
    return {found.alone, found.together};
}

/// G, then what each gives.
Column gifts(const Column& wealth) {
    const auto found = voluntary_contributions(Column(wealth.size(), 0.5), wealth);
    Column numbers{found.total};
    numbers.insert(numbers.end(), found.given.begin(), found.given.end());
    return numbers;
}

/// The largest stable alliance among so many, found by looking at every coalition or at every size.
double largest_stable(Index members, double excludability, bool every_coalition) {
    const auto payoffs = linear_quadratic_payoffs({members, 1.0, 1.0}, excludability);
    if (!every_coalition) return static_cast<double>(stable_sizes(payoffs).back());
    int largest = 0;
    for (const auto& row : alliance_stability(table_of(payoffs))) {
        if (row.stable()) largest = std::max(largest, std::popcount(row.coalition));
    }
    return largest;
}

/// Worths of the linear-quadratic game when outsiders act each for itself.
Column gamma_worths(Index members) {
    const auto table = table_of(linear_quadratic_payoffs({members, 1.0, 1.0}, 0.0));
    Column worths;
    for (CoalitionMask s = 0; s <= table.everybody(); ++s) worths.push_back(table.joint(s));
    return worths;
}

/// Shapley's shares, as a rule for every alliance.
Column shapley(std::span<const double> worths) {
    return games::shapley(games::Game({worths.begin(), worths.end()}));
}

const std::vector<ReferenceRow> kRows{
    {"T20",
     "rivals in the shops",
     "a 100, b 1, three firms at 40: quantities, profits",
     {15, 15, 15, 225, 225, 225},
     1e-12,
     kDerived,
     [] {
         const auto m = cournot(kShops, Column(3, 40.0));
         return Column{m.quantities[0], m.quantities[1], m.quantities[2], m.profits[0], m.profits[1], m.profits[2]};
     }},
    {"T21",
     "rivals in the shops",
     "all costs fall to 37: quantity, profit, share, index, flag",
     {15.75, 248.0625, 1.0 / 3.0, 1, 0},
     1e-12,
     kDerived,
     [] {
         const auto c = precompetitive_check(kShops, Column(3, 40.0), Column(3, 37.0));
         return Column{c.after.quantities[0], c.after.profits[1], c.after.shares[2], c.index, c.flagged ? 1.0 : 0.0};
     }},
    {"T22",
     "rivals in the shops",
     "only the first firm's cost falls to 37: profits, index, flag",
     {297.5625, 203.0625, 203.0625, 0, 1},
     1e-12,
     kDerived,
     [] {
         const auto c = precompetitive_check(kShops, Column(3, 40.0), Column{37, 40, 40});
         return Column{c.after.profits[0], c.after.profits[1], c.after.profits[2], c.index, c.flagged ? 1.0 : 0.0};
     }},
    {"T23",
     "effort that spills over",
     "a 100, A 40, b 1, gamma 2; beta 0, .5, 1: alone and together",
     {120.0 / 7.0, 7.5, 40.0 / 3.0, 40.0 / 3.0, 60.0 / 7.0, 24},
     1e-10,
     kDerived,
     [] {
         Column numbers;
         for (const double spillover : {0.0, 0.5, 1.0}) {
             for (const double one : efforts(spillover)) numbers.push_back(one);
         }
         return numbers;
     }},
    {"T24",
     "giving freely",
     "weight .5, wealth (10,10), (12,8), (15,5), (20,0): the good and what each gives",
     {20.0 / 3, 10.0 / 3, 10.0 / 3, 20.0 / 3, 16.0 / 3, 4.0 / 3, 7.5, 7.5, 0, 10, 10, 0},
     1e-12,
     "DERIVED (numbers); neutrality and its limit: Bergstrom, Blume and Varian (1986)",
     [] {
         Column numbers;
         for (const Column& wealth : {Column{10, 10}, Column{12, 8}, Column{15, 5}, Column{20, 0}}) {
             for (const double one : gifts(wealth)) numbers.push_back(one);
         }
         return numbers;
     }},
    {"T24b",
     "an agreed good",
     "weight .5, wealth (12,8): the good, shares of its cost",
     {10, 0.6, 0.4},
     1e-12,
     kDerived,
     [] {
         const auto found = agreed_contributions(Column{0.5, 0.5}, Column{12, 8});
         return Column{found.total, found.shares[0], found.shares[1]};
     }},
    {"T25",
     "giving freely",
     "nine equal members, weight .3: freely given over agreed",
     {1.0 / 6.6},
     1e-12,
     kDerived,
     [] {
         const Column weights(9, 0.3), wealth(9, 7.0);
         return Column{voluntary_contributions(weights, wealth).total / agreed_contributions(weights, wealth).total};
     }},
    {"T26",
     "common effort",
     "nine members: each for itself, best for all, the gain; ag .25 and .5",
     {76.5, 364.5, 288, 202.5, 292.5},
     1e-10,
     kDerived,
     [] {
         const LinearQuadratic game{9, 1.0, 1.0};
         const auto welfare = [&](double agenda) { return common_effort(game, agenda).welfare; };
         return Column{welfare(0), welfare(1), welfare(1) - welfare(0), welfare(0.25), welfare(0.5)};
     }},
    {"T27",
     "stable alliances",
     "excludability 0, .25, .375 by coalition among 10; all four of 0, .25, .375, .45 by size among 25",
     {3, 5, 9, 3, 5, 9, 21},
     0.0,
     "DERIVED (closed form); three without exclusion is the classic result",
     [] {
         Column sizes;
         for (const double e : {0.0, 0.25, 0.375}) sizes.push_back(largest_stable(10, e, true));
         for (const double e : {0.0, 0.25, 0.375, 0.45}) sizes.push_back(largest_stable(25, e, false));
         return sizes;
     }},
    {"T28",
     "core and potential stability",
     "nine members: equal split in the core; joint payoff, claims of those who leave, potentially stable",
     {1, 364.5, 580.5, 0},
     1e-9,
     kDerived,
     [] {
         const auto report = fairness_report(gamma_worths(9), Column(9, 40.5));
         const auto row = alliance_stability(table_of(linear_quadratic_payoffs({9, 1.0, 1.0}, 0.0)), 511);
         return Column{report.in_core ? 1.0 : 0.0, row.joint, row.claims, row.potentially_internal ? 1.0 : 0.0};
     }},
    {"T29",
     "members who lead",
     "N 10, a 100, b 1, c .25: stable size; member, outsider and total at 4; total with none and with all",
     {4, 472.16, 474.91, 4738.12, 4720, 4878.05},
     5e-3,
     "DERIVED (the model of Barrett 1994, solved here; his table was not at hand)",
     [] {
         const auto found = leader_payoffs({10, 100.0, 1.0, 0.25});
         const auto sizes = stable_sizes(found.payoffs);
         return Column{sizes.size() == 1 ? static_cast<double>(sizes[0]) : -1.0,
                       found.payoffs.member[4],
                       found.payoffs.outsider[4],
                       found.total[4],
                       found.total[0],
                       found.total[10]};
     }},
    {"T30",
     "patience",
     "detection 1, .5, .25",
     {0.5, 2.0 / 3.0, 0.8},
     1e-12,
     kDerived,
     [] {
         return Column{critical_patience(1.0), critical_patience(0.5), critical_patience(0.25)};
     }},
    {"T31",
     "patience",
     "prisoners' dilemma 5, 3, 1",
     {0.5},
     1e-15,
     "DERIVED (Friedman 1971, as in any text on game theory)",
     [] {
         return Column{critical_patience(StageGame{5, 3, 1})};
     }},
    {"T31b",
     "assurance and timing",
     "success 4, alone 3, failure 0; three years apart at tau_s 3",
     {0.75, 0.36787944117144233},
     1e-12,
     kDerived,
     [] {
         return Column{assurance_threshold(4, 3, 0), synergy_left(3, 3)};
     }},
    {"T32",
     "coverage",
     "three of .3, overlap 0, 1, 2; share done twice at 1",
     {0.9, 0.657, 0.3, 0.27},
     1e-12,
     kDerived,
     [] {
         const Column shares(3, 0.3);
         return Column{union_coverage(shares, 0).share, union_coverage(shares, 1).share,
                       union_coverage(shares, 2).share, union_coverage(shares, 1).duplicated};
     }},
    {"T33",
     "experience",
     "progress ratio .8 at 8 times; .9 at 9 times",
     {0.512, 0.716065},
     1e-6,
     kDerived,
     [] {
         return Column{experience_factor(8, learning_exponent(0.8)), experience_factor(9, learning_exponent(0.9))};
     }},
    {"T34",
     "a backbone",
     "pairs 10,000, links 15,000, backbone 300,000",
     {10},
     1e-12,
     kDerived,
     [] { return Column{backbone_break_even(ConsortiumParameters{})}; }},
    {"T49",
     "fixture F1",
     "worth of 1, 2, D, 12, 1D, 2D, 12D; Shapley's shares, nucleolus, tau",
     {0, 0, 0, 0, 20000, 2500, 55000, 62500.0 / 3, 36250.0 / 3, 66250.0 / 3, 18750, 17500, 18750,
      55000 * 52500.0 / 142500, 55000 * 35000.0 / 142500, 55000 * 55000.0 / 142500},
     1e-6,
     kByHand,
     [] {
         const Column v = f1::worths();
         Column numbers{v[1], v[2], v[4], v[3], v[5], v[6], v[7]};
         const games::Game game{v};
         for (const Column& shares : {games::shapley(game), games::nucleolus(game).shares, games::tau(game)}) {
             numbers.insert(numbers.end(), shares.begin(), shares.end());
         }
         return numbers;
     }},
    {"T50",
     "fixture F1",
     "claims on 12D, gap; potentially stable at e .371 and .372; Shapley's shares in the core; stable ones under them",
     {87500, 32500, 0, 1, 1, 5, 6},
     1e-6,
     kByHand,
     [] {
         const auto table = f1::payoffs();
         const auto all = alliance_stability(table, 7);
         const auto potentially = [](double e) {
             return alliance_stability(f1::payoffs(e), 7).potentially_internal ? 1.0 : 0.0;
         };
         const Column v = f1::worths();
         Column numbers{all.claims, all.gap(), potentially(0.371), potentially(0.372),
                        fairness_report(v, shapley(v)).in_core ? 1.0 : 0.0};
         for (const auto& row : alliance_stability(shared(table, shapley))) {
             if (row.stable()) numbers.push_back(row.coalition);
         }
         return numbers;
     }},
    {"T51",
     "fixture F1",
     "without the synergy: worth of 1, 2, D, 12, 1D, 2D, 12D; what 12D spends (training alone)",
     {0, 0, 0, 0, 0, 0, 20000, 80000},
     1e-6,
     kByHand,
     [] {
         const Column v = f1::worths(false);
         return Column{v[1], v[2], v[4], v[3], v[5], v[6], v[7], f1::plan_of(7, false).cost};
     }},
};

INSTANTIATE_TEST_SUITE_P(Consortium, ReferenceDerived, testing::ValuesIn(rows_of_kind(kRows, true)), row_id);

}  // namespace
