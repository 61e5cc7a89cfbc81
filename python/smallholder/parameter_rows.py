# SPDX-License-Identifier: Apache-2.0
"""The numbers the model takes as known: value, range, unit, source, and what kind of source it is."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import _core
from .distributions import Distribution
from .errors import ProgrammeError

if TYPE_CHECKING:
    from .programme import Programme

__all__ = ["PROVENANCES", "Uncertain", "parameters"]

PROVENANCES = ("published", "computed", "recalled", "assumed")

#: A number, or how it is uncertain.
Uncertain = float | Distribution | Mapping[str, Any]

COLUMNS = ("name", "symbol", "value", "low", "high", "distribution", "unit", "price_year", "provenance", "design",
           "source", "drawn", "active", "used_in", "changed", "own_distribution")


@functools.cache
def shipped_table(setting: str = "") -> _core.ParameterTable:
    """The shipped rows, for a crop ("maize") or a built-in population ("kenya_maize"); cocoa in Ghana unless one is named."""
    return _core.ParameterTable.shipped(setting)


def as_number_or_dict(value: Any, where: str) -> float | bool | dict[str, Any]:
    """What the compiled half takes for a number that may be uncertain."""
    if isinstance(value, Distribution):
        return value.to_dict()
    if isinstance(value, Mapping):
        return Distribution.from_dict(value, where).to_dict()
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        raise ProgrammeError(f"{value!r} is text where a number or a distribution should stand", where,
                             "write 0.6 without quotes, or sh.lognormal(p5=..., p95=...)")
    try:
        number = value if isinstance(value, int) else float(value)
    except (TypeError, ValueError) as error:
        raise ProgrammeError(f"{value!r} is no number and no distribution", where,
                             "write a number, or sh.lognormal(p5=..., p95=...)") from error
    if not math.isfinite(number):
        raise ProgrammeError(f"{number} is not a number to calculate with", where,
                             "give a finite number, or leave it out to use the default")
    return number


def overrides(changes: Mapping[str, Uncertain] | None) -> list[dict[str, Any]]:
    return [
        {"name": name, "value": as_number_or_dict(value, f'parameter "{name}"'),
         "where": f'parameter "{name}"'}
        for name, value in (changes or {}).items()
    ]


def table_of(programme: Programme | None = None) -> _core.ParameterTable:
    """The shipped table with what the programme changes about it."""
    if programme is None:
        return shipped_table()
    table = shipped_table(programme.setting)
    written = programme.to_dict()
    if not written["parameters"] and not written["correlations"]:
        return table
    return table.changed_by(written["parameters"], written["correlations"])


def frame_of(table: _core.ParameterTable) -> pd.DataFrame:
    frame = pd.DataFrame(table.rows(), columns=list(COLUMNS))
    frame["price_year"] = frame["price_year"].where(frame["price_year"] > 0).astype("Int64")
    return frame


def parameters(
    programme: Programme | None = None,
    *,
    provenance: str | Iterable[str] | None = None,
    changed: bool | None = None,
) -> pd.DataFrame:
    """Every parameter as a table: one row each.

    programme   with what this programme changes; none: the shipped values
    provenance  only rows of these kinds: "published", "computed", "recalled", "assumed"
    changed     True: only rows that the programme changes

    Columns: name, symbol (docs/notation.md), value, low and high (one draw in twenty lies below the
    first and above the second), distribution, unit, price_year (of money), provenance, design,
    source, drawn (does it vary from draw to draw?), active (without which switch or intervention it
    does nothing), used_in (docs/odd.md), changed, own_distribution (as the user wrote it).
    """
    frame = frame_of(table_of(programme))
    if provenance is not None:
        wanted = [provenance] if isinstance(provenance, str) else list(provenance)
        for word in wanted:
            if word not in PROVENANCES:
                raise ProgrammeError(f'there is no provenance "{word}"', "parameters",
                                     "use " + ", ".join(PROVENANCES))
        frame = frame[frame["provenance"].isin(wanted)]
    if changed is not None:
        frame = frame[frame["changed"] == changed]
    return frame.reset_index(drop=True)
