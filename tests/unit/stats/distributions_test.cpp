// SPDX-License-Identifier: Apache-2.0
// Expected values computed with SciPy 1.17 where they are written out.
#include "smallholder/stats/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::stats;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void expect_close(double found, double expected, double relative = 1e-12) {
    EXPECT_NEAR(found, expected, relative * std::fabs(expected));
}

std::vector<Distribution> examples() {
    return {Distribution::normal(-2.0, 3.0),
            Distribution::lognormal_from_p5_p95(0.1, 0.6),
            Distribution::uniform(-1.0, 4.0),
            Distribution::triangular(0.0, 1.0, 4.0),
            Distribution::beta(0.25, 0.20),
            Distribution::beta_from_p5_p95(0.02, 0.10),
            Distribution::pert(2.0, 3.0, 10.0),
            Distribution::pert_from_p5_p95(2.0, 3.0, 8.0),
            Distribution::normal(10.0, 4.0).truncated(6.0, 12.0),
            Distribution::lognormal(180.0, 60.0).truncated(0.0, 300.0),
            Distribution::beta(0.25, 0.20).truncated(0.1, 1.0)};
}

TEST(Distributions, QuantileAndCdfAreInverse) {
    for (const auto& d : examples()) {
        for (const double u : {0x1p-33, 0.001, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999, 1.0 - 0x1p-33}) {
            EXPECT_NEAR(cdf(d, quantile(d, u)), u, 1e-11) << name_of(d.kind()) << " at " << u;
        }
    }
}

TEST(Distributions, QuantilesRiseWithU) {
    for (const auto& d : examples()) {
        double before = -kInfinity;
        for (int i = 1; i < 4096; ++i) {
            const double x = quantile(d, i / 4096.0);
            ASSERT_GE(x, before) << name_of(d.kind()) << " at " << i / 4096.0;
            before = x;
        }
    }
}

TEST(Distributions, MeanAndSpreadAreThoseOfTheQuantiles) {
    for (const auto& d : examples()) {
        // Midpoints of 100,000 equal parts of probability.
        const int parts = 100000;
        double first = 0.0, second = 0.0;
        for (int i = 0; i < parts; ++i) {
            const double x = quantile(d, (i + 0.5) / parts);
            first += x / parts;
            second += x * x / parts;
        }
        const double sd = std::sqrt(second - first * first);
        EXPECT_NEAR(mean(d), first, 1e-4 * sd) << name_of(d.kind());
        EXPECT_NEAR(standard_deviation(d), sd, 2e-3 * sd) << name_of(d.kind());
    }
}

TEST(Normal, HasTheRangeAskedFor) {
    const auto d = Distribution::normal_from_p5_p95(-1.0, 3.0);
    expect_close(quantile(d, 0.05), -1.0);
    expect_close(quantile(d, 0.95), 3.0);
    EXPECT_EQ(mean(d), 1.0);
    expect_close(standard_deviation(d), 2.0 / 1.6448536269514722);
}

TEST(Lognormal, HasTheRangeOrTheMomentsAskedFor) {
    const auto d = Distribution::lognormal_from_p5_p95(0.1, 0.6);
    expect_close(quantile(d, 0.05), 0.1);
    expect_close(quantile(d, 0.95), 0.6);
    expect_close(quantile(d, 0.5), 0.2449489742783178);
    expect_close(quantile(d, 0.25), 0.16964107690994018);
    expect_close(mean(d), 0.2841138708647459);
    expect_close(standard_deviation(d), 0.16696249869271262);

    const auto by_moments = Distribution::lognormal(180.0, 60.0);
    expect_close(mean(by_moments), 180.0);
    expect_close(standard_deviation(by_moments), 60.0);
    expect_close(quantile(by_moments, 0.9), 258.85267125171345);
    expect_close(cdf(by_moments, 200.0), 0.68683159799989);
    EXPECT_EQ(cdf(by_moments, -5.0), 0.0);
    EXPECT_EQ(cdf(by_moments, 0.0), 0.0);

    // Row TB14: ln 1000 and .4 give the mean 1083.287.
    expect_close(mean(Distribution::lognormal_from_median(1000.0, 0.4)), 1083.28706767496, 1e-9);
}

