# SPDX-License-Identifier: Apache-2.0
"""The charts of the report: drawings inside the page, in colours that colour-blind readers can tell apart."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..crop_words import words_of
from .words import BASELINE, DRIVERS, SOURCES, arm_label, group_label

if TYPE_CHECKING:
    from ..result import Result

__all__ = ["arm_colour", "cost_chart", "drivers_chart", "income_chart", "path_chart", "winners_chart", "years_shown"]

GREY, INK, FAINT = "#6b6b6b", "#222222", "#dddddd"
#: Okabe and Ito's colours, darkest first.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
GAIN, LOSS = "#0072b2", "#d55e00"
WIDTH = 7.0  # inches: the text width of a printed A4 page

_STYLE: dict[str, Any] = {
    "svg.fonttype": "none", "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": 8.5, "axes.titlesize": 9.5,
    "axes.titleweight": "bold", "axes.titlelocation": "left", "axes.edgecolor": "#888888", "axes.linewidth": 0.7,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": FAINT, "grid.linewidth": 0.6,
    "axes.axisbelow": True, "xtick.color": "#444444", "ytick.color": "#444444", "text.color": INK, "axes.labelcolor": INK,
    "hatch.linewidth": 0.5,
}


def arm_colour(result: Result, arm: str) -> str:
    place = result.paths.index(arm)
    return GREY if place == 0 else COLOURS[(place - 1) % len(COLOURS)]


def years_shown(last: int) -> list[int]:
    """A few years of the forecast, the first and the last among them; years that summary.json gives."""
    kept = [year for year in (0, 5, 10, 15, 20, 25, 30) if year < last]
    if len(kept) > 3:
        kept = [year for year in kept if year % 10 == 0 or (year == 5 and last <= 20)]
    if len(kept) > 1 and last - kept[-1] < 3:
        kept.pop()
    return [*kept, last]


def _drawn(name: str, alternative: str, figure: Figure) -> Markup:
    """The figure as an SVG element with a text for those who cannot see it."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = stream.getvalue()
    body = text[text.index("<svg"):].strip()
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    # Groups are named figure_1, axes_1 ... in every drawing; nothing refers to them, and a page wants each name once.
    body = re.sub(r'<g id="[^"]*">', "<g>", body)
    head = f'<svg role="img" aria-labelledby="{name}-alt"'
    title = f'<title id="{name}-alt">{escape(alternative)}</title>'
    end = body.index(">")
    opening = re.sub(r' (width|height)="[^"]*pt"', "", body[len("<svg"):end])
    return Markup(head + opening + ">" + title + body[end + 1:])


def _new(name: str, columns: int, height: float, **options: Any) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    engine: Any = figure.get_layout_engine()
    engine.set(w_pad=0.06, h_pad=0.04, wspace=0.05)
    axes = figure.subplots(1, columns, squeeze=False, **options)
    return figure, list(axes[0])


def _context(name: str) -> Any:
    # Names inside a drawing come from this salt: the same run gives the same bytes, and no two drawings share a name.
    style: Any = {**_STYLE, "svg.hashsalt": f"smallholder-{name}"}
    return mpl.rc_context(style)


def _spaced(values: list[float], low: float, high: float, apart: float) -> list[float]:
    """Heights for labels, moved as little as may be so that none overlaps the next."""
    order = np.argsort(values, kind="stable")
    placed = np.array(values, dtype=float)[order]
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + apart)
    placed -= max(0.0, placed[-1] - (high - apart / 2.0))
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + apart)
    result = np.empty(len(values))
    result[order] = placed
    return [float(x) for x in result]


