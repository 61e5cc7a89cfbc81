// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the world price does when many farmers produce more, or less.
///
/// Everything is relative to the same world without the change: a price of 0.94 is 6% below what it would have been.
/// Two ways to the same end: `settled_market` gives the state after all have adjusted, `nerlove_step` the years before.
///
/// symbol    meaning                                              unit
/// A         supply of the world at unchanged prices, relative    1       > 0; ln A is the log shift
/// es, ed    elasticity of supply and of demand                   1       es >= 0, ed <= 0, not both 0
/// P, Q      price and quantity, relative                         1
/// g         output of an adopter over what it was, prices apart  1       > 0
///
/// The functions that check (require_..., supply_shift, settled_market) throw; the step is for loops and does not: check
/// once with require_market.
/// Page: docs/notation.md#world_supply
/// Tested: tests/unit/market/world_supply_test.cpp, tests/reference/adoption_reference_test.cpp (T58, T59)

#include <cmath>
#include <string>
#include <string_view>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// How supply and demand answer a price that is 1% higher, in per cent.
struct Elasticities {
    double supply = 0.0;  ///< 1, >= 0
    double demand = 0.0;  ///< 1, <= 0
};

/// A market with a memory: little moves within the year, more in the long run.
struct WorldMarket {
    Elasticities short_run;  ///< within the year
    Elasticities long_run;   ///< after all have adjusted; not smaller in size than short_run
};

/// Cocoa. Source: Tothmihaly (2018), African Journal of Agricultural and Resource Economics: world, yearly, 1963-2013.
inline constexpr WorldMarket kCocoaWorldMarket{{0.07, -0.06}, {0.57, -0.34}};

/// Throws a RangeError when a sign is wrong, or when nothing answers a price at all.
inline void require_elasticities(const Elasticities& e, std::string_view where) {
    if (!(std::isfinite(e.supply) && e.supply >= 0.0)) {
        throw RangeError("the elasticity of supply is " + number_text(e.supply), std::string(where),
                         "Use zero or more: farmers offer more, not less, at a higher price");
    }
    if (!(std::isfinite(e.demand) && e.demand <= 0.0)) {
        throw RangeError("the elasticity of demand is " + number_text(e.demand), std::string(where),
                         "Use zero or less, with its minus sign: buyers take less, not more, at a higher price");
    }
    if (e.supply == 0.0 && e.demand == 0.0) {
        throw RangeError("neither supply nor demand answers the price", std::string(where),
                         "Give at least one of the two elasticities a size, or no price clears the market");
    }
}

/// Both runs have the right signs, and the long run answers at least as strongly as the year.
inline void require_market(const WorldMarket& m, std::string_view where) {
    require_elasticities(m.short_run, std::string(where) + ", short run");
    require_elasticities(m.long_run, std::string(where) + ", long run");
    if (m.long_run.supply < m.short_run.supply || m.long_run.demand > m.short_run.demand) {
        throw RangeError("the long run (" + number_text(m.long_run.supply) + ", " + number_text(m.long_run.demand) +
                             ") answers less than the short run (" + number_text(m.short_run.supply) + ", " +
                             number_text(m.short_run.demand) + ")",
                         std::string(where), "Exchange the two, or use elasticities from one source");
    }
}

/// How far a programme moves the supply of the world.
///
///   A = 1 + share adoption (g - 1)
///
/// share     of the world's production that the farmers reached stand for   1   in [0, 1]
/// adoption  share of them that adopt                                       1   in [0, 1]
/// g         output of an adopter, 3 when it triples                        1   > 0
/// Shape: 1; 1 when nobody adopts; below 1 when output falls.
inline double supply_shift(double share, double adoption, double gain) {
    constexpr std::string_view where = "market::supply_shift";
    if (!(share >= 0.0 && share <= 1.0 && adoption >= 0.0 && adoption <= 1.0)) {
        throw RangeError("the share of the world is " + number_text(share) + " and adoption " + number_text(adoption),
                         std::string(where), "Use shares between 0 and 1");
    }
    if (!(std::isfinite(gain) && gain > 0.0)) {
        throw RangeError("the output of an adopter is " + number_text(gain) + " times what it was", std::string(where),
                         "Use a factor above zero: 1.3 for 30% more, 3 when it triples");
    }
    const double shift = 1.0 + share * adoption * (gain - 1.0);
    if (!(shift > 0.0)) {
        throw RangeError("nothing of the world's supply is left", std::string(where), "Use a smaller share or loss");
    }
    return shift;
}

