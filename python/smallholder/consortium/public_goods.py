# SPDX-License-Identifier: Apache-2.0
"""Who pays for what all have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .._core import consortium as _core
from ..arrays import Column, column, elementwise, whole_number

__all__ = ["CommonEffort", "Contributions", "agreed_contributions", "common_effort", "crowd_out", "voluntary_contributions",
           "warm_glow_of"]


@dataclass(frozen=True)
class Contributions:
    """What members give to a common good.

    total    the good, a grant included      money
    given    by member                       money
    shares   of what members give, by member
    """

    total: float
    given: Column
    shares: Column


def _columns(where: str, weights: npt.ArrayLike, wealth: npt.ArrayLike) -> tuple[Column, Column]:
    own = column(wealth, "wealth", where)
    alike = np.full(len(own), float(weights)) if np.ndim(weights) == 0 else column(weights, "weights", where)  # type: ignore[arg-type]
    return alike, own


def _glow(where: str, warm_glow: npt.ArrayLike, members: int) -> Column:
    if np.ndim(warm_glow) == 0:
        return np.full(members, float(warm_glow))  # type: ignore[arg-type]
    return column(warm_glow, "warm_glow", where)


def voluntary_contributions(weights: npt.ArrayLike, wealth: npt.ArrayLike, *, warm_glow: npt.ArrayLike = 0.0,
                            grant: float = 0.0) -> Contributions:
    """What each gives when each takes the others' giving as it is (Bergstrom, Blume and Varian; with warm glow, Andreoni).

    weights     of the common good in a member's utility; one for all or one each   1, between 0 and 1
    wealth      what each could give                                                money, >= 0
    warm_glow   joy of giving itself; one for all or one each                       1, >= 0
    grant       added to the good and levied from the members in equal parts        money, >= 0
    """
    where = "sh.consortium.voluntary_contributions"
    alike, own = _columns(where, weights, wealth)
    if grant == 0.0 and np.ndim(warm_glow) == 0 and warm_glow == 0.0:
        return Contributions(*_core.voluntary_contributions(alike, own))
    return Contributions(*_core.warm_contributions(alike, own, _glow(where, warm_glow, len(own)), grant))


def agreed_contributions(weights: npt.ArrayLike, wealth: npt.ArrayLike) -> Contributions:
    """What they would agree on if each paid its own price for the good (Lindahl): the efficient amount. Arguments as above."""
    return Contributions(*_core.agreed_contributions(*_columns("sh.consortium.agreed_contributions", weights, wealth)))


def crowd_out(weights: npt.ArrayLike, wealth: npt.ArrayLike, warm_glow: npt.ArrayLike) -> float:
    """How much less members give per dollar of a small grant that is levied from them: 1 without warm glow, if all give."""
    where = "sh.consortium.crowd_out"
    alike, own = _columns(where, weights, wealth)
    return _core.crowd_out(alike, own, _glow(where, warm_glow, len(own)))


def warm_glow_of(crowd_out: float, weight: float, members: int) -> float:
    """The warm glow of members all alike whose crowd-out was measured. In laboratories about .7 (Andreoni 1993, recalled).

    Raises RangeError where no warm glow gives it.
    """
    return _core.warm_glow_of(crowd_out, weight, whole_number(members, "members", "sh.consortium.warm_glow_of"))


class CommonEffort(NamedTuple):
    """What members all alike do.

    effort, payoff    of each
    good, welfare     of all
    """

    effort: Any
    good: Any
    payoff: Any
    welfare: Any


def common_effort(members: npt.ArrayLike, agenda: npt.ArrayLike, *, benefit: npt.ArrayLike = 1.0,
                  cost: npt.ArrayLike = 1.0) -> CommonEffort:
    """Effort that benefits all and costs oneself: u = benefit x (all efforts) - cost x (own effort)^2/2.

    members   number of them
    agenda    weight each gives to the others' gain: 0 each for itself, 1 the plan best for all   share
    """
    where = "sh.consortium.common_effort"
    return CommonEffort(*elementwise(
        lambda n, ag, b, c: _core.common_effort(whole_number(n, "members", where), b, c, ag),
        where, members=members, agenda=agenda, benefit=benefit, cost=cost))
