# SPDX-License-Identifier: Apache-2.0
"""Interventions made without C++: composed of levers, or a class of Python that is called once a year (docs/effects/composed.md)."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import inspect
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import _core
from .errors import ProgrammeError, SmallholderError, nearest
from .parameter_rows import Uncertain, as_number_or_dict
from .programme import Intervention, describe_entry, entry_of

__all__ = ["Composed", "Effect", "Households", "Lever", "LeverArrays", "levers"]

#: What may be said of a lever besides its name and unit, in the order of Lever.
_SAID = ("change", "ramp_years", "decay", "attendance")


def levers() -> pd.DataFrame:
    """What interventions may move, a row each: all that an intervention of one's own can be made of.

    Columns: name, unit, neutral (its value without an intervention), least and most (it stays between them), combine (how what
    two interventions do comes together: add, multiply, complement, greatest), may_last (False: gone after the last year of
    delivery), meaning.
    """
    return pd.DataFrame(_core.levers())


@dataclasses.dataclass(frozen=True)
class Lever:
    """What a composed intervention does to one lever of those served.

    lever       its name; sh.levers() lists them
    change      number or distribution, in `unit` and within the lever's bounds; the factor, for one that multiplies
    unit        that of sh.levers(), written out so that a change in another unit is noticed
    ramp_years  years to 95% of the change; none: that of the intervention
    decay       1/year: exp(-decay t), t years after the last one of delivery; 0: it lasts; none: nothing is left
    attendance  chance that a household served gets it in a year; none: 1
    """

    lever: str
    change: Uncertain
    unit: str
    ramp_years: Uncertain | None = None
    decay: Uncertain | None = None
    attendance: Uncertain | None = None

    def __post_init__(self) -> None:
        for name in _SAID:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, as_number_or_dict(value, f"lever {self.lever}, {name}"))

    def _block(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in _SAID}
        return {"lever": self.lever, "unit": self.unit, "fields": {name: value for name, value in said.items() if value is not None}}

    def __repr__(self) -> str:
        rest = "".join(f", {name}={getattr(self, name)!r}" for name in _SAID[1:] if getattr(self, name) is not None)
        return f"Lever({self.lever!r}, {self.change!r}, {self.unit!r}{rest})"


class Composed(Intervention):
    """An intervention put together from levers, and who, when and cost as for every other.

        sh.Composed(name="visits", levers=[sh.Lever("hassle_relief", 0.5, "util")], coverage=0.3, years=3)

    levers  a list of sh.Lever, each lever once
    """

    kind = "composed"

    def __init__(
        self, *, levers: Iterable[Lever], name: str | None = None, eligible: Mapping[str, Sequence[str]] | None = None, **fields: Any
    ) -> None:
        self.levers = tuple(levers)
        for each in self.levers:
            if not isinstance(each, Lever):
                raise ProgrammeError(f"{each!r} is no lever", f'intervention "{name or self.kind}"',
                                     'write sh.Lever("hassle_relief", 0.5, "util"); sh.levers() lists names and units')
        super().__init__(name=name, eligible=eligible, **fields)

    def _block(self) -> dict[str, Any]:
        return {**super()._block(), "levers": [each._block() for each in self.levers]}

    def _said(self) -> list[str]:
        return [*map(repr, self.levers), *super()._said()]

    def _take(self, block: Mapping[str, Any]) -> None:
        super()._take(block)
        self.levers = tuple(Lever(each["lever"], unit=each["unit"], **each["fields"]) for each in block["levers"])

    def replace(self, **changes: Any) -> Intervention:
        """The same intervention with some fields, or its levers, changed."""
        return super().replace(**{"levers": self.levers, **changes})

    def __repr__(self) -> str:
        said = super().__repr__().removesuffix(")")
        return f"{said}{'' if said.endswith('(') else ', '}levers={list(self.levers)!r})"


@dataclasses.dataclass(frozen=True, eq=False)
class Households:
    """A block of households before a year, for sh.Effect.year: arrays of one length, not to be written.

    The block holds whole villages. State is that of the end of the year before, in the arm that is walked.
    """

    horizon: int    # last year of the run
    ramp: float     # share of full strength by `ramp_years`, 1
    draw: int
    replicate: int
    arm: str
    served: npt.NDArray[np.bool_]      # enrolled, and it is delivered to them this year
    uniform: npt.NDArray[np.float64]   # luck of this intervention, household and year, in (0, 1)
    cash_usd: npt.NDArray[np.float64]
    wealth_usd: npt.NDArray[np.float64]
    livestock_usd: npt.NDArray[np.float64]
    debt_usd: npt.NDArray[np.float64]
    knowledge: npt.NDArray[np.float64]    # share of what courses teach
    infected: npt.NDArray[np.float64]     # share of trees with swollen shoot
    area_ha: npt.NDArray[np.float64]      # all cocoa land
    female_head: npt.NDArray[np.float64]  # 1 or 0, as coop, certified and vsla
    school_years: npt.NDArray[np.float64]
    head_age_years: npt.NDArray[np.float64]
    household_size: npt.NDArray[np.float64]  # persons, as men, women (adults) and children
    men: npt.NDArray[np.float64]
    women: npt.NDArray[np.float64]
    children: npt.NDArray[np.float64]
    coop: npt.NDArray[np.float64]
    certified: npt.NDArray[np.float64]
    vsla: npt.NDArray[np.float64]
    crop_share: npt.NDArray[np.float64]  # of the harvest that stays with who works the farm
    km_foot: npt.NDArray[np.float64]
    km_road: npt.NDArray[np.float64]
    food_area_ha: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]    # households represented
    village: npt.NDArray[np.int32]     # numbers, equal for neighbours
    region: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.served)


class LeverArrays(MutableMapping[str, npt.NDArray[np.float64]]):
    """The levers that an effect declared, each an array with one change per household, at its neutral value to begin with.

    `levers[name] = values` takes a number or one value per household, `levers[name][mask] = value` writes in place.
    """

    def __init__(self, changes: Mapping[str, npt.NDArray[np.float64]], where: str) -> None:
        self._changes, self._where = changes, where

    def __getitem__(self, name: str) -> npt.NDArray[np.float64]:
        if name not in self._changes:
            known = [row["name"] for row in _core.levers()]
            close = nearest(name, list(self._changes))
            raise ProgrammeError(
                f'the lever "{name}" is not among its moves' if name in known else f'there is no lever "{name}"', self._where,
                f'did you mean "{close[0]}"?' if close else f"add it to moves, which are {', '.join(self._changes)}"
                if name in known else "sh.levers() lists them")
        return self._changes[name]

    def __setitem__(self, name: str, values: npt.ArrayLike) -> None:
        own = self[name]
        try:
            given = np.asarray(values, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise ProgrammeError(f'what it writes to the lever "{name}" is no array of numbers', self._where,
                                 "give one number per household") from error
        if given.shape not in ((), own.shape):
            raise ProgrammeError(f'it writes an array of shape {given.shape} to the lever "{name}"; the block has {len(own)} households',
                                 self._where, "give one number per household, or a single one")
        own[:] = given

    def __delitem__(self, name: str) -> None:
        raise ProgrammeError(f'it deletes the lever "{name}"', self._where, "leave it alone to change nothing")

    def __iter__(self) -> Iterator[str]:
        return iter(self._changes)

    def __len__(self) -> int:
        return len(self._changes)


class Effect(Intervention):
    """A prototype: a class of your own that says once a year, with arrays, what an intervention does to its levers.

        class Help(sh.Effect):
            moves = ("hassle_relief",)

            def year(self, year, households, levers):
                levers["hassle_relief"] = np.where(households.female_head > 0, 0.8, 0.4) * households.ramp

        sh.Programme([Help(name="help", coverage=0.5, start=2, years=3)])

    moves   names of the levers it may write (sh.levers())
    year    called for every block of households, year, draw, replicate and arm; what it writes for those not served is not used

    Who, when and cost are keywords as for every intervention; `lasts=True`: called after the last year of delivery too.
    It runs on one thread and is slow; no programme file can hold it. What it draws from a generator of its own is not the same in
    another run: use households.uniform. While the market's answer is looked for, panels of households are walked as well.
    """

    kind = "prototype"
    moves: ClassVar[Sequence[str]] = ()

    def __init__(self, *, name: str | None = None, eligible: Mapping[str, Sequence[str]] | None = None, **fields: Any) -> None:
        if type(self) is Effect:
            raise TypeError("sh.Effect is the base of effects of your own: derive a class with `moves` and `year`")
        own = type(self).__name__
        where = f'intervention "{name or own}" ({self._code})'
        known = [row["name"] for row in _core.levers()]
        if isinstance(self.moves, str) or not self.moves:
            raise ProgrammeError("it does not say which levers it moves", where, 'write moves = ("hassle_relief",) in the class')
        for lever in self.moves:
            if lever not in known:
                close = nearest(str(lever), known)
                raise ProgrammeError(f'there is no lever "{lever}"', where, (f'did you mean "{close[0]}"? ' if close else "")
                                     + "There are: " + ", ".join(known))
        if len(set(self.moves)) < len(self.moves):
            raise ProgrammeError("one of its moves stands twice", where, "name each lever once")
        if type(self).year is Effect.year:
            raise ProgrammeError("it has no method year", where, "write def year(self, year, households, levers)")
        super().__init__(name=own if name is None else name, eligible=eligible, **fields)

    def year(self, year: int, households: Households, levers: LeverArrays) -> None:
        """What it does in one year to a block of households: writes `levers`, of which there are those of `moves`."""

    @property
    def _code(self) -> str:
        return f"{type(self).__module__}.{type(self).__qualname__}"

    @property
    def note(self) -> str:
        """What a reader of a run must know of it."""
        return (f'intervention "{self.name}" is {self._code}, a class of Python: it was run on one thread, which is slow, and no '
                "programme file or command can repeat it; run the script that defines it")

    @property
    def source_sha256(self) -> str:
        """Of the text of its class, so that a record tells two versions apart; "not known" where there is none to read."""
        try:
            return hashlib.sha256(inspect.getsource(type(self)).encode()).hexdigest()
        except (OSError, TypeError):
            return "not known"

    def _block(self) -> dict[str, Any]:
        return {**super()._block(), "code": self._code, "effect": self}

    def _called(
        self, year: int, horizon: int, ramp: float, draw: int, replicate: int, arm: str, columns: dict[str, npt.NDArray[Any]],
        changes: dict[str, npt.NDArray[np.float64]]
    ) -> None:
        """Called by the engine. Whatever goes wrong in `year` comes out with the class and the year."""
        columns["served"] = columns["served"] > 0.0
        for column in columns.values():
            column.flags.writeable = False
        where = f'intervention "{self.name}" ({self._code}), year {year}'
        try:
            returned: Any = self.year(year, Households(horizon, ramp, draw, replicate, arm, **columns), LeverArrays(changes, where))  # type: ignore[func-returns-value]
        except SmallholderError:
            raise
        except Exception as error:
            raise ProgrammeError(f"its method year failed with {type(error).__name__}: {error}", f"{where}, draw {draw}, arm {arm}",
                                 "the traceback above shows the line") from error
        if returned is not None:
            raise ProgrammeError("its method year returned something", where, 'write into levers: levers["..."] = ...')

    def replace(self, **changes: Any) -> Intervention:
        """A copy with some fields changed; what the class keeps besides is the same."""
        made = copy.copy(self)
        given: dict[str, Any] = {"name": self.name, "eligible": self.eligible, "assigned": self.assigned, "offered_with": self.offered_with,
                                 "paid_by": self.paid_by, **self.fields, **changes}
        Effect.__init__(made, **given)
        return made

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


Composed.__doc__ = f"{Composed.__doc__}\n{describe_entry(entry_of('composed'))}"
