// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/simulate: a run in the making.

#include <string>
#include <vector>

#include "smallholder/simulate/accumulate.hpp"
#include "world.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What a thread works with: made once, used for one (draw, replicate) after the other.
struct Desk {
    Block block, comparing;  // the second for the arms that get the same money in another form
    Accumulator sums;
    AccountSums accounts;
    std::vector<StateHash> hash;  // per arm
    Index walked = 0;
};

class Engine {
public:
    Engine(const Population& population, const ParameterTable& table, const Programme& programme, const RunSettings& settings,
           const Progress* progress);
    Runs run(Progress* progress);

private:
    void require_memory(int threads) const;
    void prepare_panel(Runs& runs);
    Anchor group(const Progress* progress);
    void name_arms();
    void require_sane_premiums(const World& world) const;
    World world_of(const Parameters& p, std::uint32_t draw, std::uint32_t replicate, bool drawn, bool whole = false) const;
    bool moves_the_market(const World& world, const Progress* progress) const;
    bool let_the_market_answer(World& world, Walk& walk, Block& block, const Progress* progress) const;
    World comparing_world(World& world, const Runs& runs, Index pair, const std::vector<ExactSum>& sold_by_reached) const;
    void run_pair(Index pair, Runs& runs, Desk& desk, const Progress* progress);
    void note_reach(Panel& panel, Index pair, Index intervention, const Reach& reach) const;
    void book(Runs& runs, Index pair, Index arm, Index kind, const World& world, Index place, const Served& served, Accumulator& sums) const;

    Index programme_arms() const { return static_cast<Index>(arms_.size()); }
    Index first_walk_arms() const { return 1 + programme_arms() * (answers_ ? 2 : 1); }
    Index all_arms() const { return static_cast<Index>(names_.size()); }
    Index kinds() const { return static_cast<Index>(programme_.interventions.size()); }

    const Population& population_;
    const ParameterTable& table_;
    const Programme& programme_;
    const RunSettings& settings_;
    std::vector<Arm> arms_;  // the programme's
    bool answers_ = false;
    std::vector<std::string> names_;  // of all arms that are walked
    std::vector<ArmRole> roles_;
    std::vector<Index> of_;
    bool coupled_ = false;
    std::vector<Index> blocks_;
    std::vector<Index> panel_blocks_;
    std::vector<std::size_t> panel_;  // places in panel_blocks_
    Index capacity_ = 0;
    AnchorTarget target_;
    std::vector<Grouping> groupings_;
    Grouped grouped_;
    std::vector<std::vector<char>> eligible_;  // [intervention][household]
    std::vector<std::vector<effects::Account>> pays_into_;  // per intervention
    std::vector<Index> panel_place_;           // per household: its place in the panel, -1 without one; empty without a panel
};

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
