// SPDX-License-Identifier: Apache-2.0
// For every intervention a household for whom its effect must be large: if it is not there, it is nowhere.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "../support/ordinary.hpp"
#include "../support/runs.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using namespace smallholder::tests;
using effects::Lever;

/// The levers that an intervention of that kind gives a household it serves, in the years from `start` 1.
Levers<double> given(const effects::Effect& effect, int year) {
    double served = 1.0, attends = 0.0;
    std::array<double, effects::kLevers> columns{};
    const effects::LeverColumns levers{1, columns.data(), 1};
    levers.reset();
    effect.apply(year, 20, {&served, &attends}, levers);
    return std::bit_cast<Levers<double>>(columns);
}

struct Lives {
    Flows<double> with, without;
};

/// The last of so many years, with the intervention (from the first year to the end, unless its fields say otherwise) and without.
Lives lives(const std::string& kind, const Fields& fields, const YearCase& c, int years) {
    const auto effect = plain_effect(kind, fields);
    return {lived_for(years, c, [&](int year) { return given(*effect, year); }),
            lived_for(years, c, [](int) { return Levers<double>::none(); })};
}

/// Knows little, prunes little, and thinks about its package every year.
YearCase unskilled() {
    YearCase c = ordinary();
    c.fixed.inefficiency = 1.5;
    c.state.knowledge = 0.05;
    c.state.practice = {0.1, 0.5, 0.3, 0.1};
    c.shocks.u_package = 0.55;
    c.shocks.u_rechoice = 0.1;
    return c;
}

/// Knows what a package is worth and has nothing to buy it with.
YearCase penniless() {
    YearCase c = ordinary();
    c.state.knowledge = 0.7;
    c.state.cash = 0.0;
    c.state.last_revenue = 0.0;
    c.fixed.hired_share = 0.0;
    c.shocks.u_package = 0.5;
    c.shocks.u_rechoice = 0.1;
    return c;
}

