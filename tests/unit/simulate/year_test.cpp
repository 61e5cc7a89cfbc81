// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/year.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "../../support/random_households.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;
using tests::random_market;
using tests::random_year;
using tests::shipped;
using tests::YearCase;

struct Lived {
    Parameters p;
    MarketYear market;
    YearCase before;
    State<double> after;
    Flows<double> flow;
};

template <Season season = Season::simulated>
Lived live(const Parameters& p, const MarketYear& market, const YearCase& c) {
    const Model m(p);
    State<double> s = c.state;
    const auto flow = household_year<season>(m, market, c.fixed, c.village, c.levers, c.shocks, s);
    return {p, market, c, s, flow};
}

/// 4,000 random years under the defaults and under 20 other sets of parameters.
void every_year(const std::function<void(const Lived&)>& check) {
    tests::Dice dice(61);
    for (int set = 0; set < 21; ++set) {
        const Parameters p = set == 0 ? shipped() : tests::random_parameters(dice);
        for (int i = 0; i < (set == 0 ? 2000 : 100); ++i) check(live(p, random_market(dice), random_year(dice)));
        if (testing::Test::HasFailure()) return;
    }
}

double total(const agronomy::Stand<double>& n) {
    double sum = 0.0;
    for (const double trees : n) sum += trees;
    return sum;
}

double saver(const Lived& y) { return std::max(y.before.fixed.vsla, y.before.levers.savings_group); }
double formal_rate(const Lived& y) { return std::max(0.0, y.p.interest_formal - y.before.levers.interest_relief); }
double credit_limit(const Lived& y) {
    const auto& s = y.before.state;
    const double formal = y.p.credit_fixed + y.p.credit_revenue_share * s.last_revenue + y.before.levers.credit_usd;
    return (s.bar > 0.0 ? 0.0 : formal) + y.p.vsla_loan * saver(y);
}

/// Rounding of sums of this size.
double near_usd(const Lived& y) {
    return 1e-9 * (1.0 + std::abs(y.flow.cocoa_revenue) + y.before.state.wealth + y.flow.consumption);
}

TEST(Year, MoneyIsNeitherMadeNorLost) {
    every_year([](const Lived& y) {
        const auto& f = y.flow;
        const auto& s = y.before.state;
        const double borrowed_to_eat = std::max(0.0, f.consumption - f.cash_on_hand);
        const double came = s.cash + f.cash_received + f.side_income + f.payout + f.loan + borrowed_to_eat + f.cocoa_revenue + f.food_own + f.food_sales +
                            f.livestock_sales + f.earned + f.remittances + f.trip_saving +
                            y.before.fixed.income_residual + f.distress_sales;
        const double went = f.haulage + f.chemicals + f.fertiliser + f.wages + f.infill + f.replant + f.illness_cost +
                            f.lump + f.paid + f.consumption + f.insurance_premium;
        const double leak = y.p.leak + saver(y) * (y.p.leak_vsla - y.p.leak);
        const double saved = std::max(0.0, came - went) * (1.0 - leak);
        const double buffer = y.p.buffer_months / 12.0 * y.p.c_sub * y.before.fixed.adult_equivalents;
        const double invested = y.p.invest_share * std::max(0.0, saved - buffer);
        EXPECT_NEAR(y.after.cash, saved - invested, near_usd(y));
        // Tools sold are what distress sales brought beyond the animals.
        const double herd_price = y.before.shocks.drought > 0.0 ? y.p.herd_price_bad_year : 1.0;
        const double grown = s.livestock * (1.0 + y.p.herd_growth - y.p.herd_mortality) *
                             (y.before.shocks.u_epidemic < y.p.epidemic_prob ? 1.0 - y.p.epidemic_loss : 1.0);
        const double animals = grown - f.livestock_sales / herd_price - y.after.livestock;
        const double tools = (f.distress_sales - animals * herd_price) / y.p.distress_price;
        EXPECT_NEAR(y.after.wealth, (1.0 - y.p.wealth_depreciation) * (s.wealth - tools - f.theft) + invested,
                    10 * near_usd(y));
        EXPECT_GE(animals, -1e-9);
        EXPECT_GE(tools, -1e-6);
    });
}

