// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include "smallholder/core/elementary.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// What a household buys of one input, and what one more dollar in its hands would bring.
template <class L>
struct InputDemand {
    L wanted;      ///< what it would buy with all the cash in the world, units
    L bought;      ///< what it can, units
    L profit;      ///< at what it buys, USD
    L multiplier;  ///< return on the next dollar over that dollar, 1; 0 where cash does not bind
};

/// An input whose harvest rises by a constant elasticity, bought with cash that may not reach (Cobb and Douglas).
///
///   max p A x^al - w x  subject to  w x <= cash
///   x* = (al p A/w)^(1/(1 - al)),   x = min(x*, cash/w),   multiplier = al p A x^(al - 1)/w - 1
///
/// value   p A, what one unit of the input yields   USD   > 0
/// al      elasticity of output to the input        1     in (0, 1)
/// w       one unit of the input, delivered         USD   > 0
/// cash    what may be spent                        USD   >= 0; without any, the first dollar's return has no bound: infinity
/// Shape: lane -> lane; bought rises with cash up to wanted; multiplier falls with cash to 0.
/// A yardstick for the model's own rule (docs/odd.md 7.8), which spends under the same limit on a response that flattens out.
/// Tested: tests/unit/livelihood/input_demand_test.cpp (TB08)
template <Lane L>
inline InputDemand<L> input_demand(L value, double al, L w, L cash) {
    InputDemand<L> demand;
    demand.wanted = power(al * value / w, 1.0 / (1.0 - al));
    demand.bought = minimum(demand.wanted, cash / w);
    const auto buys = demand.bought > 0.0;
    const L x = maximum(demand.bought, std::numeric_limits<double>::min());
    demand.profit = select(buys, value * power(x, al) - w * x, broadcast<L>(0.0));
    const L over_cost = al * value * power(x, al - 1.0) / w - 1.0;
    const L bound = select(buys, over_cost, broadcast<L>(std::numeric_limits<double>::infinity()));
    demand.multiplier = select(demand.bought < demand.wanted, maximum(bound, 0.0), broadcast<L>(0.0));
    return demand;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
