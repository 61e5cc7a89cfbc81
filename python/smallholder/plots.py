# SPDX-License-Identifier: Apache-2.0
"""Charts of a run. Every band is the 5 to 95% range over draws and is called by its name.

    result.plot()                 four charts on one page
    result.plot("yields")         kilograms per hectare, by arm
    result.plot("income")         income by source against the living-income benchmark
    result.plot("benchmark")      share of households at the benchmark, by arm
    result.plot("winners")        who is better off and who is worse off, by group
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .errors import UnknownKeyError
from .report.rounding import shown
from .crop_words import words_of
from .vocabulary import INCOME_SOURCES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .result import Result

__all__ = ["KINDS", "plot"]

# Okabe and Ito's colours, which colour-blind readers can tell apart; the baseline is always grey.
BASELINE = "#6b6b6b"
ARMS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
GAIN, LOSS = "#0072b2", "#d55e00"
SOURCES = {
    "cocoa_net_income": ("cocoa, after costs", "#7a4a21"),
    "food_own": ("own food eaten", "#b8d8a8"),
    "food_sales": ("food sold", "#4f9d4f"),
    "livestock_sales": ("animals sold", "#d9b44a"),
    "other_earnings": ("trade, wages, other crops", "#56b4e9"),
    "remittances": ("money from migrants", "#b39ddb"),
    "trip_saving": ("fares saved", "#9e9e9e"),
    "side_income": ("fruit, timber, other crops", "#8c6d31"),
    "cash_received": ("cash from a programme", "#999999"),
    "insurance_net": ("insurance, less its premium", "#d55e00"),
}


def plot(result: Result, kind: str = "overview", *, by: str | None = None, year: int | None = None) -> Figure:
    """Draws one kind of chart.

    by    grouping of the chart of winners: "land", "sex", "region", "poverty", "survey"; none: all there are
    year  of the charts of winners and income: the last year unless told
    """
    import matplotlib.pyplot as plt

    year = result.years if year is None else year
    draw: dict[str, Callable[[Axes], None]] = {
        "yields": lambda axes: _paths(axes, result, "yield", "Yield of dry beans", "kg per hectare"),
        "income": lambda axes: _income(axes, result, year),
        "benchmark": lambda axes: _paths(axes, result, "reaching_benchmark", "Households at the living-income benchmark",
                                         "% of households", percent=True),
        "winners": lambda axes: _winners(axes, result, year, by),
    }
    if kind == "overview":
        figure, places = plt.subplots(2, 2, figsize=(12.5, 9.0), layout="constrained")
        for axes, make in zip(places.flat, draw.values(), strict=True):
            make(axes)
    elif kind in draw:
        tall = 1.3 + 0.32 * _rows_of_winners(result, by) if kind == "winners" else 4.2
        figure, axes = plt.subplots(figsize=(7.2, max(tall, 3.2)), layout="constrained")
        draw[kind](axes)
    else:
        raise UnknownKeyError(f'there is no chart "{kind}"', "plot", "use " + ", ".join(("overview", *draw)))
    figure.text(0.005, -0.02, _footnote(result), fontsize=7.5, color="#555555", va="top")
    plt.close(figure)  # shown by the notebook once, as the value of the cell
    return figure


KINDS = ("overview", "yields", "income", "benchmark", "winners")


def _footnote(result: Result) -> str:
    cut = " (interrupted)" if result.interrupted else ""
    return (f"Lines: median over {result.draws} draws{cut}. Bands and whiskers: 5 to 95% of draws, an {result.interval_name}. "
            f"{result.runs.households:,} simulated households stand for {result.represents:,.0f}. Year 0 is the survey's year.")


def _colour(result: Result, arm: str) -> str:
    place = result.paths.index(arm)
    return BASELINE if place == 0 else ARMS[(place - 1) % len(ARMS)]


def _paths(axes: Axes, result: Result, metric: str, title: str, label: str, percent: bool = False) -> None:
    from matplotlib.ticker import MaxNLocator

    scale = 100.0 if percent else 1.0
    ends: list[tuple[float, str, str]] = []
    for arm in result.paths:
        path = result.yearly(metric, arm=arm, by="all", kind="level").sort_values("year")
        colour = _colour(result, arm)
        axes.fill_between(path["year"], scale * path["p5"], scale * path["p95"], color=colour, alpha=0.15, linewidth=0)
        axes.plot(path["year"], scale * path["p50"], color=colour, linewidth=2.2)
        ends.append((float(scale * path["p50"].iloc[-1]), arm, colour))
    _dress(axes, title, label)
    axes.set_xlabel("year")
    axes.set_xlim(0, result.years)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    axes.set_ylim(bottom=0.0)
    if percent:
        axes.set_ylim(top=min(100.0, axes.get_ylim()[1]))
    _label_ends(axes, ends, result.years)
    _note_changes(axes, result, metric, label, percent)


def _note_changes(axes: Axes, result: Result, metric: str, label: str, percent: bool) -> None:
    """What each arm changes, which the bands of levels hide: draws differ more than arms do."""
    unit = "percentage points" if percent else label
    lines = []
    for arm in result.plans:
        found = result.value(metric, arm=arm, kind="change")
        middle, low, high = (float(found[key]) * (100.0 if percent else 1.0) for key in ("p50", "p5", "p95"))
        lines.append(f"{arm}: {shown(middle, low, high, sign=True)} {unit} "
                     f"({shown(low, low, high, sign=True)} to {shown(high, low, high, sign=True)})")
    if lines:
        axes.text(0.02, 0.03, f"change in year {result.years} against the baseline of the same draw\n" + "\n".join(lines),
                  transform=axes.transAxes, fontsize=8, va="bottom",
                  bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 2})


def _label_ends(axes: Axes, ends: list[tuple[float, str, str]], year: int) -> None:
    """Names at the ends of the lines, moved apart where they would overlap."""
    low, high = axes.get_ylim()
    apart = 0.055 * (high - low)
    place = -np.inf
    for value, name, colour in sorted(ends):
        place = max(value, place + apart)
        axes.annotate(name, xy=(year, place), xytext=(5, 0), textcoords="offset points", color=colour,
                      va="center", fontsize=9, annotation_clip=False)


def _income(axes: Axes, result: Result, year: int) -> None:
    """A stack per arm of where income comes from, beside the benchmark."""
    bars = [("survey year", "baseline", 0)] + [(f"{arm},\nyear {year}", arm, year) for arm in result.paths]
    table = result.yearly([*INCOME_SOURCES, "income_with_food", "benchmark"], by="all", kind="level")
    found = {(str(row["arm"]), int(row["year"]), str(row["metric"])): row for row in table.to_dict(orient="records")}
    for place, (_, arm, when) in enumerate(bars):
        above = below = 0.0
        for source in INCOME_SOURCES:
            value = float(found[arm, when, source]["mean"])
            base = above if value >= 0.0 else below
            axes.bar(place, value, bottom=base, width=0.62, color=SOURCES[source][1], edgecolor="white", linewidth=0.6)
            above, below = above + max(value, 0.0), below + min(value, 0.0)
        total = found[arm, when, "income_with_food"]
        axes.errorbar(place, total["mean"], yerr=[[max(total["mean"] - total["p5"], 0.0)], [max(total["p95"] - total["mean"], 0.0)]],
                      color="black", capsize=4, linewidth=1.2)
    line = float(found["baseline", year, "benchmark"]["p50"])
    axes.axhline(line, color="black", linestyle="--", linewidth=1.2)
    axes.annotate(f"living-income benchmark, {line:,.0f} USD", xy=(-0.56, line), xytext=(0, 3), textcoords="offset points",
                  ha="left", va="bottom", fontsize=8.5, bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1})
    axes.axhline(0.0, color="#999999", linewidth=0.8)
    axes.set_xticks(range(len(bars)), [label for label, _, _ in bars], fontsize=8.5)
    axes.set_xlim(-0.6, len(bars) - 0.4)
    shown = [source for source in INCOME_SOURCES
             if max(abs(float(row["mean"])) for (_, _, metric), row in found.items() if metric == source) > 0.005 * line]
    handles = [axes.bar(0, 0, color=SOURCES[source][1]) for source in reversed(shown)]
    axes.legend(handles, [words_of(result.people.crop)(SOURCES[source][0]) for source in reversed(shown)], fontsize=8, frameon=False,
                loc="upper left", bbox_to_anchor=(1.0, 0.9), borderaxespad=0.6)
    axes.set_ylim(top=1.12 * max(line, axes.get_ylim()[1]))
    _dress(axes, "Income by source, mean of households", "USD per household and year")


def _winner_table(result: Result, by: str | None) -> pd.DataFrame:
    table = result.yearly(["better_off", "worse_off"], kind="level", by=by)
    return table[table["arm"] != "baseline"]


def _rows_of_winners(result: Result, by: str | None) -> int:
    return int(_winner_table(result, by)["group"].astype(str).nunique()) * max(len(result.paths) - 1, 1)


def _winners(axes: Axes, result: Result, year: int, by: str | None) -> None:
    """Bars to the right for those better off, to the left for those worse off."""
    arms = result.plans
    if not arms:
        axes.text(0.5, 0.5, "Only the baseline was run:\nnobody gains or loses.", ha="center", va="center",
                  transform=axes.transAxes)
        axes.set_axis_off()
        return
    table = _winner_table(result, by)
    figures = {(str(row["group"]), str(row["arm"]), str(row["metric"])): row
               for row in table[table["year"] == year].to_dict(orient="records")}
    groups = list(dict.fromkeys(group for group, _, _ in figures))
    places: list[float] = []
    labels: list[str] = []
    row = 0.0
    for group in groups:
        for arm in arms:
            for metric, sign, colour in (("better_off", 1.0, GAIN), ("worse_off", -1.0, LOSS)):
                value, low, high = (100.0 * float(figures[group, arm, metric][key]) for key in ("p50", "p5", "p95"))
                axes.barh(row, sign * value, color=colour, height=0.72)
                axes.plot([sign * low, sign * high], [row, row], color="black", linewidth=1.0)
            places.append(row)
            name = "everybody" if group == "all" else group.partition(": ")[2]
            labels.append(name if len(arms) == 1 else f"{name}, {arm}")
            row += 1.0
        if group == "all":
            row += 0.4
    axes.set_yticks(places, labels, fontsize=8.5)
    axes.invert_yaxis()
    axes.axvline(0.0, color="#444444", linewidth=0.9)
    widest = max(5.0, *(abs(limit) for limit in axes.get_xlim()))
    axes.set_xlim(-1.05 * widest, 1.05 * widest)
    ticks = [tick for tick in axes.get_xticks() if abs(tick) <= widest]
    axes.set_xticks(ticks, [f"{abs(tick):.0f}" for tick in ticks])
    axes.set_xlabel("% of the group's households whose income is more than 5%\nbelow or above what it would have been", fontsize=9)
    axes.text(0.02, 1.01, "worse off", color=LOSS, transform=axes.transAxes, fontsize=9, va="bottom")
    axes.text(0.98, 1.01, "better off", color=GAIN, transform=axes.transAxes, fontsize=9, ha="right", va="bottom")
    _dress(axes, f"Who gains and who loses, year {year}", "", grid="x", pad=20)


def _dress(axes: Axes, title: str, label: str, grid: Any = "y", pad: float = 8) -> None:
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold", pad=pad)
    axes.set_ylabel(label)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis=grid, color="#dddddd", linewidth=0.7)
    axes.set_axisbelow(True)