TEST(Year, DebtsArePaidCarriedOrWrittenOff) {
    every_year([](const Lived& y) {
        const auto& f = y.flow;
        const auto& s = y.before.state;
        const double due = f.loan * (1.0 + formal_rate(y)) + s.debt * (1.0 + y.p.interest_lender);
        EXPECT_NEAR(f.paid + f.unpaid, due, near_usd(y));
        EXPECT_NEAR(f.interest, f.loan * formal_rate(y) + s.debt * y.p.interest_lender, near_usd(y));
        const double carried = y.after.debt - std::max(0.0, f.consumption - f.cash_on_hand);
        EXPECT_LE(carried, 0.5 * f.unpaid + near_usd(y));
        EXPECT_LE(carried, 0.25 * f.cocoa_revenue + near_usd(y));
        EXPECT_GE(carried, -near_usd(y));
        if (f.unpaid > 1e-9 * (due + y.p.c_sub * y.before.fixed.adult_equivalents)) {
            EXPECT_EQ(y.after.bar, 3.0);
        } else {
            EXPECT_EQ(y.after.bar, std::max(0.0, s.bar - 1.0));
        }
        // Formal credit is closed to the barred, and nobody owes more for inputs than the limit.
        const double credit = credit_limit(y);
        EXPECT_LE(f.loan, credit + 1e-9 * (1.0 + credit));
    });
}

TEST(Year, IncomeIsWhatWasEarnedLessWhatItCost) {
    every_year([](const Lived& y) {
        const auto& f = y.flow;
        const double earned = f.cocoa_revenue + f.food_sales + f.livestock_sales + f.earned + f.remittances +
                              f.trip_saving + y.before.fixed.income_residual + f.side_income + f.payout + f.cash_received;
        const double cost = f.haulage + f.chemicals + f.fertiliser + f.wages + f.infill + f.replant + f.interest +
                            f.insurance_premium;
        EXPECT_NEAR(f.income, earned - cost, near_usd(y));
        EXPECT_NEAR(f.income_with_food - f.income, f.food_own, near_usd(y));
        EXPECT_NEAR(f.labour_charge, y.p.own_wage_share * f.wage * f.family_days_used, near_usd(y));
        EXPECT_NEAR(f.cocoa_revenue + f.landlord_share, f.sold * f.price, near_usd(y));
        EXPECT_NEAR(f.cocoa_revenue, y.before.fixed.crop_share * f.sold * f.price, near_usd(y));
        // What a programme pays is what its levers say, unit by unit, and no more than the price holds.
        const auto& l = y.before.levers;
        EXPECT_NEAR(f.premium, l.premium_usd_per_kg * f.sold, near_usd(y));
        EXPECT_NEAR(f.differential, l.differential_usd_per_kg * f.sold, near_usd(y));
        EXPECT_GE(f.floor_payment, 0.0);
        EXPECT_LE(f.premium + f.differential + f.floor_payment, f.sold * f.price + near_usd(y));
        if (l.price_floor_usd_per_kg > 0.0) {
            EXPECT_GE(f.price, l.price_floor_usd_per_kg);
        }
        EXPECT_EQ(f.cash_received, l.cash_usd);
        EXPECT_NEAR(f.input_subsidy * (1.0 - l.input_subsidy), (f.chemicals + f.fertiliser) * l.input_subsidy, near_usd(y));
        EXPECT_TRUE(f.payout == 0.0 || f.payout == l.cover_usd_per_ha * y.before.fixed.area);
        EXPECT_GE(f.credit_subsidy, 0.0);
        EXPECT_LE(f.credit_subsidy, f.unpaid + l.interest_relief * f.loan + near_usd(y));
        EXPECT_NEAR(f.recorded_yield * y.before.fixed.recorded_area, f.sold, 1e-9 * (1.0 + f.sold));
        EXPECT_LE(f.sold, f.production);
        EXPECT_LE(f.production, f.yield * y.before.fixed.area * (1.0 + 1e-12));
    });
}

