# SPDX-License-Identifier: Apache-2.0
"""The five conditions of collective impact: what each does, and what each is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from .._core import alliance as _core
from .parameter_rows import Changes

__all__ = ["ConditionWorth", "five_conditions", "worth_of_conditions"]


def five_conditions(parameters: Changes | None = None) -> pd.DataFrame:
    """The five, with the parameter row that holds each dial, its mechanism and what shows it.

    Columns: condition, row, symbol, dial (0 none to 1 in full), mechanism, observable, unit. Names: Hanleybrown, Kania & Kramer (2012);
    mechanisms are this project's own.
    """
    frame = pd.DataFrame(_core.condition_rows(dict(parameters or {})),
                         columns=["condition", "symbol", "dial", "mechanism", "observable", "unit"])
    frame.insert(1, "row", _core.DIALS)
    return frame


class ConditionWorth:
    """What each condition is worth, from an outcome at all 32 settings.

    table            one row per condition: worth (Shapley value: they add to `total`), alone (first in), last (when the other four are there)
    total            outcome with all five less that with none
    additive_share   share of the outcomes' variance that conditions explain one by one; 1: they do not need each other
    interaction      what was assumed about how they go together
    """

    def __init__(self, outcomes: pd.DataFrame, interaction: str) -> None:
        values = outcomes["outcome"].tolist()
        worth, alone, last, share = _core.worth_of_conditions(values, interaction)
        names = [row[0] for row in _core.condition_rows({})]
        self.table = pd.DataFrame({"worth": worth, "alone": alone, "last": last}, index=pd.Index(names, name="condition"))
        self.total = values[31] - values[0]
        self.additive_share = share
        self.interaction = interaction
        self.outcomes = outcomes

    def __repr__(self) -> str:
        return f"ConditionWorth(total={self.total:.6g}, additive_share={self.additive_share:.2f}, interaction={self.interaction!r})"


def worth_of_conditions(outcome: Callable[[Mapping[str, float]], float], *, low: float = 0.0, high: float = 1.0,
                        interaction: str = "from mechanisms") -> ConditionWorth:
    """The worth of each condition for any outcome, by all 32 settings.

    outcome       called with the five rows {"common_agenda": 0.0, ...} and giving one number; use the same seed for all
    low, high     what "without" and "with" mean on the dials
    interaction   what the outcome assumes: "from mechanisms", "additive" or "product"; only reported
    Raises NumericalError if an outcome is not finite.
    """
    settings = [{name: high if setting >> place & 1 else low for place, name in enumerate(_core.DIALS)} for setting in range(32)]
    table = pd.DataFrame(settings)
    table["outcome"] = [float(outcome(one)) for one in settings]
    return ConditionWorth(table, interaction)
