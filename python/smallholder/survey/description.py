# SPDX-License-Identifier: Apache-2.0
"""What a survey says before any model: who answered, how figures spread, who reaches a living income.

All statistics are weighted and computed by the C++ core; standard errors treat households as drawn
one by one (they do not know villages drawn as clusters), and say so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .._core import metrics
from ..errors import UnknownKeyError, nearest
from .benchmark import Line, line_of
from .concepts import CONCEPTS
from .survey import Survey

__all__ = ["EXPLANATIONS", "Description", "describe"]

Numbers = npt.NDArray[np.float64]

SCHEMA_VERSION = 1
SEGMENTS = ("segment", "land_class", "female_head", "region")
# Land classes of the model's segments: up to 2, 2-4 and over 4 hectares, frozen at the start.
LAND_BOUNDS = (2.0, 4.0)
LAND_NAMES = ("up to 2 ha", "2-4 ha", "over 4 ha")

EXPLANATIONS = {
    "share_reaching": "households whose income is at least their benchmark",
    "gap_of_mean": "what the mean income lacks of the mean benchmark; the rich fill in for the poor",
    "gap_of_median": "what the middle household lacks of its benchmark",
    "fgt1": "mean over all households of what each lacks of its benchmark, 0 for those who reach it",
    "mean_gap_below": "the same mean over those below only",
    "standard_error": "how far the luck of the sample may have moved a figure (one standard error); "
                      "households as if drawn one by one, not by village",
}


@dataclass(frozen=True)
class Description:
    """The figures of one survey: tables, a text, and a dict for machines.

    missing        concept, rows, missing (recorded), derived, still_missing
    distribution   quantity, unit, rows, zeros, mean, standard_error, sd, p10, p50, p90, log_sd
    living_income  by, group, rows and the figures of EXPLANATIONS; None without income
    benchmark      which living-income line these figures are held against, in words; benchmark_line: the same for machines
    identities     name, equation, rows, max_error, unit, row of the largest error
    """

    survey: Survey
    missing: pd.DataFrame
    distribution: pd.DataFrame
    living_income: pd.DataFrame | None
    identities: pd.DataFrame
    benchmark: str
    benchmark_line: dict[str, Any] | None
    remarks: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """For ``describe --json``; the keys are listed in docs/surveys/bring_your_own.md."""
        survey = self.survey
        money = survey.money
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": "survey_description",
            "survey": {
                "name": survey.name,
                "sha256": survey.sha256,
                "layout": survey.schema.name,
                "source": survey.schema.source,
                "area_base": survey.area_base,
                "weights": survey.weights_named,
                "missing_policy": survey.policy,
                "money": None if money is None else {
                    "currency": money.code, "price_year": money.year, "real": money.real},
            },
            "rows": {"read": len(survey.all_rows), "kept": len(survey), "left_out": survey.dropped},
            "missing": _records(self.missing),
            "distribution": _records(self.distribution),
            "benchmark": self.benchmark,
            "benchmark_line": self.benchmark_line,
            "living_income": None if self.living_income is None else _records(self.living_income),
            "explanations": dict(EXPLANATIONS),
            "identities": _records(self.identities),
            "remarks": list(self.remarks),
            "findings": survey.report.findings,
        }

    def to_text(self, width: int = 110) -> str:
        from .render import description_text

        return description_text(self, width)

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from .render import description_html

        return description_html(self)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _plain(value) for name, value in row.items()}
        for row in table.to_dict(orient="records")
    ]


def _plain(value: Any) -> Any:
    """What JSON can hold: not-a-number becomes null, NumPy scalars become Python's."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def describe(
    survey: Survey, *, by: Iterable[str] | None = None, benchmark: float | None = None
) -> Description:
    """Rows, missing values, distributions, living-income figures and accounting identities.

    by         segments to tell apart: "segment", "land_class", "female_head", "region"; none: all
               that the survey can give
    benchmark  one living-income benchmark for all, USD a year in the survey's money; none: the
               survey's own column, and where that is blank the default line that a run uses

    Distributions use every household that gave the figure; the living-income figures use the
    households that the missing-value policy kept and that have an income and a benchmark.
    """
    remarks: list[str] = []
    if len(survey.waves) > 1:
        remarks.append(f"{len(survey.waves)} waves are pooled; --wave, in Python select_wave(), describes one")
    wanted = _segments(by)
    line = line_of(survey, benchmark)
    table = _living_income(survey, wanted, line, remarks)
    return Description(
        survey=survey, missing=_missing(survey), distribution=_distribution(survey),
        living_income=table, identities=_identities(survey), benchmark="none" if table is None else line.text,
        benchmark_line=None if table is None else line.facts, remarks=tuple(remarks))


