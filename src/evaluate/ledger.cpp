// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/ledger.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "finished.hpp"
#include "smallholder/market/local_multiplier.hpp"
#include "world_books.hpp"

namespace smallholder::evaluate {
namespace {

using simulate::AccountLine;
using simulate::Holder;
using simulate::Measure;
using simulate::Runs;

constexpr std::array<std::string_view, kParties> kPartyNames{
    "participants", "participant_sharecroppers", "other_farmers", "other_sharecroppers", "origin_growers", "hired_workers", "landlords",
    "lenders",      "government",                "traders",       "growers_elsewhere",   "buyers",         "local_businesses"};

constexpr Index of(Party party) { return static_cast<Index>(party); }

/// Parties of a run: those of the model, then who pays, each once. A payer called "government" is the government.
std::vector<std::string> parties_of(const Runs& runs) {
    std::vector<std::string> names(kPartyNames.begin(), kPartyNames.end());
    for (const auto& payers : runs.paid_by)
        for (const auto& [name, share] : payers)
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    return names;
}

/// Writes the lines of one arm in a fixed order, so that all draws have the same.
class Books {
public:
    Books(const Runs& runs, Index pair, Index arm)
        : runs_(runs), pair_(pair), arm_(arm), p_(runs.parameters[static_cast<std::size_t>(pair / runs.settings.replicates)]) {
        made_.parties = parties_of(runs);
        made_.years = runs.years();
    }

    Ledger write() {
        for (Index h = 0; h < static_cast<Index>(simulate::kHolders); ++h) farmers(h);
        const Index workers = of(Party::hired_workers);
        // Hired work is work that is not done elsewhere: a cost at the same shadow wage as the family's own, and always counted.
        line("time of hired workers", FlowKind::cost, workers, kNobody,
             [&](Index t) { return everybody(t, AccountLine::hired_time); });
        payers();
        market();
        line("earned where farmers and workers spend", FlowKind::benefit, kNobody, of(Party::local_businesses), [&](Index t) {
            return (market::real_multiplier(nominal(), {p_.local_supply_elasticity, p_.local_demand_elasticity}) - 1.0) * spent_locally(t);
        });
        return std::move(made_);
    }

    /// The change of what people here have to spend: farmers' money income, wages and rents.
    double spent_locally(Index t) const {
        using enum AccountLine;
        return everybody(t, takings) - everybody(t, haulage) - (everybody(t, inputs) - everybody(t, input_subsidy)) -
               (everybody(t, planting) - everybody(t, replant_subsidy)) - everybody(t, interest) + everybody(t, food_sales) +
               everybody(t, other) + everybody(t, cash) + everybody(t, insurance);
    }
    double nominal() const { return market::nominal_multiplier(p_.local_spending_kept, 1.0); }

private:
    double of_holder(Index t, Index holder, AccountLine line) const {
        return runs_.account(pair_, arm_, t, static_cast<Holder>(holder), line);
    }
    double everybody(Index t, AccountLine line) const {
        double sum = 0.0;
        for (Index h = 0; h < static_cast<Index>(simulate::kHolders); ++h) sum += of_holder(t, h, line);
        return sum;
    }
    template <class Amount>
    void line(std::string what, FlowKind kind, Index from, Index to, Amount&& amount, Index intervention = -1) {
        made_.lines.push_back({std::move(what), kind, from, to, intervention});
        for (Index t = 0; t <= made_.years; ++t) made_.usd.push_back(amount(t));
    }

    /// Whoever stands between the export price and the farm gate.
    Index channel() const {
        return runs_.settings.regime == market::Regime::regulated ? of(Party::government) : of(Party::traders);
    }

