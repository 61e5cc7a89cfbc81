// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "finished.hpp"
#include "smallholder/evaluate/cvar.hpp"
#include "smallholder/evaluate/ledger.hpp"
#include "smallholder/evaluate/returns_irr.hpp"
#include "smallholder/evaluate/returns_mirr.hpp"
#include "smallholder/evaluate/returns_npv.hpp"
#include "smallholder/evaluate/returns_payback.hpp"
#include "smallholder/evaluate/summary.hpp"

namespace smallholder::evaluate {
namespace {

using simulate::Measure;
using simulate::Runs;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kWorstShare = 0.10;

double over(double top, double bottom) { return bottom > 0.0 ? top / bottom : kNaN; }

/// Figures of one arm: a name, and a value per finished draw. Declared as they are first put, so in the order of the first draw.
class Figures {
public:
    void put(const std::string& perspective, const char* metric, const char* unit, double value) {
        const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const ReturnsRow& row) { return row.perspective == perspective && row.metric == metric; });
        const auto place = static_cast<std::size_t>(found - rows_.begin());
        if (found == rows_.end()) {
            rows_.push_back({0, perspective, metric, unit, 0, 0, 0, 0, 0});
            values_.emplace_back();
        }
        values_[place].push_back(value);
    }
    const std::vector<double>& values(std::size_t row) const { return values_[row]; }
    std::vector<ReturnsRow> finish(Index arm) {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            const Spread s = spread_of(values_[r]);
            const auto undefined = std::count_if(values_[r].begin(), values_[r].end(), [](double x) { return std::isnan(x); });
            ReturnsRow& row = rows_[r];
            row.arm = arm;
            row.mean = s.mean;
            row.p5 = s.p5;
            row.p50 = s.p50;
            row.p95 = s.p95;
            row.undefined_share = static_cast<double>(undefined) / static_cast<double>(values_[r].size());
        }
        return rows_;
    }
    /// The mean of the worst tenth of draws, for every net present value: one figure, so without a spread.
    void add_worst() {
        std::vector<std::pair<ReturnsRow, double>> more;
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (rows_[r].metric != "net_present_value") continue;
            std::vector<double> losses;
            for (const double value : values_[r]) losses.push_back(-value);
            more.push_back({{0, rows_[r].perspective, "net_present_value_worst_tenth", "USD", 0, 0, 0, 0, 0}, -metrics::cvar(losses, 1.0 - kWorstShare).cvar});
        }
        for (auto& [row, value] : more) {
            rows_.push_back(row);
            values_.push_back({value});
        }
    }

private:
    std::vector<ReturnsRow> rows_;
    std::vector<std::vector<double>> values_;
};

/// These have figures in every run; others only where a flow reaches them.
bool always(const Perspective& who) { return who.name == "programme" || who.name == "farmers" || who.name == "society"; }
bool farms(const Perspective& who) {
    return std::any_of(who.members.begin(), who.members.begin() + static_cast<Index>(simulate::kHolders), [](char in) { return in != 0; });
}
bool is_nought(const std::vector<double>& flows) {
    return std::all_of(flows.begin(), flows.end(), [](double x) { return x == 0.0; });
}

/// What a dollar that is spent brings to all others: ratios against what the payers lay out.
void put_ratios(Figures& figures, const std::string& who, double net, double net_labour, double outlay) {
    figures.put(who, "benefit_cost_ratio", "1", over(net + outlay, outlay));
    figures.put(who, "benefit_cost_ratio_labour_charged", "1", over(net_labour + outlay, outlay));
    figures.put(who, "net_benefit_to_cost", "1", over(net, outlay));
}