TEST(Uniform, HasTheRangeAskedFor) {
    const auto d = Distribution::uniform_from_p5_p95(1.0, 10.0);
    expect_close(quantile(d, 0.05), 1.0);
    expect_close(quantile(d, 0.95), 10.0);
    expect_close(mean(d), 5.5);
    expect_close(standard_deviation(Distribution::uniform(0.0, 12.0)), std::sqrt(12.0));
    EXPECT_EQ(cdf(d, -3.0), 0.0);
    EXPECT_EQ(cdf(d, 30.0), 1.0);
}

TEST(Triangular, AgreesWithSciPy) {
    const auto d = Distribution::triangular(0.0, 1.0, 4.0);
    expect_close(quantile(d, 0.1), 0.6324555320336759);
    expect_close(quantile(d, 0.7), 2.102633403898972);
    expect_close(mean(d), 1.6666666666666667);
    expect_close(standard_deviation(d), 0.8498365855987975);
    expect_close(cdf(d, 2.5), 0.8125);
    // The mode may be an end.
    expect_close(quantile(Distribution::triangular(0.0, 0.0, 1.0), 0.75), 0.5);
    expect_close(quantile(Distribution::triangular(0.0, 1.0, 1.0), 0.25), 0.5);
    EXPECT_EQ(cdf(Distribution::triangular(0.0, 0.0, 1.0), 0.0), 0.0);
}

TEST(Triangular, OfARangeHasItsModeAndItsRange) {
    const auto d = Distribution::triangular_from_p5_p95(2.0, 3.0, 8.0);
    expect_close(quantile(d, 0.05), 2.0);
    expect_close(quantile(d, 0.95), 8.0);
    expect_close(d.parameters()[0], 1.0947358691747164, 1e-9);
    EXPECT_EQ(d.parameters()[1], 3.0);
    expect_close(d.parameters()[2], 9.697250694285923, 1e-9);
}

TEST(Beta, HasTheMomentsAskedFor) {
    const auto d = Distribution::beta(0.25, 0.20);
    expect_close(d.parameters()[0], 0.921875);
    expect_close(d.parameters()[1], 2.765625);
    expect_close(mean(d), 0.25);
    expect_close(standard_deviation(d), 0.20);
    expect_close(quantile(d, 0.1), 0.02996952159767338);
    expect_close(quantile(d, 0.9), 0.5474525004530256);
    EXPECT_EQ(cdf(d, -0.5), 0.0);
    EXPECT_EQ(cdf(d, 1.5), 1.0);
    expect_close(mean(Distribution::beta_from_shape(2.0, 6.0)), 0.25);
}

TEST(Beta, OfARangeAgreesWithSciPy) {
    // Solved with scipy.optimize.root: p5, p95, alpha, beta, mean, median.
    const double known[][6] = {
        {0.1, 0.4, 4.775196408659525, 15.55555938592904, 0.23487549882088193, 0.22606150463067304},
        {0.02, 0.1, 4.379165492118814, 77.01779311554048, 0.05380011203154146, 0.05017416680548872},
        {0.6, 0.95, 10.007558105275919, 2.4493700726150456, 0.8033728670795195, 0.8198680491908085},
        {0.01, 0.9, 0.669395280461038, 1.1224183499057212, 0.37358532668602495, 0.3198186787896838},
        {0.42, 0.44, 2850.9792880276477, 3779.390247182036, 0.42998799280913474, 0.4299809528615853}};
    for (const auto& [p5, p95, alpha, beta, average, median] : known) {
        const auto d = Distribution::beta_from_p5_p95(p5, p95);
        expect_close(d.parameters()[0], alpha, 1e-8);
        expect_close(d.parameters()[1], beta, 1e-8);
        expect_close(mean(d), average, 1e-9);
        expect_close(quantile(d, 0.5), median, 1e-9);
        expect_close(quantile(d, 0.05), p5, 1e-10);
        expect_close(quantile(d, 0.95), p95, 1e-10);
    }
}