def path_chart(result: Result, name: str, metric: str, title: str, label: str, percent: bool = False) -> Markup:
    """Left: the paths with and without. Right: what the plan changes, with its own range."""
    scale = 100.0 if percent else 1.0
    planned = result.plans
    with _context(name):
        figure, axes = _new(name, 2 if planned else 1, 2.45, **({"width_ratios": [1.25, 1.0]} if planned else {}))
        left = axes[0]
        ends: list[tuple[float, str, str]] = []
        for arm in result.paths:
            path = result.yearly(metric, arm=arm, by="all", kind="level").sort_values("year")
            colour = arm_colour(result, arm)
            left.fill_between(path["year"], scale * path["p5"], scale * path["p95"], color=colour, alpha=0.16, linewidth=0)
            left.plot(path["year"], scale * path["p50"], color=colour, linewidth=2.0,
                      linestyle="--" if arm == BASELINE else "-")
            ends.append((float(scale * path["p50"].iloc[-1]), _short(arm), colour))
        left.set_title(title)
        left.set_ylabel(label)
        _years_axis(left, result.years)
        left.set_ylim(bottom=0.0)
        if percent:
            left.set_ylim(top=min(100.0, left.get_ylim()[1]))
        _name_ends(left, ends, result.years)
        if planned:
            right = axes[1]
            right.axhline(0.0, color=GREY, linewidth=1.2, linestyle="--")
            ends = []
            for arm in planned:
                path = result.yearly(metric, arm=arm, by="all", kind="change").sort_values("year")
                colour = arm_colour(result, arm)
                right.fill_between(path["year"], scale * path["p5"], scale * path["p95"], color=colour, alpha=0.2, linewidth=0)
                right.plot(path["year"], scale * path["p50"], color=colour, linewidth=2.0)
                ends.append((float(scale * path["p50"].iloc[-1]), _short(arm), colour))
            right.set_title("Difference: with less without")
            right.set_ylabel("percentage points" if percent else label)
            _years_axis(right, result.years)
            if right.get_ylim()[1] - right.get_ylim()[0] < 1e-9:
                right.set_ylim(-1.0, 1.0)
            if len(planned) > 1:
                _name_ends(right, ends, result.years)
        alternative = (f"Line chart of {title.lower()} over the years with and without the programme, with ranges, and of the "
                       "difference between the two. The table of both paths gives the figures.")
        return _drawn(name, alternative, figure)


def _short(arm: str) -> str:
    return {"baseline": "without", "programme": "with"}.get(arm, arm)


def _years_axis(axes: Axes, last: int) -> None:
    axes.set_xlim(0, last)
    step = 5 if last > 10 else 2 if last > 5 else 1
    axes.set_xticks(range(0, last + 1, step))
    axes.set_xlabel("year of the forecast")
    axes.grid(visible=False, axis="x")


def _name_ends(axes: Axes, ends: list[tuple[float, str, str]], year: int) -> None:
    low, high = axes.get_ylim()
    heights = _spaced([end[0] for end in ends], low, high, 0.075 * (high - low))
    for (_, text, colour), height in zip(ends, heights, strict=True):
        axes.annotate(text, xy=(year, height), xytext=(4, 0), textcoords="offset points", color=colour, va="center", fontsize=8.5,
                      fontweight="bold", annotation_clip=False)


