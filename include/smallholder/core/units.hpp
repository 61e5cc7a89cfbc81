// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Numbers that know whether they are kilograms, hectares, money, years or working days.
///
///   Money margin = area * (yield * price - cost_per_ha);
///
/// compiles; leaving out `area` does not (tests/compile_fail/). A quantity is a double in the base
/// units kg, ha, money (of one MoneyBasis), year, day of work, and costs nothing beside one.
/// A product or quotient whose units cancel is a plain double.
/// Used for parameters, accounts and the boundary; kernels use plain lanes with names such as price_per_kg.
/// Tested: tests/unit/core/units_test.cpp

#include <array>
#include <compare>
#include <string>
#include <utility>

#include "smallholder/core/errors.hpp"

namespace smallholder {

/// Powers of the base units: Dimension{1, -1} is kg/ha.
struct Dimension {
    int kg = 0, ha = 0, money = 0, year = 0, day = 0;

    constexpr bool operator==(const Dimension&) const = default;
};

constexpr Dimension operator+(Dimension a, Dimension b) {
    return {a.kg + b.kg, a.ha + b.ha, a.money + b.money, a.year + b.year, a.day + b.day};
}
constexpr Dimension operator-(Dimension a) {
    return {-a.kg, -a.ha, -a.money, -a.year, -a.day};
}

template <Dimension D>
    requires(D != Dimension{})
class Quantity {
public:
    static constexpr Dimension kDimension = D;

    constexpr Quantity() = default;
    constexpr explicit Quantity(double value) : value_(value) {}

    /// The number in base units: kg, ha, money, year, day.
    constexpr double value() const { return value_; }

    constexpr Quantity operator-() const { return Quantity(-value_); }
    constexpr Quantity& operator+=(Quantity other) { return value_ += other.value_, *this; }
    constexpr Quantity& operator-=(Quantity other) { return value_ -= other.value_, *this; }
    constexpr Quantity& operator*=(double factor) { return value_ *= factor, *this; }
    constexpr Quantity& operator/=(double divisor) { return value_ /= divisor, *this; }

    friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }
    friend constexpr Quantity operator*(Quantity a, double factor) { return a *= factor; }
    friend constexpr Quantity operator*(double factor, Quantity a) { return a *= factor; }
    friend constexpr Quantity operator/(Quantity a, double divisor) { return a /= divisor; }
    friend constexpr Quantity<-D> operator/(double a, Quantity b) { return Quantity<-D>(a / b.value_); }
    friend constexpr bool operator==(Quantity, Quantity) = default;
    friend constexpr auto operator<=>(Quantity, Quantity) = default;

private:
    double value_ = 0.0;
};

template <Dimension A, Dimension B>
constexpr auto operator*(Quantity<A> a, Quantity<B> b) {
    if constexpr (A + B == Dimension{}) {
        return a.value() * b.value();
    } else {
        return Quantity<A + B>(a.value() * b.value());
    }
}
template <Dimension A, Dimension B>
constexpr auto operator/(Quantity<A> a, Quantity<B> b) {
    if constexpr (A == B) {
        return a.value() / b.value();
    } else {
        return Quantity<A + (-B)>(a.value() / b.value());
    }
}

using Mass = Quantity<Dimension{.kg = 1}>;
using Area = Quantity<Dimension{.ha = 1}>;
using Yield = Quantity<Dimension{.kg = 1, .ha = -1}>;  // of one year's harvests
using Money = Quantity<Dimension{.money = 1}>;
using Price = Quantity<Dimension{.kg = -1, .money = 1}>;
using CostPerArea = Quantity<Dimension{.ha = -1, .money = 1}>;
using Years = Quantity<Dimension{.year = 1}>;
using RatePerYear = Quantity<Dimension{.year = -1}>;
using MoneyPerYear = Quantity<Dimension{.money = 1, .year = -1}>;
using Days = Quantity<Dimension{.day = 1}>;
using DaysPerArea = Quantity<Dimension{.ha = -1, .day = 1}>;
using Wage = Quantity<Dimension{.money = 1, .day = -1}>;

/// The unit in words a report can print: "kg/ha", "money/day", "1/year".
inline std::string unit_text(Dimension d) {
    const std::array<std::pair<const char*, int>, 5> powers{
        {{"kg", d.kg}, {"ha", d.ha}, {"money", d.money}, {"year", d.year}, {"day", d.day}}};
    std::string above, below;
    for (const auto& [name, power] : powers) {
        if (power == 0) continue;
        std::string& side = power > 0 ? above : below;
        side += power > 0 ? (above.empty() ? "" : " ") : "/";
        side += name;
        const int size = power > 0 ? power : -power;
        if (size > 1) side.append("^").append(std::to_string(size));
    }
    return (above.empty() ? "1" : above) + below;
}

/// Number and unit, such as "423.5 kg/ha".
template <Dimension D>
std::string to_string(Quantity<D> quantity) {
    return number_text(quantity.value()).append(" ").append(unit_text(D));
}

}  // namespace smallholder
