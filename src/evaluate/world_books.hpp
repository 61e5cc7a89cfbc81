// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Internal to src/evaluate: what an arm does to everybody who grows or buys cocoa elsewhere, year by year.
///
/// Supply of other growers follows Nerlove's partial adjustment to the arm's world price, as the market's answer does
/// (simulate/market_answer.cpp). What growing and consuming other amounts costs and is worth is taken at the mean of the two prices:
/// the trapezoid under a straight supply or demand curve, as in economic-surplus accounting (Alston, Norton and Pardey 1995).

#include <vector>

#include "smallholder/simulate/run.hpp"

namespace smallholder::evaluate {

/// Kilograms and USD of a year; "1" with the programme, "0" without.
struct WorldYear {
    double border0, border1;      // export price, USD/kg
    double on_top;                // differential that buyers of a regulated origin's beans pay, USD/kg
    double own0, own1;            // kg sold by the population
    double origin0, origin1;      // kg of the origin's other growers
    double elsewhere0, elsewhere1;
    double gate0, gate1;          // farm-gate price of the market, USD/kg
    double export_cost, tax_rate; // USD/kg, share
    double land_here, land_elsewhere;  // ha cleared (above nought) or left

    // Written so that nothing that stays the same leaves a rounding.
    static double change(double p0, double p1, double q0, double q1) { return p1 * (q1 - q0) + (p1 - p0) * q0; }
    double price_factor() const { return border1 / border0; }
    double own_sales() const { return change(border0 + on_top, border1 + on_top, own0, own1); }
    double origin_sales() const { return change(border0 + on_top, border1 + on_top, origin0, origin1); }
    double elsewhere_sales() const { return change(border0, border1, elsewhere0, elsewhere1); }
    double origin_takings() const { return change(gate0, gate1, origin0, origin1); }
    double origin_growing() const { return 0.5 * (gate0 + gate1) * (origin1 - origin0); }
    double elsewhere_growing() const { return 0.5 * (border0 + border1) * (elsewhere1 - elsewhere0); }
    double shipping() const { return export_cost * (own1 - own0 + origin1 - origin0); }
    double tax() const { return tax_rate * (change(border0, border1, own0, own1) + change(border0, border1, origin0, origin1)); }
    /// Beans of an origin with a differential are worth it to those who buy them.
    double consumed() const {
        const double mean = 0.5 * (border0 + border1);
        return (mean + on_top) * (own1 - own0 + origin1 - origin0) + mean * (elsewhere1 - elsewhere0);
    }
    double world_revenue_factor() const {
        return border1 * (own1 + origin1 + elsewhere1) / (border0 * (own0 + origin0 + elsewhere0));
    }
};

/// All years of an arm in one (draw, replicate).
class WorldBooks {
public:
    WorldBooks(const simulate::Runs& runs, Index pair, Index arm);
    const WorldYear& at(Index year) const { return years_[static_cast<std::size_t>(year)]; }

private:
    std::vector<WorldYear> years_;
};

}  // namespace smallholder::evaluate
