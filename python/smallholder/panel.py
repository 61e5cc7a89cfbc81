# SPDX-License-Identifier: Apache-2.0
"""Households through the years: what a run kept of single households, in every arm, on the same luck.

    result = sh.simulate(people, programme, panel_draws=8, panel_households=2000)
    result.panel()["income"].sel(arm="programme", year=10)

The C++ library wrote every figure (``smallholder/simulate/panel.hpp``); this module names them. Page: docs/distribution.md.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import _core
from .errors import ProgrammeError, UnknownKeyError, nearest

if TYPE_CHECKING:
    import xarray as xr

    from .result import Result

__all__ = ["Followed", "panel_of"]

Numbers = npt.NDArray[np.float64]

#: Ages of the head at which groups begin; a choice. Ghana's national youth policy of 2010 ends youth at 35.
AGES = (36.0, 60.0)
#: Attributes of the start that stand beside the figures.
ATTRIBUTES = ("household_size", "adult_equivalents", "area_ha", "men", "women", "female_head", "head_age_years", "school_years", "coop",
              "crop_share", "km_foot", "km_road")


class Followed:
    """The panel of a run as plain arrays, for what is computed from it.

    values     draw x replicate x arm x year x column x household, in the units of columns
    weight     per household; sums to the households represented
    benchmark  draw x household, living-income benchmark, USD/year
    offered, enrolled  draw x replicate x intervention x household
    Only draws that were finished.
    """

    def __init__(self, result: Result) -> None:
        kept = result.runs.panel
        if kept is None:
            raise ProgrammeError("the paths of single households were not kept in this run", "result",
                                 "simulate again with panel_draws=8, and panel_households=2000 or so")
        draws = kept["values"].shape[0]
        done = np.flatnonzero(np.asarray(result.runs.finished.all(axis=1))[:draws])
        if len(done) == 0:
            raise ProgrammeError("no draw of the panel was finished", "result", "let the run go on for longer")
        every = len(done) == draws
        self.draws: npt.NDArray[np.int64] = done
        self.columns = {row["name"]: row for row in _core.panel_columns()}
        self.values: Numbers = kept["values"] if every else kept["values"][done]
        self.benchmark: Numbers = kept["benchmark"][done]
        self.offered: npt.NDArray[np.bool_] = kept["offered"][done]
        self.enrolled: npt.NDArray[np.bool_] = kept["enrolled"][done]
        self.place: npt.NDArray[np.int64] = kept["household"]
        self.weight: Numbers = kept["weight"]
        self.groupings = {name: pd.Categorical.from_codes(codes.tolist(), categories=pd.Index(groups, dtype=object))
                          for name, groups, codes in kept["groupings"]}
        self.result = result
        self._order = {name: number for number, name in enumerate(self.columns)}

    @property
    def replicates(self) -> int:
        return int(self.values.shape[1])

    @property
    def years(self) -> int:
        return int(self.values.shape[3]) - 1

    def arm(self, name: str) -> int:
        if name not in self.result.arms:
            close = nearest(name, self.result.arms)
            raise UnknownKeyError(f'there is no arm "{name}"', "result",
                                  f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(self.result.arms))
        return self.result.arms.index(name)

    def of(self, name: str, draw: int, replicate: int, arm: int) -> Numbers:
        """One figure of every household and year (households x years); draw is a place among the finished ones."""
        if name == "income_after_labour":
            return self.of("income", draw, replicate, arm) - self.of("labour_charge", draw, replicate, arm)
        if name == "production_cost":
            parts = ("haulage", "inputs", "hired_wages", "infill", "replanting", "interest")
            total: Numbers = np.sum([self.of(part, draw, replicate, arm) for part in parts], axis=0)
            return total
        if name not in self._order:
            known = [*self._order, "income_after_labour", "production_cost"]
            close = nearest(name, known)
            raise UnknownKeyError(f'a panel has no "{name}"', "result",
                                  f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(known))
        values: Numbers = self.values[draw, replicate, arm, :, self._order[name], :].T
        return values

    def attribute(self, name: str) -> Numbers:
        """A column of the population, of the panel's households."""
        return self.result.people.core.column(name)[self.place]

    @property
    def name(self) -> npt.NDArray[np.object_]:
        return self.result.people.name[self.place]

    @property
    def village(self) -> npt.NDArray[np.int64]:
        """A number per village; a household without one is a village of its own."""
        return self.result.people.core.village[self.place].astype(np.int64)

    def enrolled_in(self, arm: int, draw: int, replicate: int, *, offered: bool = False) -> npt.NDArray[np.bool_]:
        """Is a household enrolled in (or was it offered) at least one intervention of the arm?"""
        places = self.result.runs.arm_interventions[arm]
        who = self.offered if offered else self.enrolled
        return np.asarray(who[draw, replicate, places].any(axis=0), dtype=np.bool_)

    def groups(self, by: str) -> pd.Categorical:
        """Which group each household is in, fixed at the start; missing where the survey does not say.

        by  a grouping of the run ("land", "sex", "region", "poverty", "survey"), "age" (of the head), "distance" (thirds of the
            way from farm to market), "tenure" (owners and share tenants) or "village"
        """
        if by in self.groupings:
            return self.groupings[by]
        if by == "age":
            self._require_known("head_age_years", by)
            age = self.attribute("head_age_years")
            codes = (age >= AGES[0]).astype(int) + (age >= AGES[1])
            return _labelled(codes, [f"head under {AGES[0]:.0f}", f"head {AGES[0]:.0f} to {AGES[1] - 1:.0f}", f"head {AGES[1]:.0f} and over"])
        if by == "distance":
            self._require_known("km_road", by)
            far = self.attribute("km_foot") + self.attribute("km_road")
            order = np.argsort(far, kind="stable")
            before = np.empty(len(far))
            before[order] = np.cumsum(self.weight[order]) - 0.5 * self.weight[order]
            return _labelled((3.0 * before / self.weight.sum()).astype(int), ["nearest third", "middle third", "farthest third"])
        if by == "tenure":
            return _labelled((self.attribute("crop_share") < 1.0).astype(int), ["owner", "share tenant"])
        if by == "village":
            return pd.Categorical(self.result.people.village[self.place])
        left = self.result.left_out.get(by)
        known = [*self.groupings, "age", "distance", "tenure", "village"]
        close = nearest(by, known)
        raise UnknownKeyError(f'households cannot be grouped by "{by}"' + (f": {left}" if left else ""), "result",
                              f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(known))

    def _require_known(self, column: str, by: str) -> None:
        people = self.result.people
        shares = dict(zip(people.origin["column"], people.origin["imputed_share"], strict=True))
        if people.survey is not None and shares.get(column, 0.0) >= 1.0:
            raise UnknownKeyError(f'households cannot be grouped by "{by}": the survey has no {column}, and the run drew it', "result",
                                  "group by what the survey recorded")

    def line(self, line: str | float, draw: int) -> Numbers:
        """Per household: the benchmark, half of it (where deep poverty ends in the segments), or a number of USD a year."""
        if line == "benchmark":
            return np.asarray(self.benchmark[draw])
        if line == "half_benchmark":
            return np.asarray(0.5 * self.benchmark[draw])
        if isinstance(line, str) or not np.isfinite(line) or line <= 0.0:
            raise UnknownKeyError(f"there is no line {line!r}", "result",
                                  'use "benchmark", "half_benchmark" or an amount of USD per household and year')
        return np.full(len(self.weight), float(line))

    def parameter(self, name: str, draw: int) -> float:
        """A parameter in a draw of the panel."""
        result = self.result
        if not result.settings.get("draw_parameters", True):
            return result.table.value(name)
        return float(self._drawn[self.draws[draw], self._rows.index(name)])

    @functools.cached_property
    def _rows(self) -> list[str]:
        return [row["name"] for row in self.result.table.rows()]

    @functools.cached_property
    def _drawn(self) -> Numbers:
        return self.result.table.drawn_values(self.result.seed, self.result.runs.draws)