const std::map<std::string, std::function<void()>> kLarge{
    {"farmer_training",
     [] {
         const auto x = lives("farmer_training", {{"years", 3.0}}, unskilled(), 6);
         EXPECT_GT(x.with.knowledge, x.without.knowledge + 0.2);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.15);
     }},
    {"coaching",
     [] {
         // Where courses alone leave the work too much, help makes the difference: asked at many chances in the third year.
         YearCase c = unskilled();
         double untaught = 0.0, taught = 0.0, coached = 0.0;
         for (int i = 0; i < 200; ++i) {
             c.shocks.u_package = (i + 0.5) / 200.0;
             const auto course = lives("farmer_training", {}, c, 3), coach = lives("coaching", {{"hassle_relief", 2.0}}, c, 3);
             untaught += course.without.package > 0.0;
             taught += course.with.package > 0.0;
             coached += coach.with.package > 0.0;
         }
         EXPECT_GT(taught, 1.3 * untaught);
         EXPECT_GT(coached, taught + 20.0);
     }},
    {"feeder_road",
     [] {
         YearCase c = ordinary();
         c.fixed.km_foot = 25.0;
         c.fixed.km_road = 60.0;
         const auto plain = lived(c, Levers<double>::none()), road = lived(c, given(*plain_effect("feeder_road", {{"build_years", 0.0}}), 1));
         const double net = plain.price - plain.haulage / plain.sold, net_road = road.price - road.haulage / road.sold;
         EXPECT_GT(net_road / net - 1.0, 0.02);
         EXPECT_GT(road.family_days / plain.family_days - 1.0, 0.10);
         EXPECT_LT(road.days_ill, 0.9 * plain.days_ill);
         c.shocks.u_other = 0.86;  // work elsewhere that only the road brings within reach
         const auto idle = lived(c, Levers<double>::none()), works = lived(c, given(*plain_effect("feeder_road", {{"build_years", 0.0}}), 1));
         EXPECT_EQ(idle.earned, 0.0);
         EXPECT_GT(works.income, 1.3 * idle.income);
     }},
    {"community_health",
     [] {
         YearCase c = ordinary();
         c.shocks.u_illness = 0.97;  // a bad year
         c.shocks.u_severity = 0.9;
         c.fixed.men = 1.0;  // and few hands
         c.fixed.women = 1.0;
         c.fixed.children = 4.0;
         c.fixed.hired_share = 0.0;
         c.state.cash = 0.0;
         c.state.bar = 1.0;  // nobody can be hired
         const auto x = lives("community_health", {{"burden", 0.5}}, c, 1);
         EXPECT_GT(x.without.days_ill - x.with.days_ill, 10.0);
         EXPECT_GT(x.with.family_days / x.without.family_days - 1.0, 0.08);
         EXPECT_GT(x.with.production, 1.01 * x.without.production);
         EXPECT_GT(x.with.income_with_food, 1.03 * x.without.income_with_food);
     }},
    {"education",
     [] {
         // A farm far from what its trees could bear, run one day by somebody with ten years more of school.
         YearCase c = ordinary();
         c.fixed.inefficiency = 2.5;
         c.fixed.school = 0.0;
         const auto x = lives("education", {{"years_gained", 10.0}, {"stay_share", 1.0}, {"lag_years", 0.0}, {"generation_years", 1.0}}, c, 1);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.15);
         c.shocks.u_other = 0.85;  // and finds work that the unschooled do not
         const auto job = lives("education", {{"years_gained", 10.0}, {"stay_share", 1.0}, {"lag_years", 0.0}, {"generation_years", 1.0}}, c, 1);
         EXPECT_EQ(job.without.earned, 0.0);
         EXPECT_GT(job.with.earned, 1000.0);
     }},
    {"input_credit",
     [] {
         YearCase c = penniless();
         c.shocks.u_package = 0.9;
         const auto x = lives("input_credit", {{"credit_usd", 500.0}}, c, 1);
         EXPECT_EQ(x.without.fertiliser, 0.0);
         EXPECT_GT(x.with.fertiliser, 50.0);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.10);
         EXPECT_GT(x.with.interest, 0.0);
     }},
    {"input_subsidy",
     [] {
         YearCase c = ordinary();
         c.state.knowledge = 0.7;
         c.fixed.soil_supply = 0.4;  // poor soil: fertiliser pays
         c.shocks.u_package = 0.9;
         c.shocks.u_rechoice = 0.1;
         const auto x = lives("input_subsidy", {{"subsidy_share", 0.9}, {"share_to_farmer", 1.0}}, c, 1);
         EXPECT_GT(x.with.doses, 2.0 * x.without.doses);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.10);
     }},
    {"savings_group",
     [] {
         // Who can borrow nothing and leaks a third of what is saved.
         YearCase c = penniless();
         c.state.bar = 1.0;
         const auto x = lives("savings_group", {{"survival", 1.0}}, c, 1);
         EXPECT_EQ(x.without.loan, 0.0);
         EXPECT_GT(x.with.loan, 40.0);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.01);
     }},
    {"replanting",
     [] {
         YearCase c = ordinary();
         c.state.trees.fill(0.0);
         c.state.trees[40] = 755.0;  // all of them past their time
         c.shocks.u_replant = 0.3;
         const auto x = lives("replanting", {{"replant_share", 0.10}, {"replant_relief", 4.0}, {"roguing", 0.0}, {"years", 8.0}}, c, 16);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.4);
         // And where disease is, cutting it out.
         c = ordinary();
         c.state.infected = 0.5;
         const auto sick = lives("replanting", {{"roguing", 0.8}, {"replant_share", 0.0}}, c, 6);
         EXPECT_LT(sick.with.infected, 0.5 * sick.without.infected);
         // In the year in which everything is cut, the bridge is what there is to live on.
         const auto bridge = lives("replanting", {{"bridge_usd", 800.0}}, c, 1);
         EXPECT_GT(bridge.with.consumption, bridge.without.consumption + 200.0);
     }},
    {"agroforestry",
     [] {
         YearCase c = ordinary();
         c.shocks.cocoa_weather = 0.4;  // a year of drought
         const auto x = lives("agroforestry", {{"shade", 0.3}, {"growth_years", 0.5}, {"upkeep_days_per_ha", 0.0}}, c, 1);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.10);
         const auto fruit = lives("agroforestry", {{"side_income_usd_per_ha", 200.0}, {"first_income_years", 2.0}}, ordinary(), 9);
         EXPECT_GT(fruit.with.income, fruit.without.income + 300.0);
     }},
    {"diversification",
     [] {
         const auto x = lives("diversification", {{"side_income_usd_per_ha", 250.0}, {"startup_usd_per_ha", 100.0}}, ordinary(), 4);
         EXPECT_GT(x.with.income / x.without.income - 1.0, 0.15);
         const auto first = lives("diversification", {{"startup_usd_per_ha", 100.0}}, ordinary(), 1);
         EXPECT_LT(first.with.income, first.without.income - 250.0);
     }},
    {"tenure_reform",
     [] {
         // A tenant with money and old trees, who would plant if he could be sure to pick.
         YearCase c = ordinary();
         c.fixed.crop_share = 0.5;
         c.fixed.area = 30.0;
         c.fixed.land_quality = 3.0;  // and land worth planting
         c.fixed.inefficiency = 0.0;
         c.state.knowledge = 0.9;
         c.state.trees.fill(0.0);
         c.state.trees[40] = 755.0;
         c.state.cash = 30000.0;
         int sure = 0, unsure = 0;
         for (int i = 0; i < 400; ++i) {
             c.shocks.u_replant = (i + 0.5) / 400.0;
             const auto x = lives("tenure_reform", {{"tenure_security", 1.0}}, c, 1);
             sure += x.with.replant > 0.0;
             unsure += x.without.replant > 0.0;
         }
         EXPECT_GT(sure, 1.5 * unsure);
         c.fixed.crop_share = 1.0;  // his landlord has nothing to fear and gains nothing
         const auto owner = lives("tenure_reform", {{"tenure_security", 1.0}}, c, 1);
         EXPECT_EQ(owner.with.income, owner.without.income);
     }},
    {"weather_insurance",
     [] {
         YearCase c = ordinary();
         c.shocks.cocoa_weather = 0.5;
         c.shocks.drought = 1.0;
         c.shocks.u_index = 0.3;  // and the index sees it
         const auto x = lives("weather_insurance", {{"cover_usd_per_ha", 300.0}}, c, 1);
         EXPECT_NEAR(x.with.payout, 300.0 * 2.9, 1e-9);
         EXPECT_GT(x.with.consumption, x.without.consumption + 400.0);
         c.shocks.u_index = 0.95;  // it does not: basis risk
         const auto missed = lives("weather_insurance", {{"cover_usd_per_ha", 300.0}}, c, 1);
         EXPECT_EQ(missed.with.payout, 0.0);
         EXPECT_LT(missed.with.income, missed.without.income);
     }},
    {"weather_information",
     [] {
         // Somebody who fears a great deal, and is told a great deal.
         const Parameters fearful = central(changed_table({{"income_cv", 1.2}, {"gamma", 4.0}}));
         YearCase c = ordinary();
         c.state.knowledge = 0.7;
         c.state.cash = 1500.0;
         c.shocks.u_rechoice = 0.1;
         double with_package = 0.0, without_package = 0.0;
         const auto told = given(*plain_effect("weather_information", {{"risk_relief", 0.9}}), 1);
         for (int i = 0; i < 200; ++i) {
             c.shocks.u_package = (i + 0.5) / 200.0;
             with_package += lived(c, told, false, fearful).package;
             without_package += lived(c, Levers<double>::none(), false, fearful).package;
         }
         EXPECT_GT(with_package, 1.2 * without_package);
     }},
    {"cash_transfer",
     [] {
         YearCase c = penniless();
         c.shocks.u_package = 0.9;
         const auto x = lives("cash_transfer", {{"cash_usd", 800.0}}, c, 1);
         EXPECT_EQ(x.without.fertiliser, 0.0);
         EXPECT_GT(x.with.production / x.without.production - 1.0, 0.10);
         EXPECT_GT(x.with.consumption, x.without.consumption + 300.0);
     }},
    {"buyer_premium",
     [] {
         const auto x = lives("buyer_premium", {{"premium_usd_per_kg", 1.0}, {"share_to_farmer", 1.0}, {"sold_share", 1.0}}, ordinary(), 1);
         EXPECT_NEAR(x.with.price - x.without.price, 1.0, 1e-12);
         EXPECT_GT(x.with.cocoa_revenue / x.without.cocoa_revenue - 1.0, 0.5);
         EXPECT_GT(x.with.income / x.without.income - 1.0, 0.2);
     }},
    {"living_income_differential",
     [] {
         const auto x = lives("living_income_differential", {{"pass_through", 1.0}}, ordinary(), 1);
         EXPECT_GT(x.with.cocoa_revenue / x.without.cocoa_revenue - 1.0, 0.2);
     }},
    {"minimum_price",
     [] {
         const auto x = lives("minimum_price", {{"floor_usd_per_kg", 3.0}}, ordinary(), 1);
         EXPECT_NEAR(x.with.price, 3.0, 1e-12);
         EXPECT_NEAR(x.with.floor_payment, x.with.sold * (3.0 - x.without.price), 1e-6);
         EXPECT_GT(x.with.income / x.without.income - 1.0, 0.2);
         const auto idle = lives("minimum_price", {{"floor_usd_per_kg", 1.5}}, ordinary(), 1);  // below the market
         EXPECT_EQ(idle.with.income, idle.without.income);
         EXPECT_EQ(idle.with.floor_payment, 0.0);
     }},
    {"living_income_reference_price",
     [] {
         // A farm as the target has it earns the living it is reckoned for; half of it does not.
         YearCase c = ordinary();
         const auto x = lives("living_income_reference_price", {{"decent_living_usd", 8000.0}}, c, 1);
         const double target = (8000.0 + 250.0 * 3.2) / (3.2 * 800.0);
         EXPECT_NEAR(x.with.price, target, 1e-12);
         EXPECT_GT(x.with.income / x.without.income - 1.0, 0.2);
         EXPECT_LT(x.with.cocoa_revenue, 8000.0);
     }},
};