def income_chart(result: Result) -> Markup:
    """A stack of sources per year and arm, against the benchmark."""
    name = "chart-income"
    years = years_shown(result.years)
    table = result.yearly([*SOURCES, "income_with_food", "benchmark"], by="all", kind="level")
    cells: dict[tuple[int, str, str], Any] = {(row.year, str(row.metric), str(row.arm)): row for row in table.itertuples()}  # type: ignore[misc]
    with _context(name):
        figure, (axes,) = _new(name, 1, 3.35)
        positions: list[float] = []
        labels: list[str] = []
        place = 0.0
        group_middles: list[tuple[float, str]] = []
        for year in years:
            arms = [BASELINE] if year == 0 else result.paths
            start = place
            for arm in arms:
                up = down = 0.0
                for source, (_, colour) in SOURCES.items():
                    value = float(cells[year, source, arm].p50)
                    axes.bar(place, value, bottom=up if value >= 0 else down, width=0.84, color=colour, edgecolor="white",
                             linewidth=0.5, hatch="///" if source == "trip_saving" else None)
                    if value >= 0:
                        up += value
                    else:
                        down += value
                total = cells[year, "income_with_food", arm]
                middle = float(total.p50)
                axes.errorbar(place, middle, yerr=[[max(middle - total.p5, 0.0)], [max(total.p95 - middle, 0.0)]],
                              color=INK, capsize=3, linewidth=1.0, marker="o", markersize=3)
                positions.append(place)
                labels.append("start" if year == 0 else _short(arm))
                place += 1.0
            group_middles.append(((start + place - 1.0) / 2.0, f"year {year}"))
            place += 0.55
        line = float(cells[result.years, "benchmark", BASELINE].p50)
        axes.axhline(line, color=INK, linestyle="--", linewidth=1.1)
        axes.text(-0.42, line, "living-income benchmark", ha="left", va="bottom", fontsize=8.5)
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        crowded = len(result.paths) > 3
        axes.set_xticks(positions, labels, fontsize=7.5, rotation=35 if crowded else 0, ha="right" if crowded else "center",
                        rotation_mode="anchor" if crowded else None)
        axes.tick_params(axis="x", length=0)
        axes.grid(visible=False, axis="x")
        for middle, text in group_middles:
            axes.annotate(text, xy=(middle, 0.0), xycoords=("data", "axes fraction"), xytext=(0, -58 if crowded else -22),
                          textcoords="offset points", ha="center", va="top", fontsize=8.5, fontweight="bold")
        axes.set_ylim(top=1.10 * max(line, axes.get_ylim()[1] / 1.05))
        axes.set_xlim(-0.55, place - 1.0)
        axes.set_ylabel(f"{result.people.money.code} per household and year")
        axes.set_title("Where income comes from, mean of all households")
        shown = [source for source in SOURCES
                 if max(abs(row.p50) for (_, metric, _), row in cells.items() if metric == source) > 0.002 * line]
        axes.legend([Patch(facecolor=SOURCES[source][1], edgecolor="white") for source in reversed(shown)],
                    [words_of(result.people.crop)(SOURCES[source][0]) for source in reversed(shown)], frameon=False, fontsize=8, loc="center left",
                    bbox_to_anchor=(1.0, 0.5))
        return _drawn(name, "Stacked bars of household income by source in a few years, with and without the programme, beside the "
                            "living-income benchmark. The table below the chart gives the figures of the last year.", figure)


def winners_chart(result: Result, arm: str, name: str) -> Markup:
    """Bars to the right for those better off in the last year, to the left for those worse off, by group."""
    table = result.yearly(["better_off", "worse_off"], arm=arm, kind="level")
    table = table[table["year"] == result.years]
    groups = list(dict.fromkeys(table["group"].astype(str)))
    found = {(str(row.group), str(row.metric)): row for row in table.itertuples()}
    with _context(name):
        figure, (axes,) = _new(name, 1, 0.95 + 0.235 * len(groups))
        rows: list[float] = []
        row, before = 0.0, "all"
        for group in groups:
            grouping = group.partition(": ")[0]
            if grouping != before:
                row += 0.45
            before = grouping
            for metric, sign, colour in (("better_off", 1.0, GAIN), ("worse_off", -1.0, LOSS)):
                cell: Any = found[(group, metric)]
                axes.barh(row, sign * 100.0 * cell.p50, color=colour, height=0.7)
                axes.plot([sign * 100.0 * cell.p5, sign * 100.0 * cell.p95], [row, row], color=INK, linewidth=0.9)
            rows.append(row)
            row += 1.0
        axes.set_yticks(rows, [words_of(result.people.crop)(group_label(group)) for group in groups])
        axes.get_yticklabels()[0].set_fontweight("bold")
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        axes.axvline(0.0, color=INK, linewidth=0.8)
        widest = max(5.0, *(abs(limit) for limit in axes.get_xlim()))
        axes.set_xlim(-1.04 * widest, 1.04 * widest)
        ticks = [tick for tick in axes.get_xticks() if abs(tick) <= widest]
        axes.set_xticks(ticks, [f"{abs(tick):g}%" for tick in ticks])
        axes.set_xlabel("share of the group's households")
        axes.text(0.0, 1.01, "worse off", color=LOSS, transform=axes.transAxes, fontweight="bold", va="bottom")
        axes.text(1.0, 1.01, "better off", color=GAIN, transform=axes.transAxes, ha="right", fontweight="bold", va="bottom")
        return _drawn(name, f"Bars by group of households: the shares whose income is more than five percent lower and higher in the last "
                            f"year with {_short(arm)} than without. The table below the chart gives the figures.", figure)