/// Rates and years at which a stream pays back what was laid out.
void put_rates(Figures& figures, const std::string& who, const std::vector<double>& flows, double rate) {
    // Only of a stream that begins with an outlay can it be said what the outlay earned.
    const auto first_flow = std::find_if(flows.begin(), flows.end(), [](double x) { return x != 0.0; });
    const bool gives = first_flow != flows.end() && *first_flow < 0.0;
    const bool gets = std::any_of(flows.begin(), flows.end(), [](double x) { return x > 0.0; });
    double internal = kNaN, modified = kNaN, first = kNaN, lasting = kNaN, discounted = kNaN;
    if (gives && gets) {
        const returns::InternalRates rates = returns::irr(flows);
        if (rates.rates.size() == 1) internal = rates.rates.front();
        modified = returns::mirr(flows, rate, rate);
    }
    if (gives) {
        // Never is later than any year: a draw in which the money does not come back counts, or the others would speak for it.
        constexpr double kNever = std::numeric_limits<double>::infinity();
        const returns::Payback simple = returns::payback(flows), later = returns::payback(flows, rate);
        first = simple.first.value_or(kNever);
        lasting = simple.lasting.value_or(kNever);
        discounted = later.lasting.value_or(kNever);
    }
    figures.put(who, "internal_rate_of_return", "1/year", internal);
    figures.put(who, "modified_internal_rate_of_return", "1/year", modified);
    figures.put(who, "payback", "years", first);
    figures.put(who, "payback_lasting", "years", lasting);
    figures.put(who, "discounted_payback", "years", discounted);
}

/// What the payers lay out in a draw, replicates averaged.
std::vector<double> outlay_of(const Runs& runs, Index draw, Index arm) {
    const Index replicates = runs.settings.replicates;
    std::vector<double> costs(static_cast<std::size_t>(runs.years() + 1), 0.0);
    for (Index r = 0; r < replicates; ++r)
        for (Index t = 0; t <= runs.years(); ++t)
            costs[static_cast<std::size_t>(t)] += runs.cost_of(draw * replicates + r, arm, t) / static_cast<double>(replicates);
    return costs;
}

/// What a programme costs per household and per unit of what it is for.
void put_unit_costs(Figures& figures, const Runs& runs, Index draw, Index arm, const std::vector<double>& costs, double rate) {
    const Index replicates = runs.settings.replicates;
    const int years = runs.years();
    double enrolled = 0.0, lifted = 0.0;
    std::vector<double> gap(costs.size(), 0.0);
    for (Index r = 0; r < replicates; ++r) {
        const Index pair = draw * replicates + r;
        const double scale = runs.represents / static_cast<double>(replicates);
        auto change = [&](Index year, Measure what) { return scale * (runs.value(pair, arm, year, 0, what) - runs.value(pair, 0, year, 0, what)); };
        for (Index year = 0; year <= years; ++year) gap[static_cast<std::size_t>(year)] -= change(year, Measure::gap_usd);
        lifted += change(years, Measure::reaching_benchmark);
        enrolled += runs.reached[static_cast<std::size_t>(pair * static_cast<Index>(runs.arms.size()) + arm)] / static_cast<double>(replicates);
    }
    double total = 0.0;
    for (const double cost : costs) total += cost;
    const double outlay = returns::npv(rate, costs);
    figures.put("programme", "cost", "USD", total);
    figures.put("programme", "cost_present_value", "USD", outlay);
    figures.put("programme", "households_reached", "households", enrolled);
    figures.put("programme", "cost_per_household_reached", "USD/household", over(total, enrolled));
    figures.put("programme", "households_lifted_to_benchmark", "households", lifted);
    figures.put("programme", "cost_per_household_lifted_to_benchmark", "USD/household", over(outlay, std::abs(lifted) < 1e-9 * runs.represents ? 0.0 : lifted));
    figures.put("programme", "cost_per_usd_of_gap_closed", "USD/USD", over(outlay, returns::npv(rate, gap)));
}

}  // namespace

