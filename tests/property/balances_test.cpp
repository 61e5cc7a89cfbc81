// SPDX-License-Identifier: Apache-2.0
// In every year of every household, with and without each intervention: books balance, shares are shares, days are days.
#include <gtest/gtest.h>

#include "../support/runs.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using simulate::Runs;

class Balances : public testing::TestWithParam<std::string> {
protected:
    static constexpr Index kHouseholds = 200;
    const Population people = synthetic(kHouseholds, 71, 25);

    Runs run(market::Regime regime) const {
        Programme programme;
        programme.interventions = {intervention(GetParam(), {{"enrol_intercept", 1.0}, {"start", 2.0}})};
        simulate::RunSettings s;
        s.years = 12;
        s.draws = 1;
        s.replicates = 1;
        s.threads = 1;
        s.record_households = true;
        s.regime = regime;
        return simulate::simulate(people, shipped_table(), programme, s);
    }

    /// Visits every household-year of both arms in both regimes with a reader of its flows.
    template <class F>
    void every_year(F visit) const {
        for (const market::Regime regime : {market::Regime::regulated, market::Regime::liberal}) {
            const Runs runs = run(regime);
            std::map<std::string_view, std::size_t> column;
            for (std::size_t c = 0; c < simulate::kFlowColumns; ++c) column[simulate::kFlowNames[c]] = c;
            for (Index arm = 0; arm < 2; ++arm)
                for (Index year = 0; year <= runs.years(); ++year)
                    for (Index i = 0; i < kHouseholds; ++i) {
                        auto flow = [&](std::string_view name) {
                            const auto found = column.find(name);
                            EXPECT_NE(found, column.end()) << name;
                            return found == column.end() ? 0.0 : recorded(runs, arm, year, found->second, i);
                        };
                        visit(flow, static_cast<std::size_t>(i), year, runs.parameters[0]);
                        if (HasFailure()) return;
                    }
        }
    }
};
INSTANTIATE_TEST_SUITE_P(Catalogue, Balances, testing::ValuesIn(catalogue_keys()),
                         [](const auto& key) { return key.param; });

TEST_P(Balances, IncomeIsSalesLessCosts) {
    every_year([&](auto flow, std::size_t, Index, const Parameters& p) {
        const double in = flow("cocoa_revenue_usd") + flow("food_sales_usd") + flow("livestock_sales_usd") +
                          flow("other_earnings_usd") + flow("remittances_usd") + flow("trip_saving_usd") +
                          flow("side_income_usd") + flow("cash_received_usd") + flow("payout_usd");
        const double out = flow("haulage_usd") + flow("chemicals_usd") + flow("fertiliser_usd") + flow("wages_usd") +
                           flow("infill_usd") + flow("replant_usd") + flow("interest_usd") + flow("insurance_premium_usd");
        EXPECT_NEAR(flow("income_usd"), in - out, 1e-7);
        EXPECT_NEAR(flow("income_with_food_usd"), in - out + flow("food_own_usd"), 1e-7);
        EXPECT_NEAR(flow("labour_charge_usd"), p.own_wage_share * flow("wage_usd_per_day") * flow("family_days_used"),
                    1e-7);
        EXPECT_NEAR(flow("wages_usd"), flow("wage_usd_per_day") * flow("hired_days"), 1e-7);
    });
}

TEST_P(Balances, WhatIsHarvestedIsSoldOrLostAndLandStaysItsOwn) {
    every_year([&](auto flow, std::size_t i, Index, const Parameters& p) {
        EXPECT_LE(flow("production_kg"), flow("yield_kg_per_ha") * people.area_ha[i] * (1.0 + 1e-12));
        EXPECT_LE(flow("sold_kg"), flow("production_kg"));
        EXPECT_GE(flow("sold_kg"), flow("production_kg") * (1.0 - p.phl) * (1.0 - 1e-12));
        EXPECT_NEAR(flow("recorded_yield_kg_per_ha") * people.counted_area_ha[i], flow("sold_kg"), 1e-7);
        EXPECT_NEAR(flow("cocoa_revenue_usd"), flow("sold_kg") * flow("price_usd_per_kg"), 1e-7);
    });
}

TEST_P(Balances, FamiliesWorkNoMoreThanTheyCan) {
    every_year([&](auto flow, std::size_t, Index, const Parameters& p) {
        EXPECT_GE(flow("family_days_used"), 0.0);
        EXPECT_LE(flow("family_days_used"), flow("family_days"));
        EXPECT_GE(flow("hired_days"), 0.0);
        EXPECT_LE(p.labour_harvest * flow("production_kg"),
                  flow("family_days") + p.hired_quality * flow("hired_days") + 1e-7);
        EXPECT_GE(flow("days_ill"), 0.0);
        EXPECT_GE(flow("days_missing"), 0.0);
    });
}

TEST_P(Balances, DebtsAndConsumptionStayWithinMeans) {
    every_year([&](auto flow, std::size_t, Index, const Parameters&) {
        EXPECT_GE(flow("loan_usd"), 0.0);
        EXPECT_GE(flow("paid_usd"), 0.0);
        EXPECT_GE(flow("unpaid_usd"), 0.0);
        EXPECT_GE(flow("consumption_usd"), 0.0);
        EXPECT_GE(flow("distress_sales_usd"), 0.0);
        EXPECT_GE(flow("theft_usd"), 0.0);
        EXPECT_GE(flow("infill_usd"), 0.0);
        EXPECT_GE(flow("replant_usd"), 0.0);
    });
}

TEST_P(Balances, SharesAreSharesAndTreesStandInTheirField) {
    every_year([&](auto flow, std::size_t i, Index year, const Parameters& p) {
        for (const char* share : {"knowledge", "infected", "practice_mean"}) {
            EXPECT_GE(flow(share), 0.0) << share;
            EXPECT_LE(flow(share), 1.0) << share;
        }
        for (const char* months : {"months_short", "months_short_lean"}) {
            EXPECT_GE(flow(months), 0.0);
            EXPECT_LE(flow(months), 12.0);
        }
        const double package = flow("package");
        EXPECT_TRUE(package == 0.0 || package == 1.0 || package == 2.0 || package == 3.0);
        EXPECT_GE(flow("doses_per_ha"), 0.0);
        // Infilling stops at the target, and nothing else adds trees.
        const double most =
            std::max(p.stand_target_factor * people.initial_stand_per_ha[i], people.initial_stand_per_ha[i]);
        EXPECT_GT(flow("trees_per_ha"), 0.0);
        EXPECT_LE(flow("trees_per_ha"), most * (1.0 + 1e-12));
        if (year == 0) {
            EXPECT_NEAR(flow("trees_per_ha"), people.initial_stand_per_ha[i], 1e-7);
        }
    });
}

}  // namespace
