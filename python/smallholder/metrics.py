# SPDX-License-Identifier: Apache-2.0
"""Poverty, inequality and their change, from plain columns.

    import smallholder as sh

    sh.metrics.fgt(incomes, line=2000, alpha=1, weights=weights)    # the poverty gap
    sh.metrics.gini(incomes, weights)
    sh.metrics.lorenz(incomes).at(0.4)                              # what the poorest 40% receive
    sh.metrics.fgt_by_group(incomes, 2000, 1, groups=region)

Conventions. Incomes, lines and benchmarks are in one money and period; a line is one number or one per household. Weights are
the caller's choice: survey weight times household size for measures of people (FGT, Watts, Gini, Lorenz, growth incidence),
survey weight alone for shares of households; none means equal weights. A household of weight zero counts nowhere. Lists,
NumPy arrays, Series and DataArrays are taken, and columns of pandas must carry one index.

One figure per draw. fgt, watts, sen_shorrocks_thon, gini, theil, generalised_entropy, atkinson and general_mean also take a
table (draws x households, households last) and give one figure per draw: an array, a Series for a data frame, a DataArray
for one with a dimension ``household``. Measure each draw and then summarise; never pool draws.

Nothing is repaired in silence. Measures that need a logarithm refuse incomes of zero or less unless told what to do with
them (``nonpositive``). Where incomes were adjusted, or counted although negative, an `IncomesAdjusted` warning says how many.

Errors: `smallholder.RangeError` for what is empty, missing, infinite or out of range, `smallholder.SchemaError` for what is
ragged, of another length or no number; both are ValueErrors. Formulas and sources: the C++ headers
``smallholder/evaluate/*.hpp``; pages: docs/returns_and_metrics.md, docs/notation.md#welfare-measures.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from ._core import metrics as _core
from .arrays import Column, column, each, line_or_lines, same_rows, streams, whole_number
from .errors import RangeError, SchemaError

__all__ = [
    "ChronicPoverty", "FallingRisk", "GrowthIncidence", "IncomesAdjusted", "InequalityByGroup", "LineMobility",
    "LivingIncome", "LorenzCurve", "PovertyChange", "RecoveryTimes", "atkinson", "chronic_poverty", "falling_risk", "fgt",
    "fgt_by_group", "general_mean", "generalised_entropy", "gini", "growth_and_redistribution", "growth_incidence",
    "inequality_by_group", "line_mobility", "living_income", "lorenz", "recovery_above_line", "recovery_of_income",
    "sen_shorrocks_thon", "theil", "watts",
]

NonPositive = Literal["refuse", "drop"] | float


class IncomesAdjusted(UserWarning):
    """Some incomes were left out, raised to a floor, or are negative where that changes the reading of a measure."""


# ---- what all of them need ----------------------------------------------------------------------------------------


def _index_of(values: Any) -> Any:
    """The households of a column, or of a table with households as columns."""
    return values.columns if isinstance(values, pd.DataFrame) else values


def _weights(weights: npt.ArrayLike | None, where: str) -> Column | None:
    return None if weights is None else column(weights, "weights", where)


def _measure(compute: Callable[[Column], float | tuple[float, int, float]], values: npt.ArrayLike, where: str,
             what: str = "") -> Any:
    """compute over each draw; what it says of adjusted households is summed up in one warning."""
    adjusted = [0, 0.0]

    def one(incomes: Column) -> float:
        found = compute(incomes)
        if isinstance(found, tuple):
            adjusted[0] += found[1]
            adjusted[1] = max(adjusted[1], found[2])
            return found[0]
        return found

    figures = each(one, where, streams(values, "values", where, "household"))
    if adjusted[0]:
        incomes = "one income" if adjusted[0] == 1 else f"{adjusted[0]:,.0f} incomes"
        warnings.warn(f"{where}: {incomes} {what} (at most {adjusted[1]:.2%} of the weight)", IncomesAdjusted, stacklevel=3)
    return figures


def _rule(nonpositive: NonPositive, where: str) -> tuple[str, float]:
    if nonpositive in ("refuse", "drop"):
        return str(nonpositive), 0.0
    if isinstance(nonpositive, (int, float)) and not isinstance(nonpositive, bool):
        return "floor", float(nonpositive)
    raise RangeError(f"nonpositive is {nonpositive!r}", where,
                     "Use 'refuse', 'drop', or an amount of money to which lower incomes are raised")


# ---- poverty ------------------------------------------------------------------------------------------------------


def fgt(values: npt.ArrayLike, line: npt.ArrayLike, alpha: float, weights: npt.ArrayLike | None = None) -> Any:
    """Foster-Greer-Thorbecke: how many are poor (alpha 0), how poor (1), how unevenly (2).

    sum w (1 - y/z)^alpha [y < z] / sum w; an income on the line is not poor, a loss is a gap above 1.
    """
    where = "sh.metrics.fgt"
    same_rows(where, values=_index_of(values), line=line, weights=weights)
    lines, w = line_or_lines(line, "line", where), _weights(weights, where)
    return _measure(lambda y: _core.fgt(y, lines, alpha, w), values, where)


def watts(values: npt.ArrayLike, line: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Any:
    """The Watts index: mean of ln(z/y) over all, zero for those who are not poor.

    Incomes under a hundredth of the line count as that, with an `IncomesAdjusted` warning.
    """
    where = "sh.metrics.watts"
    same_rows(where, values=_index_of(values), line=line, weights=weights)
    lines, w = line_or_lines(line, "line", where), _weights(weights, where)
    return _measure(lambda y: _core.watts(y, lines, w), values, where, "below a hundredth of the line counted as that")


def sen_shorrocks_thon(values: npt.ArrayLike, line: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Any:
    """How many are poor, how deep, and how unequal, in one number between 0 and 1 (without losses)."""
    where = "sh.metrics.sen_shorrocks_thon"
    same_rows(where, values=_index_of(values), line=line, weights=weights)
    lines, w = line_or_lines(line, "line", where), _weights(weights, where)
    return _measure(lambda y: _core.sen_shorrocks_thon(y, lines, w), values, where)


@dataclass(frozen=True)
class LivingIncome:
    """Who reaches a living income and what the others lack. Three gaps that are often mixed up are three fields.

    households, households_below   rows with a weight, and those of them below
    share_reaching, share_below    of households                                            1
    mean_gap_all                   mean of max(0, 1 - y/b) over all: FGT 1                  1
    mean_gap_below                 over those below only                                    1
    gap_of_mean, gap_of_median     of the average, of the middle household                  1
    mean_ratio, median_ratio       income over benchmark                                    1
    money_gap_total                sum of w max(0, b - y): of all households represented    money/yr
    money_gap_mean                 per household                                            money/yr
    """

    households: int
    households_below: int
    share_reaching: float
    share_below: float
    mean_gap_all: float
    mean_gap_below: float
    gap_of_mean: float
    gap_of_median: float
    mean_ratio: float
    median_ratio: float
    money_gap_total: float
    money_gap_mean: float


def living_income(values: npt.ArrayLike, benchmark: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> LivingIncome:
    """Who reaches the benchmark. Weights are of households, not of people."""
    where = "sh.metrics.living_income"
    same_rows(where, values=values, benchmark=benchmark, weights=weights)
    found: dict[str, Any] = _core.living_income(column(values, "values", where),
                                                line_or_lines(benchmark, "benchmark", where), _weights(weights, where))
    return LivingIncome(**found)


# ---- inequality ---------------------------------------------------------------------------------------------------


def gini(values: npt.ArrayLike, weights: npt.ArrayLike | None = None, *, small_sample: bool = False) -> Any:
    """The Gini coefficient: 0 when all have the same, towards 1 when one has everything.

    small_sample   multiply by n/(n - 1), n the households of a weight above zero
    Negative incomes are kept, with an `IncomesAdjusted` warning: the coefficient may then exceed 1. The mean must be above
    zero.
    """
    where = "sh.metrics.gini"
    same_rows(where, values=_index_of(values), weights=weights)
    w = _weights(weights, where)
    return _measure(lambda y: _core.gini_and_counts(y, w, small_sample), values, where,
                    "below zero kept; a Gini coefficient is then no longer at most 1")


def generalised_entropy(values: npt.ArrayLike, c: float, weights: npt.ArrayLike | None = None, *,
                        nonpositive: NonPositive = "refuse") -> Any:
    """Inequality that splits exactly into within and between groups; c 0 Theil's L, 1 Theil's T, 2 half the squared CV.

    nonpositive   incomes of zero or less: "refuse" them, "drop" them, or raise all below an amount of money to it
    """
    where = "sh.metrics.generalised_entropy"
    return _entropy(values, c, weights, nonpositive, where)


def theil(values: npt.ArrayLike, weights: npt.ArrayLike | None = None, *, kind: Literal["T", "L"] = "T",
          nonpositive: NonPositive = "refuse") -> Any:
    """Theil's T, which looks at the rich (generalised entropy of order 1), or L, which looks at the poor (order 0)."""
    where = "sh.metrics.theil"
    if kind not in ("T", "L"):
        raise RangeError(f"kind is {kind!r}", where, "Use 'T' or 'L'")
    return _entropy(values, 1.0 if kind == "T" else 0.0, weights, nonpositive, where)


