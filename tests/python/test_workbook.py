# SPDX-License-Identifier: Apache-2.0
"""results.xlsx: the tables are the run's, and its formulas give the present values of returns.csv."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import smallholder as sh
from openpyxl.utils import range_boundaries
from smallholder import outputs
from smallholder.report import write_workbook
from smallholder.report.workbook import SHEETS

SOCIETY = "B6"  # discount rate of society


class Sheet:
    """Works out the few kinds of formula that the cash flows hold; anything else is an error."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.rates: dict[str, float] = {}

    def value(self, address: str) -> Any:
        address = address.replace("$", "")
        if address in self.rates:
            return self.rates[address]
        content = self.sheet[address].value
        if not (isinstance(content, str) and content.startswith("=")):
            return 0.0 if content is None else content
        cell = r"\$?[A-Z]+\$?\d+"
        if found := re.fullmatch(rf"=({cell})\+NPV\(({cell}),({cell}:{cell})\)", content):
            rate = float(self.value(found[2]))
            later = sum(flow / (1.0 + rate) ** t for t, flow in enumerate(self.values(found[3]), start=1))
            return float(self.value(found[1])) + later
        if found := re.fullmatch(rf"=({cell})\+({cell})-({cell})", content):
            return self.value(found[1]) + self.value(found[2]) - self.value(found[3])
        if found := re.fullmatch(rf"=SUM\(({cell}:{cell})\)", content):
            return sum(self.values(found[1]))
        if found := re.fullmatch(rf'=IF\(({cell})=0,"no cost",\(({cell})\+({cell})\)/({cell})\)', content):
            return "no cost" if self.value(found[1]) == 0 else (self.value(found[2]) + self.value(found[3])) / self.value(found[4])
        raise AssertionError(f"{address}: {content} is no formula this test knows")

    def values(self, area: str) -> list[float]:
        left, top, right, bottom = range_boundaries(area)
        return [float(self.value(self.sheet.cell(row, column).coordinate))
                for row in range(top, bottom + 1) for column in range(left, right + 1)]

    def labelled(self, label: str) -> list[str]:
        """Addresses beside a label, one per plan."""
        return [f"B{row[0].row}" for row in self.sheet.iter_rows(max_col=1) if row[0].value == label]


@pytest.fixture(scope="module")
def result() -> sh.Result:
    training = sh.FarmerTraining(coverage=0.6, start=2, years=3, name="courses")
    health = sh.CommunityHealth(coverage=0.3, start=1, years=4, name="health")
    programme = sh.Programme([training, health], {"courses only": [training], "both": [training, health]},
                             parameters={"wage": 4.5}, discount_rates={"programme": 0.08, "farmers": 0.2, "society": 0.05})
    return sh.simulate(sh.synthesise("ghana_cocoa", households=100, represents=20_000), programme, years=6, draws=4, progress=False)


