# SPDX-License-Identifier: Apache-2.0
"""Units as surveys write them, turned into the canonical units of the concepts.

The table is data (``data/schemas/units.csv``: unit, dimension, factor, source). A compound unit is
written with ``_per_``: ``bag_64kg_per_acre``, ``GHS_per_kg``. Money is any three capital letters
(ISO 4217) and converts only by an exchange rate that the schema names with its source.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..errors import UnitError, nearest
from .resources import schema_directory

__all__ = ["Unit", "conversion_factor", "currencies_in", "unit_table"]

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Unit:
    """One row of the table: a unit is ``factor`` canonical units of its dimension."""

    name: str
    dimension: str
    factor: float
    canonical: str
    meaning: str
    source: str


@cache
def unit_table() -> dict[str, Unit]:
    path = schema_directory() / "units.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [
            Unit(row["unit"], row["dimension"], float(row["factor"]), row["canonical"],
                 row["meaning"], row["source"])
            for row in csv.DictReader(stream)
        ]
    return {unit.name: unit for unit in rows}


def currencies_in(unit: str) -> list[str]:
    """The currency codes a unit text contains: ``GHS_per_kg`` has one, ``kg`` none."""
    return [part for part in unit.split("_per_") if _CURRENCY.fullmatch(part)]


def _part(name: str, whole: str, where: str, usd_per: Mapping[str, float]) -> tuple[str, float]:
    unit = unit_table().get(name)
    if unit is not None:
        return unit.dimension, unit.factor
    if _CURRENCY.fullmatch(name):
        if name in usd_per:
            return "money", usd_per[name]
        raise UnitError(
            f"money is in {name} and no exchange rate to USD is named",
            where,
            f'add [money.exchange.{name}] per_usd = ..., source = "..." to the schema, '
            f'or pass exchange={{"{name}": (rate, "source")}}',
        )
    known = [*unit_table(), *usd_per]
    close = nearest(name, known)
    raise UnitError(
        f'"{whole}" is not a known unit',
        where,
        (f'did you mean "{whole.replace(name, close[0])}"? ' if close else "")
        + "Known units: " + ", ".join(sorted(unit_table())) + "; currencies as three capitals; "
        "quotients as a_per_b",
    )


def _resolve(unit: str, where: str, usd_per: Mapping[str, float]) -> tuple[tuple[str, ...], float]:
    parts = unit.split("_per_")
    dimension, factor = _part(parts[0], unit, where, usd_per)
    dimensions = [dimension]
    for name in parts[1:]:
        below, divisor = _part(name, unit, where, usd_per)
        dimensions.append(below)
        factor /= divisor
    return tuple(dimensions), factor


def conversion_factor(
    unit: str, canonical: str, where: str = "", usd_per: Mapping[str, float] | None = None
) -> float:
    """How many canonical units one ``unit`` is; UnitError if it is unknown or measures another thing."""
    rates = {"USD": 1.0, **(usd_per or {})}
    have, factor = _resolve(unit, where, rates)
    want, base = _resolve(canonical, where, rates)
    if have != want:
        raise UnitError(
            f'"{unit}" measures {" per ".join(have)}, but {" per ".join(want)} is needed',
            where,
            f'give a unit that converts to "{canonical}"',
        )
    return factor / base
