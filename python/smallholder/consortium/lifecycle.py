# SPDX-License-Identifier: Apache-2.0
"""How alliances live and end: stages, moves between them, and what follows from the rates alone. Years count from the founding.

`law` is "shipped", "without_frailty" (the rates, no differences between alliances) or "pessimistic" (nothing completes; half are gone
after 4.6 years). `covariates` are held for all years: trust, perceived_results, pressure, competition (overlap of the members' markets),
members; what is left out stands at the centre of the rates. Rates and sizes are assumed: read results as scenarios.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from .._core import alliance as _core
from ..arrays import whole_number
from ..errors import SchemaError
from .parameter_rows import Changes

__all__ = [
    "LifeFigures", "LogLogistic", "life_curve", "life_in_figures", "log_logistic_through", "moves", "simulated_life_curve", "stages",
    "transition_probabilities",
]


def stages(parameters: Changes | None = None) -> pd.DataFrame:
    """The six stages. Columns: stage; capacity, share of what is done jointly that the stage can carry; living, an end or not."""
    frame = pd.DataFrame(_core.stage_rows(dict(parameters or {})), columns=["stage", "capacity"])
    return frame.assign(living=~frame["stage"].isin(["dissolved", "completed"]))


def moves(law: str = "shipped", parameters: Changes | None = None) -> pd.DataFrame:
    """Every move between stages: rate a year, and its sign.

    Sign 1: what goes badly drives it (setbacks, break-ups); -1: what goes well does; 0: age alone. Where shape is not "constant" the
    chance changes with time since the stage was entered, or since the founding.
    """
    return pd.DataFrame(_core.move_rows(law, dict(parameters or {})),
                        columns=["from", "to", "rate_per_year", "sign", "shape", "exponent", "since_founding"])


class LifeFigures(NamedTuple):
    """A life in figures, in the long run.

    median, mean           years until an end
    dissolved, completed   shares that end so
    stays                  years spent in each living stage, returns included
    """

    median: float
    mean: float
    dissolved: float
    completed: float
    stays: pd.Series[float]


def life_in_figures(parameters: Changes | None = None, *, law: str = "without_frailty", **covariates: float) -> LifeFigures:
    """In closed form; raises RangeError for a law whose chances change with time. Frailty is not in it: law "shipped" keeps its exit factor."""
    median, mean, dissolved, completed, stay = _core.life_in_figures(law, dict(parameters or {}), covariates)
    return LifeFigures(median, mean, dissolved, completed, pd.Series(stay, index=_core.STAGES[:4], name="years"))


def life_curve(years: int, parameters: Changes | None = None, *, law: str = "without_frailty", **covariates: float) -> pd.DataFrame:
    """Shares alive, dissolved and completed after 0, 1, ..., years, in closed form. The three add to 1: survival alone misleads."""
    count = whole_number(years, "years", "sh.consortium.life_curve")
    rows = [_core.life_shares(law, dict(parameters or {}), covariates, float(t)) for t in range(count + 1)]
    return pd.DataFrame(rows, columns=["alive", "dissolved", "completed"], index=pd.RangeIndex(count + 1, name="year"))


def simulated_life_curve(years: int, parameters: Changes | None = None, *, law: str = "shipped", paths: int = 10_000, seed: int = 1,
                         **covariates: float) -> pd.DataFrame:
    """The same from simulated lives, which also know frailty and chances that change with time."""
    where = "sh.consortium.simulated_life_curve"
    count = whole_number(years, "years", where)
    rows = _core.simulate_lives(law, dict(parameters or {}), covariates, whole_number(paths, "paths", where), count, seed)
    return pd.DataFrame(rows, columns=["alive", "dissolved", "completed"], index=pd.RangeIndex(count + 1, name="year"))


class LogLogistic(NamedTuple):
    """A life whose hazard rises and then falls.

    shape   above 1: there is a peak          1
    scale   also the median                   years
    peak    of the hazard; 0 if it only falls years
    """

    shape: float
    scale: float
    peak: float


def log_logistic_through(first: tuple[float, float], second: tuple[float, float]) -> LogLogistic:
    """The log-logistic law through two points (years, share alive) of a survival curve."""
    return LogLogistic(*_core.log_logistic_through(*first, *second))


def transition_probabilities(rates: pd.DataFrame, years: float) -> pd.DataFrame:
    """exp(Q t): chances of being in each state after so many years, from each state.

    rates   square; rates a year off the diagonal, minus their sum on it
    """
    if rates.shape[0] != rates.shape[1]:
        raise SchemaError(f"rates have the shape {rates.shape}", "sh.consortium.transition_probabilities", "Pass a square table")
    flat = np.ascontiguousarray(rates.to_numpy(dtype=np.float64).reshape(-1))
    found = np.reshape(_core.transition_probabilities(flat, len(rates), years), rates.shape)
    return pd.DataFrame(found, index=rates.index, columns=rates.columns)