TEST(Beta, OfAnyPossibleRangeMeetsIt) {
    for (double low : {1e-4, 0.003, 0.05, 0.3, 0.6, 0.9}) {
        for (double width : {0.01, 0.05, 0.2, 0.5, 0.9}) {
            const double high = low + width * (1.0 - low) * 0.999;
            const auto d = Distribution::beta_from_p5_p95(low, high);
            EXPECT_NEAR(cdf(d, low), 0.05, 1e-10) << low << " " << high;
            EXPECT_NEAR(cdf(d, high), 0.95, 1e-10) << low << " " << high;
        }
    }
}

TEST(Pert, AgreesWithSciPy) {
    const auto d = Distribution::pert(2.0, 3.0, 10.0);
    expect_close(quantile(d, 0.05), 2.2915781443631107);
    expect_close(quantile(d, 0.95), 6.502756884279825);
    expect_close(mean(d), 4.0);  // (low + 4 mode + high) / 6
    expect_close(standard_deviation(d), 1.3093073414159542);
    expect_close(cdf(d, 5.0), 0.7828077098525033);
}

TEST(Pert, OfARangeHasItsModeAndItsRange) {
    const auto d = Distribution::pert_from_p5_p95(2.0, 3.0, 8.0);
    expect_close(quantile(d, 0.05), 2.0, 1e-10);
    expect_close(quantile(d, 0.95), 8.0, 1e-10);
    const auto& [alpha, beta, low, high] = d.parameters();
    expect_close(low, 1.587935220256101, 1e-9);
    expect_close(high, 13.001419676391352, 1e-9);
    expect_close(low + (high - low) * (alpha - 1.0) / (alpha + beta - 2.0), 3.0, 1e-9);  // the mode of a beta
}

TEST(Discrete, TakesEachValueWithItsProbability) {
    const std::vector<double> values{30.0, 10.0, 20.0, 99.0}, probabilities{0.5, 0.2, 0.3, 0.0};
    const auto d = Distribution::discrete(values, probabilities);
    EXPECT_EQ(quantile(d, 0.1), 10.0);
    EXPECT_EQ(quantile(d, 0.2), 10.0);
    EXPECT_EQ(quantile(d, 0.200001), 20.0);
    EXPECT_EQ(quantile(d, 0.499999), 20.0);
    EXPECT_EQ(quantile(d, 0.51), 30.0);
    EXPECT_EQ(quantile(d, 0.9999999), 30.0);
    EXPECT_EQ(cdf(d, 9.9), 0.0);
    EXPECT_EQ(cdf(d, 20.0), 0.5);
    EXPECT_EQ(cdf(d, 50.0), 1.0);
    expect_close(mean(d), 23.0);
    expect_close(standard_deviation(d), std::sqrt(61.0));
}

TEST(Fixed, NeverMoves) {
    const auto d = Distribution::fixed(4.5);
    EXPECT_EQ(quantile(d, 0.01), 4.5);
    EXPECT_EQ(quantile(d, 0.99), 4.5);
    EXPECT_EQ(mean(d), 4.5);
    EXPECT_EQ(standard_deviation(d), 0.0);
    EXPECT_EQ(cdf(d, 4.4), 0.0);
    EXPECT_EQ(cdf(d, 4.5), 1.0);
    EXPECT_EQ(quantile(Distribution{}, 0.5), 0.0);
}

