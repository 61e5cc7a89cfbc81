# SPDX-License-Identifier: Apache-2.0
"""What a consortium adds and who pays, on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smallholder.consortium.assessment import ConsortiumResult

#: Columns of the table of members: figure of ConsortiumResult.members and what a reader calls it.
FIGURES = {"contribution": "pays", "benefit": "has of it", "transfer": "side payment", "gain": "gains by joining"}


def _scale(size: float) -> tuple[float, str]:
    return (1e6, "million ") if size >= 1e6 else (1e3, "thousand ") if size >= 1e4 else (1.0, "")


def _ranged(row: Mapping[str, Any], unit: float, sign: bool) -> str:
    """Mean and range, such as "+1.2 (−0.3 to +2.9)"; the mean alone where all draws agree."""
    from smallholder.report.rounding import shown

    middle, low, high = (float(row[key]) / unit for key in ("mean", "p5", "p95"))
    if not high - low > 1e-9 * abs(middle):
        return shown(middle, sign=sign)
    one, start, end = (shown(value, low, high, sign=sign) for value in (middle, low, high))
    return f"{one} ({start} to {end})"


def tell_consortium(found: ConsortiumResult) -> None:
    """Members with what they pay, have and gain by joining; what acting together adds; how long it may last."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console()
    rows: dict[tuple[str, str], dict[str, Any]] = {(str(row["member"]), str(row["figure"])): {str(key): value for key, value in row.items()}
                                                   for row in found.members().to_dict("records")}
    unit, word = _scale(max(abs(float(rows[name, figure]["mean"])) for name in found.names for figure in FIGURES))
    money = found.programme.money["currency"] or "USD"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left",
                  title=f"Members when all act as one, {word}{money} of present value: mean (5 to 95% of draws); shares by {found.rule.replace('_', ' ')}")
    table.add_column("")
    for words in FIGURES.values():
        table.add_column(words, justify="right")
    for name in found.names:
        table.add_row(name, *(_ranged(rows[name, figure], unit, figure in ("transfer", "gain")) for figure in FIGURES))
    console.print(table)
    added = {str(key): value for key, value in found.advantage().iloc[0].items()}
    unit, word = _scale(max(abs(float(added[key])) for key in ("mean", "p5", "p95")))
    often = f"; above nought in {added['above_0']:.0%} of draws" if len(found.raw["advantage"]) > 1 else ""
    console.print(f"Acting together adds {_ranged(added, unit, sign=True)} {word}{money} for society over acting apart{often}.")
    if found.raw["lives"] is not None:
        life = found.life()
        console.print(f"Of {life['lives']:.0f} simulated lives over {life['years']:.0f} years {life['dissolved'] + life['unravelled']:.0%} break up and "
                      f"{life['completed']:.0%} complete what they set out to do. Sizes behind this are assumptions: a scenario, no forecast.")