def _entropy(values: npt.ArrayLike, c: float, weights: npt.ArrayLike | None, nonpositive: NonPositive, where: str) -> Any:
    same_rows(where, values=_index_of(values), weights=weights)
    w, rule = _weights(weights, where), _rule(nonpositive, where)
    return _measure(lambda y: _core.generalised_entropy(y, c, w, *rule), values, where, _done(rule))


def _done(rule: tuple[str, float]) -> str:
    return "of zero or less left out" if rule[0] == "drop" else f"raised to {rule[1]:g}"


def atkinson(values: npt.ArrayLike, epsilon: float, weights: npt.ArrayLike | None = None, *,
             nonpositive: NonPositive = "refuse") -> Any:
    """The share of all income that could be given up without loss of welfare, were the rest spread evenly.

    epsilon       aversion to inequality: 0 none, often 0.5, 1 or 2
    nonpositive   as in `generalised_entropy`
    """
    where = "sh.metrics.atkinson"
    same_rows(where, values=_index_of(values), weights=weights)
    w, rule = _weights(weights, where), _rule(nonpositive, where)
    return _measure(lambda y: _core.atkinson(y, epsilon, w, *rule), values, where, _done(rule))


def general_mean(values: npt.ArrayLike, order: float, weights: npt.ArrayLike | None = None) -> Any:
    """One income standing for many: order 1 arithmetic, 0 geometric, -1 harmonic, 2 Euclidean."""
    where = "sh.metrics.general_mean"
    same_rows(where, values=_index_of(values), weights=weights)
    w = _weights(weights, where)
    return _measure(lambda y: _core.general_mean(y, order, w), values, where)


