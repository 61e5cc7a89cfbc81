// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "smallholder/core/exact_sum.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/livelihood/adoption_stage.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/measures.hpp"
#include "smallholder/simulate/run.hpp"
#include "smallholder/stats/log_histogram.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// Which groups a household counts in. Sums are kept per cell, a combination of groups that occurs, and cells are added up to
/// groups at the end: one sum per household and measure however many groups there are.
struct Grouped {
    std::vector<Group> groups;                   // the first is everybody
    std::vector<std::vector<Index>> cells_of;    // per group: its cells
    std::vector<std::int32_t> cell;              // per household
    std::vector<std::vector<std::int32_t>> groups_of_cell;
    std::vector<double> households, persons;     // weights per cell

    Grouped() = default;
    Grouped(const Population& population, const std::vector<Grouping>& groupings);
    Index cells() const { return static_cast<Index>(households.size()); }
};

/// One household's year as measures, given the same household's year without any intervention.
inline std::array<double, kMeasures> measure_household(const Flows<double>& f, const Stocks& s, double benchmark,
                                                       double baseline_income, double worse_early, bool participant = false,
                                                       double baseline_labour = 0.0) {
    std::array<double, kMeasures> m;  // every one is set below
    auto at = [&](Measure which) -> double& { return m[static_cast<std::size_t>(which)]; };
    const double gap = std::max(0.0, 1.0 - f.income / benchmark);
    const double material = kMaterialChange * std::abs(baseline_income);
    at(Measure::yield) = f.recorded_yield;
    at(Measure::production) = f.sold + f.kept;
    at(Measure::income) = f.income;
    at(Measure::income_with_food) = f.income_with_food;
    at(Measure::income_after_labour) = f.income - f.labour_charge;
    at(Measure::income_with_food_after_labour) = f.income_with_food - f.labour_charge;
    at(Measure::cocoa_net_income) =
        f.cocoa_revenue - f.haulage - f.chemicals - f.fertiliser - f.wages - f.infill - f.replant - f.interest;
    at(Measure::food_own) = f.food_own;
    at(Measure::food_sales) = f.food_sales;
    at(Measure::livestock_sales) = f.livestock_sales;
    at(Measure::other_earnings) = f.income - at(Measure::cocoa_net_income) - f.food_sales - f.livestock_sales - f.remittances -
                                  f.trip_saving - f.side_income - f.cash_received - (f.payout - f.insurance_premium);
    at(Measure::remittances) = f.remittances;
    at(Measure::trip_saving) = f.trip_saving;
    at(Measure::side_income) = f.side_income;
    at(Measure::cash_received) = f.cash_received;
    at(Measure::insurance_net) = f.payout - f.insurance_premium;
    at(Measure::insurance_premium) = f.insurance_premium;
    at(Measure::school_hours_saved) = f.school_hours_saved;
    at(Measure::days_ill) = f.days_ill;
    at(Measure::gap) = gap;
    at(Measure::gap_with_food) = std::max(0.0, 1.0 - f.income_with_food / benchmark);
    at(Measure::gap_usd) = gap * benchmark;
    at(Measure::reaching_benchmark) = f.income >= benchmark ? 1.0 : 0.0;
    at(Measure::reaching_benchmark_with_food) = f.income_with_food >= benchmark ? 1.0 : 0.0;
    at(Measure::poverty_headcount) = f.income < benchmark ? 1.0 : 0.0;
    at(Measure::poverty_gap) = gap;
    at(Measure::poverty_severity) = gap * gap;
    at(Measure::worse_off) = f.income_with_food < baseline_income - material ? 1.0 : 0.0;
    at(Measure::better_off) = f.income_with_food > baseline_income + material ? 1.0 : 0.0;
    at(Measure::worse_off_early) = worse_early;
    at(Measure::inputs) = f.chemicals + f.fertiliser;
    at(Measure::hired_wages) = f.wages;
    at(Measure::hired_days) = f.hired_days;
    at(Measure::family_days) = f.family_days_used;
    at(Measure::consumption) = f.consumption;
    at(Measure::cash) = s.cash;
    at(Measure::wealth) = s.wealth;
    at(Measure::livestock) = s.livestock;
    at(Measure::debt) = s.debt;
    at(Measure::months_short) = f.months_short;
    at(Measure::knowledge) = f.knowledge;
    at(Measure::practice) = f.practice_mean;
    at(Measure::infected) = f.infected;
    at(Measure::trees) = f.trees;
    at(Measure::doses) = f.doses;
    at(Measure::package_none) = f.package == 0.0 ? 1.0 : 0.0;
    at(Measure::package_labour) = f.package == 1.0 ? 1.0 : 0.0;
    at(Measure::package_spraying) = f.package == 2.0 ? 1.0 : 0.0;
    at(Measure::package_fertiliser) = f.package == 3.0 ? 1.0 : 0.0;
    at(Measure::price) = f.price;
    at(Measure::benchmark) = benchmark;
    at(Measure::participants) = participant ? 1.0 : 0.0;
    at(Measure::participant_gain) = participant ? f.income_with_food - baseline_income : 0.0;
    at(Measure::participant_labour) = participant ? f.labour_charge - baseline_labour : 0.0;
    at(Measure::illness_cost) = f.illness_cost;
    at(Measure::premium) = f.premium;
    at(Measure::differential) = f.differential;
    at(Measure::floor_payment) = f.floor_payment;
    at(Measure::input_subsidy) = f.input_subsidy;
    at(Measure::replant_subsidy) = f.replant_subsidy;
    at(Measure::credit_subsidy) = f.credit_subsidy;
    at(Measure::landlord_share) = f.landlord_share;
    auto stands_at = [&](livelihood::Stage stage) { return f.stage == static_cast<double>(stage) ? 1.0 : 0.0; };
    at(Measure::stage_exposed) = stands_at(livelihood::Stage::exposed);
    at(Measure::stage_aware) = stands_at(livelihood::Stage::aware);
    at(Measure::stage_able) = stands_at(livelihood::Stage::able);
    at(Measure::stage_trying) = stands_at(livelihood::Stage::trying);
    at(Measure::stage_keeping) = stands_at(livelihood::Stage::keeping);
    at(Measure::stage_dropped) = stands_at(livelihood::Stage::dropped);
    return m;
}