def _missing(survey: Survey) -> pd.DataFrame:
    rows = len(survey.all_rows)
    return pd.DataFrame(
        [
            (name, rows - survey.recorded_missing.get(name, rows),
             survey.recorded_missing.get(name, rows),
             sum(survey.derived.get(name, {}).values()), survey.missing_counts[name])
            for name in survey.all_rows.columns
        ],
        columns=["concept", "recorded", "missing", "derived", "still_missing"])


def _quantities(frame: pd.DataFrame) -> list[tuple[str, str, Numbers]]:
    """What is described: every numeric concept, and costs per hectare."""
    found = []
    area = frame["area_ha"].to_numpy(dtype=float) if "area_ha" in frame.columns else None
    for name in frame.columns:
        concept = CONCEPTS[name]
        if concept.kind == "label" or name == "weight":
            continue
        values = frame[name].to_numpy(dtype=float)
        unit = concept.unit.replace("_per_", "/")
        if name == "area_ha":
            # Somebody without bearing land has no farm size; these are counted under zeros.
            found.append((name, unit, np.where(values > 0.0, values, np.nan)))
        else:
            found.append((name, "share" if concept.kind == "flag" else unit, values))
        if name in ("inputs_usd", "hired_labour_usd") and area is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                per_ha = np.where(area > 0.0, values / area, np.nan)
            found.append((f"{name}_per_ha", "USD/ha", per_ha))
    return found


def spread_of(name: str, unit: str, values: Numbers, weights: Numbers) -> dict[str, Any] | None:
    """Weighted mean, spread and quantiles of one column, NaN left out; None where nobody of any weight has a value."""
    known = np.isfinite(values)
    if not known.any() or not (weights[known] > 0.0).any():
        return None
    x, w = np.ascontiguousarray(values[known]), np.ascontiguousarray(weights[known])
    p10, p50, p90 = metrics.weighted_quantiles(x, w, [0.1, 0.5, 0.9])
    several = int((w > 0.0).sum()) > 1
    positive = x > 0.0
    logs = np.log(x[positive])
    return {
        "quantity": name, "unit": unit, "rows": int(known.sum()), "zeros": int((x == 0.0).sum()),
        "mean": metrics.weighted_mean(x, w),
        "standard_error": metrics.weighted_standard_error(x, w) if several else math.nan,
        "sd": metrics.weighted_standard_deviation(x, w) if several else math.nan,
        "p10": p10, "p50": p50, "p90": p90,
        "log_sd": metrics.weighted_standard_deviation(logs, np.ascontiguousarray(w[positive]))
        if int((w[positive] > 0.0).sum()) > 1 and not (x < 0.0).any() else math.nan,
    }


def _distribution(survey: Survey) -> pd.DataFrame:
    frame = survey.all_rows
    weights = frame["weight"].to_numpy(dtype=float)
    rows = []
    for name, unit, values in _quantities(frame):
        row = spread_of(name, unit, values, weights)
        if row is None:
            continue
        if name == "area_ha":
            row["zeros"] = int((frame[name] == 0.0).sum())
        rows.append(row)
    return pd.DataFrame(rows)


def _labels(survey: Survey, by: str) -> tuple[pd.Series[Any], list[str]] | None:
    """The group of each kept household and the groups in order; None if the survey cannot tell."""
    frame = survey.frame
    if by == "land_class":
        if "area_ha" not in frame.columns:
            return None
        area = frame["area_ha"]
        names = pd.Series(np.select(
            [area.isna(), area <= LAND_BOUNDS[0], area <= LAND_BOUNDS[1]],
            ["", LAND_NAMES[0], LAND_NAMES[1]], LAND_NAMES[2]), dtype=object)
        return names.where(names != "", None), [name for name in LAND_NAMES if (names == name).any()]
    if by not in frame.columns:
        return None
    if by == "female_head":
        sexes = frame[by].map({1.0: "female head", 0.0: "male head"})
        return sexes, [name for name in ("female head", "male head") if (sexes == name).any()]
    return frame[by], sorted(str(name) for name in frame[by].dropna().unique())


