# SPDX-License-Identifier: Apache-2.0
"""What a consortium adds and who pays, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smallholder.consortium.assessment import ConsortiumResult


def tell_consortium(found: ConsortiumResult) -> None:
    """Members with what they pay, have and gain by joining; what acting together adds; how long it may last."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from smallholder.report.rounding import shown

    console = Console()
    figures = {"contribution": "pays", "benefit": "has", "transfer": "side payment", "gain": "gains by joining"}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left",
                  title=f"Members when all act as one, present value in million USD (shares by {found.rule.replace('_', ' ')})")
    table.add_column("")
    for words in figures.values():
        table.add_column(words, justify="right")
    rows = found.members().set_index(["member", "figure"])
    for name in found.names:
        cells = []
        for figure in figures:
            row = rows.loc[(name, figure)]
            middle, low, high = (float(row[key]) / 1e6 for key in ("p50", "p5", "p95"))
            cells.append(shown(middle, low, high, kind="plain", sign=figure in ("transfer", "gain")))
        table.add_row(name, *cells)
    console.print(table)
    added = found.advantage().iloc[0]
    text = shown(float(added["p50"]) / 1e6, float(added["p5"]) / 1e6, float(added["p95"]) / 1e6, kind="plain", sign=True)
    console.print(f"Acting together adds {text} million USD for society over acting apart; above nought in {added['above_0']:.0%} of draws.")
    if found.raw["lives"] is not None:
        life = found.life()
        console.print(f"Of {life['lives']:.0f} simulated lives over {life['years']:.0f} years {life['dissolved'] + life['unravelled']:.0%} break up and "
                      f"{life['completed']:.0%} complete what they set out to do. Sizes behind this are assumptions: a scenario, no forecast.")
