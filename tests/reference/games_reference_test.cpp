// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "../support/games.hpp"
#include "reference_row.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/games.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::reference_rows;
using namespace smallholder::test_support;
using Column = std::vector<double>;

constexpr const char* kTva = "P. D. Straffin, J. P. Heaney (1981), International Journal of Game Theory 10(1); H. P. Young (1994); recalled";
constexpr const char* kWorkingPaper = "H. P. Young, N. Okada, T. Hashimoto, WP-79-77, IIASA 1979, table 7";
constexpr const char* kCoopGame = "documentation and tests of the R package CoopGame 0.2.2";

Column join(Column a, const Column& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Game talmud(double estate) { return bankruptcy(estate, {100, 200, 300}); }

Game tennessee_valley() {
    return Game::of_costs(by_size(3, {163520, 140826, 250096, 301607, 378821, 367370, 412584}));
}

Game airport() {
    const Column runway{8, 11, 13, 18};
    Column costs(16, 0.0);
    for (Coalition s = 1; s < 16; ++s) {
        for (Index i = 0; i < 4; ++i) {
            if (contains(s, i)) costs[s] = std::max(costs[s], runway[static_cast<std::size_t>(i)]);
        }
    }
    return Game::of_costs(costs);
}

Game game3(const Column& listed) { return Game(by_size(3, listed)); }

/// By how much a split of the Swedish costs charges a coalition more than it would pay by itself.
double overcharged(const Column& x, std::string_view names) {
    return share_of(x, swedish(names)) - swedish_costs()(swedish(names));
}

/// The shares A, H, L, which every point of the least core has, and what a published point complains of at most.
Column least_core_of_sweden(Complaint complaint, const Column& published) {
    const LeastCore least = least_core(swedish_costs(), complaint);
    const Column e = complaints(swedish_costs(), published, complaint);
    return {least.epsilon, *std::max_element(e.begin() + 1, e.end() - 1), least.shares[0], least.shares[1], least.shares[3]};
}

const std::vector<ReferenceRow> kRows{
    {"T1", "nucleolus", "three claims 100, 200, 300 on an estate of 100, of 200, of 300",
     {100.0 / 3.0, 100.0 / 3.0, 100.0 / 3.0, 50, 75, 75, 50, 100, 150}, 1e-10,
     "R. J. Aumann, M. Maschler (1985), Journal of Economic Theory 36(2): the three cases of the Talmud",
     [] {
         return join(join(nucleolus(talmud(100)).shares, nucleolus(talmud(200)).shares), nucleolus(talmud(300)).shares);
     }},
    {"T2", "Shapley value, tau value", "claims 100, 200, 300 on 200",
     {100.0 / 3.0, 250.0 / 3.0, 250.0 / 3.0, 40, 80, 80}, 1e-10, "computed here from the definitions, by hand",
     [] { return join(shapley(talmud(200)), tau(talmud(200))); }},
    {"T3", "Shapley value", "costs of the Tennessee Valley Authority, thousand USD: navigation, flood control, power",
     {117829, 100756.5, 193998.5}, 0.51, kTva, [] { return shapley(tennessee_valley()); }},
    {"T4", "nucleolus", "costs of the Tennessee Valley Authority", {116234, 93540, 202810}, 0.51, kTva,
     [] { return nucleolus(tennessee_valley()).shares; }},
    {"T5", "SCRB, tau value, Gately point", "costs of the Tennessee Valley Authority",
     {117475.54, 99157.29, 195951.16, 117475.54, 99157.29, 195951.16, 117475.54, 99157.29, 195951.16}, 0.01,
     "the alternate cost avoided method of the authority, recalled; that all three agree is an identity of this game",
     [] {
         const Game game = tennessee_valley();
         return join(join(scrb(game), tau(game)), gately(game).shares);
     }},
    {"T6", "Shapley value", "Swedish municipalities A H K L M T; HKL pays more than it would by itself, so outside the core",
     {20.01, 10.71, 6.61, 10.37, 16.94, 19.18, 0.43, 0}, 0.0101, kWorkingPaper,
     [] {
         const Column x = shapley(swedish_costs());
         return join(x, {overcharged(x, "HKL"), core_membership(swedish_costs(), x).inside ? 1.0 : 0.0});
     }},
    {"T7", "SCRB", "Swedish municipalities; AHL, HKL, AHKL pay more than they would by themselves",
     {19.54, 13.28, 5.62, 10.90, 16.66, 17.82, 0.51, 2.54, 0.39}, 0.0101, kWorkingPaper,
     [] {
         const Column x = scrb(swedish_costs());
         return join(x, {overcharged(x, "AHL"), overcharged(x, "HKL"), overcharged(x, "AHKL")});
     }},
    {"T8", "nucleolus", "Swedish municipalities", {20.35, 12.06, 5.00, 8.61, 18.32, 19.49}, 0.0101,
     "A to L: WP-79-77; M, T: H. P. Young, N. Okada, T. Hashimoto (1982), Water Resources Research 18(3), recalled. The working "
     "paper prints M 18.60, T 19.21, a point of the least core with these two exchanged",
     [] { return nucleolus(swedish_costs()).shares; }},
    {"T9", "least core per member", "Swedish municipalities: eps, the loudest complaint of the published point, A, H, L",
     {-0.5339, -0.53, 20.03, 12.52, 9.07}, 0.0101, kWorkingPaper,
     [] {
         return least_core_of_sweden(Complaint::per_capita, {20.03, 12.52, 3.94, 9.07, 20.11, 18.15});
     }},
    {"T10", "proportional least core", "Swedish municipalities: eps, the loudest complaint of the published point, A, H, L",
     {-0.03681, -0.0368, 19.81, 12.57, 9.25}, 0.0101, kWorkingPaper,
     [] {
         return least_core_of_sweden(Complaint::proportional, {19.81, 12.57, 4.35, 9.25, 19.85, 17.99});
     }},
    {"T11", "superadditive savings", "Swedish municipalities: no; AHL and MT pay 82.63 apart and 83.00 together",
     {0, 0.37, 0.37, 1}, 1e-9, "computed here from the table of costs",
     [] {
         const Game costs = swedish_costs();
         const Property found = superadditive(costs);
         const Coalition ahl = swedish("AHL"), mt = swedish("MT");
         return Column{found.holds ? 1.0 : 0.0, found.by, costs(ahl | mt) - costs(ahl) - costs(mt),
                       (found.first == ahl && found.second == mt) || (found.first == mt && found.second == ahl) ? 1.0 : 0.0};
     }},
    {"T12", "Shapley value, nucleolus", "a runway for aircraft that need 8, 11, 13, 18",
     {2, 3, 4, 9, 3.25, 3.25, 3.25, 8.25}, 1e-10,
     "S. C. Littlechild, G. Owen (1973), Management Science 20(3), as quoted in an encyclopaedia; the nucleolus by hand",
     [] { return join(shapley(airport()), nucleolus(airport()).shares); }},
    {"T13", "Shapley value, nucleolus", "one left glove, two right", {2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0, 1, 0, 0}, 1e-10, kCoopGame,
     [] { return join(shapley(gloves(1, 2)), nucleolus(gloves(1, 2)).shares); }},
    {"T14", "Shapley value", "gloves: one left of ten; four left, one right",
     {0.9, 1.0 / 90.0, 1.0 / 90.0, 0.05, 0.05, 0.05, 0.05, 0.8}, 1e-10, kCoopGame,
     [] {
         const Column ten = shapley(gloves(1, 9));
         return join({ten[0], ten[1], ten[9]}, shapley(gloves(4, 1)));
     }},
    {"T15", "Shapley value, nucleolus", "three investors whose joint deposit earns more",
     {51750, 25875, 12375, 52687.5, 24468.75, 12843.75}, 1e-6,
     "data of the R package GameTheory, after J. Lemaire (1991), ASTIN Bulletin 21(1); Shapley recalled",
     [] {
         const Game game = game3({46125, 17437.5, 5812.5, 69187.5, 53812.5, 30750, 90000});
         return join(shapley(game), nucleolus(game).shares);
     }},
    {"T16", "nucleolus, prenucleolus", "-1, 0, 1, 3, 4, 2, 5: both the same; 2, 6, 5, 15, 1, 18, 14: not",
     {8.0 / 3.0, 2.0 / 3.0, 5.0 / 3.0, 8.0 / 3.0, 2.0 / 3.0, 5.0 / 3.0, 2, 7, 5, -1, 13, 2}, 1e-10, kCoopGame,
     [] {
         const Game same = game3({-1, 0, 1, 3, 4, 2, 5}), other = game3({2, 6, 5, 15, 1, 18, 14});
         return join(join(nucleolus(same).shares, prenucleolus(same).shares),
                     join(nucleolus(other).shares, prenucleolus(other).shares));
     }},
    {"T17", "nucleolus, prenucleolus", "0, 0, 0, 10, 0, 0, 2: nucleolus and prenucleolus; a game of four",
     {1, 1, 0, 3, 3, -4, 3.5, 4.5, 5.5, 7.5}, 1e-10,
     "B. Peleg, P. Sudholter (2007), Introduction to the Theory of Cooperative Games, example 5.5.12; CoopGame",
     [] {
         const Game game = game3({0, 0, 0, 10, 0, 0, 2});
         const Game four(by_size(4, {0, 0, 0, 0, 5, 5, 8, 9, 10, 8, 13, 15, 16, 17, 21}));
         return join(join(nucleolus(game).shares, prenucleolus(game).shares), nucleolus(four).shares);
     }},
    {"T18", "nucleolus, nucleolus per member, Gately point",
     "68, 102, 0, 170, 710, 762, 992; 0, 0, 0, 0, 9, 10, 12; 0, 0, 0, 4, 0, 3, 6",
     {149, 192, 651, 2.0 / 3.0, 7.0 / 6.0, 61.0 / 6.0, 18.0 / 11.0, 36.0 / 11.0, 12.0 / 11.0}, 1e-10,
     "documentation of the R packages coopProductGame and CoopGame",
     [] {
         const Game per_member = game3({0, 0, 0, 0, 9, 10, 12});
         return join(join(nucleolus(game3({68, 102, 0, 170, 710, 762, 992})).shares,
                          nucleolus(per_member, {.complaint = Complaint::per_capita}).shares),
                     gately(game3({0, 0, 0, 4, 0, 3, 6})).shares);
     }},
    {"T19", "tau value, Shapley value",
     "tau of 0, 0, 0, 2, 2, 3, 5, and of 1 to 7 (refused: 1); Shapley of 2, 4, 5, 18, 14, 9, 24; the rights of Ibn Ezra 120, 60, 40, 30",
     {1.25, 1.875, 1.875, 1, 9.5, 8, 6.5, 485.0 / 6.0, 125.0 / 6.0, 65.0 / 6.0, 7.5}, 1e-10, kCoopGame,
     [] {
         double refused = 0.0;
         try {
             tau(game3({1, 2, 3, 4, 5, 6, 7}));
         } catch (const RangeError&) {
             refused = 1.0;
         }
         const Column rights{120, 60, 40, 30};
         const Game inheritance = game_of(4, [&](Coalition s) {
             double largest = 0.0;
             for (Index i = 0; i < 4; ++i) largest = std::max(largest, contains(s, i) ? rights[static_cast<std::size_t>(i)] : 0.0);
             return largest;
         });
         return join(join(tau(game3({0, 0, 0, 2, 2, 3, 5})), {refused}),
                     join(shapley(game3({2, 4, 5, 18, 14, 9, 24})), shapley(inheritance)));
     }},
};

INSTANTIATE_TEST_SUITE_P(Games, ReferenceSeen, testing::ValuesIn(rows_of_kind(kRows, false)), row_id);
INSTANTIATE_TEST_SUITE_P(Games, ReferenceDerived, testing::ValuesIn(rows_of_kind(kRows, true)), row_id);

/// How much louder than eps the loudest complaint is, with K or M held at a value and the other one as good as can be.
double beyond(Complaint complaint, char held, double value) {
    const LeastCore least = least_core(swedish_costs(), complaint);
    const auto louder = [&](double free) {
        Column x = least.shares;
        x[2] = held == 'K' ? value : free;
        x[4] = held == 'K' ? free : value;
        x[5] = 83.82 - x[0] - x[1] - x[2] - x[3] - x[4];
        const Column e = complaints(swedish_costs(), x, complaint);
        return *std::max_element(e.begin() + 1, e.end() - 1) - least.epsilon;
    };
    // The greatest of linear functions is convex: search by thirds.
    double low = 0.0, high = 30.0;
    for (int step = 0; step < 200; ++step) {
        const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
        (louder(a) < louder(b) ? high : low) = louder(a) < louder(b) ? b : a;
    }
    return louder(low);
}

TEST(ReferenceGames, T9AndT10LeaveKAndMFreeBetweenTheseEnds) {
    struct End {
        Complaint complaint;
        char held;
        double low, high, published;
    };
    // Ends computed with another program; the published points lie between them, so they are one optimum of many.
    for (const auto& [complaint, held, low, high, published] :
         {End{Complaint::per_capita, 'K', 3.859, 4.069, 3.94}, End{Complaint::per_capita, 'M', 16.686, 20.276, 20.11},
          End{Complaint::proportional, 'K', 4.232, 4.434, 4.35}, End{Complaint::proportional, 'M', 16.586, 20.044, 19.85}}) {
        EXPECT_LT(beyond(complaint, held, low + 0.001), 1e-7) << held;
        EXPECT_LT(beyond(complaint, held, high - 0.001), 1e-7) << held;
        EXPECT_LT(beyond(complaint, held, published), 1e-7) << held;
        EXPECT_GT(beyond(complaint, held, low - 0.001), 1e-6) << held;
        EXPECT_GT(beyond(complaint, held, high + 0.001), 1e-6) << held;
    }
}

}  // namespace
