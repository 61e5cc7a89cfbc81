# SPDX-License-Identifier: Apache-2.0
"""Which alliances hold when anybody may leave and anybody may join; when promises keep themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .._core import consortium as _core
from ..arrays import Column, column, elementwise, whole_number
from ..errors import SchemaError

__all__ = ["Alliances", "assurance_threshold", "critical_patience", "largest_stable_alliance", "leader_alliances",
           "linear_quadratic_alliances", "stable_sizes", "synergy_left"]

#: Members inside: names, numbers from 0, or a mask whose bit i is member i.
Coalition = int | Iterable[str | int]


class Alliances:
    """Payoffs of all members under every coalition, and which of these alliances hold.

    payoffs   2^n rows and n columns: row S (bit i set: member i is inside) holds what each member has when exactly S acts together,
              outsiders included    money
    members   names; none: "1", "2", ...
    Up to 16 members. Raises RangeError or SchemaError for any other shape, or a figure that is not finite.
    """

    def __init__(self, payoffs: npt.ArrayLike, members: Sequence[str] | None = None) -> None:
        where = "sh.consortium.Alliances"
        table = np.ascontiguousarray(payoffs, dtype=np.float64)
        if table.ndim != 2:
            raise SchemaError(f"payoffs has {table.ndim} dimensions", where, "Pass a row per coalition and a column per member")
        self.members = tuple(members) if members is not None else tuple(str(i + 1) for i in range(table.shape[1]))
        if len(self.members) != table.shape[1] or len(set(self.members)) != len(self.members):
            raise SchemaError(f"there are {table.shape[1]} columns and the names {', '.join(self.members)}", where,
                              "Pass one name per column, each once")
        self.payoffs = table
        self._rows = table.reshape(-1)
        self._found = _core.alliance_stability(len(self.members), self._rows)  # checks sizes and figures, too

    def __repr__(self) -> str:
        stable = [self.name(row["coalition"]) for row in self._found if row["stable"]]
        return f"Alliances of {', '.join(self.members)}; stable: {', '.join(stable) or 'none'}"

    def mask(self, coalition: Coalition) -> int:
        """The coalition's row."""
        if isinstance(coalition, (int, np.integer)):
            if not 0 <= coalition < len(self.payoffs):
                raise SchemaError(f"there is no coalition {coalition}", "sh.consortium.Alliances",
                                  f"Use a number from 0 to {len(self.payoffs) - 1}, or names")
            return int(coalition)
        found = 0
        for one in coalition:
            place = one if isinstance(one, int) else self.members.index(one) if one in self.members else -1
            if not 0 <= place < len(self.members):
                raise SchemaError(f"there is no member {one!r}", "sh.consortium.Alliances",
                                  "The members are " + ", ".join(self.members))
            found |= 1 << place
        return found

    def name(self, coalition: int) -> str:
        """"firm + donor"."""
        return " + ".join(name for i, name in enumerate(self.members) if coalition >> i & 1) or "nobody"

    def table(self) -> pd.DataFrame:
        """One row per alliance of two members or more (fewer bind nobody), indexed by its members.

        Columns: mask; internal (nobody gains by leaving), external (no outsider gains by joining, or is indifferent), stable (both),
        potentially_internal (some way of sharing would keep all inside), potentially_external (no alliance of one member more is
        potentially internal); joint (what it has to share), claims (what its members would have by leaving, summed), gap (subsidy
        that would hold it); leaver and gain_of_leaving, joiner and gain_of_joining: who gains most by moving, empty if nobody does.
        """
        rows = [{**row, "leaver": self.members[row["leaver"]] if row["leaver"] >= 0 else "",
                 "joiner": self.members[row["joiner"]] if row["joiner"] >= 0 else "",
                 "alliance": self.name(row["coalition"])} for row in self._found]
        columns = ["mask", "internal", "external", "stable", "potentially_internal", "potentially_external", "joint", "claims",
                   "gap", "leaver", "gain_of_leaving", "joiner", "gain_of_joining"]
        frame = pd.DataFrame(rows, columns=[*columns[1:], "coalition", "alliance"])
        return frame.rename(columns={"coalition": "mask"}).set_index("alliance")[columns]

    def shared(self, rule: Callable[[Column], Sequence[float]]) -> Alliances:
        """The same when every alliance shares what it has by a rule; outsiders have what they had.

        rule   takes the joint payoffs of all subsets of the alliance (2^s numbers, the first 0; bit k is its k-th member) and gives one
               share per member: for example a rule of `sh.games`
        Raises RangeError when the shares do not sum to the joint payoff.
        """
        rows = _core.shared_payoffs(len(self.members), self._rows, lambda worth: [float(one) for one in rule(worth)])
        return Alliances(rows.reshape(self.payoffs.shape), self.members)

    def almost_ideal_shares(self, coalition: Coalition, weights: npt.ArrayLike = ()) -> pd.Series:
        """Payoffs that give everybody inside what it would have outside, and divide the rest: they hold the alliance if anything can.

        weights   one per member, summing to 1 inside; none: equal
        With a gap the rest is below zero, and nobody has what leaving would bring.
        """
        own = np.zeros(0) if np.size(weights) == 0 else column(weights, "weights", "sh.consortium.Alliances.almost_ideal_shares")
        found, _ = _core.almost_ideal_shares(len(self.members), self._rows, self.mask(coalition), own)
        return pd.Series(found, index=pd.Index(self.members, name="member"), name="payoff")

    def best_stable(self, welfare: npt.ArrayLike | None = None) -> str | None:
        """The stable alliance of highest welfare; None when no alliance is stable.

        welfare   of every coalition, 2^n figures; none: the sum of all members' payoffs
        """
        figures = self.payoffs.sum(axis=1) if welfare is None else column(welfare, "welfare", "sh.consortium.Alliances.best_stable")
        best = _core.best_stable(len(self.members), self._rows, figures)
        return None if best is None else self.name(best)


