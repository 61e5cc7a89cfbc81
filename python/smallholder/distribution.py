# SPDX-License-Identifier: Apache-2.0
"""Who gains and who does not, household by household: Result.distribution(arm).

Every figure is taken within a draw and replicate, averaged over the replicates of the draw, and only then summed up over draws:
mean and quantiles (type 7) over draws, never over households of several draws together. The measures are those of `sh.metrics`.
Weights: survey weight times household size where a measure is of people (poverty, inequality, Lorenz, growth incidence), survey
weight alone for shares and means of households. Needs a run with a panel. Page: docs/distribution.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import drivers, metrics
from ._core.metrics import weighted_quantile
from .errors import ProgrammeError, RangeError
from .panel import Followed

if TYPE_CHECKING:
    from .result import Result

__all__ = ["ArmDistribution", "Window"]

Numbers = npt.NDArray[np.float64]
#: A year, the years from and to (their mean), or none for the last year.
Window = int | tuple[int, int] | None
#: Figures of one (draw, replicate): what they are of -> figure.
Figures = dict[tuple[str, ...], float]

QUANTILES = {"p5": 0.05, "p50": 0.5, "p95": 0.95}


class ArmDistribution:
    """An arm of the programme beside the baseline, on the same households and the same luck.

    Tables: poverty_and_inequality(), decomposition(), lorenz(), growth_incidence(), winners(), mobility(), resilience(), debt(),
    food(), replanting(), labour(), women(), waterfall(), benchmark_gap(). Each gives mean, p5, p50, p95 over draws, or one row per
    draw with per_draw=True; below_zero is the share of draws in which the figure is below zero. `kind` is "baseline", "arm" or "change"
    (arm less baseline, within a draw).

    year    a year, (from, to) for the mean of these years, or None for the last
    income  any figure of the panel in USD: "income" (without own food), "income_with_food", "income_after_labour"
    by      a grouping: "land", "sex", "region", "poverty", "survey", "age", "distance", "tenure"; None: everybody together
    """

    def __init__(self, result: Result, arm: str | None = None) -> None:
        self.kept = Followed(result)
        if arm is None:
            if not result.plans:
                raise ProgrammeError("the run has a baseline and nothing beside it", "result", "simulate it with a programme")
            arm = result.plans[0]
        self.arm = arm
        self._arm = self.kept.arm(arm)
        self.result = result
        self.persons: Numbers = self.kept.weight * self.kept.attribute("household_size")

    def __repr__(self) -> str:
        return (f"ArmDistribution({self.arm} beside {self.result.arms[0]}; {len(self.kept.weight):,} households, {self.kept.years} years, "
                f"{len(self.kept.draws)} draws x {self.kept.replicates})")

    # ---- levels of welfare -----------------------------------------------------------------------------------------

    def poverty_and_inequality(
        self, year: Window = None, *, income: str = "income", line: str | float = "benchmark", by: str | None = None,
        aversion: float = 1.0, per_draw: bool = False,
    ) -> pd.DataFrame:
        """FGT 0 to 2, Watts, Gini, Theil T and L, Atkinson, over persons, and mean income over households.

        line      "benchmark", "half_benchmark", or an amount of USD per household and year
        aversion  of the Atkinson index
        Theil and Atkinson are of incomes above zero; nonpositive_share says how much of the weight they leave out.
        """
        def measured(y: Numbers, z: Numbers, people: Numbers, households: Numbers) -> dict[str, float]:
            above = y > 0.0
            found = {f"fgt{alpha}": metrics.fgt(y, z, alpha, people) for alpha in (0, 1, 2)}
            found["watts"] = metrics.watts(y, z, people)
            found["gini"] = metrics.gini(y, people) if np.dot(y, people) > 0.0 else np.nan
            found["theil_t"], found["theil_l"], found["atkinson"] = (
                (metrics.theil(y[above], people[above]), metrics.theil(y[above], people[above], kind="L"),
                 metrics.atkinson(y[above], aversion, people[above])) if above.any() else (np.nan, np.nan, np.nan))
            found["nonpositive_share"] = people[~above].sum() / people.sum()
            found["mean"] = np.average(y, weights=households)
            return found

        def compute(draw: int, replicate: int, arm: int) -> Figures:
            y, z = self._window(income, draw, replicate, arm, year), self.kept.line(line, draw)
            return {(group, name): value for group, who in self._members(by)
                    for name, value in measured(y[who], z[who], self.persons[who], self.kept.weight[who]).items()}

        return self._both(compute, ["group", "measure"], per_draw)

    def decomposition(
        self, by: str, year: Window = None, *, income: str = "income", line: str | float = "benchmark", per_draw: bool = False,
    ) -> pd.DataFrame:
        """Which group holds how much of poverty and of inequality.

        fgt0, fgt1, fgt2   contributions, which add up to the measure of all
        theil_within       contributions to inequality within groups (Theil T); group "between" is the rest; they add up to it
        Households whose group is not known are left out; Theil is of incomes above zero.
        """
        groups = self.kept.groups(by)
        known = ~pd.isna(groups)
        labels = np.asarray(groups.astype(object), dtype=object)

        def compute(draw: int, replicate: int, arm: int) -> Figures:
            y, z = self._window(income, draw, replicate, arm, year)[known], self.kept.line(line, draw)[known]
            people, of = self.persons[known], labels[known]
            found: Figures = {}
            for alpha in (0, 1, 2):
                parts = metrics.fgt_by_group(y, z, alpha, of, people)
                found |= {(str(group), f"fgt{alpha}"): float(value) for group, value in parts["contribution"].items()}
            above = y > 0.0
            split = metrics.inequality_by_group(y[above], of[above], people[above])
            found |= {(str(group), "theil_within"): float(value) for group, value in split.groups["contribution"].items()}
            found["between", "theil_between"] = split.between
            return found

        return self._both(compute, ["group", "measure"], per_draw)

    def lorenz(self, year: Window = None, *, income: str = "income", points: int = 10, per_draw: bool = False) -> pd.DataFrame:
        """What the poorest tenth, two tenths, ... of persons receive of all income."""
        shares = np.linspace(0.0, 1.0, points + 1)[1:]

        def compute(draw: int, replicate: int, arm: int) -> Figures:
            curve = metrics.lorenz(self._window(income, draw, replicate, arm, year), self.persons)
            return {(f"{share:.2f}",): float(curve.at(share)) for share in shares}

        return self._both(compute, ["population"], per_draw)

    def growth_incidence(
        self, year: Window = None, *, since: int = 0, income: str = "income", points: int = 10,
        follow: Literal["ranks", "households"] = "ranks", per_draw: bool = False,
    ) -> pd.DataFrame:
        """Growth of income from year `since`, along the distribution of persons; "change" is what the programme adds to it.

        follow  "ranks": incomes found at each place, whoever holds it; "households": those who started there
        """
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            found = metrics.growth_incidence(self._window(income, draw, replicate, arm, since),
                                             self._window(income, draw, replicate, arm, year), self.persons, points=points, follow=follow)
            return {(f"{at:.3f}",): float(growth) for at, growth in zip(found.population, found.growth, strict=True)}

        return self._both(compute, ["population"], per_draw)

    # ---- change against the baseline -------------------------------------------------------------------------------

    def winners(
        self, year: Window = None, *, income: str = "income_with_food", material: float = 0.05, by: str | None = None,
        per_draw: bool = False,
    ) -> pd.DataFrame:
        """Who is better and who worse off than the same household in the baseline, by more than `material` of its income there.

        better, worse, unchanged  shares of households; mean_gain and mean_loss, USD a year, of those better and worse;
        median_change             USD a year. by="enrolled" sets participants apart.
        """
        if not 0.0 <= material < 1.0:
            raise RangeError(f"a material change of {material:g}", "winners", "write 5% as 0.05")

        def compute(draw: int, replicate: int) -> Figures:
            base = self._window(income, draw, replicate, 0, year)
            change = self._window(income, draw, replicate, self._arm, year) - base
            better, worse = change > material * np.abs(base), change < -material * np.abs(base)
            found: Figures = {}
            for group, who in self._members(by, draw, replicate):
                w = self.kept.weight[who]
                up, down, by_how_much = better[who], worse[who], change[who]
                for name, value in {
                    "better": w[up].sum() / w.sum(), "worse": w[down].sum() / w.sum(),
                    "unchanged": w[~up & ~down].sum() / w.sum(),
                    "mean_gain": np.average(by_how_much[up], weights=w[up]) if up.any() else np.nan,
                    "mean_loss": np.average(by_how_much[down], weights=w[down]) if down.any() else np.nan,
                    "mean_change": np.average(by_how_much, weights=w),
                    "median_change": weighted_quantile(np.ascontiguousarray(by_how_much), np.ascontiguousarray(w), 0.5),
                }.items():
                    found[group, name] = float(value)
            return found

        return self._table(compute, ["group", "measure"], per_draw)

    def mobility(
        self, year: Window = None, *, since: int = 0, income: str = "income", line: str | float = "benchmark", per_draw: bool = False,
    ) -> pd.DataFrame:
        """Who crossed the line between year `since` and `year`: shares of households, and rates of leaving and entering."""
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            found = metrics.line_mobility(self._window(income, draw, replicate, arm, since), self._window(income, draw, replicate, arm, year),
                                          self.kept.line(line, draw), self.kept.weight)
            return {(name,): float(getattr(found, name))
                    for name in ("stayed_below", "rose", "fell", "stayed_above", "exit_rate", "entry_rate")}

        return self._both(compute, ["measure"], per_draw)

    def resilience(
        self, *, line: str | float = "benchmark", horizon: int = 3, drop: float = 0.25, back: float = 0.95,
        income: str = "income_with_food", per_draw: bool = False,
    ) -> pd.DataFrame:
        """Falling, and coming back, over the simulated years.

        falling             chance to be below the line at least once within `horizon` years, of those at or above it
        above_again_in_1, 3 share of falls made good within 1 and 3 years
        income_again_in_1, 3 share of losses of more than `drop` of income of which `back` is regained within 1 and 3 years
        chronic_share       of squared poverty gaps, what steady incomes would leave
        """
        def within(times: metrics.RecoveryTimes, years: int) -> float:
            return float(times.within[years - 1]) if times.shocks and len(times.within) >= years else np.nan

        def compute(draw: int, replicate: int, arm: int) -> Figures:
            y = np.ascontiguousarray(self.kept.of(income, draw, replicate, arm)[:, 1:])
            z, w = self.kept.line(line, draw), self.kept.weight
            again, regained = metrics.recovery_above_line(y, z, w), metrics.recovery_of_income(y, drop, back, w)
            return {("falling",): metrics.falling_risk(y, z, horizon, w).probability,
                    **{(f"above_again_in_{years}",): within(again, years) for years in (1, 3)},
                    **{(f"income_again_in_{years}",): within(regained, years) for years in (1, 3)},
                    ("chronic_share",): metrics.chronic_poverty(y, z, 2.0, w).chronic_share}

        return self._both(compute, ["measure"], per_draw)

    # ---- money, food and work --------------------------------------------------------------------------------------

    def debt(self, year: Window = None, *, by: str | None = None, per_draw: bool = False) -> pd.DataFrame:
        """What is owed and what could not be paid back: the burden that inputs on credit may leave.

        owed, loan, unpaid  USD per household; indebted, defaulting  shares of households (owing, not paying in full)
        The years are those given, year by year and then averaged; None is the last.
        """
        return self._means({
            "owed": lambda of: of("debt"), "indebted": lambda of: of("debt") > 1.0, "loan": lambda of: of("loan"),
            "unpaid": lambda of: of("unpaid"), "defaulting": lambda of: of("unpaid") > 1.0,
        }, year, by, per_draw)

    def food(self, *, months: float = 1.0, by: str | None = None, per_draw: bool = False) -> pd.DataFrame:
        """Years short of food, of the simulated ones: a year counts from `months` months not covered.

        years_short      per household; ever_short, half_short  shares of households short in one year, in half of them
        months_short     mean over households and years
        """
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            short = self.kept.of("months_short", draw, replicate, arm)[:, 1:]
            years = (short >= months).sum(axis=1)
            found: Figures = {}
            for group, who in self._members(by, draw, replicate):
                w = self.kept.weight[who]
                for name, value in {"years_short": years, "ever_short": years > 0, "half_short": 2 * years >= short.shape[1],
                                    "months_short": short.mean(axis=1)}.items():
                    found[group, name] = float(np.average(value[who], weights=w))
            return found

        return self._both(compute, ["group", "measure"], per_draw)

    def replanting(self, *, per_draw: bool = False) -> pd.DataFrame:
        """Liquidity in years of renewal: is there less cash than subsistence before animals or tools are sold?

        renewing            share of household-years in which trees are renewed, whoever pays
        stress_renewing, stress_other  share of these, and of the other household-years, with less cash than subsistence
        after_renewing      the same in the three years that follow, while young trees do not bear
        """
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            of = self._each_year(draw, replicate, arm, (1, self.kept.years))
            need = self.kept.parameter("c_sub", draw) * self.kept.attribute("adult_equivalents")
            stress, renews = of("cash_before_sales") < need[:, None], of("replanting") + of("replant_subsidy") > 0.0
            after = np.zeros_like(renews)
            for lag in (1, 2, 3):
                after[:, lag:] |= renews[:, :-lag]
            w = np.broadcast_to(self.kept.weight[:, None], renews.shape)

            def share(which: npt.NDArray[np.bool_]) -> float:
                return float(np.average(stress[which], weights=w[which])) if which.any() else np.nan

            return {("renewing",): float(np.average(renews, weights=w)), ("stress_renewing",): share(renews),
                    ("after_renewing",): share(after & ~renews), ("stress_other",): share(~renews & ~after)}

        return self._both(compute, ["measure"], per_draw)

    def labour(self, year: Window = None, *, by: str | None = None, per_draw: bool = False) -> pd.DataFrame:
        """Work, and what it earns: the household's own, hired workers' and, where land is shared, landlords'.

        return_per_day      cocoa sales less what was paid for them, over all family days on cocoa, USD/day
        family_days         days per household; hired_days and hired_workers_income the same of hired work, USD
        hired_wage          USD per hired day
        landlords_income    USD per household. Share tenants' own income: poverty_and_inequality(by="tenure")
        """
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            def of(name: str) -> Numbers:
                return self._window(name, draw, replicate, arm, year)

            def total(values: Numbers, who: npt.NDArray[np.bool_]) -> float:
                return float(np.dot(values[who], self.kept.weight[who]))

            net, days, hired, wages = of("cocoa_revenue") - of("production_cost"), of("family_days"), of("hired_days"), of("hired_wages")
            landlords = of("landlord_share")
            found: Figures = {}
            for group, who in self._members(by, draw, replicate):
                households, worked, hands = float(self.kept.weight[who].sum()), total(days, who), total(hired, who)
                found |= {
                    (group, "return_per_day"): total(net, who) / worked if worked > 0.0 else np.nan,
                    (group, "family_days"): worked / households, (group, "hired_days"): hands / households,
                    (group, "hired_workers_income"): total(wages, who) / households,
                    (group, "hired_wage"): total(wages, who) / hands if hands > 0.0 else np.nan,
                    (group, "landlords_income"): total(landlords, who) / households}
            return found

        return self._both(compute, ["group", "measure"], per_draw)

    def women(self, year: Window = None, *, income: str = "income", by: str | None = None, per_draw: bool = False) -> pd.DataFrame:
        """Income that women's days of work stand for, within households: an attribution, not who holds the money.

        share_of_work    women's part of the family's working time: women x female_efficiency (1 - female_care) over the same plus men.
                         Both parameters are assumptions with ranges, drawn in every draw
        women_income     USD per household: that share of the household's income
        per_woman        USD per woman
        """
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            women, men = self.kept.attribute("women"), self.kept.attribute("men")
            works = women * self.kept.parameter("female_efficiency", draw) * (1.0 - self.kept.parameter("female_care", draw))
            share = works / np.maximum(works + men, 1e-12)
            theirs = share * self._window(income, draw, replicate, arm, year)
            found: Figures = {}
            for group, who in self._members(by, draw, replicate):
                w = self.kept.weight[who]
                heads = float(np.dot(women[who], w))
                found |= {(group, "share_of_work"): float(np.average(share[who], weights=w)),
                          (group, "women_income"): float(np.average(theirs[who], weights=w)),
                          (group, "per_woman"): float(np.dot(theirs[who], w)) / heads if heads > 0.0 else np.nan}
            return found

        return self._both(compute, ["group", "measure"], per_draw)

    # ---- drivers ---------------------------------------------------------------------------------------------------

    def waterfall(self, year: Window = None, *, income: str = "income", by: str | None = None, per_draw: bool = False) -> pd.DataFrame:
        """From the baseline's mean income to the arm's, driver by driver; steps add up to the change (`smallholder.drivers`)."""
        if income not in drivers.INCOMES:
            raise RangeError(f'"{income}" is no income with drivers', "waterfall", "use one of " + ", ".join(drivers.INCOMES))

        def compute(draw: int, replicate: int) -> Figures:
            before, after = (drivers.of_households(self.kept, draw, replicate, arm, _years(year, self.kept.years), income)
                             for arm in (0, self._arm))
            steps = drivers.steps(before, after)
            return {(group, name): float(np.average(values[who], weights=self.kept.weight[who]))
                    for group, who in self._members(by, draw, replicate)
                    for name, values in {"baseline": before.income, **steps, "change": after.income - before.income, "arm": after.income}.items()}

        return self._table(compute, ["group", "driver"], per_draw)

    def benchmark_gap(
        self, year: Window = None, *, arm: str = "baseline", line: str | float = "benchmark", per_draw: bool = False,
    ) -> pd.DataFrame:
        """From the mean income of households below the line to that of those who reach it, driver by driver.

        Of the averages of both groups: land, production over land, money over production. It says how the two differ, not what
        would lift the first: those who reach the line have more land because they have it, not because a programme gave it.
        """
        place = self.kept.arm(arm)

        def compute(draw: int, replicate: int) -> Figures:
            each = drivers.of_households(self.kept, draw, replicate, place, _years(year, self.kept.years), "income")
            reaches = each.income >= self.kept.line(line, draw)
            if reaches.all() or not reaches.any():
                return {(name,): np.nan for name in ("below", *drivers.DRIVERS, "reaching")}
            below, above = (drivers.mean_of(each, self.kept.weight * who) for who in (~reaches, reaches))
            return {("below",): float(below.income[0]), **{(name,): float(step[0]) for name, step in drivers.steps(below, above).items()},
                    ("reaching",): float(above.income[0])}

        return self._table(compute, ["driver"], per_draw)

    # ---- what all of them need -------------------------------------------------------------------------------------

    def _window(self, name: str, draw: int, replicate: int, arm: int, year: Window) -> Numbers:
        first, last = _years(year, self.kept.years)
        return np.ascontiguousarray(self.kept.of(name, draw, replicate, arm)[:, first:last + 1].mean(axis=1))

    def _each_year(self, draw: int, replicate: int, arm: int, years: tuple[int, int]) -> Callable[[str], Numbers]:
        """Gives households x years of a figure."""
        def of(name: str) -> Numbers:
            return self.kept.of(name, draw, replicate, arm)[:, years[0]:years[1] + 1]

        return of

    def _members(self, by: str | None, draw: int = 0, replicate: int = 0) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
        everybody = np.ones(len(self.kept.weight), dtype=bool)
        if by is None:
            yield "all", everybody
            return
        if by == "enrolled":
            enrolled = self.kept.enrolled_in(self._arm, draw, replicate)
            codes, names = (~enrolled).astype(np.int64), ["enrolled", "not enrolled"]
        else:
            groups = self.kept.groups(by)
            codes, names = np.asarray(groups.codes, dtype=np.int64), [str(name) for name in groups.categories]
        for code, name in enumerate(names):
            who = codes == code
            if who.any():
                yield name, who

    def _means(self, what: Mapping[str, Callable[[Callable[[str], Numbers]], npt.NDArray[Any]]], year: Window, by: str | None,
               per_draw: bool) -> pd.DataFrame:
        """Weighted means over households of figures that are taken year by year."""
        def compute(draw: int, replicate: int, arm: int) -> Figures:
            of = self._each_year(draw, replicate, arm, _years(year, self.kept.years))
            each = {name: value(of).mean(axis=1) for name, value in what.items()}
            return {(group, name): float(np.average(values[who], weights=self.kept.weight[who]))
                    for group, who in self._members(by, draw, replicate) for name, values in each.items()}

        return self._both(compute, ["group", "measure"], per_draw)

    def _both(self, compute: Callable[[int, int, int], Figures], keys: list[str], per_draw: bool) -> pd.DataFrame:
        """Baseline, arm and the change between them."""
        def pair(draw: int, replicate: int) -> Figures:
            base, arm = (compute(draw, replicate, place) for place in (0, self._arm))
            return {**{(*key, "baseline"): value for key, value in base.items()}, **{(*key, "arm"): value for key, value in arm.items()},
                    **{(*key, "change"): value - base[key] for key, value in arm.items() if key in base}}

        return self._table(pair, [*keys, "kind"], per_draw)

    def _table(self, compute: Callable[[int, int], Figures], keys: list[str], per_draw: bool) -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", metrics.IncomesAdjusted)  # nonpositive_share says how many
            draws = []
            for draw in range(len(self.kept.draws)):
                luck = pd.DataFrame([compute(draw, replicate) for replicate in range(self.kept.replicates)])
                draws.append(luck.mean())
        table = pd.DataFrame(draws)
        table.columns = pd.MultiIndex.from_tuples([key if isinstance(key, tuple) else (key,) for key in table.columns], names=keys)
        table = table.mask(table.abs() < 1e-9, 0.0)  # what rounding leaves of nothing, in any unit here
        if per_draw:
            table.index = pd.Index(self.kept.draws, name="draw")
            return table
        rows = table.T
        undefined = rows.isna().mean(axis=1)
        summed = pd.DataFrame({"mean": rows.mean(axis=1), **{name: rows.quantile(p, axis=1) for name, p in QUANTILES.items()},
                               "below_zero": (rows < 0.0).mean(axis=1)})
        if undefined.any():
            summed["undefined_share"] = undefined  # of draws: nobody it could be said of
        return summed.reset_index()


def _years(year: Window, last: int) -> tuple[int, int]:
    """First and last year of a window."""
    if year is None:
        return last, last
    first, final = year if isinstance(year, tuple) else (year, year)
    if not 0 <= first <= final <= last:
        raise RangeError(f"there is no year {year}" if first == final else f"there are no years {first} to {final}", "result",
                         f"years are 0 to {last}; write (from, to) for a mean of several")
    return first, final