/// The world market after everybody has adjusted to a shift of supply; all relative to the world without it.
struct SettledMarket {
    double price = 1.0;           ///< P, 1
    double quantity = 1.0;        ///< Q, 1
    double revenue = 1.0;         ///< of all growers of the world, gross of costs: P Q, 1
    double others_revenue = 1.0;  ///< of a grower who did not change: P^(1 + es), 1

    /// Revenue of a grower whose output at old prices is g times what it was, gross of extra costs.
    double adopter_revenue(double gain) const noexcept { return gain * others_revenue; }
};

/// Constant elasticities: supply A P^es meets demand P^ed.
///
///   P = A^(-1/(es - ed))      Q = P^ed      others P^(1 + es)      adopters g P^(1 + es)
///
/// Shape: with more supply the price falls, the quantity rises, and the revenue of all growers falls whenever demand is
/// inelastic (|ed| < 1): what one group gains, others lose more than once over.
/// Use long-run elasticities: with those of one year a lasting shift moves the price absurdly far.
inline SettledMarket settled_market(double shift, const Elasticities& e) {
    constexpr std::string_view where = "market::settled_market";
    require_elasticities(e, where);
    if (!(std::isfinite(shift) && shift > 0.0)) {
        throw RangeError("supply is " + number_text(shift) + " times what it was", std::string(where),
                         "Use a factor above zero: 1.05 for 5% more");
    }
    const double log_price = -log_of(shift) / (e.supply - e.demand);
    return {exp_of(log_price), exp_of(e.demand * log_price), exp_of((1.0 + e.demand) * log_price),
            exp_of((1.0 + e.supply) * log_price)};
}

/// What past prices have left in plantings and in habits of buyers, in logs; both 0 in a world at rest.
struct MarketMemory {
    double supply = 0.0;
    double demand = 0.0;
};

/// A year of the market: what it leaves behind, and what was paid and sold.
struct MarketYearStep {
    MarketMemory memory;
    double log_price = 0.0;     ///< ln P of the year, against the world without the change
    double log_quantity = 0.0;  ///< ln Q
};

/// One year of Nerlove's partial adjustment. Supply and demand go part of the way to where the price would take them.
///
///   s_t = (1 - ls) s_{t-1} + ls es_L ln P_t          ls = es_S / es_L      ln Q_t = s_t + ln A_t
///   d_t = (1 - ld) d_{t-1} + ld ed_L ln P_t          ld = ed_S / ed_L      ln Q_t = d_t
///
/// which one price solves: ln P_t = ((1 - ld) d_{t-1} - (1 - ls) s_{t-1} - ln A_t) / (es_S - ed_S)
///
/// es_S, es_L  elasticities of the year and of the long run (ed alike); a market side that never answers has es_L = 0
/// Shape: logs; a lasting ln A ends at the price of settled_market(A, long run). Throws nothing.
/// Source: Nerlove (1956), Journal of Farm Economics 38(2), partial adjustment.
inline MarketYearStep nerlove_step(const MarketMemory& last, double log_shift, const WorldMarket& m) noexcept {
    const double supply_stays = m.long_run.supply > 0.0 ? 1.0 - m.short_run.supply / m.long_run.supply : 0.0;
    const double demand_stays = m.long_run.demand < 0.0 ? 1.0 - m.short_run.demand / m.long_run.demand : 0.0;
    const double supply = supply_stays * last.supply, demand = demand_stays * last.demand;
    const double log_price = (demand - supply - log_shift) / (m.short_run.supply - m.short_run.demand);
    const MarketMemory now{supply + m.short_run.supply * log_price, demand + m.short_run.demand * log_price};
    return {now, log_price, now.demand};
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