class Large : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Catalogue, Large, testing::ValuesIn(catalogue_keys()), [](const auto& key) { return key.param; });

TEST_P(Large, ForTheHouseholdItWasMadeFor) {
    const auto found = kLarge.find(GetParam());
    ASSERT_NE(found, kLarge.end()) << "say for whom its effect must be large";
    found->second();
}

// Money without a condition changes no price and no wage: where cash held nothing back, it changes nothing but money.
TEST(LumpSum, HasNoSubstitutionEffectWhereCashDoesNotBind) {
    Dice dice(91);
    for (int i = 0; i < 300; ++i) {
        YearCase c = random_year(dice);
        c.state.cash = 1e6;
        c.levers = Levers<double>::none();
        const auto plain = lived(c, c.levers), paid = lived(c, with({{Lever::cash_usd, dice.between(1.0, 2000.0)}}));
        for (const auto flow : {&Flows<double>::package, &Flows<double>::chemicals, &Flows<double>::fertiliser, &Flows<double>::doses,
                                &Flows<double>::hired_days, &Flows<double>::family_days_used, &Flows<double>::infill, &Flows<double>::replant,
                                &Flows<double>::production, &Flows<double>::price, &Flows<double>::wage, &Flows<double>::cocoa_revenue})
            EXPECT_EQ(paid.*flow, plain.*flow) << "household " << i;
        EXPECT_GT(paid.cash_on_hand, plain.cash_on_hand);
        EXPECT_GT(paid.income, plain.income);
    }
    // The same money as cheaper inputs does substitute.
    const YearCase c = [] {
        YearCase rich = ordinary();
        rich.state.cash = 1e6;
        rich.state.knowledge = 0.7;
        rich.shocks.u_package = 0.9;
        rich.shocks.u_rechoice = 0.1;
        return rich;
    }();
    EXPECT_GT(lived(c, with({{Lever::input_subsidy, 0.5}})).doses, lived(c, Levers<double>::none()).doses);
}

