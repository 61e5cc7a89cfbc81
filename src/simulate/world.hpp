// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/simulate: one (draw, replicate) as it is walked, and the walk itself.

#include <functional>
#include <memory>
#include <vector>

#include "smallholder/core/exact_sum.hpp"
#include "smallholder/simulate/anchoring.hpp"
#include "smallholder/simulate/run.hpp"
#include "smallholder/targeting/roster.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What one intervention of one draw reaches: who, from when to when, and how well.
struct Reach : targeting::Roster {
    const effects::Effect* effect = nullptr;
    std::uint16_t stream = 0;
};

/// An arm as it is walked: which of the world's interventions are at work in it, and at which prices.
struct ArmPlan {
    std::string name;
    std::vector<Index> kinds;  // places in World::reaches
    std::vector<MarketYear> market;
    std::vector<double> log_factor{};  // ln of its world price over the baseline's, by year; empty: the same
};

/// Everything that is the same for all households of a (draw, replicate). The first arm is the baseline.
struct World {
    std::uint32_t draw = 0, replicate = 0;
    Model model;
    PathSettings path_settings;
    Paths paths;
    Anchor anchor;
    std::vector<std::unique_ptr<effects::Effect>> effects;
    std::vector<Reach> reaches;  // one per effect
    std::vector<ArmPlan> arms;

    explicit World(const Parameters& p) : model(p) {}
};

/// Whom each intervention served, over the represented households: the same in every arm.
struct Served {
    std::vector<ExactSum> enrolled;                      // [kind]
    std::vector<std::vector<ExactSum>> served, persons;  // [kind][cohort][year]

    Served(const std::vector<Reach>& reaches, int years) : enrolled(reaches.size()) {
        for (const Reach& reach : reaches) served.emplace_back(reach.cohorts.size() * static_cast<std::size_t>(years + 1));
        persons = served;
    }
};

/// Walks households through the years in every arm of a world. `seen` is called after each year of each block.
class Walk {
public:
    Walk(const Population& population, const RunSettings& settings, bool coupled, Block& block);

    /// Households first .. first + count - 1: a whole block. Throws NumericalError where a value stops being finite.
    void block(const World& world, Index first, Index count, Served* served, const std::function<void(int year)>& seen);

private:
    void set_levers(const World& world, int year, Served* served);
    void require_finite(const World& world, int year);

    const Population& population_;
    const RunSettings& settings_;
    bool coupled_;
    Block& block_;
    /// Households of the block for whom a year is the same year of the same delivery.
    struct Group {
        int later = 0, horizon = 0;  // years after the intervention's start; what its effect is told the last year to be
        std::size_t cohort = 0;
        bool serving = false;
    };
    std::vector<Group> groups_;
    std::vector<std::size_t> group_of_;  // per household of the block
    std::vector<double> served_column_, group_column_, attendance_;
};

/// Whom the interventions of a world reach, by who is eligible, what is offered and who takes it. `whole`: as if nothing that is begun
/// were dropped before its time.
std::vector<Reach> reach_of(const Population& population, const RunSettings& settings, const Programme& programme,
                            const std::vector<std::vector<char>>& eligible,
                            const std::vector<std::unique_ptr<effects::Effect>>& effects, std::uint32_t draw, std::uint32_t replicate,
                            bool whole = false);

/// Who may be offered each intervention, [intervention][household], by the groups a programme names.
std::vector<std::vector<char>> eligible_households(const Population& population, const Programme& programme,
                                                   const std::vector<Grouping>& groupings);

/// Where prices and weather of a (draw, replicate) start: at the survey's own farm-gate price, where it has one.
PathSettings path_settings_of(const Population& population, const Parameters& p, const RunSettings& settings, std::uint32_t draw,
                              std::uint32_t replicate);

/// The households that stand for all while the world price is looked for: whole blocks, evenly spread, of about 4,000 households.
std::vector<std::size_t> panel_of(const std::vector<Index>& blocks);

/// Cocoa sold in each arm and year, over the represented households, t: [arm][year].
using Supply = std::vector<std::vector<double>>;

/// Supply of the households of some blocks, blown up to all represented.
Supply supply_of(const Population& population, Walk& walk, Block& block, const World& world, const std::vector<Index>& blocks,
                 const std::vector<std::size_t>& which);

/// ln of the world price in an arm over that of the baseline, years 0..T, given what both supply (docs/markets.md).
std::vector<double> price_answer(const Parameters& p, const std::vector<double>& baseline_t, const std::vector<double>& arm_t);

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
