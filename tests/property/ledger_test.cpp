// SPDX-License-Identifier: Apache-2.0
/// The books of a run: everything that leaves one party arrives at another, to the cent, whatever was done.
#include <gtest/gtest.h>

#include <cmath>

#include "../support/runs.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/evaluate/ledger.hpp"
#include "smallholder/evaluate/summary.hpp"
#include "smallholder/programme/payers.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::tests;
using evaluate::FlowKind;
using evaluate::Ledger;
using evaluate::Party;
using simulate::AccountLine;
using simulate::Measure;
using simulate::Runs;

constexpr double kCent = 0.01;

/// All interventions in as few arms as their accounts allow, some of them with two payers.
Programme everything() {
    Programme programme;
    for (const std::string& key : catalogue_keys()) {
        Intervention made = intervention(key, soon(key));
        if (programme.interventions.size() % 2 == 0) made.paid_by = {{"donor", 0.6}, {"government", 0.4}};
        programme.interventions.push_back(made);
    }
    programme.arms = arms_of_all(programme.interventions);
    return programme;
}

const Runs& run_of(market::Regime regime, simulate::MarketAnswer answer) {
    static std::map<std::pair<int, int>, Runs> made;
    const auto key = std::pair{static_cast<int>(regime), static_cast<int>(answer)};
    if (!made.contains(key)) {
        simulate::RunSettings s = few_years(6);
        s.regime = regime;
        s.market_answer = answer;
        s.comparators = true;
        const std::vector<ParameterOverride> tenants{{"share_tenancy", 1.0, "test"}, {"landlord_input_share", 0.3, "test"}};
        static const ParameterTable table = shipped_table().changed_by(tenants, {});
        made.emplace(key, simulate::simulate(with_represents(synthetic(120, 91, 20), 500000.0), table, everything(), s));
    }
    return made.at(key);
}

const std::vector<const Runs*>& all_runs() {
    using market::Regime;
    using simulate::MarketAnswer;
    static const std::vector<const Runs*> runs{&run_of(Regime::regulated, MarketAnswer::off), &run_of(Regime::regulated, MarketAnswer::on),
                                               &run_of(Regime::liberal, MarketAnswer::on)};
    return runs;
}

template <class Check>
void for_each_ledger(Check&& check) {
    for (const Runs* runs : all_runs())
        for (Index pair = 0; pair < runs->pairs(); ++pair)
            for (Index arm = 1; arm < static_cast<Index>(runs->arms.size()); ++arm) check(*runs, pair, arm, evaluate::ledger_of(*runs, pair, arm));
}

std::vector<char> only(const Ledger& ledger, Index party) {
    std::vector<char> members(ledger.parties.size(), 0);
    members[static_cast<std::size_t>(party)] = 1;
    return members;
}

/// Sum over years and parties must hold to the cent in hundreds of millions.
void expect_same_money(double a, double b, const std::string& what) { EXPECT_NEAR(a, b, kCent) << what; }

TEST(Ledger, GainsOfAllPartiesSumToThatOfAllWithTransfersCancelling) {
    for_each_ledger([](const Runs&, Index, Index, const Ledger& ledger) {
        const std::vector<double> all = ledger.gain(std::vector<char>(ledger.parties.size(), 1));
        std::vector<double> sum(all.size(), 0.0), real(all.size(), 0.0);
        for (Index party = 0; party < static_cast<Index>(ledger.parties.size()); ++party) {
            const std::vector<double> own = ledger.gain(only(ledger, party));
            for (std::size_t t = 0; t < sum.size(); ++t) sum[t] += own[t];
        }
        for (std::size_t l = 0; l < ledger.lines.size(); ++l)
            for (std::size_t t = 0; t < sum.size(); ++t) {
                const double usd = ledger.at(static_cast<Index>(l), static_cast<Index>(t));
                if (ledger.lines[l].kind == FlowKind::benefit) real[t] += usd;
                if (ledger.lines[l].kind == FlowKind::cost) real[t] -= usd;
            }
        for (std::size_t t = 0; t < sum.size(); ++t) {
            expect_same_money(sum[t], all[t], "the parties and all of them");
            expect_same_money(real[t], all[t], "benefits less costs, and the gain of all");
        }
    });
}

