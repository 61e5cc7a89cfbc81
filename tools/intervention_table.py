# SPDX-License-Identifier: Apache-2.0
"""Every intervention on the Ghana cocoa population, one after the other: effects, cost and returns, as a Markdown table.

    .venv/bin/python tools/intervention_table.py [households] [draws] [intervention ...]

Everybody is offered it, nothing is left undone, prices stay as they are; 5-50-95% over draws. docs/figures.md quotes it.
"""

from __future__ import annotations

import sys

import pandas as pd
import smallholder as sh
from smallholder.programme import catalogue, intervention_classes, class_name

YEARS = (5, 10, 20)
#: Parameters without which an intervention of that kind has nobody to reach.
GROUND = {"tenure_reform": {"share_tenancy": 1.0}}


def spread(row: pd.Series, digits: int, times: float = 1.0) -> str:
    middle, low, high = (f"{times * row[name]:+.{digits}f}" for name in ("p50", "p5", "p95"))
    return f"{middle} ({low} to {high})"


def line_of(kind: str, households: int, draws: int) -> str:
    made = intervention_classes()[class_name(kind)](name=kind)
    people = sh.synthesise("ghana_cocoa", households=households)
    result = sh.simulate(people, sh.Programme([made], parameters=GROUND.get(kind)), years=max(YEARS), draws=draws, comparators=False,
                         market_answer="off", progress=False)
    cells = []
    for metric in ("yield", "income_with_food"):
        base = {year: result.value(metric, year=year)["mean"] for year in YEARS}
        cells.append("; ".join(spread(result.value(metric, arm="programme", year=year, kind="change"), 1, 100.0 / base[year]) for year in YEARS))
    cells.append("; ".join(spread(result.value("reaching_benchmark", arm="programme", year=year, kind="change"), 2, 100.0) for year in YEARS))
    returns = result.returns(discount_rate=0.10).set_index(["perspective", "metric"])
    cost = returns.loc[("programme", "cost_per_household_reached")]
    cells.append(f"{cost['p50']:,.0f} ({cost['p5']:,.0f} to {cost['p95']:,.0f})")
    for perspective, metric in (("farmers", "gain_per_programme_dollar"), ("society", "benefit_cost_ratio"), ("society_with_spillovers", "benefit_cost_ratio")):
        found = returns.loc[(perspective, metric)]
        cells.append(f"{found['p50']:.2f} ({found['p5']:.2f} to {found['p95']:.2f})")
    return f"| `{kind}` | " + " | ".join(cells) + " |"


def main() -> int:
    households, draws = (int(sys.argv[1]) if len(sys.argv) > 1 else 600), (int(sys.argv[2]) if len(sys.argv) > 2 else 40)
    print("| intervention | yield, % in year 5; 10; 20 | income with food, % | households at the benchmark, points | USD per household reached "
          "| farmers' gain per dollar | society's ratio | with local businesses |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in sys.argv[3:] or catalogue():
        print(line_of(kind, households, draws), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