// ---- measures of a population ---------------------------------------------------------------------------------

/// Measures that nothing moves but what is made to. Each intervention says which of them it moves, and some others it must reach.
const std::vector<std::string_view> kQuiet{"other_earnings",   "remittances",       "trip_saving",   "side_income",
                                           "cash_received",    "insurance_net",  "insurance_premium", "school_hours_saved",
                                           "days_ill",         "price",             "benchmark",     "illness_cost",
                                           "premium",          "differential",      "floor_payment", "input_subsidy",
                                           "replant_subsidy",  "credit_subsidy"};

struct Reaches {
    std::set<std::string_view> quiet, others;
};

const std::map<std::string, Reaches> kReaches{
    {"farmer_training", {{}, {"knowledge", "practice", "yield", "family_days", "income"}}},
    {"coaching", {{}, {"knowledge", "practice", "yield", "family_days", "income"}}},
    {"feeder_road", {{"trip_saving", "school_hours_saved", "days_ill", "other_earnings"}, {"income", "food_own", "production"}}},
    {"community_health", {{"days_ill", "illness_cost", "other_earnings"}, {"income", "family_days", "food_sales"}}},
    {"education", {{"other_earnings"}, {"yield", "income"}}},
    {"input_credit", {{"credit_subsidy"}, {"inputs", "yield", "income"}}},
    {"input_subsidy", {{"input_subsidy"}, {"inputs", "doses", "yield", "income"}}},
    {"savings_group", {{}, {"inputs", "consumption", "income"}}},
    {"replanting", {{"replant_subsidy", "cash_received"}, {"trees", "infected", "yield", "income"}}},
    {"agroforestry", {{"side_income"}, {"yield", "family_days", "income"}}},
    {"diversification", {{"side_income"}, {"family_days", "income"}}},
    {"tenure_reform", {{}, {"trees", "yield", "income"}}},
    {"weather_insurance", {{"insurance_net", "insurance_premium"}, {"income", "consumption"}}},
    {"weather_information", {{}, {"package_none", "practice", "income"}}},
    {"cash_transfer", {{"cash_received"}, {"inputs", "yield", "consumption", "income"}}},
    {"buyer_premium", {{"premium", "price"}, {"income", "consumption"}}},
    {"living_income_differential", {{"differential", "price"}, {"income", "consumption"}}},
    {"minimum_price", {{"floor_payment", "price"}, {"income", "consumption"}}},
    {"living_income_reference_price", {{"floor_payment", "price"}, {"income", "consumption"}}},
};

