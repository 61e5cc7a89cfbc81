// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/core/index.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/market/farm_gate.hpp"
#include "smallholder/market/world_price.hpp"
#include "smallholder/programme/programme.hpp"
#include "smallholder/simulate/accounts.hpp"
#include "smallholder/simulate/measures.hpp"
#include "smallholder/simulate/panel.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// Does the world price answer to what a programme does to supply?
enum class MarketAnswer {
    automatic,  ///< where a programme moves more than 5% of the origin's supply or 0.5% of the world's
    on,
    off,
};
inline constexpr double kOriginThreshold = 0.05, kWorldThreshold = 0.005;  // shares of supply; a choice
inline constexpr double kPanelGap = 0.005;  // of a price: above it all households are walked again at the prices they call for

/// How a run is made.
struct RunSettings {
    int years = 20;
    int draws = 100;
    int first_draw = 0;                 // draws first_draw .. first_draw + draws - 1: a long run can be made in parts, bit for bit
    int replicates = 2;
    std::uint64_t seed = 1;
    int threads = 0;                    // 0: as many as the machine has
    Index block_households = 256;       // about; whole villages stay together
    bool anchor = true;                 // year 0 is made to be the survey's
    bool drawn_parameters = true;       // false: every draw uses the central values
    bool village_coupling = true;       // false: every household is a village of its own
    market::Regime regime = market::Regime::regulated;
    market::PriceProcess price_process = market::PriceProcess::mean_reverting;
    MarketAnswer market_answer = MarketAnswer::automatic;
    bool comparators = false;           // also: the same money as cash, and as a premium, to the same households
    bool record_households = false;     // keep every flow of draw 0, replicate 0 (small runs)
    int panel_draws = 0;                // keep the paths of households in the first so many draws; 0: none
    Index panel_households = 0;         // of so many households; 0: of all
};

/// Shared with whoever waits: how far the run is, and a way to stop it. What is finished when it stops is kept.
struct Progress {
    std::atomic<Index> done{0};  // finished (draw, replicate) pairs
    std::atomic<bool> stop{false};
};

/// Has whoever waits asked for the end? Nobody waits when there is no progress to share.
inline bool stopped(const Progress* progress) {
    return progress != nullptr && progress->stop.load(std::memory_order_relaxed);
}

/// A group of households that results are given for.
struct Group {
    std::string grouping, name;  // "all", "all" for everybody
    double households = 0.0;     // represented
};

/// What an arm is there for.
enum class ArmRole {
    baseline,
    programme,
    fixed_prices,  ///< a programme's arm again, as if the world price did not answer
    same_cash,     ///< what that arm cost, as cash to the same households
    same_premium,  ///< what that arm cost, as a premium on their harvest
};

constexpr std::string_view name_of(ArmRole role) {
    switch (role) {
        case ArmRole::baseline: return "baseline";
        case ArmRole::programme: return "programme";
        case ArmRole::fixed_prices: return "fixed_prices";
        case ArmRole::same_cash: return "same_cash";
        case ArmRole::same_premium: return "same_premium";
    }
    return "";
}

/// What an intervention did in a year, over the represented households, in one (draw, replicate).
struct ServiceYear {
    double cost = 0.0;      // USD, overhead and money handed out included
    double enrolled = 0.0;  // households
    double served = 0.0;    // households this year
    double handed_out = 0.0;  // USD of the cost that households received through levers in money
};

/// 128 bits that depend on every final state of every household, whatever the order they were computed in.
struct StateHash {
    std::uint64_t low = 0, high = 0;
    /// Adds 128 bits.
    void add(std::uint64_t more_low, std::uint64_t more_high) {
        low += more_low;
        high += more_high + (low < more_low ? 1 : 0);
    }
    friend bool operator==(const StateHash&, const StateHash&) = default;
};

/// What anchoring found, per (draw, replicate).
struct AnchorReport {
    double recorded_yield = 0.0, model_yield = 0.0;      // weighted means of year 0, kg/ha: survey (or target) and model
    double recorded_income = 0.0, model_income = 0.0;    // USD; model before the income residual
    double permanent_share = 0.0;                        // of the variance of recorded log yields
    double mean_residual = 0.0;                          // USD/year left to the household's income residual
    double reaching_recorded = 0.0, reaching_model = 0.0;  // share at the benchmark: recorded, model with its own noise
};

