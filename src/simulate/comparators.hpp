// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "smallholder/effects/effect.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// What a programme costs, paid to the same households in money instead: as cash, or as a premium on what they sell.
class SameMoney final : public effects::Effect {
public:
    /// `amount` by year: USD per household (cash_usd) or per kg (premium_usd_per_kg).
    SameMoney(effects::Lever lever, std::vector<double> amount) : lever_(lever), amount_(std::move(amount)) {
        delivery.overhead = 0.0;
        delivery.learning = 0.0;
    }
    std::span<const effects::Lever> moves() const override { return {&lever_, 1}; }
    void apply(int year, int /*horizon*/, const effects::BlockReach& reach, effects::LeverColumns levers) const override {
        for (Index i = 0; i < levers.count; ++i)
            levers.move(lever_, i, amount_[static_cast<std::size_t>(year)] * reach.served[i]);
    }

private:
    effects::Lever lever_;
    std::vector<double> amount_;
};

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
