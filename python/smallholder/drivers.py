# SPDX-License-Identifier: Apache-2.0
"""What made the difference between two incomes: land, yield, price, cost, other income. Steps add up to the difference.

    income = land x volume x price - cost + diversified + transfers

land         cocoa, ha
volume       kg sold per ha of it
price        money kept per kg: cocoa sales, a landlord's part taken off, over what is sold
cost         haulage, chemicals, fertiliser, hired hands, seedlings, renewal, interest; with family labour where income is charged with it
diversified  all other earnings; own food, of the crop too, where income counts it
transfers    cash of a programme, and insurance paid out less its premium

A product changes by three factors at once. Each factor's step is its Shapley value: the mean over the six orders in which the
three could have changed, so that no order is favoured and nothing is left over:

    step of a = (a1 - a0) [ (b0 c0 + b1 c1)/3 + (b0 c1 + b1 c0)/6 ]

Source: Shapley 1953; as a decomposition, Shorrocks 2013 (Journal of Economic Inequality 11). Tested: tests/python/test_distribution.py
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .panel import Followed

__all__ = ["DRIVERS", "INCOMES", "Drivers", "mean_of", "of_households", "steps"]

Numbers = npt.NDArray[np.float64]

DRIVERS = ("land", "volume", "price", "cost", "diversified", "transfers")
INCOMES = ("income", "income_with_food", "income_after_labour")


@dataclass(frozen=True)
class Drivers:
    """One value per household, or of an average one; income = land volume price - cost + diversified + transfers."""

    land: Numbers         # ha
    volume: Numbers       # kg/ha
    price: Numbers        # USD/kg
    cost: Numbers         # USD/year
    diversified: Numbers  # USD/year
    transfers: Numbers    # USD/year
    income: Numbers       # USD/year


def of_households(kept: Followed, draw: int, replicate: int, arm: int, years: tuple[int, int], income: str) -> Drivers:
    """Every household's drivers, of its means over the years first to last."""
    def of(name: str) -> Numbers:
        values: Numbers = kept.of(name, draw, replicate, arm)[:, years[0]:years[1] + 1].mean(axis=1)
        return values

    land, sold, revenue = kept.attribute("area_ha"), of("sold"), of("cocoa_revenue")
    some = sold > 0.0
    price = np.where(some, revenue / np.where(some, sold, 1.0), of("price"))
    cost, diversified = of("production_cost"), of("diversified")
    if income == "income_after_labour":
        cost = cost + of("labour_charge")
    if income == "income_with_food":
        diversified = diversified + of("food_own")
    return Drivers(land, sold / land, price, cost, diversified, of("transfers"), of(income))


def mean_of(each: Drivers, weight: Numbers) -> Drivers:
    """The average household: mean land, what is sold over land, money over what is sold, and the means of the rest."""
    def mean(values: Numbers) -> Numbers:
        return np.array([np.dot(values, weight) / weight.sum()])

    land, sold, revenue = mean(each.land), mean(each.land * each.volume), mean(each.land * each.volume * each.price)
    price = revenue / sold if sold[0] > 0.0 else mean(each.price)
    return Drivers(land, sold / land, price, mean(each.cost), mean(each.diversified), mean(each.transfers), mean(each.income))


def steps(before: Drivers, after: Drivers) -> dict[str, Numbers]:
    """What each driver contributes to after.income - before.income; the six add up to it."""
    def share(name: str, second: str, third: str) -> Numbers:
        a0, b0, c0 = (getattr(before, each) for each in (name, second, third))
        a1, b1, c1 = (getattr(after, each) for each in (name, second, third))
        moved: Numbers = (a1 - a0) * ((b0 * c0 + b1 * c1) / 3.0 + (b0 * c1 + b1 * c0) / 6.0)
        return moved

    return {"land": share("land", "volume", "price"), "volume": share("volume", "land", "price"), "price": share("price", "land", "volume"),
            "cost": before.cost - after.cost, "diversified": after.diversified - before.diversified,
            "transfers": after.transfers - before.transfers}
