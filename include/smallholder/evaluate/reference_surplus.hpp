// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who gains from cheaper production, consumers or growers: the textbook triangles (Alston, Norton and Pardey).
///
/// Straight lines of supply and demand; a new practice moves the supply line down by K times the first price, everywhere.
///
///   closed economy        Z = K es/(es - ed)
///     consumers   P Q Z (1 - Z ed/2)      growers   P Q (K - Z)(1 - Z ed/2)      together   P Q K (1 - Z ed/2)
///   small open economy    (the world sets the price, Z = 0)
///     consumers   0                       growers   P Q K (1 + K es/2)           together   the same
///
/// P, Q    price and quantity before                                        money/t, t/yr   > 0
/// es, ed  elasticities at that point                                       1   es >= 0, ed <= 0 (not both 0 if closed)
/// K       fall of unit costs over the first price, averaged over all output   1   below 1; negative for a rise
/// Z       fall of the price over the first price                           1
/// Shape: money/yr, one year, all costs in K; linear in P Q. Growers lose in a closed economy exactly when K < Z, which a
/// parallel shift never brings about; those who do not adopt lose Z of their price whatever happens.
/// Source: Alston, Norton and Pardey (1995), Science under Scarcity, chapters 2 and 5.
/// Page: docs/notation.md#economic_surplus   Tested: tests/unit/evaluate/reference_surplus_test.cpp

#include <cmath>
#include <string>
#include <string_view>

#include "smallholder/core/errors.hpp"
#include "smallholder/market/world_supply.hpp"

namespace smallholder::reference {

enum class Economy { closed, small_open };

/// Change of surplus in a year against no new practice.
struct SurplusChange {
    double consumers = 0.0;    ///< money/yr
    double growers = 0.0;      ///< money/yr
    double total = 0.0;        ///< money/yr
    double price_fall = 0.0;   ///< Z, share of the first price, 1
    double output_rise = 0.0;  ///< share of the first quantity, 1
};

inline SurplusChange economic_surplus(Economy economy, double k, double price, double quantity,
                                      const market::Elasticities& e) {
    constexpr std::string_view where = "reference::economic_surplus";
    const bool closed = economy == Economy::closed;
    // Demand moves nothing where the world sets the price; there only its sign is looked at.
    const double demand = closed || e.demand != 0.0 ? e.demand : -1.0;
    market::require_elasticities({e.supply, demand}, where);
    if (!(std::isfinite(k) && k < 1.0)) {
        throw RangeError("K is " + number_text(k), std::string(where),
                         "Use the fall of unit costs as a share of the price, below 1: 0.12 for 12%");
    }
    if (!(std::isfinite(price) && price > 0.0 && std::isfinite(quantity) && quantity > 0.0)) {
        throw RangeError("the price is " + number_text(price) + " and the quantity " + number_text(quantity),
                         std::string(where), "Use a price and a quantity above zero");
    }
    SurplusChange change;
    change.price_fall = closed ? k * e.supply / (e.supply - e.demand) : 0.0;
    change.output_rise = closed ? -change.price_fall * e.demand : k * e.supply;
    if (!(change.output_rise > -1.0)) {
        throw RangeError("output would fall by " + number_text(-change.output_rise) + " of itself", std::string(where),
                         "Use a smaller rise of costs: straight lines hold near the starting point only");
    }
    const double money = price * quantity * (1.0 + 0.5 * change.output_rise);
    change.consumers = money * change.price_fall;
    change.growers = money * (k - change.price_fall);
    change.total = money * k;
    return change;
}

/// K from what a trial measures: yields up, costs per hectare up, and not all adopt.
///
///   K = (gain/es - cost/(1 + gain)) success adoption (1 - wear)
///
/// gain      rise of yield, as a share            1   > -1
/// cost      rise of cost per hectare, as a share of the value of output per hectare   1
/// es        elasticity of supply, which turns a shift to the right into one downwards   1   > 0
/// success   chance that it works outside the trial   1   in [0, 1]
/// adoption  share of output under it                 1   in [0, 1]
/// wear      share of the gain lost by now            1   in [0, 1]
/// Shape: 1; rises with gain. With a small es a small gain becomes an absurd fall of costs: prefer costs that were
/// measured.   Source: as economic_surplus
inline double cost_reduction(double gain, double cost, double supply_elasticity, double success, double adoption,
                             double wear) {
    constexpr std::string_view where = "reference::cost_reduction";
    if (!(std::isfinite(gain) && gain > -1.0 && std::isfinite(cost) && std::isfinite(supply_elasticity) &&
          supply_elasticity > 0.0)) {
        throw RangeError("a gain of " + number_text(gain) + ", a cost of " + number_text(cost) +
                             " and an elasticity of " + number_text(supply_elasticity),
                         std::string(where), "Use a gain above -1, a finite cost and an elasticity above zero");
    }
    for (const double share : {success, adoption, wear}) {
        if (!(share >= 0.0 && share <= 1.0)) {
            throw RangeError("success, adoption or wear is " + number_text(share), std::string(where),
                             "Use shares between 0 and 1");
        }
    }
    return (gain / supply_elasticity - cost / (1.0 + gain)) * success * adoption * (1.0 - wear);
}

}  // namespace smallholder::reference
