// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/anchoring.hpp"

#include <algorithm>
#include <cmath>

namespace smallholder::inline SMALLHOLDER_ISA::simulate {
namespace {

/// Yields below this are recorded as next to nothing; a logarithm needs a floor. kg/ha
constexpr double kLeastYield = 5.0;
/// Land quality, practice choice and hands feed back on each other a little; six rounds bring the mean within a tenth of a percent.
constexpr int kRounds = 6;
/// Land quality stays between these, 1: a record that would need more is put down to the year's luck and to recall.
constexpr double kLeastQuality = 0.05, kMostQuality = 20.0;

struct WeightedMoments {
    double weight = 0.0, sum = 0.0, squares = 0.0;
    void add(double w, double x) {
        weight += w;
        sum += w * x;
        squares += w * x * x;
    }
    double mean() const { return weight > 0.0 ? sum / weight : 0.0; }
    double variance() const { return weight > 0.0 ? std::max(0.0, squares / weight - mean() * mean()) : 0.0; }
};

}  // namespace

std::vector<Index> cut_into_blocks(const Population& population, Index households_per_block, bool coupled) {
    std::vector<Index> begin{0};
    const Index n = population.households();
    if (!coupled) {
        for (Index at = households_per_block; at < n; at += households_per_block) begin.push_back(at);
    } else {
        for (Index v = 0; v + 1 < static_cast<Index>(population.village_begin.size()); ++v) {
            const Index end = population.village_begin[static_cast<std::size_t>(v + 1)];
            const Index start = population.village_begin[static_cast<std::size_t>(v)];
            if (end - begin.back() > households_per_block && start > begin.back()) begin.push_back(start);
        }
    }
    begin.push_back(n);
    return begin;
}

void record_year_zero(const Population& population, Index household, Flows<double>& flow) {
    const auto h = static_cast<std::size_t>(household);
    const double yield = population.recorded_yield_kg_per_ha[h];
    if (!std::isnan(yield)) {
        // What was harvested is on record; of a crop that is eaten, a part of it is not sold.
        const double sold = std::max(0.0, yield * population.counted_area_ha[h] - flow.kept);
        const double change = sold * flow.price - flow.cocoa_revenue;
        flow.recorded_yield = yield;
        flow.sold = sold;
        flow.cocoa_revenue += change;
        flow.income += change;
        flow.income_with_food += change;
    }
    if (!std::isnan(population.recorded_income_usd[h])) {
        flow.income_with_food += population.recorded_income_usd[h] - flow.income;
        flow.income = population.recorded_income_usd[h];
    }
}

AnchorReport solve_anchor(const Population& population, const Model& model, const MarketYear& market, const RunSettings& settings,
                          const AnchorTarget& target, const std::vector<Index>& blocks, std::uint32_t draw, std::uint32_t replicate,
                          Block& block, Anchor& anchor, std::vector<double>* year_0_income, const Progress* progress) {
    const Parameters& p = model.p;
    const auto n = static_cast<std::size_t>(population.households());
    anchor.land_quality.resize(n);
    anchor.other_level = population.other_level_usd;
    anchor.income_residual.assign(n, 0.0);
    anchor.last_revenue.assign(n, 0.0);
    anchor.extra_days.assign(n, 0.0);
    AnchorReport report;

    const double transitory = p.recall_error_sd * p.recall_error_sd + p.weather_sd_iid * p.weather_sd_iid +
                              p.weather_sd_region * p.weather_sd_region;
    // Prior: q is lognormal with mean one.
    std::vector<double> wanted(n, 0.0);  // permanent yield that the record implies, kg/ha; 0 where there is none
    WeightedMoments log_record, record;
    for (std::size_t i = 0; i < n; ++i) {
        anchor.land_quality[i] =
            exp_of(p.land_quality_sd * population.z_land[i] - 0.5 * p.land_quality_sd * p.land_quality_sd);
        const double r = population.recorded_yield_kg_per_ha[i];
        if (std::isnan(r)) continue;
        log_record.add(population.weight[i], log_of(std::max(r, kLeastYield)));
        record.add(population.weight[i], r);
    }
    const bool recorded = record.weight > 0.0;
    report.recorded_yield = recorded ? record.mean() : target.mean_recorded_yield;
    if (recorded) {
        const double variance = log_record.variance();
        report.permanent_share = variance > 0.0 ? std::max(0.0, 1.0 - transitory / variance) : 0.0;
        const double spread = square_root(report.permanent_share * transitory);
        WeightedMoments permanent;
        for (std::size_t i = 0; i < n; ++i) {
            const double r = population.recorded_yield_kg_per_ha[i];
            if (std::isnan(r)) continue;
            const double z = normal_quantile(random::uniform(
                settings.seed, {population.id[i].value, draw, 0, 0}, random::Purpose::anchor_land_quality));
            const double log_yield = log_record.mean() +
                                     report.permanent_share * (log_of(std::max(r, kLeastYield)) - log_record.mean()) + spread * z;
            wanted[i] = exp_of(log_yield);
            permanent.add(population.weight[i], wanted[i]);
        }
        // One common factor keeps the survey's mean whatever the draw of z.
        const double scale = record.mean() / permanent.mean();
        for (double& yield : wanted) yield *= scale;
    }
    const double goal = report.recorded_yield;
    const bool solve = settings.anchor && goal > 0.0;

    auto walk = [&](auto&& visit) {
        for (std::size_t b = 0; b + 1 < blocks.size(); ++b) {
            if (stopped(progress)) return;
            block.fill(population, blocks[b], blocks[b + 1] - blocks[b], anchor, p);
            block.survey_year(model, market, settings.seed, draw, replicate);
            for (Index i = 0; i < block.count(); ++i) {
                const auto h = static_cast<std::size_t>(block.first() + i);
                const Flows<double> flow = block.flows_of(0, i);
                visit(h, flow);
                // Credit is measured on last year's sales, taken to be those of year 0: each walk improves on the last.
                anchor.last_revenue[h] = flow.cocoa_revenue;
            }
        }
    };
    for (int round = 0; solve && round < kRounds; ++round) {
        std::vector<double> yield(n);
        walk([&](std::size_t i, const Flows<double>& flow) {
            yield[i] = flow.recorded_yield;
            if (!(wanted[i] > 0.0)) return;
            // What was recorded was harvested: hands that the model lacks for it were there. The yield is then compared as if they had been.
            anchor.extra_days[i] += flow.days_missing;
            if (flow.production > 0.0) yield[i] *= flow.yield * block.area_of(static_cast<Index>(i) - block.first()) / flow.production;
        });
        WeightedMoments unrecorded;
        for (std::size_t i = 0; i < n; ++i)
            if (!(wanted[i] > 0.0)) unrecorded.add(population.weight[i], yield[i]);
        for (std::size_t i = 0; i < n; ++i) {
            double& q = anchor.land_quality[i];
            if (wanted[i] > 0.0)
                q *= wanted[i] / std::max(yield[i], 1e-9);
            else if (unrecorded.mean() > 0.0)
                q *= goal / unrecorded.mean();  // one common level for those without a record
            q = std::clamp(q, kLeastQuality, kMostQuality);
        }
    }

    // Without anything to solve, last year's sales still have to settle.
    for (int round = 0; !solve && round < kRounds; ++round) walk([](std::size_t, const Flows<double>&) {});

    WeightedMoments model_yield, model_income, recorded_income, residual, reach_record, reach_model;
    if (year_0_income != nullptr) year_0_income->resize(n);
    walk([&](std::size_t i, const Flows<double>& flow) {
        const double w = population.weight[i];
        model_yield.add(w, flow.recorded_yield);
        const double income = population.recorded_income_usd[i];
        if (settings.anchor && !std::isnan(income)) {
            Flows<double> as_recorded = flow;
            record_year_zero(population, static_cast<Index>(i), as_recorded);
            // Income that the model gives at the recorded yield, before the record of income is looked at.
            const double model_at_yield =
                flow.income + (as_recorded.cocoa_revenue - flow.cocoa_revenue);
            model_income.add(w, model_at_yield);
            recorded_income.add(w, income);
            // Cocoa costs differ from the record by a residual; the rest of the difference is other income.
            double cocoa_gap = 0.0;
            if (!std::isnan(population.recorded_cocoa_income_usd[i])) {
                const double cocoa_model = as_recorded.cocoa_revenue - flow.haulage - flow.chemicals - flow.fertiliser -
                                           flow.wages - flow.infill - flow.replant - flow.interest;
                cocoa_gap = population.recorded_cocoa_income_usd[i] - cocoa_model;
            }
            const double other_gap = income - model_at_yield - cocoa_gap;
            const double earned_goal = std::max(0.0, flow.earned + other_gap);
            const double chance = std::max(1e-6, population.other_level_usd[i] > 0.0 ? flow.earned / population.other_level_usd[i]
                                                                                       : logistic(p.other_constant));
            anchor.other_level[i] = earned_goal / chance;
            anchor.income_residual[i] = cocoa_gap + other_gap - (earned_goal - flow.earned);
            residual.add(w, anchor.income_residual[i]);
        }
    });
    // What year 0 looks like by the model itself, with q, levels and residuals in place.
    walk([&](std::size_t i, const Flows<double>& flow) {
        const double w = population.weight[i];
        const double benchmark = block.benchmark_of(static_cast<Index>(i) - block.first());
        if (!std::isnan(population.recorded_income_usd[i]))
            reach_record.add(w, population.recorded_income_usd[i] >= benchmark ? 1.0 : 0.0);
        reach_model.add(w, flow.income >= benchmark ? 1.0 : 0.0);
        if (year_0_income != nullptr) {
            Flows<double> as_recorded = flow;
            if (settings.anchor) record_year_zero(population, static_cast<Index>(i), as_recorded);
            (*year_0_income)[i] = as_recorded.income;
        }
    });
    report.model_yield = model_yield.mean();
    report.recorded_income = recorded_income.mean();
    report.model_income = model_income.mean();
    report.mean_residual = residual.mean();
    report.reaching_recorded = reach_record.mean();
    report.reaching_model = reach_model.mean();
    return report;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
