// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/block.hpp"

#include "lanes.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {
namespace {

const kernels::Loops& loops() {
    static const kernels::Loops chosen = [] {
        const kernels::Loops avx2 = kernels::avx2_loops();
        return cpu_has_avx2() && avx2.simulate != nullptr ? avx2 : kernels::Loops{&simulate_lanes, &survey_lanes};
    }();
    return chosen;
}

template <class T>
const std::byte* bytes_of(const T* values) {
    return reinterpret_cast<const std::byte*>(values);
}

}  // namespace

void Block::survey_year(const Model& model, const MarketYear& market, std::uint64_t seed, std::uint32_t draw,
                        std::uint32_t replicate) {
    random::fill_household_uniforms(seed, ids_.data(), stride_, draw, replicate, 0, uniforms_.data(), stride_);
    loops().survey({bytes_of(&model), bytes_of(&market), fixed_.data(), uniforms_.data(), region_.data(), state(0), flows(0), village(0),
                    levers(0).first, count_, stride_, 1});
    for (Index arm = 1; arm < arms_; ++arm) {
        for (const Index column : {kPackageColumn, kPlantedColumn, kTrialsColumn})
            std::copy_n(state(0) + column * stride_, stride_, state(arm) + column * stride_);
        std::copy(flows(0), flows(0) + stride_ * static_cast<Index>(kFlowColumns), flows(arm));
    }
}

void Block::simulate_year(const Model& model, const std::vector<MarketYear>& market_of_arm,
                          const std::vector<std::vector<RegionYear>>& regions, const Population& population, int year,
                          std::uint64_t seed, std::uint32_t draw, std::uint32_t replicate) {
    random::fill_household_uniforms(seed, ids_.data(), stride_, draw, replicate, static_cast<std::uint32_t>(year), uniforms_.data(),
                                    stride_);
    for (Index i = 0; i < stride_; ++i) {
        const auto h = static_cast<std::size_t>(first_ + std::min(i, count_ - 1));
        const RegionYear& here = regions[static_cast<std::size_t>(population.region[h])][static_cast<std::size_t>(year)];
        region_[static_cast<std::size_t>(i)] = here.weather_index;
        region_[static_cast<std::size_t>(stride_ + i)] = here.drought;
        region_[static_cast<std::size_t>(2 * stride_ + i)] = here.food_price;
    }
    loops().simulate({bytes_of(&model), bytes_of(market_of_arm.data()), fixed_.data(), uniforms_.data(), region_.data(), state(0), flows(0),
                      village(0), levers(0).first, count_, stride_, arms_});
    if (model.p.alternate_bearing == 0.0) return;
    const double* u = uniforms_.data() + random::slot(random::Purpose::weather_iid) * stride_;
    double* carried = region_.data() + 3 * stride_;
    for (Index i = 0; i < stride_; ++i)
        carried[i] = model.p.alternate_bearing * own_luck(normal_quantile(u[i]), carried[i], model.p);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
