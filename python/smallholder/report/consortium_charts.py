# SPDX-License-Identifier: Apache-2.0
"""The drawings of a consortium: what acting together adds, and how long it may last."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from .charts import COLOURS, GAIN, GREY, INK, LOSS, _context, _drawn, _new, _years_axis

__all__ = ["life_chart", "parts_chart"]

STEPS = {"no_duplication": "nobody\nserved twice", "shared_costs": "costs and\nexperience\nshared", "synergy": "measures that\nwork together", "free_riding": "nobody\nholds back",
         "information": "seeing what\nworks together", "governing": "cost of\ngoverning", "step": "in all"}


def _unit(size: float) -> tuple[float, str]:
    return (1e6, "million ") if size >= 2e5 else (1e3, "thousand ") if size >= 2e3 else (1.0, "")


def parts_chart(steps: Mapping[str, Mapping[str, float]], currency: str) -> Markup:
    """A staircase from acting apart to acting together: means of the parts, which add up, with their ranges."""
    name = "chart-together"
    unit, word = _unit(max(abs(steps[part]["mean"]) for part in STEPS))
    with _context(name):
        figure, (axes,) = _new(name, 1, 2.7)
        height = 0.0
        for at, part in enumerate(STEPS):
            step = {key: float(steps[part][key]) / unit for key in ("mean", "p5", "p95")}
            base = 0.0 if part == "step" else height
            colour = GREY if part == "step" else GAIN if step["mean"] >= 0.0 else LOSS
            axes.bar(at, step["mean"], bottom=base, width=0.7, color=colour)
            axes.plot([at, at], [base + step["p5"], base + step["p95"]], color=INK, linewidth=0.9)
            if part != "step":
                height += step["mean"]
                axes.plot([at - 0.35, at + 1.35], [height, height], color=GREY, linewidth=0.8)
        axes.axhline(0.0, color=INK, linewidth=0.8)
        axes.set_xticks(range(len(STEPS)), list(STEPS.values()), fontsize=7.5)
        axes.tick_params(axis="x", length=0)
        axes.grid(visible=False, axis="x")
        if axes.get_ylim()[1] - axes.get_ylim()[0] < 1e-6:
            axes.set_ylim(-1.0, 1.0)
        axes.set_ylabel(f"{word}{currency}, in today's money")
        axes.set_title("From each for itself to all as one: what adds, what takes away")
        return _drawn(name, "Staircase of what acting together adds for society: no household served twice, shared costs, measures that work together, nobody holding "
                            "back, information, and the cost of governing. The table below the chart gives the figures.", figure)


def life_chart(lives: pd.DataFrame, currency: str, given: bool) -> Markup:
    """Left: what has become of many simulated alliances by each year. Right: what they deliver, beside alliances that could not end."""
    name = "chart-life"
    years = lives["year"].to_numpy()
    last = int(years[-1])
    with _context(name):
        figure, axes = _new(name, 2, 2.75, width_ratios=[1.25, 1.0])
        left, right = axes
        parts = (("alive", "goes on", COLOURS[0], None), ("completed", "work done", COLOURS[2], None), ("unravelled", "members left", COLOURS[4], "///"),
                 ("dissolved", "broken up", COLOURS[1], None))
        base = 0.0 * years
        for column, words, colour, hatch in parts:
            values = 100.0 * lives[column].to_numpy()
            left.fill_between(years, base, base + values, color=colour, alpha=0.85, linewidth=0.4, edgecolor="white", hatch=hatch, label=words)
            base = base + values
        left.set_ylim(0.0, 100.0)
        left.set_ylabel("% of simulated alliances")
        left.set_title("What becomes of the alliance")
        _years_axis(left, last)
        left.set_xlabel("year of the alliance")
        left.legend(frameon=False, fontsize=7.5, loc="upper center", bbox_to_anchor=(0.5, -0.22), ncol=4, columnspacing=1.0, handlelength=1.4)
        unit, word = _unit(float(lives[["delivered", "delivered_if_it_holds"]].to_numpy().max()))
        right.plot(years[1:], lives["delivered_if_it_holds"][1:] / unit, color=GREY, linestyle="--", linewidth=1.6, label="if it could not end")
        right.plot(years[1:], lives["delivered"][1:] / unit, color=GAIN, linewidth=2.0, label="with its life")
        right.set_ylim(bottom=0.0)
        right.set_ylabel(f"{word}{currency} a year")
        right.set_title("Gained in the year" if given else "Farmers' gain in the year")
        _years_axis(right, last)
        right.set_xlabel("year of the alliance")
        right.legend(frameon=False, fontsize=7.5, loc="upper center", bbox_to_anchor=(0.5, -0.22), ncol=2, columnspacing=1.0, handlelength=1.8)
        return _drawn(name, "Left: areas showing which share of many simulated alliances goes on, has done its work, was left by its members or has broken up by each year. Right: "
                            "the gain of each year with such lives, beside alliances that could not end. The tables below give figures.", figure)