TEST(Ledger, EveryLineHasWhoItsKindNeeds) {
    for_each_ledger([](const Runs&, Index, Index, const Ledger& ledger) {
        for (const evaluate::LedgerLine& line : ledger.lines) {
            EXPECT_EQ(line.from != evaluate::kNobody, line.kind != FlowKind::benefit) << line.what;
            EXPECT_EQ(line.to != evaluate::kNobody, line.kind == FlowKind::benefit || line.kind == FlowKind::transfer) << line.what;
        }
    });
}

TEST(Ledger, FarmersGainIsTheirIncomeWithIllnessAndDebtsNeverPaid) {
    for_each_ledger([](const Runs& runs, Index pair, Index arm, const Ledger& ledger) {
        std::vector<char> farmers(ledger.parties.size(), 0);
        for (std::size_t h = 0; h < simulate::kHolders; ++h) farmers[h] = 1;
        const std::vector<double> gain = ledger.gain(farmers), time = ledger.own_time(farmers);
        for (Index t = 0; t <= runs.years(); ++t) {
            auto change = [&](Measure m) { return runs.represents * (runs.value(pair, arm, t, 0, m) - runs.value(pair, 0, t, 0, m)); };
            double written_off = 0.0;
            for (std::size_t h = 0; h < simulate::kHolders; ++h)
                written_off += runs.account(pair, arm, t, static_cast<simulate::Holder>(h), AccountLine::written_off);
            const double scale = runs.represents * std::abs(runs.value(pair, 0, t, 0, Measure::income_with_food));
            const auto at = static_cast<std::size_t>(t);
            // Levels are kept as means, so the comparison is no better than their rounding.
            EXPECT_NEAR(gain[at], change(Measure::income_with_food) + written_off - change(Measure::illness_cost), 1e-9 * scale + kCent) << runs.arms[static_cast<std::size_t>(arm)] << " year " << t;
            EXPECT_NEAR(time[at], change(Measure::income_with_food) - change(Measure::income_with_food_after_labour), 1e-9 * scale + kCent);
        }
    });
}

TEST(Ledger, PayersLayOutWhatTheProgrammeCosts) {
    for_each_ledger([](const Runs& runs, Index pair, Index arm, const Ledger& ledger) {
        for (Index t = 0; t <= runs.years(); ++t) {
            double paid = 0.0;
            std::map<std::string, double> by_payer;
            for (std::size_t l = 0; l < ledger.lines.size(); ++l) {
                const auto& line = ledger.lines[l];
                if (line.intervention < 0) continue;
                paid += ledger.at(static_cast<Index>(l), t);
                by_payer[ledger.parties[static_cast<std::size_t>(line.from)]] += ledger.at(static_cast<Index>(l), t);
            }
            expect_same_money(paid, runs.cost_of(pair, arm, t), runs.arms[static_cast<std::size_t>(arm)] + ", year " + std::to_string(t));
            // The same money in another form is paid in the shares in which the arm beside it cost its payers that year.
            const auto role = runs.arm_role[static_cast<std::size_t>(arm)];
            const bool beside = role == simulate::ArmRole::same_cash || role == simulate::ArmRole::same_premium;
            const Index priced = beside ? runs.arm_of[static_cast<std::size_t>(arm)] : arm;
            double donors = 0.0, all = 0.0;
            for (const Index k : runs.arm_interventions[static_cast<std::size_t>(priced)]) {
                double cost = runs.service_of(pair, priced, k, t).cost;
                if (beside && t == 1) cost += runs.service_of(pair, priced, k, 0).cost;
                all += cost;
                if (runs.paid_by[static_cast<std::size_t>(k)].size() == 2) donors += 0.6 * cost;
            }
            if (beside) {
                if (all == 0.0) continue;
                donors *= runs.cost_of(pair, arm, t) / all;
            }
            expect_same_money(by_payer["donor"], donors, "what the donor pays");
        }
    });
}