std::vector<ReturnsRow> returns(const Runs& runs, const ReturnsSettings& settings) {
    const std::vector<Index> draws = finished_draws(runs);
    const double rate = settings.discount_rate;
    const Index replicates = runs.settings.replicates;
    std::vector<ReturnsRow> rows;
    for (Index arm = 1; arm < static_cast<Index>(runs.arms.size()); ++arm) {
        const bool own = runs.arm_role[static_cast<std::size_t>(arm)] == simulate::ArmRole::programme;
        const std::vector<Perspective> whose = perspectives(runs, arm);
        Figures figures;
        std::set<std::string> untouched;
        for (const Perspective& who : whose)
            if (!always(who)) untouched.insert(who.name);
        for (const Index m : draws) {
            const Ledger ledger = mean_ledger(runs, m, arm);
            const std::vector<double> costs = outlay_of(runs, m, arm);
            const double outlay = returns::npv(rate, costs);
            put_unit_costs(figures, runs, m, arm, costs, rate);
            for (const Perspective& who : whose) {
                const std::vector<double> gain = ledger.gain(who.members), time = ledger.own_time(who.members);
                if (!is_nought(gain) || !is_nought(time)) untouched.erase(who.name);
                const double net = returns::npv(rate, gain), worked = returns::npv(rate, time);
                if (who.name == "farmers") {
                    double income = 0.0;
                    for (Index r = 0; r < replicates; ++r)
                        for (Index t = 1; t <= runs.years(); ++t)
                            income += runs.value(m * replicates + r, arm, t, 0, Measure::income_with_food) -
                                      runs.value(m * replicates + r, 0, t, 0, Measure::income_with_food);
                    figures.put(who.name, "benefit_present_value", "USD", net);
                    figures.put(who.name, "benefit_present_value_labour_charged", "USD", net - worked);
                    figures.put(who.name, "income_gain_per_household_year", "USD/household/year",
                                income / static_cast<double>(replicates * std::max(1, runs.years())));
                    figures.put(who.name, "gain_per_programme_dollar", "1", over(net, outlay));
                }
                figures.put(who.name, "net_present_value", "USD", net);
                if (farms(who)) figures.put(who.name, "net_present_value_labour_charged", "USD", net - worked);
                figures.put(who.name, "received_present_value", "USD", returns::npv(rate, ledger.flow_in(who.members)));
                figures.put(who.name, "given_present_value", "USD", returns::npv(rate, ledger.flow_out(who.members)));
                if (who.name == "society" || who.name == "society_with_spillovers")
                    put_ratios(figures, who.name, net, net - worked, outlay);
                if (own) put_rates(figures, who.name, gain, rate);
            }
        }
        if (own) figures.add_worst();
        std::vector<ReturnsRow> made = figures.finish(arm);
        // A party that nothing reached has no figures, and neither has a rate that means nothing in any draw.
        std::erase_if(made, [&](const ReturnsRow& row) {
            const bool rate_or_years = row.unit == "1/year" || row.unit == "years";
            return (rate_or_years && row.undefined_share == 1.0) || untouched.contains(row.perspective);
        });
        rows.insert(rows.end(), made.begin(), made.end());
    }
    return rows;
}

std::vector<std::vector<double>> outlays(const Runs& runs, Index arm) {
    std::vector<std::vector<double>> table;
    for (const Index m : finished_draws(runs)) table.push_back(outlay_of(runs, m, arm));
    return table;
}

std::vector<std::vector<double>> gains(const Runs& runs, Index arm, std::string_view perspective, bool labour_charged) {
    std::vector<std::vector<double>> table;
    for (const Perspective& who : perspectives(runs, arm)) {
        if (who.name != perspective) continue;
        for (const Index m : finished_draws(runs)) {
            const Ledger ledger = mean_ledger(runs, m, arm);
            std::vector<double> gain = ledger.gain(who.members);
            if (labour_charged) {
                const std::vector<double> time = ledger.own_time(who.members);
                for (std::size_t t = 0; t < gain.size(); ++t) gain[t] -= time[t];
            }
            table.push_back(std::move(gain));
        }
    }
    return table;
}

}  // namespace smallholder::evaluate
