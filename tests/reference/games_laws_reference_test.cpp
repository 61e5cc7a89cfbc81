// SPDX-License-Identifier: Apache-2.0
/// Laws over random games: what must hold of any game, checked by means other than the library's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "../support/games.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::games;
using namespace smallholder::test_support;

TEST(GameLaws, T61NucleolusOfAThousandRandomGamesPassesKohlberg) {
    std::mt19937_64 random(61);
    for (int k = 0; k < 1000; ++k) {
        const Index n = 3 + k % 5;
        // Every third of whole numbers, in which complaints tie.
        const Game drawn = random_game(n, random);
        const Game game = k % 3 != 0 ? drawn : game_of(n, [&](Coalition s) { return std::floor(4.0 * drawn(s)); });
        if (k % 2 == 0) {
            ASSERT_TRUE(kohlberg_by_tableau(game, prenucleolus(game).shares, Complaint::total, false)) << "game " << k;
        }
        ASSERT_TRUE(kohlberg_by_tableau(game, nucleolus(game).shares, Complaint::total, true)) << "game " << k;
    }
}

TEST(GameLaws, T61OtherComplaintsPassTheirKohlbergToo) {
    std::mt19937_64 random(62);
    for (int k = 0; k < 200; ++k) {
        const Game game = random_game(3 + k % 4, random);
        for (const auto complaint : {Complaint::per_capita, Complaint::proportional}) {
            ASSERT_TRUE(kohlberg_by_tableau(game, nucleolus(game, {.complaint = complaint}).shares, complaint, true)) << k;
        }
    }
}

TEST(GameLaws, T61TheTableauRejectsWhatIsNotTheNucleolus) {
    std::mt19937_64 random(63);
    for (int k = 0; k < 100; ++k) {
        const Game game = random_game(3 + k % 5, random);
        std::vector<double> x = nucleolus(game).shares;
        x[0] += 1e-3;
        x[1] -= 1e-3;
        ASSERT_FALSE(kohlberg_by_tableau(game, x, Complaint::total, true)) << "game " << k;
    }
}

TEST(GameLaws, T61ShapleyIsEfficientSymmetricAdditiveAndGivesADummyWhatItHas) {
    std::mt19937_64 random(64);
    for (int k = 0; k < 100; ++k) {
        const Index n = 3 + k % 5;
        const Game a = random_game(n, random), b = random_game(n, random);
        const Coalition last = only(n - 1), all = everyone_of(n);
        // Members 0 and 1 made alike; the last one brings 0.2 to anybody.
        const Game special = game_of(n, [&](Coalition s) {
            const Coalition rest = s & ~last;
            const Coalition first = (rest & 3u) == 2u ? (rest ^ 3u) : rest;
            return (first != 0 ? a(first & all) : 0.0) + (contains(s, n - 1) ? 0.2 : 0.0);
        });
        const auto phi = shapley(special), of_a = shapley(a), of_b = shapley(b);
        const auto of_sum = shapley(game_of(n, [&](Coalition s) { return a(s) + b(s); }));
        EXPECT_NEAR(std::accumulate(of_a.begin(), of_a.end(), 0.0), a.grand(), 1e-12);
        EXPECT_NEAR(phi[0], phi[1], 1e-12);
        EXPECT_NEAR(phi.back(), 0.2, 1e-12);
        for (std::size_t i = 0; i < of_a.size(); ++i) EXPECT_NEAR(of_sum[i], of_a[i] + of_b[i], 1e-12);
    }
}

TEST(GameLaws, T61ShapleyOfAConvexGameIsInTheCoreAndSoIsTheNucleolus) {
    std::mt19937_64 random(65);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    for (int k = 0; k < 100; ++k) {
        const Index n = 3 + k % 4;
        // Sums of games in which one coalition is all that counts are convex.
        std::vector<double> dividend(std::size_t{1} << n, 0.0);
        for (std::size_t s = 1; s < dividend.size(); ++s) dividend[s] = uniform(random);
        const Game game = game_of(n, [&](Coalition s) {
            double sum = 0.0;
            for (Coalition t = s; t != 0; t = (t - 1) & s) sum += dividend[t];
            return sum;
        });
        ASSERT_TRUE(convex(game).holds);
        EXPECT_TRUE(superadditive(game).holds);
        EXPECT_TRUE(core_membership(game, shapley(game)).inside);
        EXPECT_TRUE(core_membership(game, nucleolus(game).shares).inside);
        EXPECT_FALSE(core_of(game).empty);
    }
}

TEST(GameLaws, T61NamesOfMembersDoNotMatter) {
    std::mt19937_64 random(66);
    for (int k = 0; k < 60; ++k) {
        const Index n = 3 + k % 5;
        const Game game = random_game(n, random);
        std::vector<Index> name(static_cast<std::size_t>(n));
        std::iota(name.begin(), name.end(), Index{0});
        std::shuffle(name.begin(), name.end(), random);
        const Game renamed = game_of(n, [&](Coalition s) {
            Coalition old = 0;
            for (Index i = 0; i < n; ++i) old |= contains(s, name[static_cast<std::size_t>(i)]) ? only(i) : 0;
            return game(old);
        });
        const auto expect_renamed = [&](const std::vector<double>& before, const std::vector<double>& after, const char* rule) {
            for (std::size_t i = 0; i < before.size(); ++i) {
                EXPECT_NEAR(after[static_cast<std::size_t>(name[i])], before[i], 1e-12) << rule;
            }
        };
        expect_renamed(nucleolus(game).shares, nucleolus(renamed).shares, "nucleolus");
        expect_renamed(prenucleolus(game, {.complaint = Complaint::per_capita}).shares,
                       prenucleolus(renamed, {.complaint = Complaint::per_capita}).shares, "per member");
        expect_renamed(shapley(game), shapley(renamed), "shapley");
        EXPECT_NEAR(least_core(game).epsilon, least_core(renamed).epsilon, 1e-12);
    }
}

/// The contested garment rule of the Talmud: half the claims bound what is gained from below and what is lost from above.
std::vector<double> contested_garment(double estate, const std::vector<double>& claims) {
    const double total = std::accumulate(claims.begin(), claims.end(), 0.0);
    const bool scarce = estate <= total / 2.0;
    const double shared = scarce ? estate : total - estate;
    // Equal awards, none above half a claim: the level that uses up what is shared.
    double low = 0.0, high = *std::max_element(claims.begin(), claims.end());
    const auto used = [&](double level) {
        double sum = 0.0;
        for (const double claim : claims) sum += std::min(level, claim / 2.0);
        return sum;
    };
    for (int step = 0; step < 200; ++step) (used((low + high) / 2.0) < shared ? low : high) = (low + high) / 2.0;
    std::vector<double> awards;
    for (const double claim : claims) awards.push_back(scarce ? std::min(low, claim / 2.0) : claim - std::min(low, claim / 2.0));
    return awards;
}

TEST(GameLaws, T62NucleolusOfABankruptcyIsTheContestedGarmentRule) {
    std::mt19937_64 random(67);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    for (int k = 0; k < 300; ++k) {
        const Index n = 2 + k % 8;
        std::vector<double> claims;
        for (Index i = 0; i < n; ++i) claims.push_back(100.0 * uniform(random));
        const double estate = std::accumulate(claims.begin(), claims.end(), 0.0) * uniform(random);
        const auto expected = contested_garment(estate, claims);
        const auto found = nucleolus(bankruptcy(estate, claims)).shares;
        for (std::size_t i = 0; i < claims.size(); ++i) ASSERT_NEAR(found[i], expected[i], 1e-9) << "game " << k;
    }
}

}  // namespace