TEST(Truncated, IsTheConditionalDistribution) {
    const auto d = Distribution::normal(10.0, 4.0).truncated(6.0, 12.0);
    EXPECT_TRUE(d.is_truncated());
    expect_close(quantile(d, 0.1), 6.8011124538385985);
    expect_close(quantile(d, 0.5), 9.2441270711769);
    expect_close(cdf(d, 9.0), 0.4553962803840611);
    expect_close(mean(d), 9.173475127753868, 1e-7);
    expect_close(standard_deviation(d), 1.662640113008191, 1e-6);
    EXPECT_EQ(cdf(d, 5.9), 0.0);
    EXPECT_EQ(cdf(d, 12.0), 1.0);
    EXPECT_GE(quantile(d, 1e-15), 6.0);
    EXPECT_LE(quantile(d, 1.0 - 1e-15), 12.0);

    // Cocoa areas: lognormal of mean 2.9 ha, log-sd .75, kept between .2 and 12 ha.
    const auto area =
        Distribution::lognormal_from_median(2.9 * std::exp(-0.5 * 0.75 * 0.75), 0.75).truncated(0.2, 12.0);
    expect_close(mean(area), 2.746971567576731, 1e-7);
    expect_close(standard_deviation(area), 2.0236171932035045, 1e-6);
    expect_close(quantile(area, 0.3), 1.4676772531787745, 1e-11);
}

TEST(Truncated, OneSidedAndTwiceAndHarmlessBoundsWork) {
    const auto one = Distribution::normal(0.0, 1.0).truncated(0.0, kInfinity);
    expect_close(quantile(one, 0.5), 0.6744897501960817);
    expect_close(mean(one), std::sqrt(2.0 / 3.14159265358979323846), 1e-7);
    const auto twice = one.truncated(-1.0, 1.0);
    EXPECT_GE(quantile(twice, 1e-9), 0.0);
    EXPECT_LE(quantile(twice, 1.0 - 1e-9), 1.0);
    expect_close(cdf(twice, 0.5), 0.19146246127401312 / 0.3413447460685429);
    EXPECT_FALSE(Distribution::uniform(0.0, 1.0).truncated(-5.0, 5.0).is_truncated());
    EXPECT_EQ(quantile(Distribution::fixed(2.0).truncated(0.0, 3.0), 0.5), 2.0);
}

TEST(FromRow, ReadsTheColumnsOfAParameterTable) {
    using Kind = DistributionKind;
    EXPECT_EQ(Distribution::from_row(Kind::fixed, 3.0, 1.0, 5.0).kind(), Kind::fixed);
    EXPECT_EQ(Distribution::from_row(Kind::lognormal, 3.0, 3.0, 3.0).kind(), Kind::fixed);
    for (const Kind kind : {Kind::normal, Kind::lognormal, Kind::uniform, Kind::triangular, Kind::beta, Kind::pert}) {
        const auto d = Distribution::from_row(kind, 0.2, 0.1, 0.4);
        EXPECT_EQ(d.kind(), kind);
        EXPECT_NEAR(quantile(d, 0.05), 0.1, 1e-10) << name_of(kind);
        EXPECT_NEAR(quantile(d, 0.95), 0.4, 1e-10) << name_of(kind);
    }
    EXPECT_THROW(Distribution::from_row(Kind::discrete, 0.2, 0.1, 0.4), RangeError);
    EXPECT_THROW(Distribution::from_row(Kind::fixed, 0.2, 0.4, 0.1), RangeError);
}