class LorenzCurve:
    """What the poorest receive. `population` and `income` are cumulated shares from (0, 0) to (1, 1), poorest first."""

    def __init__(self, curve: _core.LorenzCurve) -> None:
        self._curve = curve

    def at(self, p: npt.ArrayLike) -> Any:
        """Share of all income that goes to the poorest share p of the population, 0 <= p <= 1; one or many."""
        if np.ndim(p) == 0:
            return self._curve.at(float(p))  # type: ignore[arg-type]
        return np.array([self._curve.at(float(each_p)) for each_p in column(p, "p", "sh.metrics.LorenzCurve.at")])

    @property
    def population(self) -> Column:
        return self._curve.population

    @property
    def income(self) -> Column:
        return self._curve.income

    @property
    def negatives(self) -> int:
        """Households with a negative income: the curve then dips below zero."""
        return self._curve.negatives

    @property
    def curve(self) -> pd.DataFrame:
        """Columns population and income, cumulated shares."""
        return pd.DataFrame({"population": self.population, "income": self.income})

    def __repr__(self) -> str:
        return f"LorenzCurve({len(self.population) - 1} steps; the poorest 40% receive {self.at(0.4):.1%})"


def lorenz(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> LorenzCurve:
    """The Lorenz curve: `.at(0.4)`, and `.curve` as a data frame. Negative incomes are kept; the mean must be above zero."""
    where = "sh.metrics.lorenz"
    same_rows(where, values=values, weights=weights)
    return LorenzCurve(_core.lorenz(column(values, "values", where), _weights(weights, where)))


# ---- parts of a whole ---------------------------------------------------------------------------------------------


def _labels(groups: Any, where: str) -> tuple[npt.NDArray[np.int64], Any]:
    """Any labels as numbers, and the labels in their order."""
    codes, names = pd.factorize(pd.Series(groups).reset_index(drop=True), sort=True)
    if (codes < 0).any():
        raise RangeError(f"groups[{int(np.argmax(codes < 0))}] is missing", where,
                         "Give every household a group, or call the missing ones a group of their own")
    return np.ascontiguousarray(codes, dtype=np.int64), names


def fgt_by_group(values: npt.ArrayLike, line: npt.ArrayLike, alpha: float, groups: npt.ArrayLike,
                 weights: npt.ArrayLike | None = None) -> pd.DataFrame:
    """Which group holds how much of the poverty; contributions add up to the FGT of all.

    groups   a label per household, of any kind
    Returns a data frame indexed by group: households, population_share, value (FGT within), contribution.
    """
    where = "sh.metrics.fgt_by_group"
    same_rows(where, values=values, line=line, groups=groups, weights=weights)
    codes, names = _labels(groups, where)
    rows = _core.fgt_by_group(column(values, "values", where), line_or_lines(line, "line", where), alpha, codes,
                              _weights(weights, where))
    frame = pd.DataFrame(rows, columns=["group", "households", "population_share", "value", "contribution"])
    return frame.assign(group=[names[code] for code in frame["group"]]).set_index("group")


@dataclass(frozen=True)
class InequalityByGroup:
    """Inequality within and between groups; total = within + between.

    groups   data frame indexed by group: households, population_share, income_share, value, contribution (to within)
    """

    total: float
    within: float
    between: float
    groups: pd.DataFrame


def inequality_by_group(values: npt.ArrayLike, groups: npt.ArrayLike, weights: npt.ArrayLike | None = None, *, c: float = 1.0,
                        nonpositive: NonPositive = "refuse") -> InequalityByGroup:
    """How much of the inequality is between groups: generalised entropy of order c (1 Theil's T, 0 Theil's L) split exactly.

    nonpositive   as in `generalised_entropy`
    """
    where = "sh.metrics.inequality_by_group"
    same_rows(where, values=values, groups=groups, weights=weights)
    codes, names = _labels(groups, where)
    rule = _rule(nonpositive, where)
    found = _core.inequality_by_group(column(values, "values", where), c, codes, _weights(weights, where), *rule)
    if found["adjusted"]:
        warnings.warn(f"{where}: {found['adjusted']} incomes {_done(rule)}", IncomesAdjusted, stacklevel=2)
    frame = pd.DataFrame(found["groups"], columns=["group", "households", "population_share", "income_share", "value",
                                                   "contribution"])
    frame = frame.assign(group=[names[code] for code in frame["group"]]).set_index("group")
    return InequalityByGroup(found["total"], found["within"], found["between"], frame)


@dataclass(frozen=True)
class PovertyChange:
    """A change of poverty: total = growth of the mean + redistribution, both the average of the two orders (Shapley)."""

    total: float
    growth: float
    redistribution: float


def growth_and_redistribution(before: npt.ArrayLike, after: npt.ArrayLike, line: npt.ArrayLike, alpha: float,
                              weights_before: npt.ArrayLike | None = None,
                              weights_after: npt.ArrayLike | None = None) -> PovertyChange:
    """Did poverty (FGT alpha) change because the cake grew, or because it was cut differently?

    before, after   incomes; other households may be in each when the line is one number
    """
    where = "sh.metrics.growth_and_redistribution"
    same_rows(where, before=before, weights_before=weights_before)
    same_rows(where, after=after, weights_after=weights_after)
    return PovertyChange(*_core.growth_and_redistribution(
        column(before, "before", where), column(after, "after", where), line_or_lines(line, "line", where), alpha,
        _weights(weights_before, where), _weights(weights_after, where)))


# ---- change over years --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GrowthIncidence:
    """Growth of income along the distribution.

    population   mid-points of the groups, poorest first                 1
    growth       y1/y0 - 1; NaN where the first income is not above zero   1
    undefined    how many of those there are
    """

    population: Column
    growth: Column
    undefined: int

    @property
    def curve(self) -> pd.DataFrame:
        """Columns population and growth."""
        return pd.DataFrame({"population": self.population, "growth": self.growth})

    def pro_poor_growth(self, headcount: float) -> float:
        """Mean growth over the ranks that were poor before (Ravallion and Chen); headcount: their share."""
        return _core.pro_poor_growth(self.population, self.growth, headcount)


def growth_incidence(before: npt.ArrayLike, after: npt.ArrayLike, weights: npt.ArrayLike | None = None, *,
                     weights_after: npt.ArrayLike | None = None, points: int = 10,
                     follow: Literal["ranks", "households"] = "ranks") -> GrowthIncidence:
    """Did the poorest gain?

    follow   "ranks": incomes found at each rank, whoever holds it (anonymous; other households may be in each year);
             "households": the same households, grouped by where they started
    points   groups, 10 for deciles
    weights  of before; with ranks those of after are weights_after, the same when not given
    """
    where = "sh.metrics.growth_incidence"
    same_rows(where, before=before, weights=weights)
    first, last, w = column(before, "before", where), column(after, "after", where), _weights(weights, where)
    count = whole_number(points, "points", where)
    if follow == "households":
        same_rows(where, before=before, after=after)
        if weights_after is not None:
            raise RangeError("weights_after is given", where, "The same households keep their weights: pass weights alone")
        return GrowthIncidence(*_core.growth_incidence_panel(first, last, count, w))
    if follow != "ranks":
        raise RangeError(f"follow is {follow!r}", where, "Use 'ranks' or 'households'")
    later = w if weights_after is None else column(weights_after, "weights_after", where)
    return GrowthIncidence(*_core.growth_incidence(first, last, count, w, later))


@dataclass(frozen=True)
class LineMobility:
    """Who crossed the line between two years; the four shares add up to 1.

    stayed_below, rose, fell, stayed_above   shares of the weight            1
    exit_rate                                of those below, who rose        1, NaN when there was nobody
    entry_rate                               of those above, who fell        1, NaN when there was nobody
    """

    stayed_below: float
    rose: float
    fell: float
    stayed_above: float
    exit_rate: float
    entry_rate: float

    @property
    def table(self) -> pd.DataFrame:
        """Rows before, columns after."""
        names = ["below", "above"]
        return pd.DataFrame([[self.stayed_below, self.rose], [self.fell, self.stayed_above]],
                            index=pd.Index(names, name="before"), columns=pd.Index(names, name="after"))


def line_mobility(before: npt.ArrayLike, after: npt.ArrayLike, line: npt.ArrayLike,
                  weights: npt.ArrayLike | None = None, *, line_after: npt.ArrayLike | None = None) -> LineMobility:
    """Are the poor the same people? The same households in two years, against a line or benchmark.

    line_after   the line of the second year, if it is another
    """
    where = "sh.metrics.line_mobility"
    later = line if line_after is None else line_after
    same_rows(where, before=before, after=after, line=line, line_after=later, weights=weights)
    return LineMobility(*_core.line_mobility(
        column(before, "before", where), column(after, "after", where), line_or_lines(line, "line", where),
        line_or_lines(later, "line_after", where), _weights(weights, where)))


def _panel(values: npt.ArrayLike, name: str, where: str) -> tuple[Column, int]:
    """Households x years as one column, and the number of years."""
    form: Any = values
    if hasattr(form, "dims") and hasattr(form, "transpose") and not isinstance(form, pd.DataFrame):
        if set(form.dims) != {"household", "year"}:
            raise SchemaError(f"{name} has the dimensions {', '.join(map(str, form.dims))}", where,
                              "Pass household and year, one draw and arm at a time")
        form = form.transpose("household", "year").to_numpy()
    table = streams(form, name, where, "year")
    if table.single or np.ndim(form) != 2:
        raise SchemaError(f"{name} has {np.ndim(form)} dimension{'s' if np.ndim(form) != 1 else ''}", where,
                          "Pass a table, households x years")
    return np.ascontiguousarray(table.rows.reshape(-1)), table.rows.shape[1]


def _panel_lines(line: npt.ArrayLike, where: str) -> float | Column:
    return _panel(line, "line", where)[0] if np.ndim(line) == 2 else line_or_lines(line, "line", where)


@dataclass(frozen=True)
class FallingRisk:
    """How likely those at or above the line fall below it.

    probability   NaN when nobody starts above      1
    starts        household-years at or above the line, with the horizon after them
    falls         of these, followed by at least one year below
    """

    probability: float
    starts: int
    falls: int


def falling_risk(incomes: npt.ArrayLike, line: npt.ArrayLike, horizon: int,
                 weights: npt.ArrayLike | None = None) -> FallingRisk:
    """The chance that a household at or above the line is below it at least once in the next `horizon` years.

    incomes   households x years   money/yr, real
    line      one, one per household, or households x years
    One minus it is the share that stays out: resilience.
    """
    where = "sh.metrics.falling_risk"
    same_rows(where, incomes=incomes, line=line, weights=weights)
    values, years = _panel(incomes, "incomes", where)
    return FallingRisk(*_core.falling_risk(values, years, _panel_lines(line, where),
                                           whole_number(horizon, "horizon", where), _weights(weights, where)))


@dataclass(frozen=True)
class RecoveryTimes:
    """How long it takes to come back after a bad year.

    shocks      spells that began inside the years given
    recovered   of these, ended inside them
    within      share recovered after 1, 2, ... years (Kaplan-Meier: spells cut off count for as long as they are seen)
    median      years by which half have recovered; infinity when fewer do in the years seen
    """

    shocks: int
    recovered: int
    within: Column
    median: float


def recovery_above_line(incomes: npt.ArrayLike, line: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> RecoveryTimes:
    """Years until a household that fell below the line is at or above it again; arguments as in `falling_risk`."""
    where = "sh.metrics.recovery_above_line"
    same_rows(where, incomes=incomes, line=line, weights=weights)
    values, years = _panel(incomes, "incomes", where)
    return RecoveryTimes(**_core.recovery_above_line(values, years, _panel_lines(line, where), _weights(weights, where)))


def recovery_of_income(incomes: npt.ArrayLike, drop: float, back: float,
                       weights: npt.ArrayLike | None = None) -> RecoveryTimes:
    """Years until a household that lost more than `drop` of last year's income has `back` of it again, poor or not.

    incomes   households x years                    money/yr, real
    drop      smallest loss that counts as a shock  1, in (0, 1); 0.25 for a quarter
    back      share to be regained                  1, above 1 - drop; 0.95 say
    """
    where = "sh.metrics.recovery_of_income"
    same_rows(where, incomes=incomes, weights=weights)
    values, years = _panel(incomes, "incomes", where)
    return RecoveryTimes(**_core.recovery_of_income(values, years, drop, back, _weights(weights, where)))


@dataclass(frozen=True)
class ChronicPoverty:
    """Poverty over years: total = chronic (what steady incomes would leave of it) + transient (ups and downs).

    chronic_share   chronic / total; NaN when nobody was ever poor   1
    """

    total: float
    chronic: float
    transient: float
    chronic_share: float


def chronic_poverty(incomes: npt.ArrayLike, line: npt.ArrayLike, alpha: float = 2.0,
                    weights: npt.ArrayLike | None = None) -> ChronicPoverty:
    """Is poverty lasting, or a matter of bad years (Jalan and Ravallion)? The mean FGT over years against the FGT of each
    household's mean income.

    incomes, line   as in `falling_risk`
    alpha           1 or more, usually 2
    """
    where = "sh.metrics.chronic_poverty"
    same_rows(where, incomes=incomes, line=line, weights=weights)
    values, years = _panel(incomes, "incomes", where)
    return ChronicPoverty(*_core.chronic_poverty(values, years, _panel_lines(line, where), alpha, _weights(weights, where)))
