# SPDX-License-Identifier: Apache-2.0
"""The living-income line that a survey's households are held against: given, their own, or the one a run would use."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .._core import population
from ..errors import RangeError, UnitError
from ..parameter_rows import shipped_table
from .survey import Survey

__all__ = ["Line", "line_of"]

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """A benchmark per household.

    usd      USD a year in the survey's money, NaN where there is none; shape: kept households
    text     which line, in words
    facts    the same for machines; docs/surveys/bring_your_own.md lists the keys
    remarks  what a reader should know of it
    """

    usd: Numbers
    text: str
    facts: dict[str, Any] | None
    remarks: tuple[str, ...] = ()


def line_of(survey: Survey, benchmark: float | None) -> Line:
    """The benchmark given for all; else the survey's own; else, and where that is blank, the default line of a run.

    The default is the row ``benchmark_usd`` of the parameters, converted to the survey's money by US consumer prices,
    times a household's adult equivalents over those of the row's family (``benchmark_ae``). A household whose members
    are not recorded is held against the family's own line; a run draws them.
    Raises RangeError for a benchmark that is not above zero.
    """
    if benchmark is not None:
        if not math.isfinite(benchmark) or benchmark <= 0.0:
            raise RangeError(f"the benchmark is {benchmark}", "describe", "give an amount above zero, USD a year")
        usd = np.full(len(survey), float(benchmark))
        return Line(usd, f"{benchmark:,.0f} USD a year for every household, as given",
                    _facts("given", survey, usd, "given in the call"))
    frame = survey.frame
    own = frame["benchmark_usd"].to_numpy(dtype=float) if "benchmark_usd" in survey else np.full(len(survey), np.nan)
    has_own = np.isfinite(own)
    if has_own.all() and has_own.any():
        return Line(own, _own_words(own), _facts("survey", survey, own, survey.name))
    return _with_default(survey, own, has_own)


def _with_default(survey: Survey, own: Numbers, has_own: npt.NDArray[np.bool_]) -> Line:
    blank = ~has_own
    money, shipped = survey.money, shipped_table()
    published = next(row for row in shipped.rows() if row["name"] == "benchmark_usd")
    try:
        if money is None:
            raise UnitError("the survey names no money", survey.name)
        reference = shipped.in_money(money.code, money.year, money.real).value("benchmark_usd")
    except UnitError as error:
        remark = f"the default benchmark cannot be put into the survey's money ({error.what_happened}): name one with --benchmark, in Python benchmark="
        if not has_own.any():
            return Line(own, "none", None, (f"no living-income figures: {remark}",))
        return Line(own, _own_words(own), _facts("survey", survey, own, survey.name),
                    (f"{int(blank.sum())} households have no benchmark of their own and are left out: {remark}",))
    family = shipped.value("benchmark_ae")
    needs = population.adult_equivalents(shipped, *(_column(survey, name) for name in ("household_size", "adults", "children")))
    unsized = np.isnan(needs)
    usd = np.where(has_own, own, reference / family * np.where(unsized, family, needs))
    default = f"{published['value']:,.0f} USD of {published['price_year']}"
    if (money.code, money.year) != ("USD", published["price_year"]):
        default += f" ({reference:,.0f} USD of {money.year})"
    text = f"the default line, {default} a year for {family:g} adult equivalents"
    remarks = [
        f"{'the survey has no benchmark' if blank.all() else f'{int(blank.sum())} households have no benchmark of their own'}: "
        f"their line is {default} for {family:g} adult equivalents, the one a run uses ({published['source']}), and more or "
        "less for larger or smaller families. For households elsewhere name one: --benchmark, in Python benchmark="]
    if (blank & unsized).any():
        remarks.append(f"{int((blank & unsized).sum())} households do not say how many live there: their line is that family's; "
                       "a run draws their size")
    facts = _facts("survey" if has_own.any() else "default", survey, usd, survey.name if has_own.any() else published["source"])
    facts |= {
        "default_households": int(blank.sum()),
        "default": {
            "usd": reference, "adult_equivalents": family, "published_usd": published["value"],
            "published_price_year": published["price_year"], "source": published["source"],
            "provenance": published["provenance"], "households_without_size": int((blank & unsized).sum())},
    }
    return Line(usd, f"{_own_words(own)}; where it has none {text}" if has_own.any() else text, facts, tuple(remarks))


def _column(survey: Survey, name: str) -> Numbers:
    if name not in survey:
        return np.full(len(survey), np.nan)
    return np.ascontiguousarray(survey.frame[name].to_numpy(dtype=float))


def _own_words(own: Numbers) -> str:
    low, high = np.nanmin(own), np.nanmax(own)
    return (f"the survey's own, {low:,.0f} USD a year" if low == high else
            f"the survey's own, {low:,.0f} to {high:,.0f} USD a year")


def _facts(origin: str, survey: Survey, usd: Numbers, source: str) -> dict[str, Any]:
    money = survey.money
    return {
        "origin": origin, "low_usd": float(np.nanmin(usd)), "high_usd": float(np.nanmax(usd)),
        "price_year": None if money is None else money.year, "source": source, "default_households": 0, "default": None}
