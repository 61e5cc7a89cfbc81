# SPDX-License-Identifier: Apache-2.0
"""Households reached by several programmes, what practice saves, and what it costs to work together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy.typing as npt

from .._core import consortium as _core
from ..arrays import Column, column, elementwise, whole_number
from .parameter_rows import Changes, parameters_of

__all__ = ["Coverage", "backbone_break_even", "coordination_cost", "experience_factor", "experience_next", "last_mile_factor",
           "union_coverage"]


class Coverage(NamedTuple):
    """share: of the eligible that somebody serves; duplicated: share of the work that reaches households already served."""

    share: float
    duplicated: float


def union_coverage(shares: npt.ArrayLike, overlap: float) -> Coverage:
    """Who is reached when several programmes work in one region.

    shares    of the eligible that each serves    share
    overlap   0: they divide the households; 1: they pick by chance; 2: they all serve the same
    """
    return Coverage(*_core.union_coverage(column(shares, "shares", "sh.consortium.union_coverage"), overlap))


def experience_factor(experience: npt.ArrayLike, progress_ratio: npt.ArrayLike) -> Any:
    """Unit cost over what it was, after `experience` times the households; every doubling multiplies it by the progress ratio."""
    return elementwise(lambda times, ratio: _core.experience_factor(times, _core.learning_exponent(ratio)),
                       "sh.consortium.experience_factor", experience=experience, progress_ratio=progress_ratio)


def last_mile_factor(coverage: npt.ArrayLike, last_mile: npt.ArrayLike) -> Any:
    """How much dearer a household is where a share `coverage` is served already: 1 + last_mile c/(1.05 - c)."""
    return elementwise(_core.last_mile_factor, "sh.consortium.last_mile_factor", coverage=coverage, last_mile=last_mile)


def experience_next(experience: npt.ArrayLike, served: npt.ArrayLike, joined: Sequence[bool], disclosure: float) -> Column:
    """Experience of each member after a year: own, and what the others in the alliance pass on of what they did this year.

    experience   so far               households
    served       this year            households
    joined       who is inside
    disclosure   share passed on      share
    """
    where = "sh.consortium.experience_next"
    return _core.experience_next(column(experience, "experience", where), column(served, "served", where),
                                 [bool(one) for one in joined], disclosure)


def coordination_cost(members: int, backbone: float, parameters: Changes | None = None) -> float:
    """What it costs to work together, USD a year.

    backbone     how far a backbone has taken over from talks of each with each   share
    parameters   {"pair_cost": ..., "hub_cost": ..., "backbone_cost": ...}: see `sh.consortium.parameters()`
    """
    count = whole_number(members, "members", "sh.consortium.coordination_cost")
    return _core.coordination_cost(parameters_of(parameters), count, backbone)


def backbone_break_even(parameters: Changes | None = None) -> float:
    """Members from which on a backbone is cheaper than talks of each with each."""
    return _core.backbone_break_even(parameters_of(parameters))