@pytest.fixture(scope="module")
def path(result: sh.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(result, tmp_path_factory.mktemp("book") / "results.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The table under the head in the third row."""
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_sheets(book: Any) -> None:
    assert tuple(book.sheetnames) == SHEETS


@pytest.mark.parametrize("name", ["Yearly", "Returns", "Costs"])
def test_tables_are_those_of_the_run(name: str, book: Any, result: sh.Result) -> None:
    expected = {"Yearly": outputs.yearly_table, "Returns": outputs.returns_table, "Costs": sh.Result.costs}[name](result)
    found = rows_of(book[name])
    assert len(found) == len(expected) > 0
    for column in expected.columns:
        for row, value in zip(found, expected[column].tolist(), strict=True):
            if isinstance(value, float):
                assert row[column] == ("never" if np.isposinf(value) else None) if not np.isfinite(value) else row[column] == pytest.approx(value, rel=1e-12, abs=1e-15)
            else:
                assert row[column] == value


def test_every_parameter_is_listed_with_source_and_kind_of_source(book: Any, result: sh.Result) -> None:
    found = {row["name"]: row for row in rows_of(book["Assumptions"])}
    assert set(found) == set(sh.parameters()["name"])
    assert all(row["source"] and row["provenance"] in ("published", "computed", "recalled", "assumed") for row in found.values())
    assert [name for name, row in found.items() if row["changed"] == "yes"] == ["wage"]
    assert found["wage"]["value"] == 4.5
    assert {name for name, row in found.items() if row["varies_in_this_run"] == "yes"} == set(result.parameters_used()["name"])


LINES = {
    "Present value of cost, at the rate of those who pay": ("programme", "cost_present_value"),
    "Present value of farmers' gain, at the farmers' rate": ("farmers", "benefit_present_value"),
    "Present value of farmers' gain, family work charged, at the farmers' rate": ("farmers", "benefit_present_value_labour_charged"),
    "Net present value for society (NPV)": ("society", "net_present_value"),
    "Net present value for society, family work charged": ("society", "net_present_value_labour_charged"),
}


@pytest.mark.parametrize("label", LINES)
def test_formulas_give_the_present_values_of_returns_csv(label: str, book: Any, result: sh.Result) -> None:
    perspective, metric = LINES[label]
    sheet = Sheet(book["Cash flows"])
    ledger = outputs.returns_table(result).set_index(["arm", "perspective", "metric"])["mean"]
    addresses = sheet.labelled(label)
    assert len(addresses) == 2
    for arm, address in zip(result.plans, addresses, strict=True):
        assert book["Cash flows"][address].value.startswith("=")
        assert sheet.value(address) == pytest.approx(ledger[arm, perspective, metric], rel=1e-9)


def test_benefit_cost_ratio_is_benefit_over_cost(book: Any, result: sh.Result) -> None:
    sheet = Sheet(book["Cash flows"])
    ledger = result.returns(discount_rate=0.05).set_index(["arm", "perspective", "metric"])["mean"]
    for label, net in (("Benefit-cost ratio for society (BCR)", "net_present_value"),
                       ("Benefit-cost ratio for society, family work charged", "net_present_value_labour_charged")):
        for arm, address in zip(result.plans, sheet.labelled(label), strict=True):
            expected = ledger[arm, "society", net] / ledger[arm, "programme", "cost_present_value"] + 1.0
            assert sheet.value(address) == pytest.approx(expected, rel=1e-9)


def test_another_discount_rate_moves_the_present_values(book: Any, result: sh.Result) -> None:
    sheet = Sheet(book["Cash flows"])
    assert sheet.value(SOCIETY) == 0.05
    sheet.rates[SOCIETY] = 0.13
    ledger = result.returns("society", discount_rate=0.13).set_index(["arm", "metric"])["mean"]
    for arm, address in zip(result.plans, sheet.labelled("Net present value for society (NPV)"), strict=True):
        assert sheet.value(address) == pytest.approx(ledger[arm, "net_present_value"], rel=1e-9)


def test_what_is_shown_before_recalculation_is_what_the_formulas_give(book: Any, path: Path) -> None:
    """Viewers that do not calculate show the stored values."""
    stored = openpyxl.load_workbook(path, data_only=True)["Cash flows"]
    live = book["Cash flows"]
    sheet = Sheet(live)
    formulas = [cell for row in live.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert len(formulas) == 2 * (3 * 7 + 11)  # per plan: cost and two nets over seven years, eleven figures
    for cell in formulas:
        assert stored[cell.coordinate].value == pytest.approx(sheet.value(cell.coordinate), rel=1e-9, abs=1e-6), cell.coordinate


def test_costs_of_measures_add_up(book: Any, result: sh.Result) -> None:
    sheet = Sheet(book["Cash flows"])
    costs = result.costs().set_index(["arm", "intervention", "year"])["mean"]
    rows = [row[0].row for row in book["Cash flows"].iter_rows(max_col=1) if row[0].value == "Cost of the plan"]
    for arm, row in zip(result.plans, rows, strict=True):
        for year in range(result.years + 1):
            address = book["Cash flows"].cell(row, 3 + year).coordinate
            assert sheet.value(address) == pytest.approx(costs[arm, "all", year], rel=1e-9, abs=1e-6)


def test_a_programme_for_nobody_costs_nothing(tmp_path: Path) -> None:
    result = sh.simulate(sh.synthesise("ghana_cocoa", households=50), sh.read_programme("placebo"), years=4, draws=2, progress=False)
    book = openpyxl.load_workbook(write_workbook(result, tmp_path / "r.xlsx"))
    sheet = Sheet(book["Cash flows"])
    assert sheet.value(sheet.labelled("Benefit-cost ratio for society (BCR)")[0]) == "no cost"


def test_a_run_without_a_programme_has_no_cash_flows(tmp_path: Path) -> None:
    result = sh.simulate(sh.synthesise("ghana_cocoa", households=50), years=2, draws=2, progress=False)
    sheet = openpyxl.load_workbook(write_workbook(result, tmp_path / "r.xlsx"))["Cash flows"]
    assert any("Only the baseline was run" in str(row[0].value) for row in sheet.iter_rows(max_col=1))