TEST(Ledger, MoneyHandedOutArrivesInTheAccountsItWasMeantFor) {
    for_each_ledger([](const Runs& runs, Index pair, Index arm, const Ledger& ledger) {
        for (Index t = 0; t <= runs.years(); ++t) {
            double handed_out = 0.0, arrived = 0.0;
            for (const Index k : runs.arm_interventions[static_cast<std::size_t>(arm)]) handed_out += runs.service_of(pair, arm, k, t).handed_out;
            for (std::size_t l = 0; l < ledger.lines.size(); ++l)
                if (ledger.lines[l].intervention >= 0 && ledger.lines[l].kind == FlowKind::transfer) arrived += ledger.at(static_cast<Index>(l), t);
            expect_same_money(arrived, handed_out, runs.arms[static_cast<std::size_t>(arm)] + ", year " + std::to_string(t));
        }
    });
}

TEST(Ledger, AFallOfThePriceMovesMoneyFromGrowersToBuyers) {
    const Runs& runs = run_of(market::Regime::regulated, simulate::MarketAnswer::on);
    bool seen = false;
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        if (runs.arm_role[static_cast<std::size_t>(arm)] != simulate::ArmRole::programme) continue;
        const Ledger ledger = evaluate::ledger_of(runs, 0, arm);
        const double factor = runs.price_factor[static_cast<std::size_t>(arm * (runs.years() + 1) + runs.years())];
        const auto last = static_cast<std::size_t>(runs.years());
        const double buyers = ledger.gain(only(ledger, static_cast<Index>(Party::buyers)))[last];
        const double elsewhere = ledger.gain(only(ledger, static_cast<Index>(Party::growers_elsewhere)))[last];
        const double here = ledger.gain(only(ledger, static_cast<Index>(Party::origin_growers)))[last];
        if (std::abs(factor - 1.0) < 1e-4) continue;
        seen = true;
        EXPECT_EQ(factor < 1.0, buyers > 0.0) << factor;
        EXPECT_EQ(factor < 1.0, elsewhere < 0.0) << factor;
        EXPECT_EQ(factor < 1.0, here < 0.0) << factor;
        // Buyers gain at least what growers elsewhere lose; the rest is what the population's own beans became cheaper by.
        EXPECT_GT(std::abs(buyers), std::abs(elsewhere));
    }
    EXPECT_TRUE(seen);
}

TEST(Ledger, WhereNoPriceAnswersNobodyElseIsTouched) {
    const Runs& runs = run_of(market::Regime::regulated, simulate::MarketAnswer::off);
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        const Ledger ledger = evaluate::ledger_of(runs, 0, arm);
        for (const Party party : {Party::buyers, Party::growers_elsewhere, Party::origin_growers, Party::traders})
            for (const double usd : ledger.gain(only(ledger, static_cast<Index>(party)))) EXPECT_EQ(usd, 0.0);
    }
}

TEST(Ledger, NothingMovesWhereNothingIsDone) {
    Programme idle;
    for (const std::string& key : catalogue_keys()) idle.interventions.push_back(intervention(key, size_zero(key)));
    idle.arms = arms_of_all(idle.interventions);
    const Runs runs = simulate::simulate(synthetic(60, 7, 20), shipped_table(), idle, few_years(4));
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        const Ledger ledger = evaluate::ledger_of(runs, 0, arm);
        for (std::size_t l = 0; l < ledger.lines.size(); ++l)
            for (Index t = 0; t <= runs.years(); ++t)
                EXPECT_TRUE(ledger.lines[l].intervention >= 0 || ledger.at(static_cast<Index>(l), t) == 0.0) << ledger.lines[l].what;
    }
}

