// SPDX-License-Identifier: Apache-2.0
/// Published and independently computed values of the household model's parts, by the ids under which they were collected.
/// ReferenceDerived: the value follows from the equation, so the code is tested against its description.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "../support/shipped.hpp"
#include "smallholder/agronomy/age_curve.hpp"
#include "smallholder/agronomy/disease.hpp"
#include "smallholder/agronomy/efficiency.hpp"
#include "smallholder/agronomy/fertiliser.hpp"
#include "smallholder/agronomy/practices.hpp"
#include "smallholder/agronomy/trees.hpp"
#include "smallholder/agronomy/weather.hpp"
#include "smallholder/livelihood/choice.hpp"
#include "smallholder/livelihood/consumption.hpp"
#include "smallholder/livelihood/input_demand.hpp"
#include "smallholder/livelihood/knowledge.hpp"
#include "smallholder/livelihood/risk.hpp"
#include "smallholder/market/farm_gate.hpp"
#include "smallholder/market/price_process.hpp"
#include "smallholder/random/streams.hpp"
#include "smallholder/stats/copula.hpp"
#include "smallholder/stats/distributions.hpp"

namespace {

using namespace smallholder;
using agronomy::AgeCurve;
namespace random = smallholder::random;

const AgeCurve kCurve{5.0, 1.0, 32.0, 6.0, 2.5};

// Source of the values: closed form or SciPy in double precision, unless a line says otherwise.
TEST(ReferenceDerived, TA01AgeCurvePeak) {
    EXPECT_NEAR(kCurve.peak_age, 10.4122739865513, 1e-6);
    EXPECT_NEAR(kCurve.peak_height, 0.969026697241503, 1e-6);
}

TEST(ReferenceDerived, TA02AgeCurve) {
    constexpr std::array ages{3, 5, 8, 12, 20, 25, 30, 35, 40};
    constexpr std::array expected{0.122041597955177, 0.510312595197221, 0.965340718925328,
                                  0.995509346875737, 0.908949991829359, 0.786915337064587,
                                  0.601191079784084, 0.389608119025867, 0.215276346791976};
    for (std::size_t i = 0; i < ages.size(); ++i) EXPECT_NEAR(kCurve(ages[i]), expected[i], 1e-7) << "age " << ages[i];
    EXPECT_EQ(kCurve(2.0), 0.0);
}

TEST(ReferenceDerived, TA03HoerlAgeCurve) {
    constexpr std::array ages{3, 5, 12, 20, 30};
    constexpr std::array expected{0.185796718988543, 0.546201477337218, 1.0, 0.77518311345048, 0.396746913373583};
    // Through the parameters and the table that a run reads.
    Parameters p = tests::shipped();
    p.age_form = 1.0;
    p.age_start = 2.0;
    p.age_to_peak = 10.0;
    p.age_steepness = 1.2;
    const auto f = agronomy::bearing_table(p);
    for (std::size_t i = 0; i < ages.size(); ++i)
        EXPECT_NEAR(f[static_cast<std::size_t>(ages[i])], expected[i], 1e-8) << "age " << ages[i];
}

TEST(ReferenceDerived, TA04Density) {
    auto density = [](double r, double flatness) { return r * agronomy::crowding(1111.0 * r, 1111.0, flatness); };
    EXPECT_NEAR(density(0.5, 0.0), 0.8, 1e-12);
    EXPECT_NEAR(density(0.75, 0.0), 0.96, 1e-12);
    EXPECT_NEAR(density(1.0, 0.0), 1.0, 1e-12);
    EXPECT_NEAR(density(1.5, 0.0), 0.923076923076923, 1e-12);
    EXPECT_NEAR(density(0.5, 2.0), 0.888888888888889, 1e-12);
}

TEST(ReferenceDerived, TA05ToTA08SteadyStands) {
    auto even = [](int ages) {
        double sum = 0.0;
        for (int a = 0; a < ages; ++a) sum += kCurve(a);
        return sum / ages;
    };
    EXPECT_NEAR(even(15), 0.631424405631614, 1e-7);
    EXPECT_NEAR(even(20), 0.711558275224599, 1e-7);
    EXPECT_NEAR(even(30), 0.738105109193072, 1e-7);
    double random_removal = 0.0, left = 0.05;
    for (int a = 0; a < 2000; ++a, left *= 0.95) random_removal += left * kCurve(a);
    EXPECT_NEAR(random_removal, 0.55314162952952, 1e-7);
}

Parameters losses() {
    Parameters p = tests::shipped();
    p.loss_pruning = p.loss_weeding = 0.20;
    p.loss_mirid = p.loss_black_pod = 0.25;
    p.theta = 0.015;
    return p;
}
double omega(double prune, double weed, double mirid, double black_pod) {
    return agronomy::practice_factor<double>({prune, weed, mirid, black_pod}, losses(), 1.0);
}

TEST(ReferenceDerived, TA09Practices) {
    EXPECT_NEAR(omega(0, 0, 0, 0), 0.329015226697642, 1e-8);
    EXPECT_NEAR(omega(.35, .65, .50, .35), 0.552163727952112, 1e-8);
    EXPECT_NEAR(omega(.90, .95, .90, .90), 0.908497031032584, 1e-8);
    EXPECT_NEAR(omega(1, 1, 1, 1), 1.0, 1e-8);
}

TEST(ReferenceDerived, TA10PracticesComplementEachOther) {
    const double alone = omega(.65, .65, .50, .35) / omega(.35, .65, .50, .35) - 1.0;
    const double together = omega(.65, .65, .80, .65) / omega(.35, .65, .80, .65) - 1.0;
    EXPECT_NEAR(alone, 0.0762054417388702, 1e-8);
    EXPECT_NEAR(together, 0.0791151227332767, 1e-8);
}

TEST(ReferenceDerived, TA11Fertiliser) {
    constexpr std::array doses{0.0, 0.5, 1.0, 2.0};
    constexpr std::array expected{0.65, 0.889177130717331, 0.964909404697019, 0.996481857489378};
    for (std::size_t i = 0; i < doses.size(); ++i)
        EXPECT_NEAR(agronomy::fertiliser_response(doses[i], 0.65, 2.3), expected[i], 1e-9);
}

TEST(ReferenceDerived, TA12BestDose) {
    EXPECT_NEAR(agronomy::best_dose(900.0 * 1.5, 0.65, 2.3, 150.0), 0.861005032944629, 1e-8);
    // With 75 USD a hectare half a dose can be bought; the next dollar would bring 1.294 more than it costs.
    constexpr double h = 1e-5;
    const double rise =
        agronomy::fertiliser_response(0.5 + h, 0.65, 2.3) - agronomy::fertiliser_response(0.5 - h, 0.65, 2.3);
    EXPECT_NEAR(900.0 * 1.5 * rise / (2.0 * h) / 150.0 - 1.0, 1.29403339415124, 1e-8);
}

TEST(ReferenceDerived, TA13FertiliserPlateau) {
    Parameters p = tests::shipped();
    p.fertiliser_form = 1.0;
    p.plateau_slope = 0.8;
    // The plateau begins where a dose that costs nothing would end.
    EXPECT_NEAR(agronomy::best_dose(900.0 * 1.5, 0.65, p, 0.0), 0.875, 1e-10);
    EXPECT_NEAR(agronomy::fertiliser_response(0.4, 0.65, p), 0.896857142857143, 1e-10);
    EXPECT_NEAR(agronomy::fertiliser_response(0.875, 0.65, p), 1.0, 1e-10);
    EXPECT_NEAR(agronomy::fertiliser_response(2.0, 0.65, p), 1.0, 1e-10);
}

TEST(ReferenceDerived, TA20Weather) {
    Parameters p = tests::shipped();
    p.drought_prob = 0.0;
    double z = 0.0, square = 0.0, lag_two = 0.0, factor = 0.0, before = 0.0, before_that = 0.0;
    constexpr int n = 400'000;
    for (int t = 0; t < n; ++t) {
        const random::Address at{1, 0, 0, 0};
        const auto u = random::uniforms(static_cast<std::uint64_t>(t), at, random::Stream::region, 0);
        before_that = before;
        before = z;
        z = agronomy::weather_index(z, normal_quantile(u[0]), 0.3);
        square += z * z / n;
        lag_two += z * before_that / n;
        factor += agronomy::cocoa_weather(z, normal_quantile(u[1]), 0.0, p) / n;
    }
    EXPECT_NEAR(square, 1.0, 3.0 * std::sqrt(2.2 / n));
    EXPECT_NEAR(lag_two, 0.09, 3.0 * std::sqrt(1.3 / n));
    EXPECT_NEAR(factor, 1.0, 3.0 * 0.25 / std::sqrt(n));
}

TEST(ReferenceDerived, TA23SwollenShoot) {
    Parameters p = tests::shipped();
    p.cssvd_beta = 0.35;
    p.cssvd_beta_village = 0.10;
    p.cssvd_beta_background = 0.01;
    p.removal = 0.20;
    EXPECT_NEAR(agronomy::infected_next(0.10, 0.15, p), 0.132411919774176, 1e-8);
    double infected = 0.10;
    for (int t = 0; t < 3000; ++t) infected = agronomy::infected_next(infected, infected, p);
    EXPECT_NEAR(infected, 0.519700340441656, 1e-8);
}

TEST(ReferenceDerived, TA24Efficiency) {
    // Mean of exp(-s|z|) over a fine grid of the half-normal.
    for (const auto& [spread, expected] : {std::pair{0.30, 0.79935059468651}, std::pair{0.15, 0.89072916266573}}) {
        Parameters p = tests::shipped();
        p.inefficiency_sd = spread;
        double sum = 0.0;
        constexpr int n = 200'000;
        for (int i = 0; i < n; ++i)
            sum += agronomy::efficiency(p.knowledge_reference, p.school_reference,
                                        normal_quantile(0.5 + (i + 0.5) / (2.0 * n)), p);
        EXPECT_NEAR(sum / n, expected, 2e-6);
    }
}

/// The static cases behind TA25, TA26, TA34: one tree age per farm, attainable yield 2,230 kg/ha, land quality sd .22, weather pooled sd .20.
struct StaticCase {
    const char* name;
    std::array<double, 4> practice;
    double practice_sd, age, age_sd, density, fertilised, dose, infected, spread;
    double expected_mean;
};
// prune, weed, mirid, black pod; Monte Carlo of 4e5 farms in NumPy gave the means
constexpr StaticCase kCases[]{
    {"baseline", {.35, .65, .50, .35}, .20, 21, 8, .68, .25, .5, .12, .50, 421},
    {"training only", {.50, .75, .58, .50}, .20, 21, 8, .68, .28, .5, .12, .45, 502},
    {"inputs only", {.38, .66, .70, .55}, .20, 21, 8, .68, .75, .9, .12, .50, 588},
    {"replanting only", {.35, .65, .50, .35}, .20, 14, 6, .80, .25, .5, .08, .50, 500},
    {"average programme", {.50, .74, .60, .49}, .20, 19, 8, .72, .42, .6, .10, .46, 559},
    {"full package", {.90, .95, .90, .90}, .08, 13, 5, .92, 1, 1, .03, .28, 1375},
};
std::vector<double> static_yields(const StaticCase& c, bool recorded) {
    constexpr int n = 40'000;
    Parameters p = losses();
    p.inefficiency_sd = c.spread;
    std::vector<double> yields(n);
    for (int i = 0; i < n; ++i) {
        std::array<double, 16> u{};
        for (int call = 0; call < 4; ++call) {
            const auto four = random::uniforms(77, {static_cast<std::uint64_t>(i), 0, 0, 0}, random::Stream::population,
                                               static_cast<std::uint8_t>(call));
            std::copy(four.begin(), four.end(), u.begin() + 4 * call);
        }
        agronomy::Practices<double> x{};
        for (std::size_t k = 0; k < 4; ++k) x[k] = stats::beta_quantile(c.practice[k], c.practice_sd, u[k]);
        const double age = std::clamp(c.age + c.age_sd * normal_quantile(u[4]), 3.0, 45.0);
        const double r = stats::beta_quantile(c.density, 0.10, u[5]);
        const double dose = u[6] < c.fertilised ? c.dose * std::exp(-0.125 + 0.5 * normal_quantile(u[7])) : 0.0;
        const double soil = stats::beta_quantile(0.65, 0.12, u[8]);
        const double infected = stats::beta_quantile(c.infected, c.infected <= 0.05 ? 0.04 : 0.12, u[9]);
        const double own =
            0.22 * normal_quantile(u[11]) - 0.5 * 0.22 * 0.22 + 0.20 * normal_quantile(u[12]) - 0.5 * 0.20 * 0.20;
        double yield =
            2230.0 * kCurve(age) * r * agronomy::crowding(1111.0 * r, 1111.0, 0.0) *
            agronomy::practice_factor(x, p, 1.0) * agronomy::fertiliser_response(dose, soil, 2.3) *
            (1.0 - 0.5 * infected) *
            agronomy::efficiency(p.knowledge_reference, p.school_reference, std::abs(normal_quantile(u[10])), p) *
            std::exp(own);
        if (recorded) yield *= std::exp(0.20 * normal_quantile(u[13]) - 0.5 * 0.20 * 0.20);
        yields[static_cast<std::size_t>(i)] = yield;
    }
    return yields;
}
double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

TEST(ReferenceDerived, TA25AndTA26StaticYieldLevels) {
    double baseline = 0.0;
    for (const StaticCase& c : kCases) {
        const double mean = mean_of(static_yields(c, false));
        if (baseline == 0.0) baseline = mean;
        EXPECT_NEAR(mean / c.expected_mean, 1.0, 0.03) << c.name << ": " << mean << " kg/ha";
        EXPECT_NEAR(mean / baseline / (c.expected_mean / 421.0), 1.0, 0.04) << c.name;
    }
}

TEST(ReferenceDerived, TA34StaticYieldsAsASurveyRecordsThem) {
    auto yields = static_yields(kCases[0], true);
    std::sort(yields.begin(), yields.end());
    auto quantile = [&](double q) {
        return yields[static_cast<std::size_t>(q * static_cast<double>(yields.size() - 1))];
    };
    EXPECT_NEAR(quantile(0.50) / 369.0, 1.0, 0.04);
    EXPECT_NEAR(quantile(0.10) / 150.0, 1.0, 0.04);
    EXPECT_NEAR(quantile(0.90) / 757.0, 1.0, 0.04);
    EXPECT_NEAR(quantile(0.99) / 1279.0, 1.0, 0.04);
    double sum = 0.0, squares = 0.0;
    for (const double y : yields) {
        sum += std::log(y);
        squares += std::log(y) * std::log(y);
    }
    const auto n = static_cast<double>(yields.size());
    EXPECT_NEAR(std::sqrt(squares / n - sum / n * sum / n) / 0.66, 1.0, 0.04);
}

constexpr market::PriceSteps kPrice{0.88, 0.174};

// tests/unit/market/price_process_test.cpp holds the model's own price to the same functions.
TEST(ReferenceDerived, TB01WorldPrice) {
    EXPECT_NEAR(market::stationary_sd(kPrice), 0.366336085663936, 1e-9);
    EXPECT_NEAR(market::half_life(kPrice), 5.42227097958022, 1e-9);
    EXPECT_NEAR(market::forecast_sd(kPrice, 5.0), 0.311169895915149, 1e-9);
}

TEST(ReferenceDerived, TB02ThePriceInContinuousTime) {
    const auto flow = market::continuous(kPrice);
    EXPECT_NEAR(flow.sigma_c, 0.185232342977804, 1e-9);
    EXPECT_NEAR(market::in_steps_of(1.0, flow).phi, 0.88, 1e-9);
    EXPECT_NEAR(market::in_steps_of(1.0, {-std::log(0.88), 0.185232342977804}).sigma, 0.174, 1e-9);
}

TEST(ReferenceDerived, TB08AnInputUnderACashLimit) {
    const auto free = livelihood::input_demand(1.5 * 400.0, 0.3, 3.0, 1e6);
    EXPECT_NEAR(free.bought, 346.909403317339, 1e-7);
    EXPECT_NEAR(free.profit, 2428.36582322137, 1e-7);
    const auto limited = livelihood::input_demand(1.5 * 400.0, 0.3, 3.0, 150.0);
    EXPECT_NEAR(limited.bought, 50.0, 1e-7);
    EXPECT_NEAR(limited.profit, 1790.18101973207, 1e-7);
    EXPECT_NEAR(limited.multiplier, 2.88036203946414, 1e-7);
}

TEST(ReferenceDerived, TB14RiskAversion) {
    EXPECT_NEAR(livelihood::lognormal_mean(std::log(1000.0), 0.4), 1083.28706767496, 1e-9);
    EXPECT_NEAR(livelihood::lognormal_certainty_equivalent(std::log(1000.0), 0.4, 2.0), 923.116346386636, 1e-9);
}

TEST(ReferenceDerived, TA21WeatherOfNeighbouringRegions) {
    // Correlation exp(-km/100) between three places 50, 90 and 120 km apart; rows of the factor are what one innovation does.
    auto near = [](double km) { return std::exp(-km / 100.0); };
    const stats::GaussianCopula places({"a", "b", "c"},
                                       {1.0, near(50), near(120), near(50), 1.0, near(90), near(120), near(90), 1.0});
    auto factor = [&](std::size_t row, std::size_t column) {
        std::array<double, 3> innovations{}, scores{};
        innovations[column] = 1.0;
        places.correlate(innovations, scores);
        return scores[row];
    };
    EXPECT_NEAR(factor(1, 0), 0.606530659712633, 1e-8);
    EXPECT_NEAR(factor(1, 1), 0.79506009762065, 1e-8);
    EXPECT_NEAR(factor(2, 0), 0.301194211912202, 1e-8);
    EXPECT_NEAR(factor(2, 1), 0.281596493595743, 1e-8);
    EXPECT_NEAR(factor(2, 2), 0.911035378843857, 1e-8);
}

/// kg of N, P2O5 and K2O that a harvest of 740 kg of dry beans takes away, with and without its tonne of husks.
constexpr std::array kWithHusks{26.1, 8.1, 45.1}, kBeansOnly{16.4, 5.0, 6.7};
constexpr std::array kRemovedRows{"soil.nitrogen_removed", "soil.phosphate_removed", "soil.potash_removed"};

// Source: IFA (2008), table for Cote d'Ivoire.
TEST(ReferenceSeen, TA18NutrientsInBeansAndHusks) {
    for (std::size_t k = 0; k < 3; ++k) {
        const double per_tonne = kWithHusks[k] / 0.740;
        EXPECT_NEAR(tests::shipped_table().value(kRemovedRows[k]), per_tonne, 0.5) << kRemovedRows[k];
        // What the husks give back when they are left in the field, as the rows' sources say.
        const double returned = 1.0 - kBeansOnly[k] / kWithHusks[k];
        EXPECT_NEAR(returned, k == 2 ? 0.85 : 0.38, 0.01);
    }
}

TEST(ReferenceDerived, TA19NutrientsPerTonne) {
    constexpr std::array expected{35.2702702702703, 10.9459459459459, 60.945945945946};
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(kWithHusks[k] / 0.740, expected[k], 1e-6);
        EXPECT_EQ(tests::shipped_table().value(kRemovedRows[k]), std::round(expected[k]));
    }
}