TEST(Year, TreesBalance) {
    every_year([](const Lived& y) {
        const auto& s = y.before.state;
        const auto mu = agronomy::mortality_table(y.p);
        double need = s.cut_share * total(s.trees), left = 0.0;
        const double roguing = y.before.levers.roguing, rogued = std::min(roguing * s.infected, 0.999);
        const double still_sick = s.infected * (1.0 - roguing) / (1.0 - rogued);
        for (int a = 40; a >= 0; --a) {
            const auto at = static_cast<std::size_t>(a);
            const double removed = std::min(s.trees[at], need);
            need -= removed;
            left += (s.trees[at] - removed) * (1.0 - mu[at]) * (1.0 - y.p.removal * still_sick) * (1.0 - rogued);
        }
        const double died =
            y.p.seedling_mortality * (y.before.shocks.drought > 0.0 ? y.p.drought_seedling_factor : 1.0);
        EXPECT_NEAR(y.flow.trees, left + s.planted * (1.0 - std::min(1.0, died)), 1e-9);
        EXPECT_NEAR(y.flow.trees, total(y.after.trees), 1e-9);
        for (const double n : y.after.trees) EXPECT_GE(n, 0.0);
        // What is planted next was paid for, or takes the place of what is cut.
        const double infilled = y.flow.infill / (y.p.infill_cost * y.before.fixed.area);
        EXPECT_NEAR(y.after.planted, infilled + y.after.cut_share * y.flow.trees + rogued / (1.0 - rogued) * left, 1e-6);
        EXPECT_LE(y.after.planted, infilled + y.after.cut_share * y.flow.trees + rogued * total(s.trees) + 1e-6);
        EXPECT_LE(y.flow.trees + infilled, std::max(y.before.fixed.stand_target, y.flow.trees) + 1e-9);
        const double offered = y.before.levers.replant_share;
        EXPECT_TRUE(y.after.cut_share == 0.0 || y.after.cut_share == (offered > 0.0 ? offered : y.p.replant_step));
        // The farmer's part of the bill and the programme's make the bill.
        EXPECT_NEAR(y.flow.replant + y.flow.replant_subsidy, (y.after.cut_share + rogued) * y.p.replant_cost * y.before.fixed.area,
                    1e-9 * (1.0 + y.flow.replant_subsidy));
        EXPECT_NEAR(y.flow.replant, y.after.cut_share * (1.0 - y.before.levers.replant_subsidy) * y.p.replant_cost * y.before.fixed.area, 1e-9);
    });
}

TEST(Year, HandsDoNoMoreThanTheyCan) {
    every_year([](const Lived& y) {
        const auto& f = y.flow;
        EXPECT_GE(f.family_days, y.p.family_days_floor + y.before.fixed.extra_days);
        EXPECT_GE(f.hired_days, 0.0);
        EXPECT_GE(f.family_days_used, 0.0);
        EXPECT_LE(f.family_days_used, f.family_days);
        const double available = f.family_days + y.p.hired_quality * f.hired_days;
        const double harvest = y.p.labour_harvest * f.production;
        EXPECT_LE(harvest, available + 1e-9 * (1.0 + available));
        // What hands were missing for is what stayed on the trees.
        const double full = y.p.labour_harvest * f.yield * y.before.fixed.area;
        EXPECT_NEAR(full - harvest, f.days_missing, 1e-9 * (1.0 + full));
        EXPECT_NEAR(f.wages, f.wage * f.hired_days, near_usd(y));
        EXPECT_GE(f.wage, 0.5 * y.p.wage);
        EXPECT_LE(f.wage, 2.0 * y.p.wage);
    });
}

TEST(Year, CashBeforeTheHarvestIsNotSpentTwice) {
    every_year([](const Lived& y) {
        const auto& f = y.flow;
        const auto& s = y.before.state;
        const double liquidity = std::max(0.0, y.p.cash_share * (s.cash + f.cash_received) + credit_limit(y));
        EXPECT_LE(f.chemicals + f.fertiliser, y.p.input_budget_share * liquidity + near_usd(y));
        EXPECT_LE(f.chemicals + f.fertiliser + y.p.wage_before_harvest * f.wages + f.infill + f.replant,
                  liquidity + near_usd(y));
    });
}

TEST(Year, SharesAreShares) {
    every_year([](const Lived& y) {
        for (const double x : y.after.practice) {
            EXPECT_GE(x, 0.0);
            EXPECT_LE(x, 1.0);
        }
        for (const double share : {y.after.knowledge, y.after.infected, y.flow.practice_mean}) {
            EXPECT_GE(share, 0.0);
            EXPECT_LE(share, 1.0);
        }
        EXPECT_TRUE(y.after.package == 0.0 || y.after.package == 1.0 || y.after.package == 2.0 ||
                    y.after.package == 3.0);
        EXPECT_GE(y.flow.doses, 0.0);
        EXPECT_GE(y.flow.months_short, 0.0);
        EXPECT_LE(y.flow.months_short, 12.0);
        EXPECT_GE(y.flow.months_short_lean, 0.0);
        EXPECT_LE(y.flow.months_short_lean, 12.0);
        EXPECT_GE(y.after.cash, 0.0);
        EXPECT_GE(y.after.wealth, 0.0);
        EXPECT_GE(y.after.livestock, 0.0);
        EXPECT_GE(y.after.debt, 0.0);
        EXPECT_GE(y.flow.consumption, 0.0);
        EXPECT_GE(y.flow.days_ill, 0.0);
    });
}