    void farmers(Index h) {
        using enum AccountLine;
        auto amount = [this, h](AccountLine which) { return [this, h, which](Index t) { return of_holder(t, h, which); }; };
        line("harvest at the market's price", FlowKind::transfer, channel(), h, [this, h](Index t) {
            return of_holder(t, h, takings) - of_holder(t, h, premium) - of_holder(t, h, differential) - of_holder(t, h, floor_payment);
        });
        line("landlord's share of the harvest", FlowKind::transfer, h, of(Party::landlords), amount(landlord_share));
        line("haulage", FlowKind::cost, h, kNobody, amount(haulage));
        line("chemicals and fertiliser", FlowKind::cost, h, kNobody, amount(inputs));
        line("inputs paid by landlords", FlowKind::transfer, of(Party::landlords), h, amount(landlord_inputs));
        line("planting", FlowKind::cost, h, kNobody, amount(planting));
        line("wages", FlowKind::transfer, h, of(Party::hired_workers), amount(wages));
        line("interest", FlowKind::transfer, h, of(Party::lenders), amount(interest));
        line("debts never paid", FlowKind::transfer, of(Party::lenders), h, amount(written_off));
        line("own food", FlowKind::benefit, kNobody, h, amount(food_own));
        line("food sold", FlowKind::benefit, kNobody, h, amount(food_sales));
        line("livestock, other work, remittances, fares, side crops", FlowKind::benefit, kNobody, h, amount(other));
        line("spending on illness", FlowKind::cost, h, kNobody, amount(illness));
        line("own work on the crop", FlowKind::own_time, h, kNobody, amount(labour));
    }

    /// What an intervention hands out arrives in lines of the accounts; where two use one account, each in its own years.
    double share_of_account(Index k, effects::Account account, Index t) const {
        double mine = 0.0, all = 0.0;
        Index first = -1;
        for (const Index other : runs_.arm_interventions[static_cast<std::size_t>(arm_)]) {
            const auto& accounts = runs_.pays_into[static_cast<std::size_t>(other)];
            if (std::find(accounts.begin(), accounts.end(), account) == accounts.end()) continue;
            if (first < 0) first = other;
            const double handed = std::abs(runs_.service_of(pair_, arm_, other, t).handed_out);
            all += handed;
            if (other == k) mine = handed;
        }
        return all > 0.0 ? mine / all : (k == first ? 1.0 : 0.0);
    }

    /// The part of an intervention's cost that a payer bears in a year.
    using Part = std::function<double(Index year)>;

    void payers() {
        for (const Index k : runs_.arm_interventions[static_cast<std::size_t>(arm_)])
            for (const auto& [name, part] : bearers(k)) {
                const Index payer = made_.party(name);
                line("doing it: " + runs_.interventions[static_cast<std::size_t>(k)], FlowKind::cost, payer, kNobody,
                     [this, k, &part = part](Index t) {
                         const auto& s = runs_.service_of(pair_, arm_, k, t);
                         return part(t) * (s.cost - s.handed_out);
                     },
                     k);
                for (const effects::Account account : runs_.pays_into[static_cast<std::size_t>(k)]) handed_out(k, account, payer, part);
            }
    }

    /// Who pays for an intervention. The same money in another form is paid by those who pay for the arm it stands beside, year by
    /// year in the shares in which that arm cost them.
    std::vector<std::pair<std::string, Part>> bearers(Index k) const {
        std::vector<std::pair<std::string, Part>> found;
        for (const auto& [name, share] : runs_.paid_by[static_cast<std::size_t>(k)]) found.emplace_back(name, [share = share](Index) { return share; });
        if (!found.empty()) return found;
        const Index beside = runs_.arm_of[static_cast<std::size_t>(arm_)];
        const auto& theirs = runs_.arm_interventions[static_cast<std::size_t>(beside)];
        const auto of_payer = [this, beside, theirs](const std::string* name, Index t) {  // nullptr: everybody
            double sum = 0.0;
            for (const Index other : theirs)
                for (const auto& [payer, share] : runs_.paid_by[static_cast<std::size_t>(other)])
                    if (name == nullptr || payer == *name) {
                        sum += share * runs_.service_of(pair_, beside, other, t).cost;
                        // What was spent before the start comes with the first year.
                        if (t == 1) sum += share * runs_.service_of(pair_, beside, other, 0).cost;
                    }
            return sum;
        };
        std::vector<std::string> names;
        for (const Index other : theirs)
            for (const auto& [payer, share] : runs_.paid_by[static_cast<std::size_t>(other)])
                if (std::find(names.begin(), names.end(), payer) == names.end()) names.push_back(payer);
        for (const std::string& name : names)
            found.emplace_back(name, [of_payer, name, many = static_cast<double>(names.size())](Index t) {
                const double all = of_payer(nullptr, t);
                return all != 0.0 ? of_payer(&name, t) / all : 1.0 / many;
            });
        return found;
    }