def stable_sizes(member: npt.ArrayLike, outsider: npt.ArrayLike) -> list[int]:
    """Sizes of alliances that hold among members all alike; entry s of each column is the payoff with s inside, from 0 on."""
    where = "sh.consortium.stable_sizes"
    return _core.stable_sizes(column(member, "member", where), column(outsider, "outsider", where))


def linear_quadratic_alliances(members: int, excludability: float, *, benefit: float = 1.0, cost: float = 1.0) -> Alliances:
    """Alliances of members all alike whose effort benefits all: those inside do what is best for them together.

    excludability   share of what the alliance brings about that outsiders do not get   share
    benefit, cost   as in `common_effort`
    """
    count = whole_number(members, "members", "sh.consortium.linear_quadratic_alliances")
    sizes = _core.linear_quadratic_payoffs(count, benefit, cost, excludability)
    return Alliances(_core.table_of_sizes(*sizes).reshape(-1, count))


def largest_stable_alliance(excludability: npt.ArrayLike) -> Any:
    """The largest of them that holds, whatever the number of members: (3 - 2e)/(1 - 2e) rounded down; infinite from e = 1/2 on."""
    return elementwise(_core.largest_stable_alliance, "sh.consortium.largest_stable_alliance", excludability=excludability)


def leader_alliances(members: int, *, most_useful: float = 100.0, benefit: float = 1.0, cost: float = 0.25) -> pd.DataFrame:
    """Alliances that move first and reckon with the outsiders' answer (Barrett 1994), by size.

    benefit of each = benefit (most_useful Q - Q^2/2)/members, cost of each = cost q^2/2
    Columns: member, outsider (payoff of each), total (of all), stable.
    """
    count = whole_number(members, "members", "sh.consortium.leader_alliances")
    inside, outside, total = _core.leader_payoffs(count, most_useful, benefit, cost)
    stable = set(_core.stable_sizes(inside, outside))
    size = pd.RangeIndex(count + 1, name="size")
    return pd.DataFrame({"member": inside, "outsider": outside, "total": total, "stable": [s in stable for s in size]},
                        index=size).assign(member=lambda f: f["member"].where(f.index > 0),
                                           outsider=lambda f: f["outsider"].where(f.index < count))


def critical_patience(detection: npt.ArrayLike = 1.0, *, temptation: npt.ArrayLike | None = None,
                      reward: npt.ArrayLike | None = None, punishment: npt.ArrayLike | None = None) -> Any:
    """Worth of next year's dollar above which an agreement keeps itself.

    detection    chance a year that a breach is found out, which ends the agreement   share, > 0
    temptation, reward, punishment   payoff of a year of breaking it, of keeping it, after its end; none: members all alike whose
                 effort benefits all, of any number
    """
    where = "sh.consortium.critical_patience"
    stage = {"temptation": temptation, "reward": reward, "punishment": punishment}
    given = {name: value for name, value in stage.items() if value is not None}
    if not given:
        return elementwise(_core.critical_patience_among_equals, where, detection=detection)
    if len(given) < len(stage):
        raise SchemaError(f"only {', '.join(given)} is given", where, "Give temptation, reward and punishment, or none")
    return elementwise(_core.critical_patience, where, **given, detection=detection)


def assurance_threshold(success: npt.ArrayLike, alone: npt.ArrayLike, fail: npt.ArrayLike) -> Any:
    """How sure one must be that the others come, to come too: (alone - fail)/(success - fail)."""
    return elementwise(_core.assurance_threshold, "sh.consortium.assurance_threshold", success=success, alone=alone, fail=fail)


def synergy_left(gap_years: npt.ArrayLike, synergy_years: npt.ArrayLike = 3.0) -> Any:
    """What is left of the synergy of two interventions that begin some years apart: exp(-gap/synergy_years).

    synergy_years   no source found: 3, with 1 to 10 plausible, is an assumption
    """
    return elementwise(_core.synergy_left, "sh.consortium.synergy_left", gap_years=gap_years, synergy_years=synergy_years)
