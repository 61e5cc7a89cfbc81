// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/lane.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// How the farm-gate price is set.
enum class Regime { regulated, liberal };

/// A regulated price is a share of a two-year average of the export price, announced before the season, plus a differential.
///
///   p = [theta_R ((1 - w) FOB_{t-1} + w FOB_t) + lambda_L LID]/1000      USD/kg
///
/// FOB     export price                     USD/t
/// theta_R share that reaches the farmer    1, in (0, 1)
/// w       weight of the current year       1, in [0, 1]
/// LID     differential on the export price USD/t;  lambda_L the part of it passed on
/// Shape: increasing in both prices.   Tested: tests/unit/market/farm_gate_test.cpp (TB05)
/// Source: administered pricing of Ghana and Cote d'Ivoire; 69.5% of a 2,200 USD/t world price in Ghana, 2018/19.
inline double regulated_price(double fob, double fob_last, const Parameters& p) {
    return (p.theta_r * ((1.0 - p.theta_w) * fob_last + p.theta_w * fob) + p.lid_pass * p.lid_usd_per_t) / 1000.0;
}

/// A liberal price is what tax, export cost and the trader's margin leave of the export price; haulage comes off at the farm.
///
///   p = ((FOB (1 - tau) - c_exp)(1 - m))/1000     USD/kg
///
/// Shape: increasing in FOB, decreasing in the margin.   Tested: tests/unit/market/farm_gate_test.cpp (TB06)
template <Lane L>
inline L liberal_price(double fob, L margin, const Parameters& p) {
    return (fob * (1.0 - p.tax) - p.export_cost) * (1.0 - margin) / 1000.0;
}

/// Without an announcement farmers expect half last year's price and half the mean of the last three.
inline double adaptive_expectation(double last, double before, double before_that) {
    return 0.5 * last + 0.5 * (last + before + before_that) / 3.0;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
