# SPDX-License-Identifier: Apache-2.0
"""A description as a page for the terminal and as a page for a notebook."""

from __future__ import annotations

import html
import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from .description import Description

__all__ = ["description_html", "description_text"]


def figure(value: float) -> str:
    """A figure with as many digits as a reader can use."""
    if not math.isfinite(value):
        return "-"
    size = abs(value)
    if size >= 100.0:
        return f"{value:,.0f}"
    if size >= 10.0:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.995 or size == 0.0 else f"{value:.3f}"


def percent(value: float, error: float = math.nan, digits: int = 1) -> str:
    if not math.isfinite(value):
        return "-"
    text = f"{100.0 * value:.{digits}f}%"
    return text + (f" ±{100.0 * error:.1f}" if math.isfinite(error) else "")


def _table(title: str, heads: Sequence[tuple[str, str]], rows: list[list[str]]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, (head, side) in enumerate(heads):
        # Figures are never broken; heads are, at a blank, when the page is narrow.
        words = max((len(word) for word in head.split()), default=1)
        cells = max((len(row[place]) for row in rows), default=1)
        table.add_column(head, justify="right" if side == "right" else "left", overflow="fold",
                         min_width=max(words, cells if side == "right" else min(cells, 28)))
    for row in rows:
        # Text, not markup: a column of somebody's survey may well be called "[x]".
        table.add_row(*(Text(cell) for cell in row))
    return table


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()}
            for row in table.to_dict(orient="records")]


def _sections(found: Description) -> list[tuple[str, list[tuple[str, str]], list[list[str]]]]:
    """Every table of the page as title, heads and cells; both renderings print these."""
    sections: list[tuple[str, list[tuple[str, str]], list[list[str]]]] = []
    right = "right"
    gaps = found.missing[found.missing["missing"] > 0]
    if len(gaps):
        sections.append((
            "Missing values",
            [("concept", ""), ("recorded", right), ("missing", right), ("derived", right),
             ("still missing", right)],
            [[str(row[key]) for key in ("concept", "recorded", "missing", "derived", "still_missing")]
             for row in _rows(gaps)]))
    sections.append((
        "Distributions (weighted; every household that gave the figure)",
        [("quantity", ""), ("unit", ""), ("rows", right), ("zeros", right), ("mean", right),
         ("± s.e.", right), ("sd", right), ("p10", right), ("p50", right), ("p90", right)],
        [[str(row[key]) for key in ("quantity", "unit", "rows", "zeros")]
         + [figure(row[key]) for key in ("mean", "standard_error", "sd", "p10", "p50", "p90")]
         for row in _rows(found.distribution)]))
    if found.living_income is not None:
        food = bool(found.living_income["share_reaching_with_own_food"].notna().any())
        heads = [("group", ""), ("rows", right), ("mean income", right), ("median", right),
                 ("reach it ± s.e.", right), ("gap of mean", right), ("gap of median", right),
                 ("FGT1 ± s.e.", right)] + ([("with own food", right)] if food else [])
        rows = []
        for row in _rows(found.living_income):
            cells = [row["group"], str(row["rows"]), figure(row["mean_income_usd"]),
                     figure(row["median_income_usd"]),
                     percent(row["share_reaching"], row["share_reaching_se"], 2),
                     percent(row["gap_of_mean"]), percent(row["gap_of_median"]),
                     percent(row["fgt1"], row["fgt1_se"])]
            if food:
                cells.append(percent(row["share_reaching_with_own_food"], digits=2))
            rows.append(cells)
        sections.append((f"Living income (benchmark: {found.benchmark})", heads, rows))
    if len(found.identities):
        sections.append((
            "Accounting identities of the recorded figures",
            [("equation", ""), ("rows", right), ("largest error", right), ("in row", right)],
            [[row["equation"], str(row["rows"]), f"{row['max_error']:.4g} {row['unit']}",
              str(row["worst_row"])] for row in _rows(found.identities)]))
    return sections


def _heading(found: Description) -> list[str]:
    survey = found.survey
    lines = [
        f"{survey.name}: {len(survey.all_rows):,} households read, {len(survey):,} kept"
        + (f", {survey.dropped:,} left out ({survey.policy})" if survey.dropped else
           f" ({survey.policy})"),
        f"layout {survey.schema.name}; weights: {survey.weights_named}; "
        f"money: {survey.money or 'none'}",
    ]
    if survey.area_base == "older_than_5":
        lines.append("land counts cocoa older than 5 years")
    return lines


def _explanations(found: Description) -> list[tuple[str, str]]:
    from .description import EXPLANATIONS

    if found.living_income is None:
        return [("s.e.", EXPLANATIONS["standard_error"])]
    return [("reach it", EXPLANATIONS["share_reaching"]),
            ("gap of mean", EXPLANATIONS["gap_of_mean"]),
            ("gap of median", EXPLANATIONS["gap_of_median"]),
            ("FGT1", EXPLANATIONS["fgt1"]),
            ("s.e.", EXPLANATIONS["standard_error"])]


def description_text(found: Description, width: int = 110) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, color_system=None, markup=False,
                      emoji=False)
    for line in _heading(found):
        console.print(line)
    console.print()
    for title, heads, rows in _sections(found):
        console.print(_table(title, heads, rows))
    for name, text in _explanations(found):
        console.print(f"{name}: {text}")
    for remark in found.remarks:
        console.print(f"Note: {remark}")
    if found.survey.report.findings:
        console.print("\nWhat was found while reading:")
        for note in found.survey.report.findings:
            console.print(f"- {note}")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def description_html(found: Description) -> str:
    escape = html.escape
    parts = ["<div>"] + [f"<p>{escape(line)}</p>" for line in _heading(found)]
    for title, heads, rows in _sections(found):
        def cell(tag: str, place: int, text: Any, heads: Any = heads) -> str:
            return f'<{tag} style="text-align:{heads[place][1] or "left"}">{escape(text)}</{tag}>'

        head = "".join(cell("th", place, name) for place, (name, _) in enumerate(heads))
        body = "".join(
            "<tr>" + "".join(cell("td", place, text) for place, text in enumerate(row)) + "</tr>"
            for row in rows)
        parts.append(f"<h4>{escape(title)}</h4><table><thead><tr>{head}</tr></thead>"
                     f"<tbody>{body}</tbody></table>")
    parts += [f"<p><b>{escape(name)}</b>: {escape(text)}</p>" for name, text in _explanations(found)]
    notes = [*found.remarks, *found.survey.report.findings]
    if notes:
        parts.append("<ul>" + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>")
    return "".join(parts) + "</div>"
