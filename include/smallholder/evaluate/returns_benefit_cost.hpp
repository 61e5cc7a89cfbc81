// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "smallholder/evaluate/returns_npv.hpp"

namespace smallholder::returns {

/// Benefits and costs, each brought to year 0.
struct BenefitCost {
    double benefits = 0.0;     ///< present value of the benefits, money of year 0
    double costs = 0.0;        ///< present value of the costs, money of year 0
    double net = 0.0;          ///< benefits - costs: the NPV, money of year 0
    double ratio = 0.0;        ///< benefits / costs, 1
    double net_to_cost = 0.0;  ///< net / costs = ratio - 1, 1
};

/// What comes back per unit of money spent.
///
///   ratio = sum_t benefits[t] / (1 + rate)^t  /  sum_t costs[t] / (1 + rate)^t
///
/// costs     spending of each year, as positive amounts   money   >= 0, at least one above zero
/// benefits  gains of each year; a harm is negative       money   may be longer or shorter than costs
/// rate      discount rate                                1/yr    > -1
/// Shape: dimensionless; above 1 exactly when the NPV is positive. The ratio depends on whether a loss is
/// booked as a negative benefit or as a cost; the NPV does not, so both are returned.
/// Page: docs/notation.md#benefit_cost   Tested: tests/unit/evaluate/returns_benefit_cost_test.cpp
inline BenefitCost benefit_cost(std::span<const double> costs, std::span<const double> benefits,
                                double rate) {
    constexpr std::string_view where = "returns::benefit_cost";
    detail::require_flows(costs, "costs", where);
    detail::require_flows(benefits, "benefits", where);
    for (std::size_t t = 0; t < costs.size(); ++t) {
        if (costs[t] < 0.0) {
            throw RangeError("costs[" + std::to_string(t) + "] is negative", std::string(where),
                             "Enter costs as positive amounts, and money that comes back as a benefit");
        }
    }
    BenefitCost result;
    result.benefits = npv(rate, benefits);
    result.costs = npv(rate, costs);
    if (!(result.costs > 0.0)) {
        throw RangeError("all costs are zero", std::string(where),
                         "A ratio needs a cost; report the present value of the benefits instead");
    }
    result.net = result.benefits - result.costs;
    result.ratio = result.benefits / result.costs;
    result.net_to_cost = result.net / result.costs;
    return result;
}

/// The benefit-cost ratio alone; symbols, units and shape as in benefit_cost.
inline double benefit_cost_ratio(std::span<const double> costs, std::span<const double> benefits,
                                 double rate) {
    return benefit_cost(costs, benefits, rate).ratio;
}

}  // namespace smallholder::returns
