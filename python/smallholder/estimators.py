# SPDX-License-Identifier: Apache-2.0
"""The estimators of studies, by pyfixest: differences, two-way fixed effects, Wald, and comparisons of matched households.

Standard errors are cluster-robust (CR1), by village unless told otherwise. Which library and why: docs/adr/0007-estimators-by-pyfixest.md
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .errors import ProgrammeError, RangeError

__all__ = ["Estimate", "changes", "difference", "matched", "wald"]

#: Widest distance at which a household counts as alike, in standard deviations of the logit of its propensity (Austin 2011,
#: Pharmaceutical Statistics 10).
CALIPER = 0.2


@dataclass(frozen=True)
class Estimate:
    """An effect, its standard error, and how many rows and clusters it rests on. `matched`: treated households that found one alike."""

    effect: float
    standard_error: float
    rows: int
    clusters: int
    matched: int = -1


def _pyfixest() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pyfixest
    except ImportError as error:
        raise ProgrammeError("pyfixest, which estimates as studies do, is not installed", "sh.evaluate",
                             'pip install "smallholder[study]"') from error
    return pyfixest


def fitted(formula: str, frame: pd.DataFrame, name: str, *, weights: str | None = None, where: str = "sh.evaluate") -> Estimate:
    """The coefficient called `name` of a formula of pyfixest, clustered by the column "cluster"."""
    clusters = int(frame["cluster"].nunique())
    if clusters < 2:
        raise RangeError(f"all {len(frame)} rows are in one cluster", where, "a standard error needs two clusters, better thirty")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas' and NumPy's deprecations inside the library
        fit = _pyfixest().feols(formula, data=frame, vcov={"CRV1": "cluster"}, weights=weights, copy_data=True)
    if name not in fit.coef().index:
        raise RangeError(f'the effect of "{name}" cannot be told from what it is held against', where,
                         "it takes treated and untreated households, and in a panel households that are seen in each wave")
    return Estimate(float(fit.coef()[name]), float(fit.se()[name]), len(frame), clusters)


def difference(frame: pd.DataFrame, treated: str, outcome: str = "after", controls: Sequence[str] = ()) -> Estimate:
    """Treated less untreated at one time; with controls by regression (the outcome before as a control: ANCOVA)."""
    return fitted(" + ".join([f"{outcome} ~ {treated}", *controls]), frame, treated)


def wald(frame: pd.DataFrame, assigned: str, takes: str, outcome: str = "after") -> Estimate:
    """Effect on those who take part because they were assigned: the difference by assignment over that in taking part."""
    return fitted(f"{outcome} ~ 1 | {takes} ~ {assigned}", frame, takes)


def changes(frame: pd.DataFrame, treated: str | None = None) -> Estimate:
    """Mean change from before to after; with `treated` that of the treated less that of the others."""
    changed = frame.assign(change=frame["after"] - frame["before"])
    return fitted("change ~ 1" if treated is None else f"change ~ {treated}", changed, "Intercept" if treated is None else treated)


def propensity(frame: pd.DataFrame, treated: str, covariates: Sequence[str]) -> npt.NDArray[np.float64]:
    """Logit of the chance to be treated, given the covariates (those that do not vary are left out)."""
    varying = [name for name in covariates if frame[name].std() > 1e-12]
    if not varying:
        raise RangeError("no covariate varies", "sh.evaluate", "match on what differs between households")
    scaled = frame[[treated, "cluster"]].assign(**{
        f"x{number}": (frame[name] - frame[name].mean()) / frame[name].std() for number, name in enumerate(varying)})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = _pyfixest().feglm(f"{treated} ~ " + " + ".join(f"x{number}" for number in range(len(varying))), data=scaled, family="logit")
    design = np.column_stack([np.ones(len(scaled)), *(scaled[f"x{number}"] for number in range(len(varying)))])
    coefficients = fit.coef()
    order = ["Intercept", *(f"x{number}" for number in range(len(varying)))]
    return np.asarray(design @ np.array([float(coefficients[name]) for name in order]))


def matched(frame: pd.DataFrame, treated: str, covariates: Sequence[str], outcome: str = "after") -> Estimate:
    """Treated against the untreated household of nearest propensity, with replacement, within CALIPER.

    The standard error is that of the weighted regression on the matched households, clustered; the propensity counts as known.
    """
    takes = frame[treated].to_numpy(dtype=bool)
    if takes.all() or not takes.any():
        raise RangeError("everybody takes part" if takes.all() else "nobody takes part", "sh.evaluate",
                         "matching needs both: lower the coverage, or choose another design")
    score = propensity(frame, treated, covariates)
    others = np.flatnonzero(~takes)
    others = others[np.argsort(score[others], kind="stable")]
    sorted_score = score[others]
    mine = np.flatnonzero(takes)
    right = np.clip(np.searchsorted(sorted_score, score[mine]), 0, len(others) - 1)
    left = np.clip(right - 1, 0, len(others) - 1)
    nearer_left = np.abs(score[mine] - sorted_score[left]) <= np.abs(score[mine] - sorted_score[right])
    partner = np.where(nearer_left, left, right)
    alike = np.abs(score[mine] - sorted_score[partner]) <= CALIPER * score.std()
    weight = np.zeros(len(frame))
    weight[mine[alike]] = 1.0
    np.add.at(weight, others[partner[alike]], 1.0)
    used = frame.assign(match_weight=weight)[weight > 0.0]
    if not alike.any():
        return Estimate(math.nan, math.nan, 0, 0, 0)
    found = fitted(f"{outcome} ~ {treated}", used, treated, weights="match_weight")
    return Estimate(found.effect, found.standard_error, found.rows, found.clusters, int(alike.sum()))
