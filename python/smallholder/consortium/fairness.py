# SPDX-License-Identifier: Apache-2.0
"""Would everybody sign this way of sharing, could everybody pay it, and who would complain the loudest?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from .._core import consortium as _core
from ..arrays import Column, column
from ..errors import SchemaError

__all__ = ["FairnessReport", "fairness_report"]


@dataclass(frozen=True)
class FairnessReport:
    """What can be said for and against one way of sharing.

    sums_up              is exactly what there is shared out? left_over says how much is not (money)
    individually_right   does nobody lose against going alone? worst_member is who loses most, worst_loss how much (money)
    in_core              does it sum up, and could no group do better by itself?
    worst_coalition      the group with most reason to complain; complaint: its worth less what it has (money; below zero: content)
    monotone             has who contributes more no less? slighted: (who contributes more, who has more). None: no contributions given
    payable              can everybody pay and receive what it takes? None: no payoffs before transfers given
    transfers            money received, below zero paid, by member
    cannot_pay, cannot_receive   who is beyond its limit
    """

    left_over: float
    sums_up: bool
    individually_right: bool
    worst_member: str
    worst_loss: float
    in_core: bool
    worst_coalition: tuple[str, ...]
    complaint: float
    monotone: bool | None
    slighted: tuple[str, str] | None
    payable: bool | None
    transfers: pd.Series
    cannot_pay: tuple[str, ...]
    cannot_receive: tuple[str, ...]


def fairness_report(worth: npt.ArrayLike, shares: npt.ArrayLike, *, contributions: npt.ArrayLike | None = None,
                    before: npt.ArrayLike | None = None, most_paid: npt.ArrayLike | None = None,
                    most_received: npt.ArrayLike | None = None, members: Sequence[str] | None = None) -> FairnessReport:
    """Holds one way of sharing against the questions that members ask.

    worth           of every coalition, 2^n figures, bit i being member i, the first 0   money
    shares          what each has after sharing                                           money
    contributions   outlay of each
    before          what each has before money changes hands: its benefit less its outlay money
    most_paid, most_received   limits of what each can pay and receive in cash; none: no limit. A donor that may only fund its own
                    theme can pay 0
    members         names; none: "1", "2", ...
    Raises RangeError for a worth vector of another length, or whose first entry is not 0.
    """
    where = "sh.consortium.fairness_report"
    split = column(shares, "shares", where)
    names = tuple(members) if members is not None else tuple(str(i + 1) for i in range(len(split)))
    if len(names) != len(split):
        raise SchemaError(f"there are {len(split)} shares and {len(names)} names", where, "Pass one name per share")
    if before is None and (most_paid is not None or most_received is not None):
        raise SchemaError("there are limits on transfers and no payoffs before them", where, "Pass before=, too")

    def limit(values: npt.ArrayLike | None, name: str) -> Column | None:
        if before is None:
            return None
        return np.full(len(split), np.inf) if values is None else column(values, name, where)

    found = _core.fairness_report(
        column(worth, "worth", where), split,
        None if contributions is None else column(contributions, "contributions", where),
        None if before is None else column(before, "before", where),
        limit(most_paid, "most_paid"), limit(most_received, "most_received"))

    def named(places: Sequence[int]) -> tuple[str, ...]:
        return tuple(names[place] for place in places)

    return FairnessReport(**{
        **found,
        "worst_member": names[found["worst_member"]] if found["worst_member"] >= 0 else "",
        "worst_coalition": named([i for i in range(len(names)) if found["worst_coalition"] >> i & 1]),
        "slighted": named(found["slighted"]) if found["slighted"][0] >= 0 else None,
        "transfers": pd.Series(found["transfers"], index=pd.Index(names if found["transfers"] else (), name="member"), dtype=float),
        "cannot_pay": named(found["cannot_pay"]),
        "cannot_receive": named(found["cannot_receive"]),
    })
