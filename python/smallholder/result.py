# SPDX-License-Identifier: Apache-2.0
"""What a run found, as tables: with and without the programme, each figure with its interval.

Nothing here is calculated from model quantities: the C++ library gives every figure, and this module
names, arranges and shows them.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import _core
from . import ledger as books
from .errors import ProgrammeError, UnknownKeyError, nearest
from .parameter_rows import PROVENANCES, frame_of
from .vocabulary import LIVING_INCOME, metrics_frame

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

    from .consortium.assessment import ConsortiumResult
    from .distribution import ArmDistribution
    from .evaluate import Study
    from .population import Population
    from .programme import Programme
    from .survey import Survey

__all__ = ["Result", "Timing"]


@dataclass(frozen=True)
class Timing:
    """When the run was made and how long it took."""

    started: str
    finished: str
    seconds: float


class Result:
    """A run: the baseline and every arm, on the same draws.

    Tables: yearly(), living_income(), returns(), costs(), survey_check(), parameters_used().
    Also to_xarray(), plot(), report(path), save(folder).
    """

    def __init__(
        self, runs: _core.Runs, people: Population, programme: Programme, table: _core.ParameterTable, *,
        survey: Survey | None = None, interrupted: bool = False, timing: Timing | None = None,
        settings: Mapping[str, Any] | None = None, other_price: Result | None = None,
        consortium: ConsortiumResult | None = None,
    ) -> None:
        """other_price: the same run under the other rule for the world price, where that was asked for (docs/markets.md)."""
        self.other_price = other_price
        #: What the programme's members would do apart and together; None without members (docs/consortium/).
        self.consortium = consortium
        self.runs = runs
        self.people = people
        self.survey = survey
        self.programme = programme
        self.table = table
        self.interrupted = interrupted
        self.timing = timing
        self.settings = dict(settings or {})

    def price_comparison(self) -> pd.DataFrame:
        """Prices, incomes, gap and returns under both rules for the world price, side by side; one row per process, arm and figure.

        Columns: process, arm, figure, unit, kind, year, p5, p50, p95 (smallholder.other_price).
        """
        from .other_price import comparison_table

        return comparison_table(self)

    # ---- what was run ------------------------------------------------------------------------------

    @property
    def arms(self) -> list[str]:
        """The first is "baseline"."""
        return list(self.runs.arms)

    @property
    def plans(self) -> list[str]:
        """The programme's own arms: without the baseline, and without what is set beside them."""
        return [arm for arm, role in zip(self.runs.arms, self.runs.arm_roles, strict=True) if role == "programme"]

    @property
    def paths(self) -> list[str]:
        """The baseline and the programme's own arms."""
        return [self.runs.arms[0], *self.plans]

    @property
    def beside(self) -> dict[str, dict[str, str]]:
        """Per arm of the programme what stands beside it: {"fixed_prices" | "same_cash" | "same_premium": name of that arm}."""
        found: dict[str, dict[str, str]] = {arm: {} for arm in self.plans}
        for arm, role, of in zip(self.runs.arms, self.runs.arm_roles, self.runs.arm_of, strict=True):
            if role not in ("baseline", "programme"):
                found[self.runs.arms[of]][role] = arm
        return found

    @property
    def years(self) -> int:
        return self.runs.years

    @property
    def draws(self) -> int:
        """Draws that were finished; fewer than asked for when the run was interrupted."""
        return self.runs.finished_draws

    @property
    def replicates(self) -> int:
        return self.runs.replicates

    @property
    def seed(self) -> int:
        return self.runs.seed

    @property
    def represents(self) -> float:
        """Households that the sample stands for."""
        return self.runs.represents

    @property
    def interventions(self) -> dict[str, list[str]]:
        """Names of the interventions of every arm."""
        names = self.runs.interventions
        return {arm: [names[place] for place in places]
                for arm, places in zip(self.runs.arms, self.runs.arm_interventions, strict=True)}

    def groups(self) -> pd.DataFrame:
        """The groups that figures are given for: grouping, group, households represented."""
        return pd.DataFrame({
            "grouping": [grouping for grouping, _, _ in self.runs.groups],
            "group": self._group_names(),
            "households": [households for _, _, households in self.runs.groups],
        })

    @functools.cached_property
    def left_out(self) -> dict[str, str]:
        """Groupings that the survey cannot give, and why."""
        return dict(self.people.groupings_left_out)

    def _group_names(self) -> list[str]:
        return ["all" if grouping == "all" else f"{grouping}: {name}" for grouping, name, _ in self.runs.groups]

    # ---- tables ------------------------------------------------------------------------------------

    @functools.cached_property
    def _yearly(self) -> pd.DataFrame:
        raw = self.runs.yearly()
        names = metrics_frame()
        groupings = [grouping for grouping, _, _ in self.runs.groups]

        def labelled(codes: npt.NDArray[Any], labels: Iterable[str]) -> pd.Categorical[str]:
            seen = list(labels)
            distinct = list(dict.fromkeys(seen))
            places = np.array([distinct.index(label) for label in seen], dtype=np.int64)
            return pd.Categorical.from_codes(places[codes.astype(np.int64)], categories=pd.Index(distinct))

        return pd.DataFrame({
            "arm": labelled(raw["arm"], self.runs.arms),
            "year": raw["year"],
            "grouping": labelled(raw["group"], groupings),
            "group": labelled(raw["group"], self._group_names()),
            "metric": labelled(raw["metric"], names["name"]),
            "unit": labelled(raw["metric"], names["unit"]),
            "kind": labelled(raw["change"].astype(int), ["level", "change"]),
            "mean": raw["mean"], "p5": raw["p5"], "p50": raw["p50"], "p95": raw["p95"],
            "parameter_sd": _spread(raw["parameter_variance"]),
            "stochastic_sd": _spread(raw["stochastic_variance"]),
        })

    def yearly(
        self,
        metric: str | Iterable[str] | None = None,
        *,
        arm: str | None = None,
        by: str | None = None,
        kind: str | None = None,
    ) -> pd.DataFrame:
        """Every figure of every year, tidy: one row per arm, year, group, metric and kind.

        metric  one or more metrics (docs/outputs.md); none: all
        arm     one arm; none: all
        by      one grouping: "all" (everybody), "land", "sex", "region", "poverty", "survey"; none: all of them
        kind    "level" or "change" (against the baseline on the same draws); none: both

        mean, p5, p50, p95 are over draw means (luck averaged over replicates); parameter_sd is the
        spread that uncertain parameters cause, stochastic_sd the spread of luck within a draw. Where
        an estimate of the former comes out below zero it is given as 0.
        """
        frame = self._yearly
        keep = np.ones(len(frame), dtype=bool)
        if metric is not None:
            wanted = [metric] if isinstance(metric, str) else list(metric)
            for name in wanted:
                _require(name, list(metrics_frame()["name"]), "metric")
            keep &= frame["metric"].isin(wanted).to_numpy()
        for column, value in (("arm", arm), ("grouping", by), ("kind", kind)):
            if value is not None:
                _require(value, list(map(str, frame[column].cat.categories)), column)
                keep &= (frame[column] == value).to_numpy()
        return frame.loc[keep].reset_index(drop=True)

    def value(
        self, metric: str, *, arm: str = "baseline", year: int | None = None, group: str = "all", kind: str = "level"
    ) -> pd.Series[Any]:
        """One row of yearly(): mean, p5, p50, p95 and both spreads of a single figure; the last year unless told."""
        found = self.yearly(metric, arm=arm, kind=kind)
        _require(group, self._group_names(), "group")
        year = self.years if year is None else year
        found = found[(found["year"] == year) & (found["group"] == group)]
        if found.empty:
            raise ProgrammeError(f"there is no {kind} of {metric} in arm {arm}, year {year}", "result",
                                 f"years are 0 to {self.years}; the baseline has no change")
        return found.iloc[0]

    def living_income(self, by: str | None = "all") -> pd.DataFrame:
        """Incomes, who reaches the living-income benchmark, and what the others lack.

        by  a grouping ("land", "sex", ...); "all" is everybody together; None lists every group
        """
        return self.yearly(LIVING_INCOME, by=by)

    def returns(
        self, perspective: str | None = None, *, discount_rate: float | None = None
    ) -> pd.DataFrame:
        """What each perspective gains, gives and gets back, per arm (docs/ledger.md).

        perspective    one of them, or a payer; none: all
        discount_rate  real, 1/year, for all perspectives; none: the programme's own per perspective, else
                       the parameter delivery.discount_rate

        undefined_share is the share of draws in which the figure has no meaning, such as the cost per
        household lifted when nobody was. benefit_years says over how many years benefits are counted.
        """
        if discount_rate is not None and not 0.0 <= discount_rate < 1.0:
            raise ProgrammeError(f"{discount_rate:g} a year is no discount rate", "returns", "write 10% as 0.10")
        rates = self.discount_rates if discount_rate is None else dict.fromkeys(self.discount_rates, discount_rate)
        parts = []
        for rate in sorted(set(rates.values())):
            raw = self.runs.returns(rate)
            frame = pd.DataFrame({**raw, "arm": [self.runs.arms[place] for place in raw["arm"]], "discount_rate": rate})
            parts.append(frame[[rates[name] == rate for name in frame["perspective"]]])
        table = pd.concat(parts).sort_index(kind="stable") if parts else pd.DataFrame()
        table["benefit_years"] = self.years
        if perspective is not None:
            _require(perspective, list(rates), "perspective")
            table = table[table["perspective"] == perspective]
            if table.empty:
                raise ProgrammeError(f'nothing in this run reaches "{perspective}": it has no flows', "returns",
                                     "see which lines there are with result.ledger()")
        return table.reset_index(drop=True)

    @functools.cached_property
    def discount_rates(self) -> dict[str, float]:
        """Per perspective, 1/year, real: its own of the programme file; else, for those enrolled or not, that of farmers; else society's."""
        names = list(books.perspectives(self)["name"])
        return books.rates_of(self.programme.discount_rates, names, self.table.value("delivery.discount_rate"))

    def perspectives(self) -> pd.DataFrame:
        """Whose gains are reported: name, parties, meaning. Each payer is one."""
        return books.perspectives(self)

    def ledger(self, arm: str | None = None) -> pd.DataFrame:
        """Every line of the books by year: what, kind, payer, beneficiary, and its amount with 5-50-95% (docs/ledger.md)."""
        return books.ledger(self, arm)

    def flows(self, perspective: str, arm: str | None = None, *, labour_charged: bool = False) -> pd.DataFrame:
        """What a perspective gains per draw and year, USD, not discounted: for `sh.returns`."""
        return books.flows(self, perspective, arm, labour_charged=labour_charged)

    def market(self) -> pd.DataFrame:
        """What each plan does to prices, other growers, buyers, local business and land, by year (docs/markets.md)."""
        return books.market(self)

    def warnings(self) -> list[dict[str, str]]:
        """What a reader of the returns should mind: {"arm", "kind", "text"}."""
        return books.warnings(self)

    def costs(self) -> pd.DataFrame:
        """What every arm costs per year, in all ("all") and by intervention; households enrolled and served."""
        raw = self.runs.costs()
        names = [*self.runs.interventions, "all"]
        return pd.DataFrame({**raw, "arm": [self.runs.arms[place] for place in raw["arm"]],
                             "intervention": [names[place] for place in raw["intervention"]], "unit": "USD"})

    def fields(self) -> pd.DataFrame:
        """Every field of every intervention as this run took it, and whether the programme set it."""
        return pd.DataFrame(_core.field_values(self.programme.to_dict(), self.table))

    # ---- how sure ----------------------------------------------------------------------------------

    def parameters_used(self) -> pd.DataFrame:
        """The parameters that moved in this run: drawn, and in use by it.

        Columns as sh.parameters(), with drawn_p5, drawn_p50, drawn_p95 of the finished draws.
        """
        return self._parameters_used.copy()

    @functools.cached_property
    def _parameters_used(self) -> pd.DataFrame:
        frame = frame_of(self.table)
        if not self.settings.get("draw_parameters", True):
            return frame.iloc[:0].assign(drawn_p5=0.0, drawn_p50=0.0, drawn_p95=0.0)
        moved = frame["drawn"] & frame["active"].map(self._is_active) & ~frame["name"].isin(self._replaced)
        drawn = self._drawn[:, moved.to_numpy()]
        low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0)
        return frame[moved].assign(drawn_p5=low, drawn_p50=middle, drawn_p95=high).reset_index(drop=True)

    @functools.cached_property
    def _drawn(self) -> npt.NDArray[np.float64]:
        """Every parameter in every finished draw: draws x rows of the table."""
        return self.table.drawn_values(self.seed, self.runs.draws)[self.runs.finished.all(axis=1)]

    def _is_active(self, condition: str) -> bool:
        """Does a row with this condition (column `active` of the parameter files) do anything in this run?"""
        holds, kinds = self._conditions
        return holds.get(condition, condition.replace(" ", "_") in kinds)

    @functools.cached_property
    def _conditions(self) -> tuple[dict[str, bool], set[str]]:
        kinds = {made.kind for made in self.programme.interventions
                 if any(made.name in names for names in self.interventions.values())}
        regime = self.settings.get("regime", "regulated")
        holds: dict[str, bool] = {
            "always": True,
            "any intervention": bool(kinds),
            "delivery shortfall": bool(kinds),
            "liberal price regime": regime == "liberal",
            "liberal price regime with a feeder road": regime == "liberal" and "feeder_road" in kinds,
            "lid_usd_per_t above 0": self.table.value("lid_usd_per_t") > 0.0,
            "share_tenancy above 0": self.table.value("share_tenancy") > 0.0,
            "contagion_threshold above 0": self.table.value("contagion_threshold") > 0.0,
            **{f"{option} 1": 1 in self._forms(option)
               for option in ("target_input_learning", "disadoption", "safety_first", "bass_adoption")},
            **{f"{form} {position}": position in self._forms(form) for form in ("age_form", "fertiliser_form") for position in (0, 1)},
            "megakarya zone": bool((self.people.megakarya > 0).any()),
            "survey recording and anchoring": bool(self.settings.get("anchor", True)),
            "market answer": self.runs.market_answers,
            "welfare measures only": True,
        }
        return holds, kinds

    def _forms(self, row: str) -> set[int]:
        """Which of two forms of an equation the draws of this run took: the values of that switch."""
        if not self.settings.get("draw_parameters", True):
            return {round(self.table.value(row))}
        place = [each["name"] for each in self.table.rows()].index(row)
        return {round(value) for value in self._drawn[:, place]}

    @functools.cached_property
    def _replaced(self) -> set[str]:
        """Rows whose field every intervention sets itself, so that they move nothing."""
        fields = self.fields()
        if fields.empty:
            return set()
        defaults = {spec["name"]: spec["default_row"] for entry in _core.catalogue() for spec in entry["fields"]}
        own = {defaults.get(name, "") for name in fields.loc[fields["origin"] == "programme", "field"]}
        kinds = {f"{kind}.{field}" for kind, field, origin in
                 zip(fields["kind"], fields["field"], fields["origin"], strict=True) if origin == "programme"}
        in_use = set(fields["row"])
        return {name for name in own | kinds if name and name not in in_use}

    @functools.cached_property
    def provenance(self) -> dict[str, int]:
        """How many of the parameters that moved this run are published, computed, recalled and assumed."""
        return dict(self._provenance[0])

    @property
    def provenance_shares(self) -> dict[str, float]:
        total = sum(self.provenance.values())
        return {kind: self.provenance[kind] / total if total else 0.0 for kind in PROVENANCES}

    @functools.cached_property
    def _provenance(self) -> tuple[dict[str, int], bool]:
        return self.table.provenance(set(self.parameters_used()["name"]))

    @property
    def interval_name(self) -> str:
        """What p5 to p95 is to be called: an interval that rests on assumptions says so."""
        return "assumption range" if self._provenance[1] else "uncertainty range"

    @functools.cached_property
    def _anchor(self) -> dict[str, npt.NDArray[np.float64]]:
        finished = self.runs.finished.all(axis=1)
        return {name: values[finished] for name, values in self.runs.anchor().items()}

    def survey_check(self) -> pd.DataFrame:
        """Does the baseline look like the survey? Year 0, recorded and modelled, before anything is done.

        Of a survey its yield, income and share at the benchmark. Of a synthetic population what was published: the yield and
        the price, which land quality and the price rule are set to meet, and cocoa's share of income, which nothing is set to meet.

        recorded        weighted, by the households that have the figure; or the published figure
        standard_error  the sampling error of it (one standard error), where it is known
        low, high       nine in ten surveys of the same people lie between them; or the range of the published figure
        source          the survey, or what was published
        model           mean over draws; model_p5 and model_p95 over draw means. Income is that of the model's own
                        households, before a residual per household takes up the rest
        difference      model less recorded
        year_0          what the run's year 0 says, once it is anchored
        """
        from .year_zero import compared

        return compared(self, self._anchor)

    # ---- other shapes ------------------------------------------------------------------------------

    def to_xarray(self) -> xr.DataArray:
        """Every figure of every finished draw: dimensions draw, replicate, arm, year, group, metric.

        Units stand beside the metrics (coordinate "unit") and in attrs["units"].
        """
        import xarray as xr

        done = np.flatnonzero(self.runs.finished.all(axis=1))
        values = np.concatenate([
            self.runs.values[done], self.runs.gini[done][..., None], self.runs.median_income[done][..., None]], axis=-1)
        names = metrics_frame()
        return xr.DataArray(
            values,
            dims=("draw", "replicate", "arm", "year", "group", "metric"),
            coords={
                "draw": done, "replicate": np.arange(self.replicates), "arm": self.arms,
                "year": np.arange(self.years + 1), "group": self._group_names(), "metric": names["name"].to_numpy(str),
                "unit": ("metric", names["unit"].to_numpy(str)),
                "meaning": ("metric", names["meaning"].to_numpy(str)),
                "grouping": ("group", np.array([grouping for grouping, _, _ in self.runs.groups])),
                "households": ("group", np.array([households for _, _, households in self.runs.groups])),
            },
            name="smallholder",
            attrs={"units": dict(zip(names["name"], names["unit"], strict=True)), "seed": self.seed,
                   "state_hash": self.runs.state_hash, "interval": self.interval_name},
        )

    def records(self) -> xr.DataArray:
        """Every flow of every household in draw 0, replicate 0: arm, year, flow, household.

        Only of a run made with record_households=True.
        """
        import xarray as xr

        values = self.runs.records
        if values is None:
            raise ProgrammeError("the households of this run were not recorded", "result",
                                 "simulate again with record_households=True (small runs only)")
        return xr.DataArray(
            values, dims=("arm", "year", "flow", "household"),
            coords={"arm": self.arms, "year": np.arange(self.years + 1), "flow": _core.flows(),
                    "household": list(self.people.name)},
            name="flows")

    def panel(self) -> xr.Dataset:
        """Paths of single households: dimensions draw, replicate, arm, household, year, with weights and groups beside them.

        Only of a run made with panel_draws=...; what each variable is stands in its attributes.
        """
        from .panel import panel_of

        return panel_of(self)

    def distribution(self, arm: str | None = None) -> ArmDistribution:
        """Who gains and who does not in an arm (none: the first of the programme), beside the baseline: docs/distribution.md.

        Only of a run made with panel_draws=...
        """
        from .distribution import ArmDistribution

        return ArmDistribution(self, arm)

    def as_study(self, design: str | Sequence[str] = "all", **options: Any) -> Study:
        """What a study of this programme would have reported, beside what is true; arguments as in sh.evaluate.study."""
        from .evaluate import study

        return study(self, design, **options)

    def plot(self, kind: str = "overview", **options: Any) -> Figure:
        """A chart: "overview" (all four), "yields", "income", "benchmark" or "winners"; see smallholder.plots."""
        from . import plots

        return plots.plot(self, kind, **options)

    def report(self, path: str | Path) -> Path:
        """Writes the report, one self-contained HTML page to read and to print."""
        try:
            from .report import write_report
        except ImportError as error:
            raise ProgrammeError("this installation has no report writer", "smallholder.report",
                                 "install the whole package; result.save(folder) writes the tables") from error
        write_report(self, Path(path))
        return Path(path)

    def save(self, folder: str | Path) -> Path:
        """Writes everything into a folder: the files of docs/outputs.md, report.html among them."""
        from .outputs import save

        return save(self, Path(folder))

    # ---- in words ----------------------------------------------------------------------------------

    def headlines(self) -> tuple[list[str], list[list[str]]]:
        """A few figures of the last year in words: heads, and rows of cells.

        The baseline's level, then what each arm changes: ranges of levels hide a change, since draws differ more
        than arms do.
        """
        from .report.rounding import shown

        heads = [f"year {self.years}", "baseline", *(f"{arm}, change" for arm in self.plans)]
        rows = []
        for name, label, kind in (
            ("yield", "yield, kg/ha", "plain"), ("income", "net income, USD per household", "plain"),
            ("reaching_benchmark", "households at the living-income benchmark", "percent"),
            ("gap", "gap to the benchmark, mean over all", "percent"), ("days_ill", "days ill per household", "plain"),
        ):
            cells = [label]
            for arm in self.paths:
                change = arm != self.arms[0]
                points = change and kind == "percent"
                figures = self.value(name, arm=arm, kind="change" if change else "level")[["p50", "p5", "p95"]]
                found = figures * (100.0 if points else 1.0)
                middle, low, high = (shown(found[key], found["p5"], found["p95"], kind="plain" if points else kind, sign=change)
                                     for key in ("p50", "p5", "p95"))
                cells.append(f"{middle} ({low} to {high})" + (" points" if points else ""))
            rows.append(cells)
        return heads, rows

    def _line(self) -> str:
        cut = f" of {self.runs.draws} (interrupted)" if self.interrupted else ""
        return (f"{self.runs.households:,} households for {self.represents:,.0f}; {self.years} years; {self.draws} draws{cut}"
                f" x {self.replicates}; seed {self.seed}")

    def __repr__(self) -> str:
        heads, rows = self.headlines()
        widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                 for row in (heads, *rows)]
        return "\n".join([f"Result({self._line()}); median ({self.interval_name})", *lines])

    def _repr_html_(self) -> str:
        heads, body = self.headlines()
        head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heads)
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>" for cells in body)
        title = html.escape(self.programme.title or "Result")
        return (f"<p><b>{title}</b><br>{html.escape(self._line())}<br>median ({self.interval_name}: 5 to 95% of draws)</p>"
                f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _spread(variance: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.sqrt(np.maximum(variance, 0.0))


def _require(name: str, known: list[str], what: str) -> None:
    if name not in known:
        close = nearest(name, known)
        raise UnknownKeyError(f'there is no {what} "{name}"', "result",
                              f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(known[:40]))
