# SPDX-License-Identifier: Apache-2.0
"""Firms that compete in the shops and may work together before they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy.typing as npt
import pandas as pd

from .._core import consortium as _core
from ..arrays import Column, column, elementwise
from ..errors import SchemaError

__all__ = ["PRECOMPETITIVE_FLAG", "CournotMarket", "PrecompetitiveCheck", "SpilloverEfforts", "cournot", "precompetitive_check",
           "precompetitive_index", "spillover_efforts"]

#: An index below this is flagged.
PRECOMPETITIVE_FLAG = _core.PRECOMPETITIVE_FLAG

#: One cost per firm: a list, or by name.
Costs = npt.ArrayLike | Mapping[str, float]


def _by_firm(costs: Costs, name: str, where: str) -> tuple[Column, pd.Index]:
    series = pd.Series(dict(costs), dtype=float) if isinstance(costs, Mapping) else costs
    values = column(series, name, where)
    index = series.index if isinstance(series, pd.Series) else pd.RangeIndex(len(values))
    return values, index.rename("firm")


@dataclass(frozen=True)
class CournotMarket:
    """A market of rivals at rest.

    price           money/t
    tonnes          sold by all
    firms_selling   the others cannot cover their cost at this price
    firms           data frame by firm: unit_cost, tonnes, profit, share
    """

    price: float
    tonnes: float
    firms_selling: int
    firms: pd.DataFrame


def _market(found: dict[str, Any], costs: Column, index: pd.Index) -> CournotMarket:
    firms = pd.DataFrame({"unit_cost": costs, "tonnes": found["quantities"], "profit": found["profits"],
                          "share": found["shares"]}, index=index)
    return CournotMarket(found["price"], found["tonnes"], found["firms_selling"], firms)


def cournot(highest_price: float, slope: float, unit_costs: Costs) -> CournotMarket:
    """Price, sales and profits of firms that choose how much to sell, each given the others (Cournot).

    highest_price   at which nobody buys           money/t    > 0
    slope           fall of the price per tonne    money/t2   > 0
    unit_costs      by firm: a list, a Series, or {"name": cost}   money/t   >= 0
    Raises RangeError when no firm's cost is below the highest price.
    """
    costs, index = _by_firm(unit_costs, "unit_costs", "sh.consortium.cournot")
    return _market(_core.cournot(highest_price, slope, costs), costs, index)


@dataclass(frozen=True)
class PrecompetitiveCheck:
    """What a change of costs does to rivals.

    index     1: it moves all costs alike; 0: it is one firm's own
    flagged   is the index below .5?
    firms     data frame by firm: cost_change, profit_change, share_change
    before, after   the markets
    """

    index: float
    flagged: bool
    firms: pd.DataFrame
    before: CournotMarket
    after: CournotMarket


def precompetitive_check(highest_price: float, slope: float, before: Costs, after: Costs) -> PrecompetitiveCheck:
    """Is this intervention common ground, or an advantage of one member over another?

    highest_price, slope   as in `cournot`
    before, after          unit costs by firm without and with the intervention   money/t
    A common fall of costs raises every firm's profit; it leaves market shares as they were only among firms alike.
    Raises RangeError when no cost moves, SchemaError when the firms differ.
    """
    where = "sh.consortium.precompetitive_check"
    old, index = _by_firm(before, "before", where)
    new, other = _by_firm(after, "after", where)
    if not index.equals(other):
        raise SchemaError("before and after name different firms, or in another order", where, "Give both the same firms")
    found = _core.precompetitive_check(highest_price, slope, old, new)
    firms = pd.DataFrame({"cost_change": new - old, "profit_change": found["profit_changes"],
                          "share_change": found["share_changes"]}, index=index)
    return PrecompetitiveCheck(found["index"], found["flagged"], firms, _market(found["before"], old, index),
                               _market(found["after"], new, index))


def precompetitive_index(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """How far a change of costs is common: max(0, 1 - largest difference between two firms' changes / largest change)."""
    where = "sh.consortium.precompetitive_index"
    return _core.precompetitive_index(column(before, "before", where), column(after, "after", where))


class SpilloverEfforts(NamedTuple):
    """What each of two rivals does to lower its cost.

    alone, together             fall of own cost by own effort               money/t
    cost_alone, cost_together   unit cost that is left; below zero the model no longer holds   money/t
    """

    alone: Any
    together: Any
    cost_alone: Any
    cost_together: Any


def spillover_efforts(highest_price: npt.ArrayLike, slope: npt.ArrayLike, unit_cost: npt.ArrayLike,
                      effort_cost: npt.ArrayLike, spillover: npt.ArrayLike) -> SpilloverEfforts:
    """Do two rivals try harder together or apart? Together, when more than half of an effort spills over (d'Aspremont, Jacquemin).

    unit_cost     before any effort                             money/t
    effort_cost   gamma: an effort x costs gamma x^2/2          > 0
    spillover     share of an effort that lowers the other's cost too   share
    Numbers, or columns of one length. Raises RangeError where effort is so cheap that more always pays.
    """
    return SpilloverEfforts(*elementwise(_core.spillover_efforts, "sh.consortium.spillover_efforts", highest_price=highest_price,
                                         slope=slope, unit_cost=unit_cost, effort_cost=effort_cost, spillover=spillover))
