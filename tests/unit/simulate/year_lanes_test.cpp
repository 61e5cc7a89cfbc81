// SPDX-License-Identifier: Apache-2.0
// The whole year gives every household the same bits, alone or packed with strangers.
#include <gtest/gtest.h>

#include <vector>

#include "../../support/random_households.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::simulate;

constexpr int kHouseholds = 10'000;
constexpr int kTogether = 8;  // the widest lane; the households of one share their market

/// Structure of arrays, as the engine keeps it.
template <template <class> class Struct>
struct Columns {
    std::vector<double> values = std::vector<double>(kColumns<Struct<double>> * static_cast<std::size_t>(kHouseholds));
    void put(int i, const Struct<double>& row) { store_columns(values.data() + i, kHouseholds, row); }
    template <Lane L>
    Struct<L> get(int i) const {
        return load_columns<Struct, L>(values.data() + i, kHouseholds);
    }
};

struct Crowd {
    std::vector<MarketYear> market;
    Columns<Fixed> fixed;
    Columns<State> state;
    Columns<Village> village;
    Columns<Levers> levers;
    Columns<Shocks> shocks;

    explicit Crowd(std::uint64_t seed) {
        tests::Dice dice(seed);
        for (int i = 0; i < kHouseholds; ++i) {
            if (i % kTogether == 0) market.push_back(tests::random_market(dice));
            const auto c = tests::random_year(dice);
            fixed.put(i, c.fixed);
            state.put(i, c.state);
            village.put(i, c.village);
            levers.put(i, c.levers);
            shocks.put(i, c.shocks);
        }
    }
};

template <Season season, Lane L>
void walk(const Crowd& crowd, const Model& model, std::vector<double>& flows, std::vector<double>& states) {
    flows.assign(kFlowColumns * static_cast<std::size_t>(kHouseholds), 0.0);
    states.assign(kStateColumns * static_cast<std::size_t>(kHouseholds), 0.0);
    for (int i = 0; i < kHouseholds; i += lane_width<L>) {
        auto s = crowd.state.get<L>(i);
        const auto flow = household_year<season, L>(model, crowd.market[static_cast<std::size_t>(i / kTogether)],
                                                    crowd.fixed.get<L>(i), crowd.village.get<L>(i),
                                                    crowd.levers.get<L>(i), crowd.shocks.get<L>(i), s);
        store_columns(flows.data() + i, kHouseholds, flow);
        store_columns(states.data() + i, kHouseholds, s);
    }
}

void expect_same_bits(const std::vector<double>& alone, const std::vector<double>& packed, const char* what,
                      int width) {
    int wrong = 0;
    for (std::size_t k = 0; k < alone.size(); ++k)
        if (bits_of(alone[k]) != bits_of(packed[k]) && ++wrong < 4)
            ADD_FAILURE() << what << " column " << k / kHouseholds << " of household " << k % kHouseholds
                          << " in a lane of " << width << ": " << alone[k] << " alone, " << packed[k] << " packed";
    EXPECT_EQ(wrong, 0);
}

template <Season season>
void compare_lanes(std::uint64_t seed, const Parameters& parameters) {
    const Crowd crowd(seed);
    const Model model(parameters);
    std::vector<double> flows, states, packed_flows, packed_states;
    walk<season, double>(crowd, model, flows, states);
    auto run = [&]<class L>(L) {
        walk<season, L>(crowd, model, packed_flows, packed_states);
        expect_same_bits(flows, packed_flows, "flow", lane_width<L>);
        expect_same_bits(states, packed_states, "state", lane_width<L>);
    };
    run(Pack<2>{});
    run(Pack<4>{});
    run(Pack<8>{});
}

TEST(YearLanes, TenThousandSimulatedYearsHaveTheSameBitsInEveryLane) {
    compare_lanes<Season::simulated>(1, tests::shipped());
}
TEST(YearLanes, TenThousandSurveyedYearsHaveTheSameBitsInEveryLane) {
    compare_lanes<Season::surveyed>(2, tests::shipped());
}
TEST(YearLanes, SoDoYearsUnderOtherParameters) {
    tests::Dice dice(3);
    for (int k = 0; k < 4; ++k) {
        Parameters p = tests::random_parameters(dice);
        p.age_form = k % 2;  // each form of the two curves with each of the other
        p.fertiliser_form = k / 2;
        compare_lanes<Season::simulated>(10 + static_cast<std::uint64_t>(k), p);
    }
}

}  // namespace