TEST(ReferenceDerived, TB05RegulatedFarmGate) {
    Parameters p = tests::shipped();
    p.theta_r = 0.70;
    p.theta_w = 1.0;
    p.lid_usd_per_t = 400.0;
    p.lid_pass = 0.7;
    EXPECT_NEAR(market::regulated_price(2400.0, 2000.0, p), 1.96, 1e-12);
}

TEST(ReferenceDerived, TB06LiberalFarmGate) {
    Parameters p = tests::shipped();
    p.export_cost = 180.0;
    p.tax = 0.146;
    EXPECT_NEAR(market::liberal_price(2400.0, 0.08, p) - (25.0 * 0.30 + 3.0 * 2.0) / 1000.0, 1.706532, 1e-12);
}

TEST(ReferenceDerived, TB13Consumption) {
    EXPECT_NEAR(livelihood::consumption(1000.0, 600.0, 150.0, 1e9, 0.6), 750.0, 1e-12);
    EXPECT_NEAR(livelihood::consumption(500.0, 600.0, 150.0, 1e9, 0.6), 500.0, 1e-12);
    EXPECT_NEAR(livelihood::consumption(700.0, 600.0, 150.0, 1e9, 0.6), 600.0, 1e-12);
}

TEST(ReferenceDerived, TC07Logit) {
    const auto p = livelihood::softmax<double>({0.0, 0.5, 1.2, -1e30});
    EXPECT_NEAR(p[0], 0.167536791514905, 1e-10);
    EXPECT_NEAR(p[1], 0.276221471795476, 1e-10);
    EXPECT_NEAR(p[2], 0.55624173668962, 1e-10);
    EXPECT_LT(p[3], 1e-300);
}

TEST(ReferenceDerived, TC08Knowledge) {
    Parameters p = tests::shipped();
    p.forgetting = 0.10;
    p.course_gain = 0.25;
    p.own_learning = p.neighbour_learning = 0.0;
    double k = 0.2;
    for (int t = 0; t < 5; ++t) k = livelihood::knowledge_next(k, t < 2 ? 1.0 : 0.0, 0.5, 0.5, p);
    EXPECT_NEAR(k, 0.362313, 1e-12);
}

}  // namespace