def _segments(by: Iterable[str] | None) -> tuple[str, ...]:
    wanted = tuple(SEGMENTS) if by is None else tuple(by)
    for name in wanted:
        if name not in SEGMENTS:
            close = nearest(name, SEGMENTS)
            raise UnknownKeyError(f'"{name}" is not a segment', "describe",
                                  (f'did you mean "{close[0]}"? ' if close else "")
                                  + "known: " + ", ".join(SEGMENTS))
    return wanted


def _living_income(survey: Survey, wanted: tuple[str, ...], line: Line, remarks: list[str]) -> pd.DataFrame | None:
    frame = survey.frame
    if "income_usd" not in frame.columns:
        remarks.append("no living-income figures: the survey has no income_usd")
        return None
    remarks.extend(line.remarks)
    if line.facts is None:
        return None
    lines = line.usd
    incomes = frame["income_usd"].to_numpy(dtype=float)
    weights = survey.weights
    known = np.isfinite(incomes) & np.isfinite(lines) & (weights > 0.0)
    if not known.any():
        remarks.append("no living-income figures: no household has income, benchmark and weight")
        return None
    food = frame["food_value_usd"].to_numpy(dtype=float) if "food_value_usd" in frame.columns else None
    rows = [_group_row("all", "all households", incomes, lines, weights, food, known, known)]
    for name in wanted:
        labels = _labels(survey, name)
        if labels is None:
            remarks.append(f"not told apart by {name}: the survey does not give it")
            continue
        groups, names = labels
        for group in names:
            inside = known & (groups == group).to_numpy(dtype=bool)
            if inside.any():
                rows.append(_group_row(name, group, incomes, lines, weights, food, inside, known))
        unknown = int((known & groups.isna().to_numpy(dtype=bool)).sum())
        if unknown:
            remarks.append(f"{unknown} households are in no group of {name}: it is missing")
    return pd.DataFrame(rows)


def _group_row(
    by: str, group: str, incomes: Numbers, lines: Numbers, weights: Numbers, food: Numbers | None,
    inside: npt.NDArray[np.bool_], everybody: npt.NDArray[np.bool_],
) -> dict[str, Any]:
    y, z, w = (np.ascontiguousarray(column[inside]) for column in (incomes, lines, weights))
    found = metrics.living_income(y, z, w)
    errors = metrics.living_income_standard_errors(y, z, w) if len(y) > 1 else {}
    row = {
        "by": by, "group": group, "rows": int(inside.sum()),
        "weight_share": float(w.sum() / weights[everybody].sum()),
        "mean_income_usd": metrics.weighted_mean(y, w),
        "mean_income_se": errors.get("mean_income", math.nan),
        "median_income_usd": metrics.weighted_quantile(y, w, 0.5),
        "share_reaching": found["share_reaching"],
        "share_reaching_se": errors.get("share_reaching", math.nan),
        "gap_of_mean": found["gap_of_mean"],
        "gap_of_median": found["gap_of_median"],
        "fgt1": found["mean_gap_all"],
        "fgt1_se": errors.get("mean_gap_all", math.nan),
        "mean_gap_below": found["mean_gap_below"],
        "share_reaching_with_own_food": math.nan,
    }
    if food is not None and np.isfinite(food[inside]).all():
        with_food = np.ascontiguousarray(y + food[inside])
        row["share_reaching_with_own_food"] = metrics.living_income(with_food, z, w)["share_reaching"]
    return row


def _identities(survey: Survey) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (check.name, check.text, check.rows, check.max_error, check.unit,
             None if check.worst_row is None else str(survey.source_rows[check.worst_row]))
            for check in survey.identities
        ],
        columns=["name", "equation", "rows", "max_error", "unit", "worst_row"])