TEST(Year, EverythingIsANumberForEveryHousehold) {
    every_year([](const Lived& y) {
        for (const double value : std::bit_cast<std::array<double, kFlowColumns>>(y.flow))
            EXPECT_TRUE(std::isfinite(value));
        for (const double value : std::bit_cast<std::array<double, kStateColumns>>(y.after))
            EXPECT_TRUE(std::isfinite(value));
    });
}

TEST(Year, TheSurveysYearLeavesTreesDiseaseKnowledgeAndPracticesAsSurveyed) {
    tests::Dice dice(62);
    for (int i = 0; i < 500; ++i) {
        YearCase c = random_year(dice);
        c.levers = Levers<double>::none();  // no programme has begun
        const auto y = live<Season::surveyed>(shipped(), random_market(dice), c);
        EXPECT_EQ(y.after.trees, y.before.state.trees);
        EXPECT_EQ(y.after.infected, y.before.state.infected);
        EXPECT_EQ(y.after.knowledge, y.before.state.knowledge);
        EXPECT_EQ(y.after.practice, y.before.state.practice);
        EXPECT_EQ(y.flow.replant + y.flow.lump + y.flow.theft + y.after.cut_share, 0.0);
        EXPECT_EQ(y.flow.wage, shipped().wage);
    }
}

TEST(Year, TheSurveysYearHasNoLuckButThePackage) {
    tests::Dice dice(63);
    for (int i = 0; i < 300; ++i) {
        const auto market = random_market(dice);
        YearCase c = random_year(dice);
        const auto first = live<Season::surveyed>(shipped(), market, c);
        const Shocks<double> others = random_year(dice).shocks;
        const double u_package = c.shocks.u_package, drought = c.shocks.drought, food_price = c.shocks.food_price;
        c.shocks = others;
        c.shocks.u_package = u_package;
        c.shocks.drought = drought;  // the engine gives year 0 neither a drought nor a food price of its own
        c.shocks.food_price = food_price;
        const auto second = live<Season::surveyed>(shipped(), market, c);
        EXPECT_EQ((std::bit_cast<std::array<double, kFlowColumns>>(first.flow)),
                  (std::bit_cast<std::array<double, kFlowColumns>>(second.flow)));
    }
}

// ---- what moves what, with everything else held ------------------------------------------------------------------------

/// Choices that do not answer to prices: nobody chooses anew, moves practices or replants, nor buys fertiliser.
YearCase with_fixed_choices(YearCase c, Parameters& p) {
    p.rechoice = 0.0;
    p.adjust = 0.0;
    c.shocks.u_rechoice = 0.5;
    c.shocks.u_replant = 1.0;
    c.state.package = 0.0;
    return c;
}

TEST(Year, AHigherPriceNeverLowersIncomeAtTheSameChoices) {
    tests::Dice dice(64);
    for (int i = 0; i < 1000; ++i) {
        Parameters p = shipped();
        const auto c = with_fixed_choices(random_year(dice), p);
        MarketYear market = random_market(dice);
        const auto low = live(p, market, c);
        market.price *= 1.2;
        market.expected_price *= 1.2;
        const auto high = live(p, market, c);
        EXPECT_GE(high.flow.income, low.flow.income);
        EXPECT_EQ(high.flow.production, low.flow.production);
    }
}

TEST(Year, MoreCashNeverBuysLessFertiliser) {
    tests::Dice dice(65);
    int bought = 0, more = 0;
    for (int i = 0; i < 3000; ++i) {
        Parameters p = shipped();
        p.rechoice = 0.0;
        YearCase c = random_year(dice);
        c.shocks.u_rechoice = 0.5;
        c.state.package = 3.0;
        const auto market = random_market(dice);
        const auto poor = live(p, market, c);
        if (poor.flow.package != 3.0) continue;  // could not keep it up
        c.state.cash += dice.between(0.0, 500.0);
        const auto rich = live(p, market, c);
        EXPECT_EQ(rich.flow.package, 3.0);
        EXPECT_GE(rich.flow.fertiliser, poor.flow.fertiliser - 1e-9);
        ++bought;
        more += rich.flow.fertiliser > poor.flow.fertiliser;
    }
    EXPECT_GT(bought, 300);
    EXPECT_GT(more, 100);
}