TEST(DistributionKind, IsNamedAsInFiles) {
    for (const char* name : {"fixed", "normal", "lognormal", "triangular", "uniform", "beta", "pert", "discrete"}) {
        EXPECT_EQ(name_of(distribution_kind(name)), name);
    }
    try {
        distribution_kind("gaussian", "ghana.toml line 4");
        FAIL();
    } catch (const RangeError& error) {
        EXPECT_STREQ(error.what(),
                     "ghana.toml line 4: \"gaussian\" is not a distribution. Use one of fixed, normal, lognormal, "
                     "triangular, uniform, beta, pert, discrete.");
    }
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

TEST(Distributions, SayWhatIsWrong) {
    using D = Distribution;
    const auto has = [](const std::string& message, const char* part) {
        EXPECT_NE(message.find(part), std::string::npos) << message;
    };
    has(message_of([] { D::lognormal_from_p5_p95(5.0, 3.0, "parameter ymax"); }),
        "parameter ymax: p5 5 is above p95 3");
    has(message_of([] { D::normal_from_p5_p95(2.0, 2.0); }), "are both 2");
    has(message_of([] { D::lognormal_from_p5_p95(-1.0, 3.0); }), "use normal for one that may be negative");
    has(message_of([] { D::uniform(kNaN, 1.0); }), "missing or infinite");
    has(message_of([] { D::normal(0.0, kInfinity); }), "missing or infinite");
    has(message_of([] { D::normal(0.0, -1.0); }), "is not positive");
    has(message_of([] { D::lognormal(0.0, 1.0); }), "the mean 0 is not positive");
    has(message_of([] { D::triangular(0.0, 5.0, 4.0); }), "the mode 5 is not between 0 and 4");
    has(message_of([] { D::pert(4.0, 2.0, 1.0); }), "low 4 is above high 1");
    has(message_of([] { D::pert_from_p5_p95(2.0, 2.0, 5.0); }), "on the edge of its own 90% range");
    has(message_of([] { D::beta(0.5, 0.5); }), "below 0.5");
    has(message_of([] { D::beta(25.0, 5.0); }), "percentages divided by 100");
    has(message_of([] { D::beta_from_p5_p95(10.0, 40.0); }), "percentages divided by 100");
    has(message_of([] { D::beta_from_p5_p95(0.0, 0.4); }), "no beta distribution has p5 0");
    has(message_of([] { D::beta_from_p5_p95(0.5, 0.5 + 1e-9); }), "too narrow for a beta");
    has(message_of([] { D::beta_from_shape(0.0, 1.0); }), "alpha 0 is not positive");
    const std::vector<double> two{1.0, 2.0}, half{0.5, 0.4}, negative{1.5, -0.5}, one{1.0};
    has(message_of([&] { D::discrete(two, half); }), "add up to 0.9");
    has(message_of([&] { D::discrete(two, negative); }), "is negative");
    has(message_of([&] { D::discrete(two, one); }), "2 values and 1 probabilities");
    has(message_of([] { D::normal(0.0, 1.0).truncated(3.0, 2.0); }), "leave nothing between them");
    has(message_of([] { D::normal(0.0, 1.0).truncated(8.0, 9.0); }), "less than a thousandth");
    has(message_of([] { D::fixed(5.0).truncated(0.0, 1.0); }), "outside the bounds");
    has(message_of([] { quantile(D::fixed(5.0), 1.0); }), "u = 1 is not between 0 and 1");
    has(message_of([] { cdf(D::normal(0.0, 1.0), kNaN); }), "x is not a number");
}

TEST(PopulationQuantiles, AgreeWithSciPy) {
    expect_close(beta_quantile(0.25, 0.20, 0.1), 0.02996952159767338);
    expect_close(gamma_quantile(5.85, 2.65, 0.05), 2.2702602593841865);
    expect_close(gamma_quantile(5.85, 2.65, 0.5), 5.4550918298430435);
    expect_close(gamma_quantile(5.85, 2.65, 0.99), 13.697391534016207);
    expect_close(lognormal_quantile(2.9, 0.75, 0.2), 1.1644452714984683);
    expect_close(lognormal_quantile(2.9, 0.75, 0.95), 7.516502654229057);
    expect_close(half_normal_quantile(0.5, 0.001), 0.0006266572327162083, 1e-10);
    expect_close(half_normal_quantile(0.5, 0.5), 0.33724487509804085);
    expect_close(half_normal_quantile(0.5, 0.99), 1.2879146517744502);
    EXPECT_THROW(beta_quantile(0.25, 0.9, 0.5), RangeError);
    EXPECT_THROW(gamma_quantile(-1.0, 1.0, 0.5), RangeError);
    EXPECT_THROW(lognormal_quantile(0.0, 1.0, 0.5), RangeError);
}

}  // namespace
