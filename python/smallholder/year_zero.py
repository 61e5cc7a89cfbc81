# SPDX-License-Identifier: Apache-2.0
"""Year 0 beside what is known of it: the survey, or the published figures that a synthetic population should meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import _core
from .vocabulary import metrics_frame

if TYPE_CHECKING:
    from .result import Result

__all__ = ["compared"]

Numbers = npt.NDArray[np.float64]

COLUMNS = ("quantity", "unit", "households", "recorded", "standard_error", "low", "high", "source", "model", "model_p5",
           "model_p95", "difference", "year_0")
#: Standard errors on each side of a figure that hold nine surveys in ten.
NINE_IN_TEN = 1.645


def compared(result: Result, anchor: Mapping[str, Numbers]) -> pd.DataFrame:
    """The rows of Result.survey_check(). anchor: what anchoring found, finished draws x replicates."""
    people = result.people
    nobody = not np.isfinite(people.recorded_yield_kg_per_ha).any() and not np.isfinite(people.recorded_income_usd).any()
    rows = _with_published(result, anchor) if people.synthetic and nobody else _with_survey(result, anchor)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(
    quantity: str, unit: str, households: int, recorded: float, error: float, low: float, high: float, source: str, model: Numbers,
    year_0: float,
) -> dict[str, Any]:
    middle = float(model.mean())
    return {
        "quantity": quantity, "unit": unit, "households": households, "recorded": recorded, "standard_error": error, "low": low,
        "high": high, "source": source, "model": middle, "model_p5": float(np.quantile(model, 0.05)),
        "model_p95": float(np.quantile(model, 0.95)), "difference": middle - recorded, "year_0": year_0}


def _with_survey(result: Result, anchor: Mapping[str, Numbers]) -> list[dict[str, Any]]:
    people = result.people
    rows = []
    for quantity, unit, recorded, model, column in (
        ("yield", "kg/ha", "recorded_yield", "model_yield", people.recorded_yield_kg_per_ha),
        ("income", "USD/household", "recorded_income", "model_income", people.recorded_income_usd),
        ("reaching_benchmark", "share of households", "reaching_recorded", "reaching_model", people.recorded_income_usd),
    ):
        known = np.isfinite(column)
        if not known.any():
            continue
        error = np.nan
        if quantity != "reaching_benchmark" and int(known.sum()) > 1:
            error = _core.metrics.weighted_standard_error(
                np.ascontiguousarray(column[known]), np.ascontiguousarray(people.weight[known]))
        figure = float(np.nanmean(anchor[recorded]))
        if quantity == "reaching_benchmark" and int(known.sum()) > 1 and np.isfinite(figure):
            effective = _core.metrics.effective_sample_size(np.ascontiguousarray(people.weight[known]))
            error = float(np.sqrt(figure * (1.0 - figure) / max(effective - 1.0, 1.0)))
        rows.append(_row(quantity, unit, int(known.sum()), figure, error, figure - NINE_IN_TEN * error, figure + NINE_IN_TEN * error,
                         people.label, anchor[model].mean(axis=1), float(result.value(quantity, year=0)["mean"])))
    return rows


def _with_published(result: Result, anchor: Mapping[str, Numbers]) -> list[dict[str, Any]]:
    targets = {row["name"]: row for row in result.table.rows() if row["name"] in
               ("target_recorded_yield_mean", "target_recorded_yield_se", "farm_gate_price", "target_cocoa_income_share")}
    income, cocoa, price = (_year_0(result, metric) for metric in ("income", "cocoa_net_income", "price"))
    share = cocoa / income
    rows = []
    for quantity, unit, target, error, model, start in (
        ("yield", "kg/ha", "target_recorded_yield_mean", "target_recorded_yield_se", anchor["model_yield"].mean(axis=1),
         float(_year_0(result, "yield").mean())),
        ("price", "USD/kg", "farm_gate_price", "", price, float(price.mean())),
        ("cocoa_share", "share of income", "target_cocoa_income_share", "", share, float(share.mean())),
    ):
        row = targets[target]
        if row["value"] <= 0.0:
            continue  # not known of this population
        rows.append(_row(quantity, unit, 0, row["value"], targets[error]["value"] if error else np.nan, row["low"], row["high"],
                         _published(row["source"]), model, start))
    return rows


def _published(source: str) -> str:
    """A source up to the first semicolon outside parentheses: what follows says how the row is used."""
    depth = 0
    for place, letter in enumerate(source):
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and depth <= 0:
            return source[:place]
    return source


def _year_0(result: Result, metric: str) -> Numbers:
    """A figure of everybody in year 0 of the baseline: mean over replicates of each finished draw."""
    place = list(metrics_frame()["name"]).index(metric)
    finished = result.runs.finished.all(axis=1)
    return np.asarray(result.runs.values[finished, :, 0, 0, 0, place].mean(axis=1))
