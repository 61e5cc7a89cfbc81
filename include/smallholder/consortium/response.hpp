// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What any joint plan would bring and cost, read off a few runs of the household engine: the response to how far each intervention goes.
///
/// A plan sets a level x_k in [0, 1] for each intervention: the share of the households that the programme file would reach with it.
///
///   Y(x) = sum_k (a_k x_k + b_k x_k^2) + sum_{k<l} g_kl x_k x_l + sum_{k<l in M} h_kl min(x_k, x_l)
///
/// Y    an outcome of a year in a draw, change against no programme (rows of Outcome)
/// a, b from the runs of one intervention at half and at full level: Y passes through both
/// g    from the run of two at full level, offered independently of each other: positive where one makes the other work better
/// h    what the same two bring more where the same households are offered both; M: those interventions
///
/// Every draw has its own coefficients, from runs on the same luck, so that differences between plans are not noise. The surface is exact
/// in the runs it was fitted to and no further: its error is measured at the run of everything, and at every plan that is chosen.
/// Costs are those of the engine's books, split into what falls however few are reached and what grows with them.
/// Shape: additive in pairs; Y(0) = 0.  Source: an interpolation chosen here; the engine confirms what is chosen with it.
/// Tested: tests/unit/consortium/response_test.cpp

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/programme/members.hpp"
#include "smallholder/programme/programme.hpp"
#include "smallholder/simulate/run.hpp"

namespace smallholder::consortium {

/// What members care about, by region and year; all represented households together, change against no programme.
enum class Outcome : std::size_t {
    income,      ///< of farmers, own food counted, USD
    gap_closed,  ///< of the living-income gap, USD
    lifted,      ///< households at or above the benchmark that were below it
    production,  ///< marketed, kg
    society,     ///< gain of everybody in the books before what the programme costs, USD (everywhere only)
    price,       ///< of the export good, USD/t (everywhere only)
    count_
};
inline constexpr std::size_t kOutcomes = static_cast<std::size_t>(Outcome::count_);

/// A plan as the engine sees it: how far each intervention goes, and which are offered to the same households.
struct JointPlan {
    std::vector<double> level;         ///< per intervention, 0 to 1
    std::vector<char> same_households;  ///< per intervention: one of those that seek out the same households

    friend bool operator==(const JointPlan&, const JointPlan&) = default;
    friend auto operator<=>(const JointPlan&, const JointPlan&) = default;
};

/// A table [outcome][region][year 0..years] of one plan in one draw.
class Outcomes {
public:
    Outcomes(std::size_t regions, int years) : regions_(regions), years_(years), values_(kOutcomes * regions * static_cast<std::size_t>(years + 1)) {}
    double at(Outcome o, std::size_t region, int year) const { return values_[place(o, region, year)]; }
    double& at(Outcome o, std::size_t region, int year) { return values_[place(o, region, year)]; }
    std::vector<double> by_region(Outcome o, int year) const {
        std::vector<double> made;
        for (std::size_t region = 0; region < regions_; ++region) made.push_back(at(o, region, year));
        return made;
    }
    std::span<double> values() { return values_; }
    std::span<const double> values() const { return values_; }
    std::size_t regions() const { return regions_; }
    int years() const { return years_; }

private:
    std::size_t place(Outcome o, std::size_t region, int year) const {
        return (static_cast<std::size_t>(o) * regions_ + region) * static_cast<std::size_t>(years_ + 1) + static_cast<std::size_t>(year);
    }
    std::size_t regions_;
    int years_;
    std::vector<double> values_;
};

/// What an intervention costs in a year of a draw, at any level: fixed + level (direct + handed_out).
struct CostYear {
    double fixed = 0.0;       ///< USD, however few are reached, where anybody is
    double direct = 0.0;      ///< USD at full level: work, which experience makes cheaper and the last mile dearer
    double handed_out = 0.0;  ///< USD at full level: money that households receive
    double served = 0.0;      ///< households at full level
};

/// What is there without any programme, in a year of a draw.
struct BaselineYear {
    double export_price = 0.0;             ///< USD/t
    double income = 0.0;                   ///< of all farmers, own food counted, USD
    std::vector<double> production_kg;     ///< per region
};

class Response {
public:
    Response(std::vector<std::string> interventions, std::vector<std::string> regions, int years, Index draws);

    Index interventions() const { return static_cast<Index>(names_.size()); }
    const std::string& name(Index k) const { return names_[static_cast<std::size_t>(k)]; }
    const std::vector<std::string>& names() const { return names_; }
    /// The first is "", everywhere.
    const std::vector<std::string>& regions() const { return regions_; }
    int years() const { return years_; }
    Index draws() const { return draws_; }

    /// `pairs` false: as if no intervention changed what another does.
    Outcomes outcomes(const JointPlan& plan, Index draw, bool pairs = true) const;
    const CostYear& cost(Index k, int year, Index draw) const { return costs_[cell(k, year, draw)]; }
    CostYear& cost(Index k, int year, Index draw) { return costs_[cell(k, year, draw)]; }
    const BaselineYear& baseline(int year, Index draw) const { return baseline_[static_cast<std::size_t>(draw * (years_ + 1) + year)]; }
    BaselineYear& baseline(int year, Index draw) { return baseline_[static_cast<std::size_t>(draw * (years_ + 1) + year)]; }

