# SPDX-License-Identifier: Apache-2.0
"""The learning ecology: three kinds of work that feed one another, and the balances that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from .._core import alliance as _core
from ..arrays import Column, column, whole_number
from ..errors import SchemaError
from .options import with_options
from .parameter_rows import Changes

__all__ = [
    "Disclosure", "Network", "Reflection", "benchmarking", "best_disclosure", "network", "reflection", "reflection_over_time", "work_index",
    "work_path", "worth_of_work", "years_to_ninety_percent",
]

_WORKS = ["conceptual", "relational", "action"]


def work_index(conceptual: float, relational: float, action: float, parameters: Changes | None = None, *,
               elasticity: float | None = None) -> float:
    """How well three kinds of work carry learning; 1 is full, interwoven work.

    elasticity   given: the bare index with it (near 0 the scarcest work decides, 1 geometric mean), as if all were interwoven;
                 none: with the rows ecology_elasticity and interweaving
    """
    stocks = [conceptual, relational, action]
    if elasticity is not None:
        return _core.ces_index(stocks, elasticity)
    return _core.ecology_index(stocks, dict(parameters or {}))


def years_to_ninety_percent(index: float = 1.0, learning_rate: float = 0.3) -> float:
    """Years until nine tenths of the gap to a good provider are closed, at a constant index."""
    return _core.years_to_ninety_percent(learning_rate, index)


def work_path(years: int, parameters: Changes | None = None, *, together: bool = True) -> pd.DataFrame:
    """The three stocks and their index after 0, 1, ..., years, in an alliance or alone."""
    changes = dict(parameters or {})
    rows = _core.works_path(changes, together, whole_number(years, "years", "sh.consortium.work_path"))
    frame = pd.DataFrame(rows, columns=_WORKS, index=pd.RangeIndex(len(rows), name="year"))
    return frame.assign(index=[_core.ecology_index(row, changes) for row in rows])


def worth_of_work(conceptual: float, relational: float, action: float, parameters: Changes | None = None) -> pd.Series[float]:
    """How much faster effectiveness grows with one unit more of each kind of work.    1/yr"""
    return pd.Series(_core.worth_of_work([conceptual, relational, action], dict(parameters or {})), index=_WORKS)


def benchmarking(effectiveness: npt.ArrayLike, years: int, *, copying: float = 0.3) -> Column:
    """Members who only copy the best: years + 1 rows, a column each. The best never gets better."""
    where = "sh.consortium.benchmarking"
    rows = [column(effectiveness, "effectiveness", where)]
    for _ in range(whole_number(years, "years", where)):
        rows.append(np.array(_core.benchmark(rows[-1], copying)))
    return np.stack(rows)


class Reflection(NamedTuple):
    """Share of time for reflection, and what is delivered in the rest of it."""

    share: float
    output: float


def reflection(effectiveness: float, learning: float) -> Reflection:
    """One period: deliver (1 - share)(effectiveness + learning x share)."""
    return Reflection(*_core.best_reflection(effectiveness, learning))


def reflection_over_time(effectiveness: float, learning: float, periods: int, *, kept: float = 0.5, highest: float = 3.0,
                         discount_rate: float = 0.05) -> pd.DataFrame:
    """Many periods, of whose learning the share `kept` stays, up to `highest`: share and output of each."""
    found = _core.reflection_over_time(effectiveness, learning, kept, highest, discount_rate,
                                       whole_number(periods, "periods", "sh.consortium.reflection_over_time"))
    return pd.DataFrame(found, columns=["share", "output"], index=pd.RangeIndex(len(found), name="period"))


class Disclosure(NamedTuple):
    """Share of what it knows that a member would show by itself, and that would serve all best."""

    private: float
    social: float


def best_disclosure(**options: Any) -> Disclosure:
    """Private or public knowledge.

    gap               effectiveness by which the member leads each of the others
    others            how many they are
    copying, tie      how fast they copy, over what tie
    worth             USD per unit of effectiveness, to whoever has it
    returned          share of the others' gain that comes back to the member
    rent_loss, rent_loss_bend   USD that the member loses at full disclosure: in proportion, and with its square
    """
    return Disclosure(*_core.best_disclosure(with_options(_core.DisclosureCase(), options, "sh.consortium.best_disclosure")))


class Network(NamedTuple):
    """Working relations.

    density             mean tie                                             [0, 1]
    largest_component   members linked, directly or over others
    centrality          the hub's share of all ties
    lost_without_hub    share of the others' links that goes with the hub
    """

    density: float
    largest_component: int
    centrality: float
    lost_without_hub: float


def network(ties: Sequence[Sequence[float]] | npt.NDArray[np.float64], *, hub: int = 0, least_tie: float = 0.25) -> Network:
    """Figures of a square table of ties in [0, 1]; `hub` counts from 0."""
    table = np.ascontiguousarray(ties, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not 2 <= len(table) <= 30:
        raise SchemaError(f"ties have the shape {table.shape}", "sh.consortium.network", "Pass a square table for 2 to 30 members")
    return Network(*_core.network_figures(table.reshape(-1), len(table), hub, least_tie))