TEST(Year, FurtherAwayIsNeverANetPriceHigher) {
    tests::Dice dice(66);
    for (int i = 0; i < 1000; ++i) {
        Parameters p = shipped();
        YearCase c = with_fixed_choices(random_year(dice), p);
        const auto market = random_market(dice);
        const auto near = live(p, market, c);
        const bool path = dice.chance(0.5);
        (path ? c.fixed.km_foot : c.fixed.km_road) += 5.0;
        const auto far = live(p, market, c);
        if (near.flow.sold == 0.0 || far.flow.sold == 0.0) continue;
        const double net_near = near.flow.price - near.flow.haulage / near.flow.sold;
        const double net_far = far.flow.price - far.flow.haulage / far.flow.sold;
        EXPECT_LE(net_far, net_near + 1e-12);
        if (path && c.levers.foot_removed < 0.99) {
            EXPECT_LT(net_far, net_near);
        }
    }
}

TEST(Year, ACourseTeachesIllnessTiresAndARoadSaves) {
    tests::Dice dice(67);
    for (int i = 0; i < 500; ++i) {
        YearCase c = random_year(dice);
        const auto market = random_market(dice);
        c.levers = Levers<double>::none();
        const auto plain = live(shipped(), market, c);
        c.levers.course = 1.0;
        EXPECT_GT(live(shipped(), market, c).flow.knowledge, plain.flow.knowledge);
        c.levers = Levers<double>::none();
        c.levers.burden = 0.5;
        const auto healthy = live(shipped(), market, c);
        EXPECT_GE(healthy.flow.family_days, plain.flow.family_days);
        EXPECT_LE(healthy.flow.days_ill, plain.flow.days_ill);
        EXPECT_LE(healthy.flow.illness_cost, plain.flow.illness_cost);
        EXPECT_GE(healthy.flow.earned, plain.flow.earned);
        c.levers = Levers<double>::none();
        c.levers.foot_removed = c.levers.road_upgrade = 1.0;
        const auto road = live(shipped(), market, c);
        EXPECT_LE(road.flow.days_ill, plain.flow.days_ill);
        EXPECT_GE(road.flow.family_days, plain.flow.family_days);
        EXPECT_GE(road.flow.price, plain.flow.price);
    }
}

TEST(Year, EveryLeverDoesSomethingAndNothingWhereItIsNotMoved) {
    tests::Dice dice(70);
    std::array<int, effects::kLevers> moved{};
    const Model model(shipped());
    const auto bits = [&](const YearCase& c, const MarketYear& market, const std::array<double, effects::kLevers>& levers) {
        State<double> s = c.state;
        const auto flow = household_year<Season::simulated>(model, market, c.fixed, c.village, std::bit_cast<Levers<double>>(levers), c.shocks, s);
        return std::pair{std::bit_cast<std::array<double, kFlowColumns>>(flow), std::bit_cast<std::array<double, kStateColumns>>(s)};
    };
    const auto none = std::bit_cast<std::array<double, effects::kLevers>>(Levers<double>::none());
    for (int i = 0; i < 8000; ++i) {
        YearCase c = random_year(dice);
        const auto market = random_market(dice);
        const auto everything = std::bit_cast<std::array<double, effects::kLevers>>(c.levers);
        if (i % 2 == 0) {  // rich tenants whose old trees are near the edge of being worth replacing
            c.state.cash = 5000.0;
            c.fixed.crop_share = 0.5;
            c.shocks.u_replant = dice.between(0.0, 0.2);
        }
        const auto plain = bits(c, market, none);
        for (std::size_t k = 0; k < effects::kLevers; ++k) {
            auto one = none;
            one[k] = everything[k];
            const bool same = bits(c, market, one) == plain;
            if (one[k] == effects::kLeverRows[k].neutral) {
                EXPECT_TRUE(same) << kLeverNames[k];
            }
            moved[k] += !same;
        }
    }
    for (std::size_t k = 0; k < effects::kLevers; ++k) EXPECT_GT(moved[k], 3) << kLeverNames[k] << " does nothing";
}