    /// Coefficients of one draw: [term][outcome][region][year], terms in the order a_1 b_1 a_2 b_2 ... g_12 g_13 ... h_12 h_13 ...
    std::span<double> coefficients(Index draw, std::size_t term);
    std::span<const double> coefficients(Index draw, std::size_t term) const;
    std::size_t terms() const { return static_cast<std::size_t>(interventions() * (interventions() + 1)); }
    std::size_t linear(Index k) const { return static_cast<std::size_t>(2 * k); }
    std::size_t square(Index k) const { return static_cast<std::size_t>(2 * k + 1); }
    std::size_t together(Index k, Index l) const { return static_cast<std::size_t>(2 * interventions() + pair(k, l)); }
    std::size_t same(Index k, Index l) const { return static_cast<std::size_t>(2 * interventions() + interventions() * (interventions() - 1) / 2 + pair(k, l)); }
    /// Share of the eligible that the programme file would reach with the k-th: what a level of 1 stands for.
    double coverage(Index k) const { return coverage_[static_cast<std::size_t>(k)]; }
    void set_coverage(Index k, double share) { coverage_[static_cast<std::size_t>(k)] = share; }
    /// Does experience make direct costs fall and the last mile make them rise? Not where costs were given as they are.
    bool learns() const { return learns_; }
    void set_learns(bool learns) { learns_ = learns; }

private:
    Index pair(Index k, Index l) const { return k * interventions() - k * (k + 1) / 2 + (l - k - 1); }
    std::size_t cell(Index k, int year, Index draw) const {
        return static_cast<std::size_t>((draw * interventions() + k) * (years_ + 1) + year);
    }
    std::size_t slots() const { return kOutcomes * regions_.size() * static_cast<std::size_t>(years_ + 1); }

    std::vector<std::string> names_, regions_;
    int years_;
    Index draws_;
    std::vector<double> coefficients_;  // [draw][term][slot]
    std::vector<CostYear> costs_;
    std::vector<BaselineYear> baseline_;
    std::vector<double> coverage_;
    bool learns_ = true;
};

/// Gains and costs written down, with no household behind them: one year, one draw, nothing discounted. Names must be known and distinct:
/// ProgrammeError.
Response given_response(const GivenResponse& given);

/// Runs the engine for plans, remembers what it ran, and fits the response.
class Simulator {
public:
    /// The programme's interventions are the ones to be planned; its arms do not count. `regions`: those that members buy in; names as the
    /// population has them (ProgrammeError otherwise). Draws are settings.first_draw and on.
    Simulator(const Population& population, const ParameterTable& table, const Programme& programme, const simulate::RunSettings& settings,
              std::vector<std::string> regions, simulate::Progress* progress = nullptr);

    /// The outcomes of each plan per draw (mean over replicates): [plan][draw]. Plans run before are not run again.
    struct Simulated {
        std::vector<Outcomes> outcomes;        ///< per draw
        std::vector<std::vector<CostYear>> cost;  ///< [draw][intervention * (years+1) + year]: at the plan's own level, all under `direct` but what is handed out
        simulate::StateHash hash;
    };
    /// The same for plans that are not carried out in full every year: of those enrolled at the plan's levels, the share [draw][year] of each
    /// intervention that is served. [plan][intervention]; not remembered.
    std::vector<Simulated> run_delivered(std::span<const JointPlan> plans, const std::vector<std::vector<std::vector<std::vector<double>>>>& share);
    const std::vector<BaselineYear>& baseline() const { return baseline_; }  ///< [draw * (years+1) + year]
    void run(std::span<const JointPlan> plans);
    const Simulated& of(const JointPlan& plan) const;
    Index runs() const { return static_cast<Index>(known_.size()); }
    bool stopped() const { return simulate::stopped(progress_); }

    /// From the plans of response_plans(K), which it runs.
    Response fit();

private:
    Programme programme_for(std::span<const JointPlan> plans) const;
    void settle_market();
    Simulated read(const simulate::Runs& runs, Index arm);

    const Population& population_;
    const ParameterTable& table_;
    Programme programme_;
    simulate::RunSettings settings_;
    std::vector<std::string> regions_;
    simulate::Progress* progress_;
    std::vector<BaselineYear> baseline_;
    std::vector<char> by_village_;  // per intervention: is it offered to whole villages?
    std::vector<std::pair<JointPlan, Simulated>> known_;
};

/// The plans that a response of K interventions is fitted to: each alone at half and full level, pairs at full level, pairs offered to the
/// same households, and last all of them, which is kept to measure the error.
std::vector<JointPlan> response_plans(Index interventions, const std::function<bool(Index, Index)>& may_share_households);

/// The mean absolute error of the surface at plans that the engine ran, as a share of the mean absolute outcome, for one outcome everywhere.
double surface_error(const Response& response, const Simulator& simulator, std::span<const JointPlan> plans, Outcome outcome);

}  // namespace smallholder::consortium