TEST(Ledger, PerspectivesAreThoseThatAProgrammeFileMayName) {
    const auto made = evaluate::perspectives(*all_runs().front(), 1);
    std::vector<std::string> names;
    for (const auto& who : made) names.push_back(who.name);
    for (const std::string_view known : perspective_names()) EXPECT_NE(std::find(names.begin(), names.end(), known), names.end()) << known;
    EXPECT_EQ(names.size(), perspective_names().size() + 1) << "the donor, and nobody else, comes on top";
    EXPECT_EQ(names.back(), "donor");
}

TEST(Ledger, ReturnsAreReadFromIt) {
    const Runs& runs = *all_runs().front();
    const auto rows = evaluate::returns(runs, {0.1});
    auto mean = [&](Index arm, const char* who, const char* metric) {
        for (const auto& row : rows)
            if (row.arm == arm && row.perspective == who && row.metric == metric) return row.mean;
        ADD_FAILURE() << who << " " << metric;
        return 0.0;
    };
    const double outlay = mean(1, "programme", "cost_present_value");
    double society = 0.0;
    for (const auto& gain : evaluate::gains(runs, 1, "society", false))
        for (std::size_t t = 0; t < gain.size(); ++t) society += gain[t] / std::pow(1.1, static_cast<double>(t)) / runs.settings.draws;
    EXPECT_NEAR(society, mean(1, "society", "net_present_value"), kCent);
    double spent = 0.0;
    for (const auto& costs : evaluate::outlays(runs, 1))
        for (std::size_t t = 0; t < costs.size(); ++t) spent += costs[t] / std::pow(1.1, static_cast<double>(t)) / runs.settings.draws;
    EXPECT_NEAR(spent, outlay, kCent);
    // One ratio per draw: with the same outlay in each it would be that of the means.
    EXPECT_GT(outlay, 0.0);
    EXPECT_NEAR(mean(1, "society", "benefit_cost_ratio"), mean(1, "society", "net_benefit_to_cost") + 1.0, 1e-9);
    EXPECT_NEAR(mean(1, "society", "net_present_value") + mean(1, "local_businesses", "net_present_value"),
                mean(1, "society_with_spillovers", "net_present_value"), kCent);
}

TEST(Ledger, LandlordsAndSharecroppersAreInTheBooks) {
    const Runs& runs = *all_runs().front();
    const Ledger ledger = evaluate::ledger_of(runs, 0, 1);
    for (const Party party : {Party::participant_sharecroppers, Party::landlords, Party::hired_workers, Party::lenders, Party::government}) {
        const std::vector<double> gain = ledger.gain(only(ledger, static_cast<Index>(party)));
        EXPECT_TRUE(std::any_of(gain.begin(), gain.end(), [](double usd) { return usd != 0.0; })) << ledger.parties[static_cast<std::size_t>(party)];
    }
}

TEST(Payers, SharesMustSumToTheBillAndNamesBeTheirOwn) {
    EXPECT_NO_THROW(require_payers({{"donor", 0.25}, {"government", 0.75}}, "here"));
    EXPECT_NO_THROW(require_payers({}, "here"));
    const auto refused = [](std::vector<std::pair<std::string, double>> shares, const std::string& said) {
        try {
            require_payers(shares, "here");
            ADD_FAILURE() << "not refused: " << said;
        } catch (const ProgrammeError& error) {
            EXPECT_NE(std::string(error.what()).find(said), std::string::npos) << error.what();
        }
    };
    refused({{"donor", 0.5}, {"government", 0.4}}, "sum to 0.9");
    refused({{"donor", 0.7}, {"government", 0.4}}, "more than the bill");
    refused({{"donor", 60.0}, {"government", 40.0}}, "Write 60% as 0.6");
    refused({{"donor", 1.2}, {"government", -0.2}}, "no share of a bill");
    refused({{"farmers", 1.0}}, "cannot be a payer's name");
    refused({{"society", 1.0}}, "cannot be a payer's name");
}

}  // namespace
