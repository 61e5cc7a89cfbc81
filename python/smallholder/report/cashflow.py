# SPDX-License-Identifier: Apache-2.0
"""The sheet "Cash flows": costs and benefits by year, whose present values are formulas that follow the discount rates.

The first flow stands at t = 0 and is not discounted: present value = C5 + NPV(rate, D5:W5). Flows are means over draws,
so that a present value equals the mean of returns.csv; a ratio of means is not quite the mean of ratios.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from .. import _core
from .formats import Formats
from .words import arm_label

if TYPE_CHECKING:
    from ..result import Result

__all__ = ["write_cash_flows"]

FIRST_RATE = 3  # row of the first discount rate, counted from 0
FIRST_YEAR = 2  # column of year 0
RATES = (("programme", "those who pay"), ("farmers", "the farmers"), ("society", "society"))


def write_cash_flows(book: Any, sheet: Any, formats: Formats, result: Result) -> None:
    """Fills the sheet: a block per plan."""
    last = result.years
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 1, 16)
    sheet.set_column(FIRST_YEAR, FIRST_YEAR + last, 13)
    sheet.write_string(0, 0, f"Costs and benefits by year, mean over draws, {result.people.money.code} of all represented households, not discounted", formats.title)
    sheet.write_string(1, 0, "Change a yellow cell and every present value follows. Year 0 is not discounted. Benefits end with the last year.", formats.note)
    rates = result.discount_rates
    for place, (name, whom) in enumerate(RATES):
        row = FIRST_RATE + place
        sheet.write_string(row, 0, f"Discount rate of {whom}, real, a year")
        sheet.write_number(row, 1, rates[name], formats.input)
        book.define_name(f"discount_rate_{name}", f"='Cash flows'!{xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)}")
    row = FIRST_RATE + len(RATES) + 1
    for arm in result.plans:
        row = _block(sheet, formats, result, arm, row) + 2
    if len(result.paths) == 1:
        sheet.write_string(row, 0, "Only the baseline was run: there are no costs and no benefits.", formats.note)
    sheet.freeze_panes(0, 1)


def _gains(result: Result, arm: str, labour_charged: bool) -> list[float]:
    table = _core.gains(result.runs, result.arms.index(arm), "farmers", labour_charged)
    return [float(x) for x in table.mean(axis=0)]


def _block(sheet: Any, formats: Formats, result: Result, arm: str, row: int) -> int:
    """Flows of one plan and what they are worth; the first free row below."""
    last = result.years
    unit = f"{result.people.money.code}/year"
    sheet.write_string(row, 0, arm_label(arm), formats.head)
    sheet.write_string(row, 1, "Unit", formats.head)
    for year in range(last + 1):
        sheet.write_string(row, FIRST_YEAR + year, f"Year {year}", formats.head)
    costs = result.costs()
    costs = costs[costs["arm"] == arm].sort_values("year")
    first_part = row + 1
    row = first_part
    for part in result.interventions[arm]:
        _flows(sheet, formats, row, unit, f"Cost of {part}", list(costs.loc[costs["intervention"] == part, "mean"]))
        row += 1
    cost_row = row
    columns = [xl_col_to_name(FIRST_YEAR + year) for year in range(last + 1)]
    total = list(costs.loc[costs["intervention"] == "all", "mean"])
    sheet.write_string(row, 0, "Cost of the plan", formats.bold)
    sheet.write_string(row, 1, unit)
    for year, column in enumerate(columns):
        sheet.write_formula(row, FIRST_YEAR + year, f"=SUM({column}{first_part + 1}:{column}{cost_row})", formats.money_bold, float(total[year]))
    gains = {"counted": ("Gain of farmers, own food counted", _gains(result, arm, False)),
             "charged": ("The same, the family's extra work charged", _gains(result, arm, True))}
    gain_rows = {}
    for key, (label, flows) in gains.items():
        row += 1
        gain_rows[key] = row
        _flows(sheet, formats, row, unit, label, flows)
    row += 1
    gain_rows["others"] = row
    everybody = [float(x) for x in _core.gains(result.runs, result.arms.index(arm), "society", False).mean(axis=0)]
    others = [everybody[year] + float(total[year]) - gains["counted"][1][year] for year in range(last + 1)]
    _flows(sheet, formats, row, unit, "Gain of all others: workers, lenders, landlords, treasury, other growers, buyers", others)
    for key, (label, flows) in gains.items():
        row += 1
        sheet.write_string(row, 0, f"Net for society: {'gains less cost' if key == 'counted' else 'with family work charged'}")
        sheet.write_string(row, 1, unit)
        for year, column in enumerate(columns):
            sheet.write_formula(row, FIRST_YEAR + year, f"={column}{gain_rows[key] + 1}+{column}{gain_rows['others'] + 1}-{column}{cost_row + 1}",
                                formats.money, float(flows[year]) + others[year] - float(total[year]))
    return _worth(sheet, formats, result, arm, row + 2, cost_row, gain_rows)


def _flows(sheet: Any, formats: Formats, row: int, unit: str, label: str, flows: list[float]) -> None:
    sheet.write_string(row, 0, label)
    sheet.write_string(row, 1, unit)
    for year, flow in enumerate(flows):
        sheet.write_number(row, FIRST_YEAR + year, float(flow), formats.money)


def _worth(sheet: Any, formats: Formats, result: Result, arm: str, row: int, cost_row: int, gain_rows: dict[str, int]) -> int:
    """Present values and ratios as formulas; what they show before Excel works them out comes from the ledger."""
    ledger = result.returns()
    ledger = ledger[ledger["arm"] == arm].set_index(["perspective", "metric"])
    society = result.returns(discount_rate=result.discount_rates["society"])
    society = society[society["arm"] == arm].set_index(["perspective", "metric"])

    def known(table: pd.DataFrame, perspective: str, metric: str) -> float:
        found: Any = table.loc[(perspective, metric), "mean"]
        return float(found)

    first, last = xl_col_to_name(FIRST_YEAR), xl_col_to_name(FIRST_YEAR + result.years)
    second = xl_col_to_name(FIRST_YEAR + 1)

    def present(flow_row: int, place: int) -> str:
        line = flow_row + 1
        return f"={first}{line}+NPV($B${FIRST_RATE + 1 + place},{second}{line}:{last}{line})"

    sheet.write_string(row, 0, "Worth at the start", formats.head)
    sheet.write_string(row, 1, "", formats.head)
    row += 1
    start = row
    cost = known(society, "programme", "cost_present_value")
    counted = known(society, "farmers", "benefit_present_value")
    charged = known(society, "farmers", "benefit_present_value_labour_charged")
    others = known(society, "society", "net_present_value") + cost - counted
    lines: list[tuple[str, str, float]] = [
        ("Present value of cost, at the rate of those who pay", present(cost_row, 0), known(ledger, "programme", "cost_present_value")),
        ("Present value of farmers' gain, at the farmers' rate", present(gain_rows["counted"], 1), known(ledger, "farmers", "benefit_present_value")),
        ("Present value of farmers' gain, family work charged, at the farmers' rate", present(gain_rows["charged"], 1),
         known(ledger, "farmers", "benefit_present_value_labour_charged")),
        ("Present value of cost, at society's rate", present(cost_row, 2), cost),
        ("Present value of farmers' gain, at society's rate", present(gain_rows["counted"], 2), counted),
        ("Present value of farmers' gain, family work charged, at society's rate", present(gain_rows["charged"], 2), charged),
        ("Present value of the gain of all others, at society's rate", present(gain_rows["others"], 2), others),
        ("Net present value for society (NPV)", f"=B{start + 5}+B{start + 7}-B{start + 4}", counted + others - cost),
        ("Net present value for society, family work charged", f"=B{start + 6}+B{start + 7}-B{start + 4}", charged + others - cost),
    ]
    for label, formula, value in lines:
        sheet.write_string(row, 0, label)
        sheet.write_formula(row, 1, formula, formats.money, value)
        row += 1
    for label, line, value in (("Benefit-cost ratio for society (BCR)", start + 5, counted + others),
                               ("Benefit-cost ratio for society, family work charged", start + 6, charged + others)):
        sheet.write_string(row, 0, label)
        sheet.write_formula(row, 1, f'=IF(B{start + 4}=0,"no cost",(B{line}+B{start + 7})/B{start + 4})', formats.ratio,
                            value / cost if cost else "no cost")
        row += 1
    return row
