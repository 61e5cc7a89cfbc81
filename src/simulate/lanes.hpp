// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/simulate: the loops over the lanes of a block. Compiled once for every processor (lanes_avx2.cpp) and once
/// for the processor at hand; both give the same bits, and block.cpp calls the faster one that runs here.
///
/// What passes between the two builds is plain memory: types of an ISA's namespace are other types in another build.

#include <cstring>
#include <type_traits>

#include "smallholder/core/pack.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/shocks.hpp"
#include "smallholder/simulate/year.hpp"

namespace smallholder::kernels {

/// The columns of a block and what is the same for all of its households.
struct Columns {
    const std::byte *model, *market;  // a Model; a MarketYear per arm
    const double *fixed, *uniforms, *region;
    double *state, *flows;  // all arms
    const double *village, *levers;
    Index count, stride, arms;
};

template <class T>
SMALLHOLDER_ALWAYS_INLINE T read(const std::byte* from) {
    static_assert(std::is_trivially_copyable_v<T>);
    alignas(T) std::byte bytes[sizeof(T)];
    std::memcpy(bytes, from, sizeof(T));
    return std::bit_cast<T>(bytes);
}

using Loop = void (*)(const Columns&);
/// The loops compiled for AVX2; nullptr in a build without them.
struct Loops {
    Loop simulate, survey;
};
Loops avx2_loops();

}  // namespace smallholder::kernels

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// One simulated year of all households of a block in every arm.
inline void simulate_lanes(const kernels::Columns& c) {
    using L = Pack<kNativePackWidth>;
    const auto model = kernels::read<Model>(c.model);
    for (Index i = 0; i < c.count; i += lane_width<L>) {
        std::array<L, random::kHouseholdSlots> u;
        for (std::size_t k = 0; k < u.size(); ++k) u[k] = load<L>(c.uniforms + static_cast<Index>(k) * c.stride + i);
        const auto luck = household_shocks<L>(u, load<L>(c.region + i), load<L>(c.region + c.stride + i),
                                              load<L>(c.region + 2 * c.stride + i), model.p, load<L>(c.region + 3 * c.stride + i));
        const auto fixed = load_columns<Fixed, L>(c.fixed + i, c.stride);
        for (Index arm = 0; arm < c.arms; ++arm) {
            const auto market = kernels::read<MarketYear>(c.market + arm * static_cast<Index>(sizeof(MarketYear)));
            auto s = load_columns<State, L>(c.state + arm * c.stride * static_cast<Index>(kStateColumns) + i, c.stride);
            const auto v = load_columns<Village, L>(c.village + arm * c.stride * static_cast<Index>(kColumns<Village<double>>) + i, c.stride);
            const auto lever = load_columns<Levers, L>(c.levers + arm * c.stride * static_cast<Index>(kColumns<Levers<double>>) + i, c.stride);
            const auto flow = household_year<Season::simulated, L>(model, market, fixed, v, lever, luck, s);
            store_columns(c.state + arm * c.stride * static_cast<Index>(kStateColumns) + i, c.stride, s);
            store_columns(c.flows + arm * c.stride * static_cast<Index>(kFlowColumns) + i, c.stride, flow);
        }
    }
}

/// Year 0 of all households of a block in its first arm: of the state after it only the package, its season and what is planted count.
inline void survey_lanes(const kernels::Columns& c) {
    using L = Pack<kNativePackWidth>;
    const auto model = kernels::read<Model>(c.model);
    const auto market = kernels::read<MarketYear>(c.market);
    for (Index i = 0; i < c.count; i += lane_width<L>) {
        std::array<L, random::kHouseholdSlots> u;
        for (std::size_t k = 0; k < u.size(); ++k) u[k] = load<L>(c.uniforms + static_cast<Index>(k) * c.stride + i);
        const auto luck = household_shocks<L>(u, broadcast<L>(0.0), broadcast<L>(0.0), broadcast<L>(1.0), model.p);
        const auto fixed = load_columns<Fixed, L>(c.fixed + i, c.stride);
        auto s = load_columns<State, L>(c.state + i, c.stride);
        const auto v = load_columns<Village, L>(c.village + i, c.stride);
        auto after = s;
        const auto flow = household_year<Season::surveyed, L>(model, market, fixed, v, Levers<L>::none(), luck, after);
        store_columns(c.flows + i, c.stride, flow);
        s.package = after.package;
        s.planted = after.planted;
        s.trials = after.trials;
        store_columns(c.state + i, c.stride, s);
    }
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
