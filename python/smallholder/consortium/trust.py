# SPDX-License-Identifier: Apache-2.0
"""Trust and control: does checking on each other build trust or wear it down? It does both, so there is a best amount."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from .._core import alliance as _core
from ..arrays import Column, whole_number
from .parameter_rows import Changes, parameters_of

__all__ = ["ControlOverTime", "OneMeeting", "best_control_over_time", "control_once", "steady_trust", "trust_over_time", "trust_without_control"]


class OneMeeting(NamedTuple):
    """One meeting at a trust, with the control that is best there.

    control       units; one costs `unit_cost` of what is at stake
    value         compliance less the cost of control          share of what is at stake
    uncontrolled  value without control                        the same
    hurts         would a little control lower compliance?
    """

    control: float
    value: float
    uncontrolled: float
    hurts: bool


def control_once(trust: float, *, power: float = 1.0, crowding: float = 0.1, unit_cost: float = 0.1) -> OneMeeting:
    """The best control in a single meeting.

    trust      in [0, 1]
    power      how much a unit of control makes members comply      1/unit
    crowding   how much good will it drives out                     1/unit, 0 or more
    """
    control, value = _core.best_static_control(trust, power, crowding, unit_cost)
    _, uncontrolled, hurts = _core.static_control(trust, 0.0, power, crowding, unit_cost)
    return OneMeeting(control, value, uncontrolled, hurts)


def trust_without_control(*, power: float = 1.0, crowding: float = 0.1, unit_cost: float = 0.1) -> float:
    """The trust from which on no control is best, in a single meeting; 1 if there is none."""
    return _core.trust_without_control(power, crowding, unit_cost)


def trust_over_time(years: int, *, control: float, start: float = 0.6, parameters: Changes | None = None) -> Column:
    """Trust after 0, 1, ..., years, without luck."""
    count = whole_number(years, "years", "sh.consortium.trust_over_time")
    return np.array(_core.trust_over_time(dict(parameters or {}), control, start, count))


def steady_trust(parameters: Changes | None = None, *, start: float = 0.6) -> float:
    """Where trust comes to rest under the rows control, communication and shared_measurement."""
    return _core.steady_trust(dict(parameters or {}), parameters_of(parameters).get("control"), start)


class ControlOverTime(NamedTuple):
    """What lasts: steady trust, and compliance less the cost of control.

    most_trusted   control with the highest steady trust; highest_trust is that trust
    best           control with the highest net value; trust_at_best and value go with it
    """

    most_trusted: float
    highest_trust: float
    best: float
    value: float
    trust_at_best: float

    def table(self) -> pd.DataFrame:
        """Two rows: control and what it brings."""
        return pd.DataFrame({"control": [self.most_trusted, self.best], "trust": [self.highest_trust, self.trust_at_best]},
                            index=pd.Index(["most trusted", "best value"]))


def best_control_over_time(parameters: Changes | None = None) -> ControlOverTime:
    """Without control trust collapses; with too much it wears. Between the two lies the best."""
    return ControlOverTime(*_core.best_control_over_time(dict(parameters or {})))