def drivers_chart(steps: Mapping[str, Mapping[str, float]], money: str, name: str) -> Markup:
    """A staircase from no change to the whole change: means of the steps, which add up, with their ranges."""
    order = [driver for driver in DRIVERS if driver not in ("baseline", "change", "arm")]
    with _context(name):
        figure, (axes,) = _new(name, 1, 2.6)
        height = 0.0
        for place, driver in enumerate(order):
            step = steps[driver]
            axes.bar(place, step["mean"], bottom=height, width=0.7, color=GAIN if step["mean"] >= 0.0 else LOSS)
            axes.plot([place, place], [height + step["p5"], height + step["p95"]], color=INK, linewidth=0.9)
            height += step["mean"]
            axes.plot([place - 0.35, place + 1.35], [height, height], color=GREY, linewidth=0.8)
        whole = steps["change"]
        axes.bar(len(order), whole["mean"], width=0.7, color=GREY)
        axes.plot([len(order), len(order)], [whole["p5"], whole["p95"]], color=INK, linewidth=0.9)
        axes.axhline(0.0, color=INK, linewidth=0.8)
        axes.set_xticks(range(len(order) + 1), [*(DRIVERS[driver].replace(" ", "\n", 1) for driver in order), "whole\nchange"])
        axes.tick_params(axis="x", length=0)
        axes.grid(visible=False, axis="x")
        if axes.get_ylim()[1] - axes.get_ylim()[0] < 1e-6:
            axes.set_ylim(-1.0, 1.0)
        axes.set_ylabel(f"{money} per household and year")
        axes.set_title("What made the difference to income")
        return _drawn(name, "Staircase of the change of income by its drivers: land, yield, price, cost of production, other income and money handed "
                            "out. The table below the chart gives the figures.", figure)


def cost_chart(result: Result, arm: str, name: str) -> Markup | None:
    """What each intervention costs per year, stacked; None where the plan costs nothing."""
    table: pd.DataFrame = result.costs()
    table = table[table["arm"] == arm]
    parts = result.interventions[arm]
    highest = float(table.loc[table["intervention"] == "all", "mean"].max()) if len(table) else 0.0
    if not highest > 0.0:
        return None
    unit, word = (1e6, "million") if highest >= 2e5 else (1e3, "thousand")
    with _context(name):
        figure, (axes,) = _new(name, 1, 2.5)
        base = np.zeros(result.years + 1)
        for place, part in enumerate(parts):
            path = table[table["intervention"] == part].sort_values("year")
            values = path["mean"].to_numpy() / unit
            axes.bar(path["year"], values, bottom=base, width=0.82, color=COLOURS[place % len(COLOURS)], edgecolor="white",
                     linewidth=0.5, label=part)
            base += values
        everything = table[table["intervention"] == "all"].sort_values("year")
        axes.errorbar(everything["year"], everything["mean"] / unit,
                      yerr=[np.maximum(everything["mean"] - everything["p5"], 0.0) / unit,
                            np.maximum(everything["p95"] - everything["mean"], 0.0) / unit],
                      fmt="none", ecolor=INK, elinewidth=0.8, capsize=2)
        _years_axis(axes, result.years)
        axes.set_xlim(-0.6, result.years + 0.6)
        axes.set_ylabel(f"{word} {result.people.money.code} a year")
        axes.set_title("What the programme costs each year" if arm == "programme" else f"What “{arm}” costs each year")
        axes.legend(frameon=False, fontsize=8.5, loc="upper left", bbox_to_anchor=(1.0, 1.0))
        return _drawn(name, "Stacked bars of the cost of each measure in every year, with the range of the total. The workbook "
                            "results.xlsx lists the figures.", figure)
