# SPDX-License-Identifier: Apache-2.0
"""A trial's own estimate beside the model's, on the same households, assignment and estimator: sh.replicate.

Page: docs/evaluators_view.md#a-trial-of-your-own
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from .errors import ProgrammeError, RangeError, SchemaError, UnknownKeyError, nearest
from .estimators import fitted
from .panel import Followed

if TYPE_CHECKING:
    from .result import Result

__all__ = ["Replication", "replicate"]

WHERE = "sh.replicate"
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Replication:
    """A trial and the model's like of it.

    trial   effect, standard_error, percent (of the mean of the untreated at the last wave), rows, clusters
    model   data frame, a row per draw and replicate of the panel: the same of the model's households, and truth: mean over the treated
            of what they had with the programme less what they had without it at the last wave
    controls_live_with_programme   whether the untreated are those whom the arm itself left out, and so meet its spillovers
    left_out   households of the trial that the model's panel does not have
    """

    trial: dict[str, float]
    model: pd.DataFrame
    estimator: str
    controls_live_with_programme: bool
    left_out: int

    def table(self) -> pd.DataFrame:
        """Trial, model (median and 5 to 95% over draws and replicates) and the model's truth, side by side."""
        rows = [{"figure": "trial", "effect": self.trial["effect"], "standard_error": self.trial["standard_error"],
                 "percent": self.trial["percent"], "p5": np.nan, "p95": np.nan}]
        for figure, column, percent in (("model, same estimator", "effect", "percent"), ("model, truth", "truth", "true_percent")):
            low, high = self.model[column].quantile([0.05, 0.95])
            rows.append({"figure": figure, "effect": self.model[column].median(), "p5": low, "p95": high,
                         "standard_error": self.model["standard_error"].median() if column == "effect" else np.nan,
                         "percent": self.model[percent].median()})
        return pd.DataFrame(rows).set_index("figure")

    def __repr__(self) -> str:
        return f"Replication({self.estimator})\n{self.table().round(3).to_string()}"


def replicate(
    panel: pd.DataFrame, *, treat: str, cluster: str, wave: str, outcome: str, result: Result, household: str = "household",
    years: Mapping[Any, int], arm: str | None = None, model_outcome: str | None = None,
    estimator: Literal["changes", "difference"] | None = None,
) -> Replication:
    """A trial's estimate, made again by pyfixest, beside what a run of the model gives by the same estimator.

    panel      one row per household and wave
    treat      column of 0 and 1: assigned to the programme. A household with 1 in any wave is treated after the first
    cluster    column: the unit of assignment, by which standard errors are clustered
    wave       column: the round; years={round: year of the run} puts each beside a year
    outcome    column, in the unit of model_outcome, a figure of the model's panel (none: the same name)
    household  column: the identifier of the survey that the run was made from
    result     a run of these households with a panel, in which the programme is offered to all who are treated (coverage=1)
    estimator  "changes": household and wave effects (two waves or more, the default there); "difference": the last wave alone

    In the model the treated live the arm. The untreated live the baseline; where the arm itself offers to exactly those whom the
    trial treats, they live the arm, with what spills over to them.
    Raises SchemaError (columns, duplicates), RangeError (treat not 0/1, missing figures, too few clusters), UnknownKeyError,
    ProgrammeError (treated households to whom the run does not offer the programme).
    """
    trial, waves = _checked(panel, treat, cluster, wave, outcome, household)
    if estimator is None:
        estimator = "changes" if len(waves) > 1 else "difference"
    if estimator not in ("changes", "difference"):
        raise UnknownKeyError(f'there is no estimator "{estimator}"', WHERE, 'use "changes" or "difference"')
    if estimator == "changes" and len(waves) < 2:
        raise RangeError(f"the panel has one wave ({waves[0]})", WHERE, 'changes take two waves; use estimator="difference"')
    kept = Followed(result)
    missing = [each for each in waves if each not in years]
    if missing:
        raise UnknownKeyError(f"no year is given for wave {missing[0]!r}", WHERE,
                              "years={wave: year of the run}, such as {" + f"{waves[0]!r}: 0, ..." + "}")
    for each in waves:
        if not 0 <= int(years[each]) <= kept.years:
            raise RangeError(f"wave {each!r} is put in year {years[each]}", WHERE, f"the run has years 0 to {kept.years}")
    if [int(years[each]) for each in waves] != sorted({int(years[each]) for each in waves}):
        raise RangeError("the years of the waves do not rise", WHERE, "a later wave is a later year")
    if arm is None:
        if not result.plans:
            raise ProgrammeError("the run has no programme", WHERE, "simulate it with the programme of the trial")
        arm = result.plans[0]
    place = kept.arm(arm)
    found = estimate(trial, estimator, waves)

    where_of = {str(name): number for number, name in enumerate(kept.name)}
    here = trial["household"].map(lambda name: where_of.get(str(name), -1)).to_numpy(dtype=np.int64)
    left_out = int(trial.loc[here < 0, "household"].nunique())
    same, at = trial[here >= 0].reset_index(drop=True), here[here >= 0]
    if same.empty:
        raise SchemaError("no household of the panel is one of the run's", f"{WHERE}, column {household}",
                          f"identifiers of the run are like {kept.name[0]!r}; run the survey of the trial itself, panel_households=0")
    year = same["wave"].map(lambda each: int(years[each])).to_numpy(dtype=np.int64)
    treated = same["ever"].to_numpy() == 1.0
    figure = outcome if model_outcome is None else model_outcome
    rows = []
    inside = True
    for draw in range(len(kept.draws)):
        for replicate_number in range(kept.replicates):
            asked = kept.enrolled_in(place, draw, replicate_number, offered=True)[at]
            if not asked[treated].all():
                unasked = same.loc[treated & ~asked, "household"]
                raise ProgrammeError(f"{unasked.nunique()} of {same.loc[treated, 'household'].nunique()} treated households are not offered the "
                                     f"programme by the run, {unasked.iloc[0]} the first", f"{WHERE}, arm {arm}",
                                     "simulate with coverage=1: the trial says who is treated")
            exact = not asked[~treated].any()
            inside = inside and exact
            with_it, without = (kept.of(figure, draw, replicate_number, each)[at, year] for each in (place, 0))
            lived = same.assign(outcome=with_it if exact else np.where(treated, with_it, without))
            gain = (with_it - without)[treated & (year == year.max())]
            base = without[treated & (year == year.max())]
            rows.append({"draw": int(kept.draws[draw]), "replicate": replicate_number, **estimate(lived, estimator, waves),
                         "truth": float(gain.mean()), "true_percent": 100.0 * float(gain.mean() / base.mean())})
    return Replication(found, pd.DataFrame(rows), estimator, inside, left_out)


