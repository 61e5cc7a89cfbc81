# SPDX-License-Identifier: Apache-2.0
"""results.xlsx: the tables of a run, the assumptions, and cash flows whose present values Excel works out itself."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from .. import _core
from ..again import command_line, prototypes_of
from ..outputs import returns_table, with_never, yearly_table
from ..parameter_rows import PROVENANCES
from .cashflow import write_cash_flows
from .charts import years_shown
from .formats import Formats
from .page import PATH_ROWS
from .words import BASELINE, arm_label

if TYPE_CHECKING:
    from ..result import Result

__all__ = ["CONSORTIUM_SHEETS", "SHEETS", "build_workbook"]

SHEETS = ("Read me", "Summary", "Yearly", "Returns", "Costs", "Assumptions", "Measures", "Cash flows")
#: Of a programme with members, after the others.
CONSORTIUM_SHEETS = {"Members": "What each member pays, has and gains when all act as one, and its share under each rule (as consortium.csv)",
                     "Lives": "What becomes of the alliance year by year, over many simulated lives (as lifecycle.csv)"}
#: Rows a sheet can hold; beyond it only the figures for everybody are written.
MOST_ROWS = 1_000_000

ASSUMPTION_COLUMNS = ("name", "value", "low", "high", "unit", "price_year", "distribution", "provenance", "design", "source",
                      "varies_in_this_run", "changed", "own_distribution", "symbol", "used_in")


def build_workbook(result: Result, path: Path) -> None:
    """Writes the workbook of a run.

    Rows go to the disk as they are written (constant_memory), since a hundred thousand of them would take more memory than
    the run; every sheet must therefore be written from the top down. They lie beside the workbook until it is whole.
    """
    with tempfile.TemporaryDirectory(prefix=".sheets-", dir=path.parent) as rows:
        book = xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": False, "constant_memory": True, "tmpdir": rows})
        _fill(book, result)
        book.close()


def _fill(book: xlsxwriter.Workbook, result: Result) -> None:
    book.set_properties({"title": result.programme.title or "Results", "subject": "smallholder results", "comments":
                         f"smallholder {_core.__version__}, seed {result.seed}"})
    formats = Formats(book)
    sheets = {name: book.add_worksheet(name) for name in (*SHEETS, *_of_consortium(result))}
    for sheet in sheets.values():
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    _read_me(sheets["Read me"], formats, result)
    _summary(sheets["Summary"], formats, result)
    yearly, cut = yearly_table(result), ""
    if len(yearly) > MOST_ROWS:
        yearly, cut = yearly[yearly["grouping"] == "all"], " Groups stand in yearly.csv only: a sheet cannot hold them."
    _table(sheets["Yearly"], formats, yearly, "Every figure of every year (as yearly.csv)." + cut,
           {"grouping": 10, "group": 30, "metric": 30, "unit": 20, "arm": 16})
    _table(sheets["Returns"], formats, with_never(returns_table(result)), "What is spent and what it brings, by perspective (as returns.csv).",
           {"arm": 16, "perspective": 12, "metric": 42, "unit": 20})
    _table(sheets["Costs"], formats, result.costs(), f"Cost per year, plan and measure, {result.people.money.code}, not discounted; “all” is their total. Households "
           "enrolled and served are means over draws.", {"arm": 16, "intervention": 20})
    _table(sheets["Assumptions"], formats, _assumptions(result), "Every parameter: value, range (nine in ten values lie inside), unit, source and kind of "
           "source; “varies” is whether it moved this run.", {"name": 34, "source": 70, "unit": 14, "own_distribution": 24, "used_in": 26, "design": 16})
    _table(sheets["Measures"], formats, _measures(result), "Every field of every measure as this run took it; origin “programme” is what the programme file "
           "or script sets.", {"intervention": 18, "kind": 18, "field": 26, "row": 34, "doc": 60, "unit": 20})
    write_cash_flows(book, sheets["Cash flows"], formats, result)
    if result.consortium is not None:
        tables = {"Members": result.consortium.table, "Lives": result.consortium.lives}
        for name, words in _of_consortium(result).items():
            _table(sheets[name], formats, tables[name](), words + ". Model output: a scenario, no forecast.", {"member": 22, "type": 18, "figure": 30})


def _of_consortium(result: Result) -> dict[str, str]:
    """Sheets of a programme with members, with what they hold; an alliance of one has no life."""
    if result.consortium is None:
        return {}
    return {name: words for name, words in CONSORTIUM_SHEETS.items() if name != "Lives" or result.consortium.raw["lives"] is not None}


def _read_me(sheet: Any, formats: Formats, result: Result) -> None:
    people = result.people
    lines: list[tuple[str, str | float]] = [
        ("Title", result.programme.title or "(none)"),
        ("Households simulated", result.runs.households),
        ("Households they stand for", result.represents),
        ("Population", f"{people.label}{' (synthetic: nobody was asked)' if people.synthetic else ''}"),
        ("Money", f"{people.money.code} of {people.money.year}, inflation taken out"),
        ("Years", f"1 to {result.years}; year 0 is the starting year (that of the survey)"),
        ("Draws", f"{result.draws} sets of uncertain parameters, {result.replicates} sets of luck in each"
                  + (f"; interrupted, {result.runs.draws} were asked for" if result.interrupted else "")),
        ("Range", f"p5 to p95 hold nine in ten draws; p50 is their middle; an {result.interval_name}"),
        ("Parameters that varied", ", ".join(f"{result.provenance[kind]} {kind}" for kind in PROVENANCES)),
        ("Seed", str(result.seed)),
        ("Version", f"smallholder {_core.__version__}"),
        ("State hash", str(result.runs.state_hash)),
        ("Make it again", command_line(result) + (f" (not without the Python of {', '.join(prototypes_of(result))})" if prototypes_of(result) else "")),
    ]
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, "Results of a forecast with smallholder", formats.title)
    row = 2
    for label, value in lines:
        sheet.write_string(row, 0, label, formats.bold)
        if isinstance(value, str):
            sheet.write_string(row, 1, value, formats.wrap)
        else:
            sheet.write_number(row, 1, value, formats.whole_left)
        row += 1
    row += 1
    sheet.write_string(row, 0, "Sheets", formats.title)
    for name, text in (
        ("Summary", "The main figures without and with each plan"),
        ("Yearly", "Every figure by plan, year and group: p5, p50, p95 and mean over draws; kind “change” is with less without on the same draws"),
        ("Returns", "Cost, benefit, net present value and benefit-cost ratio over draws, for those who pay, for farmers, for society"),
        ("Costs", "Cost by plan, measure and year"),
        ("Assumptions", "Every parameter with its range, source and kind of source"),
        ("Measures", "Every field of every measure"),
        ("Cash flows", "Mean costs and benefits by year, with present values as formulas. Change the discount rates in the yellow cells"),
        *_of_consortium(result).items(),
    ):
        row += 1
        sheet.write_string(row, 0, name, formats.bold)
        sheet.write_string(row, 1, text, formats.wrap)


def _summary(sheet: Any, formats: Formats, result: Result) -> None:
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 60, 13)
    sheet.write_string(0, 0, f"Main figures: middle and {result.interval_name}, mean of all households", formats.title)
    row = 2
    for year in years_shown(result.years):
        arms = [BASELINE] if year == 0 else result.paths
        sheet.write_string(row, 0, f"Year {year}", formats.head)
        column = 1
        for arm in arms:
            for kind in ("level", "change") if arm != BASELINE else ("level",):
                label = arm_label(arm) if kind == "level" else f"{arm_label(arm)}: change"
                for end in ("p50", "p5", "p95"):
                    sheet.write_string(row, column, f"{label}\n{end}", formats.head)
                    column += 1
        row += 1
        for metric, label, shape in PATH_ROWS:
            sheet.write_string(row, 0, label.format(currency=result.people.money.code))
            column = 1
            for arm in arms:
                for kind in ("level", "change") if arm != BASELINE else ("level",):
                    found = result.value(metric, arm=arm, year=year, kind=kind)
                    for end in ("p50", "p5", "p95"):
                        sheet.write_number(row, column, float(found[end]), formats.percent if shape == "percent" else formats.number)
                        column += 1
            row += 1
        row += 1
    sheet.freeze_panes(2, 1)


def _assumptions(result: Result) -> pd.DataFrame:
    moved = set(result.parameters_used()["name"])
    table = pd.DataFrame(result.table.rows())
    table["varies_in_this_run"] = table["name"].isin(moved)
    table["own_distribution"] = table["own_distribution"].map(lambda x: "" if x is None or x != x else str(x))
    table["price_year"] = [year if year and year > 0 else None for year in table["price_year"]]
    return table.reindex(columns=list(ASSUMPTION_COLUMNS))


def _measures(result: Result) -> pd.DataFrame:
    columns = ["intervention", "kind", "field", "value", "unit", "origin", "drawn", "row", "doc"]
    return result.fields().reindex(columns=columns)


def _table(sheet: Any, formats: Formats, table: pd.DataFrame, title: str, widths: dict[str, int]) -> None:
    """A table with its title above, a filter, and its head in sight."""
    sheet.write_string(0, 0, title, formats.title)
    for place, name in enumerate(table.columns):
        sheet.set_column(place, place, widths.get(str(name), 13))
        sheet.write_string(2, place, str(name), formats.head)
    for row, values in enumerate(zip(*(table[name].tolist() for name in table.columns), strict=True), start=3):
        _row(sheet, formats, row, values)
    if len(table):
        sheet.autofilter(2, 0, 2 + len(table), len(table.columns) - 1)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)


def _row(sheet: Any, formats: Formats, row: int, values: Sequence[Any]) -> None:
    for place, value in enumerate(values):
        if value is None or value is pd.NA:
            continue
        if isinstance(value, bool):
            sheet.write_string(row, place, "yes" if value else "no")
        elif isinstance(value, str):
            sheet.write_string(row, place, value)
        elif isinstance(value, int):
            sheet.write_number(row, place, value)
        elif math.isfinite(float(value)):
            sheet.write_number(row, place, float(value), formats.number)
