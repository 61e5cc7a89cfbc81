# SPDX-License-Identifier: Apache-2.0
"""Who joins, who leaves, and how a few who begin become an industry. Chances are a year's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .._core import consortium as _core
from ..arrays import Column, column, elementwise, whole_number
from ..errors import SchemaError
from .parameter_rows import Changes, parameters_of

__all__ = ["alignment_path", "beliefs_after_talk", "exit_probability", "gain_scale", "join_probability"]


def gain_scale(outlay: npt.ArrayLike, budget: npt.ArrayLike, parameters: Changes | None = None) -> Any:
    """What a member's gain is held against: its outlay, or a part (`scale_floor`) of its budget if that is more. USD"""
    used = parameters_of(parameters)
    return elementwise(lambda spent, own: _core.gain_scale(used, spent, own), "sh.consortium.gain_scale", outlay=outlay,
                       budget=budget)


def exit_probability(gain: npt.ArrayLike, scale: npt.ArrayLike, parameters: Changes | None = None) -> Any:
    """Chance that a member gives notice.

    gain     of staying over leaving, as it sees it    USD
    scale    see `gain_scale`                          USD
    """
    used = parameters_of(parameters)
    return elementwise(lambda one, over: _core.exit_probability(used, one, over), "sh.consortium.exit_probability", gain=gain,
                       scale=scale)


def join_probability(gain: npt.ArrayLike, scale: npt.ArrayLike, *, joined: npt.ArrayLike = 0.0, results: npt.ArrayLike = 0.0,
                     leader: bool = False, parameters: Changes | None = None) -> Any:
    """Chance that an outsider joins.

    gain      of joining over staying outside, as it sees it      USD
    scale     see `gain_scale`                                    USD
    joined    members over all who could be                       share
    results   perceived, delivered over promised                  1, >= 0
    leader    does a leader invite?
    """
    used = parameters_of(parameters)
    return elementwise(lambda one, over, n, vis: _core.join_probability(used, one, over, n, vis, leader),
                       "sh.consortium.join_probability", gain=gain, scale=scale, joined=joined, results=results)


def alignment_path(years: int, *, first: float, joined: float, results: float, parameters: Changes | None = None) -> Column:
    """Share of outsiders' programmes that follow the alliance's standard after 0, 1, ..., years.

    first             share at the start
    joined, results   as in `join_probability`, the same every year
    """
    used = parameters_of(parameters)
    path = [first]
    for _ in range(whole_number(years, "years", "sh.consortium.alignment_path")):
        path.append(_core.alignment_next(used, path[-1], joined, results, 1.0))
    return np.array(path)


def beliefs_after_talk(beliefs: npt.ArrayLike, ties: npt.ArrayLike, joined: Sequence[bool] | None = None,
                       parameters: Changes | None = None) -> Column:
    """Beliefs after a year of talk: each moves towards those it listens to (DeGroot).

    beliefs   one per member
    ties      square; row i says whom i listens to, and how much     >= 0
    joined    who is inside; none: everybody
    """
    where = "sh.consortium.beliefs_after_talk"
    own, table = column(beliefs, "beliefs", where), np.asarray(ties, dtype=np.float64)
    if table.shape != (len(own), len(own)):
        raise SchemaError(f"ties has the shape {table.shape}", where, f"Pass {len(own)} rows of {len(own)}")
    inside = [True] * len(own) if joined is None else [bool(one) for one in joined]
    return _core.beliefs_after_talk(parameters_of(parameters), own, np.ascontiguousarray(table.reshape(-1)), inside)
