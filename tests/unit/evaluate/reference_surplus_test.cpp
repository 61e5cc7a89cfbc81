// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/reference_surplus.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using namespace smallholder;
using reference::Economy;

/// Two straight lines through (Q, P), one of them moved down: the areas are cut out of the drawing, slice by slice.
struct Drawing {
    double price, quantity, supply_slope, demand_slope, shift;  // slopes dq/dp, shift in money

    double supply(double p, bool after) const { return quantity + supply_slope * (p - price + (after ? shift : 0.0)); }
    double demand(double p) const { return quantity + demand_slope * (p - price); }
    double clears(bool after) const {
        double low = 0.0, high = 10.0 * price;
        for (int i = 0; i < 200; ++i) {
            const double middle = 0.5 * (low + high);
            (supply(middle, after) > demand(middle) ? high : low) = middle;
        }
        return 0.5 * (low + high);
    }
    template <typename Quantity>
    static double area(Quantity q, double from, double to) {
        constexpr int kSlices = 2000;
        double sum = 0.0;
        for (int i = 0; i < kSlices; ++i) sum += q(from + (to - from) * (i + 0.5) / kSlices);
        return sum * (to - from) / kSlices;
    }
    double consumers() const {
        return area([&](double p) { return demand(p); }, clears(true), price);
    }
    /// Growers' surplus is the area to the left of their own supply line, below what they are paid. Below `bottom` both
    /// lines hold the same area, since one is the other moved down.
    double growers(double paid) const {
        const double bottom = 0.2 * price;
        return area([&](double p) { return supply(p, true); }, bottom - shift, paid) -
               area([&](double p) { return supply(p, false); }, bottom, price);
    }
};

TEST(EconomicSurplus, OfAClosedEconomyIsTheAreaOfItsTriangles) {
    for (const auto& [es, ed, k] :
         {std::array{0.8, -0.5, 0.12}, std::array{1.6, -0.3, 0.3}, std::array{0.57, -0.34, -0.1}}) {
        const double price = 1800.0, quantity = 900.0;
        const Drawing drawing{price, quantity, es * quantity / price, ed * quantity / price, k * price};
        const auto change = reference::economic_surplus(Economy::closed, k, price, quantity, {es, ed});
        EXPECT_NEAR(change.price_fall, 1.0 - drawing.clears(true) / price, 1e-12);
        EXPECT_NEAR(change.output_rise, drawing.demand(drawing.clears(true)) / quantity - 1.0, 1e-12);
        EXPECT_NEAR(change.consumers, drawing.consumers(), 1e-6 * price);
        EXPECT_NEAR(change.growers, drawing.growers(drawing.clears(true)), 1e-6 * price);
        EXPECT_NEAR(change.total, change.consumers + change.growers, 1e-9 * price);
    }
}

TEST(EconomicSurplus, OfASmallOpenEconomyIsAllTheGrowers) {
    const double price = 1800.0, quantity = 900.0, es = 0.8, k = 0.12;
    const Drawing drawing{price, quantity, es * quantity / price, 0.0, k * price};
    const auto change = reference::economic_surplus(Economy::small_open, k, price, quantity, {es, 0.0});
    EXPECT_EQ(change.consumers, 0.0);
    EXPECT_EQ(change.price_fall, 0.0);
    EXPECT_NEAR(change.growers, drawing.growers(price), 1e-6 * price);
    EXPECT_EQ(change.growers, change.total);
    EXPECT_NEAR(change.output_rise, k * es, 1e-15);
}

TEST(EconomicSurplus, AWorkedExampleByHand) {
    // P 100, Q 1000, es 1, ed -1, K 0.1: the price falls by 5, output rises by 5%; consumers 5 (1000 + 1050)/2.
    const auto change = reference::economic_surplus(Economy::closed, 0.1, 100.0, 1000.0, {1.0, -1.0});
    EXPECT_NEAR(change.price_fall, 0.05, 1e-15);
    EXPECT_NEAR(change.consumers, 5125.0, 1e-9);
    EXPECT_NEAR(change.growers, 5125.0, 1e-9);
    EXPECT_NEAR(change.total, 10250.0, 1e-9);
}

TEST(EconomicSurplus, LimitsAreWhatTheyMustBe) {
    // Demand that never tires is a world price; supply that cannot answer leaves the price alone.
    const auto closed = reference::economic_surplus(Economy::closed, 0.1, 100.0, 1000.0, {0.8, -1e9});
    const auto open = reference::economic_surplus(Economy::small_open, 0.1, 100.0, 1000.0, {0.8, -0.5});
    EXPECT_NEAR(closed.growers, open.growers, 1e-4);
    EXPECT_EQ(reference::economic_surplus(Economy::closed, 0.1, 100.0, 1000.0, {0.0, -0.5}).price_fall, 0.0);
    EXPECT_EQ(reference::economic_surplus(Economy::closed, 0.0, 100.0, 1000.0, {0.5, -0.5}).total, 0.0);
}

TEST(EconomicSurplus, RefusesSignsAndSizesThatMeanNothing) {
    EXPECT_THROW((void)reference::economic_surplus(Economy::closed, 0.1, 100.0, 1000.0, {0.5, 0.5}), RangeError);
    EXPECT_THROW((void)reference::economic_surplus(Economy::small_open, 0.1, 100.0, 1000.0, {0.5, 0.5}), RangeError);
    EXPECT_THROW((void)reference::economic_surplus(Economy::closed, 0.1, 100.0, 1000.0, {-0.5, -0.5}), RangeError);
    EXPECT_THROW((void)reference::economic_surplus(Economy::closed, 1.0, 100.0, 1000.0, {0.5, -0.5}), RangeError);
    EXPECT_THROW((void)reference::economic_surplus(Economy::closed, 0.1, 0.0, 1000.0, {0.5, -0.5}), RangeError);
    EXPECT_THROW((void)reference::economic_surplus(Economy::small_open, -2.0, 100.0, 1000.0, {0.5, -0.5}), RangeError);
}

TEST(CostReduction, TurnsAShiftToTheRightIntoOneDownwards) {
    // At the old price the line moved down by K P gives K es more output: with no extra cost, the gain itself.
    EXPECT_NEAR(0.8 * reference::cost_reduction(0.25, 0.0, 0.8, 1.0, 1.0, 0.0), 0.25, 1e-15);
    EXPECT_NEAR(reference::cost_reduction(0.25, 0.1, 0.8, 0.5, 0.4, 0.1), (0.3125 - 0.08) * 0.5 * 0.4 * 0.9, 1e-15);
    EXPECT_THROW((void)reference::cost_reduction(0.25, 0.1, 0.0, 0.5, 0.4, 0.1), RangeError);
    EXPECT_THROW((void)reference::cost_reduction(0.25, 0.1, 0.8, 1.5, 0.4, 0.1), RangeError);
    EXPECT_THROW((void)reference::cost_reduction(-1.0, 0.1, 0.8, 0.5, 0.4, 0.1), RangeError);
}

}  // namespace