/// Money without strings: whoever was short of nothing chooses and works as before, and is richer by what was paid.
TEST(Year, ALumpSumHasNoSubstitutionEffect) {
    tests::Dice dice(71);
    for (int i = 0; i < 500; ++i) {
        YearCase c = random_year(dice);
        c.levers = Levers<double>::none();
        c.state.cash = 1e6;  // no choice hangs on cash
        const auto market = random_market(dice);
        const auto without = live(shipped(), market, c);
        c.levers.cash_usd = 500.0;
        const auto with = live(shipped(), market, c);
        EXPECT_EQ(with.flow.production, without.flow.production);
        EXPECT_EQ(with.flow.package, without.flow.package);
        EXPECT_EQ(with.flow.family_days_used, without.flow.family_days_used);
        EXPECT_NEAR(with.flow.income - without.flow.income, 500.0, 1e-6);
    }
}

TEST(Year, APremiumIsPaidOnWhatIsSoldAndAFloorOnlyBelowIt) {
    tests::Dice dice(72);
    for (int i = 0; i < 500; ++i) {
        Parameters p = shipped();
        YearCase c = with_fixed_choices(random_year(dice), p);
        c.levers = Levers<double>::none();
        const auto market = random_market(dice);
        const auto plain = live(p, market, c);
        c.levers.premium_usd_per_kg = 0.2;
        const auto premium = live(p, market, c);
        EXPECT_NEAR(premium.flow.income - plain.flow.income, c.fixed.crop_share * 0.2 * plain.flow.sold, 1e-9 * (1.0 + plain.flow.cocoa_revenue));
        c.levers.premium_usd_per_kg = 0.0;
        c.levers.price_floor_usd_per_kg = 0.9 * plain.flow.price;
        EXPECT_EQ(live(p, market, c).flow.income, plain.flow.income);
        c.levers.price_floor_usd_per_kg = 1.5 * plain.flow.price;
        EXPECT_NEAR(live(p, market, c).flow.price, 1.5 * plain.flow.price, 1e-12);
    }
}

/// The share of the harvest that a tenant keeps: less of it never makes him work the trees harder.
TEST(Year, ATenantEarnsHisPartOfTheHarvest) {
    tests::Dice dice(73);
    for (int i = 0; i < 500; ++i) {
        Parameters p = shipped();
        YearCase c = with_fixed_choices(random_year(dice), p);
        const auto market = random_market(dice);
        c.fixed.crop_share = 1.0;
        const auto owner = live(p, market, c);
        EXPECT_EQ(owner.flow.landlord_share, 0.0);
        c.fixed.crop_share = 0.5;
        const auto tenant = live(p, market, c);
        EXPECT_EQ(tenant.flow.sold, owner.flow.sold);
        EXPECT_NEAR(tenant.flow.cocoa_revenue, 0.5 * owner.flow.cocoa_revenue, 1e-9 * (1.0 + owner.flow.cocoa_revenue));
    }
}

TEST(Year, TheSickNearestToDeathKeepTheirFloorOfDays) {
    tests::Dice dice(68);
    YearCase c = random_year(dice);
    c.levers.burden = 50.0;
    c.state.hunger = 12.0;
    const auto y = live(shipped(), random_market(dice), c);
    EXPECT_EQ(y.flow.family_days, shipped().family_days_floor + c.fixed.extra_days);
    EXPECT_EQ(y.flow.earned, 0.0);
}

TEST(Year, WithoutMoneyNothingIsBought) {
    tests::Dice dice(69);
    for (int i = 0; i < 300; ++i) {
        YearCase c = random_year(dice);
        c.levers = Levers<double>::none();
        c.state.cash = 0.0;
        c.state.bar = 2.0;
        c.fixed.vsla = 0.0;
        const auto y = live(shipped(), random_market(dice), c);
        EXPECT_EQ(y.flow.chemicals + y.flow.fertiliser + y.flow.wages + y.flow.infill + y.flow.replant + y.flow.loan,
                  0.0);
        EXPECT_EQ(y.flow.package, 0.0);
    }
}

TEST(Year, AnEmptyStandHarvestsNothingAndIsReplantedByInfilling) {
    tests::Dice dice(70);
    YearCase c = random_year(dice);
    c.state.trees.fill(0.0);
    c.state.planted = 0.0;
    c.state.cash = 2000.0;
    const auto y = live(shipped(), random_market(dice), c);
    EXPECT_EQ(y.flow.production, 0.0);
    EXPECT_EQ(y.flow.bearing_share, 0.0);
    EXPECT_GT(y.after.planted, 0.0);
}

}  // namespace