/// The sums of one (draw, replicate), over all blocks, arms and years: exact, so in any order.
class Accumulator {
public:
    Accumulator(const Grouped& grouped, Index arms, int years);
    void clear();

    void add(Index arm, int year, std::int32_t cell, double weight, double size, const std::array<double, kMeasures>& measures) {
        const std::size_t to = place(arm, year, cell) * kMeasures;
        std::array<double, kMeasures> weighted;
        for (std::size_t m = 0; m < kMeasures; ++m) weighted[m] = weight * measures[m];
        for (const std::size_t m : kOverPersons) weighted[m] = weight * size * measures[m];
        if (ExactSum::fit_words<kMeasures>(weighted.data())) {
            ExactSum::add_words<kMeasures>(part_.data() + to, weighted.data());
            if (++added_[to / kMeasures] == ExactSum::kWordsAtOnce) flush(to / kMeasures);
        } else {
            for (std::size_t m = 0; m < kMeasures; ++m) sums_[to + m].add(weighted[m]);
        }
        const double income = measures[static_cast<std::size_t>(Measure::income)];
        for (const std::int32_t group : grouped_->groups_of_cell[static_cast<std::size_t>(cell)])
            histograms_[place_group(arm, year, group)].add(income, weight);
    }
    /// Sum over everybody represented of one measure of households.
    double total(Index arm, int year, Measure measure);
    /// Group means into Runs.
    void write(Runs& runs, Index pair);

private:
    std::size_t place(Index arm, int year, std::int32_t cell) const {
        return static_cast<std::size_t>((arm * (years_ + 1) + year) * grouped_->cells() + cell);
    }
    std::size_t place_group(Index arm, int year, std::int32_t group) const {
        return static_cast<std::size_t>((arm * (years_ + 1) + year) * static_cast<Index>(grouped_->groups.size()) + group);
    }
    const Grouped* grouped_;
    Index arms_;
    int years_;
    /// Empties the words of one place into its sums, before a word could overflow.
    void flush(std::size_t place);

    std::vector<ExactSum> sums_;
    std::vector<std::int64_t> part_;  // of the same sums: words, many times faster to add to
    std::vector<std::int32_t> added_;  // times to the words of each place
    std::vector<stats::LogHistogram> histograms_;
};

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