def _labelled(codes: npt.NDArray[Any], names: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes.tolist(), categories=pd.Index(names, dtype=object))


def panel_of(result: Result) -> xr.Dataset:
    """Result.panel(): dimensions draw, replicate, arm, household, year; units and meanings are attributes of the variables."""
    import xarray as xr

    kept = Followed(result)
    dims = ("draw", "replicate", "arm", "household", "year")
    data: dict[str, Any] = {
        name: (dims, kept.values[:, :, :, :, number, :].transpose(0, 1, 2, 4, 3), {"unit": row["unit"], "meaning": row["meaning"]})
        for number, (name, row) in enumerate(kept.columns.items())}
    data["income_after_labour"] = (dims, data["income"][1] - data["labour_charge"][1], {
        "unit": "USD", "meaning": "income less family days on cocoa at 0.7 of the day wage"})
    data["benchmark"] = (("draw", "household"), kept.benchmark, {"unit": "USD", "meaning": "living-income benchmark of the household"})
    reach = ("draw", "replicate", "intervention", "household")
    data["offered"] = (reach, kept.offered, {"meaning": "was asked to take part"})
    data["enrolled"] = (reach, kept.enrolled, {"meaning": "takes part"})
    people = result.people
    units = people.columns
    beside: dict[str, Any] = {
        "weight": ("household", kept.weight, {"meaning": "households represented"}),
        "village": ("household", people.village[kept.place]), "region": ("household", people.region[kept.place]),
        **{name: ("household", kept.attribute(name), {"unit": units[name]}) for name in ATTRIBUTES},
        **{f"group_{name}": ("household", np.asarray(groups.astype(object), dtype=object)) for name, groups in kept.groupings.items()},
    }
    return xr.Dataset(data, coords={
        "draw": kept.draws, "replicate": np.arange(kept.replicates), "arm": result.arms, "household": kept.name,
        "year": np.arange(kept.years + 1), "intervention": list(result.runs.interventions), **beside,
    }, attrs={"seed": result.seed, "money": str(people.money)})