    void handed_out(Index k, effects::Account account, Index payer, const Part& part) {
        const std::string what = "handed out: " + runs_.interventions[static_cast<std::size_t>(k)];
        for (const AccountLine to : simulate::lines_of(account)) {
            if (to == AccountLine::count_) continue;
            if (account == effects::Account::credit) {
                // What a programme's credit costs goes to whoever lent: the farmer has it as interest not asked and debts not paid.
                line(what, FlowKind::transfer, payer, of(Party::lenders),
                     [this, k, account, &part, to](Index t) { return part(t) * share_of_account(k, account, t) * everybody(t, to); }, k);
                continue;
            }
            for (Index h = 0; h < static_cast<Index>(simulate::kHolders); ++h)
                line(what, FlowKind::transfer, payer, h,
                     [this, k, account, &part, to, h](Index t) { return part(t) * share_of_account(k, account, t) * of_holder(t, h, to); }, k);
        }
    }

    /// Beans go from growers through government or traders to buyers, at the export price of each arm.
    void market() {
        const WorldBooks world(runs_, pair_, arm_);
        const Index buyers = of(Party::buyers), others = of(Party::origin_growers), elsewhere = of(Party::growers_elsewhere);
        auto beans = [&](const char* what, Index from, Index to, auto sales) { line(what, FlowKind::transfer, from, to, sales); };
        auto market_takings = [&](Index t) {
            using enum AccountLine;
            return everybody(t, takings) - everybody(t, premium) - everybody(t, differential) - everybody(t, floor_payment);
        };
        beans("beans of the population at the export price", buyers, channel(), [&](Index t) { return world.at(t).own_sales(); });
        beans("beans of the origin's other growers at the export price", buyers, channel(), [&](Index t) { return world.at(t).origin_sales(); });
        beans("beans of the origin's other growers at the farm gate", channel(), others, [&](Index t) { return world.at(t).origin_takings(); });
        beans("beans from elsewhere at the export price", buyers, elsewhere, [&](Index t) { return world.at(t).elsewhere_sales(); });
        line("bringing beans to the ship", FlowKind::cost, channel(), kNobody, [&](Index t) { return world.at(t).shipping(); });
        if (channel() == of(Party::traders)) {
            line("export tax", FlowKind::transfer, channel(), of(Party::government), [&](Index t) { return world.at(t).tax(); });
            // What is left of the price is taken to be what trading costs.
            line("traders' services", FlowKind::cost, channel(), kNobody, [&](Index t) {
                const WorldYear y = world.at(t);
                return y.own_sales() + y.origin_sales() - market_takings(t) - y.origin_takings() - y.shipping() - y.tax();
            });
        }
        line("growing it, other growers of the origin", FlowKind::cost, others, kNobody, [&](Index t) { return world.at(t).origin_growing(); });
        line("growing it, elsewhere", FlowKind::cost, elsewhere, kNobody, [&](Index t) { return world.at(t).elsewhere_growing(); });
        line("more or less to consume", FlowKind::benefit, kNobody, buyers, [&](Index t) { return world.at(t).consumed(); });
    }