TEST_P(Large, AcrossAPopulationItReachesItsMeasuresAndLeavesTheQuietOnes) {
    const auto found = kReaches.find(GetParam());
    ASSERT_NE(found, kReaches.end()) << "say which measures it moves";
    Fields fields = soon(GetParam());
    fields.emplace_back("enrol_intercept", 50.0);
    if (GetParam() == "agroforestry") fields.emplace_back("first_income_years", 2.0);
    Programme programme;
    programme.interventions = {intervention(GetParam(), fields)};
    auto settings = few_years(10);
    settings.market_answer = MarketAnswer::off;
    const auto runs = simulate::simulate(synthetic(400, 81, 25), changed_table(ground(GetParam())), programme, settings);
    auto moved = [&](std::string_view name) {
        std::size_t m = 0;
        while (m < kMeasures && kMeasureRows[m].name != name) ++m;
        EXPECT_LT(m, kMeasures) << name << " is no measure";
        for (Index pair = 0; pair < runs.pairs(); ++pair)
            for (Index year = 1; year <= runs.years(); ++year) {
                const double a = runs.value(pair, 0, year, 0, static_cast<Measure>(m)), b = runs.value(pair, 1, year, 0, static_cast<Measure>(m));
                // Other earnings are what is left when all else is taken off income: their last digits follow everything.
                if (std::abs(a - b) > 1e-9 * (1.0 + std::abs(a))) return true;
            }
        return false;
    };
    for (const auto name : kQuiet) EXPECT_EQ(moved(name), found->second.quiet.contains(name)) << name;
    for (const auto name : found->second.others) EXPECT_TRUE(moved(name)) << name;
}

}  // namespace
