# SPDX-License-Identifier: Apache-2.0
"""The Excel template of our own layout: a sheet to fill in and a sheet that explains every column.

Written from the concepts and the schema themselves, so that template and reader cannot drift apart:

    python -m smallholder.survey.template data/templates/smallholder_survey.xlsx
"""

from __future__ import annotations

import datetime
import math
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .concepts import CONCEPTS, Concept
from .schema import find_schema

__all__ = ["write_template"]

# A made-up household, to show what a filled row looks like. Nobody's answers.
EXAMPLE: dict[str, str | float] = {
    "household_id": "EXAMPLE (delete this row)", "weight": 12.5, "wave": "2024", "village": "Abease",
    "region": "Ashanti", "segment": "trained in 2023", "area_ha": 2.4, "production_kg": 1020,
    "yield_kg_per_ha": 425, "farm_gate_price_usd_per_kg": 1.9, "revenue_usd": 1938, "inputs_usd": 95,
    "hired_labour_usd": 210, "cocoa_income_usd": 1633, "income_usd": 2512, "other_income_usd": 879,
    "cocoa_share": 0.65, "food_value_usd": 380, "benchmark_usd": 4742, "household_size": 6,
    "adults": 3, "children": 3, "female_head": 0, "head_age_years": 51, "school_years": 6,
    "practice_pruning": 0.4, "practice_weeding": 0.7, "practice_mirid": 0.5,
    "practice_black_pod": 0.3, "fertiliser_doses_per_ha": 0.2, "tree_age_years": 21,
    "tree_density_per_ha": 950, "knowledge": 0.35, "cash_usd": 160, "wealth_usd": 850,
    "livestock_usd": 240, "debt_usd": 60, "coop": 1, "certified": 0, "vsla": 0, "crop_share": 1,
    "km_foot": 2.5, "km_road": 18, "food_area_ha": 0.8, "treated": 0,
}
PRICE_YEAR = ("price_year", 2024, "year whose prices the sums are in: the same in every row", "year",
              "1900 to 2200", "if there is any column in USD")


def _allowed(concept: Concept) -> str:
    if concept.kind == "label":
        return "text"
    if concept.kind == "flag":
        return "0 or 1"
    if math.isfinite(concept.low) and math.isfinite(concept.high):
        return f"{concept.low:g} to {concept.high:g}"
    if math.isfinite(concept.low):
        return f"above {concept.low:g}" if concept.above_low else f"{concept.low:g} or more"
    return "any number"


def _needed(name: str, required: bool) -> str:
    if required:
        return "yes"
    if name == "weight":
        return 'yes, unless you say weights="equal"'
    return "no" if name != "wave" else "only for a panel"


def write_template(path: str | Path) -> None:
    """Writes the workbook: sheet "data" with one marked example row, sheet "codebook"."""
    layout = find_schema("smallholder")
    columns = [(name, EXAMPLE[name], CONCEPTS[name].meaning,
                CONCEPTS[name].unit.replace("_per_", "/") or "text", _allowed(CONCEPTS[name]),
                _needed(name, layout.columns[name].required)) for name in layout.columns]
    columns.append(PRICE_YEAR)
    book = Workbook()
    data = book.active
    assert data is not None
    data.title = "data"
    grey = PatternFill("solid", fgColor="DDDDDD")
    for place, (name, example, *_rest, needed) in enumerate(columns, start=1):
        head = data.cell(row=1, column=place, value=name)
        head.font = Font(bold=needed == "yes")
        cell = data.cell(row=2, column=place, value=example)
        cell.font = Font(italic=True, color="777777")
        cell.fill = grey
        data.column_dimensions[get_column_letter(place)].width = max(12, len(name) + 2)
    data.freeze_panes = "B2"
    codebook = book.create_sheet("codebook")
    heads = ("column", "meaning", "unit", "allowed", "needed")
    for place, text in enumerate(heads, start=1):
        codebook.cell(row=1, column=place, value=text).font = Font(bold=True)
    for row, (name, _example, *rest) in enumerate(columns, start=2):
        for place, text in enumerate((name, *rest), start=1):
            codebook.cell(row=row, column=place, value=text).alignment = Alignment(wrap_text=True)
    for letter, width in zip("ABCDE", (30, 60, 12, 16, 32), strict=True):
        codebook.column_dimensions[letter].width = width
    codebook.cell(row=len(columns) + 3, column=1, value=(
        "Leave a cell blank (or write NA) where there is no answer; never write 0 for it. One row is "
        "one household. Sums are US dollars a year."))
    # A fixed date, so that writing it again changes nothing but what has changed.
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
    book.save(path)


if __name__ == "__main__":
    write_template(sys.argv[1])