    const Runs& runs_;
    Index pair_, arm_;
    const Parameters& p_;
    Ledger made_;
};

std::vector<char> members_of(const std::vector<std::string>& parties, std::initializer_list<Party> who) {
    std::vector<char> members(parties.size(), 0);
    for (const Party party : who) members[static_cast<std::size_t>(of(party))] = 1;
    return members;
}

}  // namespace

std::string_view name_of(FlowKind kind) {
    switch (kind) {
        case FlowKind::cost: return "cost";
        case FlowKind::benefit: return "benefit";
        case FlowKind::transfer: return "transfer";
        case FlowKind::own_time: return "own_time";
    }
    return "";
}

Index Ledger::party(std::string_view name) const {
    const auto found = std::find(parties.begin(), parties.end(), name);
    return found == parties.end() ? kNobody : found - parties.begin();
}

namespace {

/// Adds the flows of a ledger that cross the border of a set; `into` decides how each counts.
template <class Count>
std::vector<double> across(const Ledger& ledger, const std::vector<char>& members, Count&& count) {
    std::vector<double> total(static_cast<std::size_t>(ledger.years + 1), 0.0), moved(total);
    const auto in = [&](Index party) { return party != kNobody && members[static_cast<std::size_t>(party)]; };
    for (std::size_t l = 0; l < ledger.lines.size(); ++l) {
        const LedgerLine& line = ledger.lines[l];
        const bool gives = in(line.from), gets = in(line.to);
        if (gives == gets) continue;
        for (int t = 0; t <= ledger.years; ++t) {
            total[static_cast<std::size_t>(t)] += count(line, gets, ledger.at(static_cast<Index>(l), t));
            moved[static_cast<std::size_t>(t)] += std::abs(ledger.at(static_cast<Index>(l), t));
        }
    }
    // What only rounding leaves of flows that cancel is nothing.
    for (std::size_t t = 0; t < total.size(); ++t)
        if (std::abs(total[t]) < 1e-12 * moved[t]) total[t] = 0.0;
    return total;
}

}  // namespace

std::vector<double> Ledger::gain(const std::vector<char>& members) const {
    return across(*this, members, [](const LedgerLine& line, bool gets, double amount) {
        return line.kind == FlowKind::own_time ? 0.0 : (gets ? amount : -amount);
    });
}
std::vector<double> Ledger::flow_in(const std::vector<char>& members) const {
    return across(*this, members, [](const LedgerLine& line, bool gets, double amount) {
        return line.kind == FlowKind::own_time ? 0.0 : std::max(0.0, gets ? amount : -amount);
    });
}
std::vector<double> Ledger::flow_out(const std::vector<char>& members) const {
    return across(*this, members, [](const LedgerLine& line, bool gets, double amount) {
        return line.kind == FlowKind::own_time ? 0.0 : std::max(0.0, gets ? -amount : amount);
    });
}
std::vector<double> Ledger::own_time(const std::vector<char>& members) const {
    return across(*this, members, [](const LedgerLine& line, bool, double amount) { return line.kind == FlowKind::own_time ? amount : 0.0; });
}

Ledger ledger_of(const Runs& runs, Index pair, Index arm) { return Books(runs, pair, arm).write(); }

std::vector<Perspective> perspectives(const Runs& runs, Index arm) {
    const std::vector<std::string> parties = parties_of(runs);
    using enum Party;
    auto set = [&](std::initializer_list<Party> who) { return members_of(parties, who); };
    std::vector<char> payers(parties.size(), 0), all(parties.size(), 1), country = set({participants, participant_sharecroppers, other_farmers,
                      other_sharecroppers, origin_growers, hired_workers, landlords, lenders, government, traders});
    for (const Index k : runs.arm_interventions[static_cast<std::size_t>(runs.arm_of[static_cast<std::size_t>(arm)])])
        for (const auto& [name, share] : runs.paid_by[static_cast<std::size_t>(k)])
            payers[static_cast<std::size_t>(std::find(parties.begin(), parties.end(), name) - parties.begin())] = 1;
    std::vector<char> society = all;
    society[static_cast<std::size_t>(of(local_businesses))] = 0;
    std::vector<Perspective> made{
        {"programme", payers, "all who pay, together"},
        {"participants", set({participants, participant_sharecroppers}), "farmers enrolled in any intervention of the arm"},
        {"other_farmers", set({other_farmers, other_sharecroppers}), "farmers of the population who are not enrolled"},
        {"farmers", set({participants, participant_sharecroppers, other_farmers, other_sharecroppers}), "all farmers of the population"},
        {"origin_farmers", set({participants, participant_sharecroppers, other_farmers, other_sharecroppers, origin_growers}),
         "all growers of the origin, of the population or not"},
        {"origin_growers", set({origin_growers}), "growers of the origin outside the population"},
        {"workers_and_sharecroppers", set({participant_sharecroppers, other_sharecroppers, hired_workers}),
         "hired workers, less what their time is worth elsewhere, and farmers who work another's land"},
        {"landlords", set({landlords}), "owners of land that others work"},
        {"lenders", set({lenders}), "who lends to farmers"},
        {"government", set({government}), "the origin's treasury and marketing board"},
        {"growers_elsewhere", set({growers_elsewhere}), "growers of all other origins"},
        {"buyers", set({buyers}), "firms and consumers"},
        {"local_businesses", set({local_businesses}), "who earns when farmers spend"},
        {"country", country, "everybody in the country of origin, local businesses apart; payers other than its government are abroad"},
        {"society", society, "everybody, local businesses apart"},
        {"society_with_spillovers", all, "everybody"},
    };
    for (std::size_t party = static_cast<std::size_t>(kParties); party < parties.size(); ++party) {
        if (parties[party] == "programme") continue;
        std::vector<char> alone(parties.size(), 0);
        alone[party] = 1;
        made.push_back({parties[party], alone, "a payer"});
    }
    return made;
}

LedgerTable ledger_table(const Runs& runs) {
    const std::vector<Index> draws = finished_draws(runs);
    LedgerTable table{parties_of(runs), {}};
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        std::vector<Ledger> means;  // per draw, over replicates
        for (const Index m : draws) means.push_back(mean_ledger(runs, m, arm));
        const Ledger& first = means.front();
        for (std::size_t l = 0; l < first.lines.size(); ++l) {
            bool moved = false;
            for (const Ledger& ledger : means)
                for (int t = 0; t <= first.years; ++t) moved = moved || ledger.at(static_cast<Index>(l), t) != 0.0;
            if (!moved) continue;
            for (int t = 0; t <= first.years; ++t) {
                std::vector<double> values;
                for (const Ledger& ledger : means) values.push_back(ledger.at(static_cast<Index>(l), t));
                const Spread s = spread_of(std::move(values));
                table.rows.push_back({arm, first.lines[l], t, s.mean, s.p5, s.p50, s.p95});
            }
        }
    }
    return table;
}

