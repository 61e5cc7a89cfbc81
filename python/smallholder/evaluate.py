# SPDX-License-Identifier: Apache-2.0
"""What a study of a programme would have reported, beside what is true in the same simulated world.

    result = sh.simulate(people, programme, panel_draws=8, panel_households=1000)
    sh.evaluate.study(result, outcome="yield", after=3).summary()

Each draw and replicate of the panel is a world in which one study is made. The truth is known there: the same households lived the
same years without the programme. Page: docs/evaluators_view.md. Estimators: `smallholder.estimators`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import estimators
from .errors import ProgrammeError, RangeError, UnknownKeyError, nearest
from .estimators import Estimate
from .panel import Followed

if TYPE_CHECKING:
    from .result import Result

__all__ = ["DESIGNS", "Study", "study"]

Numbers = npt.NDArray[np.float64]
Window = int | tuple[int, int] | None

#: What each design compares.
DESIGNS = {
    "cluster_randomised": "villages drawn by lot live with the programme, the others without: ITT, ANCOVA and Wald",
    "household_randomised": "households asked to take part against those not asked, in the same villages, where knowledge, disease "
                            "and wages spread: ITT and Wald",
    "pre_post": "participants after against the same before",
    "with_without": "participants against those who do not take part, after",
    "matched": "participants against others alike in what was known before, after; and the same of changes",
}
#: What a study knows of households before, to match on.
COVARIATES = ("area_ha", "household_size", "school_years", "female_head", "head_age_years", "coop", "km_foot", "km_road")
#: Two-sided 95% of a normal distribution.
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Study:
    """Studies of one programme, one per draw and replicate of the panel.

    estimates  data frame, a row per draw, replicate and estimator: effect and standard_error in the unit of the outcome; percent and
               percent_error of the mean they are held against; truth and true_percent: the same households' own outcome without the
               programme taken off, mean over those the estimator speaks of; rows, clusters, lost (share gone by the second visit)
    outcome, arm, before, after, options   what was asked for; left_out: designs of "all" that could not be made here, and why
    """

    estimates: pd.DataFrame
    outcome: str
    arm: str
    before: tuple[int, int]
    after: tuple[int, int]
    left_out: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)

    def summary(self) -> pd.DataFrame:
        """Per estimator over the studies: reported percent (5-50-95%), its median standard error, the true percent, the median
        difference between them, how often the 95% interval holds the truth, and how often it leaves out zero."""
        rows = []
        for (design, estimator), each in self.estimates.groupby(["design", "estimator"], sort=False):
            low, middle, high = each["percent"].quantile([0.05, 0.5, 0.95])
            inside = (each["effect"] - each["truth"]).abs() <= Z95 * each["standard_error"]
            rows.append({
                "design": design, "estimator": estimator, "studies": len(each), "p5": low, "p50": middle, "p95": high,
                "percent_error": each["percent_error"].median(), "true_percent": each["true_percent"].median(),
                "bias": (each["percent"] - each["true_percent"]).median(), "holds_truth": inside.mean(),
                "significant": (each["effect"].abs() > Z95 * each["standard_error"]).mean()})
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        table = self.summary()[["design", "estimator", "p5", "p50", "p95", "true_percent", "holds_truth"]].round(2)
        return f"Study({self.outcome} in {self.arm}, years {self.before} to {self.after})\n{table.to_string(index=False)}"


def study(
    result: Result, design: str | Sequence[str] = "all", *, arm: str | None = None, outcome: str = "yield",
    before: Window = 0, after: Window = None, treated_share: float = 0.5, recruited_below: float | None = None,
    attrition: float = 0.0, differential_attrition: float = 0.0, attrition_by_change: float = 0.0,
    report_sd: float = 0.0, report_bias: float = 0.0, covariates: Sequence[str] = COVARIATES, seed: int = 1,
) -> Study:
    """The estimates that a study would have reported, each with its standard error and beside the truth.

    design           one or more of sh.evaluate.DESIGNS, or "all"
    outcome          any figure of the panel: "yield", "income", "income_after_labour", ...
    before, after    visits: a year, or (from, to) for the mean of several; after is the last year unless told
    treated_share    of villages, in cluster_randomised
    recruited_below  only households whose reported outcome before was below this quantile of all: what comes after a low report is,
                     on average, higher by itself
    attrition        share gone by the second visit; differential_attrition is added for the treated (may be negative);
                     attrition_by_change: log-odds of being gone per standard deviation of the household's own change (negative: who
                     gained stays)
    report_sd        of a lognormal error of every report; report_bias: share by which the treated overstate at the second visit
    seed             of lots, errors and losses; the simulated world has its own

    Nothing is weighted: a study takes its sample as it is. A village that is a single household is a cluster of its own.
    Raises UnknownKeyError, RangeError, ProgrammeError (no panel, nobody to compare with, no pyfixest).
    """
    where = "sh.evaluate.study"
    wanted = list(DESIGNS) if design == "all" else [design] if isinstance(design, str) else list(design)
    for name in wanted:
        if name not in DESIGNS:
            close = nearest(name, list(DESIGNS))
            raise UnknownKeyError(f'there is no design "{name}"', where,
                                  f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(DESIGNS))
    for name, share in (("treated_share", treated_share), ("attrition", attrition), ("recruited_below", recruited_below)):
        if share is not None and not (0.0 <= share <= 1.0 if name == "attrition" else 0.0 < share < 1.0):
            raise RangeError(f"{name} is {share:g}", where, "write a share between 0 and 1, such as 0.5")
    if not 0.0 <= attrition + differential_attrition <= 1.0:
        raise RangeError(f"{attrition + differential_attrition:g} of the treated would be gone", where,
                         "attrition and differential_attrition together lie between 0 and 1")
    if report_sd < 0.0 or report_bias <= -1.0:
        raise RangeError(f"report_sd is {report_sd:g} and report_bias {report_bias:g}", where,
                         "a standard deviation is 0 or more; a bias of 0.1 overstates by a tenth")
    known = result.people.columns
    for name in covariates:
        if name not in known:
            close = nearest(name, list(known))
            raise UnknownKeyError(f'a population has no column "{name}" to match on', where,
                                  f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(known))
    kept = Followed(result)
    if arm is None:
        if not result.plans:
            raise ProgrammeError("the run has no programme to evaluate", where, "simulate it with a programme")
        arm = result.plans[0]
    first, second = _visit(before, kept.years, where), _visit(after, kept.years, where)
    if first[1] >= second[0]:
        raise RangeError(f"the visit after (from year {second[0]}) does not follow the one before (to year {first[1]})", where,
                         "before=0, after=3 say")
    world = _World(kept, kept.arm(arm), outcome, first, second)
    field_work = _FieldWork(treated_share, recruited_below, attrition, differential_attrition, attrition_by_change, report_sd, report_bias)
    rows: list[dict[str, Any]] = []
    left_out: dict[str, str] = {}
    for name in wanted:
        try:
            made = [{"draw": int(kept.draws[draw]), "replicate": replicate, "design": name, **row}
                    for draw in range(len(kept.draws)) for replicate in range(kept.replicates)
                    for row in _made(name, world, field_work, draw, replicate, tuple(covariates),
                                     np.random.default_rng([seed, int(kept.draws[draw]), replicate]), where)]
        except RangeError as error:
            if design != "all":
                raise
            left_out[name] = str(error)
            continue
        rows += made
    if not rows:
        raise RangeError("no design can be made in this run: " + "; ".join(left_out.values()), where,
                         "keep more households in the panel, and let the programme reach some of them and not all")
    return Study(pd.DataFrame(rows), outcome, arm, first, second, left_out, {
        "treated_share": treated_share, "recruited_below": recruited_below, "attrition": attrition,
        "differential_attrition": differential_attrition, "attrition_by_change": attrition_by_change, "report_sd": report_sd,
        "report_bias": report_bias, "seed": seed})


@dataclass(frozen=True)
class _FieldWork:
    treated_share: float
    recruited_below: float | None
    attrition: float
    differential: float
    by_change: float
    report_sd: float
    report_bias: float


@dataclass(frozen=True)
class _World:
    """The panel of an arm and of the baseline, as one outcome at two visits."""

    kept: Followed
    arm: int
    outcome: str
    first: tuple[int, int]
    second: tuple[int, int]

    def households(self, draw: int, replicate: int, covariates: Sequence[str]) -> pd.DataFrame:
        """One row per household: before, with and without the programme after, asked, takes part, village, covariates."""
        kept = self.kept

        def visit(arm: int, years: tuple[int, int]) -> Numbers:
            found: Numbers = kept.of(self.outcome, draw, replicate, arm)[:, years[0]:years[1] + 1].mean(axis=1)
            return found

        return pd.DataFrame({
            "before": visit(self.arm, self.first), "without_before": visit(0, self.first),
            "with_programme": visit(self.arm, self.second), "without": visit(0, self.second),
            "asked": kept.enrolled_in(self.arm, draw, replicate, offered=True), "takes": kept.enrolled_in(self.arm, draw, replicate),
            "cluster": kept.village, **{name: kept.attribute(name) for name in covariates}})


def _made(design: str, world: _World, work: _FieldWork, draw: int, replicate: int, covariates: tuple[str, ...],
          rng: np.random.Generator, where: str) -> list[dict[str, Any]]:
    """The estimates of one study."""
    people = world.households(draw, replicate, covariates)
    # What is said at the first visit; recruiting goes by it.
    said = _errors(rng, work.report_sd, len(people))
    people["before"], people["without_before"] = people["before"] * said, people["without_before"] * said
    if work.recruited_below is not None:
        people = people[people["before"] < people["before"].quantile(work.recruited_below)].reset_index(drop=True)
    # Who is treated, and which of their two lives they live.
    if design == "cluster_randomised":
        villages = people["cluster"].unique()
        if len(villages) < 4:
            raise RangeError(f"{len(villages)} villages", where, "randomise at least four, better forty: more households, or smaller villages")
        drawn = rng.permutation(villages)[:min(len(villages) - 1, max(1, round(work.treated_share * len(villages))))]
        treated = people["cluster"].isin(drawn).to_numpy()
        people = people.assign(takes=people["takes"] & treated, after=np.where(treated, people["with_programme"], people["without"]),
                               before=np.where(treated, people["before"], people["without_before"]))
    elif design == "household_randomised":
        treated = people["asked"].to_numpy()
        people = people.assign(after=people["with_programme"])
    else:
        treated = people["takes"].to_numpy()
        people = people.assign(after=people["with_programme"])
    if treated.all() and design != "pre_post" or not treated.any():
        raise RangeError(f"{design}: " + ("everybody is treated" if treated.all() else "nobody is treated"), where,
                         "lower the coverage below 1, so that there is somebody to compare with" if treated.all()
                         else "raise the coverage, or keep more households in the panel")
    people = people.assign(treated=treated.astype(float), took=people["takes"].astype(float))
    gain = people["with_programme"] - people["without"]
    # The visits: reports with errors, and who is still there.
    change = people["after"] - people["before"]
    spread = float(change.std())
    odds = np.exp(work.by_change * (change - change.mean()) / spread) if spread > 0.0 else np.ones(len(people))
    share = np.clip(work.attrition + work.differential * treated, 0.0, 1.0)
    gone = rng.random(len(people)) < share * odds / (1.0 - share + share * odds)
    seen = people.assign(after=people["after"] * _errors(rng, work.report_sd, len(people)) * (1.0 + work.report_bias * treated))[~gone]
    lost = float(gone.mean())

    def row(estimator: str, found: Estimate, of: pd.Series[bool], held_against: float) -> dict[str, Any]:
        truth, base = float(gain[of].mean()), float(people.loc[of, "without"].mean())
        return {"estimator": estimator, "effect": found.effect, "standard_error": found.standard_error,
                "percent": 100.0 * found.effect / held_against, "percent_error": 100.0 * found.standard_error / abs(held_against),
                "truth": truth, "true_percent": 100.0 * truth / base, "rows": found.rows, "clusters": found.clusters, "lost": lost}

    is_treated = people["treated"] == 1.0
    takes = people["took"] == 1.0
    untreated_mean = float(seen.loc[seen["treated"] == 0.0, "after"].mean())
    if design == "pre_post":
        mine = seen[seen["treated"] == 1.0]
        return [row("pre-post", estimators.changes(mine), is_treated, float(mine["before"].mean()))]
    if design == "with_without":
        return [row("with against without", estimators.difference(seen, "treated"), is_treated, untreated_mean)]
    if design == "matched":
        known = (*covariates, "before")
        changed = seen.assign(changed=seen["after"] - seen["before"])
        return [row("matched", estimators.matched(seen, "treated", known), is_treated, untreated_mean),
                row("matched, changes", estimators.matched(changed, "treated", covariates, "changed"), is_treated, untreated_mean)]
    everybody = is_treated | True if design == "cluster_randomised" else is_treated
    rows = [row("ITT", estimators.difference(seen, "treated"), everybody, untreated_mean),
            row("ITT, ANCOVA", estimators.difference(seen, "treated", controls=["before"]), everybody, untreated_mean)]
    if takes.any() and math.isfinite(untreated_mean):
        rows.append(row("treatment on the treated (Wald)", estimators.wald(seen, "treated", "took"), takes, untreated_mean))
    return rows


def _errors(rng: np.random.Generator, sd: float, count: int) -> Numbers:
    """Factors with mean one."""
    return np.exp(sd * rng.standard_normal(count) - 0.5 * sd * sd)


def _visit(years: Window, last: int, where: str) -> tuple[int, int]:
    first, final = (last, last) if years is None else years if isinstance(years, tuple) else (years, years)
    if not 0 <= first <= final <= last:
        raise RangeError(f"there is no visit in years {first} to {final}", where, f"years are 0 to {last}")
    return first, final