def estimate(trial: pd.DataFrame, estimator: str, waves: list[Any]) -> dict[str, float]:
    """Effect of being treated after the first wave, or at the last."""
    last = trial[trial["wave"] == waves[-1]]
    against = float(last.loc[last["ever"] == 0.0, "outcome"].mean())
    if estimator == "difference":
        found = fitted("outcome ~ ever", last, "ever", where=WHERE)
    else:
        seen = trial.assign(treated_after=trial["ever"] * (trial["wave"] != waves[0]), wave=trial["wave"].astype(str))
        found = fitted("outcome ~ treated_after | household + wave", seen, "treated_after", where=WHERE)
    return {"effect": found.effect, "standard_error": found.standard_error, "percent": 100.0 * found.effect / against,
            "rows": found.rows, "clusters": found.clusters}


def _checked(panel: pd.DataFrame, treat: str, cluster: str, wave: str, outcome: str, household: str) -> tuple[pd.DataFrame, list[Any]]:
    """Columns household, cluster, wave, ever (treated) and outcome, and the waves in order; nothing is left out or filled."""
    if not isinstance(panel, pd.DataFrame):
        raise SchemaError(f"{type(panel).__name__} is no data frame", WHERE, "pass one row per household and wave")
    named = {"treat": treat, "cluster": cluster, "wave": wave, "outcome": outcome, "household": household}
    for what, column in named.items():
        if column not in panel.columns:
            close = nearest(str(column), [str(each) for each in panel.columns])
            raise SchemaError(f'the panel has no column "{column}" ({what})', WHERE, (
                f'did you mean {what}="{close[0]}"?' if close else f"its columns: {', '.join(map(str, panel.columns[:20]))}; " + (
                    "a panel of one visit needs a column too, with one value" if what == "wave" else f"name the right one by {what}=")))
    for what, column in named.items():
        empty = panel[column].isna()
        if empty.any():
            raise RangeError(f"{int(empty.sum())} of {len(panel)} rows have no {what}", f"{WHERE}, column {column}, row {panel.index[empty][0]}",
                             "leave these rows out, or fill them by a rule that you can name")
    values = panel[treat]
    wrong = ~values.isin([0, 1])
    if wrong.any():
        raise RangeError(f"{values[wrong].iloc[0]!r} is neither 0 nor 1", f"{WHERE}, column {treat}, row {values.index[wrong][0]}",
                         f'make the assignment 0 or 1: panel["{treat}"] = (panel["arm"] == "treatment").astype(int)')
    if not pd.api.types.is_numeric_dtype(panel[outcome]) or pd.api.types.is_bool_dtype(panel[outcome]):
        raise SchemaError(f"the outcome holds {panel[outcome].dtype} and not numbers", f"{WHERE}, column {outcome}", "pass figures")
    twice = panel.duplicated([household, wave])
    if twice.any():
        first = panel.loc[twice].iloc[0]
        raise SchemaError(f"household {first[household]} stands twice in wave {first[wave]}", f"{WHERE}, column {household}",
                          "one row per household and wave; name the right columns by household= and wave=")
    trial = pd.DataFrame({"household": panel[household].astype(str), "cluster": panel[cluster].astype(str), "wave": panel[wave],
                          "outcome": panel[outcome].astype(float), "treat": values.astype(float)}).reset_index(drop=True)
    trial["ever"] = trial.groupby("household")["treat"].transform("max")
    if trial["ever"].nunique() < 2:
        raise RangeError(f"all {trial['household'].nunique()} households are " + ("treated" if trial["ever"].iloc[0] == 1.0 else "untreated"),
                         f"{WHERE}, column {treat}", "a trial compares treated and untreated households")
    return trial, sorted(trial["wave"].unique().tolist())