Ledger mean_ledger(const Runs& runs, Index draw, Index arm) {
    const Index replicates = runs.settings.replicates;
    Ledger sum = ledger_of(runs, draw * replicates, arm);
    for (Index r = 1; r < replicates; ++r) {
        const Ledger more = ledger_of(runs, draw * replicates + r, arm);
        for (std::size_t i = 0; i < sum.usd.size(); ++i) sum.usd[i] += more.usd[i];
    }
    for (double& usd : sum.usd) usd /= static_cast<double>(replicates);
    return sum;
}

std::vector<MarketRow> market_books(const Runs& runs) {
    const std::vector<Index> draws = finished_draws(runs);
    const Index replicates = runs.settings.replicates;
    std::vector<MarketRow> rows;
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        if (runs.arm_role[static_cast<std::size_t>(arm)] != simulate::ArmRole::programme) continue;
        // metric -> year -> draws
        std::vector<std::pair<std::string, std::string>> names;
        std::map<std::string, std::vector<std::vector<double>>> values;
        for (const Index m : draws) {
            std::map<std::string, std::vector<double>> sums;
            for (Index r = 0; r < replicates; ++r) {
                const Index pair = m * replicates + r;
                const WorldBooks world(runs, pair, arm);
                const Books books(runs, pair, arm);
                const Parameters& p = runs.parameters[static_cast<std::size_t>(m)];
                const double real = market::real_multiplier(books.nominal(), {p.local_supply_elasticity, p.local_demand_elasticity});
                auto put = [&](const char* metric, const char* unit, Index t, double value) {
                    auto& years = sums[metric];
                    if (years.empty()) {
                        years.assign(static_cast<std::size_t>(runs.years() + 1), 0.0);
                        if (std::find(names.begin(), names.end(), std::pair<std::string, std::string>(metric, unit)) == names.end())
                            names.emplace_back(metric, unit);
                    }
                    years[static_cast<std::size_t>(t)] += value / static_cast<double>(replicates);
                };
                for (Index t = 0; t <= runs.years(); ++t) {
                    const WorldYear y = world.at(t);
                    put("world_price_factor", "1", t, y.price_factor());
                    put("world_revenue_factor", "1", t, y.world_revenue_factor());
                    put("origin_growers_gain", "USD", t, y.origin_takings() - y.origin_growing());
                    put("growers_elsewhere_gain", "USD", t, y.elsewhere_sales() - y.elsewhere_growing());
                    put("buyers_gain", "USD", t, y.consumed() - y.own_sales() - y.origin_sales() - y.elsewhere_sales());
                    put("local_gain_nominal", "USD", t, (books.nominal() - 1.0) * books.spent_locally(t));
                    put("local_gain_real", "USD", t, (real - 1.0) * books.spent_locally(t));
                    put("land_cleared_here", "ha", t, y.land_here);
                    put("land_cleared_elsewhere", "ha", t, y.land_elsewhere);
                }
            }
            for (auto& [metric, years] : sums) {
                auto& all = values[metric];
                all.resize(years.size());
                for (std::size_t t = 0; t < years.size(); ++t) all[t].push_back(years[t]);
            }
        }
        for (const auto& [metric, unit] : names)
            for (std::size_t t = 0; t < values[metric].size(); ++t) {
                const Spread s = spread_of(values[metric][t]);
                rows.push_back({arm, static_cast<Index>(t), metric, unit, s.mean, s.p5, s.p50, s.p95});
            }
    }
    return rows;
}

}  // namespace smallholder::evaluate
