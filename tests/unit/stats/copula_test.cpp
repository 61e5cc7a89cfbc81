// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/copula.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/streams.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::stats;

GaussianCopula three() {
    return {{"area", "wealth", "size"}, {1, .5, .2, .5, 1, .4, .2, .4, 1}};
}

template <class Call>
std::string message_of(Call call) {
    try {
        call();
    } catch (const RangeError& error) {
        return error.what();
    }
    return "no error";
}

TEST(ScoreCorrelation, TurnsRanksIntoScores) {
    // Computed with NumPy: 2 sin(pi r / 6).
    EXPECT_NEAR(score_correlation(0.5), 0.5176380902050415, 1e-15);
    EXPECT_NEAR(score_correlation(-0.9), -0.9079809994790935, 1e-15);
    EXPECT_NEAR(score_correlation(1.0), 1.0, 1e-15);
    EXPECT_EQ(score_correlation(0.0), 0.0);
}

TEST(GaussianCopula, MixesScoresByTheTriangularFactor) {
    const auto copula = three();
    std::vector<double> scores(3);
    copula.correlate(std::vector<double>{1, 0, 0}, scores);
    EXPECT_NEAR(scores[0], 1.0, 1e-15);
    EXPECT_NEAR(scores[1], 0.5, 1e-15);
    EXPECT_NEAR(scores[2], 0.2, 1e-15);
    copula.correlate(std::vector<double>{0, 1, 0}, scores);
    EXPECT_NEAR(scores[1], 0.8660254037844386, 1e-15);
    EXPECT_NEAR(scores[2], 0.34641016151377557, 1e-15);  // computed with NumPy: linalg.cholesky
    copula.correlate(std::vector<double>{0, 0, 1}, scores);
    EXPECT_NEAR(scores[2], 0.9165151389911679, 1e-15);
    // In place.
    std::vector<double> same{0.3, -1.2, 0.8}, apart(3);
    copula.correlate(same, apart);
    copula.correlate(same, same);
    EXPECT_EQ(same, apart);
}

TEST(GaussianCopula, GivesTheCorrelationsAskedFor) {
    const auto copula = three();
    const int count = 40000;
    double sums[3][3] = {};
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto u = random::uniforms(3, {i, 0, 0, 0}, random::Stream::population, 0);
        std::vector<double> z{normal_quantile(u[0]), normal_quantile(u[1]), normal_quantile(u[2])};
        copula.correlate(z, z);
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t b = 0; b < 3; ++b) sums[a][b] += z[a] * z[b] / count;
        }
    }
    // Standard error of a covariance sqrt((1 + r^2)/n) < 0.0071; four of them.
    for (Index a = 0; a < 3; ++a) {
        for (Index b = 0; b < 3; ++b) EXPECT_NEAR(sums[a][b], copula.correlation(a, b), 0.029);
    }
}

TEST(GaussianCopula, CompletesWhatASurveyDoesNotKnow) {
    const auto copula = three();
    // Wealth known: C_mo C_oo^-1 = (.5, .4); what is left has variances 1 - .25, 1 - .16 and covariance .2 - .2.
    const auto given_wealth = copula.given(std::vector<std::uint8_t>{0, 1, 0});
    std::vector<double> scores{99, 1.6, 99};
    given_wealth.complete(std::vector<double>{0, 7, 0}, scores);
    EXPECT_NEAR(scores[0], 0.8, 1e-15);
    EXPECT_EQ(scores[1], 1.6);
    EXPECT_NEAR(scores[2], 0.64, 1e-15);
    given_wealth.complete(std::vector<double>{1, 7, 1}, scores);
    EXPECT_NEAR(scores[0], 0.8 + std::sqrt(0.75), 1e-15);
    EXPECT_NEAR(scores[2], 0.64 + std::sqrt(0.84), 1e-15);
    EXPECT_EQ(given_wealth.missing(), (std::vector<Index>{0, 2}));

    // Area and size known. Computed with NumPy: weights .4375 and .3125, remaining sd .8100925873.
    const auto given_two = copula.given(std::vector<std::uint8_t>{1, 0, 1});
    scores = {1.0, 99, -2.0};
    given_two.complete(std::vector<double>{9, 0.5, 9}, scores);
    EXPECT_NEAR(scores[1], 0.4375 - 0.625 + 0.5 * 0.8100925873009825, 1e-14);
}

TEST(GaussianCopula, WithNothingKnownIsThePlainDraw) {
    const auto copula = three();
    const std::vector<double> z{0.7, -1.1, 0.2};
    std::vector<double> plain(3), completed(3, 99.0);
    copula.correlate(z, plain);
    copula.given(std::vector<std::uint8_t>{0, 0, 0}).complete(z, completed);
    EXPECT_EQ(completed, plain);
    std::vector<double> known{1, 2, 3};
    copula.given(std::vector<std::uint8_t>{1, 1, 1}).complete(z, known);
    EXPECT_EQ(known, (std::vector<double>{1, 2, 3}));
}

