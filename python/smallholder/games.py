# SPDX-License-Identifier: Apache-2.0
"""Cooperative games: how to split what is made together so that nobody is better off leaving.

    import smallholder as sh

    worth = sh.games.worth_vector("ABC", {"A": 0, "B": 0, "C": 0, "AB": 60, "AC": 50, "BC": 40, "ABC": 90})
    sh.games.nucleolus(worth)                 # the split whose loudest complaint is as quiet as can be
    sh.games.shapley(worth)                   # to each what it adds, averaged over orders of joining
    sh.games.core(worth).contains([50, 30, 10])
    sh.games.diagnostics(worth)

A game is 2^n numbers, the worth of every coalition of n members in any one unit. Entry S belongs to the members whose bits
are 1 in S: entry 5 (binary 101) to members 0 and 2; entry 0, nobody's, is 0. `worth_vector` makes it from names, `coalitions`
lists who stands where. Answers are arrays with one share per member, in the unit of the worths.

With ``cost=True`` the numbers are what each coalition would pay, less is better, and shares are what each member pays.

Sizes: Shapley and the simple rules up to 20 members (`shapley_sampled` up to 62); core, least core, nucleolus up to 12, in
exact fractions up to 8. Every nucleolus has passed Kohlberg's criterion.

Errors: `smallholder.RangeError` for a vector of another length than 2^n, a first entry that is not 0, numbers that are not
finite, too many members, and a rule that is undefined for the game; `smallholder.SchemaError` for what is no number; both are
ValueErrors. `smallholder.NumericalError` if a nucleolus fails its check. Formulas and sources: the C++ headers
``smallholder/games/*.hpp``; page: docs/games.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from ._core import games as _core
from .arrays import Column, column, whole_number
from .errors import RangeError, SchemaError

__all__ = [
    "Core", "KohlbergVerdict", "LeastCore", "Objection", "SampledShapley", "coalitions", "complaints", "core", "diagnostics",
    "equal", "gately", "is_balanced", "is_convex", "is_monotone", "is_superadditive", "kohlberg", "least_core", "nucleolus",
    "prenucleolus", "proportional", "savings", "scrb", "shapley", "shapley_sampled", "tau", "worth_vector",
]

Kind = Literal["total", "per_capita", "proportional"]
Arithmetic = Literal["automatic", "exact", "floating"]
Members = tuple[int, ...]


# ---- the game -----------------------------------------------------------------------------------------------------


def _members(coalition: int) -> Members:
    return tuple(i for i in range(coalition.bit_length()) if coalition >> i & 1)


def _numbers(values: npt.ArrayLike, name: str, where: str) -> Column:
    return column(values, name, f"sh.games.{where}")


def coalitions(members: int | Sequence[str]) -> list[tuple[int, ...]] | list[tuple[str, ...]]:
    """Who stands at each place of a vector of worths: (), (0,), (1,), (0, 1), (2,) ...; of names, if names are given."""
    if isinstance(members, (int, np.integer)):
        count = _count(int(members), "coalitions")
        return [_members(s) for s in range(2**count)]
    names = list(members)
    return [tuple(names[i] for i in _members(s)) for s in range(2 ** _count(len(names), "coalitions"))]


def _count(members: int, where: str) -> int:
    if not 1 <= members <= 20:
        raise RangeError(f"{members} members", f"sh.games.{where}", "Use 1 to 20; beyond, use shapley_sampled")
    return members


def worth_vector(members: Sequence[str], worths: Mapping[str | Iterable[str], float]) -> Column:
    """The vector of a game from the worth, or cost, of each coalition by the names of its members.

    members   names in the order that shares will have; a text if each is one letter: "AHK"
    worths    coalition -> number; a coalition is a tuple or set of names, or a text of one-letter names; the name of a
              member stands for it alone
    Every coalition but the empty one must be there.
    """
    where = "sh.games.worth_vector"
    names = list(members)
    if len(set(names)) != len(names):
        raise RangeError("a member is listed twice", where, "Give each member a name of its own")
    found = np.full(2 ** _count(len(names), "worth_vector"), np.nan)
    found[0] = 0.0
    for coalition, number in worths.items():
        inside = [coalition] if isinstance(coalition, str) and coalition in names else list(coalition)
        place = 0
        for name in inside:
            if name not in names:
                raise SchemaError(f"{name!r} is not a member", f"{where}, coalition {coalition!r}", f"Members are {names}")
            place |= 1 << names.index(name)
        if place == 0:
            if number != 0:
                raise RangeError(f"nobody has {number}", where, "The empty coalition is worth 0; leave it out")
            continue
        if not np.isnan(found[place]):
            raise RangeError(f"coalition {coalition!r} is given twice", where, "Give each coalition once, in any order of names")
        if isinstance(number, (str, bytes)) or not np.isfinite(number):
            raise RangeError(f"coalition {coalition!r} has {number!r}", where, "Give every coalition a finite number")
        found[place] = number
    missing = ["+".join(names[i] for i in _members(int(s))) for s in np.flatnonzero(np.isnan(found))]
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise SchemaError(f"no number for {', '.join(missing[:5])}{more}", where, "Give every coalition one; 0 if it can do nothing")
    return found


def savings(costs: npt.ArrayLike) -> Column:
    """The game of what coalitions save by acting together: sum of c({i}) over S, less c(S). A vector of worths."""
    return _core.savings(_numbers(costs, "costs", "savings"))


# ---- the core -----------------------------------------------------------------------------------------------------


def complaints(worth: npt.ArrayLike, x: npt.ArrayLike, kind: Kind = "total", *, cost: bool = False) -> Column:
    """How much more each coalition could have by itself than x gives it; above 0, it is better off leaving.

    kind   "total" v(S) - x(S); "per_capita" that over the number of members; "proportional" over |v(S)|
    Returns an array of 2^n, 0 for nobody and everyone.
    """
    return _core.complaints(_numbers(worth, "worth", "complaints"), cost, _numbers(x, "x", "complaints"), kind)


@dataclass(frozen=True)
class Objection:
    """Who has most to object to a split, and how much better off they would be by themselves (below 0: worse off).

    gap   what was shared out less what there is; not 0, and the split is none
    """

    members: Members
    excess: float
    gap: float


@dataclass(frozen=True)
class LeastCore:
    """The splits whose loudest complaint is least.

    eps       that complaint, unit of the worths, or 1 if proportional; above 0 (kind "total"), the core is empty
    point     one such split, a vertex
    tight     coalitions that complain as loudly in every such split
    witness   coalition -> weight: balanced weights which prove that eps cannot be less
    """

    eps: float
    point: Column
    tight: list[Members]
    witness: dict[Members, float]


class Core:
    """Splits that no coalition has a reason to leave.

    empty     there is none
    point     one of them; if empty, a split whose loudest complaint is least
    eps       that loudest complaint: below 0, every coalition is better off staying by at least as much
    tight     coalitions that complain loudest in every split of the least core
    witness   if empty, why: coalition -> weight such that each member is in coalitions of total weight 1, and the weighted
              worths exceed the worth of all; else None
    """

    def __init__(self, worth: Column, cost: bool) -> None:
        self._worth, self._cost = worth, cost
        empty, eps, point, tight, balanced = _core.core(worth, cost)
        self.empty: bool = empty
        self.eps: float = eps
        self.point: Column = point
        self.tight: list[Members] = [_members(s) for s in tight]
        self.witness: dict[Members, float] | None = {_members(s): weight for s, weight in balanced} if empty else None

    def contains(self, x: npt.ArrayLike, tolerance: float | None = None) -> bool:
        """Is x in the core? Differences up to `tolerance`, unit of the worths, do not count; None: rounding only."""
        return _core.core_membership(self._worth, self._cost, _numbers(x, "x", "core"), _tolerance(tolerance))[0]

    def objection(self, x: npt.ArrayLike) -> Objection:
        """The coalition that x gives most reason to leave."""
        return _objection(self._worth, self._cost, _numbers(x, "x", "core"))

    def __repr__(self) -> str:
        said = "empty" if self.empty else "not empty"
        return f"Core({said}; the loudest complaint can be {self.eps:.6g})"


def _tolerance(tolerance: float | None) -> float:
    if tolerance is None:
        return -1.0
    if not tolerance >= 0:
        raise RangeError(f"tolerance is {tolerance}", "sh.games.core", "Use 0 or more, in the unit of the worths")
    return float(tolerance)


def _objection(worth: Column, cost: bool, x: Column) -> Objection:
    _, gap, worst, excess = _core.core_membership(worth, cost, x, -1.0)
    return Objection(_members(worst), excess, gap)


def core(worth: npt.ArrayLike, *, cost: bool = False) -> Core:
    """Is there a split that no coalition has a reason to leave? Up to 12 members."""
    return Core(_numbers(worth, "worth", "core"), cost)


def least_core(worth: npt.ArrayLike, kind: Kind = "total", *, cost: bool = False) -> LeastCore:
    """The splits whose loudest complaint is least; kinds as in `complaints` ("per_capita" is also called weak)."""
    eps, point, tight, balanced = _core.least_core(_numbers(worth, "worth", "least_core"), cost, kind)
    return LeastCore(eps, point, [_members(s) for s in tight], {_members(s): weight for s, weight in balanced})


# ---- rules --------------------------------------------------------------------------------------------------------


def nucleolus(worth: npt.ArrayLike, kind: Kind = "total", *, cost: bool = False, arithmetic: Arithmetic = "automatic") -> Column:
    """The split whose loudest complaint is as quiet as can be, then the second loudest, and so on; all have at least
    what they have alone.

    kind         the complaint, as in `complaints`
    arithmetic   "automatic": exact fractions up to 8 members, floating point beyond
    Up to 12 members. Checked by Kohlberg's criterion.
    """
    return _core.nucleolus(_numbers(worth, "worth", "nucleolus"), cost, kind, arithmetic)


def prenucleolus(worth: npt.ArrayLike, kind: Kind = "total", *, cost: bool = False,
                 arithmetic: Arithmetic = "automatic") -> Column:
    """The nucleolus without asking that all have at least what they have alone; as `nucleolus`."""
    return _core.prenucleolus(_numbers(worth, "worth", "prenucleolus"), cost, kind, arithmetic)


@dataclass(frozen=True)
class KohlbergVerdict:
    """Whether a split is the nucleolus; true or false in an `if`.

    reason       if not, why
    level        the complaint at which it fails
    collection   the coalitions that complain as loudly and could all gain
    """

    holds: bool
    reason: str
    level: float
    collection: list[Members]

    def __bool__(self) -> bool:
        return self.holds


def kohlberg(worth: npt.ArrayLike, x: npt.ArrayLike, kind: Kind = "total", *, cost: bool = False, prenucleolus: bool = False,
             tolerance: float = 1e-7) -> KohlbergVerdict:
    """Is x the nucleolus (or the prenucleolus)? Kohlberg's criterion, without computing one.

    tolerance   complaints this close are one level, relative to the largest gain of a coalition over its members alone
    """
    holds, reason, level, collection = _core.kohlberg(_numbers(worth, "worth", "kohlberg"), cost,
                                                      _numbers(x, "x", "kohlberg"), kind, not prenucleolus, tolerance)
    return KohlbergVerdict(holds, reason, level, [_members(s) for s in collection])


def shapley(worth: npt.ArrayLike) -> Column:
    """To each what it adds, on average over all orders of joining. Worths or costs; up to 20 members."""
    return _core.shapley(_numbers(worth, "worth", "shapley"), False)


@dataclass(frozen=True)
class SampledShapley:
    """A Shapley value from sampled orders.

    shares, standard_errors   per member, unit of the worths
    residual                  sum of shares less the worth of all: rounding only
    worths                    coalitions whose worth was asked for
    """

    shares: Column
    standard_errors: Column
    residual: float
    worths: int


def shapley_sampled(n: int, worth: Callable[[Members], float], *, pairs: int = 1000, seed: int = 0) -> SampledShapley:
    """The Shapley value by sampling orders of joining, each with its reverse: beyond what can be listed, up to 62 members.

    worth   a function of a coalition, a tuple of members 0 to n - 1 in increasing order; asked once for each it meets
    pairs   orders drawn; 4 times as many halve the standard errors
    """
    where = "sh.games.shapley_sampled"
    members, count, number = (whole_number(value, name, where) for value, name in ((n, "n"), (pairs, "pairs"), (seed, "seed")))
    if not 0 <= number < 2**64:
        raise RangeError(f"seed is {number}", where, "Use a whole number from 0 to 2^64 - 1")
    shares, errors, residual, asked = _core.shapley_sampled(members, lambda s: float(worth(_members(s))), count, number)
    return SampledShapley(shares, errors, residual, asked)


def tau(worth: npt.ArrayLike, *, cost: bool = False) -> Column:
    """A compromise between the most each member can hope for and the least it can insist on (Tijs). Raises if undefined."""
    return _core.tau(_numbers(worth, "worth", "tau"), cost)


def gately(worth: npt.ArrayLike, *, cost: bool = False) -> Column:
    """Shares by which every member has the same power to disrupt (Gately). Raises if undefined."""
    return _core.gately(_numbers(worth, "worth", "gately"), cost)[0]


def scrb(costs: npt.ArrayLike, benefits: npt.ArrayLike | None = None) -> Column:
    """Separable costs, remaining benefits: pay what you alone cause, and of the rest by what is left of your benefit.

    costs      always costs, by coalition
    benefits   per member, unit of the costs; none: going alone is the only alternative
    Returns what each pays. Raises if undefined.
    """
    return _core.scrb(_numbers(costs, "costs", "scrb"), None if benefits is None else _numbers(benefits, "benefits", "scrb"))


def equal(worth: npt.ArrayLike) -> Column:
    """The same for all: the worth, or cost, of all over their number."""
    return _core.equal(_numbers(worth, "worth", "equal"), False)


def proportional(worth: npt.ArrayLike, weights: npt.ArrayLike) -> Column:
    """In proportion to weights of 0 or more, say tonnes sourced or benefits."""
    return _core.proportional(_numbers(worth, "worth", "proportional"), _numbers(weights, "weights", "proportional"))


# ---- what kind of game it is --------------------------------------------------------------------------------------


def is_monotone(worth: npt.ArrayLike) -> bool:
    """One more member never lowers the worth (or cost)."""
    return _core.monotone(_numbers(worth, "worth", "is_monotone"), False)[0]


def is_superadditive(worth: npt.ArrayLike, *, cost: bool = False) -> bool:
    """Two coalitions never lose by joining up. Up to 15 members."""
    return _core.superadditive(_numbers(worth, "worth", "is_superadditive"), cost)[0]


def is_convex(worth: npt.ArrayLike, *, cost: bool = False) -> bool:
    """The more there are already, the more one adds; then the Shapley value is in the core."""
    return _core.convex(_numbers(worth, "worth", "is_convex"), cost)[0]


def is_balanced(worth: npt.ArrayLike, *, cost: bool = False) -> bool:
    """The core is not empty (Bondareva, Shapley). Up to 12 members."""
    return _core.balanced(_numbers(worth, "worth", "is_balanced"), cost)[0]


_PROPERTIES = {"monotone": _core.monotone, "superadditive": _core.superadditive, "convex": _core.convex,
               "balanced": _core.balanced}


def diagnostics(worth: npt.ArrayLike, *, cost: bool = False) -> pd.DataFrame:
    """What kind of game it is, with the worst case against each property.

    Rows monotone, superadditive, convex, balanced; columns holds, by (by how much it fails, unit of the worths), first and
    second (the coalitions that show it; for balanced see ``core(worth).witness``). Up to 12 members.
    """
    values = _numbers(worth, "worth", "diagnostics")
    rows = {name: ask(values, cost) for name, ask in _PROPERTIES.items()}
    frame = pd.DataFrame({"holds": [row[0] for row in rows.values()], "by": [row[3] for row in rows.values()]},
                         index=pd.Index(rows, name="property"))
    frame["first"] = [_members(row[1]) for row in rows.values()]
    frame["second"] = [_members(row[2]) for row in rows.values()]
    return frame
