# SPDX-License-Identifier: Apache-2.0
"""Tensions: both ends are worth something, and the best place between them moves with the stage."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .._core import alliance as _core
from ..errors import RangeError

__all__ = ["rebalancing", "tension_net", "tension_optimum", "tension_dials"]


def tension_dials() -> pd.DataFrame:
    """The twelve dials, three for each living stage: this project's own list, not Boonstra's twelve paradoxes, which were not seen.

    Columns: stage, zero and one (the two ends), trade_off, balance (the best place in its own stage), dial_from, name_from (where the name
    of the tension was seen).
    """
    return pd.DataFrame(_core.tension_rows(), columns=["stage", "zero", "one", "trade_off", "balance", "dial_from", "name_from"])


def tension_optimum(at_one: float, at_zero: float, bend: float = 2.0) -> float:
    """The best place between two ends.

    at_one, at_zero   what the ends are worth, above 0
    bend              how soon more of one end adds little
    """
    return _core.tension_optimum(at_one, at_zero, bend)


def tension_net(dial: float, at_one: float, at_zero: float, bend: float = 2.0) -> float:
    """What standing at `dial` in [0, 1] is worth, in the units of the ends."""
    return _core.tension_net(at_one, at_zero, bend, dial)


def rebalancing(course: Sequence[tuple[float, float]], switching_cost: float, *, bend: float = 2.0) -> pd.DataFrame:
    """How often to rebalance while the ends' worths change: one row for each number of periods between moves.

    course           worth of the ends (at one, at zero) in each period
    switching_cost   per unit moved, in the units of the worths
    Columns: net (mean per period, moving paid), switching (its mean cost), loss (against standing at the best place always, for free).
    """
    if len(course) == 0:
        raise RangeError("the course has no period", "sh.consortium.rebalancing", "Give one pair of worths or more")
    rows = [_core.rebalance(course, bend, switching_cost, every) for every in range(1, len(course) + 1)]
    return pd.DataFrame(rows, columns=["net", "switching", "loss"], index=pd.RangeIndex(1, len(course) + 1, name="every"))