TEST(GaussianCopula, CompletedPopulationsHaveTheRightCorrelations) {
    // Draw all, forget two, complete them anew: the joint distribution must be unchanged.
    const auto copula = three();
    const auto conditional = copula.given(std::vector<std::uint8_t>{0, 1, 0});
    const int count = 40000;
    double sums[3][3] = {};
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto u = random::uniforms(4, {i, 0, 0, 0}, random::Stream::population, 0);
        const auto v = random::uniforms(4, {i, 0, 0, 0}, random::Stream::population, 1);
        std::vector<double> z{normal_quantile(u[0]), normal_quantile(u[1]), normal_quantile(u[2])};
        copula.correlate(z, z);
        conditional.complete(std::vector<double>{normal_quantile(v[0]), normal_quantile(v[1]), normal_quantile(v[2])},
                             z);
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t b = 0; b < 3; ++b) sums[a][b] += z[a] * z[b] / count;
        }
    }
    for (Index a = 0; a < 3; ++a) {
        for (Index b = 0; b < 3; ++b) EXPECT_NEAR(sums[a][b], copula.correlation(a, b), 0.029);
    }
}

TEST(GaussianCopula, ReadsPairs) {
    const std::vector<CorrelationPair> pairs{{"area", "wealth", 0.5}, {"size", "area", 0.1}};
    const auto scores = GaussianCopula::from_pairs({"area", "wealth", "size"}, pairs);
    EXPECT_EQ(scores.correlation(0, 1), 0.5);
    EXPECT_EQ(scores.correlation(2, 0), 0.1);
    EXPECT_EQ(scores.correlation(1, 2), 0.0);
    EXPECT_EQ(scores.correlation(1, 1), 1.0);
    const auto ranks = GaussianCopula::from_pairs({"area", "wealth", "size"}, pairs, CorrelationScale::ranks);
    EXPECT_NEAR(ranks.correlation(1, 0), 0.5176380902050415, 1e-15);

    const auto refused = [](std::vector<CorrelationPair> wrong) {
        return message_of([&] { GaussianCopula::from_pairs({"area", "wealth"}, wrong); });
    };
    EXPECT_NE(refused({{"area", "welth", 0.5}}).find("\"welth\" is not among the variables"), std::string::npos);
    EXPECT_NE(refused({{"area", "area", 0.5}}).find("with itself"), std::string::npos);
    EXPECT_NE(refused({{"area", "wealth", 0.5}, {"wealth", "area", 0.4}}).find("given twice"), std::string::npos);
}

TEST(GaussianCopula, SaysWhatIsWrong) {
    const auto refused = [](std::vector<double> c) {
        return message_of([&] { GaussianCopula({"area", "wealth"}, c, "ghana.toml [correlations]"); });
    };
    EXPECT_NE(refused({1, .5, .4, 1}).find("area and wealth is given as 0.5 and as 0.4"), std::string::npos);
    EXPECT_NE(refused({1, .5, .5, 2}).find("wealth with itself is 2"), std::string::npos);
    EXPECT_NE(refused({1, 1.5, 1.5, 1}).find("area and wealth is 1.5"), std::string::npos);
    EXPECT_NE(refused({1, std::nan(""), std::nan(""), 1}).find("area and wealth is nan"), std::string::npos);
    EXPECT_NE(refused({1, .5, .5}).find("3 correlations for 2 variables"), std::string::npos);
    EXPECT_NE(refused({1, .5, .5, 2}).find("ghana.toml [correlations]"), std::string::npos);
    EXPECT_NE(message_of([] {
                  GaussianCopula({"area", "area"}, {1, .5, .5, 1});
              }).find("occurs twice"),
              std::string::npos);
}

TEST(GaussianCopula, NamesThePairThatContradictsTheOthers) {
    // Area goes with wealth, wealth with cash, and cash against area: impossible at these strengths. The weakest
    // link in the chain of four is not the culprit.
    const std::vector<std::string> names{"age", "area", "wealth", "cash"};
    const std::vector<double> impossible{1, .1, .1, .1, .1, 1, .9, -.7, .1, .9, 1, .8, .1, -.7, .8, 1};
    const std::string message = message_of([&] { GaussianCopula(names, impossible); });
    EXPECT_NE(message.find("contradict one another"), std::string::npos) << message;
    EXPECT_EQ(message.find("age"), std::string::npos) << message;
    EXPECT_NE(message.find("most at fault"), std::string::npos) << message;
    EXPECT_NE(message.find("Bring that pair nearer to"), std::string::npos) << message;

    const auto near = nearest_positive_definite(impossible, 4);
    EXPECT_NO_THROW(GaussianCopula(names, near));
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(near[5 * i], 1.0);
    EXPECT_GT(near[4 * 1 + 2], 0.0);
    EXPECT_LT(near[4 * 1 + 3], 0.0);
}

TEST(GaussianCopula, LeavesAPossibleMatrixAlone) {
    const std::vector<double> fine{1, .5, .2, .5, 1, .4, .2, .4, 1};
    const auto near = nearest_positive_definite(fine, 3);
    for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(near[i], fine[i], 1e-6);
}

}  // namespace
