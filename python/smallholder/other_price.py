# SPDX-License-Identifier: Apache-2.0
"""The same run under the other rule for the world price, where the price starts far from its long-run mean.

A price that starts high may come back (mean_reverting, a part phi of the deviation left after a year) or stay (persistent, a random
walk without drift). Statistics tell the two apart badly: over 1980-2023 phi of cocoa is 0.88 with a standard error of 0.08. Where the
start is near the mean the two forecasts lie close together; where it is far, what is believed here weighs more than most programmes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from . import _core
    from .programme import Programme
    from .result import Result

__all__ = ["FIGURES", "FAR", "comparison_table", "is_compared", "other_process", "start_ratio"]

#: A first price that is off its mean by this much, up or down, is far. At phi 0.88 a quarter too much at the start is 8% too much in
#: the mean of 20 years, as much as training is found to add to a yield (7 to 14%).
FAR = 1.25
PROCESSES = ("mean_reverting", "persistent")
#: What is set side by side: metric of yearly.csv; the baseline's level and what each plan changes.
FIGURES = ("price", "income", "income_with_food", "gap", "reaching_benchmark")
#: And of returns.csv: perspective, metric.
RETURNS = (("programme", "cost_present_value"), ("farmers", "benefit_present_value"), ("society", "net_present_value"),
           ("society", "benefit_cost_ratio"))


def other_process(process: str) -> str:
    return PROCESSES[1] if process == PROCESSES[0] else PROCESSES[0]


def start_ratio(table: _core.ParameterTable) -> float:
    """World price of year 0 over its long-run mean, 1."""
    return float(table.value("price_start_ratio"))


def is_compared(programme: Programme, table: _core.ParameterTable) -> bool:
    """Is a second run made? "on" always, "off" never, "automatic" where the first price is a quarter or more off its mean."""
    if programme.price_comparison != "automatic":
        return programme.price_comparison == "on"
    return not 1.0 / FAR < start_ratio(table) < FAR


def comparison_table(result: Result) -> pd.DataFrame:
    """Both runs, tidy: one row per process, arm and figure; of the last year, or over all years for returns.

    Columns: process, arm, figure, unit, kind ("level" of the baseline, "change" of a plan, or the perspective of a return),
    year (missing for returns), p5, p50, p95. Without a second run there are the rows of the first.
    """
    rows: list[dict[str, Any]] = []
    for made in (result, result.other_price):
        if made is None:
            continue
        process = made.settings["price_process"]
        figures = made.yearly(FIGURES, by="all")
        figures = figures[(figures["year"] == made.years) & figures["arm"].isin(made.paths)]
        figures = figures[(figures["kind"] == "level") == (figures["arm"] == made.arms[0])]
        for row in figures.to_dict(orient="records"):
            rows.append({"process": process, "arm": row["arm"], "figure": row["metric"], "unit": row["unit"], "kind": row["kind"],
                         "year": row["year"], "p5": row["p5"], "p50": row["p50"], "p95": row["p95"]})
        if not made.plans:
            continue
        returns = made.returns()
        for perspective, metric in RETURNS:
            found = returns[(returns["perspective"] == perspective) & (returns["metric"] == metric) & returns["arm"].isin(made.plans)]
            for row in found.to_dict(orient="records"):
                rows.append({"process": process, "arm": row["arm"], "figure": metric, "unit": row["unit"], "kind": perspective,
                             "year": None, "p5": row["p5"], "p50": row["p50"], "p95": row["p95"]})
    table = pd.DataFrame(rows)
    return table.assign(year=table["year"].astype("Int64"))
