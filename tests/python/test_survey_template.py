# SPDX-License-Identifier: Apache-2.0
"""The Excel template, the layout and the page that documents it say the same."""

from pathlib import Path

import openpyxl
import pytest
from smallholder.errors import SchemaError
from smallholder.survey import CONCEPTS, read_survey
from smallholder.survey.derive import RULES
from smallholder.survey.resources import schema_directory
from smallholder.survey.schema import find_schema
from smallholder.survey.template import EXAMPLE, write_template
from smallholder.survey.units import unit_table

ROOT = Path(__file__).parents[2]
SHIPPED = schema_directory().parent / "templates" / "smallholder_survey.xlsx"


def cells(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_shipped_template_is_what_the_script_writes(tmp_path: Path) -> None:
    write_template(tmp_path / "again.xlsx")
    assert cells(SHIPPED) == cells(tmp_path / "again.xlsx")
    assert list(cells(SHIPPED)) == ["data", "codebook"]
    assert SHIPPED.stat().st_size < 20_000


def test_our_layout_maps_every_concept_to_its_own_name() -> None:
    layout = find_schema("smallholder")
    assert list(layout.columns) == list(CONCEPTS)
    for name, rule in layout.columns.items():
        assert rule.column == name
        if CONCEPTS[name].kind == "number" and name != "weight":
            assert rule.unit == CONCEPTS[name].unit, name
    assert set(EXAMPLE) == set(CONCEPTS)


def test_an_unfilled_template_holds_no_household_and_a_filled_one_reads(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="no household"):
        read_survey(SHIPPED, "smallholder")
    book = openpyxl.load_workbook(SHIPPED)
    sheet = book["data"]
    for row in range(3, 23):
        for place in range(1, sheet.max_column + 1):
            sheet.cell(row=row, column=place, value=sheet.cell(row=2, column=place).value)
        sheet.cell(row=row, column=1, value=f"H{row}")
    book.save(tmp_path / "filled.xlsx")
    survey = read_survey(tmp_path / "filled.xlsx", "smallholder")
    assert len(survey) == 20 and survey.source_rows[0] == 3
    assert survey.report.notes == ["column household_id: 1 example rows skipped"]
    assert all(check.max_error < 1.0 for check in survey.identities if check.name != "income")


def test_the_pages_name_every_concept_unit_rule_and_layout() -> None:
    page = (ROOT / "docs" / "surveys" / "bring_your_own.md").read_text(encoding="utf-8")
    for name in CONCEPTS:
        assert f"`{name}`" in page, name
    for name in unit_table():
        assert f"`{name}`" in page, name
    for rules in RULES.values():
        for name in rules:
            assert f"`{name}`" in page, name
    for layout in ("kit_ghana", "smallholder"):
        assert (ROOT / "docs" / "surveys" / f"{layout}.md").is_file()
