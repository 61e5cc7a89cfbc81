// SPDX-License-Identifier: Apache-2.0
/// The synthetic population against the survey it stands for.
#include <gtest/gtest.h>

#include "../support/runs.hpp"
#include "smallholder/random/streams.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
namespace random = smallholder::random;

/// Year 0 of 6,000 synthetic households as a survey would write it down: harvest per hectare of cocoa older than five years, in
/// the weather of that year, as farmers remember it.
std::vector<double> recorded_yields() {
    const Population people = synthetic(6000, 81);
    simulate::RunSettings s;
    s.years = s.draws = s.replicates = s.threads = 1;
    s.drawn_parameters = false;
    s.record_households = true;
    const auto runs = simulate::simulate(people, shipped_table(), {}, s);
    const Parameters& p = shipped();
    const auto column = flow_column("recorded_yield_kg_per_ha");
    std::vector<double> yields;
    for (Index i = 0; i < people.households(); ++i) {
        const random::Address who{people.id[static_cast<std::size_t>(i)].value, 0, 0, 0};
        const double weather =
            p.weather_sd_iid * normal_quantile(random::uniform(1, who, random::Purpose::survey_weather));
        const double recall =
            p.recall_error_sd * normal_quantile(random::uniform(1, who, random::Purpose::recall_yield));
        const double centre = 0.5 * (p.weather_sd_iid * p.weather_sd_iid + p.recall_error_sd * p.recall_error_sd);
        yields.push_back(recorded(runs, 0, 0, column, i) * std::exp(weather + recall - centre));
    }
    std::erase_if(yields, [](double y) { return y <= 0.0; });  // the survey's 1,008 are those with a harvest
    std::sort(yields.begin(), yields.end());
    return yields;
}

// Source: KIT, Demystifying the cocoa sector (Tyszler, Bymolt and Laven 2018), Ghana 2016/17, 1,008 farms with a harvest.
TEST(ReferenceSeen, TA35SyntheticYieldsAsASurveyWouldRecordThem) {
    const auto yields = recorded_yields();
    const auto n = static_cast<double>(yields.size());
    double sum = 0.0, squares = 0.0, logs = 0.0, log_squares = 0.0;
    for (const double y : yields) {
        sum += y / n;
        squares += y * y / n;
        logs += std::log(y) / n;
        log_squares += std::log(y) * std::log(y) / n;
    }
    auto quantile = [&](double q) { return yields[static_cast<std::size_t>(q * (n - 1.0))]; };
    struct Row {
        const char* name;
        double found, surveyed, within;
    };
    // The two that hang on the few best farms were not fitted and come out higher, +14% and +19%: docs/figures.md says why. The
    // distributions of the specification alone, every factor drawn on its own, give +2 to +5% and +11 to +13%.
    const Row rows[] = {
        {"mean", sum, 423.0, 0.10},
        {"median", quantile(0.5), 369.0, 0.10},
        {"standard_deviation", std::sqrt(squares - sum * sum), 252.0, 0.20},
        {"p10", quantile(0.1), 158.0, 0.10},
        {"p90", quantile(0.9), 783.0, 0.10},
        {"p99", quantile(0.99), 1186.0, 0.25},
        {"sd_of_logs", std::sqrt(log_squares - logs * logs), 0.65, 0.10},
    };
    for (const Row& row : rows) {
        RecordProperty(row.name, std::to_string(row.found));
        EXPECT_NEAR(row.found / row.surveyed, 1.0, row.within) << row.name << ": " << row.found;
    }
}

}  // namespace