/// Everything a run produces: one number per draw, replicate, arm, year, group and measure, and what it cost.
struct Runs {
    RunSettings settings;
    std::vector<std::string> arms;           // the first is "baseline"
    std::vector<ArmRole> arm_role;           // per arm
    std::vector<Index> arm_of;               // per arm: the programme's arm it goes with; itself for those
    bool market_answers = false;             // does the world price answer to supply in the programme's arms?
    std::vector<std::string> interventions;
    std::vector<std::vector<Index>> arm_interventions;
    std::vector<Group> groups;
    std::vector<double> values;              // [draw][replicate][arm][year][group][measure], group means
    std::vector<double> gini, median_income; // [draw][replicate][arm][year][group]
    std::vector<ServiceYear> service;        // [draw][replicate][arm][intervention][year]
    std::vector<double> reached;             // [draw][replicate][arm], households enrolled in at least one intervention
    std::vector<AnchorReport> anchor;        // [draw][replicate]
    std::vector<char> finished;              // [draw][replicate]
    std::vector<Parameters> parameters;      // [draw]
    std::vector<double> world_price;         // [draw][replicate][year], farm-gate USD/kg of the baseline
    std::vector<double> price_factor;        // [draw][replicate][arm][year], world price over that of the baseline
    std::vector<double> export_price;        // [draw][replicate][year], USD/t of the baseline
    std::vector<double> baseline_sold;       // [draw][replicate][year], kg of all represented, in the baseline
    std::vector<double> market_price;        // [draw][replicate][arm][year], farm-gate USD/kg of the market, no programme's money on top
    std::vector<double> accounts;            // [draw][replicate][arm][year][holder][line], USD or kg of all represented, change against the baseline
    std::vector<std::vector<effects::Account>> pays_into;           // per intervention
    std::vector<std::vector<std::pair<std::string, double>>> paid_by;  // per intervention: who pays which share
    std::vector<double> panel_gap;           // [draw][replicate], greatest |supply/baseline| all households missed the panel by
    std::vector<StateHash> arm_hash;         // per arm
    StateHash state_hash;
    std::vector<double> records;             // [arm][year][flow][household], when recorded
    Panel panel;                             // paths of single households, when asked for
    Index households = 0;
    double represents = 0.0;
    double area_ha = 0.0;                    // of the crop, all represented households
    int threads_used = 0;
    Index blocks = 0;
    std::vector<Index> households_per_thread;
    double seconds = 0.0;

    int years() const { return settings.years; }
    Index pairs() const { return static_cast<Index>(settings.draws) * settings.replicates; }
    std::size_t cell(Index pair, Index arm, Index year, Index group) const {
        return static_cast<std::size_t>(((pair * static_cast<Index>(arms.size()) + arm) * (settings.years + 1) + year) *
                                            static_cast<Index>(groups.size()) + group);
    }
    double value(Index pair, Index arm, Index year, Index group, Measure m) const {
        return values[cell(pair, arm, year, group) * kMeasures + static_cast<std::size_t>(m)];
    }
    /// Change of a line of accounts against the baseline, all represented households of that holder together, USD or kg.
    double account(Index pair, Index arm, Index year, Holder holder, AccountLine line) const {
        return accounts[((static_cast<std::size_t>((pair * static_cast<Index>(arms.size()) + arm) * (settings.years + 1) + year)) * kHolders +
                         static_cast<std::size_t>(holder)) * kAccountLines + static_cast<std::size_t>(line)];
    }
    const ServiceYear& service_of(Index pair, Index arm, Index intervention, Index year) const {
        return service[static_cast<std::size_t>(
            ((pair * static_cast<Index>(arms.size()) + arm) * static_cast<Index>(interventions.size()) + intervention) *
                (settings.years + 1) + year)];
    }
    /// Of all interventions of an arm in a year, USD.
    double cost_of(Index pair, Index arm, Index year) const {
        double cost = 0.0;
        for (const Index k : arm_interventions[static_cast<std::size_t>(arm)]) cost += service_of(pair, arm, k, year).cost;
        return cost;
    }
    Index finished_draws() const;
};

/// Walks every household through the years, with and without each arm's interventions, on the same luck.
///
/// Results have the same bits for any number of threads, any block size and any order of households.
/// Errors: UnitError when an amount of the table is not in the households' money (in_money brings it there); RangeError and
/// ProgrammeError before it starts; NumericalError naming household, year, step and draw when a value
/// stops being finite. Interrupted (progress->stop), it returns what is finished.
Runs simulate(const Population& population, const ParameterTable& table, const Programme& programme, const RunSettings& settings,
              Progress* progress = nullptr);

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
